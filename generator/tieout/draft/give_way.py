"""Drops or limits relations of a draft that cannot stay, each with a note, so that the draft always loads.

A relation that the arithmetic proposes may break a rule of the definitions: then it is left out. Or it binds
for facts for which it was never seen to hold: then it is limited to facts without members, or to contexts
that report all parts, or left out.
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
    """Leaves out the relations that findings are about, and tells whether there were any.

    `texts` are the draft's files by name: a finding names a file and a line in it.
    """
    files = {f"statements/{one.file}.yaml": one for one in draft.statements}
    any_left_out = False
    for finding in findings:
        for place in finding.places[:1]:
            file = place.file.replace("\\", "/")
            for name in filter(file.endswith, files):
                any_left_out |= _left_out(files[name], _named(texts[name], place), finding)
    return any_left_out


def _named(text: str, place: Place) -> tuple[str, str]:
    """The kind ("relation" or "total") and the name of what a line of a statement's file belongs to."""
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
    """Limits a relation, or leaves it out where `limits` is None; tells whether the draft has it.

    `relation` is STATEMENT/NAME, as checks call it; `limits` are as definitions write them; `why` becomes the
    note. A relation that is no sum cannot be limited: it is left out.
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
    """Whether the caption of a relation's total says that it sums its section;
    such a sum stays though it fails.
    """
    statement, _, name = relation.partition("/")
    return any(
        (total := one.drafted.outline.totals.get(index)) is not None and total.said
        for one in draft.statements
        if one.name == statement
        for index in _sums(one, name)
    )


def _sums(one: Sheeted, name: str) -> list[int]:
    """The lines whose sum has a name: its concept's, its concept's with its id, or a relation's."""
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
    """Marks some concepts of a statement as having no facts in its columns of changes."""
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
