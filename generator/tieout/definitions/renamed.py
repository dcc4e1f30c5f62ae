"""The table of YAML words that were renamed, and where a file still has the old ones.

A renamed word gets a line in `RENAMED`: `tieout migrate` rewrites it, and loading a file that has it gives a
finding.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from tieout.definitions import models
from tieout.definitions._keys import is_model, kinds_under
from tieout.definitions._yaml import Key


@dataclass(frozen=True, slots=True)
class Renamed:
    """A key in some part of a file, with its old and new name.

    `values` are the words of its value that were renamed with it: the possible values, or the keys of a map.
    A key whose old values now belong to different keys has an entry for each. Where only values were renamed,
    `old` equals `new`.
    """

    part: type[models.Model]
    old: str
    new: str
    values: Mapping[str, str] = field(default_factory=dict)

    def fits(self, value: Any) -> bool:
        """Whether a key with this value is an old word."""
        if not self.values or (isinstance(value, dict) and self.old != self.new):
            return True
        words = list(value) if isinstance(value, dict) else [value]
        return any(isinstance(word, str) and word in self.values for word in words)


_BALANCE = {"start": "opening", "end": "closing"}
_QUARTERS = {f"quarter-{number}": f"quarter-{number}" for number in range(1, 5)}

RENAMED = (
    # `table` is a printed table and nothing else.
    Renamed(models.StatementFile, "table", "hypercube"),
    Renamed(models.KindModel, "table", "hypercube"),
    Renamed(models.ConceptModel, "type", "type", {"table": "hypercube"}),
    # `total` is a line that is a sum.
    Renamed(models.ConceptModel, "total", "total-label"),
    Renamed(models.RelationModel, "total", "result"),
    # `at` said which end of a period, which period, and where something is printed.
    Renamed(models.LineModel, "at", "as-of", _BALANCE),
    Renamed(models.TermModel, "at", "as-of", _BALANCE),
    Renamed(models.TermModel, "at", "period", {"year-before": "year-earlier"} | _QUARTERS),
    Renamed(models.FigureModel, "at", "period"),
    Renamed(models.RoleModel, "at", "period"),
    Renamed(models.OpenModel, "at", "printed-at"),
    # `period` says which; whether a concept is of a point in time is XBRL's period type.
    Renamed(models.ConceptModel, "period", "period-type"),
    # `kind` is left to the kinds of statement that are drafted.
    Renamed(models.StatementFile, "kind", "role-type"),
    Renamed(models.KindModel, "kind", "role-type"),
    # A line has captions, as a table has one, beside its label and not instead of it.
    Renamed(models.LineModel, "print", "caption"),
    Renamed(models.LineModel, "inside", "parenthetical"),
    Renamed(models.DraftingFile, "titles", "titles", {"inside": "parenthetical"}),
)


@dataclass(frozen=True, slots=True)
class OldWord:
    """An old word at a place in a file. It `clashes` if its new name stands beside it."""

    path: Key
    rule: Renamed
    value: Any
    clashes: bool

    @property
    def said(self) -> tuple[str, str]:
        """The old and the new word, each with its value where that was renamed too."""
        old, new = self.rule.old, self.rule.new
        if isinstance(self.value, str) and self.value in self.rule.values:
            return f"{old}: {self.value}", f"{new}: {self.rule.values[self.value]}"
        if old == new:
            inner = [(word, now) for word, now in self.rule.values.items() if word in self.value]
            return tuple(f"{old}: {{{', '.join(words)}}}" for words in zip(*inner, strict=True))  # type: ignore[return-value]
        return old, new


def old_words(data: Any, model: type[BaseModel]) -> Iterator[OldWord]:
    """The old words in the plain data of a file."""
    yield from _walk(data, [model], ())


def _walk(data: Any, kinds: list[Any], path: Key) -> Iterator[OldWord]:
    if isinstance(data, list):
        for index, value in enumerate(data):
            yield from _walk(value, _under(kinds, index), (*path, index))
    elif isinstance(data, dict):
        parts = tuple(kind for kind in kinds if is_model(kind))
        for key, value in data.items():
            here = (*path, key)
            rule = next((rule for rule in RENAMED if rule.old == key and _applies(rule, parts, value)), None)
            if rule is not None:
                yield OldWord(here, rule, value, rule.new != key and rule.new in data)
            # What stands below an old word is of the kind that the new one has.
            yield from _walk(value, _under(kinds, rule.new if rule is not None else key), here)


def _applies(rule: Renamed, parts: tuple[type[BaseModel], ...], value: Any) -> bool:
    return any(issubclass(part, rule.part) for part in parts) and rule.fits(value)


def _under(kinds: list[Any], part: str | int) -> list[Any]:
    return [inner for kind in kinds for inner in kinds_under(kind, part)]
