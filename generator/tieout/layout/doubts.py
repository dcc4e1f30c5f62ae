"""What a table leaves open, as findings at its place: no period, no unit, or a reading that is a guess."""

from collections.abc import Iterator

from tieout.core import Finding, Place, Severity
from tieout.language import Language
from tieout.layout.apart import years_apart
from tieout.layout.doubled import doubled
from tieout.layout.findings import pasted
from tieout.layout.mistimed import figures_of, mistimed
from tieout.layout.model import Cell, Column, Row, Table

# So many times as many amounts have to be whole, for those that are not to be doubted.
_MANY = 2
# So many times as large amounts in one scale may be as those beside them, and these scales are far apart.
_AS_LARGE, _SCALES_APART = 50, 3


def doubts(table: Table, file: str, language: Language) -> Iterator[Finding]:
    """A finding for each kind of reading, or each column, that is missing or doubtful in a table."""
    for number, column in enumerate(table.columns, 1):
        if column.kind == "figures" and table.prints_figures(number):
            yield from _of_column(table, number, column, file, language)
    yield from _days(table, file, language)
    yield from mistimed(table, file, language)
    yield from years_apart(table, file)
    yield from doubled(table, file)
    yield from _units(table, file, language)
    yield from _scales(table, file)
    yield from _percentages(table, file, language)
    yield from _each(table, file, language)
    yield from _decimals(table, file)


# Periods ---------------------------------------------------------------------------------------------


def _of_column(table: Table, number: int, column: Column, file: str, language: Language) -> Iterator[Finding]:
    place = Place(file, column.line or table.line, column.column, table.caption, head=column.text)
    undated = [row for row in table.rows if _number(row, number) is not None and row.dated is None]
    if column.period is None and undated:
        yield Finding(
            "layout.column-undated",
            f'the head of column {number}, "{column.text}", names no period',
            _mend(column, language),
            (place,),
            Severity.NOTICE,
        )
    elif column.reckoned and column.duration is not None:
        yield Finding(
            "layout.period-reckoned",
            f'the head of column {number}, "{column.text}", ends on {column.duration.end.isoformat()}, where '
            f"no such period of the fiscal year does: it is read as {column.period}",
            "Mend `fiscal-year` in company.yaml: `weeks` for one of 52 or 53 weeks.",
            (place,),
            Severity.NOTICE,
        )


def _days(table: Table, file: str, language: Language) -> Iterator[Finding]:
    """Heads whose day is in digits and may as well be another, day and month exchanged."""
    texts = [column.text for column in table.columns]
    for column in table.columns:
        other = language.other_day(column.text, texts) if column.period is not None else None
        if other is not None:
            yield Finding(
                "layout.day-or-month",
                f'the head "{column.text}" is read as of {column.period}; day and month exchanged it is of '
                f"{other.isoformat()}, and nothing says which of them comes first",
                "Print the month by its name, or the year, the month and the day in this order: 2024-04-05.",
                (Place(file, column.line or table.line, column.column, table.caption, head=column.text),),
                Severity.NOTICE,
            )
            return


def _mend(column: Column, language: Language) -> str:
    """The hint for an undated header: to write it beside a date, or to name the kind of column."""
    heading = language.heading(column.text)
    if heading is not None and heading.rest:
        words = pasted(heading.rest)
        return (
            "Mend the head. If its other words are of a period, add them to company.yaml by what they say, "
            f'such as a quarter: `vocabulary: {{headings: {{quarters: ["{words}"]}}}}`.'
        )
    return (
        "Mend the head. If it is a column of changes, which are left out, add it to company.yaml: "
        f'`vocabulary: {{column-words: {{change: ["{pasted(column.part or column.text)}"]}}}}`.'
    )


# Units -----------------------------------------------------------------------------------------------


def _units(table: Table, file: str, language: Language) -> Iterator[Finding]:
    """Findings for figures without a unit: nothing names one, or they are counts below a scale of money."""
    for measures in (False, True):
        found = [
            (row, cell, number)
            for row in table.rows
            for number, cell in figures_of(table, row)
            if cell.unit is None and (_type(table, row, number) == "measure") == measures
        ]
        if found:
            row, cell, number = found[0]
            head = table.columns[number - 1].text
            place = Place(file, cell.line, cell.column, table.caption, row.caption, head)
            if not measures:
                yield _unitless(row, head, len(found), place)
            elif language.rate_named(row.caption) is not None:
                yield _rates(row, len(found), place)
            else:
                yield _counts(row, len(found), place)


def _unitless(row: Row, head: str, count: int, place: Place) -> Finding:
    words = pasted(row.caption or head)
    return Finding(
        "layout.unit-missing",
        f'nothing says what {count} figures are counted in, from "{row.caption}" on: they have no unit',
        "State the unit under the table's `unit` in its definition. If the row counts no money, add it to "
        f'company.yaml: `vocabulary: {{measures: {{item: ["{words}"]}}}}`.',
        (place,),
    )


def _counts(row: Row, count: int, place: Place) -> Finding:
    words = pasted(next((text for text in (row.caption, *reversed(row.under)) if text), row.caption))
    return Finding(
        "layout.unit-missing",
        f'{count} figures, from "{row.caption}" on, count neither money nor shares, and nothing says whether '
        "they are in the scale of the table: they have no unit",
        "If they are printed one by one, add the words to company.yaml: "
        f'`vocabulary: {{measures: {{item: ["{words}"]}}, unit-words: {{singly: ["{words}"]}}}}`.',
        (place,),
        Severity.NOTICE,
    )


def _rates(row: Row, count: int, place: Place) -> Finding:
    words = pasted(row.caption)
    return Finding(
        "layout.unit-missing",
        f'{count} figures, from "{row.caption}" on, are rates or count something by their words, and nothing '
        "says whether they are in per cent: they have no unit",
        f'If they are, add the words to company.yaml: `vocabulary: {{types: {{percent: ["{words}"]}}}}`; if '
        f'they are plain numbers: `vocabulary: {{measures: {{pure: ["{words}"]}}, unit-words: {{singly: '
        f'["{words}"]}}}}`.',
        (place,),
        Severity.NOTICE,
    )


def _scales(table: Table, file: str) -> Iterator[Finding]:
    """Findings for amounts without a scale that are as large as others in thousands or millions."""
    alike: list[tuple[Row, Cell, Column]] = []
    apart = 0
    for row in table.rows:
        amounts = [
            (number, cell, abs(cell.reading.value))
            for number, cell in figures_of(table, row)
            if cell.unit is not None and cell.unit.money and cell.reading.value
        ]
        scaled = [size for _, cell, size in amounts if cell.unit and cell.unit.scale >= _SCALES_APART]
        bare = [one for one in amounts if one[1].unit and not one[1].unit.scaled and not one[1].unit.scale]
        if scaled and bare:
            number, cell, size = bare[0]
            if any(other / _AS_LARGE < size < other * _AS_LARGE for other in scaled):
                alike.append((row, cell, table.columns[number - 1]))
            else:
                apart += 1
    if len(alike) > apart:
        row, cell, column = alike[0]
        yield Finding(
            "layout.scale-apart",
            f'"{cell.text}" of "{row.caption}" is read as it is printed, while amounts beside it that are '
            f"printed as large are in the scale of their heads ({len(alike)} rows)",
            "Look which scale the column has, and state it under the table's `unit` in its definition.",
            (Place(file, cell.line, cell.column, table.caption, row.caption, column.text),),
        )


def _percentages(table: Table, file: str, language: Language) -> Iterator[Finding]:
    """Findings for rows read in per cent only since the row above them prints the sign."""
    found = [
        (row, cell)
        for row in table.rows
        for number, cell in figures_of(table, row)
        if _type(table, row, number) == "percent" and not cell.reading.percent
        if "percent"
        not in (language.row_type(row.caption), language.row_type(table.columns[number - 1].text))
    ]
    if found:
        row, cell = found[0]
        yield Finding(
            "layout.percent-above",
            f'{len(found)} figures, from "{row.caption}" on, are read in per cent, as the words or '
            "signs above them say",
            "Look whether it is so.",
            (Place(file, cell.line, cell.column, table.caption, row.caption),),
            Severity.NOTICE,
        )


def _each(table: Table, file: str, language: Language) -> Iterator[Finding]:
    """Findings for rows read as amounts per share only since they alone are printed in cents."""
    found: list[tuple[Row, Cell]] = []
    for row in table.rows:
        if row.type != "per-share":
            continue
        around = (row.caption, *row.under, table.caption, *table.stub)
        for number, cell in figures_of(table, row):
            texts = (*around, table.columns[number - 1].text)
            if all(language.row_type(text) != "per-share" for text in texts):
                found.append((row, cell))
    if found:
        row, cell = found[0]
        words = pasted(row.caption)
        yield Finding(
            "layout.cents-alone",
            f'{len(found)} figures, such as "{cell.text}" of "{row.caption}", are read as amounts per share, '
            "since they alone are printed in cents",
            "Look whether it is so. If the row counts something else, add it to company.yaml: "
            f'`vocabulary: {{types: {{measure: ["{words}"]}}}}`.',
            (Place(file, cell.line, cell.column, table.caption, row.caption),),
            Severity.NOTICE,
        )


def _decimals(table: Table, file: str) -> Iterator[Finding]:
    """Findings for amounts with decimal places among whole ones: they may be no money."""
    if any(finding.code == "layout.point-for-comma" for finding in table.findings):
        return
    money = [
        (row, cell)
        for row in table.rows
        for number, cell in figures_of(table, row)
        if cell.unit is not None
        and cell.unit.money
        and cell.unit.scale
        and not cell.currency
        and _in_scale(cell, table.columns[number - 1])
    ]
    broken = [(row, cell) for row, cell in money if cell.reading.places]
    if broken and len(money) > _MANY * len(broken):
        row, cell = broken[0]
        words = pasted(row.caption)
        yield Finding(
            "layout.decimals",
            f'{len(broken)} figures, such as "{cell.text}" of "{row.caption}", have decimal places where the '
            "other amounts of the table have none: they may be no money in its scale",
            "If the row counts no money, add it to company.yaml: "
            f'`vocabulary: {{types: {{percent: ["{words}"]}}}}`, or under `per-share` or `shares` there.',
            (Place(file, cell.line, cell.column, table.caption, row.caption),),
            Severity.NOTICE,
        )


def _in_scale(cell: Cell, column: Column) -> bool:
    """Whether a figure is in the scale of its column, and in none of its own."""
    return cell.unit is not None and column.unit is not None and cell.unit.scale == column.unit.scale


def _type(table: Table, row: Row, number: int) -> str | None:
    return row.type or table.columns[number - 1].type


def _number(row: Row, number: int) -> Cell | None:
    cell = row.cells[number - 1] if number <= len(row.cells) else None
    return cell if cell is not None and cell.reading.kind == "number" else None
