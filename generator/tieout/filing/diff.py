"""Compares a release with the company's own filed report, fact by fact."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from rapidfuzz import fuzz

from tieout.core import Figure, Finding, InputError, Place, agree
from tieout.definitions import figure_elements
from tieout.filing.inline import Filed, Filing
from tieout.results import Fact, Report

State = Literal["differs", "tagged otherwise", "only in the filing", "only in the release", "same"]
STATES: tuple[State, ...] = get_args(State)
"""The same period and unit each: another amount; the amount under another element or of other members; what
one of them lacks."""

Key = tuple[object, ...]
Members = tuple[tuple[str, str], ...]

# How alike captions have to be, of 100, where the amount is the same; and how many digits that must have, but
# for the zeros at its end: many an amount is 5.
_ALIKE, _DIGITS = 80, 3
# A table of the filing is one that the release has, too, from so many facts and that part of them on.
_AT_LEAST, _PART = 3, 2
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of both or of one: `release` and `filing` are its amounts, None where one lacks it.

    `concept` is the release's, `element` the filing's. `statement` is the release's table with it, or with
    its neighbours. `file` and `line` are its place in the filing.
    """

    state: State
    statement: str
    label: str
    start: date | None
    end: date
    members: Members
    unit: str | None
    release: Decimal | None
    filing: Decimal | None
    concept: str
    element: str
    line: int
    file: str = ""


@dataclass(frozen=True, slots=True)
class Diff:
    """The outcome, in the order of STATES, and findings about what could not be read in the filing."""

    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]

    def of(self, state: State) -> tuple[Line, ...]:
        """The lines in a state."""
        return tuple(line for line in self.lines if line.state == state)


def diff(report: Report, filing: Filing) -> Diff:
    """The comparison of a release and a filing.

    A fact corresponds to the filing's fact with the same element, period, members and unit; else to the one
    with the same period, unit and amount and a similar caption; else to the one with the same caption, if it
    is the only one for that period. Amounts are compared as far as the digits of both go, with signs if
    members are equal and the elements have equal balances. A guessed element, or a caption alone, counts as a
    difference only in a table of the filing with most facts of the statement. Facts that only the filing has
    are listed for tables and periods that both have. Raises InputError where they are of two companies.
    """
    ours, theirs = report.company.identifier.lstrip("0"), filing.identifier.lstrip("0")
    if ours and theirs and ours != theirs:
        what = f"the filing is of company {theirs}, the release of company {ours}"
        raise InputError(Finding("input.filing", what, "Name that company's.", (Place(filing.file),)))
    lines = _Pairs(report, filing).lines()
    return Diff(tuple(sorted(lines, key=lambda line: STATES.index(line.state))), filing.findings)


class _Pairs:
    """Pairs the facts of both sides, the surest pairs first; each fact is paired once."""

    def __init__(self, report: Report, filing: Filing) -> None:
        self._facts = report.facts
        self._filed = filing.facts
        # A draft that was kept says only which table a cell stands in.
        self._stands = {fact.id: fact.place.table for fact in report.facts if fact.place is not None}
        for statement in reversed(report.statements):
            self._stands |= {fact.id: statement.title for fact in statement.facts}
        self._found: dict[str, tuple[State, Filed]] = {}
        self._taken: set[Filed] = set()
        # What is taken of each table of the filing, by the release's statement.
        self._shared: dict[int, Counter[str]] = defaultdict(Counter)

    def lines(self) -> Iterator[Line]:
        """A line for each fact of the release, then for those that only the filing has."""
        by_element: dict[Key, list[Filed]] = defaultdict(list)
        for one in self._filed:
            by_element[(one.element, one.start, one.end, one.members, one.unit)].append(one)
        self._agreeing(by_element)
        self._by_amount(of_members=True)
        self._differing(by_element, surely=True)
        self._by_amount(of_members=False)
        self._by_caption(agreeing=True)
        self._differing(by_element, surely=False)
        self._by_caption(agreeing=False)
        yield from map(self._line, self._facts)
        yield from self._missing()

    def _open(self) -> Iterator[Fact]:
        return (fact for fact in self._facts if fact.id not in self._found)

    def _take(self, fact: Fact, state: State, *filed: Filed) -> None:
        self._found[fact.id] = (state, filed[0])
        statement = self._stands.get(fact.id, "")
        for one in set(filed) - self._taken:
            self._shared[one.table][statement] += 1
        self._taken |= set(filed)

    def _agreeing(self, filed: Mapping[Key, list[Filed]]) -> None:
        """Pairs facts with filed numbers of the same element, period, members and unit, if one agrees."""
        for fact in tuple(self._open()):
            there = filed.get(_key(fact), [])
            same = [one for one in there if _agree(fact, one)]
            # Where a filing prints it twice, each of the two has to agree.
            other = [one for one in there if one not in same]
            if same:
                self._take(fact, "differs" if other else "same", *other, *same)

    def _differing(self, filed: Mapping[Key, list[Filed]], *, surely: bool) -> None:
        """Pairs facts with filed numbers of the same element, period, members and unit, if none agrees.

        `surely` takes those whose element is no guess and whose caption is alike: whatever else in the filing
        has the amount is not them.
        """
        for fact in tuple(self._open()):
            there = filed.get(_key(fact), [])
            if surely:
                found = fact.sure and any(_are_alike(fact, one) for one in there)
            else:
                found = fact.sure or any(self._likely(fact, one) for one in there)
            if there and found:
                self._take(fact, "differs", *there)

    def _likely(self, fact: Fact, one: Filed) -> bool:
        """Whether a fact with a guessed element corresponds to a filed number:
        by its caption and its table.
        """
        return _are_alike(fact, one) and self._stands_beside(fact, one)

    def _stands_beside(self, fact: Fact, one: Filed) -> bool:
        """Whether a filed number is in a table with most facts of the fact's statement."""
        return bool(one.table) and self._statement_of(one.table) == self._stands.get(fact.id, "")

    def _statement_of(self, table: int) -> str | None:
        """The release's statement with most of the paired
        facts in a table of the filing; None without any.
        """
        shared = self._shared[table].most_common(1)
        return shared[0][0] if shared else None

    def _by_amount(self, *, of_members: bool) -> None:
        """Pairs facts with filed numbers of the same amount under another element, with a similar caption.

        `of_members` takes those of the same members only.
        """
        filed: dict[Key, list[Filed]] = defaultdict(list)
        for one in self._filed:
            filed[(one.start, one.end, one.unit, _leading(one.value))].append(one)
        for fact in tuple(self._open()):
            if not _tells(fact.value):
                continue
            there = filed.get((fact.start, fact.end, fact.unit, _leading(fact.value)), [])
            near = [
                one
                for one in there
                if one not in self._taken
                and (one.members == _members(fact) or not of_members)
                and _are_as_much(fact, one)
                and _are_alike(fact, one)
            ]
            if near:
                # Of several that of as many members is nearest to it.
                best = min(near, key=lambda one: abs(len(one.members) - len(fact.members)))
                self._take(fact, "tagged otherwise" if _agree(fact, best) else "differs", best)

    def _by_caption(self, *, agreeing: bool) -> None:
        """Pairs facts with filed numbers of the same caption, if each side has that caption once.

        `agreeing` pairs those with equal amounts, so that few digits or none, such as a dash, are enough.
        """
        ours = Counter(_caption_key(fact, _caption(fact)) for fact in self._facts)
        filed: dict[Key, list[Filed]] = defaultdict(list)
        for one in self._filed:
            if one.table and not one.members:
                filed[(_plain(one.caption), one.start, one.end, one.unit)].append(one)
        for fact in tuple(self._open()):
            key = _caption_key(fact, _caption(fact))
            there = filed.get(key, [])
            alone = key[0] and not fact.members and ours[key] == 1 and len(there) == 1
            if not alone or there[0] in self._taken:
                continue
            if _agree(fact, there[0]):
                self._take(fact, "tagged otherwise", there[0])
            elif not agreeing and self._stands_beside(fact, there[0]):
                self._take(fact, "differs", there[0])

    def _line(self, fact: Fact) -> Line:
        state, filed = self._found.get(fact.id, (None, None))
        return Line(
            state=state or "only in the release",
            statement=self._stands.get(fact.id, ""),
            label=_caption(fact),
            start=fact.start,
            end=fact.end,
            members=_members(fact),
            unit=fact.unit,
            release=fact.value,
            filing=filed.value if filed is not None else None,
            concept=fact.element or fact.concept,
            element=filed.element if filed is not None else "",
            line=filed.line if filed is not None else 0,
            file=filed.file if filed is not None else "",
        )

    def _missing(self) -> Iterator[Line]:
        """The filed numbers that the release lacks, in tables and for periods that both have."""
        of_table = defaultdict(list)
        for one in self._filed:
            if one.table:
                of_table[one.table].append(one)
        for table, filed in of_table.items():
            paired = [one for one in filed if one in self._taken]
            periods = {(one.start, one.end) for one in paired}
            due = [one for one in filed if (one.start, one.end) in periods]
            if len(paired) < _AT_LEAST or _PART * len(paired) < len(due):
                continue
            statement = self._statement_of(table) or ""
            for one in due:
                if one not in self._taken:
                    yield _lacking(one, statement)


def _lacking(one: Filed, statement: str) -> Line:
    return Line(
        state="only in the filing",
        statement=statement,
        label=one.caption,
        start=one.start,
        end=one.end,
        members=one.members,
        unit=one.unit,
        release=None,
        filing=one.value,
        concept="",
        element=one.element,
        line=one.line,
        file=one.file,
    )


def _key(fact: Fact) -> Key:
    """What a fact is of, as the filing says it."""
    return (fact.element, fact.start, fact.end, _members(fact), fact.unit)


def _members(fact: Fact) -> Members:
    return tuple(sorted(fact.members.items()))


def _caption(fact: Fact) -> str:
    return (fact.place.row if fact.place is not None else "") or fact.label


def _caption_key(fact: Fact, caption: str) -> Key:
    return (_plain(caption), fact.start, fact.end, fact.unit)


def _plain(caption: str) -> str:
    return " ".join(_WORD.findall(caption.casefold()))


def _are_alike(fact: Fact, one: Filed) -> bool:
    captions = {_plain(_caption(fact)), _plain(fact.label)}
    theirs = _plain(one.caption)
    return any(fuzz.token_set_ratio(ours, theirs) >= _ALIKE for ours in captions if ours and theirs)


def _agree(fact: Fact, one: Filed) -> bool:
    """Whether two amounts agree as far as the digits of both go.

    Signs count if members are equal and the elements have the same balance. Otherwise both signs may be
    right: a payment is a credit and the expense a debit, and eliminations between segments are filed as
    negative.
    """
    ours, theirs = _balance(fact.element or ""), _balance(one.element)
    alike = fact.element == one.element or (ours is not None and ours == theirs)
    if alike and _members(fact) == one.members:
        return agree(Figure(fact.value, fact.decimals), Figure(one.value, one.decimals))
    return _are_as_much(fact, one)


def _are_as_much(fact: Fact, one: Filed) -> bool:
    """Whether two amounts agree as far as the digits of both go, without their signs."""
    return agree(Figure(abs(fact.value), fact.decimals), Figure(abs(one.value), one.decimals))


def _balance(element: str) -> str | None:
    """The balance of a us-gaap element; None where unknown."""
    prefix, _, name = element.partition(":")
    known = figure_elements().get(name) if prefix == "us-gaap" else None
    return known.balance if known is not None else None


def _leading(value: Decimal) -> str:
    """The digits of an amount without sign, and without zeros at either end."""
    return "".join(map(str, value.as_tuple().digits)).strip("0")


def _tells(value: Decimal) -> bool:
    return len(_leading(value)) >= _DIGITS
