"""Finds assertions and calculations of a report's own taxonomy that are never evaluated.

A shared taxonomy has rules for all kinds of reports. But a report's own taxonomy was made for it: a rule of
it that compares no facts does not work (a filter that nothing meets, a part that is never reported with its
total).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tieout.validate.model import Message

# The arcroles of calculations: XBRL 2.1's and Calculations 1.1's.
SUMS = (
    "http://www.xbrl.org/2003/arcrole/summation-item",
    "https://xbrl.org/2023/arcrole/summation-item",
)
_CODE = "neverEvaluated"


def never_evaluated(model: Any, folder: Path, *, assertions: bool) -> Iterator[Message]:
    """A message for each rule in a report's folder that compares no facts; `assertions`: they were run."""
    if not model.factsInInstance:
        return
    for found in model.modelVariableSets if assertions else ():
        # A value assertion counts what it evaluated; a formula, which makes facts, does not.
        counted = getattr(found, "countSatisfied", None)
        if counted is not None and not counted and not found.countNotSatisfied and _beside(folder, found):
            said = f"the assertion {found.id} is never evaluated: no facts of the report fit it"
            yield _message(said, found)
    yield from _sums(model, folder)


def _sums(model: Any, folder: Path) -> Iterator[Message]:
    """Messages for calculations whose total and parts are never reported in one context and unit."""
    contexts: dict[Any, set[tuple[str, str]]] = {}
    for fact in model.factsInInstance:
        if fact.isNumeric and fact.contextID:
            contexts.setdefault(fact.qname, set()).add((fact.contextID, fact.unitID))
    for arcrole in SUMS:
        every = model.relationshipSet(arcrole)
        for role in sorted(every.linkRoleUris):
            ours = model.relationshipSet(arcrole, role)
            for total, arcs in ours.fromModelObjects().items():
                at = contexts.get(total.qname)
                ends = [arc.toModelObject for arc in arcs]
                parts = [contexts.get(end.qname, set()) for end in ends if end is not None]
                if at and not any(at & part for part in parts) and _beside(folder, arcs[0].arcElement):
                    name = relation_name(role, str(total.qname))
                    said = f"the calculation {name} is never evaluated: its total is reported without a part"
                    yield _message(said, arcs[0].arcElement)


def relation_name(role: str, concept: str) -> str:
    """The name of a relation in exceptions of release.yaml: STATEMENT/CONCEPT."""
    return f"{role.rpartition('/')[2]}/{concept.rpartition(':')[2]}"


def _beside(folder: Path, element: Any) -> bool:
    """Whether a rule is in the report's own folder."""
    return Path(element.modelDocument.filepath).parent == folder


def _message(text: str, element: Any) -> Message:
    file = element.modelDocument.uri.replace("\\", "/").rpartition("/")[2]
    return Message("WARNING", _CODE, text, file=file, line=int(element.sourceline or 0))
