"""Workbooks as a source: what a person sees of their sheets is made into a page, which is then read."""

from collections.abc import Iterator
from functools import lru_cache

from tieout.core import Finding, Place, Severity, Source
from tieout.document import Document
from tieout.sources.html import Page
from tieout.sources.made import Made
from tieout.sources.office.cells import Cell, Sheet, Workbook, letters_of, named, workbook_of
from tieout.sources.office.formulas import Reckoning
from tieout.sources.office.package import BINARY, WORKBOOK, Package, main_part
from tieout.sources.office.seen import Seen, seen_of
from tieout.sources.office.sheets import page_of
from tieout.sources.reader import refused

# No statement sets more beside each other; a sheet of data does.
_MAX_CELLS = 60
_SEVERAL = 8


class Excel:
    """Recognised by the main part of a workbook. Macros are never run."""

    def sniff(self, data: bytes) -> bool:
        """Whether the file is a workbook of Office Open XML, or the binary kind of it."""
        return main_part(data) in (WORKBOOK, BINARY)

    def read(self, data: bytes, shown: str) -> Document:
        """The document. Raises InputError where the workbook is damaged, encrypted or never ends."""
        return _made(data, shown).document(shown)

    def page(self, data: bytes, shown: str) -> Page:
        """The page made of the workbook's sheets."""
        return _made(data, shown).page(shown)


@lru_cache(maxsize=1)
def _made(data: bytes, shown: str) -> Made:
    if main_part(data) == BINARY:
        raise refused(
            Place(shown),
            "format",
            "the file is a binary workbook (.xlsb), which is not read",
            "Save it as an Excel workbook (.xlsx).",
        )
    workbook = workbook_of(Package(data, shown))
    told = _Told(shown)
    sheets: list[Seen] = []
    for sheet in workbook.sheets:
        if sheet.hidden:
            continue
        seen = seen_of(sheet, since_1904=workbook.since_1904)
        if seen.widest > _MAX_CELLS:
            told.wide(sheet.name, seen.widest)
            continue
        told.of(sheet, seen)
        sheets.append(seen)
    return Made(page_of(sheets), (*told.hidden_sheets(workbook), *told.findings))


class _Told:
    """Collects findings about a workbook: what is invisible, and values that cannot be trusted."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self.findings: list[Finding] = []

    def hidden_sheets(self, workbook: Workbook) -> Iterator[Finding]:
        """Findings about hidden sheets."""
        names = [sheet.name for sheet in workbook.sheets if sheet.hidden]
        if names:
            yield self._finding(
                "hidden",
                f"the workbook hides sheets, and these are left out: {', '.join(names)}",
                "Show them in the workbook if they belong to the release.",
            )

    def wide(self, name: str, cells: int) -> None:
        """Reports a sheet that is too wide to be one of a release."""
        self.findings.append(
            self._finding(
                "too-wide",
                f"a row of the sheet {name} has {cells} cells, more than a statement has: it is left out",
                "Take the columns that matter into a sheet of their own.",
            )
        )

    def of(self, sheet: Sheet, seen: Seen) -> None:
        """Reports what is hidden or doubtful in a sheet."""
        if seen.hidden:
            self.findings.append(self._hidden(sheet, seen))
        cells = [shown.cell for row in seen.rows for shown in row]
        reckoning = Reckoning(sheet)
        off = [(cell, due) for cell in cells if (due := reckoning.due(cell)) is not None]
        without = [
            cell
            for cell in sheet.cells.values()
            if cell.reckoned
            and cell.number is None
            and not cell.runs
            and cell.row not in sheet.hidden_rows
            and not sheet.hides_column(cell.column)
        ]
        if without:
            self.findings.append(
                self._finding(
                    "no-value",
                    f"{_cells(sheet, without)}: the workbook has a formula and no value",
                    "Open it in Excel or LibreOffice, which reckons it, and save it.",
                    *(self._place(sheet, cell) for cell in without[:_SEVERAL]),
                    severity=Severity.ERROR,
                )
            )
        if errors := [cell for cell in cells if cell.error]:
            self.findings.append(
                self._finding(
                    "error-value",
                    f"{_cells(sheet, errors)}: the workbook shows an error ({errors[0].text})",
                    "Mend its formula if the figure belongs to the release.",
                    *(self._place(sheet, cell) for cell in errors[:_SEVERAL]),
                )
            )
        for cell, due in off:
            self.findings.append(
                self._finding(
                    "other-value",
                    f"{named(sheet.name, cell.row, cell.column)} is {cell.number:f},"
                    f" and {cell.formula} makes {due:f}",
                    "Have the workbook reckoned anew and save it; the value that it shows is read.",
                    self._place(sheet, cell),
                    severity=Severity.ERROR,
                )
            )

    def _hidden(self, sheet: Sheet, seen: Seen) -> Finding:
        rows = sorted({cell.row for cell in seen.hidden if cell.row in sheet.hidden_rows})
        columns = sorted({cell.column for cell in seen.hidden if sheet.hides_column(cell.column)})
        others = [
            cell
            for cell in seen.hidden
            if cell.row not in sheet.hidden_rows and not sheet.hides_column(cell.column)
        ]
        what = [f"row {_shortened(list(map(str, rows)))}"] if rows else []
        what += [f"column {_shortened(list(map(letters_of, columns)))}"] if columns else []
        what += [f"cell {_shortened([letters_of(c.column) + str(c.row) for c in others])}"] if others else []
        return self._finding(
            "hidden",
            f"the sheet {sheet.name} hides {len(seen.hidden)} cells, which are left out: {', '.join(what)}",
            "Show them in the workbook if they belong to the release.",
            self._place(sheet, seen.hidden[0]),
        )

    def _place(self, sheet: Sheet, cell: Cell) -> Place:
        return Place(self._shown, source=Source(0, "", named(sheet.name, cell.row, cell.column)))

    def _finding(
        self, code: str, message: str, mend: str, *places: Place, severity: Severity = Severity.NOTICE
    ) -> Finding:
        return Finding(f"source.{code}", message, mend, places or (Place(self._shown),), severity)


def _cells(sheet: Sheet, cells: list[Cell]) -> str:
    return _shortened([named(sheet.name, cell.row, cell.column) for cell in cells])


def _shortened(names: list[str]) -> str:
    more = f" and {len(names) - _SEVERAL} more" if len(names) > _SEVERAL else ""
    return ", ".join(names[:_SEVERAL]) + more
