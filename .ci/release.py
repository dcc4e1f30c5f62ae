"""Builds wheel and sdist, and tries each in an empty environment: `make release`, or release.py FOLDER.

The version has to be one that the changelog names. In an environment with the pinned dependencies and nothing
else, the wheel drafts a release of a company that does not exist; the wheel that the sdist makes has the same
files with the same bytes. Nothing is published.
"""

import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINS = ROOT / "generator" / "requirements"
TRIED = ROOT / "tests" / "acme" / "release" / "release.txt"


def run(*command: object, cwd: Path = ROOT) -> str:
    """What a command prints that ends well, without the variables by which it could find the checkout."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=kept, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(str(part) for part in command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def built(out: Path) -> tuple[Path, Path]:
    """The wheel and the sdist, in `out`, which has nothing else of its kind."""
    for old in (*out.glob("*.whl"), *out.glob("*.tar.gz")):
        old.unlink()
    run(sys.executable, "-m", "hatchling", "build", "-d", out)
    (wheel,) = out.glob("*.whl")
    (sdist,) = out.glob("*.tar.gz")
    return wheel, sdist


def contents(wheel: Path) -> dict[str, bytes]:
    """The files of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tried(wheel: Path, folder: Path) -> str:
    """The version that the wheel says in an environment of its own, where it drafts a release."""
    venv.EnvBuilder(with_pip=True).create(folder / "empty")
    python = folder / "empty" / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "--require-hashes", "-r", PINS / "run.txt")
    run(*pip, "--no-deps", "--no-index", wheel)
    (folder / "release.txt").write_bytes(TRIED.read_bytes())
    said = run(python, "-m", "tieout", "release.txt", "--validate", cwd=folder)
    assert "22 facts" in said, said
    return run(python, "-m", "tieout", "--version", cwd=folder).split()[-1]


def main() -> None:
    """Builds into the folder that is named, and says what was tried."""
    out = Path(sys.argv[1]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    wheel, sdist = built(out)
    with tempfile.TemporaryDirectory(prefix="tieout-release-") as beside:
        version = tried(wheel, Path(beside))
        run("tar", "-xf", sdist, "-C", beside)
        (source,) = Path(beside).glob("tieout-*")
        run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", beside, cwd=source)
        (again,) = Path(beside).glob("*.whl")
        if contents(again) != contents(wheel):
            sys.exit("the wheel that the sdist makes differs from the one of the checkout")
    changes = (ROOT / "docs" / "CHANGELOG.md").read_text(encoding="utf-8")
    if f"\n## {version}" not in changes:
        sys.exit(f"docs/CHANGELOG.md does not name {version}")
    print(f"{wheel.name} and {sdist.name}: version {version}, each tried in an empty environment")


if __name__ == "__main__":
    main()
