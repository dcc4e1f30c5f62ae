"""Slips of the pen: how one slip changes a printed number, and which number may have been intended.

Numbers are whole here: in units of their last printed digit.
"""

from collections.abc import Iterator
from typing import Literal

Slip = Literal["digit", "sign", "swap", "lost", "scale"]
SLIPS: tuple[Slip, ...] = ("digit", "sign", "swap", "lost", "scale")
"""In the order in which they are looked for: the likeliest first."""

# From units to thousands, millions, billions; and one place to either side.
_SCALES = (10**3, 10**6, 10**9, 10)


def slip(printed: int, meant: int) -> Slip | None:
    """The one slip that turns the intended number into the printed one; None where it takes more than one."""
    if printed == meant or not meant:
        return None
    if printed == -meant:
        return "sign"
    if (printed < 0) != (meant < 0):
        return None
    one, other = str(abs(printed)), str(abs(meant))
    # 0.41 is printed with its zero: of 8.41 one digit is another.
    width = max(len(one), len(other))
    if (kind := _in_place(one.zfill(width), other.zfill(width))) is not None:
        return kind
    if any(abs(printed) == abs(meant) * by or abs(meant) == abs(printed) * by for by in _SCALES):
        return "scale"
    short, long = sorted((one, other), key=len)
    if len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long))):
        return "lost"
    return None


def slip_within(printed: int, low: int, high: int) -> tuple[Slip, int] | None:
    """The likeliest slip that turns a number from `low` to `high` into the printed one, and that number."""
    if high - low <= 1:
        found = [(kind, meant) for meant in range(low, high + 1) if (kind := slip(printed, meant))]
    else:
        found = [(kind, meant) for kind, meant in _others(printed) if low <= meant <= high]
    # Of several the one that changes least.
    return min(found, key=lambda pair: (SLIPS.index(pair[0]), abs(pair[1] - printed)), default=None)


def _others(printed: int) -> Iterator[tuple[Slip, int]]:
    """The numbers from which one slip leads to the printed one,
    except lost digits, of which there are too many.
    """
    sign, digits = (-1 if printed < 0 else 1), str(abs(printed))
    for at, digit in enumerate(digits):
        for other in "0123456789":
            if other != digit:
                yield "digit", sign * int(digits[:at] + other + digits[at + 1 :])
    yield "sign", -printed
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1] != "0":
            yield "swap", sign * int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])
    for by in _SCALES:
        yield "scale", printed * by
        if printed % by == 0:
            yield "scale", printed // by


def _in_place(one: str, other: str) -> Slip | None:
    apart = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(apart) == 1:
        return "digit"
    beside = len(apart) == 2 and apart[1] == apart[0] + 1
    return (
        "swap" if beside and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]] else None
    )
