"""Amounts inside captions: `common stock, 75,520,000 shares authorized` gives a figure for each date."""

from tieout.core import Figure, Period, Place, Severity
from tieout.definitions import Concept, Line
from tieout.language import Amounts, Unit
from tieout.layout import Row, tidy
from tieout.mapping.cells import add
from tieout.mapping.paired import Outcome, Paired


def map_caption(
    paired: Paired,
    columns: tuple[tuple[Period, Unit | None], ...],
    row: Row,
    line: Line,
    placeholder: tuple[tuple[Concept, ...], str],
    outcome: Outcome,
) -> None:
    """The amounts in a part of a row's caption, for the periods of the table's dated columns.

    `placeholder` is that part: the concepts that its amounts are of, and its text.
    """
    concepts, text = placeholder
    amounts = paired.language.amounts(text)
    place = paired.release.place(paired.table, row)
    if amounts is None:
        outcome.say(
            "caption-unreadable",
            f'the amounts in the caption cannot be read: "{text}"',
            f'Expected is such as "{paired.company.currency} 1,234 thousand at DATE", or for each column '
            'one: "1,234 and 1,300 shares".',
            place,
        )
        return
    _tell_mended(amounts, place, outcome)
    periods = [period for period, _ in columns]
    dates = [Period(day) for day in amounts.dates] or periods
    if len(amounts.figures) not in (1, len(dates)) or set(dates) != set(periods):
        outcome.say(
            "caption-dates",
            "the amounts in the caption are not given for the dates of the columns",
            "Mend the dates in the caption.",
            place,
        )
        return
    unit = next((unit for _, unit in columns if unit is not None), None)
    # The line's sign is of its own figure; an amount in its caption is meant as it is printed.
    for number, period in enumerate(dates):
        at = number if len(amounts.figures) > 1 else 0
        where = _place(paired, row, amounts.texts, at)
        for concept in concepts:
            measure, figure = _in_unit(paired, concept, amounts, amounts.figures[at], unit)
            meant = (line, concept, period, line.members)
            add(paired, outcome, meant, measure, figure, amounts.texts[at], where)


def _tell_mended(amounts: Amounts, place: Place, outcome: Outcome) -> None:
    for printed, read in amounts.months:
        outcome.say(
            "month-misprinted",
            f'"{printed}" is read as {read}: no other month is one slip away',
            "Mend the release if it is another month.",
            place,
            severity=Severity.NOTICE,
        )


def _in_unit(
    paired: Paired, concept: Concept, amounts: Amounts, figure: Figure, unit: Unit | None
) -> tuple[str, Figure]:
    """An amount of a caption in its unit: without a scale of its own it is in that of the columns."""
    currency = paired.company.currency
    each = concept.type == "per-share" and amounts.measure == currency
    measure = paired.company.measure(concept) if each else amounts.measure
    if not amounts.bare or each or unit is None or unit.measure != currency:
        return measure, figure
    scale = (unit.shares or 0) if measure == "shares" else unit.scale
    return measure, Figure.scaled(figure.value, figure.decimals, scale)


def _place(paired: Paired, row: Row, texts: tuple[str, ...], at: int) -> Place:
    """The place of an amount inside a caption, found again in the line as printed."""
    line = paired.release.lines[row.line - 1]
    offset = row.column - 1
    for text in texts[: at + 1]:
        offset = line.find(text, offset) + 1
    return Place(paired.release.file, row.line, offset, paired.table.caption, tidy(row.caption)[:60], "")
