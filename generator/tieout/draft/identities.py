"""Relations that follow from the meaning of concepts, where the figures confirm them in some column.

The identities of the base layer, such as assets = liabilities + equity, say what to look for. One that holds
in no column is left out: the lines may be of other concepts than they seem. One that holds in some columns
becomes a relation. Tying out then reports where it fails, if one slip of the pen explains that, or if an
amount per share is far from what it can be.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tieout.core import Figure, Period, half_unit, slip_within
from tieout.definitions import Concept, Identity
from tieout.draft.model import Drafted
from tieout.draft.settle import Settled

# So many digits have to agree over all columns; those of a quotient are few.
_ENOUGH, _QUOTIENT = 2.5, 1.3
# What is paid before common stock, or added back, moves an amount per share by less than one part in so many.
_FAR = 12
# Where so many columns are short of income over shares, others take part in the income.
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Held:
    """An identity that holds in some column. `statement` is the number of the statement with its result.

    `concepts` are the concepts by the identity's names; `exact` tells that it holds to the last digit.
    """

    identity: Identity
    statement: int
    concepts: Mapping[str, Concept]
    exact: bool


@dataclass(frozen=True, slots=True)
class _Column:
    """How an identity does in one column.

    `near` is within rounding, `explained` off by one slip. `moved` counts the digits of a figure of another
    column with which it would hold: in a row that is exchanged or shifted, that figure stands here. `less` is
    whether an amount per share is less than it can be, and by little.
    """

    holds: bool
    near: bool
    explained: bool
    digits: float
    moved: float
    less: bool = False


class Facts:
    """The figures of a draft by concept and period,
    with the signs of facts, and the statement of each concept.
    """

    def __init__(self, drafted: Sequence[Drafted], order: Sequence[int]) -> None:
        self.figures: dict[str, dict[Period, Figure]] = {}
        self.statement: dict[str, int] = {}
        self.concepts: dict[str, Concept] = {}
        for number in order:
            for line in drafted[number].lines:
                concept = line.concept
                if concept is None or line.members or not concept.numeric:
                    continue
                self.statement.setdefault(concept.name, number)
                self.concepts.setdefault(concept.name, concept)
                found = self.figures.setdefault(concept.name, {})
                for period, figure in line.entry.figures.items():
                    value = -figure.value if line.negated else figure.value
                    found.setdefault(period.at(line.at), Figure(value, figure.decimals))


def hold(
    identities: Sequence[Sequence[Identity]],
    facts: Facts,
    drafted: Sequence[Drafted],
    settled: Sequence[Settled],
    *,
    rounds: bool,
    shared: bool = False,
) -> Iterator[Held]:
    """The identities that hold in some column, except those that a sum of the draft states already.

    `shared` tells that others take part in the earnings per share: an amount that is a little less than
    income over shares is then as it should be, and is not tied. Nor is it where two columns and more are a
    little less, which no one wrong figure makes.
    """
    known = {said for one, done in zip(drafted, settled, strict=True) for said in _said(one, done)}
    for ways in identities:
        there = [way for way in ways if all(name in facts.figures for name in way.names)]
        found = [
            (way, columns)
            for way in there
            if (columns := _columns(way, facts)) and _is_one(way, columns, rounds)
        ]
        if not found:
            continue
        # Of several the one that fails least.
        way, columns = min(found, key=lambda pair: sum(not _ok(column, rounds) for column in pair[1]))
        short = [column for column in columns if column.less and not column.holds]
        if short and (shared or len(short) >= _SHORT):
            continue
        related = frozenset((way.result, *(name for name, _ in way.parts)))
        fails = not all(_ok(column, rounds) for column in columns)
        # A sum of all these lines and of more says better what makes the result: of discontinued operations.
        if fails and (_of_another(way, facts, rounds) or any(related < said for said in known)):
            continue
        if related not in known:
            exact = not rounds and way.per is None and not any(c.holds and c.near for c in columns)
            concepts = {name: facts.concepts[name] for name in way.names}
            yield Held(way, facts.statement[way.result], concepts, exact)


def _of_another(way: Identity, facts: Facts, rounds: bool) -> bool:
    """Whether another line equals the computed result in every column:
    then the result's line is a wrong choice.
    """
    if way.per is not None or way.opening is not None:
        return False
    others = (name for name in facts.figures if name not in way.names)
    return any(
        len(columns) > 1 and all(_ok(column, rounds) for column in columns)
        for name in others
        if (columns := _columns(replace(way, result=name), facts))
    )


def _said(one: Drafted, done: Settled) -> Iterator[frozenset[str]]:
    """The set of concepts in each sum or relation of a statement, the total among them."""
    groups = [
        (index, *(part.line for part in parts))
        for index, parts in (done.sums | done.relations | done.rolls).items()
    ]
    for lines in (*groups, *done.equal):
        yield frozenset(concept.name for at in lines if (concept := one.lines[at].concept) is not None)


def _ok(column: _Column, rounds: bool) -> bool:
    return column.holds or (column.near and rounds)


def _is_one(way: Identity, columns: Sequence[_Column], rounds: bool) -> bool:
    enough = _ENOUGH if way.per is None else _QUOTIENT
    held = [column for column in columns if _ok(column, rounds)]
    off = [column for column in columns if not _ok(column, rounds)]
    return (
        (len(off) <= len(held) or all(column.moved >= enough for column in off))
        and all(column.explained or column.near or column.moved >= enough for column in off)
        and sum(max(column.digits if column in held else 0.0, column.moved) for column in columns) >= enough
    )


def _columns(way: Identity, facts: Facts) -> list[_Column]:
    """How an identity does in each column that prints all its figures."""
    lead = way.parts[0][0] if way.opening is not None else way.result
    columns = []
    for period in facts.figures[lead]:
        figures = _figures(way, period, facts.figures)
        if figures is not None:
            columns.append(_column(way, figures, facts.figures))
    return columns


def _figures(
    way: Identity, period: Period, figures: Mapping[str, Mapping[Period, Figure]]
) -> list[tuple[int, Figure]] | None:
    """The result, the weighted parts and the divisor in a column; None where one of them is not printed."""
    closing = period.closing() if way.opening is not None and not period.instant else period
    wanted = [(way.result, -1, closing), *((name, weight, period) for name, weight in way.parts)]
    if way.opening is not None:
        wanted.append((way.opening, 1, period.opening()))
    if way.per is not None:
        wanted.append((way.per, 0, period))
    found = [(weight, figures[name].get(at)) for name, weight, at in wanted]
    return [(w, f) for w, f in found if f is not None] if all(f for _, f in found) else None


def _column(
    way: Identity, figures: list[tuple[int, Figure]], printed: Mapping[str, Mapping[Period, Figure]]
) -> _Column:
    result = figures[0][1]
    far = less = False
    if way.per is not None:
        low, high = _quotient(figures)
        holds, near, far = _meets(result, low, high), False, _is_far(result, low, high)
        less = not far and abs(result.value) < min(abs(low), abs(high))
    else:
        off = sum((weight * figure.value for weight, figure in figures), Decimal(0))
        holds = not off
        near = bool(off) and abs(off) <= sum(half_unit(figure.decimals) for _, figure in figures)
    moved = 0.0 if holds or near else _moved(way, figures, printed)
    return _Column(holds, near, far or _explained(way, figures), _digits(result), moved, less)


def _digits(figure: Figure) -> float:
    return math.log10(abs(int(figure.value.scaleb(figure.decimals))) + 1)


def _moved(
    way: Identity, figures: list[tuple[int, Figure]], printed: Mapping[str, Mapping[Period, Figure]]
) -> float:
    """The digits of the figure in another column that would make the identity hold here;
    0 where none would.
    """
    # Counts of shares differ so little from column to column that one that fits says nothing.
    names = [way.result] if way.per is not None else list(way.names)
    found = [0.0]
    for name, (figure, (low, high)) in zip(names, _limits(way, figures), strict=False):
        others = (other for other in printed.get(name, {}).values() if other.value != figure.value)
        found += [_digits(other) for other in others if _meets(other, low, high)]
    return max(found)


def _is_far(figure: Figure, low: Decimal, high: Decimal) -> bool:
    """Whether an amount per share is too far off to be explained by another income or count of shares."""
    nearest = low if abs(figure.value - low) < abs(figure.value - high) else high
    return abs(figure.value - nearest) * _FAR > abs(nearest)


def _quotient(figures: list[tuple[int, Figure]]) -> tuple[Decimal, Decimal]:
    """The least and the largest quotient of the parts and the divisor, given their rounding."""
    *parts, (_, per) = figures[1:]
    total = sum((weight * figure.value for weight, figure in parts), Decimal(0))
    reach = sum((half_unit(figure.decimals) for _, figure in parts), Decimal(0))
    if per.value <= half_unit(per.decimals):
        return Decimal(0), Decimal(0)
    halves = (-half_unit(per.decimals), half_unit(per.decimals))
    ends = [(total + a) / (per.value + b) for a in (-reach, reach) for b in halves]
    return min(ends), max(ends)


def _meets(figure: Figure, low: Decimal, high: Decimal) -> bool:
    half = half_unit(figure.decimals)
    return figure.value - half <= high and low <= figure.value + half


def _explained(way: Identity, figures: list[tuple[int, Figure]]) -> bool:
    """Whether one slip of the pen in one figure explains that an identity fails."""
    return any(_slipped(figure, *limits) for figure, limits in _limits(way, figures))


def _limits(
    way: Identity, figures: list[tuple[int, Figure]]
) -> Iterator[tuple[Figure, tuple[Decimal, Decimal]]]:
    """Each figure, with the least and the largest value that the other figures allow it."""
    if way.per is None:
        off = sum((weight * figure.value for weight, figure in figures), Decimal(0))
        for weight, figure in figures:
            meant = figure.value - weight * off
            yield figure, (meant, meant)
        return
    result, (_, part), (_, per) = figures[0][1], figures[1], figures[-1]
    yield result, _quotient(figures)
    half = half_unit(result.decimals)
    ends = [(result.value + a) * per.value for a in (-half, half)]
    yield part, (min(ends), max(ends))
    if result.value:
        ends = [part.value / value for a in (-half, half) if (value := result.value + a)]
        yield per, (min(ends), max(ends))


def _slipped(figure: Figure, low: Decimal, high: Decimal) -> bool:
    half, printed = half_unit(figure.decimals), int(figure.value.scaleb(figure.decimals))
    least = int((low - half).scaleb(figure.decimals).to_integral_value(ROUND_CEILING))
    most = int((high + half).scaleb(figure.decimals).to_integral_value(ROUND_FLOOR))
    if low == high:
        least = most = int(low.scaleb(figure.decimals))
    return bool(printed) and least <= most and slip_within(printed, least, most) is not None
