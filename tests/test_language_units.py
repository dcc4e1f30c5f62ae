"""Unit lines in any order and wording, the words of columns and of rows."""

from pathlib import Path

import pytest

from tieout.core import FiscalCalendar
from tieout.definitions import load_company
from tieout.language import ColumnWord, Language, Unit


@pytest.fixture(scope="module")
def language(root: Path) -> Language:
    return Language(load_company(root / "taxonomy" / "iij").vocabulary, FiscalCalendar(12, "end"), "USD")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("(in thousands, except per share amounts)", Unit("USD", 3, 3)),
        ("(Dollars in millions, except par value per share amounts)", Unit("USD", 6, 6)),
        ("(In millions, unless noted)", Unit("USD", 6, 6)),
        ("(Dollars in millions, except per share amounts and ratios)", Unit("USD", 6, 6)),
        ("in 000s", Unit("USD", 3, 3)),
        ("(MILLIONS", Unit("USD", 6, 6)),
        ("in thousands)", Unit("USD", 3, 3)),
        ("(000's omitted)", Unit("USD", 3, 3)),
        ("$000s", Unit("USD", 3)),
        ("$'000", Unit("USD", 3)),
        ("US$ in thousands", Unit("USD", 3)),
        ("$M", Unit("USD", 6)),
        ("$ in millions", Unit("USD", 6)),
        ("(in $ millions)", Unit("USD", 6)),
        ("(Amounts in thousands of U.S. dollars, except share and per share data)", Unit("USD", 3, 0)),
        ("(unaudited, in thousands)", Unit("USD", 3, 3)),
        ("March 31, 2025 (in thousands)", Unit("USD", 3, 3)),
        ("In millions, for the three months ended June 30,", Unit("USD", 6, 6)),
        ("(Unaudited; in millions, except share data in thousands and per share data)", Unit("USD", 6, 3)),
        ("(in millions, except shares in thousands and per share amounts)", Unit("USD", 6, 3)),
        ("(Dollars and shares in millions, except per share amounts)", Unit("USD", 6, 6)),
        ("($ in thousands; shares in millions)", Unit("USD", 3, 6)),
        ("(In millions, per-share amounts in dollars)", Unit("USD", 6, 6)),
        ("ALL AMOUNTS IN THOUSANDS", Unit("USD", 3, 3)),
        ("in whole dollars", Unit("USD", 0)),
        ("€ in millions", Unit("EUR", 6)),
        ("(in millions of euros)", Unit("EUR", 6)),
        ("£m", Unit("GBP", 6)),
        ("(RMB in thousands)", Unit("CNY", 3)),
        ("Thousands of yuan", Unit("CNY", 3)),
        ("Millions of Swiss francs", Unit("CHF", 6)),
        ("SEK million", Unit("SEK", 6)),
        ("(in lakhs of Indian rupees)", Unit("INR", 5)),
        ("(Rs. in crore)", Unit("INR", 7)),
        ("($ in MM)", Unit("USD", 6)),
        ("(in MM)", Unit("USD", 6, 6)),
        ("($'s in 000's)", Unit("USD", 3)),
        ("S$ million", Unit("SGD", 6)),
        ("MSEK", Unit("SEK", 6)),
        ("RM'000", Unit("MYR", 3)),
        ("RM million", Unit("MYR", 6)),
        ("(TL million)", Unit("TRY", 6)),
        ("(TEUR)", Unit("EUR", 3)),
        ("SEKm", Unit("SEK", 6)),
        ("(EUR mln)", Unit("EUR", 6)),
        ("(in $1,000)", Unit("USD", 3)),
        ("(in 1000s)", Unit("USD", 3, 3)),
        ("(net income in millions and shares in thousands)", Unit("USD", 6, 3)),
        ("Shares", Unit("shares", 0)),
        ("(shares in thousands)", Unit("shares", 3)),
        ("%", Unit("pure", -2)),
        ("$", Unit("USD", 0)),
    ],
)
def test_unit_lines_are_made_of_known_pieces(language: Language, text: str, unit: Unit) -> None:
    assert language.unit(text) == unit
    assert language.unit_in(text)[0] == unit


@pytest.mark.parametrize(
    ("caption", "said"),
    [
        ("March 31, 2025 (in thousands)", "(in thousands)"),
        ("Net Revenues ($ Millions)", "($ Millions)"),
        ("Three Months Ended June 30, 2018 Thousands of JPY", "Thousands of JPY"),
        ("Revenue $M", "$M"),
        ("BALANCE SHEETS – In millions", "In millions"),
        ("Revenue of $5 million", ""),
        ("Total revenues", ""),
    ],
)
def test_the_words_that_name_a_unit_are_told(language: Language, caption: str, said: str) -> None:
    assert language.unit_in(caption)[1] == said


@pytest.mark.parametrize(
    "text",
    [
        "(in mm)",
        "(in thousands, except share",
        "$1,000",
        "NOK 1,000",
        "MALL",
        "B$ million",
        "Net income, in millions",
    ],
)
def test_what_may_be_another_thing_is_no_unit(language: Language, text: str) -> None:
    assert language.unit(text) is None
    assert language.unit_in(text)[0] is None


def test_whether_a_line_states_a_scale_and_names_a_currency_is_told(language: Language) -> None:
    dollars, thousands, both = (language.unit(text) for text in ("$", "(in thousands)", "$ in thousands"))
    assert dollars is not None
    assert thousands is not None
    assert both is not None
    assert (dollars.scaled, dollars.named) == (False, True)
    assert (thousands.scaled, thousands.named) == (True, False)
    assert (both.scaled, both.named) == (True, True)


@pytest.mark.whole
@pytest.mark.parametrize(
    ("own", "text", "measure"),
    [
        ("CAD", "$ in millions", "CAD"),
        ("CAD", "US$ in millions", "USD"),
        ("USD", "C$ in millions", "CAD"),
        ("JPY", "$ in millions", "USD"),
        ("JPY", "¥ in millions", "JPY"),
        ("CNY", "¥ in millions", "CNY"),
        ("MXN", "$ in millions", "MXN"),
        ("NOK", "kr in millions", "NOK"),
    ],
)
def test_a_sign_of_several_currencies_is_the_companys(root: Path, own: str, text: str, measure: str) -> None:
    vocabulary = load_company(root / "taxonomy" / "iij").vocabulary
    unit = Language(vocabulary, FiscalCalendar(12, "end"), own).unit(text)
    assert unit is not None
    assert unit.measure == measure


@pytest.mark.parametrize(
    ("text", "seems"),
    [
        ("(In millions of dollars except for the wingspan)", True),
        ("(in thousands of RMB and US$)", True),
        ("(In Millions of KWHs)", True),
        ("(millions, except earnings per", True),
        ("(In thousands)", True),
        ("Revenue of $5 million in the year", False),
        ("Total revenues", False),
        ("The company sold millions of phones in many countries", False),
        ("1Q18", False),
        ("%", False),
        ("", False),
    ],
)
def test_a_line_that_is_evidently_of_units_is_told_also_where_it_is_not_understood(
    language: Language, text: str, seems: bool
) -> None:
    assert language.seems_unit(text) is seems


def test_a_unit_line_that_contradicts_itself_is_none(language: Language) -> None:
    for text in (
        "in thousands, in millions",
        "(in thousands of RMB and US$)",
        "Q2'04 Actual",
        "Common stock",
    ):
        assert language.unit(text) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        *((text, "change") for text in (
            "% Change", "Change", "YoY Change", "Variance", "Increase (decrease)", "$ change", "B/(W)",
            "Favorable/(Unfavorable)", "Change from prior year", "2025 vs. 2024", "% Change from Q1'24",
            "Y/Y", "YoY", "QoQ %", "% YoY", "+/-", "CC growth", "Year over year growth", "% Inc (Dec)",
            "Growth rates", "Restated* Inc (Dec)", "% Inc.",
        )),
        *((text, "percent-of") for text in ("% of revenue", "% of net sales", "as a % of total revenue")),
        *((text, "note") for text in ("Note", "Note(s)", "Notes", "Ref.")),
        *((text, "per-cent") for text in ("%", "(%)", "Percent")),
        *((text, None) for text in (
            "Total", "2025", "March 31, 2025", "Notes payable", "Change in 1Q18", "$", "Revenue", "",
            "Three Months Ended June 30, 2018 Increase/(Decrease)", "Change in fair value of warrants",
        )),
    ],
)  # fmt: skip
def test_columns_of_no_period(language: Language, text: str, word: ColumnWord | None) -> None:
    assert language.column_word(text) == word


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("GAAP", "gaap"),
        ("Non-GAAP", "non-gaap"),
        ("Adjustments", "adjustment"),
        ("As reported", "reported"),
        ("(As Adjusted)", "adjusted"),
        ("As restated", "restated"),
        ("GAAP to Non-GAAP", None),
        ("Total", None),
    ],
)
def test_parts(language: Language, text: str, part: str | None) -> None:
    assert language.part(text) == part


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Weighted average shares outstanding", "shares"),
        ("Net income per common share", "per-share"),
        ("Earnings per share:", "per-share"),
        ("Effective tax rate", "percent"),
        ("Share-based compensation", None),
        ("Net income", None),
    ],
)
def test_what_a_row_is_counted_in(language: Language, text: str, kind: str | None) -> None:
    assert language.row_type(text) == kind


def test_captions(language: Language) -> None:
    assert language.remark("(unaudited)")
    assert language.remark("(1)")
    assert not language.remark("()")
    assert not language.remark("(unaudited) revenue")
    assert language.is_total("Total assets")
    assert not language.is_total("Totally other")
    assert language.asks_for_more("Cash provided by")
    assert not language.asks_for_more("Cash")
    assert language.without_note("Inventories (Note 9)") == "Inventories"
    assert language.without_note("Debt (Notes 3 and 12)") == "Debt"
    assert language.without_note("Loss (9)") == "Loss (9)"
    assert language.period_type("CONDENSED CONSOLIDATED BALANCE SHEETS") == "instant"
    assert language.period_type("Statements of Operations") == "duration"
    assert language.period_type("Overview") is None


def test_currencies(language: Language) -> None:
    assert language.currency("$") == "USD"
    assert language.currency("EUR") == "EUR"
    assert language.currency("all") is None
    assert language.names_currency("Revenue in euros")
    assert not language.names_currency("Revenue")
