"""The flat table of facts as Parquet, with the types that dataframes want and no figure ever a float."""

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tieout.definitions import Company
from tieout.facts import FactSet
from tieout.render import tables

_WHOLE, _DAYS = ("decimals", "line", "column"), ("start", "end")
_NARROW, _WIDE = 38, 76


def parquet(facts: FactSet, company: Company) -> Iterator[bytes]:
    """The bytes of facts.parquet: the columns of facts.csv, with null for an empty cell.

    `value` is a decimal with as many places as any figure has; other values are in the column `text`. A nil
    has neither. `start` and `end` are dates; `decimals`, `line` and `column` are integers.
    """
    heads = tables.fact_heads(facts)
    rows = list(tables.facts(facts, company))
    said = {head: [row[n] if row[n] != "" else None for row in rows] for n, head in enumerate(heads)}
    figures = [fact.value if isinstance(fact.value, Decimal) else None for fact in facts.facts]
    texts = [fact.value if isinstance(fact.value, str) else None for fact in facts.facts]
    columns: dict[str, tuple[Any, list[Any]]] = {}
    for head in heads:
        if head == "value":
            columns |= {"value": (_decimal(figures), figures), "text": (pa.string(), texts)}
        else:
            columns[head] = (_type(head), said[head])
    table = pa.table(
        [pa.array(values, type=kind) for kind, values in columns.values()],
        schema=pa.schema([(head, kind) for head, (kind, _) in columns.items()]),
    )
    written = io.BytesIO()
    # Not compressed, whose bytes depend on the library, and without a second schema that only Arrow reads.
    pq.write_table(table, written, compression="none", store_schema=False)
    yield written.getvalue()


def _type(head: str) -> Any:
    if head in _WHOLE:
        return pa.int32()
    return pa.date32() if head in _DAYS else pa.string()


def _decimal(figures: list[Decimal | None]) -> Any:
    """A decimal type that holds each figure exactly: 38 digits, or 76 where that is not enough."""
    known = [figure for figure in figures if figure is not None]
    places = max((-int(figure.as_tuple().exponent) for figure in known), default=0)
    places = max(places, 0)
    digits = max((figure.adjusted() + 1 for figure in known), default=0)
    return pa.decimal128(_NARROW, places) if digits + places <= _NARROW else pa.decimal256(_WIDE, places)
