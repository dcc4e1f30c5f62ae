"""Grids of cells, drawn by Hypothesis, with a page that prints them as companies do."""

import re

from hypothesis import strategies as st

_FIGURES = st.integers(0, 10**7).map(lambda value: f"{value:,}") | st.decimals(0, 999, places=2).map(str)
_CELLS = st.one_of(
    _FIGURES,
    _FIGURES.map(lambda figure: f"({figure})"),
    st.sampled_from(["", "-", "—", "n/a", "3.1 4.5", "(2.5"]),
)


@st.composite
def grids(draw: st.DrawFn) -> tuple[list[list[str]], str]:
    """A grid of cells in which no column is empty, and a table that prints it."""
    width = draw(st.integers(1, 4))
    grid = [["", *(f"Head {number}" for number in range(width))]]
    grid += [
        [f"Line {number}", *draw(st.lists(_CELLS, min_size=width, max_size=width))]
        for number in range(draw(st.integers(1, 5)))
    ]
    grid.append(["Total", *("1,234" for _ in range(width))])
    gutters = [draw(st.integers(0, 2)) for _ in range(width)]
    split = [draw(st.booleans()) for _ in range(width)]
    page = "<html><table>"
    for number, (caption, *cells) in enumerate(grid):
        page += f"<tr><td>{caption}</td>"
        for cell, gutter, signs in zip(cells, gutters, split, strict=True):
            page += "<td>&nbsp;</td>" * gutter
            if not signs:
                page += f"<td>{cell}</td>"
            elif not number:
                page += f"<td colspan=3>{cell}</td>"
            else:
                page += _split(cell, draw(st.booleans()), draw(st.booleans()))
        page += "</tr>"
    return grid, page + "</table>"


def _split(cell: str, sign: bool, apart: bool) -> str:
    """A cell as three: a currency sign, the amount, its closing bracket; or as one in the place of two."""
    figure = re.fullmatch(r"\(?[\d,.]+\)?|[-—]", cell) is not None
    close = ")" if cell.endswith(")") and figure else ""
    amount = cell.removesuffix(close) if close else cell
    if sign and figure:
        return f"<td>$</td><td>{amount}</td><td>{close}</td>"
    if apart:
        return f"<td colspan=2>{amount}</td><td>{close}</td>"
    return f"<td></td><td>{amount}</td><td>{close}</td>"
