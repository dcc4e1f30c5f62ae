"""The first schema: documents, facts, relations and findings."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

from tieout.database.types import Amount, Members, Strings

revision = "0001"
down_revision = None

_CELL = "file line:int column:int path table row head"
_TABLES = {
    "documents": "sha256! name company_name identifier currency language fiscal_year:int fiscal_quarter:int "
    "fiscal_year_end:date published:date status scope unread:int version company! period! content!",
    "facts": "sha256! published:date id! concept element label start:date end:date unit members:members "
    "value:amount amount decimals:int printed grade sure:bool relations:strings " + _CELL + " "
    "company! period!",
    "relations": "sha256! name holds:bool difference:amount equation facts:strings company! period!",
    "findings": "sha256! number:int! code severity message hint facts:strings " + _CELL + " company! period!",
}
_KEYS = {"documents": ("sha256",), "facts": ("sha256", "id"), "findings": ("sha256", "number")}
_TYPES: dict[str, type[TypeEngine[Any]]] = {
    "": sa.Text,
    "int": sa.Integer,
    "date": sa.Date,
    "bool": sa.Boolean,
    "amount": Amount,
    "members": Members,
    "strings": Strings,
}
# What is asked of all companies: one element over their periods. What such a question shows is in the index.
_WHOLE = {"postgresql": "members = '{}'::jsonb", "sqlite": "members = '{}'"}
_COVERED = 'element, company, "end", start, published, unit, value'
_FACTS_OF_ELEMENT = {
    name: f"create index facts_of_element on facts ({_COVERED}) where sure and {whole}"
    for name, whole in _WHOLE.items()
}


def upgrade() -> None:
    """Makes the tables and their indexes."""
    engine = op.get_bind().dialect.name
    in_files = engine == "duckdb"
    for name, columns in _TABLES.items():
        # DuckDB takes rows off and puts them in again in one transaction only where no key forbids it.
        keys = () if in_files and name != "documents" else tuple(_keys(name))
        op.create_table(name, *_columns(columns), *keys)
    if not in_files:
        # DuckDB reads columns as fast without, and keeps each index in memory.
        op.create_index("documents_of_period", "documents", ["company", "period"])
        op.create_index("relations_of_document", "relations", ["sha256"])
        op.create_index("facts_of_company", "facts", ["company", "concept"])
        op.execute(_FACTS_OF_ELEMENT[engine])


def _columns(told: str) -> Iterator[sa.Column[object]]:
    for word in told.split():
        name, _, kind = word.rstrip("!").partition(":")
        yield sa.Column(name, _TYPES[kind](), nullable=not word.endswith("!"))


def _keys(name: str) -> Iterator[sa.Constraint]:
    if name in _KEYS:
        yield sa.PrimaryKeyConstraint(*_KEYS[name], name=f"{name}_key")
    if name != "documents":
        yield sa.ForeignKeyConstraint(["sha256"], ["documents.sha256"], ondelete="CASCADE")
