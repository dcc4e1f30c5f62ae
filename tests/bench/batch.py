"""Many releases at once: drafts and builds a minute, and whether a worker's memory stays flat.

    python tests/bench/batch.py [--documents N] [--only drafts|builds|memory ...]

Drafts are of the releases and filings in `../shared/field`; builds are of copies of IIJ's release, each
proven by Arelle. With two processes and with one: their ratio is what a second core gives; and on the two
workers of a local Dask cluster, against two processes. Seconds of the processor stand beside those of the
clock, which what else the machine does makes longer.
"""

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from filed import FIELD

from tieout.batch import Cluster, Engine, Outcome, Processes, Task, outcomes, run, tasks_in
from tieout.batch.one import do

ROOT = Path(__file__).resolve().parents[2]
_BUILDS, _ON_END, _LIMIT = 20, 200, 600
_PARTS = ("drafts", "builds", "memory")


def main() -> None:
    """Prints the rates and the memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, help="Draft the first N documents alone, and build one.")
    parser.add_argument("--only", nargs="*", choices=_PARTS, default=_PARTS, help="Measure these alone.")
    asked = parser.parse_args()
    few = asked.documents
    documents = [*sorted((FIELD / "releases").glob("*.*")), *sorted((FIELD / "filings").glob("*/page.htm"))]
    documents = [path for path in documents if path.suffix in (".htm", ".html", ".txt")][:few]
    with tempfile.TemporaryDirectory() as folder:
        if "drafts" in asked.only:
            _drafts(documents, Path(folder))
        if "builds" in asked.only:
            _builds(few or _BUILDS, Path(folder))
        if "memory" in asked.only:
            _memory(documents, few or _ON_END, Path(folder))


def _drafts(documents: list[Path], folder: Path) -> None:
    rates = {}
    for kind in ("2 processes", "1 process", "Dask, 2 workers"):
        tasks = [
            Task(str(path), "draft", str(folder / f"{kind}-{number}.draft"))
            for number, path in enumerate(documents)
        ]
        with _engine(kind) as engine:
            if engine is not None:
                rates[kind] = _rate(f"{len(tasks)} drafts, {kind}", tasks, engine)
    sizes = [path.stat().st_size for path in folder.glob("1 process-*/**/*") if path.is_file()]
    print(f"    a draft has {len(sizes) / len(tasks):.0f} files and {sum(sizes) / len(tasks) / 1e6:.1f} MB")
    print(f"    {rates['2 processes'] / rates['1 process']:.2f} times the rate of one process (reach 1.8)")
    if "Dask, 2 workers" in rates:
        print(
            f"    Dask at {rates['Dask, 2 workers'] / rates['2 processes']:.2f} of two processes (reach 0.9)"
        )


@contextmanager
def _engine(kind: str) -> Iterator[Engine | None]:
    if not kind.startswith("Dask"):
        yield Processes(int(kind[0]), _LIMIT)
        return
    try:
        from distributed import LocalCluster
    except ImportError:
        print("    Dask is not installed")
        yield None
        return
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield Cluster(cluster.scheduler_address, _LIMIT)


def _builds(count: int, folder: Path) -> None:
    shutil.copytree(ROOT / "taxonomy", folder / "taxonomy")
    for number in range(count):
        source = ROOT / "instances" / "iij-2018q1"
        copy = folder / "instances" / f"iij-{number:02}"
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns("xbrl"))
    tasks = tasks_in([folder / "instances"], folder / "drafts")
    _rate(f"{count} builds of IIJ's release, 2 processes", tasks, Processes(2, _LIMIT))


def _rate(what: str, tasks: Sequence[Task], engine: Engine) -> float:
    began, before = time.monotonic(), os.times()
    done = list(outcomes(engine, tasks))
    rate, after = len(done) * 60 / (time.monotonic() - began), os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    wrong = [one for one in done if one.state not in ("ties", "findings", "unusable")]
    told = "; ".join(f"{Path(one.release).name} {one.state}: {one.first}" for one in wrong) or "none failed"
    # Those of a cluster's workers are known when it ends, and not here.
    spent = f", {cpu / len(done):.2f} s of the processor each" if cpu > len(done) / 10 else ""
    print(f"{what}: {rate:.0f} a minute{spent}; {told}", flush=True)
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
    fifth = max(count // 5, 1)
    # Each fifth drafts the same documents, so that what grows is what is kept, and not what is read.
    same = documents[:: max(len(documents) // fifth, 1)][:fifth]
    tasks = [
        Task(str(same[number % len(same)]), "draft", str(folder / f"memory-{number}.draft"))
        for number in range(count)
    ]
    # One process that is never renewed: renewing it would hide what it keeps.
    for _ in run(tasks, processes=1, limit=_LIMIT, work=partial(measured, log), renewed=count):
        pass
    held = [int(line) for line in log.read_text(encoding="utf-8").splitlines()]
    shown = [max(held[at : at + fifth]) for at in range(0, len(held), fifth)]
    print(f"memory of a worker over {count} documents, the most in each fifth: {shown} MiB (reach: flat)")


if __name__ == "__main__":
    main()
