"""How long somebody waits for an answer: `tieout FILE` from a cold start, over released pages. `make bench`.

Each release is read by a process of its own, as the command line does it, so that all imports count. Seconds
are of the processor, user and system together: what else the machine does is not counted. Those of the clock
stand beside them.

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
    """One release: seconds of the processor and of the clock, and the exit code."""

    path: Path
    cpu: float
    wall: float
    code: int


def run(path: Path) -> Run:
    """Drafts a release in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="tieout-bench-") as beside:
        command = [sys.executable, "-m", "tieout", "draft", str(path), "--out", f"{beside}/out", "--json"]
        before, began = os.times(), time.monotonic()
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
        wall, after = time.monotonic() - began, os.times()
    spent = (after.children_user, after.children_system)
    earlier = (before.children_user, before.children_system)
    return Run(path, sum(spent) - sum(earlier), wall, done.returncode)


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
        print(f"{path.name[:56]:<56} {one.cpu:>6.2f} s {one.wall:>6.2f} s  {size:>5} kB{what}", flush=True)
    cpu = [one.cpu for one in runs]
    wall = [one.wall for one in runs]
    nothing = sum(one.code not in (0, 1) for one in runs)
    print(
        f"from a cold start, {len(runs)} releases: median {statistics.median(cpu):.2f} s, worst "
        f"{max(cpu):.2f} s of the processor (at first 4.6, –; reach ≤ {_MEDIAN:g}, ≤ {_WORST:g}); "
        f"by the clock {statistics.median(wall):.2f}, {max(wall):.2f}; without a result {nothing} (reach 0)"
    )


if __name__ == "__main__":
    main()
