"""Kinds of table that a release prints: dated rows, changes, forecasts; and heads and captions gone wrong.

Each case is a table of the release, changed, under the one statement that reads it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tieout.core import Figure, Finding, Period, Severity
from tieout.definitions import Members, ReleaseDefinition
from tieout.layout import read_release
from tieout.mapping import Mapped, map_release

JUNE, MARCH = Period(date(2018, 6, 30)), Period(date(2018, 3, 31))
JUNE_BEFORE = Period(date(2017, 6, 30))
Q1, Q1_BEFORE = (
    Period(date(2018, 6, 30), date(2018, 4, 1)),
    Period(date(2017, 6, 30), date(2017, 4, 1)),
)
YEAR, YEAR_BEFORE = (
    Period(date(2019, 3, 31), date(2018, 4, 1)),
    Period(date(2018, 3, 31), date(2017, 4, 1)),
)
HALF = Period(date(2018, 9, 30), date(2018, 4, 1))
OVER_YEAR = Period(date(2018, 6, 30), date(2017, 7, 1))
FORECAST: Members = (("StatementScenarioAxis", "ScenarioForecastMember"),)

RESULTS = """\
(1) Consolidated Results of Operations
\tTotal revenues\t\tOperating income\t\tIncome before income tax expense\t\tNet income attributable to IIJ*3\t
\tJPY millions\t%\tJPY millions\t%\tJPY millions\t%\tJPY millions\t%
Three months ended June 30, 2018\t44,705\t9.1\t1,180\t4.9\t484\t(58.3)\t250\t(64.5)
Three months ended June 30, 2017\t40,964\t13.2\t1,124\t34.4\t1,163\t17.0\t706\t33.4
"""
PER_SHARE = """\
Per share
\tBasic net income attributable to IIJ per share*\tDiluted net income attributable to IIJ per share*
\tJPY\tJPY
Three months ended June 30, 2018\t5.56\t5.54
Three months ended June 30, 2017\t15.67\t15.62
"""
POSITION = """\
(2) Consolidated Financial Position
\tTotal assets\tTotal equity\tTotal IIJ shareholders' equity\tTotal IIJ shareholders' equity to total assets
\tJPY millions\tJPY millions\tJPY millions\t%
As of June 30, 2018\t154,169\t74,541\t73,830\t47.9
As of March 31, 2018\t153,449\t73,989\t73,270\t47.7
"""
DIVIDENDS = """\
2. Dividends
\tDividend per Shares\t\t\t\t\t\t\t
\t1Q-end\t1Q-end 2Q-end 3Q-end Year-end Total\t\t\t\t\t\t
\tJPY\tJPY\tJPY\tJPY\tJPY\t\t\t
Fiscal Year Ended March 31, 2018\t-\t13.50\t-\t13.50\t27.00\t\t\t
Fiscal Year Ending March 31, 2019\t-\t\t\t\t\t\t\t
Fiscal Year Ending March 31, 2019 (forecast)\t\t13.50\t-\t13.50\t27.00\t\t\t
"""
TARGETS = """\
3. Target of Consolidated Financial Results
\tTotal Revenues\t\tOperating Income\t
\tJPY millions\t%\tJPY millions\t%
Interim Period Ending September 30, 2018\t90,000\t8.4\t2,500\t8.0
Fiscal Year Ending March 31, 2019\t190,000\t7.9\t7,000\t3.5
"""
BREAKDOWN = """\
Revenues
\t1Q17\t1Q18\tYoY Change
\tJPY millions\tJPY millions\t%
Total network services\t25,686\t28,663\t11.6
Internet connectivity services (enterprise)\t6,524\t7,790\t19.4
IP services (including data center connectivity services)\t2,490\t2,539\t2.0
IIJ Mobile services\t3,225\t4,468\t38.5
IIJ Mobile MVNO Platform Service\t2,359\t3,383\t43.4
Others\t809\t783\t(3.2)
Internet connectivity services (consumer)\t6,155\t6,150\t(0.1)
IIJ\t5,697\t6,150\t8.0
IIJmio Mobile Service\t5,013\t5,463\t9.0
hi-ho\t458\t-\t(100.0)
WAN services\t6,970\t7,727\t10.9
Outsourcing services\t6,037\t6,996\t15.9
"""
CONTRACTS = """\
Number of Contracts and Subscription for Connectivity Services*1,*2
\tAs of June 30, 2017\tAs of June 30, 2018\tYoY Change
Internet connectivity services (enterprise)\t1,005,410\t1,483,735\t478,325
IP service (greater than or equal to 1Gbps, including data center connectivity)\t690\t721\t31
IP service (less than 1Gbps)\t1,240\t1,295\t55
IIJ Mobile Services\t931,049\t1,407,806\t476,757
IIJ Mobile MVNO Platform Service\t639,659\t887,026\t247,367
Others\t72,431\t73,913\t1,482
Internet connectivity services (consumer)\t1,418,426\t1,387,825\t(30,601)
IIJ\t1,287,671\t1,387,825\t100,154
IIJmio Mobile Service\t965,692\t1,035,728\t70,036
hi-ho\t130,755\t-\t(130,755)
Total contracted bandwidth (Gbps)*3\t2,882.6\t3,373.0\t490.4
"""
QUARTERS = """\
Network Services Revenues Breakdown (*)
\tFor the Three Months Ended\t\t\t
\tJune 30, 2017\tSeptember 30, 2017\tDecember 31, 2017\tMarch 31, 2018
\t(JPY millions)\t\t\t
Internet connectivity services (enterprise)\t6,524\t6,742\t7,152\t7,526
IP service (including data center connectivity services)\t2,490\t2,506\t2,557\t2,552
IIJ Mobile Services\t3,225\t3,424\t3,787\t4,183
IIJ Mobile MVNO Platform Service\t2,359\t2,560\t2,822\t3,125
Others\t809\t812\t808\t791
"""
CAPEX = """\
CAPEX
\t1Q17\t1Q18
\tJPY millions\tJPY millions
CAPEX, including capital leases\t5,340\t4,181
Acquisition of Assets by Entering into Capital Leases\t2,268\t1,696
Purchase of Property and Equipment\t3,072\t2,485
"""


@dataclass(frozen=True)
class Outcome:
    """A table mapped, with no finding about the statement's other tables."""

    mapped: Mapped
    findings: tuple[Finding, ...]

    def figures(self, concept: str, members: Members | None = None) -> dict[Period, Figure]:
        """The figures of a concept by period, for members where these are named."""
        found = [
            p
            for p in self.mapped.printed
            if p.concept.name == concept and (members is None or p.members == members)
        ]
        figures = {p.period: p.figure for p in found if p.figure is not None}
        assert len(figures) == len(found), "two figures of one period"
        return figures

    @property
    def codes(self) -> list[str]:
        return [f.code.removeprefix("mapping.") for f in self.findings if f.severity is Severity.ERROR]

    @property
    def at(self) -> list[tuple[str, int, int]]:
        """Each error with its line and column."""
        errors = [f for f in self.findings if f.severity is Severity.ERROR]
        return [(f.code.removeprefix("mapping."), f.places[0].line, f.places[0].column) for f in errors]

    def notices(self, code: str) -> list[Finding]:
        return [f for f in self.findings if f.code == f"mapping.{code}" and f.severity is Severity.NOTICE]


Map = Callable[..., Outcome]


@pytest.fixture
def table(definition: ReleaseDefinition, tmp_path: Path) -> Map:
    """Maps a text under one table of a statement, STATEMENT/TABLE; its lines `negated`, if so wanted."""

    def run(
        text: str, name: str, *, negated: bool = False, quarter: int = 1, under: str | None = None
    ) -> Outcome:
        statement, _, kept = name.partition("/")
        (found,) = (s for s in definition.company.statements if s.name == statement)
        found = replace(
            found,
            tables={kept: replace(found.tables[kept], under=under)},
            lines=tuple(
                replace(line, negated=negated or line.negated)
                if line.table == kept
                else replace(line, table=None)
                for line in found.lines
            ),
        )
        company = replace(definition.company, statements=(found,), sentences=())
        path = tmp_path / "release.txt"
        path.write_text(text, encoding="utf-8")
        release = replace(definition, company=company, readings=(), quarter=quarter)
        mapped = map_release(read_release(path, company), release)
        return Outcome(mapped, mapped.findings)

    return run


def line_of(text: str, start: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith(start))


def millions(text: str) -> Figure:
    return Figure.scaled(Decimal(text.replace(",", "")), 0, 6)


def percent(text: str) -> Figure:
    return Figure.scaled(Decimal(text), len(text.partition(".")[2]), -2)


# Dated rows ------------------------------------------------------------------------------------------


def test_each_row_is_of_its_period_and_each_column_of_its_line(table: Map) -> None:
    outcome = table(RESULTS, "ExchangeForm/results")
    assert outcome.findings == ()
    assert outcome.mapped.damaged == ()
    assert outcome.figures("Revenues") == {Q1: millions("44705"), Q1_BEFORE: millions("40964")}
    assert outcome.figures("NetIncomeLoss") == {Q1: millions("250"), Q1_BEFORE: millions("706")}
    assert len(outcome.mapped.printed) == 16
    # A place names the row and the head, so that a cell can be found.
    (printed,) = (p for p in outcome.mapped.printed if p.text == "1,180")
    place = printed.place
    assert (place.line, place.column) == (4, 45)
    assert (place.row, place.head) == ("Three months ended June 30, 2018", "Operating income")


def test_a_column_of_percent_beside_a_line_is_its_growth(table: Map) -> None:
    outcome = table(RESULTS, "ExchangeForm/results")
    assert outcome.figures("RevenuesChangeOverPriorYear") == {Q1: percent("9.1"), Q1_BEFORE: percent("13.2")}
    growth = outcome.figures("NetIncomeLossChangeOverPriorYear")
    assert growth == {Q1: percent("-64.5"), Q1_BEFORE: percent("33.4")}
    assert {p.measure for p in outcome.mapped.printed if p.concept.derived} == {"pure"}


def test_the_order_of_dated_rows_does_not_matter(table: Map) -> None:
    *head, first, second = RESULTS.splitlines()
    turned = table("\n".join([*head, second, first]) + "\n", "ExchangeForm/results")
    assert turned.findings == ()
    assert turned.figures("Revenues") == {Q1: millions("44705"), Q1_BEFORE: millions("40964")}


def test_the_order_of_columns_does_not_matter(table: Map) -> None:
    lines = [line.split("\t") for line in POSITION.splitlines()]
    turned = "\n".join("\t".join([cells[0], *reversed(cells[1:])]) for cells in lines) + "\n"
    outcome = table(turned, "ExchangeForm/position")
    assert outcome.findings == ()
    assert outcome.figures("Assets") == {JUNE: millions("154169"), MARCH: millions("153449")}


def test_dated_rows_of_balances_with_a_ratio_in_the_last_column(table: Map) -> None:
    outcome = table(POSITION, "ExchangeForm/position")
    assert outcome.findings == ()
    assert outcome.figures("StockholdersEquity") == {JUNE: millions("73830"), MARCH: millions("73270")}
    # A ratio of its own is no one's growth.
    ratios = outcome.figures("StockholdersEquityOverAssets")
    assert ratios == {JUNE: percent("47.9"), MARCH: percent("47.7")}


def test_amounts_per_share_in_a_column_of_the_currency(table: Map) -> None:
    outcome = table(PER_SHARE, "ExchangeForm/per-share")
    assert outcome.findings == ()
    assert outcome.figures("EarningsPerShareBasic") == {
        Q1: Figure(Decimal("5.56"), 2),
        Q1_BEFORE: Figure(Decimal("15.67"), 2),
    }
    assert {p.measure for p in outcome.mapped.printed} == {"JPY/shares"}


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        # A row of another period: which one is expected is said at the row.
        ("ended June 30, 2017", "ended June 30, 2016", [("column-unexpected", 5, 0)]),
        ("ended June 30, 2018", "ended March 31, 2018", [("column-unexpected", 4, 0), ("row-missing", 2, 0)]),
        (
            "Three months ended June 30, 2018",
            "First quarter",
            [("row-no-period", 4, 0), ("row-missing", 2, 0)],
        ),
        (
            "Three months ended June 30, 2018",
            "June 30, 2018",
            [("column-unexpected", 4, 0), ("row-missing", 2, 0)],
        ),
        # A unit line that is not what the table is defined in.
        (
            "\tJPY millions\t%\tJPY millions\t%\tJPY",
            "\tJPY thousands\t%\tJPY millions\t%\tJPY",
            [("unit-differs", 2, 2)],
        ),
        # A column whose head is not known, and what stands below it.
        (
            "Operating income",
            "Ordinary income",
            [
                ("line-missing", 2, 0),
                *(("cell-no-column", n, c) for n, c in ((4, 45), (4, 51), (5, 46), (5, 52))),
            ],
        ),
    ],
    ids=["row-of-another-year", "row-of-another-quarter", "row-undated", "row-of-a-day", "unit", "head"],
)
def test_what_is_wrong_about_a_table_with_dated_rows_is_found_at_its_place(
    table: Map, old: str, new: str, found: list[tuple[str, int, int]]
) -> None:
    assert RESULTS.count(old) == 1
    outcome = table(RESULTS.replace(old, new), "ExchangeForm/results")
    assert sorted(outcome.at) == sorted(found)


def test_a_stray_figure_beyond_the_heads_of_dated_rows(table: Map) -> None:
    text = DIVIDENDS.replace("13.50\t27.00\t\t\t\n", "13.50\t27.00\t\t\t7\n", 1)
    outcome = table(text, "DividendsPerShare/dividends")
    line = line_of(text, "Fiscal Year Ended")
    (at,) = (n for n, cell in enumerate(text.splitlines()[line - 1].split("\t")) if cell == "7")
    assert at == 8
    assert outcome.at == [("cell-no-column", line, len(text.splitlines()[line - 1]))]


def test_a_damaged_cell_of_a_dated_row_is_kept_with_its_meaning(table: Map) -> None:
    outcome = table(RESULTS.replace("(64.5)", "(64."), "ExchangeForm/results")
    (damaged,) = outcome.mapped.damaged
    assert (damaged.concept.name, damaged.period, damaged.text) == (
        *("NetIncomeLossChangeOverPriorYear", Q1, "(64."),
    )
    # What it would be printed with is as the cells beside it.
    assert (damaged.scale, damaged.places, damaged.decimals) == (-2, 1, 3)
    assert outcome.codes == []


# Forecasts and quarters within years ------------------------------------------------------------------

DIVIDEND = "CommonStockDividendsPerShareByRecordDate"


def quarters(year: Period, *numbers: int) -> list[Period]:
    calendar = [
        *((date(2017, 4, 1), date(2017, 6, 30)), (date(2017, 7, 1), date(2017, 9, 30))),
        *((date(2017, 10, 1), date(2017, 12, 31)), (date(2018, 1, 1), date(2018, 3, 31))),
        *((date(2018, 4, 1), date(2018, 6, 30)), (date(2018, 7, 1), date(2018, 9, 30))),
        *((date(2018, 10, 1), date(2018, 12, 31)), (date(2019, 1, 1), date(2019, 3, 31))),
    ]
    of = [Period(end, start) for start, end in calendar if year.start and year.start <= start < year.end]
    return [of[number - 1] for number in numbers]


def test_columns_within_a_year_are_its_quarters(table: Map) -> None:
    outcome = table(DIVIDENDS, "DividendsPerShare/dividends")
    assert outcome.codes == []
    paid, none = Figure(Decimal("13.50"), 2), Figure(Decimal(0), 2)
    first, second, third, fourth = quarters(YEAR_BEFORE, 1, 2, 3, 4)
    assert outcome.figures(DIVIDEND, ()) == {
        **{first: none, second: paid, third: none, fourth: paid, YEAR_BEFORE: Figure(Decimal("27.00"), 2)},
        # Of the year that has begun its first quarter alone is more than a forecast.
        **dict.fromkeys(quarters(YEAR, 1), none),
    }
    assert {p.measure for p in outcome.mapped.printed} == {"JPY/shares"}


def test_the_rows_that_say_so_are_forecasts(table: Map) -> None:
    outcome = table(DIVIDENDS, "DividendsPerShare/dividends")
    paid, none = Figure(Decimal("13.50"), 2), Figure(Decimal(0), 2)
    second, third, fourth = quarters(YEAR, 2, 3, 4)
    assert outcome.figures(DIVIDEND, FORECAST) == {
        **{second: paid, third: none, fourth: paid},
        YEAR: Figure(Decimal("27.00"), 2),
    }
    # A cell that a later quarter will fill is no damage.
    assert outcome.mapped.damaged == ()


def test_a_row_that_no_longer_says_that_it_is_a_forecast(table: Map) -> None:
    outcome = table(DIVIDENDS.replace(" (forecast)", ""), "DividendsPerShare/dividends")
    assert outcome.figures(DIVIDEND, FORECAST) == {}
    assert outcome.figures(DIVIDEND, ())[YEAR] == Figure(Decimal("27.00"), 2)


def test_a_row_of_a_half_year_has_no_quarters(table: Map) -> None:
    text = DIVIDENDS.replace("Fiscal Year Ended March 31, 2018", "Interim Period Ending September 30, 2018")
    outcome = table(text, "DividendsPerShare/dividends")
    line = line_of(text, "Interim")
    assert outcome.at[0] == ("column-unexpected", line, 0)
    assert outcome.codes.count("cell-no-column") == 4
    assert "row-missing" in outcome.codes
    # The column of the whole is what the row says; none of the others is anything.
    assert {p for p in outcome.figures(DIVIDEND, ()) if p not in quarters(YEAR, 1)} == {HALF}


def test_a_whole_table_may_be_a_forecast(table: Map) -> None:
    outcome = table(TARGETS, "FinancialTargets/targets")
    assert outcome.findings == ()
    assert {p.members for p in outcome.mapped.printed} == {FORECAST}
    assert outcome.figures("Revenues") == {HALF: millions("90000"), YEAR: millions("190000")}
    assert outcome.figures("OperatingIncomeLossChangeOverPriorYear") == {
        HALF: percent("8.0"),
        YEAR: percent("3.5"),
    }


def test_each_period_that_a_table_is_for_has_a_row(table: Map) -> None:
    lines = TARGETS.splitlines()
    for left in (4, 5):
        text = "\n".join(line for number, line in enumerate(lines, 1) if number != left) + "\n"
        outcome = table(text, "FinancialTargets/targets")
        assert outcome.at == [("row-missing", 2, 0)]
        missing = {4: "2018-04-01/2018-09-30", 5: "2018-04-01/2019-03-31"}[left]
        assert f"no row is of {missing}" in outcome.findings[0].message


def test_targets_of_another_year(table: Map) -> None:
    outcome = table(TARGETS.replace("March 31, 2019", "March 31, 2020"), "FinancialTargets/targets")
    assert outcome.at == [("column-unexpected", 5, 0), ("row-missing", 2, 0)]
    assert "Expected are 2018-04-01/2018-09-30, 2018-04-01/2019-03-31" in outcome.findings[0].mend


def test_a_target_that_is_past_is_no_longer_looked_for(table: Map) -> None:
    interim = "Interim Period Ending September 30, 2018\t90,000\t8.4\t2,500\t8.0\n"
    assert table(TARGETS.replace(interim, ""), "FinancialTargets/targets").at == [("row-missing", 2, 0)]
    assert table(TARGETS.replace(interim, ""), "FinancialTargets/targets", quarter=2).at == []


# Heads that have run together -------------------------------------------------------------------------


def test_columns_of_dated_rows_whose_heads_have_run_together(table: Map) -> None:
    clean = DIVIDENDS.replace(
        "1Q-end\t1Q-end 2Q-end 3Q-end Year-end Total\t", "1Q-end\t2Q-end\t3Q-end\tYear-end\tTotal"
    )
    assert clean != DIVIDENDS

    def read(text: str) -> list[tuple[str, Period, Members, str]]:
        outcome = table(text, "DividendsPerShare/dividends")
        assert outcome.codes == []
        return [(p.concept.name, p.period, p.members, p.text) for p in outcome.mapped.printed]

    assert read(DIVIDENDS) == read(clean)
    assert len(read(clean)) == 10


def test_a_head_that_is_broken_over_lines_is_read_whole_before_its_last_line(table: Map) -> None:
    ratio = "Total IIJ shareholders' equity to total assets"
    broken = POSITION.replace(ratio, "total assets").replace(
        "\tTotal assets\t", f"\t\t\t\t{ratio.removesuffix(' total assets')}\n\tTotal assets\t"
    )
    run = DIVIDENDS.replace("Year-end Total", "Year-end\t\t\t\n\t\tTotal")
    for text, split, name in (
        (POSITION, broken, "ExchangeForm/position"),
        (DIVIDENDS, run, "DividendsPerShare/dividends"),
    ):
        whole, parts = table(text, name), table(split, name)
        assert parts.codes == []
        assert [(one.concept.name, one.text) for one in parts.mapped.printed] == [
            (one.concept.name, one.text) for one in whole.mapped.printed
        ]


def test_heads_that_have_run_together_with_something_unknown_head_nothing(table: Map) -> None:
    text = DIVIDENDS.replace("3Q-end Year-end", "Bonus Year-end")
    outcome = table(text, "DividendsPerShare/dividends")
    # Not even the first of them is taken by its place: too little of the table is known.
    assert outcome.codes == ["table-missing"]
    assert outcome.mapped.printed == ()


@pytest.mark.parametrize(
    ("heads", "mended", "read"),
    [
        ("1Q17\t1Q17 1Q18", "1Q17 1Q18", [Q1]),
        ("1Q17 1Q18\t1Q18", "1Q17 1Q18", [Q1_BEFORE]),
        ("1Q17 1Q18\t", "1Q17 1Q18", [Q1_BEFORE, Q1]),
    ],
)
def test_dated_columns_whose_heads_have_run_together(
    table: Map, heads: str, mended: str, read: list[Period]
) -> None:
    outcome = table(CAPEX.replace("1Q17\t1Q18", heads), "CapitalExpenditures/capex")
    assert outcome.codes == []
    assert [f.message.partition(":")[0] for f in outcome.notices("heads-run-together")] == [
        f'"{mended}" is read as {period}' for period in read
    ]
    total = outcome.figures("CapitalExpendituresIncludingCapitalLeases")
    assert total == {Q1_BEFORE: millions("5340"), Q1: millions("4181")}


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        # Nothing says which the second is: it is not made up.
        ("1Q17\t1Q17 1Q17", ("column-no-period", 2, 7)),
        ("1Q17\t1Q17 and 1Q18", ("column-no-period", 2, 7)),
        # What is left is a period twice, or one that the table does not report.
        ("1Q17 1Q18\t1Q17", ("column-twice", 2, 0)),
        ("1Q17\t1Q17 2Q17", ("column-unexpected", 2, 7)),
    ],
)
def test_heads_that_leave_a_doubt_are_findings(table: Map, heads: str, found: tuple[str, int, int]) -> None:
    outcome = table(CAPEX.replace("1Q17\t1Q18", heads), "CapitalExpenditures/capex")
    assert found in outcome.at
    # The reported quarter has no column then, and that is told too.
    assert ("column-missing", 2, 0) in outcome.at


# The quarter and the year to date ---------------------------------------------------------------------


def test_the_year_to_date_stands_beside_the_quarter_in_any_order(table: Map) -> None:
    heads = ("Six Months Ended September 30, 2018", "2Q17", "2Q18", "Six Months Ended September 30, 2017")
    text = CAPEX.replace("\t1Q17\t1Q18", "".join(f"\t{head}" for head in heads))
    text = text.replace("millions\tJPY millions", "millions" + "\tJPY millions" * 3)
    text = text.replace("5,340\t4,181", "9,000\t4,000\t5,000\t7,500")
    outcome = table(text, "CapitalExpenditures/capex", quarter=2)
    assert outcome.codes == []
    q2_before, q2 = quarters(YEAR_BEFORE, 2)[0], quarters(YEAR, 2)[0]
    half_before = Period(date(2017, 9, 30), date(2017, 4, 1))
    assert outcome.figures("CapitalExpendituresIncludingCapitalLeases") == dict(
        zip((HALF, q2_before, q2, half_before), map(millions, ("9000", "4000", "5000", "7500")), strict=True)
    )


def test_the_year_to_date_alone_is_what_is_reported(table: Map) -> None:
    text = CAPEX.replace(
        "1Q17\t1Q18", "Six Months Ended September 30, 2017\tSix Months Ended September 30, 2018"
    )
    outcome = table(text, "CapitalExpenditures/capex", quarter=2)
    assert outcome.codes == []
    assert outcome.figures("CapitalExpendituresIncludingCapitalLeases")[HALF] == millions("4181")
    # Of the year before alone it is not.
    text = text.replace("September 30, 2018", "September 30, 2017")
    assert ("column-missing", 2, 0) in table(text, "CapitalExpenditures/capex", quarter=2).at


@pytest.mark.parametrize(
    ("heads", "growth"),
    [
        ("2Q17\t2Q18\tYoY Change\tHALF 2017\tHALF 2018\tYoY Change", {"2Q": "11.6", "HALF": "9.5"}),
        ("HALF 2018\tHALF 2017\tYoY Change\t2Q18\t2Q17\tYoY Change", {"2Q": "9.5", "HALF": "11.6"}),
    ],
)
def test_a_column_of_changes_is_of_the_columns_before_it(
    table: Map, heads: str, growth: dict[str, str]
) -> None:
    head = re.sub(r"HALF (\d{4})", r"Six Months Ended September 30, \1", heads)
    units = "JPY millions\tJPY millions\t%"
    row = "Total network services\t25,686\t28,663\t{}"
    text = f"Revenues\n\t{head}\n\t{units}\t{units}\n{row.format('11.6')}\t50,000\t54,750\t9.5\n"
    outcome = table(text, "NetworkServicesRevenueBreakdown/breakdown", quarter=2)
    assert "change-unclear" not in outcome.codes
    figures = outcome.figures("NetworkServicesRevenueChangeOverPriorYear")
    assert figures == {quarters(YEAR, 2)[0]: percent(growth["2Q"]), HALF: percent(growth["HALF"])}


def test_a_column_of_changes_beside_both_could_be_of_either(table: Map) -> None:
    heads = "2Q17\t2Q18\tSix Months Ended September 30, 2018\tYoY Change"
    units = "JPY millions\tJPY millions\tJPY millions\t%"
    text = f"Revenues\n\t{heads}\n\t{units}\nTotal network services\t25,686\t28,663\t54,750\t11.6\n"
    outcome = table(text, "NetworkServicesRevenueBreakdown/breakdown", quarter=2)
    assert "change-unclear" in outcome.codes


# Heads above several columns --------------------------------------------------------------------------


def test_one_head_and_one_unit_for_four_columns(table: Map) -> None:
    outcome = table(QUARTERS, "NetworkServicesRevenueBreakdown/quarters")
    assert outcome.findings == ()
    assert outcome.figures("InternetConnectivityServicesEnterpriseRevenue", ()) == dict(
        zip(
            quarters(YEAR_BEFORE, 1, 2, 3, 4),
            map(millions, ("6524", "6742", "7152", "7526")),
            strict=True,
        )
    )
    assert len(outcome.mapped.printed) == 20


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        # Three months to the end of another month, and a quarter twice: the column is named.
        ("December 31, 2017", "November 30, 2017", [("column-unexpected", 3, 35), ("column-missing", 2, 0)]),
        ("December 31, 2017", "September 30, 2017", [("column-missing", 2, 0), ("column-twice", 2, 0)]),
        ("December 31, 2017", "December 31, 2018", [("column-unexpected", 3, 35), ("column-missing", 2, 0)]),
        (
            "\tDecember 31, 2017",
            "\tDecember 32, 2017",
            [("column-no-period", 3, 35), ("column-missing", 2, 0)],
        ),
        (
            "(JPY millions)",
            "(JPY thousands)",
            [("unit-differs", line, column) for line, column in ((2, 2), (3, 16), (3, 35), (3, 53))],
        ),
        (
            "(JPY millions)",
            "",
            [("unit-missing", line, column) for line, column in ((2, 2), (3, 16), (3, 35), (3, 53))],
        ),
    ],
    ids=["other-month", "twice", "other-year", "no-day", "unit", "no-unit"],
)
def test_wrong_periods_and_units_of_columns_are_found_at_their_heads(
    table: Map, old: str, new: str, at: list[tuple[str, int, int]]
) -> None:
    assert QUARTERS.count(old) == 1
    outcome = table(QUARTERS.replace(old, new), "NetworkServicesRevenueBreakdown/quarters")
    # The figures of a column without a date are no one's: the column is told, and none of its cells.
    assert outcome.at == at


# Columns of changes -----------------------------------------------------------------------------------


def test_a_column_of_growth(table: Map) -> None:
    outcome = table(BREAKDOWN, "NetworkServicesRevenueBreakdown/breakdown")
    assert outcome.findings == ()
    # Its figures are the later period's, of the concept derived from the line's, with its members.
    growth = "InternetConnectivityServicesConsumerRevenueChangeOverPriorYear"
    assert outcome.figures(growth, ()) == {Q1: percent("-0.1")}
    hiho: Members = (("ProductOrServiceAxis", "HihoMember"),)
    assert outcome.figures(growth, hiho) == {Q1: percent("-100.0")}
    assert outcome.figures("NetworkServicesRevenueChangeOverPriorYear") == {Q1: percent("11.6")}
    assert sum(p.concept.derived is not None for p in outcome.mapped.printed) == 12


def test_growth_is_known_by_its_unit_where_its_head_says_nothing(table: Map) -> None:
    outcome = table(BREAKDOWN.replace("YoY Change", ""), "NetworkServicesRevenueBreakdown/breakdown")
    assert outcome.findings == ()
    assert outcome.figures("NetworkServicesRevenueChangeOverPriorYear") == {Q1: percent("11.6")}


def test_growth_in_another_unit_is_a_finding(table: Map) -> None:
    outcome = table(
        BREAKDOWN.replace("\tJPY millions\t%", "\tJPY millions\tJPY millions"),
        "NetworkServicesRevenueBreakdown/breakdown",
    )
    assert outcome.at[0] == ("unit-differs", 2, 12)
    # Nothing is tagged in a unit that is not its own.
    assert not any(p.concept.derived for p in outcome.mapped.printed)


def test_a_column_of_movements(table: Map) -> None:
    outcome = table(CONTRACTS, "ContractsAndSubscriptions/contracts")
    assert outcome.findings == ()
    name = "ConnectivityServicesContractsAndSubscriptions"
    hiho: Members = (("ProductOrServiceAxis", "HihoMember"),)
    assert outcome.figures(name, hiho) == {
        JUNE_BEFORE: Figure(Decimal(130_755), 0),
        JUNE: Figure(Decimal(0), 0),
    }
    # What moved is of the time between the two dates, from the day after the first.
    moved = outcome.figures(f"{name}PeriodIncreaseDecrease", hiho)
    assert moved == {OVER_YEAR: Figure(Decimal(-130_755), 0)}
    bandwidth = outcome.figures("TotalContractedBandwidthPeriodIncreaseDecrease")
    assert bandwidth == {OVER_YEAR: Figure(Decimal("490.4"), 1)}
    units = {p.concept.type: p.measure for p in outcome.mapped.printed}
    assert units == {"integer": "pure", "decimal": "Gbps"}


@pytest.mark.parametrize("printed", ["(73,913)", "−73,913"])
def test_a_count_of_less_than_none_is_told_and_a_movement_down_is_not(table: Map, printed: str) -> None:
    text = CONTRACTS.replace("\t73,913\t", f"\t{printed}\t")
    outcome = table(text, "ContractsAndSubscriptions/contracts")
    assert outcome.at == [("count-negative", 8, 15)]


def test_the_order_of_the_dates_does_not_turn_a_movement(table: Map) -> None:
    lines = [line.split("\t") for line in CONTRACTS.splitlines()]
    turned = "\n".join(
        "\t".join([cells[0], cells[2], cells[1], cells[3]]) if len(cells) > 3 else cells[0] for cells in lines
    )
    outcome = table(turned + "\n", "ContractsAndSubscriptions/contracts")
    assert outcome.findings == ()
    assert outcome.figures("TotalContractedBandwidthPeriodIncreaseDecrease") == {
        OVER_YEAR: Figure(Decimal("490.4"), 1)
    }


def test_a_movement_turns_with_its_line_and_a_rate_does_not(table: Map) -> None:
    # On lines that print with the opposite sign: what moved is the fact's, a rate is the same for both signs.
    moved = table(CONTRACTS, "ContractsAndSubscriptions/contracts", negated=True)
    assert moved.figures("TotalContractedBandwidth") == {
        JUNE_BEFORE: Figure(Decimal("-2882.6"), 1),
        JUNE: Figure(Decimal("-3373.0"), 1),
    }
    assert moved.figures("TotalContractedBandwidthPeriodIncreaseDecrease") == {
        OVER_YEAR: Figure(Decimal("-490.4"), 1)
    }
    grown = table(BREAKDOWN, "NetworkServicesRevenueBreakdown/breakdown", negated=True)
    assert grown.figures("WanServicesRevenue") == {Q1_BEFORE: millions("-6970"), Q1: millions("-7727")}
    assert grown.figures("WanServicesRevenueChangeOverPriorYear") == {Q1: percent("10.9")}
    rows = table(RESULTS, "ExchangeForm/results", negated=True)
    assert rows.figures("NetIncomeLoss") == {Q1_BEFORE: millions("-706"), Q1: millions("-250")}
    assert rows.figures("NetIncomeLossChangeOverPriorYear")[Q1] == percent("-64.5")


def test_a_column_of_changes_in_a_table_that_has_none(table: Map) -> None:
    text = CAPEX.replace("1Q18\n", "1Q18\tYoY Change\n").replace("4,181", "4,181\t(1,159)")
    outcome = table(text, "CapitalExpenditures/capex")
    # The definition has no changes: the column is left out by its name, and its figure taken for nothing.
    assert outcome.at == []
    (told,) = (finding for finding in outcome.mapped.findings if finding.code == "mapping.column-left-out")
    assert (told.places[0].line, told.places[0].column) == (2, 12)
    assert [dropped.text for dropped in outcome.mapped.dropped] == ["(1,159)"]


def test_changes_without_a_dated_column_are_nothing(table: Map) -> None:
    text = BREAKDOWN.replace("1Q17\t1Q18", "before\tnow")
    outcome = table(text, "NetworkServicesRevenueBreakdown/breakdown")
    assert outcome.mapped.printed == ()
    assert outcome.codes.count("column-no-period") == 2


# Captions that are misprinted -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("caption", "printed"),
    [
        ("Total network services", "otal network services"),
        ("Total network services", "Tota1 network services"),
        ("Total network services", "Toatl network services"),
        ("Total network services", "Total netvvork services"),
        ("Total network services", "Total network servic"),
        ("Outsourcing services", "0utsourcing service"),
        ("hi-ho", None),
        ("WAN services", None),
    ],
)
def test_a_caption_with_a_slip_or_two_is_still_known(table: Map, caption: str, printed: str | None) -> None:
    text = BREAKDOWN.replace(f"{caption}\t", f"{printed or caption}\t")
    outcome = table(text, "NetworkServicesRevenueBreakdown/breakdown")
    assert outcome.codes == []
    assert len(outcome.mapped.printed) == 36
    notices = outcome.notices("caption-misprinted")
    if printed is None:
        assert notices == []
        return
    (notice,) = notices
    assert notice.message == f'"{printed}" is read as "{caption}": no other line is so near'
    place, defined = notice.places
    assert (place.line, place.row) == (line_of(text, printed), printed)
    assert defined.file.endswith("network-breakdown.yaml")


@pytest.mark.parametrize(
    ("caption", "printed"),
    [
        # Three slips; a caption so short that two are half of it; a caption that is another word.
        ("Total network services", "al network services"),
        ("Total network services", "Tota1 netw0rk serv1ces"),
        ("hi-ho", "h1-ho"),
        ("Others", "0thers"),
        ("WAN services", "LAN and other services"),
    ],
)
def test_a_caption_with_more_slips_is_a_finding(table: Map, caption: str, printed: str) -> None:
    text = BREAKDOWN.replace(f"{caption}\t", f"{printed}\t")
    outcome = table(text, "NetworkServicesRevenueBreakdown/breakdown")
    assert sorted(outcome.codes) == ["line-missing", "line-unknown"]
    (unknown,) = (f for f in outcome.findings if f.code == "mapping.line-unknown")
    assert (unknown.places[0].line, unknown.places[0].row) == (line_of(text, printed), printed)
    # What stands on a line that is not known is no fact.
    assert len(outcome.mapped.printed) == 33


@pytest.mark.parametrize(
    ("revenues", "profit", "found"),
    [
        # Each is near to both lines: neither is taken.
        ("Network servces and SI business", "Network serv1ce and SI business", 2),
        # As long as one of the two is there, the other is the only line that is left.
        ("Network servces and SI business", "Network service and SI business", 0),
        ("Network services and SI business", "Network serv1ce and SI business", 0),
    ],
)
def test_a_caption_that_is_near_to_two_lines_is_neither(
    table: Map, revenues: str, profit: str, found: int
) -> None:
    text = (
        "Segment Results Summary\n\t1Q17\t1Q18\n\tJPY millions\tJPY millions\n"
        "Total revenues\t40,964\t44,705\n"
        f"{revenues}\t40,052\t43,794\nATM operation business\t1,003\t995\nElimination\t(91)\t(84)\n"
        f"Operating income\t1,124\t1,180\n{profit}\t804\t856\nATM operation business\t367\t365\n"
        "Elimination\t(47)\t(41)\n"
    )
    outcome = table(text, "SegmentInformation/summary")
    assert outcome.codes == ["line-unknown"] * found + ["line-missing"] * found
    assert len(outcome.notices("caption-misprinted")) == (1 if found == 0 else 0)
    assert len(outcome.mapped.printed) == 16 - 2 * found


def test_a_line_answers_to_its_label_beside_its_captions(table: Map) -> None:
    """A quarter with a gain prints the line in other words than one with a loss: those of its label."""
    text = """\
Quarterly Consolidated Statements of Income (Unaudited)
\tThree Months Ended June 30, 2018
\tThousands of JPY
Realized and unrealized {}
"""
    for printed in (
        "loss on other investments, net\t(746,703)",
        "gain (loss) on other investments, net\t(746,703)",
    ):
        read = table(text.format(printed), "IncomeStatement/income")
        assert read.figures("GainLossOnInvestments") == {Q1: Figure.scaled(Decimal(-746_703), 0, 3)}
        assert "line-unknown" not in read.codes


def test_a_label_that_several_lines_could_go_by_is_no_caption(definition: ReleaseDefinition) -> None:
    segments, income = (
        {
            line.concept.name + (line.members[0][1] if line.members else ""): line
            for line in s.lines
            if line.table
        }
        for name in ("SegmentInformation", "IncomeStatement")
        for s in definition.company.statements
        if s.name == name
    )
    # One of many lines of revenues: the consolidated one alone goes by the concept's labels.
    assert segments["RevenuesIntersegmentEliminationMember"].captions == ("Elimination",)
    # What is stated comes first: findings and the page of the report go by it.
    line = income["GainLossOnInvestments"]
    assert line.stated == ("Realized and unrealized loss on other investments, net",)
    assert line.captions[:2] == (
        *line.stated,
        "Realized and unrealized gain (loss) on other investments, net",
    )
    # No printing of its own is said twice, nor one that another line of the table has.
    assert income["SystemsIntegrationRevenue"].captions[0] == "Total"
    assert income["OperatingIncomeLoss"].captions == ("OPERATING INCOME", "Operating income (loss)")


def test_a_misprinted_caption_is_not_taken_from_the_line_that_has_it(table: Map) -> None:
    # The line itself is there: its double is no other line, however near.
    text = BREAKDOWN.replace("WAN services\t", "Total network service\t1\t2\t3\nWAN services\t")
    outcome = table(text, "NetworkServicesRevenueBreakdown/breakdown")
    assert outcome.codes == ["line-unknown"]
    assert outcome.notices("caption-misprinted") == []
    assert outcome.figures("NetworkServicesRevenue") == {
        Q1_BEFORE: millions("25686"),
        Q1: millions("28663"),
    }


# A heading that repeats the row above it ---------------------------------------------------------------

INCOME = "OPERATING INCOME\t1,124,391\t1,179,867"
HEADING = "OTHER INCOME (EXPENSES):"


@pytest.fixture
def income(definition: ReleaseDefinition, table: Map) -> Callable[[str], Outcome]:
    """The statement of income with other cells on the heading below operating income."""
    lines = definition.text.read_text(encoding="utf-8").splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("Internet Initiative Japan Inc. Quart"))
    text = lines[first : lines.index("", first + 4)]
    at = text.index(f"{HEADING}\t1,124,331\t1,179,007")
    assert text[at - 1] == INCOME

    def run(cells: str) -> Outcome:
        return table(
            "\n".join([*text[:at], f"{HEADING}\t{cells}", *text[at + 1 :]]) + "\n", "IncomeStatement/income"
        )

    return run


def test_a_second_scan_of_the_row_above_on_a_heading_is_dropped(
    income: Callable[[str], Outcome],
) -> None:
    outcome = income("1,124,331\t1,179,007")
    assert outcome.codes == []
    assert [(d.text, d.place.row) for d in outcome.mapped.dropped] == [
        ("1,124,331", HEADING),
        ("1,179,007", HEADING),
    ]
    why = "a heading has no figures: a second scan of 1,124,391 in the line above"
    assert outcome.mapped.dropped[0].why == why
    # The row itself is what it is.
    assert outcome.figures("OperatingIncomeLoss") == {
        Q1_BEFORE: Figure(Decimal(1_124_391_000), -3),
        Q1: Figure(Decimal(1_179_867_000), -3),
    }


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        # Three digits differ; another length; the other column's figure; words; a dash; two numbers.
        ("1,124,333\t1,179,000", ["1,179,000"]),
        ("1,124,000\t", ["1,124,000"]),
        ("124,391\t", ["124,391"]),
        ("1,179,867\t", ["1,179,867"]),
        ("\tn/a", ["n/a"]),
        ("\t-", ["-"]),
        ("\t1,179 867", ["1,179 867"]),
    ],
)
def test_anything_else_on_a_heading_is_a_finding(
    income: Callable[[str], Outcome], cells: str, found: list[str]
) -> None:
    outcome = income(cells)
    strays = [f for f in outcome.findings if f.code == "mapping.figure-on-heading"]
    assert [f.message for f in strays] == [f'"{text}" stands on a line that has no figures' for text in found]
    assert all(f.places[0].row == HEADING for f in strays)
    assert outcome.codes == ["figure-on-heading"] * len(found)


def test_a_short_figure_on_a_heading_is_no_second_scan(table: Map, definition: ReleaseDefinition) -> None:
    # Of four characters two say nothing: 72 could be anything.
    lines = [
        "Consolidated Balance Sheets",
        "\tAs of March 31, 2018\tAs of June 30, 2018",
        "\tThousands of JPY\tThousands of JPY",
        "LIABILITIES AND SHAREHOLDERS' EQUITY\t\t",
        "Other current liabilities\t1,1\t72",
        "SHAREHOLDERS' EQUITY:\t\t73",
    ]
    outcome = table("\n".join(lines) + "\n", "BalanceSheet/claims")
    strays = [f for f in outcome.findings if f.code == "mapping.figure-on-heading"]
    assert [f.places[0].line for f in strays] == [6]
    assert outcome.mapped.dropped == ()


# Parts of a table -------------------------------------------------------------------------------------

LONG = CAPEX.replace("CAPEX, including", "Sales¹\t9\t8\nNotes:\t\t\n¹ Spent on assets:\t\t\nCAPEX, including")


def test_a_definition_may_be_of_the_rows_below_a_row(table: Map) -> None:
    outcome = table(LONG, "CapitalExpenditures/capex", under="Spent on assets")
    assert outcome.findings == ()
    whole = table(CAPEX, "CapitalExpenditures/capex")
    printed = [(p.concept.name, p.period, p.figure) for p in outcome.mapped.printed]
    assert printed == [(p.concept.name, p.period, p.figure) for p in whole.mapped.printed]
    # Where it is printed is said as ever.
    assert outcome.mapped.printed[0].place.line == whole.mapped.printed[0].place.line + 3


@pytest.mark.parametrize(
    "row", ["¹ Spent on people:\t\t", "Spent on assets:\t1\t2"], ids=["reworded", "with figures"]
)
def test_a_part_begins_at_its_row_alone(table: Map, row: str) -> None:
    outcome = table(
        LONG.replace("¹ Spent on assets:\t\t", row), "CapitalExpenditures/capex", under="Spent on assets"
    )
    assert outcome.codes == ["table-missing"]
    assert 'below a row "Spent on assets"' in outcome.findings[0].message


def test_a_table_is_whole_where_no_definition_begins_within_it(table: Map) -> None:
    assert table(LONG, "CapitalExpenditures/capex").codes == ["line-unknown"] * 3
