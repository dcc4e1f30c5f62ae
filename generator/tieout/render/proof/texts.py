"""Texts on the page: words in each language, labels, periods, amounts."""

import base64
import hashlib
from decimal import Decimal
from functools import cache
from pathlib import Path

from tieout.core import Period
from tieout.core.shipped import shipped
from tieout.definitions import Company
from tieout.facts import Fact
from tieout.render.labels import Labels

Texts = dict[str, str]
"""A text by language."""


@cache
def words() -> dict[str, Texts]:
    """The page's own words, by key and language."""
    loaded: dict[str, Texts] = shipped("tieout.render", "words.yaml")
    return loaded


def digest_of(path: Path) -> str:
    """The SHA-256 of a file: it identifies the text that a person signs."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def script_digest(script: str) -> str:
    """The hash by which a content security policy allows a script."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def key_of(outcome: str) -> str:
    """The CSS class for an outcome of a number (see `Traced`)."""
    return outcome.replace(" ", "-")


def word_of(outcome: str) -> str:
    """The key in `words.yaml` for an outcome of a number."""
    return "recovered-number" if outcome == "recovered" else key_of(outcome)


def when(period: Period) -> str:
    """A period as text that no language reads wrongly."""
    return str(period.end) if period.start is None else f"{period.start} – {period.end}"


def plain(amount: Decimal) -> str:
    """An amount with all its digits."""
    return f"{amount:,f}"


def shown(fact: Fact) -> str:
    """A fact's value as text."""
    return plain(fact.value) if isinstance(fact.value, Decimal) else str(fact.value or "–")


class Namer:
    """Names facts by their labels and members."""

    def __init__(self, company: Company) -> None:
        self._company = company
        self._labels = Labels(company)
        self.languages = company.languages

    def of(self, fact: Fact, statement: str = "") -> Texts:
        """A fact's label with its members', in each language."""
        label = self._labels.of(fact.concept, statement)
        members = [self._company.concept(member).label for _, member in fact.context.members]
        return {key: " – ".join([label[key], *(member[key] for member in members)]) for key in self.languages}

    def shortly(self, fact: Fact) -> Texts:
        """The shortest name of a fact in a picture: its members, or else its label."""
        members = [member for _, member in self.members(fact)]
        if not members:
            return self._labels.of(fact.concept)
        return {key: " – ".join(member[key] for member in members) for key in self.languages}

    def members(self, fact: Fact) -> list[tuple[Texts, Texts]]:
        """The labels of a fact's axes and members."""
        return [
            (self._company.concept(axis).label, self._company.concept(member).label)
            for axis, member in fact.context.members
        ]
