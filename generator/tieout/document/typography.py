"""What a printed text is by its form alone: an amount, a year, a mark, a rule. No language is used here."""

import re

from tieout.core import read_number

# A currency sign, alone or after the letters of a country: $, US$.
CURRENCY_SIGN = r"(?:[A-Z]{0,3}[$¢£¤¥֏؋৲৳₠-⃀﷼﹩＄￠￡￥￦])"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾ᵃ-ᶻⁱⁿ"
_MARKS = rf"[{RAISED}*†‡§]*"
_MINUS = "-−–△▲"
# Groups of three apart by a space, as in `1 234 567`; otherwise any mark between digits.
_DIGITS = r"(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?|[\d.][\d.,'’]*)"
_FIGURE = re.compile(
    rf"\(?\s*{CURRENCY_SIGN}?\s*\(?\s*[{_MINUS}]?\s*{CURRENCY_SIGN}?\s*{_DIGITS}\s*[{_MINUS}]?\s*[%％]?\s*\)?\s*[%％]?{_MARKS}"
)
_DASH = re.compile(rf"{CURRENCY_SIGN}?\s*[-–—―−‐‑ー－]{{1,3}}\s*[%％]?{_MARKS}")
_SIGN = re.compile(CURRENCY_SIGN)
_SIGNED = re.compile(rf"(?P<open>\(?)\s*(?P<sign>{CURRENCY_SIGN})\s*(?P<rest>\S.*)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MARK = re.compile(r"[^\w\s]{1,3}|[(*※]*(?:\w|\d{1,2}|[ivx]{1,4})[).:*]*")
# `(12)` could be an amount.
_FOOTNOTE_MARK = re.compile(r"\([1-9a-z]\)|[*†‡]{1,3}")
_RAISED_DIGITS = re.compile(r"[⁰¹²³⁴-⁹]+")
_NOTE = re.compile(rf"[{RAISED}*†‡§※]+\s*[^\W_].*(?<![*†‡§※])")
_ONLY_RAISED = re.compile(rf"[{RAISED},\s*†‡§]+")
# Dots that lead the eye from a label to its figures: so many of these, or one that is several itself.
_LEADERS = ".․·…‥"
_LEADER_COUNT = 3
_TAIL = f"{_LEADERS} \t\u00a0"
_SEVERAL = "·…‥"
_RULES = frozenset("-=_—–─━═ ")
_RULE_LENGTH = 4


def is_figure(text: str) -> bool:
    """Whether a text is a printed amount or a dash for one; one of its brackets may be missing."""
    return (
        any(character.isdigit() for character in text) and _FIGURE.fullmatch(text) is not None
    ) or is_dash(text)


def is_dash(text: str) -> bool:
    """Whether a text is a dash that is printed in place of an amount."""
    return _DASH.fullmatch(text) is not None


def is_year(text: str) -> bool:
    """Whether a text looks like a year."""
    return _YEAR.fullmatch(text) is not None


def is_mark(text: str) -> bool:
    """Whether a text is the mark of a list item: a bullet, `(1)`, `*2`, `a.`."""
    return _MARK.fullmatch(text) is not None


def is_footnote_mark(text: str) -> bool:
    """Whether a text may be a footnote mark in a cell of its own, behind a header: `(1)`, `*`."""
    return _FOOTNOTE_MARK.fullmatch(text) is not None


def begins_as_note(text: str) -> bool:
    """Whether a line begins with a footnote mark, `* As restated`, and is no title between stars."""
    return _NOTE.fullmatch(text) is not None


def is_rule(text: str) -> bool:
    """Whether a text is a line drawn by characters, as above a total."""
    return len(text) >= _RULE_LENGTH and _RULES.issuperset(text) and "  " not in text


def is_only_raised(text: str) -> bool:
    """Whether a text is a raised footnote mark and nothing else."""
    return _ONLY_RAISED.fullmatch(text) is not None and text[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲ"


def without_leaders(text: str) -> str:
    """A label without the dots that lead to its figures; "" for a text of dots alone."""
    if not text or text[-1] not in _TAIL:
        return text
    bare = text.rstrip(_TAIL)
    dots = [character for character in text[len(bare) :] if character in _LEADERS]
    led = len(dots) >= _LEADER_COUNT or any(dot in _SEVERAL for dot in dots)
    return bare if led else text


def is_sign(text: str) -> bool:
    """Whether a text is a currency sign alone."""
    return _SIGN.fullmatch(text) is not None


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
    return _RAISED_DIGITS.sub("", text).strip()
