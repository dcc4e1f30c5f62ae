"""Whether a figure in the prose can be a fact, the change between two facts, its rate, or their ratio."""

from decimal import Decimal

from tieout.contact.prose.model import Printed, Range
from tieout.core import Figure, Slip, half_unit, slip
from tieout.facts import Fact

# Between two margins that are rounded to a tenth of a percent there may be so many points more or less.
_POINTS = Decimal("0.0010")
# The powers of ten that a wrong word for a scale makes: million for thousand, billion for thousand.
_SCALES = (3, 6, -3, -6)


def of_printed(one: Printed) -> Range:
    """The amounts for which a figure in the prose may stand."""
    half = half_unit(one.figure.decimals)
    return Range(one.figure.value - half, one.figure.value + half)


def of_fact(fact: Fact) -> Range:
    """The amounts for which a fact may stand, with its sign."""
    figure = fact.figure
    assert figure is not None
    half = half_unit(figure.decimals)
    return Range(figure.value - half, figure.value + half)


def is_figure(one: Printed, figure: Figure) -> bool:
    """Whether a figure can be another one that is printed at least as precisely; signs do not matter."""
    # `$79,557,000` is 79,557 thousand.
    if abs(figure.value) == one.figure.value:
        return True
    if one.figure.decimals >= figure.decimals:
        return False
    half = half_unit(one.figure.decimals)
    return abs(abs(figure.value) - one.figure.value) <= half


def is_change(one: Printed, turn: int, now: Fact, before: Fact) -> bool:
    """Whether a figure can be the difference of two facts, in the direction that its sentence says.

    `turn` is 1 for a rise, -1 for a fall. A rising loss is a falling result, so if a fact is negative only
    the amounts count.
    """
    a, b = of_fact(now), of_fact(before)
    said = of_printed(one)
    found = Range(a.low - b.high, a.high - b.low)
    if a.low < 0 or b.low < 0:
        return said.meets(found) or said.meets(Range(-found.high, -found.low))
    return said.meets(found) if turn > 0 else said.meets(Range(-found.high, -found.low))


def is_rate(one: Printed, turn: int, now: Fact, before: Fact) -> bool:
    """Whether a percentage can be the rate of change from one fact to the other; `turn` as in `is_change`."""
    a, b = of_fact(now), of_fact(before)
    if a.high < 0 and b.high < 0:
        # A loss that falls by a fifth.
        a, b = Range(-a.high, -a.low), Range(-b.high, -b.low)
    if b.low <= 0:
        return False
    found = Range(min(a.low / b.low, a.low / b.high) - 1, max(a.high / b.low, a.high / b.high) - 1)
    said = of_printed(one)
    return said.meets(found) if turn > 0 else said.meets(Range(-found.high, -found.low))


def ratio(above: Fact, below: Fact) -> Range | None:
    """The values that the ratio of two facts can have; None where it says nothing."""
    a, b = of_fact(above), of_fact(below)
    if b.low <= 0:
        return None
    return Range(min(a.low / b.low, a.low / b.high), max(a.high / b.low, a.high / b.high))


def is_ratio(one: Printed, above: Fact, below: Fact) -> bool:
    """Whether a percentage can be the ratio of two facts; signs do not matter."""
    found = ratio(above, below)
    if found is None:
        return False
    said = of_printed(one)
    return said.meets(found) or said.meets(Range(-found.high, -found.low))


def is_points(one: Printed, turn: int, now: Range, before: Range) -> bool:
    """Whether a number of percentage points can be the difference of two ratios, `now` and `before`.

    `turn` is 1 for a rise, -1 for a fall.
    """
    found = Range(now.low - before.high - _POINTS, now.high - before.low + _POINTS)
    said = of_printed(one)
    return said.meets(found) if turn > 0 else said.meets(Range(-found.high, -found.low))


def is_unscaled(one: Printed, figure: Figure) -> bool:
    """Whether a figure is another one without its scale, as notes below a table in thousands print it."""
    if figure.decimals >= 0 or one.figure.decimals != 0:
        return False
    return abs(figure.value) == one.figure.value.scaleb(-figure.decimals)


def slipped(one: Printed, value: Decimal) -> Slip | None:
    """The one slip of the pen that turns a value into the printed figure; None where it takes more.

    In another scale it may be rounded too: `14.5 billion` is 14,542 thousand with a wrong word for the scale.
    """
    said = of_printed(one)
    if any(said.low <= abs(value).scaleb(by) <= said.high for by in _SCALES) and one.figure.value:
        return "scale"
    unit = Decimal(1).scaleb(-one.figure.decimals)
    found = slip(int(one.figure.value / unit), int((abs(value) / unit).to_integral_value()))
    return found if found != "sign" else None
