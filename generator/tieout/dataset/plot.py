"""Draws the history of a figure."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from tieout.dataset.history import QUARTER, Printing
from tieout.render import Row, Series, plain_amount, render_series

# From this amount on money is drawn in millions.
_MILLIONS = 10_000_000
# What lengths of time are called, by the days that they may have.
_LENGTHS = (
    (QUARTER, "quarters"),
    (range(175, 192), "half years"),
    (range(266, 282), "nine months"),
    (range(355, 378), "years"),
)
_ORDER = ("quarters", "half years", "nine months", "years", "other periods", "days")
_TOLD = ("derived", "restated", "contradicted")
# How the bar of a period's last printing looks where it is no plain one.
_KINDS = {"contradicted": "failed", "derived": "derived"}


def write_plot(printed: Sequence[Printing], title: str, path: Path) -> None:
    """Draws a history into an SVG file: a chart for each length of period, set of members and unit.

    Each period has a bar for its last printing, and paler bars below it for earlier ones that differ.
    """
    parts = sorted(printed, key=_part)
    series = [_series(key, list(some)) for key, some in groupby(parts, key=_part)]
    drawn = "".join(map(str, render_series(path.name, title, series).pieces))
    path.write_text(drawn, encoding="utf-8", newline="\n")


_Part = tuple[str, tuple[tuple[str, str], ...], str, int]


def _part(one: Printing) -> _Part:
    return one.concept, one.members, one.unit or "", _ORDER.index(_length(one))


def _length(one: Printing) -> str:
    if one.start is None:
        return "days"
    days = (one.end - one.start).days
    return next((name for known, name in _LENGTHS if days in known), "other periods")


def _series(key: _Part, printed: list[Printing]) -> Series:
    concept, members, unit, length = key
    most = max(abs(one.value) for one in printed)
    is_money = len(unit) == len("USD") and unit.isupper()
    places = 6 if most >= _MILLIONS and is_money else 0
    rows = [
        row
        for _, some in groupby(sorted(printed, key=_when), key=lambda one: (one.end, one.start))
        for row in _rows(list(some), places)
    ]
    of = ", ".join(f"{axis} {member}" for axis, member in members)
    head = " · ".join(filter(None, (concept, of, _ORDER[length])))
    return Series(head, f"{unit} millions" if places else unit, tuple(rows))


def _when(one: Printing) -> tuple[date, date, date, str]:
    return one.end, one.start or one.end, one.published, one.document


def _rows(printed: list[Printing], places: int) -> list[Row]:
    """The last printing of a period, and below it the earlier ones that differ."""
    last = printed[-1]
    label = str(last.end) if last.start is None else f"{last.start} – {last.end}"
    kind = _KINDS.get(last.state, "now")
    rows = [_row(label, last, kind, places)]
    values = [last.value]
    for one in reversed(printed[:-1]):
        if one.value not in values:
            values.append(one.value)
            rows.append(_row("", one, "before", places))
    return rows


def _row(label: str, one: Printing, kind: str, places: int) -> Row:
    amount = one.value.scaleb(-places)
    told: str = one.state if one.state in _TOLD else ""
    if kind == "before":
        told = one.document
    return Row(label, Decimal(0), amount, kind, f"{plain_amount(amount)}  {told}".rstrip())
