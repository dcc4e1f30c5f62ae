"""Workbooks and Word documents as sources: what a person sees of them is what is read."""

import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from build_helpers import edit, tieout, values
from office_helpers import as_excel, as_html, as_word, changed
from sources_helpers import cell, check, grid_of, prose, refusal, worked
from tieout.core import Finding, Severity
from tieout.document import Document
from tieout.pipeline import read
from tieout.sources import load, read_document, read_page

ROOT = Path(__file__).parents[1]
ACME = ROOT / "tests/acme/release"


def filled(rows: list[list[object]]) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Income"
    for row in rows:
        sheet.append(row)
    return book, sheet


def saved(book: Workbook, folder: Path) -> Path:
    path = folder / "book.xlsx"
    book.save(path)
    return path


def told(document: Document, code: str) -> Finding:
    (found,) = [finding for finding in document.findings if finding.code == f"source.{code}"]
    return found


STATEMENT: list[list[object]] = [
    ["Statements of Income", None, None],
    ["In millions", None, None],
    [None, "March 31, 2025", "March 31, 2024"],
    ["Revenues", 100, 85],
    ["Costs", -70, -61],
]


# The same facts --------------------------------------------------------------------------------------


def test_each_source_gives_the_same_facts(tmp_path: Path) -> None:
    text = (ACME / "release.txt").read_text(encoding="utf-8")
    page = tmp_path / "acme.htm"
    page.write_text(as_html(text), encoding="utf-8")
    due = read(ACME)
    for path in (page, as_excel(text, tmp_path / "acme.xlsx"), as_word(text, tmp_path / "acme.docx")):
        done = read(ACME, path)
        assert values(done.facts) == values(due.facts), path.name
        assert not done.findings


@pytest.mark.slow
def test_a_long_release_gives_the_same_facts_as_a_workbook_and_in_word(tmp_path: Path) -> None:
    folder = ROOT / "instances/iij-2018q1"
    text = (folder / "release.txt").read_text(encoding="utf-8")
    due = values(read(folder).facts)
    for path in (as_excel(text, tmp_path / "iij.xlsx"), as_word(text, tmp_path / "iij.docx")):
        assert values(read(folder, path).facts) == due, path.name


@pytest.mark.parametrize(
    ("name", "write", "at"),
    [
        ("release.xlsx", as_excel, "Release!B6"),
        ("release.docx", as_word, "table 1, row 2, cell 2"),
    ],
)
def test_a_release_is_built_of_it_with_each_figure_tagged(
    name: str, write: Callable[[str, Path], Path], at: str, acme_copy: Path, unproven: None
) -> None:
    write((acme_copy / "release.txt").read_text(encoding="utf-8"), acme_copy / name)
    edit(acme_copy / "release.yaml", "release.txt", name)
    done = tieout("build", acme_copy, "--out", acme_copy / "out")
    assert done.exit_code == 0, done.output
    (page,) = (acme_copy / "out").glob("*.htm")
    said = page.read_text(encoding="utf-8")
    assert said.count("<ix:nonFraction") == 22
    assert "data-origin" not in said
    asked = tieout("explain", acme_copy, at)
    assert '"60" (In millions / Anvils' in asked.output
    assert at in " ".join(asked.output.split())


# Workbooks -------------------------------------------------------------------------------------------


def test_a_cell_is_read_as_its_number_format_shows_it(tmp_path: Path) -> None:
    book, sheet = filled(STATEMENT)
    sheet["B4"], sheet["C4"] = 1234567.89, -1234567.89
    sheet["B4"].number_format = sheet["C4"].number_format = '_("$"* #,##0,_);_("$"* (#,##0,)'
    sheet["B5"], sheet["C5"] = 0, 0.1234
    sheet["B5"].number_format, sheet["C5"].number_format = '_(* #,##0_);_(* (#,##0);_(* "—"_)', "0.0%"
    document = read_document(saved(book, tmp_path))
    assert grid_of(document)[1:] == [["Revenues", "$1,235", "$(1,235)"], ["Costs", "—", "12.3%"]]
    check(document)


def test_titles_stand_above_the_table_and_each_cell_knows_where_it_is(tmp_path: Path) -> None:
    document = read_document(saved(filled(STATEMENT)[0], tmp_path))
    assert prose(document) == ["Income", "Statements of Income", "In millions"]
    one = cell(document, "-70")
    at = document.lines[one.line - 1][: one.column - 1].count("\t")
    assert document.sources[one.line - 1][at].origin == "Income!B5"


def test_what_is_hidden_is_left_out_and_told(tmp_path: Path) -> None:
    book, sheet = filled([*STATEMENT, ["Secret", 1, 2], ["Shown", 3, 4], ["Pale", 5, 6], ["Silent", 7, 8]])
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["C"].hidden = True
    for row in sheet["A8:B8"]:
        for one in row:
            one.font = Font(color="FFFFFFFF")
    sheet["B9"].number_format = ";;;"
    other = book.create_sheet("Workings")
    other.sheet_state = "veryHidden"
    other["A1"] = "Nobody sees this"
    document = read_document(saved(book, tmp_path))
    assert grid_of(document)[1:] == [["Revenues", "100"], ["Costs", "-70"], ["Shown", "3"]]
    assert "Silent" in prose(document)
    messages = [finding.message for finding in document.findings if finding.code == "source.hidden"]
    assert "Workings" in messages[0]
    assert "row 6" in messages[1]
    assert "column C" in messages[1]
    assert "A8" in messages[1]
    assert "B9" in messages[1]


def test_white_letters_on_a_dark_fill_are_seen(tmp_path: Path) -> None:
    book, sheet = filled(STATEMENT)
    sheet["A4"].font = Font(color="FFFFFFFF")
    sheet["A4"].fill = PatternFill("solid", fgColor="FF003366")
    document = read_document(saved(book, tmp_path))
    assert cell(document, "Revenues")
    assert not document.findings


def test_a_formula_that_nobody_reckoned_is_told_at_its_cell(tmp_path: Path) -> None:
    book, sheet = filled(STATEMENT)
    sheet["A6"], sheet["B6"] = "Profit", "=B4+B5"
    finding = told(read_document(saved(book, tmp_path)), "no-value")
    assert finding.severity is Severity.ERROR
    assert str(finding.places[0]).endswith("book.xlsx Income!B6")


@pytest.mark.parametrize(
    ("formula", "value", "due"),
    [
        ("SUM(B4:B5)", "31", "30"),
        ("B4+B5", "31", "30"),
        ("B4-B5", "30", "170"),
        ("SUM(B4,$B$5)", "30", None),
        ("ROUND(B4,0)", "1", None),
        ("SUM(B4:B5)/2", "1", None),
    ],
)
def test_a_value_that_its_parts_do_not_make_is_told(
    formula: str, value: str, due: str | None, tmp_path: Path
) -> None:
    book, sheet = filled(STATEMENT)
    sheet["A6"], sheet["B6"] = "Profit", f"={formula}"
    path = saved(book, tmp_path)
    how = re.escape(formula)
    path.write_bytes(
        changed(path.read_bytes(), rf"<f>{how}</f><v ?/?>(</v>)?", f"<f>{formula}</f><v>{value}</v>")
    )
    found = [one.message for one in read_document(path).findings if one.code == "source.other-value"]
    assert [f"makes {due}" in one for one in found] == ([True] if due else [])


def test_an_error_is_told_and_read_as_no_figure(tmp_path: Path) -> None:
    book, sheet = filled(STATEMENT)
    sheet["B5"] = "#REF!"
    document = read_document(saved(book, tmp_path))
    assert "Income!B5" in told(document, "error-value").message


def test_a_head_over_several_columns_covers_them_and_a_rule_is_known(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Statements of Income"],
        [None, "Three Months Ended March 31,"],
        [None, 2025, 2024],
        ["Revenues", 100, 85],
        ["Total", 100, 85],
    ]
    book, sheet = filled(rows)
    sheet.merge_cells("B2:C2")
    sheet["B5"].border = Border(top=Side("thin"))
    document = read_document(saved(book, tmp_path))
    head = cell(document, "Three Months Ended March 31,")
    assert (head.start, head.end) == (1, 3)
    total = document.grids[0].rows[-1].cells
    assert [one.ruled for one in total] == [False, True, False]


def test_several_tables_on_a_sheet_are_apart_and_a_blank_row_within_one_is_not(tmp_path: Path) -> None:
    more: list[list[object]] = [
        [],
        ["Taxes", -10, -9],
        [],
        ["Balance Sheets"],
        [None, 2025, 2024],
        ["Cash", 5, 4],
    ]
    document = read_document(saved(filled([*STATEMENT, *more])[0], tmp_path))
    first, second = document.grids
    assert [row.cells[0].text for row in first.rows if row.cells][-1] == "Taxes"
    assert len(second.rows) == 2
    assert prose(document)[-1] == "Balance Sheets"


def test_a_title_in_the_corner_stands_above_with_its_unit(tmp_path: Path) -> None:
    book, _ = filled(
        [["BALANCE SHEETS - USD ($) $ in Millions", "Mar. 31, 2025", "Dec. 31, 2024"], ["Cash", 5, 4]]
    )
    document = read_document(saved(book, tmp_path))
    assert prose(document)[1:] == ["BALANCE SHEETS", "USD ($) $ in Millions"]
    assert grid_of(document)[0] == ["Mar. 31, 2025", "Dec. 31, 2024"]


def test_raised_marks_are_no_digits_and_what_is_said_aloud_is_not_shown(tmp_path: Path) -> None:
    path = saved(filled(STATEMENT)[0], tmp_path)
    raised = '<r><t>Costs</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r>'
    raised += '<rPh sb="0" eb="1"><t>said aloud</t></rPh>'
    path.write_bytes(changed(path.read_bytes(), "<t>Costs</t>", raised))
    assert cell(read_document(path), "Costs²")


def test_numbers_are_the_files_own_digits(tmp_path: Path) -> None:
    path = saved(filled([[None, 2025, 2024], ["Par value", 0.5, 1]])[0], tmp_path)
    path.write_bytes(changed(path.read_bytes(), "<v>0.5</v>", "<v>0.28999999999999998</v>"))
    assert Decimal(cell(read_document(path), "0.29").text) == Decimal("0.29")


# Word ------------------------------------------------------------------------------------------------


def test_tracked_changes_are_accepted_and_hidden_text_is_left_out(tmp_path: Path) -> None:
    path = as_word("Results\n\n\tMarch 31, 2025\nCash\t1,234\n", tmp_path / "a.docx")
    document = WordDocument(str(path))
    one = document.tables[0].cell(1, 1).paragraphs[0]
    gone = OxmlElement("w:del")
    gone.append(one.runs[0]._r)
    one._p.append(gone)
    put = one.add_run("5,678")._r
    new = OxmlElement("w:ins")
    one._p.append(new)
    new.append(put)
    hidden = document.paragraphs[0].add_run(" of nobody's business")
    hidden.font.hidden = True
    document.save(str(path))
    seen = read_document(path)
    assert grid_of(seen)[1] == ["Cash", "5,678"]
    assert prose(seen) == ["Results"]
    assert "2 tracked changes" in told(seen, "tracked").message
    assert "1 hidden" in told(seen, "hidden").message


def test_a_cell_of_word_knows_its_table_row_and_cell(tmp_path: Path) -> None:
    path = as_word("Results\n\n\tMarch 31, 2025\nCash\t1,234\n", tmp_path / "a.docx")
    document = read_document(path)
    one = cell(document, "1,234")
    at = document.lines[one.line - 1][: one.column - 1].count("\t")
    assert document.sources[one.line - 1][at].origin == "table 1, row 2, cell 2"
    page = read_page(path)
    assert page is not None
    assert page.root.tag == "html"


def test_paragraphs_set_with_tabs_are_a_table(tmp_path: Path) -> None:
    document = WordDocument()
    for line in ("Results", "\tMarch 31, 2025\tMarch 31, 2024", "Cash\t1,234\t(5)", "The end"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    seen = read_document(tmp_path / "a.docx")
    assert grid_of(seen) == [["March 31, 2025", "March 31, 2024"], ["Cash", "1,234", "(5)"]]
    assert prose(seen) == ["Results", "The end"]


def test_a_heading_among_paragraphs_set_with_tabs_is_a_row_and_a_title_is_none(tmp_path: Path) -> None:
    document = WordDocument()
    for line in (
        "\tMarch 31, 2025\tMarch 31, 2024",
        *("Current assets:", "Cash\t1,234\t(5)", "ASSETS OF OTHERS"),
        *("\tApril 30, 2025", "Loans\t17", "So ends the second table.", "Notes\t3"),
    ):
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    seen = read_document(tmp_path / "a.docx")
    assert [len(grid.rows) for grid in seen.grids] == [3, 2, 1]
    assert prose(seen) == ["ASSETS OF OTHERS", "So ends the second table."]


def test_rules_and_indents_of_word_are_those_of_its_cells(tmp_path: Path) -> None:
    document = WordDocument()
    table = document.add_table(rows=5, cols=2)
    said = [("", "March 31, 2025"), ("Assets", ""), ("Cash", "1,234"), ("Land", "66"), ("Total", "1,300")]
    for row, texts_of in zip(table.rows, said, strict=True):
        for one, text in zip(row.cells, texts_of, strict=True):
            one.text = text
    for row in table.rows[2:4]:
        row.cells[0].paragraphs[0].paragraph_format.left_indent = Pt(12)
    borders = parse_xml(f'<w:tcBorders {nsdecls("w")}><w:top w:val="single" w:sz="4"/></w:tcBorders>')
    table.rows[4].cells[1]._tc.get_or_add_tcPr().append(borders)
    document.save(str(tmp_path / "a.docx"))
    (grid,) = read_document(tmp_path / "a.docx").grids
    captions = [row.cells[0] for row in grid.rows if len(row.cells) and row.cells[0].start == 0]
    assert [(one.text, one.indent > captions[0].indent) for one in captions] == [
        *(("Assets", False), ("Cash", True), ("Land", True), ("Total", False)),
    ]
    assert [one.text for row in grid.rows for one in row.cells if one.ruled] == ["1,300"]


# Bad files -------------------------------------------------------------------------------------------


def archive(**parts: bytes) -> bytes:
    done = io.BytesIO()
    with zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/"), data)
    return done.getvalue()


WORKBOOK = b'<workbook xmlns:r="r"><sheets><sheet name="A" r:id="a"/></sheets></workbook>'
RELATIONS = (
    b'<Relationships xmlns="r"><Relationship Id="a" Type="x/worksheet" Target="s.xml"/></Relationships>'
)


def of_sheet(sheet: bytes) -> bytes:
    return archive(
        **{"xl__workbook.xml": WORKBOOK, "xl___rels__workbook.xml.rels": RELATIONS, "xl__s.xml": sheet}
    )


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
FETCHES = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (lambda: of_sheet(b"<worksheet/>")[:200], "damaged"),
        (lambda: of_sheet(b"<worksheet><sheetData><row>"), "damaged"),
        (lambda: of_sheet(ENTITIES), "entities"),
        (lambda: of_sheet(FETCHES), "entities"),
        (lambda: of_sheet(b"<worksheet>" + b" " * 110_000_000 + b"</worksheet>"), "too-large"),
        pytest.param(
            lambda: of_sheet(b"<worksheet><row>" + b"<c><v>1</v></c>" * 151_000 + b"</row></worksheet>"),
            "too-large",
            marks=pytest.mark.whole,
        ),
        pytest.param(
            lambda: archive(
                **{"word__document.xml": b"<document>" + b"<p>1</p>" * 13_000_000 + b"</document>"}
            ),
            "too-large",
            marks=pytest.mark.whole,
        ),
        (
            lambda: of_sheet(b"<worksheet>" + b'<mergeCell ref="F8:XFD1040000"/>' * 3_000 + b"</worksheet>"),
            "too-large",
        ),
        (lambda: archive(**{"xl__workbook.bin": b"x"}), "format"),
        (lambda: archive(**{"inner.xlsx": of_sheet(b"<worksheet/>")}), "format"),
        (lambda: archive(**{"word__document.xml": FETCHES}), "entities"),
        (lambda: archive(**{"word__document.xml": b"<w:document"}), "damaged"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "format"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "format"),
    ],
)
def test_a_bad_file_is_refused_with_what_to_do(data: Callable[[], bytes], code: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.xlsx"
    path.write_bytes(data())
    began = worked()
    finding = refusal(lambda: read_document(path))
    assert finding.code == f"input.{code}"
    assert worked() - began < 10


def test_a_sheet_that_says_it_has_a_billion_rows_is_read_for_what_it_has(tmp_path: Path) -> None:
    path = saved(filled(STATEMENT)[0], tmp_path)
    lying = '<dimension ref="A1:XFD1048576"'
    path.write_bytes(changed(path.read_bytes(), '<dimension ref="A1:C5"', lying))
    assert len(read_document(path).grids[0].rows) == 3


def test_the_name_of_a_file_says_nothing(tmp_path: Path) -> None:
    path = saved(filled(STATEMENT)[0], tmp_path).rename(tmp_path / "release.txt")
    assert load(path, "x").startswith(b"PK")
    assert read_document(path).grids
