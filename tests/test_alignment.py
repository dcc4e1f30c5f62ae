"""Concepts against the official taxonomies that they are aligned with, and against rules of their own."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from tieout.definitions import Concept, ReleaseDefinition
from tieout.definitions.models import ConceptType
from tieout.render.names import TYPES

Element = dict[str, str]

LISTS = {
    "us-gaap": "us-gaap-elements-2018.csv",
    "srt": "srt-elements-2019.csv",
    "dei": "dei-elements-2018.csv",
}
# The list of us-gaap is put together from several sources; these rows of it can be trusted.
TRUSTED = {"schema", "sec-published", "rule"}


@pytest.fixture(scope="module")
def elements(shared: Path) -> dict[str, Element]:
    """The official elements by prefix:Name."""
    found: dict[str, Element] = {}
    for prefix, name in LISTS.items():
        path = shared / "reference" / name
        if not path.is_file():
            pytest.skip(f"there is no {name}")
        with path.open(encoding="utf-8", newline="") as file:
            found |= {f"{prefix}:{row['name']}": row for row in csv.DictReader(file)}
    return found


def concepts(definition: ReleaseDefinition, *relations: str) -> list[Concept]:
    return [c for c in definition.company.concepts.values() if not relations or c.relation in relations]


# Against the official lists --------------------------------------------------------------------------


def _unlike(concept: Concept, element: Element) -> Iterator[str]:
    due = {
        "name": concept.name,
        "type": TYPES[concept.type],
        "balance": concept.balance or "",
        "periodType": concept.period,
        "abstract": str(concept.abstract).lower(),
    }
    if element.get("attribute_source") == "sec-R-page" and element["name"].endswith("LineItems"):
        # Pages of filings do not show which elements are abstract; line items are, by their name.
        due.pop("abstract")
    for key, value in due.items():
        if element[key] != value:
            yield f"{concept.name}: {key} is {value}, officially {element[key]}"
    if element.get("deprecated_in_2018") == "true":
        yield f"{concept.name} is deprecated"
    if element.get("balance_status", "schema") not in TRUSTED:
        yield f"{concept.name} is aligned with a row that cannot be trusted"


@pytest.mark.parametrize("prefix", LISTS)
def test_an_exact_concept_is_the_official_one(
    definition: ReleaseDefinition, elements: dict[str, Element], prefix: str
) -> None:
    exact = [c for c in concepts(definition, "exact") if (c.element or "").startswith(f"{prefix}:")]
    assert exact
    missing = [c.element for c in exact if c.element not in elements]
    assert missing == []
    assert [text for c in exact for text in _unlike(c, elements[c.element or ""])] == []


def test_a_narrower_or_wider_element_exists_and_is_in_force(
    definition: ReleaseDefinition, elements: dict[str, Element]
) -> None:
    anchored = concepts(definition, "narrower", "wider")
    assert anchored
    rows = {c.name: elements.get(c.element or "") for c in anchored}
    assert [name for name, row in rows.items() if row is None] == []
    assert [n for n, row in rows.items() if row and row.get("deprecated_in_2018") == "true"] == []


def test_an_anchored_concept_has_the_period_type_of_its_element(
    definition: ReleaseDefinition, elements: dict[str, Element]
) -> None:
    # A part and its whole are of one kind: one of the two alone cannot be an instant.
    unlike = [
        c.name
        for c in concepts(definition, "narrower", "wider")
        if elements[c.element or ""]["periodType"] not in ("", c.period)
    ]
    assert unlike == []


def test_what_is_aligned_with_nothing_has_no_official_namesake_it_could_be(
    definition: ReleaseDefinition, elements: dict[str, Element]
) -> None:
    same = [
        c.name
        for c in concepts(definition, "none", "narrower", "wider")
        for prefix in LISTS
        if (row := elements.get(f"{prefix}:{c.name}")) is not None
        if (row["type"], row["balance"], row["periodType"]) == (TYPES[c.type], c.balance or "", c.period)
    ]
    assert same == []


# Against the rules of their own ----------------------------------------------------------------------


def test_every_concept_is_labelled_and_documented_in_both_languages(definition: ReleaseDefinition) -> None:
    for concept in concepts(definition):
        for texts in (concept.label, concept.doc):
            assert set(texts) == {"en", "ja"}, concept.name
            assert all(text.strip() == text and text for text in texts.values()), concept.name


def test_japanese_texts_are_japanese(definition: ReleaseDefinition) -> None:
    # A text that was copied and never translated has no kana and no kanji.
    japanese = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
    for concept in concepts(definition):
        assert japanese.search(concept.label["ja"]), concept.name
        assert japanese.search(concept.doc["ja"]), concept.name
        assert not japanese.search(concept.label["en"] + concept.doc["en"]), concept.name


def test_standard_labels_are_unique_in_each_language(definition: ReleaseDefinition) -> None:
    for language in ("en", "ja"):
        labels = [concept.label[language] for concept in concepts(definition)]
        assert sorted(labels) == sorted(set(labels))


def test_abstract_concepts_have_neither_balance_nor_instant(definition: ReleaseDefinition) -> None:
    abstract = [concept for concept in concepts(definition) if concept.abstract]
    assert abstract
    assert [c.name for c in abstract if c.balance or c.period != "duration" or c.numeric] == []


def test_money_on_the_statements_has_a_balance_or_says_what_positive_means(
    definition: ReleaseDefinition,
) -> None:
    silent = [
        c.name
        for c in concepts(definition)
        if c.type == "monetary" and c.balance is None and "positive" not in c.doc["en"].casefold()
    ]
    assert silent == []


def test_only_money_has_a_balance(definition: ReleaseDefinition) -> None:
    assert [c.name for c in concepts(definition) if c.balance and c.type != "monetary"] == []


def test_each_relation_has_the_element_it_speaks_of(definition: ReleaseDefinition) -> None:
    for concept in concepts(definition):
        assert (concept.element is None) == (concept.relation == "none"), concept.name
        if concept.element is not None:
            prefix, _, name = concept.element.partition(":")
            assert prefix in definition.company.official, concept.name
            assert (name == concept.name) or concept.relation != "exact"


def test_a_companys_concepts_are_its_own(definition: ReleaseDefinition) -> None:
    # What is exactly official is of use to every company: it belongs into the base layer.
    own = definition.company.own.concepts.values()
    assert [concept.name for concept in own if concept.relation == "exact"] == []
    assert not definition.company.own.concepts.keys() & definition.company.base.concepts.keys()


def test_every_concept_of_a_company_is_used(definition: ReleaseDefinition) -> None:
    # The base layer holds what any company may need; what a company adds, it adds because it reports it.
    used = {
        concept.name
        for statement in definition.company.statements
        for concept in (
            *(statement.root, statement.hypercube, statement.line_items),
            *(line.concept for line in statement.lines),
            *(inside for line in statement.lines for group in line.inside.values() for inside in group),
            *(concept for axis, members in statement.axes for concept in (axis, *members)),
        )
    }
    used |= {concept.default for concept in concepts(definition) if concept.default}
    assert sorted(definition.company.own.concepts.keys() - used) == []


# What the base layer has to hold at least for a kind of statement to be drafted from it alone.
NEEDED = {
    "classified balance sheet": """
        AssetsCurrent MarketableSecuritiesCurrent OtherAssetsNoncurrent LiabilitiesCurrent
        ContractWithCustomerLiabilityCurrent CommercialPaper LiabilitiesNoncurrent
        LiabilitiesAndStockholdersEquity OperatingLeaseRightOfUseAsset
        CommonStocksIncludingAdditionalPaidInCapital CommitmentsAndContingencies
    """,
    "unclassified balance sheet": """
        CashAndDueFromBanks LoansAndLeasesReceivableNetReportedAmount OtherAssets Assets Deposits
        SubordinatedDebt OtherLiabilities Liabilities StockholdersEquity
    """,
    "single-step income statement": """
        Revenues CostsAndExpenses
        IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest
        ProfitLoss
    """,
    "multi-step income statement": """
        RevenueFromContractWithCustomerExcludingAssessedTax CostOfGoodsAndServicesSold GrossProfit
        OperatingExpenses OperatingIncomeLoss NonoperatingIncomeExpense IncomeTaxExpenseBenefit
        NetIncomeLoss
    """,
    "bank's income statement": """
        InterestAndDividendIncomeOperating InterestIncomeExpenseNet NoninterestExpense
        InterestIncomeExpenseAfterProvisionForLoanLoss NoninterestIncome
        ProvisionForLoanLeaseAndOtherLosses
    """,
    "insurer's income statement": """
        PremiumsEarnedNet NetInvestmentIncome PolicyholderBenefitsAndClaimsIncurredNet
    """,
    "indirect cash flows": """
        ShareBasedCompensation OtherNoncashIncomeExpense IncreaseDecreaseInOtherReceivables
        NetCashProvidedByUsedInOperatingActivities PaymentsToAcquireAvailableForSaleSecuritiesDebt
        PaymentsForRepurchaseOfCommonStock RepaymentsOfLongTermDebt
        ProceedsFromRepaymentsOfCommercialPaper
    """,
    "direct cash flows": """
        ProceedsFromCustomers PaymentsToSuppliers PaymentsToEmployees IncomeTaxesPaidNet
    """,
    "segments": """
        StatementBusinessSegmentsAxis ConsolidationItemsAxis OperatingSegmentsMember
        CorporateNonSegmentMember PaymentsToAcquireProductiveAssets DepreciationDepletionAndAmortization
        Assets
    """,
    "revenue by category": """
        ProductOrServiceAxis ProductMember ServiceMember StatementGeographicalAxis
        TimingOfTransferOfGoodOrServiceAxis
    """,
    "shares": """
        CommonStockSharesOutstanding WeightedAverageNumberOfDilutedSharesOutstanding
        EarningsPerShareDiluted CommonStockParOrStatedValuePerShare
        StockRepurchasedAndRetiredDuringPeriodShares
    """,
    "dividends": """
        CommonStockDividendsPerShareDeclared CommonStockDividendsPerShareCashPaid PaymentsOfDividends
    """,
    "measures outside GAAP": """
        FreeCashFlow Ebitda NonGaapOperatingIncomeLoss NonGaapNetIncomeLoss
        NonGaapEarningsPerShareDiluted
    """,
    "outlook": """
        StatementScenarioAxis ScenarioForecastMember RangeAxis MinimumMember MaximumMember
    """,
}


def test_the_base_layer_holds_some_four_hundred_concepts(definition: ReleaseDefinition) -> None:
    # Those written in its files: what statements derive from them is not counted.
    base = [c for c in definition.company.base.concepts.values() if c.derived is None]
    assert len(base) >= 400
    exact = [c for c in base if c.relation == "exact"]
    assert len(exact) >= 400
    # What has no official element is an exception, and says what it is anchored to where there is a kin.
    assert len(exact) / len(base) > 0.9


@pytest.mark.parametrize("kind", NEEDED)
def test_the_base_layer_holds_what_is_commonly_needed(definition: ReleaseDefinition, kind: str) -> None:
    assert sorted(set(NEEDED[kind].split()) - definition.company.base.concepts.keys()) == []


def test_every_type_that_yaml_allows_has_a_type_of_xbrl() -> None:
    assert set(get_args(ConceptType)) == TYPES.keys()
