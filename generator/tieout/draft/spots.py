"""What a printed line says and where it stands: its own words, and the words that its place implies."""

import re
from typing import Literal

from tieout.definitions import Company, Drafting
from tieout.draft.likeness import Lexicon, Terms
from tieout.draft.match import Matcher, Spot
from tieout.draft.model import At, Drafted
from tieout.draft.own import spaced
from tieout.layout import tidy

# A word that weighs less than this does not say what a line is.
_TELLING = 0.2
# The first amount in a caption, with what leads up to it.
_AMOUNT = re.compile(
    r"[,—:(–-]*\s*(?:(?:(?:19|20)\d\d[,:]\s*)?[$¥€£]\s*\.?\d|(?:[A-Z]{3}\s+)?\d{1,3}(?:,\d{3})+)"
)


# What brackets say of a note: (Note 3), (a), (see Notes 2 and 14).
_NOTE = re.compile(r"\s*\((?:[a-z]|[A-Za-z .]{0,12}\d{1,2}(?:[ ,A-Za-z&.]{1,5}\d{1,2})*)\)(?=\s*$)")


class Spots:
    """Reads the words of captions, and the surroundings of lines in their statements."""

    def __init__(self, company: Company, drafting: Drafting, lexicon: Lexicon, matcher: Matcher) -> None:
        self._drafting = drafting
        self._lexicon = lexicon
        self._matcher = matcher
        known = company.vocabulary
        self._limits = known.amount_words.get("limit", ())
        units = [*known.nouns, *known.scales]
        units += [name for names in known.currencies.values() for name in names]
        if "stock-class" in drafting.breakdowns:
            units += drafting.breakdowns["stock-class"].words
        # What a caption says of its unit, at its end: (JPY), (ADSs), (in millions).
        inner = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
        self._units = re.compile(rf"\s*\((?:in\s+)?(?:{inner})\)$", re.IGNORECASE)

    # Captions --------------------------------------------------------------------------------------------

    def cut(self, caption: str) -> str:
        """A caption without notes, the amounts in it, what is said to be taken off, and its unit."""
        caption = _NOTE.sub("", caption).strip() or caption
        plain = caption.casefold()
        ends = [at for word in self._drafting.words.less if (at := plain.find(word)) > 0]
        if (found := _AMOUNT.search(caption)) and not self._is_limit(plain, found):
            ends.append(found.start())
        head = caption[: min(ends)] if ends and min(ends) > 0 else caption
        return self._units.sub("", head.strip(" ,;:—–-(")) or head

    def _is_limit(self, plain: str, found: re.Match[str]) -> bool:
        """Whether the amount in a caption is part of its name: `Deposits of less than $100,000`."""
        before = f" {plain[: found.start()].rstrip(' ,')}"
        behind = plain[found.end() :].lstrip("0123456789,. ")
        return any(before.endswith(f" {word}") or behind.startswith(word) for word in self._limits)

    def says(self, terms: Terms) -> bool:
        """Whether words tell what a line is. `Total` alone does not."""
        return any(self._lexicon.weight(word) > _TELLING for word in terms.words)

    def caption(self, drafted: Drafted, index: int) -> str:
        """The name of a line: its caption,
        or the heading of its section where the caption says only "Total".
        """
        entry = drafted.lines[index].entry
        caption = self.cut(entry.stem or entry.caption)
        if self.says(self._lexicon.terms(caption)):
            return caption
        heading = drafted.outline.heading_of(index)
        if heading is None:
            around = (span.heading for span in drafted.outline.around(index))
            heading = next((at for at in around if at is not None), None)
        return caption if heading is None else tidy(drafted.lines[heading].entry.caption)

    def telling(self, drafted: Drafted, index: int) -> frozenset[str]:
        """The words of the headings above a line that count as words of the line itself."""
        spans = (span.heading for span in drafted.outline.around(index) if span.heading is not None)
        above = (self._lexicon.terms(drafted.lines[at].entry.caption).words for at in spans)
        return frozenset().union(*above) & self._lexicon.shared

    def terms(self, caption: str) -> Terms:
        """The words of a caption, cut as `cut` does."""
        return self._lexicon.terms(self.cut(caption))

    def named(self, element: str) -> Terms:
        """The words of an element's name."""
        return self._lexicon.terms(spaced(element))

    def said(self, drafted: Drafted, index: int) -> Terms:
        """The words of a line's name; see `caption`."""
        return self._lexicon.terms(self.caption(drafted, index))

    @staticmethod
    def period(drafted: Drafted, index: int) -> Literal["instant", "duration"]:
        """Whether the table of a line is of points in time or of durations."""
        by = drafted.group.sheets[drafted.group.sheet_of[index]].by
        return "instant" if by == "instants" else "duration"

    def at(self, drafted: Drafted, index: int) -> At:
        """The end of its period at which a line in a table of durations is a balance;
        None where it is a flow.
        """
        return drafted.lines[index].entry.end if self.period(drafted, index) == "duration" else None

    # Spots -----------------------------------------------------------------------------------------------

    def spot(self, drafted: Drafted, index: int) -> Spot:
        """What surrounds a line. Its own heading is left out, since that says what the line says."""
        context: set[str] = set()
        around: list[str] = []
        own_heading = drafted.outline.heading_of(index)
        for span in drafted.outline.around(index):
            for at in (span.heading, span.total):
                if at is None or at == own_heading:
                    continue
                line = drafted.lines[at]
                context |= self._lexicon.terms(self.cut(line.entry.caption)).words
                if line.concept is not None:
                    around.append(line.concept.name)
                if line.proposal is not None and line.proposal.source == "base":
                    for label in self._matcher.labels(line.proposal.concept):
                        context |= label.words
        section = next((s for place in around if (s := self._drafting.sections.get(place))), None)
        for word in section.implied if section is not None else ():
            context |= self._lexicon.terms(word).words
        sign, balance = entering(drafted, index)
        return Spot(frozenset(context), tuple(around), index in drafted.outline.totals, sign, balance)


def entering(drafted: Drafted, index: int) -> tuple[int, str | None]:
    """How a line enters its total: the sign (1, -1; 0 if its figures have both), and the total's balance.

    (0, None) where it enters no total, or one without a concept.
    """
    entered = drafted.outline.part_of.get(index)
    if entered is None:
        return 0, None
    total = drafted.lines[entered[0]].concept
    printed = [figure.value for figure in drafted.lines[index].entry.figures.values() if figure.value]
    if total is None or not printed:
        return 0, None
    above, below = (any(sign * value > 0 for value in printed) for sign in (1, -1))
    return (above - below) * entered[1], total.balance
