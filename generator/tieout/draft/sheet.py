"""An understood table laid out for drafting: what could be its lines, with their figures by period."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from tieout.core import Figure, Period
from tieout.language import End, Unit
from tieout.layout import Cell, Column, Table

IN_LINE = "in-line"


@dataclass(frozen=True, slots=True)
class Entry:
    """A printed line: a row of a table, or a column where the rows are dated.

    `figures` are those that can be read, in whole units; `unread` are periods whose cell says something else.
    A period in neither is printed blank. `parts` are the figures of columns that are of a part alone, such as
    a segment, by its words. `cells` are the places of all, (line, column). `under` is the heading above it as
    the table has it, `above` all of them, the outermost first. `unit` is what a decimal counts beside money
    and shares: barrels, dollars per barrel. `end` is the end of its periods at which it is a balance.
    `uncounted` is whether nothing says what its figures are counted in: neither a unit nor its own words.
    """

    caption: str
    under: str
    line: int
    column: int
    heading: bool
    type: str
    figures: dict[Period, Figure]
    unread: frozenset[Period]
    cells: tuple[tuple[int, int], ...]
    within: int | None = None
    stem: str = ""
    said: str = ""
    unit: str = ""
    parts: dict[str, dict[Period, Figure]] = field(default_factory=dict)
    above: tuple[str, ...] = ()
    end: End | None = None
    uncounted: bool = False

    @property
    def lines(self) -> frozenset[int]:
        """The lines of the release that print it: its own, and those of tables for other periods."""
        return frozenset({self.line, *(line for line, _ in self.cells)})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its entries. `unit` is its unit line, "in-line" where it has none.

    `parts` are the words that tell columns of one period apart, in their order; `whole` is the one of them
    that is of the whole company, "" where the columns that are have no such words. `undated` are the headers
    of columns with figures that name no period. `again` are the tables that print the same lines for other
    periods.
    """

    table: Table
    dated: Literal["columns", "rows"]
    by: Literal["instants", "durations"]
    unit: str
    scale: int
    change: Literal["growth", "movement"] | None
    periods: tuple[Period, ...]
    entries: tuple[Entry, ...]
    undated: tuple[Column, ...] = ()
    parts: tuple[str, ...] = ()
    whole: str = ""
    told: bool = True
    again: tuple[Table, ...] = ()


def figure_of(cell: Cell, unit: Unit | None, places: int) -> Figure | None:
    """What a cell says, in whole units; None where it says no number."""
    if cell.reading.value is None:
        return None
    return Figure.scaled(cell.reading.value, places, unit.scale if unit is not None else 0)


def together(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Sheets of which one after the other prints the same lines for other periods, as one."""
    done: list[Sheet] = []
    for sheet in sheets:
        before = done[-1] if done else None
        if before is not None and _is_again(before, sheet):
            done[-1] = _joined(before, sheet)
        else:
            done.append(sheet)
    return done


def _is_again(before: Sheet, sheet: Sheet) -> bool:
    captions = [entry.caption for entry in sheet.entries]
    return (
        (before.dated, before.by, before.unit) == (sheet.dated, sheet.by, sheet.unit)
        and [entry.caption for entry in before.entries] == captions
        and before.parts == sheet.parts
        and not set(before.periods) & set(sheet.periods)
    )


def _joined(before: Sheet, sheet: Sheet) -> Sheet:
    entries = []
    for one, two in zip(before.entries, sheet.entries, strict=True):
        parts = {part: one.parts.get(part, {}) | two.parts.get(part, {}) for part in (*one.parts, *two.parts)}
        entries.append(
            replace(
                one,
                figures=one.figures | two.figures,
                unread=one.unread | two.unread,
                cells=one.cells + two.cells,
                parts=parts,
            )
        )
    return replace(
        before,
        periods=before.periods + sheet.periods,
        entries=tuple(entries),
        again=(*before.again, sheet.table),
    )
