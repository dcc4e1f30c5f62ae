"""Reads dashes as zero, unless the release prints the amount elsewhere.

A dash may mean that there is no such amount, which is zero, or that the amount is not shown separately. If
the same amount is printed under another concept and is not zero, the dash means the latter, and there is no
fact.
"""

from dataclasses import replace

from tieout.core import Figure, Finding, Severity, read_number
from tieout.definitions import ReleaseDefinition
from tieout.mapping import Dropped, Mapped, Printed
from tieout.relations import Bound, Key, bind, holds, key_of


def without_contradicted_dashes(
    mapped: Mapped, figures: dict[Key, Figure], definition: ReleaseDefinition
) -> tuple[Mapped, tuple[Finding, ...]]:
    """The mapping without dashes for amounts that are printed elsewhere and are not zero, with a notice for
    each.

    Only a relation between two single amounts shows that: in a sum, the figure may belong to any part.
    """
    dashes: dict[Key, list[Printed]] = {}
    for printed in mapped.printed:
        dashes.setdefault(key_of(printed.concept.name, printed.members, printed.period), []).append(printed)
    dashes = {key: cells for key, cells in dashes.items() if all(_is_dash(cell) for cell in cells)}
    contradicted: dict[Key, Bound] = {}
    for bound in bind(definition.company, figures):
        key = _equal_to_a_dash(bound, dashes)
        if key is not None and not holds(bound, figures):
            contradicted[key] = bound
    if not contradicted:
        return mapped, ()
    dropped = [
        Dropped(cell.text, cell.place, f"a dash that is no zero: {_why(key, bound, figures)}")
        for key, bound in contradicted.items()
        for cell in dashes[key]
    ]
    gone = {(cell.key, cell.place) for key in contradicted for cell in dashes[key]}
    kept = tuple(printed for printed in mapped.printed if (printed.key, printed.place) not in gone)
    told = tuple(
        Finding(
            "recover.dash",
            f"the dash is no zero and no fact: {_why(key, bound, figures)}",
            "Nothing to do, unless the release can be mended.",
            tuple(cell.place for cell in dashes[key]),
            Severity.NOTICE,
        )
        for key, bound in contradicted.items()
    )
    return replace(mapped, printed=kept, dropped=(*mapped.dropped, *dropped)), told


def _is_dash(printed: Printed) -> bool:
    return printed.figure is not None and read_number(printed.text).kind == "dash"


def _equal_to_a_dash(bound: Bound, dashes: dict[Key, list[Printed]]) -> Key | None:
    """The side of an equation of two amounts that is printed as a dash; None unless exactly one is."""
    if bound.per is not None or len(bound.parts) != 1:
        return None
    sides = [key for key in (bound.total, bound.parts[0][1]) if key in dashes]
    return sides[0] if len(sides) == 1 else None


def _why(key: Key, bound: Bound, figures: dict[Key, Figure]) -> str:
    other = bound.parts[0][1] if key == bound.total else bound.total
    return f"the same amount is printed as {figures[other].value:,f} elsewhere ({bound.relation})"
