"""Tests a draft's relations on its own release: each one stays only where it was seen to hold.

A sum is proposed from the columns of one table, but applies wherever its concepts are reported: for a
segment, or in a table with more or fewer lines. Where it fails there by more than one slip of the pen
explains, the page is right: the relation is limited to where it holds, or left out. A relation that compares
nothing in the release is left out too. A failure that one slip explains stays, and is reported.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from tieout.definitions import Company, Relation, ReleaseDefinition
from tieout.draft import Draft, is_said, limit, without_changes, without_column_of_changes
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
    limited = [_limited(draft, name, tries.get(name, ())) for name in _sums(company, tries)]
    shown = {fact.concept.name for fact in done.facts.facts}
    changed = [
        _changed(draft, statement, [rate for rate in rates if rate.total.concept.name in shown], tries)
        for statement, rates in _rates(company).items()
    ]
    return any((*limited, *changed))


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
    few = failing <= max(1, len(contexts) // _MAY_FAIL)
    not_so = {
        concept
        for concept, found in of_rate.items()
        if not found or not all(one.holds or (few and one.explained) for one in found)
    }
    without_changes(draft, statement, not_so, _NO_CHANGE)
    return bool(not_so)


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
