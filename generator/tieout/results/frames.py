"""Facts as tables for those who compute: a row a fact, no amount ever a float."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from tieout.core import library
from tieout.results.model import Fact, Place

_NOWHERE = Place("", 0, 0)
_NARROW = 38
CELL = ("file", "line", "column", "path", "table", "row", "head")
"""The columns that say where a row stands."""


def rows_of(facts: Sequence[Fact]) -> list[dict[str, Any]]:
    """Each fact by column: its own fields, a column for each axis that any fact has, its cell."""
    axes = sorted({axis for fact in facts for axis in fact.members})
    return [
        row_of(fact, {axis: fact.members.get(axis) for axis in axes}) | cell_of(fact.place or _NOWHERE)
        for fact in facts
    ]


def row_of(fact: Fact, members: Mapping[str, Any]) -> dict[str, Any]:
    """A fact by column, without its cell; `members` are the columns that say what it is of."""
    return {
        "id": fact.id,
        "concept": fact.concept,
        "element": fact.element,
        "label": fact.label,
        "start": fact.start,
        "end": fact.end,
        "unit": fact.unit,
        **members,
        "value": fact.value,
        "decimals": fact.decimals,
        "printed": fact.printed,
        "grade": fact.grade,
        "sure": fact.sure,
        "relations": list(fact.relations),
    }


def cell_of(place: Place) -> dict[str, object]:
    """A place by column: where a row stands in its document."""
    return {name: getattr(place, name) for name in CELL}


def to_pandas(facts: Sequence[Fact]) -> Any:
    """The facts as a data frame; `value` holds exact decimals. Raises InputError without pandas."""
    return library("pandas", "pandas").DataFrame(rows_of(facts))


def to_arrow(facts: Sequence[Fact]) -> Any:
    """The facts as an Arrow table. Raises InputError without arrow."""
    arrow = library("pyarrow", "parquet")
    rows = rows_of(facts)
    kinds: dict[str, Any] = {
        "start": arrow.date32(),
        "end": arrow.date32(),
        "value": _decimal(arrow, [fact.value for fact in facts]),
        "decimals": arrow.int32(),
        "line": arrow.int32(),
        "column": arrow.int32(),
        "sure": arrow.bool_(),
        "relations": arrow.list_(arrow.string()),
    }
    names = list(rows[0]) if rows else []
    schema = arrow.schema([(name, kinds.get(name, arrow.string())) for name in names])
    return arrow.Table.from_pylist(rows, schema=schema)


def _decimal(arrow: Any, values: Sequence[Decimal]) -> Any:
    """The decimal type that holds each amount to its last digit."""
    places = max((max(-int(value.as_tuple().exponent), 0) for value in values), default=0)
    digits = max((value.adjusted() + 1 for value in values), default=0) + places
    return arrow.decimal128(_NARROW, places) if digits <= _NARROW else arrow.decimal256(76, places)
