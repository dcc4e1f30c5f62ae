"""Heads, unit lines and amounts in captions, read with the vocabulary and calendar of IIJ."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tieout.core import Figure, Period, WeekCalendar
from tieout.definitions import load_company
from tieout.language import Amounts, Dated, Language, StatedDuration, Unit

QUARTER = Period(date(2018, 6, 30), date(2018, 4, 1))
QUARTER_BEFORE = Period(date(2017, 6, 30), date(2017, 4, 1))
MARCH, JUNE = date(2018, 3, 31), date(2018, 6, 30)
YEAR = Period(date(2019, 3, 31), date(2018, 4, 1))
YEAR_BEFORE = Period(date(2018, 3, 31), date(2017, 4, 1))
THOUSANDS = Unit("JPY", 3)


@pytest.fixture(scope="module")
def words(root: Path) -> Language:
    company = load_company(root / "taxonomy" / "iij")
    return Language(company.vocabulary, company.calendar)


@pytest.mark.parametrize(
    ("text", "period", "unit"),
    [
        ("Three Months Ended June 30, 2018", QUARTER, None),
        ("three months ended june 30, 2018", QUARTER, None),
        ("THREE  MONTHS ENDED JUNE 30,2018", QUARTER, None),
        ("For the three months ended June 30, 2018", QUARTER, None),
        ("Six Months Ended September 30, 2018", Period(date(2018, 9, 30), date(2018, 4, 1)), None),
        ("As of March 31, 2018", Period(MARCH), None),
        ("June 30, 2018", Period(JUNE), None),
        ("1Q18", QUARTER, None),
        ("4Q17", Period(MARCH, date(2018, 1, 1)), None),
        ("Three Months Ended June 30, 2018 Thousands of JPY", QUARTER, THOUSANDS),
        ("1Q18 (JPY millions)", QUARTER, Unit("JPY", 6)),
        ("As of June 30, 2018 JPY", Period(JUNE), Unit("JPY", 0)),
        ("Three Months to June 30, 2018", QUARTER, None),
        ("Fiscal Year Ended March 31, 2018", YEAR_BEFORE, None),
        ("Fiscal Year Ending March 31, 2019", YEAR, None),
        ("Fiscal Year Ending March 31, 2019 (forecast)", YEAR, None),
        ("Interim Period Ending September 30, 2018", Period(date(2018, 9, 30), date(2018, 4, 1)), None),
    ],
)
def test_column_heads(words: Language, text: str, period: Period, unit: Unit | None) -> None:
    heading, said, _ = words.column(text)
    assert heading is not None
    assert (words.period(heading), said) == (period, unit)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("13 Weeks Ended March 29, 2025", date(2024, 12, 29)),
        ("Thirteen weeks ended March 29, 2025", date(2024, 12, 29)),
        ("For the 26 weeks ended March 29, 2025", date(2024, 9, 29)),
        ("Three Months Ended March 29, 2025", date(2024, 12, 29)),
        ("Six Months Ended March 29, 2025", date(2024, 9, 29)),
        ("Fiscal year ended March 29, 2025", date(2024, 3, 31)),
    ],
)
def test_heads_of_a_year_of_weeks(root: Path, words: Language, text: str, start: date) -> None:
    company = load_company(root / "taxonomy" / "iij")
    weekly = Language(company.vocabulary, WeekCalendar(9, "end", 5, "last"))
    assert weekly.period(text) == Period(date(2025, 3, 29), start)
    # A year of months has no weeks, and no quarter that ends so.
    assert words.period(text) is None


def test_a_head_gives_the_words_of_its_unit(words: Language) -> None:
    assert words.column("Three Months Ended June 30, 2018 Thousands of JPY")[2] == "Thousands of JPY"


@pytest.mark.parametrize(
    "text",
    [
        "June 31, 2018",
        "As of February 29, 2018",
        "As of Jnue 30, 2018",  # a head dates a whole column: it is not mended
        "Thirteen Months Ended June 30, 2018",
        "Three Months Ended June 29, 2018",
        "Three Months Ended",
        "5Q18",
        "0Q18",
        "1Q2018",
        "YoY Change",
        "",
    ],
)
def test_what_is_no_period_is_none(words: Language, text: str) -> None:
    heading, unit, said = words.column(text)
    assert (heading and words.period(heading), unit, said) == (None, None, "")
    assert words.period(text) is None


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Fiscal Year Ending March 31, 2019", Dated(YEAR)),
        ("Fiscal Year Ending March 31, 2019 (forecast)", Dated(YEAR, forecast=True)),
        (" fiscal year ending  march 31, 2019  (FORECAST) ", Dated(YEAR, forecast=True)),
        ("1Q18", Dated(QUARTER)),
        # What stands beside a date may change what is meant: then it is none.
        ("Fiscal Year Ending March 31, 2019 (revised)", None),
        ("Fiscal Year Ended March 31, 2018 and 2019", None),
        ("Fiscal Year Ending March 30, 2019", None),
        ("Dividends", None),
    ],
)
def test_captions_of_rows_are_dated_and_may_be_forecasts(
    words: Language, text: str, dated: Dated | None
) -> None:
    assert words.dated(text) == dated


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("June 30, 2018 (unaudited)", Period(JUNE)),
        ("(Unaudited) June 30, 2018", Period(JUNE)),
        ("June 30, 2018 (1)", Period(JUNE)),
        ("June 30, 2018 (*)", Period(JUNE)),
        ("Jun. 30, 2018", Period(JUNE)),
        ("Three Months Ended June 30, 2018 (As Restated)", QUARTER),
        ("Three Months Ended June 30, 2018 Increase/(Decrease)", QUARTER),
        ("Quarter Ended June 30, 2018", QUARTER),
        ("First Quarter Ended June 30, 2018", QUARTER),
        ("For the Quarter Ended June 30, 2018", QUARTER),
        ("Q1 2018", QUARTER),
        ("Q1'18", QUARTER),
        ("First Quarter 2018", QUARTER),
        ("Year Ended March 31, 2019", YEAR),
        ("June 30, 2018 (2019)", None),
        ("June 30, 2018 (unaudited) and 2017", None),
    ],
)
def test_remarks_and_marks_change_no_date(words: Language, text: str, period: Period | None) -> None:
    assert words.period(text) == period


def test_how_long_a_period_lasts_is_known_whatever_the_calendar(words: Language) -> None:
    text = "Thirty-nine weeks ended November 2, 2024 (unaudited)"
    assert words.period(text) is None
    assert words.stated_duration(text) == StatedDuration(39, "weeks", date(2024, 11, 2))
    assert words.stated_duration("Second quarter ended August 4, 2024") == StatedDuration(
        3, "months", date(2024, 8, 4)
    )
    assert words.stated_duration("November 2, 2024") is None


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("1Q17 1Q18", (QUARTER_BEFORE, QUARTER)),
        ("1Q171Q18", (QUARTER_BEFORE, QUARTER)),
        ("As of March 31, 2018 As of June 30, 2018", (Period(MARCH), Period(JUNE))),
        ("March 31, 2018 June 30, 2018", (Period(MARCH), Period(JUNE))),
        # The longest form is read: not the date alone within it.
        ("Fiscal Year Ending March 31, 2019 (forecast) 1Q18", (YEAR, QUARTER)),
        ("1Q18", (QUARTER,)),
        # Where anything else stands there, nothing says what it is.
        ("1Q17 and 1Q18", ()),
        ("1Q17 YoY Change", ()),
        ("1Q17 5Q18", ()),
        ("March 31, 2018 June 31, 2018", ()),
        ("Total", ()),
        ("", ()),
    ],
)
def test_heads_that_have_run_together(words: Language, text: str, periods: tuple[Period, ...]) -> None:
    assert words.periods(text) == periods


@pytest.mark.parametrize(
    ("text", "change"),
    [("YoY Change", True), ("yoy  change", True), ("YoY", True), ("Change in 1Q18", False), ("", False)],
)
def test_heads_of_changes(words: Language, text: str, change: bool) -> None:
    assert (words.column_word(text) == "change") is change


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Thousands of JPY", THOUSANDS),
        ("thousands of yen", THOUSANDS),
        ("JPY millions", Unit("JPY", 6)),
        ("(JPY millions)", Unit("JPY", 6)),
        ("Millions of US dollars", Unit("USD", 6)),
        ("%", Unit("pure", -2)),
        ("JPY", Unit("JPY", 0)),
    ],
)
def test_unit_lines(words: Language, text: str, unit: Unit) -> None:
    assert words.unit(text) == unit


@pytest.mark.whole
@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("(In millions)", Unit("USD", 6, 6)),
        ("in thousands", Unit("USD", 3, 3)),
        # Amounts per share never are in millions: what is said of them leaves counts of shares in the scale.
        ("(In millions, except per-share amounts)", Unit("USD", 6, 6)),
        ("(in thousands, except per share data)", Unit("USD", 3, 3)),
        ("(in thousands, except share and per share amounts)", Unit("USD", 3, 0)),
        ("In thousands except for share and per-share data", Unit("USD", 3, 0)),
        (
            "(In millions, except number of shares, which are reflected in thousands, and par value)",
            Unit("USD", 6, 3),
        ),
        (
            "(In millions, except number of shares, which are reflected in thousands, and per-share amounts)",
            Unit("USD", 6, 3),
        ),
        ("(Amounts in Thousands Except Per Share Amounts)", Unit("USD", 3, 3)),
        ("(Unaudited; and in thousands, except for share amounts)", Unit("USD", 3, 0)),
        ("(in millions, unaudited)", Unit("USD", 6, 6)),
        ("(Millions, except share data)", Unit("USD", 6, 0)),
        ("(in millions, except par value per share)", Unit("USD", 6, 6)),
        ("(In 000s)", Unit("USD", 3, 3)),
        ("(Dollars in thousands, except per share data)", Unit("USD", 3, 3)),
        ("($ in millions, except share and per share data)", Unit("USD", 6, 0)),
        # A line that names a currency and no exception says nothing of counts.
        ("Thousands of JPY", Unit("JPY", 3)),
        ("(U.S. dollars in millions)", Unit("USD", 6)),
    ],
)
def test_a_unit_line_without_a_currency_is_of_the_companys_and_of_counts_of_shares(
    root: Path, text: str, unit: Unit
) -> None:
    company = load_company(root / "taxonomy" / "iij")
    assert Language(company.vocabulary, company.calendar, "USD").unit(text) == unit
    assert Language(company.vocabulary, company.calendar).unit(text) in (None, unit)


@pytest.mark.parametrize(
    ("caption", "said"),
    [
        ("CONDENSED BALANCE SHEETS (Unaudited) (In millions)", "(In millions)"),
        ("(In thousands) (Unaudited)", "(In thousands)"),
        ("In millions", "In millions"),
        ("Assets in millions of places", ""),
    ],
)
def test_a_unit_may_stand_in_brackets_above_a_table(root: Path, caption: str, said: str) -> None:
    company = load_company(root / "taxonomy" / "iij")
    unit, words = Language(company.vocabulary, company.calendar, "USD").unit_in(caption)
    assert (words, unit is not None) == (said, bool(said))


@pytest.mark.parametrize("text", ["Thousands", "Thousands of XYZ", "(JPY millions, par", "YoY", "1Q18", ""])
def test_what_is_no_unit_is_none(words: Language, text: str) -> None:
    assert words.unit(text) is None


def yen(*thousands: int) -> tuple[Figure, ...]:
    return tuple(Figure(Decimal(amount * 1000), -3) for amount in thousands)


def shares(*counts: int) -> tuple[Figure, ...]:
    return tuple(Figure(Decimal(count), 0) for count in counts)


# The four kinds that IIJ's balance sheet prints.
@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        pytest.param(
            "JPY 123,453 thousand and JPY 117,995 thousand at March 31, 2018 and June 30, 2018, respectively",
            Amounts(yen(123_453, 117_995), "JPY", (MARCH, JUNE), (), ("123,453", "117,995")),
            id="an-amount-for-each-date",
        ),
        pytest.param(
            "JPY 720 thousand at March 31, 2018 and June 30, 2018, respectively",
            Amounts(yen(720), "JPY", (MARCH, JUNE), (), ("720",)),
            id="one-amount-for-two-dates",
        ),
        pytest.param(
            "75,520,000 shares",
            Amounts(shares(75_520_000), "shares", (), (), ("75,520,000",), bare=True),
            id="without-dates",
        ),
        pytest.param(
            "1,650,909 shares held by the company at March 31, 2018 and Jnue 30, 2018, respectively",
            Amounts(
                shares(1_650_909), "shares", (MARCH, JUNE), (("Jnue", "June"),), ("1,650,909",), bare=True
            ),
            id="a-misprinted-month",
        ),
        pytest.param(
            "46,713,800 and 46,721,400 shares at March 31, 2018 and June 30, 2018, respectively",
            Amounts(
                shares(46_713_800, 46_721_400),
                "shares",
                (MARCH, JUNE),
                (),
                ("46,713,800", "46,721,400"),
                bare=True,
            ),
            id="a-count-for-each-date",
        ),
        pytest.param(
            "JPY 1.5 million at June 30, 2018",
            Amounts((Figure(Decimal(1_500_000), -5),), "JPY", (JUNE,), (), ("1.5",)),
            id="decimal-places",
        ),
        pytest.param(
            "(1,650,909) shares at March 31, 2018",
            Amounts(shares(-1_650_909), "shares", (MARCH,), (), ("(1,650,909)",), bare=True),
            id="brackets",
        ),
        pytest.param(
            "$93 and $82",
            Amounts((Figure(Decimal(93), 0), Figure(Decimal(82), 0)), "USD", (), (), ("93", "82"), bare=True),
            id="a-sign-for-a-currency",
        ),
        pytest.param(
            "$0.00001",
            Amounts((Figure(Decimal("0.00001"), 5),), "USD", (), (), ("0.00001",), bare=True),
            id="a-par-value",
        ),
    ],
)
def test_amounts_in_captions(words: Language, text: str, amounts: Amounts) -> None:
    assert words.amounts(text) == amounts


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("JPY 720 thousand at Juny 30, 2018", id="near-june-and-july"),
        pytest.param("JPY 720 thousand at Juuen 30, 2018", id="two-slips"),
        pytest.param("JPY 720 thousand at Mat 31, 2018", id="too-short-to-mend"),
        pytest.param("JPY 720 thousand at June 31, 2018", id="no-day"),
        pytest.param("JPY 720 thousand at Jnue 31, 2018", id="misprinted-and-no-day"),
        pytest.param("JPY 1,23 thousand at June 30, 2018", id="grouping"),
        pytest.param("JPY 720 thousand and USD 5 thousand at June 30, 2018", id="two-currencies"),
        pytest.param("(1,650,909 shares at June 30, 2018", id="unpaired-bracket"),
        pytest.param("XYZ 720 thousand at June 30, 2018", id="unknown-currency"),
        pytest.param("720 thousand at June 30, 2018", id="of-what"),
        pytest.param("JPY 720 thousand at June 30, 2018; more", id="more-text"),
        pytest.param("none", id="no-amount"),
        pytest.param("", id="empty"),
    ],
)
def test_amounts_that_leave_a_doubt_are_refused(words: Language, text: str) -> None:
    assert words.amounts(text) is None
