"""Sheets as an HTML page: cells that stand alone become paragraphs, the others tables."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from tieout.document.typography import is_figure, is_year
from tieout.sources.made import ORIGIN, frame, plain
from tieout.sources.office.cells import named
from tieout.sources.office.seen import Seen, Shown

_STEP = 12
# The Commission's own workbooks write the unit behind a title, in one cell: `BALANCE SHEETS - USD ($)`.
_TITLE = re.compile(r"\S - \S")
Row = list[Shown]


def page_of(sheets: Sequence[Seen]) -> str:
    """The page for a workbook's sheets, in order."""
    title = next((shown.text for seen in sheets for row in seen.rows for shown in row), "")
    body = "".join(part for seen in sheets for part in _sheet(seen))
    return frame(title, body)


def _sheet(seen: Seen) -> Iterator[str]:
    if not seen.rows:
        return
    if not _is_titled(seen):
        yield f'<h2 {ORIGIN}="{plain(named(seen.name, 1, 1).rpartition("!")[0])}">{plain(seen.name)}</h2>\n'
    rows = list(seen.rows)
    if (title := _title_beside_heads(rows[0])) is not None:
        yield from _titled(title, seen.name)
        rows[0] = rows[0][1:]
    for block in _blocks(rows):
        yield from _block(block, seen.name)


def _title_beside_heads(row: Row) -> Shown | None:
    """The title in the corner of a sheet, beside the headers of its columns; None where there is none.

    In the table it would stand over the captions only, so it goes above the table.
    """
    first = row[0]
    heads = len(row) > 1 and not any(
        one.number or is_figure(one.text) for one in row[1:] if not is_year(one.text)
    )
    return first if heads and not first.start and _TITLE.search(first.text) else None


def _titled(title: Shown, name: str) -> Iterator[str]:
    """A title, and on a line of its own the unit behind it: `BALANCE SHEETS - USD ($)`."""
    text, _, unit = title.text.rpartition(" - ")
    for part in (text, unit) if text else (unit,):
        yield f"<p {_origin(title, name)}>{plain(part)}</p>\n"


def _is_titled(seen: Seen) -> bool:
    """Whether a cell at the top has the sheet's name, which may be cut short and numbered."""
    name = " ".join(seen.name.split("_")[0].split()).casefold()
    cells = [shown.text for row in seen.rows[:3] for shown in row[:1]]
    return any(" ".join(text.split()).casefold().startswith(name) for text in cells)


def _blocks(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each table: a new one begins behind a blank row if it has column headers."""
    runs = [list(run) for filled, run in groupby(rows, key=bool) if filled]
    blocks: list[list[Row]] = []
    for run in runs:
        if blocks and not _has_heads(run):
            blocks[-1] += [[], *run]
        else:
            blocks.append(run)
    return blocks


def _has_heads(rows: Sequence[Row]) -> bool:
    """Whether rows begin with column headers: texts, days or years right of the captions, no figures."""
    beside = next((row for row in rows if not _is_alone(row)), None)
    if beside is None:
        return False
    right = [shown for shown in beside if shown.start > 0]
    return bool(right) and not any(is_figure(one.text) and not is_year(one.text) for one in right)


def _is_alone(row: Row) -> bool:
    """Whether a row is a line of text; text right of the captions stands over columns."""
    return len(row) == 1 and not row[0].start and not row[0].number and not is_figure(row[0].text)


def _block(rows: Sequence[Row], name: str) -> Iterator[str]:
    """A table as HTML; lines above and below it are paragraphs."""
    within = [number for number, row in enumerate(rows) if row and not _is_alone(row)]
    first, last = (within[0], within[-1]) if within else (len(rows), len(rows))
    for row in rows[:first]:
        yield from _paragraphs(row, name)
    if within:
        yield '<div class="table"><table>\n'
        yield from _rows(rows[first : last + 1], name)
        yield "</table></div>\n"
    for row in rows[last + 1 :]:
        yield from _paragraphs(row, name)


def _paragraphs(row: Row, name: str) -> Iterator[str]:
    for shown in row:
        yield f"<p {_origin(shown, name)}>{_content(shown)}</p>\n"


def _rows(rows: Sequence[Row], name: str) -> Iterator[str]:
    """The rows of a table as HTML; cells of rows above may reach into one."""
    reaching: list[tuple[int, int, int]] = []
    for row in rows:
        if not row:
            yield "<tr><td></td></tr>\n"
            continue
        parts = ["<tr>"]
        at = 0
        taken = {column for start, end, _ in reaching for column in range(start, end)}
        reaching = [(start, end, left - 1) for start, end, left in reaching if left > 1]
        for shown in row:
            parts += _blanks(at, shown.start, taken)
            parts.append(_cell(shown, name))
            at = shown.end
            if shown.down > 1:
                reaching.append((shown.start, shown.end, shown.down - 1))
        yield "".join(parts) + "</tr>\n"


def _blanks(start: int, end: int, taken: set[int]) -> Iterator[str]:
    count = sum(column not in taken for column in range(start, end))
    if count:
        yield f'<td colspan="{count}"></td>' if count > 1 else "<td></td>"


def _cell(shown: Shown, name: str) -> str:
    said = [_origin(shown, name)]
    if shown.end - shown.start > 1:
        said.append(f'colspan="{shown.end - shown.start}"')
    if shown.down > 1:
        said.append(f'rowspan="{shown.down}"')
    if shown.number or is_figure(shown.text):
        said.append('class="n"')
    style = [f"padding-left:{_STEP * shown.cell.style.indent}px"] if shown.cell.style.indent else []
    style += ["border-top:1px solid"] if shown.ruled else []
    style += ["border-bottom:1px solid"] if shown.below else []
    if style:
        said.append(f'style="{";".join(style)}"')
    return f"<td {' '.join(said)}>{_content(shown)}</td>"


def _origin(shown: Shown, name: str) -> str:
    return f'{ORIGIN}="{plain(named(name, shown.cell.row, shown.cell.column))}"'


def _content(shown: Shown) -> str:
    """The text of a cell as HTML; spaces before it indent a caption and are kept."""
    parts: list[str] = []
    for text, raised in shown.runs:
        if not parts:
            bare = text.lstrip(" ")
            text = "\u00a0" * (len(text) - len(bare)) + bare  # noqa: PLW2901
        said = "<br>".join(plain(line) for line in text.splitlines()) if text.strip() else plain(text)
        parts.append(f"<sup>{said}</sup>" if raised else said)
    said = "".join(parts)
    return f"<b>{said}</b>" if shown.cell.style.bold else said
