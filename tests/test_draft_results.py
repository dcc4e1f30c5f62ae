"""What a line is printed as it is, whatever total takes it and whatever concept a draft gives it."""

from decimal import Decimal
from pathlib import Path

import pytest

from test_draft import BALANCE, CASH, INCOME, page, small
from tieout import Report, read

# No other table has these periods, so that nothing else says what sign a line has.
BACK = """
Net income|2,910|2,105
Interest expense|171|180
Depreciation|905|870
Stock-based compensation|702|655
Lamp relighting expenses|64|12
Change in lamp oil reserves|(8)|(5)
Adjusted EBITDA|4,744|3,817
"""


def with_table(caption: str, heads: tuple[str, ...], rows: str, unit: str = "(In millions)") -> str:
    """The quarter's page with one more table at its end."""
    lines = ["|".join(("", *heads)), *rows.strip().splitlines()]
    cells = ("".join(f"<td>{cell}</td>" for cell in line.split("|")) for line in lines)
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    return page().replace("</body>", f"<p>{caption}</p><p>{unit}</p><table>{table}</table></body>")


def values_of(report: Report, *printed: str) -> list[Decimal]:
    """The values of the facts that are printed so, in that order."""
    found = {fact.printed: fact.value for fact in report.facts if fact.printed in printed}
    return [found[one] for one in printed]


@pytest.mark.whole
def test_a_profit_in_words_of_the_companys_own_is_no_loss_where_the_cash_flow_begins(tmp_path: Path) -> None:
    own = "Profit of consolidated and affiliated companies"
    shared = INCOME.replace(
        "Net income|754|527\n",
        f"{own}|754|527\nLess: Profit attributable to noncontrolling interests|(14)|(9)\nProfit|740|518\n",
    )
    flows = CASH.replace("Net income|754|527", f"{own}|754|527")
    text = page(income=shared, cash=flows).replace("March 31", "June 30")
    # The flows are of the half year, so that the statement of income says nothing of their signs.
    before, name, behind = text.rpartition("Condensed Consolidated Statements of Cash Flows")
    text = before + name + behind.replace("Three months", "Six months")
    facts = read(small(tmp_path, text)).facts
    found = [fact for fact in facts if fact.printed == "754"]
    assert len(found) == 2
    assert {fact.value for fact in found} == {Decimal(754_000_000)}


@pytest.mark.whole
def test_revenue_that_the_cash_flow_takes_off_turns_no_adjustment_over(tmp_path: Path) -> None:
    total = "Net cash provided by operating activities"
    flows = CASH.replace(
        "Stock-based compensation",
        "Subscriptions|(5,120)|(4,480)\nMoney from readers of the tide tables|5,120|4,480\n"
        "Stock-based compensation",
    ).replace(total, f"Total adjustments|398|417\n{total}", 1)
    facts = read(small(tmp_path, page(cash=flows))).facts
    assert {fact.value for fact in facts if fact.printed == "180"} == {Decimal(180_000_000)}


@pytest.mark.whole
def test_the_tax_is_an_expense_though_a_loss_in_the_companys_own_words_takes_it_in(tmp_path: Path) -> None:
    own = "Net loss before lamps of keepers and shares of others"
    loss = (
        INCOME.replace("Sales and marketing|1,630|1,480", "Sales and marketing|4,630|4,480")
        .replace("Total operating expenses|3,347|3,033", "Total operating expenses|6,347|6,033")
        .replace("Income from operations|993|712", "Loss from operations|(2,007)|(2,288)")
        .replace("Income before income taxes|952|668", "Loss before income taxes|(2,048)|(2,332)")
        .replace("Provision for income taxes|198|141", "Provision for income taxes|(198)|(141)")
        .replace(
            "Net income|754|527",
            f"{own}|(2,246)|(2,473)\nNet loss attributable to noncontrolling interests|(6)|(3)\n"
            "Net loss attributable to stockholders|(2,240)|(2,470)",
        )
    )
    facts = read(small(tmp_path, page(income=loss))).facts
    assert {fact.value for fact in facts if "198" in fact.printed} == {Decimal(198_000_000)}


@pytest.mark.whole
def test_a_cost_that_is_added_back_to_a_result_is_still_a_cost(tmp_path: Path) -> None:
    heads = ("Twelve months ended March 31, 2025", "Twelve months ended March 31, 2024")
    text = with_table("Reconciliation of net income to adjusted EBITDA", heads, BACK)
    report = read(small(tmp_path, text))
    found = values_of(report, "171", "905", "702", "64", "180", "12")
    assert found == [Decimal(1_000_000) * value for value in (171, 905, 702, 64, 180, 12)]
    # A change is of both signs: brackets say which.
    assert values_of(report, "(8)", "(5)") == [Decimal(-8_000_000), Decimal(-5_000_000)]
    assert [one.name for one in report.relations if not one.holds] == []


@pytest.mark.whole
def test_a_caption_that_names_one_of_two_sides_says_the_sign(tmp_path: Path) -> None:
    rows = """
Net income|2,910|2,105
Loss on disposal of property and equipment|171|180
Decrease in accounts receivable|83|26
(Increase) in inventories|(32)|(41)
Adjusted cash flow|3,132|2,270
"""
    heads = ("Twelve months ended March 31, 2025", "Twelve months ended March 31, 2024")
    text = with_table("Reconciliation of net income to adjusted cash flow", heads, rows)
    report = read(small(tmp_path, text))
    found = values_of(report, "171", "83", "(32)")
    assert found == [Decimal(1_000_000) * value for value in (-171, -83, 32)]


@pytest.mark.whole
def test_a_name_that_says_the_side_in_brackets_first_has_it_positive(tmp_path: Path) -> None:
    rows = """
Net income|2,910|2,105
Depreciation|905|870
(Gain) loss on lamp oil swaps|(64)|12
Wick deposits (paid) received|(15)|(41)
Adjusted cash flow|3,736|2,946
"""
    heads = ("Twelve months ended March 31, 2025", "Twelve months ended March 31, 2024")
    text = with_table("Reconciliation of net income to adjusted cash flow", heads, rows)
    report = read(small(tmp_path, text))
    # `GainLossOnLampOilSwaps` and `WickDepositsPaidReceived`: a gain, and what is paid.
    found = values_of(report, "(64)", "(15)", "(41)")
    assert found == [Decimal(1_000_000) * value for value in (64, 15, 41)]
    assert [fact.value for fact in report.facts if fact.concept.startswith("GainLossOnLamp")] == [
        Decimal(64_000_000),
        Decimal(-12_000_000),
    ]
    assert [one.name for one in report.relations if not one.holds] == []


@pytest.mark.whole
def test_no_concept_is_sure_of_a_number_of_which_nothing_says_what_it_counts(tmp_path: Path) -> None:
    heads = ("Three months ended March 31, 2025", "Three months ended March 31, 2024")
    # Per cent, perhaps: no sign says so.
    text = with_table("Impact of volume", heads, "Revenue|14|(3)", unit="")
    facts = read(small(tmp_path, text)).facts
    (found,) = (fact for fact in facts if fact.printed == "14")
    assert (found.unit, found.sure) == ("pure", False)


@pytest.mark.whole
def test_a_table_in_other_units_leaves_the_sums_of_the_statements_exact(tmp_path: Path) -> None:
    heads = ("Three months ended March 31, 2025", "Three months ended March 31, 2024")
    counted = with_table(
        "Prizes of the lamplighters", heads, "Prizes paid|12,345|11,802", unit="(In whole dollars)"
    )
    proven = {fact.grade for fact in read(small(tmp_path, counted)).facts if fact.printed == "1,630"}
    assert proven == {"exact"}
    altered = read(small(tmp_path, counted.replace("<td>1,630</td>", "<td>1,631</td>", 1)))
    assert [finding.code for finding in altered.findings if "3,347" in finding.message] == ["tie.total-off"]


@pytest.mark.whole
def test_a_table_may_be_of_other_quarters_and_years_than_the_reported_one(tmp_path: Path) -> None:
    heads = (
        "Three months ended March 31, 2025",
        "Three months ended December 31, 2024",
        "Year ended December 31, 2023",
        "Three months ended February 28, 2025",
    )
    report = read(small(tmp_path, with_table("Lamps sold", heads, "Lamp sales|5,571|4,772|9,113|6,337")))
    ends = {fact.printed: (str(fact.start), str(fact.end)) for fact in report.facts}
    assert ends["4,772"] == ("2024-10-01", "2024-12-31")
    assert ends["9,113"] == ("2023-01-01", "2023-12-31")
    told = [finding.message for finding in report.findings if finding.code == "mapping.column-unexpected"]
    # What ends with no quarter may be a misread header.
    assert told == ["the column is of 2024-12-01/2025-02-28, which this table does not report"]


@pytest.mark.whole
def test_equity_printed_above_the_liabilities_is_positive(tmp_path: Path) -> None:
    # No line sums the two: liabilities are what total assets are less equity.
    balance = "Total assets|9,410|9,105\nTotal equity|4,010|3,905\nTotal liabilities|5,400|5,200\n"
    report = read(small(tmp_path, page(balance=balance)))
    assert values_of(report, "4,010", "5,400") == [Decimal(4_010_000_000), Decimal(5_400_000_000)]


@pytest.mark.whole
def test_a_part_of_the_whole_company_may_have_the_longest_of_headers(tmp_path: Path) -> None:
    whole = "Of all the harbours and lamps, with those that are let to others and those being built, "
    heads = (f"{whole} March 31, 2025", "Lamps March 31, 2025", "Harbours March 31, 2025")
    report = read(
        small(tmp_path, with_table("Assets", heads, "Assets|5,571|4,772|799\nLoans|2,400|2,100|300"))
    )
    assert "5,571" in {fact.printed for fact in report.facts}


@pytest.mark.whole
def test_earnings_per_common_and_common_equivalent_share_are_per_share(tmp_path: Path) -> None:
    heading = "Net income per common and common equivalent shares:\nBasic|$ 1.53|$ 1.08\n"
    income = INCOME.replace("Net income|754|527\n", f"Net income|754|527\n{heading}", 1)
    report = read(small(tmp_path, page(income=income)))
    assert [fact.unit for fact in report.facts if "1.53" in fact.printed] == ["USD/shares"]


@pytest.mark.whole
def test_a_sum_that_rounding_may_explain_says_so_and_one_off_by_more_does_not(tmp_path: Path) -> None:
    def told(amount: str) -> list[str]:
        text = page().replace("<td>1,630</td>", f"<td>{amount}</td>", 1)
        (off,) = (one for one in read(small(tmp_path, text)).findings if one.code == "tie.total-off")
        return [line for line in off.details if "rounded" in line]

    assert told("1,631") == ["Or each part is rounded by itself: that alone may make so much."]
    assert told("1,930") == []


@pytest.mark.whole
def test_a_scale_that_other_tables_bear_out_differs_from_no_unit_line(tmp_path: Path) -> None:
    heads = ("Three months ended March 31, 2025", "Three months ended March 31, 2024")
    rows = "Subscriptions|$ 5,120|$ 4,480\nSales and marketing|1,630|1,480\nLamps lent|311|302"
    findings = read(small(tmp_path, with_table("Of the quarter", heads, rows, unit="($)"))).findings
    codes = {finding.code for finding in findings}
    assert "layout.scale-elsewhere" in codes
    assert "mapping.unit-differs" not in codes


LOANS = """
Harbor loans|412,310|402,118|10,192|2.5%
Boat loans|98,240|101,907|(3,667)|(3.6)%
Mooring loans|37,450|31,096|6,354|20.4%
Total loans|548,000|535,121|12,879|2.4%
"""


@pytest.mark.whole
def test_rates_beside_the_amounts_of_a_change_are_left_out_and_no_contradiction(tmp_path: Path) -> None:
    heads = ("March 31, 2025", "December 31, 2024", "Amount change", "Percent change")
    text = with_table("Loans by what they are for", heads, LOANS, unit="(In thousands)")
    report = read(small(tmp_path, text))
    assert values_of(report, "412,310", "548,000") == [Decimal(412_310_000), Decimal(548_000_000)]
    errors = [finding for finding in report.findings if finding.severity == "error"]
    assert not [one for one in errors if any("loans" in place.row for place in one.places if place.row)]
    told = [one.message for one in report.findings if one.code == "mapping.column-left-out"]
    assert any("Percent change" in message and "rates" in message for message in told)


@pytest.mark.whole
def test_counts_beside_amounts_of_one_day_are_left_out_and_no_contradiction(tmp_path: Path) -> None:
    heads = ("March 31, 2025 Amount", "March 31, 2025 Quantity", "December 31, 2024 Amount", "Quantity")
    rows = "Harbor loans|412,310|312|402,118|304\nBoat loans|98,240|81|101,907|88\n"
    report = read(small(tmp_path, with_table("Loans in arrears", heads, rows, unit="($ in thousands)")))
    codes = {finding.code for finding in report.findings if finding.severity == "error"}
    assert not codes & {"mapping.unit-differs", "mapping.unit-wrong"}


@pytest.mark.whole
def test_an_amount_per_diluted_common_share_is_no_thousandth_of_one(tmp_path: Path) -> None:
    heads = ("Three months ended March 31, 2025", "Three months ended March 31, 2024")
    rows = "Keepers' earnings|5,120|4,480\nKeepers' earnings per diluted common share|$(2.21)|$0.29\n"
    report = read(small(tmp_path, with_table("Keepers' earnings", heads, rows, unit="(In thousands)")))
    assert values_of(report, "$(2.21)", "$0.29") == [Decimal("-2.21"), Decimal("0.29")]


@pytest.mark.whole
def test_what_a_table_has_in_each_of_its_cells_is_one_finding(tmp_path: Path) -> None:
    heads = ("Three months ended March 31, 2026", "Three months ended March 31, 2025")
    rows = "Fog signals|412|398\nBell buoys|118|102\nRange lights|29|31\n"
    report = read(small(tmp_path, with_table("Works kept", heads, rows)))
    (told,) = [one for one in report.findings if one.code == "facts.mistimed"]
    assert told.message.endswith("(and 2 more like it in this table)")
    assert [place.row for place in told.places] == ["Fog signals", "Bell buoys", "Range lights"]
    assert "Range lights" in told.details[-1]


REGIONS = """
Boats||
U.S.|4,398|4,065
International|2,718|3,076
Canoes||
U.S.|134|230
International|507|554
U.S.|3,125|2,897
International|1,097|1,218
U.S.|929|589
International|148|100
U.S.|210|349
International|966|1,204
"""


@pytest.mark.whole
def test_parts_of_the_same_regions_are_as_printed_whatever_adds_up(tmp_path: Path) -> None:
    heads = ("Twelve months ended March 31, 2025", "Twelve months ended March 31, 2024")
    text = with_table("Sales to customers by segment of business", heads, REGIONS)
    facts = read(small(tmp_path, text)).facts
    regions = [
        fact for fact in facts if fact.printed in REGIONS and fact.place.row in ("U.S.", "International")
    ]
    assert len(regions) == 20 and all(fact.value > 0 for fact in regions)


@pytest.mark.whole
def test_what_others_have_of_net_income_beside_the_parent_is_as_it_is_printed(tmp_path: Path) -> None:
    shares = (
        "Net income|754|527\nNet income attributable to noncontrolling interests|14|9\n"
        "Net income attributable to the company|740|518\nNet income|754|527\n"
    )
    facts = read(small(tmp_path, page(income=INCOME.replace("Net income|754|527\n", shares)))).facts
    assert {fact.value for fact in facts if fact.printed == "14"} == {Decimal(14_000_000)}


@pytest.mark.whole
def test_subtotals_without_captions_are_not_all_assets(tmp_path: Path) -> None:
    balance = BALANCE.replace(
        "Property and equipment, net|1,260|1,244\n",
        "Lighthouses and other property||\nTowers|1,750|1,610\nAccumulated depreciation|(740)|(614)\n"
        "|1,010|996\nLand|250|248\n|1,260|1,244\n",
    )
    facts = read(small(tmp_path, page(balance=balance))).facts
    elements = {(fact.printed, (fact.element or "").rpartition(":")[2]) for fact in facts}
    assert ("6,172", "Assets") in elements and ("1,260", "Assets") not in elements
