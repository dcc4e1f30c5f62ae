"""What arithmetic leaves open is told whole: any other figure is caught where it moves by its last digit."""

from collections import ChainMap
from decimal import Decimal

import pytest

from tieout.core import Figure, consistent
from tieout.pipeline import Read
from tieout.relations import Key, bind, figures_of, holds, index_of
from tieout.tie import loose, unrelated


@pytest.fixture(scope="module", params=["aapl", "iij"])
def done(request: pytest.FixtureRequest) -> Read:
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


class Slips:
    """Whether another figure would be seen."""

    def __init__(self, done: Read) -> None:
        self.keys = {fact.id: key for key, fact in index_of(done.facts).items()}
        self._figures = figures_of(done.facts)
        self._bounds = [
            bound
            for bound in bind(done.definition.company, index_of(done.facts))
            if holds(bound, self._figures)
        ]
        self._repeats: dict[str, list[Figure]] = {}
        for repeat in done.facts.repeats:
            if repeat.agrees and repeat.printed.figure is not None:
                self._repeats.setdefault(repeat.fact, []).append(repeat.printed.figure)

    def seen(self, fact_id: str, value: Decimal) -> bool:
        key: Key = self.keys[fact_id]
        trial = Figure(value, self._figures[key].decimals)
        figures = ChainMap({key: trial}, self._figures)
        agree = all(
            trial == again if trial.decimals == again.decimals else consistent(trial, again)
            for again in self._repeats.get(fact_id, [])
        )
        return not agree or not all(holds(bound, figures) for bound in self._bounds if key in bound.keys)


def test_a_slip_beyond_the_bounds_is_seen_and_one_within_is_not(done: Read) -> None:
    slips = Slips(done)
    found = list(loose(done.facts, done.definition.company))
    assert len(found) >= 10
    for held in found:
        assert held.low is not None
        assert held.high is not None
        assert held.low < held.high
        assert held.fact.decimals is not None
        unit = Decimal(1).scaleb(-held.fact.decimals)
        assert not slips.seen(held.fact.id, held.low)
        assert not slips.seen(held.fact.id, held.high)
        assert slips.seen(held.fact.id, held.low - unit)
        assert slips.seen(held.fact.id, held.high + unit)


def test_a_slip_in_the_last_digit_of_all_others_is_seen(done: Read) -> None:
    assert done.tied is not None
    slips = Slips(done)
    off = {fact.id for check in done.tied.checks if not check.holds for fact in check.facts}
    told = {fact.id for fact, _ in unrelated(done.facts, done.tied.checks)} | off
    told |= {held.fact.id for held in loose(done.facts, done.definition.company)}
    held = [fact for fact in done.facts.facts if fact.figure is not None and fact.id not in told]
    assert len(held) > 200
    for fact in held:
        assert fact.figure is not None
        unit = Decimal(1).scaleb(-fact.figure.decimals)
        assert slips.seen(fact.id, fact.figure.value + unit), fact.id
        assert slips.seen(fact.id, fact.figure.value - unit), fact.id


def test_a_count_of_shares_is_held_by_earnings_per_share_but_roughly(aapl: Read) -> None:
    found = {held.fact.id: held for held in loose(aapl.facts, aapl.definition.company)}
    shares = found["WeightedAverageNumberOfSharesOutstandingBasic_D20241229-20250329"]
    # 24,780 million in net income make 1.65 of a share with any of these counts.
    assert (shares.low, shares.high) == (Decimal("14972508000"), Decimal("15064134000"))
    # Earnings per share of 1.65 and 1.53 can have grown by more than 7.8 percent.
    growth = found["EarningsPerShareDilutedChangeOverPriorYear_D20241229-20250329"]
    assert (growth.low, growth.high) == (Decimal("0.07"), Decimal("0.09"))
    assert "NetIncomeLoss_D20241229-20250329" not in found
