"""Statements that no caption names are told by their lines; and what segments sum beyond the whole."""

import re
from pathlib import Path

import pytest

from build_helpers import tieout
from test_draft import INCOME, SMALL, begun, lines_of, page, small
from test_members import FLOWS, below, table
from test_pdf_page import page_data
from tieout import read


def test_statements_without_captions_that_follow_one_another_are_two(tmp_path: Path) -> None:
    text = re.sub(r"<p>Condensed[^<]*</p>|<p>\(In millions[^<]*</p>|<p>Small Works Corp.</p>", "", page())
    income, balance, flows = re.findall(r"<table>.*?</table>", text)
    head = "<p>Small Works Corp.</p><p>(In millions, except per share amounts)</p>"
    company = tmp_path / "small"
    page_of_tables = f"<html><body>{head}{balance}<p>Small Works Corp.</p>{income}{flows}</body></html>"
    begun(company, small(tmp_path, page_of_tables), *SMALL)
    assert lines_of(company, "IncomeStatement")["Total operating expenses"] == "OperatingExpenses"
    assert "Net cash used in financing activities" in lines_of(company, "CashFlows")


@pytest.mark.whole
def test_what_segments_sum_beside_the_lines_of_the_whole_fails_no_sum_of_theirs(tmp_path: Path) -> None:
    income = INCOME.replace("Subscriptions|5,120|4,480", "Premiums|5,120|4,480", 1)
    income = income.replace("Services and other|640|590", "Net investment income|640|590", 1)
    rows = (
        "Premiums|3,000|2,120|0|5,120\nNet investment income|400|240|0|640\n"
        "Sales to other segments|100|80|(180)|0\nTotal revenue|3,500|2,440|(180)|5,760"
    )
    heads = ("", "Marine", "Lodging", "Eliminations", "Total")
    caption = f"Results of each reportable segment:</p><p>{FLOWS[0]}"
    text = below(table(caption, heads, rows), income=income)
    done = read(
        small(tmp_path, text.replace("Three months ended", "Year ended").replace("March", "December"))
    )
    off = [finding.message for finding in done.findings if finding.code == "tie.total-off"]
    assert [message for message in off if message.startswith('"Total revenue"')] == []


@pytest.mark.whole
def test_a_table_that_goes_on_under_a_title_of_its_own_is_read(tmp_path: Path) -> None:
    heads = ("", "Marine", "Lodging", "Total")
    rows = ("Sales|3,000|2,120|5,120\nCosts|1,000|420|1,420", "Sales|2,000|2,480|4,480\nCosts|900|410|1,310")
    one, two = (
        table(f"{title}</p><p>Three months ended March 31, {year} (In millions)", heads, said)
        for title, year, said in (("Note 3 - Segments", 2025, rows[0]), ("Notes (Continued)", 2024, rows[1]))
    )
    text = page().replace("</body>", f"{one}{two}</body>")
    facts = read(small(tmp_path, text)).facts
    marine = {(str(fact.end), fact.value) for fact in facts if "Marine" in str(fact.members)}
    assert {("2025-03-31", 3_000_000_000), ("2024-03-31", 2_000_000_000)} <= marine


@pytest.mark.whole
def test_a_table_of_another_segment_does_not_go_on_with_the_one_before(tmp_path: Path) -> None:
    lines = "Sales|3,000\nCosts|1,000\nProfit|2,000", "Sales|5,100\nCosts|2,400\nProfit|2,700"
    europe = table("EUROPE SEGMENT</p><p>(In millions)", ("", "Three months ended March 31, 2025"), lines[0])
    asia = table("ASIA SEGMENT</p><p>(In millions)", ("", "Three months ended March 31, 2024"), lines[1])
    company = tmp_path / "small"
    begun(company, small(tmp_path, page().replace("</body>", f"{europe}{asia}</body>")), *SMALL)
    drafted = "".join(path.read_text(encoding="utf-8") for path in (company / "statements").glob("*.yaml"))
    assert all(f"caption: {title}" in drafted for title in ("EUROPE SEGMENT", "ASIA SEGMENT"))


@pytest.mark.whole
def test_the_page_tells_what_is_only_noted_after_what_a_person_has_to_decide(tmp_path: Path) -> None:
    heads = ("", "Three months ended March 31, 2025", "% Change")
    harbours = table("Harbours</p><p>(In millions)", heads, "Moorings let|310|4.1\nBerths let|290|3.2")
    release = small(tmp_path, page().replace("</body>", f"{harbours}</body>"))
    tieout("draft", release, "--out", tmp_path / "draft")
    findings = page_data(tmp_path / "draft" / "index.html")["findings"]
    told = [(one["code"], one["severity"]) for one in findings]
    assert ("draft.open", "error") in told[:2]
    notices = [severity == "notice" for _, severity in told]
    assert any(notices) and notices == sorted(notices)


@pytest.mark.whole
def test_lines_of_two_segments_are_not_one_for_having_the_same_words(tmp_path: Path) -> None:
    lines = "Sales|3,000\nCosts|1,000\nProfit|2,000", "Sales|5,100\nCosts|2,400\nProfit|2,700"
    europe = table("EUROPE SEGMENT</p><p>(In millions)", ("", "Three months ended March 31, 2025"), lines[0])
    asia = table("ASIA SEGMENT</p><p>(In millions)", ("", "Year ended December 31, 2024"), lines[1])
    facts = read(small(tmp_path, page().replace("</body>", f"{europe}{asia}</body>"))).facts
    named = {
        str(fact.value): (fact.concept, str(fact.members))
        for fact in facts
        if fact.printed in ("3,000", "5,100")
    }
    assert named["3000000000"] != named["5100000000"]
