"""Reads what a sentence says of each of its figures: the name, the period, and amount or change."""

import re
from collections.abc import Iterable, Iterator, Sequence

from tieout.contact.prose.called import NameReader
from tieout.contact.prose.model import Printed
from tieout.contact.prose.names import Names
from tieout.contact.prose.periods import When, Whens
from tieout.contact.prose.phrases import any_of, finder, last
from tieout.contact.prose.roles import RoleReader
from tieout.contact.prose.rows import RowReader
from tieout.contact.prose.said import Said, Spot, State
from tieout.definitions import ProseWords

_YEAR = 12
# A bracket of one figure is no longer.
_BRACKET = 90
# The place and the day before the first sentence: `DENVER, April 29, 2020 -`.
_DATELINE = re.compile(r"[^;]{0,90}?\b\d{4}\b\s?(?:\([^)]*\)\s*)?(?:[-–—…/(]|\.{3})")
# The comma of a date or a number is no end of a phrase.
_PHRASE_ENDS = re.compile(r"[;:()]|,(?!\s?\d)")


class ClauseReader:
    """Reads the clauses of sentences by the words of a language."""

    def __init__(self, words: ProseWords, names: Names, whens: Whens) -> None:
        self._names = names
        self._whens = whens
        self._compared = finder(words.compared)
        self._against = re.compile(rf"{any_of(words.compared)}(?:[^,;)]|,\s\d{{4}}\b)*", re.IGNORECASE)
        self._forecasts = finder(words.forecasts)
        self._ranges = re.compile("|".join(map(re.escape, words.ranges)) or "(?!)", re.IGNORECASE)
        # `In Europe, sales`; `Europe - Sales`
        self._topic = re.compile(
            rf"[^\w(]*(?:{any_of(words.in_)}\s+(?P<of>[^,;:]{{1,40}}),|"
            r"(?P<topic>[^,;:.\d]{1,40}?)(?:\s[–—-]\s|:\s))",
            re.IGNORECASE,
        )
        self._share_names = finder(words.share_names)
        self._now = finder(words.now)
        self._held = finder(tuple(said for some in words.against.values() for said in some))
        self._verbs = finder((*words.verbs, *words.rises, *words.falls))
        self._and = finder(words.or_)
        self._roles = RoleReader(words)
        self._rows = RowReader(words, names, self._roles)
        self._called = NameReader(words, names, self._roles)

    def read(
        self, text: str, figures: Sequence[Printed], inherited: Sequence[When], section: str
    ) -> list[Said]:
        """What a sentence says of each of its figures. `inherited` are the periods named before it."""
        if not figures:
            return []
        state = State()
        said: list[Said] = []
        clauses = list(self._clauses(text, figures))
        forecast = bool(self._forecasts.search(text) or self._forecasts.search(section))
        times = self._times(text, self._mains(text, figures, clauses))
        statement = 0
        text = self._undated(text, figures)
        main = tuple(inherited) or (() if self._now.search(text) else self._of_section(section))
        between = _between(text, figures)
        listed, rows = self._rows.listed(text, between), self._rows.paired(text, between)
        for number, one in enumerate(figures):
            lead, tail = between[number], between[number + 1]
            clause, begin = clauses[number]
            fresh = number == 0 or clauses[number - 1] != clauses[number]
            if clause == 0:
                statement = begin
            reached = self._is_reached(lead)
            behind = self._called.change_of(figures, between, number)
            spot = Spot(number, one, lead, tail, fresh, clause > 0, reached, statement)
            self._called.take(state, spot, said, behind[0] if behind is not None else "")
            if number in rows:
                state.near, state.words = rows[number]
            end, beyond = self._reach(text, figures, clauses, number)
            own = _PHRASE_ENDS.split(tail, maxsplit=1)[0] if reached else ""
            if not self._whens.named(own):
                own = text[begin:end]
            # `than a year earlier, and its book value was`: what stands before the comma is of another.
            anew = number > 0 and self._begins_anew(lead, True)
            spoken = lead[self._boundary(lead) :] if anew else lead
            whens, named = self._whens_of(own, spoken, clause, main)
            if clause == 0:
                main = whens
            # What is called a rise of its own is no mere cause of another.
            sure = (named or len(times) < 2) and (behind is not None or not self._roles.is_part(text, one))
            sure = sure and not self._roles.is_hedged(lead)
            sure = sure and not state.part and not any(when.guessed for when in whens)
            counted = self._called.counted(one, said, state, number)
            role, turn = self._roles.role(lead, tail, said[-1] if said else None, counted)
            role, turn = ("change", behind[1]) if behind is not None else (role, turn)
            next_ = between[number + 2] if number + 1 < len(figures) and self._roles.is_same(tail) else tail
            base = self._base(next_, text[end:beyond], text[begin:end], whens) if role == "change" else ()
            ranged = self._ranges.match(tail.lstrip()) is not None
            leads = state.leads if state.leads != number else None
            said.append(
                Said(
                    printed=counted,
                    role=role,
                    near=state.near,
                    words=state.words,
                    behind=state.behind,
                    aside=state.aside,
                    whens=whens,
                    base=base,
                    compared=clause > 0,
                    turn=turn,
                    leads=leads,
                    lead=lead,
                    tail=tail,
                    text=text,
                    forecast=forecast or ranged,
                    listed=listed[number],
                    paired=number in rows,
                    sure=sure,
                    statement=statement,
                    before=self._called.without_asides(text[: one.end]),
                    limited=state.limited,
                    in_another=number > 0 and self._roles.is_or(lead),
                    same=number > 0 and self._roles.is_same(lead),
                    per_share=self._share_names.search(lead) is not None
                    or (leads is not None and said[leads].kind == "per-share"),
                )
            )
        return said

    def _undated(self, text: str, figures: Sequence[Printed]) -> str:
        """A sentence without the place and the day of publication at its beginning."""
        match = _DATELINE.match(text)
        if match is None or (figures and figures[0].start < match.end()):
            return text
        days = self._whens.named(match[0])
        later = bool(days) and all(day.end > self._whens.end for day in days)
        return " " * match.end() + text[match.end() :] if later else text

    def topic(self, text: str) -> frozenset[str]:
        """The words of what a paragraph is about, by its first sentence: `In Europe, revenue fell 9 %`,
        `Europe - Sales fell 9 %`.
        """
        match = self._topic.match(text)
        return self._names.heading(match["of"] or match["topic"]) if match is not None else frozenset()

    def _times(self, text: str, mains: Iterable[tuple[int, int]]) -> set[When]:
        """The periods that the main clauses of a sentence name, those of comparisons left out."""
        found: set[When] = set()
        for begin, end in mains:
            found.update(self._whens.named(self._against.sub(" ", text[begin:end])))
        return found

    def _of_section(self, section: str) -> tuple[When, ...]:
        """The periods that a heading names, and then the reported one; none where it names none."""
        above = self._whens.named(section)
        return tuple(dict.fromkeys((*above, self._whens.reported))) if above else ()

    # Clauses -----------------------------------------------------------------------------------------

    def _clauses(self, text: str, figures: Sequence[Printed]) -> Iterator[tuple[int, int]]:
        """For each figure the number of its clause (0 for a main clause),
        and where that begins in the text.
        """
        clause, count, bracket, begin, main = 0, 0, False, 0, 0
        between = _between(text, figures)
        for number, one in enumerate(figures):
            start = figures[number - 1].end if number else 0
            lead = between[number]
            if bracket and ")" in lead:
                clause, bracket, begin = 0, False, start + lead.index(")") + 1
            if number and not bracket and self._is_reached(lead):
                # `increased $2.3 million over the first quarter of 2019 to $36.7 million`
                clause, begin = 0, main
                yield clause, begin
                continue
            added = self._roles.is_added(lead, between[number + 1])
            added = added or self._called.change_of(figures, between, number) is not None
            if clause and not bracket and added:
                # `compared with $63.2 million a year ago, an increase of 44 %` is of what is compared.
                clause, begin = 0, main
                yield clause, begin
                continue
            match = last(self._compared, self._held.sub(_blank, lead))
            # `from` and the like stand before the figure, with at most its name between.
            against = match is not None and self._verbs.search(lead, match.end()) is None
            if not number:
                # `This compares to net income of`
                if match is not None and against and not self._names.words(lead[: match.start()]):
                    count, clause = 1, 1
            elif self._opens(text, one, lead):
                count += 1
                clause, bracket, begin = count, True, start + lead.rfind("(")
            elif match is not None and against:
                count += 1
                clause, begin = count, start + match.start()
            elif clause and not bracket and (self._whens.named(lead) or self._whens.earlier(lead)):
                # `versus $1 million in the second quarter and $2 million a year ago`
                count += 1
                clause, begin = count, start + self._boundary(lead)
                if self._begins_anew(lead, True):
                    clause = 0
            elif not bracket and self._begins_anew(lead, clause > 0):
                clause, begin = 0, start + self._boundary(lead)
            main = begin if clause == 0 else main
            yield clause, begin

    def _reach(
        self, text: str, figures: Sequence[Printed], clauses: Sequence[tuple[int, int]], number: int
    ) -> tuple[int, int]:
        """Where the clause of a figure ends, and where the clause that it is compared with ends."""
        later = [begin for _, begin in clauses[number + 1 :] if begin > clauses[number][1]]
        if later:
            beyond = next((begin for begin in later if begin > later[0]), len(text))
            return later[0], beyond
        last = figures[-1].end
        for match in self._compared.finditer(text, last):
            rest = text[match.start() :]
            if self._whens.named(rest) or self._whens.earlier(rest):
                return match.start(), len(text)
        return len(text), len(text)

    def _is_reached(self, lead: str) -> bool:
        """Whether a figure is what something changed to, and not compared: `compared to` says no more."""
        match = last(self._compared, lead)
        compared = match is not None and not lead[match.end() :].strip(" (")
        return not compared and self._roles.is_reached(lead)

    def _opens(self, text: str, one: Printed, lead: str) -> bool:
        """Whether a bracket before a figure names its period: `(40,964 for 1Q17)`."""
        at = lead.rfind("(")
        if at < 0 or ")" in lead[at:]:
            return False
        close = text.find(")", one.end)
        if not 0 <= close - one.start <= _BRACKET:
            return False
        inside = lead[at:] + text[one.end : close]
        return bool(self._whens.named(inside)) or self._whens.earlier(inside) == 12

    def _begins_anew(self, lead: str, compared: bool) -> bool:
        """Whether a new statement begins between two figures: with a verb, and a period or a `;`."""
        if self._verbs.search(lead) is None:
            return False
        if compared:
            return bool(self._names.words(lead))
        return ";" in lead or bool(self._whens.named(lead))

    def _boundary(self, lead: str) -> int:
        """The position in the words between two figures at which a new statement begins."""
        if ";" in lead:
            return lead.rindex(";")
        match = last(self._and, lead)
        return max(lead.rfind(","), match.start() if match is not None else 0, 0)

    def _mains(
        self, text: str, figures: Sequence[Printed], clauses: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[int, int]]:
        """Where each main clause begins and ends."""
        for number, (clause, begin) in enumerate(clauses):
            if clause == 0:
                yield begin, self._reach(text, figures, clauses, number)[0]

    # Times -------------------------------------------------------------------------------------------

    def _whens_of(
        self, own: str, lead: str, clause: int, main: tuple[When, ...]
    ) -> tuple[tuple[When, ...], bool]:
        """The periods of a clause, and whether it names them itself; else those of the main clause."""
        start = main or (self._whens.reported,)
        spoken = own if clause else self._against.sub(" ", own)
        named = self._whens.named(spoken, start[0])
        if named:
            months = self._whens.earlier(own) if clause else None
            if months == _YEAR and all(when.end == self._whens.end for when in named):
                # `in last year's comparable twelve month period`
                named = tuple(when.before(months) for when in named)
            return named, True
        # `$15.65 linked quarter, up`: what stands before the comma is of the figure before.
        lead = self._roles.further(lead) or lead
        months = self._whens.earlier(own if clause else lead)
        if clause:
            return tuple(when.before(months or 12) for when in start), bool(months)
        if months and self._compared.search(lead) is None:
            return tuple(when.before(months) for when in start), False
        return start, False

    def _base(self, tail: str, rest: str, own: str, whens: Sequence[When]) -> tuple[When, ...]:
        """The periods with which a change is compared, as far as they are named."""
        for said in (tail, rest, own):
            text = said.partition(";")[0]
            months = self._whens.held_against(text)
            if months:
                return tuple(when.before(months) for when in whens)
            match = self._compared.search(text)
            against = _PHRASE_ENDS.split(text[match.start() :], maxsplit=1)[0] if match is not None else ""
            named = self._whens.named(against, whens[0])
            if named and (named[0].end != whens[0].end or not self._whens.earlier(text)):
                return named
            months = self._whens.earlier(text)
            if months:
                return tuple(when.before(months) for when in whens)
        return ()


def _between(text: str, figures: Sequence[Printed]) -> list[str]:
    """The text before each figure back to the one before, and last the text behind all."""
    starts = [0, *(one.end for one in figures)]
    ends = [*(one.start for one in figures), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
