"""The plain tables beside the XBRL files: the trace, the accepted exceptions, the crosswalk."""

import csv
import io
from collections.abc import Iterable, Iterator

from tieout.facts import FactSet
from tieout.render.layout import Layout
from tieout.tie import Tied

TRACE = ("file", "line", "column", "printed", "table", "row", "head", "outcome", "fact", "reason")
EXCEPTIONS = ("kind", "relation", "period", "by", "fact", "why")
CROSSWALK = ("concept", "label", "type", "balance", "period", "relation", "element", "topic")


def write_csv(heads: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """CSV with one line end everywhere."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    yield buffer.getvalue()


def trace(facts: FactSet, file: str) -> Iterator[tuple[object, ...]]:
    """What became of each number in the tables that are read, in the order of the release.

    `file` is the release's file name, without the folder it happens to stand in.
    """
    unlike = {(repeat.printed.place, repeat.fact) for repeat in facts.repeats if not repeat.agrees}
    taken = {fact.id: fact.places[0] for fact in facts.facts if fact.places}
    rows: list[tuple[object, ...]] = []
    for fact_id, printed in facts.printed:
        if printed.figure is None:
            continue
        place = printed.place
        outcome = "fact" if taken.get(fact_id) == place else "repeat"
        reason = f"stated: {printed.stated}" if printed.stated else ""
        if (place, fact_id) in unlike:
            reason = "an accepted exception: it cannot be rounded from the fact"
        rows.append(
            (
                file,
                place.line,
                place.column,
                printed.text,
                place.table,
                place.row,
                place.head,
                outcome,
                fact_id,
                reason,
            )
        )
    for dropped in facts.dropped:
        place = dropped.place
        rows.append(
            (
                file,
                place.line,
                place.column,
                dropped.text,
                place.table,
                place.row,
                place.head,
                "none",
                "",
                dropped.why,
            )
        )
    yield from sorted(rows, key=lambda row: (row[1], row[2], row[8]))


def exceptions(tied: Tied) -> Iterator[tuple[object, ...]]:
    """The release's own contradictions that are accepted; validation reads them beside the instance."""
    for entry in tied.accepted:
        yield (
            entry.kind,
            entry.subject,
            str(entry.period),
            format(entry.by, "f"),
            entry.on,
            entry.why["en"].strip(),
        )


def crosswalk(layout: Layout) -> Iterator[tuple[object, ...]]:
    """Every concept and the official element that it is aligned with."""
    for name in sorted(layout.definition.company.concepts):
        concept = layout.definition.company.concept(name)
        yield (
            concept.qname,
            concept.label["en"],
            concept.type,
            concept.balance or "",
            concept.period,
            concept.relation,
            concept.element or "",
            concept.topic or "",
        )
