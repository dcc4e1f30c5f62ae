"""A draft that does not load: its relations give way, one after the other, and what is left stands.

What the arithmetic proposes may clash with a rule that definitions have. Then the relation that the rule is
told of is left out, with a note; a company is never refused for it.
"""

import re
from collections.abc import Sequence

from tieout.core import Finding, Place
from tieout.draft.make import Draft, Sheeted

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
