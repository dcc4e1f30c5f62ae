"""What figures count that is neither money nor shares: barrels, megawatt hours, prices per barrel."""

from dataclasses import dataclass
from functools import lru_cache

from tieout.definitions import Vocabulary
from tieout.language.tokens import MAX_LENGTH, tokens
from tieout.language.wordings import Match, Phrases, Wordings

_CACHED = 20_000


@dataclass(frozen=True, slots=True)
class Measure:
    """What a caption says that its figures count: `MBbl` of `Oil (MBbl)`.

    `per` says that they are amounts of money for one of it, `Oil (per Bbl)`. `scale` is the power of ten that
    the caption names, `Units in service (000's)`; None where it names none.
    """

    name: str
    per: bool = False
    scale: int | None = None


class MeasureReader:
    """Finds the measures of a vocabulary in captions and headers."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._measures = Wordings(
            [(name, form) for name, forms in vocabulary.measures.items() for form in forms], {}
        )
        self._per = Phrases(dict.fromkeys(vocabulary.unit_words.get("per", ()), 0))
        scales = {word: power for word, power in (*vocabulary.unit_scales.items(), *vocabulary.scales.items())}
        self._scales = Phrases({word.casefold(): power for word, power in scales.items()})

    @lru_cache(maxsize=_CACHED)  # noqa: B019 - a language has one reader
    def measure(self, text: str) -> Measure | None:
        """The first measure that a text names; None where it names none."""
        said = tokens(text) if len(text) <= MAX_LENGTH else ()
        for at in range(len(said)):
            match = self._measures.at(said, at)
            if match is None:
                continue
            behind_per = any(end == at for before in range(at) for _, end in self._per(said, before))
            name = match.kind.removeprefix("/")
            per = behind_per or match.kind.startswith("/")
            return Measure(name, per, None if per else self._scale(text, match))
        return None

    def _scale(self, text: str, measure: Match) -> int | None:
        """The power of ten that a text names beside a measure."""
        said = tokens(text)
        for at in (*range(measure.start), *range(measure.end, len(said))):
            if not said[at].joined:
                for power, end in self._scales(said, at):
                    if end <= measure.start or at >= measure.end:
                        return int(power)
        return None
