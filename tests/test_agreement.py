"""tieout and Arelle on every relation: one verdict on the release and on thousands of variations of it."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest

from build_helpers import STEM
from tieout.core import Figure
from tieout.definitions import Company
from tieout.facts import Context, Fact, FactSet
from tieout.relations import Bound, Key, bind, holds, index_of
from tieout.tie import Tied
from tieout.validate.arelle import run_arelle
from tieout.validate.model import Run

pytestmark = pytest.mark.arelle

_SEED = 20180630
_VARIATIONS = 2_200
_PER_INSTANCE = 1_100


@dataclass(frozen=True)
class Variation:
    """A few figures of the release, one of them changed: an entity of its own within an instance."""

    name: str
    figures: dict[Key, Figure]


@pytest.fixture(scope="module")
def index(facts: FactSet) -> dict[Key, Fact]:
    return index_of(facts)


def test_the_release_itself_gets_the_same_verdict(tied: Tied, arelle_said: Run) -> None:
    messages = arelle_said.messages
    # Both calculation modes tell the same sum: once for each set of facts.
    arelle = {(m.relation, frozenset(m.facts)) for m in messages if m.relation}
    ours = {(c.relation, frozenset(fact.id for fact in c.facts)) for c in tied.checks if not c.holds}
    assert arelle == ours
    assert len(ours) == 2


# The first thousand show that it is so, all of them how often.
_PARTS = [0, *(pytest.param(part, marks=pytest.mark.slow) for part in range(1, _VARIATIONS // _PER_INSTANCE))]


@pytest.mark.parametrize("part", _PARTS)
def test_no_variation_gets_another_verdict_from_arelle(
    part: int,
    index: dict[Key, Fact],
    definition: object,
    report: Path,
    tmp_path: Path,
) -> None:
    company: Company = definition.company  # type: ignore[attr-defined]
    chance = random.Random(_SEED + part)
    bounds = list(bind(company, index))
    variations = list(_variations(bounds, index, chance, part))
    assert len(variations) == _PER_INSTANCE
    ours = {
        (variation.name, bound.relation)
        for variation in variations
        for bound in bind(company, variation.figures)
        if not holds(bound, variation.figures)
    }
    folder = tmp_path / "xbrl"
    shutil.copytree(report, folder, ignore=shutil.ignore_patterns("*.xbrl", "*.csv", "*.json", "*.zip"))
    instance = folder / "variations.xbrl"
    instance.write_text("".join(_instance(company, variations, index)), encoding="utf-8")
    run = run_arelle(instance)
    assert run.counts.facts == sum(len(variation.figures) for variation in variations)
    arelle = {(fact.partition(".")[0], m.relation) for m in run.messages if m.relation for fact in m.facts}
    # What is changed in sign may be a figure that cannot be negative.
    assert {m.code for m in run.messages if not m.relation} <= {"plausible.negative"}
    assert ours == arelle
    # The test could not fail if nothing were off, or everything.
    off = {name for name, _ in ours}
    assert _PER_INSTANCE / 5 < len(off) < _PER_INSTANCE * 4 / 5


# Variations ------------------------------------------------------------------------------------------------


def _variations(
    bounds: list[Bound], index: dict[Key, Fact], chance: random.Random, part: int
) -> Iterator[Variation]:
    """Each takes one relation's figures and changes one: a little, a lot, in sign or precision, or away."""
    for number in range(_PER_INSTANCE):
        bound = bounds[(part * _PER_INSTANCE + number) % len(bounds)]
        figures = {key: figure for key in bound.keys if (figure := index[key].figure) is not None}
        key = chance.choice(list(figures))
        figure = figures[key]
        unit = Decimal(1).scaleb(-figure.decimals)
        match chance.randrange(7):
            case 0:
                pass
            case 1:
                figures[key] = replace(figure, value=figure.value + chance.choice((-1, 1)) * unit)
            case 2:
                steps = chance.choice((-4, -3, -2, 2, 3, 4))
                figures[key] = replace(figure, value=figure.value + steps * unit)
            case 3:
                figures[key] = replace(figure, value=figure.value + chance.randrange(10, 10_000) * unit)
            case 4:
                figures[key] = replace(figure, value=-figure.value + 0)
            case 5:
                coarser = figure.decimals - chance.choice((1, 2, 3))
                value = figure.value.quantize(Decimal(1).scaleb(-coarser))
                figures[key] = Figure(value.quantize(Decimal(1)) if coarser < 0 else value, coarser)
            case _:
                del figures[key]
        yield Variation(f"v{number:05}", figures)


def _instance(company: Company, variations: list[Variation], index: dict[Key, Fact]) -> Iterator[str]:
    """An instance by hand, not by the templates: it is what Arelle judges."""
    layers = (company.base, company.own)
    spaces = {
        company.base.prefix: f"{company.base.authority}/{company.base_date:%Y%m%d}",
        company.own.prefix: f"{company.own.authority}/20180808",
    }
    yield (
        '<xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xbrldi="http://xbrl.org/2006/xbrldi"'
        ' xmlns:iso4217="http://www.xbrl.org/2003/iso4217"'
        + "".join(f' xmlns:{layer.prefix}="{spaces[layer.prefix]}"' for layer in layers)
        + f'><link:schemaRef xlink:type="simple" xlink:href="{STEM}-assertions.xsd"/>'
    )
    units = {fact.unit.id: fact.unit.measure for fact in index.values() if fact.unit is not None}
    for name, measure in units.items():
        over, _, under = measure.partition("/")
        inner = _measure(over, company)
        if under:
            inner = (
                f"<xbrli:divide><xbrli:unitNumerator>{inner}</xbrli:unitNumerator><xbrli:unitDenominator>"
                f"{_measure(under, company)}</xbrli:unitDenominator></xbrli:divide>"
            )
        yield f'<xbrli:unit id="{name}">{inner}</xbrli:unit>'
    for variation in variations:
        contexts: dict[str, Context] = {
            index[key].context.id: index[key].context for key in variation.figures
        }
        for context in contexts.values():
            yield _context(context, variation.name, company)
        for key, figure in variation.figures.items():
            fact = index[key]
            assert fact.unit is not None
            yield (
                f'<{fact.concept.qname} id="{variation.name}.{fact.id}" unitRef="{fact.unit.id}"'
                f' contextRef="{variation.name}.{fact.context.id}" decimals="{figure.decimals}">'
                f"{figure.value:f}</{fact.concept.qname}>"
            )
    yield "</xbrli:xbrl>"


def _measure(name: str, company: Company) -> str:
    own = next((concept.prefix for concept in company.concepts.values() if concept.unit == name), None)
    prefix = own or ("xbrli" if name in ("shares", "pure") else "iso4217")
    return f"<xbrli:measure>{prefix}:{name}</xbrli:measure>"


def _context(context: Context, entity: str, company: Company) -> str:
    members = "".join(
        f'<xbrldi:explicitMember dimension="{company.concept(axis).qname}">{company.concept(member).qname}'
        "</xbrldi:explicitMember>"
        for axis, member in context.members
    )
    segment = f"<xbrli:segment>{members}</xbrli:segment>" if members else ""
    period = context.period
    dates = (
        f"<xbrli:instant>{period.end}</xbrli:instant>"
        if period.start is None
        else f"<xbrli:startDate>{period.start}</xbrli:startDate><xbrli:endDate>{period.end}</xbrli:endDate>"
    )
    return (
        f'<xbrli:context id="{entity}.{context.id}"><xbrli:entity>'
        f'<xbrli:identifier scheme="http://example.org/variations">{entity}</xbrli:identifier>{segment}'
        f"</xbrli:entity><xbrli:period>{dates}</xbrli:period></xbrli:context>"
    )
