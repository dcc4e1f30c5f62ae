"""Holds a draft against its own release: no relation stays where it was never seen to hold.

The arithmetic proposes a sum in the columns of one table, and it binds wherever its concepts are reported:
for a segment, or in a table that prints a line more or less. Where it fails there by more than one slip of
the pen explains, nothing is wrong with the page: the relation is limited to where it holds, or left out. So
is what nothing of the release is compared by. What one slip explains stays, and is told.
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
    """Limits the relations of a draft to where its release has them hold; whether any had to be."""
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
    """All that the draft proposes, by its name; an identity of accounting only where nothing compares it.

    One that fails tells of the page, or of how it is read.
    """
    for statement in company.statements:
        for rule in statement.sums:
            yield f"{statement.name}/{statement.lines[rule.total].concept.name}"
        for relation in statement.relations:
            known = relation.complete and not relation.every_member
            if not relation.plus and not (known and _named(relation) in tries):
                yield _named(relation)


def _rates(company: Company) -> dict[str, list[Relation]]:
    """The rates of change by the statement that shows them."""
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
    """Whether a relation holds but for a context or a few, each of which one slip explains."""
    failing = [one for one in contexts if not one.holds]
    few = len(failing) <= max(1, len(contexts) // _MAY_FAIL) and len(failing) < len(contexts)
    return not failing or (few and all(one.explained for one in failing))


def _changed(draft: Draft, statement: str, rates: Sequence[Relation], tries: _Tries) -> bool:
    """Whether changes of a statement's lines are not what they seem. Where most are not, none is.

    `rates` are those that the release shows: `n/a` beside a line says nothing of the others.
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
    """The release as its draft has it: nothing that a person says of it matters to its relations."""
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
