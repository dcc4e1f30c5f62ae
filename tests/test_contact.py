"""The first contact: a release of a company that nobody has described gives a result at once."""

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import tieout
from build_helpers import tieout as run
from tieout.contact import Given, draft_into, identify, meet, put_draft, result_of
from tieout.core import Finding, FiscalCalendar, InputError, Severity
from tieout.definitions import Company
from tieout.results import report_in
from tieout.validate import Counts, Verdict

PAGE = """\
<html><head><title>News</title></head><body>
<p>Exhibit 99.1</p>
<p>Harbor Light Stores, Inc. Reports Second Quarter Results</p>
<p>PORTLAND, Maine - August 7, 2025 - Harbor Light Stores, Inc. (NYSE: HLS) today reported its results.
Revenue was $5,760 thousand, call (207) 555-0100.</p>
<p>HARBOR LIGHT STORES, INC.</p><p>CONSOLIDATED STATEMENTS OF INCOME</p>
<p>(In thousands, except per share data)</p>
<table>
<tr><td></td><td colspan="2">Six Months Ended July 31,</td></tr>
<tr><td></td><td>2025</td><td>2024</td></tr>
<tr><td>Net sales</td><td>$ 5,760</td><td>$ 5,070</td></tr>
<tr><td>Cost of sales</td><td>1,420</td><td>1,325</td></tr>
<tr><td>Gross profit</td><td>4,340</td><td>3,745</td></tr>
<tr><td>Selling, general and administrative expenses</td><td>3,347</td><td>3,033</td></tr>
<tr><td>Operating income</td><td>993</td><td>712</td></tr>
<tr><td>Income tax expense</td><td>198</td><td>141</td></tr>
<tr><td>Net income</td><td>795</td><td>571</td></tr>
</table>
<p>CONSOLIDATED BALANCE SHEETS</p><p>(In thousands)</p>
<table>
<tr><td></td><td>July 31, 2025</td><td>January 31, 2025</td></tr>
<tr><td>Cash and cash equivalents</td><td>2,215</td><td>1,980</td></tr>
<tr><td>Inventories</td><td>1,404</td><td>1,377</td></tr>
<tr><td>Total current assets</td><td>3,619</td><td>3,357</td></tr>
<tr><td>Property and equipment, net</td><td>1,260</td><td>1,244</td></tr>
<tr><td>Total assets</td><td>4,879</td><td>4,601</td></tr>
</table></body></html>
"""

MISPRINTED = PAGE.replace("<td>4,340</td>", "<td>4,341</td>")
"""The same with one digit off: what README shows, and the gallery."""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "harbor.htm"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.mark.whole
def test_the_page_says_who_reports_and_when(page: Path, tmp_path: Path) -> None:
    identity = meet(page, tmp_path / "definitions").identity
    assert identity.name.value == "Harbor Light Stores, Inc."
    assert identity.currency.value == "USD"
    # Six months to July begin with the fiscal year, which ends in January and is called by where it starts.
    assert (identity.calendar.value.end_month, identity.quarter.value) == (1, (2025, 2))
    assert identity.published.value == date(2025, 8, 7)
    assert "August 7, 2025" in identity.published.source
    assert "six" not in identity.calendar.source and "6 months" in identity.calendar.source


@pytest.mark.whole
def test_earnings_per_share_in_cents_are_facts_in_the_currency(page: Path, tmp_path: Path) -> None:
    row = "<tr><td>EPS (diluted US cents)</td><td>12.4</td><td>7.5</td></tr>\n</table>"
    page.write_text(PAGE.replace("</table>", row, 1), encoding="utf-8")
    facts = meet(page, tmp_path / "definitions").done.facts.facts
    each = {one.value for one in facts if one.unit is not None and one.unit.measure == "USD/shares"}
    assert each == {Decimal("0.124"), Decimal("0.075")}


@pytest.mark.whole
def test_a_release_of_counts_alone_has_a_result(tmp_path: Path) -> None:
    # What is counted is no currency.
    path = tmp_path / "energy.txt"
    path.write_text(
        "Harbor Light Energy, Inc.\n\nElectricity sold\n\n(In millions of kWh)\n\n"
        "\tThree months ended December 31,\n\t2025\t2024\nTo homes\t10,748\t10,275\n"
        "To others\t12,020\t11,460\nTotal sold\t22,768\t21,735\n",
        encoding="utf-8",
    )
    result = tieout.read(path)
    assert result.company.currency == "USD"
    assert {fact.unit for fact in result.facts} == {"kWh"}


@pytest.mark.whole
def test_what_a_person_says_overrides_the_page(page: Path, tmp_path: Path) -> None:
    given = Given(name="Harbor", calendar=FiscalCalendar(1, "end"), identifier="0000000007")
    identity = meet(page, tmp_path / "definitions", given).identity
    assert (identity.name.value, identity.identifier.value) == ("Harbor", "0000000007")
    assert identity.quarter.value == (2026, 2)
    assert identity.name.source == "said"


def test_what_a_person_says_in_another_form_is_told_in_words(page: Path, tmp_path: Path) -> None:
    said = run("draft", str(page), "--out", str(tmp_path / "out"), "--language", "tlh")
    assert said.exit_code == 2 and "nothing is known of the language tlh\n    Known are en" in said.output
    said = run("draft", str(page), "--out", str(tmp_path / "out"), "--currency", "dollars")
    assert said.exit_code == 2 and "'dollars' is not a code of ISO 4217, such as USD" in said.output


def test_facts_are_graded_by_how_far_they_are_proven(page: Path) -> None:
    result = tieout.read(page)
    grades = {(fact.concept, fact.end.year, fact.start is None): fact.grade for fact in result.facts}
    assert grades["AssetsCurrent", 2025, True] == "exact"
    values = {(fact.start, fact.end): fact.value for fact in result.facts if fact.printed.endswith("795")}
    assert values == {(date(2025, 2, 1), date(2025, 7, 31)): Decimal(795_000)}
    assert {fact.unit for fact in result.facts} == {"USD"}


def test_a_currency_sign_below_a_scale_is_the_same_unit(page: Path) -> None:
    head = "<tr><td></td><td>July 31, 2025</td><td>January 31, 2025</td></tr>"
    signs = f"{head}<tr><td></td><td>$</td><td>$</td></tr>"
    page.write_text(PAGE.replace(head, signs), encoding="utf-8")
    result = tieout.read(page)
    assert not [finding for finding in result.findings if finding.code == "mapping.unit-differs"]
    assert Decimal(2_215_000) in {fact.value for fact in result.facts}


def test_a_rate_of_change_that_is_not_given_is_neither_zero_nor_a_finding(page: Path) -> None:
    rates = {"5,070": "13.6%", "1,325": "—%", "3,745": "nm", "3,033": "n/a", "712": "*", "141": "40.4%"}
    text = PAGE.replace("<td>2024</td></tr>", "<td>2024</td><td>% Change</td></tr>")
    for amount, rate in rates.items():
        text = text.replace(f"{amount}</td></tr>", f"{amount}</td><td>{rate}</td></tr>")
    page.write_text(text, encoding="utf-8")
    result = tieout.read(page)
    assert not {finding.code for finding in result.findings} & {"mapping.cell-unreadable", "tie.total-off"}
    printed = {one.printed for one in result.facts}
    assert {"13.6%", "40.4%"} <= printed
    assert "—%" not in printed


def test_a_draft_is_one_folder_that_says_draft_everywhere(page: Path, tmp_path: Path) -> None:
    done = run(str(page))
    assert "1  amount in the prose, 0 tied to the tables" in done.stdout
    out = tmp_path / "harbor.draft"
    assert done.exit_code in (0, 1)
    assert {"index.html", "facts.csv", "facts.json", "definitions", "draft-report"} <= {
        path.name for path in out.iterdir()
    }
    document = json.loads((out / "facts.json").read_text(encoding="utf-8"))
    assert document["status"] == "draft"
    with (out / "facts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["status"] for row in rows} == {"draft"}
    assert len(rows) == len(document["facts"])
    (instance,) = (out / "draft-report").glob("*.xbrl")
    assert "Draft of an earnings release" in instance.read_text(encoding="utf-8")


@pytest.mark.whole
def test_the_document_for_machines_has_what_a_pipeline_needs(page: Path, tmp_path: Path) -> None:
    done = run("draft", str(page), "--out", str(tmp_path / "out"), "--json")
    document = json.loads(done.output)
    (fact,) = (fact for fact in document["facts"] if fact["printed"] == "795")
    assert (fact["start"], fact["end"], fact["unit"]) == ("2025-02-01", "2025-07-31", "USD")
    assert (fact["value"], fact["decimals"]) == ("795000", "-3")
    assert fact["place"]["path"].startswith("/html/body/table[1]/tbody/tr[9]/td")
    assert fact["grade"] in ("exact", "rounded", "single", "repeated", "failed")
    told = {"name", "holds", "difference", "cells", "equation", "facts"}
    assert told == set(document["relations"][0])


@pytest.mark.whole
def test_a_draft_is_written_again_and_nothing_else_is_written_over(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = tieout.write_draft(page, out)
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    assert len(tieout.write_draft(page, out).facts) == len(first.facts)
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == before
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError):
        tieout.write_draft(page, mine)
    assert (mine / "letter.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.whole
def test_prose_does_not_stop_a_draft(page: Path) -> None:
    result = tieout.read(page)
    assert "trace.unread" not in {finding.code for finding in result.findings}
    (told,) = (finding for finding in result.findings if finding.code == "draft.prose")
    assert told.severity == "notice"
    assert told.message.startswith("amounts in the prose: 1, of which tied to the tables: 0; ")


@pytest.mark.whole
def test_a_rate_on_a_line_of_money_is_no_money(page: Path) -> None:
    table = (
        "<p>AVERAGE BALANCES</p><p>(In thousands)</p><table>"
        "<tr><td></td><td colspan='3'>Six Months Ended July 31, 2025</td></tr>"
        "<tr><td></td><td>Average balance</td><td>Interest</td><td>Yield/Rate</td></tr>"
        "<tr><td>Loans to lighthouses</td><td>$ 21,480</td><td>$ 248</td><td>4.62</td></tr>"
        "<tr><td>Securities of harbors</td><td>1,320</td><td>12</td><td>3.33</td></tr>"
        "<tr><td>Total earning assets</td><td>$ 22,800</td><td>$ 260</td><td>4.58</td></tr></table></body>"
    )
    page.write_text(PAGE.replace("</body>", table), encoding="utf-8")
    result = tieout.read(page)
    printed = {fact.printed: (fact.value, fact.unit) for fact in result.facts}
    assert printed["$ 21,480"] == (Decimal(21_480_000), "USD")
    assert printed["4.62"] == (Decimal("0.0462"), "pure") and printed["4.58"] == (Decimal("0.0458"), "pure")
    assert "tie.total-off" not in {finding.code for finding in result.findings}


@pytest.mark.whole
def test_measures_side_by_side_are_written_each_in_its_column(page: Path, tmp_path: Path) -> None:
    table = (
        "<p>AVERAGE BALANCES</p><p>(In thousands)</p><table>"
        "<tr><td></td><td colspan='2'>Six Months Ended July 31, 2025</td>"
        "<td colspan='2'>Six Months Ended July 31, 2024</td></tr>"
        "<tr><td></td><td>Average balance</td><td>Interest</td>"
        "<td>Average balance</td><td>Interest</td></tr>"
        "<tr><td>Loans to lighthouses</td><td>$ 21,480</td><td>$ 248</td><td>$ 20,110</td><td>$ 231</td></tr>"
        "<tr><td>Securities of harbors</td><td>1,320</td><td>12</td><td>1,290</td><td>11</td></tr>"
        "</table></body>"
    )
    page.write_text(PAGE.replace("</body>", table), encoding="utf-8")
    out = tmp_path / "out"
    report = tieout.write_draft(page, out)
    assert {"$ 21,480", "$ 248", "$ 20,110", "$ 231"} <= {fact.printed for fact in report.facts}
    book = openpyxl.load_workbook(out / "report.xlsx")
    shown = {tuple(cell for cell in row if cell is not None) for one in book for row in one.values}
    assert {("Loans to lighthouses", 21_480, 20_110), ("Loans to lighthouses", 248, 231)} <= shown


def test_a_file_without_a_dated_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear all\n\n\tOne\tTwo\nApples\t1,200\t2,300\n", encoding="utf-8")
    done = run(str(path))
    assert done.exit_code == 2
    assert "dated" in done.output
    assert not (tmp_path / "letter.draft").exists()


@pytest.mark.whole
def test_a_draft_is_ready_for_the_next_release(page: Path, tmp_path: Path) -> None:
    contact = meet(page, tmp_path / "definitions")
    assert (tmp_path / "definitions" / "company" / "company.yaml").is_file()
    assert (tmp_path / "definitions" / "release" / "release.yaml").is_file()
    assert result_of(contact).report.company.quarter == "2025q2"


@pytest.mark.arelle
def test_a_draft_is_proven_by_arelle_too(page: Path, tmp_path: Path) -> None:
    page.write_text(PAGE.replace("<td>795</td>", "<td>796</td>"), encoding="utf-8")
    out = tmp_path / "out"
    done = run(str(page), "--out", str(out), "--validate", "--json")
    assert "validating" not in done.stdout
    codes = [finding["code"] for finding in json.loads(done.stdout)["findings"]]
    # What the tie-out has told is not told again.
    assert codes.count("tie.total-off") == 1 and "validate.relation" not in codes
    assert json.loads((out / "facts.json").read_text(encoding="utf-8")) == json.loads(done.stdout)


def test_what_arelle_finds_of_a_draft_is_among_its_findings(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Finding("validate.lint.role-definition", "a role has no definition", "Mend it.")
    proven = []

    def validate(path: Path, _: str) -> Verdict:
        proven.append(path.suffix)
        return Verdict(str(path), Counts(), (found,), ())

    monkeypatch.setattr("tieout.validate.validate", validate)
    done = run(str(page), "--out", str(tmp_path / "out"), "--validate", "--json")
    told = [one for one in json.loads(done.stdout)["findings"] if one["code"] == found.code]
    # Instance and inline report have the same facts: it is told once.
    assert (proven, len(told), done.exit_code) == ([".xbrl", ".htm"], 1, 1)
    run(str(page), "--out", str(tmp_path / "out"), "--json")
    assert len(proven) == 2


def test_a_fiscal_year_may_be_said_to_be_named_by_its_end(page: Path, tmp_path: Path) -> None:
    done = run(str(page), "--out", str(tmp_path / "out"), "--named-by", "end", "--json")
    assert json.loads(done.stdout)["company"]["quarter"] == "2026q2"


def test_a_row_that_is_counted_in_something_of_its_own_keeps_nothing_back(tmp_path: Path) -> None:
    """`Restaurants` is a word for what is counted; as the caption of a row its figures are plain numbers."""
    rows = "".join(
        f"<tr><td>{name}</td><td>{now}</td><td>{was}</td></tr>"
        for name, now, was in (("Restaurants", "58", "51"), ("Hotels", "41", "40"), ("Marinas", "12", "13"))
    )
    head = "<tr><td></td><td>July 31, 2025</td><td>January 31, 2025</td></tr>"
    path = tmp_path / "harbor.htm"
    path.write_text(
        PAGE.replace("</body>", f"<p>PLACES THAT WE SUPPLY</p><table>{head}{rows}</table></body>"), "utf-8"
    )
    assert {"58", "51"} <= {fact.printed for fact in tieout.read(path).facts}


_COUNTS = """\
<p>OPERATING DATA</p><p>(Dollars in thousands)</p>
<table>
<tr><td></td><td colspan="2">Six Months Ended July 31,</td></tr>
<tr><td></td><td>2025</td><td>2024</td></tr>
<tr><td>Energy sales</td><td>$ 21,120</td><td>$ 19,340</td></tr>
<tr><td>Gas sold (MMcf)</td><td>1,408</td><td>1,377</td></tr>
<tr><td>Average price (per MWh)</td><td>$ 41.20</td><td>$ 39.85</td></tr>
<tr><td>Number of transactions</td><td>88</td><td>91</td></tr>
</table></body></html>
"""


@pytest.mark.whole
def test_what_is_counted_beside_money_and_shares_has_a_unit_of_its_own(tmp_path: Path) -> None:
    page = tmp_path / "harbor.htm"
    page.write_text(PAGE.replace("</body></html>\n", _COUNTS), encoding="utf-8")
    result = tieout.read(page)
    read = {fact.printed: (fact.unit, fact.value) for fact in result.facts}
    assert read["$ 21,120"] == ("USD", Decimal(21120000))
    assert read["$ 41.20"] == ("USD/MWh", Decimal("41.20"))
    # Whether the scale above the table is of the gas too is not said: told, and no fact.
    assert "1,408" not in read
    assert any("1,408" in finding.message for finding in result.findings)


@pytest.mark.whole
def test_a_draft_is_the_same_bytes_each_time_and_names_its_own_files(page: Path, tmp_path: Path) -> None:
    # A unit line that is not understood has a finding with the place in the definitions in it.
    page.write_text(PAGE.replace("(In thousands)", "(In oodles)"), encoding="utf-8")
    out = tmp_path / "out"
    written = []
    for _ in range(2):
        run(str(page), "--out", str(out))
        files = (path for path in sorted(out.rglob("*")) if path.is_file())
        written.append({path.relative_to(out): path.read_bytes() for path in files})
    assert written[0] == written[1]
    review = (out / "definitions" / "company" / "review.yaml").read_text(encoding="utf-8")
    edits = re.findall(r'edit: "(.+):\d+"', review)
    assert edits and all(Path(edit).is_file() for edit in edits)


@pytest.mark.whole
def test_the_answer_comes_before_what_only_says_it_again(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tieout.contact.write.render_workbook", full)
    done = run(str(page), "--out", str(tmp_path / "out"))
    assert "Harbor Light Stores, Inc., 2025q2, USD: 24 facts, a draft" in done.stdout
    # Nothing stands there that is not whole, and it is told.
    assert done.exit_code == 2 and "No space left" in done.output
    assert not (tmp_path / "out").exists()


_SHARES = """\
<tr><td>Net loss</td><td>(61.4)</td><td>(22.3)</td></tr>
<tr><td>Net income attributable to noncontrolling interest</td><td>0.2</td><td>0.1</td></tr>
<tr><td>Net loss attributable to controlling interest</td><td>(61.6)</td><td>(22.4)</td></tr>
"""
_AVAILABLE = """\
<tr><td>Net income</td><td>16.4</td><td>21.4</td></tr>
<tr><td>Net income available to shareholders of Harbor Light S.A.</td><td>15.5</td><td>19.1</td></tr>
<tr><td>Net income available to non-controlling interests</td><td>0.9</td><td>2.3</td></tr>
"""


@pytest.mark.whole
@pytest.mark.parametrize(
    ("rows", "before", "tax"), [(_SHARES, "(60.9)", "(0.5)"), (_AVAILABLE, "23.4", "(7.0)")]
)
def test_a_profit_is_one_whatever_the_shares_in_it_are_taken_for(
    rows: str, before: str, tax: str, tmp_path: Path
) -> None:
    # Only the concept of the share of others is on the other side of the books.
    other = "(22.0)" if before.startswith("(") else "31.4"
    others_tax = "(0.3)" if before.startswith("(") else "(10.0)"
    page = (
        "<html><body><p>Harbor Light S.A. Reports First Quarter Results</p>"
        "<p>CONSOLIDATED STATEMENTS OF OPERATIONS</p><p>(In millions of U.S. dollars)</p><table>"
        "<tr><td></td><td>Three Months Ended March 31, 2025</td>"
        "<td>Three Months Ended March 31, 2024</td></tr>"
        f"<tr><td>Income (loss) before income taxes</td><td>{before}</td><td>{other}</td></tr>"
        f"<tr><td>Income tax expense</td><td>{tax}</td><td>{others_tax}</td></tr>{rows}</table></body></html>"
    )
    path = tmp_path / "shares.htm"
    path.write_text(page, encoding="utf-8")
    facts = json.loads(run(str(path), "--json").stdout)["facts"]
    for fact in facts:
        if "income" in fact["place"]["row"].casefold() and "tax expense" not in fact["place"]["row"]:
            assert Decimal(fact["value"]) < 0 if "(" in fact["printed"] else Decimal(fact["value"]) > 0
    assert {Decimal(fact["value"]) > 0 for fact in facts if "tax expense" in fact["place"]["row"]} == {True}
    assert len(facts) == 10


@pytest.mark.whole
def test_a_figure_of_a_draft_is_explained_by_its_place_on_the_page(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    facts = json.loads(run(str(page), "--out", str(out), "--json").stdout)["facts"]
    profit = next(fact for fact in facts if fact["printed"] == "4,340")
    done = run("explain", str(out), profit["place"]["path"])
    assert "5,760 − 1,420 = 4,340 (USD thousands): holds exactly" in done.output
    assert run("explain", str(out), "/html/body/p[99]").exit_code == 2


@pytest.mark.whole
def test_what_the_prose_says_of_a_fact_is_told_for_machines(page: Path, tmp_path: Path) -> None:
    said = "Net sales for the six months rose 13.6 percent year over year to $5.76 million."
    text = PAGE.replace("Revenue was $5,760 thousand, call (207) 555-0100.", said)
    page.write_text(text, encoding="utf-8")
    document = json.loads(run(str(page), "--out", str(tmp_path / "out"), "--json").stdout)
    assert [(tie["printed"], tie["as"]) for tie in document["prose"]["tied"]] == [
        ("13.6", "rate"),
        ("5.76", "fact"),
    ]


def test_a_file_that_is_not_there_and_one_called_as_a_command_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    missing = run("release.htm")
    assert missing.exit_code == 2 and "neither a command nor a file" in missing.output
    assert "./check" not in run("check").output
    (tmp_path / "check").write_text(PAGE, encoding="utf-8")
    named = run("check")
    assert named.exit_code == 2 and "./check" in named.output


@pytest.mark.whole
def test_a_workbook_that_cannot_be_written_is_told_before_the_work(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tieout.contact.write.find_spec", lambda _: None)
    done = run(str(page), "--out", str(tmp_path / "out"))
    assert done.stderr.index('pip install "tieout[excel]"') < done.stderr.index("reading")
    assert not (tmp_path / "out" / "report.xlsx").exists()


_COVER = """Cover Page

\t6 Months Ended
\tMar. 29, 2025\tApr. 18, 2025
Document Type\t10-Q
Document Period End Date\tMar. 29, 2025
Entity Registrant Name\tAnvils and Rockets
Entity Emerging Growth Company\tfalse
Entity Common Stock, Shares Outstanding (in shares)\t\t14,935,826
Document Fiscal Year Focus\t2025
Document Fiscal Period Focus\tQ2
Entity Central Index Key\t0000012345
Current Fiscal Year End Date\t--09-27

STATEMENTS OF OPERATIONS

USD ($) $ / shares in Units, $ in Millions

\t3 Months Ended Mar. 29, 2025\t3 Months Ended Mar. 30, 2024
Net sales\t1,100\t985
Cost of sales\t700\t610
Gross margin\t400\t375
Earnings per share, basic (in dollars per share)\t1.25\t1.10
"""


@pytest.mark.whole
def test_a_cover_says_who_reports_and_for_which_quarter(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(_COVER, encoding="utf-8")
    company = tieout.read(path).company
    assert (company.name, company.quarter, company.identifier) == (
        "Anvils and Rockets",
        "2025q2",
        "0000012345",
    )
    assert company.fiscal_year_end is not None
    assert company.fiscal_year_end.isoformat() == "2025-09-27"
    assert company.sources["name"] == '"Entity Registrant Name: Anvils and Rockets" on its cover'
    # What the cover says is no figure of a statement, and its day is no day of publication.
    assert not {"2025", "14,935,826"} & {fact.printed for fact in tieout.read(path).facts}
    assert company.published.isoformat() == "2025-03-30"


def test_a_year_beside_quarters_of_the_year_before_is_no_forecast(tmp_path: Path) -> None:
    path = tmp_path / "release.htm"
    path.write_text(
        "<html><body><p>Acme Corp.</p><p>Statements of Operations</p><p>(In thousands)</p>"
        + _table(("", "Year ended December 31, 2025"), ("Net sales", "4,110"), ("Costs", "3,000"))
        + "<p>Balance Sheets</p><p>(In thousands)</p>"
        + _table(("", "December 31, 2025"), ("Cash", "310"), ("Total assets", "2,310"))
        + "<p>Quarterly results</p><p>(In thousands)</p>"
        + _table(
            ("", *(f"Three months ended {day}, 2024" for day in ("September 30", "June 30"))),
            ("Net sales", "985", "900"),
        )
        + "</body></html>",
        encoding="utf-8",
    )
    report = tieout.read(path)
    assert report.company.quarter == "2025q4"
    assert {str(dict(fact.members)) for fact in report.facts} == {"{}"}


def test_a_column_of_headings_has_a_result(tmp_path: Path) -> None:
    headings = "".join(f"<tr><td>Part {'x' * n}</td><td></td></tr>" for n in range(1, 31))
    path = tmp_path / "release.htm"
    path.write_text(
        "<html><body><p>(In thousands)</p><table><tr><td></td><td>March 31, 2025</td></tr>"
        f"<tr><td>Cash</td><td>1,310</td></tr>{headings}<tr><td>Loans</td><td>1,207</td></tr></table></body></html>",
        encoding="utf-8",
    )
    assert {fact.printed for fact in tieout.read(path).facts} == {"1,310", "1,207"}


@pytest.mark.whole
def test_a_unit_line_may_say_that_amounts_per_share_are_in_units(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(_COVER, encoding="utf-8")
    report = tieout.read(path)
    printed = {fact.printed: (fact.value, fact.unit) for fact in report.facts}
    assert printed["1,100"] == (Decimal(1_100_000_000), "USD")
    assert printed["1.25"] == (Decimal("1.25"), "USD/shares")


def dated(heads: tuple[str, ...], *more: tuple[str, ...], top: str = "") -> str:
    """A page of lines of revenue, each table under its own headers; `top` is the line above them all."""
    tables = []
    for number, said in enumerate((heads, *more)):
        cells = "".join(f"<td>{head}</td>" for head in said)
        figures = "".join(f"<td>{100 + 10 * number + at}</td>" for at, _ in enumerate(said))
        tables.append(
            f"<p>(In millions)</p><table><tr><td></td>{cells}</tr><tr><td>Sales</td>{figures}</tr></table>"
        )
    return f"<html><body><p>{top}</p>{''.join(tables)}</body></html>"


@pytest.mark.parametrize(
    ("text", "quarter", "year_end"),
    [
        # Outlooks are of a quarter that has not ended on the day of the release.
        (
            dated(
                ("Three months ended June 30, 2025", "Six months ended June 30, 2025"),
                ("Three months ended September 30, 2025",),
                ("Three months ended September 30, 2025",),
                top="HARBOUR, July 24, 2025 - Lamplight Co. reports results",
            ),
            "2025q2",
            "2025-12-31",
        ),
        # A quarter of weeks may end in the month behind its last; one misread day does not hide it.
        (
            dated(
                ("Three months ended April 1, 2023", "Three months ended April 2, 2022"),
                ("Three months ended April 1, 2023", "Three months ended April 2, 2022"),
                ("April 1, 2023", "December 31, 2022"),
                ("Three months ended December 29, 2021",),
            ),
            "2023q1",
            "2023-12-30",
        ),
        # Quarters end on Sundays, the year on December 31, which is no Sunday.
        (
            dated(
                ("Three months ended June 30, 2024", "Three months ended July 2, 2023"),
                ("June 30, 2024", "December 31, 2024"),
                ("Six months ended June 30, 2024", "Six months ended July 2, 2023"),
                ("June 30, 2024", "December 31, 2024"),
            ),
            "2024q2",
            "2024-12-31",
        ),
        # Three quarters of twelve weeks, and one of sixteen.
        (
            dated(
                (
                    "12 weeks ended June 17, 2023",
                    "24 weeks ended June 17, 2023",
                    "24 weeks ended June 11, 2022",
                ),
                ("June 17, 2023", "December 31, 2022"),
            ),
            "2023q2",
            "2023-12-30",
        ),
        # The fourth quarter stands beside its year, whatever other quarters are looked back at.
        (
            dated(
                ("Three months ended December 31, 2017", "Year ended December 31, 2017"),
                ("December 31, 2017", "September 30, 2017", "June 30, 2017", "March 31, 2017"),
            ),
            "2017q4",
            "2017-12-31",
        ),
        # A single quarter is called by its number above the statements.
        (
            dated(
                ("Three months ended December 31, 2016", "Three months ended December 31, 2015"),
                top="Lamplight Co. reports the first quarter of fiscal 2017",
            ),
            "2017q1",
            "2017-09-30",
        ),
        # Slides compare with the quarter before, whichever that is.
        (
            dated(("June 30, 2025", "March 31, 2025"), top="Results of the Second Quarter 2025"),
            "2025q2",
            "2025-12-31",
        ),
        # What a sentence says of another quarter is no title, and neither is an outlook.
        (
            dated(
                ("April 30, 2023", "January 31, 2023"),
                top="Guidance for the second quarter 2023 is given",
            ).replace(
                "<p>(In millions)",
                "<p>The company initiates, as it has done for many years now, what it expects of its second"
                " quarter of 2023, and of the third.</p><p>(In millions)",
            ),
            "2023q1",
            "2024-01-31",
        ),
        (
            dated(
                ("September 30, 2022", "March 31, 2022"),
                top="Second Quarter of Fiscal Year Ending March 2023",
            ),
            "2023q2",
            "2023-03-31",
        ),
        # The last twelve months do not begin with a fiscal year of weeks.
        (
            dated(
                *[("13 weeks ended March 28, 2020", "13 weeks ended March 30, 2019")] * 3,
                ("March 28, 2020", "December 28, 2019"),
                ("Twelve months ended March 28, 2020",),
            ),
            "2020q1",
            "2020-12-26",
        ),
        # A balance in the middle of the year says nothing beside three years.
        (
            dated(("FY3/2014", "FY3/2015", "FY3/2016"), ("June 30, 2015", "March 31, 2016")),
            "2016q4",
            "2016-03-31",
        ),
    ],
    ids=[
        "outlook",
        "weeks",
        "quarters of weeks",
        "twelve weeks",
        "fourth quarter",
        "called by its number",
        "beside the quarter before",
        "no title",
        "called by the year that it is of",
        "last twelve months",
        "years in a row",
    ],
)
@pytest.mark.whole
def test_the_periods_of_a_page_say_its_fiscal_year_and_quarter(
    text: str, quarter: str, year_end: str, tmp_path: Path
) -> None:
    path = tmp_path / "release.htm"
    path.write_text(text, encoding="utf-8")
    company = tieout.read(path).company
    assert (company.quarter, str(company.fiscal_year_end)) == (quarter, year_end)


def test_a_forecast_is_of_no_quarter_that_a_release_reports(tmp_path: Path) -> None:
    lines = (
        *("Hafenlicht KK", "February 7, 2025", "Statements of Income", "(Millions of yen)"),
        "\tNine months ended December 31, 2023\tNine months ended December 31, 2024",
        *("Net sales\t1,234\t1,301", "Net income\t91\t104", ""),
        *(
            "Forecast for the fiscal year ending March 31, 2025",
            "(Millions of yen)",
            "\tNet sales\tNet income",
        ),
        "Full year\t1,700\t130",
    )
    path = tmp_path / "release.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    who = identify(path)
    assert (who.quarter.value, who.published.value) == ((2025, 3), date(2025, 2, 7))


@pytest.mark.parametrize("heads", ["Q1 2025\tQ1 2024", "2Q25\t2Q24"])
def test_quarters_that_no_fiscal_year_dates_are_told_once(tmp_path: Path, heads: str) -> None:
    text = f"Hafenlicht Corp.\nSummary Data (In millions)\n\t{heads}\nSales\t1,234\t1,301\nCosts\t91\t104\n"
    path = tmp_path / "release.txt"
    path.write_text(text, encoding="utf-8")

    def told(given: Given) -> list[str]:
        found = result_of(meet(path, tmp_path / str(given.calendar), given)).findings
        return [finding.code for finding in found if f'"{heads[:4]}' in finding.message]

    assert told(Given()) == ["contact.fiscal-year-unsaid"]
    assert told(Given(calendar=FiscalCalendar(9, "end"))) == []


@pytest.mark.whole
def test_no_file_of_a_draft_names_the_folder_that_it_was_written_in(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(company: Company, *_: object) -> Iterator[Finding]:
        place = next(rule.place for statement in company.statements for rule in statement.sums)
        yield Finding("tie.never-compared", "A sum is never compared.", "Mend it.", (place,), Severity.NOTICE)

    monkeypatch.setattr("tieout.tie.out.never_compared", never)
    draft_into(page, tmp_path / "out")
    written = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert b"never compared" in written[tmp_path / "out" / "facts.json"]
    assert not [path for path, data in written.items() if b".begun-" in data]


@pytest.mark.whole
def test_a_draft_that_a_person_worked_on_is_never_overwritten(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    draft_into(page, out)
    first = (out / "facts.json").read_bytes()
    # Nobody touched it: what a review keeps to take back is hidden, and no decision.
    (out / "definitions" / "release" / ".kept").write_text("", encoding="utf-8")
    draft_into(page, out)
    review = out / "definitions" / "company" / "review.yaml"
    settled = f"{review.read_text(encoding='utf-8')}# Compared with the ledger.\n"
    review.write_text(settled, encoding="utf-8")
    done = run("draft", page, "--out", out)
    told = " ".join(done.output.split())
    assert done.exit_code == 2 and "company/review.yaml is not as it was" in told and "tieout review" in told
    files = {"definitions/drafted.json": (out / "definitions" / "drafted.json").read_bytes()}
    with pytest.raises(InputError, match="was worked on since it was drafted"):
        put_draft(out, files)
    assert review.read_text(encoding="utf-8") == settled
    assert (out / "facts.json").read_bytes() == first


@pytest.mark.whole
def test_the_facts_of_a_draft_are_those_of_its_definitions_once_they_are_settled(
    page: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    draft_into(page, out)
    drafted = report_in(out)
    company = out / "definitions" / "company"
    lines = company / "statements" / "income-statement.yaml"
    mended = lines.read_text(encoding="utf-8").replace("CostOfGoodsAndServicesSold", "CostOfRevenue")
    lines.write_text(mended, encoding="utf-8")
    # A line is open: the facts are as they were drafted, and that is told.
    told = report_in(out)
    assert told.facts == drafted.facts
    assert (told.findings[0].code, told.findings[0].severity) == ("draft.worked-on", "error")
    assert "income-statement.yaml" in told.findings[0].message and "tieout review" in told.findings[0].hint
    review = company / "review.yaml"
    review.write_text(review.read_text(encoding="utf-8").replace("settled: false", "settled: true"), "utf-8")
    release = out / "definitions" / "release" / "release.yaml"
    release.write_text(f"{release.read_text(encoding='utf-8')}scope: tables\n", encoding="utf-8")
    settled = report_in(out)
    assert {finding.severity for finding in settled.findings} == {"notice"}
    assert all(fact.sure for fact in settled.facts) and settled.relations
    assert {fact.value for fact in settled.facts} == {fact.value for fact in drafted.facts}
    assert {fact.concept for fact in settled.facts if fact.printed == "1,420"} == {"CostOfRevenue"}


@pytest.mark.whole
def test_a_draft_of_another_release_is_never_overwritten(page: Path, tmp_path: Path) -> None:
    draft_into(page, tmp_path / "out")
    other = tmp_path / "other.htm"
    other.write_bytes(page.read_bytes())
    # The same document by another name is no other.
    draft_into(other, tmp_path / "out")
    other.write_bytes(page.read_bytes() + b"<!-- corrected -->")
    draft_into(other, tmp_path / "out")
    with pytest.raises(InputError, match=r"holds the draft of another release, other\.htm"):
        draft_into(page, tmp_path / "out")


def annual(days: tuple[str, str], head: str, *, above: str = "Acme Corp.") -> str:
    """A page of a balance sheet and of an income statement that says its years in `head` alone."""
    balances = f"<tr><td>(In thousands)</td><td>{days[0]}</td><td>{days[1]}</td></tr>"
    heads = "".join(f"<td>{head}{year}</td>" for year in (2024, 2023, 2022))
    return (
        f"<html><body><p>{above}</p><p>BALANCE SHEETS</p><table>{balances}"
        "<tr><td>Cash</td><td>410</td><td>390</td></tr></table>"
        f"<p>STATEMENTS OF INCOME</p><table><tr><td>(In thousands)</td>{heads}</tr>"
        "<tr><td>Sales</td><td>4,110</td><td>3,920</td><td>3,810</td></tr></table></body></html>"
    )


@pytest.mark.parametrize("head", ["Fiscal ", ""])
@pytest.mark.parametrize(
    ("days", "end", "year"),
    [
        (("February 2, 2025", "January 28, 2024"), "nearest", "2024-01-29/2025-02-02"),
        (("December 29, 2024", "December 31, 2023"), "last", "2024-01-01/2024-12-29"),
        (("June 30, 2024", "June 30, 2023"), "", "2023-07-01/2024-06-30"),
    ],
)
def test_balance_sheets_a_year_apart_end_the_fiscal_year(
    tmp_path: Path, days: tuple[str, str], end: str, year: str, head: str
) -> None:
    path = tmp_path / "release.htm"
    path.write_text(annual(days, head), encoding="utf-8")
    who = identify(path)
    assert getattr(who.calendar.value, "ends", "") == end and who.quarter.value == (2024, 4)
    sales = [fact for fact in tieout.read(path).facts if fact.printed == "4,110"]
    assert [f"{fact.start}/{fact.end}" for fact in sales] == [year]


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("Harbor & Timber and subsidiaries balance sheets (Note 1)", "Harbor & Timber"),
        ("HARBOR LINES AND CONSOLIDATED SUBSIDIARIES", "HARBOR LINES"),
        ("36 Harbor Timber Company", "Harbor Timber Company"),
        ("FOR: Harbor Timber Company", "Harbor Timber Company"),
        ("Bremen, May 4, 2024......Harbor Timber, Inc. (NYSE: HTI) reports", "Harbor Timber, Inc."),
        ("Sales of boats and subsidiaries", "Unnamed company"),
        ("Harbor (HRBT) Reports Fourth Quarter Results", "Harbor"),
        # A legal form names nobody: a line may break before it, or hold nothing else.
        (
            "PORTLAND, July 30 -- Harbor Timber</p><p>Corporation (NYSE: HRBT) today said",
            "Harbor Timber Corporation",
        ),
        (
            "PORTLAND, July 30 -- Harbor, Timber</p><p>and Co. (NYSE: HRBT) today said",
            "Harbor, Timber and Co.",
        ),
        ("Company", "Unnamed company"),
        ("today</p><p>Corporation (NYSE: HRBT) said", "Unnamed company"),
    ],
)
def test_a_company_is_named_above_its_statements(tmp_path: Path, above: str, name: str) -> None:
    path = tmp_path / "release.htm"
    path.write_text(annual(("June 30, 2024", "June 30, 2023"), "", above=above), encoding="utf-8")
    assert identify(path).name.value == name


def test_money_beside_a_first_column_of_shares_is_read(tmp_path: Path) -> None:
    heads = "<tr><td></td><td>Common Stock</td><td>Retained Earnings</td><td>Total</td></tr>"
    sub = "<tr><td></td><td>Shares</td><td>Amount</td><td>Amount</td></tr>"
    rows = (
        ("Balance as of January 1, 2025", "3,415,643", "$39,257", "$40,100"),
        ("Net income", "—", "1,210", "1,210"),
    )
    rows += (("Balance as of March 31, 2025", "3,415,643", "$40,467", "$41,310"),)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    path = tmp_path / "release.htm"
    path.write_text(
        "<html><body><p>Acme Corp.</p><p>STATEMENTS OF SHAREHOLDERS' EQUITY</p>"
        f"<p>Three months ended March 31, 2025 (In thousands)</p><table>{heads}{sub}{body}</table>"
        "</body></html>",
        encoding="utf-8",
    )
    printed = {fact.printed.strip("$"): fact.unit for fact in tieout.read(path).facts}
    assert {"39,257", "40,100", "1,210", "40,467", "41,310"} <= set(printed) and set(printed.values()) >= {
        "USD"
    }


def _table(heads: tuple[str, ...], *rows: tuple[str, ...]) -> str:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in (heads, *rows))
    return f"<table>{body}</table>"


@pytest.mark.parametrize("mark", ["*", "**", "†", "¹ "])
def test_a_note_below_a_table_dates_neither_the_next_table_nor_the_release(tmp_path: Path, mark: str) -> None:
    note = f"{mark}Estimated as of 7/20/2025"
    path = tmp_path / "release.htm"
    path.write_text(
        "<html><body><p>TRENTON, N.J. (July 20, 2025) – Acme Corp. (NYSE: ACM) today announced results.</p>"
        "<p>STATEMENTS OF INCOME</p><p>(In thousands)</p>"
        + _table(("Three months ended", "June 30, 2025", "June 30, 2024"), ("Net sales", "4,110", "3,920"))
        + f"<p>{note}</p><p>RECONCILIATION</p><p>(In thousands)</p>"
        + _table(("", "Second Quarter Amortization", "Second Quarter Other"), ("Net income", "210", "44"))
        + "</body></html>",
        encoding="utf-8",
    )
    assert identify(path).published.value == date(2025, 7, 20)
    assert date(2025, 7, 20) not in {fact.end for fact in tieout.read(path).facts}


def test_figures_without_a_unit_are_told_and_so_is_a_currency_that_nothing_names(tmp_path: Path) -> None:
    rows = (
        ("", "March 31, 2025", "March 31, 2024"),
        ("Inventories", "1,204", "1,190"),
        ("Loans", "310", "290"),
    )
    path = tmp_path / "release.htm"
    path.write_text(f"<html><body><p>Acme Ltd</p>{_table(*rows)}</body></html>", encoding="utf-8")
    found = {one.code: one.message for one in tieout.read(path).findings}
    assert 'what 4 figures are counted in, from "Inventories"' in found["contact.unit-unsaid"]
    assert "contact.currency-unsaid" not in found  # none of them is in a currency
    path.write_text(path.read_text(encoding="utf-8").replace("Loans", "Earnings per share"), encoding="utf-8")
    assert "contact.currency-unsaid" in {one.code for one in tieout.read(path).findings}


def test_a_column_without_a_unit_beside_one_that_has_it_gives_no_facts(tmp_path: Path) -> None:
    rows = (
        ("", "", "Harbour Lines"),
        ("", "", "million yen"),
        ("", "March 31, 2025", "March 31, 2024"),
        ("Cash and deposits", "1,206", "1,190"),
        ("Total assets", "3,310", "3,290"),
    )
    path = tmp_path / "release.htm"
    path.write_text(f"<html><body><p>Acme Ltd</p>{_table(*rows)}</body></html>", encoding="utf-8")
    report = tieout.read(path)
    assert {fact.printed: fact.value for fact in report.facts} == {"1,190": 1190000000, "3,290": 3290000000}
    assert "mapping.unit-missing" in {one.code for one in report.findings}


def test_a_row_may_name_its_currency_and_scale_and_another_currency_is_no_fact(tmp_path: Path) -> None:
    rows = (
        ("", "Q1 2025", "Q1 2024"),
        ("Revenue (NT$ million)", "839,254", "592,644"),
        ("Operating expenses (NT$ million)", "85,520", "69,790"),
        ("Earnings per share (NT$)", "13.94", "8.70"),
        ("Earnings per share (US$)", "2.12", "1.38"),
    )
    path = tmp_path / "release.htm"
    path.write_text(f"<html><body><p>Acme Ltd</p>{_table(*rows)}</body></html>", encoding="utf-8")
    report = tieout.read(path)
    assert report.company.currency == "TWD"
    facts = {one.printed: (one.value, one.unit) for one in report.facts}
    assert facts["839,254"] == (Decimal(839254000000), "TWD")
    assert facts["8.70"] == (Decimal("8.70"), "TWD/shares")
    assert "2.12" not in facts
    assert any(one.code == "mapping.currency-differs" for one in report.findings)


def _by_segment(path: Path, quarter: tuple[tuple[str, ...], ...], half: tuple[tuple[str, ...], ...]) -> Path:
    """A page with a table of the quarter and one of the year to date, titled each in its own words."""
    heads = ("", "Widgets", "Gadgets", "Total")
    path.write_text(
        "<html><body><p>Acme Corp.</p><p>Q2 QTD - Income before tax by segment</p>"
        f"<p>Three months ended June 30, 2025 (In thousands)</p>{_table(heads, *quarter)}"
        "<p>Q2 YTD - Income before tax by segment</p>"
        f"<p>Six months ended June 30, 2025 (In thousands)</p>{_table(heads, *half)}</body></html>",
        encoding="utf-8",
    )
    return path


REPORTED, ADJUSTED = "Reported income before tax by segment", "Adjusted income before tax by segment"


def test_lines_that_are_printed_again_below_another_title_are_read(tmp_path: Path) -> None:
    quarter = (
        (REPORTED, "120", "55", "175"),
        ("Litigation related", "7", "3", "10"),
        (ADJUSTED, "127", "58", "185"),
    )
    half = (
        (REPORTED, "240", "110", "350"),
        ("Litigation related", "8", "4", "12"),
        (ADJUSTED, "248", "114", "362"),
    )
    read = tieout.read(_by_segment(tmp_path / "release.htm", quarter, half))
    assert len(read.facts) == 18 and all(one.holds for one in read.relations)
    assert "trace.unread" not in {one.code for one in read.findings}


def test_a_sum_of_two_tables_takes_in_what_each_prints(tmp_path: Path) -> None:
    """A part without an amount has no sign of its own, and the year to date has a line more."""
    path = tmp_path / "release.htm"
    quarter = (
        (REPORTED, "120", "55"),
        ("In-process research and development", "-", "-"),
        ("Litigation related", "7", "3"),
        (ADJUSTED, "127", "58"),
    )
    half = (
        (REPORTED, "240", "110"),
        ("In-process research and development", "61", "9"),
        ("Litigation related", "-", "4"),
        ("Restructuring related", "8", "15"),
        (ADJUSTED, "309", "138"),
    )
    title = "<p>Adjusted income before tax</p><p>(In thousands)</p>"
    heads = [
        ("", *(f"{time} months ended June 30, {year}" for year in (2025, 2024))) for time in ("Three", "Six")
    ]
    path.write_text(
        f"<html><body><p>Acme Corp.</p>{title}{_table(heads[0], *quarter)}{title}{_table(heads[1], *half)}"
        "</body></html>",
        encoding="utf-8",
    )
    relations = tieout.read(path).relations
    assert len(relations) == 4 and all(one.holds for one in relations)
    assert len({one.name for one in relations}) == 1


def test_a_dash_on_a_line_of_rates_is_one_in_a_table_of_money_too(tmp_path: Path) -> None:
    path = tmp_path / "release.htm"
    rows = (
        ("Average assets", "5,257", "5,250"),
        ("Return on average assets as reported", "0.89%", "1.40%"),
        ("Merger expenses", "—", "0.12"),
        ("Tax effect", "—", "(0.02)"),
        ("Core return on average assets", "0.89%", "1.50%"),
    )
    heads = ("", "Three months ended March 31, 2025", "Three months ended March 31, 2024")
    path.write_text(
        "<html><body><p>Acme Bancorp</p><p>Reconciliation of return on average assets</p>"
        f"<p>(Dollars in thousands)</p>{_table(heads, *rows)}</body></html>",
        encoding="utf-8",
    )
    read = tieout.read(path)
    assert "mapping.unit-wrong" not in {one.code for one in read.findings}
    dashes = [fact for fact in read.facts if fact.printed == "—"]
    assert [(fact.value, fact.unit) for fact in dashes] == [(Decimal(0), "pure")] * 2


def test_a_letterhead_in_columns_dates_no_figures(tmp_path: Path) -> None:
    path = tmp_path / "release.htm"
    letterhead = _table(("February 26, 2025", "001-16391 (File number)", "86-0741227 (Employer number)"))
    heads = ("", "December 31, 2024", "December 31, 2023")
    quarters = [f"Three months ended {day}" for day in heads[1:]]
    path.write_text(
        f"<html><body><p>Form 8-K</p><p>February 26, 2025</p><p>Acme Corp.</p>{letterhead}"
        f"<p>BALANCE SHEETS (in thousands)</p>{_table(heads, ('Cash', '410', '390'))}"
        f"<p>STATEMENTS OF INCOME (in thousands)</p>{_table(('', *quarters), ('Sales', '92', '81'))}"
        "</body></html>",
        encoding="utf-8",
    )
    met = identify(path)
    assert (met.published.value, met.quarter.value) == (date(2025, 2, 26), (2024, 4))


def test_a_total_of_some_parts_is_not_the_whole_company(tmp_path: Path) -> None:
    heads = ("", "Worldwide", "United States", "Total International")
    rows = (("Rings", "247", "244", "3"), ("Bells", "180", "120", "60"), ("Beads", "95", "40", "55"))
    path = tmp_path / "release.htm"
    path.write_text(
        "<html><body><p>Acme Corp.</p><p>Revenues by geographic area</p>"
        f"<p>Three months ended June 30, 2025 (In thousands)</p>{_table(heads, *rows)}</body></html>",
        encoding="utf-8",
    )
    area = {
        fact.printed: fact.members.get("StatementGeographicalAxis", "") for fact in tieout.read(path).facts
    }
    assert (area["247"], area["244"], area["60"]) == ("", "UnitedStatesMember", "InternationalMember")
