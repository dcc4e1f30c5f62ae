"""The pictures of a release on the page, each with its figures as a table for those who cannot see it."""

from collections.abc import Callable, Iterator
from typing import Any

from tieout.render.labels import Labels
from tieout.render.pictures import Drawing, drawings, svg_of, view_of
from tieout.render.proof.model import SignOff
from tieout.render.proof.texts import shown, when, words

View = dict[str, Any]
Draw = Callable[[View], str]

# Rows of a picture, in pixels: of one bar, of two.
_STEP = {"bridge": 36, "breakdown": 44}


def charts(done: SignOff, draw: Draw) -> Iterator[View]:
    """The pictures, numbered; none before figures are facts. `draw` makes a specification of a view."""
    if done.tied is None:
        return
    company = done.definition.company
    labels = Labels(company)
    marked = frozenset(entry.total for entry in done.tied.accepted if entry.kind == "repeat")
    millions = words()["millions"]
    for number, drawing in enumerate(drawings(done.definition, done.facts, done.tied), 1):
        drawn = {}
        for key in company.languages if drawing.bars else ():
            code = company.currency
            unit = millions.get(key, millions["en"]).replace(
                "{currency}", words().get(code, {}).get(key, code)
            )
            paired = {"paired": drawing.kind == "breakdown", "step": _STEP[drawing.kind], "unit": unit}
            drawn[key] = svg_of(draw(view_of(drawing, key, labels, marked) | paired))
        yield _chart(drawing, number, labels) | {
            "drawn": drawn,
            "marked": any(bar.fact.id in marked for bar in drawing.bars),
        }


def _chart(drawing: Drawing, number: int, labels: Labels) -> View:
    paired = drawing.kind == "breakdown"
    rows = [
        {
            "label": labels.of(bar.fact.concept),
            "period": when(bar.fact.context.period),
            "amount": shown(bar.fact),
            "fact": bar.fact.id,
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
