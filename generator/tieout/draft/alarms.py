"""Sums that a calculation linkbase would report as inconsistent although every fact is right.

A calculation binds in every context that reports the total and at least one of its parts (XBRL 2.1, 5.2.5.2).
Where a total is reported for a member, or for a period in another statement, together with only some of its
parts, the check fails: a part that is not printed there is not zero. Such a sum becomes a relation of our
own, which says for which facts it holds.
"""

from collections.abc import Iterator

from tieout.core import Period
from tieout.definitions import Concept, Members
from tieout.draft.model import Drafted, Line, Part
from tieout.draft.settle import Settled

# In the place of an axis: what stands behind it is what a column is headed by.
_COLUMN = ""
_Reported = dict[Members, set[str]]


def reported(statements: list[Drafted]) -> _Reported:
    """The names of the concepts reported for each set of members, over all statements.

    A column of a part, such as a segment, counts as a member: its header stands behind the axis `_COLUMN`.
    """
    found: _Reported = {}
    for one in statements:
        for line in one.lines:
            if line.concept is None or not line.concept.numeric:
                continue
            if line.members:
                found.setdefault(line.members, set()).add(line.concept.name)
            for part in line.entry.parts:
                found.setdefault((*line.members, (_COLUMN, part)), set()).add(line.concept.name)
    return found


def without_false_alarms(statements: list[Drafted], settled: list[Settled]) -> None:
    """Turns each sum that would fail over correct facts into a relation with limits, in `settled`.

    `of-whole` limits it to facts without members, `of-all` to contexts that report every part. A part that
    causes the failure and is a total itself is first replaced by its own parts, if that is enough.
    """
    members = reported(statements)
    periods = _periods(statements)
    by_part = list(_by_part(statements, settled))
    for one, done in zip(statements, settled, strict=True):
        for index in list(done.sums):
            done.sums[index] = _opened(one, done, index, members)
            limits = []
            made_of = one.lines[index].concept, _names(one, done.sums[index])
            otherwise = any(total == made_of[0] and parts - made_of[1] for total, parts in by_part)
            if otherwise or _alarming(one, index, done.sums[index], members) is not None:
                limits.append("of-whole")
            if _elsewhere(one, index, done.sums[index], periods):
                limits.append("of-all")
            if limits:
                done.relations[index] = done.sums.pop(index)
                done.limits[index] = tuple(limits)


def _by_part(
    statements: list[Drafted], settled: list[Settled]
) -> Iterator[tuple[Concept | None, frozenset[str]]]:
    """The totals of tables with columns for parts, each with the names of the concepts that it sums there.

    A segment's revenues may have a part that the company as a whole has not: those from other segments.
    """
    for one, done in zip(statements, settled, strict=True):
        for index, parts in done.sums.items():
            if one.lines[index].entry.parts:
                yield one.lines[index].concept, _names(one, parts)


def _names(one: Drafted, parts: tuple[Part, ...]) -> frozenset[str]:
    return frozenset(c.name for part in parts if (c := one.lines[part.line].concept) is not None)


def _opened(one: Drafted, done: Settled, index: int, members: _Reported) -> tuple[Part, ...]:
    """The parts of the sum at `index`; a part that would cause a false alarm is replaced by its own parts."""
    parts = done.sums[index]
    while (part := _alarming(one, index, parts, members)) is not None:
        inner = done.sums.get(part.line)
        if inner is None:
            return done.sums[index]
        at = parts.index(part)
        inside = tuple(Part(p.line, p.weight * part.weight, p.stated or part.stated) for p in inner)
        parts = (*parts[:at], *inside, *parts[at + 1 :])
    return parts


def _alarming(one: Drafted, index: int, parts: tuple[Part, ...], members: _Reported) -> Part | None:
    """The first part that is reported for a member beside the total, while another part is not; else None."""
    total = one.lines[index].concept
    if total is None or any(one.lines[part.line].members != one.lines[index].members for part in parts):
        return None
    for concepts in members.values():
        there = [part for part in parts if (c := one.lines[part.line].concept) and c.name in concepts]
        if total.name in concepts and there and len(there) < len(parts):
            return there[0]
    return None


def _periods(statements: list[Drafted]) -> dict[tuple[str, Members], set[Period]]:
    """The periods for which each concept with its members is reported, over all statements."""
    found: dict[tuple[str, Members], set[Period]] = {}
    for one in statements:
        for line in one.lines:
            if line.concept is not None:
                found.setdefault((line.concept.name, line.members), set()).update(_shown(line))
    return found


def _shown(line: Line) -> set[Period]:
    """The periods that a line prints figures for; for a balance in a table of flows, the days it is of."""
    return {period.at(line.at) for period in line.entry.figures}


def _elsewhere(
    one: Drafted, index: int, parts: tuple[Part, ...], periods: dict[tuple[str, Members], set[Period]]
) -> bool:
    """Whether other statements report the total for a period that is not shown here, with only some parts."""
    shown = _shown(one.lines[index]) | one.lines[index].entry.unread
    others = set(_of(one, index, periods)) - shown
    keys = [set(_of(one, part.line, periods)) for part in parts]
    return any(0 < sum(period in there for there in keys) < len(keys) for period in others)


def _of(one: Drafted, index: int, periods: dict[tuple[str, Members], set[Period]]) -> Iterator[Period]:
    line = one.lines[index]
    if line.concept is not None:
        yield from periods.get((line.concept.name, line.members), ())
