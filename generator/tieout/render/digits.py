"""Finds the digits of a printed figure that an inline report tags, and the transformation that reads them.

The rules are those of Transformation Rules Registry 5: a point or a comma before decimal places; groups
separated by the other one, a space or an apostrophe.
"""

import re
from decimal import Decimal

from tieout.core import Figure

_PLAIN = re.compile(r"\d[\d,]*(?:\.\d+)?")
# Whatever may part groups of digits, or stand before decimal places.
_GROUPING = r" \u00a0'’´`"
_ANY = re.compile(rf"\d(?:[\d.,．，\u2009\u202f{_GROUPING}]*\d)?")
_POINT = re.compile(rf"(?:[0-9]{{1,3}}(?:[,{_GROUPING}][0-9]{{3}})+|[0-9]+)(?:\.(?P<part>[0-9]+))?")
_COMMA = re.compile(rf"(?:[0-9]{{1,3}}(?:[.{_GROUPING}][0-9]{{3}})+|[0-9]+)(?:,(?P<part>[0-9]+))?")
# Groups of other than three digits, as in India.
_LOOSE = re.compile(r"[0-9][0-9,]*(?:\.(?P<part>[0-9]+))?")
_APOSTROPHE = re.compile("['’´`]")


def digits_of(text: str, figure: Figure | None) -> re.Match[str] | None:
    """The digits of a printed figure, without brackets, signs and units; None for a dash.

    They are read as grouped in English, unless only another grouping gives the figure.
    """
    plain = _PLAIN.search(text)
    if plain is None or figure is None or says(plain[0], figure):
        return plain
    other = _ANY.search(text)
    return other if other is not None and says(other[0], figure) else plain


def says(digits: str, figure: Figure) -> bool:
    """Whether digits have the value of a figure, however they are grouped."""
    bare = "".join(filter(str.isdecimal, digits))
    return Decimal(bare).scaleb(-figure.decimals) == abs(figure.value)


def transformed(digits: str, *, comma: bool) -> tuple[str, int]:
    """The transformation that reads some digits, and the number of decimal places; ("", 0) where none does.

    `comma` tells that the language has a decimal comma, for digits that can be read either way: `1.234`.
    """
    ways = [("num-dot-decimal", _POINT), ("num-comma-decimal", _COMMA)]
    if comma:
        ways.reverse()
    for name, way in (*ways, ("num-dot-decimal", _LOOSE)):
        if (found := way.fullmatch(digits)) is not None:
            return name + ("-apos" if _APOSTROPHE.search(digits) else ""), len(found["part"] or "")
    return "", 0
