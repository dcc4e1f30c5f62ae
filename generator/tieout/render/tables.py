"""The plain tables beside the XBRL files: the trace, the accepted exceptions, the crosswalk."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, astuple

from tieout.render.layout import Layout
from tieout.tie import Tied
from tieout.trace import Traced

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


def trace(rows: Iterable[Traced], file: str) -> Iterator[tuple[object, ...]]:
    """What became of each number, in the order of the release; `file` is its name without a folder."""
    for row in rows:
        yield file, *astuple(row)


def trace_json(rows: Iterable[Traced], file: str) -> Iterator[str]:
    """The same for machines: one object a line within an array."""
    opening = "["
    for row in rows:
        cell = {"file": file, **{key: value for key, value in asdict(row).items() if value}}
        yield f"{opening}\n{json.dumps(cell, ensure_ascii=False)}"
        opening = ","
    yield "\n]\n" if opening == "," else "[]\n"


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
