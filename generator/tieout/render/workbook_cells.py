"""Writes cells of a workbook: figures with their formats, and rows as high as their texts need."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from unicodedata import east_asian_width

from tieout.render.grid_figures import Shown
from tieout.render.workbook_totals import fits

# Of 20 letters that a column is said to be wide, as many fit where the letters of the font are wide.
_FIT = 16


def heighten(page: Any, row: int, texts: Iterable[tuple[str, int]], size: int = 11) -> None:
    """Makes a row as high as its texts need; `texts` are (text, width of its column), `size` is in points.

    Excel would do so by itself; LibreOffice puts everything on one line.
    """
    lines = max(_lines(text, width * 11 // size) for text, width in texts)
    if lines > 1:
        page.set_row(row, lines * size * 3 // 2)


def _lines(text: str, width: int) -> int:
    """The number of lines that a text takes; East Asian letters are twice as wide."""
    long = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
    return -(-long * 20 // (width * _FIT))


def put_number(page: Any, row: int, column: int, value: Decimal, style: Any) -> None:
    """Writes a figure as a number, or as text if a double would lose a digit."""
    if fits(value):
        page.write_number(row, column, double(value), style)
    else:
        page.write_string(row, column, format(value.normalize(), "f"), style)


def double(value: Decimal) -> int | float:
    """A figure as a spreadsheet's own number, which is a double.

    Up to 15 digits nothing is lost: written and read again they are the same. This is the only conversion to
    a float.
    """
    return int(value) if value == value.to_integral_value() else float(value)


def number_format(figure: Shown) -> str:
    """The number format of a figure as printed: decimal places, percent sign, brackets, a dash for zero."""
    base = f"#,##0{'.' if figure.places else ''}{'0' * figure.places}{'%' if figure.percent else ''}"
    return f"{base}_);({base})" + (';"–"_)' if figure.dash else "")


def whole_format(value: Decimal) -> str:
    """The number format that shows every decimal place of an amount."""
    places = max(-int(value.as_tuple().exponent), 0)
    return f"#,##0{'.' if places else ''}{'0' * places}"
