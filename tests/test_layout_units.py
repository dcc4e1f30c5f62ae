"""What figures are counted in: unit lines wherever they stand, signs, shares, amounts per share, per cent."""

import re
from pathlib import Path

import pytest
import yaml

from layout_helpers import Read, beside, codes, heads, made_up, only, page, reader, table, texts, values
from tieout.core import Finding, Severity
from tieout.definitions import models
from tieout.layout import Table

DAYS = "||March 31, 2025|December 31, 2024"
QUARTERS = ("||[colspan=2]Three Months Ended March 31,", "||2025|2024")
ABOVE = ("Three months ended March 31,", "(In millions)")
SHEETS = "\tMarch 31, 2025\nCash\t4,210\nDebt\t5,120\nTotal\t9,330\n"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return reader(tmp_path, made_up())


def p(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def unclear(found: Table) -> Finding:
    (finding,) = [one for one in found.findings if one.code == "layout.unit-unclear"]
    return finding


# Where the line stands -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        page(DAYS, "|Cash|4,210|3,655", above=p("BALANCE SHEETS", "(In thousands)")),
        page(DAYS, "|Cash|4,210|3,655", above=p("BALANCE SHEETS (in US$ thousands, except per share data)")),
        page(DAYS, "|Cash|4,210|3,655", above=p("BALANCE SHEETS", "(in thousands)", "(unaudited)")),
        page(DAYS, "|Cash|4,210|3,655", above=p("(In thousands,", "except share data,", "unless noted)")),
        page("|[colspan=3](In thousands)", DAYS, "|Cash|4,210|3,655"),
        page("|(in thousands)|March 31, 2025|December 31, 2024", "|Cash|4,210|3,655"),
        page("|(in thousands)|March 31,|December 31,", "||2025|2024", "|Cash|4,210|3,655"),
        page("||March 31,|December 31,", "|In thousands|2025|2024", "|Cash|4,210|3,655"),
        page("||March 31, 2025|December 31, 2024", "||$000s|$000s", "|Cash|4,210|3,655"),
        page("||March 31, 2025 ($ thousands)|December 31, 2024 ($ thousands)", "|Cash|4,210|3,655"),
        "SHEETS (In thousands)\n\n\tMarch 31, 2025\tDecember 31, 2024\nCash\t4,210\t3,655\n",
    ],
    ids=[
        *("above", "in the title", "above a remark", "over lines", "first row", "stub", "stub of days"),
        *("stub of years", "below the head", "in the head", "text"),
    ],
)
def test_a_unit_line_is_found_where_companies_print_it(read: Read, content: str) -> None:
    found = only(read(content))
    assert heads(found) == ["2025-03-31 USDe3", "2024-12-31 USDe3"]
    assert codes(found) == []


def test_a_unit_at_the_right_edge_is_of_all_times_and_of_no_counts(read: Read) -> None:
    days = "||Prior Year (As of March 31, 2024)|This Year (As of March 31, 2025)"
    found = only(read(page("|||(¥ million)", days, "|Cash|4,210|3,655")))
    assert values(found) == {"Cash": ["4210 JPYe6", "3655 JPYe6"]}
    counts = "||Shares (As of March 31, 2024)|Amount (As of March 31, 2025)"
    found = only(read(page("|||(¥ million)", counts, "|Common stock|4,210|3,655")))
    assert values(found)["Common stock"][1] == "3655 JPYe6"
    assert values(found)["Common stock"][0] != "4210 JPYe6"


@pytest.mark.parametrize(
    ("line", "said", "told"),
    [
        ("($)", "4210 USD", ["layout.scale-doubtful"]),
        ("($'000)", "4210 USDe3", []),
        ("(£000)", "4210 GBPe3", []),
    ],
)
def test_a_unit_line_of_signs_alone_is_one(read: Read, line: str, said: str, told: list[str]) -> None:
    found = only(read(page("||March 31, 2025", "|Cash|4,210", above=p("BALANCE SHEETS", line))))
    assert (values(found), codes(found)) == ({"Cash": [said]}, told)


def test_the_scale_of_shares_is_none_of_money(read: Read) -> None:
    rows = ("|Net income|$ 421", "|Weighted average shares|41,200")
    found = only(read(page("||Year Ended March 31, 2025", *rows, above=p("(shares in thousands)"))))
    assert values(found) == {"Net income": ["421 USD"], "Weighted average shares": ["41200 sharese3"]}
    assert codes(found) == ["layout.scale-doubtful"]


def test_a_currency_sign_in_a_header_does_not_undo_the_scale_above_it(read: Read) -> None:
    found = only(read(page(DAYS, "||$|$", "|Cash|4,210|3,655", above=p("(In thousands)"))))
    assert values(found) == {"Cash": ["4210 USDe3", "3655 USDe3"]}
    assert codes(found) == []


@pytest.mark.parametrize(
    ("line", "measure"), [("(€ in millions)", "EUR"), ("(£m)", "GBP"), ("(RMB in millions)", "CNY")]
)
def test_money_is_of_the_currency_that_is_named(read: Read, line: str, measure: str) -> None:
    found = only(read(page("||March 31, 2025", "|Cash|4,210", above=p(line))))
    assert values(found) == {"Cash": [f"4210 {measure}e6"]}


def test_two_columns_in_two_currencies_have_two_units(read: Read) -> None:
    head = "||March 31, 2025|March 31, 2025"
    found = only(read(page(head, "||RMB|US$", "|Cash|4,210|580", above=p("(In thousands)"))))
    assert values(found) == {"Cash": ["4210 CNYe3", "580 USDe3"]}


# A line that is not understood -----------------------------------------------------------------------


def test_a_unit_line_that_is_not_understood_is_an_error_at_its_line(read: Read) -> None:
    found = only(read(f"BALANCE SHEETS\n(in thousands of zorkmids)\n\n{SHEETS}"))
    finding = unclear(found)
    assert finding.severity == Severity.ERROR
    assert [(place.line, place.column) for place in finding.places] == [(2, 1), (4, 0)]
    # No unit is made up, and that there is none is told as well.
    assert values(found)["Cash"] == ["4210"]
    assert codes(found) == ["layout.unit-unclear", "layout.unit-missing"]


def test_a_unit_line_over_lines_that_is_not_understood_is_an_error_where_it_begins(read: Read) -> None:
    finding = unclear(only(read(f"BALANCE SHEETS\n(in thousands,\nexcept zork data)\n\n{SHEETS}")))
    assert [(place.line, place.column) for place in finding.places] == [(2, 1), (5, 0)]


@pytest.mark.parametrize(
    "words", ["in zork thousands of US dollars", "in thousands of dollars, except zork data"]
)
def test_the_line_that_the_error_says_to_paste_makes_the_unit_understood(
    read: Read, tmp_path: Path, words: str
) -> None:
    text = f"BALANCE SHEETS\n({words})\n\n{SHEETS}"
    (line,) = re.findall("`(.*?)`", unclear(only(read(text))).mend)
    own = models.CompanyVocabulary.model_validate(yaml.safe_load(line)["vocabulary"])
    found = only(reader(tmp_path, made_up(own=own))(text))
    assert (values(found)["Cash"], codes(found)) == (["4210 USDe3"], [])


def test_what_is_said_above_columns_that_say_their_unit_themselves_is_no_error(read: Read) -> None:
    found = only(
        read(page("||March 31, 2025", "||Thousands of yen", "|Cash|4,210", above=p("(in zork thousands)")))
    )
    assert (values(found), codes(found)) == ({"Cash": ["4210 JPYe3"]}, [])


# No scale is stated ----------------------------------------------------------------------------------


def test_signs_without_a_scale_are_read_as_printed_and_doubted(read: Read) -> None:
    found = only(read("\tMarch 31, 2025\nCash\t$ 4,210\nTotal\t9,330\n"))
    assert values(found) == {"Cash": ["4210 USD"], "Total": ["9330 USD"]}
    (doubt,) = found.findings
    assert (doubt.code, doubt.severity, doubt.places[0].line) == ("layout.scale-doubtful", Severity.ERROR, 1)


def test_a_scale_that_is_not_stated_is_borne_out_by_the_same_figures_in_another_table(read: Read) -> None:
    _, found = read(
        f"BALANCE SHEETS\n(In thousands)\n\n{SHEETS}\nSELECTED DATA\n\n"
        "\tMarch 31, 2025\nCash\t$ 4,210\nDebt\t5,120\n"
    ).tables
    assert values(found) == {"Cash": ["4210 USDe3"], "Debt": ["5120 USDe3"]}
    (told,) = found.findings
    assert (told.code, told.severity) == ("layout.scale-elsewhere", Severity.NOTICE)


def test_a_scale_that_only_the_other_tables_have_is_doubted(read: Read) -> None:
    _, found = read(
        f"BALANCE SHEETS\n(In thousands)\n\n{SHEETS}\nSELECTED DATA\n\n"
        "\tMarch 31, 2025\nLand\t$ 1,111\nSea\t2,222\n"
    ).tables
    assert codes(found) == ["layout.scale-doubtful"]
    # Figures of so many digits are whole dollars.
    _, found = read(
        f"BALANCE SHEETS\n(In thousands)\n\n{SHEETS}\nSELECTED DATA\n\n"
        "\tMarch 31, 2025\nLand\t$ 11,111,111\nSea\t22,222,222\n"
    ).tables
    assert values(found)["Land"] == ["11111111 USD"]
    assert codes(found) == ["layout.scale-doubtful"]


def test_amounts_with_one_decimal_are_in_the_scale_that_the_other_tables_have(read: Read) -> None:
    # Nobody counts dollars out to one decimal.
    stated = f"BALANCE SHEETS\n(In thousands)\n\n{SHEETS}\nLAMPS ON ORDER\n\n"
    _, found = read(f"{stated}\tMarch 31, 2025\nLand\t$ 1,111.5\nSea\t222.4\n").tables
    assert values(found)["Land"] == ["1111.5 USDe3"]
    assert codes(found) == ["layout.scale-doubtful"]
    _, found = read(f"{stated}\tMarch 31, 2025\nLand\t$ 1,111.52\nSea\t222.45\n").tables
    assert values(found)["Land"] == ["1111.52 USD"]


@pytest.mark.parametrize(("lamps", "said"), [("94", "94 USDe6"), ("9.40", "9.40 USD")])
def test_a_note_below_a_statement_in_its_grid_is_in_the_scale_of_the_statement(
    read: Read, lamps: str, said: str
) -> None:
    lines = (
        *("|LAMP COSTS", "|(In millions)", "||March 31, 2025|March 31, 2024", "|Lamps|5,431|4,999"),
        *("|Piers|1,940|1,870", "|", "|(A) What lamps cost is made of the following:"),
        *("||March 31, 2025|March 31, 2024", f"|Northern coast|$ {lamps}|$ 86", "|Southern coast|46|61"),
    )
    found = read(page(*lines)).tables[-1]
    assert values(found)["Northern coast"][0] == said
    assert codes(found) == ["layout.scale-doubtful"]


# One amount in two scales ----------------------------------------------------------------------------


def test_one_amount_in_two_scales_is_told_at_both_of_its_cells(read: Read) -> None:
    first, second = read(
        f"HIGHLIGHTS\n(In millions)\n\n{SHEETS}\nBALANCE SHEETS\n(In thousands)\n\n{SHEETS}"
    ).tables
    assert codes(first) == []
    (told,) = second.findings
    assert (told.code, told.severity) == ("layout.scale-twice", Severity.ERROR)
    cells = [row.cells[0] for table in (second, first) for row in table.rows if row.caption == "Cash"]
    assert [(place.line, place.column) for place in told.places] == [(c.line, c.column) for c in cells]
    assert "and so do 2 more" in told.message


@pytest.mark.parametrize(
    "other",
    [
        "(In thousands)\n\n\tMarch 31, 2025\nCash\t4,210\n",  # the same amount again
        "(In millions)\n\n\tMarch 31, 2025\nCash\t4.2\n",  # rounded
        "(In millions)\n\n\tMarch 31, 2025\nTills\t4,210\n",  # another amount
        "(In millions)\n\n\tMarch 31, 2024\nCash\t4,210\n",  # of another day
        "(In millions of yen)\n\n\tMarch 31, 2025\nCash\t4,210\n",  # in another currency
    ],
)
def test_amounts_that_are_not_the_same_may_have_the_same_digits(read: Read, other: str) -> None:
    _, found = read(f"BALANCE SHEETS\n(In thousands)\n\n{SHEETS}\nHIGHLIGHTS\n{other}").tables
    assert codes(found) == []


def test_money_without_a_word_of_its_unit_has_none(read: Read) -> None:
    assert values(only(read(SHEETS)))["Cash"] == ["4210"]


# Shares and amounts per share ------------------------------------------------------------------------


@pytest.mark.whole
@pytest.mark.parametrize(
    ("line", "printed", "said"),
    [
        ("(In thousands, except per share data)", "25,450", "25450 sharese3"),
        ("(In thousands, except share and per share data)", "25,450,210", "25450210 shares"),
        ("(In millions, except shares in thousands and per share amounts)", "25,450", "25450 sharese3"),
    ],
)
def test_counts_of_shares_are_in_the_scale_that_the_line_gives_them(
    read: Read, line: str, printed: str, said: str
) -> None:
    rows = ("|Net income|1,018|608", f"|Weighted average shares outstanding|{printed}|{printed}")
    found = only(read(page(*QUARTERS, *rows, above=p(line))))
    assert values(found)["Weighted average shares outstanding"] == [said, said]


def test_a_row_or_its_heading_may_name_the_scale_of_its_shares(read: Read) -> None:
    found = only(
        read(
            page(
                *QUARTERS,
                *("|Revenue|930|880", "|Weighted average shares (in thousands):||", "|Basic|1,200|1,210"),
                above=p("(In millions, except per share data)"),
            )
        )
    )
    assert values(found)["Basic"] == ["1200 sharese3", "1210 sharese3"]
    assert values(found)["Revenue"] == ["930 USDe6", "880 USDe6"]


def test_a_row_may_say_that_its_shares_are_counted_one_by_one(read: Read) -> None:
    head = "||March 31, 2025"
    row = "|Average number (shares)|45,062,838"
    found = only(read(page(head, "|Equity|1,234", row, above=p("(Thousands of yen)"))))
    assert values(found)["Average number (shares)"] == ["45062838 shares"]
    # But a line that speaks of shares is believed.
    found = only(read(page(head, "|Equity|1,234", row, above=p("(In millions, shares in thousands)"))))
    assert values(found)["Average number (shares)"] == ["45062838 sharese3"]


def test_amounts_per_share_are_in_no_scale(read: Read) -> None:
    rows = ("|Net income|1,018|608", "|Net income per share|$0.04|$0.02")
    found = only(read(page(*QUARTERS, *rows, above=p("(In thousands, except per share data)"))))
    assert values(found)["Net income per share"] == ["0.04 USD/shares", "0.02 USD/shares"]


def test_cents_in_a_table_of_whole_thousands_are_amounts_per_share(read: Read) -> None:
    rows = ("|Revenue|12,480|11,250", "|Net income|1,018|608", "|Attributable|1,018|608", "|Basic|0.41|0.24")
    found = only(read(page(*QUARTERS, *rows, above=p("(In thousands)"))))
    assert values(found)["Basic"] == ["0.41 USD/shares", "0.24 USD/shares"]
    # In a table of tenths it may be one of them.
    rows = ("|Revenue|12.4|11.2", "|Net income|10.1|6.8", "|Attributable|10.1|6.8", "|Other|0.41|0.24")
    found = only(read(page(*QUARTERS, *rows, above=p("(In millions)"))))
    assert values(found)["Other"] == ["0.41 USDe6", "0.24 USDe6"]


def test_basic_and_diluted_printed_twice_without_headings_are_amounts_per_share_and_shares(
    read: Read,
) -> None:
    rows = ("|Revenue|12,480|11,250", "|Cost|2,480|1,250", "|Net income|1,018|608")
    twice = ("|Basic|0.41|0.24", "|Diluted|0.40|0.23", "|Basic|2,500|2,510", "|Diluted|2,600|2,610")
    found = only(read(page(*QUARTERS, *rows, *twice, above=p("(In thousands, except per share data)"))))
    assert [row.type for row in found.rows] == [None] * 3 + ["per-share"] * 2 + ["shares"] * 2
    assert [row.cells[0].unit for row in found.rows[3:5]] == [found.rows[3].cells[1].unit] * 2
    assert values(found)["Basic"] == ["2500 sharese3", "2510 sharese3"]


def test_what_is_printed_twice_in_cents_under_one_caption_is_per_share_twice(read: Read) -> None:
    rows = (
        "|Net income|1,018|608", "|Earnings per share:||", "|Assuming dilution:||",
        "|Continuing operations|$ 2.31|$ 1.96", "|Total|$ 2.31|$ 1.96", "|Basic:||",
        "|Continuing operations|$ 2.36|$ 1.99", "|Total|$ 2.36|$ 1.99", "|Shares (millions)|440.7|310.2",
    )  # fmt: skip
    found = only(read(page(*QUARTERS, *rows, above=p("(In thousands, except per share data)"))))
    assert [row.type for row in found.rows if row.caption in ("Continuing operations", "Total")] == [
        "per-share"
    ] * 4


def test_a_heading_speaks_for_rows_that_are_printed_as_it_says(read: Read) -> None:
    rows = ("|Revenue|930|880", "|Per share data:||", "|Earned|0.41|0.40", "|Assets|486|485")
    found = only(read(page(*QUARTERS, *rows, above=p("(In millions, except per share data)"))))
    assert values(found)["Earned"] == ["0.41 USD/shares", "0.40 USD/shares"]
    assert values(found)["Assets"] == ["486 USDe6", "485 USDe6"]


@pytest.mark.parametrize(
    "caption",
    [
        "Shares used to compute net income per share",
        "Incremental shares from stock options",
        "Number of outstanding shares",
        "Dilutive effect of common share equivalents",
    ],
)
def test_shares_are_known_by_the_words_around_them(read: Read, caption: str) -> None:
    rows = ("|Net income|1,018|608", f"|{caption}|25,450|25,310")
    found = only(read(page(*QUARTERS, *rows, above=p("(In thousands, except per share data)"))))
    assert values(found)[caption] == ["25450 sharese3", "25310 sharese3"]


def test_three_noughts_in_brackets_are_the_scale_of_a_row(read: Read) -> None:
    rows = ("|Net income|1,018|608", "|Shares outstanding (000)|25,450|25,310", "|Sales (M)|7|6")
    found = only(read(page(*QUARTERS, *rows, above=p("(In millions, except share data)"))))
    assert values(found)["Shares outstanding (000)"] == ["25450 sharese3", "25310 sharese3"]
    assert values(found)["Sales (M)"] == ["7 USDe6", "6 USDe6"]


def test_an_amount_with_a_currency_sign_below_a_heading_of_shares_is_money(read: Read) -> None:
    rows = ("|Weighted average shares:||", "|Basic|1,200|1,210", "|Core earnings|$ 420|$ 410")
    found = only(read(page(*QUARTERS, *rows, above=p("(In thousands)"))))
    assert values(found)["Basic"] == ["1200 sharese3", "1210 sharese3"]
    assert values(found)["Core earnings"] == ["420 USDe3", "410 USDe3"]


def test_amounts_in_a_caption_do_not_make_its_figures_shares(read: Read) -> None:
    caption = "Common stock, $0.01 par value, 500,000 shares authorized"
    found = only(read(page(DAYS, f"|{caption}|1,250|1,248", above=p("(In millions, except share data)"))))
    assert values(found) == {caption: ["1250 USDe6", "1248 USDe6"]}


# Counts of other things ------------------------------------------------------------------------------


@pytest.mark.parametrize("caption", ["Equity transactions", "(Gain) loss on foreign currency transactions"])
def test_a_count_is_not_the_last_word_of_a_name(read: Read, caption: str) -> None:
    found = only(read(page(*QUARTERS, f"|{caption}|1,830|2,335", above=p("(In thousands)"))))
    assert values(found) == {caption: ["1830 USDe3", "2335 USDe3"]}
    assert codes(found) == []


def test_the_number_of_anything_is_no_money_and_told(read: Read) -> None:
    rows = ("|Revenue|930|880", "|Number of vessels|62|61", "|Number of U.S. trading days|61|62")
    found = only(read(page(*QUARTERS, *rows, above=p("(In millions)"))))
    assert values(found)["Number of vessels"] == ["62", "61"]
    assert values(found)["Number of U.S. trading days"] == ["61 day", "62 day"]
    assert codes(found) == ["layout.unit-missing"]


def test_a_noun_alone_beside_columns_that_are_no_periods_is_no_count(read: Read) -> None:
    """`Restaurants` may be who borrows; beside periods alone they are counted."""
    loans = page(
        "||Pass|Watched", "|Hotels|108|20", "|Restaurants|47|71", above=p("March 31, 2025", "In millions")
    )
    found = only(read(loans))
    assert values(found) == {"Hotels": ["108 USDe6", "20 USDe6"], "Restaurants": ["47", "71"]}
    assert codes(found) == ["layout.unit-missing"]
    found = only(read(page(DAYS, "|Sales|930|880", "|Restaurants|47|71", above=p("(In millions)"))))
    assert values(found)["Restaurants"] == ["47 restaurant", "71 restaurant"]


def test_a_noun_alone_below_an_amount_is_a_part_of_it(read: Read) -> None:
    rows = ("|Net revenue:|", "|Vehicles|5,210|4,980", "|Client|930|880", "|Total net revenue|6,140|5,860")
    found = only(read(page(*QUARTERS, *rows, above=p("(In millions)"))))
    assert values(found)["Client"] == ["930 USDe6", "880 USDe6"]
    # Below a heading that names no amount it is counted.
    rows = ("|Net revenue|6,140|5,860", "|At the end of the quarter:|", "|Client|930|880")
    found = only(read(page(*QUARTERS, *rows, above=p("(In millions)"))))
    assert values(found)["Client"] == ["930", "880"]


def test_what_a_header_counts_holds_beside_a_price_in_the_caption(read: Read) -> None:
    found = read(
        page(
            *("||Volume MMBtu/day|Average price", "|Swaps ($/MMBtu)|2,500|$2.87"),
            above=p("Year ending December 31, 2025"),
        )
    )
    assert beside(found) == {"Swaps ($/MMBtu)": ["2500 MMBtu/d", "2.87 USD/MMBtu"]}


def test_a_header_that_names_what_it_counts_keeps_its_name(read: Read) -> None:
    found = only(read(page("||Cash transactions (Mil.)|Cards (Mil.)", "|Europe|62|7", above=p("Q1 2025"))))
    assert [column.part for column in found.columns] == ["Cash transactions (Mil.)", "Cards (Mil.)"]
    assert values(found) == {"Europe": ["62 transactione6", "7 carde6"]}


def test_a_ratio_of_prices_is_a_plain_number(read: Read) -> None:
    rows = ("|Net income|1,018|608", "|Trailing price/earnings ratio|13.0|14.8")
    found = only(read(page(*QUARTERS, *rows, above=p("(In thousands)"))))
    assert values(found)["Trailing price/earnings ratio"] == ["13.0 pure", "14.8 pure"]


def test_a_scale_below_one_of_several_dates_is_of_all(read: Read) -> None:
    groups = "||[colspan=2]Three Months Ended June 30,|[colspan=2]Six Months Ended June 30,"
    unit = "||[colspan=2](in thousands)||"
    rows = (groups, "||2025|2024|2025|2024", unit, "|North|$ 480|$ 460|$ 900|$ 870", "|South|320|330|610|600")
    assert values(only(read(page(*rows))))["South"] == [
        "320 USDe3", "330 USDe3", "610 USDe3", "600 USDe3",
    ]  # fmt: skip
    # Where headers say what they are of, the unit of one is not that of another.
    prices = ("||[colspan=2]Lamps sold|[colspan=2]Average price", "||2025|2024|2025|2024", unit)
    found = only(read(page(*prices, "|North|1,480|1,390|$ 46|$ 45")))
    assert values(found)["North"][2:] == ["46 USD", "45 USD"]


# Percentages -----------------------------------------------------------------------------------------


def test_rows_of_percentages_are_percentages_in_a_table_of_money(read: Read) -> None:
    rows = ("|Revenue|12,480|11,250", "|Gross margin|41.2%|40.1%", "|Effective tax rate|21|22")
    found = only(read(page(*QUARTERS, *rows, above=p("(In thousands)"))))
    assert values(found) == {
        "Revenue": ["12480 USDe3", "11250 USDe3"],
        "Gross margin": ["41.2 %", "40.1 %"],
        "Effective tax rate": ["21 %", "22 %"],
    }


def test_columns_of_per_cent_stand_beside_columns_of_money(read: Read) -> None:
    found = only(
        read(
            page(
                "||2025|%|2024|%",
                "|Revenue|930|100.0|880|100.0",
                above=p("Three months ended March 31,", "($ in millions)"),
            )
        )
    )
    assert values(found) == {"Revenue": ["930 USDe6", "100.0 %", "880 USDe6", "100.0 %"]}


def test_a_column_of_per_cent_may_say_so_at_its_first_figure_and_its_last(read: Read) -> None:
    rows = ("|North|$ 480|48%|$ 460|47%", "|South|320|32|330|33", "|Total|$ 1,000|100%|$ 990|100%")
    found = only(read(page("||[colspan=2]2025|[colspan=2]2024", *rows, above=p(*ABOVE))))
    assert values(found)["South"] == ["320 USDe6", "32 %", "330 USDe6", "33 %"]
    # The first sign alone may be of the first row alone.
    rows = ("|Margin|48%|47%", "|Revenue|1,000|990")
    assert values(only(read(page("||2025|2024", *rows, above=p(*ABOVE)))))["Revenue"] == [
        "1000 USDe6",
        "990 USDe6",
    ]


@pytest.mark.parametrize("header", ["Rate", "Yield/Rate", "Average Yield/ Rate (2)"])
def test_a_column_of_rates_is_in_per_cent_by_its_form(read: Read, header: str) -> None:
    heads_ = ("||[colspan=3]2025", f"||Average balance|Interest|{header}")
    rows = ("|Loans|$ 21,480|$ 248|4.62", "|Securities|1,320|12|3.33")
    found = beside(read(page(*heads_, *rows, above=p(*ABOVE))))
    assert found["Securities"] == ["1320 USDe6", "12 USDe6", "3.33 %"]
    # What a change of rates makes is money.
    rows = ("|Loans|$ 480|$ 248|$ 728", "|Securities|320|12|332")
    found = beside(read(page("||[colspan=3]2025", "||Volume|Rate|Net", *rows, above=p(*ABOVE))))
    assert found["Securities"][1] == "12 USDe6"


def test_tables_keep_their_own_units(read: Read) -> None:
    first, second = read(
        page(DAYS, "|Cash|1|2", above=p("(In thousands)"))
        + p("SHARES", "(In millions)")
        + table(DAYS, "|Held|3|4")
    ).tables
    assert (heads(first)[0], heads(second)[0]) == ("2025-03-31 USDe3", "2025-03-31 USDe6")
    assert texts(second) == [["Held", "3", "4"]]


# Columns of a unit of their own ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heads", "line", "counted"),
    [
        (
            "||RSUs|Weighted-average grant-date fair value",
            "(in thousands, except per share data)",
            "sharese3",
        ),
        ("||Number of RSUs (in thousands)|Average grant date fair value", "(in millions)", "sharese3"),
        ("||Options outstanding|Weighted average exercise price", "(in thousands)", "sharese3"),
        ("||Awards|Average grant date fair value per share", "", "shares"),
    ],
)
def test_awards_beside_what_each_is_worth_are_counted(
    read: Read, heads: str, line: str, counted: str
) -> None:
    rows = ("|Unvested at December 31, 2024|1,200|$ 45.10", "|Granted|400|52.30")
    found = only(read(page(heads, *rows, above=p("LAMP KEEPERS' AWARDS", line))))
    assert values(found)["Granted"] == [f"400 {counted}", "52.30 USD/shares"]


def test_what_awards_are_worth_and_cost_is_money(read: Read) -> None:
    heads = "||Options|Weighted average exercise price|Intrinsic value of options"
    row = "|Outstanding at December 31, 2024|1,200|$ 45.10|54,120"
    found = only(read(page(heads, row, "|Granted|400|52.30|", above=p("(in thousands)"))))
    assert [one.split()[1] for one in values(found)["Outstanding at December 31, 2024"]] == [
        *("sharese3", "USD/shares", "USDe3")
    ]
    found = only(read(page(*QUARTERS, "|RSUs|1,200|1,100", above=p("(in thousands)"))))
    assert values(found) == {"RSUs": ["1200 USDe3", "1100 USDe3"]}


def test_a_column_of_shares_is_in_the_scale_of_shares(read: Read) -> None:
    heads = ("||[colspan=2]Common stock|Total", "||Shares|Amount|")
    row = "|Balance at March 31, 2025|41,200|$ 41|$ 4,041"
    line = "(in millions, except number of shares, which are reflected in thousands)"
    found = only(read(page(*heads, row, "|Net income|||421", above=p(line))))
    assert values(found)["Balance at March 31, 2025"] == ["41200 sharese3", "41 USDe6", "4041 USDe6"]


def test_shares_that_an_amount_is_divided_by_are_shares(read: Read) -> None:
    heads = (
        "||[colspan=3]Three Months Ended March 31, 2025",
        "||Income (Numerator)|Shares (Denominator)|Per Share",
    )
    found = only(
        read(page(*heads, "|Basic|$421|100|$4.21", above=p("(in millions, except per share amounts)")))
    )
    assert values(found) == {"Basic": ["421 USDe6", "100 sharese6", "4.21 USD/shares"]}


@pytest.mark.parametrize("signs", ["||US$|NT$|NT$", "||$|C$|C$", "||US$|RMB|RMB"])
def test_columns_headed_by_the_signs_of_two_currencies_have_two_units(read: Read, signs: str) -> None:
    days = "||[colspan=2]March 31, 2025|December 31, 2024"
    found = only(read(page(days, signs, "|Cash|580|19,000|17,000", above=p("(in millions)"))))
    first, second, third = (cell.unit.measure for cell in found.rows[0].cells if cell.unit)
    assert first == "USD" != second == third


def test_a_sign_of_no_amount_takes_none_from_the_column_beside_it(read: Read) -> None:
    heads = "||[colspan=2]March 31, 2025|[colspan=2]December 31, 2024"
    rows = ("|Cash|$|580|$|490", "|Goodwill|$||$|5")
    found = only(read(page(heads, *rows, above=p("(in millions)"))))
    assert values(found)["Goodwill"] == ["words", "5 USDe6"]


def test_a_row_may_name_its_currency_where_nothing_else_does(read: Read) -> None:
    rows = ("|Revenue (€ million)|4,210|3,655", "|Earnings per share (€)|1.21|1.10")
    found = only(read(page(*QUARTERS, *rows, above=p("KEY FIGURES"))))
    assert values(found) == {
        "Revenue (€ million)": ["4210 EURe6", "3655 EURe6"],
        "Earnings per share (€)": ["1.21 EUR/shares", "1.10 EUR/shares"],
    }


def test_a_unit_in_the_corner_is_of_all_columns_that_are_each_of_their_own_time(read: Read) -> None:
    heads = ("|||||US$ in millions", "||Q1 2025|Q4 2024|Q3 2024|Q2 2024")
    found = only(read(page(*heads, "|Sales|120|110|105|98", "|Costs|60|58|56|52", above="<p>Data</p>")))
    assert values(found)["Sales"] == ["120 USDe6", "110 USDe6", "105 USDe6", "98 USDe6"]
    # Beside amounts of the same time it says that they are in another currency.
    twice = ("||||US$ in millions", "||2025|2024|2025")
    found = only(read(page(*twice, "|Sales|13,200|11,000|120", above="<p>Years ended March 31</p>")))
    assert values(found)["Sales"] == ["13200", "11000", "120 USDe6"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("|Sales|US$m|100|90", "100 USDe6"),
        ("|Sales|US$ in thousands|100|90", "100 USDe3"),
        ("|Occupancy|%|91.2|90.1", "91.2 %"),
        ("|EPS|US$|1.2|1.1", "1.2 USD/shares"),
        ("|Output|MWh|120|118", "120 MWh"),
        ("|Output|smoots|120|118", "120"),
    ],
)
def test_a_column_of_units_says_what_each_row_is_counted_in(read: Read, row: str, said: str) -> None:
    rows = ("|Metric|Unit|FY2025|FY2024", "|Revenue|US$m|400|390", row)
    found = only(read(page(*rows, above="<p>DATA</p><p>(In thousands of dollars)</p>")))
    assert said in values(found)[found.rows[-1].caption]
    assert ("layout.unit-missing" in codes(found)) is (said == "120")


def test_a_column_of_units_sold_is_of_figures(read: Read) -> None:
    found = only(read(page("||[colspan=2]March 31, 2025", "||Units|Sales", "|Lamps|12|1,200")))
    assert [column.kind for column in found.columns] == ["figures", "figures"]


# Ratios of banks, and rows of a time -----------------------------------------------------------------


def test_what_stands_in_cents_below_a_percentage_goes_on_in_per_cent(read: Read) -> None:
    rows = (
        *("|Loans that rest|15,235|14,628", "|Boats taken back|2,606|4,156", "|Both|17,841|18,784"),
        *("|All loans|190,112|180,220", "|All deposits|170,332|160,144", "|All assets|230,112|220,220"),
        *(
            "|Resting loans to assets|1.31%|1.30%",
            "|Resting loans to all loans|1.20|1.11",
            "|Covered|96.49|62.60",
        ),
    )
    found = only(read(page(DAYS, *rows, above=p("(in thousands)"))))
    assert values(found)["Resting loans to all loans"] == ["1.20 %", "1.11 %"]
    assert values(found)["Covered"] == ["96.49 %", "62.60 %"]
    assert "layout.percent-above" in codes(found)
    more = ("|Tax rate|21.0%|20.5%", "|Operating margin|12.1|11.0", "|Boats|12.5|11.5")
    found = only(read(page(DAYS, *rows, *more, above=p("(in thousands)"))))
    assert values(found)["Operating margin"] == ["12.1 %", "11.0 %"]
    assert values(found)["Boats"] == ["12.5 USDe3", "11.5 USDe3"]
    rows = (*rows[:-2], "|Earned per diluted common share|1.20|1.11")
    found = only(read(page(DAYS, *rows, above=p("(in thousands)"))))
    assert values(found)["Earned per diluted common share"] == ["1.20 USD/shares", "1.11 USD/shares"]


def test_a_table_whose_stub_says_per_share_is_per_share(read: Read) -> None:
    head = "|Earnings per diluted share|March 31, 2025|December 31, 2024"
    found = only(read(page(head, "|Net loss|$(1.21)|$0.75", "|Adjusted|0.50|0.71")))
    assert values(found)["Adjusted"] == ["0.50 USD/shares", "0.71 USD/shares"]


@pytest.mark.parametrize("row", ["Loans written off during the quarter", "Year-to-date loans written off"])
def test_a_row_of_a_time_below_days_is_told(read: Read, row: str) -> None:
    found = only(read(page(DAYS, "|Loans|4,210|3,655", f"|{row}|12|13", above=p("(in thousands)"))))
    (told,) = [finding for finding in found.findings if finding.code == "layout.period-lasting"]
    assert told.places[0].row == row


# Signs and codes in the cells ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "printed", "measures"),
    [
        ("(RMB in thousands)", ("RMB 4,210", "US$ 580"), ["CNY", "USD"]),
        ("(Millions of yen)", ("¥ 4,210", "$ 580"), ["JPY", "USD"]),
        ("(in thousands of Canadian dollars)", ("$ 4,210", "$ 580"), ["CAD", "CAD"]),
        ("(in thousands)", ("4,210 €", "580 €"), ["EUR", "EUR"]),
        ("(in thousands)", ("CHF 4,210", "580"), ["CHF", "CHF"]),
        ("(in thousands)", ("USD 4,210", "$ 580"), ["USD", "USD"]),
    ],
)
def test_a_currency_in_the_cells_is_that_of_their_column(
    read: Read, line: str, printed: tuple[str, str], measures: list[str]
) -> None:
    head = "||March 31, 2025|March 31, 2024"
    found = only(read(page(head, f"|Cash|{printed[0]}|{printed[1]}", "|Debt|12|13", above=p(line))))
    assert [cell.unit.measure for cell in found.rows[1].cells if cell.unit] == measures


def test_a_unit_at_the_right_above_the_last_columns_is_of_all(read: Read) -> None:
    line = "|||[colspan=2](dollars in millions)"
    names = "|At December 31, 2025|Marine|Other|Total"
    found = only(read(page(line, names, "|Goodwill|$410|$40|$450", "|Licences|12|3|15")))
    assert values(found)["Licences"] == ["12 USDe6", "3 USDe6", "15 USDe6"]
    counted = "|At December 31, 2025|Shares|Cost|Value"
    found = only(read(page(line, counted, "|Acme|410|$40|$450", "|Bolt|12|3|15")))
    assert values(found)["Bolt"][0] != "12 USDe6"
