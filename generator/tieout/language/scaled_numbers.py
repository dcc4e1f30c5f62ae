"""Numbers that are printed with their scale: `4,210 million`, `$ 4,210M`, `€1.2 bn`, `42億円`."""

import re
from dataclasses import dataclass
from functools import cached_property

from tieout.core import NumberForm, Reading
from tieout.core.remembered import remembered
from tieout.definitions import Vocabulary
from tieout.language.currencies import Currencies
from tieout.language.numbers import NumberReader

_MAX_LENGTH = 60


@dataclass(frozen=True, slots=True)
class ScaledNumber:
    """A number and the power of ten of the word or sign behind it, with the currency that is printed, if any.

    `sign` says that the scale is a sign such as `M`, which is one beside a currency alone.
    """

    reading: Reading
    scale: int
    currency: str
    sign: bool


class ScaledNumberReader:
    """Finds the scale behind a number by the words of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, currencies: Currencies, numbers: NumberReader) -> None:
        self._currencies, self._numbers = currencies, numbers
        self._words = {word.casefold(): power for word, power in vocabulary.scales.items() if _is_word(word)}
        signs = {word.casefold(): power for word, power in vocabulary.unit_scales.items() if _is_word(word)}
        self._signs = {word: power for word, power in signs.items() if word not in self._words}

    @remembered
    def read(self, text: str, form: NumberForm | None = None) -> ScaledNumber | None:
        """The number of a cell that is one with its scale; None of any other cell."""
        found = self._pattern.fullmatch(text.strip()) if len(text) <= _MAX_LENGTH else None
        if found is None:
            return None
        number = found["number"] + found["close"]
        reading = self._numbers.number(number, form)
        if reading.kind != "number" or reading.percent:
            return None
        scale = found["scale"].casefold()
        currency = found["currency"] or self._numbers.currency(number)
        power = self._words.get(scale, self._signs.get(scale, 0))
        return ScaledNumber(reading, power, currency, scale in self._signs)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = sorted((*self._words, *self._signs), key=len, reverse=True)
        scale = "|".join(map(re.escape, words)) or "(?!)"
        names = sorted(self._currencies.names, key=len, reverse=True)
        sign = f"{self._currencies.sign.pattern}|(?i:{'|'.join(map(re.escape, names))})"
        return re.compile(
            rf"(?P<number>.*[\d)])\s?(?P<scale>(?i:{scale}))\s?(?P<currency>{sign})?(?P<close>\)?)"
        )


def _is_word(text: str) -> bool:
    """Whether a scale is a word or a letter: `000` behind a number would be more digits of it."""
    return not any(character.isdigit() for character in text)
