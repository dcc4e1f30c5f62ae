"""Lays out a table whose rows are dated: each column is a line, with its figures by period."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tieout.definitions import Wordings
from tieout.draft.sheet import IN_LINE, Entry, Sheet, figure_of
from tieout.language import Language
from tieout.layout import Column, Row, Table, tidy


class DatedRows:
    """Lays out one table. `wordings` say which columns are of a quarter of the row's year."""

    def __init__(self, table: Table, language: Language, wordings: Wordings) -> None:
        self._table = table
        self._language = language
        self._wordings = wordings

    def sheet(self) -> Sheet | None:
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
        """The columns as entries;
        the columns for the quarters of a year and for the whole year make one entry.
        """
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
        """The words for a quarter that a caption ends with; "" where it ends with none."""
        plain = tidy(caption).casefold()
        return next((said for said in self._wordings.within if plain.endswith(said)), "")

    def _column(self, number: int, column: Column, caption: str, rows: Sequence[Row]) -> Entry:
        figures, unread, cells = {}, set(), []
        for row in rows:
            if row.dated is None or row.dated.forecast or number > len(row.cells):
                continue
            cell = row.cells[number - 1]
            figure = figure_of(cell, column.unit, cell.reading.places)
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


def _apart(columns: Sequence[Column], printed: Sequence[bool]) -> list[str]:
    """The captions of columns. Where several ran together,
    as in `2Q-end 3Q-end Total`, they are divided again.
    """
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
