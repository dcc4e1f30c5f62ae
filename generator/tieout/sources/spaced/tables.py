"""Finds the tables in preformatted text, and their cells."""

from tieout.document import Grid, GridCell, GridRow
from tieout.document.typography import is_only_raised
from tieout.sources.characters import seen
from tieout.sources.pieces import Piece, joined
from tieout.sources.spaced.chunks import Chunk, Line, line_of
from tieout.sources.spaced.columns import are_years
from tieout.sources.spaced.groups import with_groups
from tieout.sources.spaced.regions import regions
from tieout.sources.spaced.wide import WideHeads
from tieout.sources.tabbed import tabbed_grids

# In the label, two spaces may stand between words; more are another column.
_LABEL_GAP = 3


def typed_grids(lines: list[str], shown: str, first: int) -> list[Grid]:
    """The grids in preformatted text, set with tabs or spaces; `first` is the number of its first line."""
    if any("\t" in line.strip() for line in lines):
        return tabbed_grids(lines, shown, first)
    return spaced_grids(lines, [], first)


def spaced_grids(lines: list[str], marked: list[tuple[int, int]], first: int = 1) -> list[Grid]:
    """The grids of lines set with spaces; `marked` are the stretches that the text marks as tables."""
    parsed = [line_of(line) for line in lines]
    return [_grid(parsed[start:end], first + start) for start, end in regions(parsed, marked)]


def _grid(lines: list[Line], number: int) -> Grid:
    """The grid of some lines; `number` is that of the first line."""
    lines = with_groups(lines)
    wide = WideHeads.of(lines)
    columns = wide.columns
    first = next((at for at, line in enumerate(lines) if line.figures and not are_years(line)), 0)
    rows: list[GridRow] = []
    rules: tuple[Chunk, ...] = ()
    width = 0
    for at, line in enumerate(lines):
        below = lines[at + 1].rules if at + 1 < len(lines) else ()
        chunks = columns.parted(line, below)
        if at < first:
            chunks = wide.narrowed(lines, at, chunks)
        if not line.is_row:
            chunks = columns.over_rules(chunks, below)
        cells = _cells(chunks, columns.left, number + at, rules)
        rows.append(GridRow(number + at, cells))
        width = max([width, *(cell.end for cell in cells)])
        if line.rules or cells:
            # A double rule ends what stands above it, and begins nothing.
            rules = tuple(rule for rule in line.rules if "=" not in rule.text)
    return Grid(tuple(rows), width, characters=True)


def _cells(chunks: list[Chunk], left: int, number: int, rules: tuple[Chunk, ...]) -> tuple[GridCell, ...]:
    cells: list[GridCell] = []
    for piece in joined([_piece(chunk, rules) for chunk in _labels_joined(chunks, left)]):
        column = piece.origin
        assert isinstance(column, int)
        cells.append(piece.at(number, column))
    return tuple(cells)


def _labels_joined(chunks: list[Chunk], left: int) -> list[Chunk]:
    """The chunks, with parts of a label joined that are two spaces apart."""
    done: list[Chunk] = []
    for chunk in chunks:
        last = done[-1] if done else None
        label = last is not None and not last.figure and not chunk.figure and chunk.end <= left
        if last is not None and label and chunk.start - last.end < _LABEL_GAP:
            done[-1] = Chunk(last.start, chunk.end, f"{last.text} {chunk.text}")
        else:
            done.append(chunk)
    return done


def _piece(chunk: Chunk, rules: tuple[Chunk, ...]) -> Piece:
    text = seen(chunk.text)
    return Piece(
        chunk.start,
        chunk.end,
        text,
        (chunk.start if chunk.begin is None else chunk.begin) + 1,
        currency=chunk.sign,
        mark=is_only_raised(text),
        indent=0 if chunk.figure else chunk.start,
        ruled=any(rule.start < chunk.end and chunk.start < rule.end for rule in rules),
    )
