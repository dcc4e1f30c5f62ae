"""Reads the text of an inline fact as a number, by the format of its tag.

Formats are those of all versions of the registry of transformations, without their prefix.
"""

import re
from decimal import Decimal

_POINT = frozenset(("numcommadot", "numdotdecimal", "num-dot-decimal", "num-dot-decimal-apos"))
_COMMA = frozenset(("numdotcomma", "numcommadecimal", "num-comma-decimal", "numspacecomma", "numcomma"))
_ZERO = frozenset(("numdash", "zerodash", "fixed-zero"))
_GROUPS = re.compile(r"[\s'’`´′]")
# What Decimal keeps exactly when it is scaled.
_MOST_DIGITS = 28
_NUMBER = re.compile(r"\d+(\.\d*)?|\.\d+")


def number_of(text: str, form: str) -> Decimal | None:
    """The number in a text by its format, without sign and scale; `form` is "" where the tag names none.

    None where the format is unknown, or the text does not have it.
    """
    if form in _ZERO:
        return Decimal(0)
    plain = _GROUPS.sub("", text)
    if form in _POINT:
        plain = plain.replace(",", "")
    elif form in _COMMA:
        plain = plain.replace(".", "").replace(",", ".")
    elif form:
        return None
    exact = len(plain) <= _MOST_DIGITS and _NUMBER.fullmatch(plain)
    return Decimal(plain) if exact else None
