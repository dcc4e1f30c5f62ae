"""Whether what the program gives is what was filed, figure by figure, and by what it is wrong."""

from decimal import Decimal

from filed import Cell, Filed
from reading import Given, Layout, Seen, Told, balance_of

_POWERS = frozenset(Decimal(10) ** power for power in range(-12, 13))
# Axes that filers add to what is printed.
_UNPRINTED = frozenset({"ConsolidationItemsAxis"})


def by_what_wrong(filed: Filed, given: Given) -> str:
    """By what a figure is wrong: period type, period, unit, scale, value or sign; nothing where it is right.

    Of the same element the sign is to be the very one; of another the one that its balance asks for, as far
    as both balances are known.
    """
    if (filed.start, filed.end) != (given.start, given.end):
        return "period" if bool(filed.start) == bool(given.start) else "period type"
    if measure(filed.unit) != measure(given.unit):
        return "unit"
    if wrong := _amount(filed.value, given.value):
        return wrong
    return "" if _signed(filed, given) else "sign"


def same_element(filed: Filed, given: Given) -> bool:
    """Whether the figure is given the element that was filed."""
    return filed.name in (given.concept, given.element)


def same_axes(filed: Filed, given: Given) -> bool | None:
    """Whether a figure has members on the printed axes that were filed; None where none were."""
    axes = {axis for axis, _ in filed.members} - _UNPRINTED
    return axes <= {axis for axis, _ in given.members} if axes else None


def by_what_misunderstood(filed: Filed, seen: Seen | None) -> str:
    """By what the layout is wrong of a cell, whatever its sign; nothing where it is right."""
    if seen is None:
        return "no figure"
    if seen.end is None:
        return "no period"
    if (filed.start, filed.end) != (seen.start, seen.end):
        return "period" if bool(filed.start) == bool(seen.start) else "period type"
    if not seen.units:
        return "no unit"
    scales = [scale for unit, scale in seen.units if measure(unit) == measure(filed.unit)]
    if not scales:
        return "unit"
    wrong = [_amount(filed.value, seen.value.scaleb(scale)) for scale in scales]
    return "" if "" in wrong else wrong[0]


def measure(unit: str) -> str:
    """A unit's measure, however it is written."""
    return unit.replace("xbrli:", "").replace("iso4217:", "").casefold()


def _amount(filed: Decimal, given: Decimal) -> str:
    if abs(filed) == abs(given):
        return ""
    return "scale" if filed and abs(given / filed) in _POWERS else "value"


def _signed(filed: Filed, given: Given) -> bool:
    same = filed.value == given.value
    if filed.value == 0 or same_element(filed, given):
        return same
    theirs = balance_of(filed.name) if filed.concept.startswith("us-gaap:") else ""
    if not theirs or not given.balance:
        return True
    return same == (theirs == given.balance)


def how_told(figure: Given | Seen, told: tuple[Told, ...]) -> str:
    """Where a person is told that something is wrong with a figure, the nearest place first.

    At its `cell`, its `column`, its `row`, as a `doubt` of its line, at its `table`; nothing where nowhere.
    """
    found = {_where(figure, *place) for finding in told for place in finding.at}
    if isinstance(figure, Given) and not figure.sure:
        found.add("doubt")
    return next((where for where in ("cell", "column", "row", "doubt", "table") if where in found), "")


def codes_at_line(figure: Given, told: tuple[Told, ...]) -> set[str]:
    """The codes of the findings at a figure's cell or row; `doubt` where its line is doubtful."""
    codes = {
        finding.code for finding in told if any(_where(figure, *at) in ("cell", "row") for at in finding.at)
    }
    return codes if figure.sure else codes | {"doubt"}


def _where(figure: Given | Seen, at: Cell, row: str, head: str) -> str:
    if at == figure.at:
        return "cell"
    if at[:2] == figure.at[:2] or (row and row == figure.row):
        return "row"
    if at[0] != figure.at[0] or row:
        return ""
    if not head:
        return "table"
    return "column" if head == figure.head else ""


def by_cell(layout: Layout) -> dict[tuple[int, int, int], Seen]:
    """The figures of a layout by their cells."""
    return {seen.at: seen for seen in layout.seen}
