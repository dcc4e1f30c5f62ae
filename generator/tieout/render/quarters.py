"""A picture of two releases of a company: revenue and net income, a bar for each quarter."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from tieout.compare import Side
from tieout.core import Finding, InputError, Period
from tieout.definitions import Concept, first_of
from tieout.facts import Fact
from tieout.render.files import Rendered
from tieout.render.labels import Labels
from tieout.render.picture_view import Row
from tieout.render.pictures import usual
from tieout.render.series import Series, plain_amount, render_series

_MILLIONS = 6
_SHOWN = ("revenue", "income")
_YEARS = 3


def render_quarters(name: str, old: Side, new: Side) -> Rendered:
    """The picture as an SVG file: each quarter that one of the releases prints, in order.

    A bar shows the later release's figure; where the earlier release printed another amount, that is a paler
    bar below it. Raises InputError where neither prints a quarter of revenue or net income.
    """
    series = list(_series(old, new))
    if not series:
        what = "neither release prints revenue or net income of a quarter, of which a picture could be made"
        raise InputError(Finding("input.no-quarters", what, "Leave --plot out."))
    periods = f"{old.definition.period} · {new.definition.period}".replace("/", " – ")
    return render_series(name, f"{first_of(new.definition.company.name)}: {periods}", series)


def _series(old: Side, new: Side) -> Iterator[Series]:
    labels = Labels(new.definition.company)
    for kind in _SHOWN:
        found = next(filter(None, (_concept(name, new) for name in usual()[kind])), None)
        rows = list(_rows(found, old, new)) if found is not None else []
        if found is not None and rows:
            unit = f"{new.definition.company.currency} millions"
            yield Series(first_of(labels.of(found)), unit, tuple(rows))


def _concept(name: str, side: Side) -> Concept | None:
    """The concept of a name, if the release prints it for its quarter and the whole company."""
    (period,) = side.definition.periods["quarter"]
    facts = _of(name, side.facts.facts)
    return facts[period].concept if period in facts else None


def _rows(concept: Concept, old: Side, new: Side) -> Iterator[Row]:
    before, now = (_of(concept.name, side.facts.facts) for side in (old, new))
    calendar, year = new.definition.company.calendar, new.definition.fiscal_year
    years = range(year - _YEARS, year + 1)
    for period in (calendar.quarter(one, number) for one in years for number in range(1, 5)):
        printed = [facts[period] for facts in (now, before) if period in facts]
        amounts = list(dict.fromkeys(_millions(fact) for fact in printed))
        for at, amount in enumerate(amounts):
            label = "" if at else f"{period.start} – {period.end}"
            yield Row(label, Decimal(0), amount, "before" if at else "now", plain_amount(amount))


def _of(name: str, facts: Iterable[Fact]) -> dict[Period, Fact]:
    """The facts of a concept for the whole company, by period."""
    return {
        fact.context.period: fact
        for fact in facts
        if fact.concept.name == name and not fact.context.members and fact.figure is not None
    }


def _millions(fact: Fact) -> Decimal:
    assert fact.figure is not None
    return fact.figure.value.scaleb(-_MILLIONS)
