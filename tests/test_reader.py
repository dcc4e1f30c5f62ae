"""A text as a release: tables, heads, units, captions and the place of every cell."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tieout.core import InputError, Period
from tieout.definitions import ReleaseDefinition
from tieout.language import Dated, Unit
from tieout.layout import Release, read_release
from tieout.sources import file as reader

Read = Callable[[str], Release]

TABLE = """\
\tAs of March 31, 2018\tAs of June 30, 2018
\tThousands of JPY\tThousands of JPY
Goodwill\t6,082,472\t6,082,472
"""


@pytest.fixture
def read(tmp_path: Path, definition: ReleaseDefinition) -> Read:
    def run(text: str) -> Release:
        path = tmp_path / "release.txt"
        path.write_bytes(text.encode())
        return read_release(path, definition.company)

    return run


# Heads and units -------------------------------------------------------------------------------------


def test_a_head_and_its_unit_row(read: Read, definition: ReleaseDefinition) -> None:
    (table,) = read(TABLE).tables
    march, june = table.columns
    assert (march.text, march.line, march.column) == ("As of March 31, 2018", 1, 2)
    assert (june.text, june.line, june.column) == ("As of June 30, 2018", 1, 23)
    assert june.period == definition.period.closing()
    assert (june.unit, june.unit_text) == (Unit("JPY", 3), "Thousands of JPY")
    assert [row.caption for row in table.rows] == ["Goodwill"]


def test_a_head_over_two_lines_is_read_as_one(read: Read, definition: ReleaseDefinition) -> None:
    (table,) = read("\tThree Months Ended\n\tJune 30, 2018\n\tJPY millions\nNet income\t291\n").tables
    (head,) = table.columns
    assert (head.text, head.period) == ("Three Months Ended June 30, 2018", definition.period)
    assert (head.unit, head.line) == (Unit("JPY", 6), 1)


def test_a_head_can_name_its_unit_in_one_cell(read: Read, definition: ReleaseDefinition) -> None:
    (table,) = read("\tThree Months Ended June 30, 2018 Thousands of JPY\nNet income\t290,943\n").tables
    (head,) = table.columns
    assert (head.period, head.unit) == (definition.period, Unit("JPY", 3))
    assert head.unit_text == "Thousands of JPY"


def test_each_column_has_its_own_unit(read: Read) -> None:
    (table,) = read("\t1Q18\tYoY Change\n\tJPY millions\t%\nTotal revenues\t44,705\t9.1\n").tables
    assert [head.unit for head in table.columns] == [Unit("JPY", 6), Unit("pure", -2)]
    assert [head.period is None for head in table.columns] == [False, True]


def test_a_head_stands_above_the_columns_to_its_right_as_well(
    read: Read, definition: ReleaseDefinition
) -> None:
    # The one in the first line is the head of all four, the unit in the last one too.
    (table,) = read(
        "\tFor the Three Months Ended\t\t\t\n"
        "\tJune 30, 2017\tSeptember 30, 2017\tDecember 31, 2017\tMarch 31, 2018\n"
        "\t(JPY millions)\t\t\t\n"
        "Others\t809\t812\t808\t791\n"
    ).tables
    calendar = definition.company.calendar
    assert [head.period for head in table.columns] == [calendar.quarter(2017, n) for n in (1, 2, 3, 4)]
    assert {(head.unit, head.unit_text) for head in table.columns} == {(Unit("JPY", 6), "(JPY millions)")}
    assert [head.lines for head in table.columns][1:3] == [
        ("For the Three Months Ended", "September 30, 2017"),
        ("For the Three Months Ended", "December 31, 2017"),
    ]
    assert {head.starts_here for head in table.columns} == {True}
    # A place is that of what is printed above the very column, or of nothing.
    assert [(head.line, head.column) for head in table.columns] == [(1, 2), (2, 16), (2, 35), (2, 53)]


def test_a_head_stops_where_the_next_one_stands(read: Read) -> None:
    (table,) = read("\tTotal revenues\t\tOperating income\t\n\tJPY\t%\tJPY\t%\n1Q18\t1\t2\t3\t4\n").tables
    assert [(head.text, head.starts_here) for head in table.columns] == [
        *(("Total revenues", True), ("Total revenues", True)),
        *(("Operating income", True), ("Operating income", True)),
    ]
    assert [head.unit for head in table.columns] == [Unit("JPY", 0), Unit("pure", -2)] * 2


def test_a_head_that_ends_under_a_general_one_dates_its_column(
    read: Read, definition: ReleaseDefinition
) -> None:
    # FY2017 alone dates nothing, and both together read as no date.
    (table,) = read("\tFY2017\t\n\tAs of June 30, 2017\tAs of March 31, 2018\nOthers\t1\t2\n").tables
    assert [head.text for head in table.columns] == [
        *("FY2017 As of June 30, 2017", "FY2017 As of March 31, 2018")
    ]
    before = definition.company.calendar.year_before(definition.period.closing())
    assert [head.period for head in table.columns] == [before, definition.period.opening()]


def test_a_column_that_nothing_stands_above_is_not_its_heads_own(read: Read) -> None:
    (table,) = read("\t1Q17\t1Q18\nOthers\t1\t2\t3\n").tables
    assert [(head.text, head.starts_here) for head in table.columns] == [
        *(("1Q17", True), ("1Q18", True), ("1Q18", False))
    ]


def test_heads_that_have_run_together_are_told_apart(read: Read, definition: ReleaseDefinition) -> None:
    quarter, before = definition.period, definition.company.calendar.year_before(definition.period)

    def heads(line: str) -> list[tuple[Period | None, str]]:
        (table,) = read(f"{line}\n\tJPY millions\tJPY millions\nOthers\t1\t2\n").tables
        return [(head.period, head.run_together) for head in table.columns]

    assert heads("\t1Q17\t1Q18") == [(before, ""), (quarter, "")]
    # Each has a column: the first of the two, or the one that no column before has.
    assert heads("\t1Q17 1Q18\t") == [(before, "1Q17 1Q18"), (quarter, "1Q17 1Q18")]
    assert heads("\t1Q17\t1Q17 1Q18") == [(before, ""), (quarter, "1Q17 1Q18")]
    assert heads("\t1Q18\t1Q17 1Q18") == [(quarter, ""), (before, "1Q17 1Q18")]
    assert heads("\t1Q17 1Q18\t1Q18") == [(before, "1Q17 1Q18"), (quarter, "")]
    # Where nothing is left, or something else stands there, no date is made up.
    assert heads("\t1Q17\t1Q17 1Q17") == [(before, ""), (None, "1Q17 1Q17")]
    assert heads("\t1Q17\t1Q17 or 1Q18") == [(before, ""), (None, "")]


def test_a_title_may_be_the_first_line_of_its_table(read: Read) -> None:
    (table,) = read("Some text\n\nSegment Results\t\t\n\t1Q17\t1Q18\nOthers\t1\t2\n").tables
    assert table.captions == ("Some text", "Segment Results")
    assert table.caption == "Segment Results"
    assert [row.caption for row in table.rows] == ["Others"]
    # Above a row it is a heading, and beside a figure it is a row.
    (table,) = read("Segment Results\t\t\nOthers\t1\t2\n").tables
    assert [(row.caption, row.heading) for row in table.rows] == [
        ("Segment Results", True),
        ("Others", False),
    ]
    table, below = read("Segment Results\t\t7\n\t1Q17\t1Q18\nOthers\t1\t2\n").tables
    assert [row.caption for row in table.rows] == ["Segment Results"]
    assert [row.caption for row in below.rows] == ["Others"]


def test_rows_may_be_dated(read: Read, definition: ReleaseDefinition) -> None:
    (table,) = read(
        "\tTotal\nThree months ended June 30, 2018\t1\n"
        "Fiscal Year Ending March 31, 2019\t2\nFiscal Year Ending March 31, 2019 (forecast)\t3\nOthers\t4\n"
    ).tables
    year = definition.company.calendar.to_date(2018, 4)
    assert [row.dated for row in table.rows] == [
        *(Dated(definition.period), Dated(year), Dated(year, forecast=True), None)
    ]


def test_a_figure_without_a_caption_is_no_head(read: Read) -> None:
    # Taken for a head, the figure would vanish without a word.
    (table,) = read("\t1Q18\n\t291\nNet income\t291\n").tables
    assert [(row.caption, row.cells[0].text) for row in table.rows] == [("", "291"), ("Net income", "291")]


def test_a_table_without_heads_has_none_that_are_dated(read: Read) -> None:
    (table,) = read("Revenue\t44,705\nIncome\t1,180\n").tables
    assert [(head.text, head.period, head.unit) for head in table.columns] == [("", None, None)]
    assert len(table.rows) == 2


# Captions --------------------------------------------------------------------------------------------


def test_captions_are_the_lines_since_the_table_before(read: Read) -> None:
    release = read(f"First\n\n{TABLE}\nSecond\n(Unaudited)\n\n{TABLE}")
    assert [table.captions for table in release.tables] == [("First",), ("Second", "(Unaudited)")]
    # In messages a remark in brackets names no table.
    assert [table.caption for table in release.tables] == ["First", "Second"]
    assert [table.number for table in release.tables] == [1, 2]


def test_a_continued_table_inherits_the_captions(read: Read) -> None:
    release = read(f"Balance Sheets\n\n{TABLE}\n{TABLE}")
    assert [table.captions for table in release.tables] == [("Balance Sheets",), ("Balance Sheets",)]


def test_a_continued_table_without_heads_has_those_of_the_table_before(read: Read) -> None:
    first, second, third = read("Sheets\n\n\t1Q17\t1Q18\nA\t1\t2\n\nB\t3\t4\n\nOthers\n\nC\t5\t6\n").tables
    assert second.columns == first.columns
    # What has a caption of its own is no continuation.
    assert [head.period for head in third.columns] == [None, None]


def test_prose_is_no_caption_and_stays_as_it_is(read: Read) -> None:
    sentence = "Goodwill has not changed."
    long = "word " * 60
    release = read(f"Balance Sheets\n{sentence}\n{long}\n{TABLE}")
    assert release.tables[0].captions == ("Balance Sheets",)
    assert release.lines[:3] == ("Balance Sheets", sentence, long)


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("Balance Sheets", True),
        ("Balance Sheets (Unaudited)", True),
        ("Sales are not restated.", False),
        ('It counts under "Others."', False),
        ("It counts under “Others.”", False),
        ("a" * 250, True),
        ("a" * 251, False),
    ],
)
def test_a_sentence_is_no_caption(read: Read, line: str, caption: bool) -> None:
    (table,) = read(f"{line}\n{TABLE}").tables
    assert table.captions == ((line,) if caption else ())


def test_the_lines_are_kept_as_they_stand(read: Read) -> None:
    text = f"  Sheets \n\n{TABLE}\tx\u2028y\n"
    # A line ends where an editor ends it: the separator within the last line is none.
    assert read(text).lines == (*text.split("\n"),)
    assert read(text.replace("\n", "\r\n")).lines == read(text.replace("\n", "\r")).lines == read(text).lines


def test_a_table_without_a_caption_goes_by_its_number(read: Read) -> None:
    assert read(TABLE).tables[0].caption == "table 1"


# Rows and cells --------------------------------------------------------------------------------------


def test_headings_stand_above_the_rows_until_their_total(read: Read) -> None:
    (table,) = read(
        "REVENUES:\t\n"
        "Network services:\t\n"
        "WAN services\t7\n"
        "Total\t7\n"
        "Systems integration:\t\n"
        "Systems construction\t3\n"
        "Total\t3\n"
        "Total revenues\t10\n"
        "COSTS:\t\n"
        "Research\t1\n"
    ).tables
    network = ("REVENUES:", "Network services:")
    systems = ("REVENUES:", "Systems integration:")
    assert [(row.caption, row.under, row.heading) for row in table.rows] == [
        ("REVENUES:", (), True),
        ("Network services:", ("REVENUES:",), True),
        ("WAN services", network, False),
        ("Total", network, False),
        ("Systems integration:", ("REVENUES:",), True),
        ("Systems construction", systems, False),
        ("Total", systems, False),
        ("Total revenues", ("REVENUES:",), False),
        ("COSTS:", (), True),
        ("Research", ("COSTS:",), False),
    ]


def test_a_heading_in_capitals_closes_the_headings_before_it(read: Read) -> None:
    (table,) = read("ASSETS:\t\nCurrent:\t\nCash\t1\nLIABILITIES:\t\nDebt\t1\n").tables
    assert [row.under for row in table.rows if not row.heading] == [
        ("ASSETS:", "Current:"),
        ("LIABILITIES:",),
    ]


def test_cells_know_their_line_and_column(read: Read) -> None:
    (table,) = read("Balance Sheets\n\n\t1Q17\t1Q18\nGoodwill\t6,082\t (12)\n").tables
    (row,) = table.rows
    # A cell begins where its text does.
    assert [(cell.text, cell.line, cell.column) for cell in row.cells] == [("6,082", 4, 10), ("(12)", 4, 17)]
    assert (table.line, row.line) == (3, 4)


def test_a_place_names_file_table_row_and_head(read: Read, tmp_path: Path) -> None:
    release = read(f"Balance Sheets\n{TABLE}")
    table = release.tables[0]
    place = release.place(table, table.rows[0], table.rows[0].cells[1], 2)
    # As an editor opens it: file, line and column.
    at = f"{tmp_path}/release.txt:4:20"
    assert str(place) == f"{at} (Balance Sheets / Goodwill / As of June 30, 2018)"


def test_leaders_are_blank_and_make_a_heading(read: Read) -> None:
    (table,) = read("COSTS AND EXPENSES:\t\t· · ·\nCost of sales\t1\t2\n").tables
    assert [row.heading for row in table.rows] == [True, False]


def test_a_caption_loses_its_doubled_spaces_only(read: Read) -> None:
    (table,) = read("  Other  —net \t1\n").tables
    assert table.rows[0].caption == "Other —net"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_byte_order_mark_and_line_ends_do_not_matter(read: Read, end: str) -> None:
    plain, marked = read(TABLE), read("\ufeff" + TABLE.replace("\n", end))
    assert plain.tables == marked.tables


# What is no usable text ------------------------------------------------------------------------------


def refusal(run: Callable[[], object]) -> tuple[str, int, int]:
    with pytest.raises(InputError) as caught:
        run()
    (finding,) = caught.value.findings
    assert finding.mend
    assert finding.places[0].file.endswith("release.txt")
    return finding.code, finding.places[0].line, finding.places[0].column


def test_a_text_without_a_table_is_refused(read: Read) -> None:
    assert refusal(lambda: read("Only prose.\n")) == ("release.no-tables", 0, 0)


def test_an_empty_text_is_refused(read: Read) -> None:
    assert refusal(lambda: read("")) == ("input.empty", 0, 0)


def test_an_amount_may_have_the_sign_of_its_currency(read: Read) -> None:
    (table,) = read("\t1Q18\t1Q17\nNet income per share\t$ 0.88\t($1,234)\n").tables
    (row,) = table.rows
    assert [cell.reading.value for cell in row.cells] == [Decimal("0.88"), Decimal(-1234)]
    # What is printed stays as it is, and so does its place.
    assert [(cell.text, cell.column) for cell in row.cells] == [("$ 0.88", 22), ("($1,234)", 29)]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0c", "\x1c", "\x7f", "\uffff"])
def test_a_control_character_is_refused_with_its_place(read: Read, character: str) -> None:
    assert refusal(lambda: read(f"{TABLE}Cash\t1{character}2\t3\n")) == ("input.control-character", 4, 7)


def test_text_that_is_not_utf_8_is_refused(tmp_path: Path, definition: ReleaseDefinition) -> None:
    path = tmp_path / "release.txt"
    path.write_bytes("決算\t1\n".encode("shift_jis"))
    assert refusal(lambda: read_release(path, definition.company)) == ("input.encoding", 0, 0)


def test_a_text_that_is_too_large_is_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_BYTES", len(TABLE))
    assert read(TABLE).tables
    assert refusal(lambda: read(TABLE + " ")) == ("input.too-large", 0, 0)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, definition: ReleaseDefinition) -> None:
    assert refusal(lambda: read_release(tmp_path / "no-release.txt", definition.company)) == (
        "input.unreadable",
        0,
        0,
    )


def test_a_line_with_too_many_cells_is_refused(read: Read) -> None:
    assert refusal(lambda: read(TABLE + "\t1" * 100 + "\n")) == ("input.too-wide", 4, 0)


# The real release ------------------------------------------------------------------------------------


def test_the_release_has_25_tables(definition: ReleaseDefinition) -> None:
    assert len(read_release(definition.text, definition.company).tables) == 25


def test_its_tables_are_the_published_ones_cell_for_cell(definition: ReleaseDefinition, shared: Path) -> None:
    # The prose is rewritten, as it is the company's; the figures are facts and stand as published.
    def tables(path: Path) -> list[list[list[str]]]:
        blocks: list[list[list[str]]] = [[]]
        for line in path.read_text(encoding="utf-8").splitlines():
            if "\t" in line:
                blocks[-1].append(line.split("\t"))
            elif blocks[-1]:
                blocks.append([])
        return [block for block in blocks if block]

    ours, published = tables(definition.text), tables(shared / "release" / "iij-1q18.txt")
    assert len(ours) == len(published) == 25
    for number, (our, their) in enumerate(zip(ours, published, strict=True), 1):
        assert our == their, f"table {number}"
