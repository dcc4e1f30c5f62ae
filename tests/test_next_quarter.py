"""The next quarter by data alone: a release made of the first quarter's figures, from file to instance.

The second quarter has year-to-date columns, other units, a restated figure, a new line and more that quarters
bring; a person pastes what the survey proposes. The third quarter then needs nothing.
"""

import json
import re
import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from build_helpers import edit, quiet_build, snapshot, take_arelle_out, tieout
from next_quarter import Books, Events, next_release
from release_page import Look
from tieout import pipeline
from tieout.core import Period
from tieout.definitions import ReleaseDefinition, load_company
from tieout.facts import FactSet
from tieout.pipeline import Read
from tieout.publication import Built
from tieout.render.grid import Grids

pytestmark = pytest.mark.slow

OPENING = Period(date(2018, 3, 31))
SECOND = Period(date(2018, 9, 30), date(2018, 7, 1))
HALF = Period(date(2018, 9, 30), date(2018, 4, 1))
NEW = "CloudMigrationServicesRevenue"
DEPRECIATION = "AccumulatedDepreciationDepletionAndAmortizationPropertyPlantAndEquipment"
UNSAID = "Revenue from cloud migration services came to JPY412 million in 2Q18."

# What a person writes for the sentence: a release before has none such.
SENTENCE = f"""\
  - sentence: cloud-migration-revenue
    subject: Revenue from cloud migration services
    says: "{{subject}} {{was}} {{now}} in {{@quarter}}"
    concept: {NEW}
    optional: true
"""


@dataclass(frozen=True)
class Texts:
    """The releases of the second and the third quarter."""

    second: Path
    third: Path


@pytest.fixture(scope="module")
def texts(
    root: Path, definition: ReleaseDefinition, facts: FactSet, tmp_path_factory: pytest.TempPathFactory
) -> Texts:
    """What IIJ would publish. It has a line that its definitions do not know yet: here they do."""
    folder = tmp_path_factory.mktemp("published")
    ahead = folder / "iij"
    shutil.copytree(root / "taxonomy" / "iij", ahead)
    with (ahead / "concepts" / "revenue-and-cost.yaml").open("a", encoding="utf-8") as file:
        file.write(
            f"\n  {NEW}:\n    type: monetary\n    balance: credit\n    label: {{en: New, ja: 新}}\n"
            "    doc: {en: New, ja: 新}\n    align: none\n"
        )
    total = "- {total: SystemsIntegrationRevenue, caption: Total}"
    line = f"- {{concept: {NEW}, caption: Cloud migration services}}\n              {total}"
    edit(ahead / "statements" / "income-statement.yaml", total, line)
    company = load_company(ahead)
    renamed = {"Facilities purchase liabilities": "Liabilities for purchases of facilities"}
    events = Events({NEW: Decimal(412_345_000)}, {(DEPRECIATION, (), OPENING): Decimal(1_000_000)})
    look = Look(
        captions={**renamed, "Dividend income": "Dividend income (1)"},
        units={"CapitalExpenditures/capex": "Thousands of JPY", "SegmentInformation/profit": "JPY millions"},
        turned=frozenset({"OperatingResultsSummary/results", "ComprehensiveIncome/comprehensive"}),
        gone=frozenset({"LongTermDebtCurrent"}),
        added=(UNSAID,),
    )
    second, books = next_release(company, Books.of(definition.company, facts, 2018, 1), 2, events, look)
    then = Look(captions=renamed, gone=look.gone)
    third, _ = next_release(company, books, 3, Events({}, {}), then)
    told = Texts(folder / "2q.txt", folder / "3q.txt")
    told.second.write_text(second, encoding="utf-8")
    told.third.write_text(third, encoding="utf-8")
    return told


@dataclass(frozen=True)
class House:
    """A person's own taxonomy and releases, with what was said of the second quarter when it was begun."""

    folder: Path
    told: dict[str, Any]
    shown: str

    @property
    def company(self) -> Path:
        return self.folder / "taxonomy" / "iij"

    @property
    def second(self) -> Path:
        return self.folder / "instances" / "iij-2018q2"


@pytest.fixture(scope="module")
def house(root: Path, texts: Texts, tmp_path_factory: pytest.TempPathFactory) -> House:
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(root / "taxonomy" / "iij", folder / "taxonomy" / "iij")
    begun = House(folder, {}, "")
    command = ("new", "release", begun.company, "2018q2", "--from", texts.second, "--published", "2018-11-07")
    shown = tieout(*command, "--out", folder / "instances" / "shown")
    told = tieout(*command, "--out", begun.second, "--json")
    assert (shown.exit_code, told.exit_code) == (1, 1)
    return House(folder, json.loads(told.output), shown.output)


@pytest.fixture(scope="module")
def mended(house: House) -> House:
    """The house with all that is proposed put in as it stands, and with the sentence that a person writes."""
    for finding in house.told["new"]:
        paste(finding["details"])
    with (house.company / "sentences" / "revenues.yaml").open("a", encoding="utf-8") as file:
        file.write(SENTENCE)
    return house


def paste(details: list[str]) -> None:
    """Does what a proposal says: each `in FILE, ...:` is followed by the YAML for it."""
    for head, *yaml in re.findall(r"^in (.+:)\n((?:  .*\n)+)", "\n".join(details) + "\n", re.MULTILINE):
        path, where = re.fullmatch(r"(\S+), (.+):", head).groups()
        file = Path(path)
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        at = int(where.rpartition(" ")[2]) - 1 if where != "at its end" else len(lines)
        if where.startswith("before"):
            indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
            lines.insert(at, indent + yaml[0].removeprefix("  "))
        elif where == "at its end":
            lines += ["\n", yaml[0]]
        else:
            known, new = re.search(r"caption: [^,}]+", lines[at])[0], yaml[0].strip()
            lines[at] = lines[at].replace(known, new)
        file.write_text("".join(lines), encoding="utf-8", newline="\n")


def read(folder: Path) -> Read:
    return pipeline.read(folder)


# The second quarter --------------------------------------------------------------------------------------


def test_what_a_person_has_to_look_at_is_told_and_nothing_else(house: House) -> None:
    told = house.told
    new = [(finding["code"], finding["places"][0]["row"]) for finding in told["new"]]
    assert new == [
        ("mapping.line-unknown", "Cloud migration services"),
        ("mapping.line-unknown", "Liabilities for purchases of facilities"),
    ]
    assert [sentence["text"] for sentence in told["unsaid"]] == [UNSAID]
    gone = [(f["severity"], re.findall(r"\((\w+)\)", f["message"])[-1]) for f in told["gone"]]
    # The claims foot without the line: nothing is lost with it. Of the other no total tells.
    assert gone == [("error", "CapitalExpendituresIncurredButNotYetPaid"), ("notice", "LongTermDebtCurrent")]
    assert (told["unread"], told["findings"]) == ([], [])


def test_what_a_quarter_changes_by_itself_needs_no_one(house: House) -> None:
    assert house.told["sentences"] == {"read": 108, "defined": 108}
    tables = {(table["statement"], table["table"]): table for table in house.told["tables"]}
    assert len(tables) == 22
    half, quarter = "2018-04-01/2018-09-30", "2018-07-01/2018-09-30"
    assert tables["IncomeStatement", "income"]["periods"][-2:] == [half, quarter]
    assert tables["BalanceSheet", "assets"]["periods"] == ["2018-03-31", "2018-09-30"]
    assert tables["ExchangeForm", "results"]["periods"] == ["2017-04-01/2017-09-30", half]
    assert tables["FinancialTargets", "targets"]["periods"] == ["2018-04-01/2019-03-31"]
    remarks = [(f["severity"], f["places"][0]["table"]) for f in house.told["remarks"]]
    assert remarks == [("notice", "Segment profit or loss"), ("notice", "CAPEX")]


def test_it_is_told_on_one_screen(house: House) -> None:
    lines = house.shown.splitlines()
    assert len(lines) < 60
    assert lines[-1] == "4 things to look at"
    assert any(line.endswith(f"  {UNSAID}") for line in lines)
    pasted = "- {concept: CloudMigrationServicesRevenue, caption: Cloud migration services}"
    assert f"               {pasted}" in lines
    assert any("(LongTermDebtCurrent) is not in the table (no error)" in line for line in lines)


@pytest.fixture(scope="module")
def built(mended: House) -> Built:
    """The second quarter's report. Arelle proves it where the guide is followed, in test_guides."""
    with pytest.MonkeyPatch.context() as patch:
        take_arelle_out(patch)
        return quiet_build(mended.second)


def test_with_what_is_proposed_the_second_quarter_is_published(built: Built) -> None:
    assert built.findings == ()
    assert built.published
    codes = Counter(notice.code for notice in built.read.notices)
    assert set(codes) == {
        "mapping.line-missing",
        "mapping.unit-differs",
        "mapping.cell-empty",
        "recover.inferred",
        "tie.never-compared",
    }
    assert built.read.tied is not None
    assert len(built.read.tied.checks) > 300
    assert built.read.tied.accepted == ()


def test_its_figures_have_the_periods_and_the_precision_that_they_are_printed_with(built: Built) -> None:
    found = {(f.concept.name, f.context.members, f.context.period): f for f in built.read.facts.facts}

    def figure(concept: str, period: Period, **members: str) -> tuple[Decimal, int]:
        fact = found[concept, tuple(members.items()), period]
        return fact.value, fact.decimals

    assert figure(NEW, SECOND) == figure(NEW, HALF) == (412_345_000, -3)
    (first, _), (second, _) = figure("Revenues", SECOND), figure("Revenues", HALF)
    assert second - first == 44_704_918_000
    segment = {"StatementBusinessSegmentsAxis": "AtmOperationBusinessSegmentMember"}
    whose = {"ConsolidationItemsAxis": "OperatingSegmentsMember", **segment}
    assert figure("OperatingIncomeLoss", HALF, **whose)[1] == -6
    assert figure("CapitalExpendituresIncludingCapitalLeases", HALF)[1] == -3
    concept = built.read.definition.company.concept(NEW)
    assert (concept.type, concept.balance, concept.period) == ("monetary", "credit", "duration")
    assert (concept.relation, concept.element) == ("narrower", "us-gaap:Revenues")


def test_a_table_in_coarser_units_than_it_is_defined_in_foots_within_rounding(built: Built) -> None:
    profit = [c for c in built.read.tied.checks if c.relation == "SegmentInformation/OperatingIncomeLoss"]
    assert all(check.holds for check in profit)
    assert any(check.residue for check in profit)


def test_a_table_says_in_the_report_what_it_is_printed_in(built: Built) -> None:
    done = built.read
    company = done.definition.company
    grids = Grids(done.facts, done.release, company)
    units = {grid.table.id: grid.unit for statement in company.statements for grid in grids.of(statement)}
    # Both are defined in the other's unit.
    assert units["CapitalExpenditures/capex"] == "Thousands of JPY"
    assert units["SegmentInformation/profit"] == "JPY millions"
    assert units["CashFlows/operating"] == "Thousands of JPY"


def test_the_release_before_is_read_as_it_was(mended: House, root: Path, facts: FactSet) -> None:
    # The line that is new is none that it misses: its totals hold without it.
    folder = mended.folder / "instances" / "iij-2018q1"
    shutil.copytree(root / "instances" / "iij-2018q1", folder, ignore=shutil.ignore_patterns("xbrl"))
    done = read(folder)
    assert done.findings == ()
    assert [fact.id for fact in done.facts.facts] == [fact.id for fact in facts.facts]
    gone = [f.message for f in done.notices if f.code.endswith("-missing")]
    assert len(gone) == 2
    assert NEW in gone[0] and "cloud-migration-revenue" in gone[1]


def test_the_two_quarters_differ_in_what_was_made_to_differ(mended: House, built: Built, root: Path) -> None:
    said = tieout("diff", root / "instances" / "iij-2018q1", mended.second, "--json")
    assert said.exit_code == 1
    told = json.loads(said.output)
    (restated,) = told["findings"]
    assert restated["code"] == "diff.restated"
    assert "for 2018-03-31 is 55,471,955,000 now and was 55,470,955,000" in restated["message"]
    assert [line["concept"] for line in told["gone"]] == ["tieout:LongTermDebtCurrent"]
    came = {line["concept"] for line in told["came"]}
    assert came == {f"iij:{NEW}", "iij:InternetConnectivityServicesEnterpriseRevenueChangeOverPriorYear"}
    assert told["summed"] > 200
    changed = {(c["subject"], c["what"]): (c["was"], c["now"]) for c in told["taxonomy"]}
    assert changed.keys() == {
        (f"iij:{NEW}", "concept"),
        (f"iij:{NEW}", "line of IncomeStatement"),
        ("IncomeStatement", "calculation of iij:SystemsIntegrationRevenue"),
        ("SegmentInformation", "rounding"),
    }
    was, now = changed["IncomeStatement", "calculation of iij:SystemsIntegrationRevenue"]
    assert now == f"{was} + iij:{NEW}"


# The third quarter ---------------------------------------------------------------------------------------


@pytest.mark.arelle
def test_the_third_quarter_needs_nothing(mended: House, texts: Texts) -> None:
    third = mended.folder / "instances" / "iij-2018q3"
    before = snapshot(mended.company)
    command = ("new", "release", mended.company, "2018q3", "--from", texts.third, "--published", "2019-02-08")
    said = tieout(*command, "--out", third, "--json")
    told = json.loads(said.output)
    assert (said.exit_code, told["new"], told["unsaid"], told["findings"]) == (0, [], [], [])
    income = next(table for table in told["tables"] if table["statement"] == "IncomeStatement")
    assert income["periods"][-2:] == ["2018-04-01/2018-12-31", "2018-10-01/2018-12-31"]
    done = quiet_build(third)
    assert (done.findings, done.published) == ((), True)
    assert snapshot(mended.company) == before
    diff = tieout("diff", mended.second, third)
    assert diff.exit_code == 0
    assert re.search(r"2\d\d years to date held against their quarters; 0 lines came, 0 went", diff.output)


def test_the_same_books_make_the_same_release(definition: ReleaseDefinition, facts: FactSet) -> None:
    books = Books.of(definition.company, facts, 2018, 1)
    one, other = (next_release(definition.company, books, 2, Events({}, {}), Look())[0] for _ in range(2))
    assert one == other
