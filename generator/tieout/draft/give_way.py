"""Relations of a draft that give way, each with a note: a company is never refused for one.

What the arithmetic proposes may clash with a rule that definitions have, and then the draft does not load:
the relation that the rule is told of is left out. Or it binds where it was never seen to hold: then it is
limited to facts without members, to where all its parts are reported, or left out.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from tieout.core import Finding, Place
from tieout.draft.make import Draft
from tieout.draft.sheeted import Sheeted

_RELATION = re.compile(r"\s*- relation: (\w+)")
_TOTAL = re.compile(r"\s*(?:- )?total: (\w+)")


def give_way(draft: Draft, findings: Sequence[Finding], texts: dict[str, str]) -> bool:
    """Leaves out the relations that findings are about; whether there were any. `texts` are the files."""
    files = {f"statements/{one.file}.yaml": one for one in draft.statements}
    left = [
        _left_out(one, _named(texts[name], place), finding)
        for finding in findings
        for place in finding.places[:1]
        for name, one in files.items()
        if place.file.replace("\\", "/").endswith(name)
    ]
    return any(left)


def _named(text: str, place: Place) -> tuple[str, str]:
    """What a line of a statement's file belongs to: a relation or a total, and its name."""
    for line in reversed(text.splitlines()[: place.line]):
        if found := _RELATION.match(line):
            return "relation", found[1]
        if found := _TOTAL.match(line):
            return "total", found[1]
    return "", ""


def _left_out(one: Sheeted, what: tuple[str, str], finding: Finding) -> bool:
    kind, name = what
    settled = one.settled
    if kind == "relation" and name not in one.left_out:
        one.left_out[name] = finding.message
        return True
    lines = one.drafted.lines
    for index in list(settled.sums):
        concept = lines[index].concept
        if kind == "total" and concept is not None and concept.name == name:
            del settled.sums[index]
            settled.notes.append((index, f"its sum is left out: {finding.message}"))
            return True
    return False


# Where a relation holds ----------------------------------------------------------------------------------


def limit(draft: Draft, relation: str, limits: Sequence[str] | None, why: str) -> bool:
    """Limits a sum, as definitions say it, or leaves it out where `limits` is None; whether there is one.

    `relation` is STATEMENT/NAME, as checks call it; `why` is the note. What is no sum has no limits, and is
    left out.
    """
    statement, _, name = relation.partition("/")
    found = False
    for one in draft.statements:
        if one.name == statement:
            for index in _sums(one, name):
                _limited(one, index, limits, why)
                found = True
            if name in one.others and name not in one.left_out:
                one.left_out[name] = why
                found = True
    return found


def round_off(draft: Draft, statement: str) -> bool:
    """Lets the sums of a statement hold within rounding; whether it is one that held to the last digit."""
    found = [one for one in draft.statements if one.name == statement and one.exact]
    for one in found:
        one.rounded = True
        one.identities = tuple(replace(held, exact=False) for held in one.identities)
    return bool(found)


def is_said(draft: Draft, relation: str) -> bool:
    """Whether the caption of a relation's total says that it adds up its section: it stays if it fails."""
    statement, _, name = relation.partition("/")
    return any(
        (total := one.drafted.outline.totals.get(index)) is not None and total.said
        for one in draft.statements
        if one.name == statement
        for index in _sums(one, name)
    )


def _sums(one: Sheeted, name: str) -> list[int]:
    """The lines whose sum goes by a name: that of its concept, of its concept and id, or of a relation."""
    if name in one.written:
        return [one.written[name]]
    found = []
    for index in one.settled.sums:
        concept = one.drafted.lines[index].concept
        if concept is not None and name in (concept.name, f"{concept.name}-{one.ids.get(index, '')}"):
            found.append(index)
    return found


def _limited(one: Sheeted, index: int, limits: Sequence[str] | None, why: str) -> None:
    settled = one.settled
    parts = settled.sums.pop(index, None) or settled.relations[index]
    settled.relations.pop(index, None)
    before = settled.limits.pop(index, ())
    if limits is None:
        settled.notes.append((index, f"its sum is left out: {why}"))
        return
    settled.relations[index] = parts
    settled.limits[index] = tuple(dict.fromkeys((*before, *limits)))


def without_changes(draft: Draft, statement: str, concepts: Collection[str], why: str) -> None:
    """Takes the changes of some of a statement's concepts for none of theirs."""
    for one in draft.statements:
        if one.name != statement:
            continue
        for index, line in enumerate(one.drafted.lines):
            if line.concept is not None and line.concept.name in concepts and line.changes:
                line.changes = False
                one.settled.notes.append((index, f"its change is left out: {why}"))


def without_column_of_changes(draft: Draft, statement: str, why: str) -> None:
    """Leaves out the columns of changes of a statement's tables."""
    for one in draft.statements:
        if one.name == statement:
            tables = [table for table in one.tables.values() if table.pop("change", None) is not None]
            one.left_out |= {"change": why} if tables else {}
