"""The flat table as Parquet: the facts of facts.csv with their types, no figure ever a float."""

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tieout.definitions import ReleaseDefinition
from tieout.facts import Fact, FactSet
from tieout.render import tables
from tieout.render.parquet import parquet


def written(facts: FactSet, definition: ReleaseDefinition) -> bytes:
    return b"".join(parquet(facts, definition.company))


@pytest.fixture(scope="module")
def data(facts: FactSet, definition: ReleaseDefinition) -> bytes:
    return written(facts, definition)


@pytest.fixture(scope="module")
def table(data: bytes) -> Any:
    return pq.read_table(io.BytesIO(data))


def test_every_fact_is_read_back_as_it_is(facts: FactSet, definition: ReleaseDefinition, table: Any) -> None:
    assert table.num_rows == len(facts.facts) > 500
    for fact, row in zip(facts.facts, table.to_pylist(), strict=True):
        numeric = isinstance(fact.value, Decimal)
        assert row["value"] == (fact.value if numeric else None)
        assert row["text"] == (None if numeric else fact.value)
        place = fact.places[0] if fact.places else None
        members = {
            axis: definition.company.concept(member).label["en"] for axis, member in fact.context.members
        }
        assert {name: row[name] for name in set(row) - {"value", "text"}} == {
            "id": fact.id,
            "concept": fact.concept.qname,
            "label": fact.concept.label["en"],
            "start": fact.context.period.start,
            "end": fact.context.period.end,
            "unit": fact.unit.measure if fact.unit else None,
            "decimals": fact.decimals,
            "line": place.line if place else None,
            "column": (place.column or None) if place else None,
            "table": (place.table or None) if place else None,
            "row": (place.row or None) if place else None,
            "head": (place.head or None) if place else None,
            **{axis: members.get(axis) for axis in facts.axes},
        }


def test_it_has_the_columns_of_the_csv_and_its_texts(
    facts: FactSet, definition: ReleaseDefinition, table: Any
) -> None:
    heads = tables.fact_heads(facts)
    assert [name for name in table.column_names if name != "text"] == list(heads)
    assert table.column_names.index("text") == table.column_names.index("value") + 1
    text = "".join(tables.write_csv(heads, tables.facts(facts, definition.company)))
    for flat, row in zip(csv.DictReader(io.StringIO(text)), table.to_pylist(), strict=True):
        value, said = row.pop("value"), row.pop("text")
        if value is None:
            assert flat.pop("value") == (said or "")
        else:
            assert Decimal(flat.pop("value")) == value
        assert flat == {name: "" if cell is None else str(cell) for name, cell in row.items()}


def test_types_are_exact(table: Any) -> None:
    kinds = {field.name: field.type for field in table.schema}
    assert kinds.pop("value") == pa.decimal128(38, 3)
    assert {kinds.pop(name) for name in ("start", "end")} == {pa.date32()}
    assert {kinds.pop(name) for name in ("decimals", "line", "column")} == {pa.int32()}
    assert set(kinds.values()) == {pa.string()}
    by_id = {row["id"]: row for row in table.to_pylist()}
    income = by_id["OperatingIncomeLoss_D20180401-20180630"]
    assert (income["value"], income["decimals"]) == (Decimal(1_179_867_000), -3)
    assert (income["start"], income["end"]) == (date(2018, 4, 1), date(2018, 6, 30))
    assert by_id["EarningsPerShareBasic_D20180401-20180630"]["value"] == Decimal("5.56")
    nil = by_id["CommitmentsAndContingencies_I20180630"]
    assert (nil["value"], nil["text"], nil["decimals"], nil["unit"]) == (None, None, None, "JPY")


def test_a_figure_of_any_length_stays_whole(facts: FactSet, definition: ReleaseDefinition) -> None:
    def with_value(fact: Fact, value: str) -> Fact:
        return replace(fact, value=Decimal(value))

    numeric = [fact for fact in facts.facts if isinstance(fact.value, Decimal)]
    long = with_value(numeric[0], "123456789012345678000000000")
    fine = with_value(numeric[1], "-0.123456789012345678")
    for chosen, kind in (
        ((long,), pa.decimal128(38, 0)),
        ((fine,), pa.decimal128(38, 18)),
        ((long, fine), pa.decimal256(76, 18)),
    ):
        read = pq.read_table(io.BytesIO(written(replace(facts, facts=chosen), definition)))
        assert read.schema.field("value").type == kind
        assert read.column("value").to_pylist() == [fact.value for fact in chosen]


def test_a_release_without_figures_has_the_same_columns(
    facts: FactSet, definition: ReleaseDefinition, table: Any
) -> None:
    empty = pq.read_table(io.BytesIO(written(replace(facts, facts=()), definition)))
    assert empty.num_rows == 0
    assert empty.column_names == table.column_names


def test_the_bytes_say_nothing_of_where_they_were_made(
    facts: FactSet, definition: ReleaseDefinition, data: bytes
) -> None:
    assert written(facts, definition) == data
    about = pq.read_metadata(io.BytesIO(data))
    assert about.metadata is None
    group = about.row_group(0)
    assert {group.column(n).compression for n in range(group.num_columns)} == {"UNCOMPRESSED"}
