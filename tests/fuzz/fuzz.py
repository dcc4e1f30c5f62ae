"""Damaged files of every kind, for some seconds: `make fuzz`, or fuzz.py --seconds N [--seed S].

A seed is a document of a company that does not exist, as text, page, workbook, Word document or PDF; the YAML
of its company and release; or a file of its report. Each kind of file has the same share of the draws, and
`--only NAME` gives all to those whose name ends so. A traceback, a control character on the terminal, more
than ten seconds of the processor or more than 1 GB is a failure: the file is kept in `found/`, with which the
next run begins. The same number begins with the same damages.
"""

import argparse
import json
import random
import select
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tieout.publication import build

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent))

from damage import damaged  # noqa: E402 - beside this file

from office_helpers import as_excel, as_html, as_word  # noqa: E402 - of the tests
from pdf_helpers import as_pdf  # noqa: E402 - likewise

FOUND = HERE / "found"
_ACME = HERE.parent / "acme"
# On a machine that does other work, too, the processor's ten seconds take longer.
_PATIENCE = 120
# A worker is begun anew now and then: what one file leaves behind is no other's failure.
_LIFE = 200
_REPORT = (".xbrl", ".htm", ".json", ".zip", ".xbri", ".xsd", ".xml", ".csv")


@dataclass(frozen=True)
class Seed:
    """A file to be damaged: its bytes, its place in the folder that a command is given, and that command."""

    data: bytes
    folder: Path
    name: str
    command: tuple[str, ...]


class Worker:
    """A process that runs commands."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "worker.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.runs = 0

    def run(self, arguments: list[str]) -> str:
        """What is wrong with how a command ended; empty where nothing is. Afterwards it may be of no use."""
        self.runs += 1
        self._process.stdin.write(json.dumps(arguments) + "\n")
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], _PATIENCE)
        line = self._process.stdout.readline() if ready else ""
        if not line:
            self.runs = _LIFE
            return f"it takes too long, or was ended ({self._process.poll()})"
        answer = json.loads(line)
        self.runs = _LIFE if answer["failed"] else self.runs
        return answer["failed"]

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


def seeds(folder: Path) -> list[Seed]:
    """Every kind of file that tieout reads, made in `folder`."""
    shutil.copytree(_ACME, folder / "acme")
    release = folder / "acme" / "release"
    text = (release / "release.txt").read_text(encoding="utf-8")
    drafts = folder / "drafts"
    drafts.mkdir()
    (drafts / "release.txt").write_text(text, encoding="utf-8")
    (drafts / "release.htm").write_text(as_html(text), encoding="utf-8")
    as_excel(text, drafts / "release.xlsx")
    as_word(text, drafts / "release.docx")
    # What is damaged in a PDF that is packed is its frame; in one that is not, what its pages say, too.
    as_pdf(text, drafts / "packed.pdf")
    as_pdf(text, drafts / "plain.pdf", packed=False)
    report = folder / "report"
    assert build(release, report, formats=("inline", "json", "packages", "csv")).published
    found = [
        Seed(path.read_bytes(), drafts, path.name, ("draft", path.name, "--out", "out"))
        for path in sorted(drafts.iterdir())
    ]
    # A bundle for a report is made of what is damaged, above all.
    for path in (drafts / "release.txt", drafts / "release.htm"):
        found.append(Seed(path.read_bytes(), drafts, path.name, ("report-bug", path.name, "--check")))
    for path in sorted((folder / "acme").rglob("*.*")):
        inside = str(path.relative_to(folder / "acme"))
        found.append(Seed(path.read_bytes(), folder / "acme", inside, ("check", "release", "--json")))
    for path in sorted(report.iterdir()):
        if path.suffix in _REPORT:
            alone = path.suffix in (".zip", ".xbri", ".json")
            what = path.name if alone else "acme-20250331.xbrl"
            found.append(Seed(path.read_bytes(), report, path.name, ("validate", what)))
    return found


def failure(worker: Worker, seed: Seed, data: bytes) -> str:
    """What is wrong with how a command ends on damaged bytes; empty where nothing is."""
    with tempfile.TemporaryDirectory(prefix="tieout-fuzz-") as beside:
        folder = Path(beside) / "all"
        shutil.copytree(seed.folder, folder)
        (folder / seed.name).write_bytes(data)
        command, *others = seed.command
        return worker.run(
            [command, *(word if word.startswith("-") else f"{folder}/{word}" for word in others)]
        )


def main() -> None:
    """Runs what was found before, then for as long as it is told; exit code 1 where anything fails."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=600)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", default="", help="the end of a file's name, such as .pdf")
    given = options.parse_args()
    failures, runs, worker = 0, 0, Worker()
    with tempfile.TemporaryDirectory(prefix="tieout-fuzz-") as made:
        every = seeds(Path(made))
        others = [seed.data for seed in every]
        kept = [
            (seed, path)
            for path in sorted(FOUND.glob("*.*"))
            for seed in every
            if path.name.endswith(_end(seed))
        ]
        kinds = _kinds(every, given.only)
        until, draw = time.monotonic() + given.seconds, random.Random(given.seed)
        while kept or time.monotonic() < until:
            if worker.runs >= _LIFE:
                worker.end()
                worker = Worker()
            seed, path = kept.pop(0) if kept else (draw.choice(draw.choice(kinds)), None)
            data = path.read_bytes() if path is not None else damaged(seed.data, others, draw)
            said = failure(worker, seed, data)
            runs += 1
            if said:
                failures += 1
                if path is None:
                    path = FOUND / f"{given.seed}-{runs}{_end(seed)}"
                    path.write_bytes(data)
                print(f"{path.name}: tieout {' '.join(seed.command)}\n{said}\n")
    worker.end()
    print(f"{runs:,} damaged files, {failures} failures")
    sys.exit(1 if failures else 0)


def _kinds(every: list[Seed], only: str) -> list[list[Seed]]:
    """The seeds by their command and kind of file; those alone whose names end so."""
    kinds: dict[tuple[str, str], list[Seed]] = {}
    for seed in every:
        if seed.name.endswith(only):
            kinds.setdefault((seed.command[0], Path(seed.name).suffix), []).append(seed)
    return list(kinds.values())


def _end(seed: Seed) -> str:
    """How the name of a file ends that is kept, by which the seed that it was made of is known again."""
    return f"-{seed.command[0]}-{seed.name.replace('/', '_')}"


if __name__ == "__main__":
    main()
