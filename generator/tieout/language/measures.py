"""Measures other than money and shares: barrels, megawatt hours, prices per barrel."""

from collections.abc import Sequence
from dataclasses import dataclass

from tieout.core.remembered import remembered
from tieout.definitions import Vocabulary
from tieout.language.tokens import MAX_LENGTH, Token, tokens
from tieout.language.wordings import Match, Phrases, Wordings

_OPEN, _CLOSE = frozenset("(["), frozenset(")]")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a caption says that its figures count: `MBbl` in `Oil (MBbl)`.

    `per`: they are amounts of money for one of it, `Oil (per Bbl)`. `scale` is the power of ten that the
    caption names, `Units in service (000's)`, or None. `alone`: the caption is one noun, `Restaurants`, which
    may just as well name a segment or a kind of borrowing.
    """

    name: str
    per: bool = False
    scale: int | None = None
    alone: bool = False


class MeasureReader:
    """Finds the measures of a vocabulary in captions and headers."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._measures = Wordings(
            [(name, form) for name, forms in vocabulary.measures.items() for form in forms], {}
        )
        self._per = Phrases(dict.fromkeys(vocabulary.unit_words.get("per", ()), 0))
        self._singly = frozenset(form.casefold() for form in vocabulary.unit_words.get("singly", ()))
        scales = vocabulary.unit_scales | vocabulary.scales
        self._scales = Phrases({word.casefold(): power for word, power in scales.items()})

    @remembered
    def measure(self, text: str) -> Measure | None:
        """The first measure that a text names; None where it names none."""
        said = tokens(text) if len(text) <= MAX_LENGTH else ()
        for at in range(len(said)):
            match = self._measures.at(said, at)
            if match is None:
                continue
            behind_per = any(end == at for before in range(at) for _, end in self._per(said, before))
            single = match.end - match.start == 1 and not match.kind.startswith("/")
            if single and not behind_per and not self._stands_out(said, match):
                continue
            name = match.kind.removeprefix("/")
            per = behind_per or match.kind.startswith("/")
            scale = self._scale(said, match)
            alone = single and len(said) == 1 and not per
            if scale is None and match.form.casefold() in self._singly:
                scale = 0
            return Measure(name, per, None if per else scale, alone)
        return None

    def is_per(self, text: str) -> bool:
        """Whether a text says that an amount is for one of something:
        `per square foot`, `Revenue/shipment`.
        """
        said = tokens(text) if len(text) <= MAX_LENGTH else ()
        ends = {
            end
            for at in range(1, len(said))
            for _, end in self._per(said, at)
            if len(said[at].text) > 1 or said[at].kind == "sign"  # `Class A common` is one of none
        }
        return any(at < len(said) and said[at].kind == "word" for at in ends)

    def _stands_out(self, said: Sequence[Token], measure: Match) -> bool:
        """Whether a measure stands in brackets or alone, as in `Oil (MBbl)` and `Stores`."""
        before, behind = said[: measure.start], said[measure.end :]
        if before and before[-1].text in _OPEN and behind and behind[0].text in _CLOSE:
            return True
        depth = 0
        for token in (*before, *behind):
            if token.text in _OPEN:
                depth += 1
            elif token.text in _CLOSE:
                depth -= 1
            elif not depth and token.kind in ("word", "digits") and not self._scales.begins(token):
                return False
        return True

    def _scale(self, said: Sequence[Token], measure: Match) -> int | None:
        """The power of ten that a text names beside a measure; None where it names none."""
        for at in (*range(measure.start), *range(measure.end, len(said))):
            if not said[at].joined:
                for power, end in self._scales(said, at):
                    if (end <= measure.start or at >= measure.end) and not _is_initial(said, at, end):
                        return int(power)
        return None


def _is_initial(said: Sequence[Token], at: int, end: int) -> bool:
    """Whether a scale of one letter is the letter of a name: the `K` of `U.K. trading days`."""
    if end - at > 1 or len(said[at].text) > 1:
        return False
    return "." in said[at].gap or (end < len(said) and said[end].gap.startswith("."))
