"""Numbers that are no figures, by patterns of a language or of a company; and the limits of such patterns."""

import re
from collections.abc import Iterator
from functools import lru_cache

from tieout.core import Finding, Place, Severity
from tieout.definitions import Company, Vocabulary
from tieout.layout import Release, Table

_NUMBER = re.compile(r"\d+(?:,\d+)*(?:\.\d+)?")
# As far as this a number's currency or scale is looked for.
_BESIDE = 30


class Excuses:
    """Finds the numbers of a line that are no figures.

    A pattern of the language always counts. One of the company's own is refused where it covers an amount, a
    whole line, or all numbers of a table, since it would hide figures.
    """

    def __init__(self, company: Company) -> None:
        vocabulary = company.vocabulary
        own = set(vocabulary.own_not_figures)
        self._common = tuple(form for form in vocabulary.not_figures if form not in own)
        self._own = vocabulary.own_not_figures
        self._before, self._behind = _signs(vocabulary)
        self._counted = _any({*vocabulary.scales, *vocabulary.unit_words.get("share", ())})

    def spans(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """The columns of a line that hold no figures, from 1, the end excluded; each with the reason."""
        own = tuple(form for form in self._own if not self._refused(text, form[0]))
        return _spans(text, (*self._common, *own))

    def is_of_name(self, text: str, start: int, end: int) -> bool:
        """Whether a number in a row's caption only names the row: `Tier 1 capital`, `5.375% notes due 2031`.

        One with a currency, a scale or shares beside it, or with grouped digits, is an amount.
        """
        rate = re.match(r"\s?[%％]", text[end:])
        if not text[start:end].isdecimal() and rate is None:
            return False
        counted = re.match(rf"\)?\s?{self._counted}", text[end : end + _BESIDE], re.IGNORECASE)
        return counted is None and self._before.search(text[max(0, start - _BESIDE) : start]) is None

    def findings(self, release: Release) -> Iterator[Finding]:
        """A notice about what each of the company's patterns covers;
        an error at the first place where that is too much.
        """
        tables = {line: table for table in release.tables for line in table.lines}
        for pattern, why in self._own:
            covered: list[Place] = []
            for number, text in enumerate(release.lines, 1):
                spots = _covered(text, pattern)
                reason = self._refused(text, pattern)
                if not reason and spots and (table := tables.get(number)) is not None:
                    reason = self._hides(release, table, pattern)
                if reason:
                    yield _refusal(pattern, why, reason, Place(release.file, number, 1))
                    break
                covered += [Place(release.file, number, spot + 1) for spot in spots]
            else:
                if covered:
                    yield _excusal(pattern, why, covered)

    def _refused(self, text: str, pattern: str) -> str:
        """Why a pattern may not cover what it matches in a line; "" where it may."""
        for found in re.finditer(pattern, text):
            numbers = list(_NUMBER.finditer(found[0]))
            if numbers and found[0].strip() == text.strip():
                return "a whole line"
            for number in numbers:
                start, end = found.start() + number.start(), found.start() + number.end()
                if "," in number[0] or self._is_amount(text, start, end):
                    return f"an amount: {text[max(0, start - 12) : end + 12].strip()}"
        return ""

    def _is_amount(self, text: str, start: int, end: int) -> bool:
        before, behind = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
        return bool(self._before.search(before) or self._behind.match(behind))

    def _hides(self, release: Release, table: Table, pattern: str) -> str:
        """Why a pattern may not be used in a table:
        it covers every number of a table with several. Else "".
        """
        count = 0
        for line in table.lines:
            text = release.lines[line - 1]
            spans = [found.span() for found in re.finditer(pattern, text)]
            for number in _NUMBER.finditer(text):
                if not any(start <= number.start() < end for start, end in spans):
                    return ""
                count += 1
        return "a whole table" if count > 1 else ""


@lru_cache(maxsize=10_000)
def _spans(text: str, forms: tuple[tuple[str, str], ...]) -> tuple[tuple[int, int, str], ...]:
    return tuple(
        (found.start() + 1, found.end() + 1, why)
        for pattern, why in forms
        for found in re.finditer(pattern, text)
    )


def _signs(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for what stands before an amount (a currency) and behind it (currency,
    scale, percent sign).
    """
    currencies = [*vocabulary.currencies.values(), *vocabulary.shared_currencies.values()]
    names = {name for some in currencies for name in some} | set(vocabulary.currencies)
    shared = set(vocabulary.shared_currencies)
    percents = {form.partition("{number}")[2].strip() for form in vocabulary.percents} - {""}
    before, behind = _any(names | shared), _any(names | shared | percents | set(vocabulary.scales))
    return re.compile(rf"{before}\s?\(?$"), re.compile(rf"\)?\s?{behind}")


def _any(words: set[str]) -> str:
    inner = "|".join(
        rf"(?<!\w){re.escape(word)}(?!\w)" if word.isascii() and word.isalpha() else re.escape(word)
        for word in sorted(words, key=lambda word: (-len(word), word))
    )
    return f"(?:{inner})"


def _covered(text: str, pattern: str) -> list[int]:
    """The positions of the numbers in a line that a pattern covers."""
    return [
        found.start() + number.start()
        for found in re.finditer(pattern, text)
        for number in _NUMBER.finditer(found[0])
    ]


def _refusal(pattern: str, why: str, reason: str, place: Place) -> Finding:
    return Finding(
        "trace.not-figures",
        f'"{pattern}" ({why}) under `not-figures` covers {reason}',
        "Say only what such a number is, with the words beside it; an amount is a figure, or is defined.",
        (place,),
    )


def _excusal(pattern: str, why: str, places: list[Place]) -> Finding:
    numbers = "1 number is no figure" if len(places) == 1 else f"{len(places)} numbers are no figures"
    return Finding(
        "trace.excused",
        f'{numbers} by "{pattern}" under `not-figures`: {why}',
        "Nothing needs to be done unless one of them is.",
        tuple(places),
        severity=Severity.NOTICE,
    )
