"""What a wrong digit of a first release is told by, and what is none although figures do not agree."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from test_draft import CASH, INCOME, page
from test_proof import first_contact, off
from tieout.core import Figure, Period
from tieout.draft.footing import Amounts
from tieout.draft.totals import find_totals
from tieout.relations import Bound, Key
from tieout.tie.mends import Mends

# Some take a release the whole way.
pytestmark = pytest.mark.whole

NOW, BEFORE = Period(date(2025, 3, 31), date(2025, 1, 1)), Period(date(2024, 3, 31), date(2024, 1, 1))
HALF, HALF_BEFORE = Period(date(2025, 6, 30), date(2025, 1, 1)), Period(date(2024, 6, 30), date(2024, 1, 1))


def cells(text: str, row: str) -> Iterator[str]:
    """The rows of a page with a caption, as they are written, in their order."""
    for line in text.split("<tr>"):
        if line.startswith(f"<td>{row}</td>"):
            yield line


def with_table(caption: str, heads: str, rows: str) -> str:
    """The page with one more table in millions."""
    lines = [heads, *rows.strip().splitlines()]
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line.split('|'))}</tr>" for line in lines)
    more = f"<p>Small Works Corp.</p><p>{caption}</p><p>(In millions)</p><table>{body}</table></body>"
    return page().replace("</body>", more)


# Which sum it is ---------------------------------------------------------------------------------------


def test_of_sums_that_fail_it_is_the_one_that_fails_least() -> None:
    # Where the last part is nothing, it may be added or taken off: two columns say which, one is wrong.
    rows: list[Amounts | None] = [
        Amounts((-402, -1_916, -1_210, -4_420), (1,) * 4, "Operating loss"),
        Amounts((-216, -8, -472, 6), (1,) * 4, "Interest income, net"),
        Amounts((-52, 0, -4, 0), (1,) * 4, "Other income, net"),
        Amounts((-134, -1_908, -754, -4_426), (1,) * 4, "Loss before income taxes"),
    ]
    columns = (NOW, BEFORE, HALF, HALF_BEFORE)
    (total,) = find_totals(rows, frozenset(), columns)
    assert total.parts == ((0, 1), (1, -1), (2, -1)) and total.off == (HALF,)


# Which cell it is --------------------------------------------------------------------------------------


def bound(total: str, *parts: str) -> Bound:
    """An exact sum."""
    keys: list[Key] = [(name, (), NOW) for name in (total, *parts)]
    return Bound(total, True, 0, keys[0], tuple((1, key) for key in keys[1:]), None, None)


def test_a_figure_that_is_printed_twice_alike_comes_after_those_that_are_printed_once() -> None:
    # Off by 20, which a digit of either would mend: the shorter one is the likelier if neither is repeated.
    values = {"long": 41_230, "short": 57, "Total": 41_267}
    figures = {(name, (), NOW): Figure(Decimal(value), 0) for name, value in values.items()}
    sum_ = bound("Total", "long", "short")
    assert Mends((sum_,), figures).of(sum_)[0].key[0] == "short"
    again = {("short", (), NOW): (Figure(Decimal(57), 0),)}
    order = [mend.key[0] for mend in Mends((sum_,), figures, again).of(sum_)]
    assert order[0] != "short"
    # Another printing that says what is meant is the best of witnesses.
    other = {("long", (), NOW): (Figure(Decimal(41_210), 0),)}
    assert Mends((sum_,), figures, other).of(sum_)[0].key[0] == "long"


def test_of_figures_that_mend_as_much_the_one_that_more_failing_sums_share_comes_first() -> None:
    # No one digit of `shared` mends both sums, one by one other figures would.
    values = {"shared": 51_204, "one": 31, "First": 51_245, "two": 44, "Second": 51_258}
    figures = {(name, (), NOW): Figure(Decimal(value), 0) for name, value in values.items()}
    both = (bound("First", "shared", "one"), bound("Second", "shared", "two"))
    figures["Second", (), NOW] = Figure(Decimal(51_548), 0)
    assert [Mends(both, figures).of(sum_)[0].key[0] for sum_ in both] == ["shared", "shared"]


def test_a_line_that_is_printed_again_with_a_wrong_digit_is_told_with_both_cells(tmp_path: Path) -> None:
    text = page()
    _, in_cash = cells(text, "Net income")
    wrong = in_cash.replace("<td>754</td>", "<td>784</td>")
    at = text.rindex(in_cash)
    done = first_contact(tmp_path, text[:at] + wrong + text[at + len(in_cash) :])
    (found,) = [finding for finding in done.errors if finding.code == "facts.conflict"]
    assert '"754" and as "784"' in found.message
    assert [place.row for place in found.places] == ["Net income", "Net income"]


MADE_OF = """\
Reconciliation of cash to the balance sheets||
Cash and cash equivalents|2,215|1,820
Restricted cash|45|60
Total cash, cash equivalents and restricted cash|2,260|1,880
"""


def test_what_closing_cash_is_made_of_is_told_though_its_total_is_wrong(tmp_path: Path) -> None:
    cash = CASH.replace("Cash and cash equivalents at", "Cash, cash equivalents and restricted cash at")
    cash = cash.replace("1,980|1,705", "2,025|1,765").replace("2,215|1,820", "2,260|1,880")
    text = page(cash=f"{cash.rstrip()}\n{MADE_OF}")
    assert off(first_contact(tmp_path / "as-is", text)) == []
    row = "Total cash, cash equivalents and restricted cash"
    (line,) = cells(text, row)
    done = first_contact(tmp_path / "altered", text.replace(line, line.replace("2,260", "2,280")))
    assert row in [place.row for finding in done.errors for place in finding.places]


# What is no wrong digit --------------------------------------------------------------------------------


def test_earnings_that_others_share_in_are_less_than_income_over_shares(tmp_path: Path) -> None:
    income = f"{INCOME}Weighted-average shares:||\nBasic|300.4|296.2\nDiluted|305.3|303.6\n"
    text = page(income=income)
    assert off(first_contact(tmp_path / "not-said", text))
    said = text.replace("</body>", "<p>Earnings per share are by the two-class method.</p></body>")
    assert off(first_contact(tmp_path / "said", said)) == []
    # What is far from it is told all the same.
    far = said.replace("<td>296.2</td>", "<td>299.4</td>").replace("<td>2.51</td>", "<td>5.51</td>")
    assert off(first_contact(tmp_path / "far", far))


BY_REGION = """\
Billings, east|410|388|255|260
Billings, west|233|241|128|119
Billings, north|118|97|61|64
Total billings|761|726|{}|443
Orders, east|310|298|211|207
Orders, west|187|192|104|101
Total orders|497|490|{}|308
"""
HEADS = "|".join(
    (
        "",
        *(
            f"Three months ended March 31, {year} {part}"
            for part in ("Total", "Rental")
            for year in (2025, 2024)
        ),
    )
)


@pytest.mark.parametrize(("billings", "orders", "told"), [("445", "316", False), ("445", "315", True)])
def test_two_sums_of_a_part_that_are_each_off_by_one_are_rounded_and_one_is_wrong(
    billings: str, orders: str, told: bool, tmp_path: Path
) -> None:
    rows = BY_REGION.format(billings, orders)
    found = off(first_contact(tmp_path, with_table("Billings and orders", HEADS, rows)))
    assert bool(found) == told


def test_where_others_print_the_very_figures_one_that_differs_by_a_digit_is_another(tmp_path: Path) -> None:
    # The statement of cash flows begins with the income of all companies: no figure is wrong.
    more = "Net income of all companies|754|527\nLess: attributable to others|3|-\nNet income|751|527\n"
    done = first_contact(tmp_path, page(income=INCOME.replace("Net income|754|527\n", more)))
    assert [finding for finding in done.errors if finding.code == "facts.conflict"] == []


# Rates of change ---------------------------------------------------------------------------------------

CHANGES = """\
|Three months ended March 31, 2025|Three months ended March 31, 2024|% Change
Product sales, east|4,120|3,980|{}%
Product sales, west|2,214|2,050|8%
Product sales, north|1,371|1,490|(8)%
Repairs and parts|918|850|8%
Rentals of lamps|437|391|12%
Delivery charges|215|204|{}%
Storage charges|161|130|24%
Training of keepers|317|290|9%
"""


def test_a_rate_that_fails_alone_is_told_whatever_is_wrong_with_it(tmp_path: Path) -> None:
    heads, *rows = CHANGES.format("4", "5").splitlines()
    assert off(first_contact(tmp_path / "as-is", with_table("Sales", heads, "\n".join(rows)))) == []
    # Neither a digit nor another slip makes 37 of 4.
    heads, *rows = CHANGES.format("37", "5").splitlines()
    (found,) = off(first_contact(tmp_path / "wrong", with_table("Sales", heads, "\n".join(rows))))
    assert '"Product sales, east"' in found.message


def test_rates_of_figures_before_they_were_rounded_are_no_wrong_ones(tmp_path: Path) -> None:
    rows = CHANGES.format("4", "5").replace("4,120|3,980|4%", "117|102|13.5%")
    finer = rows.replace("215|204|5%", "43|20|106.2%")
    heads, *lines = finer.splitlines()
    assert off(first_contact(tmp_path / "two", with_table("Sales", heads, "\n".join(lines)))) == []
    heads, *lines = rows.splitlines()
    assert off(first_contact(tmp_path / "one", with_table("Sales", heads, "\n".join(lines))))


def test_the_rate_of_a_balance_among_flows_is_of_the_same_end_a_year_before(tmp_path: Path) -> None:
    heads, *rows = CASH.strip().splitlines()[-3:]
    lines = ["|Three months ended March 31, 2025|Three months ended March 31, 2024|% Change", heads, *rows]
    rates = ("", "104%", "16%", "22%")
    table = [f"{line}|{rate}" if rate else line for line, rate in zip(lines, rates, strict=True)]
    done = first_contact(tmp_path, with_table("Cash in short", table[0], "\n".join(table[1:])))
    assert off(done) == []
    rates_of = {
        str(fact.context.period): fact.value
        for fact in done.facts.facts
        if fact.concept.derived is not None
        and "Cash" in fact.concept.name
        and fact.concept.derived[0] == "growth"
    }
    assert rates_of["2024-01-01/2024-12-31"] == Decimal("0.16")
    assert rates_of["2024-04-01/2025-03-31"] == Decimal("0.22")


# Segments, scales, rows --------------------------------------------------------------------------------

SEGMENTS = """\
|Marine|Aviation|Rail|Total|Marine|Aviation|Rail|Total
Revenue|3,412|1,655|693|5,760|2,988|1,490|592|5,070
Cost of revenue|900|380|140|1,420|860|330|135|1,325
Income from operations|702|{}|77|993|533|160|19|712
"""
SEGMENT_HEADS = "|Three months ended March 31, 2025||||Three months ended March 31, 2024|||"


@pytest.mark.parametrize(("figure", "told"), [("214", False), ("274", True)])
def test_segments_side_by_side_are_held_against_the_whole(figure: str, told: bool, tmp_path: Path) -> None:
    text = with_table("Segment Information", SEGMENT_HEADS, SEGMENTS.format(figure))
    found = off(first_contact(tmp_path, text))
    assert [finding.message.split('"')[1] for finding in found] == ["Income from operations"] * told
    assert not told or any("274" in detail for detail in found[0].details)


def test_a_balance_sheet_in_another_scale_than_the_cash_in_it_is_told(tmp_path: Path) -> None:
    unit = "(In millions, except per share amounts)"
    first, income, balance, cash = page().split(unit)
    text = f"{first}{unit}{income}(In thousands){balance}{unit}{cash}"
    codes = [finding.code for finding in first_contact(tmp_path, text).errors]
    assert codes == ["layout.scale-twice"]


def test_a_row_that_is_printed_twice_is_told(tmp_path: Path) -> None:
    row = "<tr><td>Goodwill</td><td>905</td><td>905</td></tr>"
    assert row in page()
    (found,) = first_contact(tmp_path, page().replace(row, row * 2)).errors
    assert found.code == "layout.row-twice" and [place.row for place in found.places] == ["Goodwill"] * 2
