"""The figures of a sentence: amounts, percentages, amounts per share, counts."""

import re
from collections.abc import Iterator, Sequence

from tieout.contact.prose.model import Kind, Printed
from tieout.contact.prose.phrases import any_of, finder
from tieout.core import Figure, read_number
from tieout.definitions import ProseWords
from tieout.language import Language

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_SIGN = r"[A-Z]{0,3}[$€£¥￥]|(?<![A-Za-z])[A-Z]{3}(?=\s?[(\d])"
_PERCENT, _POINTS = 2, 4


class FigureFinder:
    """Finds figures by the words of a language; `not_figures` are patterns of numbers that are no figures."""

    def __init__(self, words: ProseWords, language: Language, not_figures: Sequence[str]) -> None:
        self._words = words
        self._language = language
        self._not_figures = [re.compile(pattern) for pattern in not_figures]
        unit = "|".join(
            f"(?P<{name}>{any_of(phrases)})"
            for name, phrases in (
                ("percent", words.percents),
                ("points", words.points),
                ("points_of_percent", words.points_of_percent),
            )
        )
        scale = rf"\s?(?P<scale>{any_of(words.scales, behind_number=True)})"
        hundredth = any_of(language.hundredths, behind_number=True) if language.hundredths else "(?!)"
        self._figure = re.compile(
            rf"(?:(?P<sign>{_SIGN})\s?(?P<inner>\()?|(?<![\w.,/&$-])(?P<open>\()?)"
            rf"(?P<number>{_NUMBER})(?!\d|[.,]\d|,\s\d{{3}})(?P<close>\))?(?i:{scale}|\s?(?:{unit})|\s?(?P<hundredth>{hundredth}))?"
        )
        self._counted = re.compile(rf"\s*{any_of(words.counted)}", re.IGNORECASE)
        self._per_share = re.compile(rf"\)?,?\s*\(?{any_of(words.per_share)}", re.IGNORECASE)
        self._share_names = finder(words.share_names)

    def figures(self, text: str) -> list[Printed]:
        """The figures of a sentence, in its order."""
        found: list[Printed] = []
        hidden = [match.span() for form in self._not_figures for match in form.finditer(text)]
        for match in self._figure.finditer(text):
            printed = self._printed(match, text)
            if printed is None:
                continue
            covered = any(start <= printed.at < end for start, end in hidden)
            if covered and printed.kind == "count":
                continue
            found.append(printed)
        return list(self._per_shares(text, found))

    def _printed(self, match: re.Match[str], text: str) -> Printed | None:
        number = match["number"]
        reading = read_number(number if number[0] != "." else f"0{number}")
        sign = match["sign"]
        currency = self._language.currency(sign.strip()) if sign else None
        if reading.value is None or (sign and currency is None):
            return None
        scale = self._words.scales[match["scale"].casefold()] if match["scale"] else 0
        kind: Kind = "money" if currency else "count"
        power, measure = scale, currency or ""
        if currency is None:
            if match["percent"]:
                kind, power, measure = "percent", -_PERCENT, "pure"
            elif match["points"]:
                kind, power, measure = "points", -_POINTS, "pure"
            elif match["points_of_percent"]:
                kind, power, measure = "points", -_PERCENT, "pure"
            elif match["hundredth"]:
                measure = self._language.hundredths[match["hundredth"].casefold()]
                kind, power = "money", -_PERCENT
            elif match["close"] and not match["open"]:
                # `1) Shares`: the number of a heading.
                return None
            elif self._counted.match(text, match.end()):
                kind, measure = "shares", "shares"
            elif not match["scale"] and "," not in number:
                return None
        # What a letter or a hyphen follows is part of a word: 13-week, 3.0x.
        behind = text[match.end() : match.end() + 2]
        hyphened = behind[:1] == "-" and behind[1:].isalpha() and kind != "money"
        if (behind[:1].isalpha() and not _is_japanese(behind[0])) or hyphened:
            return None
        figure = Figure.scaled(abs(reading.value), reading.places, power)
        # A bracket that closes behind the number and opens before the figure is the sentence's own.
        own = match["inner"] or not match["close"] or match.end() > match.end("close")
        end = match.end() if own else match.start("close")
        start = match.start("number") if match["open"] and not match["close"] else match.start()
        return Printed(kind, figure, measure, number, match.start("number"), start, end)

    def _per_shares(self, text: str, found: Sequence[Printed]) -> Iterator[Printed]:
        """The amounts of money that words beside them call per share."""
        for number, one in enumerate(found):
            if one.kind != "money" or one.figure.decimals <= 0:
                yield one
                continue
            begin = found[number - 1].end if number else 0
            said = self._per_share.match(text, one.end) or self._share_names.search(text, begin, one.start)
            # `$1.94 and $1.90 per basic and diluted share`
            listed = number + 1 < len(found) and len(text[one.end : found[number + 1].start].strip()) <= 5
            behind = self._per_share.match(text, found[number + 1].end) if listed else None
            if said or behind:
                yield per_share(one)
            else:
                yield one


def per_share(one: Printed) -> Printed:
    """A figure as an amount per share."""
    return Printed("per-share", one.figure, f"{one.measure}/shares", one.digits, one.at, one.start, one.end)


def _is_japanese(character: str) -> bool:
    """Whether a letter may follow a number without a space."""
    return "\u3040" <= character <= "\u9fff"
