"""Amounts inside captions: `common stock, 75,520,000 shares authorized` gives a figure for each date."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tieout.core import Figure, Period, Place, Severity
from tieout.definitions import Concept, Line
from tieout.language import AmountGroup, Amounts, Label, Nth, Unit
from tieout.layout import Row, same
from tieout.mapping.add import add
from tieout.mapping.paired import Outcome, Paired
from tieout.mapping.printed_captions import PrintedCaption
from tieout.mapping.scales import CaptionScale

Columns = tuple[tuple[Period, Unit | None], ...]


@dataclass(slots=True)
class _Given:
    """The periods for which a row's caption gives amounts of some concepts,
    and whether it gives any of others.
    """

    periods: set[Period] = field(default_factory=set)
    wrong: bool = False


class CaptionMapper:
    """Maps the amounts in the captions of one table to facts for the periods of its dated columns."""

    def __init__(self, paired: Paired, columns: Columns, outcome: Outcome) -> None:
        self._paired, self._outcome = paired, outcome
        self._periods = tuple(dict.fromkeys(period for period, _ in columns))
        unit = next((unit for _, unit in columns if unit is not None), None)
        self._scale = CaptionScale(paired, unit, outcome)

    def map(self, row: Row, line: Line, texts: Mapping[str, str]) -> None:
        """Maps the amounts in a row's caption. `texts` are its parts,
        by the names of the line's placeholders.
        """
        printed = PrintedCaption(self._paired, row)
        groups = list(self._paired.language.amounts_in(row.caption))
        given: dict[tuple[str, ...], _Given] = {}
        for placeholder, concepts in line.inside.items():
            text = texts.get(placeholder, "")
            amounts = _in_caption(row.caption, groups, text) or self._read(row, concepts, text)
            if amounts is None:
                continue
            self._tell_mended(row, amounts)
            names = tuple(concept.name for concept in concepts)
            seen = given.setdefault(names, _Given())
            self._put(row, line, concepts, amounts, seen, printed.places(text, amounts.texts))
        for one in given.values():
            if one.wrong or one.periods != set(self._periods):
                self._outcome.say(
                    "caption-dates",
                    "the amounts in the caption are not given for the dates of the columns",
                    "Mend the dates in the caption.",
                    self._place(row),
                )
        self._tell_unread(row, texts)

    def _read(self, row: Row, concepts: Sequence[Concept], text: str) -> Amounts | None:
        counted = concepts and all(concept.type == "shares" for concept in concepts)
        amounts = self._paired.language.amounts(text, "shares" if counted else "")
        if amounts is None:
            self._outcome.say(
                "caption-unreadable",
                f'the amounts in the caption cannot be read: "{text}"',
                f'Expected is such as "{self._paired.company.currency} 1,234 thousand at DATE", or for each '
                'column one: "1,234 and 1,300 shares".',
                self._place(row),
            )
        return amounts

    def _tell_mended(self, row: Row, amounts: Amounts) -> None:
        for said, read in amounts.months:
            self._outcome.say(
                "month-misprinted",
                f'"{said}" is read as {read}: no other month is one slip away',
                "Mend the release if it is another month.",
                self._place(row),
                severity=Severity.NOTICE,
            )

    def _put(
        self,
        row: Row,
        line: Line,
        concepts: Sequence[Concept],
        amounts: Amounts,
        given: _Given,
        places: Sequence[Place],
    ) -> None:
        """Adds one fact for each period and concept; `given` is what the caption gave of them before."""
        periods = periods_of(amounts, self._periods)
        if periods is None or given.periods & set(periods):
            given.wrong = True
            return
        given.periods |= set(periods)
        # The line's sign is of its own figure; an amount in its caption is meant as it is printed.
        for number, period in enumerate(periods):
            at = number if len(amounts.figures) > 1 else 0
            for concept in concepts:
                measure, figure = self._in_unit(row, concept, amounts, amounts.figures[at])
                if figure is not None:
                    meant = (line, concept, period, line.members)
                    add(self._paired, self._outcome, meant, measure, figure, amounts.texts[at], places[at])

    def _in_unit(
        self, row: Row, concept: Concept, amounts: Amounts, figure: Figure
    ) -> tuple[str, Figure | None]:
        """An amount with its unit: without a scale of its own it has the table's,
        except amounts per share.
        """
        each = concept.type == "per-share" and amounts.measure == self._paired.company.currency
        measure = self._paired.company.measure(concept) if each else amounts.measure
        if each or not amounts.bare:
            return measure, figure
        return measure, self._scale.scaled(row, measure, figure)

    def _tell_unread(self, row: Row, texts: Mapping[str, str]) -> None:
        """Reports each amount of the caption that no placeholder covers."""
        for group in self._paired.language.amounts_in(row.caption):
            text = row.caption[group.start : group.end]
            if any(_plain(text) in _plain(part) or _plain(part) in _plain(text) for part in texts.values()):
                continue
            why = group.why or "the line's caption has no {name} for it"
            self._outcome.say(
                "caption-unread",
                f'"{text}" in the caption "{row.caption}" is not read: {why}',
                "Put a {name} in its place in the line's `caption`, with its concept under `parenthetical`.",
                self._place(row),
                severity=Severity.NOTICE,
            )

    def _place(self, row: Row) -> Place:
        return self._paired.release.place(self._paired.table, row)


def periods_of(amounts: Amounts, periods: Sequence[Period]) -> list[Period] | None:
    """The period of each amount, or all periods of one amount; None where that is not certain.

    A date belongs to the only column that ends on it, a year to the only one that ends in it. Amounts without
    dates follow the order of the columns; one amount alone is for all, one without a date among others for
    the column that is left.
    """
    labels: Sequence[Label] = amounts.labels or [None] * len(amounts.figures)
    if not any(label is not None for label in labels):
        return list(periods) if len(amounts.figures) in (1, len(periods)) else None
    if len(amounts.figures) not in (1, len(labels)):
        return None
    found = [_ending(label, periods) for label in labels]
    left = [period for period in periods if period not in found]
    if labels.count(None) == 1 and len(left) == 1:
        found[labels.index(None)] = left[0]
    sure = [period for period in found if period is not None]
    return sure if len(set(sure)) == len(labels) else None


def _in_caption(caption: str, groups: list[AmountGroup], text: str) -> Amounts | None:
    """The amounts of a part of a caption as the whole caption reads them; each group is used once.

    Words behind the part may give its date.
    """
    for group in groups:
        if group.amounts is not None and same(caption[group.start : group.end], text):
            groups.remove(group)
            return group.amounts
    return None


def _ending(label: Label, periods: Sequence[Period]) -> Period | None:
    """The only period that ends on a date, or in a year, or that of the column with a number."""
    if label is None:
        return None
    if isinstance(label, Nth):
        return periods[label.number] if len(periods) == label.of else None
    day = isinstance(label, datetime.date)
    found = [period for period in periods if label == (period.end if day else period.end.year)]
    return found[0] if len(found) == 1 else None


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
