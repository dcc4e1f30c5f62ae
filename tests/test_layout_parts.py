"""Where tables begin and end: titles, blocks that headings date, tables that go on, notes, dated rows."""

from pathlib import Path

import pytest

from layout_helpers import Read, heads, made_up, only, page, reader, shown, table, texts, values
from tieout.core import InputError
from tieout.layout import goes_on

DAYS = "||March 31, 2025|December 31, 2024"
MARCH, DECEMBER = "2025-03-31", "2024-12-31"
Q2, Q2_BEFORE = "2025-04-01/2025-06-30", "2024-04-01/2024-06-30"
SHEETS = "BALANCE SHEETS\n(In thousands)\n\n\tMarch 31, 2025\tDecember 31, 2024\nCash\t1\t2\n"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return reader(tmp_path, made_up())


# Titles ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        page(DAYS, "|Cash|1|2", above="<h2>BALANCE SHEETS</h2><p>(In thousands)</p>"),
        page("|[colspan=3]BALANCE SHEETS", "|[colspan=3](In thousands)", DAYS, "|Cash|1|2"),
        page("|BALANCE SHEETS||", "|(In thousands)||", DAYS, "|Cash|1|2"),
        f"<html>{table('|BALANCE SHEETS')}{table('|(In thousands)')}{table(DAYS, '|Cash|1|2')}",
        f"<html><table><tr><td>BALANCE SHEETS<p>(In thousands)</p>{table(DAYS, '|Cash|1|2')}</table>",
        SHEETS,
    ],
    ids=["above", "spanning rows", "rows", "tables of one cell", "in a table that lays out", "text"],
)
def test_a_title_names_its_table_wherever_it_stands(read: Read, content: str) -> None:
    assert shown(only(read(content))) == [
        *("BALANCE SHEETS", "(In thousands)"),
        f"\t{MARCH} USDe3\t{DECEMBER} USDe3",
        "Cash\t1\t2",
    ]


def test_a_heading_above_rows_is_no_title(read: Read) -> None:
    found = only(read(page(DAYS, "|[colspan=3]ASSETS", "|Cash|1|2")))
    assert (found.captions, [row.caption for row in found.rows]) == ((), ["ASSETS", "Cash"])


def test_prose_above_a_table_names_nothing(read: Read) -> None:
    found = only(read(f"Cash rose by 5 percent.\n\n{SHEETS}"))
    assert found.captions == ("BALANCE SHEETS", "(In thousands)")


def test_a_table_of_words_is_none(read: Read) -> None:
    found = only(read(f"<html>{table('|Name|Place', '|Ann|Rome')}{table(DAYS, '|Cash|1|2')}"))
    assert texts(found) == [["Cash", "1", "2"]]
    with pytest.raises(InputError) as caught:
        read(f"<html>{table('|Name|Place', '|Ann|Rome')}")
    assert [finding.code for finding in caught.value.findings] == ["release.no-tables"]


# Blocks ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("headers_first", [True, False])
def test_headings_that_date_their_rows_make_a_table_each(read: Read, headers_first: bool) -> None:
    top = ["||Retail|Wholesale", "|Three months ended June 30, 2025||"]
    found = read(
        page(
            *(top if headers_first else top[::-1]),
            *("|Sales|1|2", "|Costs|3|4", "|Three months ended June 30, 2024||", "|Sales|5|6", "|Costs|7|8"),
            above="<p>SEGMENTS</p><p>(In millions)</p>",
        )
    ).tables
    assert [heads(block) for block in found] == [
        [f"{quarter} Retail USDe6", f"{quarter} Wholesale USDe6"] for quarter in (Q2, Q2_BEFORE)
    ]
    assert [texts(block) for block in found] == [
        [["Sales", "1", "2"], ["Costs", "3", "4"]],
        [["Sales", "5", "6"], ["Costs", "7", "8"]],
    ]
    assert {block.captions[0] for block in found} == {"SEGMENTS"}


def test_headers_dated_anew_below_figures_begin_a_table_with_the_heading_above_them(read: Read) -> None:
    first, second = read(
        page(
            *(DAYS, "|Cash|1|2", "|Total|1|2", "|INCOME||", "||Q2 2025|Q2 2024", "|Sales|5|6"),
            above="<p>DATA</p><p>(In millions)</p>",
        )
    ).tables
    assert shown(first)[2:] == [f"\t{MARCH} USDe6\t{DECEMBER} USDe6", "Cash\t1\t2", "Total\t1\t2"]
    assert shown(second) == [
        *("DATA", "(In millions)", "INCOME", f"\t{Q2} USDe6\t{Q2_BEFORE} USDe6", "Sales\t5\t6")
    ]


def test_headers_above_the_dates_are_above_those_of_the_next_block_too(read: Read) -> None:
    first, second = read(
        page(
            *("||Group||Others|", "||[colspan=4]Three Months Ended June 30,", "||2025|2024|2025|2024"),
            *("|Sales|4|3|2|1", "||[colspan=4]Six Months Ended June 30,", "||2025|2024|2025|2024"),
            "|Sales|8|7|6|5",
        )
    ).tables
    assert [column.part for column in (*first.columns, *second.columns)] == [
        "Group",
        "Group",
        "Others",
        "Others",
    ] * 2
    assert {str(column.period) for column in second.columns} == {
        *("2025-01-01/2025-06-30", "2024-01-01/2024-06-30")
    }


# What goes on ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "between",
    [
        *("", "3\n\n", "- 3 -\n\n", "BALANCE SHEETS (continued)\n\n"),
        "BALANCE SHEETS - Continued\n(In thousands)\n\n",
    ],
)
def test_a_table_that_goes_on_after_a_page_has_the_headers_before_it(read: Read, between: str) -> None:
    first, second = read(f"{SHEETS}\n{between}Goodwill\t3\t4\n").tables
    assert heads(second) == heads(first) == [f"{MARCH} USDe3", f"{DECEMBER} USDe3"]
    assert values(second) == {"Goodwill": ["3 USDe3", "4 USDe3"]}
    assert set(first.captions) <= set(second.captions)


def test_a_unit_in_the_headers_is_that_of_what_goes_on(read: Read) -> None:
    text = "SHEETS\n\n\tMarch 31, 2025\n\tThousands of yen\nCash\t1\n\n3\n\nGoodwill\t3\n"
    _, second = read(text).tables
    assert values(second) == {"Goodwill": ["3 JPYe3"]}


@pytest.mark.parametrize(
    "after", ["OTHERS\n\nGoodwill\t3\t4\n", "Goodwill\t3\t4\t5\n", "(In thousands)\n\nSold\t3\t4\n"]
)
def test_what_has_a_title_or_columns_of_its_own_goes_on_with_nothing(read: Read, after: str) -> None:
    _, second = read(f"{SHEETS}\n{after}").tables
    assert {column.period for column in second.columns} == {None}


@pytest.mark.parametrize(
    ("title", "behind", "more"),
    [
        ("Note 3 - Segments", "Notes (Continued)", False),
        ("Q2 QTD - Sales by region", "Q2 YTD - Sales by region", False),
        ("EUROPE SEGMENT", "ASIA SEGMENT", True),
        ("Earnings of Class A", "Earnings of Class B", True),
    ],
)
def test_a_table_goes_on_with_one_whose_title_says_as_much(
    read: Read, title: str, behind: str, *, more: bool
) -> None:
    rows = (f"<p>{title}</p>{table(DAYS, '|Cash|1|2')}", f"<p>{behind}</p>{table(DAYS, '|Cash|3|4')}")
    first, second = read(f"<html><body>{''.join(rows)}</body></html>").tables
    assert goes_on(first, second, made_up()) is not more


# Notes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "note", ["|[colspan=3](1) Derived from audited statements.", "|[colspan=3]See the accompanying notes."]
)
def test_notes_below_a_table_are_no_rows(read: Read, note: str) -> None:
    release = read(page(DAYS, "|Cash|1|2", note))
    assert texts(only(release)) == [["Cash", "1", "2"]]
    assert release.lines[-1] == note.split("]")[1]


# Dated rows ------------------------------------------------------------------------------------------


def test_rows_that_are_dated_date_their_figures_and_the_columns_are_lines(read: Read) -> None:
    found = only(
        read(
            page(
                *(
                    "||Revenue|% Change",
                    "|Year ended December 31, 2024|80|5",
                    "|Year ended December 31, 2023|70|3",
                ),
                above="<p>Three months ended March 31, 2025</p>",
            )
        )
    )
    assert found.dated_rows
    # What stands above such a table does not date its columns.
    assert heads(found) == ["Revenue", "change %"]
    assert [str(row.dated.period) for row in found.rows if row.dated] == [
        *("2024-01-01/2024-12-31", "2023-01-01/2023-12-31")
    ]


def test_balances_among_movements_are_dated_rows_of_a_table_whose_columns_are_parts(read: Read) -> None:
    found = only(
        read(
            page(
                *("||Common stock|Retained earnings|Total", "|Balance at December 31, 2024|10|20|30"),
                *("|Net income||5|5", "|Balance at March 31, 2025|10|25|35"),
                above="<p>STATEMENTS OF EQUITY</p><p>(In millions)</p>",
            )
        )
    )
    assert [str(row.dated.period) if row.dated else "" for row in found.rows] == [DECEMBER, "", MARCH]
    assert values(found)["Net income"] == ["", "5 USDe6", "5 USDe6"]


# Text set with spaces --------------------------------------------------------------------------------


def test_a_table_set_with_spaces_is_understood_as_one_with_tabs(read: Read) -> None:
    found = only(
        read(
            "BALANCE SHEETS\n(In thousands)\n\n"
            "                              March 31,    December 31,\n"
            "                                2025           2024\n"
            "                              ---------    ------------\n"
            "Cash                          $   4,210      $    3,655\n"
            "Accounts receivable, net          5,120           4,980\n"
            "                              ---------    ------------\n"
            "   Total assets               $   9,330      $    8,635\n"
            "                              =========    ============\n"
        )
    )
    assert shown(found) == [
        *("BALANCE SHEETS", "(In thousands)", f"\t{MARCH} USDe3\t{DECEMBER} USDe3"),
        *("Cash\t4,210\t3,655", "Accounts receivable, net\t5,120\t4,980", "Total assets\t9,330\t8,635"),
    ]


def test_the_table_of_an_old_filing_is_understood(read: Read) -> None:
    found = only(
        read(
            "<TABLE>\n<CAPTION>\n(In thousands)\n"
            "                              March 31,    December 31,\n"
            "                                2025           2024\n"
            "<S>                           <C>            <C>\n"
            "Cash                          $   4,210      $    3,655\n"
            "Receivables                       5,120           4,980\n"
            "</TABLE>\n"
        )
    )
    assert heads(found) == [f"{MARCH} USDe3", f"{DECEMBER} USDe3"]
    assert texts(found) == [["Cash", "4,210", "3,655"], ["Receivables", "5,120", "4,980"]]


# Titles amid a table ---------------------------------------------------------------------------------

FEES = (
    *("||[colspan=2]Three months ended March 31,", "||2025|2024"),
    *(
        "||[colspan=2]Total fees",
        "||[colspan=2](In thousands)",
        "|Bonds|57,970|42,501",
        "|Loans|19,974|17,978",
    ),
)


def test_a_title_over_all_columns_begins_anew_and_keeps_the_dates_alone(read: Read) -> None:
    rows = ("||[colspan=2]Fee per trade", "|Bonds|$182.95|$158.45", "|Loans|47.96|75.70")
    total, each = read(page(*FEES, *rows)).tables
    assert [column.part for column in each.columns] == ["Fee per trade"] * 2
    assert [column.period for column in each.columns] == [column.period for column in total.columns]
    assert values(total)["Bonds"] == ["57970 USDe3", "42501 USDe3"]
    assert values(each)["Loans"] == ["47.96 USD", "75.70 USD"]
    assert [finding.code for finding in each.findings] == ["layout.scale-doubtful"]


def test_a_remark_or_a_title_over_some_columns_is_of_the_same_table(read: Read) -> None:
    for row in ("||[colspan=2](unaudited)", "|||Restated"):
        assert len(read(page(*FEES, row, "|Notes|1|2")).tables) == 1


def test_headers_that_are_printed_again_are_not_doubled(read: Read) -> None:
    headers = ("||Sales|Orders", "|Europe|810|446")
    blocks = ("||[colspan=2]Q1 2025", *headers, "||[colspan=2]Q1 2024", *headers)
    found = read(page(*blocks)).tables
    assert [[column.part for column in one.columns] for one in found] == [["Sales", "Orders"]] * 2


# Tables beside each other ----------------------------------------------------------------------------

SIDES = ("|Cash|1,200|1,100|Payables|10|20", "|Goods|600|500|Debt|5|6")


@pytest.mark.parametrize(
    "rows",
    [
        ("||March 31, 2025|December 31, 2024||March 31, 2025|December 31, 2024", *SIDES),
        (
            "|Assets|March 31, 2025|December 31, 2024|Liabilities|March 31, 2025|December 31, 2024",
            *SIDES,
            "|Total assets|1,800|1,600|Total liabilities|15|26",
        ),
        (
            "|Assets|||Liabilities||",
            "||[colspan=2]As of||[colspan=2]As of",
            "||March 31, 2025|December 31, 2024||March 31, 2025|December 31, 2024",
            *SIDES,
        ),
    ],
    ids=["without a name", "named, with totals", "named further up"],
)
def test_tables_beside_each_other_are_each_of_their_own_captions(read: Read, rows: tuple[str, ...]) -> None:
    above = "<p>BALANCE SHEETS</p><p>(In thousands of dollars)</p>"
    assets, liabilities = read(page(*rows, above=above)).tables
    assert values(assets)["Cash"] == ["1200 USDe3", "1100 USDe3"]
    assert values(liabilities)["Payables"] == ["10 USDe3", "20 USDe3"]
    assert [str(column.period) for column in liabilities.columns] == [MARCH, DECEMBER]
    assert "Debt" not in values(assets)


def test_a_line_by_itself_above_tables_beside_each_other_is_of_both(read: Read) -> None:
    heads = "||March 31, 2025|December 31, 2024||March 31, 2025|December 31, 2024"
    found = read(page("|($ in thousands)|||||", heads, *SIDES, above="<p>BALANCE SHEETS</p>")).tables
    assert values(found[1])["Debt"] == ["5 USDe3", "6 USDe3"]


def test_texts_between_figures_that_say_where_a_gain_is_shown_begin_no_table(read: Read) -> None:
    heads = "|Hedge|March 31, 2025|December 31, 2024|Location|March 31, 2025|December 31, 2024"
    rows = ("|Swaps|1,200|1,100|Cost of sales|10|20", "|Forwards|600|500|Interest expense|(5)|(6)")
    assert len(read(page(heads, *rows)).tables) == 1


@pytest.mark.parametrize("again", ["", "Retail|Wholesale"], ids=["dates alone", "with the headers again"])
def test_a_date_beside_the_headers_is_of_their_block_alone(read: Read, again: str) -> None:
    below = f"|Three months ended June 30, 2024|{again or '|'}"
    found = read(
        page(
            *("|Three months ended June 30, 2025|Retail|Wholesale", "|Sales|1|2", "|Costs|3|4"),
            *(below, "|Sales|5|6", "|Costs|7|8"),
            above="<p>SEGMENTS</p><p>(In millions)</p>",
        )
    ).tables
    assert [heads(block) for block in found] == [
        [f"{quarter} Retail USDe6", f"{quarter} Wholesale USDe6"] for quarter in (Q2, Q2_BEFORE)
    ]
    assert texts(found[1]) == [["Sales", "5", "6"], ["Costs", "7", "8"]]


@pytest.mark.parametrize(
    ("heading", "before", "year"),
    [
        ("Fiscal 2025", "Fiscal 2024", "|{}|Retail|Wholesale"),
        (
            "As of and for the fiscal year ended December 31, 2025",
            "As of and for the fiscal year ended December 31, 2024",
            "|{}||",
        ),
    ],
    ids=["a fiscal year", "a day and a year"],
)
def test_years_beside_or_below_the_headers_date_their_blocks(
    read: Read, heading: str, before: str, year: str
) -> None:
    heads_ = () if "Retail" in year else ("||Retail|Wholesale",)
    rows = (year.format(heading), "|Sales|1|2", "|Costs|3|4", year.format(before), "|Sales|5|6", "|Costs|7|8")
    found = read(page(*heads_, *rows, above="<p>SEGMENTS</p><p>(In millions)</p>")).tables
    assert [str(block.columns[0].period) for block in found] == [
        f"{one}-01-01/{one}-12-31" for one in (2025, 2024)
    ]
    assert [column.part for column in found[1].columns] == ["Retail", "Wholesale"]
