"""The whole way on a company that does not exist, small enough to be seen at one look: tests/acme.

What it has to report stands here as a person would work it out from its release.
"""

import csv
import json
import re
from pathlib import Path

import pytest
from lxml import etree

from build_helpers import Outcome, edit, follow, quiet_build, read_facts, snapshot, tieout
from tieout.definitions import ReleaseDefinition
from tieout.pipeline import Read, begin, take

STEM = "acme-20250331"
QUARTER, BEFORE = "D20250101-20250331", "D20240101-20240331"
END, OPENING = "I20250331", "I20241231"

# Concept, then this period and the one before, in millions of dollars.
GOLDEN = """
acme:AnvilRevenue 60 50
acme:RocketRevenue 40 35
tieout:Revenues 100 85
tieout:CostOfRevenue 70 61
tieout:GrossProfit 30 24
tieout:CashAndCashEquivalentsAtCarryingValue 20 15
tieout:InventoryNet 30 28
tieout:Assets 50 43
tieout:Liabilities 18 16
tieout:StockholdersEquity 32 27
tieout:LiabilitiesAndStockholdersEquity 50 43
"""


def golden() -> set[tuple[str, ...]]:
    """Each figure as a row of facts: concept, context, unit, decimals, value."""
    rows: set[tuple[str, ...]] = set()
    for number, line in enumerate(GOLDEN.split("\n")[1:-1]):
        concept, now, then = line.split()
        for context, value in zip(
            (QUARTER, BEFORE) if number < 5 else (END, OPENING), (now, then), strict=True
        ):
            rows.add((concept, context, "USD", "-6", f"{value}000000"))
    return rows


@pytest.fixture(scope="module")
def lines(acme: Read) -> list[str]:
    return acme.definition.text.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def definition(acme: Read) -> ReleaseDefinition:
    return acme.definition


def test_every_figure_is_a_fact_and_nothing_is_found(acme: Read) -> None:
    assert (acme.findings, acme.notices) == ((), ())
    found = {
        (fact.concept.qname, fact.context.id, fact.unit.id, str(fact.decimals), fact.text)
        for fact in acme.facts.facts
        if fact.unit is not None
    }
    assert found == golden()


def test_every_relation_holds_in_every_period(acme: Read) -> None:
    assert acme.tied is not None
    held = {(check.relation, check.total.context.id): check.holds for check in acme.tied.checks}
    income, balance = ("Revenues", "GrossProfit"), ("Assets", "LiabilitiesAndStockholdersEquity")
    sums = {(f"IncomeStatement/{total}", at) for total in income for at in (QUARTER, BEFORE)}
    sums |= {(f"BalanceSheet/{total}", at) for total in balance for at in (END, OPENING)}
    assert held == dict.fromkeys(sums, True)


def test_the_report_says_what_was_read(acme_report: Path) -> None:
    figures = {row for row in read_facts(acme_report / f"{STEM}.xbrl") if row[2]}
    assert figures == golden()
    told = json.loads((acme_report / f"{STEM}.json").read_text(encoding="utf-8"))["facts"]
    amounts = [fact for fact in told.values() if "unit" in fact["dimensions"]]
    assert sorted(fact["value"] for fact in amounts) == sorted(row[4] for row in golden())


def test_the_page_has_each_figure_as_it_is_printed(acme_report: Path) -> None:
    page = etree.parse(str(acme_report / f"{STEM}.htm"))
    printed = sorted("".join(tag.itertext()) for tag in page.iter("{*}nonFraction"))
    assert printed == sorted(row[4].removesuffix("000000") for row in golden())


def test_every_printed_number_is_traced_to_its_fact(acme_report: Path, lines: list[str]) -> None:
    with (acme_report / "trace.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["line"], row["column"]): row for row in csv.DictReader(file) if row["outcome"] == "fact"}
    for number, line in enumerate(lines, 1):
        for cell in re.finditer(r"\t(\(?\d+\)?)(?=\t|$)", line):
            assert rows.pop((str(number), str(cell.start(1) + 1)))["printed"] == cell[1]
    assert not rows


def test_any_wrong_digit_is_found_at_its_cell(
    lines: list[str], definition: ReleaseDefinition, tmp_path: Path
) -> None:
    tried = 0
    for number, line in enumerate(lines, 1):
        for cell in re.finditer(r"(?<=\t)\(?\d+\)?(?=\t|$)", line):
            digit = cell.end() - cell[0].endswith(")") - 1
            wrong = f"{line[:digit]}{(int(line[digit]) + 1) % 10}{line[digit + 1 :]}"
            outcome = follow([*lines[: number - 1], wrong, *lines[number:]], definition, tmp_path)
            assert set(outcome.codes) == {"tie.total-off"}
            for finding in outcome.errors:
                assert (number, cell.start() + 1) in {(place.line, place.column) for place in finding.places}
            tried += 1
    assert tried == len(golden())


def changed(lines: list[str], old: str, new: str, definition: ReleaseDefinition, folder: Path) -> Outcome:
    at = lines.index(old)
    return follow([*lines[:at], new, *lines[at + 1 :]], definition, folder)


def test_a_figure_that_cannot_be_read_is_proven_by_its_total(
    lines: list[str], definition: ReleaseDefinition, tmp_path: Path
) -> None:
    outcome = changed(lines, "Inventories\t30\t28", "Inventories\t3O\t28", definition, tmp_path)
    assert outcome.errors == []
    assert outcome.found("recover.recovered").places[0].row == "Inventories"
    assert str(outcome.values[f"InventoryNet_{END}"][0]) == "30000000"


def test_a_line_that_is_not_known_is_told_and_no_fact(
    lines: list[str], definition: ReleaseDefinition, tmp_path: Path
) -> None:
    outcome = changed(lines, "Rockets\t40\t35", "Spaceships\t40\t35", definition, tmp_path)
    assert outcome.found("mapping.line-unknown").places[0].row == "Spaceships"
    assert f"RocketRevenue_{QUARTER}" not in outcome.values


def test_another_scale_is_told_at_the_table(
    lines: list[str], definition: ReleaseDefinition, tmp_path: Path
) -> None:
    outcome = changed(lines, "In millions", "In thousands", definition, tmp_path)
    assert set(outcome.codes) == {"mapping.unit-differs"}


def test_a_release_of_another_quarter_is_refused(acme_copy: Path) -> None:
    edit(acme_copy / "release.yaml", "quarter: 1\npublished: 2025-04-24", "quarter: 2\npublished: 2025-07-24")
    said = tieout("check", acme_copy)
    assert said.exit_code == 2
    assert "2025-03-31" in said.output


def test_on_the_command_line_it_is_checked_built_and_explained(acme_copy: Path, unproven: None) -> None:
    checked = tieout("check", acme_copy)
    assert checked.exit_code == 0
    assert "8 relations hold, 0 off; 0 exceptions accepted; 0 findings" in checked.output
    built = tieout("build", acme_copy)
    assert built.exit_code == 0
    assert (acme_copy / "xbrl" / f"{STEM}.xbrl").is_file()
    explained = tieout("explain", acme_copy, f"Revenues_{QUARTER}")
    assert explained.exit_code == 0
    assert "100" in explained.output


def test_the_steps_can_be_taken_one_by_one(acme: Read) -> None:
    mapped = take(begin(acme.definition), last="map")
    assert len(mapped.mapped.printed) == len(golden())
    assert (mapped.facts.facts, mapped.traced, mapped.tied) == ((), (), None)


@pytest.mark.arelle
def test_arelle_finds_nothing_in_it(acme_copy: Path, acme_report: Path) -> None:
    built = quiet_build(acme_copy, formats=("inline", "json", "packages"))
    assert (built.findings, built.published) == ((), True)
    assert snapshot(acme_copy / "xbrl") == snapshot(acme_report)
