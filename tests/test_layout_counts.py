"""What figures count where no unit line says it: shares in full, ratios, prices, counts of things."""

from decimal import Decimal
from pathlib import Path

import pytest

from layout_helpers import Read, codes, made_up, only, page, reader, table, values
from layout_helpers import unit as shown

QUARTERS = ("||[colspan=2]Three Months Ended March 31,", "||2025|2024")
ABOVE = "<p>STATEMENTS OF INCOME</p><p>($ in thousands, except per share amounts)</p>"
EARNED = ("|Net income|5,049|6,114", "|Net income per share|0.61|0.74")
SHARES = "|Weighted average shares outstanding|8,344,201|8,310,074"
ALSO = ("|Sales|21,480|20,114", "|Costs|16,431|14,000", "|Taxes|1,225|1,277", "|Other|210|184")


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return reader(tmp_path, made_up())


# Shares ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shares", "said", "told"),
    [
        ("8,344,201|8,310,074", "8344201 shares", ["layout.shares-scale"]),
        ("8,344|8,310", "8344 sharese3", []),
        ("9,999|9,999", "9999 sharese3", []),
    ],
    ids=["in full", "as the money", "that make no income"],
)
def test_shares_are_as_many_as_earnings_per_share_make_of_the_income(
    read: Read, shares: str, said: str, told: list[str]
) -> None:
    found = only(read(page(*QUARTERS, *ALSO, *EARNED, f"|Weighted average shares|{shares}", above=ABOVE)))
    assert values(found)["Weighted average shares"][0] == said
    assert codes(found) == told


def test_shares_of_a_table_without_income_are_as_those_that_are_borne_out(read: Read) -> None:
    first = table(*QUARTERS, *ALSO, *EARNED, SHARES)
    second = table("||March 31, 2025|March 31, 2024", "|Shares outstanding|8,401,003|8,377,120", "|Debt|1|2")
    found = read(f"<html>{ABOVE}{first}<p>BALANCES</p><p>(in thousands)</p>{second}</html>").tables[1]
    assert values(found)["Shares outstanding"] == ["8401003 shares", "8377120 shares"]
    assert codes(found) == ["layout.shares-scale"]
    assert "are read one by one" in found.findings[0].message


def test_an_income_that_chance_finds_says_nothing(read: Read) -> None:
    # 0.05 a share may be anything between 0.045 and 0.055.
    rows = ("|Net income|402|410", "|Net income per share|0.05|0.05", "|Average shares|8,344,201|8,310,074")
    found = only(read(page(*QUARTERS, *rows, above=ABOVE)))
    assert values(found)["Average shares"][0] == "8344201 sharese3"


def test_more_shares_than_companies_have_are_doubted(read: Read) -> None:
    shares = "|Weighted average shares|72,397,661|60,219,010"
    found = only(read(page(*QUARTERS, *ALSO, shares, above=ABOVE)))
    assert codes(found) == ["layout.shares-scale"]


def test_more_shares_than_any_company_has_are_printed_in_full(read: Read) -> None:
    shares = "|Weighted average shares|128,641,762|120,577,548"
    found = only(read(page(*QUARTERS, *ALSO, shares, above=ABOVE)))
    assert values(found)["Weighted average shares"] == ["128641762 shares", "120577548 shares"]
    assert codes(found) == ["layout.shares-scale"]


def test_what_is_an_amount_and_per_share_already_is_no_count_of_shares(read: Read) -> None:
    rows = (
        *("|Earnings||", "|Restructuring|205|310"),
        *("|Earnings per share||", "|Restructuring|0.01|0.02", "|Adjusted|0.43|0.57"),
        *("|Operating income||", "|Restructuring|205|310", "|Adjusted operating income|14,522|17,963"),
    )
    found = only(read(page(*QUARTERS, *rows, above=ABOVE)))
    assert values(found)["Restructuring"] == ["205 USDe3", "310 USDe3"]


@pytest.mark.parametrize(
    "rows",
    [
        ("|Weighted average 4Q common shares outstanding - basic|8,344|8,310",),
        ("|Weighted average common stock outstanding|8,344|8,310",),
        ("|Dilutive common stock options|84|83",),
        ("|Basic shares|8,344|8,310", "|Warrants|84|83", "|Diluted shares|8,428|8,393"),
    ],
    ids=["the name of a company", "stock", "options", "between two counts"],
)
def test_shares_are_counted_by_words_and_by_what_they_make(read: Read, rows: tuple[str, ...]) -> None:
    found = only(read(page(*QUARTERS, *ALSO, *EARNED, *rows, above=ABOVE)))
    for row in rows:
        caption, first, second = row.split("|")[1:]
        first, second = first.replace(",", ""), second.replace(",", "")
        assert values(found)[caption] == [f"{first} sharese3", f"{second} sharese3"]


def test_what_does_not_make_the_next_count_is_money(read: Read) -> None:
    rows = ("|Basic shares|8,344|8,310", "|Warrants|84|83", "|Diluted shares|8,429|8,393")
    found = only(read(page(*QUARTERS, *ALSO, *EARNED, *rows, above=ABOVE)))
    assert values(found)["Warrants"] == ["84 USDe3", "83 USDe3"]


def test_a_caption_that_ends_in_an_amount_is_no_heading_of_shares(read: Read) -> None:
    rows = ("|Shares outstanding: 551,992,430||", "|Retained earnings|4,029|4,795", "|Treasury stock|(3)|(4)")
    found = only(read(page("||March 31, 2025|March 31, 2024", *rows, above=ABOVE)))
    assert values(found)["Retained earnings"] == ["4029 USDe3", "4795 USDe3"]


def test_an_amount_that_begins_a_caption_says_nothing_of_the_row(read: Read) -> None:
    rows = ("|Preferred stock|20|20", "|4,029,551 and 3,795,220 shares outstanding|4,029|3,795")
    found = only(read(page("||March 31, 2025|March 31, 2024", *rows, above=ABOVE)))
    assert values(found)[found.rows[-1].caption] == ["4029 USDe3", "3795 USDe3"]


def test_amounts_per_common_stock_are_per_share(read: Read) -> None:
    rows = ("|Net loss per common stock - basic and diluted|$(0.13)|$(1.94)", "|Depreciation|7.5|8.5")
    found = only(read(page(*QUARTERS, *rows, above=ABOVE)))
    assert values(found)["Net loss per common stock - basic and diluted"][0] == "-0.13 USD/shares"


# Ratios and amounts for one of something ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("|Equity to assets|12.3%|13.8%", "|Efficiency ratio|51.6|48.4"), "51.6 %"),
        (("|Ratios:||", "|Total equity to assets|12.3%|13.8%", "|Tier 1 capital|11.4|11.5"), "11.4 %"),
        (("|Coverage ratio|1.52|1.48",), "1.52"),
        (("|Return on average equity|8.26|9.32",), "8.26"),
        (("|Revenue per square foot|16.42|15.58",), "16.42 USD/sqft"),
        (("|Revenue/shipment|241.61|230.43",), "241.61"),
        (("|Closing price|41.21|36.67",), "41.21 USD/shares"),
        (("|Sales per employee|41,210|36,670",), "41210 USD/employee"),
        (("|Potential shares which were anti-dilutive|1,210|1,670",), "1210 sharese3"),
    ],
    ids=[
        *("below per cent", "below a heading", "a ratio", "a return", "per something", "stroke", "price"),
        *("per employee", "shares left out"),
    ],
)
def test_what_is_no_money_is_not_read_as_money(read: Read, rows: tuple[str, ...], said: str) -> None:
    found = only(read(page(*QUARTERS, *ALSO, *rows, above=ABOVE)))
    assert values(found)[found.rows[-1].caption][0] == said
    assert "layout.cents-alone" not in codes(found)


@pytest.mark.parametrize(
    "row", ["Active buyers (1)", "Average paying memberships", "Subscribers", "Room nights"]
)
def test_people_and_things_are_no_money(read: Read, row: str) -> None:
    found = only(read(page(*QUARTERS, *ALSO, f"|{row}|132|133", above=ABOVE)))
    assert values(found)[found.rows[-1].caption] == ["132", "133"]
    assert codes(found) == ["layout.unit-missing"]


def test_an_amount_without_a_scale_beside_others_as_large_that_have_one_is_told(read: Read) -> None:
    heads = ("||Three months ended March 31, 2025|Sales ($ in millions) Three months ended March 31, 2024",)
    found = only(read(page(*heads, "|Rings|$712|663", "|Bells|947|818")))
    assert values(found)["Rings"] == ["712 USD", "663 USDe6"]
    assert "layout.scale-apart" in codes(found)
    other = only(read(page(*heads, "|Rings|$712,344,512|663", "|Bells|947,000,000|818")))
    assert "layout.scale-apart" not in codes(other)


def test_an_unclear_ratio_is_told(read: Read) -> None:
    found = only(read(page(*QUARTERS, *ALSO, "|Coverage ratio|1.52|1.48", above=ABOVE)))
    assert codes(found) == ["layout.unit-missing"]


def test_cents_alone_make_an_amount_per_share_that_is_doubted(read: Read) -> None:
    found = only(read(page(*QUARTERS, *ALSO, "|Basic|1.52|1.48", above=ABOVE)))
    assert values(found)["Basic"][0] == "1.52 USD/shares"
    assert codes(found) == ["layout.cents-alone"]


def test_all_between_earnings_per_share_is_per_share_though_a_subtotal_stands_between(read: Read) -> None:
    rows = (
        *(
            "|Earnings per share|0.59|0.61",
            "|Amortization|0.12|0.11",
            "|Fully diluted earnings per share|1|2",
        ),
        *("|Severance|0.01|0.03", "|Adjusted earnings per share|0.72|0.75"),
    )
    found = only(read(page(*QUARTERS, *rows, above=ABOVE)))
    assert values(found)["Amortization"][0] == "0.12 USD/shares"
    assert values(found)["Severance"][0] == "0.01 USD/shares"


def test_a_scale_below_one_column_is_not_of_prices_beside_it(read: Read) -> None:
    heads = ("||[colspan=3]Three months ended March 31, 2025", "||Oil|Revenue|Average price")
    found = only(read(page(*heads, "||MBbl|$ in thousands|", "|Ours|320|21,440|67.00")))
    assert values(found)["Ours"] == ["320 MBbl", "21440 USDe3", "67.00"]
    assert codes(found) == ["layout.unit-missing"]


def test_a_scale_below_one_column_is_of_others_beside_it(read: Read) -> None:
    heads = ("||[colspan=2]Three months ended March 31, 2025", "||Tools|Pumps")
    found = only(read(page(*heads, "||$ in thousands|", "|Sales|320|21,440")))
    assert values(found)["Sales"] == ["320 USDe3", "21440 USDe3"]


def test_a_column_of_counts_is_no_money(read: Read) -> None:
    heads = ("||[colspan=2]March 31, 2025", "||Amount|Quantity")
    found = only(read(page(*heads, "|Land|1,623|10", "|Homes|1,533|11", above="<p>($ in thousands)</p>")))
    assert values(found)["Land"] == ["1623 USDe3", "10 item"]


# Hundredths of a currency ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("caption", "said"),
    [
        ("EPS (diluted US cents)", "USD/sharese-2"),
        ("Adjusted EPS (cents)", "USD/sharese-2"),
        ("Dividend per share, US cents", "USD/sharese-2"),
        ("Average price (cents per kWh)", "USD/kWhe-2"),
        ("Average price (cents per crate)", ""),
        ("Loss on notes of 50 cents", "USDe6"),
        ("Common stock, par value 1⅔¢", "USDe6"),
        ("Common stock, par value 1 2/3¢ per share", "USDe6"),
    ],
)
def test_what_is_in_cents_is_in_no_millions(read: Read, caption: str, said: str) -> None:
    rows = ("|Sales|3,671|3,909", "|Income|181|111", f"|{caption}|12.4|7.5")
    found = only(read(page(*QUARTERS, *rows, above="<p>SUMMARY (in millions)</p>")))
    assert [shown(cell.unit) for cell in found.rows[-1].cells] == [said, said]


def test_a_heading_or_a_header_says_cents_for_what_is_below(read: Read) -> None:
    rows = ("|Sales|3,671|3,909", "|Earnings per share (cents):||", "|Basic|12.4|7.5")
    found = only(read(page(*QUARTERS, *rows, above="<p>SUMMARY (in millions)</p>")))
    assert [shown(cell.unit) for cell in found.rows[-1].cells] == ["USD/sharese-2", "USD/sharese-2"]
    for cents in ("US cents per share", "EPS (diluted US cents)"):
        heads = ("||[colspan=2]Quarter ended March 31, 2025", f"||$ million|{cents}")
        tables = read(page(*heads, "|Net income|181|12.4", "|Impairment|2|0.4")).tables
        units = [shown(cell.unit) for one in tables for cell in one.rows[-1].cells if cell.text]
        assert units == ["USDe6", "USD/sharese-2"]


def test_cents_are_the_companys_own(tmp_path: Path) -> None:
    read = reader(tmp_path, made_up(currency="AUD"))
    rows = ("|Sales|3,671|3,909", "|EPS (cents)|12.4|7.5", "|Dividend per share (US cents)|5.0|4.0")
    found = only(read(page(*QUARTERS, *rows, above="<p>SUMMARY (in millions)</p>")))
    assert [shown(row.cells[0].unit) for row in found.rows[1:]] == ["AUD/sharese-2", "USD/sharese-2"]


def test_an_amount_printed_with_its_cents_by_name_is_in_no_scale(read: Read) -> None:
    rows = ("|Sales|3,671|3,909", "|Dividends declared|12 cents|10 cents")
    found = only(read(page(*QUARTERS, *rows, above="<p>SUMMARY (in millions)</p>")))
    assert [(cell.reading.value, shown(cell.unit)) for cell in found.rows[-1].cells] == [
        (Decimal("0.12"), "USD"),
        (Decimal("0.10"), "USD"),
    ]


def test_amounts_per_share_with_currency_signs_stand_between_their_totals(read: Read) -> None:
    rows = (
        "||2024|2023",
        "|Sales|$8,882|8,515",
        "|Net earnings per share - basic|$5.84|13.88",
        "|Continuing operations - diluted|$5.79|5.20",
        "|Discontinued operations - diluted|–|8.52",
        "|Net earnings per share - diluted|$5.79|13.72",
    )
    above = "<p>Year ended December 31,</p><p>(in millions except per share)</p>"
    found = only(read(page(*rows, above=above)))
    assert [row.type for row in found.rows] == [None, *["per-share"] * 4]


@pytest.mark.parametrize("head", ["Dividend per share", "Dividend per Shares"])
def test_columns_headed_per_share_are_in_money_per_share(read: Read, head: str) -> None:
    rows = (f"||[colspan=2]{head}", "||March 31, 2025|March 31, 2024", "||USD|USD", "|Common|13.50|12.00")
    found = only(read(page(*rows, above="<p>Dividends</p>")))
    assert values(found)["Common"] == ["13.50 USD/shares", "12.00 USD/shares"]


def test_a_heading_in_capitals_ends_what_a_heading_above_it_says_is_counted(read: Read) -> None:
    rows = (
        "||March 31, 2025|March 31, 2024",
        "|Net income|$3,884|$4,457",
        "|Weighted average number of shares outstanding",
        "|Basic|53,383|51,109",
        "|[style='padding-left:8em']STATEMENTS OF COMPREHENSIVE INCOME",
        "|[style='padding-left:1em']Foreign currency translation adjustments|5|(45)",
    )
    found = only(read(page(*rows, above="<p>(in thousands)</p><p>Three months ended</p>")))
    assert values(found)["Basic"] == ["53383 sharese3", "51109 sharese3"]
    assert values(found)["Foreign currency translation adjustments"] == ["5 USDe3", "-45 USDe3"]
