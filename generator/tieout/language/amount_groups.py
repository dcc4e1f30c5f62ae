"""Groups the pieces of a caption: amounts of one thing, with their dates or years."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tieout.language.model import CaptionPiece

# Patterns over the codes of pieces. A list of amounts, what it counts, and the dates behind or before it.
_MONEY = re.compile(r"(?:[ZU](?:[,/]|,?&))*M(?:(?:[,/]|,?&)[MZU])*")
_COUNTS = re.compile(r"[QZU](?:N?,?&[QZU]|[,/][QZU])*")
_NOUN = re.compile(r"w{0,3}N")
_DATES = r"(?P<labels>[DYX](?:,?&@*[DYX]|,@*[DYX])*)"
_AT = re.compile(rf"[wNSE&,]*?@+{_DATES}(?:,?R)?")
_DIRECTLY = re.compile(rf"(?P<words>[NS&]*),?(?P<day>(?=[DX])){_DATES}(?:,?R)?")
_IN_BRACKETS = re.compile(r"\(@*(?P<labels>[DYX])\)")
# A remark between an amount and another one: what it says may tell the two apart.
_REMARK = re.compile(r"\([^()]*\),?&@*(?P<number>[MQZU])")
_BEFORE = re.compile(r"@*(?P<labels>[DYX](?:,?&@*[DYX])*)[:,-]{0,2}")
_CLAUSE = re.compile(r"[wNSE&,]*")
_STOPS = re.compile(r"[;,&]+")
# Another amount that is too near to be another thing, unless it is counted: `$5 to $6`, `$5 and 6`.
_NEAR = re.compile(r"(?P<between>\)?,?&\(?|[,/;-]|w)(?P<number>[MQU])(?P<counted>w{0,3}[NS])?")
_OPEN = re.compile(r",?&$")
# What says that a number counts shares: its status behind it, or before it.
_STATUS = re.compile(r"w{0,2}S")
_STATED = re.compile(r"S(?:w{0,2}N)?(?P<sign>[:,-]?)\(?$")
# What a bracket says before a colon that its numbers count: `(shares held: 5)`.
_HEADED = re.compile(r"\((?P<noun>N)[wS]{0,2}:$")
# What says that an amount of money is of one share, behind it or before it.
_EACH = re.compile(r"w?E")
_OF_EACH = re.compile(r"Ew{0,2}[:-]?$")
_LOOK_BACK = 6
_UNSURE = "it is not sure that they belong together"


@dataclass(frozen=True, slots=True)
class Found:
    """The pieces [first, last) of one group,
    with those of them that are numbers and labels (dates, years).
    """

    first: int
    last: int
    numbers: tuple[CaptionPiece, ...]
    labels: tuple[CaptionPiece | None, ...] = ()
    noun: str = ""
    said: tuple[int, int] = (0, 0)
    doubt: str = ""


class CaptionScan:
    """Finds groups in the pieces of a caption, from left to right."""

    def __init__(self, text: str, pieces: Sequence[CaptionPiece]) -> None:
        self.text, self.pieces = text, pieces
        self.codes = "".join(piece.code for piece in pieces)

    def groups(self) -> list[Found]:
        """The groups in a caption; a group that continues in the next one is joined to it."""
        found: list[Found] = []
        at = 0
        while at < len(self.codes):
            group = self._labelled(at) or self._dated(at)
            if group is None:
                at += 1
                continue
            at = group.last
            if found and (joined := self._joined(found[-1], group)) is not None:
                found[-1] = joined
            else:
                found.append(group)
        return self._with_dates_behind(found)

    def has_status(self, found: Found) -> bool:
        """Whether a word beside a group's first numbers says that they count shares: `issued`."""
        last = max(at for at in range(found.first, found.last) if self.codes[at] in "QZU")
        if _STATUS.match(self.codes, last + 1):
            return True
        before = _STATED.search(self.codes[max(found.first - _LOOK_BACK, 0) : found.first])
        if before is None:
            return False
        # Behind a comma a word for zero is of the status: `issued, none`; a number may be another thing.
        sign = before["sign"] if before["sign"] != "," or found.numbers[0].code == "Z" else ""
        return bool(sign) or any(number.strong for number in found.numbers)

    def is_par(self, found: Found) -> bool:
        """Whether a group is one fraction right before `par value`: `0.0001 par value` is money.

        A count there is whole.
        """
        number = found.numbers[0]
        alone = len(found.numbers) == 1 and number.code == "Q" and not found.noun
        return alone and "." in number.text and self.codes[found.last : found.last + 1] == "E"

    def heading_noun(self, found: Found) -> str:
        """What the words before a colon say that a group in brackets counts; "" where they do not."""
        first = max(found.first - _LOOK_BACK, 0)
        before = _HEADED.search(self.codes[first : found.first])
        return self.pieces[first + before.start("noun")].measure if before is not None else ""

    def is_bracketed(self, found: Found) -> bool:
        """Whether a group is one number alone in brackets: `($5)`, which may be negative."""
        around = self.codes[max(found.first - 1, 0) : found.first] + self.codes[found.last : found.last + 1]
        return around == "()" and found.last - found.first == 1

    def is_each(self, found: Found) -> bool:
        """Whether an amount of money is of one share: `$.01 par value`, `par value of $5`."""
        if not is_money(found):
            return self.is_par(found)
        before = self.codes[max(found.first - _LOOK_BACK, 0) : found.first]
        return bool(_EACH.match(self.codes, found.last) or _OF_EACH.search(before))

    # Lists of amounts --------------------------------------------------------------------------------

    def _run(self, at: int) -> Found | None:
        """A list of amounts with the word for what they count: `36,517 and 36,323 shares`."""
        match = _MONEY.match(self.codes, at) or _COUNTS.match(self.codes, at)
        if match is None:
            return None
        numbers = tuple(self.pieces[n] for n in range(at, match.end()) if self.codes[n] in "MQZU")
        run = Found(at, match.end(), numbers)
        counts = all(number.code != "M" for number in numbers)
        noun = _NOUN.match(self.codes, match.end()) if counts else None
        if noun is not None:
            # Words between a number and its noun stay words of the caption: `5,000 Class A shares`.
            last = noun.end() if noun.end() == match.end() + 1 else match.end()
            return replace(run, last=last, noun=self.pieces[noun.end() - 1].measure)
        if "N" in match[0]:
            return replace(run, doubt="only some of them say what is counted")
        return self._with_near(run, money=not counts)

    def _with_near(self, run: Found, *, money: bool) -> Found:
        """A list of amounts. If a number behind it may belong to it, the group is marked as doubtful."""
        if _OPEN.match(self.codes, run.last):
            return replace(run, doubt="the caption breaks off behind it")
        near = _NEAR.match(self.codes, run.last)
        if near is None or near["counted"] or (not money and _STATUS.match(self.codes, run.last)):
            return run
        same = (near["number"] == "M") == money
        if not same and "&" not in near["between"] and near["number"] != "U":
            return run
        other = self.pieces[near.start("number")]
        return replace(run, last=near.end("number"), numbers=(*run.numbers, other), doubt=_UNSURE)

    # Dates -------------------------------------------------------------------------------------------

    def _dated(self, at: int) -> Found | None:
        """A list of amounts with the dates behind it; without dates, the list alone."""
        run = self._run(at)
        if run is None or run.doubt:
            return run
        if (other := self._in_brackets(run)) is not None:
            return other
        noun = _NOUN.match(self.codes, run.last) if run.noun else None
        behind = noun.end() if noun is not None else run.last
        tail = _AT.match(self.codes, run.last) or _IN_BRACKETS.match(self.codes, behind)
        if tail is None:
            tail = _DIRECTLY.match(self.codes, behind)
            if tail is None or not (run.noun or tail["words"].rstrip("&")):
                return self._with_remark(run, behind)
        signs = (self.codes.find(sign, run.last, tail.start("labels")) for sign in "@(")
        end = min((at for at in signs if at >= 0), default=tail.start("labels"))
        said = (self.pieces[run.last - 1].end, self.pieces[end].start)
        return replace(run, last=tail.end(), labels=self._labels(tail), said=said)

    def _with_remark(self, run: Found, behind: int) -> Found:
        """An amount without a date; doubtful if only a remark separates it from another: `$5 (a) and $6`."""
        remark = _REMARK.match(self.codes, behind)
        if remark is None:
            return run
        other = self.pieces[remark.start("number")]
        return replace(run, last=remark.end(), numbers=(*run.numbers, other), doubt=_UNSURE)

    def _labels(self, match: re.Match[str]) -> tuple[CaptionPiece, ...]:
        return tuple(self.pieces[n] for n in range(*match.span("labels")) if self.codes[n] in "DYX")

    def _labelled(self, at: int) -> Found | None:
        """Amounts behind their dates: `2023, $9; 2022, $318`, `6/30/23 and 12/31/22 – 814,894,624`."""
        items = list(self._items(at))
        if not items:
            return None
        numbers = tuple(number for item in items for number in item.numbers)
        labels = tuple(label for item in items for label in item.labels)
        doubt = next((item.doubt for item in items if item.doubt), "")
        if len(items) > 1 and any(len(item.numbers) != len(item.labels) for item in items):
            doubt = "it is not sure which date is whose"
        noun = next((item.noun for item in items if item.noun), "")
        return Found(at, items[-1].last, numbers, labels, noun, doubt=doubt)

    def _items(self, at: int) -> Iterator[Found]:
        """Each date, or list of dates, with the amounts behind it."""
        while (match := _BEFORE.match(self.codes, at)) is not None:
            labels = self._labels(match)
            # A year behind a plain word is one of its name.
            if self.codes[at] == "Y" and at and self.codes[at - 1] == "w":
                return
            run = self._run(match.end())
            if run is None:
                return
            yield replace(run, first=at, labels=labels)
            stop = _STOPS.match(self.codes, run.last)
            if stop is None:
                return
            at = stop.end()

    def _in_brackets(self, run: Found) -> Found | None:
        """An amount with those for other columns in brackets behind it: `$185 (2024, $167)`."""
        if len(run.numbers) != 1 or self.codes[run.last : run.last + 1] != "(":
            return None
        inner = self._labelled(run.last + 1) or self._dated(run.last + 1)
        if inner is None or inner.doubt or len(inner.labels) != len(inner.numbers):
            return None
        if self.codes[inner.last : inner.last + 1] != ")" or is_money(run) != is_money(inner):
            return None
        numbers, labels = (*run.numbers, *inner.numbers), (None, *inner.labels)
        return replace(run, last=inner.last + 1, numbers=numbers, labels=labels)

    def _joined(self, one: Found, two: Found) -> Found | None:
        """Two groups as one, if each amount has its date and the same words stand with both; else None.

        `519,192,389 shares issued as of June 30, 2023; 516,838,912 shares issued as of December 31, 2022`.
        """
        between = self.codes[one.last : two.first]
        if one.doubt or two.doubt or not _STOPS.fullmatch(between) or is_money(one) != is_money(two):
            return None
        for group in (one, two):
            if len(group.labels) != len(group.numbers) or None in group.labels:
                return None
        dates = [label.label for label in (*one.labels, *two.labels) if label is not None]
        words, others = self._words(one), self._words(two)
        if len(set(dates)) < len(dates) or (others and words != others):
            return None
        return replace(one, last=two.last, numbers=one.numbers + two.numbers, labels=one.labels + two.labels)

    def _with_dates_behind(self, groups: list[Found]) -> list[Found]:
        """The groups; one without dates takes those of the next group in its clause, if these apply to both.

        `410 shares issued and 400 shares outstanding at May 4, 2024`: both are of May 4.
        """
        for at in range(len(groups) - 2, -1, -1):
            one, two = groups[at], groups[at + 1]
            between = self.codes[one.last : two.first]
            dated = two.labels and None not in two.labels and not two.doubt
            if one.labels or one.doubt or not dated or not _CLAUSE.fullmatch(between):
                continue
            if is_money(one) != is_money(two) or len(one.numbers) != len(two.labels):
                continue
            if len(one.numbers) > 1 or "&" in between:
                groups[at] = replace(one, labels=two.labels)
            else:
                groups[at] = replace(one, doubt="it is not sure whether the date behind it is its own")
        return groups

    def _words(self, group: Found) -> list[str]:
        """The words that belong to a group's amounts, in small letters."""
        start, end = group.said
        noun = [group.noun] if group.noun else []
        return noun + re.findall(r"\w+", self.text[start:end].casefold())


def is_money(group: Found) -> bool:
    """Whether a group's amounts name a currency."""
    return any(number.code == "M" for number in group.numbers)
