"""Findings about damaged cells: what they were proven to be, or why they stay open."""

from collections.abc import Iterator, Sequence

from tieout.core import Finding, Severity
from tieout.mapping import NOT_GIVEN, Damaged
from tieout.recover.cells import printed_as
from tieout.recover.model import Recovered
from tieout.recover.unknowns import key_of_cell


def unproven(cells: list[Damaged], recovered: Sequence[Recovered], why: str) -> Iterator[Finding]:
    """Findings for the cells of one figure that nothing proves; a blank cell gets a notice.

    `why` is what contradicted the nearest figure; "" where nothing did.
    """
    for cell in cells:
        entry = next(
            (e for e in recovered if e.candidates and key_of_cell(e.cell) == key_of_cell(cell)), None
        )
        if entry is not None:
            figures = " or ".join(printed_as(figure, cell) for figure in entry.candidates[:5])
            yield Finding(
                "recover.inferred",
                f"{_shown(cell)} may be {figures}: it rests on {' and '.join(entry.relations)} alone "
                "and is left out",
                "Mend the release, or state the reading and its reason in release.yaml under `readings`.",
                (cell.place,),
                Severity.NOTICE,
            )
        elif cell.blank:
            yield Finding(
                "mapping.cell-empty",
                "nothing is printed here: no fact",
                "If a figure belongs here, mend the release.",
                (cell.place,),
                Severity.NOTICE,
            )
        else:
            yield Finding(
                "mapping.cell-unreadable",
                f'"{cell.text}" cannot be read: {cell.why}; {why or "no arithmetic proves what it is"}',
                "Mend the release, or state the reading and its reason in release.yaml under `readings`.",
                (cell.place,),
                Severity.NOTICE if cell.why == NOT_GIVEN and not why else Severity.ERROR,
            )


def recovered(entry: Recovered) -> Finding:
    """The finding for a cell that was recovered."""
    assert entry.figure is not None
    by = f"proven by {' and '.join(entry.relations)}" if entry.relations else "as it is printed elsewhere"
    return Finding(
        "recover.recovered",
        f"{_shown(entry.cell)} is {printed_as(entry.figure, entry.cell)}: {by}",
        "Nothing to do, unless the release can be mended.",
        (entry.cell.place,),
        Severity.NOTICE,
    )


def _shown(cell: Damaged) -> str:
    return f'"{cell.text}"' if cell.text else "an empty cell"
