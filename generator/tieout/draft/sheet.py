"""A printed table laid out for drafting: what could be a line of a statement, with its figures by period."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz.distance import OSA

from tieout.core import Figure, Period, read_percent
from tieout.definitions import Wordings
from tieout.mapping import tidy
from tieout.release import Cell, Head, Row, Table, Unit, Words

# A figure on a heading that differs from the one above it by so few characters is a second scan of it.
_ECHO = 2
IN_LINE = "in-line"
_PERCENT = -2


@dataclass(frozen=True, slots=True)
class Entry:
    """A printed line: a row of a table, or a column where the rows are dated.

    `figures` are those that can be read, in whole units; `unread` are periods whose cell says something else.
    A period in neither is printed blank. `cells` are their places, (line, column). `under` is the heading
    above it as the table has it.
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


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its entries. `unit` is its unit line, "in-line" where it has none.

    `undated` are the heads of columns with figures that name no period.
    """

    table: Table
    dated: Literal["columns", "rows"]
    by: Literal["instants", "durations"]
    unit: str
    scale: int
    change: Literal["growth", "movement"] | None
    periods: tuple[Period, ...]
    entries: tuple[Entry, ...]
    undated: tuple[Head, ...] = ()


def lay_out(table: Table, words: Words, wordings: Wordings, currency: str) -> Sheet | None:
    """The table with its entries; None where neither rows nor columns are dated, or columns alike."""
    layout = _Layout(table, words, wordings, currency)
    return layout.by_columns() or layout.by_rows()


def undrafted(table: Table) -> str:
    """Why a table is not laid out."""
    if any(head.period is not None for head in table.heads):
        return "several of its columns are of one period, which their heads tell apart otherwise: it"
    return "the table has no dated column or row and"


class _Layout:
    def __init__(self, table: Table, words: Words, wordings: Wordings, currency: str) -> None:
        self._table = table
        self._words = words
        self._wordings = wordings
        self._currency = currency

    # Dated columns ---------------------------------------------------------------------------------------

    def by_columns(self) -> Sheet | None:
        """The sheet of a table whose columns are dated."""
        columns: dict[int, Head] = {}
        changes: list[int] = []
        undated: list[Head] = []
        for number, head in enumerate(self._table.heads, 1):
            if not self._is_printed(number):
                continue
            percent = head.unit is not None and head.unit.measure == "pure"
            seen = any(other.period == head.period for other in columns.values())
            if self._words.change(head.text) or (percent and (head.period is None or seen)):
                changes.append(number)
            elif head.period is not None:
                columns[number] = head
            else:
                undated.append(head)
        periods = tuple(head.period for head in columns.values() if head.period is not None)
        if not periods or len(set(periods)) < len(periods):
            return None
        instants = sum(period.instant for period in periods)
        units = [head for head in columns.values() if head.unit is not None]
        return Sheet(
            table=self._table,
            dated="columns",
            by="instants" if 2 * instants > len(periods) else "durations",
            unit=units[0].unit_text if units else IN_LINE,
            scale=units[0].unit.scale if units and units[0].unit else 0,
            change=self._change(columns, changes),
            periods=periods,
            entries=tuple(self._rows(columns)),
            undated=tuple(undated),
        )

    def _is_printed(self, number: int) -> bool:
        cells = [row.cells[number - 1] for row in self._table.rows if number <= len(row.cells)]
        return any(cell.reading.kind in ("number", "dash", "unreadable") for cell in cells)

    def _change(self, columns: dict[int, Head], changes: list[int]) -> Literal["growth", "movement"] | None:
        """What the column of changes shows: what the amounts moved by, if they did by that."""
        if not changes:
            return None
        moved = grown = 0
        order = sorted(columns, key=lambda number: columns[number].period.end)  # type: ignore[union-attr]
        for row in self._table.rows:
            values = [
                row.cells[n - 1].reading.value
                for n in (order[0], order[-1], changes[0])
                if n <= len(row.cells)
            ]
            if len(values) == 3 and None not in values and values[2]:
                before, now, change = values
                moved += now - before == change  # type: ignore[operator]
                grown += 1
        return "movement" if 2 * moved > grown else "growth"

    def _rows(self, columns: dict[int, Head]) -> Iterator[Entry]:
        above: Row | None = None
        for row in self._table.rows:
            heading = row.heading or self._echoes(row, above)
            above = row
            if heading and not row.caption:
                continue
            figures, unread, cells = {}, set(), []
            rates = self._rates(row, columns)
            kind = self._type(row.caption, row.under[-1] if row.under else "", columns, row)
            kind = "percent" if rates else kind
            for number, head in columns.items():
                if heading or head.period is None or number > len(row.cells):
                    continue
                cell = row.cells[number - 1]
                figure = rates.get(number) or _figure(cell, head.unit, self._places(row, cell, columns))
                if figure is not None:
                    figures[head.period] = figure
                elif cell.reading.kind != "blank":
                    unread.add(head.period)
                if cell.reading.kind != "blank":
                    cells.append((cell.line, cell.column))
            # Cells that have run into each other leave the ones after them empty.
            if unread and any(len(row.cells[n - 1].text.split()) > 1 for n in columns if n <= len(row.cells)):
                unread |= {
                    h.period for h in columns.values() if h.period is not None and h.period not in figures
                }
            yield Entry(
                caption=row.caption,
                under=row.under[-1] if row.under else "",
                line=row.line,
                column=0,
                heading=heading,
                type="heading" if heading else kind,
                figures=figures,
                unread=frozenset(unread),
                cells=tuple(cells),
                said=self._said(row.caption) or "",
            )

    @staticmethod
    def _rates(row: Row, columns: dict[int, Head]) -> dict[int, Figure]:
        """The figures of a row in which each number is a percentage and says so."""
        cells = {number: row.cells[number - 1] for number in columns if number <= len(row.cells)}
        said = {n: cell.text for n, cell in cells.items() if cell.reading.kind not in ("blank", "dash")}
        read = {n: reading for n, text in said.items() if (reading := read_percent(text)) is not None}
        if len(read) < len(said):
            return {}
        return {n: Figure.scaled(r.value, r.places, _PERCENT) for n, r in read.items() if r.value is not None}

    @staticmethod
    def _places(row: Row, cell: Cell, columns: dict[int, Head]) -> int:
        """The decimal places of a figure; of a dash those of the other figures of its row."""
        if cell.reading.kind != "dash":
            return cell.reading.places
        beside = (row.cells[number - 1].reading for number in columns if number <= len(row.cells))
        return max((reading.places for reading in beside if reading.kind == "number"), default=0)

    @staticmethod
    def _echoes(row: Row, above: Row | None) -> bool:
        """Whether the figures of a heading are only the ones above it, scanned a second time."""
        if above is None or not row.caption.endswith(":"):
            return False
        pairs = [
            (cell.text.strip(), twin.text.strip())
            for cell, twin in zip(row.cells, above.cells, strict=False)
            if cell.reading.kind == "number"
        ]
        return bool(pairs) and all(
            len(a) == len(b) > 2 * _ECHO and OSA.distance(a, b) <= _ECHO for a, b in pairs
        )

    def _type(self, caption: str, under: str, columns: dict[int, Head], row: Row) -> str:
        units = [head.unit for head in columns.values() if head.unit is not None]
        if units and units[0].measure == "pure":
            return "percent"
        said = self._said(caption) or self._said(under)
        if said == "percent" or (said is not None and (not units or said == "per-share")):
            return said
        if units and units[0].measure == self._currency:
            return "shares" if said == "shares" else "monetary"
        if units:
            return units[0].measure
        places = [cell.reading.places for cell in row.cells if cell.reading.kind == "number"]
        return "decimal" if any(places) else "integer"

    def _said(self, text: str) -> str | None:
        """What a caption says that its line is counted in."""
        plain = " ".join(tidy(text).casefold().split())
        for kind in ("shares", "per-share", "percent"):
            if any(word in plain for word in self._wordings.types.get(kind, ())):
                return kind
        return None

    # Dated rows ------------------------------------------------------------------------------------------

    def by_rows(self) -> Sheet | None:
        """The sheet of a table whose rows are dated, and whose columns are its lines."""
        rows = [row for row in self._table.rows if row.dated is not None]
        if not rows or 2 * len(rows) <= len(self._table.rows):
            return None
        captions = _apart(
            self._table.heads, [self._is_printed(n) for n, _ in enumerate(self._table.heads, 1)]
        )
        entries: list[Entry] = []
        change = False
        units: list[Head] = []
        for number, head in enumerate(self._table.heads, 1):
            if not self._is_printed(number) or not (caption := captions[number - 1]):
                continue
            percent = head.unit is not None and head.unit.measure == "pure"
            if percent and entries and entries[-1].caption == caption:
                change = True
                continue
            entries.append(self._column(number, head, caption, rows))
            if not percent:
                units.append(head)
        periods = tuple(row.dated.period for row in rows if row.dated is not None)
        if not entries:
            return None
        entries = self._within(entries)
        unit = next((head for head in units if head.unit is not None), None)
        return Sheet(
            table=self._table,
            dated="rows",
            by="instants" if all(period.instant for period in periods) else "durations",
            unit=unit.unit_text if unit is not None else IN_LINE,
            scale=unit.unit.scale if unit is not None and unit.unit is not None else 0,
            change="growth" if change else None,
            periods=tuple(dict.fromkeys(periods)),
            entries=tuple(entries),
        )

    def _within(self, entries: list[Entry]) -> list[Entry]:
        """The columns; those for the quarters of a year, and one for all of it, are of one amount."""
        quarters = self._wordings.within
        found = [
            next((q for said, q in quarters.items() if tidy(e.caption).casefold().endswith(said)), None)
            for e in entries
        ]
        if sum(quarter is not None for quarter in found) < 2:
            return entries
        heads = [head.lines[0] for head in self._table.heads if len(head.lines) > 1]
        stem = heads[0] if heads else self._table.caption
        kind = self._said(stem) or entries[0].type
        lasts = [
            next((said for said in quarters if tidy(e.caption).casefold().endswith(said)), "")
            for e in entries
        ]
        return [
            replace(
                e,
                within=q,
                stem=stem,
                type=kind,
                caption=tidy(e.caption)[-len(said) :] if said else e.caption,
            )
            for e, q, said in zip(entries, found, lasts, strict=True)
        ]

    def _column(self, number: int, head: Head, caption: str, rows: Sequence[Row]) -> Entry:
        figures, unread, cells = {}, set(), []
        for row in rows:
            if row.dated is None or row.dated.forecast or number > len(row.cells):
                continue
            cell = row.cells[number - 1]
            figure = _figure(cell, head.unit, cell.reading.places)
            if figure is not None:
                figures[row.dated.period] = figure
            elif cell.reading.kind != "blank":
                unread.add(row.dated.period)
        for row in rows:
            if number <= len(row.cells) and (cell := row.cells[number - 1]).reading.kind != "blank":
                cells.append((cell.line, cell.column))
        kind = "percent" if head.unit is not None and head.unit.measure == "pure" else "monetary"
        if kind == "monetary":
            kind = self._said(head.text) or ("integer" if head.unit is None else kind)
        return Entry(
            caption=caption,
            under="",
            line=head.line,
            column=head.column,
            heading=False,
            type=kind,
            figures=figures,
            unread=frozenset(unread),
            cells=tuple(cells),
        )


def _figure(cell: Cell, unit: Unit | None, places: int) -> Figure | None:
    if cell.reading.value is None:
        return None
    return Figure.scaled(cell.reading.value, places, unit.scale if unit is not None else 0)


def _apart(heads: Sequence[Head], printed: Sequence[bool]) -> list[str]:
    """The captions of columns; those that have run together, `2Q-end 3Q-end Total`, are taken apart."""
    captions = [head.text for head in heads]
    lasts = [head.lines[-1] if head.lines else "" for head in heads]
    for text, often in Counter(lasts).items():
        at = [n for n, last in enumerate(lasts) if last == text and printed[n]]
        words = text.split()
        if often < 2 or len(at) < 2 or len({heads[n].unit for n in at}) > 1:
            continue
        if at[0] and len(words) == len(at) + 1 and lasts[at[0] - 1] == words[0]:
            words = words[1:]
        if len(words) == len(at):
            for n, word in zip(at, words, strict=True):
                captions[n] = word
    return captions
