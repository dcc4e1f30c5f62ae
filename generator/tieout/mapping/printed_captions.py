"""Finds where the amounts of a caption stand in the text of the release, on one line or several."""

from collections.abc import Sequence

from tieout.core import Place
from tieout.layout import Row, tidy
from tieout.mapping.paired import Paired

# A caption is broken over no more lines than this.
_LINES = 6


class PrintedCaption:
    """A row's caption as the lines of the release print it: the amounts in it, each with its place."""

    def __init__(self, paired: Paired, row: Row) -> None:
        self._paired, self._row = paired, row
        self._lines = _lines_of(paired.release.lines, row)
        self._text = "\n".join(text for _, text in self._lines)
        self._groups = [
            group.amounts for group in paired.language.amounts_in(self._text) if group.amounts is not None
        ]

    def places(self, text: str, numbers: Sequence[str]) -> list[Place]:
        """The place of each number of a part of the caption; parts are asked for in their order."""
        for at, amounts in enumerate(self._groups):
            if amounts.texts == tuple(numbers):
                del self._groups[at]
                return [self._place(offset) for offset in amounts.places]
        return self._sought(text, numbers)

    def _sought(self, text: str, numbers: Sequence[str]) -> list[Place]:
        """The places of the numbers, searched one after the other,
        where the caption was changed when it was read.
        """
        at = max(self._text.find(text), 0)
        places = []
        for number in numbers:
            at = max(self._text.find(number, at), 0)
            places.append(self._place(at))
            at += len(number)
        return places

    def _place(self, offset: int) -> Place:
        for line, text in self._lines:
            if offset <= len(text):
                column = offset + (self._row.column if line == self._row.line else 1)
                break
            offset -= len(text) + 1
        else:
            line, column = self._row.line, self._row.column
        table = self._paired.table.caption
        return Place(self._paired.release.file, line, column, table, tidy(self._row.caption)[:60], "")


def _lines_of(lines: Sequence[str], row: Row) -> list[tuple[int, str]]:
    """The lines that print a row's caption, each with the text that belongs to it."""
    stubs = {
        number: lines[number - 1][row.column - 1 if number == row.line else 0 :].partition("\t")[0]
        for number in range(max(row.line - _LINES, 1), min(row.line + _LINES, len(lines) + 1))
    }
    caption = _words(row.caption)
    for first in range(row.line, row.line - _LINES, -1):
        said = ""
        for last in range(first, row.line + _LINES):
            if first not in stubs or last not in stubs:
                break
            said = _words(f"{said} {stubs[last]}")
            if last >= row.line and caption and said.startswith(caption):
                return [(number, stubs[number]) for number in range(first, last + 1)]
    return [(row.line, stubs.get(row.line, ""))]


def _words(text: str) -> str:
    return " ".join(text.split())
