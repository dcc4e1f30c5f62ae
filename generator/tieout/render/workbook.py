"""The report as an Excel workbook: a sheet for each printed statement, with its totals as formulas.

Figures have the scale and sign in which they are printed. A total is a formula if the printed figures on the
sheets make it to the last digit; otherwise it is the printed figure, and its sheet says why. So no
recalculation differs from the release.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from tieout.definitions import ReleaseDefinition, first_of
from tieout.facts import FactSet
from tieout.layout import Release
from tieout.render import tables
from tieout.render.grid import Grid, Grids
from tieout.render.workbook_cells import double, heighten, number_format, put_number, whole_format
from tieout.render.workbook_sheets import ABOUT, FACTS, TRACE, Cell, Sheet, sheets_of
from tieout.render.workbook_totals import Totals, contradicted
from tieout.tie import Tied
from tieout.trace import Traced

# As of every archive of a report: the zip format's first moment, and no compression, which depends on zlib.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644
_A4 = 9
_LABELS, _FIGURES, _SAID = 60, 18, 72
_WIDTHS = {"line": 7, "column": 8, "decimals": 9, "cell": 7, "start": 11, "end": 11, "unit": 12, "value": 20}
_WIDE = 28

_HOW = (
    "Each statement is shown as the release prints it: in the same scale and with the same signs. A dash is "
    "zero, an empty cell is no figure, a figure that is damaged in print is shown as arithmetic proves it.",
    "A total is a formula wherever the figures on the sheets, as printed, make it to the last digit. Any "
    "other is the printed figure, and the end of its sheet says why: what is rounded need not add up.",
    "Percentages, rates of growth and other quotients hold within rounding only: they are the printed "
    "figures.",
    "A shaded figure is one that the release itself contradicts, which a person has accepted: the end of its "
    "sheet says how.",
    "Facts are in whole units, not in thousands, as in the XBRL report. The trace says of every number that "
    "the release prints what became of it.",
)
_SHADE = "#FFF2CC"


def workbook(
    definition: ReleaseDefinition, release: Release, facts: FactSet, tied: Tied, traced: tuple[Traced, ...]
) -> Iterator[bytes]:
    """The workbook's bytes: the same for the same input, on any day and machine."""
    sheets = sheets_of(definition.company, Grids(facts, release, definition.company))
    totals = Totals([cell for sheet in sheets for cell in sheet.cells], tied)
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        _Writer(book, definition, sheets, totals, tied).write(facts, traced)
    yield _stored(made)


def _stored(made: io.BytesIO) -> bytes:
    """The archive without compression and dates."""
    packed = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.external_attr = _MODE << 16
            info.create_system = 3
            new.writestr(info, old.read(name))
    return packed.getvalue()


# Writing -------------------------------------------------------------------------------------------------


class _Writer:
    """Writes the sheets. `book` is xlsxwriter's."""

    def __init__(
        self,
        book: Any,
        definition: ReleaseDefinition,
        sheets: tuple[Sheet, ...],
        totals: Totals,
        tied: Tied,
    ) -> None:
        self._book = book
        self._definition = definition
        self._sheets = sheets
        self._totals = totals
        self._tied = tied
        self._contradicted = contradicted((cell for sheet in sheets for cell in sheet.cells), tied)
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def write(self, facts: FactSet, traced: tuple[Traced, ...]) -> None:
        """Writes every sheet, in order."""
        definition = self._definition
        company = definition.company
        self._book.set_properties(
            {
                "title": f"{first_of(company.name)}, {definition.document_type}, {definition.period.end}",
                "company": first_of(company.name),
                # A workbook says when it was made: the day of the release, the same on every day.
                "created": datetime.combine(definition.published, time()),
            }
        )
        self._about(facts)
        for sheet in self._sheets:
            self._statement(sheet)
        heads = (*tables.fact_heads(facts), "sheet", "cell")
        self._list(FACTS, heads, self._facts(facts))
        self._list(TRACE, tables.TRACE, tables.trace(traced, definition.text.name))

    def _format(self, **properties: object) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(dict(properties))
        return self._formats[key]

    def _page(self, name: str) -> Any:
        page = self._book.add_worksheet(name)
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.set_footer("&L&A&R&P / &N")
        return page

    def _about(self, facts: FactSet) -> None:
        definition, page = self._definition, self._page(ABOUT)
        title, bold = self._format(bold=True, font_size=14), self._format(bold=True)
        wrap = self._format(text_wrap=True, valign="top")
        page.set_column(0, 0, 34)
        page.set_column(1, 1, _SAID)
        page.set_column(2, 3, 12)
        page.write_string(0, 0, first_of(definition.company.name), title)
        page.write_string(1, 0, definition.document_type)
        said: tuple[tuple[str, str | int], ...] = (
            ("Period", str(definition.period)),
            ("Published", str(definition.published)),
            ("XBRL report", f"{definition.stem}.xbrl"),
            ("Facts", len(facts.facts)),
            ("Relations checked", len(self._tied.checks)),
            ("Contradictions that are accepted", len(self._tied.accepted)),
            ("Totals that are formulas", len(self._totals.formulas)),
            ("Totals that are not", len(self._totals.reasons)),
        )
        for row, (what, value) in enumerate(said, 3):
            page.write_string(row, 0, what)
            if isinstance(value, int):
                page.write_number(row, 1, value, self._format(num_format="#,##0", align="left"))
            else:
                page.write_string(row, 1, value)
        row = len(said) + 4
        page.write_string(row, 0, "How to read it", bold)
        for row, text in enumerate(_HOW, row):  # noqa: B020 - goes on from the row that it begins in
            page.write_string(row, 1, text, wrap)
            heighten(page, row, [(text, _SAID)])
        row += 2
        below = self._format(bold=True, bottom=1)
        for column, head in enumerate(("Sheet", "What it is", "Formulas", "Not formulas")):
            page.write_string(row, column, head, below)
        for sheet in self._sheets:
            row += 1
            units = dict.fromkeys(grid.unit for _, grid in sheet.tables if grid.unit)
            what = sheet.titles[0] + (f" ({', '.join(units)})" if units else "")
            self._link(page, row, sheet.name, what)
            for column, told in enumerate((self._totals.formulas, self._totals.reasons), 2):
                page.write_number(row, column, sum(at[0] == sheet.name for at in told))
        self._link(page, row + 1, FACTS, "Every fact, in whole units, with the cell that prints it")
        self._link(page, row + 2, TRACE, "Every number that the release prints and what became of it")

    def _link(self, page: Any, row: int, sheet: str, what: str) -> None:
        page.write_url(row, 0, f"internal:{quote_sheetname(sheet)}!A1", string=sheet)
        page.write_string(row, 1, what, self._format(text_wrap=True, valign="top"))
        heighten(page, row, [(what, _SAID)])

    def _statement(self, sheet: Sheet) -> None:
        page = self._page(sheet.name)
        page.set_column(0, 0, _LABELS)
        columns = max(len(grid.heads) for _, grid in sheet.tables)
        page.set_column(1, columns, _FIGURES)
        page.freeze_panes(sheet.body, 1)
        page.repeat_rows(0, sheet.body - 1)
        page.write_string(0, 0, sheet.titles[0], self._format(bold=True, font_size=14))
        for row, title in enumerate(sheet.titles[1:], 1):
            page.write_string(row, 0, title)
        at = {cell.at: cell for cell in sheet.cells}
        for top, grid in sheet.tables:
            self._table(page, sheet, top, grid, at)
        self._notes(page, sheet)
        # The sums are those of the definitions: Excel need not wonder at the cells that they leave out.
        everything = f"A1:{xl_rowcol_to_cell(sheet.end, columns)}"
        page.ignore_errors({"formula_differs": everything, "formula_range": everything})

    def _table(
        self, page: Any, sheet: Sheet, top: int, grid: Grid, at: Mapping[tuple[str, int, int], Cell]
    ) -> None:
        unit = f" ({grid.unit})" if grid.unit else ""
        page.write_string(top, 0, grid.caption + unit, self._format(italic=True))
        head = self._format(bold=True, bottom=1, align="right", text_wrap=True)
        page.write_blank(top + 1, 0, None, head)
        for column, text in enumerate(grid.heads, 1):
            page.write_string(top + 1, column, text, head)
        heighten(page, top + 1, [(text, _FIGURES) for text in grid.heads])
        for row, line in enumerate(grid.rows, top + 2):
            label: dict[str, object] = {"text_wrap": True, "indent": line.depth, "bold": line.heading}
            page.write_string(row, 0, line.label, self._format(**label))
            heighten(page, row, [(line.label, _LABELS - 2 * line.depth)])
            rule = {"top": 1} if line.total else {}
            for column in range(1, len(grid.heads) + 1):
                cell = at.get((sheet.name, row, column))
                if cell is not None:
                    self._figure(page, cell, rule)
                elif rule:
                    page.write_blank(row, column, None, self._format(**rule))

    def _figure(self, page: Any, cell: Cell, rule: dict[str, int]) -> None:
        shade = {"bg_color": _SHADE} if cell.at in self._contradicted else {}
        style = self._format(num_format=number_format(cell.shown), **rule, **shade)
        if (formula := self._totals.formulas.get(cell.at)) is not None:
            page.write_formula(cell.row, cell.column, formula, style, double(cell.shown.value))
        else:
            put_number(page, cell.row, cell.column, cell.shown.value, style)

    def _notes(self, page: Any, sheet: Sheet) -> None:
        """Writes notes at the end of a sheet: contradictions in the release,
        and totals that are no formulas, with reasons.
        """
        small = self._format(text_wrap=True, font_size=9, valign="top")
        row = sheet.end + 1
        for head, reasons in (
            ("What the release itself contradicts, as it is accepted", self._contradicted),
            ("Totals that are the printed figure and no formula", self._totals.reasons),
        ):
            told = [
                f"{cell.name}, {cell.label}: {reasons[cell.at]}" for cell in sheet.cells if cell.at in reasons
            ]
            for text in (head, *told) if told else ():
                page.write_string(row, 0, text, small)
                heighten(page, row, [(text, _LABELS)], 9)
                row += 1

    # The flat lists ------------------------------------------------------------------------------------

    def _facts(self, facts: FactSet) -> Iterator[tuple[object, ...]]:
        value = tables.fact_heads(facts).index("value")
        for fact, row in zip(facts.facts, tables.facts(facts, self._definition.company), strict=True):
            exact = fact.value if isinstance(fact.value, Decimal) else row[value]
            cells = self._totals.of(fact.id)
            # The cell that the fact is taken from, or else one that repeats it.
            taken = [c for c in cells for i, p in c.entries if i == fact.id and p.cell in fact.places[:1]]
            where = ((c.sheet, c.name) for c in (*taken, *cells))
            yield (*row[:value], exact, *row[value + 1 :], *next(where, ("", "")))

    def _list(self, name: str, heads: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> None:
        page = self._page(name)
        below = self._format(bold=True, bottom=1)
        day = self._format(num_format="yyyy-mm-dd", align="left")
        for column, head in enumerate(heads):
            page.write_string(0, column, head, below)
            page.set_column(column, column, _WIDTHS.get(head, _WIDE))
        last = 0
        for last, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(last, column, datetime.combine(value, time()), day)
                elif isinstance(value, int):
                    page.write_number(last, column, value)
                elif isinstance(value, Decimal):
                    put_number(page, last, column, value, self._format(num_format=whole_format(value)))
                elif value:
                    page.write_string(last, column, str(value))
        page.freeze_panes(1, 1)
        page.repeat_rows(0)
        page.autofilter(0, 0, last, len(heads) - 1)
        # What is printed is text even where it looks like a number.
        page.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(last, len(heads) - 1)}"})
