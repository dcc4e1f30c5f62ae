"""Figures that several statements print: how the statements articulate."""

from collections.abc import Iterator
from typing import Any

from tieout.render.proof.model import SignOff
from tieout.render.proof.texts import Namer, shown, when

View = dict[str, Any]

# What a face statement is called in the definition of its role.
_FACE = "Statement"


def articulation(done: SignOff) -> Iterator[View]:
    """The figures of the whole company that several face statements print, for the page's template.

    Each has the keys `fact` (its id), `label`, `period`, `value` and `statements` (their titles, by language,
    in the order of the definitions).
    """
    company = done.definition.company
    namer = Namer(company)
    titles = {one.name: one.title for one in company.statements if one.kind == _FACE}
    inside: dict[str, dict[str, None]] = {}
    for fact_id, printed in done.facts.printed:
        if printed.line >= 0 and printed.statement in titles:
            inside.setdefault(fact_id, {})[printed.statement] = None
    for fact in done.facts.facts:
        statements = inside.get(fact.id, {})
        if len(statements) > 1 and not fact.context.members:
            yield {
                "fact": fact.id,
                "label": namer.of(fact),
                "period": when(fact.context.period),
                "value": shown(fact),
                "statements": [titles[name] for name in titles if name in statements],
            }
