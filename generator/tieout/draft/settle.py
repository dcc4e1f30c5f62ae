"""Decides the signs and weights of a drafted statement's lines, and which totals become sums or relations.

A printed total t is the sum of printed parts a·p. A fact is its printed figure times s, which is -1 on a
negated line. So a part has the weight a·s(part)·s(total) in the calculation. Where part and total both have a
balance, that weight is decided (XBRL 2.1, 5.1.1.2), and with it the sign of the part.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from tieout.core import Period
from tieout.definitions import Company, Concept, Drafting, Members
from tieout.draft.footing import Signed
from tieout.draft.match import Matcher
from tieout.draft.merged import merged
from tieout.draft.model import Drafted, Line, Part
from tieout.draft.repeated import key_of, shared_by_unlike, sign_before
from tieout.draft.same import same_figures
from tieout.draft.sides import Sides
from tieout.draft.totals import Total

_EQUAL = 0.9
_RATES = frozenset({"percent", "pure"})
Key = tuple[str, Members]
Balance = Literal["debit", "credit"] | None


@dataclass(slots=True)
class Settled:
    """The sums and relations of one statement, by the index of their total.

    `rolls` are roll-forwards: totals at the end of a period. `equal` are pairs of lines that print the same
    balance. `limits` say for which facts a relation holds, in the words of definitions. `notes` say what
    could not be kept.
    """

    sums: dict[int, tuple[Part, ...]] = field(default_factory=dict)
    relations: dict[int, tuple[Part, ...]] = field(default_factory=dict)
    limits: dict[int, tuple[str, ...]] = field(default_factory=dict)
    rolls: dict[int, tuple[Part, ...]] = field(default_factory=dict)
    equal: list[tuple[int, int]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)


class Settler:
    """Decides one statement after the other; a concept keeps the sign that it gets first."""

    def __init__(self, company: Company, drafting: Drafting, sides: Sides) -> None:
        self._company = company
        self._sides = sides
        self._drafting = drafting
        self._facts: dict[Key, dict[Period, int]] = {}
        # The names of concepts that have a sign: their balances stay what they are.
        self._settled: set[str] = set()
        # What totals of flows are credited with, whatever concept a draft gives them: a profit of some kind.
        self._credited: set[str] = set()

    def settle(self, drafted: Drafted) -> Settled:
        """The sums and relations of a statement; sets `negated` on its lines."""
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
            self._sides.again(line)
            sign = signs.get(index) or sign_before(drafted, index, signs) or self._alone(line)
            line.negated = sign < 0
            self._remember(line, sign)
            self._settled |= {line.concept.name} if line.concept is not None else set()
        for index in drafted.outline.totals:
            concept = drafted.lines[index].concept
            if concept is not None and concept.period == "duration" and concept.balance == "credit":
                self._credited.add(concept.name)
        done.sums = merged(drafted, done.sums)
        done.relations = merged(drafted, done.relations)
        self._twice(drafted, done)
        done.equal = list(self._equals(drafted))
        return done

    @staticmethod
    def _depth(drafted: Drafted, index: int) -> int:
        """How many totals a line enters, one within the other. The outermost are decided first."""
        depth, at = 0, index
        seen = {index}
        while (entered := drafted.outline.part_of.get(at)) is not None and entered[0] not in seen:
            at = entered[0]
            seen.add(at)
            depth += 1
        return depth

    # Signs -----------------------------------------------------------------------------------------------

    def _known(self, line: Line) -> int:
        """The sign that another statement gave this concept for the same figures:
        1, -1, or 0 where none did.
        """
        if line.concept is None:
            return 0
        facts = self._facts.get((line.concept.name, line.members), {})
        votes = [
            fact * (1 if figure.value > 0 else -1)
            for period, figure in line.entry.figures.items()
            if figure.value and (fact := facts.get(period, 0))
        ]
        lead = sum(votes)
        return (lead > 0) - (lead < 0)

    def _alone(self, line: Line) -> int:
        """The sign of a line that enters no total: 1,
        but -1 where all of a one-sided amount is in brackets.
        """
        concept = line.concept
        if named := self._sides.named(line):
            return named
        printed = [figure.value for figure in line.entry.figures.values() if figure.value]
        if moved := self._moved(line):
            return moved
        if concept is None or not concept.balance or "(" in concept.label[self._company.language]:
            return 1
        if self._sides.as_printed(line, costs=True):
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
        # Rates of different wholes are no parts of one another.
        if whole.concept is None or whole.concept.type in _RATES:
            return
        parts: list[Part] = []
        balance = self._balance(drafted, total, signs)
        kept = balance == whole.concept.balance
        # A cost may be added back; among members of the total it is the choice of a cost that is wrong.
        costs = all(drafted.lines[at].members == whole.members for at, _ in total.parts)
        for index, added in _apart(drafted, total):
            line = drafted.lines[index]
            telling, printed = _telling(drafted, total, index) or (line, added)
            self._sides.again(line)
            if line.concept is None:
                return
            decided, default = self._weights(whole, line, balance)
            if index not in signs:
                # What a balance among flows is made of is as it is printed: less restricted cash.
                as_is = (whole.at and line.at) or (printed * sign > 0 and self._of_others(whole, line))
                made_of = self._moved(line) * printed or (printed * sign if as_is else 0)
                entering = made_of or decided or self._free(whole, line, printed, sign)
                # A profit is printed as one, and a loss in brackets, whatever total takes it.
                own = self._sides.named(line) or entering * printed * sign
                if self._is_result(line.concept) or self._sides.as_printed(telling, costs=costs):
                    if own < 0 and line.concept.name not in self._settled:
                        self._sides.turn(line)
                        decided, default = self._weights(whole, line, balance)
                    own = 1
                signs[index] = sign_before(drafted, index, signs) or own
                self._settled.add(line.concept.name)
            weight = printed * signs[index] * sign
            if decided and weight != decided:
                kept = False
            parts.append(Part(index, weight, weight != default))
        shared = shared_by_unlike(drafted)
        keys = [key_of(drafted.lines[at]) for at in (total.total, *(part.line for part in parts))]
        if len(set(keys)) < len(keys) or any(key in shared for key in keys):
            done.notes.append((total.total, "lines of other figures have one concept: its sum is left out"))
            return
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

    def _moved(self, line: Line) -> int:
        """The sign of a line that moves a balance: 1 as it is printed, -1 of the other sign; 0 where others
        decide.

        What has both signs, a gain (loss) on translation, is printed as it moves the balance, whatever the
        sides of the books are: such a sum is no calculation. An impairment in brackets is one all the same.
        """
        printed = [figure.value for figure in line.entry.figures.values() if figure.value]
        if not line.moves or line.concept is None or not printed:
            return 0
        if not self._sides.is_known(line.concept):
            return 1
        if self._sides.has_both(line.concept, line.entry.caption):
            return 1
        return -1 if all(value < 0 for value in printed) else 1

    def _of_others(self, whole: Line, part: Line) -> bool:
        """Whether a part is what others have of a total that takes it in: of all net income."""
        above, below = whole.concept, part.concept
        if above is None or below is None:
            return False
        return above.name in self._drafting.instead and below.name in self._drafting.unless_printed

    def _balance(self, drafted: Drafted, total: Total, signs: dict[int, int]) -> Balance:
        """The side of the books that a total is on: that of a profit or loss among its added parts, if there
        is one.

        If the total's own concept is on the other side, that concept is a wrong choice, and a profit must not
        become a loss by it. A result known to be of the other sign here is subtracted: the gain that cash
        flows leave out.
        """
        taken_in = (index for index, printed in total.parts if printed * signs.get(index, 1) > 0)
        concepts = (drafted.lines[index].concept for index in taken_in)
        taken = (one.balance for one in concepts if one is not None and self._is_result(one))
        whole = drafted.lines[total.total].concept
        own = whole.balance if whole is not None else None
        # A total whose facts are of the other sign than its figures is on the other side as well: a loss.
        other: dict[Balance, Balance] = {"debit": "credit", "credit": "debit"}
        turned = signs.get(total.total, 1) < 0
        sides = (other[balance] if turned else balance for balance in taken if balance)
        return next(sides, own) if own else None

    def _is_result(self, concept: Concept) -> bool:
        """Whether a concept is a profit or loss: a usual result, or the credit total of flows met before."""
        return concept.name in self._drafting.results or concept.name in self._credited

    def _weights(self, whole: Line, part: Line, balance: Balance) -> tuple[int, int]:
        """The weight that balances decide (0: none), and the weight that definitions assume if none is
        stated.

        `balance` is the side of the books that the total is on.
        """
        above, below = whole.concept, part.concept
        assert above is not None and below is not None
        default = Matcher.weight(below.balance, above.balance)
        if above.name == below.name:
            return 0, 1 if above.balance or below.balance != "credit" else -1
        if balance and below.balance:
            return Matcher.weight(below.balance, balance), default
        return 0, default

    def _free(self, whole: Line, part: Line, printed: int, sign: int) -> int:
        """The weight of a part where no balance decides it."""
        above, below = whole.concept, part.concept
        assert above is not None and below is not None
        if above.name in self._drafting.as_is_of and below.name in self._drafting.as_is:
            return printed * sign
        if above.name == below.name:
            return printed * sign * self._own_sign(part)
        return Matcher.weight(below.balance, above.balance)

    def _own_sign(self, part: Line) -> int:
        """The sign of a line between the members, such as eliminations:
        what is taken off is negative as a fact.
        """
        adjusted = any(
            set(model.members) <= set(part.members) and len(part.members) > len(model.members)
            for model in self._drafting.adjustments
        )
        positive = any(figure.value > 0 for figure in part.entry.figures.values())
        return -1 if adjusted and positive else 1

    # What a calculation cannot say -----------------------------------------------------------------------

    @staticmethod
    def _twice(drafted: Drafted, done: Settled) -> None:
        """Makes a second sum of one concept a relation: a concept has at most one sum in a statement."""
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
        """Pairs of totals of different concepts that print the same figures: assets, and what claims them."""
        tops = [at for at in drafted.outline.totals if at not in drafted.outline.part_of]
        for place, one in enumerate(tops):
            for other in tops[place + 1 :]:
                a, b = drafted.lines[one], drafted.lines[other]
                if a.concept is None or b.concept is None or a.concept.period != "instant" or a.at != b.at:
                    continue
                alike = same_figures(a.entry, b.entry) or 0.0
                if a.concept.name != b.concept.name and not (a.members or b.members) and alike >= _EQUAL:
                    yield min(one, other), max(one, other)


def _apart(drafted: Drafted, total: Total) -> list[Signed]:
    """The parts of a total. A part with the total's own concept is replaced by the parts of its own."""
    parts: list[Signed] = []
    for index, sign in total.parts:
        inner = drafted.outline.totals.get(index)
        if inner is not None and key_of(drafted.lines[index]) == key_of(drafted.lines[total.total]):
            parts += [(at, sign * inside) for at, inside in inner.parts]
        else:
            parts.append((index, sign))
    return parts


def _telling(drafted: Drafted, total: Total, index: int) -> tuple[Line, int] | None:
    """The line that tells how a part without an amount enters a total, and the sign with which it does.

    A row of dashes adds up with either sign; what the same total of another table takes in decides, since
    one relation of a concept is of all its tables. None where the part has an amount, or no table tells.
    """
    key, whole = key_of(drafted.lines[index]), key_of(drafted.lines[total.total])
    if _has_amount(drafted.lines[index]):
        return None
    for other in drafted.outline.totals.values():
        if other is total or key_of(drafted.lines[other.total]) != whole:
            continue
        for at, sign in _apart(drafted, other):
            if key_of(drafted.lines[at]) == key and _has_amount(drafted.lines[at]):
                return drafted.lines[at], sign
    return None


def _has_amount(line: Line) -> bool:
    """Whether a line prints an amount other than zero, in any of its columns."""
    by_column = (line.entry.figures, *line.entry.parts.values())
    return any(figure.value for figures in by_column for figure in figures.values())
