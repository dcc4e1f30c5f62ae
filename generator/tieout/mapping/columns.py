"""Decides what each column of a printed table is for, and with that its cells."""

from collections.abc import Mapping, Sequence

from tieout.core import Period, Severity
from tieout.definitions import Concept, Line, Members
from tieout.language import Unit
from tieout.layout import Column, cell_unit, same
from tieout.mapping.column_checks import IN_LINE, check_period, check_unit, lacking
from tieout.mapping.paired import Meaning, Outcome, Paired, Slot, merged, settled

_LEFT_OUT = {
    "percent-of": "a column of percentages of another one",
    "note": "a column of the numbers of notes",
    "change": "a column of changes, which the definition does not ask for",
}
_FURTHER = "a second column of changes, which are reckoned otherwise"
_RATES = "a column of rates of change, where the table's definition asks for amounts"
_AMOUNTS = "a column of changes by amount, where the table's definition asks for rates"
# So many days after a day is the same day of the next year, a year of weeks included.
_A_YEAR = range(350, 381)
# By so many days two quarters may differ in length, where one has a week more.
_NEARLY = 8


def column_meanings(paired: Paired, outcome: Outcome) -> dict[int, Meaning]:
    """What each column is for, by its number from 1; a column that is not understood is one finding."""
    meanings: dict[int, Meaning] = {}
    for number, column in enumerate(paired.table.columns, 1):
        if column.starts_here or paired.table.prints_figures(number):
            meanings[number] = meaning = _meaning(paired, number, column, outcome)
            if meaning.kind == "change" and column.starts_here and _is_further(meanings, number):
                meanings[number] = _left_out(paired, column, _FURTHER, outcome)
    _check_columns(paired, meanings, outcome)
    return meanings


def _meaning(paired: Paired, number: int, column: Column, outcome: Outcome) -> Meaning:
    table = paired.wanted.table
    if _is_change(paired, column):
        return _change(paired, number, column, outcome)
    if column.kind != "figures":
        why = _LEFT_OUT.get(column.kind, f"a column of {column.kind}")
        return _left_out(paired, column, why, outcome)
    if column.period is None:
        return _undated(paired, number, column, outcome)
    if _is_beside(paired, column):
        why = f'it counts something else than the column of its period beside it: "{column.unit_text}"'
        return _left_out(paired, column, why, outcome)
    if column.reckoned and column.duration is not None:
        outcome.say(
            "column-off-calendar",
            f'the head of column {number}, "{column.text}", ends on {column.duration.end.isoformat()}, '
            f"where no such period of the fiscal year does: it is read as {column.period}",
            "Mend the head, or `fiscal-year` in company.yaml: `weeks` for one of 52 or 53 weeks.",
            paired.header_place(column),
        )
        return Meaning("period", column, column.period, _members(paired, column) or ())
    if column.run_together:
        outcome.say(
            "heads-run-together",
            f'"{column.run_together}" is read as {column.period}: the other period has a column of its own',
            "Mend the release if it is another period.",
            paired.header_place(column),
            severity=Severity.NOTICE,
        )
    members = _members(paired, column)
    if members is None:
        why = f'a column of "{column.part}", which the definition does not name under `parts`'
        return _left_out(paired, column, why, outcome)
    check_period(paired, column.period, paired.header_place(column), outcome)
    if not check_unit(paired, number, column, table.unit, outcome):
        return Meaning("unclear", column)
    return Meaning("period", column, column.period, members)


def _change(paired: Paired, number: int, column: Column, outcome: Outcome) -> Meaning:
    """What a column of changes is for;
    it is left out if it shows another kind of change than the definition.
    """
    asked = paired.wanted.table.change
    if asked == "movement" and _is_rate(column):
        return _left_out(paired, column, _RATES, outcome)
    if asked == "growth" and not _is_rate(column) and any(map(_is_rate, _changes(paired))):
        return _left_out(paired, column, _AMOUNTS, outcome)
    check_unit(paired, number, column, "%" if asked == "growth" else None, outcome)
    return Meaning("change", column)


def _is_change(paired: Paired, column: Column) -> bool:
    """Whether a column shows changes: its header says so, or only changes have its unit."""
    if paired.wanted.table.change is None:
        return False
    return column.kind == "change" or (_is_rate(column) and paired.wanted.table.change == "growth")


def _changes(paired: Paired) -> list[Column]:
    return [column for column in paired.table.columns if _is_change(paired, column)]


def _is_rate(column: Column) -> bool:
    return column.unit is not None and column.unit.measure == "pure"


def _is_beside(paired: Paired, column: Column) -> bool:
    """Whether a column is in another unit than its table, beside a column of the same period in that unit.

    Such are the number of loans beside their amount, and the growth of a forecast beside the forecast.
    """
    due = paired.wanted.table.unit
    defined = paired.language.unit(due) if due not in (None, IN_LINE) else None
    if defined is None or column.unit is None or column.unit.measure == defined.measure:
        return False
    others = (other for other in paired.table.columns if other is not column and other.unit is not None)
    return any(
        (other.period, other.kind, other.unit.measure) == (column.period, "figures", defined.measure)
        for other in others
        if other.unit is not None
    )


def _left_out(paired: Paired, column: Column, why: str, outcome: Outcome) -> Meaning:
    outcome.say(
        "column-left-out",
        f'the column "{column.text}" is left out: {why}',
        "Nothing to do, unless its figures are wanted.",
        paired.header_place(column),
        severity=Severity.NOTICE,
    )
    return Meaning("left-out", column, why=why)


def _undated(paired: Paired, number: int, column: Column, outcome: Outcome) -> Meaning:
    """Reports a column with figures but without a period: one finding, and none for its cells."""
    place = paired.header_place(column)
    told = (one for one in paired.table.findings if one.code == "layout.column-undated")
    outcome.say(
        "column-no-period",
        f'the head of column {number}, "{column.text}", names no period',
        next((one.mend for one in told if one.places[0].head == column.text), "Mend the head."),
        place,
    )
    return Meaning("unclear", column)


def _members(paired: Paired, column: Column) -> tuple[tuple[str, str], ...] | None:
    """The members of a column by its header words; None where the definition does not know the words."""
    parts = paired.wanted.table.parts
    if not parts:
        return ()
    for part, members in parts:
        if same(part, column.part):
            return members
    return None


# Checks ----------------------------------------------------------------------------------------------


def _check_columns(paired: Paired, meanings: Mapping[int, Meaning], outcome: Outcome) -> None:
    dated = [(m.period, m.members) for m in meanings.values() if m.kind == "period" and m.period is not None]
    place = paired.release.place(paired.table)
    for period in () if paired.again else lacking(paired, {period for period, _ in dated}):
        outcome.say(
            "column-missing",
            f"no column is of {period}, which this table is for",
            "Mend a column's head, or the fiscal year and quarter in release.yaml.",
            place,
        )
    twice = {key for key in dated if dated.count(key) > 1}
    for period in sorted({period for period, _ in twice}, key=str):
        outcome.say("column-twice", f"two columns are of {period}", "Mend a head.", place)
    _check_changes(paired, meanings, outcome)


def _check_changes(paired: Paired, meanings: Mapping[int, Meaning], outcome: Outcome) -> None:
    """Reports a column of changes beside both the quarter and the year to date: it could be of either."""
    if paired.wanted.table.by != "durations" or not _periods_of(meanings):
        return
    for number, meaning in meanings.items():
        if meaning.kind != "change":
            continue
        periods = _compared(meanings, number)
        latest = {str(period) for period in periods if period.end == periods[-1].end}
        if len(latest) > 1:
            outcome.say(
                "change-unclear",
                f'the column "{meaning.column.text}" may be of {" or ".join(sorted(latest))}',
                "Let it follow the columns that it compares.",
                paired.header_place(meaning.column),
            )


# Slots -----------------------------------------------------------------------------------------------


def slot_of(paired: Paired, meanings: Mapping[int, Meaning], line: Line, number: int) -> Slot | None:
    """What a cell on a line is for. In a column of changes,
    the concept is the one derived from the line's.
    """
    meaning = meanings.get(number)
    if meaning is None:
        return None
    table = paired.wanted.table
    members = merged(line.members, table.members, meaning.members)
    if meaning.kind == "period" and meaning.period is not None:
        unit = unit_of(paired, line.concept, meaning.column)
        return Slot(line, line.concept, meaning.period, members, unit, line.sign)
    if meaning.kind != "change" or table.change is None or not _periods_of(meanings):
        return None
    concept = paired.company.derived(line.concept, table.change)
    if concept is None:
        return None
    compared = _compared(meanings, number)
    if table.change == "growth" and _is_over_less(compared):
        return None
    period = _changed_over(paired, line, compared)
    members = merged(members, _members_compared(meanings, number))
    sign = line.sign if table.change == "movement" else 1
    return Slot(line, concept, period, members, unit_of(paired, concept, meaning.column), sign)


def _is_over_less(compared: Sequence[Period]) -> bool:
    """Whether a change of a flow is against another quarter of the year: no rate over a year."""
    last = compared[-1]
    apart = [(last.end - period.end).days for period in compared[:-1]]
    return not last.instant and bool(apart) and not any(days in _A_YEAR for days in apart)


def _changed_over(paired: Paired, line: Line, compared: Sequence[Period]) -> Period:
    """The period of a change: of a flow the last one, of a balance the time between two that are compared.

    A balance is compared with that of a year before where a column is of it, and with the first column where
    none is; one among flows is taken at the same end of each period.
    """
    periods = [settled(line, line.concept, period) for period in compared]
    last = periods[-1]
    if not last.instant:
        return last
    year_before = paired.company.calendar.year_before(last)
    before = periods[0] if year_before not in periods[:-1] and len(periods) > 1 else year_before
    return before.between(last)


def unit_of(paired: Paired, concept: Concept, column: Column) -> Unit:
    """The unit of a figure: its column's, or the concept's own in a table of mixed units."""
    measure = paired.company.measure(concept)
    if paired.wanted.table.unit == IN_LINE or column.unit is None:
        return Unit(measure, 0)
    if column.unit.measure != paired.company.currency:
        return column.unit
    if concept.type == "shares":
        return cell_unit(column.unit, "shares", percent=False) or column.unit
    return Unit(measure, 0) if concept.type == "per-share" else column.unit


def _periods_of(meanings: Mapping[int, Meaning]) -> dict[int, Period]:
    return {
        number: meaning.period
        for number, meaning in meanings.items()
        if meaning.kind == "period" and meaning.period is not None
    }


def _is_further(meanings: Mapping[int, Meaning], number: int) -> bool:
    """Whether a column of changes follows another one in the same unit, and so is a change of another kind.

    Such are changes at constant rates of exchange, or against another quarter. A column without a header is
    none: a row's figures may have slipped into it.
    """
    before = max((at for at in _periods_of(meanings) if at < number), default=0)
    unit = meanings[number].column.unit
    beside = [meaning for at, meaning in meanings.items() if before < at < number]
    return any(meaning.kind == "change" and meaning.column.unit == unit for meaning in beside)


def _compared(meanings: Mapping[int, Meaning], number: int) -> list[Period]:
    """The periods that a column of changes compares, in order: those of the columns before it, back to the
    last such column; those after it where it stands first.
    """
    periods = _periods_of(meanings)
    group = _columns_compared(meanings, number)
    return sorted((periods[at] for at in group), key=lambda period: period.end)


def _members_compared(meanings: Mapping[int, Meaning], number: int) -> Members:
    """The members of the columns that a column of changes is of, where these are of one part."""
    parts = {meanings[at].members for at in _columns_compared(meanings, number)}
    return parts.pop() if len(parts) == 1 else ()


def _columns_compared(meanings: Mapping[int, Meaning], number: int) -> list[int]:
    """The columns that a column of changes is of: see `_compared`."""
    periods = _periods_of(meanings)
    changes = [at for at, meaning in meanings.items() if meaning.kind == "change"]
    left = [at for at in periods if at < number]
    edge = max((at for at in changes if left and at < max(left)), default=0)
    group = [at for at in left if at > edge]
    if len(group) == 1 and edge:
        group = [*_latest_beside(meanings, group[0], [at for at in left if at < edge]), *group]
    return group or sorted(periods)


def _latest_beside(meanings: Mapping[int, Meaning], number: int, others: Sequence[int]) -> list[int]:
    """The column that one alone behind a column of changes is compared with: the latest of those before.

    So stands the year before in `September 30 | June 30 | % Change | September 30 | % Change`.
    """
    periods, own = _periods_of(meanings), meanings[number]
    alike = [
        at
        for at in others
        if meanings[at].members == own.members
        and periods[at].end > periods[number].end
        and abs(_days(periods[at]) - _days(periods[number])) <= _NEARLY
    ]
    return [max(alike, key=lambda at: periods[at].end)] if alike else []


def _days(period: Period) -> int:
    """How many days a period lasts; none of an instant."""
    return (period.end - period.start).days + 1 if period.start is not None else 0
