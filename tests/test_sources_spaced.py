"""Text whose tables are set with spaces, as EDGAR's were before 2005."""

from pathlib import Path

import pytest

from sources_helpers import Read, cell, check, grid_of, prose, reader, refusal, spans, texts
from tieout.sources import read_document

INCOME = """\
                          Tarnwell Inc.
               Consolidated Statements of Operations
               (In thousands, except per share data)

                                  Three Months       Six Months
                                      Ended            Ended
                                Jun 30, Jun 30,   Jun 30,  Jun 30,
                                 2003    2002      2003     2002
                                ------  ------    ------   ------
    Net revenues............... $1,506  $1,967   $ 2,958  $ 3,589
    Cost of revenues              (827)   (294)   (1,468)  (1,138)
                                ------  ------   -------  -------
       Gross profit                679   1,673     1,490    2,451
    Recovery of
     investment                     --      (1)       --      (50)
                                ======  ======   =======  =======
    Net income per share        $ 0.07  $  .17   $  0.15  $  0.25
"""


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return reader(tmp_path, "release.txt")


# A statement -------------------------------------------------------------------------------------------


def test_a_statement(read: Read) -> None:
    document = read(INCOME)
    assert grid_of(document) == [
        ["Three Months", "Six Months"],
        ["Ended", "Ended"],
        ["Jun 30,", "Jun 30,", "Jun 30,", "Jun 30,"],
        ["2003", "2002", "2003", "2002"],
        ["Net revenues", "$1,506", "$1,967", "2,958", "3,589"],
        ["Cost of revenues", "(827)", "(294)", "(1,468)", "(1,138)"],
        ["Gross profit", "679", "1,673", "1,490", "2,451"],
        ["Recovery of"],
        ["investment", "--", "(1)", "--", "(50)"],
        ["Net income per share", "0.07", ".17", "0.15", "0.25"],
    ]
    assert [line.strip() for line in prose(document)] == [
        *("Tarnwell Inc.", "Consolidated Statements of Operations", "(In thousands, except per share data)"),
    ]
    check(document)


def test_places_are_those_of_the_file(read: Read) -> None:
    document = read(INCOME)
    assert document.lines == (*INCOME.split("\n"),)
    assert document.sources == ()
    for grid in document.grids:
        for row in grid.rows:
            for one in row.cells:
                printed = document.lines[one.line - 1][one.column - 1 :]
                assert printed.replace("$", "").strip().startswith(one.text.replace("$", ""))
                assert one.column == one.start + 1
    sales = cell(document, "2,958")
    assert (sales.start, sales.end, sales.currency) == (49, 56, "$")
    months = cell(document, "Three Months")
    assert (months.start, months.end) == (34, 46)


def test_rules_of_characters_are_drawn_above_the_next_row(read: Read) -> None:
    (grid,) = read(INCOME).grids
    ruled = [row.cells[0].text for row in grid.rows if any(c.ruled for c in row.cells)]
    # Not what stands below a double rule: it ends what is above it.
    assert ruled == ["Net revenues", "Gross profit"]
    profit = next(row for row in grid.rows if row.cells and row.cells[0].text == "Gross profit")
    assert [c.ruled for c in profit.cells] == [False, True, True, True, True]
    assert sum(not row.cells for row in grid.rows) == 3


def test_labels_are_indented(read: Read) -> None:
    (grid,) = read(INCOME).grids
    labels = {row.cells[0].text: row.cells[0].indent for row in grid.rows if row.cells}
    assert (labels["Net revenues"], labels["Gross profit"], labels["investment"]) == (4, 7, 5)


def test_the_marks_of_edgar_are_no_text(read: Read) -> None:
    text = (
        "<DOCUMENT>\n<TYPE>EX-99\n<SEQUENCE>2\n<TEXT>\n<PAGE>\n        Income\n<TABLE>\n<CAPTION>\n"
        "                  2003     2002\n<S>               <C>      <C>\nSales             $ 5      $ 6\n"
        "Costs                3        4\n</TABLE>\nNotes follow.\n</TEXT>\n</DOCUMENT>\n"
    )
    document = read(text)
    assert grid_of(document) == [["2003", "2002"], ["Sales", "5", "6"], ["Costs", "3", "4"]]
    assert [line.strip() for line in prose(document)] == ["Income", "Notes follow."]
    # Every line and column stays where it is.
    assert len(document.lines) == len(text.split("\n"))
    assert (cell(document, "6").line, cell(document, "6").column) == (11, 28)


@pytest.mark.parametrize(
    ("lines", "made"),
    [
        pytest.param(
            ["              2003    2002  Change        2003    2002 Change"],
            ["2003", "2002", "Change", "2003", "2002", "Change"],
            id="heads one space apart",
        ),
        pytest.param(
            ["              3 Months Ended June       12 Months Ended June"],
            ["3 Months Ended June", "12 Months Ended June"],
            id="heads over several columns",
        ),
        pytest.param(
            [
                "              3 Months Ended June 30,   2003    2002 Change",
                "              ---------------------",
            ],
            ["3 Months Ended June 30,", "2003", "2002", "Change"],
            id="a head with its rule beside others",
        ),
        pytest.param(
            ["            June 30 June 30 June 30     June 30 June 30 June 30"],
            ["June 30"] * 6,
            id="heads alike",
        ),
    ],
)
def test_heads_are_cut_at_the_columns_below(read: Read, lines: list[str], made: list[str]) -> None:
    row = "Sales        1,234   1,345    (12)      11,234  11,345    (12)"
    document = read("\n".join([*lines, "", row, row]))
    assert texts(document.grids[0])[0] == made


def test_years_that_are_centered_cut_no_date_above_them(read: Read) -> None:
    document = read(
        "                         March 31,      December 31,\n"
        "                           2025             2024\n"
        "                         ---------      ------------\n"
        "Cash                       $ 1,234        $ 2,345\n"
        "Receivables                  3,456          4,567\n"
    )
    assert grid_of(document)[:2] == [["March 31,", "December 31,"], ["2025", "2024"]]


CASH = "Cash                                     1,234\nOther receivables                        5,678\n"
TWO = "Cash                         1,234     2,345\nReceivables                  3,456     4,567\n"


@pytest.mark.parametrize(
    ("lines", "rows", "spans_made"),
    [
        pytest.param(["                                March 31, 2025"], CASH, [(41, 46)], id="at the edge"),
        pytest.param(
            [
                "                             Three Months Ended",
                "                                 March 31, 2025",
            ],
            CASH,
            [(41, 46), (41, 46)],
            id="two lines at the edge",
        ),
        pytest.param(
            [
                "                                  Three Months Ended",
                "                                    March 31, 2025",
                "                                     (unaudited)",
            ],
            CASH,
            [(41, 46)] * 3,
            id="lines centered over the column",
        ),
        pytest.param(
            ["                                   Q1'25", "                                   -----------"],
            CASH,
            [(41, 46)],
            id="over the rule of its column",
        ),
        pytest.param(
            [
                "               For the Three Months Ended March 31, as restated",
                "                             2025      2024",
            ],
            TWO,
            [(29, 44), (29, 33), (39, 43)],
            id="over two columns",
        ),
        pytest.param(
            ["                      March 31, 2025  March 31, 2024"],
            TWO,
            [(29, 34), (38, 52)],
            id="beside another",
        ),
    ],
)
def test_a_head_that_is_wider_than_its_figures_is_of_their_column(
    read: Read, lines: list[str], rows: str, spans_made: list[tuple[int, int]]
) -> None:
    document = read("\n".join([*lines, rows]))
    heads = [c for row in document.grids[0].rows for c in row.cells if c.line <= len(lines)]
    assert [(c.start, c.end) for c in heads] == spans_made
    # Where it is printed is told all the same.
    assert all(document.lines[c.line - 1][c.column - 1 :].startswith(c.text) for c in heads)


def test_heads_at_the_left_end_of_their_columns_are_each_of_its_own(read: Read) -> None:
    document = read(
        "                    March 31,         December 31,\n"
        "                    2025              2024\n"
        "Cash                           1,234             2,345\n"
        "Receivables                      567               678\n"
    )
    assert spans(document.grids[0])[:2] == [
        [(31, 36, "March 31,"), (38, 50, "December 31,")],
        [(31, 36, "2025"), (49, 54, "2024")],
    ]
    assert [(c.line, c.column) for c in document.grids[0].rows[1].cells] == [(2, 21), (2, 39)]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["       Statement of Cash Held, in dollars"], id="over the whole table"),
        pytest.param(
            ["            Tarnwell Group of Companies, Inc.", "                     Cash Held on Day"],
            id="in line with another title",
        ),
        pytest.param(["Cash and receivables that Tarnwell holds today"], id="where the labels begin"),
    ],
)
def test_a_title_is_no_wide_head(read: Read, lines: list[str]) -> None:
    document = read("\n".join([*lines, CASH]))
    assert grid_of(document)[0] == ["Cash", "1,234"]
    assert [line.strip() for line in prose(document)] == [line.strip() for line in lines]


def test_figures_one_space_apart_are_two(read: Read) -> None:
    row = "Loss from operations    (2,046)  (1,967)  (1,234) (10,571)  (9,723)"
    assert grid_of(read(f"{row}\n{row}"))[0] == [
        *("Loss from operations", "(2,046)", "(1,967)", "(1,234)", "(10,571)", "(9,723)")
    ]


def test_digits_grouped_by_spaces_are_one_figure(read: Read) -> None:
    row = "Ventes              1 234 567     (12 345)       678,5"
    assert grid_of(read(f"{row}\n{row}"))[0] == ["Ventes", "1 234 567", "(12 345)", "678,5"]
    # Where others are grouped by commas, they are columns that stand close.
    row = "Sales                12 345       1,234"
    assert grid_of(read(f"{row}\n{row}"))[0] == ["Sales", "12", "345", "1,234"]


def test_a_label_may_leave_but_one_space(read: Read) -> None:
    text = (
        "Cash                                 678      5,050\n"
        "Current portion of long-term debt 12,920     39,921\n"
        "Notes that are due in the year 2004\n"
        "and later                            557        733\n"
    )
    assert grid_of(read(text)) == [
        ["Cash", "678", "5,050"],
        ["Current portion of long-term debt", "12,920", "39,921"],
        ["Notes that are due in the year 2004"],
        ["and later", "557", "733"],
    ]


@pytest.mark.parametrize(
    ("row", "made"),
    [
        ("Loss            $   (5)    $   -", ["Loss", "(5)", "-"]),
        ("Loss            ( 115 )    ( 32)", ["Loss", "(115)", "(32)"]),
        ("Margin           12.5 %    (3.2)%", ["Margin", "12.5%", "(3.2)%"]),
        ("Growth            NM        8.1%", ["Growth", "NM", "8.1%"]),
        ("Sales          2003*        5**", ["Sales", "2003*", "5**"]),
        ("- As reported       5         6", ["- As reported", "5", "6"]),
        ("Sales . . . . . .   5  . . .  6", ["Sales", "5", "6"]),
        ("Sales..........$1,234   $  6", ["Sales", "$1,234", "6"]),
        ("Net  sales          5         6", ["Net sales", "5", "6"]),
        ("US            US$   5   US$   6", ["US", "5", "6"]),
        ("Note      4         5         6", ["Note", "4", "5", "6"]),
    ],
)
def test_rows(read: Read, row: str, made: list[str]) -> None:
    below = "Total               7         8"
    assert grid_of(read(f"{row}\n{row}\n{below}\n"))[0] == made


# What is a table and what is none ------------------------------------------------------------------------


def test_prose_is_no_table(read: Read) -> None:
    text = """\
    Net revenues for the quarter were $11,506,000,  up from $11,492,000 in the
previous quarter and down 11% from $12,967,000 in 2002.  The year had 53 weeks.
The  results  of  the  quarter  ended  June  30,  2003  were  those  of 14 weeks.
    -- A first item of 5 units   and
    -- a second one of 2003.
Phone: 800-435-2336;    Fax: 408-435-1100
                                      -3-
    /CONTACT:  Edgar P. McDougal, +1-847-286-9669
"""
    assert read(INCOME + "\n" + text).grids == read(INCOME).grids


def test_headings_and_labels_stand_within_a_table(read: Read) -> None:
    text = (
        "                                     2003     2002\n\nAssets\n\n"
        "  Cash                                  5        6\n"
        "  Total assets                          5        6\n\n"
        "              LIABILITIES AND SHAREHOLDERS' EQUITY\n\n"
        "  Debt                                  5        6\n"
    )
    document = read(text)
    assert [row[0] for row in grid_of(document)] == [
        *("2003", "Assets", "Cash", "Total assets", "LIABILITIES AND SHAREHOLDERS' EQUITY", "Debt")
    ]


def test_a_title_begins_another_table(read: Read) -> None:
    document = read(INCOME + "\n" + INCOME)
    assert len(document.grids) == 2
    assert len(prose(document)) == 6


def test_a_total_without_a_label_is_a_row(read: Read) -> None:
    row = "Sales           5        6"
    assert grid_of(read(f"{row}\n{row}\n               10       12\n")) == [
        *(["Sales", "5", "6"], ["Sales", "5", "6"], ["10", "12"])
    ]
    one = "Sales           5"
    assert grid_of(read(f"{one}\n{one}\n               10\n"))[-1] == ["10"]


def test_text_in_double_spacing(read: Read) -> None:
    wide = INCOME.replace("\n", "\n\n")
    document = read(wide)
    assert grid_of(document) == grid_of(read(INCOME))
    assert cell(document, "2,958").line == cell(read(INCOME), "2,958").line * 2 - 1


def test_a_page_break_and_the_end_of_a_dos_file_are_blank(read: Read) -> None:
    document = read("\f" + INCOME + "\x1a")
    assert grid_of(document) == grid_of(read(INCOME))
    assert refusal(lambda: read(INCOME + "\x07")).code == "input.control-character"


def test_windows_1252_of_a_filing(read: Read) -> None:
    text = f"<PAGE>\nTarnwell’s caf\u00e9\n{INCOME}".encode("cp1252")
    assert read(text).lines[1] == "Tarnwell’s café"


def test_columns_keep_their_characters(read: Read) -> None:
    (grid,) = read("Sales    $  5   $   6\nCosts       3      14\n").grids
    assert spans(grid) == [
        [(0, 5, "Sales"), (9, 13, "5"), (16, 21, "6")],
        [(0, 5, "Costs"), (12, 13, "3"), (19, 21, "14")],
    ]


# Real texts ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("sears-2004q2-ex-99", "NET INCOME/ (LOSS)|53|309|(806)|501"),
        ("southern-2004q4-ex-99-02", "- As Reported|204|125|1,532|1,474"),
        ("southern-2004q4-ex-99-06", "Earnings Before Income Taxes|106|122|-13.0%|1,038|998|4.0%"),
        ("pericom-semiconductor-0000891092-03-001810", "Net loss|$(370)|$(631)|$(694)|$(4,327)|$(5,267)"),
        ("pericom-semiconductor-0000891092-03-002843", "Net loss|$(800)|$(370)|$(922)"),
    ],
)
def test_rows_of_filed_releases(shared: Path, name: str, row: str) -> None:
    document = read_document(shared / "field" / "releases" / f"ex99-{name}.txt")
    check(document)
    assert row.split("|") in [found for grid in document.grids for found in texts(grid)]
