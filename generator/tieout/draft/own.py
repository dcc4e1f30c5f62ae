"""A company's own (extension) concepts: named after their captions, labelled, aligned with wider elements."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from tieout.core import Place
from tieout.definitions import Company, Concept, Element, Wordings
from tieout.draft.likeness import Lexicon
from tieout.draft.model import Proposal, Source
from tieout.draft.sheet import Entry
from tieout.layout import tidy

_SUFFIXES = ("Abstract", "Table", "LineItems", "Axis", "Domain", "Member")
_NUMBER = re.compile(r"\d+")
_MAX_NAME = 150
_NOWHERE = Place()
# What has no letter to be named by.
_UNNAMED = "Unnamed"
# What is said of a concept without a balance.
_BARE = " A positive value is printed without brackets."


def _digits(text: str) -> tuple[str, ...]:
    """The numbers in a text: what tells `Level 1` from `Level 2`."""
    return tuple(_NUMBER.findall(tidy(text)))


class Own:
    """The concepts that a draft adds to those of the base layer."""

    def __init__(self, company: Company, words: Wordings) -> None:
        language = company.language
        self._company = company
        self._words = words
        self._language = language
        self._labels = {concept.label[language] for concept in company.base.concepts.values()}
        self._members: list[tuple[str, str, Concept]] = []
        self._base_members = [c for c in company.base.concepts.values() if c.type == "member"]
        self._parts: dict[str, str] = {}
        self.concepts: dict[str, Concept] = {}
        self.official: set[str] = set()

    @property
    def numeric(self) -> Iterator[Concept]:
        """The added concepts that have figures."""
        return (concept for concept in self.concepts.values() if concept.numeric)

    def proposal(self, concept: Concept, score: float, why: tuple[str, ...]) -> Proposal:
        """A proposal of a concept; `score` is about 0 to 1.
        Its source tells whether the concept is an own one.
        """
        source: Source = "official" if concept.name in self.official else "base"
        if concept.name in self.concepts and concept.name not in self.official:
            source = "own"
        return Proposal(concept, source, max(0, min(100, round(100 * score))), why)

    def is_part(self, concept: Concept, of: Iterable[str]) -> bool:
        """Whether an own concept was made as a part of one of these elements."""
        return self._parts.get(concept.name) in {*of}

    def heading(self, caption: str) -> Concept:
        """An own abstract concept for a heading."""
        label = sentence(caption, self._words)
        doc = f'Groups the lines of "{label}".'
        return self._add(camel(caption) + "Abstract", "heading", f"{label} [Abstract]", doc)

    def axes_of(self, caption: str, lexicon: Lexicon) -> frozenset[str]:
        """The axes on which a caption has named a member before."""
        said, digits = lexicon.terms(caption).text, _digits(caption)
        return frozenset(
            axis
            for axis, text, _ in self._members
            if lexicon.terms(text).text == said and _digits(text) == digits
        )

    def names(self, axis: str) -> bool:
        """Whether a caption has named a member on an axis before."""
        return any(axis == one for one, _, _ in self._members)

    def member(self, caption: str, axis: str, lexicon: Lexicon) -> Concept:
        """The member that a caption names on an axis: one of the base layer, or else an own one.

        All words of the caption have to agree, and its digits: `Total boat revenues` are not `Boat sales`.
        """
        said, digits = lexicon.terms(caption), _digits(caption)
        for concept in self._base_members:
            there = lexicon.terms(concept.label[self._language].split("[")[0])
            if said.words == there.words and digits == _digits(concept.label[self._language]):
                return concept
        for other, text, concept in self._members:
            if other == axis and said.words == lexicon.terms(text).words and digits == _digits(text):
                return concept
        label = sentence(caption, self._words)
        domain = self._company.base.concepts[axis].default
        doc = f'The part that the release calls "{label}".'
        wider = self._element(domain)
        concept = self._add(camel(caption) + "Member", "member", f"{label} [Member]", doc, element=wider)
        self._members.append((axis, caption, concept))
        return concept

    def official_concept(self, element: Element) -> Concept:
        """An official element outside the base layer, as a concept that is not in use yet."""
        return self._made(
            element.name,
            element.type,
            spaced(element.name),
            "",
            period=element.period,
            balance=element.balance,
            element=f"us-gaap:{element.name}" if element.aligned else None,
            relation="exact",
        )

    def take(self, concept: Concept, caption: str) -> Concept:
        """Puts an official concept into use, with the caption of its first line as label."""
        if concept.name in self.concepts or concept.name in self._company.base.concepts:
            return self.concepts.get(concept.name, concept)
        text = sentence(caption, self._words) or spaced(concept.name)
        label = self._unused(text, concept.name)
        doc = f'What the release prints as "{text}".'
        taken = replace(
            concept,
            label=dict.fromkeys(self._company.languages, label),
            doc=dict.fromkeys(self._company.languages, doc),
        )
        self.official.add(concept.name)
        self.concepts[concept.name] = taken
        return taken

    def turn(self, concept: Concept, balance: Literal["debit", "credit"] | None) -> Concept:
        """Gives an own concept another balance, and returns it as it is then."""
        doc = concept.doc
        if balance is None:
            doc = {language: f"{text}{_BARE}" for language, text in concept.doc.items()}
        self.concepts[concept.name] = turned = replace(concept, balance=balance, doc=doc)
        return turned

    def concept(
        self,
        caption: str,
        entry: Entry,
        period: str,
        balance: Literal["debit", "credit"] | None,
        wider: str | None,
        named: tuple[str, str] = ("", ""),
    ) -> Concept:
        """An own concept for a line, aligned with the wider official element.

        `named` are words for its name before and after the caption.
        """
        label = sentence(caption, self._words)
        name = camel(caption)
        before, after = named
        said = name.casefold()
        if before and spaced(before).split()[0].casefold() not in said:
            name, label = before + name, f"{spaced(before).capitalize()} {lower(label)}"
        if after and spaced(after).split()[-1].casefold() not in said:
            name, label = name + after, f"{label} {spaced(after).casefold()}"
        doc = f'What the release prints as "{label}".'
        if entry.type == "monetary" and balance is None:
            doc += _BARE
        concept = self._add(
            name, entry.type, label, doc, period=period, balance=balance, element=wider, unit=entry.unit
        )
        if wider is not None:
            self._parts[concept.name] = wider.rpartition(":")[2]
        return concept

    def _element(self, name: str | None) -> str | None:
        concept = self._company.base.concepts.get(name or "")
        return concept.element if concept is not None else None

    def _add(  # noqa: PLR0913 - what a concept is made of
        self,
        name: str,
        type_: str,
        label: str,
        doc: str,
        *,
        period: str = "duration",
        balance: str | None = None,
        element: str | None = None,
        relation: str = "narrower",
        unit: str = "",
    ) -> Concept:
        if type_ not in ("heading", "member") and name.endswith(_SUFFIXES):
            name += "Amount"
        name = self._free(name)
        label = self._unused(label, name)
        concept = self._made(
            name, type_, label, doc, period=period, balance=balance, element=element, relation=relation
        )
        if unit:
            concept = replace(concept, unit=unit)
        self.concepts[name] = concept
        return concept

    def _made(  # noqa: PLR0913 - as above
        self,
        name: str,
        type_: str,
        label: str,
        doc: str,
        *,
        period: str,
        balance: str | None,
        element: str | None,
        relation: str,
    ) -> Concept:
        return Concept(
            name=name,
            prefix=self._company.own.prefix,
            type=type_,
            balance=balance if type_ == "monetary" else None,  # type: ignore[arg-type]
            period=period,  # type: ignore[arg-type]
            label=dict.fromkeys(self._company.languages, label),
            total=None,
            doc=dict.fromkeys(self._company.languages, doc),
            relation=relation if element is not None else "none",  # type: ignore[arg-type]
            element=element,
            topic=None,
            default=None,
            unit=None,
            derived=None,
            place=_NOWHERE,
            align_place=_NOWHERE,
        )

    def _free(self, name: str) -> str:
        stem = next((s for s in _SUFFIXES if name.endswith(s)), "")
        bare, count, free = name.removesuffix(stem), 1, name
        while free in self.concepts or free in self._company.base.concepts:
            count += 1
            free = f"{bare}{count}{stem}"
        return free

    def _unused(self, label: str, name: str) -> str:
        """A standard label that no other concept has; the words of the concept's name make it unique."""
        if label in self._labels:
            label = f"{label} ({spaced(name)})"
        self._labels.add(label)
        return label


def camel(caption: str) -> str:
    """A caption as a concept's name: words in upper camel case, letters and digits alone."""
    words = re.findall(r"[A-Za-z0-9]+", tidy(caption).replace("'", "").replace("&", " And "))
    # The capitals within a name such as eBook stay.
    name = "".join(word[:1].upper() + (word[1:].lower() if word.isupper() else word[1:]) for word in words)
    name = name.lstrip("0123456789")
    name = name[:1].upper() + name[1:]
    return name[:_MAX_NAME] or _UNNAMED


def spaced(name: str) -> str:
    """A name in upper camel case as separate words: `CostOfSales` is `Cost Of Sales`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)


def sentence(caption: str, words: Wordings) -> str:
    """A caption as a label: without its marks, and in small letters where it is all capitals."""
    text = tidy(caption).replace("<", "").strip()
    if text.isupper():
        text = " ".join(
            word if word.capitalize() in words.capitals else word.lower() for word in text.split()
        )
    if text[1:2].islower() or len(text) < 2 or text[:1].isupper():
        text = text[:1].upper() + text[1:]
    return text[:400] or _UNNAMED


def lower(label: str) -> str:
    """A label for the middle of a sentence: its first letter small, except in an abbreviation."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label
