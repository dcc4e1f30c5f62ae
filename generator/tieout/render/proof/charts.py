"""The pictures of a release on the page, each with its figures as a table for readers who cannot see it."""

from collections.abc import Callable, Iterator
from typing import Any

from tieout.facts import Fact
from tieout.render.picture_view import view_of
from tieout.render.pictures import Drawing, drawings
from tieout.render.proof.model import SignOff
from tieout.render.proof.texts import Namer, Texts, shown, when, words

View = dict[str, Any]
Draw = Callable[[View], str]


def charts(done: SignOff, draw: Draw) -> Iterator[View]:
    """The pictures, numbered; empty while there are no facts. `draw` makes SVG of a view."""
    if done.tied is None:
        return
    company = done.definition.company
    namer = Namer(company)
    known = frozenset(fact.id for fact in done.facts.facts)
    marked = frozenset(entry.total for entry in done.tied.accepted if entry.kind == "repeat")
    millions = words()["millions"]
    for number, drawing in enumerate(drawings(done.definition, done.facts, done.tied, done.before), 1):
        drawn = {}
        for key in company.languages if drawing.bars else ():
            code = company.currency
            unit = millions.get(key, millions["en"]).replace(
                "{currency}", words().get(code, {}).get(key, code)
            )
            drawn[key] = draw(view_of(drawing, key, namer.shortly, marked) | {"unit": unit})
        yield _chart(drawing, number, namer.shortly, known) | {
            "drawn": drawn,
            "marked": any(bar.fact.id in marked for bar in drawing.bars),
        }


def _chart(drawing: Drawing, number: int, name: Callable[[Fact], Texts], known: frozenset[str]) -> View:
    paired = drawing.kind == "breakdown"
    rows = [
        {
            "label": name(bar.fact),
            "period": when(bar.fact.context.period),
            "amount": shown(bar.fact),
            # A figure of the release before is no fact of this one.
            "fact": bar.fact.id if bar.fact.id in known else "",
            "change": bar.change + ("" if bar.printed or not bar.change else "*"),
            "total": bar.kind == "total",
        }
        for bar in drawing.bars
    ]
    return {
        "number": number,
        "title": drawing.title,
        "paired": paired,
        "periods": [
            (kind, when(next(bar.fact.context.period for bar in drawing.bars if bar.kind == kind)))
            for kind in dict.fromkeys(bar.kind for bar in drawing.bars if paired)
        ],
        "rows": rows,
    }
