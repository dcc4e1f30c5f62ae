"""Relations: what holds, what an unknown figure can be, and where a release's figures are related at all."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import cast

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tieout.core import Figure, Period, half_unit
from tieout.definitions import Company, Members, Relation, ReleaseDefinition
from tieout.relations import Bound, Interval, Key, bind, evaluate, holds, interval, key_of, solve

Q1 = Period(date(2018, 6, 30), date(2018, 4, 1))
Q1_BEFORE = Period(date(2017, 6, 30), date(2017, 4, 1))
YEAR = Period(date(2019, 3, 31), date(2018, 4, 1))
QUARTERS = (
    Q1,
    Period(date(2018, 9, 30), date(2018, 7, 1)),
    Period(date(2018, 12, 31), date(2018, 10, 1)),
    Period(date(2019, 3, 31), date(2019, 1, 1)),
)
FORECAST: Members = (("StatementScenarioAxis", "ScenarioForecastMember"),)
MOBILE: Members = (("ProductOrServiceAxis", "MobileServicesEnterpriseMember"),)
HIHO: Members = (("ProductOrServiceAxis", "HihoMember"),)

# Whether a relation comes of a rule or of a calculation is all that matters of it here.
RULE = cast(Relation, object())

TOTAL, PER = key_of("Total", (), Q1), key_of("Per", (), Q1)


def part(number: int) -> Key:
    return key_of(f"Part{number}", (), Q1)


def related(
    *weights: int, exact: bool = False, per: bool = False, plus: int = 0, rule: Relation | None = None
) -> Bound:
    """A relation of Total to Part0, Part1, ... with these weights: a sum of a calculation, or a rule's."""
    return Bound(
        relation="S/Total",
        exact=exact,
        plus=plus,
        total=TOTAL,
        parts=tuple((weight, part(number)) for number, weight in enumerate(weights)),
        per=PER if per else None,
        rule=rule,
    )


def printed(text: str, scale: int = 0) -> Figure:
    """A figure as a release prints it."""
    value = Decimal(text)
    return Figure.scaled(value, -int(value.as_tuple().exponent), scale)


# What holds ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", [None, RULE], ids=["calculation", "rule"])
@pytest.mark.parametrize(
    ("total", "agrees"), [("68171546", True), ("68171545", False), ("68171547", False), ("-68171546", False)]
)
def test_an_exact_sum_holds_to_the_last_digit(total: str, agrees: bool, rule: Relation | None) -> None:
    figures = {TOTAL: printed(total, 3), part(0): printed("69171546", 3), part(1): printed("1000000", 3)}
    assert holds(related(1, -1, exact=True, rule=rule), figures) is agrees


@pytest.mark.parametrize(("total", "agrees"), [("68172", True), ("68171", False), ("68173", False)])
def test_an_exact_calculation_is_compared_at_the_precision_of_its_total(total: str, agrees: bool) -> None:
    # XBRL 2.1, 5.2.5.2: the total in millions, its parts in thousands.
    figures = {TOTAL: printed(total, 6), part(0): printed("60000000", 3), part(1): printed("8171546", 3)}
    assert holds(related(1, 1, exact=True), figures) is agrees
    # A rule that holds to the last digit has no such allowance.
    assert not holds(related(1, 1, exact=True, rule=RULE), figures)


@pytest.mark.parametrize(
    ("total", "agrees"), [("9", False), ("10", True), ("11", True), ("12", True), ("13", True), ("14", False)]
)
def test_a_rounded_sum_holds_within_half_a_unit_of_each_of_its_figures(total: str, agrees: bool) -> None:
    # 11.5 is the middle, half a unit each to both sides: 1.5 to either side, and the ends belong to it.
    figures = {TOTAL: printed(total), part(0): printed("4.5"), part(1): printed("7"), part(2): printed("0")}
    close = abs(Decimal(total) - Decimal("11.5")) <= Decimal("1.55")
    assert holds(related(1, 1, 1), figures) is close is agrees


@pytest.mark.parametrize(
    ("ratio", "agrees"), [("47.8", False), ("47.9", True), ("48.0", False), ("-47.9", False)]
)
def test_a_ratio(ratio: str, agrees: bool) -> None:
    # Shareholders' equity to total assets on June 30, 2018.
    figures = {
        TOTAL: printed(ratio, -2),
        part(0): printed("73830088", 3),
        PER: printed("154168859", 3),
    }
    assert holds(related(1, per=True), figures) is agrees


@pytest.mark.parametrize(
    ("rate", "now", "before", "agrees"),
    [
        ("9.1", "44705", "40964", True),
        ("9.0", "44705", "40964", False),
        ("9.2", "44705", "40964", False),
        ("-64.5", "250", "706", True),
        ("64.5", "250", "706", False),
        # hi-ho is gone: printed as a dash, it is zero.
        ("-100.0", "0", "458", True),
        # Rounded to millions this can be either.
        ("38.5", "4468", "3225", True),
        ("38.6", "4468", "3225", True),
        ("38.4", "4468", "3225", False),
        # From a loss to a gain there is no rate: none that is printed holds but the one it would make.
        ("-20.0", "80", "-100", False),
        ("-180.0", "80", "-100", True),
    ],
)
def test_a_rate_of_growth(rate: str, now: str, before: str, agrees: bool) -> None:
    figures = {TOTAL: printed(rate, -2), part(0): printed(now, 6), PER: printed(before, 6)}
    assert holds(related(1, per=True, plus=1), figures) is agrees


def test_a_sum_over_nothing_is_not_mistaken_for_a_rate() -> None:
    # Nothing over nothing: whatever rate is printed, 0 = rate x 0.
    figures = {TOTAL: printed("3.0", -2), part(0): printed("0", 6), PER: printed("0", 6)}
    assert holds(related(1, per=True, plus=1), figures)
    assert solve(related(1, per=True, plus=1), TOTAL, figures) is None


# What an unknown figure can be: the exact inverse of what holds ---------------------------------------

amounts = st.builds(
    lambda digits, decimals: Figure(Decimal(digits).scaleb(-decimals), decimals),
    st.integers(-(10**9), 10**9) | st.integers(-30, 30),
    st.integers(-6, 3),
)


@st.composite
def relations(draw: st.DrawFn) -> tuple[Bound, dict[Key, Figure]]:
    """A relation with its figures: a sum, exact or rounded, a ratio or a rate of growth.

    Exact ones are of one precision: there a calculation's rounding to that of its total changes nothing.
    """
    weights = draw(st.lists(st.sampled_from([1, -1]), min_size=1, max_size=5))
    kind = draw(st.sampled_from(["exact", "exact rule", "rounded", "ratio", "growth"]))
    bound = related(
        *weights,
        exact=kind.startswith("exact"),
        per=kind in ("ratio", "growth"),
        plus=1 if kind == "growth" else 0,
        rule=None if kind == "exact" else RULE,
    )
    figures = {key: draw(amounts) for key in bound.keys}
    if kind == "exact":
        decimals = draw(st.integers(-6, 3))
        figures = {
            key: Figure(figure.value.quantize(Decimal(1).scaleb(-decimals)), decimals)
            for key, figure in figures.items()
        }
    return bound, figures


def slack(bound: Bound, decimals: int) -> Fraction:
    """How far from its printed value the amount behind a figure can be."""
    return Fraction(0) if bound.exact else Fraction(half_unit(decimals))


@given(relations(), st.data())
def test_what_solves_a_relation_is_what_makes_it_hold(
    drawn: tuple[Bound, dict[Key, Figure]], data: st.DataObject
) -> None:
    bound, figures = drawn
    unknown = data.draw(st.sampled_from(bound.keys))
    limit = solve(bound, unknown, {key: figure for key, figure in figures.items() if key != unknown})
    assume(limit is not None)
    assert limit is not None and limit.low <= limit.high
    one_precision = bound.exact and bound.rule is None
    decimals = figures[unknown].decimals if one_precision else data.draw(st.integers(-6, 6))
    half = slack(bound, decimals)
    # Values around both ends, on them where they can be written, and anywhere else.
    end = data.draw(st.sampled_from([limit.low, limit.high]))
    step = Decimal(1).scaleb(-decimals - (0 if one_precision else 1))
    with localcontext(prec=200):
        near = end.quantize(step) + data.draw(st.integers(-12, 12)) * step
    value = data.draw(st.sampled_from([near, figures[unknown].value]))
    inside = Fraction(limit.low) - half <= Fraction(value) <= Fraction(limit.high) + half
    assert holds(bound, {**figures, unknown: Figure(value, decimals)}) is inside


@given(relations(), st.data())
@example((related(1, per=True), {TOTAL: printed("0"), part(0): printed("5"), PER: printed("7")}), None)
def test_only_a_division_by_what_may_be_zero_limits_nothing(
    drawn: tuple[Bound, dict[Key, Figure]], data: st.DataObject | None
) -> None:
    bound, figures = drawn
    unknown = data.draw(st.sampled_from(bound.keys)) if data is not None else PER
    divisor = None
    if bound.per is not None and unknown == TOTAL:
        divisor = interval(figures[PER])
    elif unknown == bound.per:
        divisor = interval(figures[TOTAL]).shifted(bound.plus)
    by_zero = divisor is not None and divisor.low <= 0 <= divisor.high
    assert (solve(bound, unknown, figures) is None) is by_zero


@given(relations())
def test_a_figure_that_makes_a_relation_hold_lets_every_other_be_found_again(
    drawn: tuple[Bound, dict[Key, Figure]],
) -> None:
    bound, figures = drawn
    total = solve(bound, bound.total, figures)
    assume(total is not None)
    assert total is not None
    exact = Figure((total.low + total.high) / 2, 90)
    known = {**figures, bound.total: exact}
    for key in bound.keys:
        limit = solve(bound, key, known)
        if limit is not None:
            assert limit.meets(interval(known[key]))


@given(relations())
def test_what_is_evaluated_at_once_is_what_is_solved_and_what_holds(
    drawn: tuple[Bound, dict[Key, Figure]],
) -> None:
    bound, figures = drawn
    assert evaluate(bound, figures) == (solve(bound, bound.total, figures), holds(bound, figures))


def test_an_exact_relation_leaves_one_value() -> None:
    figures = {TOTAL: printed("-695402", 3), part(0): printed("52049", 3), part(1): printed("97185", 3)}
    assert solve(related(1, -1, 1, exact=True), part(2), figures) == Interval(
        Decimal(-650_266_000), Decimal(-650_266_000)
    )


def test_a_rounded_relation_leaves_an_interval() -> None:
    # 2,506 + x + 812 = 6,742 in millions: half a million of each of the three known.
    figures = {TOTAL: printed("6742", 6), part(0): printed("2506", 6), part(2): printed("812", 6)}
    assert solve(related(1, 1, 1), part(1), figures) == Interval(
        Decimal(3_422_500_000), Decimal(3_425_500_000)
    )


def test_a_figure_that_a_relation_has_twice_is_not_limited_by_it() -> None:
    twice = replace(related(1, 1), parts=((1, part(0)), (1, part(0))))
    figures = {TOTAL: printed("10"), part(0): printed("5")}
    assert holds(twice, figures)
    assert solve(twice, part(0), figures) is None
    assert solve(twice, TOTAL, figures) is not None


def test_nothing_is_rounded_however_long_the_figures_are() -> None:
    # 28 digits are the default precision of decimals: here the last of 37 decides.
    long = Figure(Decimal(10**36 + 1), 0)
    figures = {TOTAL: long, part(0): Figure(Decimal(10**36), 0), part(1): Figure(Decimal(1), 0)}
    assert holds(related(1, 1, exact=True), figures)
    assert not holds(related(1, -1, exact=True), figures)


# Intervals -------------------------------------------------------------------------------------------

ends = st.integers(-50, 50).map(Decimal)
intervals = st.tuples(ends, ends).map(lambda pair: Interval(min(pair), max(pair)))


@given(intervals, intervals, st.data())
def test_an_interval_holds_what_its_members_make(a: Interval, b: Interval, data: st.DataObject) -> None:
    x, y = (Decimal(data.draw(st.integers(int(i.low), int(i.high)))) for i in (a, b))
    for made, value in ((a + b, x + y), (a * b, x * y), (a.times(-1), -x), (a.times(1), x)):
        assert made.low <= value <= made.high
    assert a.shifted(3).low <= x + 3 <= a.shifted(3).high


@given(intervals, intervals)
def test_a_product_has_no_wider_ends_than_it_needs(a: Interval, b: Interval) -> None:
    corners = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    assert a * b == Interval(min(corners), max(corners))


@given(intervals, intervals)
def test_intervals_meet_where_they_have_a_value_in_common(a: Interval, b: Interval) -> None:
    common = {*range(int(a.low), int(a.high) + 1)} & {*range(int(b.low), int(b.high) + 1)}
    assert a.meets(b) is b.meets(a) is bool(common)


@pytest.mark.parametrize(("decimals", "half"), [(-6, "500000"), (-3, "500"), (0, "0.5"), (3, "0.0005")])
def test_a_printed_figure_stands_for_half_a_unit_to_both_sides(decimals: int, half: str) -> None:
    figure = Figure(Decimal(7), decimals)
    assert interval(figure) == Interval(7 - Decimal(half), 7 + Decimal(half))
    assert interval(figure, exact=True) == Interval(Decimal(7), Decimal(7))


# What is related: the relations of IIJ ----------------------------------------------------------------


@pytest.fixture(scope="module")
def company(definition: ReleaseDefinition) -> Company:
    return definition.company


def bound_as(company: Company, relation: str, keys: Iterable[Key]) -> list[Bound]:
    """The relations of that name, over these figures; of any statement where none is named."""
    return [
        bound
        for bound in bind(company, keys)
        if relation in (bound.relation, bound.relation.partition("/")[2])
    ]


def test_a_sum_binds_where_its_total_and_a_part_are_reported(company: Company) -> None:
    march, june = Period(date(2018, 3, 31)), Period(date(2018, 6, 30))
    assets = ["CashAndCashEquivalentsAtCarryingValue", "InventoryNet", "AssetsCurrent"]
    relation = "BalanceSheet/AssetsCurrent"
    keys = [key_of(name, (), june) for name in assets]
    (bound,) = bound_as(company, relation, keys)
    assert bound.total == key_of("AssetsCurrent", (), june)
    assert bound.parts == ((1, keys[0]), (1, keys[1]))
    assert (bound.per, bound.plus, bound.exact, bound.rule) == (None, 0, True, None)
    # Without its total, without a part, or with both but on two dates, nothing is summed.
    assert bound_as(company, relation, keys[:2]) == []
    assert bound_as(company, relation, keys[2:]) == []
    assert bound_as(company, relation, [key_of("AssetsCurrent", (), march), *keys[:2]]) == []


def test_a_sum_binds_for_every_member_as_a_calculation_does(company: Company) -> None:
    names = ["NetworkServicesRevenue", "WanServicesRevenue"]
    keys = [key_of(name, members, Q1) for members in ((), HIHO) for name in names]
    relation = "IncomeStatement/NetworkServicesRevenue"
    assert [bound.total[1] for bound in bound_as(company, relation, keys)] == [(), HIHO]
    # The parts of one member are never summed to the total of another.
    assert bound_as(company, relation, [keys[0], keys[3]]) == []


def test_a_debit_leaves_a_sum_of_credits(company: Company) -> None:
    keys = [key_of(name, (), Q1) for name in ("OperatingIncomeLoss", "EquipmentSalesRevenue")]
    costs = key_of("CostsAndExpenses", (), Q1)
    (bound,) = bound_as(company, "IncomeStatement/OperatingIncomeLoss", [*keys, costs])
    assert bound.parts == ((1, keys[1]), (-1, costs))


def test_a_rate_of_growth_binds_to_the_year_before(company: Company) -> None:
    name = "WanServicesRevenue"
    rate = key_of(f"{name}ChangeOverPriorYear", (), Q1)
    now, before = key_of(name, (), Q1), key_of(name, (), Q1_BEFORE)
    (bound,) = bound_as(company, rate[0], [rate, now, before])
    assert (bound.total, bound.parts, bound.per) == (rate, ((1, now),), before)
    assert (bound.plus, bound.exact) == (1, False)
    # Another year before is none, and without one of its terms nothing is compared.
    earlier = key_of(name, (), Period(date(2016, 6, 30), date(2016, 4, 1)))
    for keys in ([rate, now, earlier], [rate, now], [rate, before], [now, before]):
        assert bound_as(company, rate[0], keys) == []


def test_a_relation_without_members_binds_for_every_member_that_reports_it(company: Company) -> None:
    name = "InternetConnectivityServicesEnterpriseRevenue"
    keys = [
        key_of(concept, members, period)
        for members in ((), MOBILE)
        for concept, period in ((f"{name}ChangeOverPriorYear", Q1), (name, Q1), (name, Q1_BEFORE))
    ]
    for bound in (found := bound_as(company, f"{name}ChangeOverPriorYear", keys)):
        assert {members for _, members, _ in bound.keys} == {bound.total[1]}
    assert [bound.total[1] for bound in found] == [(), MOBILE]
    # The whole's rate is not compared with the revenue of a member.
    assert bound_as(company, f"{name}ChangeOverPriorYear", [keys[0], *keys[4:]]) == []


def test_a_relation_with_members_binds_for_these_alone(company: Company) -> None:
    name = "InternetConnectivityServicesConsumerRevenue"
    iij: Members = (("ProductOrServiceAxis", "IijConsumerServicesMember"),)
    keys = [key_of(name, members, Q1) for members in ((), iij, HIHO)]
    (bound,) = bound_as(company, name, keys)
    assert bound.total == keys[0]
    assert bound.parts == ((1, keys[1]), (1, keys[2]))
    # A part that is not reported counts for nothing, but one is.
    (alone,) = bound_as(company, name, keys[:2])
    assert alone.parts == ((1, keys[1]),)
    assert bound_as(company, name, keys[:1]) == []


def test_a_flow_binds_to_the_balances_at_its_start_and_end(company: Company) -> None:
    cash = "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents"
    change = key_of(f"{cash}PeriodIncreaseDecreaseIncludingExchangeRateEffect", (), Q1)
    start, end = key_of(cash, (), Q1.opening()), key_of(cash, (), Q1.closing())
    (bound,) = bound_as(company, "CashRollForward", [change, start, end])
    assert bound.total == end
    assert bound.parts == ((1, start), (1, change))
    # Without the flow, or one end of it, nothing rolls forward.
    for keys in ([start, end], [change, end], [change, start]):
        assert bound_as(company, "CashRollForward", keys) == []


def test_a_movement_is_the_end_less_the_start(company: Company) -> None:
    name = "ConnectivityServicesContractsAndSubscriptions"
    june, year = Period(date(2018, 6, 30)), Period(date(2017, 6, 30)).between(Period(date(2018, 6, 30)))
    moved = key_of(f"{name}PeriodIncreaseDecrease", MOBILE, year)
    start, end = key_of(name, MOBILE, Period(date(2017, 6, 30))), key_of(name, MOBILE, june)
    (bound,) = bound_as(company, moved[0], [moved, start, end])
    assert (bound.total, bound.parts, bound.exact) == (moved, ((1, end), (-1, start)), True)
    # The balances of another quarter are not what moved.
    march = key_of(name, MOBILE, Period(date(2018, 3, 31)))
    assert bound_as(company, moved[0], [moved, march, end]) == []


DIVIDEND = "CommonStockDividendsPerShareByRecordDate"


def dividends(members: Members = ()) -> list[Key]:
    return [key_of(DIVIDEND, members, period) for period in (YEAR, *QUARTERS)]


def test_the_quarters_of_a_year_are_those_of_its_own(company: Company) -> None:
    year, *quarters = dividends()
    (bound,) = bound_as(company, "QuartersMakeTheYear", [year, *quarters])
    assert bound.total == year
    assert bound.parts == tuple((1, quarter) for quarter in quarters)
    # Each of them is needed, and none of another year stands for it.
    for missing in quarters:
        left = [quarter for quarter in quarters if quarter != missing]
        assert bound_as(company, "QuartersMakeTheYear", [year, *left]) == []
        _, _, period = missing
        before = company.calendar.year_before(period)
        assert bound_as(company, "QuartersMakeTheYear", [year, *left, key_of(DIVIDEND, (), before)]) == []


def test_a_quarter_has_no_quarters(company: Company) -> None:
    # All that a quarter could be split into is reported, and still only the year is the sum of quarters.
    bounds = bound_as(company, "QuartersMakeTheYear", dividends())
    assert [bound.total[2] for bound in bounds] == [YEAR]
    assert bound_as(company, "QuartersMakeTheYear", dividends()[1:]) == []
    half = Period(date(2018, 9, 30), date(2018, 4, 1))
    assert bound_as(company, "QuartersMakeTheYear", [key_of(DIVIDEND, (), half), *dividends()[1:]]) == []


def test_a_forecast_year_is_made_of_what_is_declared_and_what_is_forecast(company: Company) -> None:
    year, first, *rest = dividends(FORECAST)
    actual = key_of(DIVIDEND, (), Q1)
    (bound,) = bound_as(company, "QuartersMakeTheForecastYear", [year, actual, *rest])
    assert bound.total == year
    assert bound.parts == ((1, actual), *((1, quarter) for quarter in rest))
    # The relation of the actual year names no member, and would bind for a whole year of forecasts too.
    assert bound_as(company, "QuartersMakeTheYear", [year, actual, *rest]) == []
    assert bound_as(company, "QuartersMakeTheForecastYear", [year, first, *rest]) == []


def test_a_ratio_needs_all_of_its_terms(company: Company) -> None:
    june = Period(date(2018, 6, 30))
    ratio, equity, assets = (
        key_of(name, (), june) for name in ("StockholdersEquityOverAssets", "StockholdersEquity", "Assets")
    )
    (bound,) = bound_as(company, "EquityRatio", [ratio, equity, assets])
    assert (bound.total, bound.parts, bound.per, bound.plus) == (ratio, ((1, equity),), assets, 0)
    for keys in ([ratio, equity], [ratio, assets], [equity, assets]):
        assert bound_as(company, "EquityRatio", keys) == []


def test_a_relation_without_parts_that_count_for_nothing(company: Company) -> None:
    name = "InternetConnectivityServicesConsumerRevenue"
    iij: Members = (("ProductOrServiceAxis", "IijConsumerServicesMember"),)
    total, first, second = (key_of(name, members, Q1) for members in ((), iij, HIHO))
    (bound,) = bound_as(company, name, [total, first, second])
    left = bound.without({second})
    assert left is not None
    assert left.keys == (total, first)
    assert bound.without(set()) == bound
    assert bound.without({first, second}) is None
    assert bound.without({total}) is None


def test_the_relations_come_in_the_same_order_whatever_the_order_of_the_figures(
    definition: ReleaseDefinition, company: Company
) -> None:
    names = ["AssetsCurrent", "InventoryNet", "Assets", "LiabilitiesAndStockholdersEquity", "Goodwill"]
    keys = [key_of(name, (), period.closing()) for name in names for period in (Q1,)]
    order = [bound.relation for bound in bind(company, keys)]
    assert len(order) > 2
    assert [bound.relation for bound in bind(company, reversed(keys))] == order


def test_every_relation_that_is_off_in_the_release_is_one_that_it_has(
    definition: ReleaseDefinition, company: Company
) -> None:
    # Accepted exceptions name relations: one that no longer exists could never occur.
    names = {
        *(f"{s.name}/{s.lines[rule.total].concept.name}" for s in company.statements for rule in s.sums),
        *(f"{s.name}/{relation.name}" for s in company.statements for relation in s.relations),
    }
    accepted = {entry.subject for entry in definition.exceptions if entry.kind == "relation"}
    assert accepted <= names
