"""Puts pieces of headings together: `Three Months Ended` above `March 31,` above `2025`."""

from collections.abc import Sequence
from dataclasses import replace

from tieout.language.model import Heading, Length

# A month and a half, in 52nds of a month: 13 and 14 weeks are a quarter, 17 are none.
_LEEWAY = 78


def combined(headings: Sequence[Heading]) -> Heading | None:
    """What the pieces of a heading say together, from top to bottom; None where two contradict each other."""
    both: Heading | None = None
    for heading in headings:
        both = heading if both is None else merged(both, heading)
        if both is None:
            return None
    return both


def merged(one: Heading | None, other: Heading | None) -> Heading | None:
    """What two headings say together; None where they contradict each other."""
    if one is None or other is None:
        return None
    length = _length(one, other)
    if length is None:
        return None
    values: dict[str, object] = {}
    for name in ("quarter", "month", "day", "year", "start"):
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine is not None and theirs is not None and mine != theirs:
            return None
        values[name] = theirs if mine is None else mine
    for name in ("fiscal", "instant", "ended", "to_date", "forecast"):
        values[name] = getattr(one, name) or getattr(other, name)
    both = Heading(count=length[0], of=length[1], **values)  # type: ignore[arg-type]
    if both.instant and (both.ended or both.of in ("months", "weeks")):
        return None
    return replace(both, rest=" ".join(rest for rest in (one.rest, other.rest) if rest))


def _length(one: Heading, other: Heading) -> tuple[int | None, Length | None] | None:
    """The more exact of two lengths; None where they differ.
    A quarter agrees with three months or 13 weeks.
    """
    if one.of is None or other.of is None:
        return (one.count, one.of) if other.of is None else (other.count, other.of)
    order: tuple[Length, ...] = ("weeks", "months", "quarters", "years")
    first, second = sorted((one, other), key=lambda heading: order.index(heading.of or "years"))
    if first.of == second.of:
        return (first.count, first.of) if first.count == second.count else None
    fits = abs(_lasts(first) - _lasts(second)) <= _LEEWAY
    return (first.count, first.of) if fits else None


def _lasts(heading: Heading) -> int:
    """About how long a heading lasts, in 52nds of a month. It only serves to compare two lengths."""
    assert heading.count is not None
    each = {"weeks": 12, "months": 52, "quarters": 3 * 52, "years": 12 * 52}
    return heading.count * each[heading.of or "months"]
