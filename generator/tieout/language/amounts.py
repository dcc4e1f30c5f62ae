"""Amounts inside captions: `1,796 shares at July 30, 2023 and 1,794 shares at January 29, 2023`.

US GAAP calls them parenthetical. A group has the amounts of one thing, with what they count, their scale, and
the dates or years that they are of. Groups are found in one pass over the pieces of the caption.
"""

import re
from dataclasses import dataclass, field, replace

from tieout.core import Figure
from tieout.definitions import Vocabulary
from tieout.language.amount_groups import CaptionScan, Found
from tieout.language.caption_pieces import CaptionPieces
from tieout.language.classes import ClassCount, counts_by_class
from tieout.language.currencies import Currencies
from tieout.language.model import CaptionPiece, Label

# What may follow amounts that are a text by themselves.
_REST = re.compile(r"(?:w{0,3}N)?(?:,?R)?")


@dataclass(frozen=True, slots=True)
class Amounts:
    """Amounts of one thing, in reading order.

    `labels` are dates or years: one for each amount, or several for one amount; empty where none is printed.
    `months` are misspelled months, each as (printed, read). `texts` are the numbers as printed, each from
    `places` on in the text. `bare` amounts have no scale of their own.
    """

    figures: tuple[Figure, ...]
    measure: str
    labels: tuple[Label, ...]
    months: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    bare: bool = False
    places: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class AmountGroup:
    """Amounts in a caption from `start` to `end`. `said` are the words between them and their dates.

    `each`: they are amounts per share, a par value. `goes_on`: `and` stands directly behind, so that the
    words that follow apply to the next group. `named`: the words before it name it, as they do a class of
    stock. `amounts` is None where they cannot be read for certain, and
    `why` gives the reason.
    """

    start: int
    end: int
    said: str
    amounts: Amounts | None
    each: bool = False
    goes_on: bool = False
    why: str = ""
    named: bool = False


class AmountReader:
    """Reads amounts in captions by the words of a vocabulary.

    >>> reader.amounts("JPY 453 thousand at March 31, 2018").figures
    (Figure(453000, -3),)
    """

    def __init__(self, vocabulary: Vocabulary, currencies: Currencies) -> None:
        self._pieces = CaptionPieces(vocabulary, currencies)
        self._own = currencies.own
        # Behind one of these words no remark in brackets can stand: `net of tax of ($5)`.
        self._open = tuple(word.casefold() for word in vocabulary.captions.get("open", ()))
        self._nouns = tuple(dict.fromkeys(vocabulary.nouns.values()))

    def amounts(self, text: str, of: str = "") -> Amounts | None:
        """The amounts that a text consists of; None where any part of it is unclear.

        `of` is what they count where the text does not say it.
        """
        text = text.strip()
        scan = CaptionScan(text, self._pieces.pieces(text))
        found = scan.groups()
        if len(found) != 1 or found[0].first or _REST.fullmatch(scan.codes, found[0].last) is None:
            return None
        group = self._group(scan, found[0], of or self._counted(text))
        return group.amounts if group is not None else None

    def amounts_in(self, text: str) -> tuple[AmountGroup, ...]:
        """The groups of amounts in a caption, in reading order, the unclear ones included."""
        scan = CaptionScan(text, self._pieces.pieces(text))
        stock = self._counted(text)
        groups = [self._by_class(scan, one) for one in counts_by_class(scan)]
        # What classes make up is read once: `12 (Class A 7, Class B 5)` is no list of amounts.
        taken = {group.start for group in groups}
        for found in scan.groups():
            group = self._group(scan, found, "", stock)
            numbers = {number.start for number in found.numbers}
            if group is not None and not numbers & taken:
                groups.append(group)
        return tuple(sorted(groups, key=lambda group: group.start))

    @staticmethod
    def _by_class(scan: CaptionScan, one: ClassCount) -> AmountGroup:
        piece = scan.pieces[one.at]
        assert piece.figure is not None
        labels = (one.column,) if one.column is not None else ()
        amounts = Amounts(
            (piece.figure,), one.measure, labels, (), (piece.text,), not piece.scaled, (piece.at,)
        )
        named = scan.codes[one.at - 1 : one.at] == "w"
        return AmountGroup(piece.start, piece.end, one.said, amounts, named=named)

    def _counted(self, text: str) -> str:
        return self._nouns[0] if self._nouns and self._pieces.of_stock(text) else ""

    def _group(self, scan: CaptionScan, found: Found, of: str, stock: str = "") -> AmountGroup | None:
        """A group as amounts;
        None where its numbers are no amounts but belong to a rate, a note or a name.
        """
        found = replace(found, numbers=_in_one_scale(found.numbers))
        strong = any(number.strong for number in found.numbers)
        measure = self._measure(scan, found, of, stock if strong or found.labels else "")
        if not measure and not strong:
            return None
        start = scan.pieces[found.first].start
        end = scan.pieces[found.last - 1].end
        said = scan.text[slice(*found.said)]
        why = found.doubt or _doubt(found, measure)
        if not why and scan.is_bracketed(found) and self._asks_for_more(scan.text[: start - 1]):
            why = "it is not sure whether the brackets make it negative"
        if why:
            return AmountGroup(start, end, said, None, why=why)
        labels = [label for label in found.labels if label is not None]
        amounts = Amounts(
            tuple(number.figure for number in found.numbers if number.figure is not None),
            measure,
            tuple(label.label if label is not None else None for label in found.labels),
            tuple(label.month for label in labels if label.month is not None),
            tuple(number.text for number in found.numbers),
            not any(number.scaled for number in found.numbers),
            tuple(number.at for number in found.numbers),
        )
        goes_on = scan.codes[found.last : found.last + 1] == "&"
        return AmountGroup(start, end, said, amounts, scan.is_each(found), goes_on)

    def _asks_for_more(self, text: str) -> bool:
        return text.casefold().rstrip().endswith(tuple(f" {word}" for word in self._open))

    def _measure(self, scan: CaptionScan, found: Found, of: str, stock: str) -> str:
        """What amounts are counted in: a currency, "shares" and so on; "" where that is not known."""
        money = {number.measure for number in found.numbers if number.code == "M"}
        if money:
            return next(iter(money))
        if found.noun:
            return found.noun
        if scan.is_par(found):
            return self._own
        if self._nouns and scan.has_status(found):
            return self._nouns[0]
        return scan.heading_noun(found) or of or stock


def _in_one_scale(numbers: tuple[CaptionPiece, ...]) -> tuple[CaptionPiece, ...]:
    """The numbers of a list. A scale behind the last is of all that could count nothing without it.

    `937.9 and 929.3 million shares`: a share is whole.
    """
    figure = numbers[-1].figure
    if figure is None or not numbers[-1].scaled or {number.code for number in numbers} != {"Q"}:
        return numbers
    places = [len(number.text.partition(".")[2]) for number in numbers]
    if len(set(places)) > 1 or not places[0]:
        return numbers
    power = places[-1] - figure.decimals
    return tuple(
        replace(number, figure=Figure.scaled(number.figure.value, at, power), scaled=True)
        if number.figure is not None and not number.scaled
        else number
        for number, at in zip(numbers, places, strict=True)
    )


def _doubt(found: Found, measure: str) -> str:
    """Why amounts cannot be read for sure."""
    numbers = found.numbers
    codes = {number.code for number in numbers}
    scaled = {number.scaled for number in numbers if number.code != "Z"}
    doubts = {
        "a number cannot be read": "U" in codes,
        "nothing says what is counted": not measure,
        "not all of them name a currency": {"M", "Q"} <= codes,
        "they are in several currencies": len({n.measure for n in numbers if n.code == "M"}) > 1,
        "only some of them name a scale": len(scaled) > 1,
        "a date cannot be read": any(label is not None and label.code == "X" for label in found.labels),
    }
    return next((why for why, so in doubts.items() if so), "")
