"""Ties the facts out: checks every relation, and every further printing against its fact.

The rules are XBRL's. An exact relation is checked to the last digit (XBRL 2.1, 5.2.5.2, for facts of one
precision). Other relations are checked with closed intervals of half a printed unit around each figure
(Calculations 1.1), quotients as products.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from tieout.core import Figure, Finding, Place, half_unit
from tieout.definitions import ReleaseDefinition
from tieout.facts import Fact, FactSet
from tieout.mapping import Printed, Unknown
from tieout.relations import Bound, Key, bind, evaluate, figures_of, index_of, printings_of
from tieout.tie.empty import EmptyCells
from tieout.tie.ledger import Ledger
from tieout.tie.mends import Mends, suspects
from tieout.tie.model import Check, Note, Tied
from tieout.tie.never import never_compared
from tieout.tie.readable import readable
from tieout.tie.rounded import strictly
from tieout.tie.said import Said

# Beyond the printed digits of a quotient, so many are shown.
_SHOWN = 3
# From thousands to millions.
_NEXT_UNIT = 3
# Each looks at the relations around: where everything is off, the first few are enough.
_PROPOSALS = 50


def tie_out(facts: FactSet, definition: ReleaseDefinition) -> Tied:
    """Checks every relation, and compares the exceptions that release.yaml accepts with what occurs."""
    index = index_of(facts)
    figures = figures_of(facts)
    tried = ((bound, _check(bound, index, figures)) for bound in readable(facts, definition.company))
    # What a new line makes whole does not fail: the line is told, and the total once it is defined.
    known = [(bound, check) for bound, check in tried if check.holds or not _lacks(check, facts.unknown)]
    bounds, checks = tuple(bound for bound, _ in known), tuple(check for _, check in known)
    by_id = facts.by_id()
    ledger = Ledger(definition, facts)
    told: list[tuple[int, Finding]] = []
    strict = strictly(known, figures)
    far = [as_exact for (_, as_exact), one in zip(strict, checks, strict=True) if as_exact is not one]
    mends = Mends([bound for bound, _ in strict], figures, printings_of(facts))
    said = Said(facts)
    empty = EmptyCells(facts, definition.company, figures)
    for bound, check in strict:
        if not check.holds and not ledger.accept_relation(check, rounded=check in far):
            likely = mends.of(bound) if len(told) < _PROPOSALS else ()
            fill = empty.of(bound, check.residue)
            finding = said.off(check, bound, likely, fill, rounded=check in far)
            told.append((suspects(likely), finding))
    # What one wrong figure makes fail is told together: first where the fewest figures may be it.
    findings = [finding for _, finding in sorted(told, key=lambda one: one[0])]
    for repeat in facts.repeats:
        if not repeat.agrees and not ledger.accept_repeat(repeat.fact, repeat.printed):
            findings.append(_unlike(by_id[repeat.fact], repeat.printed))
    findings += ledger.left_over()
    never = tuple(never_compared(definition.company, index, bind(definition.company, index)))
    return Tied(
        checks=checks,
        notes=tuple(_notes(bounds, checks, facts)),
        accepted=tuple(ledger.accepted),
        findings=tuple(findings),
        notices=never,
        idle=frozenset(finding.subject for finding in never),
        far=frozenset((check.relation, check.total.id) for check in far),
    )


def _lacks(check: Check, unknown: Sequence[Unknown]) -> bool:
    """Whether a sum is off by exactly the figures of a row whose line is unknown."""
    context, unit = check.total.context, check.total.unit
    beside = [
        one.figure.value
        for one in unknown
        if one.statement == check.relation.partition("/")[0]
        and (one.members, one.period) == (context.members, context.period)
        and unit is not None
        and one.measure == unit.measure
    ]
    off = abs(check.residue)
    return check.per is None and any(value and abs(abs(value) - off) <= check.slack for value in beside)


def _notes(bounds: tuple[Bound, ...], checks: tuple[Check, ...], facts: FactSet) -> Iterator[Note]:
    """The quotients whose figures, as printed beside them (such as in millions), round to another value."""
    by_id = facts.by_id()
    coarse: dict[tuple[str, object], Decimal] = {}
    for repeat in facts.repeats:
        figure, fact = repeat.printed.figure, by_id[repeat.fact].figure
        if figure is not None and fact is not None and fact.decimals - figure.decimals == _NEXT_UNIT:
            coarse[repeat.fact, _near(repeat.printed.place)] = figure.value
    for bound, check in zip(bounds, checks, strict=True):
        if check.per is None or not check.holds or check.total.decimals is None:
            continue
        grid = Decimal(1).scaleb(-check.total.decimals)
        facts_of = dict(zip(bound.keys, check.facts, strict=True))
        fine = {key: fact.value for key, fact in facts_of.items() if isinstance(fact.value, Decimal)}
        # A rounded figure is set against a quotient that is printed in the same table or sentence.
        beside = [_near(place) for place in check.total.places]
        rounded = {
            key: next((coarse[fact.id, at] for at in beside if (fact.id, at) in coarse), fine[key])
            for key, fact in facts_of.items()
        }
        made, finer = (
            value.quantize(grid, ROUND_HALF_UP) if (value := _made(bound, values)) is not None else None
            for values in (rounded, fine)
        )
        if made is not None and made != check.reported:
            yield Note(check, made, finer == check.reported)


def _made(bound: Bound, values: Mapping[Key, Decimal]) -> Decimal | None:
    """The value that the parts make of the total; None where the divisor is zero."""
    total = sum((weight * values[key] for weight, key in bound.parts), Decimal(0))
    if bound.per is None:
        return total
    return total / values[bound.per] - bound.plus if values[bound.per] else None


def _near(place: Place) -> object:
    """What figures printed side by side have in common: their table, or their line of prose."""
    return place.table or place.line


def _check(bound: Bound, index: Mapping[Key, Fact], figures: Mapping[Key, Figure]) -> Check:
    total = index[bound.total]
    parts = tuple((weight, index[key]) for weight, key in bound.parts)
    per = index[bound.per] if bound.per is not None else None
    allowed, held = evaluate(bound, figures)
    computed = _made(bound, {key: figures[key].value for key in bound.keys}) or Decimal(0)
    slack = (allowed.high - allowed.low) / 2 if allowed is not None else Decimal(0)
    if per is not None:
        shown = Decimal(1).scaleb(-(figures[bound.total].decimals + _SHOWN))
        computed, slack = computed.quantize(shown), slack.quantize(shown)
    slack += Decimal(0) if bound.exact else half_unit(figures[bound.total].decimals)
    return Check(bound.relation, total, parts, per, computed, slack, held, bound.plus)


def _unlike(fact: Fact, printed: Printed) -> Finding:
    assert printed.figure is not None and isinstance(fact.value, Decimal)
    return Finding(
        "tie.repeat-differs",
        f'"{printed.text}" repeats {fact.concept.name} for {fact.context.id} but cannot be rounded from '
        f"{fact.value:,f}: off by {printed.figure.value - fact.value:,f}",
        "Compare both cells with the release. If it is printed so, accept it under `exceptions`.",
        (printed.place, *fact.places[:1]),
        facts=(fact.id,),
    )
