"""Finds the currency of words and signs: `US$`, `yen`, `Swiss francs`, `EUR`, and a `$` by its company."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from tieout.definitions import Vocabulary
from tieout.language.locales import locale_of
from tieout.language.tokens import Token, tokens
from tieout.language.wordings import Phrases


class Currencies:
    """The names of all currencies in a language. A sign of several currencies means the company's own."""

    def __init__(self, vocabulary: Vocabulary, own: str) -> None:
        """`own` is the code of the company's currency, "" where that is not known."""
        self._vocabulary = vocabulary
        self.own = own

    @cached_property
    def names(self) -> dict[str, str]:
        """The code of each name and sign: first those of the language,
        then the vocabulary's, then shared signs.
        """
        names = dict(locale_of(self._vocabulary.language).currencies)
        for code, said in self._vocabulary.currencies.items():
            names |= {name: code for name in said if name != code}
        return names | {
            name: self._shared(codes) for name, codes in self._vocabulary.shared_currencies.items()
        }

    @cached_property
    def hundredths(self) -> dict[str, str]:
        """The code of each name of a hundredth part: `cents` are the company's, if its currency has cents."""
        names: dict[str, str] = {}
        for code, said in self._vocabulary.hundredths.items():
            for name in said:
                if name not in names or code == self.own:
                    names[name] = code
        return names

    @property
    def hundredth_signs(self) -> tuple[str, ...]:
        """The signs that stand directly behind numbers of hundredths of the company's currency:
        the `p` of `28.4p`.
        """
        return self._vocabulary.hundredth_signs.get(self.own, ())

    def may_sign(self, sign: str, code: str) -> bool:
        """Whether a sign can stand for a currency: `$` for every dollar, but not for the yen."""
        codes = self._vocabulary.shared_currencies.get(sign, ())
        kinds = locale_of(self._vocabulary.language).kinds
        alike = bool(codes) and code in kinds and kinds[code] == kinds.get(codes[0])
        return alike or code in codes or code == self.code(sign)

    def _shared(self, codes: Sequence[str]) -> str:
        """The currency that a shared sign or name means: the company's if it is one of them, else ""."""
        kinds = locale_of(self._vocabulary.language).kinds
        kind = kinds.get(codes[0])
        if self.own in codes or (kind is not None and kinds.get(self.own) == kind):
            return self.own
        return codes[0]

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(self.names)

    def begins(self, token: Token) -> bool:
        """Whether a currency's name may begin with this token."""
        return self._phrases.begins(token) or self.is_code(token.printed)

    def __call__(self, text: Sequence[Token], at: int) -> Iterable[tuple[int | str, int]]:
        """The currencies named at a token,
        each with the index behind its name: the reader for `{currency}`.
        """
        for code, end in self._phrases(text, at):
            if all(map(_goes_on, text[at : end - 1], text[at + 1 : end])):
                yield str(code), end
        if self.is_code(text[at].printed):
            yield text[at].printed, at + 1

    def is_code(self, word: str) -> bool:
        """Whether a word is the code of a currency, in capitals:
        the `all` of `all amounts` is not the lek (ALL).
        """
        return len(word) == 3 and word in locale_of(self._vocabulary.language).codes

    def code(self, name: str) -> str | None:
        """The code for a name, a sign or a code: `$`, `EUR`, `yen`; None for any other word."""
        plain = " ".join(name.split())
        if self.is_code(plain):
            return plain
        return self._by_plain.get(plain.casefold())

    def is_named(self, text: str) -> bool:
        """Whether a text names a currency anywhere."""
        said = tokens(text)
        return any(True for at in range(len(said)) if not said[at].joined for _ in self(said, at))

    def names_hundredth(self, text: str) -> bool:
        """Whether a text names a hundredth part of a currency,
        but not as part of an amount, as `50 cents` does.
        """
        said = tokens(text)
        return any(
            True
            for at in range(len(said))
            if not at or not said[at - 1].numeric
            for _ in self._parts(said, at)
        )

    @cached_property
    def _parts(self) -> Phrases:
        return Phrases(self.hundredths)

    @cached_property
    def _by_plain(self) -> dict[str, str]:
        return {name.casefold(): code for name, code in self.names.items()}

    @cached_property
    def sign(self) -> re.Pattern[str]:
        """A sign or code of a currency, as it stands before or behind a number: `$`, `US$`, `EUR`."""
        signs = {name for name in self.names if not any(c.isalpha() and c.islower() for c in name)}
        codes = locale_of(self._vocabulary.language).codes
        said = sorted((name for name in signs | codes if " " not in name), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, said)))


def _goes_on(word: Token, after: Token) -> bool:
    """Whether a token goes on the name of a currency: a letter by itself before a `$` is of no `A$`.

    `Class A $.01 par value` and `Series A, $.01 par value` are in the company's own dollars.
    """
    return not set(after.gap) & set(",;:") and not (
        after.gap and len(word.text) == 1 and after.kind == "sign"
    )
