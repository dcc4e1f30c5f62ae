"""Divides the rows of a grid into titles, column headers,
figures and notes, and finds where a table begins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tieout.document import GridCell
from tieout.document.typography import is_figure, is_footnote_mark, is_mark, is_sign, is_year, without_raised
from tieout.language import Heading, Language
from tieout.layout.alignment import AlignedRow
from tieout.layout.blocks import year_of, years_above
from tieout.layout.parts import Part
from tieout.layout.several import lasting

# Longer than what stands in place of a figure that is not given: `n/a`, `NM`.
_LONGER = 4


class Roles:
    """Knows what a row is by its form and, where that is not enough, by the words of a language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def parts(self, rows: Sequence[AlignedRow]) -> Iterator[Part]:
        """The tables in a grid, each with its rows divided.

        A grid has several tables where headers with new dates stand below figures; where a heading without
        figures dates what follows, `Three months ended June 30, 2025` above a block of rows; or where one
        title stands over all columns of figures: `Average fee per trade` below a block of `Total fees`. Below
        columns without years, a year above a block of rows dates that block.
        """
        rows = self._without_notes(rows)
        years = years_above(rows, self.language)
        top, rest = self._top(rows)
        titles, headers, body = self._split_top(top, years, alone=not rest)
        for row in rest:
            if self._begins_anew(row, headers, body) or row.line in years:
                above = self._taken_from_end(body) if self.is_header(row) else []
                yield self._part(titles, headers, body, years)
                titles = [title for title in titles if title.line not in years]
                titles, headers, body = self._next(row, above, titles, headers)
            elif not _has_amounts(body) and self.is_header(row) and row.others:
                titles += body
                body = []
                headers = [*(header for header in headers if _texts(header) != _texts(row)), row]
            else:
                body.append(row)
        yield self._part(titles, headers, body, years)

    def _part(
        self,
        titles: Sequence[AlignedRow],
        headers: Sequence[AlignedRow],
        body: Sequence[AlignedRow],
        years: frozenset[int],
    ) -> Part:
        """One table's rows as a `Part`; a title that is one of the lines `years` becomes its year."""
        year = next((year_of(row, self.language) for row in titles if row.line in years), None)
        return Part(tuple(titles), tuple(headers), tuple(body), year)

    # Rows --------------------------------------------------------------------------------------------

    def is_header(self, row: AlignedRow) -> bool:
        """Whether a row is one of column headers: it has no amount, and it dates columns or names their
        units.

        Where the place of the caption is empty, that is enough. Beside a caption, a year may be an amount.
        """
        texts = [cell.text for cell in row.others]
        if not texts or self._prints_amounts(row):
            return False
        if row.stub is None:
            return True
        stub = row.stub.text
        dates = self._explains(stub)
        for text in texts:
            if is_year(without_raised(text)):
                if dates or self._dates(f"{stub} {text}"):
                    return True
            elif self._says(text) and (not is_sign(text) or all(map(is_sign, texts))):
                # A currency sign alone may as well be of an amount that is not there.
                return True
        return False

    def dates(self, row: AlignedRow) -> bool:
        """Whether a row of headers dates its columns,
        or part of a date: `Three months ended` above the days.
        """
        return any(is_year(without_raised(cell.text)) or self._dates(cell.text) for cell in row.others)

    def dated_heading(self, row: AlignedRow) -> Heading | None:
        """The period that a heading without figures names, if it says nothing else; else None."""
        return self._dated(row.alone)

    def _dated(self, text: str) -> Heading | None:
        """The period that a text names, if it says nothing else and can date what stands below it."""
        heading = lasting(self.language.heading(text) if text else None, self.language)
        if heading is None or heading.rest:
            return None
        lasts = heading.of is not None or heading.quarter is not None or heading.ended
        return heading if lasts or (heading.day is not None and heading.year is not None) else None

    def _prints_amounts(self, row: AlignedRow) -> bool:
        """Whether a row has an amount. `(1)` beside `(unaudited)` is a mark of the heads, and none."""
        if not any(self._is_amount(cell.text) for cell in row.others):
            return False
        words = [cell.text for cell in row.others if not is_footnote_mark(cell.text)]
        return row.stub is not None or not words or not all(map(self.language.remark, words))

    def _is_amount(self, text: str) -> bool:
        plain = without_raised(text)
        if not is_figure(plain) or is_year(plain):
            scaled = self.language.scaled_number(plain)
            return scaled is not None and (bool(scaled.currency) or not scaled.sign)
        return not self._dates(plain)

    def _dates(self, text: str) -> bool:
        heading = self.language.heading(text)
        return heading is not None and not heading.rest

    def _says(self, text: str) -> bool:
        """Whether a text may be part of a column header: a period, a unit, a kind of column, a remark."""
        language = self.language
        if self._dates(text) or language.unit(text) is not None or language.remark(text):
            return True
        return language.column_word(text) is not None

    def _explains(self, stub: str) -> bool:
        """Whether the text in the caption's place belongs to the headers: a unit, a remark, a date."""
        language = self.language
        bracketed = stub.startswith("(") and stub.endswith(")")
        # `common share)` ends what a line above it has begun: `(millions, except earnings per`.
        if (
            bracketed
            or stub.count(")") > stub.count("(")
            or stub.endswith(",")
            or language.remark(stub)
            or language.unit(stub) is not None
        ):
            return True
        return language.seems_unit(stub) or self._dates(stub)

    # The top of a grid -------------------------------------------------------------------------------

    def _top(self, rows: Sequence[AlignedRow]) -> tuple[list[AlignedRow], list[AlignedRow]]:
        """The rows above the first one with an amount, and the rows from there on."""
        for count, row in enumerate(rows):
            if self._prints_amounts(row):
                return list(rows[:count]), list(rows[count:])
        return list(rows), []

    def _split_top(
        self, top: Sequence[AlignedRow], years: frozenset[int], *, alone: bool
    ) -> tuple[list[AlignedRow], list[AlignedRow], list[AlignedRow]]:
        """Divides the rows above the first amount: titles, headers, and headings of the first rows.

        Everything above the last row of headers is a title or a header. A row of years beside a word,
        `EARNINGS 2025 2024`, is a header if nothing else dates the columns and something stands below it;
        `alone` says that nothing stands below the last one.
        """
        last = -1
        dated = False
        for number, row in enumerate(top):
            if not row.others:
                continue
            below = not alone or number + 1 < len(top)
            bare = self._all_years(row) and below and not dated
            if self.is_header(row) or bare or self._measures(row) or _is_of_words(row):
                last = number
                dated = dated or self._names_years(row)
        # A line right below the headers that dates or measures all that follows is one of them, too.
        while last + 1 < len(top) and (self._is_of_all(top[last + 1]) or top[last + 1].line in years):
            last += 1
        titles = [row for row in top[: last + 1] if not row.others]
        headers = [row for row in top[: last + 1] if row.others]
        return titles, headers, list(top[last + 1 :])

    def _is_of_all(self, row: AlignedRow) -> bool:
        """Whether a line by itself applies to everything below it: a period, or `In millions`."""
        unit = self.language.unit(row.alone) if row.alone else None
        return self.dated_heading(row) is not None or (unit is not None and unit.scaled)

    def _measures(self, row: AlignedRow) -> bool:
        """Whether the caption's place has a unit line or a remark, so that words beside it are headers."""
        return row.stub is not None and self._explains(row.stub.text)

    def _names_years(self, row: AlignedRow) -> bool:
        """Whether a row of headers gives the years of its columns."""
        headings = [self.language.heading(without_raised(cell.text)) for cell in row.others]
        return any(heading is not None and heading.year is not None for heading in headings)

    @staticmethod
    def _all_years(row: AlignedRow) -> bool:
        return all(is_year(without_raised(cell.text)) for cell in row.others)

    # A table that begins anew ------------------------------------------------------------------------

    def _begins_anew(
        self, row: AlignedRow, headers: Sequence[AlignedRow], body: Sequence[AlignedRow]
    ) -> bool:
        if self.dated_heading(row) is not None:
            return True
        if self._dates_words(row):
            return _has_amounts(body)
        if not _has_amounts(body) or not row.others:
            return False
        return self.is_header(row) and (self.dates(row) or not headers or self._is_title(row))

    def _dates_words(self, row: AlignedRow) -> bool:
        """Whether a date in the place of the caption dates the words beside it: `Quarter ended …  Retail`."""
        return _is_of_words(row) and self._is_dated(row.stub)

    def _is_dated(self, stub: GridCell | None) -> bool:
        """Whether the place of the caption holds a period and nothing else, such as `Fiscal 2024`."""
        heading = self.language.heading(stub.text) if stub is not None else None
        if stub is None or heading is None:
            return False
        fiscal = heading.fiscal and heading == Heading(year=heading.year, fiscal=True)
        return fiscal or self._dated(stub.text) is not None

    def _is_title(self, row: AlignedRow) -> bool:
        """Whether a row is one title over all columns of figures, naming what stands below it."""
        if row.stub is not None or len(row.others) != 1 or len(row.spanned) + 2 != len(row.cells):
            return False
        return not self.language.remark(row.others[0].text) and len(row.cells) > 2

    def _taken_from_end(self, body: list[AlignedRow]) -> list[AlignedRow]:
        """Removes the rows of text at the end of a body and returns them: they belong to the next table."""
        taken: list[AlignedRow] = []
        while body and not body[-1].others:
            taken.insert(0, body.pop())
        return taken

    def _next(
        self,
        row: AlignedRow,
        above: list[AlignedRow],
        titles: list[AlignedRow],
        headers: list[AlignedRow],
    ) -> tuple[list[AlignedRow], list[AlignedRow], list[AlignedRow]]:
        """The titles and headers with which the next table begins at a row.

        Headers that date nothing stay in force below new dates; below a title without a date the dates stay,
        and the earlier title ends. So does a date that stands beside the headers, and `% of Total` where the
        new dates stand over other columns than the old.
        """
        if self._dates_words(row):
            undated = [title for title in titles if self.dated_heading(title) is None]
            return undated, [*(header for header in headers if not _beside(header, row)), row], []
        if not self.is_header(row):
            kept = [title for title in titles if self.dated_heading(title) is None]
            return [*kept, row], [self._undated(header) for header in headers], []
        anew = self.dates(row)
        kept = [header for header in headers if self.dates(header) != anew]
        first = next((header for header in headers if self.dates(header)), row)
        if anew and _extents(first) != _extents(row):
            kept = [header for header in kept if not self._tells_columns_apart(header)]
        return above, [*kept, row], []

    def _tells_columns_apart(self, header: AlignedRow) -> bool:
        """Whether headers say of columns that they show no amounts: `% of Total`, `% Change`."""
        return any(self.language.column_word(cell.text) is not None for cell in header.others)

    def _undated(self, header: AlignedRow) -> AlignedRow:
        """Headers without the date that stands in the place of the caption: `Quarter ended June 30, 2025`."""
        if not self._is_dated(header.stub):
            return header
        return replace(header, cells=(None, *header.cells[1:]))

    # Notes -------------------------------------------------------------------------------------------

    def _without_notes(self, rows: Sequence[AlignedRow]) -> Sequence[AlignedRow]:
        """The rows without the notes at the end:
        those with a mark in front, or sentences over the table's width.
        """
        end = len(rows)
        while end and rows[end - 1].alone:
            note = rows[end - 1].alone
            marked, whole = is_mark(note.split()[0]), note.endswith(".")
            wide = len(rows[end - 1].cells) in rows[end - 1].ends
            if not (marked and whole) and not ((marked or whole) and wide):
                break
            end -= 1
        return rows[:end]


def _is_of_words(row: AlignedRow) -> bool:
    """Whether words stand in several figure cells, maybe beside years: `2025 2024 Reported Organic`.

    `n/a`, dashes and `Up 9.1%` are no words.
    """
    texts = [without_raised(cell.text) for cell in row.others]
    long = [text for text in texts if len(text) >= _LONGER and any(map(str.isalpha, text))]
    words = [text for text in long if sum(map(str.isdigit, text)) <= 1]
    return len(words) + sum(map(is_year, texts)) == len(texts) > 1 and bool(words)


def _extents(row: AlignedRow) -> tuple[tuple[int, ...], frozenset[int]]:
    """The columns in which the cells of a row begin, and those over which they reach."""
    return tuple(at for at, cell in enumerate(row.cells) if at and cell is not None), frozenset(row.spanned)


def _texts(row: AlignedRow) -> tuple[str, ...]:
    return tuple(cell.text if cell is not None else "" for cell in row.cells)


def _beside(header: AlignedRow, row: AlignedRow) -> bool:
    """Whether two rows say the same of the columns beside the captions."""
    return _texts(header)[1:] == _texts(row)[1:]


def _has_amounts(rows: Sequence[AlignedRow]) -> bool:
    return any(is_figure(cell.text) for row in rows for cell in row.others)
