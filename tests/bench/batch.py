"""Many releases at once: drafts and builds a minute, and whether a worker's memory stays flat.

    python tests/bench/batch.py [--documents N]

Drafts are of the releases and filings in `../shared/field`; builds are of copies of IIJ's release, each
proven by Arelle. With two processes and with one: their ratio is what a second core gives.
"""

import argparse
import shutil
import tempfile
import time
from functools import partial
from pathlib import Path

from filed import FIELD

from tieout.batch import Outcome, Task, run, tasks_in
from tieout.batch.one import do

ROOT = Path(__file__).resolve().parents[2]
_BUILDS, _ON_END, _LIMIT = 20, 200, 600


def main() -> None:
    """Prints the rates and the memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, help="Draft the first N documents alone, and build one.")
    few = parser.parse_args().documents
    documents = [*sorted((FIELD / "releases").glob("*.*")), *sorted((FIELD / "filings").glob("*/page.htm"))]
    documents = [path for path in documents if path.suffix in (".htm", ".html", ".txt")][:few]
    with tempfile.TemporaryDirectory() as folder:
        _drafts(documents, Path(folder))
        _builds(few or _BUILDS, Path(folder))
        _memory(documents, few or _ON_END, Path(folder))


def _drafts(documents: list[Path], folder: Path) -> None:
    rates = {}
    for processes in (2, 1):
        tasks = [
            Task(str(path), "draft", str(folder / f"{processes}-{number}.draft"))
            for number, path in enumerate(documents)
        ]
        rates[processes] = _rate(f"{len(tasks)} drafts", tasks, processes)
    print(f"    {rates[2] / rates[1]:.2f} times the rate of one process (reach 1.8)")


def _builds(count: int, folder: Path) -> None:
    shutil.copytree(ROOT / "taxonomy", folder / "taxonomy")
    for number in range(count):
        source = ROOT / "instances" / "iij-2018q1"
        copy = folder / "instances" / f"iij-{number:02}"
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns("xbrl"))
    _rate(f"{count} builds of IIJ's release", tasks_in([folder / "instances"], folder / "drafts"), 2)


def _rate(what: str, tasks: "list[Task] | tuple[Task, ...]", processes: int) -> float:
    began = time.monotonic()
    done = list(run(tasks, processes=processes, limit=_LIMIT))
    rate = len(done) * 60 / (time.monotonic() - began)
    wrong = [one for one in done if one.state not in ("ties", "findings", "unusable")]
    told = "; ".join(f"{Path(one.release).name} {one.state}: {one.first}" for one in wrong) or "none failed"
    print(f"{what}, {processes} processes: {rate:.0f} a minute; {told}")
    return rate


def measured(log: Path, task: Task) -> Outcome:
    """Does a task, and notes how much memory its process holds after it, in MiB."""
    done = do(task)
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    with log.open("a", encoding="utf-8") as handle:
        handle.write(f"{pages * 4096 // 2**20}\n")
    return done


def _memory(documents: list[Path], count: int, folder: Path) -> None:
    if not Path("/proc/self/statm").is_file():
        print("memory: this system does not say it")
        return
    log = folder / "memory"
    tasks = [
        Task(str(documents[number % len(documents)]), "draft", str(folder / f"memory-{number}.draft"))
        for number in range(count)
    ]
    # One process that is never renewed: renewing it would hide what it keeps.
    for _ in run(tasks, processes=1, limit=_LIMIT, work=partial(measured, log), renewed=count):
        pass
    held = [int(line) for line in log.read_text(encoding="utf-8").splitlines()]
    fifth = max(len(held) // 5, 1)
    shown = [max(held[at : at + fifth]) for at in range(0, len(held), fifth)]
    print(f"memory of a worker over {count} documents, the most in each fifth: {shown} MiB (reach: flat)")


if __name__ == "__main__":
    main()
