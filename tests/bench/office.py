"""The face statements of workbooks: how many of their numbers are figures with a unit and a period.

The truth is the workbook itself, read by another library: each number of a sheet that is a face statement,
with the heads above it. `../shared/field/excel` has the workbooks.

    python tests/bench/office.py
"""

import time
from decimal import Decimal
from pathlib import Path

from filed import FIELD
from openpyxl import load_workbook

from tieout.core import FiscalCalendar
from tieout.definitions import base_vocabulary
from tieout.language import Language
from tieout.layout import Release, understand
from tieout.sources import read_document

# The sheets that are face statements stand before the notes, each with its name in its corner.
_FACES = ("BALANCE SHEETS", "OPERATIONS", "INCOME", "CASH FLOWS", "COMPREHENSIVE INCOME (LOSS)")
_SHEETS = 9


def main() -> None:
    """Prints the counts of each workbook."""
    for path in sorted((FIELD / "excel").glob("*.xlsx")):
        began = time.monotonic()
        language = Language(base_vocabulary("en"), FiscalCalendar(12, "end"), "USD")
        release = understand(read_document(path), language)
        took = time.monotonic() - began
        due = _due(path)
        got = _got(release)
        right = sum(got.get(at) == value for at, value in due.items())
        share = f"{right / len(due):.1%}" if due else "no face statements"
        print(f"{path.name}: {right} of {len(due)} numbers of face statements dated, with a unit: {share}")
        print(f"    {took:.1f} s; {len(release.tables)} tables")
        for at in [at for at, value in due.items() if got.get(at) != value][:10]:
            print(f"    {at}: {due[at]}, read as {got.get(at)}")


def _due(path: Path) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for sheet in load_workbook(path, data_only=True).worksheets[:_SHEETS]:
        title = str(sheet["A1"].value or "").partition(" - ")[0].upper().removesuffix(" (UNAUDITED)")
        if "PARENTHETICAL" in title or not title.endswith(_FACES):
            continue
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "n" and cell.value is not None:
                    name = "'" + sheet.title.replace("'", "''") + "'"
                    found[f"{name}!{cell.coordinate}"] = Decimal(str(cell.value))
    return found


def _got(release: Release) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for table in release.tables:
        for row in table.rows:
            for cell in row.cells:
                source = release.source(cell.line, cell.column)
                value = cell.reading.value
                if source is not None and value is not None and cell.unit is not None and cell.period:
                    found[source.origin] = value
    return found


if __name__ == "__main__":
    main()
