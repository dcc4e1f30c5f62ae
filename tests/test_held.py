"""A draft is held against its own release: nothing that is printed right is called wrong."""

from decimal import Decimal
from pathlib import Path

import pytest

from test_draft import CASH, page
from test_proof import altered, first_contact, off, read_next
from tieout.pipeline import Read, tie_anyhow

# Each takes a release the whole way.
pytestmark = pytest.mark.whole


def with_table(caption: str, rows: str, *, text: str | None = None) -> str:
    """The page with one more table; the first of its rows are the heads."""
    cells = ("".join(f"<td>{cell}</td>" for cell in line.split("|")) for line in rows.strip().splitlines())
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    above = f"<p>{caption}</p><p>(In millions)</p><table>{table}</table>"
    return (text or page()).replace("</body>", f"{above}</body>")


def summed(done: Read) -> set[str]:
    """The concepts of the totals that are checked."""
    assert done.tied is not None
    return {check.total.concept.name for check in done.tied.checks}


SEGMENTS = """
|Three months ended March 31, 2025|Three months ended March 31, 2025|Three months ended March 31, 2025
|Lighthouses|Harbors|Total
Subscriptions|3,020|2,100|5,120
Services and other|400|240|640
Total revenue|3,420|2,340|5,760
Cost of lamps|600|520|1,120
Gross profit|2,700|1,640|4,340
"""


@pytest.mark.whole
def test_a_relation_of_the_whole_company_is_none_of_its_segments(tmp_path: Path) -> None:
    # What segments cost is printed in part alone: revenue less that is not their gross profit.
    done = first_contact(tmp_path, with_table("Segment Information", SEGMENTS))
    assert off(done) == []
    assert "GrossProfit" in summed(done)


ONE_OTHERWISE = """
|3 months ended March 31, 2025|3 months ended March 31, 2024|% Change
Total revenue|5,760|5,070|14%
Gross profit|4,340|3,745|16%
Income from operations|993|712|39%
Net income|754|527|88%
"""


@pytest.mark.whole
def test_a_change_that_no_slip_explains_is_left_out_and_named_in_a_note(tmp_path: Path) -> None:
    done = tie_anyhow(first_contact(tmp_path, with_table("Financial Highlights", ONE_OTHERWISE)))
    assert off(done) == [] and done.errors == ()
    kept = [fact.value for fact in done.facts.facts if fact.concept.name.endswith("ChangeOverPriorYear")]
    assert sorted(kept) == [Decimal(n) / 100 for n in (14, 16, 39)]
    (dropped,) = [one for one in done.facts.dropped if one.text == "88%"]
    assert dropped.why == "a change, and none of the line's concept"


CHANGES = """
|3 months ended March 31, 2025|3 months ended December 31, 2024|3 months ended March 31, 2024|% Change
Total revenue|5,760|5,600|5,070|3%
Gross profit|4,340|4,250|3,745|2%
Total operating expenses|3,347|3,300|3,033|1%
Income from operations|993|950|712|5%
Net income|754|720|527|5%
"""


@pytest.mark.whole
def test_changes_from_the_quarter_before_are_not_called_wrong_for_those_of_a_year(tmp_path: Path) -> None:
    done = tie_anyhow(first_contact(tmp_path, with_table("Financial Highlights", CHANGES)))
    assert off(done) == []


TWICE = """
|3 months ended March 31, 2025|3 months ended March 31, 2024|% Change|% Change, constant currency
Total revenue|5,760|5,070|14%|15%
Gross profit|4,340|3,745|16%|17%
Income from operations|993|712|39%|41%
Net income|754|527|43%|45%
"""


@pytest.mark.whole
def test_a_second_column_of_changes_is_not_that_of_the_figures(tmp_path: Path) -> None:
    done = tie_anyhow(first_contact(tmp_path, with_table("Financial Highlights", TWICE)))
    assert off(done) == [] and done.errors == ()
    rates = [fact for fact in done.facts.facts if fact.concept.name.endswith("ChangeOverPriorYear")]
    assert sorted(fact.value for fact in rates) == [Decimal(n) / 100 for n in (14, 16, 39, 43)]


@pytest.mark.whole
def test_a_wrong_digit_is_told_where_a_draft_is_held_against_its_release(tmp_path: Path) -> None:
    text = with_table("Segment Information", SEGMENTS, text=altered("Sales and marketing", "1,630", "1,640"))
    (finding,) = off(first_contact(tmp_path, text))
    assert finding.subject == "IncomeStatement/OperatingExpenses"


MADE_OF = """
Cash and cash equivalents at end of period|2,215|1,820
Less restricted cash at end of period|215|120
Unrestricted cash at end of period|2,000|{}
"""


@pytest.mark.whole
@pytest.mark.parametrize(("printed", "told"), [("1,700", False), ("1,780", True)])
def test_balances_of_one_day_are_related_on_that_day(tmp_path: Path, printed: str, told: bool) -> None:
    cash = CASH.replace("Cash and cash equivalents at end of period|2,215|1,820\n", "").rstrip()
    done = first_contact(tmp_path, page(cash=cash + MADE_OF.format(printed)))
    named = [place.row for finding in off(done) for place in finding.places]
    assert ("Unrestricted cash at end of period" in named) == told


@pytest.mark.whole
def test_a_sum_with_a_figure_that_cannot_be_read_blames_none_that_can(tmp_path: Path) -> None:
    done = read_next(tmp_path, altered("Sales and marketing", "1,630", "1,??0"))
    assert [finding.code for finding in done.errors] == ["mapping.cell-unreadable"]
    assert off(tie_anyhow(done)) == []
    assert Decimal(3_347_000_000) in {fact.value for fact in done.facts.facts}


OUTLOOK = """
|3 months ended March 31, 2025|3 months ended March 31, 2024
Total revenue|5,760|5,070
Free cash flow|$1,200 to $1,400|900
"""


@pytest.mark.whole
def test_a_range_is_set_aside_with_the_reason(tmp_path: Path) -> None:
    done = tie_anyhow(first_contact(tmp_path, with_table("Financial Highlights", OUTLOOK)))
    (dropped,) = [one for one in done.facts.dropped if one.text == "$1,200 to $1,400"]
    assert dropped.why.startswith("a range has two figures")
    assert done.errors == ()


ROE = """
|3 months ended March 31, 2025|3 months ended March 31, 2024
Return on equity|8.2%|15.0%
Impact of currency|(0.6)|(1.3)
Return on equity, less currency|7.6|13.7
Other differences|2.6|1.3
Adjusted return on equity|10.2|15.0
"""


@pytest.mark.whole
def test_below_a_row_of_per_cent_a_table_without_a_unit_is_in_per_cent(tmp_path: Path) -> None:
    table = with_table("Return on Equity", ROE).replace(
        "<p>Return on Equity</p><p>(In millions)</p>", "<p>Return on Equity</p>"
    )
    done = tie_anyhow(first_contact(tmp_path, table))
    printed = {one.text: one.figure.value for _, one in done.facts.printed if one.figure is not None}
    assert printed["13.7"] == Decimal("0.137") and printed["10.2"] == Decimal("0.102")


PER_SHARE = """
|3 months ended March 31, 2025|Diluted Per Share Amount
Net income|754|2.47
Acquisition expenses|41|0.13
Adjusted net income|795|2.60
"""


@pytest.mark.whole
def test_an_amount_per_share_beside_amounts_is_none_of_money(tmp_path: Path) -> None:
    done = tie_anyhow(first_contact(tmp_path, with_table("Adjusted Net Income", PER_SHARE)))
    values = {fact.value for fact in done.facts.facts if isinstance(fact.value, Decimal)}
    assert not values & {Decimal("2470000"), Decimal("130000"), Decimal("-130000"), Decimal("2600000")}
    units = {one.unit.measure for one in done.facts.facts if one.unit and one.value == Decimal("0.13")}
    assert units == {"USD/shares"}
