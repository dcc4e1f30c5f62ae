"""Every mistake in a YAML file is found before anything is built, and named with its file and line."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tieout.core import Finding, InputError
from tieout.definitions import ReleaseDefinition, load, load_company, load_release
from tieout.definitions._statements import Derivations, StatementResolver
from tieout.definitions._yaml import Document
from tieout.definitions.models import StatementFile

Damage = Callable[[str, str, str], Path]

BALANCE = "iij/statements/balance-sheet.yaml"
PARENTHETICAL = "iij/statements/balance-sheet-parenthetical.yaml"
CAPEX = "iij/statements/capital-expenditures.yaml"
CONTRACTS = "iij/statements/contracts.yaml"
CASH = "iij/statements/cash-flows.yaml"
COMPREHENSIVE = "iij/statements/comprehensive-income.yaml"
INCOME = "iij/statements/income-statement.yaml"
SEGMENTS = "iij/statements/segments.yaml"
DIVIDENDS = "iij/statements/dividends.yaml"
TARGETS = "iij/statements/targets.yaml"
COMPANY = "iij/company.yaml"
CONCEPTS = "base/concepts/balance-sheet.yaml"
DIMENSIONS = "base/concepts/dimensions.yaml"

GOODWILL = "{concept: Goodwill, caption: GOODWILL}"
GOODWILL_LABEL = 'label: {en: "Goodwill", ja: "のれん"}'
RELATION = """
relations:
  - relation: Test
    says: {{en: A test, ja: テスト}}
    result: {{concept: ProfitLoss}}
    parts:
      - {}
lines:
"""
NOT_REVENUES = """\
          - NetworkServicesRevenue
          - SystemsIntegrationRevenue
          - EquipmentSalesRevenue
          - AtmOperationBusinessRevenue
          - CostsAndExpenses"""


@pytest.fixture
def damage(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Damage:
    """Replaces the one place of a text in one file of a copy of a company, or of the base below it."""
    taxonomy = tmp_path / "taxonomy"
    shutil.copytree(root / "taxonomy" / "iij", taxonomy / "iij")

    def edit(file: str, old: str, new: str) -> Path:
        base = taxonomy / "base"
        if file.startswith("base/") and not base.exists():
            # Only where it is another one: the base of every company is read once in a process.
            shutil.copytree(root / "taxonomy" / "base", base)
            monkeypatch.setattr(load, "base_folder", lambda: base)
        path = taxonomy / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is not one place of {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    return edit


def findings_of(company: Path) -> tuple[Finding, ...]:
    with pytest.raises(InputError) as caught:
        load_company(company)
    return caught.value.findings


def line_of(path: Path, text: str) -> int:
    """The one line that holds `text`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    (number,) = (number for number, line in enumerate(lines, 1) if text in line)
    return number


class Mistake(NamedTuple):
    """An edit, and the finding that it has to give.

    `at` is text of the line that the finding has to name, where it is not the edit's own first line.
    """

    name: str
    file: str
    old: str
    new: str
    code: str
    says: str
    at: str = ""


MISTAKES = [
    # Names.
    Mistake(
        "concept-not-defined",
        BALANCE,
        GOODWILL,
        "{concept: Goodwil, caption: GOODWILL}",
        "definition.unknown-concept",
        "Goodwil is used but not defined",
    ),
    Mistake(
        "axis-not-defined",
        SEGMENTS,
        "ConsolidationItemsAxis: [OperatingSegmentsMember, IntersegmentEliminationMember]",
        "ConsolidationAxis: [OperatingSegmentsMember, IntersegmentEliminationMember]",
        "definition.unknown-concept",
        "ConsolidationAxis is used but not defined",
    ),
    Mistake(
        "member-not-defined",
        SEGMENTS,
        "ConsolidationItemsAxis: [OperatingSegmentsMember, IntersegmentEliminationMember]",
        "ConsolidationItemsAxis: [OperatingSegmentMember, IntersegmentEliminationMember]",
        "definition.unknown-concept",
        "OperatingSegmentMember is used but not defined",
    ),
    Mistake(
        "member-twice-on-an-axis",
        CONTRACTS,
        "        - HihoMember\n",
        "        - HihoMember\n        - IijmioMobileServiceMember\n",
        "definition.twice",
        "IijmioMobileServiceMember is twice on ProductOrServiceAxis",
        at="        - IijmioMobileServiceMember",
    ),
    Mistake(
        "part-of-a-member-not-defined",
        CONTRACTS,
        "- IijConsumerServicesMember: [IijmioMobileServiceMember]",
        "- IijConsumerServicesMember: [IijmioMember]",
        "definition.unknown-concept",
        "IijmioMember is used but not defined",
    ),
    Mistake(
        "member-not-on-the-axis",
        SEGMENTS,
        "members: {StatementBusinessSegmentsAxis: AtmOperationBusinessSegmentMember}",
        "members: {StatementBusinessSegmentsAxis: AmericanDepositarySharesMember}",
        "definition.unknown-member",
        "AmericanDepositarySharesMember on StatementBusinessSegmentsAxis",
    ),
    Mistake(
        "axis-not-of-the-statement",
        SEGMENTS,
        "members: {StatementBusinessSegmentsAxis: AtmOperationBusinessSegmentMember}",
        "members: {StatementClassOfStockAxis: AtmOperationBusinessSegmentMember}",
        "definition.unknown-member",
        "AtmOperationBusinessSegmentMember on StatementClassOfStockAxis",
    ),
    Mistake(
        "table-not-defined",
        CAPEX,
        "  - table: capex",
        "  - table: capital",
        "definition.unknown-table",
        "no table is called 'capital'",
    ),
    Mistake(
        "default-not-defined",
        DIMENSIONS,
        "default: ClassOfStockDomain",
        "default: ShareDomain",
        "definition.unknown-concept",
        "ShareDomain, the default of StatementClassOfStockAxis, is not defined",
        at="  StatementClassOfStockAxis:",
    ),
    Mistake(
        "heading-used-as-a-line",
        BALANCE,
        GOODWILL,
        "{concept: AssetsAbstract, caption: GOODWILL}",
        "definition.wrong-type",
        "AssetsAbstract is a heading",
    ),
    Mistake(
        "line-used-as-a-heading",
        BALANCE,
        "- heading: AssetsCurrentAbstract",
        "- heading: InventoryNet",
        "definition.wrong-type",
        "InventoryNet is a monetary",
    ),
    Mistake(
        "root-that-is-no-heading",
        CAPEX,
        "root: CapitalExpendituresAbstract",
        "root: StatementTable",
        "definition.wrong-type",
        "StatementTable is a hypercube, not a heading",
    ),
    # Totals.
    Mistake(
        "total-without-lines",
        CAPEX,
        "of: [CapitalLeaseObligationsIncurred, PurchaseOfPropertyAndEquipmentForCapitalExpenditures]",
        "of: []",
        "definition.empty-total",
        "CapitalExpendituresIncludingCapitalLeases is a total without lines",
        at="- total: CapitalExpendituresIncludingCapitalLeases",
    ),
    Mistake(
        "total-alone-in-its-group",
        BALANCE,
        f"- {GOODWILL}",
        "- lines: [{total: Goodwill, caption: GOODWILL}]",
        "definition.empty-total",
        "Goodwill is a total without lines",
    ),
    Mistake(
        "total-of-an-unknown-part",
        CAPEX,
        "of: [CapitalLeaseObligationsIncurred, PurchaseOfPropertyAndEquipmentForCapitalExpenditures]",
        "of: [CapitalLeaseObligationsIncurred, Goodwill]",
        "definition.unknown-part",
        "Goodwill names no line of this statement",
    ),
    Mistake(
        "two-totals-in-a-group",
        BALANCE,
        "{concept: InventoryNet, caption: Inventories}",
        "{total: InventoryNet, caption: Inventories}",
        "definition.two-totals",
        "InventoryNet and AssetsCurrent both total one group",
    ),
    Mistake(
        "element-that-does-not-exist",
        "iij/concepts/cash-flow.yaml",
        "{narrower: PaymentsForOtherDeposits}",
        "{narrower: PaymentsForOtherDeposit}",
        "definition.unknown-element",
        "us-gaap:PaymentsForOtherDeposit, which does not exist",
    ),
    Mistake(
        "exact-under-another-name",
        "iij/concepts/cash-flow.yaml",
        "{narrower: PaymentsForOtherDeposits}",
        "{exact: PaymentsForOtherDeposits}",
        "definition.not-exact",
        "PaymentsForGuaranteeDeposits is said to be exactly us-gaap:PaymentsForOtherDeposits",
    ),
    Mistake(
        "weight-against-the-balances",
        BALANCE,
        GOODWILL,
        "{concept: Goodwill, caption: GOODWILL, weight: -1}",
        "definition.balance-weight",
        "Goodwill (debit) cannot enter Assets (debit) with weight -1",
    ),
    Mistake(
        "weight-that-is-no-weight",
        CASH,
        "{concept: ProfitLoss, caption: Net income, weight: 1}",
        "{concept: ProfitLoss, caption: Net income, weight: 2}",
        "definition.yaml",
        "weight is 2: it can be 1 or -1",
    ),
    Mistake(
        "sum-over-period-types",
        BALANCE,
        GOODWILL,
        "{concept: InterestPaidNet, caption: GOODWILL}",
        "definition.mixed-periods",
        "Assets is a instant, its part InterestPaidNet a duration",
        at="{total: Assets, caption: TOTAL}",
    ),
    Mistake(
        # Both are reported by segment, costs are not: every segment would be called inconsistent.
        "calculation-that-would-raise-a-false-alarm",
        INCOME,
        NOT_REVENUES,
        "          - Revenues\n          - CostsAndExpenses",
        "definition.false-alarm",
        "OperatingIncomeLoss and Revenues are reported for",
        at="- total: OperatingIncomeLoss",
    ),
    # Relations, which no calculation can say.
    Mistake(
        "relation-of-an-unknown-concept",
        COMPREHENSIVE,
        "\nlines:\n",
        RELATION.format("{concept: NetIncome}"),
        "definition.unknown-concept",
        "NetIncome is used but not defined",
        at="{concept: NetIncome}",
    ),
    Mistake(
        "relation-with-a-duration-at-an-end",
        COMPREHENSIVE,
        "\nlines:\n",
        RELATION.format("{concept: ProfitLoss, as-of: closing}"),
        "definition.wrong-type",
        "ProfitLoss is a duration: it has no closing",
        at="{concept: ProfitLoss, as-of: closing}",
    ),
    Mistake(
        # Misspelt, the member would bind to no fact, and the relation would hold for ever.
        "relation-over-an-unknown-member",
        COMPREHENSIVE,
        "\nlines:\n",
        RELATION.format("{concept: ProfitLoss, members: {StatementBusinessSegmentsAxis: AtmMember}}"),
        "definition.unknown-member",
        "AtmMember",
        at="members: {StatementBusinessSegmentsAxis",
    ),
    Mistake(
        # It would bind to no fact, and nobody would miss the proof.
        "relation-of-a-balance-and-a-flow",
        COMPREHENSIVE,
        "\nlines:\n",
        RELATION.format("{concept: Assets}"),
        "definition.mixed-periods",
        "relates a balance and a flow",
        at="- relation: Test",
    ),
    Mistake(
        "relation-of-unlike-types",
        COMPREHENSIVE,
        "\nlines:\n",
        RELATION.format("{concept: EarningsPerShareBasic}"),
        "definition.mixed-types",
        "amounts of different types",
        at="- relation: Test",
    ),
    Mistake(
        "relation-of-a-heading",
        COMPREHENSIVE,
        "\nlines:\n",
        RELATION.format("{concept: AssetsAbstract}"),
        "definition.wrong-type",
        "AssetsAbstract has no figures",
        at="{concept: AssetsAbstract}",
    ),
    Mistake(
        "relation-without-parts",
        COMPREHENSIVE,
        "\nlines:\n",
        RELATION.format("").replace("      - \n", "").replace("parts:", "parts: []"),
        "definition.yaml",
        "parts is []: it needs at least one entry",
        at="parts: []",
    ),
    Mistake(
        "relation-at-a-quarter-that-no-year-has",
        COMPREHENSIVE,
        "\nlines:\n",
        RELATION.format("{concept: ProfitLoss, period: quarter-5}"),
        "definition.yaml",
        "period is 'quarter-5': it can be 'year-earlier', 'quarter-1'",
        at="{concept: ProfitLoss, period: quarter-5}",
    ),
    Mistake(
        "rate-of-growth-that-divides-by-nothing",
        COMPREHENSIVE,
        "\nlines:\n",
        RELATION.format("{concept: ProfitLoss}").replace("lines:", "    less-one: true\nlines:"),
        "definition.no-quotient",
        "Test has less-one without `per`",
        at="- relation: Test",
    ),
    Mistake(
        # An exception names a total or a relation by its statement and name.
        "relation-called-as-a-total",
        BALANCE,
        "- relation: AssetsAreClaimed",
        "- relation: Assets",
        "definition.twice",
        "two relations are called Assets",
    ),
    # Printed tables.
    Mistake(
        "table-dated-by-nothing",
        CAPEX,
        "{caption: CAPEX, columns: durations, unit: JPY millions}",
        "{caption: CAPEX, unit: JPY millions}",
        "definition.yaml",
        "give one of columns and rows",
    ),
    Mistake(
        "table-dated-both-ways",
        CAPEX,
        "{caption: CAPEX, columns: durations, unit: JPY millions}",
        "{caption: CAPEX, columns: durations, rows: durations, unit: JPY millions}",
        "definition.yaml",
        "give one of columns and rows",
    ),
    Mistake(
        "table-of-an-unknown-period",
        TARGETS,
        "periods: [half, year]",
        "periods: [half, whole-year]",
        "definition.yaml",
        "no period is called so: use one of quarter, quarter-before",
    ),
    Mistake(
        "table-of-an-unknown-member",
        TARGETS,
        "members: {StatementScenarioAxis: ScenarioForecastMember}",
        "members: {StatementScenarioAxis: ForecastMember}",
        "definition.unknown-member",
        "ForecastMember on StatementScenarioAxis",
    ),
    Mistake(
        "forecast-of-an-unknown-member",
        DIVIDENDS,
        "forecast: {StatementScenarioAxis: ScenarioForecastMember}",
        "forecast: {StatementScenarioAxis: ForecastMember}",
        "definition.unknown-member",
        "ForecastMember on StatementScenarioAxis",
    ),
    Mistake(
        "fifth-quarter",
        DIVIDENDS,
        "within: 4",
        "within: 5",
        "definition.yaml",
        "within is 5: it should be less than or equal to 4",
    ),
    # Derived concepts.
    Mistake(
        "movement-of-a-flow",
        CAPEX,
        "- {concept: CapitalLeaseObligationsIncurred, ",
        "- {concept: CapitalLeaseObligationsIncurred, derive: [movement], ",
        "definition.mixed-periods",
        "CapitalLeaseObligationsIncurred is a duration: it has no movement",
    ),
    Mistake(
        "unknown-derivation",
        CAPEX,
        "- {concept: CapitalLeaseObligationsIncurred, ",
        "- {concept: CapitalLeaseObligationsIncurred, derive: [decline], ",
        "definition.yaml",
        "an entry of derive is 'decline': it can be 'growth' or 'movement'",
    ),
    Mistake(
        "unit-on-what-has-one-already",
        CONCEPTS,
        GOODWILL_LABEL,
        f"unit: Gbps\n    {GOODWILL_LABEL}",
        "definition.unit",
        "Goodwill is monetary and has a unit of its own",
        at="  Goodwill:",
    ),
    # Labels.
    Mistake(
        "standard-label-twice",
        CONCEPTS,
        GOODWILL_LABEL,
        'label: {en: "Inventories", ja: "のれん"}',
        "definition.label-twice",
        "Goodwill has the same standard label as InventoryNet: 'Inventories'",
        at="  Goodwill:",
    ),
    Mistake(
        "no-japanese-label",
        CONCEPTS,
        GOODWILL_LABEL,
        'label: {en: "Goodwill"}',
        "definition.language",
        "Goodwill has no label in ja",
        at="  Goodwill:",
    ),
    Mistake(
        "label-with-markup",
        CONCEPTS,
        GOODWILL_LABEL,
        'label: {en: "<b>Goodwill", ja: "のれん"}',
        "definition.label",
        "Goodwill: a label is trimmed, short and without '<'",
        at="  Goodwill:",
    ),
    Mistake(
        "two-labels-of-one-role",
        CAPEX,
        "- {concept: CapitalLeaseObligationsIncurred, ",
        "- {concept: PurchaseOfPropertyAndEquipmentForCapitalExpenditures, label: {en: Other, ja: その他}}\n"
        "      - {concept: CapitalLeaseObligationsIncurred, ",
        "definition.two-labels",
        "PurchaseOfPropertyAndEquipmentForCapitalExpenditures has two terse labels",
        at="- concept: PurchaseOfPropertyAndEquipmentForCapitalExpenditures",
    ),
    # Concepts.
    Mistake(
        "concept-twice",
        "iij/concepts/members.yaml",
        "  AmericanDepositarySharesMember:",
        "  Goodwill:",
        "definition.twice",
        "Goodwill is defined twice",
    ),
    Mistake(
        "suffix-of-another-type",
        DIMENSIONS,
        "type: line-items",
        "type: heading",
        "definition.suffix",
        "StatementLineItems is a heading",
        at="  StatementLineItems:",
    ),
    Mistake(
        "balance-on-what-is-no-money",
        "iij/concepts/members.yaml",
        '    label: {en: "American depositary shares [Member]"',
        '    balance: debit\n    label: {en: "American depositary shares [Member]"',
        "definition.balance",
        "AmericanDepositarySharesMember is member and has a balance",
        at="  AmericanDepositarySharesMember:",
    ),
    Mistake(
        "abstract-instant",
        "iij/concepts/members.yaml",
        '    label: {en: "American depositary shares [Member]"',
        '    period-type: instant\n    label: {en: "American depositary shares [Member]"',
        "definition.period",
        "AmericanDepositarySharesMember is abstract",
        at="  AmericanDepositarySharesMember:",
    ),
    Mistake(
        "axis-without-a-default",
        DIMENSIONS,
        "    default: ClassOfStockDomain\n",
        "",
        "definition.default",
        "StatementClassOfStockAxis: an axis, and only an axis, has a default member",
        at="  StatementClassOfStockAxis:",
    ),
    # YAML.
    Mistake(
        "unknown-key",
        CAPEX,
        "foots: within-rounding",
        "rounds: within-rounding",
        "definition.yaml",
        "there is no key rounds here",
    ),
    Mistake(
        "unknown-key-on-a-line",
        BALANCE,
        GOODWILL,
        "{concept: Goodwill, printed: GOODWILL}",
        "definition.yaml",
        "there is no key printed here",
    ),
    Mistake(
        "unknown-word",
        CAPEX,
        "foots: within-rounding",
        "foots: roughly",
        "definition.yaml",
        "foots is 'roughly': it can be 'exactly' or 'within-rounding'",
    ),
    Mistake(
        "line-that-is-two-things",
        BALANCE,
        GOODWILL,
        "{concept: Goodwill, total: Goodwill}",
        "definition.yaml",
        "a line is one of heading, concept, total",
    ),
    Mistake(
        "key-twice",
        CAPEX,
        "foots: within-rounding",
        "foots: within-rounding\nrole-type: Statement # again",
        "yaml.unreadable",
        "'role-type' is given twice, first in line",
        at="# again",
    ),
    Mistake(
        "anchor",
        BALANCE,
        GOODWILL,
        "&goodwill {concept: Goodwill, caption: GOODWILL}",
        "yaml.unreadable",
        "anchors and aliases are not used here",
    ),
    Mistake(
        "alias",
        BALANCE,
        GOODWILL,
        "*goodwill",
        "yaml.unreadable",
        "anchors and aliases are not used here",
    ),
    Mistake(
        "not-yaml",
        BALANCE,
        GOODWILL,
        "{concept: Goodwill, caption: GOODWILL}}",
        "yaml.unreadable",
        "not valid YAML",
    ),
    Mistake(
        "number-of-5000-digits",
        PARENTHETICAL,
        "sort: 3",
        f"sort: {'3' * 5000}",
        "definition.yaml",
        "and has to be a whole number of less digits",
    ),
    Mistake(
        "company-key",
        COMPANY,
        "currency: JPY",
        "currency: yen",
        "definition.yaml",
        "currency is 'yen': its form is ^[A-Z]{3}$",
    ),
    # Statements beside each other; the later one is named.
    Mistake(
        "two-statements-of-one-name",
        CAPEX,
        "statement: CapitalExpenditures",
        "statement: AdjustedEbitdaReconciliation",
        "definition.twice",
        "two statements have the name of AdjustedEbitdaReconciliation",
    ),
    Mistake(
        "two-statements-of-one-place",
        PARENTHETICAL,
        "sort: 3",
        "sort: 1",
        "definition.twice",
        "two statements have the sort of",
        at="statement: BalanceSheetParenthetical",
    ),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_named_with_its_file_and_line(damage: Damage, tmp_path: Path, mistake: Mistake) -> None:
    path = damage(mistake.file, mistake.old, mistake.new)
    finding = findings_of(tmp_path / "taxonomy" / "iij")[0]
    assert finding.code == mistake.code
    assert mistake.says in finding.message
    assert finding.mend
    line = line_of(path, mistake.at or mistake.new.splitlines()[0])
    assert (finding.places[0].file, finding.places[0].line) == (str(path), line)


def test_an_unknown_name_is_answered_with_the_nearest_known(damage: Damage, tmp_path: Path) -> None:
    damage(BALANCE, GOODWILL, "{concept: Goodwil, caption: GOODWILL}")
    (finding,) = findings_of(tmp_path / "taxonomy" / "iij")
    assert finding.mend.startswith("Nearest known: Goodwill")


def test_all_mistakes_are_reported_at_once(damage: Damage, tmp_path: Path) -> None:
    damage(BALANCE, GOODWILL, "{concept: Goodwil, caption: GOODWILL}")
    damage(CAPEX, "root: CapitalExpendituresAbstract", "root: CapitalAbstract")
    damage(DIMENSIONS, "type: line-items", "type: heading")
    findings = findings_of(tmp_path / "taxonomy" / "iij")
    assert {"suffix", "unknown-concept"} <= {finding.code.removeprefix("definition.") for finding in findings}
    assert {Path(finding.places[0].file).name for finding in findings} >= {
        *("balance-sheet.yaml", "capital-expenditures.yaml", "dimensions.yaml"),
    }


def test_a_file_is_checked_whole(damage: Damage, tmp_path: Path) -> None:
    path = damage(CAPEX, "role-type: Disclosure", "role-type: Note")
    damage(CAPEX, "foots: within-rounding", "foots: roughly")
    lines = [finding.places[0].line for finding in findings_of(tmp_path / "taxonomy" / "iij")]
    assert lines == [line_of(path, "role-type: Note"), line_of(path, "foots: roughly")]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (BALANCE, "label: {en: Guarantee deposits, ja:", "label: {en: Guarantee deposits, de:"),
        (BALANCE, "label: {en: Guarantee deposits, ja:", "label: {de: Guarantee deposits, ja:"),
        (BALANCE, "title: {en:", "title: {de:"),
        (CONCEPTS, 'total-label: {en: "Total current assets"', 'total-label: {de: "Total current assets"'),
        (COMPANY, "company: {en:", "company: {de:"),
        (BALANCE, "says: {en: Total assets equal", "says: {de: Total assets equal"),
    ],
    ids=[
        *("line-without-ja", "line-without-en", "title-without-en", "total-without-en"),
        *("company-without-en", "relation-without-en"),
    ],
)
def test_every_text_is_in_every_language(
    damage: Damage, tmp_path: Path, file: str, old: str, new: str
) -> None:
    path = damage(file, old, new)
    (finding,) = findings_of(tmp_path / "taxonomy" / "iij")
    assert (finding.code, finding.places[0].file) == ("definition.language", str(path))


@pytest.mark.whole
@pytest.mark.parametrize("depth", [50, 50_000])
def test_yaml_nested_too_deeply_is_refused(tmp_path: Path, depth: int) -> None:
    # In a process of its own: nesting that is not bounded overruns the stack of the YAML library.
    (tmp_path / "release.yaml").write_text("[" * depth + "]" * depth, encoding="utf-8")
    code = "import pathlib, sys, tieout.definitions as d; d.load_release(pathlib.Path(sys.argv[1]))"
    run = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "the YAML is nested too deeply" in run.stderr


# Derived concepts ------------------------------------------------------------------------------------


def test_a_derived_concept_is_made_of_the_one_it_is_derived_from(definition: ReleaseDefinition) -> None:
    company = definition.company
    growth = company.derived(company.concept("EquipmentSalesRevenue"), "growth")
    assert growth is not None
    assert growth is company.concept("EquipmentSalesRevenueChangeOverPriorYear")
    assert (growth.type, growth.balance, growth.period) == ("percent", None, "duration")
    assert (growth.prefix, growth.relation, growth.element) == ("iij", "none", None)
    assert growth.derived == ("growth", "EquipmentSalesRevenue")
    # What moved between two dates is of the type that it has at each, but no balance any more.
    contracts = company.concept("ConnectivityServicesContractsAndSubscriptions")
    moved = company.derived(contracts, "movement")
    assert moved is not None
    assert (moved.type, moved.period, contracts.period) == (contracts.type, "duration", "instant")
    assert company.derived(contracts, "growth") is None


def test_every_derived_concept_says_of_what_and_is_related_to_it_once(definition: ReleaseDefinition) -> None:
    company = definition.company
    derived = [concept for concept in company.concepts.values() if concept.derived is not None]
    assert len(derived) > 20
    relations = [relation for statement in company.statements for relation in statement.relations]
    # Accounts payable together are printed for one day only: what their movement equals is stated instead.
    stated = [one for one in derived if one.name == "AccountsPayableCurrentPeriodIncreaseDecrease"]
    assert len([one for one in relations if one.total.concept in stated]) == len(stated) == 1
    for concept in derived:
        assert concept.derived is not None
        kind, of = concept.derived
        base = company.concept(of)
        assert concept.name.startswith(base.name)
        for language in company.languages:
            assert base.label[language] in concept.label[language]
            assert base.label[language] in concept.doc[language]
            assert "{label}" not in concept.doc[language]
        if concept in stated:
            continue
        (relation,) = (relation for relation in relations if relation.name == concept.name)
        assert relation.every_member
        assert {term.concept.name for term in relation.terms} == {concept.name, base.name}
        if kind == "growth":
            assert (relation.plus, relation.exact, relation.per is None) == (1, False, False)
        else:
            assert [(weight, term.at) for weight, term in relation.parts] == [(1, "end"), (-1, "start")]
            assert relation.per is None


def test_a_derived_concept_is_shown_below_its_line_and_nothing_sums_it(definition: ReleaseDefinition) -> None:
    shown = 0
    for statement in definition.company.statements:
        summed = {line for rule in statement.sums for line, _ in rule.parts}
        for line in statement.lines:
            if line.concept.derived is None:
                continue
            shown += 1
            above = next(ln for ln in reversed(statement.lines[: line.index]) if not ln.concept.derived)
            assert above.concept.name == line.concept.derived[1]
            assert above.members == line.members
            assert line.index not in summed
            # No row of a table is its own: a column of the line's is.
            assert (line.table, line.captions) == (None, ())
    assert shown > 20


# Sentences -------------------------------------------------------------------------------------------

FORMS = 'forms: {result: ["{subject} {was} {now}, {growth} {yoy}"]}'
SENTENCE = "{sentence: our-own, subject: Sales, says: result, concept: Revenues}"


@pytest.fixture
def sentences(damage: Damage, tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of sentences, the only one of the company."""

    def write(*written: str, forms: str = FORMS) -> Path:
        folder = tmp_path / "taxonomy" / "iij" / "sentences"
        for path in folder.glob("*.yaml"):
            path.unlink()
        folder.mkdir(exist_ok=True)
        path = folder / "sentences.yaml"
        path.write_text(
            "\n".join([forms, "sentences:", *(f"  - {one}" for one in written)]), encoding="utf-8"
        )
        return path

    return write


def test_a_sentence_gives_its_figures_what_their_names_say(
    sentences: Callable[..., Path], tmp_path: Path
) -> None:
    sentences(
        SENTENCE,
        '{sentence: other, says: ["{now} and {growth}", "{end}"], concept: Goodwill, figures: {'
        "now: {concept: Revenues, members: {ProductOrServiceAxis: HihoMember}, sign: -1}, "
        "growth: {concept: RecurringRevenueOverRevenues, period: year}}, "
        "members: {ConsolidationItemsAxis: OperatingSegmentsMember}}",
    )
    own, other = load_company(tmp_path / "taxonomy" / "iij").sentences
    assert (own.name, own.subject, own.wordings) == (
        *("our-own", ("Sales",), ("{subject} {was} {now}, {growth} {yoy}",)),
    )
    assert {n: (f.concept.name, f.at, f.sign, f.members) for n, f in own.figures.items()} == {
        "now": ("Revenues", "quarter", 1, ()),
        "growth": ("RevenuesChangeOverPriorYear", "quarter", 1, ()),
    }
    # A figure's own concept is that concept, not one derived from it, and its own members replace the others.
    segments = (("ConsolidationItemsAxis", "OperatingSegmentsMember"),)
    assert {n: (f.concept.name, f.at, f.sign, f.members) for n, f in other.figures.items()} == {
        "now": ("Revenues", "quarter", -1, (("ProductOrServiceAxis", "HihoMember"),)),
        "growth": ("RecurringRevenueOverRevenues", "year", 1, segments),
        "end": ("Goodwill", "end", 1, segments),
    }


@pytest.mark.parametrize(
    ("sentence", "code", "says", "mend"),
    [
        (SENTENCE.replace("result", "resulted"), "unknown-form", "no form is called resulted", "result"),
        (
            SENTENCE.replace("Revenues", "Revenue"),
            *("unknown-concept", "Revenue is used but not defined", "Nearest known: Revenues"),
        ),
        (
            # Nothing shows the change of goodwill over a year.
            SENTENCE.replace("Revenues", "Goodwill"),
            *("unknown-concept", "GoodwillChangeOverPriorYear is used", "Say `derive: [growth]` on a line"),
        ),
        (
            SENTENCE.replace(", concept: Revenues", ""),
            *("figure", "the figure growth of our-own has no concept", "Say it."),
        ),
        (
            SENTENCE.replace("}", ", figures: {result: {concept: Goodwill}}}"),
            *("figure", "the figure result of our-own has no period", "Say it."),
        ),
        (
            SENTENCE.replace("}", ", members: {ProductOrServiceAxis: HihooMember}}"),
            *("unknown-concept", "HihooMember is used but not defined", "HihoMember"),
        ),
        (
            SENTENCE.replace("Revenues", "NumberOfStores").replace("result", '"{now} stores"'),
            *("not-presented", "NumberOfStores of the sentence our-own stands in no statement"),
            "without a table will do",
        ),
        (SENTENCE.replace("our-own", "Our own"), "yaml", "sentence is 'Our own': its form is", ""),
        (SENTENCE.replace("}", ", figures: {now: {period: now}}}"), "yaml", "no period is called so", ""),
        (
            SENTENCE.replace("concept:", "concepts:"),
            "yaml",
            "there is no key concepts here",
            "Is it concept?",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)
def test_a_mistake_in_a_sentence_is_named_with_its_line(
    sentences: Callable[..., Path], tmp_path: Path, sentence: str, code: str, says: str, mend: str
) -> None:
    path = sentences(SENTENCE.replace("our-own", "another"), sentence)
    (finding, *_) = (f for f in findings_of(tmp_path / "taxonomy" / "iij") if says in f.message)
    assert finding.code == f"definition.{code}"
    assert mend in finding.mend
    assert (finding.places[0].file, finding.places[0].line) == (str(path), 4)


def test_two_sentences_of_one_name(sentences: Callable[..., Path], tmp_path: Path) -> None:
    sentences(SENTENCE, SENTENCE)
    (finding,) = findings_of(tmp_path / "taxonomy" / "iij")
    assert (finding.code, finding.places[0].line) == ("definition.twice", 4)


def test_a_company_adds_to_the_numbers_that_are_no_figures(damage: Damage, tmp_path: Path) -> None:
    folder = tmp_path / "taxonomy" / "iij"
    before = load_company(folder).vocabulary.not_figures
    damage(COMPANY, "not-figures:\n", "not-figures:\n  - {pattern: 'Room \\d+', why: a room}\n")
    after = load_company(folder).vocabulary.not_figures
    assert set(after) - set(before) == {("Room \\d+", "a room")}


# release.yaml ----------------------------------------------------------------------------------------


@pytest.fixture
def release_folder(root: Path, tmp_path: Path) -> Path:
    text = (root / "instances" / "iij-2018q1" / "release.yaml").read_text(encoding="utf-8")
    company = root / "taxonomy" / "iij"
    (tmp_path / "release.yaml").write_text(
        text.replace("company: ../../taxonomy/iij", f"company: {company}"), encoding="utf-8"
    )
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("quarter: 1", "quarter: 5", "quarter is 5: it should be less than or equal to 4"),
        ("fiscal-year: 2018", "fiscal_year: 2018", "there is no key fiscal_year here"),
        ('by: "733000"', 'by: "0.7 million"', "by is '0.7 million': its form is"),
        ('by: "733000"', "by: 733000", "by is 733000 and has to be text, a number between quotation marks"),
        ("fiscal-year: 2018", "fiscal-year: 18", "fiscal-year is 18: it should be greater than or equal to"),
        ("text: release.txt", "text: []", "text is [] and has to be text"),
    ],
)
def test_a_mistake_in_a_release_is_named_with_its_line(
    release_folder: Path, old: str, new: str, says: str
) -> None:
    path = release_folder / "release.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_release(release_folder)
    found = [(f.places[0].file, f.places[0].line) for f in caught.value.findings if says in f.message]
    assert found == [(str(path), line_of(path, new))]


def test_an_exception_is_of_a_total_or_of_a_repeat(release_folder: Path) -> None:
    path = release_folder / "release.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('by: "733000"', 'by: "733000"\n    repeat: A/B'), encoding="utf-8")
    with pytest.raises(InputError, match="give one of relation and repeat") as caught:
        load_release(release_folder)
    (finding,) = caught.value.findings
    assert finding.places[0].line == line_of(path, "relation: AdjustedEbitdaReconciliation/OperatingIncome")


def test_a_folder_without_a_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_release(tmp_path)
    assert [finding.code for finding in caught.value.findings] == ["input.no-release"]


# Weights ---------------------------------------------------------------------------------------------

# The weights that the balances of a total and its part allow (XBRL 2.1, 5.1.1.2). Where one of them has no
# balance either weight may stand, and the default is ours: a total without balance takes debits in and
# credits out, as the cash flow sections of us-gaap do.
DECIDED = {("debit", "debit"): 1, ("credit", "credit"): 1, ("debit", "credit"): -1, ("credit", "debit"): -1}
DEFAULT = {
    **{("debit", None): 1, ("credit", None): 1, (None, None): 1},
    **{(None, "debit"): 1, (None, "credit"): -1},
}
SILENT = (None, 1, -1)


def resolve(
    definition: ReleaseDefinition, total: str | None, part: str | None, weight: int | None, *, listed: bool
) -> tuple[int | None, list[str]]:
    """The weight in a statement of one total and one part, and the codes of what was found."""
    money = definition.company.concept("Goodwill")
    concepts = definition.company.concepts | {
        "Above": replace(money, name="Above", balance=total),
        "Below": replace(money, name="Below", balance=part),
    }
    below: dict[str, Any] = {"concept": "Below"}
    above: dict[str, Any] = {"total": "Above"}
    if listed:
        above["of"] = ["Below"] if weight is None else {"Below": weight}
    elif weight is not None:
        below["weight"] = weight
    data = {
        **{"statement": "S", "sort": 1, "role-type": "Statement", "title": {"en": "S", "ja": "S"}},
        **{"root": "AssetsAbstract", "lines": [below, above]},
    }
    model = StatementFile.model_validate(data)
    resolver = StatementResolver(Document("s.yaml", data, {}), model, concepts, Derivations({}))
    statement = resolver.resolve()
    weights = [] if statement is None else [w for s in statement.sums for _, w in s.parts]
    return next(iter(weights), None), [finding.code for finding in resolver.findings]


@pytest.mark.parametrize("listed", [False, True], ids=["in-its-group", "listed-in-of"])
@pytest.mark.parametrize(("total", "part", "weight"), [(*pair, w) for pair in DECIDED for w in SILENT])
def test_two_balances_decide_the_weight(
    definition: ReleaseDefinition, total: str, part: str, weight: int | None, listed: bool
) -> None:
    due = DECIDED[total, part]
    if weight is None or weight == due:
        assert resolve(definition, total, part, weight, listed=listed) == (due, [])
    else:
        assert resolve(definition, total, part, weight, listed=listed) == (
            None,
            ["definition.balance-weight"],
        )


@pytest.mark.parametrize("listed", [False, True], ids=["in-its-group", "listed-in-of"])
@pytest.mark.parametrize(("total", "part", "weight"), [(*pair, w) for pair in DEFAULT for w in SILENT])
def test_without_two_balances_a_stated_weight_stands(
    definition: ReleaseDefinition, total: str | None, part: str | None, weight: int | None, listed: bool
) -> None:
    due = DEFAULT[total, part] if weight is None else weight
    assert resolve(definition, total, part, weight, listed=listed) == (due, [])


def test_the_tables_of_weights_cover_every_combination() -> None:
    assert {*DECIDED, *DEFAULT} == set(product(("debit", "credit", None), repeat=2))


def test_no_calculation_of_the_definitions_contradicts_a_balance(definition: ReleaseDefinition) -> None:
    arcs = [
        (statement.lines[rule.total].concept, statement.lines[part].concept, weight)
        for statement in definition.company.statements
        for rule in statement.sums
        for part, weight in rule.parts
    ]
    assert len(arcs) > 100
    for total, part, weight in arcs:
        assert DECIDED.get((total.balance, part.balance), weight) == weight, (total.name, part.name)


def test_no_code_and_no_template_knows_a_company(root):
    companies = {path.parent.name: path for path in (root / "taxonomy").glob("*/company.yaml")}
    called = [yaml.safe_load(path.read_text(encoding="utf-8"))["company"] for path in companies.values()]
    known = set(companies) | {name.removesuffix(" Inc.") for texts in called for name in texts.values()}
    assert {"Apple", "Internet Initiative Japan"} <= known
    names = known | {"Internet Initiative", "株式会社"}
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in (root / "generator" / "tieout").rglob("*")
        if path.suffix in (".py", ".j2", ".js", ".yaml", ".xhtml")
    }
    assert len(texts) > 80
    for name in names:
        told = {path: text for path, text in texts.items() if name.casefold() in text.casefold()}
        word = re.compile(rf"(?<![A-Za-z]){re.escape(name)}(?![a-z])", re.IGNORECASE)
        assert not [path.name for path, text in told.items() if word.search(text)], name
