"""What was held against the page by hand, number by number: a later change that alters one is told.

`held/layout.csv` are numbers as the layout is to understand them, `held/facts.csv` facts as they are to be:
figures and names alone, each with the place of its number. A benchmark that reads the same releases compares
what it finds now. `verdict` is `right`; `doubtful` where a fact's concept may be another as long as it is
doubted; `told` where a period is wrong that nothing on the page says, which the command line tells. A new
draw is written by `--draw FILE` for a person to fill in.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

FOLDER = Path(__file__).with_name("held")


@dataclass(frozen=True, slots=True)
class Held:
    """A number of a document: where it stands, what is printed, and what it is.

    `place` is its cell, `table:row:cell` of a page and `-1:line:column` of a text. `concept` is that of a
    fact, with its members; of a number of the layout it is nothing.
    """

    document: str
    place: str
    printed: str
    value: str
    unit: str
    period: str
    concept: str = ""
    verdict: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What names the number."""
        return self.document, self.place


def held(name: str) -> tuple[Held, ...]:
    """The numbers of `held/NAME.csv`; none where it is not there."""
    path = FOLDER / f"{name}.csv"
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(Held(**row) for row in csv.DictReader(file))


def draw(path: Path, rows: Iterable[Held]) -> None:
    """Writes numbers that a person is to hold against the page."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [one.name for one in fields(Held)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(row) for row in rows)


def altered(name: str, now: Mapping[tuple[str, str], Held], documents: Iterable[str]) -> Iterator[str]:
    """How many of the numbers held are still so, and each that is another now; of these documents alone."""
    read = set(documents)
    asked = [one for one in held(name) if one.document in read]
    if not asked:
        return
    others = [(one, now.get(one.key)) for one in asked]
    changed = [(one, there) for one, there in others if there is None or _differs(one, there)]
    yield f"held by hand: {len(asked)} numbers, {len(asked) - len(changed)} still so (reach {len(asked)})"
    for one, there in changed:
        found = "not read" if there is None else "; ".join(_said(there))
        yield f"  {one.document} {one.place} {one.printed}: held {'; '.join(_said(one))}; now {found}"


def _said(one: Held) -> Iterator[str]:
    yield from filter(None, (f"{one.value} {one.unit}", one.period, one.concept, one.verdict))


def _differs(one: Held, there: Held) -> bool:
    """Whether a number is another than it was held to be: in what its verdict vouches for."""
    if one.verdict == "doubtful" and there.verdict != "doubtful" and one.concept != there.concept:
        return True
    if one.verdict in ("doubtful", "told"):
        return (one.value, one.unit) != (there.value, there.unit)
    return (one.value, one.unit, one.period, one.concept) != (
        there.value,
        there.unit,
        there.period,
        there.concept,
    )
