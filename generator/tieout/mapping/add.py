"""Adds printed figures to what mapping a table gives, if their units are those of their concepts."""

from tieout.core import Figure, Period, Place
from tieout.definitions import Concept, Line, Members
from tieout.mapping.model import Printed
from tieout.mapping.paired import Outcome, Paired, settled


def add(  # noqa: PLR0913, PLR0917 - what a printed figure is made of
    paired: Paired,
    outcome: Outcome,
    meant: tuple[Line, Concept, Period, Members],
    measure: str,
    figure: Figure | None,
    text: str,
    place: Place,
    stated: str = "",
) -> Printed | None:
    """Adds a printed figure, or a finding where its unit is not that of its concept.

    `meant` is the line, the concept, the period and the members; returns the figure that was added, else
    None.
    """
    line, concept, period, members = meant
    due = paired.company.measure(concept)
    if measure != due:
        outcome.say(
            "unit-wrong",
            f'"{place.row or concept.name}" is {_kind(due)} as it is understood, and "{text}" is '
            f"{_kind(measure)} by its column: nothing proves which, and it is left out",
            "Mend the unit line, the concept's type, or the currency in company.yaml.",
            place,
        )
        return None
    printed = Printed(
        concept=concept,
        members=members,
        period=settled(line, concept, period),
        measure=measure,
        figure=figure,
        text=text,
        place=place,
        statement=paired.wanted.statement.name,
        line=line.index,
        stated=stated,
    )
    outcome.printed.append(printed)
    return printed


def _kind(measure: str) -> str:
    """The kind of figures in a unit, in words."""
    if measure.endswith("/shares"):
        return f"an amount per share in {measure.partition('/')[0]}"
    return {"pure": "a percentage or a plain number", "shares": "a number of shares"}.get(
        measure, f"in {measure}"
    )
