"""Text with tabs as a source, and which source reads a file."""

from pathlib import Path

import pytest

from sources_helpers import Read, cell, check, grid_of, prose, reader, refusal, spans
from tieout.sources import READERS, read_document, tabbed

TABLE = "\tMarch 31, 2025\tJune 30, 2025\nGoodwill\t6,082\t (12)\n"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return reader(tmp_path, "release.txt")


# Grids -----------------------------------------------------------------------------------------------


def test_a_run_of_lines_with_tabs_is_a_grid(read: Read) -> None:
    document = read(f"Sheets\n\n{TABLE}\nNotes\n{TABLE}")
    assert [(grid.rows[0].line, grid.rows[-1].line, grid.width) for grid in document.grids] == [
        (3, 4, 3),
        (7, 8, 3),
    ]
    assert prose(document) == ["Sheets", "Notes"]
    check(document)


def test_a_cell_covers_the_column_between_its_tabs(read: Read) -> None:
    (grid,) = read(TABLE).grids
    assert spans(grid) == [
        [(1, 2, "March 31, 2025"), (2, 3, "June 30, 2025")],
        [(0, 1, "Goodwill"), (1, 2, "6,082"), (2, 3, "(12)")],
    ]


def test_a_cell_knows_where_its_text_begins(read: Read) -> None:
    document = read(f"Sheets\n{TABLE}")
    assert [(c.line, c.column) for c in document.grids[0].rows[1].cells] == [(3, 1), (3, 10), (3, 17)]
    assert document.sources == ()


def test_the_lines_are_kept_as_they_stand(read: Read) -> None:
    text = f"  Sheets \n\n{TABLE}\tx\u2028y\n"
    # A line ends where an editor ends it: the separator within the last line is none.
    assert read(text).lines == (*text.split("\n"),)
    assert read(text.replace("\n", "\r\n")).lines == read(text.replace("\n", "\r")).lines == read(text).lines


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_byte_order_mark_and_line_ends_do_not_matter(read: Read, end: str) -> None:
    plain, marked = read(TABLE), read("\ufeff" + TABLE.replace("\n", end))
    assert plain.grids == marked.grids


def test_an_indented_label_says_so(read: Read) -> None:
    document = read("Assets\t\n  Cash\t1\n    Notes\t2\n")
    assert [row.cells[0].indent for row in document.grids[0].rows] == [0, 2, 4]


def test_signs_in_cells_of_their_own_are_put_back(read: Read) -> None:
    document = read("Sales\t$\t1,234\tx\nLoss\t(\t5\t)\nMargin\t7.5\t%\t\nEuro\t12\t€\t\n")
    assert grid_of(document) == [["Sales", "1,234", "x"], ["Loss", "(5)"], ["Margin", "7.5%"], ["Euro", "12"]]
    sales = cell(document, "1,234")
    assert (sales.start, sales.end, sales.currency, sales.column) == (1, 3, "$", 9)
    assert cell(document, "12").currency == "€"
    # A sign that stands in the cell of its number stays where it is printed.
    assert grid_of(read("EPS\t$ 0.88\t($1,234)\n")) == [["EPS", "$ 0.88", "($1,234)"]]


def test_leaders_are_no_text(read: Read) -> None:
    assert grid_of(read("COSTS:\t\t· · ·\nSales .......\t1\t2\n")) == [["COSTS:"], ["Sales", "1", "2"]]


def test_a_rule_of_characters_is_drawn_above_the_next_row(read: Read) -> None:
    document = read("A\t1\n\t-----\nTotal\t1\n\t=====\nB\t2\n")
    assert [[c.ruled for c in row.cells] for row in document.grids[0].rows] == [
        *([False, False], [], [True, True], [], [False, False])
    ]
    # Three dashes may be a figure of none.
    assert grid_of(read("A\t---\t1\n")) == [["A", "---", "1"]]


def test_a_raised_mark_alone_is_one(read: Read) -> None:
    document = read("Sales\t1,234\t¹\nCost\t5²\t\n")
    assert cell(document, "¹").mark
    assert not cell(document, "5²").mark


def test_zero_width_characters_are_nothing(read: Read) -> None:
    assert grid_of(read("New\u00adly\u200b\t1,2\ufeff34\n")) == [["Newly", "1,234"]]


# What is no usable text ------------------------------------------------------------------------------


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0c", "\x1c", "\x7f", "\uffff"])
def test_a_control_character_is_refused_with_its_place(read: Read, character: str) -> None:
    finding = refusal(lambda: read(f"{TABLE}Cash\t1{character}2\t3\n"))
    place = finding.places[0]
    assert (finding.code, place.line, place.column) == ("input.control-character", 3, 7)


def test_text_of_another_encoding_is_refused(read: Read) -> None:
    assert refusal(lambda: read("決算\t1\n".encode("shift_jis"))).code == "input.encoding"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_other_encodings_of_text(read: Read, encoding: str) -> None:
    # Without a declaration: by the mark, by the zero bytes, or as nothing but quotes and dashes is no ASCII.
    assert grid_of(read("Sales “net” –\t1\n".encode(encoding))) == [["Sales “net” –", "1"]]


def test_a_line_with_too_many_cells_is_refused(read: Read) -> None:
    finding = refusal(lambda: read(TABLE + "\t1" * (tabbed.MAX_CELLS + 1) + "\n"))
    assert (finding.code, finding.places[0].line) == ("input.too-wide", 3)


# Which source reads it ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TABLE.encode(), "TabbedText"),
        (b"Only prose.\n", "TabbedText"),
        (b"<html><p>x", "Html"),
        (b"<DOCUMENT>\n<TYPE>EX-99\n<TEXT>\n<html>", "Html"),
        (b"<DOCUMENT>\n<TYPE>EX-99\n<TEXT>\n<PAGE>\nSales  5  6", "SpacedText"),
        (b"<TABLE>\n<CAPTION>\n<S>  <C>\nSales  5\n</TABLE>", "SpacedText"),
        (b"<table><tr><td>5</table>", "Html"),
        (b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----\n<SEC-DOCUMENT>\n<TEXT>\nCash  5\n", "SpacedText"),
        (b"Sales     5     6\nCosts     7     8\n", "SpacedText"),
        (b"Sales\t5     6\nCosts\t7     8\n", "TabbedText"),
        ("<html><p>x".encode("utf-16"), "Html"),
    ],
)
def test_a_file_is_known_by_what_it_holds(data: bytes, name: str) -> None:
    assert next(type(one).__name__ for one in READERS if one.sniff(data)) == name


@pytest.mark.parametrize("start", [b"\xd0\xcf\x11\xe0", b"{\\rtf1", b"\x1f\x8b\x08"])
def test_another_format_is_named(read: Read, start: bytes) -> None:
    finding = refusal(lambda: read(start + b" ..."))
    assert finding.code == "input.format"
    assert "neither UTF-8 text nor HTML" in finding.message


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    missing = refusal(lambda: read_document(tmp_path / "none.pdf"))
    assert (missing.code, missing.mend) == ("input.unreadable", "Name the file of the release.")
    assert refusal(lambda: read_document(tmp_path / "a\0b.txt")).code == "input.unreadable"


@pytest.mark.parametrize("content", ["", " \n\t\n"])
def test_an_empty_file_is_refused(read: Read, content: str) -> None:
    assert refusal(lambda: read(content)).code == "input.empty"


# Real texts --------------------------------------------------------------------------------------------


def test_the_cells_of_a_release_are_those_between_its_tabs(root: Path) -> None:
    path = root / "instances" / "iij-2018q1" / "release.txt"
    document = read_document(path)
    lines = path.read_text(encoding="utf-8-sig").split("\n")
    assert len(document.grids) == 25
    for grid in document.grids:
        for row in grid.rows:
            printed = [text.strip() for text in lines[row.line - 1].split("\t")]
            filled = [(at, " ".join(text.split())) for at, text in enumerate(printed) if text.strip(" ·")]
            assert [(c.start, c.text) for c in row.cells] == filled
    check(document)
