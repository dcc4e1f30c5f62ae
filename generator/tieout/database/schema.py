"""The tables of a database: those of a dataset, with the company and the period in every row.

The columns stand once, in `tieout.dataset`; what is said of each here is what docs/database.md says.
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
_SAID = {
    "sha256": "the document: the SHA-256 of its file, of a release's folder that of its text",
    "company": "the company's number in a register, or its name where the page says no number",
    "period": "the fiscal year and quarter that the document is of, such as 2025q1",
    "content": "the SHA-256 of what was read of the document",
    "name": "of a document the name of its file; of a relation STATEMENT/NAME",
    "value": "the amount in whole units, exact; in DuckDB null where it has more digits than 38, 12 behind "
    "the point",
    "amount": "the same as text, digit by digit",
    "difference": "what is printed less what its parts make",
    "decimals": "to which decimal it is printed: -3 is thousands",
    "element": "the official element that the concept is exactly, or null",
    "members": "axis to member; empty for the whole company",
    "start": "the first day; null for a point in time",
    "end": "the last day, itself included",
    "sure": "whether its concept is sure; false where it is a guess",
    "grade": "how far it is proven",
    "facts": "the ids of the facts concerned",
    "unread": "how many printed numbers nothing read",
    "version": "the version of the program that read it",
    "published": "the day of the document",
}


def _columns(name: str) -> Iterator[Column[object]]:
    more = {CONTENT: "string"} if name == "documents" else {}
    for column, kind in {**TABLES[name].columns, **FILED, **more}.items():
        told = _SAID.get(column)
        if column == "sha256" and name != "documents":
            owner = ForeignKey("documents.sha256", ondelete="CASCADE")
            yield Column(column, Text, owner, nullable=False, comment=told)
        else:
            yield Column(column, _TYPES[kind](), nullable=column not in _NEVER_NULL, comment=told)


_NEVER_NULL = frozenset(("sha256", "id", "number", CONTENT, *FILED))
for _name in TABLES:
    Table(_name, METADATA, *_columns(_name))


def described() -> str:
    """The tables in Markdown, for docs/database.md."""
    return "\n".join(_described()).rstrip()


def _described() -> Iterator[str]:
    for table in METADATA.sorted_tables:
        yield from (f"### {table.name}", "", "| column | type | what it is |", "|---|---|---|")
        for column in table.columns:
            kind = getattr(column.type, "NAMES", {}).get("postgresql", column.type.__visit_name__)
            yield f"| `{column.name}` | {kind.lower()} | {column.comment or ''} |"
        yield ""
