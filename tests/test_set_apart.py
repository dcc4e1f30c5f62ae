"""Lines that words make one amount, and whose figures say that they are several."""

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest

from tieout.core import Figure, FiscalCalendar
from tieout.definitions import load_base
from tieout.draft.apart import set_apart
from tieout.draft.model import Line, Proposal
from tieout.draft.sheet import Entry

CALENDAR = FiscalCalendar(12, "end")
NOW, BEFORE = CALENDAR.quarter(2025, 1), CALENDAR.quarter(2024, 1)
WORDS = "Stock-based compensation"


class Fresh:
    """Gives each line that is set apart a concept of its own, numbered."""

    def __init__(self, concept):
        self.concept, self.given = concept, 0

    def own_concept(self, *_):
        self.given += 1
        return Proposal(replace(self.concept, name=f"Own{self.given}"), "own", 90, ())


def names(*printed: str) -> list[tuple[str, int]]:
    """The concepts of lines of one caption, and how sure each is; each prints this quarter|the one before."""
    concept = next(one for one in load_base().layer.concepts.values() if one.type == "monetary")
    lines = []
    for at, text in enumerate(printed):
        values = [Decimal(value) for value in text.split("|")]
        figures = {
            period: Figure(value * 1000, -3) for period, value in zip((NOW, BEFORE), values, strict=True)
        }
        entry = Entry(WORDS, "", at + 1, 0, False, "monetary", figures, frozenset(), ())
        lines.append(Line(entry, Proposal(concept, "base", 95, ())))
    group = SimpleNamespace(sheets=[None], sheet_of=[0] * len(lines))
    set_apart([SimpleNamespace(lines=lines, group=group)], Fresh(concept), lambda _: "")
    return [(line.concept.name.replace(concept.name, "given"), line.proposal.score) for line in lines]


GIVEN, ONE, TWO = ("given", 95), ("Own1", 50), ("Own2", 50)


@pytest.mark.parametrize(
    ("lines", "concepts"),
    [
        # What marketing and research got of it are two amounts more, of which one is printed again.
        (("70160|62130", "58903|43582", "25686|25785", "58903|43582"), [GIVEN, ONE, TWO, ONE]),
        # Agreement in as many periods as not leaves a contradiction, to be told.
        (("70160|62130", "70160|43582"), [GIVEN, GIVEN]),
        # So do a digit, a sign and a rounding.
        (("70160|62130", "70190|62130"), [GIVEN, GIVEN]),
        (("70160|62130", "-70160|-62130"), [GIVEN, GIVEN]),
        (("70160|62130", "70161|62129"), [GIVEN, GIVEN]),
        # Of numbers of two digits a slip makes any of any other.
        (("12|31", "17|38"), [GIVEN, ONE]),
    ],
)  # fmt: skip
def test_more_figures_that_differ_than_agree_are_of_two_amounts(lines, concepts) -> None:
    assert names(*lines) == concepts
