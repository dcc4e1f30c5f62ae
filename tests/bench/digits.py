"""Whether one wrong digit is told on a first release: `make bench`.

Figures are drawn that stand in a sum or an identity as they were filed (`footed.py`). In the page of each one
digit is altered, a company is drafted of the page with no human in the loop, and the page is read by it. A
wrong digit is told where a finding names its cell that the page as filed does not have; it is listed where
the cell is among the first five that those findings name.

Relations that fail on the pages as filed are false: each is printed. Three are the page's own doing:
tsla-10q prints 0.89 and 0.81 for six months of 2024 in which 2,790 of income over 3,189 and 3,483 shares make
0.87 and 0.80; its other six amounts per share do agree with income and shares. jnj25-10q prints 8.2 per cent
from 104 to 114, which make 9.6: it reckons from figures before they are rounded.

With `--releases` what fails in the earnings releases is printed instead, which nobody has filed. Each of
the eight is the page's own doing. criteo: 8,502 of share-based compensation in the statement of cash
flows are 8,503 in three tables beside it, so that two sums are off by one. hometrust: 109.175 stands for
109,175; a segment of 198,962 is printed as 198,862 beside its parts, and one of 130,636 as 130,635.
nvidia-2023q4: parts that are rounded each by itself make 197 and not 196. oshkosh: 3.37 a share where
237.5 over 70,761,437 shares make 3.36, as it is the sum of two quarters; and 0.99 where 68.6 over
68,872,024 make 1.00.

    python tests/bench/digits.py [--draws 200] [--seed 12] [--documents NAME,…] [--missed FILE.csv]
    python tests/bench/digits.py --releases
"""

import argparse
import csv
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from apart import apart
from filed import FIELD, Cell, Filed, Filing, filings
from footed import footings
from lxml import html
from reading import Contact, Told, as_met, first_contact

_LISTED = 5
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Draw:
    """A figure of a filing with one digit altered: the digit's number in the cell, and what it becomes."""

    filing: Filing
    fact: Filed
    at: int
    digit: str

    @property
    def altered(self) -> str:
        """The figure as it is printed then."""
        places = [match.start() for match in _DIGIT.finditer(self.fact.text)]
        place = places[self.at]
        return self.fact.text[:place] + self.digit + self.fact.text[place + 1 :]


def drawn(found: Sequence[Filing], count: int, seed: int) -> list[Draw]:
    """So many draws over all figures that stand in a sum or an identity; each figure at most once."""
    chosen = random.Random(seed)
    pool: list[tuple[Filing, Filed]] = []
    for filing in found:
        cells = {cell for footing in footings(filing) for cell in footing.cells}
        facts = {fact.at: fact for fact in filing.facts if fact.at in cells and not fact.caption}
        pool += [(filing, fact) for _, fact in sorted(facts.items()) if _DIGIT.search(fact.text)]
    return [_draw(*pair, chosen) for pair in chosen.sample(pool, min(count, len(pool)))]


def _draw(filing: Filing, fact: Filed, chosen: random.Random) -> Draw:
    digits = _DIGIT.findall(fact.text)
    at = chosen.randrange(len(digits))
    # No figure begins with a zero that did not.
    others = [d for d in "0123456789" if d != digits[at] and (at or len(digits) == 1 or d != "0")]
    return Draw(filing, fact, at, chosen.choice(others))


def page_of(draw: Draw) -> bytes:
    """The page with the digit altered."""
    root = html.document_fromstring(draw.filing.page.read_text(encoding="utf-8"))
    table, row, number = draw.fact.at
    rows = list(list(root.getroottree().iter("table"))[table].iter("tr"))
    cell = [child for child in rows[row] if child.tag in ("td", "th")][number]
    for element in cell.iter():
        for part in ("text", "tail"):
            text = getattr(element, part) or ""
            if draw.fact.text in text and not (element is cell and part == "tail"):
                setattr(element, part, text.replace(draw.fact.text, draw.altered, 1))
                # As ASCII with character references: no encoding has to be guessed.
                return bytes(html.tostring(root.getroottree()))
    raise LookupError(f"{draw.filing.name} {draw.fact.at}: {draw.fact.text!r} is not in its cell")


def contact(work: Filing | Draw) -> Contact:
    """What the program makes of a page as filed, or of one with a digit altered."""
    if isinstance(work, Filing):
        return first_contact(work.page, work.who)
    with tempfile.TemporaryDirectory(prefix="tieout-bench-") as beside:
        page = Path(beside) / "page.htm"
        page.write_bytes(page_of(work))
        return first_contact(page, work.filing.who)


def new(told: Sequence[Told], before: Sequence[Told]) -> list[Told]:
    """The findings that the page as filed does not have."""
    known = Counter((one.code, one.message) for one in before)
    return [one for one in told if not known[one.code, one.message]]


def listed(told: Sequence[Told]) -> list[Cell]:
    """The cells that findings name, each once, in their order."""
    return list(dict.fromkeys(at for one in told for at, *_ in one.at if at[0] >= 0))


def _false(name: str, one: Contact) -> Iterator[str]:
    for told in one.told:
        if told.code.startswith("tie."):
            yield f"  {name}: {told.message}"


def _met(page: Path) -> Contact:
    return first_contact(page, as_met(page))


def _releases() -> None:
    """Prints what fails in the earnings releases."""
    pages = sorted((FIELD / "releases").glob("*.*"))
    done = [(page.stem, one.result or Contact(one.failure)) for page, one in apart(_met, pages)]
    failed = [line for name, one in done for line in _false(name, one)]
    print(f"failed relations in {len(pages)} releases: {len(failed)} (8, each the page's own doing)")
    print("\n".join(failed))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--documents", default="", help="Only these, by name, between commas.")
    parser.add_argument("--missed", type=Path, help="A CSV of each digit that was not told, or not listed.")
    parser.add_argument("--releases", action="store_true", help="What fails in the earnings releases.")
    arguments = parser.parse_args()
    if arguments.releases:
        _releases()
        return
    found = filings(tuple(filter(None, arguments.documents.split(","))))
    if not found:
        print(f"no filings in {FIELD.parent.name}/{FIELD.name}: the altered digits are skipped")
        return
    began = time.perf_counter()
    # What is loaded once is there in every process that is forked.
    contact(found[0])
    before = {filing.name: done.result or Contact(done.failure) for filing, done in apart(contact, found)}
    got: Counter[str] = Counter()
    missed: list[tuple[object, ...]] = []
    for draw, done in apart(contact, drawn(found, arguments.draws, arguments.seed)):
        after = done.result or Contact(done.failure or "crash")
        cells = listed(new(after.told, before[draw.filing.name].told))
        place = cells.index(draw.fact.at) + 1 if draw.fact.at in cells else 0
        given = {one.at for one in before[draw.filing.name].given}
        got["drawn"] += 1
        got["told"] += bool(place)
        got["listed"] += 0 < place <= _LISTED
        got["first"] += place == 1
        read = draw.fact.at in given
        got["read"] += read
        got["told of read"] += read and bool(place)
        if not 0 < place <= _LISTED:
            fact = draw.fact
            missed.append(
                (draw.filing.name, fact.kind, fact.at, fact.label, fact.text, draw.altered, place, read)
            )
    for words, what, of, reach in (
        ("one digit altered: told", "told", "drawn", "≥ 97 %"),
        ("  the cell among the first five listed", "listed", "drawn", "≥ 95 %"),
        ("  the cell listed first", "first", "drawn", ""),
        ("  of the figures that are read as filed: told", "told of read", "read", ""),
    ):
        share = 100 * got[what] / got[of] if got[of] else 0
        print(f"{words:<50}{got[what]:>6} of {got[of]:>5} {share:>5.1f}%{reach:>10}")
    false = [line for name, one in before.items() for line in _false(name, one)]
    print(f"{'false: failed relations on pages as filed':<50}{len(false):>6}{'≤ 3':>25}")
    print("\n".join(false))
    print(f"{time.perf_counter() - began:.0f} seconds")
    if arguments.missed is not None:
        with arguments.missed.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(
                [(["document", "kind", "cell", "label", "printed", "altered", "place", "read"]), *missed]
            )


if __name__ == "__main__":
    main()
