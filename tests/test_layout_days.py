"""Days that are of no figures, and quarters whose days stand elsewhere in the release or nowhere."""

from pathlib import Path

import pytest

from layout_helpers import Read, codes, heads, made_up, only, page, reader, table


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return reader(tmp_path, made_up())


@pytest.mark.parametrize(
    "line",
    [
        "FOR RELEASE April 20, 2025 at 7:30 AM EST",
        "Date of Report (Date of earliest event reported): April 20, 2025",
        "PORTLAND, Maine, Dec. 08, 2025 (Some Newswire) -- Keel Boats, Inc. (the “Company”)",
    ],
)
def test_the_day_of_a_release_dates_no_column(read: Read, line: str) -> None:
    found = only(read(page("||CONTACT: Chairman of the Board", "|Keel Boats|(480)", above=f"<p>{line}</p>")))
    assert [column.period for column in found.columns] == [None]
    found = only(read(page("||12 Weeks|12 Weeks Adjusted", "|North|9.3%|6.5%", above=f"<p>{line}</p>")))
    assert [column.period for column in found.columns] == [None, None]


def test_a_day_above_a_table_that_is_no_release_is_of_its_columns(read: Read) -> None:
    found = only(read(page("||Amount|Share", "|Loans|4,210|44%", above="<p>LOANS March 31, 2025</p>")))
    assert [str(column.period) for column in found.columns] == ["2025-03-31", "2025-03-31"]


def test_a_day_alone_above_cash_flows_says_not_how_long_they_last(read: Read) -> None:
    days = "||March 31, 2025|March 31, 2024"
    above = "<p>Selected cash flows information</p>"
    found = only(read(page(days, "|Cash used in investing|$ (502,884)|$ (158,349)", above=above)))
    assert [column.period for column in found.columns] == [None, None]
    assert codes(found).count("layout.column-undated") == 2


def test_a_quarter_by_its_name_has_the_days_that_other_columns_state(read: Read) -> None:
    text = (
        "HIGHLIGHTS\n\n\tFirst Quarter 2025\nNet sales growth\t10.2%\n\n"
        "STATEMENTS OF INCOME\n(In millions)\n\n\t12 weeks ended March 22, 2025\nNet sales\t5,760\n"
    )
    first, second = read(text).tables
    assert heads(first) == ["2024-12-29/2025-03-22"] == [head.split()[0] for head in heads(second)]
    assert codes(first) == ["layout.quarter-by-name"]


def test_a_row_that_says_another_time_than_its_column_is_told(read: Read) -> None:
    rows = ("|Net sales fiscal year 2025|2,777|897", "|Net sales fiscal year 2024|2,967|942")
    head = ("||[colspan=2]Year ended December 31", "||North|South")
    found = only(read(page(*head, *rows, above="<p>GROWTH of fiscal 2025</p><p>($ million)</p>")))
    told = [finding for finding in found.findings if finding.code == "layout.row-time"]
    assert [finding.places[0].row for finding in told] == ["Net sales fiscal year 2024"]


@pytest.mark.parametrize(
    ("year", "rows", "told"),
    [
        ("2023", "Sales\t817\t702\nCosts\t502\t455\nMargin\t315\t247\n", True),
        ("2023", "Sales\t817\t702\nCosts\t502\t455\nMargin\t315\t248\n", False),  # a slip in one makes two
        ("2024", "Sales\t817\t702\nCosts\t502\t455\nMargin\t315\t247\n", False),
    ],
)
def test_a_column_of_one_year_with_the_figures_of_another_is_told_at_both_heads(
    read: Read, year: str, rows: str, told: bool
) -> None:
    quarter = "Three months ended March 31, "
    statement = "Sales\t817\t702\nCosts\t502\t455\nMargin\t315\t247\nTaxes\t101\t102\nIncome\t214\t145\n"
    first, second = read(
        f"HIGHLIGHTS\n(In millions)\n\n\t{quarter}2025\t{quarter}{year}\n{rows}\n"
        f"STATEMENTS OF INCOME\n(In millions)\n\n\t{quarter}2025\t{quarter}2024\n{statement}"
    ).tables
    assert codes(first) == (["layout.years-apart"] if year == "2023" else [])
    assert [finding.code for finding in second.findings] == (["layout.year-twice"] if told else [])
    if told:
        heads = [place.head for place in second.findings[0].places]
        assert heads == [f"{quarter}2024", f"{quarter}2023"]


def test_a_quarter_by_its_name_has_not_the_days_of_one_that_ends_weeks_later(read: Read) -> None:
    # As where the day of publication stands above a table.
    text = (
        "HIGHLIGHTS\n\n\tSecond Quarter 2025\nNet sales growth\t10.2%\n\n"
        "STATEMENTS OF INCOME\n(In millions)\n\n\tThree months ended June 29, 2025\nNet sales\t5,760\n\n"
        "RECONCILIATION\n(In millions)\n\n\tThree months ended July 20, 2025\nAdjusted sales\t5,760\n"
    )
    first, second, _ = read(text).tables
    assert [column.period for column in first.columns] == [column.period for column in second.columns]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("Three Months Ended June 30, 2025", "Three Months Ended June 30, 2014", True),
        ("Three Months Ended June 30, 2025", "Three Months Ended June 30, 2024", False),
        ("September 30, 2025", "December 31, 2023", True),
        ("September 30, 2025", "December 31, 2024", False),
        # Of other lengths: nothing is left out between them.
        ("Three Months Ended June 30, 2025", "Year Ended December 31, 2023", False),
    ],
)
def test_columns_with_nothing_of_the_years_between_them_are_told_at_both_heads(
    read: Read, first: str, second: str, told: bool
) -> None:
    found = only(read(page(f"||{first}|{second}", "|Sales|4,210|3,977", "|Costs|2,100|1,980")))
    apart = [finding for finding in found.findings if finding.code == "layout.years-apart"]
    assert [place.head for one in apart for place in one.places] == ([second, first] if told else [])


def test_a_month_that_is_broken_over_two_lines_is_read(read: Read) -> None:
    heads_ = ("||Quarter|Quarter", "||Ended|Ended", "||Septem-|Septem-", "||ber 30,|ber 30,", "||2025|2024")
    found = only(read(page(*heads_, "|Sales|4,110|3,920", above="<p>INCOME</p><p>(in thousands)</p>")))
    assert heads(found) == ["2025-07-01/2025-09-30 USDe3", "2024-07-01/2024-09-30 USDe3"]


def test_the_day_of_publication_on_each_page_dates_no_columns(read: Read) -> None:
    top = "<p>Acme Corp.</p><p>October 19, 2025</p><p>Page {}</p>"
    first = table("||Quarter Ended September 30, 2025", "|Sales|4,110")
    second = table("|(in thousands)|2025|2024", "|Loans|4,110|3,920")
    text = "".join(top.format(number) + said for number, said in enumerate((first, second), 5))
    found = read(f"<html><body>{text}</body></html>").tables[1]
    assert all("10-19" not in str(column.period) for column in found.columns)


@pytest.mark.parametrize(
    ("row", "periods"),
    [
        (
            "||Years ended December 31, 2025|2024|2023",
            [f"{year}-01-01/{year}-12-31" for year in (2025, 2024, 2023)],
        ),
        ("||December 31, 2025|2024", ["2025-12-31", "2024-12-31"]),
        # One that stands twice is of something else.
        ("||Year ended December 31, 2025|2024|2024", ["2025-01-01/2025-12-31", "None", "None"]),
        (
            "|Years ended (in millions)|Dec. 31, 2025|Dec. 31, 2024",
            [f"{year}-01-01/{year}-12-31" for year in (2025, 2024)],
        ),
    ],
    ids=["years", "balances", "twice", "beside a unit"],
)
def test_years_beside_a_whole_date_are_of_its_day_and_length(
    read: Read, row: str, periods: list[str]
) -> None:
    figures = "|".join("765"[: len(periods)])
    found = only(read(page(row, f"|Sales|{figures}", above="<p>Acme Corp.</p><p>(In millions)</p>")))
    assert [str(column.period) for column in found.columns] == periods


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [("5.4.2024", "6.4.2023", True), ("5.4.2024", "30.4.2023", False), ("31.12.2024", "31.12.2023", False)],
    ids=["that may be of another month", "beside one that is sure", "of no other month"],
)
def test_a_day_in_digits_that_may_be_another_is_told(
    tmp_path: Path, first: str, second: str, told: bool
) -> None:
    read = reader(tmp_path, made_up(currency="EUR"))
    found = only(read(page(f"|(EUR million)|{first}|{second}", "|Cash|1,250|1,310")))
    assert ("layout.day-or-month" in codes(found)) is told
