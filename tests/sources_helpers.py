"""What the tests of the sources share: documents read from bytes, and what is seen of them at one look."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tieout.core import Finding, InputError
from tieout.document import Document, Grid, GridCell
from tieout.sources import read_document

Read = Callable[[str | bytes], Document]


def reader(folder: Path, name: str) -> Read:
    def run(content: str | bytes) -> Document:
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_document(path)

    return run


def texts(grid: Grid) -> list[list[str]]:
    """The texts of a grid's rows, blank rows left out."""
    return [[cell.text for cell in row.cells] for row in grid.rows if row.cells]


def grid_of(document: Document) -> list[list[str]]:
    """The texts of the only grid."""
    (grid,) = document.grids
    return texts(grid)


def cell(document: Document, text: str) -> GridCell:
    """The only cell with that text."""
    (found,) = [c for grid in document.grids for row in grid.rows for c in row.cells if c.text == text]
    return found


def spans(grid: Grid) -> list[list[tuple[int, int, str]]]:
    return [[(c.start, c.end, c.text) for c in row.cells] for row in grid.rows if row.cells]


def prose(document: Document) -> list[str]:
    """The lines with text that no grid covers."""
    covered = {row.line for grid in document.grids for row in grid.rows}
    return [line for number, line in enumerate(document.lines, 1) if line.strip() and number not in covered]


def said(document: Document) -> list[str]:
    """The lines with text."""
    return [line for line in document.lines if line.strip()]


def worked() -> float:
    """The seconds that the processor has worked for this process and those that it has waited for.

    A bound on them holds on a machine that does other work, too.
    """
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def refusal(run: Callable[[], object]) -> Finding:
    with pytest.raises(InputError) as caught:
        run()
    (finding,) = caught.value.findings
    assert finding.mend
    assert finding.places[0].file
    return finding


def check(document: Document) -> None:
    """What holds of every document: places are those of the lines, and cells stand beside each other."""
    for grid in document.grids:
        for row in grid.rows:
            end = 0
            for one in row.cells:
                assert one.text == one.text.strip() != ""
                assert end <= one.start < one.end <= grid.width
                end = one.end
                assert 1 <= one.line <= len(document.lines)
                assert 1 <= one.column <= len(document.lines[one.line - 1])
    if document.sources:
        assert len(document.sources) == len(document.lines)
        for line, sources in zip(document.lines, document.sources, strict=True):
            assert len(sources) == (line.count("\t") + 1 if line else 0)
