"""Days and times as a cell shows them, by the parts of a number format (29500-1, 18.8.31, 18.17.4)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from locale import windows_locale

from babel import Locale, UnknownLocaleError

_FIRST, _LAST = Decimal(0), Decimal(2_958_466)
_1900, _1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_DAY = 86_400
# The locale of formats that take the computer's own way: what it shows is not in the file.
_COMPUTERS = ("F800", "F400")


def date_shown(
    value: Decimal, tokens: Sequence[tuple[str, str]], locale: str, *, since_1904: bool = False
) -> str:
    """A day, a time or a duration as shown.
    A format that depends on the computer is shown as year, month, day.
    """
    if not _FIRST <= value < _LAST:
        return "#" * 8
    # The 29th of February 1900 is a day of its own there, and there was none.
    usual = _1900 if value >= 60 else _1900 + timedelta(days=1)
    start = _1904 if since_1904 else usual
    seconds = int((value * _DAY).to_integral_value())
    moment = start + timedelta(seconds=seconds)
    if locale.upper() in _COMPUTERS or any(kind == "date" and text[0] in "egbEGB" for kind, text in tokens):
        return moment.date().isoformat()
    halves = any(kind == "ampm" for kind, _ in tokens)
    done: list[str] = []
    for at, (kind, text) in enumerate(tokens):
        if kind == "date":
            minutes = text[0] in "mM" and len(text) < 3 and _is_minutes(tokens, at)
            done.append(_part(moment, text.lower(), locale, minutes=minutes, halves=halves))
        elif kind == "ampm":
            done.append("AM" if moment.hour < 12 else "PM")
        elif kind == "elapsed":
            whole = {"h": 3_600, "m": 60, "s": 1}[text[0].lower()]
            done.append(f"{seconds // whole:0{len(text)}d}")
        elif kind == "space":
            done.append(" ")
        elif kind in ("text", "comma", "point"):
            done.append(text)
    return "".join(done)


def _is_minutes(tokens: Sequence[tuple[str, str]], at: int) -> bool:
    """Whether an `m` means minutes: an hour stands before it, or seconds behind."""
    before = next((text for kind, text in reversed(tokens[:at]) if kind in ("date", "elapsed")), "")
    behind = next((text for kind, text in tokens[at + 1 :] if kind in ("date", "elapsed")), "")
    return before[:1].lower() == "h" or behind[:1].lower() == "s"


def _part(moment: datetime, text: str, locale: str, *, minutes: bool, halves: bool) -> str:
    count = len(text)
    if text[0] == "y":
        # `Mar-25` may be a day of March; the value says which year it is.
        return f"{moment.year:04d}"
    if minutes:
        return f"{moment.minute:0{count}d}"
    if text[0] == "m":
        return _name(moment.date(), "months", moment.month, count, locale)
    if text[0] == "d":
        return _name(moment.date(), "days", moment.day, count, locale)
    if text[0] == "h":
        hour = (moment.hour - 1) % 12 + 1 if halves else moment.hour
        return f"{hour:0{min(count, 2)}d}"
    return f"{moment.second:0{min(count, 2)}d}"


def _name(day: date, what: str, number: int, count: int, locale: str) -> str:
    """The number of a month or day, or its name for three letters or more."""
    if count < 3:
        return f"{number:0{count}d}"
    names = _locale(locale).months if what == "months" else _locale(locale).days
    width = {3: "abbreviated", 4: "wide"}.get(count, "narrow" if what == "months" else "wide")
    return str(names["format"][width][day.month if what == "months" else day.weekday()])


@lru_cache(maxsize=100)
def _locale(code: str) -> Locale:
    """The locale for a Windows language number; English for an unknown one."""
    known = windows_locale.get(int(code, 16) & 0xFFFF, "en_US") if code else "en_US"
    try:
        return Locale.parse(known)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_US")
