"""Relations that are defined but apply in no context of the release: they prove nothing."""

from collections.abc import Container, Iterable, Iterator

from tieout.core import Finding, FiscalCalendar, Period, Place, Severity
from tieout.definitions import Company, Members, Relation, first_of
from tieout.relations import Bound, Key

_CODE = "tie.never-compared"


def never_compared(company: Company, keys: Iterable[Key], bounds: Iterable[Bound]) -> Iterator[Finding]:
    """A finding for each sum or relation that applies in no context; no assertion is written for it.

    What a release prints differs from quarter to quarter. Where all figures of a relation are printed, the
    message says that their periods do not match.
    """
    compared = {bound.relation for bound in bounds}
    printed: dict[str, list[tuple[Members, Period]]] = {}
    for concept, members, period in keys:
        printed.setdefault(concept, []).append((members, period))
    for statement in company.statements:
        for rule in statement.sums:
            total = statement.lines[rule.total].concept
            if f"{statement.name}/{total.name}" not in compared:
                yield _finding(
                    f"{statement.name}/{total.name}",
                    f"{first_of(total.label)} is a total, and no part of it is printed for the same period",
                    rule.place,
                    missed=total.name in printed
                    and any(statement.lines[index].concept.name in printed for index, _ in rule.parts),
                )
        for relation in statement.relations:
            if f"{statement.name}/{relation.name}" not in compared:
                of_result = printed.get(relation.total.concept.name, [])
                yield _finding(
                    f"{statement.name}/{relation.name}",
                    f"{first_of(relation.says)}: never compared, what it takes is not printed for periods "
                    "that go together",
                    relation.place,
                    missed=_all_printed(relation, printed)
                    and any(_asks(relation, *at, company.calendar) for at in of_result),
                )


def _all_printed(relation: Relation, printed: Container[str]) -> bool:
    """Whether the figures that a relation needs are printed, in any context."""
    needed = [term for term in relation.terms if term.at is not None or relation.per or relation.complete]
    return all(term.concept.name in printed for term in needed) and any(
        term.concept.name in printed for _, term in relation.parts
    )


def _asks(relation: Relation, members: Members, period: Period, calendar: FiscalCalendar) -> bool:
    """Whether a relation is about its result as printed: with these members and this period."""
    if not relation.every_member and members != relation.total.members:
        return False
    quarters = [int(term.at[-1]) for term in relation.terms if term.at is not None and term.at[-1].isdigit()]
    # What consists of quarters is a whole year, which most releases do not print.
    return all(calendar.quarter_of(period, number) is not None for number in quarters)


def _finding(subject: str, message: str, place: Place, *, missed: bool) -> Finding:
    return Finding(
        _CODE,
        message if missed else f"{message}: not all of it is in this release",
        "Correct what it is made of, or take it out of the statement.",
        (place,),
        Severity.NOTICE,
        subject=subject,
    )
