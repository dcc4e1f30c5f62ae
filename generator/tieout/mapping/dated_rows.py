"""Maps tables whose rows are dated and whose columns are lines; a column of % is the growth of its line."""

from tieout.core import Period
from tieout.definitions import Line
from tieout.layout import Row
from tieout.mapping.cells import CellMapper
from tieout.mapping.column_checks import check_period, check_unit, lacking
from tieout.mapping.columns import unit_of
from tieout.mapping.model import Missing
from tieout.mapping.paired import Outcome, Paired, Slot, merged
from tieout.mapping.rows import line_missing


def map_dated_rows(paired: Paired, outcome: Outcome) -> None:
    """Maps every dated row; a row that names no period, or a period without a row, is a finding."""
    lines = paired.wanted.columns(paired.table)
    _check_lines(paired, lines, outcome)
    cells = CellMapper(paired, {}, outcome)
    for row in paired.table.rows:
        if row.dated is None:
            outcome.say(
                "row-no-period",
                f'the row "{row.caption}" names no period',
                "Mend the caption, or add its words to `vocabulary` in company.yaml.",
                paired.release.place(paired.table, row),
            )
            continue
        check_period(paired, row.dated.period, paired.release.place(paired.table, row), outcome)
        for number, cell in enumerate(row.cells, 1):
            line = lines.get(number)
            slot = _slot(paired, line, row, number) if line is not None else None
            cells.map(row, line, cell, number, slot)
    dated = {row.dated.period for row in paired.table.rows if row.dated is not None}
    for period in lacking(paired, dated):
        outcome.say(
            "row-missing",
            f"no row is of {period}, which this table is for",
            "Mend a row's caption, or the fiscal year and quarter in release.yaml.",
            paired.release.place(paired.table),
        )


def _check_lines(paired: Paired, lines: dict[int, Line], outcome: Outcome) -> None:
    found = {line.index for line in lines.values()}
    for line in paired.wanted.lines:
        if line.index not in found:
            what = f'no column is headed "{line.captions[0]}" ({line.concept.name})'
            outcome.missing.append(Missing(line_missing(paired, line, what), line.optional))
    for number, line in lines.items():
        column = paired.table.columns[number - 1]
        percent = column.unit is not None and column.unit.measure == "pure"
        growth = percent and line.concept.type != "percent"
        due = "%" if growth or line.concept.type == "percent" else paired.wanted.table.unit
        check_unit(paired, number, column, due, outcome)


def _slot(paired: Paired, line: Line, row: Row, number: int) -> Slot | None:
    assert row.dated is not None
    table, column = paired.wanted.table, paired.table.columns[number - 1]
    members = merged(line.members, table.members, table.forecast if row.dated.forecast else ())
    concept, sign = line.concept, line.sign
    if column.unit is not None and column.unit.measure == "pure" and concept.type != "percent":
        derived = paired.company.derived(concept, table.change or "")
        if derived is None:
            return None
        concept, sign = derived, 1
    period: Period | None = row.dated.period
    if line.within is not None:
        period = paired.company.calendar.quarter_of(row.dated.period, line.within)
    if period is None:
        return None
    return Slot(line, concept, period, members, unit_of(paired, concept, column), sign)
