"""The second company: dollars, weeks, a page as filings have it, and nothing of it in code."""

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from build_helpers import Outcome, as_csv, bare_arelle, follow, quiet_build, read_facts, report_of, snapshot
from tieout.core import Figure
from tieout.definitions import ReleaseDefinition
from tieout.layout import read_release
from tieout.pipeline import Read

RELEASE, STEM = "aapl-2025q2", "aapl-20250329"
NOW, BEFORE = "D20241229-20250329", "D20231231-20240330"
HALF, HALF_BEFORE = "D20240929-20250329", "D20231001-20240330"
XLINK = "{http://www.w3.org/1999/xlink}"
MARCH, SEPTEMBER = "I20250329", "I20240928"
SALES = "RevenueFromContractWithCustomerExcludingAssessedTax"
UNITS = "(In millions, except number of shares, which are reflected in thousands, and per-share amounts)"


@pytest.fixture(scope="module")
def apple(done: Read) -> ReleaseDefinition:
    return done.definition


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return report_of(root / "instances" / RELEASE, ("inline",), tmp_path_factory)


@pytest.fixture(scope="module")
def done(aapl: Read) -> Read:
    return aapl


@pytest.fixture(scope="module")
def page(apple: ReleaseDefinition) -> str:
    return apple.text.read_text(encoding="utf-8")


def changed(page: str, old: str, new: str, apple: ReleaseDefinition, folder: Path) -> Outcome:
    """The page with a text replaced where it stands first."""
    assert old in page
    return follow(page.replace(old, new, 1).split("\n"), apple, folder)


# What is reported -------------------------------------------------------------------------------------


@pytest.mark.whole
def test_every_figure_is_proven_and_nothing_is_found(built: Path, done: Read) -> None:
    assert (done.findings, done.notices, done.definition.exceptions) == ((), (), ())
    assert done.tied is not None
    assert len(done.facts.facts) == len(read_facts(built / f"{STEM}.xbrl"))


@pytest.mark.arelle
def test_arelle_finds_nothing_either(root: Path, built: Path, tmp_path: Path) -> None:
    proven = quiet_build(root / "instances" / RELEASE, tmp_path / "xbrl", formats=("inline",))
    assert (proven.findings, proven.published) == ((), True)
    assert snapshot(tmp_path / "xbrl") == snapshot(built)


def test_the_facts_are_exactly_the_golden_ones(root: Path, built: Path) -> None:
    golden = root / "tests" / "golden" / f"{RELEASE}-facts.csv"
    assert as_csv(read_facts(built / f"{STEM}.xbrl")) == golden.read_text(encoding="utf-8")


# Read from the published statements by a person, not by the program.
_BY_HAND = [
    (SALES, NOW, "USD", "-6", "95359000000"),
    (SALES, f"{NOW}_OperatingSegments_GreaterChinaSegment", "USD", "-6", "16002000000"),
    (SALES, f"{HALF_BEFORE}_IPhone", "USD", "-6", "115665000000"),
    ("CostOfGoodsAndServicesSold", f"{HALF}_Service", "USD", "-6", "13040000000"),
    ("NonoperatingIncomeExpense", NOW, "USD", "-6", "-279000000"),  # (279): an expense
    ("NetIncomeLoss", NOW, "USD", "-6", "24780000000"),
    # Per share in dollars and cents, counts of shares in thousands, whatever stands above their column.
    ("EarningsPerShareDiluted", NOW, "USD_per_shares", "2", "1.65"),
    ("WeightedAverageNumberOfDilutedSharesOutstanding", NOW, "shares", "-3", "15056133000"),
    ("CommonStockDividendsPerShareDeclared", HALF_BEFORE, "USD_per_shares", "2", "0.48"),
    ("Assets", MARCH, "USD", "-6", "331233000000"),
    ("RetainedEarningsAccumulatedDeficit", SEPTEMBER, "USD", "-6", "-19154000000"),
    # What the balance sheet prints inside a caption is in the units of its unit line, too.
    ("CommonStockParOrStatedValuePerShare", MARCH, "USD_per_shares", "5", "0.00001"),
    ("CommonStockSharesAuthorized", SEPTEMBER, "shares", "-3", "50400000000"),
    ("CommonStockSharesIssued", MARCH, "shares", "-3", "14939315000"),
    ("CommonStockSharesOutstanding", SEPTEMBER, "shares", "-3", "15116786000"),
    # (2,217) beside net income is income without cash; (6,011) is a payment.
    ("OtherNoncashIncomeExpense", HALF, "USD", "-6", "2217000000"),
    ("IncreaseDecreaseInOtherReceivables", HALF, "USD", "-6", "-9171000000"),
    ("PaymentsToAcquirePropertyPlantAndEquipment", HALF, "USD", "-6", "6011000000"),
    ("ProceedsFromRepaymentsOfCommercialPaper", HALF, "USD", "-6", "-3968000000"),
    # Of the text alone: growth, and what was declared on the day of the release.
    (f"{SALES}ChangeOverPriorYear", f"{NOW}_Service", "pure", "2", "0.12"),
    ("EffectiveIncomeTaxRateContinuingOperations", BEFORE, "pure", "3", "0.158"),
    (
        "CommonStockDividendsPerShareDeclared",
        "D20250501-20250501_SubsequentEvent",
        "USD_per_shares",
        "2",
        "0.26",
    ),
]


@pytest.mark.parametrize("fact", _BY_HAND, ids=lambda fact: f"{fact[0]}-{fact[1]}")
def test_figures_read_by_hand(built: Path, fact: tuple[str, ...]) -> None:
    rows = {(row[0].partition(":")[2], *row[1:]) for row in read_facts(built / f"{STEM}.xbrl")}
    assert fact in rows


def _facts(model: Any) -> set[tuple[str, ...]]:
    """Each fact once: a figure that is printed again has a tag of its own, numbered after a point."""
    return {
        (str(fact.qname), fact.contextID, fact.unitID or "", fact.decimals or "", _value(fact))
        for fact in model.factsInInstance
        if "." not in fact.id
    }


def _value(fact: Any) -> str:
    if fact.isNil:
        return "nil"
    return f"{Decimal(fact.value).normalize():f}" if fact.isNumeric else str(fact.value)


@pytest.mark.arelle
def test_the_inline_report_holds_the_same_facts(built: Path) -> None:
    inline = bare_arelle(built / f"{STEM}.xhtml", _facts, formulaAction="none")[1]
    instance = {
        (*row[:-1], f"{Decimal(row[-1]).normalize():f}" if row[2] and row[-1] != "nil" else row[-1])
        for row in read_facts(built / f"{STEM}.xbrl")
    }
    assert inline == instance


def test_a_reader_of_the_report_is_told_whose_page_it_is_and_in_what_it_counts(built: Path) -> None:
    for name in (f"{STEM}.xhtml", "index.html"):
        text = (built / name).read_text(encoding="utf-8")
        assert "not a document of the company" in text or "is a document of the company" in text, name
    tree = etree.parse(str(built / f"{STEM}.xhtml"))
    captions = [str(caption.text) for caption in tree.iter("{*}caption")]
    assert captions
    assert all(caption.endswith("USD)") for caption in captions)
    # A report without notes has no heading for them.
    assert "notes" not in {element.get("id") for element in tree.iter("{*}h2")}


def test_the_company_is_known_by_its_number_at_the_sec(built: Path) -> None:
    root = etree.parse(str(built / f"{STEM}.xbrl")).getroot()
    found = {
        (entity.get("scheme"), entity.text)
        for entity in root.iter("{http://www.xbrl.org/2003/instance}identifier")
    }
    assert found == {("http://www.sec.gov/CIK", "0000320193")}
    assert [key.text for key in root.iter("{*}EntityCentralIndexKey")] == ["0000320193"]


def test_a_company_that_the_sec_does_not_know_has_no_number_there(definition: ReleaseDefinition) -> None:
    cover = next(one for one in definition.company.statements if one.name == "Cover")
    assert "EntityCentralIndexKey" not in {line.concept.name for line in cover.lines}
    assert definition.company.scheme == "http://www.tse.or.jp/sicc"


def test_each_number_is_traced_to_its_line_and_element_in_the_page(
    built: Path, done: Read, page: str
) -> None:
    tree = etree.HTML(page)
    lines = page.split("\n")
    with (built / "trace.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(done.traced) > 250
    for row in rows:
        # Brackets close in a cell of their own, and a mark is raised.
        printed = row["printed"].strip("()¹ ")
        (element,) = tree.xpath(row["source-path"])
        assert printed in "".join(element.itertext()).replace("\xa0", " ")
        assert printed in lines[int(row["source-line"]) - 1]


def test_categories_are_parts_of_the_products_in_both_trees(built: Path) -> None:
    for kind, name in (("pre", "presentationLink"), ("def", "definitionLink")):
        tree = etree.parse(str(built / f"{STEM}_{kind}.xml")).getroot()
        links = tree.findall(f"{{*}}{name}[@{XLINK}role='http://aapl.tieout.example/role/CategorySales']")
        arcs = [(arc.get(f"{XLINK}from"), arc.get(f"{XLINK}to")) for link in links for arc in link.iter()]
        parts = {
            part.removesuffix("Member") for whole, part in arcs if whole == "tieout_ProductMember" and part
        }
        assert parts == {"aapl_IPhone", "aapl_Mac", "aapl_IPad", "aapl_WearablesHomeAndAccessories"}
        wholes = {part for whole, part in arcs if whole == "tieout_ProductsAndServicesDomain"}
        assert wholes == {"tieout_ProductMember", "tieout_ServiceMember"}


# What is found ----------------------------------------------------------------------------------------


def test_a_wrong_digit_is_found_in_the_page(page: str, apple: ReleaseDefinition, tmp_path: Path) -> None:
    outcome = changed(page, ">16,002<", ">16,012<", apple, tmp_path)
    assert outcome.codes == ["tie.total-off"]
    said = outcome.found("tie.total-off")
    assert said.subject == f"SegmentSales/{SALES}-net-sales"
    release = read_release(tmp_path / "release.txt", apple.company)
    (place,) = (p for p in release.located(said).places if "Greater China" in p.row)
    assert place.source is not None
    assert page.split("\n")[place.source.line - 1].count("Greater China") == 1


@pytest.mark.parametrize("line", ["(In thousands, except per-share amounts)", "(In millions)"])
def test_another_unit_line_is_a_finding_for_each_column(
    page: str, apple: ReleaseDefinition, tmp_path: Path, line: str
) -> None:
    outcome = changed(page, UNITS, line, apple, tmp_path)
    wrong = [f for f in outcome.errors if f.code == "mapping.unit-differs"]
    assert len({f.places[0].head for f in wrong}) == 4
    assert all(f'"{line}"' in f.message for f in wrong)


def test_a_unit_line_that_says_the_same_in_other_words_is_none(
    page: str, apple: ReleaseDefinition, tmp_path: Path
) -> None:
    same = "(In Millions, Except Number of Shares, Which Are Reflected in Thousands, and Per Share Amounts)"
    assert changed(page, UNITS, same, apple, tmp_path).errors == []


def test_a_table_without_a_unit_is_told_once_for_each_of_its_columns(
    page: str, apple: ReleaseDefinition, tmp_path: Path
) -> None:
    outcome = changed(page, UNITS, "", apple, tmp_path)
    # The other tables tell its scale; what it says of counts of shares is lost.
    assert [f.code for f in outcome.errors].count("mapping.unit-differs") == 4


def test_what_is_wrong_about_a_head_is_told_once_for_all_parts_of_a_table(
    page: str, apple: ReleaseDefinition, tmp_path: Path
) -> None:
    outcome = changed(page, "March 30,<br/>2024", "March 31,<br/>2024", apple, tmp_path)
    # No quarter of the fiscal year ends on that Sunday; its cells are not told one by one.
    assert [f.code for f in outcome.errors].count("mapping.column-off-calendar") == 1
    assert "mapping.cell-no-column" not in {f.code for f in outcome.errors}


def test_a_damaged_amount_is_proven_in_its_own_precision(
    page: str, apple: ReleaseDefinition, tmp_path: Path
) -> None:
    outcome = changed(page, ">50,492<", ">50,49<", apple, tmp_path)
    assert outcome.errors == []
    assert outcome.values[f"CostOfGoodsAndServicesSold_{NOW}"] == (Decimal("50492000000"), -6)
    # Beside amounts of money, earnings per share would be printed with two places.
    (cell,) = changed(page, ">3.72<", ">3.7<sup>x</sup>2<", apple, tmp_path).mapped.damaged
    assert (cell.places, cell.scale, cell.measure) == (2, 0, "USD/shares")


def test_a_dividend_of_another_day_is_a_finding(page: str, apple: ReleaseDefinition, tmp_path: Path) -> None:
    outcome = changed(page, "On May&#160;1, 2025", "On April&#160;1, 2025", apple, tmp_path)
    assert "mapping.sentence-period" in outcome.codes
    assert "2025-05-01" in outcome.found("mapping.sentence-period").message


def test_a_part_of_a_table_whose_row_is_reworded_is_missing_by_its_row(
    page: str, apple: ReleaseDefinition, tmp_path: Path
) -> None:
    outcome = changed(page, "Net sales by category:", "Net sales by kind:", apple, tmp_path)
    assert 'below a row "Net sales by category"' in outcome.found("mapping.table-missing").message


def test_figures_of_one_table_are_of_the_statements_that_its_parts_are_of(
    apple: ReleaseDefinition, tmp_path: Path, page: str
) -> None:
    outcome = follow(page.split("\n"), apple, tmp_path)
    total = {
        p.statement: p.figure
        for p in outcome.mapped.printed
        if p.concept.name == SALES and p.text == "95,359"
    }
    assert total == dict.fromkeys(
        ("IncomeStatement", "SegmentSales", "CategorySales"), Figure(Decimal("95359000000"), -6)
    )
