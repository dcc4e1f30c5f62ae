"""Workbooks and Word documents of our own: what is said in text with tabs, written as Office writes it."""

import io
import re
import zipfile
from pathlib import Path

from docx import Document as WordDocument
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

FIGURE = re.compile(r"\(?-?[\d,]+(?:\.\d+)?\)?")


def blocks(text: str) -> list[list[str]]:
    """The lines of a text with tabs, those between blank lines together."""
    return [block.split("\n") for block in re.split(r"\n\s*\n", text.strip("\n"))]


def as_html(text: str) -> str:
    """A page of a text with tabs."""
    parts: list[str] = []
    for block in blocks(text):
        rows = [line for line in block if "\t" in line]
        parts += [f"<p>{line}</p>" for line in block if "\t" not in line]
        if rows:
            cells = ("".join(f"<td>{cell}</td>" for cell in row.split("\t")) for row in rows)
            parts.append(f"<table>{''.join(f'<tr>{one}</tr>' for one in cells)}</table>")
    return f"<!DOCTYPE html><html><body>{''.join(parts)}</body></html>"


def as_excel(text: str, path: Path) -> Path:
    """A workbook of a text with tabs, all on one sheet, its figures numbers with a format."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Release"
    for number, line in enumerate(text.strip("\n").split("\n"), 1):
        for column, cell in enumerate(line.split("\t"), 1):
            if FIGURE.fullmatch(cell) and column > 1:
                put_number(sheet, number, column, cell)
            elif cell:
                sheet.cell(number, column, cell)
    book.save(path)
    return path


def put_number(sheet: Worksheet, row: int, column: int, printed: str) -> None:
    """A figure as a number, with the format by which it is shown as it is printed."""
    bare = printed.strip("()").replace(",", "")
    value = float(bare) if "." in bare else int(bare)
    decimals = len(bare.partition(".")[2])
    code = "#,##0" + ("." + "0" * decimals if decimals else "")
    cell = sheet.cell(row, column, -value if printed.startswith("(") else value)
    cell.number_format = f"_(* {code}_);_(* ({code});_(* {code}_);_(@_)" if "-" not in printed else code


def as_word(text: str, path: Path) -> Path:
    """A Word document of a text with tabs: paragraphs and tables."""
    document = WordDocument()
    for block in blocks(text):
        rows = [line.split("\t") for line in block if "\t" in line]
        for line in block:
            if "\t" not in line:
                document.add_paragraph(line)
        if rows:
            table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, said in zip(row.cells, cells, strict=False):
                    cell.text = said
        document.add_paragraph("")
    document.save(str(path))
    return path


def changed(data: bytes, old: str, new: str) -> bytes:
    """A workbook with something in its sheets or strings put otherwise, found by a regular expression."""
    done = io.BytesIO()
    count = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(done, "w") as other:
        for name in archive.namelist():
            inner = archive.read(name)
            if name in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
                text, often = re.subn(old, lambda _: new, inner.decode())
                inner, count = text.encode(), count + often
            other.writestr(name, inner, zipfile.ZIP_DEFLATED)
    assert count
    return done.getvalue()
