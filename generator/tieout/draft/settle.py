"""Settles what the arithmetic and the balances say of a drafted statement: signs, weights, sums, relations.

A printed total t is the sum of printed parts a·p. A fact is its printed figure times s, which is -1 on a
negated line, so that the weight of a part is a·s·s of the total. Where both have a balance that weight is
decided (XBRL 2.1, 5.1.1.2), and so is the sign of the part.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tieout.core import Period
from tieout.definitions import Company, Drafting, Members
from tieout.draft.match import Matcher, same_figures
from tieout.draft.model import Drafted, Line
from tieout.draft.totals import Total

_EQUAL = 0.9
Key = tuple[str, Members]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a settled sum: its line, its weight, and whether the weight has to be written."""

    line: int
    weight: int
    stated: bool


@dataclass(slots=True)
class Settled:
    """The sums and relations of one statement, by the index of the total.

    `rolls` are totals at the end of a period, `equal` pairs of lines that print the same balance. `notes` say
    what could not be kept.
    """

    sums: dict[int, tuple[Part, ...]] = field(default_factory=dict)
    relations: dict[int, tuple[Part, ...]] = field(default_factory=dict)
    rolls: dict[int, tuple[Part, ...]] = field(default_factory=dict)
    equal: list[tuple[int, int]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)


class Settler:
    """Settles one statement after the other; a concept's sign is known from where it was met first."""

    def __init__(self, company: Company, drafting: Drafting) -> None:
        self._company = company
        self._drafting = drafting
        self._facts: dict[Key, dict[Period, int]] = {}

    def settle(self, drafted: Drafted) -> Settled:
        """Sets `negated` on the lines, and says what their totals sum."""
        done = Settled()
        signs: dict[int, int] = {}
        for index, line in enumerate(drafted.lines):
            known = self._known(line)
            if known:
                signs[index] = known
        order = sorted(drafted.outline.totals, key=lambda at: self._depth(drafted, at))
        for index in order:
            self._sum(drafted, drafted.outline.totals[index], signs, done)
        for index, line in enumerate(drafted.lines):
            sign = signs.get(index) or self._alone(line)
            line.negated = sign < 0
            self._remember(line, sign)
        self._twice(drafted, done)
        done.equal = list(self._equals(drafted))
        return done

    @staticmethod
    def _depth(drafted: Drafted, index: int) -> int:
        """How many totals a line enters on its way up: the outermost are settled first."""
        depth, at = 0, index
        seen = {index}
        while (entered := drafted.outline.part_of.get(at)) is not None and entered[0] not in seen:
            at = entered[0]
            seen.add(at)
            depth += 1
        return depth

    # Signs -----------------------------------------------------------------------------------------------

    def _known(self, line: Line) -> int:
        """The sign of a line whose concept another statement shows with the same figures."""
        if line.concept is None:
            return 0
        facts = self._facts.get((line.concept.name, line.members), {})
        votes = [
            fact * (1 if figure.value > 0 else -1)
            for period, figure in line.entry.figures.items()
            if figure.value and (fact := facts.get(period, 0))
        ]
        return (1 if sum(votes) > 0 else -1) if votes and sum(votes) else 0

    def _alone(self, line: Line) -> int:
        """The sign of a line that enters no total: an amount of one side alone is positive."""
        concept = line.concept
        printed = [figure.value for figure in line.entry.figures.values() if figure.value]
        if concept is None or not concept.balance or "(" in concept.label[self._company.language]:
            return 1
        return -1 if printed and all(value < 0 for value in printed) else 1

    def _remember(self, line: Line, sign: int) -> None:
        if line.concept is None or line.at is not None:
            return
        facts = self._facts.setdefault((line.concept.name, line.members), {})
        for period, figure in line.entry.figures.items():
            if figure.value:
                facts.setdefault(period, sign * (1 if figure.value > 0 else -1))

    # Sums ------------------------------------------------------------------------------------------------

    def _sum(self, drafted: Drafted, total: Total, signs: dict[int, int], done: Settled) -> None:
        whole = drafted.lines[total.total]
        sign = signs.setdefault(total.total, 1)
        if whole.concept is None:
            return
        parts: list[Part] = []
        kept = True
        for index, printed in total.parts:
            line = drafted.lines[index]
            if line.concept is None:
                return
            decided, default = self._weights(whole, line)
            if index not in signs:
                signs[index] = (decided or self._free(whole, line, printed, sign)) * printed * sign
            weight = printed * signs[index] * sign
            if decided and weight != decided:
                kept = False
            parts.append(Part(index, weight, weight != default))
        concepts = [drafted.lines[part.line].concept for part in parts]
        periods = {concept.period for concept in concepts if concept is not None}
        if whole.concept.period == "instant" and whole.at == "end" and "duration" in periods:
            done.rolls[total.total] = tuple(parts)
        elif len(periods | {whole.concept.period}) > 1:
            done.notes.append((total.total, "its parts are balances and flows: the sum is left out"))
        elif kept:
            done.sums[total.total] = tuple(parts)
        else:
            done.relations[total.total] = tuple(parts)
            done.notes.append((total.total, "the balances of its parts do not agree with their signs"))

    def _weights(self, whole: Line, part: Line) -> tuple[int, int]:
        """The weight that is decided (0: none is), and the one that definitions take unless told."""
        above, below = whole.concept, part.concept
        assert above is not None and below is not None
        default = Matcher.weight(below.balance, above.balance)
        if above.name == below.name:
            return 0, 1 if above.balance or below.balance != "credit" else -1
        if above.balance and below.balance:
            return default, default
        return 0, default

    def _free(self, whole: Line, part: Line, printed: int, sign: int) -> int:
        """The weight of a part that no balance decides."""
        above, below = whole.concept, part.concept
        assert above is not None and below is not None
        if above.name in self._drafting.as_is_of and below.name in self._drafting.as_is:
            return printed * sign
        if above.name == below.name:
            return printed * sign * self._own_sign(part)
        return Matcher.weight(below.balance, above.balance)

    def _own_sign(self, part: Line) -> int:
        """What is taken off between the members is negative, however it is printed."""
        adjusted = any(
            set(model.members) <= set(part.members) and len(part.members) > len(model.members)
            for model in self._drafting.adjustments
        )
        positive = any(figure.value > 0 for figure in part.entry.figures.values())
        return -1 if adjusted and positive else 1

    # What a calculation cannot say -----------------------------------------------------------------------

    @staticmethod
    def _twice(drafted: Drafted, done: Settled) -> None:
        """A concept has one sum in a statement: a second one becomes a relation."""
        seen: set[Key] = set()
        for index in sorted(done.sums):
            line = drafted.lines[index]
            over = any(drafted.lines[part.line].members != line.members for part in done.sums[index])
            key = (line.concept.name if line.concept else "", line.members)
            if not over and key in seen:
                done.relations[index] = done.sums.pop(index)
            elif not over:
                seen.add(key)

    @staticmethod
    def _equals(drafted: Drafted) -> Iterator[tuple[int, int]]:
        """Totals of different concepts that print the same: assets, and what claims them."""
        tops = [at for at in drafted.outline.totals if at not in drafted.outline.part_of]
        for place, one in enumerate(tops):
            for other in tops[place + 1 :]:
                a, b = drafted.lines[one], drafted.lines[other]
                if a.concept is None or b.concept is None or a.concept.period != "instant":
                    continue
                alike = same_figures(a.entry, b.entry) or 0.0
                if a.concept.name != b.concept.name and not (a.members or b.members) and alike >= _EQUAL:
                    yield min(one, other), max(one, other)


def reported(statements: list[Drafted]) -> dict[Members, set[str]]:
    """The concepts that lines report for members, over all statements."""
    found: dict[Members, set[str]] = {}
    for one in statements:
        for line in one.lines:
            if line.members and line.concept is not None and line.concept.numeric:
                found.setdefault(line.members, set()).add(line.concept.name)
    return found


def without_false_alarms(statements: list[Drafted], settled: list[Settled]) -> None:
    """Sums that would call correct segments inconsistent, by the parts of their parts instead.

    A calculation binds for every member: where a total and some of its parts are reported for one, it raises
    an alarm. A part that is a total itself is replaced by what it sums; if it is none, the sum is left out.
    """
    members = reported(statements)
    for one, done in zip(statements, settled, strict=True):
        for index in list(done.sums):
            parts = done.sums[index]
            while (part := _alarming(one, index, parts, members)) is not None:
                inner = done.sums.get(part.line)
                if inner is None:
                    del done.sums[index]
                    done.notes.append((index, "its sum would find the members of its parts inconsistent"))
                    break
                at = parts.index(part)
                inside = tuple(Part(p.line, p.weight * part.weight, p.stated or part.stated) for p in inner)
                parts = (*parts[:at], *inside, *parts[at + 1 :])
                done.sums[index] = parts


def _alarming(
    one: Drafted, index: int, parts: tuple[Part, ...], members: dict[Members, set[str]]
) -> Part | None:
    """A part that is reported for a member for which the total is, and another part is not."""
    total = one.lines[index].concept
    if total is None or any(one.lines[part.line].members != one.lines[index].members for part in parts):
        return None
    for concepts in members.values():
        there = [part for part in parts if (c := one.lines[part.line].concept) and c.name in concepts]
        if total.name in concepts and there and len(there) < len(parts):
            return there[0]
    return None
