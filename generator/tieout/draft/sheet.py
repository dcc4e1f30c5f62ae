"""An understood table laid out for drafting: what could be its lines, with their figures by period."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from tieout.core import Figure, Period
from tieout.definitions import Wordings
from tieout.language import Language, Unit
from tieout.layout import Cell, Column, Row, Table, is_scanned_again, tidy

IN_LINE = "in-line"


@dataclass(frozen=True, slots=True)
class Entry:
    """A printed line: a row of a table, or a column where the rows are dated.

    `figures` are those that can be read, in whole units; `unread` are periods whose cell says something else.
    A period in neither is printed blank. `parts` are the figures of columns that are of a part alone, such as
    a segment, by its words. `cells` are the places of all, (line, column). `under` is the heading above it as
    the table has it.
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
    parts: dict[str, dict[Period, Figure]] = field(default_factory=dict)


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
    again: tuple[Table, ...] = ()


def lay_out(table: Table, language: Language, wordings: Wordings, currency: str) -> Sheet | None:
    """The table with its entries; None where neither rows nor columns are dated, or columns are alike."""
    layout = _Layout(table, language, wordings, currency)
    return layout.by_rows() if table.dated_rows else layout.by_columns()


def undrafted(table: Table) -> str:
    """Why a table is not laid out."""
    if any(column.period is not None for column in table.columns):
        return "several of its columns are of one period, and nothing in their headers tells them apart: it"
    return "the table has no dated column or row and"


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


class _Layout:
    def __init__(self, table: Table, language: Language, wordings: Wordings, currency: str) -> None:
        self._table = table
        self._language = language
        self._wordings = wordings
        self._currency = currency

    # Dated columns ---------------------------------------------------------------------------------------

    def by_columns(self) -> Sheet | None:
        """The sheet of a table whose columns are dated."""
        columns: dict[int, Column] = {}
        changes: list[int] = []
        undated: list[Column] = []
        for number, column in enumerate(self._table.columns, 1):
            if not self._table.prints_figures(number) or column.kind == "note":
                continue
            if column.kind != "figures":
                changes += [number] if column.kind == "change" else []
            elif self._is_rate(column, columns):
                changes.append(number)
            elif column.period is not None:
                columns[number] = column
            else:
                undated.append(column)
        shown = [(column.period, column.part) for column in columns.values()]
        if not shown or len(set(shown)) < len(shown):
            return None
        periods = tuple(dict.fromkeys(p for p, _ in shown if p is not None))
        parts = self._parts(columns)
        whole = self._whole(columns, parts)
        main = {number: column for number, column in columns.items() if not parts or column.part == whole}
        instants = 2 * sum(period.instant for period in periods) > len(periods)
        units = [column for column in columns.values() if column.unit is not None]
        return Sheet(
            table=self._table,
            dated="columns",
            by="instants" if instants else "durations",
            unit=units[0].unit_text if units else IN_LINE,
            scale=units[0].unit.scale if units and units[0].unit else 0,
            change=self._change(main, changes, instants=instants),
            periods=periods,
            entries=tuple(self._rows(columns, main)),
            undated=tuple(undated),
            parts=parts,
            whole=whole,
        )

    @staticmethod
    def _is_rate(column: Column, columns: dict[int, Column]) -> bool:
        """Whether a column of percentages is of the columns before it: it has no period of its own."""
        if column.unit is None or column.unit.measure != "pure":
            return False
        seen = any(other.period == column.period for other in columns.values())
        return column.period is None or seen

    @staticmethod
    def _parts(columns: dict[int, Column]) -> tuple[str, ...]:
        """The words that tell columns of one period apart; none where no two are of one period."""
        often = Counter(column.period for column in columns.values())
        if max(often.values()) == 1:
            return ()
        return tuple(dict.fromkeys(column.part for column in columns.values()))

    def _whole(self, columns: dict[int, Column], parts: tuple[str, ...]) -> str:
        """The part that is of the whole: one without words, a total by its words or else by its figures."""
        if not parts or "" in parts:
            return ""
        named = [part for part in parts if self._language.is_total(part)]
        if named:
            return named[-1]
        scores = {part: self._sums(columns, part) for part in parts}
        best = max(parts, key=lambda part: scores[part])
        return best if scores[best] else parts[0]

    def _sums(self, columns: dict[int, Column], part: str) -> int:
        """In how many rows the figures of a part are the sum of all the others of their period."""
        found = 0
        for number, column in columns.items():
            if column.part != part:
                continue
            others = [n for n, c in columns.items() if c.period == column.period and n != number]
            for row in self._table.rows:
                values = [_value(row, n) for n in others]
                total = _value(row, number)
                known = [value for value in values if value]
                found += bool(total) and len(known) > 1 and sum(known) == total
        return found

    def _change(
        self, columns: dict[int, Column], changes: list[int], *, instants: bool
    ) -> Literal["growth", "movement"] | None:
        """What the column of changes shows: what the amounts moved by, if they did by that.

        What amounts over a time moved by is no concept: such a column is left out.
        """
        if not changes or not columns:
            return None
        moved = grown = 0
        order = sorted(columns, key=lambda number: columns[number].period.end)  # type: ignore[union-attr]
        for row in self._table.rows:
            before, now, change = (_value(row, n) for n in (order[0], order[-1], changes[0]))
            if before is not None and now is not None and change:
                moved += now - before == change
                grown += 1
        if 2 * moved > grown:
            return "movement" if instants else None
        return "growth"

    def _rows(self, columns: dict[int, Column], main: dict[int, Column]) -> Iterator[Entry]:
        above: Row | None = None
        for row in self._table.rows:
            heading = row.heading or is_scanned_again(row, above)
            above = row
            if heading and not row.caption:
                continue
            entry = self._entry(row, heading=heading)
            if not heading:
                entry = self._filled(entry, row, columns, main)
            yield entry

    def _entry(self, row: Row, *, heading: bool) -> Entry:
        return Entry(
            caption=row.caption,
            under=row.under[-1] if row.under else "",
            line=row.line,
            column=0,
            heading=heading,
            type="heading" if heading else self._type(row),
            figures={},
            unread=frozenset(),
            cells=(),
            said=self._language.row_type(row.caption) or "",
        )

    def _filled(self, entry: Entry, row: Row, columns: dict[int, Column], main: dict[int, Column]) -> Entry:
        figures: dict[Period, Figure] = {}
        parts: dict[str, dict[Period, Figure]] = {}
        unread: set[Period] = set()
        cells: list[tuple[int, int]] = []
        for number, column in columns.items():
            if column.period is None or number > len(row.cells):
                continue
            cell = row.cells[number - 1]
            if cell.reading.kind != "blank":
                cells.append((cell.line, cell.column))
            figure = _figure(cell, cell.unit or column.unit, _places(row, cell, columns))
            if figure is not None and number in main:
                figures[column.period] = figure
            elif figure is not None:
                parts.setdefault(column.part, {})[column.period] = figure
            elif cell.reading.kind != "blank" and number in main:
                unread.add(column.period)
        # Cells that have run into each other leave the ones after them empty.
        if unread and any(len(cell.text.split()) > 1 for cell in row.cells):
            periods = {column.period for column in main.values() if column.period is not None}
            unread |= periods - set(figures)
        return replace(entry, figures=figures, unread=frozenset(unread), cells=tuple(cells), parts=parts)

    def _type(self, row: Row) -> str:
        """The type of a row's concept: by what the layout says that its cells are counted in."""
        units = Counter(cell.unit for cell in row.cells if cell.reading.kind in ("number", "dash"))
        if row.type is not None:
            return row.type
        unit = next((unit for unit, _ in units.most_common() if unit is not None), None)
        if unit is None:
            places = [cell.reading.places for cell in row.cells if cell.reading.kind == "number"]
            return "decimal" if any(places) else "integer"
        return self._type_of(unit)

    def _type_of(self, unit: Unit) -> str:
        if unit.measure == "pure":
            return "percent"
        if unit.measure == "shares" or "/" in unit.measure:
            return "shares" if unit.measure == "shares" else "per-share"
        return "monetary" if unit.measure == self._currency else unit.measure

    # Dated rows ------------------------------------------------------------------------------------------

    def by_rows(self) -> Sheet | None:
        """The sheet of a table whose rows are dated, and whose columns are its lines."""
        rows = [row for row in self._table.rows if row.dated is not None]
        if not rows or 2 * len(rows) <= len(self._table.rows):
            return None
        printed = [self._table.prints_figures(n) for n, _ in enumerate(self._table.columns, 1)]
        captions = _apart(self._table.columns, printed)
        entries: list[Entry] = []
        change = False
        units: list[Column] = []
        for number, column in enumerate(self._table.columns, 1):
            if not printed[number - 1] or not (caption := captions[number - 1]):
                continue
            percent = column.unit is not None and column.unit.measure == "pure"
            if percent and entries and entries[-1].caption == caption:
                change = True
                continue
            entries.append(self._column(number, column, caption, rows))
            if not percent:
                units.append(column)
        periods = tuple(row.dated.period for row in rows if row.dated is not None)
        if not entries:
            return None
        entries = self._within(entries)
        unit = next((column for column in units if column.unit is not None), None)
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
        ends = [self._end(entry.caption) for entry in entries]
        if sum(end in quarters for end in ends) < 2:
            return entries
        stems = [column.lines[0] for column in self._table.columns if len(column.lines) > 1]
        stem = stems[0] if stems else self._table.caption
        kind = self._language.row_type(stem) or entries[0].type
        done: list[Entry] = []
        for entry, end in zip(entries, ends, strict=True):
            caption = tidy(entry.caption)[-len(end) :] if end else entry.caption
            done.append(replace(entry, within=quarters.get(end), stem=stem, type=kind, caption=caption))
        return done

    def _end(self, caption: str) -> str:
        """The words for a quarter of the year that a caption ends with; nothing if it does not."""
        plain = tidy(caption).casefold()
        return next((said for said in self._wordings.within if plain.endswith(said)), "")

    def _column(self, number: int, column: Column, caption: str, rows: Sequence[Row]) -> Entry:
        figures, unread, cells = {}, set(), []
        for row in rows:
            if row.dated is None or row.dated.forecast or number > len(row.cells):
                continue
            cell = row.cells[number - 1]
            figure = _figure(cell, column.unit, cell.reading.places)
            if figure is not None:
                figures[row.dated.period] = figure
            elif cell.reading.kind != "blank":
                unread.add(row.dated.period)
        for row in rows:
            if number <= len(row.cells) and (cell := row.cells[number - 1]).reading.kind != "blank":
                cells.append((cell.line, cell.column))
        kind = "percent" if column.unit is not None and column.unit.measure == "pure" else "monetary"
        if kind == "monetary":
            kind = self._language.row_type(column.text) or ("integer" if column.unit is None else kind)
        return Entry(
            caption=caption,
            under="",
            line=column.line,
            column=column.column,
            heading=False,
            type=kind,
            figures=figures,
            unread=frozenset(unread),
            cells=tuple(cells),
        )


def _value(row: Row, number: int):  # type: ignore[no-untyped-def]
    return row.cells[number - 1].reading.value if number <= len(row.cells) else None


def _places(row: Row, cell: Cell, columns: dict[int, Column]) -> int:
    """The decimal places of a figure; of a dash those of the other figures of its row."""
    if cell.reading.kind != "dash":
        return cell.reading.places
    beside = (row.cells[number - 1].reading for number in columns if number <= len(row.cells))
    return max((reading.places for reading in beside if reading.kind == "number"), default=0)


def _figure(cell: Cell, unit: Unit | None, places: int) -> Figure | None:
    if cell.reading.value is None:
        return None
    return Figure.scaled(cell.reading.value, places, unit.scale if unit is not None else 0)


def _apart(columns: Sequence[Column], printed: Sequence[bool]) -> list[str]:
    """The captions of columns; those that have run together, `2Q-end 3Q-end Total`, are taken apart."""
    captions = [column.text for column in columns]
    lasts = [column.lines[-1] if column.lines else "" for column in columns]
    for text, often in Counter(lasts).items():
        at = [n for n, last in enumerate(lasts) if last == text and printed[n]]
        words = text.split()
        if often < 2 or len(at) < 2 or len({columns[n].unit for n in at}) > 1:
            continue
        if at[0] and len(words) == len(at) + 1 and lasts[at[0] - 1] == words[0]:
            words = words[1:]
        if len(words) == len(at):
            for n, word in zip(at, words, strict=True):
                captions[n] = word
    return captions
