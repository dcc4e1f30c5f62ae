"""A picture of figures over time: a bar for each period, and one for what was printed of it before."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.render.files import Rendered, templated
from tieout.render.picture_view import Row, view_of_rows

# Above the first part, between two, and below the bars for the scale; in units of the drawing.
_HEAD, _APART, _SCALE = 48, 36, 56
# A line of a heading, and its characters.
_LINE, _WIDTH = 15, 50


@dataclass(frozen=True, slots=True)
class Series:
    """Bars of figures in one unit, over periods of one length. `unit` is shown below them."""

    head: str
    unit: str
    rows: tuple[Row, ...]


def render_series(name: str, title: str, series: Sequence[Series]) -> Rendered:
    """The picture as an SVG file with a `title`."""
    titles = textwrap.wrap(title, _WIDTH)
    parts = []
    top = _HEAD + _LINE * (len(titles) - 1)
    for one in series:
        view = view_of_rows(one.rows)
        heads = textwrap.wrap(one.head, _WIDTH)
        top += _LINE * (len(heads) - 1)
        parts.append(view | {"heads": heads, "unit": one.unit, "top": top})
        top += view["height"] + _SCALE + _APART
    view = {"title": title, "titles": titles, "parts": parts, "height": top - _APART}
    return templated(name, "series.svg.j2", view)


def plain_amount(amount: Decimal) -> str:
    """An amount with all digits but trailing zeros behind the point; in brackets where it is negative."""
    text = f"{abs(amount):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"({text})" if amount < 0 else text
