"""Proposes a concept for every printed line: the best assignment for a statement, each concept once."""

import itertools
from collections.abc import Collection, Sequence
from dataclasses import replace

from tieout.definitions import (
    Company,
    Concept,
    Drafting,
    Members,
    Signal,
    figure_elements,
    filed_captions,
    load_sureness,
)
from tieout.draft.apart import set_apart
from tieout.draft.assign import assign
from tieout.draft.breakdown import Breakdowns
from tieout.draft.candidates import Candidates
from tieout.draft.dissect import with_members
from tieout.draft.evidence import Evidence
from tieout.draft.face import Face
from tieout.draft.fill import Filler
from tieout.draft.headings import take_headings
from tieout.draft.inside import Inside
from tieout.draft.likeness import Lexicon
from tieout.draft.match import Matcher, Placed
from tieout.draft.model import Drafted, Line
from tieout.draft.officials import Officials
from tieout.draft.outline import Group, outline
from tieout.draft.own import Own
from tieout.draft.rolls import Rolls
from tieout.draft.sheet import Entry, Sheet
from tieout.draft.sides import Sides
from tieout.draft.spots import Spots
from tieout.draft.sureness import Weights, of_lead
from tieout.draft.totals import Sections, Total, among, amounts_of, find_totals
from tieout.draft.twins import Twins
from tieout.draft.uncounted import doubt_uncounted
from tieout.draft.untold import ambiguous, doubt_untold
from tieout.draft.weigh import Fit, scores
from tieout.language import language_of
from tieout.layout import tidy

# A concept is proposed from this score on, sooner on the face of a statement, where filers have an element
# for nearly all; it is told as another choice from that.
_GOOD, _FACE, _WORTH = 0.69, 0.6, 0.3
# An element that is right less often than this is none: the line is the company's own.
_LEAST = 0.06
_OTHERS = 2
# Since then the statement of cash flows counts restricted cash.
_SINCE = 2018
# Since then no element says that goods or services are sold; and what lines a statement has at least.
_DISSECTED, _WHOLE = 2019, 12


class Proposer:
    """Drafts the statements of one release, one after the other: what is in use is known to the next.

    `own` are the concepts that the draft adds, `order` is the order in which the statements were drafted.
    """

    def __init__(self, company: Company, drafting: Drafting) -> None:
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
        self._sureness = Weights(load_sureness().weights)
        self._headings = [concept for concept in base if concept.type == "heading"]
        blank = map(company.base.concepts.get, drafting.blank)
        self._blank = [concept for concept in blank if concept is not None]
        self._spots = Spots(company, drafting, self._lexicon, self._matcher)
        self._placed: list[Placed] = []
        self.own = Own(company, drafting.words)
        tools = (self._lexicon, self._matcher, self._spots, self.own)
        self._breakdowns = Breakdowns(drafting, tools, language)
        self.sides = Sides(company, drafting, self._lexicon, self._matcher, self.own)
        self._filler = Filler(company, drafting, tools, self.sides)
        self._twins = Twins(self._lexicon, self._spots, language_of(company))
        self.order: list[int] = []

    def draft(self, groups: Sequence[Group]) -> list[Drafted]:
        """The statements, drafted: the most precise first, since others repeat their figures."""
        groups = self._weigh(groups, shared=self._give_way(groups))
        self.order = sorted(range(len(groups)), key=lambda n: _rank(groups[n], self._drafting, n))
        self._filler.ambiguous = ambiguous(entry for one in groups for entry in one.entries)
        done = {number: self._statement(groups[number]) for number in self.order}
        set_apart(done.values(), self._filler, self._breakdowns.disclosures.columns.first)
        language = language_of(self._company)
        doubt_untold(done.values(), self._breakdowns.disclosures.columns.are_known, language)
        return [done[number] for number in range(len(groups))]

    def inside(self, drafted: Drafted, index: int, inside: Inside) -> tuple[Concept, ...]:
        """The concepts of amounts in a caption."""
        return self._filler.inside(drafted, index, inside, self._placed)

    def parts(self, sheet: Sheet, used: Collection[str]) -> dict[str, Members]:
        """The members of the parts that a table's columns are of; `used` are the axes of its lines."""
        return self._breakdowns.disclosures.columns.parts(sheet, used)

    def breaks_down(self, text: str) -> bool:
        """Whether a text says that an amount is broken down, and by what."""
        return self._breakdowns.disclosures.is_title(text)

    def _weigh(self, groups: Sequence[Group], *, shared: bool) -> Sequence[Group]:
        """Takes up what filers use, in the year of the release; the groups, by what their lines say."""
        year = _year(groups)
        officials = Officials(self._company, figure_elements(), self._lexicon, self.own, year)
        later = self._drafting.superseded if year >= _SINCE else {}
        captions = filed_captions(self._company.language)
        instead = {**later, **({} if shared else self._drafting.instead)}
        evidence = Evidence(captions, self._lexicon, instead, self._drafting.words.usual)
        tools = (self._matcher, self._spots, evidence)
        self._face = Face(self._company, self._drafting, tools, self._base, shared=shared, year=year)
        self._candidates = Candidates(
            self._drafting,
            (self._matcher, self._spots, self.own),
            evidence,
            officials,
            self._face,
            self._base,
        )
        self._rolls = Rolls(
            self._drafting, self._company.base.concepts.get, (officials, self.own, self._spots)
        )
        self._breakdowns.claimed = self._candidates.is_claimed
        self._breakdowns.dissects = year >= _DISSECTED
        self._breakdowns.disclosures.columns.look(sheet for one in groups for sheet in one.sheets)
        groups = [part for one in groups for part in self._apart(one)]
        for one in groups:
            if one.kind is None and len(one.entries) >= _WHOLE:
                self._name(one, groups)
        return groups

    def _apart(self, one: Group) -> list[Group]:
        """Tables that no caption tells apart: one that makes a statement by itself stands alone."""
        if one.kind is not None or len(one.sheets) == 1:
            return [one]
        parts: list[Group] = []
        whole = True
        for sheet in one.sheets:
            makes = bool(self._face.statement_of(sheet.entries))
            if makes or whole:
                parts.append(Group(None, [sheet]))
            else:
                parts[-1].sheets.append(sheet)
            whole = makes
        for part in parts:
            part.gather()
        return parts

    def _name(self, one: Group, groups: Sequence[Group]) -> None:
        """The kind of a statement that no caption names, by the sections that its lines close."""
        closed = self._face.statement_of(one.entries)
        kind = next((kind for kind in self._drafting.kinds if kind.statement == closed), None)
        if kind is not None and kind.by == one.sheets[0].by and all(g.kind is not kind for g in groups):
            one.kind = kind

    def _give_way(self, groups: Sequence[Group]) -> bool:
        """Leaves out the concepts that are of no use where none of some lines is printed; whether one is."""
        entries = (entry for group in groups for entry in group.entries)
        shared = any(self._matcher.is_of_others(self._lexicon.terms(entry.caption)) for entry in entries)
        if not shared:
            self._base = [concept for concept in self._base if concept.name not in self._drafting.instead]
            self._matcher.give_way(self._drafting.instead)
        return shared

    # One statement ---------------------------------------------------------------------------------------

    def _statement(self, group: Group) -> Drafted:
        """A first assignment finds the totals; by what they are the lines between them are read."""
        totals = self._totals(group)
        drafted = Drafted(group, outline(group, totals, self._lexicon), group.kind)
        drafted.lines = [Line(entry) for entry in group.entries]
        take_headings(drafted, self._headings, self._blank, (self._lexicon, self._matcher, self.own))
        self._assign(drafted, sections=False)
        for index, line in enumerate(drafted.lines):
            if not line.entry.heading and index not in drafted.outline.totals:
                line.proposal, line.at = None, None
        self._breakdowns.find(drafted, self._placed)
        self._rolls.find(drafted, self._placed)
        self._assign(drafted, sections=True)
        self._rolls.leave(drafted)
        self._filler.fill(drafted)
        doubt_uncounted(drafted, self._placed, language_of(self._company))
        for index, line in enumerate(drafted.lines):
            if line.concept is not None and not line.entry.heading:
                said = self._spots.said(drafted, index)
                sure = line.proposal.score / 100 if line.proposal is not None else 0.0
                self._placed.append(Placed(line.concept, line.members, line.at, line.entry, said, sure))
        return drafted

    def _totals(self, group: Group) -> tuple[Total, ...]:
        if group.sheets[0].dated == "rows":
            return ()
        found: list[Total] = []
        primary = group.kind is not None and group.kind.kind == "Statement"
        flows = group.sheets[0].by == "durations"
        for kind in dict.fromkeys((e.type, e.unit) for e in group.entries if not e.heading):
            alike = [
                e if (e.type, e.unit) == kind else replace(e, figures={}, heading=True) for e in group.entries
            ]
            columns, amounts = amounts_of(alike, self._is_total, self._tone)
            said = self._sections(group, alike) if primary else None
            for run in among(group.entries, amounts, kind[0]):
                found += find_totals(run, group.headings, columns, above=primary, signed=flows, sections=said)
        return tuple(found)

    def _sections(self, group: Group, entries: Sequence[Entry]) -> Sections:
        """What the captions of a statement say of its sums."""
        forms = [tidy(entry.caption).casefold() for entry in entries]
        adds = [at for at, form in enumerate(forms) if form.startswith(self._drafting.words.adds)]
        terms = [self._lexicon.terms(entry.caption) for entry in entries]
        return Sections(
            tuple(at for at in adds if entries[at].type == "monetary" and entries[at].figures),
            frozenset(group.sheet_of.index(number) for number in {*group.sheet_of}),
            lambda one, other: self._lexicon.likeness(terms[one], terms[other]),
        )

    def _is_total(self, entry: Entry) -> bool:
        plain = tidy(entry.caption).casefold()
        return any(plain.startswith(word) for word in self._drafting.words.totals)

    def _tone(self, entry: Entry) -> int:
        return self._matcher.tone(self._lexicon.terms(entry.caption)) if entry.type == "monetary" else 0

    # Assignment ------------------------------------------------------------------------------------------

    def _assign(self, drafted: Drafted, *, sections: bool) -> None:
        """Gives each line that has none the concept that is best for the statement as a whole."""
        lines = drafted.lines
        taken = {(line.concept.name, line.at) for line in lines if line.concept and not line.members}
        open_ = [at for at, line in enumerate(lines) if line.proposal is None and not line.entry.heading]
        twins = self._twins.of(drafted, open_)
        rows = [index for index in open_ if twins[index] == index]
        self._face.look(drafted)
        fits = {
            index: self._candidates.fits(drafted, index, self._placed, taken, sections=sections)
            for index in rows
        }
        keys = list(dict.fromkeys(fit.key for index in rows for fit in fits[index] if fit.score >= _WORTH))
        face = drafted.kind is not None and drafted.kind.kind == "Statement"
        good = _FACE if face and sections else _GOOD
        for index, at in zip(rows, assign(scores(rows, fits, keys, good)), strict=True):
            chosen = next((f for f in fits[index] if at < len(keys) and f.key == keys[at]), None)
            self._choose(drafted, index, chosen, fits[index], good)
        # Lines for parts last: the line that says what they are may be a twin itself.
        for index in sorted(open_, key=lambda index: lines[index].alike is not None):
            twin = lines[twins[index]]
            if index != twins[index] and twin.proposal is not None:
                line = lines[index]
                line.proposal, line.others = twin.proposal, twin.others
                line.at = self._spots.at(drafted, index) if twin.at is not None else None
                # What a line is for the whole, a product's sales, it is for a part as well.
                line.members = with_members(twin.members, line.members)
            elif index != twins[index] and sections:
                # Neither has a concept yet: what the one is given in the end, the other is, too.
                lines[index].alike = twins[index]

    def _choose(
        self, drafted: Drafted, index: int, chosen: Fit | None, fits: Sequence[Fit], good: float
    ) -> None:
        line = drafted.lines[index]
        if chosen is not None and chosen.score >= good:
            sure = self._sure(drafted, index, chosen, fits)
            # Its sign alone makes a choice doubtful, and not another one.
            if sure >= _LEAST or "sign" in chosen.signals:
                concept = self._taken(chosen.concept, drafted, index)
                line.proposal = self.own.proposal(concept, sure, chosen.why)
                line.at, line.repeats = chosen.at, chosen.repeated > 0
        # Another choice is one that a person can write into the statement as it is.
        known = {*self._company.base.concepts, *self.own.concepts}
        left = (
            fit
            for fit in fits
            if fit.score >= _WORTH
            and fit.concept.name in known
            and (line.proposal is None or fit is not chosen)
        )
        line.others = tuple(
            self.own.proposal(f.concept, self._sure(drafted, index, f, fits), f.why)
            for f in itertools.islice(left, _OTHERS)
        )

    def _sure(self, drafted: Drafted, index: int, fit: Fit, fits: Sequence[Fit]) -> float:
        """How sure a choice is: by what is said for it, its lead, and what adds up."""
        others = (other.score for other in fits if other.concept.name != fit.concept.name)
        total = drafted.outline.totals.get(index)
        signals: dict[Signal, float] = {
            **fit.signals,
            **of_lead(fit.score, max(others, default=_WORTH)),
            "holds": float(total is not None and total.exact),
        }
        return max(self._sureness.of(signals), fit.repeated)

    def _taken(self, concept: Concept, drafted: Drafted, index: int) -> Concept:
        """A concept that is in use now."""
        if concept.name in self._company.base.concepts or concept.name in self.own.concepts:
            return concept
        return self.own.take(concept, self._spots.caption(drafted, index))


def _year(groups: Sequence[Group]) -> int:
    """The year of a release: that of its balance sheet, since other tables may be of periods to come."""
    balances = [one for one in groups if one.kind is not None and one.kind.by == "instants"]
    periods = (period for one in balances or groups for sheet in one.sheets for period in sheet.periods)
    return max((period.end.year for period in periods), default=0)


def _rank(group: Group, drafting: Drafting, number: int) -> tuple[bool, int, int, int]:
    """Statements of the usual kinds first, then the most precise tables."""
    kinds = [kind.statement for kind in drafting.kinds]
    primary = group.kind is not None and group.kind.kind == "Statement"
    at = kinds.index(group.kind.statement) if group.kind is not None else len(kinds)
    return not primary, 0 if primary else group.sheets[0].scale, at, number
