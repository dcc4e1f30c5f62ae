"""How much of the prose ties itself to the tables, and whether a wrong figure is told: `make bench`.

Counted are the figures of the sentences: amounts with a currency or with a word for their scale,
percentages, amounts per share, counts. Each is tied, contradicts a table, or is unread for a reason. Of IIJ's
release and Apple's the patterns of their definitions say what each figure is: a tie to anything else is
wrong. Of the other releases nobody has written it down: `--ties FILE.csv` lists what is tied, for the eye.

Then each figure that was tied is printed with one digit altered, one at a time: it is told where a finding
names it. What contradicts a table in a release as it was filed is printed, whether or not it is the
release's fault: IIJ's two contradictions are exceptions that its release.yaml accepts.

    python tests/bench/prose.py [FILE …] [--seed 13] [--ties FILE.csv]
"""

import argparse
import csv
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from apart import apart
from filed import FIELD, ROOT
from reading_prose import ProseMeasured, ProseTie, measured_prose

_INSTANCES = ("iij-2018q1", "aapl-2025q2")
_RELEASES = (
    "ex99-buckle-2024q3.htm",
    "ex99-fico-2020.htm",
    "ex99-forterra-2020.htm",
    "ex99-marketaxess-2020.htm",
    "ex99-ultra-clean-2020.htm",
)


@dataclass(frozen=True, slots=True)
class Work:
    """A release to be read, its definitions if it has some, and the seed of the altered digits."""

    page: Path
    definitions: Path | None
    seed: int


def work(one: Work) -> ProseMeasured:
    """Reads a release, and again with each of its ties altered."""
    chosen = random.Random(f"{one.seed} {one.page.name}")
    return measured_prose(one.page, one.definitions, lambda text: altered(text, chosen))


def altered(text: str, chosen: random.Random) -> str:
    """A printed number with one digit altered."""
    places = [match.start() for match in re.finditer(r"\d", text)]
    at = chosen.randrange(len(places))
    place = places[at]
    # No figure begins with a zero that did not.
    others = [d for d in "0123456789" if d != text[place] and (at or len(places) == 1 or d != "0")]
    return text[:place] + chosen.choice(others) + text[place + 1 :]


def _works(files: list[Path], seed: int) -> Iterator[Work]:
    if files:
        yield from (Work(file, None, seed) for file in files)
        return
    for name in _INSTANCES:
        folder = ROOT / "instances" / name
        page = next(
            path for path in sorted(folder.iterdir()) if path.stem == "release" and path.suffix != ".yaml"
        )
        yield Work(page, folder, seed)
    for name in _RELEASES:
        if (FIELD / "releases" / name).is_file():
            yield Work(FIELD / "releases" / name, None, seed)


def _name(one: Work) -> str:
    return one.definitions.name if one.definitions is not None else one.page.stem


def _line(one: Work, done: ProseMeasured) -> str:
    told = sum(tie.told for tie in done.ties)
    wrong = sum(tie.right is False for tie in done.ties) if one.definitions else "–"
    known = sum(tie.right is not None for tie in done.ties) if one.definitions else "–"
    unread = sorted(done.unread.items(), key=lambda pair: -pair[1])
    return (
        f"{_name(one)[:28]:<28} {len(done.ties):>4} of {done.figures:>4} tied "
        f"{_share(len(done.ties), done.figures)}  wrong {wrong:>2} of {known:>3} known  altered: told "
        f"{told:>3} {_share(told, len(done.ties))}  contradict {len(done.differs):>2}  unread: "
        + ", ".join(f"{why} {count}" for why, count in unread)
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:>5.1f}%" if whole else "    –"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--ties", type=Path, help="A CSV of each tie, to hold against the page.")
    arguments = parser.parse_args()
    total: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    rows: list[tuple[object, ...]] = []
    for one, done in apart(work, list(_works(arguments.files, arguments.seed)), limit=600.0):
        if done.result is None:
            print(f"{_name(one)[:32]:<32} FAILED {done.failure.strip().splitlines()[-1][:90]}")
            continue
        got = done.result
        print(_line(one, got), flush=True)
        for message in got.differs:
            print(f"    contradicts: {message}")
        total["figures"] += got.figures
        total["ties"] += len(got.ties)
        total["told"] += sum(tie.told for tie in got.ties)
        total["wrong"] += sum(tie.right is False for tie in got.ties)
        kinds.update(got.kinds)
        rows += [(_name(one), *_row(tie)) for tie in got.ties]
    shown = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
    print(f"figures of the prose: {total['figures']} ({shown})")
    print(f"  tied without patterns {_share(total['ties'], total['figures'])} (reach ≥ 60 %)")
    print(f"  tied wrongly, where patterns say what is right: {total['wrong']} (reach 0)")
    print(f"  tied ones altered by a digit: told {_share(total['told'], total['ties'])} (reach ≥ 90 %)")
    if arguments.ties is not None:
        with arguments.ties.open("w", encoding="utf-8", newline="") as out:
            head = ("release", "line", "printed", "as", "facts", "right", "altered", "told", "sentence")
            csv.writer(out).writerows([head, *rows])


def _row(tie: ProseTie) -> tuple[object, ...]:
    return tie.line, tie.printed, tie.as_, tie.facts, tie.right, tie.altered, tie.told, tie.sentence


if __name__ == "__main__":
    main()
