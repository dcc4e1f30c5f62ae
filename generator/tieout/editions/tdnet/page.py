"""The page of a form as Inline XBRL 1.0 (2010-04-20), as TDnet accepts it, and its schema.

Facts stand where the form prints them. Facts that it prints nowhere, and ends of ranges without a forecast,
are included too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tieout.definitions import models
from tieout.editions.tdnet.fill import Filler, FormFact
from tieout.editions.tdnet.form import FormError, Forms
from tieout.render.instance_view import common_measure
from tieout.render.names import TYPES_OF

View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """A filled form: the view for its template, and its facts in order."""

    view: View
    facts: tuple[FormFact, ...]


class Laid:
    """Lays out the blocks of a form and collects their facts."""

    def __init__(self, forms: Forms, filler: Filler) -> None:
        self._forms, self._filler = forms, filler
        self._facts: dict[str, FormFact] = {}
        self._hidden: list[View] = []

    def page(self, name: str, code: str, schema: str) -> Page:
        """The page; `name` is the company's name, `schema` the schema's file name."""
        blocks = [self._block(block) for block in self._forms.form.blocks]
        facts = tuple(self._facts.values())
        common = self._forms.common
        contexts = {fact.context.id: fact.context for fact in facts}
        titles = (fact.shown for fact in facts if fact.element == common.title)
        title = next(titles, self._forms.form.form)
        view = {
            "language": common.language,
            "title": f"{name} {title}",
            "prefix": common.taxonomy.prefix,
            "namespace": common.taxonomy.namespace,
            "schema": schema,
            "scheme": self._forms.form.report.scheme,
            "code": code,
            "contexts": list(contexts.values()),
            "units": [
                _unit(id_, common.units[id_]) for id_ in dict.fromkeys(f.unit for f in facts if f.unit)
            ],
            "hidden": self._hidden,
            "blocks": blocks,
        }
        return Page(view, facts)

    def _block(self, block: models.BlockModel) -> View:
        lines = [self._line(line, block.context or "") for line in block.lines]
        return {
            "heading": self._forms.text(block.heading or ""),
            "note": self._forms.text(block.note or ""),
            "lines": [line for line in lines if line["pieces"]],
            "table": self._table(block.table) if block.table is not None else None,
        }

    def _line(self, line: models.FormLineModel, context: str) -> View:
        pieces: list[View] = []
        for piece in line.pieces:
            if piece.element is None:
                pieces.append({"text": self._forms.text(piece.text or "")})
            elif (fact := self._filler.fact(piece, context)) is not None:
                shown = self._shown(fact, piece.unshown)
                (self._hidden if line.style == "hidden" else pieces).append(shown)
        return {"style": line.style, "pieces": pieces}

    def _table(self, table: models.FormTableModel) -> View:
        heads, units, rows = self._forms.table(table)
        filled = []
        for label, cells in rows:
            shown = [self._filler.figures(cell) if cell is not None else () for cell in cells]
            filled.append(
                {"label": label, "cells": [[self._shown(fact) for fact in facts] for facts in shown]}
            )
        return {"heads": list(_spanned(heads)), "units": units, "rows": filled}

    def _shown(self, fact: FormFact, unshown: int = 0) -> View:
        """The template's view of a fact. Its `mark` (a minus sign,
        or the sign for nil) stands outside of the tag.
        """
        if (other := self._facts.setdefault(fact.key, fact)) is not fact:
            raise FormError(f"the form has two places for {other.key}")
        marks = self._forms.common.marks
        negative = isinstance(fact.value, Decimal) and fact.value < 0
        seen = len(fact.shown) - unshown
        mark = marks.negative if negative else ""
        return {
            "id": fact.id,
            "element": fact.element,
            "context": fact.context.id,
            "unit": fact.unit,
            "scale": fact.scale,
            "decimals": fact.decimals,
            "format": fact.format,
            "nil": fact.value is None,
            "mark": marks.nil if fact.value is None else mark,
            "negative": negative,
            "text": fact.shown[:seen],
            "unseen": fact.shown[seen:],
        }


def _spanned(heads: list[str]) -> Iterator[tuple[str, int]]:
    """The headers of columns, each with the number of neighbouring columns that it spans."""
    start = 0
    for index in range(1, len(heads) + 1):
        if index == len(heads) or heads[index] != heads[start]:
            yield heads[start], index - start
            start = index


def _unit(id_: str, measure: str) -> View:
    """A unit by its measure: a currency, `shares`, `pure`, or one over another."""
    over, _, under = measure.partition("/")
    return {"id": id_, "over": common_measure(over), "under": common_measure(under) if under else ""}


def schema(forms: Forms) -> View:
    """The view of the report's schema,
    which declares nothing and refers to the taxonomy and its linkbases.
    """
    form, taxonomy = forms.form, forms.common.taxonomy
    linkbases = [form.definitions, *taxonomy.labels]
    return {
        "prefix": forms.text(form.report.prefix),
        "namespace": forms.text(form.report.namespace),
        "roles": [],
        "linkbases": [{"role": "", "href": address} for address in linkbases],
        "imports": [{"namespace": taxonomy.namespace, "href": taxonomy.schema_}],
        "types_of": TYPES_OF,
        "types": [],
        "elements": [],
    }
