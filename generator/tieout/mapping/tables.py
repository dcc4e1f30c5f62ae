"""Finds the printed table for each table that the statements define."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tieout.core import Finding, Place
from tieout.definitions import Line, PrintedTable, Statement
from tieout.language import Language
from tieout.layout import Release, Row, Table, goes_on, match, match_any, same, tidy
from tieout.mapping.model import Missing

# A table is taken for a defined one when at least this share of its rows are lines of that definition.
_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Wanted:
    """A table to find: its definition and the lines that stand in it, in order."""

    statement: Statement
    table: PrintedTable
    lines: tuple[Line, ...]

    def share(self, table: Table) -> float:
        """The share of the table's rows (of its columns,
        where rows are dated) that are lines of this definition.
        """
        if not table.rows:
            return 0.0
        if self.table.dated == "rows":
            dated = sum(row.dated is not None for row in table.rows) / len(table.rows)
            found = {line.index for line in self.columns(table).values()}
            return min(dated, len(found) / len(self.lines)) if self.lines else 0.0
        return self._known(table) / len(table.rows)

    def likeness(self, table: Table) -> float:
        """How well table and definition match each other: a few common rows are not enough."""
        if self.table.dated == "rows" or not table.rows:
            return self.share(table)
        known = self._known(table)
        return known / max(len(table.rows), len(self.lines), 1)

    def _known(self, table: Table) -> int:
        captions = tuple(caption for line in self.lines for caption in line.captions)
        return sum(match_any(captions, row.caption) is not None for row in table.rows)

    def columns(self, table: Table) -> dict[int, Line]:
        """The line that each column of a table with dated rows is for."""
        found: dict[int, Line] = {}
        for number, column in enumerate(table.columns, 1):
            for text in _tails(column.lines):
                line = next((ln for ln in self.lines for c in ln.captions if same(c, text)), None)
                line = line or self._run_together(text, number, table, found)
                if line is not None:
                    found[number] = line
                    break
        return found

    def _run_together(self, text: str, number: int, table: Table, found: dict[int, Line]) -> Line | None:
        """The line of a column whose header ran together with others: `2Q-end 3Q-end Year-end`."""
        rest, lines = tidy(text).casefold(), []
        while rest:
            starts = [
                (len(tidy(caption)), line)
                for line in self.lines
                for caption in line.captions
                if rest.startswith(tidy(caption).casefold())
            ]
            if not starts:
                return None
            length, line = max(starts, key=lambda entry: entry[0])
            lines.append(line)
            rest = rest[length:].strip()
        first = next(n for n, one in enumerate(table.columns, 1) if text in _tails(one.lines))
        before = {line.index for n, line in found.items() if n < first}
        left = [line for line in lines if line.index not in before]
        return left[number - first] if number - first < len(left) else None

    def captioned(self, part: "Part") -> bool:
        """Whether the table stands below the caption that it should have; a part, below its row."""
        if (self.table.under is None) != (part.under is None):
            return False
        if self.table.under is not None and match(self.table.under, part.under or "") is None:
            return False
        if self.table.caption is None:
            return True
        words = tidy(self.table.caption).casefold()
        return any(words in tidy(caption).casefold() for caption in part.table.captions)


def _tails(lines: Sequence[str]) -> list[str]:
    """The text of a header's lines from the first on, from the second on, and so forth."""
    return [" ".join(lines[at:]) for at in range(len(lines))]


@dataclass(frozen=True, slots=True)
class Part:
    """A table, or the rows of one below the row with which a definition begins: `under` is that row's
    caption.

    The row itself only marks the beginning and does not belong to the part.
    """

    table: Table
    under: str | None = None


def wanted_tables(statements: tuple[Statement, ...]) -> tuple[Wanted, ...]:
    """Every table that the statements define."""
    return tuple(
        Wanted(statement, table, tuple(line for line in statement.lines if line.table == table.name))
        for statement in statements
        for table in statement.tables.values()
    )


def pair_tables(
    release: Release, wanted: tuple[Wanted, ...], language: Language
) -> tuple[list[tuple[Wanted, Table]], list[Missing]]:
    """Pairs definitions and tables, the best match first; definitions left over are missing.

    Tables left over may still be read by sentences.
    """
    parts = [part for table in release.tables for part in _parts(table, wanted)]
    scores = sorted(
        (
            (candidate.likeness(part.table), position, number, candidate, part.table)
            for position, candidate in enumerate(wanted)
            for number, part in enumerate(parts)
            if candidate.captioned(part) and candidate.share(part.table) >= _ENOUGH
        ),
        key=lambda score: (-score[0], score[1], score[2]),
    )
    pairs: dict[int, tuple[Wanted, Table]] = {}
    taken: set[int] = set()
    for _, position, number, candidate, table in scores:
        if position not in pairs and number not in taken:
            pairs[position] = (candidate, table)
            taken.add(number)
    missing = [
        Missing(_missing(release, candidate, parts), candidate.table.optional)
        for position, candidate in enumerate(wanted)
        if position not in pairs
    ]
    found = [pairs[position] for position in sorted(pairs)]
    left = [part for number, part in enumerate(parts) if number not in taken]
    return [*found, *_again(found, left, language)], missing


def _again(
    pairs: list[tuple[Wanted, Table]], left: list[Part], language: Language
) -> Iterator[tuple[Wanted, Table]]:
    """Tables that print the lines of a paired table again for other periods, such as the year before.

    They stand under the same caption, or directly behind it: `Note 3 (Continued)` above the year to date.
    """
    for wanted, table in pairs:
        captions = [tidy(row.caption) for row in table.rows]
        seen = {column.period for column in table.columns if column.period is not None}
        last = table
        for part in left:
            periods = {column.period for column in part.table.columns if column.period is not None}
            alike = [tidy(row.caption) for row in part.table.rows] == captions
            if not alike or not periods or periods & seen:
                continue
            if wanted.captioned(part) or (
                wanted.table.under == part.under and _is_behind(last, part.table, language)
            ):
                seen |= periods
                last = part.table
                yield wanted, part.table


def _is_behind(before: Table, table: Table, language: Language) -> bool:
    """Whether a table stands right behind another, has its columns, and goes on with it."""
    parts, others = ({column.part for column in one.columns} for one in (before, table))
    return table.number == before.number + 1 and parts == others and goes_on(before, table, language)


def _parts(table: Table, wanted: tuple[Wanted, ...]) -> Iterator[Part]:
    """A table cut into the parts that definitions name; whole where they name none."""
    begin = tuple(dict.fromkeys(one.table.under for one in wanted if one.table.under is not None))
    rows: list[Row] = []
    under: str | None = None
    for row in table.rows:
        if row.heading and match_any(begin, row.caption) is not None:
            if rows or under is not None:
                yield Part(replace(table, rows=tuple(rows)), under)
            rows, under = [], row.caption
        else:
            rows.append(row)
    yield Part(replace(table, rows=tuple(rows)) if under is not None else table, under)


def _missing(release: Release, wanted: Wanted, parts: list[Part]) -> Finding:
    best = max((part.table for part in parts), key=wanted.share)
    share = wanted.share(best)
    hint = (
        f"The nearest is the table in line {best.line} ({best.caption}): {share:.0%} of its rows are known."
        if share > 0
        else "No table of the release has any of its lines."
    )
    row = f' below a row "{wanted.table.under}"' if wanted.table.under else ""
    under = row + (f' under a caption with "{wanted.table.caption}"' if wanted.table.caption else "")
    return Finding(
        "mapping.table-missing",
        f"the release has no table {wanted.table.id}{under}",
        f"{hint} Mend the caption or the rows, or the definition at {wanted.table.place}: "
        "`optional: true` where a release may be without the table.",
        (Place(release.file), wanted.table.place),
    )
