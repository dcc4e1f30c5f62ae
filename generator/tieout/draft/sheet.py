"""A table laid out for drafting: its possible lines, with their figures by period."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from tieout.core import Figure, Period
from tieout.language import End, Language, Unit
from tieout.layout import Cell, Column, Table, goes_on

IN_LINE = "in-line"


@dataclass(frozen=True, slots=True)
class Entry:
    """A printed line: a row of a table, or a column where the rows are dated.

    `figures` are in whole units; `unread` are the periods whose cell holds something unreadable; a period in
    neither is printed blank. `parts` has the figures of columns for a part, such as a segment, by the part's
    words. `cells` are the places (line, column) of all. `under` is the nearest heading above, `above` all of
    them, the outermost first. `unit` is the unit of a decimal that is neither money nor shares: barrels,
    dollars per barrel. `end` is the end of its periods at which the line is a balance. `uncounted`: neither a
    unit nor its words say what the figures count. `beside` are the cells of undated columns, each with its
    head: `Segment` and `Europe`.
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
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def lines(self) -> frozenset[int]:
        """The lines of the release on which it is printed, those in tables for other periods included."""
        return frozenset({self.line, *(line for line, _ in self.cells)})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its entries. `unit` is its unit line, "in-line" where each cell has its own.

    `parts` are the header words that tell columns of one period apart, in their order; `whole` is the one for
    the whole company, "" where its columns have no such words. `undated` are the headers of columns with
    figures but without a period. `again` are tables that print the same lines for other periods.
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
    """The figure in a cell, in whole units; None where the cell holds no number."""
    if cell.reading.value is None:
        return None
    return Figure.scaled(cell.reading.value, places, unit.scale if unit is not None else 0)


def together(sheets: Sequence[Sheet], language: Language) -> list[Sheet]:
    """Sheets, with those joined that print the same lines for other periods one after the other."""
    done: list[Sheet] = []
    for sheet in sheets:
        before = done[-1] if done else None
        if before is not None and _is_again(before, sheet, language):
            done[-1] = _joined(before, sheet)
        else:
            done.append(sheet)
    return done


def _is_again(before: Sheet, sheet: Sheet, language: Language) -> bool:
    captions = [entry.caption for entry in sheet.entries]
    return (
        (before.dated, before.by, before.unit) == (sheet.dated, sheet.by, sheet.unit)
        and [entry.caption for entry in before.entries] == captions
        and before.parts == sheet.parts
        and not set(before.periods) & set(sheet.periods)
        and goes_on(before.again[-1] if before.again else before.table, sheet.table, language)
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
