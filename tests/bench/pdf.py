"""Releases as PDF: how much of them is understood and becomes facts, and how quickly: `make bench`.

Of each PDF of `../shared/field/pdf`: how many numbers of its tables have a period, a unit and a place; how
many stand in rows of several, as the library alone gives the lines; how many figures of its dated tables are
facts after `tieout FILE.pdf`; and the seconds of CPU that a page takes, its process begun.
Where a release has its quarterly report beside it, its figures are held against those of the report: value,
unit and period. `--sample 200` draws facts, each with its page and box, to hold against the page by hand.
What has been held so stands in pdf_held.csv, 200 drawn facts and the statements of three releases: `right`,
`told` (wrong, and doubtful or with a finding) or `wrong`; which of it reads otherwise now is told.

    python tests/bench/pdf.py [FILE …] [--sample N --seed S]
"""

import argparse
import csv
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import facts
import printed
import pypdfium2
import releases
from apart import apart
from filed import FIELD, Who
from reading import LAYOUT, Seen, fitting, understood

# The release, and the report of the same quarter: what ends their names.
_RELEASE, _REPORT = "press-release.pdf", "10q.pdf"
_REACH, _REACH_BESIDE, _REACH_SECONDS = 85, 97, 0.1
_HELD = Path(__file__).with_name("pdf_held.csv")
_SIGNS = re.compile(r"[$%()—–-]+")


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a PDF: of the layout alone, and of a first contact."""

    counts: Counter[str]
    met: facts.Met | None
    pages: int
    seconds: float
    refused: str


def read(path: Path) -> Read:
    """Reads a PDF both ways."""
    from tieout.core import InputError
    from tieout.sources.pdf.read import made

    began = time.process_time()
    refused = ""
    try:
        made(path.read_bytes(), path.name)
    except InputError as error:
        refused = error.findings[0].message
    seconds = time.process_time() - began
    lines = list(_lines(path))
    counts = releases.counted(releases.read(path, LAYOUT))
    counts["in rows"] = sum(map(_figures, lines))
    met = None if refused else facts.met(path)
    return Read(counts, met, len(pypdfium2.PdfDocument(path)), seconds, refused)


def _lines(path: Path) -> Iterator[str]:
    """The lines of a PDF as the library gives them."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        yield from page.get_textpage().get_text_range().splitlines()


def _figures(line: str) -> int:
    """How many figures end a line, where they are several: a row of a table."""
    count = 0
    for word in reversed(line.split()):
        if printed.looks_like_one(word.strip("$")):
            count += 1
        elif not _SIGNS.fullmatch(word):
            break
    years = all(re.fullmatch(r"(19|20)\d\d", word) for word in line.split()[-count:]) if count else True
    return 0 if years or count == 1 else count


Meant = tuple[str, Decimal, str, str]


def _meant(path: Path) -> list[Meant]:
    """What each figure of a document says: its row, its value, its unit and its period."""
    layout = understood(path, fitting(path, Who()))
    return [_one(one) for one in layout.seen if one.whole and not one.left_out]


def _one(one: Seen) -> Meant:
    unit, scale = one.units[0]
    row = "".join(character for character in one.row.casefold() if character.isalnum())
    return row, one.value.scaleb(scale), unit, one.period


def _beside(files: Sequence[Path]) -> Iterator[str]:
    """Each release that has its report beside it: how many of its figures the report gives as well."""
    for path in files:
        report = path.with_name(path.name.removesuffix(_RELEASE) + _REPORT)
        if not path.name.endswith(_RELEASE) or not report.exists():
            continue
        said, known = _meant(path), set(_meant(report))
        right = [one for one in said if one in known]
        yield (
            f"{path.name}: {len(right)} of {len(said)} figures of its statements are those of its report in"
            f" value, unit and period: {100 * len(right) / max(len(said), 1):.1f} % (reach ≥ {_REACH_BESIDE})"
        )
        yield from (f"    {' | '.join(map(str, one))}" for one in said if one not in known)


def _held(shown: Sequence[str]) -> Iterator[str]:
    """The facts that were held against the page by hand, and which of them are others now."""
    with _HELD.open(encoding="utf-8", newline="") as file:
        held = list(csv.DictReader(file))
    documents = {line.partition(".pdf:")[0] for line in shown}
    held = [one for one in held if one["document"].removesuffix(".pdf") in documents]
    now: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for line in shown:
        at, *_, printed, value, period, _, _, _ = line.split(" | ")
        name, place = at.split(" ", 1)
        number, _, unit = value.replace(",", "").partition(" ")
        key = (name.rpartition(":")[0], place, printed)
        now.setdefault(key, set()).add((number, unit, period))
    verdicts = Counter(one["verdict"] for one in held)
    yield f"held by hand: {len(held)} facts, {dict(verdicts)}; none may be wrong in silence"
    for one in held:
        found = now.get((one["document"], one["place"], one["printed"]))
        if found is None or (one["value"], one["unit"], one["period"]) not in found:
            what = " or ".join(" ".join(other) for other in found) if found else "no fact"
            was = f"{one['value']} {one['unit']} {one['period']} ({one['verdict']})"
            yield f"    {one['document']} {one['place']} {one['printed']}: was {was}, is {what}"


def main() -> None:
    """Prints the counts of each PDF and of all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="Draws so many facts to hold against the page.")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    files = arguments.files or sorted((FIELD / "pdf").glob("*.pdf"))
    if not files:
        print(f"no PDFs in {FIELD.parent.name}/{FIELD.name}: how much of them is understood is skipped")
        return
    total: Counter[str] = Counter()
    shown: list[str] = []
    slowest = (0.0, "")
    for path, done in apart(read, files, limit=600.0):
        got = done.result
        if got is None:
            print(f"{path.name[:48]:<48} NO RESULT {done.failure.strip().splitlines()[-1][:90]}")
            continue
        counts, met = got.counts, got.met
        became = f"{met.facts:>4} of {met.numbers:>4} facts" if met is not None else "no facts"
        if not arguments.sample:
            print(
                f"{path.name[:48]:<48} {counts['whole']:>4} of {counts['numbers']:>4} numbers whole, "
                f"{counts['in rows']:>4} in rows; {became}; {got.pages:>3} pages, "
                f"{got.seconds / got.pages:.3f} s each  {got.refused[:60]}".rstrip(),
                flush=True,
            )
        total += counts
        if met is not None:
            total["dated"] += met.numbers
            total["facts"] += met.facts
            shown += met.shown
        slowest = max(slowest, (got.seconds / got.pages, path.name))
    if arguments.sample:
        drawn = random.Random(arguments.seed).sample(range(len(shown)), min(arguments.sample, len(shown)))
        print("\n".join(shown[number] for number in sorted(drawn)))
        return
    print(
        f"figures of the dated tables of {len(files)} PDFs that are facts: "
        f"{100 * total['facts'] / max(total['dated'], 1):.1f} % of {total['dated']:,} (reach ≥ {_REACH})"
    )
    print(
        f"  period, unit, place: {100 * total['whole'] / max(total['numbers'], 1):.1f} % of "
        f"{total['numbers']:,} numbers; {total['in rows']:,} stand in rows of several"
    )
    print(f"  slowest: {slowest[1]}, {slowest[0]:.3f} s a page (reach ≤ {_REACH_SECONDS})")
    print("\n".join((*_held(shown), *_beside(files))))


if __name__ == "__main__":
    main()
