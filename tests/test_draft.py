"""A company that is not known is drafted from one release: concepts, totals, and what is left to a person."""

import json
import random
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from build_helpers import edit, quiet_build, read_facts, snapshot, take_arelle_out, tieout, tieout_process
from tieout.core import Figure, InputError, Period
from tieout.definitions import load_company, load_drafting, official_elements
from tieout.draft.assign import assign
from tieout.draft.inside import amounts_in, with_placeholders
from tieout.draft.likeness import Lexicon
from tieout.draft.same import is_other_balance
from tieout.draft.sheet import Entry
from tieout.draft.totals import among, amounts_of, find_totals
from tieout.language import language_of
from tieout.pipeline import read as read_folder

IIJ = (
    *("--name", "Internet Initiative Japan Inc.", "--name", "ja=株式会社インターネットイニシアティブ"),
    *("--authority", "http://www.iij.ad.jp", "--prefix", "iij", "--currency", "JPY"),
    *("--identifier-scheme", "http://www.tse.or.jp/sicc", "--identifier", "37740"),
    *("--fiscal-year-end", "3", "--named-by", "start"),
)
SMALL = (
    *("--name", "Small Works Corp.", "--authority", "http://www.small.example", "--currency", "USD"),
    *("--identifier-scheme", "http://www.sec.gov/CIK", "--identifier", "0000000007"),
    *("--fiscal-year-end", "12"),
)

# A quarter of a company that does not exist. Its captions are everyday ones, but for two lines of its own.
_CONTRADICTED = ("facts.conflict", "tie.total-off")

INCOME = """
Revenue:||
Subscriptions|5,120|4,480
Services and other|640|590
Total revenue|5,760|5,070
Cost of revenue:||
Subscriptions|1,010|930
Services and other|410|395
Total cost of revenue|1,420|1,325
Gross profit|4,340|3,745
Operating expenses:||
Research and development|1,240|1,105
Sales and marketing|1,630|1,480
General and administrative|415|390
Keepers' lamps and wicks|62|58
Total operating expenses|3,347|3,033
Income from operations|993|712
Interest expense|(41)|(44)
Income before income taxes|952|668
Provision for income taxes|198|141
Net income|754|527
Earnings per share:||
Basic|2.51|1.76
Diluted|2.47|1.73
"""
BALANCE = """
Assets||
Current assets:||
Cash and cash equivalents|2,215|1,980
Accounts receivable, net of allowance of $12 and $10|1,404|1,377
Prepaid expenses and other current assets|388|361
Total current assets|4,007|3,718
Property and equipment, net|1,260|1,244
Goodwill|905|905
Total assets|6,172|5,867
Liabilities and stockholders' equity||
Current liabilities:||
Accounts payable|410|433
Deferred revenue|1,522|1,490
Total current liabilities|1,932|1,923
Long-term debt|1,100|1,150
Total liabilities|3,032|3,073
Commitments and contingencies||
Stockholders' equity:||
Common stock|3|3
Additional paid-in capital|2,410|2,352
Treasury stock|(520)|(460)
Retained earnings|1,247|899
Total stockholders' equity|3,140|2,794
Total liabilities and stockholders' equity|6,172|5,867
"""
CASH = """
Cash flows from operating activities:||
Net income|754|527
Adjustments to reconcile net income to net cash provided by operating activities:||
Depreciation and amortization|236|221
Stock-based compensation|180|166
Changes in operating assets and liabilities:||
Accounts receivable|(27)|(45)
Accounts payable|(23)|18
Deferred revenue|32|57
Net cash provided by operating activities|1,152|944
Cash flows from investing activities:||
Purchases of property and equipment|(252)|(240)
Net cash used in investing activities|(252)|(240)
Cash flows from financing activities:||
Repayments of long-term debt|(50)|(25)
Purchases of treasury stock|(60)|(75)
Dividends paid|(555)|(489)
Net cash used in financing activities|(665)|(589)
Net increase in cash and cash equivalents|235|115
Cash and cash equivalents at beginning of period|1,980|1,705
Cash and cash equivalents at end of period|2,215|1,820
"""


def page(*, income: str = INCOME, balance: str = BALANCE, cash: str = CASH) -> str:
    """The quarter as a page: a caption, a unit and a table for each statement."""
    flows = ("Three months ended March 31, 2025", "Three months ended March 31, 2024")
    tables = (
        ("Condensed Consolidated Statements of Operations", flows, income),
        ("Condensed Consolidated Balance Sheets", ("March 31, 2025", "December 31, 2024"), balance),
        ("Condensed Consolidated Statements of Cash Flows", flows, cash),
    )
    parts = []
    for caption, heads, rows in tables:
        lines = ["|".join(("", *heads)), *rows.strip().splitlines()]
        cells = ("".join(f"<td>{cell}</td>" for cell in line.split("|")) for line in lines)
        body = "".join(f"<tr>{row}</tr>" for row in cells)
        parts.append(
            f"<p>Small Works Corp.</p><p>{caption}</p><p>(In millions, except per share amounts)</p>"
        )
        parts.append(f"<table>{body}</table>")
    return f"<html><body>{''.join(parts)}</body></html>"


def small(folder: Path, text: str | None = None) -> Path:
    """The page as a file."""
    path = folder / "small-1q25.htm"
    path.write_text(page() if text is None else text, encoding="utf-8")
    return path


def begun(folder: Path, text: Path, *options: str) -> dict:
    """What `tieout new company` says of a company."""
    said = tieout("new", "company", folder, "--from", text, *options, "--json")
    assert said.exit_code in (0, 1), said.output
    return json.loads(said.output)


def lines_of(folder: Path, statement: str) -> dict[str, str]:
    """The concept of each printed caption of a statement, as its YAML has it."""
    (found,) = (s for s in load_company(folder).statements if s.name == statement)
    return {caption: line.concept.name for line in found.lines for caption in line.captions}


@pytest.fixture(scope="module")
def drafted(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:
    """The first company's release, drafted as if nobody had ever seen it. Read it, never write to it."""
    folder = tmp_path_factory.mktemp("drafted") / "taxonomy" / "iij"
    return folder, begun(folder, root / "instances" / "iij-2018q1" / "release.txt", *IIJ)


# From a release to a company ---------------------------------------------------------------------------


@pytest.mark.whole
def test_a_draft_of_a_scanned_release_loads(drafted: tuple[Path, dict]) -> None:
    folder, told = drafted
    company = load_company(folder)
    assert company.name["ja"] == "株式会社インターネットイニシアティブ"
    assert told["quarter"] == "2018q1"
    primary = {"IncomeStatement", "BalanceSheet", "CashFlows", "ComprehensiveIncome", "SegmentInformation"}
    assert primary <= {statement.name for statement in company.statements}
    assert lines_of(folder, "BalanceSheet")["GOODWILL"] == "Goodwill"


@pytest.mark.whole
def test_the_doubtful_lines_stand_on_top_with_a_reason(drafted: tuple[Path, dict]) -> None:
    folder, told = drafted
    review = yaml.safe_load((folder / "review.yaml").read_text(encoding="utf-8"))
    scores = [entry["score"] for entry in review["open"]]
    assert scores == sorted(scores) == [doubt["score"] for doubt in told["doubts"]]
    # What is sure is right: of a company with captions of its own, two lines in five are for a person.
    assert 0 < len(scores) < 115
    for entry in review["open"]:
        assert entry["why"] and entry["settled"] is False
        file, line = entry["edit"].rsplit(":", 1)
        # The place in the file is that of the line itself.
        said = (folder / file.split("iij/", 1)[1]).read_text(encoding="utf-8").splitlines()
        assert entry["concept"] in said[int(line) - 1]


@pytest.mark.whole
def test_a_column_that_cannot_be_read_is_told_and_the_total_found_by_the_other(
    drafted: tuple[Path, dict],
) -> None:
    # Dividend and interest income of 1Q18 have run into each other in the scan.
    folder, told = drafted
    (note,) = (note for note in told["notes"] if "cannot be read" in note)
    assert "IncomeStatement" in note and "2018-04-01/2018-06-30" in note
    (income,) = (s for s in load_company(folder).statements if s.name == "IncomeStatement")
    other = next(t for t in income.sums if income.lines[t.total].concept.name == "NonoperatingIncomeExpense")
    parts = [(income.lines[at].concept.name, weight) for at, weight in other.parts]
    assert ("InterestExpense", -1) in parts and len(parts) == 6


@pytest.mark.whole
def test_what_a_statement_repeats_is_one_concept(drafted: tuple[Path, dict]) -> None:
    folder, _ = drafted
    flows = lines_of(folder, "CashFlows")
    assert flows["Net income"] == lines_of(folder, "IncomeStatement")["NET INCOME"] == "ProfitLoss"
    # In millions, under another caption, among others of the same figures rounded.
    results = lines_of(folder, "OperatingResultsSummary")
    assert results["Net income attributable to IIJ"] == "NetIncomeLoss"


@pytest.mark.whole
def test_the_same_release_is_drafted_to_the_same_bytes(tmp_path: Path) -> None:
    text = small(tmp_path)
    for seed in ("1", "2"):
        done = tieout_process(
            *("new", "company", tmp_path / seed / "small", "--from", text, *SMALL), PYTHONHASHSEED=seed
        )
        assert done.returncode == 1, done.stderr
    first, second = (snapshot(tmp_path / seed) for seed in ("1", "2"))
    # The review names files by where they stand.
    assert first.keys() == second.keys()
    for name, told in first.items():
        assert told.replace(b"/1/small", b"/2/small") == second[name], name


# From a page to a report -------------------------------------------------------------------------------


@pytest.mark.arelle
def test_a_small_company_goes_from_its_page_to_a_validated_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    company, out = tmp_path / "taxonomy" / "small", tmp_path / "instances" / "small-2025q1"
    text = small(tmp_path)
    told = begun(company, text, *SMALL)
    own = {doubt["line"]: doubt["concept"] for doubt in told["doubts"]}
    assert own["Keepers' lamps and wicks"] == "KeepersLampsAndWicks"
    assert lines_of(company, "IncomeStatement")["Net income"] == "NetIncomeLoss"

    said = tieout(
        "new", "release", company, "2025q1", "--from", text, "--published", "2025-04-24", "--out", out
    )
    assert said.exit_code == 1
    assert "drafted as KeepersLampsAndWicks" in said.output
    checked = tieout("check", out)
    assert checked.exit_code == 1
    # What is open is told beside what ties, with the line to mend.
    assert "draft.open" in checked.output and "OFF" not in checked.output
    assert re.search(r"small/statements/income-statement\.yaml:\d+", checked.output)
    with monkeypatch.context() as patch:
        take_arelle_out(patch)
        assert not quiet_build(out).published

    review = company / "review.yaml"
    settled = review.read_text(encoding="utf-8").replace("settled: false", "settled: true")
    review.write_text(settled, encoding="utf-8")
    assert tieout("check", out).exit_code == 0

    built = quiet_build(out)
    assert built.published and not built.findings
    facts = {
        (concept.split(":")[1], context): value
        for concept, context, _, _, value in read_facts(out / "xbrl" / "small-20250331.xbrl")
    }
    quarter, end = "D20250101-20250331", "I20250331"
    # Signs follow meaning: what is printed in brackets is a positive expense, payment or treasury stock.
    assert facts["InterestExpenseNonoperating", quarter] == "41000000"
    assert facts["TreasuryStockValue", end] == "520000000"
    assert facts["PaymentsToAcquirePropertyPlantAndEquipment", quarter] == "252000000"
    assert facts["IncreaseDecreaseInAccountsReceivable", quarter] == "27000000"
    assert facts["IncreaseDecreaseInAccountsPayable", quarter] == "-23000000"
    assert facts["NetCashProvidedByUsedInFinancingActivities", quarter] == "-665000000"
    assert facts["KeepersLampsAndWicks", quarter] == "62000000"
    assert facts["EarningsPerShareDiluted", quarter] == "2.47"
    # The allowance stands in a caption, and what is sold and made by product under one concept.
    assert facts["AllowanceForDoubtfulAccountsReceivableCurrent", end] == "12000000"
    assert {context for concept, context in facts if concept == "CostOfRevenue"} > {quarter}
    assert facts["CommitmentsAndContingencies", end] == "nil"


@pytest.mark.whole
def test_a_line_that_a_person_changed_is_open_no_more(tmp_path: Path) -> None:
    company, out = tmp_path / "taxonomy" / "small", tmp_path / "instances" / "small-2025q1"
    text = small(tmp_path)
    begun(company, text, *SMALL)
    tieout("new", "release", company, "2025q1", "--from", text, "--published", "2025-04-24", "--out", out)
    assert "as KeepersLampsAndWicks" in tieout("check", out).output
    income = company / "statements" / "income-statement.yaml"
    text_ = income.read_text(encoding="utf-8")
    income.write_text(text_.replace("KeepersLampsAndWicks", "OtherCostAndExpenseOperating"), encoding="utf-8")
    assert "as KeepersLampsAndWicks" not in tieout("check", out).output


@pytest.mark.whole
def test_a_year_of_weeks_is_drafted_as_one(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    told = begun(folder, small(tmp_path, _in_weeks()), *SMALL, "--weeks", "last-saturday")
    assert told["quarter"] == "2025q1"
    assert (folder / "company.yaml").read_text(encoding="utf-8").count("saturday") == 1


@pytest.mark.whole
def test_quarters_of_weeks_are_drafted_in_a_year_of_months(tmp_path: Path) -> None:
    text = page().replace("March 31, 2025", "March 30, 2025")
    folder = tmp_path / "small"
    told = begun(folder, small(tmp_path, text), *SMALL, "--weeks", "quarters-nearest-sunday")
    assert told["quarter"] == "2025q1"
    calendar = load_company(folder).calendar
    assert str(calendar.quarter(2025, 1)) == "2025-01-01/2025-03-30"
    assert str(calendar.quarter(2025, 4)) == "2025-09-29/2025-12-31"


@pytest.mark.whole
@pytest.mark.parametrize(
    ("lasting", "ends", "options", "fits"),
    [
        ("Thirteen weeks", ("November 2, 2024", "October 28, 2023"), (), "--weeks nearest-saturday"),
        ("Thirty-nine weeks", ("November 2, 2024", "October 28, 2023"), (), "--fiscal-year-end 1 --weeks"),
        # The other balance sheet is of December 31, no Sunday.
        ("Three months", ("March 30, 2025", "April 2, 2023"), (), "12 --weeks quarters-nearest-sunday"),
        ("Nine months", ("May 31, 2025", "May 31, 2024"), (), "--fiscal-year-end 8 without --weeks"),
        (
            "Three months",
            ("March 31, 2025", "March 31, 2024"),
            ("--weeks", "last-friday"),
            "--fiscal-year-end 12 without --weeks",
        ),
        ("Three months", ("March 17, 2025", "April 2, 2024"), (), "Say which fiscal year it is"),
    ],
)
def test_a_fiscal_year_that_dates_nothing_is_told_with_those_that_fit(
    lasting: str, ends: tuple[str, str], options: tuple[str, ...], fits: str, tmp_path: Path
) -> None:
    text = page().replace("Three months", lasting)
    for day, other in zip(("March 31, 2025", "March 31, 2024"), ends, strict=True):
        text = text.replace(day, other)
    path = small(tmp_path, text)
    said = tieout("new", "company", tmp_path / "small", "--from", path, *SMALL, *options)
    assert said.exit_code == 2
    assert f"periods to {ends[0]} and {ends[1]}" in said.output and fits in said.output
    # Nothing is drafted by it.
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.whole
def test_columns_that_are_not_understood_are_told(tmp_path: Path) -> None:
    text = page().replace("<td>December 31, 2024</td>", "<td>Prior year-end</td>")
    text = text.replace("(In millions, except per share amounts)", "(In crowns)", 1)
    cells = (("", "March 31, 2025", "March 31, 2025"), ("Tons", "1", "2"))
    alike = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    text = text.replace("</body>", f"<p>By site</p><table>{alike}</table></body>")
    notes = "\n".join(begun(tmp_path / "small", small(tmp_path, text), *SMALL)["notes"])
    assert 'the column "Prior year-end" names no period' in notes
    assert 'names a unit, the nearest is "(In crowns)"' in notes
    assert "several of its columns are of one period" in notes


@pytest.mark.whole
def test_a_percentage_in_a_column_of_amounts_is_one(tmp_path: Path) -> None:
    text = small(tmp_path, page(income=f"{INCOME.rstrip()}\nGrowth of subscribers|18.5%|(2.0)%\n"))
    company, out = tmp_path / "taxonomy" / "small", tmp_path / "instances" / "small-2025q1"
    begun(company, text, *SMALL)
    tieout("new", "release", company, "2025q1", "--from", text, "--published", "2025-04-24", "--out", out)
    done = read_folder(out)
    assert {
        (fact.context.period.id, fact.figure) for fact in done.facts.facts if fact.concept.type == "percent"
    } == {
        ("D20250101-20250331", Figure(Decimal("0.185"), 3)),
        ("D20240101-20240331", Figure(Decimal("-0.020"), 3)),
    }
    assert not done.errors


_WEEKS = {
    "Three months": "Thirteen weeks",
    "December 31, 2024": "December 28, 2024",
    "March 31, 2025": "March 29, 2025",
    "March 31, 2024": "March 30, 2024",
}


def _in_weeks() -> str:
    text = page()
    for old, new in _WEEKS.items():
        text = text.replace(old, new)
    return text


@pytest.mark.whole
def test_a_year_that_does_not_begin_with_the_longer_periods_is_told(tmp_path: Path) -> None:
    # Three of the nine months end with a quarter of either year.
    text = small(tmp_path, page().replace("Three months", "Nine months"))
    said = tieout("new", "company", tmp_path / "small", "--from", text, *SMALL)
    assert said.exit_code == 2
    assert "9 months to March 31, 2025 do not begin with the fiscal year that is given" in said.output
    assert "Those dates fit --fiscal-year-end 6 without --weeks" in said.output
    # Twelve months in any quarter may be the last ones.
    text.write_text(page().replace("Three months", "Twelve months"), encoding="utf-8")
    assert begun(tmp_path / "small", text, *SMALL)["statements"]


@pytest.mark.whole
def test_on_a_terminal_a_fiscal_year_is_asked_for_until_it_fits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    from tieout import cli
    from tieout.cli import company

    monkeypatch.setattr(company, "_on_terminal", lambda: True)
    text = small(tmp_path, _in_weeks())
    command = ["new", "company", str(tmp_path / "small"), "--from", str(text), *SMALL[:2], *SMALL[6:-2]]
    answers = "https://small.example\nhttp://www.small.example\nusd\nUSD\n12\n\n12\nlast-saturday\n"
    said = CliRunner().invoke(cli.main, command, input=answers, catch_exceptions=False)
    assert said.exit_code == 1
    assert "'https://small.example' is not of the form" in said.output
    assert "'usd' is not a code of ISO 4217" in said.output
    assert load_company(tmp_path / "small").currency == "USD"


@pytest.mark.whole
def test_a_currency_that_the_release_does_not_name_is_told(tmp_path: Path) -> None:
    options = ["EUR" if option == "USD" else option for option in SMALL]
    text = small(tmp_path, page() + "<p>Sales came to $5.8 billion.</p>")
    told = begun(tmp_path / "taxonomy" / "small", text, *options)
    assert told["notes"][0].startswith("the release names $ (USD) and not EUR")


@pytest.mark.whole
def test_a_concept_that_is_written_in_the_review_alone_is_told(tmp_path: Path) -> None:
    company, out = tmp_path / "taxonomy" / "small", tmp_path / "instances" / "small-2025q1"
    text = small(tmp_path)
    begun(company, text, *SMALL)
    tieout("new", "release", company, "2025q1", "--from", text, "--published", "2025-04-24", "--out", out)
    review = yaml.safe_load((company / "review.yaml").read_text(encoding="utf-8"))
    (entry,) = (one for one in review["open"] if one["line"] == "Dividends paid")
    other = next(iter(entry["or"]))
    edit(company / "review.yaml", f"concept: {entry['concept']}", f"concept: {other}")
    said = tieout("check", out)
    assert said.exit_code == 1
    assert f"the review has {other}" in said.output and "draft.misplaced" in said.output
    # Where the statement has it, too, it is settled.
    flows = company / "statements" / "cash-flows.yaml"
    flows.write_text(flows.read_text(encoding="utf-8").replace(entry["concept"], other), encoding="utf-8")
    assert "draft.misplaced" not in tieout("check", out).output


@pytest.mark.whole
def test_a_release_without_noncontrolling_interests_has_none(tmp_path: Path) -> None:
    shared = INCOME.replace(
        "Net income|754|527\n",
        "Net income|754|527\nLess: net income attributable to noncontrolling interests|(14)|(9)\n"
        "Net income attributable to Small Works Corp.|740|518\n",
    )
    folder = tmp_path / "small"
    begun(folder, small(tmp_path, page(income=shared)), *SMALL)
    income = lines_of(folder, "IncomeStatement")
    assert income["Net income"] == "ProfitLoss"
    assert income["Net income attributable to Small Works Corp."] == "NetIncomeLoss"


# What cannot be begun ----------------------------------------------------------------------------------


# A balance among flows -----------------------------------------------------------------------------------


def _balances(folder: Path, rows: str, **instead: str) -> dict[str, tuple[str, str, str | None, str | None]]:
    """What rows below a cash-flow statement are: concept, period type, balance, end of the period."""
    company = folder / "small"
    begun(company, small(folder, page(cash=f"{CASH}{rows}", **instead)), *SMALL)
    (statement,) = (s for s in load_company(company).statements if s.name == "CashFlows")
    found = {}
    for line in statement.lines:
        kind = line.concept.period, line.concept.balance, line.at
        found |= dict.fromkeys(line.captions, (line.concept.name, *kind))
    return found


@pytest.mark.whole
@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("Cash and cash equivalents, January 1", "Cash and cash equivalents, March 31"),
        ("Cash and cash equivalents as of January 1", "Cash and cash equivalents at March 31"),
        ("Opening cash and cash equivalents", "Closing cash and cash equivalents"),
    ],
)
def test_cash_is_a_balance_by_whatever_words_its_day_is_said(
    opening: str, closing: str, tmp_path: Path
) -> None:
    rows = CASH.replace("Cash and cash equivalents at beginning of period", opening)
    rows = rows.replace("Cash and cash equivalents at end of period", closing)
    company = tmp_path / "small"
    begun(company, small(tmp_path, page(cash=rows)), *SMALL)
    (statement,) = (s for s in load_company(company).statements if s.name == "CashFlows")
    ends = {caption: (line.concept.period, line.at) for line in statement.lines for caption in line.captions}
    assert ends[opening] == ("instant", "start")
    assert ends[closing] == ("instant", "end")


@pytest.mark.whole
def test_what_closing_cash_is_made_of_are_balances(tmp_path: Path) -> None:
    # The same total again, by what it is made of: no line but the first says a day.
    rows = (
        "Cash in banks|1,315|1,020\nRestricted cash held by lighthouses|900|800\n"
        "Total cash and cash equivalents|2,215|1,820\n"
    )
    found = _balances(tmp_path, rows)
    for caption in ("Cash in banks", "Restricted cash held by lighthouses"):
        assert found[caption][1:] == ("instant", "debit", "end")


@pytest.mark.whole
def test_what_closing_cash_is_made_of_is_a_balance_whatever_flow_is_called_so(tmp_path: Path) -> None:
    # `Prepaid expenses and other current assets` among flows is what they changed by.
    made_of = "Restricted cash in prepaid expenses and other current assets"
    rows = f"Cash in banks|1,315|1,020\n{made_of}|900|800\nTotal cash and cash equivalents|2,215|1,820\n"
    assert _balances(tmp_path, rows)[made_of][1:] == ("instant", "debit", "end")


@pytest.mark.whole
def test_what_closing_cash_is_made_of_is_no_sum_at_the_opening(tmp_path: Path) -> None:
    # The opening has a balance sheet of its own, which prints one part and not the other.
    cash = CASH.replace("period|1,980|1,705", "period|2,290|2,015").replace("period|2,215", "period|2,525")
    cash = cash.replace("period|2,525|1,820", "period|2,525|2,130")
    parts = "Cash and cash equivalents|2,215|1,820\nRestricted cash in other assets|310|310\n"
    total = "Total cash, cash equivalents and restricted cash|2,525|2,130\n"
    company, out = tmp_path / "small", tmp_path / "instances" / "small-2025q1"
    path = small(tmp_path, page(cash=f"{cash}{parts}{total}"))
    begun(company, path, *SMALL)
    tieout("new", "release", company, "2025q1", "--from", path, "--published", "2025-04-24", "--out", out)
    done = read_folder(out)
    assert done.tied is not None
    assert not [found for found in done.tied.findings if found.code == "tie.total-off"]


@pytest.mark.whole
def test_what_is_taken_off_closing_cash_is_a_balance(tmp_path: Path) -> None:
    less = "Less: restricted cash in other current assets"
    rows = f"{less}|215|120\nUnrestricted cash and cash equivalents at end of period|2,000|1,700\n"
    assert _balances(tmp_path, rows)[less][1:] == ("instant", "debit", "end")


@pytest.mark.whole
@pytest.mark.parametrize(
    "caption", ["Lighthouse closing costs", "Lighthouse levies for the three months ended March 31"]
)
def test_words_of_an_end_alone_make_no_balance(caption: str, tmp_path: Path) -> None:
    rows = INCOME.replace("Keepers' lamps and wicks", caption)
    company = tmp_path / "small"
    begun(company, small(tmp_path, page(income=rows)), *SMALL)
    (statement,) = (s for s in load_company(company).statements if s.name == "IncomeStatement")
    (line,) = (line for line in statement.lines if caption in line.captions)
    assert (line.concept.period, line.at) == ("duration", None)


@pytest.mark.whole
def test_another_closing_balance_than_that_of_the_balance_sheet_is_another_concept(tmp_path: Path) -> None:
    # The roll-forward ends with all cash, restricted cash too: no figure of it is that of the balance sheet.
    more = "Restricted cash|310|310\n"
    balance = BALANCE.replace("Prepaid expenses and other", f"{more}Prepaid expenses and other")
    for old, new in (("4,007|3,718", "4,317|4,028"), ("6,172|5,867", "6,482|6,177")):
        balance = balance.replace(old, new)
    balance = balance.replace("Long-term debt|1,100|1,150", "Long-term debt|1,410|1,460")
    balance = balance.replace("Total liabilities|3,032|3,073", "Total liabilities|3,342|3,383")
    cash = CASH.replace("period|1,980|1,705", "period|2,290|2,015").replace("period|2,215", "period|2,525")
    cash = cash.replace("period|2,525|1,820", "period|2,525|2,130")
    company, out = tmp_path / "small", tmp_path / "instances" / "small-2025q1"
    path = small(tmp_path, page(balance=balance, cash=cash))
    begun(company, path, *SMALL)
    tieout("new", "release", company, "2025q1", "--from", path, "--published", "2025-04-24", "--out", out)
    done = read_folder(out)
    assert done.tied is not None
    assert not [found for found in (*done.told, *done.tied.findings) if found.code in _CONTRADICTED]
    closing = lines_of(company, "CashFlows")["Cash and cash equivalents at end of period"]
    assert closing != lines_of(company, "BalanceSheet")["Cash and cash equivalents"]


@pytest.mark.whole
def test_a_company_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    begun(folder, small(tmp_path), *SMALL)
    before = snapshot(folder)
    said = tieout("new", "company", folder, "--from", small(tmp_path), *SMALL)
    assert said.exit_code == 2
    assert "is there already" in said.output
    assert snapshot(folder) == before


@pytest.mark.parametrize(
    ("options", "text", "what"),
    [
        ((*SMALL, "--prefix", "Small Works"), None, "prefix"),
        ((*SMALL, "--authority", "small.example"), None, "authority"),
        ((*SMALL, "--language", "tlh"), None, "nothing is known of the language tlh"),
        ((*SMALL, "--extra-week", "1"), None, "--extra-week is of a year of --weeks"),
        (SMALL[2:], None, "Missing --name"),
        (SMALL[:-4], None, "Missing --identifier, --fiscal-year-end"),
        (SMALL, "<html><body><p>Prose.</p></body></html>", "no table with figures"),
        (SMALL, "a line of text without a table\n", "holds no table"),
    ],
)
def test_what_cannot_be_begun_leaves_nothing(
    options: tuple[str, ...], text: str | None, what: str, tmp_path: Path
) -> None:
    path = small(tmp_path, text)
    said = tieout("new", "company", tmp_path / "deep" / "small", "--from", path, *options)
    assert said.exit_code == 2
    assert what in said.output
    assert "Traceback" not in said.output
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.whole
def test_on_a_terminal_it_asks_for_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from tieout.cli import company, main

    monkeypatch.setattr(company, "_on_terminal", lambda: True)
    command = ["new", "company", str(tmp_path / "small"), "--from", str(small(tmp_path)), *SMALL[4:]]
    answers = "Small Works Corp.\nhttp://www.small.example\n"
    said = CliRunner().invoke(main, command, input=answers, catch_exceptions=False)
    assert said.exit_code == 1
    assert load_company(tmp_path / "small").name["en"] == "Small Works Corp."


# Totals by arithmetic ----------------------------------------------------------------------------------


def _entries(rows: list[tuple[str, list[int | None]]]) -> list[Entry]:
    """Rows of a made-up table in thousands; None cannot be read."""

    days = [Period(date(2025, 3, 31), date(2025, 1, 1)), Period(date(2024, 3, 31), date(2024, 1, 1))]
    return [
        Entry(
            caption=caption,
            under="",
            line=number,
            column=0,
            heading=False,
            type="monetary",
            figures={
                day: Figure(Decimal(value) * 1000, -3)
                for day, value in zip(days, values, strict=True)
                if value is not None
            },
            unread=frozenset(day for day, value in zip(days, values, strict=True) if value is None),
            cells=((number, 1),),
        )
        for number, (caption, values) in enumerate(rows, 1)
    ]


def _found(rows: list[tuple[str, list[int | None]]], **options: bool) -> dict[int, dict[int, int]]:
    columns, amounts = amounts_of(_entries(rows), lambda _: False, lambda _: 0)
    return {total.total: dict(total.parts) for total in find_totals(amounts, frozenset(), columns, **options)}


def test_amounts_per_share_above_counts_of_shares_are_no_part_of_those_below() -> None:
    # 2.00 - 3.20 + 8.00 - 2.00 + 3.19 is 7.99, and so is it in the other column, by chance.
    basic = [("Class A", [200, 160]), ("Class B", [320, 259]), ("Class C", [800, 642])]
    diluted = [("Class A", [200, 160]), ("Class B", [319, 259]), ("Class C", [799, 642])]
    earned = [replace(one, type="per-share") for one in _entries(basic + diluted)]
    shares = [replace(one, type="shares") for one in _entries([("Shares", [1614, 1642])])]
    entries = [*earned[:3], *shares, *earned[3:]]
    blank = [replace(one, figures={}, heading=True) for one in shares]
    _, amounts = amounts_of([*earned[:3], *blank, *earned[3:]], lambda _: False, lambda _: 0)
    runs = [
        [at for at, one in enumerate(run) if one is not None] for run in among(entries, amounts, "per-share")
    ]
    assert runs == [[0, 1, 2], [4, 5, 6]]
    assert [list(run) for run in among(entries, amounts, "monetary")] == [amounts]


@pytest.mark.slow
def test_the_sums_of_a_very_long_list_are_found_to_its_end() -> None:
    """It is searched in stretches, so that the time grows in step with its length."""
    chance = random.Random(7)
    rows: list[tuple[str, list[int | None]]] = []
    for block in range(126):
        parts = [[chance.randint(1_000_000, 99_999_999) for _ in range(2)] for _ in range(3)]
        rows += [(f"line {block} {number}", list(part)) for number, part in enumerate(parts)]
        rows.append((f"Sum {block}", [sum(column) for column in zip(*parts, strict=True)]))
    # A stretch ends behind line 500: behind a total, as it happens.
    found = _found(rows)
    sums = {at: {at - 3: 1, at - 2: 1, at - 1: 1} for at in range(3, len(rows), 4)}
    assert {at: found.get(at) for at in sums} == sums


@st.composite
def _statements(draw: st.DrawFn) -> tuple[list[tuple[str, list[int | None]]], dict[int, dict[int, int]]]:
    """Revenue lines and their total, cost lines and theirs, what is left, taxes, what is left of that."""
    rows: list[tuple[str, list[int | None]]] = []
    due: dict[int, dict[int, int]] = {}
    # Amounts of any digits: round ones make sums by chance.
    chance = random.Random(draw(st.integers(0, 1_000_000)))

    def add(values: list[int]) -> int:
        rows.append((f"line {len(rows)}", list(values)))
        return len(rows) - 1

    def values(index: int) -> list[int]:
        return [value or 0 for value in rows[index][1]]

    def total(parts: dict[int, int]) -> int:
        made = [sum(sign * values(part)[n] for part, sign in parts.items()) for n in (0, 1)]
        due[len(rows)] = parts
        return add(made)

    def lines(least: int) -> dict[int, int]:
        count = draw(st.integers(least, 7))
        signs = [draw(st.sampled_from((1, 1, -1))) for _ in range(count)]
        return {add([sign * amount(), sign * amount()]): 1 for sign in signs}

    def amount() -> int:
        return chance.randint(1_000_000, 99_999_999)

    revenue = total(lines(2))
    cost = total(lines(2))
    left = total({revenue: 1, cost: -1})
    taxes = add([amount(), amount()])
    total({left: 1, taxes: -1})
    return rows, due


@given(_statements(), st.data())
@settings(max_examples=60, deadline=None)
def test_totals_are_found_with_their_parts_and_signs(made, data: st.DataObject) -> None:
    rows, due = made
    assert _found(rows) == due
    # A cell of one column that cannot be read takes that column's word only.
    line = data.draw(st.integers(0, len(rows) - 1))
    damaged = [(caption, list(values)) for caption, values in rows]
    damaged[line][1][0] = None
    assert _found(damaged) == due


@given(_statements(), st.data())
@settings(max_examples=30, deadline=None)
def test_a_total_that_is_off_is_none(made, data: st.DataObject) -> None:
    rows, due = made
    index = data.draw(st.sampled_from(sorted(due)))
    rows[index] = (rows[index][0], [(value or 0) + 12_345 for value in rows[index][1]])
    assert index not in _found(rows)


def test_two_lines_of_one_amount_are_not_the_totals_of_each_other() -> None:
    rows: list[tuple[str, list[int | None]]] = [
        ("Revenue", [812_345, 723_456]),
        ("Revenue", [412_345, 323_456]),
        ("Revenue", [400_000, 400_000]),
        ("Revenue", [0, 0]),
        ("Revenue", [48_123, 34_567]),
        ("Revenue", [0, 0]),
        ("Revenue", [0, 0]),
        ("Revenue", [48_123, 34_567]),
    ]
    found = _found(rows, above=False)
    assert found == {0: {1: 1, 2: 1}, 4: {5: 1, 7: 1}}


def test_totals_that_stand_before_their_parts_leave_out_parts_of_parts() -> None:
    rows: list[tuple[str, list[int | None]]] = [
        ("Services", [6_524, 7_790]),
        ("Network", [2_490, 2_539]),
        ("Mobile", [3_225, 4_468]),
        ("of it for others", [2_359, 3_383]),
        ("Other", [809, 783]),
    ]
    assert _found(rows, above=False, signed=False) == {0: {1: 1, 2: 1, 4: 1}}
    assert _found(rows) == {}


def test_the_roll_of_a_balance_is_no_sum_of_it() -> None:
    rows: list[tuple[str, list[int | None]]] = [
        ("moved by", [235_112, 115_223]),
        ("at the start", [1_980_431, 1_705_207]),
        ("at the end", [2_215_543, 1_820_430]),
    ]
    assert _found(rows) == {2: {0: 1, 1: 1}}


# The best assignment -----------------------------------------------------------------------------------


@given(st.integers(1, 4).flatmap(lambda n: st.lists(
    st.lists(st.integers(-9, 9), min_size=5, max_size=5), min_size=n, max_size=n)))  # fmt: skip
def test_no_other_assignment_is_better(scores: list[list[int]]) -> None:
    columns = assign(scores)
    assert len(set(columns)) == len(scores)
    best = max(
        sum(scores[row][at] for row, at in enumerate(way)) for way in permutations(range(5), len(scores))
    )
    assert sum(scores[row][at] for row, at in enumerate(columns)) == best


# Words -------------------------------------------------------------------------------------------------


def test_captions_say_the_same_in_other_words() -> None:
    labels = [
        "Inventories",
        "Stockholders' equity",
        "Increase (decrease) in accounts receivable",
        "Net income",
    ]
    lexicon = Lexicon(load_drafting("en").words, labels, ["Small Works Corp."])

    def words(text: str) -> frozenset[str]:
        return lexicon.terms(text).words

    def alike(caption: str, label: str) -> float:
        return lexicon.likeness(lexicon.terms(caption), lexicon.terms(label), frozenset())

    # A scanner lost a letter; the plural, a footnote mark and what means the same are no difference.
    assert words("nventories") == words("Inventory*2") == words("INVENTORIES:")
    assert words("Shareholders’ equity") == words("Stockholders' equity")
    assert words("Net income of Small Works Corp.") == words("Net income of parent")
    # One direction stands for both.
    assert alike("Decrease in accounts receivable", labels[2]) > 0.9 > alike("Accounts receivable", labels[2])
    assert alike("Interest paid", "Interest income") < 0.7


# Amounts in captions -----------------------------------------------------------------------------------


def test_amounts_in_a_caption_are_taken_with_the_words_beside_them(definition) -> None:
    caption = "Common stock—authorized, 75,520,000 shares; issued and outstanding, 46,713,800 shares"
    found = amounts_in(caption, language_of(definition.company))
    assert [" ".join(inside.said.split()) for inside in found] == ["authorized", "issued and outstanding,"]
    named = with_placeholders(caption, found, ["all", "out"])
    assert named == "Common stock—authorized, {all}; issued and outstanding, {out}"
    # An amount is whole, whatever word stands before it.
    caption = "Common stock, authorized 100,000,000 shares of no par value"
    found = amounts_in(caption, language_of(definition.company))
    assert with_placeholders(caption, found, ["all"]) == "Common stock, authorized {all} of no par value"


# The data that drafting goes by ------------------------------------------------------------------------


def test_what_drafting_goes_by_names_concepts_that_there_are(definition) -> None:
    known = {*definition.company.base.concepts, *official_elements("us-gaap")}
    drafting = load_drafting("en")
    named = {
        *drafting.words.usual, *drafting.as_is, *drafting.as_is_of, *drafting.blank, *drafting.broken_down,
        *drafting.named, *drafting.unless_printed, *drafting.instead, *drafting.instead.values(),
        *drafting.superseded, *(kind.root for kind in drafting.kinds),
        *(model.axis for model in drafting.breakdowns.values()), *drafting.sections,
    }  # fmt: skip
    assert sorted(named - known) == []


def test_a_language_without_words_for_it_is_refused() -> None:
    with pytest.raises(InputError, match="drafting"):
        load_drafting("tlh")


# How good it is ----------------------------------------------------------------------------------------


@pytest.mark.whole
@pytest.mark.parametrize("release", ["aapl-2025q2", "iij-2018q1"])
def test_drafts_are_as_good_as_they_are_meant_to_be(
    release: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The measure of `make bench`, held against what the drafting aims at."""
    monkeypatch.syspath_prepend(root / "tests" / "bench")
    import draft as bench

    got, _ = bench.compare(root / "instances" / release, show=False)
    lines = got["base"] + got["own"]
    assert got["base right"] + got["own right"] >= 0.85 * lines
    assert got["totals found"] >= 0.95 * got["totals"]


# What a statement is made of decides what its lines are ------------------------------------------------

UNCLASSIFIED = """
Assets||
Cash and cash equivalents|2,215|1,980
Property and equipment, net|1,260|1,244
Other assets|2,697|2,643
Total assets|6,172|5,867
Liabilities and stockholders' equity||
Accounts payable|410|433
Other liabilities|2,622|2,640
Total liabilities|3,032|3,073
Stockholders' equity:||
Common stock|3|3
Additional paid-in capital|2,410|2,352
Treasury stock|(520)|(460)
Retained earnings|1,247|899
Total stockholders' equity|3,140|2,794
Total liabilities and stockholders' equity|6,172|5,867
"""
DEDUCTIONS = """
Revenues and other income||
Sales and other operating revenue|5,120|4,480
Other income|640|590
Total revenues and other income|5,760|5,070
Costs and other deductions||
Keepers' lamps and wicks|1,420|1,325
Selling, general and administrative expenses|3,347|3,033
Interest expense|41|44
Total costs and other deductions|4,808|4,402
Income before income taxes|952|668
Provision for income taxes|198|141
Net income|754|527
"""


@pytest.mark.whole
def test_a_balance_sheet_without_current_assets_has_no_line_that_is_current_or_not(tmp_path: Path) -> None:
    company = tmp_path / "small"
    begun(company, small(tmp_path, page(balance=UNCLASSIFIED)), *SMALL)
    found = lines_of(company, "BalanceSheet")
    assert (found["Other assets"], found["Other liabilities"]) == ("OtherAssets", "OtherLiabilities")


@pytest.mark.whole
def test_what_is_taken_off_income_is_a_cost_whatever_its_total_is_called(tmp_path: Path) -> None:
    company = tmp_path / "small"
    begun(company, small(tmp_path, page(income=DEDUCTIONS)), *SMALL)
    (statement,) = (s for s in load_company(company).statements if s.name == "IncomeStatement")
    (line,) = (line for line in statement.lines if "Keepers' lamps and wicks" in line.captions)
    assert (line.concept.balance, line.negated) == ("debit", False)


@pytest.mark.whole
def test_a_caption_that_says_a_little_more_than_filers_do_gets_their_element_and_a_doubt(
    tmp_path: Path,
) -> None:
    rows = INCOME.replace("Keepers' lamps and wicks", "Amortization of acquired lighthouses")
    told = begun(tmp_path / "small", small(tmp_path, page(income=rows)), *SMALL)
    doubts = {doubt["line"]: doubt["concept"] for doubt in told["doubts"]}
    assert doubts["Amortization of acquired lighthouses"] == "AmortizationOfIntangibleAssets"


def test_a_balance_of_a_day_in_a_table_of_durations_is_held_against_balances_of_that_day() -> None:
    day = Period(date(2025, 3, 31))
    cash, other = (
        replace(one, figures={day: Figure(Decimal(value), 0)})
        for one, value in zip(_entries([("Cash", [1, 1]), ("Cash", [1, 1])]), (4110, 9852), strict=True)
    )
    assert is_other_balance(cash, "start", other)
    assert not is_other_balance(cash, "end", cash)
