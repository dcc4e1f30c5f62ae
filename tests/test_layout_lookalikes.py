"""Figures that look like money, shares or a count and are none, and those in a scale of their own."""

from decimal import Decimal
from pathlib import Path

import pytest

import tieout
from layout_helpers import Read, beside, codes, made_up, only, page, reader, unit, values

DAYS = "||March 31, 2025|March 31, 2024"
QUARTERS = "||[colspan=2]Three months ended March 31,", "||2025|2024"
MILLIONS = "<p>HIGHLIGHTS</p><p>(In millions, except per share data)</p>"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return reader(tmp_path, made_up())


def test_a_row_without_the_currency_sign_that_all_money_has_is_no_money(read: Read) -> None:
    rows = (
        *("|Net sales|$ 2,634|$ 2,345", "|Comparable sales|9.3%|18.0%", "|Operating income|$ 442|$ 437"),
        *("|Diluted earnings per share|$ 6.88|$ 6.30", "|New shops opened|4|10", "|Seats let|1,250|1,180"),
    )
    found = values(only(read(page(*QUARTERS, *rows, above=MILLIONS))))
    assert found["Net sales"] == ["2634 USDe6", "2345 USDe6"]
    assert (found["New shops opened"], found["Seats let"]) == (["4", "10"], ["1250", "1180"])


def test_what_leads_from_one_amount_to_the_next_is_money_though_a_percentage_stands_between(
    read: Read,
) -> None:
    rows = (
        *("|Gross profit|$ 5,431|$ 3,629", "|Gross margin|65.5%|64.1%", "|Lamps bought with Lux|94|87"),
        *(
            "|Stock-based compensation|38|25",
            "|Adjusted gross profit|$ 5,563|$ 3,741",
            "|Adjusted|67.1%|66.2%",
        ),
        *("|Operating income|$ 1,868|$ 1,956", "|Operating margin|22.5%|34.5%", "|Shops opened|4|10"),
        *("|Net income|$ 1,618|$ 1,912", "|Net margin|19.5%|33.8%", "|Operating income|1,868|1,956"),
    )
    found = values(only(read(page(*QUARTERS, *rows, above=MILLIONS))))
    assert found["Lamps bought with Lux"] == ["94 USDe6", "87 USDe6"]
    assert found["Stock-based compensation"] == ["38 USDe6", "25 USDe6"]
    assert found["Shops opened"] == ["4", "10"]
    assert found["Operating income"] == ["1868 USDe6", "1956 USDe6"]


def test_where_only_the_first_row_has_the_sign_all_rows_are_money(read: Read) -> None:
    rows = (
        *("|Net sales|$ 2,634|$ 2,345", "|Costs|2,192|1,908", "|Operating income|442|437"),
        *("|Diluted earnings per share|$ 6.88|$ 6.30", "|Capital expenditures|44|40"),
    )
    found = values(only(read(page(*QUARTERS, *rows, above=MILLIONS))))
    assert found["Capital expenditures"] == ["44 USDe6", "40 USDe6"]


def test_what_stands_in_cents_between_two_amounts_per_share_is_per_share_below_a_heading_too(
    read: Read,
) -> None:
    rows = (
        *("|GAAP net income per share|$ 0.20|$ 0.03", "|Plus:", "|Restructuring|0.72|0.00"),
        *("|Tax effects|(0.40)|(0.34)", "|Adjusted net income per share|$ 0.52|$ (0.31)"),
        "|Shares used|988|1,001",
    )
    found = values(only(read(page(*QUARTERS, *rows, above=MILLIONS))))
    assert found["Restructuring"] == ["0.72 USD/shares", "0.00 USD/shares"]
    assert found["Tax effects"] == ["-0.40 USD/shares", "-0.34 USD/shares"]


def test_a_row_of_several_amounts_is_per_share_only_in_the_column_that_is(read: Read) -> None:
    rows = (
        *("||[colspan=2]Three months ended March 31, 2025", "||EBITDA|EPS (US cents)"),
        *("|Net income|109|7.3", "|EBITDA and EPS|395|7.3", "|Impairment|200|13.3"),
    )
    found = beside(read(page(*rows, above="<p>RECONCILIATION</p><p>($ million)</p>")))
    assert found["EBITDA and EPS"] == ["395 USDe6", "7.3 USD/sharese-2"]
    assert found["Impairment"] == ["200 USDe6", "13.3 USD/sharese-2"]


def test_a_head_with_its_unit_line_is_not_per_share_by_what_that_excepts(read: Read) -> None:
    head = "||March 31, 2025 ($ in millions; except EPS)"
    found = only(read(page(head, "|Operating profit|$ 989", "|EPS|$ 0.96")))
    assert values(found) == {"Operating profit": ["989 USDe6"], "EPS": ["0.96 USD/shares"]}


def test_units_that_are_sold_are_no_shares(read: Read) -> None:
    above = "<p>SALES BY PRODUCT</p><p>Units in whole numbers</p>"
    found = only(read(page(*QUARTERS, "|Hulls|15,720|15,361", "|Masts|20,501|17,137", above=above)))
    assert values(found)["Hulls"] == ["15720 unit", "15361 unit"]


def test_prices_and_terms_of_options_are_in_no_scale(read: Read) -> None:
    rows = (
        "|Options|Number of shares|Weighted average exercise price|Weighted average remaining term (yrs)",
        *("|Outstanding at October 1, 2024|777,752|$ 7.44|5.3", "|Exercised|(17,285)|7.31|"),
        "|Outstanding at March 31, 2025|750,293|$ 7.44|4.7",
    )
    above = "<p>Stock options (in thousands, except share and per share amounts):</p>"
    found = values(only(read(page(*rows, above=above))))
    assert found["Outstanding at October 1, 2024"][1:] == ["7.44 USD/shares", "5.3"]
    assert found["Exercised"][1] == "7.31 USD/shares"


def test_a_per_cent_sign_or_points_in_a_head_are_of_its_column(read: Read) -> None:
    rows = (
        "||Reported % change, GAAP measure|Percentage point impact of exchange rates|Impact of prices",
        *("|North|15|(2.5)|16", "|South|9|1|15", "|EPS|(54)|2|70"),
    )
    above = "<p>Growth for the three months ended March 31, 2025</p>"
    found = only(read(page(*rows, above=above)))
    assert [unit(cell.unit) for cell in found.rows[0].cells] == ["%", "%", ""]
    assert [unit(cell.unit) for cell in found.rows[2].cells] == ["%", "%", ""]
    assert [column.type for column in found.columns] == ["percent", "percent", None]


def test_one_table_in_billions_takes_the_scale_of_all_others_from_none(read: Read) -> None:
    sheet = "BALANCE SHEETS\n(In millions)\n\n\tMarch 31, 2025\nCash\t4,210\nDebt\t3,655\n\n"
    text = f"{sheet * 5}ORDERS\n(In billions)\n\n\tMarch 31, 2025\nOrders\t24.1\nOld orders\t22.6\n\n"
    found = read(f"{text}SELECTED DATA\n\n\tMarch 31, 2025\nLand\t$ 1,111\nSea\t2,222\n").tables[-1]
    assert values(found) == {"Land": ["1111 USDe6"], "Sea": ["2222 USDe6"]}
    assert codes(found) == ["layout.scale-doubtful"]


# Facts -----------------------------------------------------------------------------------------------

BOAT = """\
<html><body><p>Keel Boats, Inc. Reports Results</p>
<p>PORTLAND, Maine - May 7, 2025 - Keel Boats, Inc. today reported its results.</p>
<p>HIGHLIGHTS</p>
<table>
<tr><td></td><td colspan="2">Three Months Ended March 31,</td></tr>
<tr><td></td><td>2025</td><td>2024</td></tr>
<tr><td>Orders ($B)</td><td>$ 14.0</td><td>$ 20.5</td></tr>
<tr><td>Gross margin</td><td>39.2%</td><td>53.6%</td></tr>
<tr><td>Repairs booked (millions)</td><td>$ 97.5</td><td>$ 71.2</td></tr>
<tr><td>Earnings per share</td><td>$ 0.16</td><td>$ 1.13</td></tr>
</table>
<p>GROWTH</p>
<table>
<tr><td></td><td colspan="2">Three Months Ended March 31, 2025</td></tr>
<tr><td></td><td>Reported % Change, GAAP Measure</td><td>Impact of prices</td></tr>
<tr><td>North</td><td>15%</td><td>16</td></tr>
<tr><td>South</td><td>9%</td><td>12</td></tr>
</table></body></html>
"""


@pytest.mark.whole
def test_a_row_that_names_its_own_scale_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "keel.htm"
    path.write_text(BOAT, encoding="utf-8")
    result = tieout.read(path)
    found = {fact.printed: fact.value for fact in result.facts}
    assert (found["$ 14.0"], found["$ 97.5"]) == (Decimal(14_000_000_000), Decimal(97_500_000))
    # Beside percentages of which each has its sign nothing says what a plain number is.
    assert found["15%"] == Decimal("0.15")
    assert "16" not in found
