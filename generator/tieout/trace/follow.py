"""Follows every number printed in a release, in tables, captions and sentences alike, to what it became."""

import re
from collections import Counter
from collections.abc import Iterator

from tieout.core import Place
from tieout.definitions import Company
from tieout.facts import FactSet
from tieout.mapping import Printed, same
from tieout.release import Release, Table
from tieout.trace.model import Outcome, Traced

_NUMBER = re.compile(r"\d+(?:,\d+)*(?:\.\d+)?")
_SENTENCE = "a figure in a sentence"


def trace(release: Release, facts: FactSet, company: Company) -> tuple[Traced, ...]:
    """A row for each printed number and each printed dash that is a fact, in the order of the release.

    A number with two meanings (shares issued and outstanding) has a row for each.
    """
    claimed: dict[int, list[tuple[int, int, Traced]]] = {}
    for row in _claims(facts):
        span = (row.column, row.column + len(row.printed), row)
        claimed.setdefault(row.line, []).append(span)
    forms = [(re.compile(pattern), why) for pattern, why in company.vocabulary.not_figures]
    tables = {line: table for table in release.tables for line in _lines(table)}
    rows: list[Traced] = []
    for number, text in enumerate(release.lines, 1):
        spans = claimed.get(number, [])
        rows += [row for _, _, row in spans]
        excused = [(m.start() + 1, m.end() + 1, why) for form, why in forms for m in form.finditer(text)]
        for match in _NUMBER.finditer(text):
            column = match.start() + 1
            if any(start <= column < end for start, end, _ in spans):
                continue
            why = next((why for start, end, why in excused if start <= column < end), None)
            rows.append(_other(number, column, match[0], why, tables.get(number), company))
    return tuple(sorted(rows, key=lambda row: (row.line, row.column, row.fact)))


def coverage(rows: tuple[Traced, ...]) -> Counter[Outcome]:
    """How many numbers became what."""
    return Counter(row.outcome for row in rows)


def _claims(facts: FactSet) -> Iterator[Traced]:
    unlike = {(repeat.printed.place, repeat.fact) for repeat in facts.repeats if not repeat.agrees}
    taken = {fact.id: fact.places[0] for fact in facts.facts if fact.places}
    for fact_id, printed in facts.printed:
        if printed.figure is not None:
            outcome: Outcome = "fact" if taken.get(fact_id) == printed.place else "repeat"
            yield _row(
                printed.place,
                printed.text,
                outcome,
                fact_id,
                _reason(printed, (printed.place, fact_id) in unlike),
            )
    for dropped in facts.dropped:
        yield _row(dropped.place, dropped.text, "stated", "", dropped.why)


def _reason(printed: Printed, unlike: bool) -> str:
    if unlike:
        return "it cannot be rounded from the fact: an accepted exception"
    return f"stated: {printed.stated}" if printed.stated else ""


def _row(place: Place, printed: str, outcome: Outcome, fact: str, reason: str) -> Traced:
    return Traced(
        place.line, place.column, printed, place.table, place.row, place.head, outcome, fact, reason
    )


def _lines(table: Table) -> Iterator[int]:
    """The lines of a table, its heads included."""
    last = table.rows[-1].line if table.rows else table.line
    yield from range(table.line, last + 1)


def _other(
    line: int, column: int, printed: str, why: str | None, table: Table | None, company: Company
) -> Traced:
    """A number that no statement reads: no figure, or one that is not read yet."""
    if why is not None:
        return Traced(line, column, printed, table.caption if table else "", "", "", "no figure", "", why)
    if table is None:
        return Traced(line, column, printed, "", "", "", "not read yet", "", _SENTENCE)
    row = next((row for row in table.rows if row.line == line), None)
    unread = next((u.why for u in company.unread for r in table.rows if same(u.row, r.caption)), "")
    return Traced(
        line,
        column,
        printed,
        table.caption,
        row.caption if row else "",
        "",
        "not read yet",
        "",
        unread or "a number in a caption or head",
    )
