"""Chooses the edition's element for each of our concepts: an official one if the alignment is exact."""

from dataclasses import dataclass, replace

from tieout.core import Finding, Severity
from tieout.definitions import Concept, is_official_name
from tieout.editions.us_gaap.elements import ENGLISH, Official, end_of, kind_of, official


@dataclass(frozen=True, slots=True)
class Chosen:
    """A concept in the edition. `how` explains the choice;
    `anchor` is the wider or narrower official element.
    """

    concept: Concept
    how: str
    anchor: str | None = None
    wider: bool = False


class Choice:
    """The concepts of a report in the edition of a year, by our names.

    Own concepts have the `prefix` of the company's files. All have English texts only; official ones have no
    documentation.
    """

    def __init__(self, concepts: tuple[Concept, ...], year: int, prefix: str) -> None:
        """`concepts` are those in the report."""
        self._year, self._prefix = year, prefix
        self._told: list[Finding] = []
        self.chosen = {concept.name: self._choose(concept) for concept in concepts}

    @property
    def told(self) -> tuple[Finding, ...]:
        """Findings about the choice."""
        return tuple(self._told)

    def __getitem__(self, name: str) -> Concept:
        """The edition's concept for ours of this name."""
        return self.chosen[name].concept

    def _choose(self, concept: Concept) -> Chosen:
        element = official(concept.element, self._year) if concept.element else None
        if concept.relation != "exact":
            return self._own(concept, element, "no official element is exactly this")
        if element is None:
            why = f"{concept.element} is not in the taxonomy of {self._year}"
            self._tell("edition.gone", f"{why}: {concept.name} is an extension", concept)
            return self._own(concept, None, why)
        if unlike := _unlike(concept, element):
            return self._own(concept, None, f"{element.name} {unlike} in {self._year}")
        if element.deprecated and element.deprecated <= self._year:
            instead = f"; instead: {', '.join(element.successors)}" if element.successors else ""
            why = f"{element.name} is deprecated since {element.deprecated}{instead}"
            self._tell("edition.deprecated", f"{why}: {concept.name} is an extension", concept)
            return self._own(concept, None, why)
        prefix, _, name = element.name.partition(":")
        total = english(concept.total or {}) or None
        found = replace(concept, name=name, prefix=prefix, label=english(concept.label), total=total, doc={})
        return Chosen(found, f"exactly {element.name}")

    def _own(self, concept: Concept, anchor: Official | None, why: str) -> Chosen:
        own = replace(
            concept,
            name=_free(concept.name),
            prefix=self._prefix,
            label=english(concept.label),
            total=english(concept.total or {}) or None,
            doc=english(concept.doc),
        )
        of = anchor.name if anchor is not None else None
        how = f"extension: {why}" + (f"; {concept.relation} than {of}" if of else "")
        return Chosen(own, how, of, wider=concept.relation == "wider")

    def _tell(self, code: str, said: str, concept: Concept) -> None:
        mend = "Align the concept with an element of that year, or state another year for the release."
        self._told.append(Finding(code, said, mend, (concept.align_place,), Severity.NOTICE))


def _free(name: str) -> str:
    """A name that no official element has, as the manual (6.7.16) demands."""
    if not is_official_name(name):
        return name
    end = end_of(name)
    return f"{name.removesuffix(end)}AsReported{end}"


def _unlike(concept: Concept, element: Official) -> str:
    """How an official element differs from a concept; "" where it does not."""
    if kind_of(concept.type) != element.kind:
        return f"is of the kind {element.kind}"
    if concept.period != element.period:
        return f"is of the period type {element.period}"
    if (concept.balance or "") != element.balance:
        return f"has the balance {element.balance or 'none'}"
    return ""


def english(text: dict[str, str]) -> dict[str, str]:
    """The English text alone, since the SEC takes no other."""
    return {ENGLISH: text[ENGLISH]} if ENGLISH in text else {}
