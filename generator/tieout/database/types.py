"""Column types, each in the words of the engines."""

from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import UserDefinedType


class Kind(UserDefinedType[Any]):
    """A type with different names in different engines; values are passed as each driver takes them."""

    cache_ok = True
    NAMES: dict[str, str] = {}  # noqa: RUF012 - each kind has its own, which nobody changes


class Amount(Kind):
    """An exact decimal: in SQLite, which has none, the digits as text."""

    NAMES = {"postgresql": "NUMERIC", "duckdb": "DECIMAL(38, 12)", "sqlite": "TEXT"}  # noqa: RUF012


class Members(Kind):
    """Axis to member: in SQLite as a text of JSON."""

    NAMES = {"postgresql": "JSONB", "duckdb": "MAP(VARCHAR, VARCHAR)", "sqlite": "TEXT"}  # noqa: RUF012


class Strings(Kind):
    """A list of texts: in SQLite as a text of JSON."""

    NAMES = {"postgresql": "TEXT[]", "duckdb": "VARCHAR[]", "sqlite": "TEXT"}  # noqa: RUF012


@compiles(Kind)
def _compiled(kind: Kind, compiler: Any, **_: Any) -> str:
    return kind.NAMES[compiler.dialect.name]
