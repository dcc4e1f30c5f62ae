"""Traces every number printed in a release, in tables, captions and sentences, to its outcome."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

from tieout.core import Finding, Place, Severity
from tieout.definitions import Company
from tieout.facts import FactSet
from tieout.layout import Release, Table
from tieout.mapping import Printed
from tieout.recover import Recovered
from tieout.trace.excused import Excuses
from tieout.trace.model import Outcome, Traced

_NUMBER = re.compile(r"\d+(?:,\d+)*(?:\.\d+)?|[¹²³⁰⁴-⁹]+")
_UNREAD = "no table and no sentence that is defined reads it"
_SHOWN = 5


def trace(
    release: Release, facts: FactSet, recovered: tuple[Recovered, ...], company: Company
) -> tuple[Traced, ...]:
    """A row for each printed number and each printed dash that is a fact, in the order of the release.

    A number with two meanings (shares issued and outstanding) has a row for each.
    """
    claimed: dict[int, list[Traced]] = {}
    for row in _claims(facts, recovered):
        claimed.setdefault(row.line, []).append(row)
    tables = {line: table for table in release.tables for line in table.lines}
    captions = _caption_ends(release)
    headers = {line for table in release.tables for line in _header_lines(table)}
    read = {row.table for rows in claimed.values() for row in rows if row.table}
    names = _names(release, claimed, read)
    excuses = Excuses(company)
    rows: list[Traced] = []
    for number, text in enumerate(release.lines, 1):
        own = claimed.get(number, ())
        rows += own
        covered = {column for row in own for column in range(row.column, row.column + len(row.printed))}
        table = tables.get(number)
        # A number in a cell of a table that is read is never taken for a footnote mark or a date.
        cells_from = captions.get(number) if table is not None and table.caption in read else None
        for match in _NUMBER.finditer(text):
            column = match.start() + 1
            if column in covered:
                continue
            why = next((why for start, end, why in excuses.spans(text) if start <= column < end), None)
            if cells_from is not None and column >= cells_from:
                why = None
            if why is None and number in headers:
                why = "of a column header"
            if why is None and column < names.get(number, 0) and excuses.is_of_name(text, *match.span()):
                why = "of the name of a row"
            rows.append(_other(number, column, match[0], why, table))
    rows.sort(key=lambda row: (row.line, row.column, row.fact))
    return tuple(replace(row, source=release.source(row.line, row.column)) for row in rows)


def _caption_ends(release: Release) -> dict[int, int]:
    """For each line with a row's caption or cells the column where the cells begin, behind the caption."""
    ends: dict[int, int] = {}
    for row in (row for table in release.tables for row in table.rows if row.cells):
        columns = [cell.column for cell in row.cells if cell.column and cell.line == row.line]
        if columns or all(cell.line == row.line for cell in row.cells):
            ends[row.line] = min(columns, default=row.column + len(row.caption) + 1) - 1
            continue
        # The cells of a row that is read sideways stand in lines of their own.
        for cell in row.cells:
            if cell.text:
                ends[cell.line] = min(cell.column - 1, ends.get(cell.line, cell.column - 1))
    return ends


def _names(release: Release, claimed: Mapping[int, list[Traced]], read: Set[str]) -> dict[int, int]:
    """For each line with the caption of a row that is read, or that heads such rows, the column behind it."""
    ends: dict[int, int] = {}
    for table in release.tables:
        if table.caption not in read:
            continue
        for row in table.rows:
            if row.line in claimed or not any(cell.text for cell in row.cells):
                ends[row.line] = row.column + len(row.caption)
    return ends


def coverage(rows: tuple[Traced, ...]) -> Counter[Outcome]:
    """The number of printed numbers for each outcome."""
    return Counter(row.outcome for row in rows)


def uncovered(release: Release, rows: tuple[Traced, ...]) -> Iterator[Finding]:
    """A finding for each table with numbers that nothing reads, and for each such number in prose."""
    tables = {line: table for table in release.tables for line in table.lines}
    by_table: dict[int, list[Traced]] = {}
    for row in rows:
        if row.outcome != "unread" or row.reason != _UNREAD:
            continue
        table = tables.get(row.line)
        by_table.setdefault(table.number if table is not None else -row.line, []).append(row)
    for number, found in by_table.items():
        table = next((table for table in release.tables if table.number == number), None)
        first = found[0]
        told = ", ".join(row.printed for row in found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
        where = f"of the table {table.caption}" if table is not None else "of a sentence"
        what = f"the number {told}" if len(found) == 1 else f"{len(found)} numbers ({told})"
        yield Finding(
            "trace.unread",
            f"nothing reads {what} {where}",
            "Define its table or sentence, or say under `not-figures` in company.yaml what such a number is.",
            (Place(release.file, first.line, first.column, first.table, first.row),),
        )


def set_aside(release: Release, rows: tuple[Traced, ...], told: tuple[Finding, ...]) -> Iterator[Finding]:
    """A notice for each number that a rule sets aside, unless another finding names its cell."""
    cells = {(place.line, place.column) for finding in told for place in finding.places}
    for row in rows:
        if row.outcome == "set aside" and (row.line, row.column) not in cells:
            yield Finding(
                "trace.set-aside",
                f'"{row.printed}" is no figure: {row.reason}',
                "If it is one, state it under `readings` in release.yaml.",
                (Place(release.file, row.line, row.column, row.table, row.row, row.head),),
                severity=Severity.NOTICE,
            )


def _claims(facts: FactSet, recovered: tuple[Recovered, ...]) -> Iterator[Traced]:
    unlike: dict[str, list[Place]] = {}
    for repeat in facts.repeats:
        if not repeat.agrees:
            unlike.setdefault(repeat.fact, []).append(repeat.printed.place)
    taken = {fact.id: fact.places[0] for fact in facts.facts if fact.places}
    for fact_id, printed in facts.printed:
        if printed.figure is not None:
            outcome: Outcome = "fact" if taken.get(fact_id) == printed.place else "repeat"
            contradicts = printed.place in unlike.get(fact_id, ())
            if printed.proof:
                outcome = "recovered"
            elif contradicts:
                outcome = "contradicts"
            reason = _reason(printed, contradicts)
            yield _row(printed.place, printed.text, outcome, fact_id, reason)
    for dropped in facts.dropped:
        outcome = "stated" if dropped.stated else "set aside"
        reason = f"stated: {dropped.why}" if dropped.stated else dropped.why
        yield _row(dropped.place, dropped.text, outcome, "", reason)
    inferred = {entry.cell.place: _candidates(entry) for entry in recovered if entry.outcome == "inferred"}
    for damaged in facts.damaged:
        if damaged.place in inferred:
            yield _row(damaged.place, damaged.text, "inferred", "", inferred[damaged.place])
        elif not damaged.blank:
            yield _row(damaged.place, damaged.text, "unread", "", damaged.why)


def _candidates(entry: Recovered) -> str:
    figures = " or ".join(f"{figure.value:,f}" for figure in entry.candidates)
    return f"left out: {' and '.join(entry.relations)} alone says that it is {figures}"


def _reason(printed: Printed, unlike: bool) -> str:
    if unlike:
        return "it cannot be rounded from the fact: an accepted exception"
    if printed.proof:
        return printed.proof[0][1]
    return f"stated: {printed.stated}" if printed.stated else ""


def _row(place: Place, printed: str, outcome: Outcome, fact: str, reason: str) -> Traced:
    return Traced(
        place.line, place.column, printed, place.table, place.row, place.head, outcome, fact, reason
    )


def _header_lines(table: Table) -> Iterator[int]:
    """The lines of a table's column headers, whose numbers are dates and units."""
    if any(column.period is not None or column.duration is not None for column in table.columns):
        yield from range(table.line, table.rows[0].line if table.rows else table.line)


def _other(line: int, column: int, printed: str, why: str | None, table: Table | None) -> Traced:
    """The row for a number that is no figure, or that nothing reads."""
    row = next((row for row in table.rows if row.line == line), None) if table is not None else None
    return Traced(
        line,
        column,
        printed,
        table.caption if table is not None else "",
        row.caption if row is not None else "",
        "",
        "unread" if why is None else "no figure",
        "",
        why or _UNREAD,
    )
