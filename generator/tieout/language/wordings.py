"""Wordings: the forms of a vocabulary, such as `{ordinal} quarter`, found in the tokens of a text.

A form is words and placeholders. A space in it stands for any space, comma, full stop or hyphen, or nothing.
A hyphen, full stop or apostrophe right beside a placeholder has to be printed: `{year}-{m}-{d}`, `Q{q}'{yy}`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from tieout.language.tokens import Token, tokens

Values = dict[str, tuple[int | str, ...]]


class Reader(Protocol):
    """Reads one kind of placeholder."""

    def begins(self, token: Token) -> bool:
        """Whether a value may begin with a token; asked once for each word."""

    def __call__(self, text: Sequence[Token], at: int) -> Iterable[tuple[int | str, int]]:
        """Each value that stands at a token, with the index of the token behind it."""


_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_REQUIRED = "-.'"
_MOST_WORDS = 100_000


@dataclass(frozen=True, slots=True)
class Step:
    """A word or a {placeholder} of a form.

    `gap` is what has to be printed before it: a certain sign, nothing at all (`""`), or anything (`None`).
    """

    text: str
    placeholder: bool
    gap: str | None


@dataclass(frozen=True, slots=True)
class Match:
    """A form found in the tokens [start, end): its `kind`, and the values of its placeholders."""

    kind: str
    start: int
    end: int
    values: Values
    form: str = ""


@dataclass(frozen=True, slots=True)
class _Form:
    kind: str
    steps: tuple[Step, ...]
    form: str


class Phrases:
    """Phrases with the value of each: `march` is 3. The longest is found first."""

    def __init__(self, said: Mapping[str, int | str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], int | str]]] = {}
        for phrase, value in said.items():
            self.add(phrase, value)

    def add(self, phrase: str, value: int | str) -> None:
        """Adds a phrase, before the known ones of the same length."""
        words = tuple(token.text for token in tokens(phrase))
        if words:
            there = self._by_first.setdefault(words[0], [])
            there.insert(0, (words, value))
            there.sort(key=lambda entry: -len(entry[0]))

    def begins(self, token: Token) -> bool:
        """Whether a phrase begins with this word."""
        return token.text in self._by_first

    def __call__(self, text: Sequence[Token], at: int) -> Iterable[tuple[int | str, int]]:
        """Each phrase at a token: its value, and the index of the token behind it."""
        for words, value in self._by_first.get(text[at].text, ()):
            end = at + len(words)
            if end <= len(text) and all(
                token.text == word for token, word in zip(text[at:end], words, strict=True)
            ):
                yield value, end


class Wordings:
    """The forms of several kinds. At each token the longest is found;
    of equally long ones, the first given.
    """

    def __init__(self, forms: Iterable[tuple[str, str]], readers: Mapping[str, Reader]) -> None:
        """`forms` are (kind, form)."""
        self._readers = readers
        self._by_word: dict[str, list[_Form]] = {}
        self._others: list[_Form] = []
        # Which forms may begin with a word, by how it is printed: most words begin none.
        self._candidates: dict[str, tuple[_Form, ...]] = {}
        for kind, form in forms:
            steps = _steps(form)
            if not steps:
                continue
            compiled = _Form(kind, steps, form)
            if steps[0].placeholder:
                self._others.append(compiled)
            else:
                self._by_word.setdefault(steps[0].text, []).append(compiled)

    def at(self, text: Sequence[Token], at: int) -> Match | None:
        """The longest form that begins at a token and ends at the end of a word; None where none does."""
        if text[at].joined:
            return None
        token = text[at]
        forms = self._candidates.get(token.printed)
        if forms is None:
            forms = self._beginning(token)
            if len(self._candidates) < _MOST_WORDS:
                self._candidates[token.printed] = forms
        best: Match | None = None
        for form in forms:
            match = self._match(form, text, at)
            if match is not None and (best is None or match.end > best.end):
                best = match
        return best

    def _beginning(self, token: Token) -> tuple[_Form, ...]:
        """The forms that may begin with a word."""
        others = [form for form in self._others if self._readers[form.steps[0].text].begins(token)]
        return (*self._by_word.get(token.text, ()), *others)

    def _match(self, form: _Form, text: Sequence[Token], at: int) -> Match | None:
        found = self._rest(form.steps, text, at, first=True)
        if found is None:
            return None
        end, pairs = found
        values: Values = {}
        for name, value in pairs:
            values[name] = (*values.get(name, ()), value)
        return Match(form.kind, at, end, values, form.form)

    def _rest(
        self, steps: Sequence[Step], text: Sequence[Token], at: int, *, first: bool
    ) -> tuple[int, list[tuple[str, int | str]]] | None:
        if not steps:
            return None if at < len(text) and text[at].joined else (at, [])
        if at >= len(text):
            return None
        step = steps[0]
        if not _gap_fits(step, text[at], first=first):
            return None
        if not step.placeholder:
            return self._rest(steps[1:], text, at + 1, first=False) if text[at].text == step.text else None
        for value, end in self._readers[step.text](text, at):
            found = self._rest(steps[1:], text, end, first=False)
            if found is not None:
                return found[0], [(step.text, value), *found[1]]
        return None


def _gap_fits(step: Step, token: Token, *, first: bool) -> bool:
    if step.gap is None:
        return True
    if step.gap:
        return token.gap.strip().endswith(step.gap) if first else token.gap.strip() == step.gap
    return first or not token.gap or token.kind in ("character", "sign")


# Companies of one language share most of their forms: each is taken apart once.
@lru_cache(maxsize=10_000)
def _steps(form: str) -> tuple[Step, ...]:
    """The steps of a form, each with what has to stand before it."""
    steps: list[Step] = []
    gap = ""
    # Whether a placeholder, or a letter or digit that it would join, stands right before.
    beside = loose = False
    for number, part in enumerate(_PLACEHOLDER.split(form)):
        if number % 2:
            required = _required(gap, beside=True, first=not steps)
            steps.append(Step(part, True, required if required or not loose else None))
            gap, beside, loose = "", True, False
            continue
        end = 0
        for token in tokens(part):
            before = token.gap if end else gap + token.gap
            needed = beside or bool(token.joined)
            steps.append(Step(token.text, False, _required(before, beside=needed, first=not steps)))
            end, gap = token.end, ""
            beside = False
            loose = token.kind in ("character", "sign")
        gap += part[end:].translate(str.maketrans("‘’", "''"))
    return tuple(steps)


def _required(gap: str, *, beside: bool, first: bool) -> str | None:
    """What has to be printed before a step:
    a sign beside a placeholder, "" for nothing, None for anything.
    """
    sign = "".join(character for character in gap if character in _REQUIRED)
    if beside and sign and len(sign) == 1:
        return sign
    if first or gap:
        return None
    return "" if beside else None
