"""Findings about what is not understood or doubtful in a table, with its place and its words."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tieout.core import Finding, Place, Severity
from tieout.language import Language
from tieout.layout.model import Cell, Row, Table

# So many figures without a point beside each with one make the point a slip.
_OFTEN = 2
_SCALES = {0: "one by one", 3: "in thousands", 6: "in millions", 9: "in billions"}


def in_scale(scale: int) -> str:
    """A scale, as a power of ten, in words: 3 is `in thousands`."""
    return _SCALES.get(scale, f"in units of 10^{scale}")


def unclear_units(
    unclear: Sequence[str], place: Place, lines: Sequence[str], language: Language
) -> Iterator[Finding]:
    """Findings for texts that look like a unit line but are not understood:
    all figures below may be misscaled.
    """
    for text in unclear:
        words, excepted = language.unknown_in_unit(text)
        key = "unscaled" if excepted else "filler"
        means = "are not in the scale" if excepted else "change nothing"
        yield Finding(
            "layout.unit-unclear",
            f'"{text}" seems to say what the figures are counted in, and is not understood',
            f"If its words {means}, add them to company.yaml: "
            f'`vocabulary: {{unit-words: {{{key}: ["{pasted(words or text)}"]}}}}`.',
            (_at(text, place, lines), place),
        )


def years_alone(why: str, table: Table, file: str) -> Finding:
    """The finding that years stand without a date: they were taken for fiscal years."""
    return Finding(
        "layout.years-alone",
        f'"{table.caption}" names years alone: they are read as the whole fiscal years, {why}',
        "Look whether they are balances at the end of the years; say the period in the table's definition.",
        (Place(file, table.line, 0, table.caption),),
    )


def months_alone(table: Table, file: str) -> Finding:
    """The finding that months stand without a date: they were taken for whole months."""
    return Finding(
        "layout.months-alone",
        f'"{table.caption}" names months in sequence alone: each is read as what lasts that month',
        "Look whether they are balances at the end of the months; say the period in the table's definition.",
        (Place(file, table.line, 0, table.caption),),
        Severity.NOTICE,
    )


def pasted(text: str) -> str:
    """A text as it stands in a line of YAML between quotation marks."""
    return " ".join(text.split()).replace("\\", " ").replace('"', "'")


def _at(text: str, place: Place, lines: Sequence[str]) -> Place:
    """The place of a text or its beginning in the lines above a table, searched upwards from the table."""
    for number in range(min(place.line + 3, len(lines)), max(place.line - 40, 0), -1):
        line = lines[number - 1]
        begin = line.strip()
        column = line.find(begin if begin and text.startswith(begin) else text)
        if column >= 0:
            return Place(place.file, number, column + 1, place.table)
    return place


def odd_numbers(table: Table, place: Place) -> Iterator[Finding]:
    """Findings for figures in another form than their column's,
    such as a point where the others have commas.
    """
    for number, column in enumerate(table.columns, 1):
        if column.kind != "figures" or not table.prints_figures(number):
            continue
        cells = [(row, row.cells[number - 1]) for row in table.rows if number <= len(row.cells)]
        money = [(row, cell) for row, cell in cells if row.type is None and cell.reading.kind == "number"]
        yield from _points_for_commas(money, column.text, place)


def _points_for_commas(cells: Sequence[tuple[Row, Cell]], head: str, place: Place) -> Iterator[Finding]:
    """A finding for each figure with three digits behind a point,
    where twice as many others have no point.
    """
    pointed = [(row, cell) for row, cell in cells if cell.reading.places]
    if len(cells) < (1 + _OFTEN) * len(pointed) or not all(_like_thousands(cell) for _, cell in pointed):
        return
    for row, cell in pointed:
        yield Finding(
            "layout.point-for-comma",
            f'"{cell.text}" has a point where every other figure of its column has a comma or none',
            "Mend the release, or state under `readings` in release.yaml what it is.",
            (Place(place.file, cell.line, cell.column, place.table, row.caption, head),),
        )


def _like_thousands(cell: Cell) -> bool:
    """Whether the point in a figure looks like a comma before thousands: `139.435`."""
    value = cell.reading.value
    return cell.reading.places == 3 and value is not None and abs(value) < Decimal(1000)
