"""Renders printed figures as inline XBRL markup."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from markupsafe import escape

from tieout.facts import FactSet
from tieout.mapping import Printed
from tieout.render.digits import digits_of, says, transformed
from tieout.render.drawn import OPEN, Draw, pattern
from tieout.render.grid_rows import Entry


@dataclass(frozen=True, slots=True)
class FactTag:
    """The attributes of a fact's element. `form` is the transformation that reads the shown text."""

    id: str
    name: str
    context: str
    unit: str
    nil: bool = False
    decimals: int | None = None
    scale: int = 0
    negative: bool = False
    form: str = "fixed-zero"


class Tags:
    """Renders printed figures with the tags of their facts.

    A template draws each kind of tag once. Only id, name, context and digits differ within a kind, and are
    filled in: a report has facts by the hundred thousand.
    """

    def __init__(
        self, facts: FactSet, footnotes: list[dict[str, Any]], draw: Draw, *, comma: bool = False
    ) -> None:
        self._draw = draw
        # Whether the language has a comma before decimal places.
        self._comma = comma
        self._kind = cache(self._kind_of)
        self._facts = facts.by_id()
        self._marks: dict[str, tuple[int, ...]] = {}
        for note in footnotes:
            for entry in note["facts"]:
                marks = self._marks.get(entry["fact"], ())
                self._marks[entry["fact"]] = (*marks, note["order"])
        self._unlike = {(r.printed.place, r.fact) for r in facts.repeats if not r.agrees}
        # Of printings that contradict each other one alone is the fact, and nothing says which is right.
        self._unlike |= {(p.place, name) for name, p in facts.printed if self._contradicts(name, p)}
        self._tagged_once: set[str] = set()
        self._repeats: dict[str, int] = {}
        self._left_out = pattern(draw("", OPEN, ""))

    def left_out(self, text: str) -> str:
        """A printed text that is no fact."""
        return self._left_out % escape(text)

    def nil(self, found: Sequence[Entry]) -> str:
        """A line printed without a figure, as nil facts."""
        return self._draw("", "", "–", [self._tagged(*entry) for entry in found])

    def figure(self, shown: str, found: Sequence[Entry]) -> str:
        """A figure as shown, with the tags of the facts that it is or repeats."""
        digits = digits_of(shown, found[0][1].figure)
        if digits is not None and len(found) == 1 and self._is_fact(*found[0]):
            fact_id = found[0][0]
            return self._filled(_around(shown, digits), *found[0], fact_id, self._marks.get(fact_id, ()))
        facts = {fact_id for fact_id, printed in found if self._is_fact(fact_id, printed)}
        told = [entry for entry in found if entry[0] in facts or self._is_unlike(*entry)]
        marks = tuple(dict.fromkeys(mark for fact_id, _ in told for mark in self._marks.get(fact_id, ())))
        tagged = [
            self._tagged(fact_id, printed, digits, repeated=fact_id not in facts)
            for fact_id, printed in found
            if fact_id in facts or (not self._is_unlike(fact_id, printed) and _says(digits, printed))
        ]
        before, middle, after = ("", shown, "") if digits is None else _around(shown, digits)
        return self._draw(before, middle, after, tagged, marks, "" if tagged else found[0][0])

    def placed(self, shown: str, found: Sequence[Entry]) -> str:
        """The digits of a figure on the page, with the tags of their facts.

        "" where they do not give the facts' values, or no transformation reads them: damaged digits are no
        figure.
        """
        digits = digits_of(shown, found[0][1].figure)
        told = [entry for entry in found if not self._is_unlike(*entry) and _says(digits, entry[1])]
        if not told or (digits is not None and (digits[0] != shown or not self._form(shown)[0])):
            return ""
        if digits is not None and len(told) == 1:
            is_fact = self._is_fact(*told[0])
            return self._filled(("", shown, ""), *told[0], told[0][0] if is_fact else self._again(told[0][0]))
        tagged = [self._tagged(*entry, digits, repeated=not self._is_fact(*entry)) for entry in told]
        return self._draw("", shown, "", tagged)

    def is_unread(self, shown: str, found: Sequence[Entry]) -> bool:
        """Whether the digits have the figure's value but no transformation reads them."""
        digits = digits_of(shown, found[0][1].figure)
        return digits is not None and _says(digits, found[0][1]) and not self._form(digits[0])[0]

    def are_unlike(self, found: Sequence[Entry]) -> bool:
        """Whether all printings differ from the facts that they repeat."""
        return all(self._is_unlike(*entry) for entry in found)

    @property
    def tagged(self) -> frozenset[str]:
        """The ids of the facts that have a tag of their own."""
        return frozenset(self._tagged_once)

    @property
    def repeated(self) -> Iterator[str]:
        """The ids of the tags of repeats."""
        return (f"{name}.{n}" for name, last in self._repeats.items() for n in range(2, last + 1))

    def _filled(
        self,
        shown: tuple[str, str, str],
        fact_id: str,
        printed: Printed,
        tag_id: str,
        marks: tuple[int, ...] = (),
    ) -> str:
        """A figure that is one fact, as most are: the pattern of its kind, filled in."""
        fact, figure = self._facts[fact_id], printed.figure
        assert figure is not None
        before, middle, after = shown
        form, places = self._form(middle)
        kind = self._kind(
            before,
            after,
            marks,
            fact.unit.id if fact.unit is not None else "",
            figure.decimals,
            places - figure.decimals,
            figure.value < 0,
            form,
        )
        return kind % (tag_id, fact.concept.qname, fact.context.id, middle)

    def _kind_of(self, before: str, after: str, marks: tuple[int, ...], *attributes: Any) -> str:
        """The pattern of a kind of tag, with places for id, name, context and digits."""
        unit, decimals, scale, negative, form = attributes
        tag = FactTag(OPEN, OPEN, OPEN, unit, decimals=decimals, scale=scale, negative=negative, form=form)
        return pattern(self._draw(before, OPEN, after, [tag], marks=marks))

    def _is_fact(self, fact_id: str, printed: Printed) -> bool:
        """Whether the fact's value comes from this printing; a proven figure has its own cell."""
        first = self._facts[fact_id].places[0]
        if fact_id in self._tagged_once or first not in (printed.place, printed.cell):
            return False
        self._tagged_once.add(fact_id)
        return True

    def _contradicts(self, fact_id: str, printed: Printed) -> bool:
        """Whether a printing is as precise as the fact but has another value."""
        fact, other = self._facts[fact_id].figure, printed.figure
        return fact is not None and other is not None and fact != other and fact.decimals == other.decimals

    def _is_unlike(self, fact_id: str, printed: Printed) -> bool:
        return (printed.place, fact_id) in self._unlike

    def _again(self, fact_id: str) -> str:
        """The id for the tag of a further printing of a fact."""
        number = self._repeats[fact_id] = self._repeats.get(fact_id, 1) + 1
        return f"{fact_id}.{number}"

    def _tagged(
        self, fact_id: str, printed: Printed, digits: re.Match[str] | None = None, *, repeated: bool = False
    ) -> FactTag:
        fact, figure = self._facts[fact_id], printed.figure
        unit = fact.unit.id if fact.unit is not None else ""
        whose = (self._again(fact_id) if repeated else fact_id, fact.concept.qname, fact.context.id, unit)
        if figure is None:
            return FactTag(*whose, nil=True)
        if digits is None:
            return FactTag(*whose, decimals=figure.decimals, negative=figure.value < 0)
        form, places = self._form(digits[0])
        return FactTag(
            *whose,
            decimals=figure.decimals,
            scale=places - figure.decimals,
            negative=figure.value < 0,
            form=form,
        )

    def _form(self, digits: str) -> tuple[str, int]:
        return transformed(digits, comma=self._comma)


def _around(shown: str, digits: re.Match[str]) -> tuple[str, str, str]:
    return shown[: digits.start()], digits[0], shown[digits.end() :]


def _says(digits: re.Match[str] | None, printed: Printed) -> bool:
    """Whether the shown digits have the figure's value; those of a damaged cell need not."""
    figure = printed.figure
    if figure is None or digits is None:
        return figure is not None and figure.value == 0
    return says(digits[0], figure)
