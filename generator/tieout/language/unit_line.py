"""Collects what a unit line says, piece by piece: the scale of money and of shares, and what is excepted."""

from dataclasses import dataclass, field

from tieout.language.wordings import Match

HUNDREDTH = -2
"""The power of ten of cents."""


@dataclass(slots=True)
class UnitLine:
    """What a unit line has said so far: powers of ten for money and for shares, currencies, exceptions.

    `of_money`: money is named by what it is, `net income in millions`. `beside`: shares are named beside
    money; `counted`: shares are among the exceptions.
    """

    scale: int | None = None
    shares: int | None = None
    currencies: dict[str, None] = field(default_factory=dict)
    of_unscaled: dict[str, None] = field(default_factory=dict)
    whole: bool = False
    alone: bool = False
    subject: str = "money"
    beside: bool = False
    counted: bool = False
    excepted: bool = False
    unscaled: list[str] = field(default_factory=list)
    measures: dict[str, None] = field(default_factory=dict)
    per_measures: dict[str, None] = field(default_factory=dict)
    of_money: bool = False
    wrong: bool = False

    def take(self, piece: Match, words: str) -> None:
        """Adds the next piece of the line, which is printed as `words`."""
        match piece.kind:
            case "currency":
                code = str(piece.values["currency"][0])
                if self.subject == "unscaled":
                    self.of_unscaled[code] = None
                else:
                    self.currencies[code], self.subject = None, "money"
            case "hundredth":
                # Beside another scale, or of what is excepted from one, it is not of all that stands below.
                self.wrong |= self.excepted or self.scale is not None
                self.currencies[str(piece.values["hundredth"][0])] = None
                self.scale = HUNDREDTH
            case "money":
                self.of_money, self.subject = True, "money"
            case "scale":
                self._scale(int(piece.values["scale"][0]))
            case "measure":
                self.measures[piece.form] = None
            case "per-measure":
                self.per_measures[piece.form.partition(" ")[2]] = None
            case "whole":
                self.whole = True
                self._scale(0)
            case "except":
                self.excepted, self.subject = True, "excepted"
            case "counted" | "shares":
                self.alone = piece.kind == "shares"
                self.beside |= not self.excepted
                self.counted |= self.excepted
                self.subject = "shares"
            case "unscaled":
                self.unscaled.append(words)
                self.subject = "unscaled"
                self.counted |= self.excepted and _again(piece.values.get("share", ()))

    def _scale(self, power: int) -> None:
        if self.subject == "unscaled" and self.whole and power and self.scale is None:
            # What comes first was in units: `$ / shares in Units, $ in Millions`.
            self.subject = "money"
            self.currencies.update(self.of_unscaled)
        if self.subject == "shares":
            self.wrong |= self.shares not in (None, power)
            self.shares = power
        elif self.subject in ("unscaled", "excepted"):
            # A scale of what is excepted, unless it is one: `except per share amounts in whole dollars`.
            self.wrong |= power != 0
        else:
            self.wrong |= self.scale not in (None, power)
            self.scale = power


def _again(shares: tuple[int | str, ...]) -> bool:
    """Whether the second of two words for shares repeats the first: `per share and share amounts`.

    Another, as in `per share and ADS amounts`, is what something is for each of, too.
    """
    return len(shares) > 1 and str(shares[-1]).rstrip("s") in str(shares[0])
