"""Printed numbers: what a cell says, exactly, and how precisely it says it.

Values are `Decimal` throughout; nothing here passes through float.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

Kind = Literal["number", "dash", "blank", "words", "unreadable"]

_DASHES = frozenset("-–—―−‐‑ー－")
_MINUS = "-−△▲"
# Leaders printed to guide the eye, and what a scanner makes of them: they carry no figure.
_FILLER = re.compile(r"[·…‥]|[\s.·…․‥]{2,}")
# Decimal's default context carries 28 digits; with the largest printed scale (billions) this stays exact.
_MAX_DIGITS = 18
# A sum that is off by so many standard deviations, squared here, is not off by rounding.
_DEVIATIONS = Decimal("6.25")


@dataclass(frozen=True, slots=True)
class NumberForm:
    """What groups the digits of numbers and what begins their decimal places: `1.234,5` has `.` and `,`.

    `group` is `""` where digits are not grouped; a space stands for any space, an apostrophe for either.
    `pairs` says that those above the thousands are grouped by twos, as in India: `1,23,456`.
    """

    group: str = ","
    decimal: str = "."
    pairs: bool = False


PLAIN = NumberForm()
"""Commas and a decimal point, as in English."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a printed cell says.

    `value` is set for a number (with its printed sign: brackets are negative) and for a dash (zero).
    `places` is the count of printed decimal places. `why` says why a cell is unreadable. `percent` says that
    the number was read with its per cent sign: `value` is 47.1 of `47.1%`.
    """

    kind: Kind
    value: Decimal | None = None
    places: int = 0
    why: str = ""
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure in its unit: `value` is scaled (12 printed in thousands is 12000).

    `decimals` is XBRL's: -3 for thousands, 2 for two printed decimal places.
    """

    value: Decimal
    decimals: int

    @classmethod
    def scaled(cls, printed: Decimal, places: int, scale: int) -> "Figure":
        """The figure printed as `printed` with `places` decimal places, in units of 10**scale."""
        value = printed.scaleb(scale)
        if value == value.to_integral_value():
            value = value.quantize(Decimal(1))
        return cls(value, places - scale)


@lru_cache(maxsize=32)
def _number(form: NumberForm) -> re.Pattern[str]:
    group = {" ": "[ \u00a0\u2009\u202f]", "'": "['’]", "": "(?!)"}.get(form.group, re.escape(form.group))
    grouped = f"[0-9]{{1,3}}(?:{group}[0-9]{{3}})+"
    if form.pairs:
        grouped = f"[0-9]{{1,2}}(?:{group}[0-9]{{2}})*{group}[0-9]{{3}}"
    return re.compile(
        rf"(?P<open>\()?(?P<minus>[{_MINUS}])?(?P<whole>{grouped}|[0-9]+)"
        rf"(?:{re.escape(form.decimal)}(?P<part>[0-9]+))?(?P<close>\))?"
    )


_NUMBER = _number(PLAIN)


@lru_cache(maxsize=20_000)
def read_number(text: str, form: NumberForm = PLAIN) -> Reading:
    """Reads one printed cell: `(1,234)`, `15.67`, `-`, `—`, an empty cell.

    A cell that holds digits but is no single number is `unreadable`; a cell without digits is `words`.
    """
    stripped = text.replace("\u00a0", " ").strip()
    if not stripped or _FILLER.fullmatch(stripped):
        return Reading("blank")
    if len(stripped) <= 2 and set(stripped) <= _DASHES:
        return Reading("dash", Decimal(0))
    match = _number(form).fullmatch(stripped)
    if match is None:
        if not any(character.isdigit() for character in stripped):
            return Reading("words")
        return Reading("unreadable", why=_why_unreadable(stripped))
    if bool(match["open"]) != bool(match["close"]):
        return Reading("unreadable", why="its brackets do not pair")
    if match["open"] and match["minus"]:
        return Reading("unreadable", why="it has both brackets and a minus sign")
    whole, part = re.sub(r"[^0-9]", "", match["whole"]), match["part"] or ""
    if len(whole) + len(part) > _MAX_DIGITS:
        return Reading("unreadable", why=f"it has more than {_MAX_DIGITS} digits")
    value = Decimal(f"{whole}.{part}" if part else whole)
    negative = bool(match["open"] or match["minus"])
    return Reading("number", -value if negative else value, len(part))


@lru_cache(maxsize=20_000)
def read_percent(text: str) -> Reading | None:
    """The number of a printed percentage: of `47.1%`, `(3.2)%`, `(3.2%)`; None of any other text."""
    stripped = text.replace("\u00a0", " ").strip()
    if stripped.count("%") != 1 or not stripped.endswith(("%", "%)")):
        return None
    reading = read_number(stripped.replace("%", "").replace(" ", ""))
    return reading if reading.kind == "number" else None


def _why_unreadable(text: str) -> str:
    parts = text.split()
    if len(parts) > 1:
        if all(_NUMBER.fullmatch(part) for part in parts):
            return f"it holds {len(parts)} numbers"
        return "it holds more than one number, or words beside a number"
    if re.search(r"[0-9],[0-9]{1,2}(?![0-9])|[0-9],[0-9]{4,}|[0-9]{4,},", text):
        return "its digits are not grouped by threes"
    return "it is no number"


@lru_cache(maxsize=100)
def half_unit(decimals: int) -> Decimal:
    """Half a unit of the last printed digit: what rounding may have moved a figure by.

    >>> half_unit(-3)  # printed in thousands
    Decimal('5E+2')
    """
    return Decimal(5).scaleb(-decimals - 1)


def beyond_rounding(off: Decimal | int, halves: Iterable[Decimal | int]) -> bool:
    """Whether a sum is off by more than rounding of its figures makes, by half a unit of each at most.

    Half a unit to either side is the limit of each figure, all halves the limit of the sum. But they hardly
    ever add up all one way: rounding is even over a unit, and two and a half standard deviations are enough.

    >>> beyond_rounding(2, [Decimal("0.5")] * 8), beyond_rounding(3, [Decimal("0.5")] * 8)
    (False, True)
    """
    # The variance of what is even over h to either side is h² / 3.
    return 3 * off * off > _DEVIATIONS * sum(half * half for half in halves)


def consistent(a: Figure, b: Figure) -> bool:
    """Whether two printings can be of one amount: their closed rounding intervals overlap.

    The rule for duplicate facts of Open Information Model and of Calculations 1.1.
    """
    return abs(a.value - b.value) <= half_unit(a.decimals) + half_unit(b.decimals)


def agree(a: Figure, b: Figure) -> bool:
    """Whether two printings are of one amount: equal where they are equally precise, else consistent."""
    return a.value == b.value if a.decimals == b.decimals else consistent(a, b)
