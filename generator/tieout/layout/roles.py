"""Tells the rows of a grid apart: titles, column headers, figures, notes; and where a table begins anew."""

from collections.abc import Iterator, Sequence

from tieout.document.typography import is_figure, is_mark, is_sign, is_year, without_raised
from tieout.language import Heading, Language
from tieout.layout.alignment import AlignedRow
from tieout.layout.blocks import year_of, years_above
from tieout.layout.parts import Part

# Longer than what stands in place of a figure that is not given: `n/a`, `NM`.
_LONGER = 4


class Roles:
    """Knows what a row is by its form and, where that is not enough, by the words of a language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def parts(self, rows: Sequence[AlignedRow]) -> Iterator[Part]:
        """The tables that a grid's rows make.

        A grid holds several where headers stand below figures, dated anew; where a heading without figures
        dates what follows, `Three months ended June 30, 2025` above a first block of rows; or where one title
        stands over all columns of figures: `Average fee per trade` below a block of `Total fees`. Years that
        stand above blocks of rows, below columns that name none, date what follows them, too.
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
        """The rows of one table; one of `years` above it is of all its columns."""
        year = next((year_of(row, self.language) for row in titles if row.line in years), None)
        return Part(tuple(titles), tuple(headers), tuple(body), year)

    # Rows --------------------------------------------------------------------------------------------

    def is_header(self, row: AlignedRow) -> bool:
        """Whether a row is one of column headers: no amount stands in it, and it dates or measures columns.

        Where the place of the caption is empty that is enough. Beside a caption a year may be an amount.
        """
        texts = [cell.text for cell in row.others]
        if not texts or any(self._is_amount(text) for text in texts):
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
        """Whether a row of headers dates its columns, or begins to: `Three months ended` above the days."""
        return any(is_year(without_raised(cell.text)) or self._dates(cell.text) for cell in row.others)

    def dated_heading(self, row: AlignedRow) -> Heading | None:
        """What a heading without figures says of a period, where it says nothing else."""
        heading = self.language.heading(row.alone) if row.alone else None
        if heading is None or heading.rest:
            return None
        lasts = heading.of is not None or heading.quarter is not None or heading.ended
        return heading if lasts or (heading.day is not None and heading.year is not None) else None

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
        """Whether a text is one of a column's header: a period, a unit, a kind of column, a remark."""
        language = self.language
        if self._dates(text) or language.unit(text) is not None or language.remark(text):
            return True
        return language.column_word(text) is not None

    def _explains(self, stub: str) -> bool:
        """Whether what stands in the place of the caption is of the headers: a unit, a remark, a date."""
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
        """The rows above the first one with an amount, and the others."""
        for count, row in enumerate(rows):
            if any(self._is_amount(cell.text) for cell in row.others):
                return list(rows[:count]), list(rows[count:])
        return list(rows), []

    def _split_top(
        self, top: Sequence[AlignedRow], years: frozenset[int], *, alone: bool
    ) -> tuple[list[AlignedRow], list[AlignedRow], list[AlignedRow]]:
        """Titles, headers and the headings of the first rows, of the rows above the first amount.

        Whatever stands above the last row of headers is a title or a header. A row of years beside a word,
        `EARNINGS  2025  2024`, is a header where nothing else dates the columns and something stands below
        it; `alone` says that nothing stands below the last one.
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
        """Whether a line by itself is of all that stands below it: a period, or `In millions`."""
        unit = self.language.unit(row.alone) if row.alone else None
        return self.dated_heading(row) is not None or (unit is not None and unit.scaled)

    def _measures(self, row: AlignedRow) -> bool:
        """Whether the place of the caption has a unit line or a remark: then words beside it are headers."""
        return row.stub is not None and self._explains(row.stub.text)

    def _names_years(self, row: AlignedRow) -> bool:
        """Whether a row of headers says the years of its columns."""
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
        if not _has_amounts(body) or not row.others:
            return False
        return self.is_header(row) and (self.dates(row) or not headers or self._is_title(row))

    def _is_title(self, row: AlignedRow) -> bool:
        """Whether a row is one title over all columns of figures, which says what stands below it."""
        if row.stub is not None or len(row.others) != 1 or len(row.spanned) + 2 != len(row.cells):
            return False
        return not self.language.remark(row.others[0].text) and len(row.cells) > 2

    def _taken_from_end(self, body: list[AlignedRow]) -> list[AlignedRow]:
        """The rows of text right above headers: they are of the table that begins there."""
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
        """The begin of the next table.

        What stands above columns and dates none is above its columns too; below a title that dates none the
        dates stay, and what the first title said is over.
        """
        if not self.is_header(row):
            kept = [title for title in titles if self.dated_heading(title) is None]
            return [*kept, row], list(headers), []
        anew = self.dates(row)
        kept = [header for header in headers if self.dates(header) != anew]
        return above, [*kept, row], []

    # Notes -------------------------------------------------------------------------------------------

    def _without_notes(self, rows: Sequence[AlignedRow]) -> Sequence[AlignedRow]:
        """The rows without the notes that end a table: a mark before them, a full stop, the table's width."""
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
    """Whether words stand in the places of several figures: no `n/a`, no dash, nor `Up 9.1%`."""
    texts = [without_raised(cell.text) for cell in row.others]
    long = [text for text in texts if len(text) >= _LONGER and any(map(str.isalpha, text))]
    words = [text for text in long if sum(map(str.isdigit, text)) <= 1]
    return len(words) == len(texts) > 1


def _texts(row: AlignedRow) -> tuple[str, ...]:
    return tuple(cell.text if cell is not None else "" for cell in row.cells)


def _has_amounts(rows: Sequence[AlignedRow]) -> bool:
    return any(is_figure(cell.text) for row in rows for cell in row.others)
