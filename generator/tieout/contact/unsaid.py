"""What a draft takes as usual where the page says nothing of it: the unit of figures, and the currency."""

from collections.abc import Iterator

from tieout.contact.identity import NO_CURRENCY, Said
from tieout.core import Finding, Place, Severity
from tieout.facts import FactSet
from tieout.layout import Cell, Column, Row, Table
from tieout.pipeline import Read


def unsaid_units(done: Read, currency: Said[str]) -> Iterator[Finding]:
    """A finding for each table whose figures are facts without any unit, a notice for a currency that is
    assumed.

    Such a figure may be money, in thousands or millions, and is kept as the plain number that is printed.
    """
    release, facts = done.release, done.facts
    places = {(one.place.line, one.place.column) for _, one in facts.printed}
    for table in release.tables:
        bare = [one for one in _bare(table) if (one[2].line, one[2].column) in places]
        if bare:
            row, column, cell = bare[0]
            what = "a figure is" if len(bare) == 1 else f"{len(bare)} figures are"
            yield Finding(
                "contact.unit-unsaid",
                f'nothing says what {what} counted in, from "{row.caption or column.text}" on: read as a'
                " plain number until something does",
                "State the unit above the table, as in (USD in thousands), or in the caption of the row.",
                (Place(release.file, cell.line, cell.column, table.caption, row.caption, column.text),),
            )
    if currency.source == NO_CURRENCY and (first := _of_money(facts, currency.value)) is not None:
        yield Finding(
            "contact.currency-unsaid",
            f"{NO_CURRENCY}: amounts are read as {currency.value}",
            "Say which it is: `--currency EUR`.",
            (first,),
            Severity.NOTICE,
        )


def _bare(table: Table) -> Iterator[tuple[Row, Column, Cell]]:
    """The numbers of a table for which nothing names a unit, not even the words of their row."""
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=False):
            if cell.unit is None and cell.reading.kind == "number" and row.type is None:
                yield row, column, cell


def _of_money(facts: FactSet, currency: str) -> Place | None:
    """The place of the first fact in a currency, or in it per share; None where there is none."""
    found = (one.place for _, one in facts.printed if one.measure.partition("/")[0] == currency)
    return next(found, None)
