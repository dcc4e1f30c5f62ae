"""Finds, for each table that the statements define, the table of the release that prints it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tieout.core import Finding, Place
from tieout.definitions import Line, PrintedTable, Statement, Unread
from tieout.mapping.captions import match, same, tidy
from tieout.release import Release, Table

# A table is taken for a defined one when at least this share of its rows are lines of that definition.
_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Wanted:
    """A table to find: its definition and the lines that stand in it, in order."""

    statement: Statement
    table: PrintedTable
    lines: tuple[Line, ...]

    def share(self, table: Table) -> float:
        """The share of the table's rows that are lines of this definition."""
        if not table.rows:
            return 0.0
        known = sum(
            any(match(c, row.caption) is not None for line in self.lines for c in line.captions)
            for row in table.rows
        )
        return known / len(table.rows)

    def captioned(self, table: Table) -> bool:
        """Whether the table stands under the caption that it should have."""
        if self.table.caption is None:
            return True
        words = tidy(self.table.caption).casefold()
        return any(words in tidy(caption).casefold() for caption in table.captions)


def wanted_tables(statements: tuple[Statement, ...]) -> tuple[Wanted, ...]:
    """Every printed table that the statements define."""
    return tuple(
        Wanted(statement, table, tuple(line for line in statement.lines if line.table == table.name))
        for statement in statements
        for table in statement.tables.values()
    )


def pair_tables(
    release: Release, wanted: tuple[Wanted, ...], unread: tuple[Unread, ...]
) -> tuple[list[tuple[Wanted, Table]], list[Finding]]:
    """Pairs definitions and tables, the best likeness first; what is left on either side is a finding."""
    scores = sorted(
        (
            (share, position, table.number, candidate, table)
            for position, candidate in enumerate(wanted)
            for table in release.tables
            if candidate.captioned(table) and (share := candidate.share(table)) >= _ENOUGH
        ),
        key=lambda score: (-score[0], score[1], score[2]),
    )
    pairs: dict[int, tuple[Wanted, Table]] = {}
    taken: set[int] = set()
    for _, position, number, candidate, table in scores:
        if position not in pairs and number not in taken:
            pairs[position] = (candidate, table)
            taken.add(number)
    findings = [
        _missing(release, candidate) for position, candidate in enumerate(wanted) if position not in pairs
    ]
    findings += _unclaimed(release, taken, unread)
    return [pairs[position] for position in sorted(pairs)], findings


def _missing(release: Release, wanted: Wanted) -> Finding:
    best = max(release.tables, key=wanted.share)
    share = wanted.share(best)
    hint = (
        f"The nearest is the table in line {best.line} ({best.caption}): {share:.0%} of its rows are known."
        if share > 0
        else "No table of the release has any of its lines."
    )
    under = f' under a caption with "{wanted.table.caption}"' if wanted.table.caption else ""
    return Finding(
        "mapping.table-missing",
        f"the release has no table {wanted.table.id}{under}",
        f"{hint} Mend the caption or the rows, or the definition at {wanted.table.place}.",
        (Place(release.file), wanted.table.place),
    )


def _unclaimed(release: Release, taken: set[int], unread: tuple[Unread, ...]) -> Iterator[Finding]:
    for table in release.tables:
        if table.number in taken or not any(
            character.isdigit() for row in table.rows for cell in row.cells for character in cell.text
        ):
            continue
        if not any(same(entry.row, row.caption) for entry in unread for row in table.rows):
            yield Finding(
                "mapping.table-unknown",
                f"no statement reads this table of {len(table.rows)} rows",
                "Define it in a statement, or name one of its rows under `not-yet-read` in company.yaml.",
                (release.place(table),),
            )
