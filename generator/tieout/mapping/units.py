"""Decides about tables whose unit line has another scale than their definition, as thousands for millions.

A damaged unit line makes every figure below it wrong by a factor of a thousand, and nothing inside the table
would show it: sums and rates hold in any unit. So a differing unit line is believed only if the release
confirms it: most of the column's figures that are printed elsewhere too are the same amounts there. Elsewhere
means a table in its defined unit, a sentence with its own unit, or a table that was confirmed itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tieout.core import Figure, Finding, Severity, consistent
from tieout.definitions import ReleaseDefinition, Statement
from tieout.mapping.model import Mapped, OtherUnit, Printed


def believed(columns: Sequence[OtherUnit], printed: Iterable[Printed]) -> tuple[OtherUnit, ...]:
    """The columns whose unit line other figures of the release confirm."""
    doubted = {(one.key, one.place) for column in columns for one in column.printed}
    known: dict[object, list[Figure]] = {}
    _learn(known, (one for one in printed if (one.key, one.place) not in doubted))
    left, found = list(columns), list[OtherUnit]()
    while borne := [column for column in left if _borne_out(column, known)]:
        found += borne
        left = [column for column in left if column not in borne]
        _learn(known, (one for column in borne for one in column.printed))
    return tuple(found)


def _learn(known: dict[object, list[Figure]], printed: Iterable[Printed]) -> None:
    for one in printed:
        # Zero is the same in any unit.
        if one.figure is not None and one.figure.value:
            known.setdefault(one.key, []).append(one.figure)


def _borne_out(column: OtherUnit, known: dict[object, list[Figure]]) -> bool:
    """Whether most figures of a column that are printed elsewhere too are the same amounts there."""
    pairs = [(one.figure, known[one.key]) for one in column.printed if one.figure and one.key in known]
    agree = sum(any(consistent(figure, other) for other in others) for figure, others in pairs)
    return 2 * agree > len(pairs)


def told(columns: Sequence[OtherUnit], borne: Sequence[OtherUnit]) -> Iterator[Finding]:
    """A finding for each column that is not confirmed, and a notice for each table that is."""
    tables: dict[str, list[OtherUnit]] = {}
    for column in columns:
        if column in borne:
            tables.setdefault(column.table, []).append(column)
        else:
            yield column.finding
    for found in tables.values():
        first = found[0].finding
        yield replace(
            first,
            message=f"{first.message}: read as it says, since figures printed elsewhere bear it out",
            mend="Nothing to do.",
            places=tuple(place for column in found for place in column.finding.places[:1]),
            severity=Severity.NOTICE,
        )


def as_printed(definition: ReleaseDefinition, mapped: Mapped) -> ReleaseDefinition:
    """The definition with the units that the release prints.

    Where a table is coarser than defined, its sums hold within rounding, and so do relations of other
    statements with a figure that is nowhere printed more precisely.
    """
    if not mapped.coarser:
        return definition
    company = definition.company
    tables = {
        (statement.name, line.index): f"{statement.name}/{line.table}"
        for statement in company.statements
        for line in statement.lines
    }
    finest: dict[str, int] = {}
    coarse: dict[str, int] = {}
    for one in mapped.printed:
        if one.figure is not None:
            name, decimals = one.concept.name, one.figure.decimals
            finest[name] = max(decimals, finest.get(name, decimals))
            if tables.get((one.statement, one.line)) in mapped.coarser:
                coarse[name] = max(decimals, coarse.get(name, decimals))
    rough = {name for name, decimals in coarse.items() if finest[name] == decimals}
    statements = tuple(_loosened(statement, mapped.coarser, rough) for statement in company.statements)
    return replace(definition, company=replace(company, statements=statements))


def _loosened(statement: Statement, coarser: Sequence[str], rough: set[str]) -> Statement:
    whole = any(f"{statement.name}/{name}" in coarser for name in statement.tables)
    return replace(
        statement,
        exact=statement.exact and not whole,
        relations=tuple(
            replace(
                relation,
                exact=relation.exact
                and not whole
                and not any(term.concept.name in rough for term in relation.terms),
            )
            for relation in statement.relations
        ),
    )
