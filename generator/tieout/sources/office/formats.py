"""Number formats of workbooks: what a cell shows of its value (ISO/IEC 29500-1, 18.8.31 "numFmts").

A code has up to four sections, for positive numbers, negative numbers, zero and text, or sections with
conditions of their own. Separators are those of the file, which are English; a computer elsewhere shows
others.
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from tieout.sources.office.dates import date_shown

_TOKEN = re.compile(
    r'"(?P<text>[^"]*)"?|\\(?P<escaped>.?)|_(?P<space>.?)|\*(?P<fill>.?)|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<general>General)|(?P<ampm>AM/PM|A/P)|(?P<exponent>E[+-])|(?P<date>y+|m+|d+|h+|s+|e+|g+|b+)"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<at>@)|(?P<end>;)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_CURRENCY = re.compile(r"\$(?P<sign>[^-]*)(?:-(?P<locale>[0-9A-F]+))?", re.IGNORECASE)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    **{"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge},
    **{"=": operator.eq, "<>": operator.ne},
}
_MAX_CODE, _MAX_DECIMALS = 500, 30
# Excel keeps fifteen digits of a number, and shows eleven characters where no format says otherwise.
_KEPT = Context(prec=15, rounding=ROUND_HALF_UP)
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_GENERAL, _LARGEST = 11, Decimal("1e21")
_SMALLEST = Decimal("1e-9")
_DATED = ("date", "ampm", "elapsed")


class Token(NamedTuple):
    """A part of a section: its kind, and its text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a code. `condition` is when it applies,
    if it says so; `locale` gives the language of names.
    """

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    locale: str = ""
    white: bool = False

    def has(self, *kinds: str) -> bool:
        """Whether it has a token of one of these kinds."""
        return any(token.kind in kinds for token in self.tokens)


def number_shown(value: Decimal, code: str, *, since_1904: bool = False) -> str:
    """What a cell shows of a number, without surrounding space; "" where its format hides it."""
    value = _KEPT.plus(value)
    section, signed = _chosen(_sections(code), value)
    if section is None:
        return "#" * 8
    if section.white or not section.tokens:
        return ""
    if section.has(*_DATED):
        return date_shown(value, section.tokens, section.locale, since_1904=since_1904).strip()
    shown = _number(abs(value), section)
    return f"-{shown.strip()}" if value < 0 and signed else shown.strip()


def text_shown(text: str, code: str) -> str:
    """What a cell with a number format shows of a text: mostly the text itself, sometimes nothing."""
    sections = _sections(code)
    own = sections[3] if len(sections) > 3 else next((one for one in sections if one.has("at")), None)
    if own is None:
        return text
    if own.white:
        return ""
    return "".join(text if token.kind == "at" else _literal(token) for token in own.tokens).strip()


def _chosen(sections: tuple[Section, ...], value: Decimal) -> tuple[Section | None, bool]:
    """The section for a number, and whether a negative number gets a minus in it."""
    numbers = [one for one in sections[:3] if not one.has("at")] or [_sections("General")[0]]
    if any(one.condition for one in numbers):
        for at, one in enumerate(numbers):
            below = at == 1 and len(numbers) == 3
            if one.condition is None and (not below or value < 0):
                return one, at == 0 or not below
            if one.condition is not None and _HOLDS[one.condition[0]](value, one.condition[1]):
                negative = one.condition[0] in ("<", "<=") and one.condition[1] <= 0
                return one, not negative
        return None, False
    if value < 0 and len(numbers) > 1:
        return numbers[1], False
    if value == 0 and len(numbers) > 2:
        return numbers[2], False
    return numbers[0], True


@lru_cache(maxsize=2_000)
def _sections(code: str) -> tuple[Section, ...]:
    parts: list[list[re.Match[str]]] = [[]]
    for found in _TOKEN.finditer(code[:_MAX_CODE]):
        if found.lastgroup == "end":
            parts.append([])
        else:
            parts[-1].append(found)
    return tuple(map(_section, parts))


def _section(found: list[re.Match[str]]) -> Section:
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    locale, white = "", False
    for one in found:
        kind = one.lastgroup or "other"
        text = one[kind] or ""
        if kind != "bracket":
            tokens.append(Token("text" if kind in ("escaped", "other") else kind, text))
        elif (limit := _CONDITION.fullmatch(text)) is not None:
            condition = (limit[1], Decimal(limit[2]))
        elif (currency := _CURRENCY.fullmatch(text)) is not None:
            tokens.append(Token("text", currency["sign"]))
            locale = currency["locale"] or locale
        elif _ELAPSED.fullmatch(text):
            tokens.append(Token("elapsed", text))
        else:
            white = white or text.casefold() == "white"
    return Section(tuple(tokens), condition, locale, white)


def _literal(token: Token) -> str:
    """What a token without digits shows: `_)` is a space as wide as the bracket."""
    if token.kind in ("space",):
        return " "
    return "" if token.kind == "fill" else token.text


# Numbers ---------------------------------------------------------------------------------------------


def _number(value: Decimal, section: Section) -> str:
    """A number that is not negative, in a section that is no date."""
    tokens = section.tokens
    fraction = any(token == Token("text", "/") for token in tokens) and section.has("digit")
    if section.has("general") or fraction or value >= _LARGEST:
        shown = _general(value)
        if fraction or not section.has("general"):
            return shown
        return "".join(shown if token.kind == "general" else _literal(token) for token in tokens)
    if section.has("exponent"):
        return _scientific(value, section)
    value = _EXACT.multiply(value, Decimal(100) ** sum(token.kind == "percent" for token in tokens))
    point = next((at for at, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    whole = [at for at, token in enumerate(tokens[:point]) if token.kind == "digit"]
    last = max((at for at, token in enumerate(tokens) if token.kind == "digit"), default=-1)
    grouped = False
    marks: set[int] = set()
    for at, token in enumerate(tokens):
        if token.kind != "comma" or not whole or at < whole[0]:
            continue
        marks.add(at)
        if at < whole[-1]:
            grouped = True
        elif at > last or at < point:
            # A comma behind the digits is a thousand that is left out.
            value = _EXACT.scaleb(value, -3)
    decimals = min(sum(token.kind == "digit" for token in tokens[point:]), _MAX_DECIMALS)
    # Half is rounded away from zero, as spreadsheets do.
    said = f"{value.quantize(Decimal(1).scaleb(-decimals), context=_EXACT):f}"
    before, _, after = said.partition(".")
    left = _whole_part(tokens[:point], marks, before.lstrip("0"), grouped=grouped)
    return left + _decimals(tokens[point:], {at - point for at in marks}, after)


def _whole_part(tokens: tuple[Token, ...], marks: set[int], digits: str, *, grouped: bool) -> str:
    """The digits before the point: they fill their places from the right,
    and the first place takes the rest.
    """
    places = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    done: list[str] = []
    count = 0

    def put(digit: str) -> None:
        nonlocal count
        if grouped and count and count % 3 == 0:
            done.append(",")
        done.append(digit)
        count += 1

    if not places and digits and any(token.kind == "point" for token in tokens):
        done.append(digits)
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if token.kind != "digit":
            if at not in marks:
                done.append(_literal(token)[::-1])
            continue
        if digits:
            put(digits[-1])
            digits = digits[:-1]
        elif token.text == "0":
            put("0")
        elif token.text == "?":
            done.append(" ")
        while at == places[0] and digits:
            put(digits[-1])
            digits = digits[:-1]
    return "".join(done)[::-1]


def _decimals(tokens: tuple[Token, ...], marks: set[int], digits: str) -> str:
    """The point and the digits behind it: `#` drops zeros at the end, `?` replaces them by spaces."""
    places = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    needed = max((number for number, at in enumerate(places, 1) if tokens[at].text == "0"), default=0)
    kept = max(needed, len(digits.rstrip("0")))
    done: list[str] = []
    number = 0
    for at, token in enumerate(tokens):
        if token.kind == "digit":
            if number < min(kept, len(digits)):
                done.append(digits[number])
            elif token.text == "?":
                done.append(" ")
            number += 1
        elif at not in marks:
            done.append(_literal(token))
    return "".join(done)


def _scientific(value: Decimal, section: Section) -> str:
    at = next(at for at, token in enumerate(section.tokens) if token.kind == "exponent")
    before, behind = section.tokens[:at], section.tokens[at + 1 :]
    point = next((n for n, token in enumerate(before) if token.kind == "point"), len(before))
    decimals = min(sum(token.kind == "digit" for token in before[point:]), _MAX_DECIMALS)
    mantissa, _, power = f"{value:.{decimals}E}".partition("E")
    width = sum(token.kind == "digit" for token in behind)
    sign = "+" if section.tokens[at].text.endswith("+") else ""
    if power.startswith("-"):
        sign = "-"
    return f"{mantissa}E{sign}{power.lstrip('+-').zfill(width)}"


def _general(value: Decimal) -> str:
    """A number without a format. A whole number is shown with all its digits."""
    if value == value.to_integral_value() and value < _LARGEST:
        return f"{value.quantize(Decimal(1), context=_EXACT):f}"
    if not _SMALLEST <= value < _LARGEST:
        return f"{value.normalize():E}"
    places = max(_GENERAL - 1 - len(f"{int(value)}"), 0)
    return f"{value.quantize(Decimal(1).scaleb(-places), context=_EXACT).normalize():f}"
