"""Concepts derived from others by rules of the base layer: growth over a year, movement of a balance."""

from collections.abc import Mapping
from dataclasses import replace

from tieout.core import Place
from tieout.definitions.models import DerivedModel, LineModel, TableModel
from tieout.definitions.taxonomy import Concept, PrintedTable


class Derivations:
    """Makes derived concepts by the rules of the base layer."""

    def __init__(self, rules: Mapping[str, DerivedModel]) -> None:
        """`rules` are the rules by kind of derivation."""
        self._rules = rules
        self._told: set[str] = set()

    def name(self, concept: str, kind: str) -> str:
        """The name of the concept of some kind derived from another: `RevenuesChangeOverPriorYear`."""
        return concept + self._rules[kind].suffix

    def says(self, base: Concept, kind: str) -> dict[str, str]:
        """The relation between a concept and the one derived from it, as a sentence by language."""
        return _filled(self._rules[kind].says, base)

    def first(self, name: str) -> bool:
        """Whether this derived concept is asked about for the first time."""
        first = name not in self._told
        self._told.add(name)
        return first

    def concept(self, base: Concept, kind: str, prefix: str, place: Place) -> Concept:
        """The concept of some kind derived from `base`: one of the company's own, with its `prefix`."""
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
    """The kinds of derivation (growth, movement) for a line's concept, as the line and its table say."""
    if not (model.concept or model.total):
        return ()
    change = table.change if table is not None and model.changes else None
    return tuple(dict.fromkeys((*model.derive, *((change,) if change else ()))))
