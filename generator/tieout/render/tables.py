"""The plain tables beside the XBRL files: trace, accepted exceptions, crosswalk."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, astuple, replace

from tieout.core import Place, for_people
from tieout.definitions import Company, first_of
from tieout.facts import FactSet
from tieout.render.layout import Layout
from tieout.render.linkbase_view import used_concepts
from tieout.tie import Tied
from tieout.trace import Traced

TRACE = (
    "file", "line", "column", "printed", "table", "row", "head", "outcome", "fact", "reason",
    "source-line", "source-path",
)  # fmt: skip
EXCEPTIONS = (
    "kind", "relation", "period", "by", "total", "figure", "printed", "line", "computed", "fact", "why",
)  # fmt: skip
CROSSWALK = ("concept", "label", "type", "balance", "period", "relation", "element", "topic")


def write_csv(heads: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """CSV with one line end everywhere, each cell as it is."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    yield buffer.getvalue()


def write_csv_for_people(heads: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """CSV for spreadsheets, in which no text is run as a formula."""
    yield from write_csv(heads, (tuple(map(for_people, row)) for row in rows))


def trace(rows: Iterable[Traced], file: str) -> Iterator[tuple[object, ...]]:
    """The trace: the outcome of each number, in the order of the release; `file` is its name without a
    folder.

    The last two columns are filled for a web page: its line, and the element. For a workbook or a Word
    document, the last one is the place in it, and there is no line.
    """
    for row in rows:
        source = row.source
        told = astuple(replace(row, source=None))[:-1]
        yield file, *told, *(("", "") if source is None else (source.line or "", source.named))


def trace_json(rows: Iterable[Traced], file: str) -> Iterator[str]:
    """The trace as JSON: one object on each line of an array."""
    opening = "["
    for row in rows:
        cell = {"file": file, **{key: value for key, value in asdict(row).items() if value}}
        if row.source is not None:
            cell["source"] = {key: value for key, value in asdict(row.source).items() if value}
        yield f"{opening}\n{json.dumps(cell, ensure_ascii=False)}"
        opening = ","
    yield "\n]\n" if opening == "," else "[]\n"


def exceptions(tied: Tied, facts: FactSet) -> Iterator[tuple[object, ...]]:
    """The accepted contradictions of the release, which validation reads beside the instance.

    They are followed by notes on quotients that do not follow from rounded figures printed beside them.
    """
    values = {fact.id: fact.text or "" for fact in facts.facts}
    for entry in tied.accepted:
        yield (
            entry.kind,
            entry.subject,
            str(entry.period),
            format(entry.by, "f"),
            entry.total,
            values[entry.total],
            entry.printed if entry.kind == "repeat" else "",
            entry.line or "",
            entry.printed if entry.kind != "repeat" else "",
            entry.on,
            first_of(entry.why).strip(),
        )
    for note in tied.notes:
        total = note.check.total
        how = (
            "it follows from the figures that are printed more precisely elsewhere"
            if note.finer
            else "rounding of the figures allows it"
        )
        why = f"The rounded figures beside it make {note.printed:f}, not {note.check.reported:f}: {how}."
        by = format(note.check.reported - note.printed, "f")
        figure, period = total.text, str(total.context.period)
        yield (
            "note",
            note.check.relation,
            period,
            by,
            total.id,
            figure,
            "",
            "",
            format(note.printed, "f"),
            total.id,
            why,
        )


_FACT = ("id", "concept", "label", "start", "end", "unit")
_SOURCE = ("value", "decimals", "line", "column", "table", "row", "head")


def fact_heads(facts: FactSet) -> tuple[str, ...]:
    """The columns of the table of facts: one for each axis that is used."""
    return (*_FACT, *facts.axes, *_SOURCE)


def facts(facts: FactSet, company: Company) -> Iterator[tuple[object, ...]]:
    """The facts: label, period, unit, members, value, and the cell that prints each."""
    axes = facts.axes
    for fact in facts.facts:
        members, place = dict(fact.context.members), fact.places[0] if fact.places else Place()
        yield (
            fact.id,
            fact.concept.qname,
            first_of(fact.concept.label),
            fact.context.period.start or "",
            fact.context.period.end,
            fact.unit.measure if fact.unit is not None else "",
            *(first_of(company.concept(members[axis]).label) if axis in members else "" for axis in axes),
            fact.text or "",
            "" if fact.decimals is None else fact.decimals,
            place.line or "",
            place.column or "",
            place.table,
            place.row,
            place.head,
        )


def crosswalk(layout: Layout) -> Iterator[tuple[object, ...]]:
    """Every concept in the report, with the official element that it is aligned with."""
    for concept in sorted(used_concepts(layout.definition.company), key=lambda concept: concept.name):
        yield (
            concept.qname,
            first_of(concept.label),
            concept.type,
            concept.balance or "",
            concept.period,
            concept.relation,
            concept.element or "",
            concept.topic or "",
        )
