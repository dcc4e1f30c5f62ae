"""Concepts that are derived from others, by rules of the base layer: growth over a year, movement."""

from collections.abc import Mapping
from dataclasses import replace

from tieout.core import Place
from tieout.definitions.models import DerivedModel, LineModel, TableModel
from tieout.definitions.taxonomy import Concept, PrintedTable


class Derivations:
    """The concepts that are derived from others, by rules of the base layer."""

    def __init__(self, rules: Mapping[str, DerivedModel]) -> None:
        """`rules` by kind."""
        self._rules = rules
        self._told: set[str] = set()

    def name(self, concept: str, kind: str) -> str:
        """The name of a concept that is derived from another: `RevenuesChangeOverPriorYear`."""
        return concept + self._rules[kind].suffix

    def says(self, base: Concept, kind: str) -> dict[str, str]:
        """The relation between the two in a sentence."""
        return _filled(self._rules[kind].says, base)

    def first(self, name: str) -> bool:
        """Whether a derived concept is met for the first time."""
        first = name not in self._told
        self._told.add(name)
        return first

    def concept(self, base: Concept, kind: str, prefix: str, place: Place) -> Concept:
        """The concept that is derived from `base` in a way: one of the company's own, with its `prefix`."""
        rule = self._rules[kind]
        return replace(
            base,
            name=self.name(base.name, kind),
            prefix=prefix,
            type=base.type if rule.type == "same" else rule.type,
            balance=base.balance if rule.type == "same" else None,
            period="duration",
            label=_filled(rule.label, base),
            total=None,
            doc=_filled(rule.doc, base),
            relation="none",
            element=None,
            topic=None,
            derived=(kind, base.name),
            place=place,
            align_place=place,
        )


def _filled(texts: dict[str, str], base: Concept) -> dict[str, str]:
    return {
        key: " ".join(text.replace("{label}", base.label.get(key, base.name)).split())
        for key, text in texts.items()
    }


def kinds_of(model: LineModel, table: TableModel | PrintedTable | None) -> tuple[str, ...]:
    """How the concept of a line has concepts derived from it: as the line says, and its table."""
    if not (model.concept or model.total):
        return ()
    change = table.change if table is not None and model.changes else None
    return tuple(dict.fromkeys((*model.derive, *((change,) if change else ()))))
