"""What a printed text is by its form alone: an amount, a year, a mark. No language is known here."""

import re

from tieout.core import read_number

# A currency sign, alone or after the letters of a country: $, US$.
CURRENCY_SIGN = r"[A-Z]{0,3}[$¢£¤¥֏₠-⃀￠￡￥￦]"
_SIGNED = re.compile(rf"(?P<open>\(?)\s*(?P<sign>{CURRENCY_SIGN})\s*(?P<rest>\S.*)")
_AMOUNT = re.compile(r"\(?\s*[-−△▲]?[\d.][\d.,]*\s*\)?%?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MARK = re.compile(r"[^\w\s]{1,3}|[(*※]*(?:\w|\d{1,2}|[ivx]{1,4})[).:*]*")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹]+")


def is_figure(text: str) -> bool:
    """Whether a cell's text is a printed amount or a dash, a bracket of it perhaps missing."""
    return _AMOUNT.fullmatch(text) is not None or read_number(text).kind == "dash"


def is_year(text: str) -> bool:
    """Whether a text is a year alone, the second line of a date's header."""
    return _YEAR.fullmatch(text) is not None


def is_mark(text: str) -> bool:
    """Whether a text is what an item of a list begins with: a bullet, `(1)`, `*2`, `a.`."""
    return _MARK.fullmatch(text) is not None


def without_currency(text: str) -> tuple[str, str]:
    """The text of an amount without its currency sign, and the sign: `($1,234)` is `(1,234)` and `$`.

    Other text is returned as it is, with no sign.
    """
    found = _SIGNED.fullmatch(text)
    if found is None:
        return text, ""
    rest = found["open"] + found["rest"]
    if read_number(rest).kind not in ("number", "dash"):
        return text, ""
    return rest, found["sign"]


def without_raised(text: str) -> str:
    """The text without raised footnote marks: `0.40¹` is `0.40`."""
    return _RAISED.sub("", text).strip()
