"""How long somebody waits for an answer: `tieout FILE` from a cold start, over released pages. `make bench`.

Each release is read by a process of its own, as the command line does it, so that all imports count. Seconds
are of the processor, user and system together, until the answer is printed: what else the machine does is not
counted. Those until the process ends, when pages and workbook are written too, and those of the clock stand
beside them.

    python tests/bench/cold.py [FILE …]
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from filed import FIELD

_PATIENCE = 600
# What a page of 150 kB has to be read in, at the median and at the worst.
_MEDIAN, _WORST = 2.0, 6.0


@dataclass(frozen=True, slots=True)
class Run:
    """One release: seconds of the processor to the answer and in all, those of the clock, the exit code."""

    path: Path
    answer: float
    cpu: float
    wall: float
    code: int


def run(path: Path) -> Run:
    """Drafts a release in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="tieout-bench-") as beside:
        command = [sys.executable, "-m", "tieout", "draft", str(path), "--out", f"{beside}/out", "--json"]
        before, began = os.times(), time.monotonic()
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            assert process.stdout is not None
            # The document ends with the bracket that it began with.
            answered = any(line == "}\n" for line in process.stdout)
            answer = _spent(process.pid) if answered else None
            process.communicate(timeout=_PATIENCE)
        wall, after = time.monotonic() - began, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(path, cpu if answer is None else answer, cpu, wall, process.returncode)


def _spent(pid: int) -> float | None:
    """The seconds that a process has had so far; None where the system does not tell."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return None
    user, system = text.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    files = parser.parse_args().files or sorted((FIELD / "releases").glob("*.*"))
    files = [path for path in files if path.suffix in (".htm", ".html", ".txt")]
    if not files:
        print(f"no releases in {FIELD.parent.name}/{FIELD.name}: the seconds from a cold start are skipped")
        return
    # Once before it counts: byte code and the file cache are there when a person comes.
    run(files[0])
    runs = []
    for path in files:
        runs.append(one := run(path))
        size = path.stat().st_size // 1000
        what = "" if one.code in (0, 1) else "  without a result"
        seconds = f"{one.answer:>6.2f} s {one.cpu:>6.2f} s {one.wall:>6.2f} s"
        print(f"{path.name[:56]:<56} {seconds}  {size:>5} kB{what}", flush=True)
    answer, cpu, wall = ([getattr(one, name) for one in runs] for name in ("answer", "cpu", "wall"))
    nothing = sum(one.code not in (0, 1) for one in runs)
    print(
        f"from a cold start, {len(runs)} releases: the answer after {statistics.median(answer):.2f} s at the "
        f"median, {max(answer):.2f} s at the worst of the processor (at first 4.6, –; reach ≤ {_MEDIAN:g}, "
        f"≤ {_WORST:g}); all written after {statistics.median(cpu):.2f}, {max(cpu):.2f}; by the clock "
        f"{statistics.median(wall):.2f}, {max(wall):.2f}; without a result {nothing} (reach 0)"
    )


if __name__ == "__main__":
    main()
