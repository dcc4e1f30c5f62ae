"""What the tests of the layout share: releases read from small texts and pages, and tables at one look."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from tieout.core import FiscalCalendar
from tieout.definitions import base_folder, models
from tieout.definitions.files import read_model
from tieout.definitions.vocabulary import vocabulary
from tieout.language import Language, Unit
from tieout.layout import Column, Release, Row, Table, understand
from tieout.sources import read_document

Read = Callable[[str], Release]


CALENDAR = FiscalCalendar(12, "end")


def made_up(
    code: str = "en",
    currency: str = "USD",
    fiscal: FiscalCalendar = CALENDAR,
    own: models.CompanyVocabulary | None = None,
) -> Language:
    """The language of a company that does not exist, with what the project knows and its `own` words."""
    return _made_up(code, currency, fiscal) if own is None else _of_its_own(code, currency, fiscal, own)


@cache
def _made_up(code: str, currency: str, fiscal: FiscalCalendar) -> Language:
    return _of_its_own(code, currency, fiscal, models.CompanyVocabulary())


def _of_its_own(code: str, currency: str, fiscal: FiscalCalendar, own: models.CompanyVocabulary) -> Language:
    _, known = read_model(base_folder() / "vocabulary" / f"{code}.yaml", models.VocabularyFile)
    return Language(vocabulary(code, known, own), fiscal, currency)


def reader(folder: Path, language: Language) -> Read:
    """Reads what is written into a file of `folder`, a page where it begins as one."""

    def run(content: str) -> Release:
        path = folder / ("release.html" if content.lstrip().startswith("<") else "release.txt")
        path.write_text(content, encoding="utf-8")
        return understand(read_document(path), language)

    return run


def page(*lines: str, above: str = "") -> str:
    """A page with a table: `|` begins a cell, which may begin with the attributes of its tag in brackets."""
    return f"<html><body>{above}{table(*lines)}</body></html>"


def table(*lines: str) -> str:
    """The markup of a table, written as `page` says."""
    rows = []
    for line in lines:
        cells = []
        for cell in line.split("|")[1:]:
            attributes, text = cell[1:].split("]", 1) if cell.startswith("[") else ("", cell)
            cells.append(f"<td {attributes}>{text}</td>" if attributes else f"<td>{text}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return "<table>" + "\n".join(rows) + "</table>"


def only(release: Release) -> Table:
    """The only table."""
    (found,) = release.tables
    return found


def unit(of: Unit | None) -> str:
    """A unit in short: `JPYe3` are thousands of yen, `%` is per cent."""
    if of is None:
        return ""
    if of == Unit("pure", -2):
        return "%"
    return f"{of.measure}e{of.scale}" if of.scale else of.measure


def head(column: Column) -> str:
    """What a column is: its kind where it has no figures, its period, else its words, and its unit."""
    said = [column.part or ("" if column.period else column.text)]
    said.insert(0, str(column.period) if column.period else "")
    if column.kind != "figures":
        said = [column.kind]
    return " ".join(filter(None, (*said, unit(column.unit))))


def heads(found: Table) -> list[str]:
    """What each column is."""
    return [head(column) for column in found.columns]


def texts(found: Table) -> list[list[str]]:
    """Each row: its caption and the texts of its cells by column, a blank cell as nothing."""
    return [[row.caption, *(cell.text for cell in row.cells)] for row in found.rows]


def shown(found: Table) -> list[str]:
    """A table at one look: the lines above it, what its columns are where anything says so, its rows."""
    above = heads(found)
    lines = [["", *above]] if any(above) else []
    return [*found.captions, *("\t".join(line) for line in (*lines, *texts(found)))]


def values(found: Table) -> dict[str, list[str]]:
    """What the cells of each row say, by its caption: the number with its unit, or what else they are."""
    return {row.caption: said(row) for row in found.rows}


def beside(found: Release) -> dict[str, list[str]]:
    """As `values`, of tables that are the columns of one, each of an amount of its own."""
    every = [values(table) for table in found.tables]
    return {caption: [cell for one in every for cell in one[caption]] for caption in every[0]}


def said(row: Row) -> list[str]:
    """What each cell of a row says: `1234 USDe3`, `dash`, `words`, and nothing of a blank one."""
    return [
        f"{cell.reading.value} {unit(cell.unit)}".strip()
        if cell.reading.kind == "number"
        else cell.reading.kind.replace("blank", "")
        for cell in row.cells
    ]


def codes(found: Table) -> list[str]:
    """The codes of what is not understood of a table."""
    return [finding.code for finding in found.findings]
