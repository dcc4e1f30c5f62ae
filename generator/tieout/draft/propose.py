"""Proposes a concept for every printed line: the best assignment for a statement, each concept once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tieout.definitions import Company, Concept, Drafting, Members
from tieout.draft.assign import assign
from tieout.draft.breakdown import Breakdowns
from tieout.draft.fill import Elements, Filler
from tieout.draft.inside import Inside
from tieout.draft.likeness import Lexicon, Terms
from tieout.draft.match import Matcher, Placed, Spot, alike_words, closer, repeats, same_figures
from tieout.draft.model import Drafted, Line
from tieout.draft.outline import Group, outline
from tieout.draft.own import Own
from tieout.draft.sheet import Entry, Sheet
from tieout.draft.spots import Spots
from tieout.draft.totals import Total, amounts_of, find_totals
from tieout.layout import tidy

# A concept is proposed from this score on, told as another choice from that; one of the company's own that
# stands for other figures has to have the same words.
_GOOD, _WORTH, _OWN = 0.69, 0.3, 0.88
_SUPERSEDED = 0.12
# What it costs to be another concept than the one whose figures are printed, where no word says so.
_ELSEWHERE, _CERTAIN = 0.35, 0.6
_HEADING, _BLANK, _PRINTED, _TWIN = 0.7, 0.85, 0.7, 0.9
_OTHERS = 2
_NEVER = -9.0

At = Literal["start", "end"] | None


@dataclass(frozen=True, slots=True)
class _Fit:
    """A candidate for a line: its score, and why."""

    concept: Concept
    at: At
    score: float
    why: tuple[str, ...]

    @property
    def key(self) -> tuple[str, At]:
        """What a statement has once."""
        return self.concept.name, self.at


class Proposer:
    """Drafts the statements of one release, one after the other: what is in use is known to the next.

    `own` are the concepts that the draft adds, `order` is the order in which the statements were drafted.
    """

    def __init__(self, company: Company, drafting: Drafting, elements: Elements) -> None:
        language = company.language
        name = company.name[language]
        bare = " ".join(name.rstrip(".").split()[:-1])
        base = company.base.concepts.values()
        labels = [concept.label[language] for concept in base]
        labels += [caption for captions in drafting.words.usual.values() for caption in captions]
        self._company = company
        self._drafting = drafting
        self._lexicon = Lexicon(drafting.words, labels, (name, bare, company.own.prefix))
        self._base = [concept for concept in base if concept.numeric]
        self._matcher = Matcher(drafting, self._lexicon, language, self._base)
        self._headings = [concept for concept in base if concept.type == "heading"]
        self._spots = Spots(company, drafting, self._lexicon, self._matcher)
        self._placed: list[Placed] = []
        self.own = Own(company, drafting.words)
        self._breakdowns = Breakdowns(drafting, self._lexicon, self._matcher, self._spots, self.own)
        self._filler = Filler(company, drafting, (self._lexicon, self._matcher, self._spots, self.own))
        self._filler.know(elements)
        self.order: list[int] = []

    def draft(self, groups: Sequence[Group]) -> list[Drafted]:
        """The statements, drafted: the most precise first, since others repeat their figures."""
        self._give_way(groups)
        self.order = sorted(range(len(groups)), key=lambda n: _rank(groups[n], self._drafting, n))
        done = {number: self._statement(groups[number]) for number in self.order}
        return [done[number] for number in range(len(groups))]

    def inside(self, drafted: Drafted, index: int, inside: Inside) -> tuple[Concept, ...]:
        """The concepts of amounts in a caption."""
        return self._filler.inside(drafted, index, inside, self._placed)

    def parts(self, sheet: Sheet) -> dict[str, Members]:
        """The members of the parts that a table's columns are of, by their words; none of the whole."""
        return self._breakdowns.parts(sheet)

    def _give_way(self, groups: Sequence[Group]) -> None:
        """Leaves out the concepts that are of no use where none of some lines is printed."""
        known = [c for c in map(self._company.base.concepts.get, self._drafting.unless_printed) if c]
        printed = any(
            self._matcher.words(self._lexicon.terms(entry.caption), concept, frozenset()) >= _PRINTED
            for group in groups
            for entry in group.entries
            for concept in known
        )
        if not printed:
            self._base = [concept for concept in self._base if concept.name not in self._drafting.instead]
            self._matcher.give_way(self._drafting.instead)

    # One statement ---------------------------------------------------------------------------------------

    def _statement(self, group: Group) -> Drafted:
        """A first assignment finds the totals; by what they are the lines between them are read."""
        totals = self._totals(group)
        drafted = Drafted(group, outline(group, totals, self._lexicon), group.kind)
        drafted.lines = [Line(entry) for entry in group.entries]
        self._take_headings(drafted)
        self._assign(drafted, sections=False)
        for index, line in enumerate(drafted.lines):
            if not line.entry.heading and index not in drafted.outline.totals:
                line.proposal, line.at = None, None
        self._breakdowns.find(drafted, self._placed)
        self._assign(drafted, sections=True)
        self._filler.fill(drafted)
        for index, line in enumerate(drafted.lines):
            if line.concept is not None and not line.entry.heading:
                said = self._spots.said(drafted, index)
                self._placed.append(Placed(line.concept, line.members, line.at, line.entry, said))
        return drafted

    def _totals(self, group: Group) -> tuple[Total, ...]:
        if group.sheets[0].dated == "rows":
            return ()
        found: list[Total] = []
        primary = group.kind is not None and group.kind.kind == "Statement"
        flows = group.sheets[0].by == "durations"
        for kind in dict.fromkeys(entry.type for entry in group.entries if not entry.heading):
            alike = [e if e.type == kind else replace(e, figures={}, heading=True) for e in group.entries]
            columns, amounts = amounts_of(alike, self._is_total, self._tone)
            found += find_totals(amounts, group.headings, columns, above=primary, signed=flows)
        return tuple(found)

    def _is_total(self, entry: Entry) -> bool:
        plain = tidy(entry.caption).casefold()
        return any(plain.startswith(word) for word in self._drafting.words.totals)

    def _tone(self, entry: Entry) -> int:
        return self._matcher.tone(self._lexicon.terms(entry.caption)) if entry.type == "monetary" else 0

    def _take_headings(self, drafted: Drafted) -> None:
        """The headings of the base layer, the most alike first, each once; and lines blank by custom."""
        blank = [c for c in map(self._company.base.concepts.get, self._drafting.blank) if c is not None]
        scored: list[tuple[float, int, Concept]] = []
        for index, line in enumerate(drafted.lines):
            if not line.entry.heading:
                continue
            said = self._lexicon.terms(line.entry.caption)
            for concept in blank:
                likeness = self._matcher.words(said, concept, frozenset())
                if likeness >= _BLANK:
                    line.blank = True
                    line.proposal = self.own.proposal(concept, likeness, ("by custom it has no figure",))
            scored += [(self._matcher.words(said, c, frozenset()), index, c) for c in self._headings]
        used: set[str] = set()
        for likeness, index, concept in sorted(scored, key=lambda row: (-row[0], row[1], row[2].name)):
            line = drafted.lines[index]
            if likeness >= _HEADING and line.proposal is None and concept.name not in used:
                line.proposal = self.own.proposal(concept, likeness, (alike_words(likeness),))
                used.add(concept.name)

    # Assignment ------------------------------------------------------------------------------------------

    def _assign(self, drafted: Drafted, *, sections: bool) -> None:
        """Gives each line that has none the concept that is best for the statement as a whole."""
        lines = drafted.lines
        taken = {(line.concept.name, line.at) for line in lines if line.concept and not line.members}
        open_ = [at for at, line in enumerate(lines) if line.proposal is None and not line.entry.heading]
        twins = self._twins(drafted, open_)
        rows = [index for index in open_ if twins[index] == index]
        fits = {index: self._fits(drafted, index, taken, sections=sections) for index in rows}
        keys = list(dict.fromkeys(fit.key for index in rows for fit in fits[index] if fit.score >= _WORTH))
        for index, at in zip(rows, assign(_scores(rows, fits, keys)), strict=True):
            chosen = next((f for f in fits[index] if at < len(keys) and f.key == keys[at]), None)
            self._choose(lines[index], chosen, fits[index])
        for index in open_:
            twin = lines[twins[index]]
            if index != twins[index] and twin.proposal is not None:
                line = lines[index]
                line.proposal, line.others, line.at = twin.proposal, twin.others, twin.at

    def _choose(self, line: Line, chosen: _Fit | None, fits: Sequence[_Fit]) -> None:
        if chosen is not None and chosen.score >= _GOOD:
            line.proposal = self.own.proposal(chosen.concept, chosen.score, chosen.why)
            line.at = chosen.at
        left = (fit for fit in fits if fit.score >= _WORTH and (line.proposal is None or fit is not chosen))
        line.others = tuple(self.own.proposal(f.concept, f.score, f.why) for f in left)[:_OTHERS]

    def _twins(self, drafted: Drafted, open_: Sequence[int]) -> dict[int, int]:
        """Lines that are printed twice, by the first that has the same words and figures."""
        twins: dict[int, int] = {}
        for index in open_:
            firsts = (other for other in twins if twins[other] == other)
            twins[index] = next((o for o in firsts if self._is_twin(drafted, index, o)), index)
        return twins

    def _is_twin(self, drafted: Drafted, index: int, other: int) -> bool:
        one, two = drafted.lines[index].entry, drafted.lines[other].entry
        if one.type != two.type:
            return False
        if one.stem and one.stem == two.stem:
            return True
        sure = same_figures(one, two)
        apart = drafted.group.sheet_of[index] != drafted.group.sheet_of[other]
        if sure is None or (not sure and not (apart and not one.figures.keys() & two.figures.keys())):
            return False
        said, there = self._spots.said(drafted, index), self._spots.said(drafted, other)
        return self._lexicon.likeness(said, there, frozenset()) >= _TWIN

    # Candidates ------------------------------------------------------------------------------------------

    def _fits(
        self, drafted: Drafted, index: int, taken: set[tuple[str, At]], *, sections: bool
    ) -> list[_Fit]:
        """The candidates of a line, the best first."""
        entry = drafted.lines[index].entry
        spot, said = self._spots.spot(drafted, index), self._spots.said(drafted, index)
        if not sections:
            spot = replace(spot, context=frozenset(), around=(), sign=0)
        same, different = repeats(entry, self._placed)
        shown: dict[str, tuple[float, Placed]] = {}
        for at, sureness in same.items():
            other = self._placed[at]
            if not other.members and sureness > shown.get(other.concept.name, (0.0, other))[0]:
                shown[other.concept.name] = (sureness, other)
        unlike = (self._placed[at] for at in different)
        closed = taken | {(other.concept.name, other.at) for other in unlike if not other.members}
        known = any(self._says_no_more(said, *found) for found in shown.values())
        fits = []
        for concept, end in self._candidates(drafted, index):
            found = shown.get(concept.name)
            fit = self._fit(concept, end, said, spot, found) if (concept.name, end) not in closed else None
            if fit is not None:
                cost = _ELSEWHERE if known and found is None else 0
                fits.append(replace(fit, score=fit.score - cost))
        return sorted(fits, key=lambda fit: (-fit.score, fit.concept.name))

    def _says_no_more(self, said: Terms, sureness: float, other: Placed) -> bool:
        """Whether a line says nothing that one with its very figures does not say."""
        there = other.said.words.union(*(label.words for label in self._matcher.labels(other.concept)))
        return sureness >= _CERTAIN and bool(said.words) and said.words <= there

    def _candidates(self, drafted: Drafted, index: int) -> Iterator[tuple[Concept, At]]:
        entry, period = drafted.lines[index].entry, self._spots.period(drafted, index)
        at = self._at(entry) if period == "duration" else None
        for concept in (*self._base, *self.own.numeric):
            if concept.type == entry.type and concept.period == period:
                yield concept, None
            elif concept.type == entry.type and at is not None:
                yield concept, at

    def _at(self, entry: Entry) -> At:
        """The end of the period that a caption speaks of."""
        plain = tidy(entry.caption).casefold()
        for end, words in self._drafting.words.at.items():
            if any(re.search(rf"\b{re.escape(word)}\b", plain) for word in words):
                return "start" if end == "start" else "end"
        return None

    def _fit(
        self, concept: Concept, at: At, said: Terms, spot: Spot, same: tuple[float, Placed] | None
    ) -> _Fit | None:
        words = self._matcher.words(said, concept, spot.context)
        own = concept.name in self.own.concepts
        if same is None and (words == 0 or (own and words < _OWN)):
            return None
        score, why = words, [alike_words(words)]
        if same is not None:
            score = closer(score, same[0])
            why.append(f"the figures of line {same[1].entry.line}")
        fits, sign = self._matcher.section(concept.name, spot.around), self._matcher.sign(concept, spot)
        if fits:
            why.append("its section" if fits > 0 else "not its section")
        if sign < 0:
            why.append("its sign speaks against it")
        score += fits + sign + self._matcher.total(concept, spot)
        if concept.name in self._drafting.superseded:
            score -= _SUPERSEDED
        return _Fit(concept, at, score, tuple(why))


def _scores(
    rows: Sequence[int], fits: dict[int, list[_Fit]], keys: Sequence[tuple[str, At]]
) -> list[list[float]]:
    """A column for each concept, and one for each line that gets none."""
    column = {key: number for number, key in enumerate(keys)}
    scores = []
    for number, index in enumerate(rows):
        row = [0.0] * len(keys) + [_GOOD if n == number else _NEVER for n in range(len(rows))]
        for fit in fits[index]:
            if fit.key in column:
                row[column[fit.key]] = fit.score
        scores.append(row)
    return scores


def _rank(group: Group, drafting: Drafting, number: int) -> tuple[bool, int, int, int]:
    """Statements of the usual kinds first, then the most precise tables."""
    kinds = [kind.statement for kind in drafting.kinds]
    primary = group.kind is not None and group.kind.kind == "Statement"
    at = kinds.index(group.kind.statement) if group.kind is not None else len(kinds)
    return not primary, 0 if primary else group.sheets[0].scale, at, number
