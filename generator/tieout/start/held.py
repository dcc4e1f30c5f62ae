"""Holds a draft against its own release: no relation stays where it was never seen to hold.

The arithmetic proposes a sum in the columns of one table, and it binds wherever its concepts are reported:
for a segment, or in a table that prints a line more or less. Where it fails there by more than one slip of
the pen explains, nothing is wrong with the page: the relation is limited to where it holds, or left out. What
one slip explains stays, and is told.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from tieout.definitions import Company, ReleaseDefinition
from tieout.draft import Draft, limit, without_changes
from tieout.layout import Release
from tieout.pipeline import Read, take
from tieout.tie import Tried, tried

# What a relation can be limited to, the widest first, as definitions say it.
_LIMITS: tuple[tuple[tuple[str, ...], Callable[[Tried], bool]], ...] = (
    ((), lambda _: True),
    (("of-all",), lambda one: one.complete),
    (("of-whole",), lambda one: one.whole),
    (("of-all", "of-whole"), lambda one: one.complete and one.whole),
)
_WHY = "it fails where the release prints its lines again, or for a part, by more than a slip explains"
_NO_CHANGES = "most of its changes are not those of the figures beside them"


def held(draft: Draft, company: Company, release: Release) -> bool:
    """Limits the relations of a draft to where its release has them hold; whether any had to be."""
    if draft.quarter is None:
        return False
    done = take(Read(_definition(company, *draft.quarter), release), last="recover")
    found = sorted(tried(done.facts, done.definition), key=lambda one: one.relation)
    by_name = {name: list(group) for name, group in groupby(found, key=lambda one: one.relation)}
    rates = {
        f"{one.statement}/{one.name}": one for s in company.statements for one in s.relations if one.plus
    }
    sums = [name for name in by_name if name not in rates]
    limited = [_limited(draft, name, by_name[name]) for name in sums]
    changed = [
        without_changes(draft, statement, _NO_CHANGES)
        for statement in dict.fromkeys(one.statement for one in rates.values())
        if _misread(
            one
            for name in by_name
            if name in rates and rates[name].statement == statement
            for one in by_name[name]
        )
    ]
    return any((*limited, *changed))


def _limited(draft: Draft, name: str, contexts: Sequence[Tried]) -> bool:
    if _is_believed(contexts):
        return False
    for limits, binds in _LIMITS[1:]:
        left = [one for one in contexts if binds(one)]
        if left and _is_believed(left):
            return limit(draft, name, limits, _WHY)
    return limit(draft, name, None, _WHY)


def _is_believed(contexts: Sequence[Tried]) -> bool:
    """Whether a relation holds in most contexts, and one slip explains each of the others."""
    failing = sum(not one.holds for one in contexts)
    return all(one.believed for one in contexts) and 2 * failing <= len(contexts)


def _misread(contexts: Iterator[Tried]) -> bool:
    """Whether a table's changes are not what they seem: more of them fail than hold."""
    beside = [one.holds for one in contexts]
    return 2 * beside.count(False) > len(beside) > 0


def _definition(company: Company, year: int, quarter: int) -> ReleaseDefinition:
    """The release as its draft has it: nothing that a person says of it matters to its relations."""
    end = company.calendar.quarter(year, quarter).end
    return ReleaseDefinition(
        folder=company.folder,
        shown="",
        company=company,
        text=company.folder,
        fiscal_year=year,
        quarter=quarter,
        published=end,
        document_type="",
        remark=None,
        readings=(),
        exceptions=(),
        scope="tables",
    )
