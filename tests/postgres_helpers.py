"""A PostgreSQL server of the tests' own: in a temporary directory, on a socket in it, gone when they end.

It is a module without pytest: the loaders that are processes of their own begin with it.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Barrier
from pathlib import Path

from tieout.database import load, sources_in

LOCKED, PASSWORD = "locked", "rigging"
"""A user who needs a password, and the password."""

_USER = "tieout"
_RULES = f"local all {LOCKED} scram-sha-256\nlocal all all trust\n"
_SETTINGS = ("listen_addresses=", "fsync=off", "max_connections=20")


def binaries() -> Path | None:
    """The folder with the server's programs, where it is installed."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "postgres").exists()), None)


@contextmanager
def server(programs: Path, *settings: str) -> Iterator[str]:
    """The URL of a server that is running; more of its settings as NAME=VALUE."""
    with tempfile.TemporaryDirectory(prefix="tieout-pg-") as folder:
        # It refuses to be run by root.
        user = "nobody" if os.getuid() == 0 else None
        if user:
            shutil.chown(folder, user)
        data = f"{folder}/data"

        def run(program: str, *asked: str) -> None:
            command = [programs / program, *asked]
            subprocess.run(command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)

        run("initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
        (Path(data) / "pg_hba.conf").write_text(_RULES, encoding="utf-8")
        options = " ".join(f"-c {setting}" for setting in (*_SETTINGS, *settings))
        run("pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", f"-k {folder} {options}", "start")
        try:
            yield f"postgresql://{_USER}@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def load_beside(url: str, folder: Path, others: Barrier) -> None:
    """Loads a folder when the other loaders begin, too."""
    others.wait()
    for _ in load(url, sources_in([folder])):
        pass
