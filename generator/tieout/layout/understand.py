"""Understands a document: its tables, with the lines above them, in the words of a company's language."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tieout.core import Finding, InputError, Place
from tieout.definitions import Company
from tieout.document import Document, Grid
from tieout.document.typography import is_year
from tieout.language import Language, language_of
from tieout.layout.alignment import aligned
from tieout.layout.bridges import with_bridges
from tieout.layout.captions import tidy
from tieout.layout.corroborate import with_scales
from tieout.layout.doubts import doubts
from tieout.layout.model import Release, Table
from tieout.layout.quarters import with_years_of_quarters
from tieout.layout.roles import Roles
from tieout.layout.shares import with_share_scales
from tieout.layout.tables import table_of
from tieout.layout.years import with_years
from tieout.sources import read_document

# A caption is short; a longer line above a table is a sentence that happens to stand there.
_MAX_CAPTION = 250
# A sentence may end with a quotation: `is counted under "Others."`
_QUOTES = "\"'”’"
# A table without heads goes on one of as many columns that ends so many lines above it.
_CLOSE, _SEVERAL = 15, 2


def read_release(path: Path, company: Company) -> Release:
    """Reads and understands the release at `path`. Raises InputError where it is unusable."""
    return understand(read_document(path), language_of(company))


def understand(document: Document, language: Language) -> Release:
    """The release that a document is. Raises InputError where no table is in it."""
    bare = Release(document.file, (), document.lines, document.sources)
    tables: list[Table] = []
    captions: list[str] = []
    roles = Roles(language)
    for block in _blocks(document):
        if isinstance(block, str):
            if _is_caption(block):
                captions.append(block.strip())
            continue
        found = _tables(block, tuple(captions), tables, document, roles)
        if found:
            tables += found
            captions.clear()
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
    scaled = with_scales([with_bridges(table) for table in dated], document.file, language)
    counted = with_share_scales(scaled, document.file)
    return replace(bare, tables=tuple(_told(table, document.file, language) for table in counted))


def _told(table: Table, file: str, language: Language) -> Table:
    """The table with what it leaves open."""
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


def _is_caption(line: str) -> bool:
    short = line.strip() and len(line) <= _MAX_CAPTION
    # The number of a page stands between tables and says nothing of them; a year may.
    words = any(character.isalpha() for character in line) or is_year(line.strip())
    return bool(short) and words and not line.rstrip().rstrip(_QUOTES).endswith(".")


def _tables(
    grid: Grid, captions: tuple[str, ...], before: list[Table], document: Document, roles: Roles
) -> list[Table]:
    """The tables that a grid makes. One without lines above it goes by those of the table before."""
    last = before[-1] if before else None
    if last is not None and not _go_on(captions, last):
        last = None
    title = last.captions if last is not None else ()
    above = (*(line for line in title if line not in captions), *captions)
    found: list[Table] = []
    for part in roles.parts(aligned(grid)):
        if not part.body and not part.headers:
            continue
        number = len(before) + len(found) + 1
        table = table_of(part, above, number, document, roles.language, last)
        nearest = (*before[-1:], *found)[-1:]
        if last is None and nearest and _is_headless(table, nearest[0]):
            again = table_of(part, above, number, document, roles.language, nearest[0])
            table = replace(again, findings=(*again.findings, _headless(again, document.file)))
        last = table
        found.append(last)
    return found


def _is_headless(table: Table, before: Table) -> bool:
    """Whether a table has no heads at all and as many columns as the one close above it, which is dated."""
    figures = [table.prints_figures(number) for number in range(1, len(table.columns) + 1)]
    above = [before.prints_figures(number) for number in range(1, len(before.columns) + 1)]
    bare = not any(column.text for column in table.columns) and not table.dated_rows
    dated = any(column.period is not None for column in before.columns)
    near = bool(before.rows) and table.line - before.rows[-1].line <= _CLOSE
    return bare and dated and near and figures == above and sum(figures) >= _SEVERAL


def _headless(table: Table, file: str) -> Finding:
    return Finding(
        "layout.heads-above",
        f'nothing stands above the columns of "{table.caption}": they are read as those of the table before, '
        "which has as many",
        "Look whether it is so.",
        (Place(file, table.line, 0, table.caption),),
    )


def _go_on(captions: tuple[str, ...], before: Table) -> bool:
    """Whether a table goes on the one before it: nothing stands between, or only its title once more.

    `BALANCE SHEETS (continued)` is such a title, with the unit line below it or without.
    """
    again = all(any(_begins(one, line) for line in before.captions) for one in captions)
    return again and (not captions or any(_begins(one, before.caption) for one in captions))


def _begins(caption: str, title: str) -> bool:
    caption, title = tidy(caption).casefold(), tidy(title).casefold()
    return caption.startswith(title) and not caption[len(title) : len(title) + 1].isalnum()
