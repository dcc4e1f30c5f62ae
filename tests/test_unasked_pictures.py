"""Pictures that nobody has asked for: from revenue to net income, what revenue consists of, by quarter."""

from pathlib import Path

import pytest

from build_helpers import copy_acme, edit
from tieout.definitions import ReleaseDefinition
from tieout.pipeline import Read, before, read
from tieout.render.pictures import Drawing, drawings


@pytest.fixture
def acme(root: Path, tmp_path: Path) -> Path:
    return copy_acme(root, tmp_path / "acme")


def _drawn(done: Read) -> dict[str, Drawing]:
    assert done.tied is not None and done.findings == ()
    definition: ReleaseDefinition = done.definition
    found = drawings(definition, done.facts, done.tied, before(definition))
    return {drawing.kind: drawing for drawing in found}


def test_what_revenue_consists_of_is_drawn_beside_the_year_before(acme: Path) -> None:
    drawn = _drawn(read(acme))
    # The statement ends with gross profit: there is no net income for a bridge to lead to.
    assert list(drawn) == ["breakdown"]
    assert drawn["breakdown"].title == {"en": "Revenues: what it consists of, and the change over a year"}
    bars = [(bar.kind, bar.fact.concept.name, int(bar.end), bar.change) for bar in drawn["breakdown"].bars]
    assert bars == [
        ("now", "AnvilRevenue", 60, "+20.0%"),
        ("before", "AnvilRevenue", 50, ""),
        ("now", "RocketRevenue", 40, "+14.3%"),
        ("before", "RocketRevenue", 35, ""),
    ]


def test_a_bridge_leads_from_revenue_to_net_income(acme: Path) -> None:
    statement = acme.parent / "company" / "statements" / "income-statement.yaml"
    edit(
        statement, "{total: GrossProfit, caption: Gross profit", "{total: NetIncomeLoss, caption: Net income"
    )
    edit(acme / "release.txt", "Gross profit", "Net income")
    bridge = _drawn(read(acme))["bridge"]
    assert [(bar.kind, bar.fact.concept.name) for bar in bridge.bars] == [
        ("total", "Revenues"),
        ("down", "CostOfRevenue"),
        ("total", "NetIncomeLoss"),
    ]


def test_a_company_that_names_a_picture_has_no_other_of_its_kind(acme: Path) -> None:
    with (acme.parent / "company" / "company.yaml").open("a", encoding="utf-8") as file:
        file.write("pictures:\n  - title: {en: Profit}\n    bridge: {from: Revenues, to: GrossProfit}\n")
    drawn = _drawn(read(acme))
    assert list(drawn) == ["bridge", "breakdown"]
    assert drawn["bridge"].title == {"en": "Profit"}
