"""Numbers with the signs around them, and the form that a whole column of them has."""

from decimal import Decimal
from pathlib import Path

import pytest

from tieout.core import FiscalCalendar, NumberForm
from tieout.definitions import load_company
from tieout.language import Language

EUROPEAN = NumberForm(".", ",")


@pytest.fixture(scope="module")
def language(root: Path) -> Language:
    return Language(load_company(root / "taxonomy" / "iij").vocabulary, FiscalCalendar(12, "end"), "USD")


@pytest.mark.parametrize(
    ("text", "value", "places"),
    [
        ("1,234", "1234", 0),
        ("$(1,234)", "-1234", 0),
        ("($1,234)", "-1234", 0),
        ("-$5", "-5", 0),
        ("$ 1,234", "1234", 0),
        ("US$ 5.00", "5.00", 2),
        ("EUR 5", "5", 0),
        ("5 €", "5", 0),
        ("( 115 )", "-115", 0),
        ("1,234-", "-1234", 0),
        ("–1,234", "-1234", 0),
        ("−1,234", "-1234", 0),
        ("- 1,234", "-1234", 0),
        ("△1,234", "-1234", 0),
        ("１，２３４", "1234", 0),
        ("△１２．５", "-12.5", 1),
        (".41", "0.41", 2),
        ("(.41)", "-0.41", 2),
        ("0.40¹", "0.40", 2),
        ("1,234*", "1234", 0),
        ("1,234 (a)", "1234", 0),
    ],
)
def test_numbers_with_signs_and_marks(language: Language, text: str, value: str, places: int) -> None:
    reading = language.number(text)
    assert (reading.kind, str(reading.value), reading.places) == ("number", value, places)
    assert not reading.percent


@pytest.mark.parametrize(
    ("text", "value"),
    [("47.1%", "47.1"), ("(3.2)%", "-3.2"), ("(3.2%)", "-3.2"), ("12.5 %", "12.5"), ("5％", "5")],
)
def test_percentages_say_so(language: Language, text: str, value: str) -> None:
    reading = language.number(text)
    assert (reading.kind, str(reading.value), reading.percent) == ("number", value, True)


@pytest.mark.parametrize("text", ["—", "-", "—%", "- %", "$—", "$ -", "(—)"])
def test_dashes(language: Language, text: str) -> None:
    assert (language.number(text).kind, language.number(text).value) == ("dash", Decimal(0))


@pytest.mark.parametrize(
    "text",
    ["$1,200 - $1,400", "$800 to $900", "20% – 22%", "1,200 to 1,400", "$1.20 through $1.40", "3% ~ 5%"],
)
def test_a_range_is_no_figure_and_says_so(language: Language, text: str) -> None:
    reading = language.number(text)
    assert (reading.kind, reading.value) == ("words", None)
    assert reading.why.startswith("a range has two figures")


@pytest.mark.parametrize(
    "text", ["1,200 - 1,400", "$1,200 -", "$1,200 $1,400", "to $5", "$5 to", "$1 to $2 to $3"]
)
def test_what_may_have_run_together_is_no_range(language: Language, text: str) -> None:
    assert not language.number(text).why.startswith("a range")


@pytest.mark.parametrize("text", ["nm", "NM", "N.M.", "n/a", "n.a.", "N/M", "*", "*%"])
def test_marks_of_no_number_are_words(language: Language, text: str) -> None:
    assert language.number(text).kind == "words"


@pytest.mark.parametrize(
    "text",
    ["1 234", "12,34", "1.2.3", "(1,234", "$1,234 $5", "0.40 (1)", "$5 million", "٣", "1.5x", "9" * 25_000],
)
def test_what_leaves_a_doubt_is_unreadable(language: Language, text: str) -> None:
    assert language.number(text).kind == "unreadable"
    assert language.number(text).why


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("1.234,5", EUROPEAN, "1234.5"),
        ("(1.150)", EUROPEAN, "-1150"),
        ("1 234", NumberForm(" ", ","), "1234"),
        ("1\u202f234,5", NumberForm(" ", ","), "1234.5"),
        ("1'234.5", NumberForm("'", "."), "1234.5"),
        ("(1,23,45,678.5)", NumberForm(",", ".", pairs=True), "-12345678.5"),
        ("1’234", NumberForm("'", "."), "1234"),
        ("1234,5", NumberForm("", ","), "1234.5"),
    ],
)
def test_other_separators_are_read_in_their_form(
    language: Language, text: str, form: NumberForm, value: str
) -> None:
    assert str(language.number(text, form).value) == value


@pytest.mark.parametrize(
    ("texts", "form"),
    [
        (["1,150", "1,455", "305"], NumberForm()),
        (["$1,234.5", "(5)", "—", "n/a"], NumberForm()),
        ([], NumberForm()),
        (["1.234,5", "12,3"], EUROPEAN),
        (["12,5", "3,75"], EUROPEAN),
        (["1 234", "12 345", "6"], NumberForm(" ", ",")),
        (["1'234", "12'345.5"], NumberForm("'", ".")),
        (["1,62,990", "1,23,456", "40,986"], NumberForm(",", ".", pairs=True)),
        (["1,62,990", "123,456", "40,986"], None),
        (["1,62,990", "456", "40,986"], None),
        # Points before three digits group them where the column as a whole says so.
        (["1.150", "1.455", "305"], EUROPEAN),
        (["1.150", "1.455"], NumberForm()),
        (["0.305", "1.455", "12"], NumberForm()),
        # One odd figure among others is misprinted: nothing else is read by it.
        (["1,150", "1.455", "305"], NumberForm()),
        (["1,150", "12,5", "305"], None),
        (["1,150", "1.234.567", "305"], None),
        (["1,150", "52 040"], None),
        (["1,234.5", "1.234,5"], None),
    ],
)
def test_the_form_of_a_column(language: Language, texts: list[str], form: NumberForm | None) -> None:
    assert language.number_form(texts) == form


@pytest.mark.parametrize(
    ("currency", "text", "value"),
    [
        ("GBP", "28.4p", "0.284"),
        ("GBP", "(1,204p)", "-12.04"),
        ("ZAR", "312.5c", "3.125"),
        # The letter behind a number of another currency is a mark of a note, or a slip.
        ("USD", "28.4p", None),
    ],
)
def test_hundredth_parts_are_read_by_the_sign_of_the_own_currency(
    root: Path, currency: str, text: str, value: str | None
) -> None:
    known = load_company(root / "taxonomy" / "iij").vocabulary
    reading = Language(known, FiscalCalendar(12, "end"), currency).number(text)
    assert (str(reading.value) if reading.kind == "number" else None) == value
