"""Pairs the rows of a table with the lines of its definition, in order."""

import re
from collections.abc import Mapping

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from tieout.core import Finding, Severity
from tieout.definitions import Company, Line
from tieout.layout import Release, Row, Table, match, match_any, tidy
from tieout.mapping.paired import Paired
from tieout.mapping.proposals import Around, proposal
from tieout.mapping.tables import Wanted

# Captions such as "Total" and "Other" stand more than once: order decides, and the heading above a row.
_MATCH, _UNDER = 10, 1
# A caption of some length with this many wrong or lost letters is still known.
_LONG, _SLIPS = 10, 2
_WORD = re.compile(r"[^\W\d_]+")
_FIXED = re.compile(r"\w*\d\w*")
_BRACKETS = re.compile(r"\([^)]*\)")


def pair_rows(
    release: Release, wanted: Wanted, table: Table, company: Company
) -> tuple[list[tuple[Line, Row, Mapping[str, str]]], list[Finding], list[Line]]:
    """Pairs rows with lines: the pairs, findings for unknown rows, and the lines without a row.

    The pairing keeps the printed order and has as many pairs as possible; the rest is paired by caption
    alone, so that a line that moved is found.
    """
    rows, lines = table.rows, wanted.lines
    found = [[match_any(line.captions, row.caption) for line in lines] for row in rows]
    pairs = dict(_in_order(wanted, rows, found))
    left = set(range(len(lines))) - set(pairs.values())
    for index in range(len(rows)):
        if index not in pairs:
            moved = [line for line in sorted(left) if found[index][line] is not None]
            if len(moved) == 1:
                pairs[index] = moved[0]
                left.remove(moved[0])
    findings = _misprinted(release, table, lines, wanted.statement.lines, pairs, left)
    lost = [lines[index] for index in sorted(left)]
    findings += [
        _unknown(
            release,
            table,
            row,
            wanted,
            left,
            proposal(row, wanted, lost, _around(i, wanted, rows, pairs), company),
        )
        for i, row in enumerate(rows)
        if i not in pairs and _says(row)
    ]
    paired = [(lines[line], rows[row], found[row][line] or {}) for row, line in sorted(pairs.items())]
    return paired, findings, lost


def _misprinted(
    release: Release,
    table: Table,
    lines: tuple[Line, ...],
    known: tuple[Line, ...],
    pairs: dict[int, int],
    left: set[int],
) -> list[Finding]:
    """Pairs a row whose caption has one or two slips with the only line without a row that is as near."""
    found: list[Finding] = []
    if not left:
        return found
    words = frozenset(w for line in known for c in line.captions for w in _WORD.findall(tidy(c).casefold()))
    for index, row in enumerate(table.rows):
        if index in pairs or len(row.caption) < _LONG:
            continue
        near = [
            at
            for at in sorted(left)
            if any(_near(caption, row.caption, words) for caption in lines[at].captions)
        ]
        if len(near) == 1:
            pairs[index] = near[0]
            left.remove(near[0])
            found.append(
                Finding(
                    "mapping.caption-misprinted",
                    f'"{row.caption}" is read as "{lines[near[0]].captions[0]}": no other line is so near',
                    "Mend the release if another line is meant.",
                    (release.place(table, row), lines[near[0]].place),
                    Severity.NOTICE,
                )
            )
    return found


def _near(caption: str, printed: str, words: frozenset[str]) -> bool:
    """Whether a caption is another with one or two slips in its letters, and not with another known word.

    Numbers and words in brackets say what a line counts, and in which unit: they have to be equal.
    """
    meant, seen = tidy(caption).casefold(), tidy(printed).casefold()
    # A digit may be a letter misread, but no number of the caption may be lost.
    fixed = set(_FIXED.findall(meant)) <= set(_FIXED.findall(seen))
    if OSA.distance(meant, seen) > _SLIPS or not fixed or _BRACKETS.findall(meant) != _BRACKETS.findall(seen):
        return False
    known = (set(_WORD.findall(seen)) - set(_WORD.findall(meant))) & words
    # Another number of the same word is a slip: "service", "services".
    return all(any(m.startswith(w) or w.startswith(m) for m in _WORD.findall(meant)) for w in known)


def _says(row: Row) -> bool:
    return bool(row.caption) or not row.heading


def _in_order(
    wanted: Wanted, rows: tuple[Row, ...], found: list[list[Mapping[str, str] | None]]
) -> list[tuple[int, int]]:
    """The best pairing in printed order: the longest common subsequence; headings count less."""
    lines = wanted.lines
    best = [[0] * (len(lines) + 1) for _ in range(len(rows) + 1)]
    for i in range(len(rows) - 1, -1, -1):
        here, below, matched = best[i], best[i + 1], found[i]
        for j in range(len(lines) - 1, -1, -1):
            here[j] = max(below[j], here[j + 1])
            if matched[j] is not None:
                here[j] = max(here[j], below[j + 1] + _worth(wanted, lines[j], rows[i]))
    pairs, i, j = [], 0, 0
    while i < len(rows) and j < len(lines):
        if found[i][j] is not None and best[i][j] == best[i + 1][j + 1] + _worth(wanted, lines[j], rows[i]):
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _worth(wanted: Wanted, line: Line, row: Row) -> int:
    if line.parent is None or not row.under:
        return _MATCH
    heading = wanted.statement.lines[line.parent]
    return _MATCH + _UNDER * any(match(caption, row.under[-1]) is not None for caption in heading.captions)


def _around(at: int, wanted: Wanted, rows: tuple[Row, ...], pairs: Mapping[int, int]) -> Around:
    before = next((pairs[i] for i in range(at - 1, -1, -1) if i in pairs), None)
    after = next((pairs[i] for i in range(at + 1, len(rows)) if i in pairs), None)
    return Around(
        wanted.lines[before] if before is not None else None,
        wanted.lines[after] if after is not None else None,
        {wanted.lines[line].index: rows[row] for row, line in pairs.items()},
    )


def _unknown(
    release: Release, table: Table, row: Row, wanted: Wanted, left: set[int], details: tuple[str, ...]
) -> Finding:
    known = {tidy(caption): index for index, line in enumerate(wanted.lines) for caption in line.captions}
    ranked = process.extract(tidy(row.caption), list(known), scorer=fuzz.WRatio, limit=6)
    # A line that found no row is the likelier one to have been meant.
    ranked.sort(key=lambda item: (known[item[0]] not in left, -item[1]))
    near = "; ".join(f'"{caption}"' for caption, _, _ in ranked[:3])
    return Finding(
        "mapping.line-unknown",
        f'"{row.caption}" is no known line of {wanted.table.id}',
        f"Nearest known lines: {near}. Add the printed caption to a line's `caption`, or define the line.",
        (release.place(table, row), wanted.table.place),
        details=details,
    )


def line_missing(paired: Paired, line: Line, what: str) -> Finding:
    """A finding on a line that the release does not print."""
    mend = "Mend the release, or say `optional: true` at the line where a release may be without it."
    places = (paired.release.place(paired.table), line.place)
    return Finding("mapping.line-missing", what, mend, places)
