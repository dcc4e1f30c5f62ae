"""The release's own footnotes: a note stands below its table, and is of what is marked as it is.

A mark stands behind the caption of a row, behind a column's header, or raised behind a figure itself. Of a
mark that no line begins with, or several do, nothing is said.
"""

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from tieout.core import Place
from tieout.document.typography import is_rule
from tieout.facts import FactSet
from tieout.layout import Release, Row, Table, marks, marks_of_figure, note


@dataclass(frozen=True, slots=True)
class Note:
    """What is noted below a table, without its mark, and the line that it begins at."""

    line: int
    text: str


Notes = dict[str, Note]
"""The notes below a table, by their marks."""


def noted(facts: FactSet, release: Release, language: str) -> FactSet:
    """The facts, each with the footnotes of its printings, in the language of the release."""
    notes = _Noted(release)
    found: dict[str, dict[str, None]] = {}
    for fact_id, printed in facts.printed:
        for text in notes.of(printed.place):
            found.setdefault(fact_id, {})[text] = None
    told = []
    for fact in facts.facts:
        own = tuple({language: text} for text in found.get(fact.id, ()))
        told.append(replace(fact, notes=(*fact.notes, *own)) if own else fact)
    return replace(facts, facts=tuple(told))


def lines_of_notes(release: Release) -> dict[str, int]:
    """The line at which each note begins, by its text."""
    found: dict[str, int] = {}
    for notes in _Noted(release).below.values():
        for one in notes.values():
            found.setdefault(one.text, one.line)
    return found


class _Noted:
    """Finds the notes of figures, by the places where these are printed."""

    def __init__(self, release: Release) -> None:
        self._release = release
        self._rows: dict[int, tuple[Table, Row]] = {}
        for table in release.tables:
            for row in table.rows:
                lines = (row.line, *(cell.line for cell in row.cells if cell.line))
                self._rows |= dict.fromkeys(lines, (table, row))
        self.below = dict(self._below())

    def of(self, place: Place) -> Iterator[str]:
        """The notes of the figure that is printed at a place, each once."""
        table, row = self._rows.get(place.line, (None, None))
        if table is None or row is None or not (notes := self.below[table.number]):
            return
        said = list(marks(row.caption))
        for number, cell in enumerate(row.cells, 1):
            if (cell.line, cell.column) == (place.line, place.column):
                said += marks_of_figure(cell.text)
                header = table.header(number)
                said += (mark for line in (header.lines if header else ()) for mark in marks(line))
        yield from dict.fromkeys(notes[mark].text for mark in said if mark in notes)

    def _below(self) -> Iterator[tuple[int, Notes]]:
        """The notes of each table, by its number: those before the next grid, which is another table's."""
        begins: dict[object, int] = {}
        for table in self._release.tables:
            line = min((row.line for row in table.rows), default=table.line)
            # Parts of one grid, such as tables side by side, have their notes together.
            name = _grid(table)
            begins[name] = min(begins.get(name, line), line)
        order = sorted({*begins.values(), len(self._release.lines) + 1})
        after = dict(pairwise(order))
        known = {line: self._between(line, after[line]) for line in set(begins.values())}
        for table in self._release.tables:
            yield table.number, known[begins[_grid(table)]]

    def _between(self, first: int, end: int) -> Notes:
        """The notes in some lines. What ends with a colon leads to the rows below, and says nothing alone."""
        lines = self._release.lines
        begun = {
            number: found
            for number in range(first, end)
            if not self._is_figures(number) and (found := note(lines[number - 1])) is not None
        }
        often = Counter(mark for mark, _ in begun.values())
        whole = {
            mark: Note(number, " ".join((text, *self._rest(number, end, begun))))
            for number, (mark, text) in begun.items()
        }
        return {
            mark: one
            for mark, one in whole.items()
            if often[mark] == 1 and not one.text.endswith((":", "："))
        }

    def _rest(self, number: int, end: int, begun: Container[int]) -> Iterator[str]:
        """The further lines of a note, up to an empty one; in a page a note is one line."""
        if self._release.sources:
            return
        for further in range(number + 1, end):
            text = " ".join(self._release.lines[further - 1].split())
            if not text or is_rule(text) or further in begun or self._is_figures(further):
                return
            yield text

    def _is_figures(self, number: int) -> bool:
        """Whether a line is one of a row with figures."""
        found = self._rows.get(number)
        return found is not None and not found[1].heading


def _grid(table: Table) -> object:
    """What tells the grid of a table from others; a table that says of none is one by itself."""
    return ("grid", table.grid) if table.grid else table.number
