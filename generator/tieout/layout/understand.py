"""Understands a document: its tables, with the lines above them, in the language of a company."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tieout.core import BETWEEN_SENTENCES, Finding, InputError, Place
from tieout.definitions import Company
from tieout.document import Document, Grid
from tieout.document.typography import begins_as_note, is_mark, is_year
from tieout.language import Language, language_of
from tieout.layout.again import with_again
from tieout.layout.alignment import AlignedRow, aligned
from tieout.layout.beside import years_in_heads
from tieout.layout.blocks import between_balances
from tieout.layout.bridges import with_bridges
from tieout.layout.captions import tidy
from tieout.layout.cells import with_periods
from tieout.layout.corroborate import with_scales
from tieout.layout.doubts import doubts
from tieout.layout.headless import (
    goes_on_unsaid,
    headless,
    is_page,
    page_heads,
    page_numbers,
    undated_by_page,
)
from tieout.layout.measured import by_amount
from tieout.layout.model import Release, Table
from tieout.layout.named import with_days_of_quarters
from tieout.layout.parts import Above, Part
from tieout.layout.points import with_points
from tieout.layout.quarters import with_years_of_quarters
from tieout.layout.roles import Roles
from tieout.layout.shares import with_share_scales
from tieout.layout.side import side_by_side
from tieout.layout.sideways import upright
from tieout.layout.tables import table_of
from tieout.layout.years import with_years
from tieout.sources import read_document

# A caption is short; a longer line above a table is a sentence that happens to stand there.
_MAX_CAPTION = 250
# A line of so many words tells something: a table below it is no part of the one above it.
_SENTENCE = 12
# A sentence may end with a quotation: `is counted under "Others."`
_QUOTES = "\"'”’"


@dataclass(frozen=True, slots=True)
class _Between:
    """What stands between two grids: captions, or only sentences (`apart`).

    `paged` says that the head or foot of a page is among it.
    """

    captions: tuple[str, ...]
    apart: bool
    paged: bool


def read_release(path: Path, company: Company) -> Release:
    """Reads and understands the release at `path`. Raises InputError where it is unusable."""
    return understand(read_document(path), language_of(company))


def understand(document: Document, language: Language) -> Release:
    """The release that a document is. Raises InputError where no table is in it."""
    bare = Release(document.file, (), document.lines, document.sources, document.findings)
    tables: list[Table] = []
    captions: list[str] = []
    apart = paged = False
    roles = Roles(language)
    heads, pages = page_heads(document.lines, language), page_numbers(document.lines, language)
    for block in _blocks(document):
        if isinstance(block, str):
            said = _announced(block)
            if block.strip() in pages:
                paged = True
            elif is_page(block, language):
                captions = [*undated_by_page(captions, heads, language), block.strip()]
            elif _is_caption(said, language):
                captions.append(said.strip())
            apart = apart or _tells(block)
            continue
        between = _Between(tuple(_without_notes(captions)), apart and not captions, paged)
        found = _tables(block, between, tables, document, roles, heads)
        if found:
            tables += found
            captions.clear()
            apart = paged = False
    if not tables:
        raise InputError(
            Finding(
                "release.no-tables",
                "the document holds no table with figures in it",
                "Tables are lines of cells, separated by tabs or set in columns, or tables of a page.",
                (Place(document.file),),
            )
        )
    dated = with_years(with_years_of_quarters(tables, document.file, language), document.file, language)
    dated = with_days_of_quarters(dated, document.file)
    whole = [with_periods(with_points(with_bridges(table)), language) for table in dated]
    scaled = with_scales(whole, document.file, language)
    counted = with_again(with_share_scales(scaled, document.file), document.file)
    told = [one for table in counted for one in by_amount(_told(table, document.file, language), language)]
    return replace(bare, tables=tuple(replace(table, number=at) for at, table in enumerate(told, 1)))


def _told(table: Table, file: str, language: Language) -> Table:
    """The table with findings about what it leaves open."""
    return replace(table, findings=(*table.findings, *doubts(table, file, language)))


def _blocks(document: Document) -> Iterator[str | Grid]:
    """The lines of prose and the grids of a document, in their order."""
    grids = iter(sorted((grid for grid in document.grids if grid.rows), key=lambda grid: grid.rows[0].line))
    grid = next(grids, None)
    last = 0
    for number, line in enumerate(document.lines, 1):
        if grid is not None and number == grid.rows[0].line:
            yield grid
            last = grid.rows[-1].line
            grid = next(grids, None)
        elif number > last:
            yield line


def _announced(line: str) -> str:
    """The last sentence of a long paragraph that ends in a colon: it announces a table. Else the line."""
    if len(line) <= _MAX_CAPTION or not line.rstrip().endswith(":"):
        return line
    return BETWEEN_SENTENCES.split(line)[-1]


def _is_caption(line: str, language: Language) -> bool:
    short = line.strip() and len(line) <= _MAX_CAPTION
    # The number of a page stands between tables and says nothing of them; a year may, and `($000)`.
    said = any(character.isalpha() for character in line) or is_year(line.strip())
    names = said or language.seems_unit(line)
    return bool(short) and names and not line.rstrip().rstrip(_QUOTES).endswith(".")


def _without_notes(captions: Sequence[str]) -> Iterator[str]:
    """The captions above a table; a note to the table before, with a caption below it, is none of them.

    `* Estimated as of 7/20/2023` neither names nor dates the next table. Right above one, a line such as
    `** Detail for the 26 weeks ended June 28, 2003` is its title.
    """
    for number, caption in enumerate(captions):
        if not begins_as_note(caption) or all(map(begins_as_note, captions[number:])):
            yield caption


def _tells(line: str) -> bool:
    """Whether a line of prose ends the table above: it is no note to it."""
    words = line.split()
    # A mark may stand right before the first word: `(1)Includes`.
    return len(words) >= _SENTENCE and not is_mark(words[0]) and not is_mark(f"{words[0].split(')')[0]})")


def _tables(
    grid: Grid,
    between: _Between,
    before: list[Table],
    document: Document,
    roles: Roles,
    heads: frozenset[str],
) -> list[Table]:
    """The tables in a grid. One with nothing above it takes the captions of the table before.

    Where sentences stand between, it takes these only as `Above.names`.
    """
    captions = between.captions
    last = before[-1] if before and not between.apart else None
    if last is not None and not _go_on(captions, last, roles.language):
        last = None
    title = last.captions if last is not None else ()
    names = before[-1].captions if before and between.apart else ()
    above = Above((*(line for line in title if line not in captions), *captions), names)
    found: list[Table] = []
    beside = side_by_side(aligned(grid), roles.language)
    for part in (part for rows in beside for part in _parts(rows, roles)):
        if not part.body and not part.headers:
            continue
        if not captions and any(_names(row.alone, roles.language) for row in part.titles):
            above = Above()  # it has a name of its own
        number = len(before) + len(found) + 1
        table = table_of(part, above, number, document, roles.language, last)
        if last is None and before and not found and goes_on_unsaid(table, before[-1], captions, heads):
            again = table_of(part, above, number, document, roles.language, before[-1])
            table = replace(again, findings=(*again.findings, headless(again, document.file)))
        elif between.paged and last is not None and not found and not part.headers:
            table = replace(table, findings=(*table.findings, headless(table, document.file)))
        last = replace(table, grid=len(before) + 1)
        found.append(last)
    return found


def _parts(rows: Sequence[AlignedRow], roles: Roles) -> Iterator[Part]:
    """The tables in a grid's rows, divided further where rows name years or balances that date a block."""
    for whole in map(years_in_heads, roles.parts(rows)):
        part = upright(whole, roles.language)
        if part.year is not None or any(roles.dates(header) for header in part.headers):
            yield part
        else:
            yield from between_balances(part, roles.language)


def _names(text: str, language: Language) -> bool:
    """Whether a line inside a grid names a table: it is no remark, no unit line, no date."""
    return (
        bool(text)
        and not language.remark(text)
        and not language.seems_unit(text)
        and not language.heading(text)
    )


def _go_on(captions: tuple[str, ...], before: Table, language: Language) -> bool:
    """Whether a table continues the one before: nothing stands between, or only the same title again.

    `BALANCE SHEETS (continued)` is such a title, with or without the unit line and `(Unaudited)` below it.
    """
    again = all(
        any(_begins(one, line) for line in before.captions) or language.remark(one) for one in captions
    )
    return again and (not captions or any(_begins(one, before.caption) for one in captions))


def _begins(caption: str, title: str) -> bool:
    caption, title = tidy(caption).casefold(), tidy(title).casefold()
    return caption.startswith(title) and not caption[len(title) : len(title) + 1].isalnum()
