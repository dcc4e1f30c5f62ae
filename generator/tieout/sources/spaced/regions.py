"""Finds where tables begin and end in text set with spaces."""

from tieout.document.typography import is_year
from tieout.sources.spaced.chunks import Line
from tieout.sources.spaced.columns import edge_of
from tieout.sources.spaced.wide import WideHeads

# So many lines without text may stand inside a table.
_BLANKS = 3
# So far a label may reach into the first column of figures, whose widest may be wider in other rows.
_OVER = 4
# So many lines behind a heading a row of figures is looked for.
_AHEAD = 6
# The share of lines with a blank one behind them by which a text is set in double spacing.
_DOUBLE = 0.8


def regions(lines: list[Line], marked: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The tables as stretches [first, end) of lines, from their headers to their last row of figures.

    If every line is followed by a blank one, blank lines mean nothing.
    """
    kept = _without_spacing(lines)
    if len(lines) - len(kept) < _DOUBLE * sum(not line.blank for line in lines):
        return _regions(lines, marked)
    at = {number: index for index, number in enumerate(kept)}
    dense = [(at.get(start, 0), at.get(end, len(kept))) for start, end in marked]
    found = _regions([lines[number] for number in kept], dense)
    return [(kept[start], kept[end - 1] + 1) for start, end in found]


def _without_spacing(lines: list[Line]) -> list[int]:
    """The numbers of the lines, without the blank line behind each if the whole text is spaced so."""
    kept: list[int] = []
    behind = False
    for number, line in enumerate(lines):
        behind = line.blank and not behind
        if not behind:
            kept.append(number)
    return kept


def _regions(lines: list[Line], marked: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    for start, end in [*marked, (len(lines), len(lines))]:
        found += _unmarked(lines, at, start)
        rows = [number for number in range(start, end) if lines[number].is_row]
        if rows:
            found.append((_first_head(lines, rows[0], start, end), rows[-1] + 1))
        at = end
    return found


def _unmarked(lines: list[Line], start: int, end: int) -> list[tuple[int, int]]:
    """The tables in a stretch without marks for tables."""
    found: list[tuple[int, int]] = []
    at = start
    while at < end:
        if not lines[at].is_row:
            at += 1
            continue
        last = _last_row(lines, at, end)
        if _is_table(lines[at : last + 1]):
            found.append((_first_head(lines, at, found[-1][1] if found else start, last + 1), last + 1))
        at = last + 1
    return found


def _last_row(lines: list[Line], first: int, end: int) -> int:
    """The last row of the table whose first row is `first`; labels and headings may stand between rows."""
    last, left = first, lines[first].figures[0].start
    blanks = 0
    for number in range(first + 1, end):
        line = lines[number]
        blanks = blanks + 1 if line.blank else 0
        if line.is_row or (line.figures and _goes_on(lines[last], line)):
            last, left = number, min(left, line.figures[0].start)
        elif blanks > _BLANKS or not (
            line.blank or line.rules or _is_label(line, left) or _is_heading(lines, number, last, end)
        ):
            break
    return last


def _goes_on(row: Line, line: Line) -> bool:
    """Whether a line with one figure, a total without a label, ends where a figure of the row above does."""
    return len(line.chunks) == 1 and any(edge_of(line.figures[0]) == edge_of(one) for one in row.figures)


def _is_heading(lines: list[Line], number: int, last: int, end: int) -> bool:
    """Whether a line over the figures is a heading between rows: rows on both sides have the same columns."""
    if len(lines[number].chunks) > 1 or lines[number].figures:
        return False
    for line in lines[number + 1 : min(number + 1 + _AHEAD, end)]:
        if line.is_row:
            edges = {edge_of(figure) for figure in lines[last].figures}
            years = all(is_year(figure.text) for figure in line.figures)
            return not years and {edge_of(figure) for figure in line.figures} == edges
        if line.chunks and line.chunks[-1].end > lines[last].figures[0].start:
            return False
    return False


def _is_label(line: Line, left: int) -> bool:
    """Whether a line has text only in the place of labels, left of the figures."""
    return line.chunks[-1].end <= left + _OVER


def _is_table(lines: list[Line]) -> bool:
    """Whether rows form a table: there are several, and figures of two of them end at one edge."""
    edges = [edge_of(figure) for line in lines if line.is_row for figure in line.figures]
    return len(edges) > len(set(edges)) or len(edges) > 2


def _first_head(lines: list[Line], row: int, start: int, end: int) -> int:
    """The first line of headers above a table's first row: each has text over the columns of figures.

    A line behind a blank one is taken for a title, unless it has several texts.
    """
    wide = WideHeads.of(lines[row:end])
    left = wide.columns.left
    top = row
    blanks = 0
    for number in range(row - 1, start - 1, -1):
        line = lines[number]
        if line.rules:
            continue
        if line.blank:
            blanks += 1
            if blanks > _BLANKS:
                break
            continue
        over = any(chunk.start >= left - _OVER for chunk in wide.narrowed(lines, number, line.chunks))
        if over and (len(line.chunks) > 1 or not blanks or top == row):
            top, blanks = number, 0
        elif not _is_label(line, left) or (blanks and top < row):
            break
        else:
            blanks = 0
    return top
