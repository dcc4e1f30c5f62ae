"""Number formats of workbooks: what a cell shows of its value."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tieout.core import read_number
from tieout.sources.office.formats import number_shown, text_shown

ACCOUNTING = '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)'


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("1234567.89", "#,##0", "1,234,568"),
        ("1234567.89", "#,##0,", "1,235"),
        ("1234567", "#,##0.0,,", "1.2"),
        ("-12.5", '_("$ "#,##0_);_("$ "(#,##0)', "$ (13)"),
        ("0", ACCOUNTING, "-"),
        ("-3", ACCOUNTING, "(3)"),
        ("-3", "0", "-3"),
        ("-1", "#,##0 ;[Red](#,##0)", "(1)"),
        ("0.1234", "0.0%", "12.3%"),
        ("1.5", "0.0#", "1.5"),
        ("0.5", "#.00", ".50"),
        ("2.5", "0", "3"),
        ("0.00001", "0.00000", "0.00001"),
        ("0.28999999999999998", "General", "0.29"),
        ("50400000000", "General", "50400000000"),
        ("1500000", '[>=1000000]#,##0.0,,"M";0', "1.5M"),
        ("15", '[>=1000000]#,##0.0,,"M";0', "15"),
        ("123456789", "000-00-0000", "123-45-6789"),
        ("7", '"Q"0', "Q7"),
        ("5", ";;;", ""),
        ("5", "[White]0", ""),
        ("5", "[$€-407] #,##0.00", "€ 5.00"),
        ("45747", "mmm d, yyyy", "Mar 31, 2025"),
        ("45747", "mmm-yy", "Mar-2025"),
        ("45747", "[$-F800]dddd, mmmm dd, yyyy", "2025-03-31"),
        ("45747", '[$-411]ggge"年"m"月"d"日"', "2025-03-31"),
        ("45747", "[$-407]d. mmmm yyyy", "31. März 2025"),
        ("45747.75", "h:mm AM/PM", "6:00 PM"),
        ("-1", "yyyy", "########"),
    ],
)
def test_a_number_is_shown_by_its_format(value: str, code: str, shown: str) -> None:
    assert number_shown(Decimal(value), code) == shown


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    assert number_shown(Decimal(0), "yyyy-mm-dd", since_1904=True) == "1904-01-01"


@pytest.mark.parametrize(
    ("code", "shown"),
    [("@", "abc"), ("General", "abc"), (ACCOUNTING, "abc"), (";;;", ""), ('0;-0;0;"<"@">"', "<abc>")],
)
def test_a_text_is_shown_by_the_fourth_section(code: str, shown: str) -> None:
    assert text_shown("abc", code) == shown


@given(some.integers(-(10**14), 10**14), some.integers(0, 4))
def test_what_is_shown_is_read_as_the_value_again(digits: int, places: int) -> None:
    value = Decimal(digits).scaleb(-places)
    code = "#,##0" + ("." + "0" * places if places else "")
    for one in (code, f"_(* {code}_);_(* ({code})"):
        assert read_number(number_shown(value, one)).value == value


@given(
    some.decimals(-(10**30), 10**30, allow_nan=False), some.text('0#?,.%;E+@_*"\\[]ymdhs/-($) ', max_size=30)
)
def test_no_format_is_too_odd(value: Decimal, code: str) -> None:
    assert isinstance(number_shown(value, code), str)
