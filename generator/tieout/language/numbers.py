"""Reads numbers as tables print them: with currencies, footnote marks, percent signs and any separators."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from tieout.core import PLAIN, NumberForm, Reading, read_number
from tieout.core.remembered import remembered
from tieout.definitions import Vocabulary
from tieout.language.currencies import Currencies
from tieout.language.locales import locale_of

_MAX_LENGTH = 200
# Fullwidth signs and digits, U+FF01 to U+FF5E, are those of ASCII, 0xFEE0 further up.
_FULLWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_MARKS = re.compile(r"[¹²³⁰⁴-⁹]+|(?<=.)[*†‡§※]+$|^[*†‡§※]+(?=.*\d)")
_LETTER_MARK = re.compile(r"(?<=[\d)%])\s*\([a-z]\)$")
_SPACES = "\\s\u00a0\u2009\u202f"
_LOOSE = re.compile(rf"(?<=[(\[])[{_SPACES}]+|[{_SPACES}]+(?=[)\]])")
_FIGURE = re.compile(r"\d(?:[\d.,'’ \u00a0\u2009\u202f]*\d)?")
_FORMS = (
    NumberForm(",", "."), NumberForm(".", ","), NumberForm(" ", ","), NumberForm(" ", "."),
    NumberForm("'", "."), NumberForm("'", ","), NumberForm("", "."), NumberForm("", ","),
    NumberForm(",", ".", pairs=True),
)  # fmt: skip


class NumberReader:
    """Reads numbers as a vocabulary's language prints them."""

    def __init__(self, vocabulary: Vocabulary, currencies: Currencies) -> None:
        self._vocabulary, self._currencies = vocabulary, currencies
        self._not_given = frozenset(map(str.casefold, vocabulary.not_given))

    @cached_property
    def own_form(self) -> NumberForm:
        """The usual form of numbers in the language."""
        locale = locale_of(self._vocabulary.language)
        group = {"\u00a0": " ", "\u202f": " ", "’": "'"}.get(locale.group, locale.group)
        return NumberForm(group, locale.decimal)

    @remembered
    def number(self, text: str, form: NumberForm | None = None) -> Reading:
        """The reading of a cell: a number with its sign, a dash (zero), blank, words, or unreadable.

        Negative are `(1,234)`, `1,234-`, `–1,234` and `△1,234`. Currency signs and footnote marks are
        removed. `47.1%` is 47.1, marked as a percentage; `15円71銭` is 15.71. `n/a`, `NM` and `*` are words.
        """
        form = form or PLAIN
        if len(text) > _MAX_LENGTH:
            digits = any(character.isdigit() for character in text)
            return Reading("unreadable", why="it is too long") if digits else Reading("words")
        reading = read_number(text, form)
        if reading.kind in ("number", "dash", "blank"):
            return reading
        if self._is_range(text, form):
            return Reading("words", why="a range has two figures, and says not which of them holds")
        plain = self._plain(self._with_hundredths(text.translate(_FULLWIDTH).strip(), form))
        if not plain:
            return Reading("words")
        percent = plain.count("%") == 1 and plain.endswith(("%", "%)"))
        if percent:
            plain = _LOOSE.sub("", plain.replace("%", "").strip())
        again = read_number(_with_zero(_with_minus(plain), form), form)
        if again.kind in ("number", "dash"):
            return replace(again, percent=percent)
        if plain in ("(-)", "(–)", "(—)"):
            return replace(read_number("-"), percent=percent)
        return reading if again.kind == "blank" else replace(again, why=reading.why or again.why)

    def gives_none(self, text: str) -> bool:
        """Whether a cell says that no figure is given: `n/a`, `NM`."""
        return text.strip().casefold() in self._not_given

    def in_points(self, text: str) -> bool:
        """Whether a cell states the change of a percentage in points: `-230 bps`, `(1.8) ppt`."""
        found = (
            self._points.fullmatch(text.translate(_FULLWIDTH).strip()) if len(text) <= _MAX_LENGTH else None
        )
        return found is not None and self.number(found[1]).kind == "number"

    def _is_range(self, text: str, form: NumberForm) -> bool:
        """Whether a cell holds the two ends of a range: `$1,200 - $1,400`, `20% - 22%`, `1,200 to 1,400`.

        Bare numbers with a dash between them are no range: they may be cells that ran together.
        """
        found = self._range.fullmatch(text.translate(_FULLWIDTH).strip())
        if found is None:
            return False
        plain = not (found["word"].isalpha() or "%" in text or self._currencies.sign.search(text))
        return not plain and all(self.number(end, form).kind == "number" for end in (found[1], found[3]))

    @cached_property
    def _points(self) -> re.Pattern[str]:
        """A pattern of a number with what says behind it that it is in points."""
        said = "|".join(map(re.escape, sorted(self._vocabulary.points, key=len, reverse=True))) or "(?!)"
        return re.compile(rf"(\S*\d\S*?)\s?(?:{said})", re.IGNORECASE)

    @cached_property
    def _range(self) -> re.Pattern[str]:
        """A pattern of two texts with digits, with a word or sign for a range between them, in spaces.

        A sign without spaces may belong to a number.
        """
        words = "|".join(map(re.escape, sorted(self._vocabulary.ranges, key=len, reverse=True)))
        return re.compile(rf"(\D*\d[^\s]*)[{_SPACES}]+(?P<word>{words})[{_SPACES}]+(\D*\d\S*)", re.IGNORECASE)

    def _plain(self, text: str) -> str:
        """A number without the currency signs, footnote marks and spaces around and inside it."""
        plain = _LETTER_MARK.sub("", _MARKS.sub("", text)).strip()
        if self._currencies.sign.search(plain):
            plain = self._without_currency(plain)
        return _LOOSE.sub("", plain).strip()

    def _without_currency(self, text: str) -> str:
        before, behind = self._signs
        plain, count = before.subn(r"\1", text, count=1)
        return plain if count else behind.sub(r"\g<close>", text)

    def currency(self, text: str) -> str:
        """The sign or code of a currency that stands before or behind a number: `EUR 4,210`, `4,210 €`."""
        plain = _MARKS.sub("", text.translate(_FULLWIDTH)).strip() if len(text) <= _MAX_LENGTH else ""
        if not self._currencies.sign.search(plain):
            return ""
        before, behind = self._signs
        found = before.search(plain) or behind.search(plain)
        return found["sign"] if found is not None else ""

    @cached_property
    def _signs(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """The patterns of a currency before a number,
        with a bracket or minus before it, and of one behind it.
        """
        sign = self._currencies.sign.pattern
        before = re.compile(rf"^([(\-−–△▲]*)\s*(?P<sign>{sign})(?![A-Za-z])\s*(?=[-−–—(.\d△▲])")
        return before, re.compile(rf"(?<=[\d)])\s*(?P<sign>{sign})(?P<close>\)?)$")

    def _with_hundredths(self, text: str, form: NumberForm) -> str:
        """A number whose hundredths have a name of their own as a decimal: `15円7銭` is `15.07`."""
        for pattern in self._hundredths:
            if (found := pattern.fullmatch(text)) is not None:
                return f"{found[1]}{found[2] or 0}{form.decimal}{int(found[3]):02}{found[4]}"
        if (found := self._in_parts.fullmatch(text)) is not None:
            whole = read_number(found[2], form)
            if whole.kind == "number" and whole.value is not None:
                return f"{found[1]}{whole.value.scaleb(-2):f}{found[3]}".replace(".", form.decimal)
        return text

    def in_hundredths(self, text: str) -> bool:
        """Whether an amount is printed with its hundredths by name: `15円71銭`, `12 cents`."""
        plain = text.translate(_FULLWIDTH).strip()
        return any(pattern.fullmatch(plain) for pattern in (*self._hundredths, self._in_parts))

    @cached_property
    def _in_parts(self) -> re.Pattern[str]:
        """The pattern of a number of hundredths of the company's currency,
        with the sign behind it: `28.4p`.
        """
        signs = "|".join(map(re.escape, self._currencies.hundredth_signs)) or "(?!)"
        return re.compile(rf"([(\-−–△▲]*)(\d[\d.,]*)\s?(?:{signs})(\)?)")

    @cached_property
    def _hundredths(self) -> tuple[re.Pattern[str], ...]:
        """For each currency the pattern of its amounts with hundredths, which may also stand alone."""
        patterns: list[re.Pattern[str]] = []
        for code, parts in self._vocabulary.hundredths.items():
            names = (name for name, of in self._currencies.names.items() if of == code)
            whole, part = ("|".join(map(re.escape, said)) for said in (names, parts))
            amount = rf"(?:(\d[\d,.]*)\s*(?:{whole})\s*)?(\d{{1,2}})\s*(?:{part})"
            patterns.append(re.compile(rf"([(\-−–△▲]*){amount}(\)?)"))
        return tuple(patterns)

    # The form of many ----------------------------------------------------------------------------------

    def form(self, texts: Sequence[str]) -> NumberForm | None:
        """The form of all numbers in a column or table; None where no form fits them all for certain.

        `1.150`, `1.455` and `305` are whole thousands: a point before three digits groups them if no other
        number has decimal places, and some have no point at all.
        """
        figures = list(dict.fromkeys(_figures(texts)))
        own = self.own_form
        if all(_fits(figure, own) for figure in figures):
            return NumberForm(own.decimal, own.group) if _groups_by(figures, own.decimal) else own
        return next((form for form in _FORMS if form != own and _is_plain(figures, form, own)), None)


def _with_minus(text: str) -> str:
    """A number with its minus sign in front: `1,234-` and `–1,234` are `-1,234`."""
    if text.startswith("–"):
        text = f"-{text[1:].lstrip()}"
    if len(text) > 1 and text[-1] in "-−" and text[-2].isdigit() and text[0] not in "(-−△▲":
        return f"-{text[:-1]}"
    if len(text) > 2 and text[0] in "-−△▲" and text[1] == " ":
        return text[0] + text[1:].lstrip()
    return text


def _with_zero(text: str, form: NumberForm) -> str:
    """A number with the zero that is left out before its decimal point: `.41` is `0.41`."""
    return re.sub(rf"^([(\-−△▲]*){re.escape(form.decimal)}(?=\d)", rf"\g<1>0{form.decimal}", text)


def _figures(texts: Sequence[str]) -> Iterator[str]:
    """The digits and separators of each text that holds one number."""
    for text in texts:
        if len(text) <= _MAX_LENGTH:
            found = _FIGURE.findall(_MARKS.sub("", text.translate(_FULLWIDTH)))
            if len(found) == 1:
                yield found[0]


def _fits(figure: str, form: NumberForm) -> bool:
    return read_number(figure, form).kind == "number"


def _is_plain(figures: Sequence[str], form: NumberForm, own: NumberForm) -> bool:
    """Whether figures can only be in a form that is not the language's own.

    All fit it, and none has three decimal places, which would be thousands in the usual form. One figure that
    does not fit the usual form may be misprinted; two are not, nor is one with both separators, `1.234,5`.
    """
    readings = [read_number(figure, form) for figure in figures]
    if any(reading.kind != "number" or reading.places == 3 for reading in readings):
        return False
    others = [figure for figure in figures if not _fits(figure, own)]
    both = any(form.group and form.group in figure and form.decimal in figure for figure in others)
    return both or len(others) > 1


def _groups_by(figures: Sequence[str], sign: str) -> bool:
    """Whether the usual decimal sign groups the digits of these figures: `1.150`, `1.455`, `305`."""
    signed = [figure for figure in figures if sign in figure]
    if len(signed) < 2 or len(signed) == len(figures):
        return False
    other = NumberForm(sign, "," if sign == "." else ".")
    for figure in figures:
        if not figure.replace(sign, "").isdecimal() or figure.startswith("0"):
            return False
        if not _fits(figure, other) or (sign not in figure and len(figure) > 3):
            return False
    return all(
        figure.rpartition(sign)[2].isdecimal() and len(figure.rpartition(sign)[2]) == 3 for figure in signed
    )
