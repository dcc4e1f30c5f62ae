"""Reads a release: tables of tab-separated cells between lines of prose, from a text or made of a page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from tieout.core import Finding, InputError, Place, read_number
from tieout.definitions import Company
from tieout.release.columns import without_currency
from tieout.release.html import read_page
from tieout.release.markup import decoded, is_html
from tieout.release.model import Cell, Head, Release, Row, Table, Unit
from tieout.release.words import Words, words_of

_MAX_BYTES = 20_000_000
_MAX_CELLS = 60
# A caption is short; a longer line above a table is a sentence that happens to stand there.
_MAX_CAPTION = 250
# A sentence may end with a quotation: `is counted under "Others."`
_QUOTES = "\"'”’"
# Where an editor ends a line, and nowhere else, so that a finding's line is the editor's.
_LINE_END = re.compile(r"\r\n|\r|\n")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# What a file begins with that is no text, and what it is.
_FORMATS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive, such as a Word document or a workbook",
    b"\xd0\xcf\x11\xe0": "a document of an older Office",
    b"{\\rtf": "rich text",
}


def read_release(path: Path, company: Company) -> Release:
    """Reads the text or HTML page at `path`, by what it holds. Raises InputError where it is unusable."""
    shown = str(path)
    data = _load(path, shown)
    _refuse_other(data, shown)
    words = words_of(company)
    if not is_html(data):
        lines = tuple(_LINE_END.split(_clean(_text(data, shown), shown)))
        return _release(
            Release(shown, (), lines), words, {}, "the text holds no table: no line has a tab in it"
        )
    page = read_page(_clean(decoded(data), shown), shown, words)
    bare = Release(shown, (), page.lines, page.sources)
    try:
        return _release(bare, words, page.ends, "the page holds no table with figures in it")
    except InputError as error:
        raise InputError(*(bare.located(finding) for finding in error.findings)) from None


def _release(bare: Release, words: Words, ends: Mapping[int, frozenset[int]], without: str) -> Release:
    """The release with the tables that its lines make; `without` says that they make none."""
    shown = bare.file
    tables: list[Table] = []
    captions: list[str] = []
    block: list[tuple[int, str]] = []

    def close_block() -> None:
        if block:
            above = tuple(captions) or (tables[-1].captions if tables else ())
            table = _table(len(tables) + 1, above, block, words, shown, ends)
            if tables and not captions:
                table = _continued(table, tables[-1])
            tables.append(table)
            block.clear()
            captions.clear()

    for number, line in enumerate(bare.lines, 1):
        if "\t" in line:
            block.append((number, line))
            continue
        close_block()
        short = line.strip() and len(line) <= _MAX_CAPTION
        if short and not line.rstrip().rstrip(_QUOTES).endswith("."):
            captions.append(line.strip())
    close_block()
    if not tables:
        raise InputError(
            Finding(
                "release.no-tables",
                without,
                "Tables are lines of cells, separated by tabs, or tables of a page.",
                (Place(shown),),
            )
        )
    return replace(bare, tables=tuple(tables))


def _refused(shown: str, code: str, message: str, mend: str, line: int = 0, column: int = 0) -> InputError:
    return InputError(Finding(f"input.{code}", message, mend, (Place(shown, line, column),)))


def _load(path: Path, shown: str) -> bytes:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise _refused(
                shown,
                "too-large",
                f"the release is larger than {_MAX_BYTES:,} bytes",
                "Is it the right file?",
            )
        return path.read_bytes()
    except OSError as error:
        raise _refused(
            shown, "unreadable", f"the release cannot be read: {error.strerror}", "Name a text file."
        ) from None


def _refuse_other(data: bytes, shown: str) -> None:
    """Raises InputError where a file is empty, or of a format that is neither text nor HTML."""
    if not data.strip():
        raise _refused(shown, "empty", "the file is empty", "Name the release as it was published.")
    found = next((what for start, what in _FORMATS.items() if data.startswith(start)), None)
    if found is not None:
        what = f"the file is {found}: it is neither UTF-8 text nor HTML"
        mend = "Save it as HTML, or as UTF-8 text with a tab between the cells of a table."
        raise _refused(shown, "format", what, mend)


def _text(data: bytes, shown: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(
            shown, "encoding", f"the release is not UTF-8 text (byte {error.start:,})", "Save it as UTF-8."
        ) from None


def _clean(text: str, shown: str) -> str:
    """The text, in which no control character is."""
    if match := _ILLEGAL.search(text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        raise _refused(
            shown,
            "control-character",
            f"there is a control character (U+{ord(match[0]):04X}) in the text",
            "Take it out: XML cannot carry it.",
            line,
            column,
        )
    return text


def _cells(number: int, line: str, shown: str) -> list[Cell]:
    cells, column = [], 1
    for text in line.split("\t"):
        # The sign is printed, so it stays in the text; what the amount is in says the unit.
        cells.append(Cell(text, number, column, read_number(without_currency(text.strip()))))
        column += len(text) + 1
    if len(cells) > _MAX_CELLS:
        raise InputError(
            Finding(
                "input.too-wide",
                f"line {number} has {len(cells)} cells",
                "Is it a table of a release?",
                (Place(shown, number),),
            )
        )
    return cells


def _table(
    number: int,
    captions: tuple[str, ...],
    block: list[tuple[int, str]],
    words: Words,
    shown: str,
    ends: Mapping[int, frozenset[int]],
) -> Table:
    lines = [_cells(line, text, shown) for line, text in block]
    # A caption may be printed as the first line of its table, above the heads.
    if len(lines) > 1 and _is_title(lines[0]) and not lines[1][0].text.strip() and _is_head(lines[1], words):
        captions = (*captions, lines.pop(0)[0].text.strip())
    count = 0
    while count < len(lines) and not lines[count][0].text.strip() and _is_head(lines[count], words):
        count += 1
    heads = _heads(lines[:count], max(len(cells) for cells in lines), words, ends)
    heads = _with_unit(heads, captions, words)
    return Table(number, captions, block[0][0], heads, tuple(_rows(lines[count:], words)))


def _continued(table: Table, before: Table) -> Table:
    """A table with the dated heads of the one right before it, where it has none and as many columns."""
    headless = not any(head.own for head in table.heads) and len(table.heads) == len(before.heads)
    dated = any(head.period is not None for head in before.heads)
    return replace(table, heads=before.heads) if headless and dated else table


def _with_unit(heads: tuple[Head, ...], captions: tuple[str, ...], words: Words) -> tuple[Head, ...]:
    """The heads, those that name no unit with that of the nearest line above the table that names one."""
    named = (words.unit_above(caption) for caption in reversed(captions))
    unit, said = next(((unit, said) for unit, said in named if unit is not None), (None, ""))
    return tuple(replace(head, unit=unit, unit_text=said) if head.unit is None else head for head in heads)


def _is_title(cells: list[Cell]) -> bool:
    return bool(cells[0].text.strip()) and not any(cell.text.strip() for cell in cells[1:])


def _is_head(cells: list[Cell], words: Words) -> bool:
    """A line without a caption is part of the head unless figures stand in it."""
    return not any(
        cell.reading.kind in ("number", "dash") and words.period(cell.text) is None for cell in cells[1:]
    )


def _heads(
    lines: list[list[Cell]], width: int, words: Words, ends: Mapping[int, frozenset[int]]
) -> tuple[Head, ...]:
    columns: list[_Column] = [_Column() for _ in range(width - 1)]
    for cells in lines:
        # A head stands above its column and, as far as nothing else is printed there, those to its right.
        # In a page its span may say how far.
        above: Cell | None = None
        stops = ends.get(cells[0].line, frozenset())
        for number, column in enumerate(columns, 1):
            if number in stops:
                above = None
            cell = cells[number] if number < len(cells) else None
            if cell is not None and cell.text.strip():
                above = cell
                column.own = True
                column.at, column.line = column.at or cell.column, column.line or cell.line
            if above is not None:
                column.add(above.text.strip(), words.unit(above.text))
    heads = [column.head(words) for column in columns]
    return _run_apart(heads, words)


@dataclass(slots=True)
class _Column:
    """What stands above a column, line by line."""

    parts: list[str] = field(default_factory=list)
    unit: Unit | None = None
    unit_text: str = ""
    at: int = 0
    line: int = 0
    own: bool = False

    def add(self, text: str, unit: Unit | None) -> None:
        if unit is not None:
            self.unit, self.unit_text = unit, text
        else:
            self.parts.append(text)

    def head(self, words: Words) -> Head:
        text = " ".join(self.parts)
        parts = [part for part in self.parts if not words.remark(part)]
        said = " ".join(parts)
        period, own_unit, own_text = words.head(said) if said else (None, None, "")
        # A period that the calendar does not have is not the day that it ends on.
        if period is None and len(parts) > 1 and words.lasting(said) is None:
            period = words.period(parts[-1])
        return Head(
            text=text,
            lines=tuple(self.parts),
            column=self.at,
            line=self.line,
            period=period,
            unit=self.unit or own_unit,
            unit_text=self.unit_text or own_text,
            own=self.own,
        )


def _run_apart(heads: list[Head], words: Words) -> tuple[Head, ...]:
    """Heads that have run together, `1Q17 1Q18`: those that no column before has, one for each column."""
    done: list[Head] = []
    for head in heads:
        periods = words.periods(head.text) if head.period is None and head.text else ()
        if len(periods) > 1:
            same = [other for other in done if other.mended == head.text]
            left = [p for p in periods if all(o.period != p for o in done if o.mended != head.text)]
            period = left[min(len(same), len(left) - 1)] if left else None
            done.append(replace(head, period=period, mended=head.text))
        else:
            done.append(head)
    return tuple(done)


def _rows(lines: list[list[Cell]], words: Words) -> list[Row]:
    rows: list[Row] = []
    under: list[str] = []
    after_heading = False
    for cells in lines:
        caption = " ".join(cells[0].text.split())
        heading = all(cell.reading.kind == "blank" for cell in cells[1:])
        if heading and not after_heading:
            # A heading among lines closes the headings of its own kind and below.
            while under and (caption.isupper() or not under[-1].isupper()):
                under.pop()
        rows.append(Row(caption, cells[0].line, tuple(cells[1:]), tuple(under), words.dated(caption)))
        if heading:
            under.append(caption)
        elif caption.casefold().startswith("total") and under:
            under.pop()
        after_heading = heading
    return rows
