"""Drafts the statements of a company from a release alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from tieout.core import Period
from tieout.definitions import Company, Concept, load_drafting, load_identities
from tieout.draft.across import across
from tieout.draft.alarms import without_false_alarms
from tieout.draft.identities import Facts, hold
from tieout.draft.lay_out import lay_out
from tieout.draft.namer import Namer
from tieout.draft.outline import group
from tieout.draft.propose import Proposer
from tieout.draft.rounding import settle_rounding, unlike
from tieout.draft.settle import Settler
from tieout.draft.sheet import Sheet, together
from tieout.draft.sheeted import Sheeted
from tieout.language import language_of
from tieout.layout import Release, Table


@dataclass(frozen=True, slots=True)
class Draft:
    """The drafted statements in the order of the release, the company's own concepts, the tables left out.

    `quarter` is the fiscal year and quarter that the release seems to be for.
    """

    statements: tuple[Sheeted, ...]
    concepts: dict[str, Concept]
    left: tuple[Table, ...]
    quarter: tuple[int, int] | None

    @property
    def guessed(self) -> frozenset[tuple[str, int]]:
        """The lines, by statement and line of the release, whose concept was taken from a doubtful line."""
        lines = ((one.name, line) for one in self.statements for line in one.drafted.lines)
        return frozenset((name, at) for name, line in lines if line.guessed for at in line.entry.lines)


def draft(release: Release, company: Company, quarter: tuple[int, int] | None = None) -> Draft:
    """Drafts the statements that a release prints, for a company without definitions of its own.

    `quarter` is the fiscal year and quarter that it reports; where nothing says so, the one of most columns.
    """
    drafting = load_drafting(company.language, company.languages)
    language = language_of(company)
    sheets = [lay_out(table, language, drafting.words) for table in release.tables]
    left = tuple(table for table, sheet in zip(release.tables, sheets, strict=True) if sheet is None)
    known = together([sheet for sheet in sheets if sheet is not None], language)
    proposer = Proposer(company, drafting)
    drafted = proposer.draft(group(known, drafting, proposer.breaks_down))
    faces = frozenset(n for n, one in enumerate(drafted) if one.kind and one.kind.kind == "Statement")
    rounded = settle_rounding([one.outline for one in drafted], faces)
    settler = Settler(company, drafting, proposer.sides)
    settled = {number: settler.settle(drafted[number]) for number in proposer.order}
    without_false_alarms(drafted, [settled[number] for number in range(len(drafted))])
    quarter = quarter or company.calendar.reported(p for sheet in known for p in _past(sheet))
    results = [settled[number] for number in range(len(drafted))]
    loose = rounded | unlike(drafted, results)
    namer = Namer(company, drafting, proposer, quarter)
    named = {
        number: namer.named(drafted[number], settled[number], rounded=number in loose)
        for number in proposer.order
    }
    facts = Facts(drafted, proposer.order)
    shared = _says(release, drafting.words.shared_earnings)
    for held in hold(load_identities(), facts, drafted, results, rounds=bool(rounded), shared=shared):
        named[held.statement].identities += (held,)
    for one in named.values():
        one.across = tuple(across(one))
    statements = tuple(named[number] for number in range(len(drafted)))
    return Draft(statements, proposer.own.concepts, left, quarter)


def _says(release: Release, words: Sequence[str]) -> bool:
    """Whether a release says some words anywhere, in its tables or beside them."""
    text = " ".join(" ".join(release.lines).casefold().split())
    return any(word in text for word in words)


def _past(sheet: Sheet) -> tuple[Period, ...]:
    """The periods of a sheet that are no forecasts, each once."""
    forecasts = {column.period for column in sheet.table.columns if column.forecast}
    return tuple(period for period in dict.fromkeys(sheet.periods) if period not in forecasts)
