"""The tables of a database: those of a dataset, with company and period in every row.

Columns are defined in `tieout.dataset`; their descriptions here are also in docs/database.md.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.types import TypeEngine

from tieout.database.types import Amount, Members, Strings
from tieout.dataset import TABLES
from tieout.results import Company, Fact, Finding, Place, Relation, Report, described_fields

METADATA = MetaData()
FILED = {"company": "string", "period": "string"}
"""What a dataset has in the names of its folders, and a database in each row."""
CONTENT = "content"
"""The column of documents that tells whether a document was read otherwise before."""

_TYPES: dict[str, type[TypeEngine[Any]]] = {
    "string": Text,
    "int32": Integer,
    "date32": Date,
    "bool_": Boolean,
    "amount": Amount,
    "members": Members,
    "strings": Strings,
}
# What the rows of each table are made of: its fields say what the columns are.
_MADE_OF: dict[str, tuple[type, ...]] = {
    "documents": (Report, Company),
    "facts": (Fact, Place),
    "relations": (Relation,),
    "findings": (Finding, Place),
}
_SAID = {
    "sha256": "The document: the SHA-256 of its file, of a release's folder that of its text.",
    "company": "The company's number in a register, or its name where the page says no number.",
    "period": "The fiscal year and quarter that the document is of, such as 2025q1.",
    "published": "The day of the document.",
    "content": "The SHA-256 of what was read of the document.",
    "company_name": "The company's name, as the document has it.",
    "fiscal_year": "The fiscal year that it is of.",
    "fiscal_quarter": "The quarter of that year, 1 to 4.",
    "fiscal_year_end": "The last day of the fiscal year.",
    "version": "The version of the program that read it.",
    "number": "Its place among the findings of its document, from 1.",
    "amount": "The same digit by digit, as text.",
}
_OF_TABLE = {
    ("documents", "name"): "The name of its file, or of its release's folder.",
    (
        "facts",
        "value",
    ): "The amount in whole units, exact. In DuckDB null where it has more than 26 digits "
    "before the point or 12 behind it.",
    ("relations", "facts"): "The ids of the facts that it relates, the total first.",
    ("findings", "facts"): "The ids of the facts concerned.",
}


def _said(table: str, column: str) -> str:
    of_fields = {key: said for made_of in _MADE_OF[table] for key, said in described_fields(made_of).items()}
    return _OF_TABLE.get((table, column)) or _SAID.get(column) or of_fields[column]


def _columns(name: str) -> Iterator[Column[object]]:
    more = {CONTENT: "string"} if name == "documents" else {}
    for column, kind in {**TABLES[name].columns, **FILED, **more}.items():
        told = _said(name, column)
        if column == "sha256" and name != "documents":
            owner = ForeignKey("documents.sha256", ondelete="CASCADE")
            yield Column(column, Text, owner, nullable=False, comment=told)
        else:
            yield Column(column, _TYPES[kind](), nullable=column not in _NEVER_NULL, comment=told)


_NEVER_NULL = frozenset(("sha256", "id", "number", CONTENT, *FILED))
for _name in TABLES:
    Table(_name, METADATA, *_columns(_name))


def described() -> str:
    """The description of the tables in Markdown, for docs/database.md."""
    return "\n".join(_described()).rstrip()


def _described() -> Iterator[str]:
    for table in METADATA.sorted_tables:
        yield from (f"### {table.name}", "", "| column | type | what it is |", "|---|---|---|")
        for column in table.columns:
            kind = getattr(column.type, "NAMES", {}).get("postgresql", column.type.__visit_name__)
            yield f"| `{column.name}` | {kind.lower()} | {column.comment} |"
        yield ""
