"""Printed numbers read back exactly, or not at all."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tieout.core import Figure, consistent, half_unit, read_number

unsigned = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(min_value=1, max_value=10**14),
    st.integers(min_value=0, max_value=4),
)
figures = st.builds(Figure, st.integers(-(10**12), 10**12).map(Decimal), st.integers(-9, 2))


def places_of(value: Decimal) -> int:
    return -int(value.as_tuple().exponent)


@given(unsigned, st.booleans())
def test_a_number_reads_back_exactly_with_its_places(value: Decimal, grouped: bool) -> None:
    reading = read_number(f"{value:,f}" if grouped else f"{value:f}")
    assert (reading.kind, reading.value, reading.places) == ("number", value, places_of(value))
    # Equal decimals can differ in their zeros: the text is what is written to the report.
    assert str(reading.value) == f"{value:f}"


@given(unsigned, st.sampled_from(["({})", "-{}", "−{}", "△{}", "▲{}"]))
def test_brackets_and_every_minus_sign_are_negative(value: Decimal, form: str) -> None:
    reading = read_number(form.format(f"{value:,f}"))
    assert (reading.kind, reading.value, reading.places) == ("number", -value, places_of(value))


@pytest.mark.parametrize("text", ["  1,234 ", "\u00a01,234\u00a0"])
def test_space_around_a_number_is_nothing(text: str) -> None:
    assert read_number(text).value == 1234


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1,23", "its digits are not grouped by threes"),
        ("1234,567", "its digits are not grouped by threes"),
        ("12,3456", "its digits are not grouped by threes"),
        ("(1,23)", "its digits are not grouped by threes"),
        ("(1,234", "its brackets do not pair"),
        ("1,234)", "its brackets do not pair"),
        ("(-1,234)", "it has both brackets and a minus sign"),
        ("(△1,234)", "it has both brackets and a minus sign"),
        ("52,049 6,210", "it holds 2 numbers"),
        ("52 040", "it holds 2 numbers"),
        ("1 2 3", "it holds 3 numbers"),
        ("about 5", "it holds more than one number, or words beside a number"),
        ("1.2.3", "it is no number"),
        ("1,234%", "it is no number"),
        ("1e5", "it is no number"),
        # Percentages that are cut off, and a figure whose neighbours ran into it.
        ("11.", "it is no number"),
        ("(3.2", "its brackets do not pair"),
        ("6,524 6,742 7,152", "it holds 3 numbers"),
        ("1234567890123456789", "it has more than 18 digits"),
    ],
)
def test_what_is_no_single_number_is_unreadable_and_says_why(text: str, why: str) -> None:
    reading = read_number(text)
    assert (reading.kind, reading.value, reading.why) == ("unreadable", None, why)


@given(unsigned.filter(lambda value: value >= 1000), st.data())
def test_a_misplaced_comma_is_never_guessed_at(value: Decimal, data: st.DataObject) -> None:
    text = f"{value:,f}"
    comma = data.draw(st.sampled_from([i for i, character in enumerate(text) if character == ","]))
    moved = text[:comma] + text[comma + 1] + "," + text[comma + 2 :]
    assert read_number(moved).kind == "unreadable"


@pytest.mark.parametrize("text", ["-", "–", "—", "―", "−", "ー", "－", "--", " — "])
def test_a_dash_is_zero(text: str) -> None:
    reading = read_number(text)
    assert (reading.kind, str(reading.value)) == ("dash", "0")


@pytest.mark.parametrize("text", ["", "  ", "\u00a0", "…", "‥", "·", "· · ·", "....", "……", " . . . "])
def test_blanks_and_leaders_carry_nothing(text: str) -> None:
    assert read_number(text).kind == "blank"


@pytest.mark.parametrize("text", ["JPY", "n/a", "Yes", "( )", "---", "."])
def test_text_without_digits_is_words(text: str) -> None:
    reading = read_number(text)
    assert (reading.kind, reading.value) == ("words", None)


@given(unsigned, st.sampled_from([-2, 0, 3, 6, 9]), st.booleans())
@example(Decimal("0.0001"), -2, False)  # the smallest: one more place and str() would write 1E-7
@example(Decimal(10**14), 9, True)  # the largest: 23 digits, where float and short contexts round
def test_scaling_is_exact_and_never_writes_an_exponent(printed: Decimal, scale: int, negative: bool) -> None:
    printed = -printed if negative else printed
    places = places_of(printed)
    figure = Figure.scaled(printed, places, scale)
    # Integers are exact at any size, so they are the judge.
    assert int(figure.value.scaleb(6)) == int(printed.scaleb(places)) * 10 ** (scale - places + 6)
    assert figure.decimals == places - scale
    for text in (str(figure.value), format(figure.value, "f")):
        assert "E" not in text.upper()
        assert Decimal(text) == figure.value


@pytest.mark.parametrize(
    ("decimals", "half"), [(-6, "500000"), (-3, "500"), (0, "0.5"), (2, "0.005"), (4, "0.00005")]
)
def test_half_a_unit_of_the_last_digit(decimals: int, half: str) -> None:
    assert half_unit(decimals) == Decimal(half)


@given(figures, figures)
def test_consistency_is_symmetric(a: Figure, b: Figure) -> None:
    assert consistent(a, b) == consistent(b, a)


@given(figures)
def test_a_figure_is_consistent_with_itself(figure: Figure) -> None:
    assert consistent(figure, figure)


@given(
    st.integers(-(10**12), 10**12),
    st.integers(1, 6),
    st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]),
)
@example(500, 3, ROUND_HALF_EVEN)  # ties go to different sides, and both are consistent
@example(500, 3, ROUND_HALF_UP)
def test_a_rounded_figure_is_consistent_and_its_neighbour_by_two_is_not(
    value: int, lost: int, rounding: str
) -> None:
    precise = Figure(Decimal(value), 0)
    unit = Decimal(1).scaleb(lost)
    rounded = (value / unit).quantize(Decimal(1), rounding=rounding) * unit
    assert consistent(precise, Figure(rounded, -lost))
    assert not consistent(precise, Figure(rounded + 2 * unit, -lost))
    assert not consistent(precise, Figure(rounded - 2 * unit, -lost))


def test_rounding_intervals_that_touch_are_consistent() -> None:
    # The intervals are closed: 1.5 can be printed as 1 and as 2. Calculations 1.1 has it so.
    one, two, three = (Figure(Decimal(value), 0) for value in (1, 2, 3))
    assert consistent(one, two)
    assert not consistent(one, three)


@pytest.mark.parametrize(
    ("thousands", "millions", "agree"),
    [
        (38_216, 39, False),
        (38_216, 38, True),
        (-695_402, -696, False),
        (-30_613, -30, False),
        (-30_613, -31, True),
        (1_179_867, 1_180, True),
        # A tie can be rounded to either side.
        (1_500, 1, True),
        (1_500, 2, True),
    ],
)
def test_printings_of_the_release_in_thousands_and_in_millions(
    thousands: int, millions: int, agree: bool
) -> None:
    precise, coarse = Figure.scaled(Decimal(thousands), 0, 3), Figure.scaled(Decimal(millions), 0, 6)
    assert consistent(precise, coarse) is agree


@pytest.mark.parametrize("text", ["１２３", "１，２３４", "٣"])
def test_digits_of_other_scripts_are_not_taken_for_figures(text: str) -> None:
    # Half of such a cell could be read and half not: none of it is.
    assert read_number(text).kind == "unreadable"
