"""Lays out a table whose columns are dated: a line for each row, with its figures by period."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from tieout.core import Figure, Period
from tieout.definitions import Wordings
from tieout.draft.sheet import IN_LINE, Entry, Sheet, figure_of
from tieout.language import Language, Unit
from tieout.layout import Cell, Column, Row, Table, is_scanned_again

# Parts that are the company's own figures, beside others that are adjusted.
_AS_IT_IS = ("gaap", "reported")
# Parts that are none of its figures by the accounting standard.
_OTHER_BASIS = ("non-gaap", "adjusted", "adjustment")


class DatedColumns:
    """Lays out one table. `wordings` say which column is of the whole company."""

    def __init__(self, table: Table, language: Language, wordings: Wordings) -> None:
        self._table = table
        self._language = language
        self._totals = wordings.totals

    def sheet(self) -> Sheet | None:
        """The sheet of the table; None where no column is dated, or two of them cannot be told apart."""
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
        whole, told = self._whole(columns, parts)
        main = {number: column for number, column in columns.items() if not parts or column.part == whole}
        instants = 2 * sum(period.instant for period in periods) > len(periods)
        unit = self._usual_unit(columns.values())
        return Sheet(
            table=self._table,
            dated="columns",
            by="instants" if instants else "durations",
            unit=unit.unit_text if unit is not None else IN_LINE,
            scale=unit.unit.scale if unit is not None and unit.unit is not None else 0,
            change=self._change(main, changes, instants=instants),
            periods=periods,
            entries=tuple(self._rows(columns, main)),
            undated=tuple(undated),
            parts=parts,
            whole=whole,
            told=told,
        )

    @staticmethod
    def _usual_unit(columns: Iterable[Column]) -> Column | None:
        """The first column in the unit that most columns are in:
        a column of shares may stand before those of money.
        """
        known = [(column, column.unit.measure) for column in columns if column.unit is not None]
        often = Counter(measure for _, measure in known)
        return max(known, key=lambda one: often[one[1]])[0] if known else None

    @staticmethod
    def _is_rate(column: Column, columns: dict[int, Column]) -> bool:
        """Whether a column holds percentages of the columns before it, and so has no period of its own."""
        if column.unit is None or column.unit.measure != "pure":
            return False
        seen = any(other.period == column.period for other in columns.values())
        return column.period is None or seen

    def _parts(self, columns: dict[int, Column]) -> tuple[str, ...]:
        """The words that tell columns of one period apart; none where no two are of one period.

        `Pro forma` above one year alone says that it is on another basis than the column without words.
        """
        parts = tuple(dict.fromkeys(column.part for column in columns.values()))
        often = Counter(column.period for column in columns.values())
        if max(often.values()) > 1:
            return parts
        other = any(self._language.part(part) in _OTHER_BASIS for part in parts if part)
        return parts if other and "" in parts else ()

    def _whole(self, columns: dict[int, Column], parts: tuple[str, ...]) -> tuple[str, bool]:
        """The header words of the columns for the whole company, and whether anything says that they are for
        it.

        Those are the columns without such words; else a total, by its words or by its figures; else the
        figures by the accounting standard beside adjusted ones.
        """
        if not parts or "" in parts:
            return "", True
        named = [part for part in parts if self._language.is_total(part) or self._begins_total(part)]
        scores = {part: self._sums(columns, part) for part in parts}
        best = max(parts, key=lambda part: scores[part])
        # `Total international` beside `Worldwide` is a part of it, as their figures say.
        if named and (not scores[best] or any(scores[part] for part in named)):
            return named[-1], True
        return (best, True) if scores[best] else (parts[0], self._language.part(parts[0]) in _AS_IT_IS)

    def _begins_total(self, part: str) -> bool:
        """Whether the header words begin as captions of totals do: `Consolidated`."""
        return any(f"{part.casefold()} ".startswith(f"{word} ") for word in self._totals)

    def _sums(self, columns: dict[int, Column], part: str) -> int:
        """In how many rows the columns of a part are the sum of all others of their period.

        0 where they are in less than half of the rows that could tell: some sums come by chance.
        """
        found = told = 0
        for number, column in columns.items():
            if column.part != part:
                continue
            others = [n for n, c in columns.items() if c.period == column.period and n != number]
            for row in self._table.rows:
                values = [_value(row, n) for n in others]
                total = _value(row, number)
                known = [value for value in values if value]
                if total and len(known) > 1:
                    told += 1
                    found += sum(known) == total
        return found if 2 * found >= told else 0

    def _change(
        self, columns: dict[int, Column], changes: list[int], *, instants: bool
    ) -> Literal["growth", "movement"] | None:
        """What the columns of changes show: "growth" in per cent, "movement" of balances, or None to leave
        them out.

        The difference of two flows is no concept, so a column of it is left out.
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
        return "growth" if any(map(self._is_of_rates, changes)) else None

    def _is_of_rates(self, number: int) -> bool:
        """Whether a column of changes is in per cent, by its head or by the sign in its cells."""
        unit = self._table.columns[number - 1].unit
        cells = (row.cells[number - 1] for row in self._table.rows if number <= len(row.cells))
        return (unit is not None and unit.measure == "pure") or any(cell.reading.percent for cell in cells)

    def _rows(self, columns: dict[int, Column], main: dict[int, Column]) -> Iterator[Entry]:
        above: Row | None = None
        for row in self._table.rows:
            heading = row.heading or is_scanned_again(row, above)
            above = row
            if heading and not row.caption:
                continue
            entry = self._entry(row, heading=heading)
            if not heading:
                entry = replace(self._filled(entry, row, columns, main), beside=self._beside(row))
            yield entry

    def _entry(self, row: Row, *, heading: bool) -> Entry:
        counted = self._unit(row)
        type_, unit = ("heading", "") if heading else _counted(row, counted)
        return Entry(
            caption=row.caption,
            under=row.under[-1] if row.under else "",
            line=row.line,
            column=0,
            heading=heading,
            type=type_,
            unit=unit,
            figures={},
            unread=frozenset(),
            cells=(),
            said=self._language.row_type(row.caption) or "",
            above=row.under,
            end=row.end,
            uncounted=not heading and row.type is None and counted is None,
            stem=(row.called or self._title()) if row.called != row.caption else "",
        )

    def _beside(self, row: Row) -> tuple[tuple[str, str], ...]:
        """The cells of a row in columns without a period, each with the column's head."""
        cells = zip(self._table.columns, row.cells, strict=False)
        kinds = ("words", "number")
        return tuple(
            (column.part, cell.text)
            for column, cell in cells
            if column.kind == "figures"
            and column.period is None
            and column.part
            and cell.reading.kind in kinds
        )

    def _unit(self, row: Row) -> Unit | None:
        """The unit of most cells in a row, as the layout read it; None where the layout found none.

        Columns of changes do not count: `25%` behind two counts of stores says nothing about these.
        """
        cells = zip(self._table.columns, row.cells, strict=False)
        shown = [
            cell
            for column, cell in cells
            if column.kind == "figures" and cell.reading.kind in ("number", "dash")
        ]
        units = Counter(cell.unit for cell in shown)
        return next((unit for unit, _ in units.most_common() if unit is not None), None)

    def _title(self) -> str:
        """The title above the table, which completes a row called only `Balance`.
        A sentence is the last resort.
        """
        captions = self._table.captions[::-1]
        return next((text for text in captions if not text.endswith(":")), captions[0] if captions else "")

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
            figure = figure_of(cell, cell.unit or column.unit, _places(row, cell, columns))
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


def _counted(row: Row, unit: Unit | None) -> tuple[str, str]:
    """The type of a row's concept, and the unit of a decimal ("" for other types).

    Both follow from what the layout says of its cells; `unit` is the unit of most of them.
    """
    if row.type not in (None, "measure"):
        return row.type, ""
    if unit is None:
        places = any(cell.reading.places for cell in row.cells if cell.reading.kind == "number")
        return "decimal" if places or row.type == "measure" else "integer", ""
    # Money in another currency is money: that it is another is told where it is read.
    usual = {"pure": "percent", "shares": "shares"} | ({unit.measure: "monetary"} if unit.money else {})
    if unit.measure.endswith("/shares"):
        return "per-share", ""
    return usual.get(unit.measure, "decimal"), "" if unit.measure in usual else unit.measure


def _value(row: Row, number: int):  # type: ignore[no-untyped-def]
    return row.cells[number - 1].reading.value if number <= len(row.cells) else None


def _places(row: Row, cell: Cell, columns: dict[int, Column]) -> int:
    """The decimal places of a figure; of a dash those of the other figures of its row."""
    if cell.reading.kind != "dash":
        return cell.reading.places
    beside = (row.cells[number - 1].reading for number in columns if number <= len(row.cells))
    return max((reading.places for reading in beside if reading.kind == "number"), default=0)
