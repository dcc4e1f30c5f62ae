"""Finds lines that were given one concept but print different figures for one period.

They are different amounts under the same words: `Stock-based compensation` within the cost of sales and
within marketing, or the growth of a segment and of the company. A single slip of the pen or a rounding is
reported as a contradiction instead. Where more figures differ than agree, the draft was wrong, and the later
line gets a concept of its own.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tieout.core import Figure, Period, consistent, slip
from tieout.definitions import Members
from tieout.draft.fill import Filler
from tieout.draft.model import Drafted, Line, Proposal
from tieout.draft.sheet import Sheet

# As sure as a line may be that shares its words with another; and the digits that tell one number of another.
_UNSURE, _TELLING = 50, 3
_OTHER_FIGURES = "another line in these words prints other figures for the same period"

_Printed = dict[tuple[str, Period], Figure]
_Key = tuple[str, Members, str]


@dataclass(slots=True)
class _Amount:
    """The proposal for one concept, with all lines that print its amount."""

    proposal: Proposal
    lines: list[_Printed] = field(default_factory=list)


def set_apart(statements: Iterable[Drafted], filler: Filler, first: Callable[[Sheet], str]) -> None:
    """Gives a line a concept of its own where its figures contradict those of an earlier line of its concept.

    `statements` are in the order in which they were drafted. A line that agrees with an earlier line which
    was given a concept of its own gets that same concept. `first` gives the part that the first column of a
    table is of; "" for the whole.
    """
    amounts: dict[_Key, list[_Amount]] = {}
    for drafted in statements:
        firsts = [first(sheet) for sheet in drafted.group.sheets]
        for index, line in enumerate(drafted.lines):
            if line.proposal is None or line.entry.heading or line.concept is None:
                continue
            printed = dict(_printed(line, firsts[drafted.group.sheet_of[index]]))
            known = amounts.setdefault((line.concept.name, line.members, line.entry.type), [])
            same = next((one for one in known if not _contradicts(printed, one.lines)), None)
            if same is None:
                same = _Amount(line.proposal)
                if known:
                    proposal = filler.own_concept(drafted, index)
                    score = min(proposal.score, _UNSURE)
                    same.proposal = replace(proposal, score=score, why=(*proposal.why, _OTHER_FIGURES))
                known.append(same)
            if same is not known[0]:
                line.proposal, line.repeats = same.proposal, False
            same.lines.append(printed)


def _printed(line: Line, first: str) -> Iterator[tuple[tuple[str, Period], Figure]]:
    """The figures of a line, each with the part (such as a segment) and the period or day that it is of.

    Those that stand for the whole are of `first` where that is a part.
    """
    for part, figures in ((first, line.entry.figures), *line.entry.parts.items()):
        for period, figure in figures.items():
            yield (part.casefold(), period.at(line.at)), figure


def _contradicts(printed: _Printed, others: Iterable[_Printed]) -> bool:
    """Whether more figures differ from those of the other lines than agree with them."""
    agree = differ = 0
    for other in others:
        for key in printed.keys() & other.keys():
            if _is_other(printed[key], other[key]):
                differ += 1
            elif printed[key].value:
                agree += 1
    return differ > agree


def _is_other(one: Figure, other: Figure) -> bool:
    """Whether two figures differ by more than a sign, a rounding or one slip of the pen."""
    a, b = abs(one.value), abs(other.value)
    places = min(one.decimals, other.decimals)
    if consistent(Figure(a, places), Figure(b, places)) or abs(a - b) <= Decimal(1).scaleb(-places):
        return False
    whole, meant = (int(value.scaleb(places)) for value in (a, b))
    # Of two digits nearly any number is a slip of nearly any other.
    return slip(whole, meant) is None or len(str(max(whole, meant))) < _TELLING
