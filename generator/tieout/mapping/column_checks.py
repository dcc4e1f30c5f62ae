"""Checks the columns of a table against its definition: their periods and their unit."""

from collections.abc import Set
from dataclasses import replace

from tieout.core import Finding, Period, Place
from tieout.language import Unit
from tieout.layout import Column
from tieout.mapping.paired import Outcome, Paired

# A table whose lines are in units of their own says so in place of a unit.
IN_LINE = "in-line"
# A table that says so may be of more periods than it names.
_ANY = "any"
_USUAL = {
    "durations": ("quarter", "quarter-before", "to-date", "to-date-before"),
    "instants": ("end", "opening", "end-before"),
}


def due_periods(paired: Paired) -> tuple[Period, ...]:
    """The periods that the table may report; the first is the one that is reported."""
    table, named = paired.wanted.table, paired.definition.periods
    names = tuple(name for name in table.periods if name != _ANY) or _USUAL[table.by]
    return tuple(dict.fromkeys(period for name in names for period in named[name]))


def lacking(paired: Paired, seen: Set[Period]) -> tuple[Period, ...]:
    """The periods that the table has to show and does not print.

    Where its definition names none, that is the reported period: the quarter, or the year to date where only
    that is printed, as in statements of cash flows.
    """
    table = paired.wanted.table
    if table.periods:
        if table.periods == (_ANY,):
            return ()
        past = _past(paired)
        return tuple(period for period in due_periods(paired) if seen and period not in seen | past)
    reported = ("quarter", "to-date") if table.by == "durations" else ("end",)
    due = tuple(period for name in reported for period in paired.definition.periods[name])
    return due[:1] if seen and not set(due) & set(seen) else ()


def _past(paired: Paired) -> set[Period]:
    """The ended periods in a table of forecasts: their figures are no forecasts any more."""
    forecast = set(paired.company.forecast) <= set(paired.wanted.table.members)
    end = paired.definition.period.end
    return {period for period in due_periods(paired) if forecast and period.end <= end}


def check_period(paired: Paired, period: Period, place: Place, outcome: Outcome) -> None:
    """A finding where a column or row is of a period that the table does not report."""
    expected = due_periods(paired)
    more = _ANY in paired.wanted.table.periods and paired.company.calendar.of_quarters(period)
    if period not in expected and not more:
        outcome.say(
            "column-unexpected",
            f"the column is of {period}, which this table does not report",
            f"Expected are {', '.join(str(p) for p in expected)}: mend the head or release.yaml.",
            place,
        )


def check_unit(paired: Paired, number: int, column: Column, due: str | None, outcome: Outcome) -> bool:
    """A finding where a column has no unit line, or another one than the table is defined in.

    Returns whether the column has a unit: without one its figures may be of any scale.
    """
    if due == IN_LINE or due is None:
        return True
    place = paired.header_place(column)
    if column.unit is None:
        outcome.say(
            "unit-missing",
            "the column has no unit line",
            f'Add the unit below the head or above the table, such as "{due}".',
            place,
        )
        return False
    defined = paired.language.unit(due)
    if column.unit_text == due or column.unit.same(defined) or _is_unscaled(column.unit, defined):
        return True
    differs = Finding(
        "mapping.unit-differs",
        f'the unit line says "{column.unit_text}", the table is defined in "{due}"',
        f"Mend the unit line, or `unit` at {paired.wanted.table.place}.",
        (place,),
    )
    money = defined is not None and defined.measure == paired.company.currency
    if defined is not None and money and replace(column.unit, scale=defined.scale) == defined:
        # Thousands for millions may be meant: the whole release tells. Of counts of shares it tells too
        # little: where their unit differs, too, nothing is believed.
        outcome.other_units[number] = (differs, column.unit.scale > defined.scale)
    else:
        outcome.findings.append(differs)
    return True


def _is_unscaled(unit: Unit, defined: Unit | None) -> bool:
    """Whether neither unit states a scale, as `$` does not. The layout reports that already."""
    return defined is not None and unit.measure == defined.measure and not (unit.scaled or defined.scaled)
