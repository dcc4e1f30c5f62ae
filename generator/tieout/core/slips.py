"""Slips of the pen: what one slip makes of a printed number, and so what a wrong one may have been.

Numbers are whole here: in units of their last printed digit, so that each digit is one that is printed.
"""

from typing import Literal

Slip = Literal["digit", "sign", "swap", "lost", "scale"]
# From units to thousands, millions, billions; and one place to either side.
_SCALES = (10**3, 10**6, 10**9, 10)


def slip(printed: int, meant: int) -> Slip | None:
    """The one slip by which a number that was meant is printed as another; None where it takes more."""
    if printed == meant or not meant:
        return None
    if printed == -meant:
        return "sign"
    if (printed < 0) != (meant < 0):
        return None
    one, other = str(abs(printed)), str(abs(meant))
    if len(one) == len(other):
        return _in_place(one, other)
    if any(abs(printed) == abs(meant) * by or abs(meant) == abs(printed) * by for by in _SCALES):
        return "scale"
    short, long = sorted((one, other), key=len)
    if len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long))):
        return "lost"
    return None


def _in_place(one: str, other: str) -> Slip | None:
    apart = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(apart) == 1:
        return "digit"
    beside = len(apart) == 2 and apart[1] == apart[0] + 1
    return "swap" if beside and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]] else None
