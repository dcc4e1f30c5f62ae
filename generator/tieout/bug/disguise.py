"""Replaces figures and names by others of the same form, so that they are read as the same kind of thing.

Replacements are drawn in the order in which figures and words appear, independently of what they are, so that
they reveal nothing even to someone with the seed. Equal figures and words get equal replacements.
"""

import random
import re
from collections.abc import Mapping, Sequence
from typing import Literal

from tieout.bug.forms import SECRET, TOKEN, digits_of, in_form_of, numbers_in, told_by
from tieout.bug.words import WORD, own_words, parts

Kind = Literal["table", "prose", "yaml", "told", "quoted", "path"]

_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)")
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d")
# Dates in digits: the year stands first or last.
_DATE = re.compile(r"(?<![\d.,/-])(?:(\d{4})([/.-])\d{1,2}\2\d{1,2}|\d{1,2}([/.-])\d{1,2}\3(\d{4}))(?![\d/])")
# Years are moved by as many as keep the days of the week and the leap years, or else leap years alone.
_MOVES = (-28, -56, 28, 16, -16, 12, -12, 8, -8, 20, -20, 24, -24, 4, -4)
_SIGNS = frozenset("$€£¥")
_TRIES = 60
# What a sentence begins after: a line's begin, or the stop of one. That of an abbreviation ends none.
_BEGUN = re.compile(r"(?:^|[a-z\d)%”\"][.!?:])[\s\"“(]*$")
_KEY = re.compile(r"([\w-]+): $")
_VOWELS, _OTHERS = "aeiou", "bcdfghjklmnpqrstvwxz"
_SCRIPTS = (("\u3041", "\u3096"), ("\u30a1", "\u30fa"), ("\u4e00", "\u9fa5"), ("\uac00", "\ud7a3"))
_HIRAGANA = _SCRIPTS[0]
_LONGEST = 12


class Disguise:
    """Disguises the texts of a document, one after the other.

    `document` is its text and `definitions` that of its YAML: no replacement occurs in either. `names` are
    the company's, which are replaced everywhere; `paths` maps paths in messages to their replacements.
    """

    def __init__(
        self,
        document: Sequence[str],
        definitions: Sequence[str] = (),
        names: Sequence[str] = (),
        paths: Mapping[str, str] | None = None,
        seed: int = 1,
    ) -> None:
        self._draw = random.Random(seed)  # noqa: S311 - what is drawn hides nothing by being hard to guess
        self._own = own_words()
        self._paths = sorted((paths or {}).items(), key=lambda path: -len(path[0]))
        self._numbers: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._hidden: set[str] = set()
        self._printed: set[str] = set()
        self._said: set[str] = set()
        # Of a document such a word is a name (PayPal), of definitions a concept's (OperatingIncomeLoss).
        self._joined = {word for text in document for word in WORD.findall(text) if len(parts(word)) > 1}
        for text in (*document, *definitions, *names):
            for number in numbers_in(text):
                self._printed |= told_by(number[0])
            self._said.update(word.casefold() for found in WORD.findall(text) for word in parts(found))
            self._said.update(found.casefold() for found in WORD.findall(text))
        self._names: set[str] = set()
        for found in (word for name in names for word in WORD.findall(name)):
            for word in parts(found):
                if len(word) > 1 and word.casefold() not in self._own.forms and not word.islower():
                    self._names.add(word.casefold())
        # A name that is one word in small letters is a prefix.
        self._prefixes = {name for name in names if name.islower() and name.isalpha()}
        years = [int(year) for year in self._printed if _YEAR.fullmatch(year)]
        # A large document prints so many years, and amounts like them, that each move meets some.
        self._move = min(_MOVES, key=lambda move: sum(str(year + move) in self._printed for year in years))

    @property
    def figures(self) -> int:
        """The number of different figures replaced."""
        return len(self._numbers)

    @property
    def words(self) -> int:
        """The number of different words replaced."""
        return len(self._words)

    def is_printed(self, number: int) -> bool:
        """Whether the document prints this number of at least four digits."""
        return number >= 10 ** (SECRET - 1) and str(number) in self._printed

    def text(self, text: str, kind: Kind) -> str:
        """A text with every figure and name replaced, letter for letter.

        In a `table`, `yaml` or a `path`, the program's own words stay. In `prose`, a capital inside a
        sentence marks a name. A `told` text is the program's own, so only what comes from the document is
        replaced; in `quoted` prose inside it, names too.
        """
        if kind not in ("table", "prose"):
            for path, stead in self._paths:
                text = text.replace(path, stead)
        kept = _kept_in_prose(text, self._own.months) if kind == "prose" else None
        done: list[str] = []
        end = 0
        for found in TOKEN.finditer(text):
            done.append(text[end : found.start()])
            end = found.end()
            if found["number"]:
                done.append(self._number(text, found, kind))
            else:
                done.append(self._word(found[0], kind, kept is None or found.start() in kept))
        done.append(text[end:])
        return "".join(done)

    # Figures -------------------------------------------------------------------------------------------

    def _number(self, text: str, found: re.Match[str], kind: Kind) -> str:
        said = found[0]
        if _DAY.fullmatch(said):
            return self._year(said[:4]) + said[4:]
        if self._is_part_of_date(text, found):
            return self._dated(said)
        digits = digits_of(said)
        if digits.strip("0") == "":
            return said
        if kind == "yaml" and len(said) <= 2 and self._is_counted(text, found):
            return said
        if said.isdigit() and len(said) <= 2 and (beside := self._beside(text, found)):
            return self._short_year(said) if beside == "year" else said
        if (
            said.isdigit()
            and _YEAR.fullmatch(digits)
            and text[max(found.start() - 3, 0) : found.start()].rstrip()[-1:] not in _SIGNS
        ):
            return in_form_of(said, self._year(digits))
        return self._figure(said)

    def _figure(self, said: str) -> str:
        digits = digits_of(said)
        if digits not in self._numbers:
            self._numbers[digits] = self._drawn(said)
        return in_form_of(said, self._numbers[digits])

    def _is_counted(self, text: str, found: re.Match[str]) -> bool:
        """Whether a number stands at a YAML key for counts: a month, a quarter, never an amount."""
        key = _KEY.search(text[max(found.start() - 40, 0) : found.start()])
        return key is not None and key[1] in self._own.counted

    def _is_part_of_date(self, text: str, found: re.Match[str]) -> bool:
        around = text[max(found.start() - 11, 0) : found.end() + 11]
        at = found.start() - max(found.start() - 11, 0)
        return any(one.start() <= at < one.end() for one in _DATE.finditer(around))

    def _dated(self, said: str) -> str:
        """A piece of a numeric date: its year is changed, day and month stay."""
        return re.sub(r"\d+", lambda part: self._year(part[0]) if len(part[0]) == 4 else part[0], said)

    def _beside(self, text: str, found: re.Match[str]) -> str:
        """The meaning of a number of one or two digits by the words beside it: `date`, `year`, or ""."""
        before = re.search(r"([^\W\d_]+|['’])[. ]{0,2}$", text[max(found.start() - 14, 0) : found.start()])
        behind = re.match(r"[ ,.-]{0,2}([^\W\d_]+)", text[found.end() : found.end() + 14])
        first = before[1].casefold() if before is not None else ""
        last = behind[1].casefold() if behind is not None else ""
        touches = before is not None and before[0] == before[1]
        if touches and first in self._own.short and len(found[0]) == 2:
            return "year"
        if first in self._own.months or last in self._own.months or (touches and first in self._own.before):
            return "date"
        starts = (last[:length] for length in range(1, len(last) + 1))
        spaced = last.isascii()
        known = last in self._own.behind if spaced else any(one in self._own.behind for one in starts)
        return "date" if known else ""

    def _year(self, year: str) -> str:
        digits = digits_of(year)
        if _YEAR.fullmatch(digits):
            for move in (self._move, *_MOVES):
                if (made := str(int(digits) + move)) not in self._printed:
                    return in_form_of(year, made)
        return self._figure(year)

    def _short_year(self, said: str) -> str:
        return in_form_of(said, f"{(int(digits_of(said)) + self._move) % 100:02}")

    def _drawn(self, said: str) -> str:
        """New digits for a number, which in its form are none that the document prints."""
        digits = digits_of(said)
        for _ in range(_TRIES):
            made = digits[: len(digits) - len(digits.lstrip("0"))]
            for place in range(len(made), len(digits)):
                made += str(self._draw.randint(int(place == len(digits) - len(digits.lstrip("0"))), 9))
            told = {one for one in told_by(in_form_of(said, made)) if len(one) > 2}
            if made != digits and told.isdisjoint(self._printed):
                break
        return made

    # Words ---------------------------------------------------------------------------------------------

    def _word(self, word: str, kind: Kind, kept: bool) -> str:
        if not word.isascii() and any(_is_wide(letter) for letter in word):
            return self._wide(word)
        pieces = [word] if word in self._joined else parts(word)
        return "".join(self._part(part, kind, kept) for part in pieces)

    def _part(self, word: str, kind: Kind, kept: bool) -> str:
        folded = word.casefold()
        if len(word) == 1:
            return word
        if word in self._prefixes or (folded in self._names and (kind == "path" or not word.islower())):
            return self._replaced(word)
        named = word in self._hidden and kind in ("prose", "quoted")
        own = folded in self._own.own and kept and not named
        if own or (kind in ("told", "quoted") and folded not in self._said):
            return word
        if kind == "prose":
            self._hidden.add(word)
        return self._replaced(word)

    def _replaced(self, word: str) -> str:
        folded = word.casefold()
        if folded not in self._words:
            for _ in range(_TRIES):
                made = "".join(self._draw.choice(_VOWELS if c in _VOWELS else _OTHERS) for c in folded)
                if made != folded and made not in self._said and made not in self._own.own:
                    break
            self._words[folded] = made
        made = self._words[folded]
        if len(made) != len(word):
            # A letter that is two in small: ẞ.
            made = made[: len(word)].ljust(len(word), "x")
        return "".join(new.upper() if old.isupper() else new for old, new in zip(word, made, strict=True))

    def _wide(self, word: str) -> str:
        """Words of a script without spaces: known words stay, the rest is replaced."""
        done: list[str] = []
        unknown, at = "", 0
        while at < len(word):
            known = self._known_from(word, at)
            if known:
                done += [self._strange(unknown), known]
                unknown = ""
                at += len(known)
            else:
                unknown += word[at]
                at += 1
        return "".join([*done, self._strange(unknown)])

    def _known_from(self, word: str, at: int) -> str:
        for length in range(min(_LONGEST, len(word) - at), 1, -1):
            if word[at : at + length] in self._own.own and word[at : at + length] not in self._names:
                return word[at : at + length]
        # A word of one letter is one beside a figure, or alone; elsewhere it may be part of a name.
        alone = at == 0 and (len(word) == 1 or word[1:2] in self._own.own)
        return word[at] if alone and word[at] in self._own.own else ""

    def _strange(self, word: str) -> str:
        if len(word) <= 2 and all(_HIRAGANA[0] <= letter <= _HIRAGANA[1] for letter in word):
            return word
        if word not in self._words:
            for _ in range(_TRIES):
                made = "".join(map(self._letter, word))
                if made not in self._said:
                    break
            self._words[word] = made
        return self._words[word]

    def _letter(self, letter: str) -> str:
        for first, last in _SCRIPTS:
            if first <= letter <= last:
                return chr(self._draw.randint(ord(first), ord(last)))
        return self._draw.choice(_OTHERS)


def _is_wide(letter: str) -> bool:
    return any(first <= letter <= last for first, last in _SCRIPTS)


def _kept_in_prose(text: str, months: frozenset[str]) -> set[int]:
    """The words of a sentence that are not replaced: those in small letters, dates, and the first word."""
    kept: set[int] = set()
    for found in WORD.finditer(text):
        before = text[max(found.start() - 6, 0) : found.start()]
        dated = any(letter.isdecimal() for letter in before + text[found.end() : found.end() + 6])
        is_date = dated and found[0].casefold() in months
        begins = _BEGUN.search(before) is not None if found.start() > 6 else not before.strip(' "“(')
        if found[0].islower() or is_date or (begins and not _goes_on(text, found.end())):
            kept.add(found.start())
    return kept


def _goes_on(text: str, end: int) -> bool:
    """Whether another capitalised word follows, as in a name."""
    following = re.match(r"[ \u00a0&,'’./-]{1,3}([^\W\d_])", text[end : end + 5])
    return following is not None and following[1].isupper()
