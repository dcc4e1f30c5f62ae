"""Lays out the cells of a table (HTML, 4.9.12 "Processing model"): spans, rules, looks."""

from collections.abc import Iterator
from dataclasses import dataclass

from tieout.core import InputError, Place
from tieout.document.typography import is_dash, is_figure, is_mark, is_only_raised, is_rule, without_leaders
from tieout.sources.html.signs import mark_small, sign_slots, with_minus
from tieout.sources.html.text import Run, has_text, runs_of, text_of_runs
from tieout.sources.html.tree import Element
from tieout.sources.pieces import Piece, joined
from tieout.sources.reader import refused

# A column span is at most a thousand (HTML, 4.9.11), a row span ends with its group of rows.
_MAX_ACROSS = 1_000
_MAX_WIDTH = 2_000
_MAX_SLOTS = 2_000_000
_MAX_CELLS = 60
# A cell beside others that is longer is prose which a table lays out.
_LONG = 250
_GROUPS = {"table-header-group": 0, "table-row-group": 1, "table-footer-group": 2}


@dataclass(slots=True)
class TableRow:
    """A row of a table: its element, and its cells with text, with signs joined to their numbers."""

    element: Element
    pieces: list[Piece]


def row_elements(table: Element) -> list[list[Element]]:
    """The rows, group by group, in the order in which they are shown: the footer last."""
    groups: list[tuple[int, list[Element]]] = []
    loose: list[Element] = []
    for child in table.elements:
        display = child.look.display
        if display == "table-row":
            if not loose:
                groups.append((1, loose))
            loose.append(child)
        elif display in _GROUPS:
            rows = [row for row in child.elements if row.look.display == "table-row"]
            groups.append((_GROUPS[display], rows))
            loose = []
    return [rows for _, rows in sorted(groups, key=lambda group: group[0])]


def cells_of(row: Element) -> list[Element]:
    """The cells of a row that are there; an invisible one is there as well, but without text."""
    return [cell for cell in row.elements if cell.look.display == "table-cell"]


def laid_out(groups: list[list[Element]], shown: str) -> tuple[list[TableRow], int]:
    """The rows of a table with their cells in the columns that they cover, and the number of columns.

    `groups` are the elements of its rows by row group, the head first; no cell spans from one into the next.
    `shown` is the file's name in messages. Raises InputError where a row has too many cells.
    """
    layout = _Layout(shown)
    for group in groups:
        layout.add_group(group)
    mark_small([row.pieces for row in layout.rows])
    slots = sign_slots(row.pieces for row in layout.rows)
    for row in layout.rows:
        row.pieces = joined(with_minus(row.pieces, slots))
        if len(row.pieces) > _MAX_CELLS:
            raise too_wide(row.element, f"a row of a table has {len(row.pieces)} cells", shown)
    return layout.rows, layout.width


def has_figures(rows: list[TableRow]) -> bool:
    """Whether a table holds figures, and does not only lay out prose and the marks before it."""
    beside = [piece for row in rows for piece in row.pieces[1:]]
    firsts = [row.pieces[0] for row in rows if row.pieces]
    left = min((piece.start for piece in firsts), default=0)
    # A row may begin right of the labels.
    beside += [piece for piece in firsts if piece.start > left]
    figures = sum(is_figure(piece.text) for piece in beside)
    long = sum(len(piece.text) > _LONG for piece in beside)
    if long and figures < 2 * long:
        return False
    labels = [piece for piece in firsts if piece.start == left]
    if not figures and labels and all(is_mark(piece.text) for piece in labels):
        return False
    return figures > 0 or any(character.isdigit() for piece in beside for character in piece.text)


class _Layout:
    """Puts cells into the slots of a table, row by row."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self.rows: list[TableRow] = []
        self.width = 0
        self._slots = 0
        # The slots under which a rule is drawn, down to the row at hand.
        self._ruled: set[int] = set()

    def add_group(self, group: list[Element]) -> None:
        """Adds the rows of a group; its cells do not reach beyond it."""
        below: list[tuple[int, int, int]] = []
        for number, row in enumerate(group):
            below = [span for span in below if span[2] > number]
            self._add_row(row, number, len(group) - number, below)

    def _add_row(self, row: Element, number: int, left: int, below: list[tuple[int, int, int]]) -> None:
        taken = sorted((start, end) for start, end, _ in below)
        pieces: list[Piece] = []
        rules: set[int] = set()
        drawn_below: set[int] = set()
        at = 0
        for cell in cells_of(row):
            across = min(_count(cell, "colspan"), _MAX_ACROSS)
            down = min(_count(cell, "rowspan", zero=left), left)
            at = _free(at, taken)
            end = at + across
            self._refuse_width(cell, end, across * down)
            above, under = _rules_of(cell)
            if above or row.look.rule_above:
                self._ruled.update(range(at, end))
            if under or row.look.rule_below:
                drawn_below.update(range(at, end))
            piece = _piece(cell, at, end, down)
            if piece is not None and is_rule(piece.text):
                rules.update(range(at, end))
            elif piece is not None:
                pieces.append(piece)
            if down > 1:
                below.append((at, end, number + down))
            at = end
        if (
            pieces
            and pieces[0].start > 0
            and all(is_dash(piece.text) and len(piece.text) > 2 for piece in pieces)
        ):
            rules.update(slot for piece in pieces for slot in range(piece.start, piece.end))
            pieces = []
        self._rule(pieces)
        self._ruled = (set() if pieces else self._ruled) | rules | drawn_below
        self.rows.append(TableRow(row, pieces))

    def _rule(self, pieces: list[Piece]) -> None:
        if self._ruled:
            for piece in pieces:
                piece.ruled = any(slot in self._ruled for slot in range(piece.start, piece.end))

    def _refuse_width(self, cell: Element, end: int, slots: int) -> None:
        self.width = max(self.width, end)
        self._slots += slots
        if self.width > _MAX_WIDTH or self._slots > _MAX_SLOTS:
            what = f"the cells of a table span over {_MAX_WIDTH:,} columns or {_MAX_SLOTS:,} places"
            raise too_wide(cell, what, self._shown)


def too_wide(element: Element, what: str, shown: str) -> InputError:
    """The error for a table that is too large."""
    place = Place(shown, source=element.source)
    return refused(place, "too-wide", what, "Is it a table of a release?")


def _piece(cell: Element, start: int, end: int, down: int) -> Piece | None:
    """A cell with its text and look; None where nothing is visible in it."""
    runs = list(runs_of(cell))
    text = without_leaders(text_of_runs(runs))
    if not text:
        return None
    seen = [run for run in runs if run.text.strip()]
    return Piece(
        start,
        end,
        text,
        cell,
        down,
        mark=is_only_raised(text),
        header=cell.tag == "th",
        bold=all(run.look.bold for run in seen),
        indent=_indent(cell, runs),
        size=max(run.look.size for run in seen),
    )


def _rules_of(cell: Element) -> tuple[bool, bool]:
    """Whether rules are drawn above and below a cell's content: by the cell, or by
    paragraphs that fill it.
    """
    above, below = cell.look.rule_above, cell.look.rule_below
    for child in cell.elements:
        if child.look.display == "block":
            above = above or child.look.rule_above or child.tag == "hr"
            below = below or child.look.rule_below
    return above, below


def _indent(cell: Element, runs: list[Run]) -> int:
    """How far from the cell's edge its first line begins, in pixels."""
    indent, text_indent = cell.look.indent, cell.look.text_indent
    for block in _first_blocks(cell):
        indent, text_indent = indent + block.look.indent, block.look.text_indent
    first = "".join(run.text for run in runs)
    before = first[: len(first) - len(first.lstrip())]
    spaces = sum(character in "\u00a0\u2003\u2002\u3000" for character in before)
    return max(0, round(indent + text_indent + 4 * spaces))


def _first_blocks(cell: Element) -> Iterator[Element]:
    """The elements in which the cell's text begins, from the outermost."""
    at: Element | None = cell
    while at is not None:
        inner: Element | None = None
        for child in at.children:
            if isinstance(child, str):
                if child.strip():
                    return
            elif child.look.display != "none" and has_text(child):
                inner = child
                break
        if inner is not None:
            yield inner
        at = inner


def _free(at: int, taken: list[tuple[int, int]]) -> int:
    for start, end in taken:
        if start <= at < end:
            at = end
    return at


def _count(cell: Element, name: str, zero: int = 1) -> int:
    """A span (HTML, 2.3.4.2 "Non-negative integers"); `zero` is the value that 0 stands for."""
    digits = ""
    for character in (cell.attributes.get(name) or "").lstrip().removeprefix("+"):
        if not ("0" <= character <= "9") or len(digits) == 9:
            break
        digits += character
    return 1 if not digits else int(digits) or zero
