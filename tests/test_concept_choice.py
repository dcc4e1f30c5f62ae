"""Which of several elements a line is: what filers use, and what stands around it."""

from pathlib import Path

import pytest

from test_draft import BALANCE, CASH, INCOME, SMALL, begun, lines_of, page, small
from tieout.definitions import load_sureness
from tieout.draft.sureness import Weights

pytestmark = pytest.mark.whole

_BEFORE_TAXES = "IncomeLossFromContinuingOperationsBeforeIncomeTaxes"


def _chosen(folder: Path, statement: str, **tables: str) -> dict[str, str]:
    """The concept of each caption of a statement, drafted from a page with other tables."""
    company = folder / "small"
    begun(company, small(folder, page(**tables)), *SMALL)
    return lines_of(company, statement)


# What stands around a line ---------------------------------------------------------------------------------


def test_income_before_taxes_is_before_that_of_investees_only_where_theirs_stands_below(
    tmp_path: Path,
) -> None:
    found = _chosen(tmp_path, "IncomeStatement")
    assert found["Income before income taxes"] == f"{_BEFORE_TAXES}ExtraordinaryItemsNoncontrollingInterest"
    below = INCOME.replace("Net income|754|527", "Equity in earnings of affiliates|6|5\nNet income|760|532")
    again = tmp_path / "again"
    again.mkdir()
    found = _chosen(again, "IncomeStatement", income=below)
    assert (
        found["Income before income taxes"]
        == f"{_BEFORE_TAXES}MinorityInterestAndIncomeLossFromEquityMethodInvestments"
    )


def test_cash_at_both_ends_counts_restricted_cash_where_no_line_says_so(tmp_path: Path) -> None:
    both = "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents"
    cash = CASH.replace("Cash and cash equivalents at beginning", "Cash and equivalents, beginning")
    cash = cash.replace("Cash and cash equivalents at end", "Cash and equivalents, end")
    found = _chosen(tmp_path, "CashFlows", cash=cash)
    assert found["Cash and equivalents, beginning of period"] == both
    assert found["Cash and equivalents, end of period"] == both


def test_interest_below_operating_income_is_nonoperating_since_2025(tmp_path: Path) -> None:
    assert _chosen(tmp_path, "IncomeStatement")["Interest expense"] == "InterestExpenseNonoperating"
    before = tmp_path / "before"
    before.mkdir()
    text = page()
    for later, year in (("2024", "2023"), ("2025", "2024")):
        text = text.replace(later, year)
    company = before / "small"
    begun(company, small(before, text), *SMALL)
    assert lines_of(company, "IncomeStatement")["Interest expense"] == "InterestExpense"


def test_what_is_taken_off_revenue_is_no_product(tmp_path: Path) -> None:
    income = INCOME.replace("Services and other|640|590", "Services|680|625\nLighthouse rebates|(40)|(35)", 1)
    income = income.replace("Subscriptions|1,010", "Lamps|1,010").replace(
        "Services and other|410", "Wicks|410"
    )
    found = _chosen(tmp_path, "IncomeStatement", income=income)
    assert found["Lighthouse rebates"] not in (
        "Revenues",
        "RevenueFromContractWithCustomerExcludingAssessedTax",
    )


def test_a_section_says_current_for_its_lines_and_a_line_says_it_for_itself(tmp_path: Path) -> None:
    balance = BALANCE.replace("Prepaid expenses and other current assets", "Prepaid and other assets")
    balance = balance.replace("Goodwill|905|905", "Restricted cash|905|905")
    found = _chosen(tmp_path, "BalanceSheet", balance=balance)
    assert found["Prepaid and other assets"] == "PrepaidExpenseAndOtherAssetsCurrent"
    assert found["Restricted cash"] == "RestrictedCashNoncurrent"


# What a line says ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "caption", "concept"),
    [
        ("BalanceSheet", "Receivables, net", "ReceivablesNetCurrent"),
        (
            "BalanceSheet",
            "Deferred revenue, net of current portion",
            "ContractWithCustomerLiabilityNoncurrent",
        ),
        ("CashFlows", "Deferred revenue", "IncreaseDecreaseInContractWithCustomerLiability"),
        ("CashFlows", "Dividends paid", "PaymentsOfDividends"),
    ],
)
def test_a_caption_is_what_most_filers_use_it_for(
    statement: str, caption: str, concept: str, tmp_path: Path
) -> None:
    balance = BALANCE.replace("Accounts receivable, net of allowance of $12 and $10", "Receivables, net")
    balance = balance.replace("Long-term debt", "Deferred revenue, net of current portion")
    assert _chosen(tmp_path, statement, balance=balance)[caption] == concept


def test_what_an_amount_is_included_in_says_nothing_of_what_it_is(tmp_path: Path) -> None:
    more = (
        "Restricted cash included in other current assets|310|310\n"
        "Total cash, cash equivalents and restricted cash|2,525|2,130\n"
    )
    found = _chosen(tmp_path, "CashFlows", cash=f"{CASH}{more}")
    assert found["Restricted cash included in other current assets"].startswith("RestrictedCash")


def test_classes_of_stock_that_only_their_heading_names_are_members(tmp_path: Path) -> None:
    balance = BALANCE.replace(
        "Common stock|3|3",
        "Preferred stock:||\nSeries A (48,000 issued and outstanding)|2|2\n"
        "Series B (20,000 issued and outstanding)|1|1",
    )
    found = _chosen(tmp_path, "BalanceSheet", balance=balance)
    series = {caption: concept for caption, concept in found.items() if caption.startswith("Series")}
    assert len(series) == 2 and set(series.values()) == {"PreferredStockValue"}


def test_income_of_others_may_be_that_of_redeemable_interests_too(tmp_path: Path) -> None:
    others = "Net income attributable to noncontrolling interests and redeemable interests in lighthouses"
    income = INCOME.replace(
        "Net income|754|527\n",
        f"Net income|754|527\n{others}|(14)|(9)\nNet income attributable to common stockholders|740|518\n",
    )
    assert _chosen(tmp_path, "IncomeStatement", income=income)["Net income"] == "ProfitLoss"


@pytest.mark.parametrize(
    ("statement", "caption", "concept"),
    [
        ("CashFlows", "Debt repayments", "RepaymentsOfDebt"),
        ("CashFlows", "Repayments of long-term debt", "RepaymentsOfLongTermDebt"),
        ("BalanceSheet", "Common stock held in treasury", "TreasuryStockCommonValue"),
    ],
)
def test_an_element_says_no_more_than_its_caption(
    statement: str, caption: str, concept: str, tmp_path: Path
) -> None:
    cash = CASH if caption in CASH else CASH.replace("Repayments of long-term debt", "Debt repayments")
    balance = BALANCE.replace("Treasury stock", "Common stock held in treasury")
    assert _chosen(tmp_path, statement, cash=cash, balance=balance)[caption] == concept


# How sure it is --------------------------------------------------------------------------------------------


def test_sure_is_what_nearly_all_filers_tag_alike_and_never_what_new_standards_changed(
    tmp_path: Path,
) -> None:
    told = begun(tmp_path / "small", small(tmp_path), *SMALL)
    doubted = {doubt["line"] for doubt in told["doubts"]}
    assert doubted.isdisjoint(
        {"Goodwill", "Total assets", "Treasury stock", "Cash and cash equivalents at end of period"}
    )
    assert {"Keepers' lamps and wicks", "Total revenue", "Long-term debt"} <= doubted


def test_a_score_is_the_share_of_such_choices_that_are_right() -> None:
    table = load_sureness()
    weights = Weights(table.weights)
    nothing, all_for_it = (
        weights.of({"always": 1.0}),
        {"printed": 1.0, "words": 1.0, "share": 4.0, "lead": 0.5},
    )
    assert nothing < 0.1
    assert weights.of({"always": 1.0, **all_for_it, "recent": 4.0}) > table.sure_from / 100
    # No signal decides alone.
    for signal, weight in table.weights.items():
        assert weights.of({"always": 1.0, signal: 1.0}) < table.sure_from / 100, (signal, weight)


def test_a_line_whose_sign_speaks_against_its_element_is_never_sure(tmp_path: Path) -> None:
    balance = BALANCE.replace("(520)|(460)", "520|460").replace("1,247|899", "207|(21)")
    told = begun(tmp_path / "small", small(tmp_path, page(balance=balance)), *SMALL)
    assert "Treasury stock" in {doubt["line"] for doubt in told["doubts"]}
