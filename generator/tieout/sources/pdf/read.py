"""Makes a page of a PDF. This runs in a process of its own (`tieout.sources.pdf.apart`)."""

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tieout.core import Finding, Place, Severity, Source
from tieout.sources.made import Made, frame
from tieout.sources.pdf.columns import table_of
from tieout.sources.pdf.glyphs import TooManyGlyphsError, sheets_of
from tieout.sources.pdf.lines import LOST, Line, lines_of
from tieout.sources.pdf.marks import Rule, Told
from tieout.sources.pdf.opened import Opened
from tieout.sources.pdf.paged import Block, goes_on, html_of, with_rest
from tieout.sources.pdf.pieces import pieces_of
from tieout.sources.pdf.regions import Region, Row, regions_of
from tieout.sources.pdf.tabled import Table
from tieout.sources.reader import refused

# So many pages are named in a message.
_SEVERAL = 6
_NUMBER = re.compile(r"(?<![\d,.])\d{1,4}(?![\d,.])")
_LONGEST = 60
# So many pages have to begin with a line for it to be of them all, and not of what stands below.
_RUNNING = 3

MOST_SCANS = 40
"""So many pages of a document are read as scans: a few seconds each."""
Scan = Callable[[Any, int], list[Line]]
"""What reads an open page of which there is only a picture, by its number."""


@dataclass(frozen=True, slots=True)
class Paper:
    """The content of a page, with its number: its lines from top to bottom, and its rules."""

    number: int
    lines: list[Line]
    rules: list[Rule]


def made(data: bytes, shown: str, scan: Scan | None = None, without: str = "") -> Made:
    """The page made of a PDF. Raises InputError where nothing of it can be read.

    `scan` reads pages without letters, or with letters that have no names. `without` is what has to be
    installed for that.
    """
    told = Told()
    with Opened(data, shown) as opened:
        papers = [
            paper for number in range(1, opened.pages + 1) for paper in _page(opened, number, told, shown)
        ]
        bare = sorted({*told.pictures, *told.unmapped})
        if scan is not None and len(bare) <= MOST_SCANS:
            papers += [_scanned(opened, number, told, scan) for number in bare]
            papers.sort(key=lambda paper: paper.number)
    if not any(paper.lines for paper in papers):
        raise _unreadable(told, without, shown)
    return Made(set_out(papers), tuple(_findings(told, [paper.lines for paper in papers], without, shown)))


def set_out(papers: Sequence[Paper]) -> str:
    """The page for the lines of all PDF pages: tables and paragraphs in order."""
    bare = list(_without_numbers([paper.lines for paper in papers]))
    running = _running(bare)
    blocks: list[Block] = []
    for paper, some in zip(papers, bare, strict=True):
        _add(blocks, list(_blocks(paper, some, running)))
    title = next((" ".join(word.text for word in line.words) for some in bare for line in some), "")
    return frame(title, html_of(blocks))


def _page(opened: Opened, number: int, told: Told, shown: str) -> Iterator[Paper]:
    try:
        with opened.page(number) as page:
            for sheet in sheets_of(page, number, told):
                yield Paper(number, lines_of(sheet), sheet.rules)
    except TooManyGlyphsError:
        raise refused(
            Place(shown),
            "too-large",
            f"page {number} has more letters than a page holds",
            "Is it the right file?",
        ) from None


def _scanned(opened: Opened, number: int, told: Told, scan: Scan) -> Paper:
    with opened.page(number) as page:
        paper = Paper(number, scan(page, number), [])
    if paper.lines:
        told.scanned.append(number)
        for pages in (told.pictures, told.unmapped):
            if number in pages:
                pages.remove(number)
    return paper


def _blocks(paper: Paper, lines: Sequence[Line], running: Container[int]) -> Iterator[Block]:
    """The blocks of a page. The line that each page begins with heads no column of a table below it."""
    first = list(lines[:1]) if lines and id(lines[0]) in running else []
    prose: list[Row] = [Row(line, pieces_of(line)) for line in first]
    for one in regions_of(lines[len(first) :]):
        if isinstance(one, Region):
            if prose:
                yield prose
                prose = []
            yield table_of(one, paper.rules)
        else:
            prose.append(one)
    if prose:
        yield prose


def _add(blocks: list[Block], more: list[Block]) -> None:
    """Adds the blocks of a page to those before; a table may continue from page to page."""
    last = blocks[-1] if blocks else None
    at = next((n for n, one in enumerate(more[:2]) if isinstance(one, Table)), None)
    # A heading at the foot of a page, below a table, is of what follows.
    foot = last if isinstance(last, list) and len(blocks) > 1 else []
    before = blocks[-2] if foot else last
    first = more[at] if at is not None else None
    if isinstance(before, Table) and isinstance(first, Table):
        between = [*foot, *(row for one in more[:at] if isinstance(one, list) for row in one)]
        if goes_on(before, first, between):
            blocks[-2 if foot else -1 :] = [with_rest(before, between, first)]
            more = more[at + 1 :] if at is not None else []
            last = None
    if isinstance(last, list) and more and isinstance(more[0], list):
        last += more[0]
        more = more[1:]
    blocks += more


def _without_numbers(pages: Sequence[list[Line]]) -> Iterator[list[Line]]:
    """The lines of each page, without page numbers at top and bottom."""
    ends: dict[tuple[int, int, str], list[int]] = {}
    for lines in pages:
        for at, line in _ends(lines):
            for key in _counts(at, line):
                ends.setdefault(key, []).append(line.page)
    for lines in pages:
        away = {id(line) for at, line in _ends(lines) if any(len(ends[key]) > 1 for key in _counts(at, line))}
        yield [line for line in lines if id(line) not in away]


def _running(pages: Sequence[Sequence[Line]]) -> frozenset[int]:
    """The lines, by identity, that several pages begin with, the same at the same place."""
    found: dict[tuple[str, int, int], list[int]] = {}
    for lines in pages:
        for line in lines[:1]:
            text = " ".join(word.text for word in line.words)
            found.setdefault((text, round(line.left), round(line.base)), []).append(id(line))
    return frozenset(one for same in found.values() if len(same) >= _RUNNING for one in same)


def _ends(lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """The first and the last line of a page."""
    if lines:
        yield from ((0, lines[0]), (-1, lines[-1]))


def _counts(at: int, line: Line) -> Iterator[tuple[int, int, str]]:
    """What lines with page numbers have in common: all but a number at a fixed distance from the page's."""
    text = " ".join(word.text for word in line.words)
    if len(text) > _LONGEST:
        return
    for found in _NUMBER.finditer(text):
        yield at, int(found[0]) - line.page, f"{text[: found.start()]}#{text[found.end() :]}"


def _unreadable(told: Told, without: str, shown: str) -> Exception:
    how = f"To have it read as a scan, install {without}; or ask" if without else "Ask"
    if told.unmapped:
        return refused(
            Place(shown),
            "fonts",
            "the fonts of the PDF do not say which letters they have: what is read of it would be garbage",
            f"{how} for the document in another form, or print it anew from the program that it is of.",
        )
    if not without and len(told.pictures) > MOST_SCANS:
        return refused(
            Place(shown),
            "too-large",
            f"the PDF holds {len(told.pictures):,} pictures of pages; no more than {MOST_SCANS} are read",
            "Take the pages of the statements into a document of their own.",
        )
    return refused(
        Place(shown),
        "no-text",
        "the PDF holds no text, only pictures of pages",
        f"{how} for the document in a form that has its text.",
    )


def _findings(told: Told, lines: Sequence[list[Line]], without: str, shown: str) -> Iterator[Finding]:
    install = f", or install {without} to have it read as a scan" if without else ""
    if told.unmapped:
        yield _finding(
            "unmapped",
            f"the fonts of {_pages(told.unmapped)} do not say which letters they have: nothing there is read",
            f"Take the figures from another form of the document{install}.",
            told.unmapped,
            shown,
        )
    if told.pictures:
        yield _finding(
            "pictures",
            f"{_pages(told.pictures)} has a picture and no text: no figure in it is read",
            f"Compare it with the facts{install}.",
            told.pictures,
            shown,
        )
    yield from scanned(told.scanned, lines, shown)
    if told.invisible:
        count = sum(told.invisible.values())
        yield _finding(
            "hidden",
            f"{count:,} letters that are not seen are left out, on {_pages(list(told.invisible))}",
            "Compare these pages with the facts.",
            list(told.invisible),
            shown,
        )
    read = (line for some in lines for line in some if line.page not in told.scanned)
    lost = sorted({line.page for line in read if any(LOST in word.text for word in line.words)})
    if lost:
        yield _finding(
            "lost",
            f"letters on {_pages(lost)} have no name in their font and are read as \ufffd",
            "Look whether a label or a figure has one.",
            lost,
            shown,
        )


def scanned(pages: Sequence[int], lines: Sequence[list[Line]], shown: str) -> Iterator[Finding]:
    """Findings about pages read as scans, whose lines are among `lines`."""
    if not pages:
        return
    words = [word.text for some in lines for line in some if line.page in pages for word in line.words]
    damaged = sum(LOST in word for word in words)
    several = f"; they differ on {damaged:,} of them, marked {LOST}" if damaged else ""
    yield _finding(
        "scanned",
        f"read as a scan is {_pages(pages)}: a figure is what several readings of it agree on{several}",
        "Compare it with the facts.",
        pages,
        shown,
    )


def _pages(numbers: Sequence[int]) -> str:
    said = ", ".join(map(str, numbers[:_SEVERAL])) + (" and more" if len(numbers) > _SEVERAL else "")
    return f"page {said}" if len(numbers) == 1 else f"pages {said}"


def _finding(code: str, message: str, mend: str, pages: Sequence[int], shown: str) -> Finding:
    place = Place(shown, source=Source(0, "", f"page {pages[0]}"))
    return Finding(f"source.{code}", message, mend, (place,), Severity.NOTICE)
