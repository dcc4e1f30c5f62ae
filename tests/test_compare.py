"""Two releases of a company against each other: restatements, lines that came and went, quarters."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

import build_helpers
from build_helpers import edit, tieout
from tieout.compare import Difference, Side, compare
from tieout.core import InputError, Period
from tieout.definitions import ReleaseDefinition
from tieout.facts import Context, Fact, FactSet
from tieout.render import render_quarters

pytestmark = pytest.mark.whole

_RELEASE = "instances/iij-2018q1"


def test_a_release_against_itself_differs_in_nothing(definition: ReleaseDefinition, facts: FactSet) -> None:
    side = Side(definition, facts)
    told = compare(side, side)
    figures = [fact for fact in facts.facts if fact.figure is not None]
    assert told == Difference(len(figures), 0, (), (), ())


@pytest.fixture
def earlier(root: Path, tmp_path: Path) -> Path:
    return build_helpers.copy_release(root, tmp_path)


def test_a_figure_that_is_printed_otherwise_now_is_restated(root: Path, earlier: Path) -> None:
    # No relation covers the interest that was paid: the earlier release is sound in itself.
    edit(earlier / "release.txt", "Interest paid\t87,211\t", "Interest paid\t78,211\t")
    said = tieout("diff", earlier, root / _RELEASE, "--json")
    assert said.exit_code == 1
    (finding,) = json.loads(said.output)["findings"]
    assert finding["code"] == "diff.restated"
    assert "87,211,000 now and was 78,211,000" in finding["message"]
    now, was = finding["places"]
    assert now["file"].endswith("iij-2018q1/release.txt") and str(earlier) in was["file"]
    assert now["line"] == was["line"]


def test_quarters_are_drawn_with_what_was_printed_of_them_before(
    root: Path, earlier: Path, tmp_path: Path
) -> None:
    # Made up: the quarter of the year before as another release might have had it.
    edit(earlier / "release.txt", "Interest paid\t87,211\t", "Interest paid\t78,211\t")
    drawn = tmp_path / "quarters.svg"
    said = tieout("diff", earlier, root / _RELEASE, "--plot", drawn)
    assert "1 findings" in said.output
    picture = etree.parse(drawn).getroot()
    texts = ["".join(text.itertext()).strip() for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    quarters = [text for text in texts if "2018-04-01 – 2018-06-30" in text]
    assert "Revenues" in " ".join(texts) and "JPY millions" in " ".join(texts)
    assert len(quarters) >= 2
    assert tieout("diff", earlier, root / _RELEASE / "release.txt", "--plot", drawn).exit_code == 2
    misnamed = tmp_path / "quarters.png"
    refused = tieout("diff", earlier, root / _RELEASE, "--plot", misnamed)
    assert refused.exit_code == 2 and "ends in .svg" in refused.output and not misnamed.exists()


def test_a_quarter_that_was_restated_has_both_bars(definition: ReleaseDefinition, facts: FactSet) -> None:
    before = tuple(
        replace(fact, value=Decimal(44_000_000_000)) if fact.id == "Revenues_D20180401-20180630" else fact
        for fact in facts.facts
    )
    sides = Side(definition, replace(facts, facts=before)), Side(definition, facts)
    drawn = "".join(map(str, render_quarters("quarters.svg", *sides).pieces))
    assert ">44,000<" in drawn and ">44,704.918<" in drawn
    # What agrees stands once.
    assert drawn.count(">41,090.") <= 1


def test_a_last_digit_that_is_printed_otherwise_is_restated(root: Path, earlier: Path) -> None:
    edit(earlier / "release.txt", "Interest paid\t87,211\t", "Interest paid\t87,212\t")
    said = tieout("diff", earlier, root / _RELEASE)
    assert said.exit_code == 1 and "87,211,000 now and was 87,212,000" in said.output


def test_a_figure_that_is_printed_more_roughly_is_not_restated(
    definition: ReleaseDefinition, facts: FactSet
) -> None:
    rough = tuple(
        replace(fact, value=Decimal(44_705_000_000), decimals=-6)
        if fact.id == "Revenues_D20180401-20180630"
        else fact
        for fact in facts.facts
    )
    assert compare(Side(definition, facts), Side(definition, replace(facts, facts=rough))).findings == ()


def test_lines_that_came_and_went_are_told_once(definition: ReleaseDefinition, facts: FactSet) -> None:
    left = tuple(fact for fact in facts.facts if fact.concept.name != "Goodwill")
    assert len(facts.facts) - len(left) > 1
    gone = compare(Side(definition, facts), Side(definition, replace(facts, facts=left)))
    assert [(line.label, line.place.line) for line in gone.gone] == [("Goodwill", 304)]
    assert gone.came == ()
    came = compare(Side(definition, replace(facts, facts=left)), Side(definition, facts))
    assert (came.came, came.gone) == (gone.gone, ())


def test_two_companies_are_not_compared(definition: ReleaseDefinition, facts: FactSet) -> None:
    other = replace(definition.company, own=replace(definition.company.own, authority="http://acme.example"))
    with pytest.raises(InputError, match=r"two releases|is Internet"):
        compare(Side(definition, facts), Side(replace(definition, company=other), facts))


def test_a_release_that_does_not_read_is_an_error_of_input(root: Path, earlier: Path) -> None:
    edit(earlier / "release.txt", "Inventories\t1,714,547\t", "Stock of goods\t1,714,547\t")
    said = tieout("diff", earlier, root / _RELEASE)
    assert said.exit_code == 2
    assert "Stock of goods" in said.output


# The taxonomy ------------------------------------------------------------------------------------------


def test_what_changed_in_the_taxonomy_is_told(root: Path, earlier: Path) -> None:
    # The earlier release reads the definitions of its own folder, as an older checkout has them.
    taxonomy = earlier.parents[1] / "taxonomy" / "iij"
    label = 'label: {en: "Outsourcing services, revenue", ja'
    edit(taxonomy / "concepts" / "revenue-and-cost.yaml", label, label.replace("services", "work"))
    edit(
        taxonomy / "concepts" / "orders.yaml",
        "  OrderBacklog:\n    type: monetary\n",
        "  OrderBacklog:\n    type: monetary\n    balance: credit\n",
    )
    edit(
        taxonomy / "statements" / "capital-expenditures.yaml",
        "of: [CapitalLeaseObligationsIncurred, PurchaseOfPropertyAndEquipmentForCapitalExpenditures]",
        "of: [PurchaseOfPropertyAndEquipmentForCapitalExpenditures]",
    )
    said = tieout("diff", earlier, root / _RELEASE, "--json")
    assert said.exit_code == 0
    told = {(c["subject"], c["what"]): (c["was"], c["now"]) for c in json.loads(said.output)["taxonomy"]}
    labels = told.pop(("iij:OutsourcingServicesRevenue", "label (en)"))
    assert labels == ("Outsourcing work, revenue", "Outsourcing services, revenue")
    assert told.pop(("iij:OrderBacklog", "balance")) == ("credit", "")
    calculation = "calculation of iij:CapitalExpendituresIncludingCapitalLeases"
    was, now = told.pop(("CapitalExpenditures", calculation))
    assert was == "+ iij:PurchaseOfPropertyAndEquipmentForCapitalExpenditures"
    assert now == f"+ tieout:CapitalLeaseObligationsIncurred {was}"
    # The rate of growth is labelled after what grows, in a line, too.
    derived = "iij:OutsourcingServicesRevenueChangeOverPriorYear"
    assert {subject for subject, _ in told} <= {derived, "NetworkServicesRevenueBreakdown"}
    plain = tieout("diff", earlier, root / _RELEASE)
    assert 'taxonomy: balance gone: iij:OrderBacklog, "credit"' in plain.output


# Quarters and the year ---------------------------------------------------------------------------------


def _second_quarter(facts: FactSet, *, off: Decimal = Decimal(0)) -> FactSet:
    """Facts of a second quarter that is like the first, and of the half year."""
    made: list[Fact] = []
    for fact in facts.facts:
        period = fact.context.period
        if period != Period(date(2018, 6, 30), date(2018, 4, 1)) or not isinstance(fact.value, Decimal):
            continue
        for later, times in (
            (Period(date(2018, 9, 30), date(2018, 7, 1)), 1),
            (Period(date(2018, 9, 30), date(2018, 4, 1)), 2),
        ):
            context = Context(later.id, later, fact.context.members)
            value = fact.value * times + (off if times == 2 and fact.concept.name == "Revenues" else 0)
            made.append(replace(fact, id=f"{fact.concept.name}_{later.id}", context=context, value=value))
    return replace(facts, facts=tuple(made))


def test_quarters_that_make_the_year_to_date_are_held_against_it(
    definition: ReleaseDefinition, facts: FactSet
) -> None:
    second = Side(replace(definition, quarter=2), _second_quarter(facts))
    told = compare(Side(definition, facts), second)
    assert told.summed > 80
    assert told.findings == ()
    # Neither rates nor averages add up over quarters.
    assert told.summed < len(second.facts.facts) / 2


@pytest.mark.parametrize(("off", "found"), [(1_500, 0), (2_000, 1), (-1_000_000, 1)])
def test_quarters_that_do_not_make_the_year_to_date_are_told(
    off: int, found: int, definition: ReleaseDefinition, facts: FactSet
) -> None:
    second = Side(replace(definition, quarter=2), _second_quarter(facts, off=Decimal(off)))
    findings = [f for f in compare(Side(definition, facts), second).findings if "Revenues" in f.facts[0]]
    assert [finding.code for finding in findings][:1] == ["diff.year-to-date"] * found
    if found:
        assert findings[0].message.startswith("Revenues for 2018-04-01/2018-09-30 is ")


def test_releases_that_are_not_next_to_each_other_have_no_sums(
    definition: ReleaseDefinition, facts: FactSet
) -> None:
    third = Side(replace(definition, quarter=3), _second_quarter(facts))
    assert compare(Side(definition, facts), third).summed == 0
