"""Checks that concern several statements together."""

from collections.abc import Iterator

from tieout.core import Finding
from tieout.definitions._statements.scope import finding
from tieout.definitions.taxonomy import Line, Members, Statement


def false_alarms(statements: tuple[Statement, ...]) -> Iterator[Finding]:
    """Findings for calculations that would report correct facts of a segment as inconsistent.

    A calculation binds in every dimensional context (XBRL 2.1, 5.2.5.2). Where lines with members report a
    total and only some of its parts under the same members, it fails over correct facts.
    """
    reported: dict[Members, dict[str, Line]] = {}
    for statement in statements:
        for line in statement.lines:
            if line.members and not line.heading:
                reported.setdefault(line.members, {}).setdefault(line.concept.name, line)
    for statement in statements:
        for total in statement.sums:
            name = statement.lines[total.total].concept.name
            parts = [statement.lines[index].concept.name for index, _ in total.parts]
            for members, lines in reported.items():
                there = [part for part in parts if part in lines]
                if name in lines and there and len(there) < len(parts):
                    yield finding(
                        "false-alarm",
                        f"{name} and {', '.join(there)} are reported for "
                        f"{', '.join(member for _, member in members)}, the other parts of the total "
                        "are not: its calculation would call correct facts inconsistent",
                        "Let the total sum concepts that are not reported for a member (`of`).",
                        total.place,
                        lines[name].place,
                    )
