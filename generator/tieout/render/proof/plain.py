"""A release of text for the frame: every line in its order, the lines of a table together, numbers marked."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from tieout.layout import Release
from tieout.render.proof.numbers import Number, Numbers

View = dict[str, Any]
Piece = str | View


def blocks(release: Release, numbers: Numbers) -> Iterator[View]:
    """The release's lines, those of a table together."""
    lines = (_line(number, line, numbers) for number, line in enumerate(release.lines, 1))
    for table, together in groupby(lines, lambda line: len(line["cells"]) > 1):
        yield {"table": table, "lines": list(together)}


def _line(number: int, text: str, numbers: Numbers) -> View:
    return {"number": number, "cells": _cells(_pieces(text, numbers.on(number)))}


def _pieces(line: str, numbers: list[Number]) -> Iterator[Piece]:
    done = 0
    for number in numbers:
        start = max(number.column - 1, done)
        end = max(start, number.column - 1 + len(number.printed))
        yield line[done:start]
        yield {
            "index": number.index,
            "shade": " ".join((number.shade, *number.marks)),
            # An empty cell that is spoken of has a sign of its own.
            "shown": line[start:end] or "∅",
        }
        done = end
    yield line[done:]


def _cells(pieces: Iterator[Piece]) -> list[list[Piece]]:
    """The pieces of a line by the cells that its tabs make."""
    cells: list[list[Piece]] = [[]]
    for piece in pieces:
        if not isinstance(piece, str):
            cells[-1].append(piece)
            continue
        first, *others = piece.split("\t")
        cells[-1].append(first)
        cells += [[other] for other in others]
    return cells
