"""What a printed line may be: concepts of the base layer, the company's own, and elements that filers use."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from tieout.definitions import Concept, Drafting
from tieout.draft.evidence import Evidence
from tieout.draft.face import Face
from tieout.draft.likeness import Terms
from tieout.draft.match import Matcher, Placed
from tieout.draft.model import At, Drafted
from tieout.draft.officials import Officials
from tieout.draft.own import Own
from tieout.draft.same import is_other_balance, repeats
from tieout.draft.sheet import Entry
from tieout.draft.spots import Spots
from tieout.draft.weigh import FEW, Asked, Fit, Weigher

# What it costs to be another concept than the one whose figures are printed, where no word says so.
_ELSEWHERE, _CERTAIN = 0.35, 0.6
# A balance sheet without current assets or liabilities has no element that is of them.
_UNCLASSIFIED = 0.25
# Filers use an element for a caption where so many of them do.
_HALF = 0.5


class Candidates:
    """Finds the concepts that lines may be, and weighs what speaks for each."""

    def __init__(
        self,
        drafting: Drafting,
        tools: tuple[Matcher, Spots, Own],
        evidence: Evidence,
        officials: Officials,
        face: Face,
        base: Sequence[Concept],
    ) -> None:
        """`base` are the concepts of the base layer that may be printed."""
        self._drafting = drafting
        self._matcher, self._spots, self._own = tools
        self._evidence = evidence
        self._officials = officials
        self._face = face
        self._base: dict[tuple[str, str], list[Concept]] = {}
        for concept in base:
            if not officials.is_past(concept.name):
                self._base.setdefault((concept.type, concept.unit or ""), []).append(concept)
        self._weigher = Weigher(drafting, self._matcher, self._own, evidence, officials)

    def fits(
        self,
        drafted: Drafted,
        index: int,
        placed: Sequence[Placed],
        taken: set[tuple[str, At]],
        *,
        sections: bool,
    ) -> list[Fit]:
        """The candidates of a line, the best first. `sections` is whether its place counts."""
        asked = self._asked(drafted, index, sections=sections)
        # Pro forma a figure may be another by as little as a digit.
        said = asked.said if not drafted.group.other_basis else None
        same, different = repeats(asked.entry, placed, said)
        shown: dict[str, tuple[float, Placed]] = {}
        for number, sureness in same.items():
            other = placed[number]
            if not other.members and sureness > shown.get(other.concept.name, (0.0, other))[0]:
                shown[other.concept.name] = (sureness, other)
        unlike = (placed[number] for number in different)
        closed = taken | {(other.concept.name, other.at) for other in unlike if not other.members}
        if (end := self._spots.at(drafted, index)) is not None:
            balances = (one for one in placed if one.at is None and one.concept.period == "instant")
            others = (one for one in balances if is_other_balance(asked.entry, end, one.entry))
            closed |= {(one.concept.name, end) for one in others if not one.members}
        siblings = self._siblings([name for name, _ in closed] if not asked.face else [], asked)
        closed |= {(name, None) for name in siblings if name not in shown}
        known = any(self._says_no_more(asked.said, *found) for found in shown.values())
        fits = []
        # Of the others nothing is said: neither by a word, nor by filers, nor by figures.
        told = self._matcher.sharing(asked.said) | asked.claims.keys() | shown.keys()
        for concept, at in self._candidates(drafted, index, asked, told):
            found = shown.get(concept.name)
            context = asked.spot.context | asked.telling
            if found is None and self._is_another(concept, asked, context):
                continue
            fit = self._weigher.fit(concept, at, asked, found) if (concept.name, at) not in closed else None
            if fit is not None:
                cost = _ELSEWHERE if known and found is None else 0
                if found is None and self._face.is_unlikely(concept.name, asked.entry):
                    cost += _UNCLASSIFIED
                fits.append(replace(fit, score=fit.score - cost) if cost else fit)
        return sorted(fits, key=lambda fit: (-fit.score, fit.concept.name))

    def _is_another(self, concept: Concept, asked: Asked, context: frozenset[str]) -> bool:
        """Whether a line says, or does not say, what makes a concept another measure."""
        claim = asked.claims.get(concept.name)
        said = claim is not None and claim.likeness >= 1
        # On the face of a statement it only says what other lines show: `purchases excluding leases`.
        limited = not said and not asked.face and self._matcher.leaves_out(asked.said, concept)
        return limited or self._matcher.is_other_measure(asked.said, concept, context)

    def _siblings(self, others: Iterable[str], asked: Asked) -> set[str]:
        """The concepts that a line cannot be, since a company shows only one of each group of alternatives.

        Excluded are all of a group with a concept in `others`, which have other figures, and alternatives to
        a concept around the line.
        """
        found: set[str] = set()
        for group in self._drafting.either:
            found |= group if not group.isdisjoint(others) else set()
            found |= group - set(asked.spot.around) if not group.isdisjoint(asked.spot.around) else set()
        return found

    def is_claimed(self, drafted: Drafted, index: int) -> bool:
        """Whether filers use one element for the very caption, so that the line is no part of a breakdown."""
        claims = self._asked(drafted, index, sections=False).claims
        best = max(claims, key=lambda name: claims[name].share, default="")
        if not best or best in self._drafting.broken_down:
            return False
        if self._is_other_side(drafted, index, best):
            return False
        claim = claims[best]
        return claim.likeness >= 1 and claim.share >= _HALF and claim.companies >= FEW

    def _is_other_side(self, drafted: Drafted, index: int, element: str) -> bool:
        """Whether the total adds what it would take off for this element,
        or the other way round: no expense is revenue.
        """
        entered = drafted.outline.part_of.get(index)
        concept = self._officials.concept(element)
        whole = drafted.lines[entered[0]].concept if entered is not None else None
        if entered is None or concept is None or whole is None:
            return False
        known = bool(concept.balance and whole.balance)
        return known and self._matcher.weight(concept.balance, whole.balance) != entered[1]

    def _asked(self, drafted: Drafted, index: int, *, sections: bool) -> Asked:
        entry = drafted.lines[index].entry
        spot, said = self._spots.spot(drafted, index), self._spots.said(drafted, index)
        if not sections:
            spot = replace(spot, context=frozenset(), around=(), sign=0)
        statement = self._face.statement
        period = self._spots.period(drafted, index)
        wanted = self._wanted(entry, period, at=self._spots.at(drafted, index) is not None)
        place = (statement, self._face.sections[index] if statement else "?")
        called = self._spots.caption(drafted, index)
        instead = self._face.instead(entry, index)
        claims = self._evidence.claims(self._face.forms(entry.caption, called), said, place, wanted, instead)
        self._face.all_of(claims, index)
        self._face.in_section(claims, entry, index, wanted)
        exact = any(
            claim.likeness >= 1 and (claim.here >= FEW or self._matcher.section(name, spot.around) >= 0)
            for name, claim in claims.items()
        )
        telling = self._spots.telling(drafted, index) if sections else frozenset()
        return Asked(entry, said, spot, claims, exact, statement, sections, telling)

    def _wanted(self, entry: Entry, period: str, *, at: bool) -> Callable[[str], bool]:
        def wanted(name: str) -> bool:
            fits = self._officials.fits(name, entry.type, period)
            return fits or (at and period == "duration" and self._officials.fits(name, entry.type, "instant"))

        return wanted

    def _says_no_more(self, said: Terms, sureness: float, other: Placed) -> bool:
        """Whether a line's words say no more than those of another line that prints the same figures."""
        there = other.said.words.union(*(label.words for label in self._matcher.labels(other.concept)))
        return sureness >= _CERTAIN and bool(said.words) and said.words <= there

    # Candidates ------------------------------------------------------------------------------------------

    def _candidates(
        self, drafted: Drafted, index: int, asked: Asked, told: Collection[str]
    ) -> Iterator[tuple[Concept, At]]:
        """The concepts that a line may be, each with the end of its period.
        Of the base layer only those in `told`.
        """
        entry, period = asked.entry, self._spots.period(drafted, index)
        at = self._spots.at(drafted, index)
        seen: set[str] = set()
        base = (one for one in self._base.get((entry.type, entry.unit), ()) if one.name in told)
        for concept in (*base, *self._own.numeric, *self._official(asked, entry, period, at)):
            if concept.name in seen or (concept.type, concept.unit or "") != (entry.type, entry.unit):
                continue
            if self._officials.is_past(concept.name):
                continue
            seen.add(concept.name)
            if concept.period == period:
                if at is None:
                    yield concept, None
            elif at is not None:
                yield concept, at

    def _official(self, asked: Asked, entry: Entry, period: str, at: At) -> Iterator[Concept]:
        if not (asked.face and asked.placed):
            return
        for name in asked.claims:
            if (concept := self._officials.concept(name)) is not None:
                yield concept
        yield from self._officials.named_like(asked.said, entry.type, "instant" if at else period)
