"""Reads a page into the lines that a text of it would have: prose, and rows of cells between tabs.

Each line and each cell keeps the line of the file and the element that it was taken from.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from tieout.core import Source
from tieout.release.columns import Grid, Span, aligned, is_figure, is_mark, is_year, joined
from tieout.release.markup import (
    BLOCKS,
    has_text,
    is_hidden,
    line_of,
    parsed,
    raised,
    refused,
    spaced,
    tag_of,
    text_of,
)
from tieout.release.words import Words

# What a table may be at most. A browser takes no column span above a thousand.
_MAX_WIDTH = 1_000
_MAX_SLOTS = 2_000_000
# A cell beside others that is longer is prose which a table lays out.
_LONG = 250
# A line drawn by characters, as above a total.
_RULE = re.compile(r"[=_-]{3,}")
# What is said in brackets behind a date: `Three months ended June 30 (Millions)`.
_REMARK = re.compile(r"\([^()]*\)")
_REMARKED = re.compile(r",?\s*(?:\([^()]*\)\s*)+$|,$")
_ITEM = 2
_CELLS = frozenset(("td", "th"))
_PARTS = {"thead": 0, "tbody": 1, "tfoot": 2}


@dataclass(frozen=True, slots=True)
class Page:
    """A page as lines of text.

    `sources[line]` is where the line was taken from, or each of its cells in the row of a table; nothing for
    an empty line. `ends`, by the number of the line, are the cells (from 0) that no head to their left
    reaches.
    """

    lines: tuple[str, ...]
    sources: tuple[tuple[Source, ...], ...]
    ends: dict[int, frozenset[int]]


def read_page(text: str, shown: str, words: Words) -> Page:
    """The page as lines. Raises InputError where it is built to be no page that a person reads.

    `shown` is the file's name in messages; `words` tell which rows of a table are heads.
    """
    root = parsed(text, shown)
    reader = _Reader(shown, words)
    if root is not None:
        reader.flow(root)
        reader.end_block()
    return reader.page()


class _Reader:
    """Goes through a page once and makes its lines."""

    def __init__(self, shown: str, words: Words) -> None:
        self._shown = shown
        self._words = words
        self._lines: list[str] = []
        self._sources: list[tuple[Source, ...]] = []
        self._ends: dict[int, frozenset[int]] = {}
        self._line: list[str] = []
        self._at: etree._Element | None = None
        self._paths: dict[etree._Element, str] = {}

    def page(self) -> Page:
        """What has been read."""
        while self._lines and not self._lines[-1]:
            self._lines.pop()
            self._sources.pop()
        return Page(tuple(self._lines), tuple(self._sources), self._ends)

    def flow(self, element: etree._Element, block: etree._Element | None = None) -> None:
        """The lines of an element: a line for each paragraph, a row for each row of a table of figures.

        `block` is the paragraph that an element within a line stands in.
        """
        block = element if block is None else block
        self._say(element.text, block)
        for child in element:
            self._child(child, block)
            self._say(child.tail, block)

    def _child(self, child: etree._Element, block: etree._Element) -> None:
        tag = tag_of(child)
        if is_hidden(child):
            return
        if tag == "br":
            self._end_line()
        elif tag == "sup":
            self._say(raised(child), block)
        elif tag in BLOCKS:
            self.end_block()
            if tag == "table":
                self._table(child)
            elif tag == "pre":
                self._typed(child)
            else:
                self.flow(child)
            self.end_block()
        else:
            self.flow(child, block)

    def _typed(self, element: etree._Element) -> None:
        """Text as it was typed: its lines are lines, its tabs stand between cells."""
        for line in "".join(element.itertext()).split("\n"):
            text = "\t".join(spaced(cell).strip() for cell in line.split("\t"))
            if text:
                self._lines.append(text)
                self._sources.append((self._source(element),) * (text.count("\t") + 1))
            else:
                self.end_block()

    def _say(self, text: str | None, element: etree._Element) -> None:
        said = spaced(text)
        if said.strip() and self._at is None:
            self._at = element
        self._line.append(said)

    def _end_line(self) -> None:
        text = spaced("".join(self._line)).strip()
        if text and self._at is not None:
            self._lines.append(text)
            self._sources.append((self._source(self._at),))
        self._line, self._at = [], None

    def end_block(self) -> None:
        """Ends a paragraph or a table: an empty line keeps it apart from what follows."""
        self._end_line()
        if self._lines and self._lines[-1]:
            self._lines.append("")
            self._sources.append(())

    def _source(self, element: etree._Element) -> Source:
        return Source(line_of(element), self._path(element))

    def _path(self, element: etree._Element) -> str:
        """The element's XPath, kept for all elements beside it: asking for each anew would take squares."""
        if element not in self._paths:
            parent = element.getparent()
            if parent is None:
                self._paths[element] = f"/{element.tag}"
            else:
                above, seen = self._path(parent), Counter[str]()
                often = Counter(tag_of(child) for child in parent)
                for child in parent:
                    seen[tag := tag_of(child)] += 1
                    self._paths[child] = f"{above}/{tag}" + (f"[{seen[tag]}]" if often[tag] > 1 else "")
        return self._paths[element]

    # Tables ----------------------------------------------------------------------------------------------

    def _table(self, table: etree._Element) -> None:
        rows = self._rows(table)
        nested = any(inner is not table and not is_hidden(inner) for inner in table.iter("table"))
        grid = None if nested else self._grid(rows)
        if grid is None or not self._has_figures(grid):
            self._laid_out(rows)
            return
        self._write(table, grid)

    def _rows(self, table: etree._Element) -> list[etree._Element | list[etree._Element]]:
        """The rows in the order that they are shown in; text that stands between them comes first."""
        parts: list[tuple[int, etree._Element | list[etree._Element]]] = []
        loose: list[etree._Element] = []
        for number, owner in self._owners(table):
            self._say(owner.text, table)
            for child in owner:
                tag = tag_of(child)
                if is_hidden(child) or tag in ("col", "colgroup"):
                    pass
                elif tag in _CELLS:
                    # Broken markup: cells without a row are one.
                    if not loose or loose[-1].getnext() is not child:
                        loose = []
                        parts.append((number, loose))
                    loose.append(child)
                elif tag == "tr":
                    parts.append((number, child))
                elif tag not in _PARTS:
                    self._child(child, table)
                self._say(child.tail, table)
        self.end_block()
        return [row for _, row in sorted(parts, key=lambda part: part[0])]

    @staticmethod
    def _owners(table: etree._Element) -> Iterator[tuple[int, etree._Element]]:
        yield 1, table
        for child in table:
            if (tag := tag_of(child)) in _PARTS and not is_hidden(child):
                yield _PARTS[tag], child

    @staticmethod
    def _cells(row: etree._Element | list[etree._Element]) -> list[etree._Element]:
        return [child for child in row if tag_of(child) in _CELLS and not is_hidden(child)]

    def _laid_out(self, rows: list[etree._Element | list[etree._Element]]) -> None:
        """A table that only lays out: its cells are lines, a mark before an item in one line with it."""
        for row in rows:
            cells = [cell for cell in self._cells(row) if has_text(cell)]
            marked = len(cells) == _ITEM and is_mark(text_of(cells[0]))
            if marked and next(cells[1].iter("table"), None) is None:
                text = " ".join(text_of(cell) for cell in cells)
                self._say(text, cells[1])
                self.end_block()
                continue
            for cell in cells:
                self.flow(cell)
                self.end_block()

    def _grid(self, rows: list[etree._Element | list[etree._Element]]) -> Grid | None:
        """The cells in the columns that they are printed in; None where there is but one column."""
        texts: list[list[Span]] = []
        held: list[list[tuple[int, int]]] = []
        below: list[tuple[int, int, int]] = []
        width = slots = 0
        for number, row in enumerate(rows):
            line: list[Span] = []
            below = [span for span in below if span[2] > number]
            taken = sorted((start, end) for start, end, _ in below)
            at = 0
            for cell in self._cells(row):
                across, down = self._spans(cell, len(rows) - number)
                at = _free(at, taken)
                end = at + across
                width, slots = max(width, end), slots + across * down
                if width > _MAX_WIDTH or slots > _MAX_SLOTS:
                    raise refused(
                        "too-wide",
                        f"the cells of a table span over {_MAX_WIDTH:,} columns or {_MAX_SLOTS:,} places",
                        "Is it a table of a release?",
                        self._shown,
                        self._source(cell),
                    )
                text = text_of(cell)
                if text and not _RULE.fullmatch(text):
                    mark = self._only_mark(cell)
                    line.append(Span(at, end, self._unmarked(cell, text), cell, mark))
                if down > 1:
                    below.append((at, end, number + down))
                at = end
            line = joined(line)
            if line:
                texts.append(line)
                held.append(taken)
        grid = aligned(texts, held, width)
        return grid if grid.width > 1 else None

    def _spans(self, cell: etree._Element, rows_left: int) -> tuple[int, int]:
        """The columns and rows that a cell covers; a row span ends with the table."""
        across, down = _count(cell.get("colspan")), _count(cell.get("rowspan"), zero=rows_left)
        return across or 1, min(down, rows_left) or 1

    @staticmethod
    def _only_mark(cell: etree._Element) -> bool:
        """Whether a footnote mark is all that a cell holds."""
        mark = next(cell.iter("sup"), None)
        return mark is not None and text_of(cell) == raised(mark)

    def _unmarked(self, cell: etree._Element, text: str) -> str:
        """An amount or a date without the footnote mark raised beside it, unless that may be a power."""
        marks = [raised(mark) for mark in cell.iter("sup")]
        if not marks or not marks[-1] or not text.endswith(marks[-1]):
            return text
        bare = text.removesuffix(marks[-1]).strip()
        if is_year(bare) or self._words.period(bare) is not None:
            return bare
        power = bare.isdigit() and marks[-1][0] in "⁰¹²³⁴⁵⁶⁷⁸⁹"
        return bare if is_figure(bare) and not power else text

    @staticmethod
    def _has_figures(grid: Grid) -> bool:
        """Whether a table holds figures, or only lays out prose and the marks before it."""
        cells = [cell for row in grid.rows for cell in row[1:] if cell is not None]
        if any(len(cell.text) > _LONG for cell in cells):
            return False
        firsts = [row[0].text for row in grid.rows if row[0] is not None]
        items = firsts and all(is_mark(first) for first in firsts)
        if grid.width == _ITEM and items and not any(is_figure(cell.text) for cell in cells):
            return False
        return any(is_figure(cell.text) or any(c.isdigit() for c in cell.text) for cell in cells)

    def _write(self, table: etree._Element, grid: Grid) -> None:
        top, end = self._titles(grid)
        for row in grid.rows[:top]:
            self._write_alone(row)
        rows = [_Line(*row) for row in zip(grid.rows[top:end], grid.ends[top:end], strict=True)]
        above: list[_Line] = []
        for part in self._parts(rows):
            heads, lines = self._heads(part)
            self.end_block()
            self._write_rows(table, [*above, *heads], lines)
            # What stands above columns and dates none is above those of the next part as well.
            above = [*above, *(line for line in heads if not self._dates(line.cells))]
        self.end_block()
        for row in grid.rows[end:]:
            self._write_alone(row)

    def _parts(self, rows: list["_Line"]) -> Iterator[list["_Line"]]:
        """The rows from heads to the next heads: a table may begin anew for other periods."""
        part: list[_Line] = []
        figures = False
        for line in rows:
            if figures and self._is_head(line.cells) and self._dates(line.cells):
                yield part
                part, figures = [], False
            part.append(line)
            figures = figures or not self._is_head(line.cells)
        if part:
            yield part

    def _dates(self, cells: tuple[Span | None, ...]) -> bool:
        """Whether a head dates its columns, or begins to: with days, or with what the days follow below."""
        stub, *others = cells
        texts = [cell.text for cell in others if cell is not None]
        beside = stub is not None and any(self._dated_by(stub.text, text) for text in texts)
        return beside or any(is_year(text) or self._words.begins(text) for text in texts)

    def _dated_by(self, stub: str, text: str) -> str:
        """A head with what stands beside it: `Three months ended June 30` and `2018`; nothing if no date."""
        for stem in dict.fromkeys((stub, _REMARKED.sub("", stub))):
            if not stem or self._words.remark(stem):
                continue
            for said in (f"{stem} {text}", f"{stem}, {text}"):
                if self._words.period(said) is not None or self._words.lasting(said) is not None:
                    return said
        return ""

    def _write_rows(self, table: etree._Element, heads: list["_Line"], rows: list["_Line"]) -> None:
        percents = {
            at
            for head in heads
            for at, cell in enumerate(head.cells)
            if cell is not None and (unit := self._words.unit(cell.text)) and unit.measure == "pure"
        }
        for line in (*heads, *rows):
            there = next((cell.at for cell in line.cells if cell is not None), None)
            whole = there.getparent() if isinstance(there, etree._Element) else None
            texts = []
            for at, cell in enumerate(line.cells):
                text = "" if cell is None else cell.text
                # Under a head that says % the sign says nothing more.
                texts.append(text.removesuffix("%") if at in percents and is_figure(text) else text)
            self._lines.append("\t".join(texts))
            self._sources.append(
                tuple(
                    self._source(cell.at if cell is not None else table if whole is None else whole)
                    for cell in line.cells
                )
            )
            self._ends[len(self._lines)] = line.ends

    def _write_alone(self, row: tuple[Span | None, ...]) -> None:
        for cell in row:
            if cell is not None:
                self._write_lines(cell)

    def _write_lines(self, cell: Span) -> None:
        """A cell as lines: as it is broken into lines, unless other cells have been joined to it."""
        if text_of(cell.at) == cell.text:
            self.flow(cell.at)
        else:
            self._say(cell.text, cell.at)
        self._end_line()

    def _titles(self, grid: Grid) -> tuple[int, int]:
        """The rows between the titles above the heads and the notes that span the table at its end."""

        def alone(number: int) -> str:
            first, *others = grid.rows[number]
            return first.text if first is not None and not any(others) else ""

        top, end = 0, len(grid.rows)
        while top < end and alone(top):
            top += 1
        # Above a row that is no head it is a heading.
        if top < end and not self._is_head(grid.rows[top]):
            top = 0
        while end > top and (note := alone(end - 1)):
            marked, whole = is_mark(note.split()[0]), note.endswith(".")
            if not (marked and whole) and not ((marked or whole) and grid.width in grid.ends[end - 1]):
                break
            end -= 1
        return top, end

    def _heads(self, rows: list["_Line"]) -> tuple[list["_Line"], list["_Line"]]:
        """The heads as a text has them, nothing beside them and each date in one line; and the other rows.

        What a head has beside it, such as `(in millions)`, is a line above the table.
        """
        done: list[_Line] = []
        for count, line in enumerate(rows):
            if not self._is_head(line.cells):
                return done, rows[count:]
            stub, *cells = line.cells
            if stub is not None and any(cell and self._dated_by(stub.text, cell.text) for cell in cells):
                cells = [cell and replace(cell, text=self._beside(stub.text, cell.text)) for cell in cells]
                self._say(" ".join(_REMARK.findall(stub.text)), stub.at)
                self._end_line()
            elif stub is not None and stub.text.endswith(","):
                cells = [cell and replace(cell, text=f"{stub.text} {cell.text}") for cell in cells]
            elif stub is not None:
                self._write_lines(stub)
            head = _Line((None, *cells), line.ends)
            folded = _folded(done[-1], head) if done else None
            if folded is not None:
                done[-1] = folded
            else:
                done.append(head)
        return done, []

    def _beside(self, stub: str, text: str) -> str:
        return self._dated_by(stub, text) or text

    def _is_head(self, cells: tuple[Span | None, ...]) -> bool:
        """Whether a row is a head: it has no amount, and where it has a caption, dates or units."""
        stub, texts = cells[0], [cell.text for cell in cells[1:] if cell is not None]
        if any(is_figure(text) and not is_year(text) for text in texts):
            return False
        if stub is None:
            return True
        # A year beside a caption may be an amount, unless the caption says that it is none.
        dates = (
            stub.text.endswith(",") or stub.text.startswith("(") or self._words.unit(stub.text) is not None
        )
        return any(
            (dates and is_year(text))
            or self._words.period(text)
            or self._words.unit(text)
            or self._dated_by(stub.text, text)
            for text in texts
        )


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a grid, and the columns that no head to their left reaches."""

    cells: tuple[Span | None, ...]
    ends: frozenset[int]


def _folded(above: _Line, line: _Line) -> _Line | None:
    """A row of years folded into the days and months above it; None where it is no such row."""
    over: list[Span | None] = []
    for at, head in enumerate(above.cells):
        reach = over[-1] if over and at not in above.ends else None
        over.append(head if head is not None else reach)
    years = {at for at, cell in enumerate(line.cells) if cell is not None and is_year(cell.text)}
    if not years or any((head := over[at]) is None or not head.text.endswith(",") for at in years):
        return None
    dated = [over[at] for at in years]
    cells: list[Span | None] = []
    for at, (head, cell) in enumerate(zip(above.cells, line.cells, strict=True)):
        top = over[at] if at in years else None if head in dated else head
        texts = [one.text for one in (top, cell) if one is not None]
        cells.append(replace(cell or top, text=" ".join(texts)) if (cell or top) else None)  # type: ignore[type-var]
    return _Line(tuple(cells), above.ends | line.ends)


def _free(at: int, taken: list[tuple[int, int]]) -> int:
    for start, end in taken:
        if start <= at < end:
            at = end
    return at


def _count(text: str | None, zero: int = 1) -> int:
    match = re.match(r"\s*\+?(\d+)", text or "")
    if match is None:
        return 1
    # More digits than a number of columns has; int() of millions of them takes its time.
    count = int(match[1][:10])
    return count or zero
