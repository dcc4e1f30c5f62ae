"""Tells digits grouped by spaces, `1 234 567`, from columns that are one space apart."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tieout.document.typography import is_year
from tieout.sources.spaced.chunks import Chunk, Line

_FIRST = re.compile(r"\(?[-−–]?\d{1,3}(?: \d{3})*")
_NEXT = re.compile(r"\d{3}(?:[.,]\d+)?\)?%?")
# Figures that are grouped in another way, or not at all.
_OTHERWISE = re.compile(r"\d[,.'’]\d{3}(?!\d)|\d{4}")


def with_groups(lines: Sequence[Line]) -> list[Line]:
    """The lines of a table with groups of digits joined, if no figure in it is grouped otherwise."""
    figures = [figure for line in lines for figure in line.figures]
    if any(_OTHERWISE.search(figure.text) and not is_year(figure.text) for figure in figures):
        return list(lines)
    return [replace(line, chunks=_grouped(line.chunks)) if line.figures else line for line in lines]


def _grouped(chunks: Sequence[Chunk]) -> tuple[Chunk, ...]:
    done: list[Chunk] = []
    for chunk in chunks:
        last = done[-1] if done else None
        if last is not None and _goes_on(last, chunk):
            done[-1] = Chunk(last.start, chunk.end, f"{last.text} {chunk.text}", True, last.sign)
        else:
            done.append(chunk)
    return tuple(done)


def _goes_on(last: Chunk, chunk: Chunk) -> bool:
    beside = last.figure and chunk.figure and not chunk.sign and chunk.start == last.end + 1
    return beside and _FIRST.fullmatch(last.text) is not None and _NEXT.fullmatch(chunk.text) is not None
