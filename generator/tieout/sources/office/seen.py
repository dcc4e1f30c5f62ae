"""What a person sees of a sheet: the rows of visible cells as they are shown."""

from bisect import bisect_left
from dataclasses import dataclass, field

from tieout.sources.office.cells import Cell, Run, Sheet
from tieout.sources.office.formats import number_shown, text_shown


@dataclass(frozen=True, slots=True)
class Shown:
    """A visible cell, in the columns [start, end) and over `down` of the visible rows.

    `ruled`: a rule is drawn above it; `below`: one is drawn below it.
    """

    cell: Cell
    start: int
    end: int
    down: int
    runs: tuple[Run, ...]
    number: bool
    ruled: bool
    below: bool

    @property
    def text(self) -> str:
        """Its text."""
        return "".join(text for text, _ in self.runs).strip()


@dataclass(slots=True)
class Seen:
    """The visible rows of a sheet that hold anything; a blank row is empty.

    `hidden` are cells with content that show nothing.
    """

    name: str
    rows: list[list[Shown]] = field(default_factory=list)
    hidden: list[Cell] = field(default_factory=list)

    @property
    def widest(self) -> int:
        """The number of cells in its longest row."""
        return max(map(len, self.rows), default=0)


def seen_of(sheet: Sheet, *, since_1904: bool) -> Seen:
    """The visible part of a sheet."""
    seen = Seen(sheet.name)
    texts: dict[tuple[int, int], tuple[tuple[Run, ...], bool]] = {}
    anchors = {(area[0], area[1]): area for area in sheet.merged}
    covered = _covered(sheet)
    for at, cell in sheet.cells.items():
        if at in covered:
            continue
        runs, number = _shown(cell, since_1904)
        filled = cell.number is not None or any(text.strip() for text, _ in cell.runs)
        if not filled:
            continue
        white = cell.style.white and not sheet.painted
        if not _is_seen(sheet, anchors.get(at, (*at, *at))) or white or not _text(runs):
            seen.hidden.append(cell)
        else:
            texts[at] = (runs, number)
    columns = _columns(sheet, texts, anchors)
    rows = sorted({_first_row(sheet, at, anchors) for at in texts})
    by_row: dict[int, list[Shown]] = {}
    for at, (runs, number) in texts.items():
        area = anchors.get(at, (*at, *at))
        start = bisect_left(columns, area[1])
        end = max(bisect_left(columns, area[3] + 1), start + 1)
        row = _first_row(sheet, at, anchors)
        down = max(bisect_left(rows, area[2] + 1) - bisect_left(rows, row), 1)
        style = sheet.cells[at].style
        over = sheet.cells.get((area[0] - 1, area[1]))
        under = sheet.cells.get((area[2] + 1, area[1]))
        ruled = style.above or (over is not None and over.style.below)
        below = style.below or (under is not None and under.style.above)
        by_row.setdefault(row, []).append(
            Shown(sheet.cells[at], start, end, down, runs, number, ruled, below)
        )
    last = 0
    for row in rows:
        # Where rows are blank or hidden, one blank row stands for all.
        if last and _blank_between(sheet, last, row):
            seen.rows.append([])
        seen.rows.append(sorted(by_row[row], key=lambda shown: shown.start))
        last = row
    return seen


def _shown(cell: Cell, since_1904: bool) -> tuple[tuple[Run, ...], bool]:
    """The text that a cell shows, and whether it is a number."""
    if cell.number is not None:
        text = number_shown(cell.number, cell.style.format, since_1904=since_1904)
        return ((text, cell.style.raised),), True
    text = cell.text
    shown = text_shown(text, cell.style.format)
    return (cell.runs if shown.strip() == text.strip() else ((shown, False),)), False


def _text(runs: tuple[Run, ...]) -> str:
    return "".join(text for text, _ in runs).strip()


def _covered(sheet: Sheet) -> set[tuple[int, int]]:
    """The cells with content that a merged area covers."""
    found: set[tuple[int, int]] = set()
    for top, left, bottom, right in sheet.merged:
        inside = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        found.update(at for at in inside if at != (top, left) and at in sheet.cells)
    return found


def _is_seen(sheet: Sheet, area: tuple[int, int, int, int]) -> bool:
    """Whether any part of an area is visible."""
    top, left, bottom, right = area
    rows = any(row not in sheet.hidden_rows for row in range(top, bottom + 1))
    return rows and any(not sheet.hides_column(column) for column in range(left, right + 1))


def _first_row(
    sheet: Sheet, at: tuple[int, int], anchors: dict[tuple[int, int], tuple[int, int, int, int]]
) -> int:
    """The first visible row of a cell that spans rows, of which the upper ones may be hidden."""
    bottom = anchors[at][2] if at in anchors else at[0]
    return next((row for row in range(at[0], bottom + 1) if row not in sheet.hidden_rows), at[0])


def _columns(
    sheet: Sheet,
    texts: dict[tuple[int, int], tuple[tuple[Run, ...], bool]],
    anchors: dict[tuple[int, int], tuple[int, int, int, int]],
) -> list[int]:
    """The visible columns with any content."""
    found: set[int] = set()
    for at in texts:
        right = anchors[at][3] if at in anchors else at[1]
        found.add(next((one for one in range(at[1], right + 1) if not sheet.hides_column(one)), at[1]))
    return sorted(found)


def _blank_between(sheet: Sheet, above: int, below: int) -> bool:
    """Whether a row between two others is visible and blank."""
    return any(row not in sheet.hidden_rows for row in range(above + 1, min(below, above + 2_000)))
