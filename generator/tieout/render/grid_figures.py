"""The figures of a printed table as the table shows them: scale, sign, percentages and dashes."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from tieout.core import read_number
from tieout.definitions import Line, Statement
from tieout.mapping import Printed
from tieout.render.grid import Grid

_PERCENT = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as its table shows it: `value` is `sign` times the fact's value over 10**`scale`.

    `places` are its decimal places. A percentage is a ratio (9.1% is 0.091), shown with two places fewer.
    `dash`: it is printed as a dash.
    """

    value: Decimal
    sign: int
    scale: int
    places: int
    percent: bool
    dash: bool


def shown(grid: Grid, statement: Statement) -> tuple[tuple[Shown | None, ...], ...]:
    """The cells of a statement's table, row by row, as the table shows them; None for a blank or a nil."""
    cells = [[cell[0][1] if cell else None for cell in row.cells] for row in grid.rows]
    scales: dict[str, Counter[int]] = {}
    for printed in (printed for row in cells for printed in row if printed is not None):
        if (scale := _scale(printed)) is not None:
            scales.setdefault(printed.concept.type, Counter())[scale] += 1
    # Where the text does not tell it, a dash or a damaged cell, it is the scale of the figures beside it.
    beside = {kind: counted.most_common(1)[0][0] for kind, counted in scales.items()}
    return tuple(
        tuple(_shown(printed, statement, beside) if printed is not None else None for printed in row)
        for row in cells
    )


def _shown(printed: Printed, statement: Statement, beside: dict[str, int]) -> Shown | None:
    figure = printed.figure
    if figure is None:
        return None
    sign = _sign(statement.lines[printed.line], printed)
    percent = printed.concept.type == "percent"
    scale = 0 if percent else _scale(printed)
    if scale is None:
        scale = beside.get(printed.concept.type, max(-figure.decimals, 0))
    return Shown(
        value=figure.value.scaleb(-scale) * sign + 0,
        sign=sign,
        scale=scale,
        places=max(figure.decimals + scale - (_PERCENT if percent else 0), 0),
        percent=percent,
        dash=not printed.proof and read_number(printed.text).kind == "dash",
    )


def _scale(printed: Printed) -> int | None:
    """The power of ten of a printed number; None where its text is not the figure."""
    reading, figure = read_number(printed.text), printed.figure
    if figure is None or reading.kind != "number" or reading.value is None:
        return None
    scale = reading.places - figure.decimals
    return scale if abs(reading.value.scaleb(scale)) == abs(figure.value) else None


def _sign(line: Line, printed: Printed) -> int:
    """The factor from the fact to the printed figure,
    1 or -1. A rate of growth keeps its sign on any line.
    """
    derived = printed.concept.derived if printed.concept.name != line.concept.name else None
    return 1 if derived is not None and derived[0] == "growth" else line.sign
