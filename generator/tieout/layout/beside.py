"""Tables with years in a column beside the captions, where each caption has a row for each year."""

from collections.abc import Sequence
from dataclasses import replace

from tieout.document import GridCell
from tieout.document.typography import is_year, without_raised
from tieout.layout.alignment import AlignedRow
from tieout.layout.parts import Part

# The captions, their years, and a column of figures at least; a series of years has two.
_COLUMNS, _SEVERAL = 3, 2
_YEARS = 1


def years_in_heads(part: Part) -> Part:
    """The table with its years as column headers instead; any other table is returned as it is.

    `Beauty | 2025 | 3,490` above `| 2024 | 3,550` becomes a row `Beauty` with a column for each year.
    """
    blocks = _blocks(part.body)
    years = [[_year(row) for row in block] for block in blocks if any(row.others for row in block)]
    if not years or None in years[0] or any(said != years[0] for said in years):
        return part
    count = len(years[0])
    headless = all(len(row.cells) <= _YEARS or row.cells[_YEARS] is None for row in part.headers)
    width = max(len(row.cells) for row in part.body)
    if count < _SEVERAL or len(set(years[0])) < count or width < _COLUMNS or not headless:
        return part
    first = next(block for block in blocks if block[0].others)
    heads = AlignedRow(
        first[0].line, (None, *(_head(row) for _ in range(_YEARS + 1, width) for row in first)), frozenset()
    )
    return replace(
        part,
        headers=(*(_spread(row, width, count) for row in part.headers), heads),
        body=tuple(_joined(block, width) for block in blocks),
    )


def _blocks(rows: Sequence[AlignedRow]) -> list[list[AlignedRow]]:
    """The rows grouped by caption: a row with a caption, then those that have none or repeat it."""
    blocks: list[list[AlignedRow]] = []
    for row in rows:
        last = blocks[-1][0] if blocks else None
        again = row.stub is None or (
            last is not None and last.stub is not None and row.stub.text == last.stub.text
        )
        if last is not None and last.others and row.others and again:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def _year(row: AlignedRow) -> str | None:
    """The year that stands beside a row's caption."""
    cell = row.cells[_YEARS] if len(row.cells) > _YEARS else None
    plain = without_raised(cell.text) if cell is not None else ""
    return plain if is_year(plain) else None


def _head(row: AlignedRow) -> GridCell | None:
    return row.cells[_YEARS]


def _spread(row: AlignedRow, width: int, count: int) -> AlignedRow:
    """A row of headers, each of which now spans a column for every year."""
    cells: list[GridCell | None] = [row.stub]
    for column in range(_YEARS + 1, width):
        cells += [row.cells[column] if column < len(row.cells) else None, *[None] * (count - 1)]
    # A header that reached to the left of the years begins at the first column behind them.
    ends = {1 + (column - _YEARS - 1) * count for column in row.ends if column > _YEARS}
    spanned = {
        1 + (column - _YEARS - 1) * count + more
        for column in range(_YEARS + 1, width)
        for more in range(count)
        if more or column in row.spanned
    }
    return AlignedRow(row.line, tuple(cells), frozenset(ends), frozenset(spanned))


def _joined(block: Sequence[AlignedRow], width: int) -> AlignedRow:
    """The rows of one caption as one row: in each column the cells of all years, side by side."""
    cells: list[GridCell | None] = [block[0].stub]
    for column in range(_YEARS + 1, width):
        cells += [row.cells[column] if column < len(row.cells) else None for row in block]
    return AlignedRow(block[0].line, tuple(cells), frozenset())
