"""Sums of rounded figures: what rounding makes is no contradiction, and what it hardly ever makes is told."""

import csv
import json
import re
from pathlib import Path

import pytest
import yaml

from build_helpers import tieout
from test_draft import CASH, INCOME, SMALL, page, small
from tieout import Finding, read

# Both columns of the sum of the operating activities are off by one.
ROUNDED = CASH.replace("1,152|944", "1,153|945")
DISCONTINUED = CASH.replace(
    "Net increase in cash and cash equivalents|235|115",
    "Cash flows from discontinued operations:||\n"
    "Cash provided by operations - discontinued operations|—|8\n"
    "Cash used in financing activities - discontinued operations|—|(12)\n"
    "Cash used in discontinued operations|—|(4)\n"
    "Effect of exchange rates on cash and cash equivalents|—|3\n"
    "Net increase in cash and cash equivalents|235|114",
).replace("1,980|1,705\n", "1,980|1,706\n")
PER_SHARE = """\
Basic earnings per share:||
Continuing operations|2.50|1.75
Discontinued operations|0.01|0.02
Total|2.51|1.76
Diluted earnings per share:||
Continuing operations|2.46|1.71
Discontinued operations|0.01|0.02
Total|2.47|1.73
"""
QUARTERS = """\
Revenue|5,760|5,070|11,310|10,020
Cost of revenue|3,347|3,033|6,562|5,990
Income before income taxes|2,413|2,037|4,748|4,030
Provision for income taxes|198|141|390|280
Net income|2,215|1,896|4,358|3,750
Earnings per share, basic|7.31|6.26|14.38|12.38
Weighted average shares outstanding, basic|303|303|303|303
"""


def off(folder: Path, text: str) -> list[Finding]:
    """What does not add up on a page that nobody has described."""
    return [one for one in read(small(folder, text)).findings if one.code == "tie.total-off"]


def of_income(rows: str) -> str:
    """A page with a statement of income alone: of the quarter and of the half year."""
    ends = ("June 30, 2025", "June 30, 2024")
    heads = [f"{months} months ended {end}" for months in ("Three", "Six") for end in ends]
    lines = ["|".join(("", *heads)), *rows.splitlines()]
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line.split('|'))}</tr>" for line in lines)
    titles = "<p>Small Works Corp.</p><p>Condensed Consolidated Statements of Operations</p>"
    unit = "<p>(In millions, except per share amounts)</p>"
    return f"<html><body>{titles}{unit}<table>{body}</table></body></html>"


@pytest.mark.whole
def test_a_sum_is_told_that_is_off_by_more_than_rounding_makes(tmp_path: Path) -> None:
    """Seven figures may be off by three and a half; by three they hardly ever are."""
    assert off(tmp_path, page(cash=ROUNDED)) == []
    # What the other column is off by, or one more, rounding makes.
    assert off(tmp_path, page(cash=ROUNDED.replace("180|166", "182|166"))) == []
    (told,) = off(tmp_path, page(cash=ROUNDED.replace("180|166", "184|166")))
    assert '"Net cash provided by operating activities" is 1,153 million' in told.message
    assert "Stock-based compensation" in [place.row for place in told.places][:5]
    assert told.details[-1] == "Rounding of each figure may make so much, but hardly ever does."


@pytest.mark.slow
def test_such_a_sum_can_be_accepted_and_is_no_contradiction_to_arelle(tmp_path: Path) -> None:
    text = small(tmp_path, page(cash=ROUNDED.replace("180|166", "184|166")))
    company, release = tmp_path / "taxonomy" / "small", tmp_path / "instances" / "small-2025q1"
    tieout("new", "company", company, "--from", text, *SMALL)
    tieout("new", "release", company, "2025q1", "--from", text, "--published", "2025-05-01", "--out", release)
    told = json.loads(tieout("check", release, "--json").stdout)
    (off_by,) = (one for one in told["findings"] if one["code"] == "tie.total-off")
    found = re.search(r"(\S+) does not add up for .*, off by (-?[\d,]+)", off_by["message"])
    assert found is not None
    relation, by = found.groups()
    entry = {
        "relation": relation,
        "period": "2025-01-01/2025-03-31",
        "by": by.replace(",", ""),
        "why": {"en": "The company prints it so."},
    }
    stated = release / "release.yaml"
    document = yaml.safe_load(stated.read_text(encoding="utf-8")) | {"exceptions": [entry]}
    stated.write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
    # What else is open of the draft is not the matter here.
    review = company / "review.yaml"
    review.write_text(review.read_text(encoding="utf-8").replace("settled: false", "settled: true"), "utf-8")
    done = tieout("build", release)
    assert "exception" not in done.output
    assert relation not in done.output
    (table,) = release.rglob("exceptions.csv")
    with table.open(encoding="utf-8", newline="") as file:
        kinds = [row["kind"] for row in csv.DictReader(file)]
    assert kinds == ["rounding"]


@pytest.mark.whole
def test_what_a_sum_leaves_out_makes_a_part_of_it(tmp_path: Path) -> None:
    """8 and (12) are (4), part of the change in cash alone. All four make it within rounding."""
    report = read(small(tmp_path, page(cash=DISCONTINUED)))
    assert [one.message for one in report.findings if one.code == "tie.total-off"] == []
    assert any(one.equation == "8 + (12) = (4)" for one in report.relations)


@pytest.mark.whole
def test_amounts_per_share_add_up_within_rounding_under_their_own_heading(tmp_path: Path) -> None:
    income = INCOME[: INCOME.index("Earnings per share")] + PER_SHARE
    assert off(tmp_path, page(income=income)) == []
    (told,) = off(tmp_path, page(income=income.replace("Total|2.47", "Total|2.41")))
    assert '"Total" is 2.41, its parts make 2.47' in told.message


@pytest.mark.whole
def test_earnings_per_share_that_are_short_in_two_columns_are_shared(tmp_path: Path) -> None:
    """Who takes part in the income makes each column short; a wrong digit one."""
    assert off(tmp_path, of_income(QUARTERS)) == []
    (told,) = off(tmp_path, of_income(QUARTERS.replace("7.31|6.26", "7.29|6.26")))
    assert '"Earnings per share, basic" is 7.29' in told.message
    assert off(tmp_path, of_income(QUARTERS.replace("7.31|6.26", "7.29|6.24"))) == []
    assert len(off(tmp_path, of_income(QUARTERS.replace("7.31|6.26", "7.35|6.29")))) == 2


@pytest.mark.whole
def test_net_income_of_the_cash_flows_is_tied_to_that_of_the_income_statement(tmp_path: Path) -> None:
    flows = CASH.replace("Net income|754", "Net income including noncontrolling interests|854")
    told = off(tmp_path, page(cash=flows))
    assert any('"Net income including noncontrolling interests" is 854' in one.message for one in told)
    assert all(one.places[0].row.startswith("Net income") for one in told)
