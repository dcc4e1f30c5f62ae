"""A PDF becomes a page; all of this is done in a process of its own (`tieout.sources.pdf.apart`)."""

import re
from collections.abc import Iterator, Sequence

from tieout.core import Finding, Place, Severity, Source
from tieout.sources.made import Made, frame
from tieout.sources.pdf.columns import table_of
from tieout.sources.pdf.glyphs import TooManyGlyphsError, sheets_of
from tieout.sources.pdf.lines import Line, lines_of
from tieout.sources.pdf.marks import Sheet, Told
from tieout.sources.pdf.opened import Opened
from tieout.sources.pdf.paged import Block, goes_on, html_of, with_rest
from tieout.sources.pdf.regions import Region, Row, regions_of
from tieout.sources.pdf.tabled import Table
from tieout.sources.reader import refused

# So many pages are named in a message.
_SEVERAL = 6
_NUMBER = re.compile(r"(?<![\d,.])\d{1,4}(?![\d,.])")
_LONGEST = 60


def made(data: bytes, shown: str) -> Made:
    """The page that is made of a PDF. Raises InputError where nothing of it can be read."""
    told = Told()
    with Opened(data, shown) as opened:
        sheets = [
            sheet for number in range(1, opened.pages + 1) for sheet in _page(opened, number, told, shown)
        ]
    if not any(sheet.glyphs for sheet in sheets):
        raise _unreadable(told, shown)
    lines = [lines_of(sheet) for sheet in sheets]
    bare = list(_without_numbers(lines))
    blocks: list[Block] = []
    for sheet, some in zip(sheets, bare, strict=True):
        _add(blocks, list(_blocks(sheet, some)))
    title = next((" ".join(word.text for word in line.words) for some in bare for line in some), "")
    return Made(frame(title, html_of(blocks)), tuple(_findings(told, lines, shown)))


def _page(opened: Opened, number: int, told: Told, shown: str) -> list[Sheet]:
    try:
        with opened.page(number) as page:
            return sheets_of(page, number, told)
    except TooManyGlyphsError:
        raise refused(
            Place(shown),
            "too-large",
            f"page {number} has more letters than a page holds",
            "Is it the right file?",
        ) from None


def _blocks(sheet: Sheet, lines: Sequence[Line]) -> Iterator[Block]:
    prose: list[Row] = []
    for one in regions_of(lines):
        if isinstance(one, Region):
            if prose:
                yield prose
                prose = []
            yield table_of(one, sheet.rules)
        else:
            prose.append(one)
    if prose:
        yield prose


def _add(blocks: list[Block], more: list[Block]) -> None:
    """Puts the blocks of a page behind those before it; a table may go on from page to page."""
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
    """The lines of each page without those at its head and foot that count the pages."""
    ends: dict[tuple[int, int, str], list[int]] = {}
    for lines in pages:
        for at, line in _ends(lines):
            for key in _counts(at, line):
                ends.setdefault(key, []).append(line.page)
    for lines in pages:
        away = {id(line) for at, line in _ends(lines) if any(len(ends[key]) > 1 for key in _counts(at, line))}
        yield [line for line in lines if id(line) not in away]


def _ends(lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """The first line of a page and its last one."""
    if lines:
        yield from ((0, lines[0]), (-1, lines[-1]))


def _counts(at: int, line: Line) -> Iterator[tuple[int, int, str]]:
    """What lines that count pages have in common: all but a number that is as far from that of the page."""
    text = " ".join(word.text for word in line.words)
    if len(text) > _LONGEST:
        return
    for found in _NUMBER.finditer(text):
        yield at, int(found[0]) - line.page, f"{text[: found.start()]}#{text[found.end() :]}"


def _unreadable(told: Told, shown: str) -> Exception:
    if told.unmapped:
        return refused(
            Place(shown),
            "fonts",
            "the fonts of the PDF do not say which letters they have: what is read of it would be garbage",
            "Ask for the document in another form, or print it anew from the program that it is of.",
        )
    return refused(
        Place(shown),
        "no-text",
        "the PDF holds no text, only pictures of pages",
        "Ask for the document in a form that has its text.",
    )


def _findings(told: Told, lines: Sequence[list[Line]], shown: str) -> Iterator[Finding]:
    if told.unmapped:
        yield _finding(
            "unmapped",
            f"the fonts of {_pages(told.unmapped)} do not say which letters they have: nothing there is read",
            "Take the figures from another form of the document.",
            told.unmapped,
            shown,
        )
    if told.pictures:
        yield _finding(
            "pictures",
            f"{_pages(told.pictures)} has a picture and no text: no figure in it is read",
            "Compare it with the facts.",
            told.pictures,
            shown,
        )
    if told.invisible:
        count = sum(told.invisible.values())
        yield _finding(
            "hidden",
            f"{count:,} letters that are not seen are left out, on {_pages(list(told.invisible))}",
            "Compare these pages with the facts.",
            list(told.invisible),
            shown,
        )
    lost = sorted(
        {line.page for some in lines for line in some for word in line.words if "\ufffd" in word.text}
    )
    if lost:
        yield _finding(
            "lost",
            f"letters on {_pages(lost)} have no name in their font and are read as \ufffd",
            "Look whether a label or a figure has one.",
            lost,
            shown,
        )


def _pages(numbers: Sequence[int]) -> str:
    said = ", ".join(map(str, numbers[:_SEVERAL])) + (" and more" if len(numbers) > _SEVERAL else "")
    return f"page {said}" if len(numbers) == 1 else f"pages {said}"


def _finding(code: str, message: str, mend: str, pages: Sequence[int], shown: str) -> Finding:
    place = Place(shown, source=Source(0, "", f"page {pages[0]}"))
    return Finding(f"source.{code}", message, mend, (place,), Severity.NOTICE)
