"""Finds the totals of a statement by arithmetic: which lines are the sums of others.

Sums that hold in every column come first, then those that hold in some columns while one wrong figure
explains each other column: a wrong digit shows at its total, and is no reason to drop it. Amounts are whole
numbers of half units of the last printed digit, so nothing is rounded here.
"""

from collections.abc import Callable, Iterator, Sequence, Set
from decimal import Decimal

from tieout.core import Figure, Period
from tieout.draft import search
from tieout.draft.believed import Believed, Total
from tieout.draft.footing import Amounts
from tieout.draft.section import Sections, by_section
from tieout.draft.sheet import Entry

__all__ = ["Amounts", "Sections", "Total", "among", "amounts_of", "find_totals"]

# Among so many lines sums are looked for together. No statement has more, a list of holdings may.
_STRETCH = 500
# So many amounts per share under one heading are a total and its parts.
_SECTION = 3


def amounts_of(
    entries: Sequence[Entry], hint: Callable[[Entry], bool], tone: Callable[[Entry], int]
) -> tuple[tuple[Period, ...], list[Amounts | None]]:
    """The columns of a statement, and the amounts of each entry by column; None for a heading.

    `hint` tells whether an entry's words call it a total, `tone` gives its side of the books: 1, -1 or 0.
    """
    figures = [figure for entry in entries for figure in entry.figures.values()]
    finest = max((figure.decimals for figure in figures), default=0)
    columns = tuple(dict.fromkeys(period for entry in entries for period in entry.figures))

    def scaled(figure: Figure) -> int:
        return int(figure.value.scaleb(finest) * 2)

    found: list[Amounts | None] = []
    for entry in entries:
        if entry.heading or not entry.figures:
            found.append(None)
            continue
        shown = set(entry.figures) | entry.unread
        blank = all(period in shown or entry.type == "heading" for period in columns)
        coarse = min(figure.decimals for figure in entry.figures.values())
        values: list[int | None] = []
        halves: list[int] = []
        for period in columns:
            figure = entry.figures.get(period)
            if figure is not None:
                values.append(scaled(figure))
            else:
                # Printed blank beside other figures: nothing. A column that its table has not: unknown.
                values.append(None if period in entry.unread or not (blank or entry.cells) else 0)
            halves.append(int(Decimal(10) ** (finest - (figure.decimals if figure else coarse))))
        found.append(Amounts(tuple(values), tuple(halves), entry.caption, hint(entry), tone(entry)))
    return columns, found


def among(
    entries: Sequence[Entry], amounts: Sequence[Amounts | None], type_: str
) -> Iterator[Sequence[Amounts | None]]:
    """The amounts among which sums are looked for: all; of amounts per share those that stand together.

    Earnings per share of one class of stock are no part of another's, nor basic ones, with the counts of
    shares below them, or under a heading of their own, of diluted ones. A heading over two lines may be that
    of one part of earnings, basic and diluted.
    """
    if type_ != "per-share":
        yield amounts
        return
    runs: list[list[set[int]]] = [[set()]]
    for at, entry in enumerate(entries):
        if amounts[at] is not None:
            runs[-1][-1].add(at)
        elif entry.figures and runs[-1][-1]:
            runs.append([set()])
        elif entry.heading and runs[-1][-1]:
            runs[-1].append(set())
    for sections in runs:
        apart = any(len(section) >= _SECTION for section in sections)
        for some in sections if apart else [set[int]().union(*sections)]:
            yield [one if at in some else None for at, one in enumerate(amounts)]


def find_totals(
    lines: Sequence[Amounts | None],
    headings: frozenset[int],
    columns: tuple[Period, ...],
    *,
    above: bool = True,
    signed: bool = True,
    sections: Sections | None = None,
) -> tuple[Total, ...]:
    """The totals among the lines of a statement, in the order in which they are found.

    `headings` are the indices of headings. Without `above`, totals may also stand before their parts; without
    `signed`, nothing is subtracted. `sections` are what captions say of sums: such a total is kept even where
    no figures make it.
    """
    found: list[Total] = []
    for first, last in _stretches(lines, headings):
        some = frozenset(at - first for at in headings if first <= at < last)
        believed = Believed(lines[first:last], some, columns)
        said = sections.of(first, last) if sections is not None else None
        _find(believed, above=above, signed=signed, sections=said)
        found += (total.moved(first) for total in believed.found.values())
    return tuple(found)


def _stretches(lines: Sequence[Amounts | None], headings: Set[int]) -> Iterator[tuple[int, int]]:
    """The lines in stretches, each from a first line to before a last; all but very long lists are one.

    A stretch ends before a heading where one is near, so that the time grows in step with the length.
    """
    first = count = 0
    for at, line in enumerate(lines):
        if count >= _STRETCH or (2 * count >= _STRETCH and at in headings):
            yield first, at
            first, count = at, 0
        count += line is not None
    yield first, len(lines)


def _find(believed: Believed, *, above: bool, signed: bool, sections: Sections | None) -> None:
    """Finds the totals among some lines."""
    taken_off = [search.left_over_above, search.by_tone_above] if signed else [search.less_one_above]
    whole: list[search.Step] = [search.plain_above]
    whole += [search.one_line_above] if above else [search.plain_below, search.skipping_below]
    whole += [*taken_off, search.skipping_above]
    some: list[search.Step] = [search.plain_above, *([search.one_line_above] if above else []), *taken_off]
    while (
        any(step(believed) for step in whole)
        or _any_lenient(believed, some)
        or _any_failing(believed, some)
        or (sections is not None and by_section(believed, sections))
    ):
        pass
    search.of_same_caption(believed)


def _any_lenient(believed: Believed, steps: Sequence[search.Step]) -> bool:
    """Takes one total that rounding is unlikely to make, if there is one, where no other sum is likelier."""
    if not believed.unlikely:
        return False
    believed.lenient = True
    done = any(step(believed) for step in steps)
    believed.lenient = False
    return done


def _any_failing(believed: Believed, steps: Sequence[search.Step]) -> bool:
    """Takes one total that fails in some columns, if there is one; further totals may hold by it."""
    believed.failing = True
    done = any(step(believed) for step in steps)
    believed.failing = False
    return done
