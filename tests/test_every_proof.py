"""Every assertion and every calculation of both reports runs: a figure that is altered is found by each."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from build_helpers import copy_acme, edit, quiet_build, report_of
from tieout.core import Figure
from tieout.pipeline import Read, read
from tieout.relations import Bound, Key, bind, figures_of, holds, index_of
from tieout.render import DEFAULT_FORMATS
from tieout.validate import validate
from tieout.validate.arelle import FIGURES, run_arelle
from tieout.validate.model import Run

REPORTS = ["aapl-2025q2", "iij-2018q1"]


@pytest.fixture(params=REPORTS)
def done(request: pytest.FixtureRequest) -> Read:
    read: Read = request.getfixturevalue("aapl" if request.param == "aapl-2025q2" else "iij")
    return read


@pytest.mark.arelle
@pytest.mark.slow
def test_arelle_finds_an_altered_figure_of_every_assertion_and_calculation(
    done: Read, root: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    report = report_of(root / "instances" / done.definition.folder.name, DEFAULT_FORMATS, tmp_path_factory)
    company, index, figures = done.definition.company, index_of(done.facts), figures_of(done.facts)
    by_relation: dict[str, Bound] = {}
    for bound in bind(company, figures):
        # One that the release itself contradicts fails as it is.
        if holds(bound, figures):
            by_relation.setdefault(bound.relation, bound)
    names = {f"{s.name}/{rule.name}" for s in company.statements for rule in s.relations}
    names |= {f"{s.name}/{s.lines[rule.total].concept.name}" for s in company.statements for rule in s.sums}
    assert by_relation.keys() == names
    for number, group in enumerate(_groups(list(by_relation.values()))):
        folder = tmp_path / str(number)
        shutil.copytree(report, folder)
        instance = folder / f"{done.definition.stem}.xbrl"
        tree = etree.parse(instance)
        by_id = {element.get("id"): element for element in tree.getroot()}
        for bound, key in group:
            altered = _altered(bound, key, figures)
            assert not holds(bound, figures | {key: altered})
            by_id[index[key].id].text = f"{altered.value:f}"
        tree.write(instance, encoding="utf-8", xml_declaration=True)
        found = {message.relation for message in run_arelle(instance).messages}
        assert {bound.relation for bound, _ in group} <= found


def _groups(bounds: list[Bound]) -> Iterator[list[tuple[Bound, Key]]]:
    """The relations with the figure that is altered of each, so that none has two of them."""
    while bounds:
        group: list[tuple[Bound, Key]] = []
        later: list[Bound] = []
        for bound in bounds:
            others = {key for other, _ in group for key in other.keys}
            apart = not any(altered in bound.keys for _, altered in group)
            own = next((key for key in reversed(bound.keys) if key not in others), None)
            if apart and own is not None:
                group.append((bound, own))
            else:
                later.append(bound)
        yield group
        bounds = later


def _altered(bound: Bound, key: Key, figures: dict[Key, Figure]) -> Figure:
    """Far enough off that no rounding allows it: a growth of 5 % becomes 55 %."""
    figure = figures[key]
    # A sum may be of figures that are printed in other units than the one that is altered.
    like = [key] if bound.per is not None else bound.keys
    step = Decimal(9 * len(bound.keys)).scaleb(-min(figures[one].decimals for one in like))
    return replace(figure, value=figure.value + step + (abs(figure.value) / 2).quantize(step))


# A proof that does not run ---------------------------------------------------------------------------

RELATION = """
relations:
  - relation: GrossProfitMoves
    says: {en: Gross profit moves as revenues and their cost do}
    result: {concept: GrossProfit}
    parts:
      - {concept: GrossProfit, period: year-earlier}
      - {concept: Revenues}
      - {concept: Revenues, period: year-earlier, weight: -1}
      - {concept: CostOfRevenue, weight: -1}
      - {concept: CostOfRevenue, period: year-earlier}
"""
NAME = "IncomeStatement/GrossProfitMoves"


@pytest.fixture
def related(root: Path, tmp_path: Path) -> Path:
    """Acme's release, of a statement with a relation between two years."""
    release = copy_acme(root, tmp_path / "acme")
    statement = release.parent / "company" / "statements" / "income-statement.yaml"
    statement.write_text(statement.read_text(encoding="utf-8") + RELATION, encoding="utf-8")
    return release


def test_a_relation_between_figures_that_never_meet_is_a_finding_at_its_line(related: Path) -> None:
    assert not (read(related).findings or read(related).notices)
    for old, new in (("\tThree Months Ended March 31, 2024", ""), ("\t50\n", "\n"), ("\t35\n", "\n")):
        edit(related / "release.txt", old, new)
    for old, new in (("\t85\n", "\n"), ("\t(61)\n", "\n"), ("\t24\n", "\n")):
        edit(related / "release.txt", old, new)
    (finding,) = read(related).notices
    assert (finding.code, finding.subject) == ("tie.never-compared", NAME)
    assert "periods that go together" in finding.message
    assert finding.places[0].file.endswith("income-statement.yaml")
    assert finding.places[0].line == 20


@pytest.mark.arelle
def test_what_a_release_does_not_print_is_told_and_no_assertion_is_written_of_it(related: Path) -> None:
    edit(related / "release.txt", "Gross profit\t30\t24\n", "")
    statement = related.parent / "company" / "statements" / "income-statement.yaml"
    edit(statement, "of: [Revenues, CostOfRevenue]}", "of: [Revenues, CostOfRevenue], optional: true}")
    built = quiet_build(related)
    assert built.published
    told = [one for one in built.read.notices if one.code == "tie.never-compared"]
    assert {one.subject for one in told} == {NAME, "IncomeStatement/GrossProfit"}
    assert "GrossProfitMoves" not in (built.out / "acme-20250331_for.xml").read_text(encoding="utf-8")


@pytest.mark.arelle
def test_an_assertion_that_compares_no_facts_is_found_by_validation(related: Path) -> None:
    out = quiet_build(related).out
    assert not validate(out / "acme-20250331.xbrl").findings
    formulas = out / "acme-20250331_for.xml"
    formulas.write_text(formulas.read_text(encoding="utf-8").replace("P12M", "P11M"), encoding="utf-8")
    (finding,) = validate(out / "acme-20250331.xbrl").findings
    assert finding.code == "validate.neverEvaluated"
    assert "IncomeStatement-GrossProfitMoves" in finding.message


@pytest.mark.arelle
def test_a_calculation_whose_parts_are_gone_is_found_by_validation(related: Path) -> None:
    instance = quiet_build(related).out / "acme-20250331.xbrl"
    text = instance.read_text(encoding="utf-8")
    gone = "\n".join(
        line for line in text.split("\n") if "AnvilRevenue" not in line and "RocketRevenue" not in line
    )
    assert gone.count("\n") == text.count("\n") - 4
    instance.write_text(gone, encoding="utf-8")
    assert [f.message for f in validate(instance).findings if "IncomeStatement/Revenues" in f.message]


@pytest.mark.arelle
def test_the_release_s_own_contradictions_are_no_errors_in_anybodys_validator(arelle_said: Run) -> None:
    levels = {message.code: message.level for message in arelle_said.messages}
    assert levels["message:OtherIncomeAnalysis-MiscellaneousIsTheRest"] == "WARNING"
    # A sum that is off is no error by the specification, but an inconsistency.
    assert set(levels.values()) == {"WARNING", "INCONSISTENCY"}


@pytest.mark.parametrize(
    "text",
    [
        "Cost is 2 parts. For 2018-04-01 to 2018-06-30, -15000000 is reported and the parts make 16.5.",
        "費用は2項目である。2018-04-01から2018-06-30までについて、報告された値は-15000000、構成する数値による値は16.5である。",
    ],
)
def test_the_amounts_of_an_assertion_are_read_in_either_language(text: str) -> None:
    figures = FIGURES.search(text)
    assert figures is not None
    assert figures.groups() == ("-15000000", "16.5")
