"""Tests a draft's relations on its own release: each one stays only where it was seen to hold.

A sum is proposed from the columns of one table, but applies wherever its concepts are reported: for a
segment, or in a table with more or fewer lines. Where it fails there by more than one slip of the pen
explains, the page is right: the relation is limited to where it holds, or left out. A relation that compares
nothing in the release is left out too. A failure that one slip explains stays, and is reported.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from tieout.definitions import Company, Relation, ReleaseDefinition
from tieout.draft import Draft, is_said, limit, round_off, without_changes, without_column_of_changes
from tieout.layout import Release
from tieout.pipeline import Read, take
from tieout.tie import Tried, tried

# What a relation can be limited to, the widest first, as definitions say it.
_LIMITS: tuple[tuple[tuple[str, ...], Callable[[Tried], bool]], ...] = (
    (("of-all",), lambda one: one.complete),
    (("of-whole",), lambda one: one.whole),
    (("of-all", "of-whole"), lambda one: one.complete and one.whole),
)
_SAID = ("of-whole",)
# One context in so many may fail by a slip, and one in any case: a sum that fails more often is none there.
_MAY_FAIL = 4
# So many that fail by little, each for itself, are rounded.
_SEVERAL = 2
# A rate that fails alone beside so many is wrong, whatever is wrong with it.
_CERTAIN = 5
_FAILS = "it fails where the release prints its lines again, or for a part, by more than a slip explains"
_NEVER = "the release prints nothing that it compares"
_NO_CHANGE = "it is not what the figures beside it changed by over a year"

_Tries = Mapping[str, Sequence[Tried]]


def held(draft: Draft, company: Company, release: Release) -> bool:
    """Limits a draft's relations to where they hold in its release; whether any was limited."""
    if draft.quarter is None:
        return False
    done = take(Read(_definition(company, *draft.quarter), release), last="recover")
    tries: dict[str, list[Tried]] = {}
    for one in tried(done.facts, done.definition):
        tries.setdefault(one.relation, []).append(one)
    rounded = _rounded(draft, tries)
    limited = [_limited(draft, name, tries.get(name, ())) for name in _sums(company, tries)]
    shown = {fact.concept.name for fact in done.facts.facts}
    changed = [
        _changed(draft, statement, [rate for rate in rates if rate.total.concept.name in shown], tries)
        for statement, rates in _rates(company).items()
    ]
    return any((*rounded, *limited, *changed))


def _rounded(draft: Draft, tries: dict[str, list[Tried]]) -> list[str]:
    """The statements that hold within rounding alone, as sums tell that their columns of parts show.

    One wrong digit may make a sum fail by as little; two that fail by little, and not by one figure, are of
    parts that are rounded each by itself.
    """
    spots: dict[str, set[str]] = {}
    for name, contexts in tries.items():
        near = {one.spot for one in contexts if one.rounded}
        spots.setdefault(name.partition("/")[0], set()).update(near)
    found = [name for name, of in spots.items() if len(of) >= _SEVERAL and round_off(draft, name)]
    for name, contexts in tries.items():
        if name.partition("/")[0] in found:
            tries[name] = [replace(one, holds=one.holds or one.rounded) for one in contexts]
    return found


def _sums(company: Company, tries: _Tries) -> Iterator[str]:
    """The names of the relations to be tested. An identity of accounting is left out only if it compares
    nothing.

    Its failure is a fault of the page, or of how it was read.
    """
    for statement in company.statements:
        for rule in statement.sums:
            yield f"{statement.name}/{statement.lines[rule.total].concept.name}"
        for relation in statement.relations:
            known = relation.complete and not relation.every_member
            if not relation.plus and not (known and _named(relation) in tries):
                yield _named(relation)


def _rates(company: Company) -> dict[str, list[Relation]]:
    """The rates of change, by the statement that shows them."""
    found: dict[str, list[Relation]] = {}
    for statement in company.statements:
        for relation in statement.relations:
            if relation.plus:
                found.setdefault(statement.name, []).append(relation)
    return found


def _named(relation: Relation) -> str:
    return f"{relation.statement}/{relation.name}"


def _limited(draft: Draft, name: str, contexts: Sequence[Tried]) -> bool:
    if not contexts:
        return limit(draft, name, None, _NEVER)
    if _is_believed(contexts):
        return False
    for limits, binds in _LIMITS:
        left = [one for one in contexts if binds(one)]
        if left and _is_believed(left):
            return limit(draft, name, limits, _FAILS)
    # What its caption says that it adds up, it does: then something is wrong with the page.
    return limit(draft, name, _SAID if is_said(draft, name) else None, _FAILS)


def _is_believed(contexts: Sequence[Tried]) -> bool:
    """Whether a relation holds except in a few contexts, each explained by one slip."""
    failing = [one for one in contexts if not one.holds]
    few = len(failing) <= max(1, len(contexts) // _MAY_FAIL) and len(failing) < len(contexts)
    return not failing or (few and all(one.explained for one in failing))


def _changed(draft: Draft, statement: str, rates: Sequence[Relation], tries: _Tries) -> bool:
    """Removes rates of change of a statement that do not hold; if most do not, all of them. Whether any was
    removed.

    `rates` are those that the release prints: `n/a` beside a line says nothing about the others.
    """
    of_rate = {rate.parts[0][1].concept.name: tries.get(_named(rate), ()) for rate in rates}
    contexts = [one for found in of_rate.values() for one in found]
    failing = sum(not one.holds for one in contexts)
    never = sum(not found for found in of_rate.values())
    if 2 * (failing + never) > len(contexts) + never:
        without_column_of_changes(draft, statement, _NO_CHANGE)
        return True
    told = _Told(contexts)
    not_so = {concept for concept, found in of_rate.items() if not found or not all(map(told, found))}
    without_changes(draft, statement, not_so, _NO_CHANGE)
    return bool(not_so)


class _Told:
    """Which rates of a statement are what their rows changed by, or are told not to be."""

    def __init__(self, contexts: Sequence[Tried]) -> None:
        failing = [one for one in contexts if not one.holds]
        self._few = len(failing) <= max(1, len(contexts) // _MAY_FAIL)
        # Several rows print rates of the figures before these were rounded: no figure is wrong.
        self._finer = len({one.spot for one in failing if one.finer}) >= _SEVERAL
        self._certain = len(failing) == 1 and len(contexts) > _CERTAIN

    def __call__(self, one: Tried) -> bool:
        """Whether it holds, or one slip explains why not; or it is the only one of many that fails.

        The rate of what is less than nothing, or becomes more, is reckoned in several ways.
        """
        if one.holds or (one.finer and self._finer):
            return one.holds
        return (self._few and one.explained) or (self._certain and one.certain and not one.finer)


def _definition(company: Company, year: int, quarter: int) -> ReleaseDefinition:
    """The definition of the drafted release, as far as its relations need it."""
    return ReleaseDefinition(
        folder=company.folder,
        shown="",
        company=company,
        text=company.folder,
        fiscal_year=year,
        quarter=quarter,
        published=company.calendar.quarter(year, quarter).end,
        document_type="",
        remark=None,
        readings=(),
        exceptions=(),
        scope="tables",
    )
