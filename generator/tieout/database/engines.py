"""Opens a database by its URL, and puts rows into each kind in its fastest way."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from tieout.core import Finding, InputError, library
from tieout.database.schema import FILED
from tieout.dataset import made

Row = dict[str, Any]

_DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_LIBRARIES = {"postgresql": "psycopg", "duckdb": "duckdb_engine", "sqlite": "sqlite3"}
# A file of another kind is no reason to fetch what reads it.
_OPTIONS = {"duckdb": {"config": {"autoinstall_known_extensions": False, "autoload_known_extensions": False}}}
_OF_DATA = ("DataError", "IntegrityError")
# How long one loader of a file waits for another, in seconds.
_PATIENCE = 120
# How SQLite, DuckDB and PostgreSQL say that the disk is full; none of them has a code for it in common.
_FULL = ("disk is full", "No space left on device")


def engine_of(url: str) -> Engine:
    """The engine for the database at a URL.

    Raises InputError where the kind of database is unknown, or its driver is not installed. No message
    contains a password.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise unusable("this is not the URL of a database") from None
    name = parsed.drivername.partition("+")[0]
    parsed = parsed.set(drivername=_DRIVERS.get(name, name))
    dialect = parsed.get_backend_name()
    if dialect not in _LIBRARIES:
        raise unusable(f"a database of the kind {dialect} is not known")
    library(_LIBRARIES[dialect], "database")
    engine = create_engine(parsed, poolclass=NullPool, connect_args=_OPTIONS.get(dialect, {}))
    if dialect == "sqlite":
        event.listen(engine, "connect", _patient)
        event.listen(engine, "begin", _writing)
    return engine


def unusable(what: str) -> InputError:
    """The error of a database that cannot be used; `what` is what is wrong."""
    if any(words in what for words in _FULL):
        mend = "Make room where the database is, and load again: what is loaded is passed over."
        return InputError(Finding("publish.no-space", what, mend))
    mend = "Name another, as postgresql://USER@HOST/NAME, duckdb:///FILE or sqlite:///FILE."
    return InputError(Finding("input.database", what, mend))


def _patient(connection: Any, _: Any) -> None:
    # Transactions begin where the program says, and take the file at once: another loader waits.
    connection.isolation_level = None
    connection.execute(f"pragma busy_timeout = {_PATIENCE * 1000}")
    connection.execute("pragma foreign_keys = on")


def _writing(connection: Connection) -> None:
    connection.exec_driver_sql("begin immediate")


class RefusedError(InputError):
    """Raised where a database refuses a document's data, so that other documents may still be loaded."""


@contextmanager
def told(engine: Engine) -> Iterator[None]:
    """Turns errors of an engine or a server into InputError, in their own words and without a password.

    It is RefusedError where the engine refuses the data.
    """
    driver = engine.dialect.loaded_dbapi
    try:
        yield
    except (SQLAlchemyError, driver.Error) as error:
        said = str(error.orig if isinstance(error, DBAPIError) else error).strip() or type(error).__name__
        if engine.url.password:
            said = said.replace(str(engine.url.password), "***")
        plain = engine.url.set(drivername=engine.url.get_backend_name(), query={})
        named = plain.render_as_string(hide_password=True)
        refused = unusable(f"{named}: {said.splitlines()[0]}")
        # What goes in by COPY raises the driver's own; that of DuckDB has no such kinds.
        of_data = (DataError, IntegrityError, *(getattr(driver, name, DataError) for name in _OF_DATA))
        raise RefusedError(*refused.findings) if isinstance(error, of_data) else refused from None


def lock(connection: Connection, names: Sequence[str]) -> None:
    """Locks some names against other loaders until the transaction ends.

    They are locked in sorted order, so that no two loaders wait for each other. Engines of files allow one
    writer anyway.
    """
    if connection.dialect.name == "postgresql":
        for name in sorted(names):
            connection.execute(
                text("select pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name}
            )


def insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Inserts rows into a table; columns that the rows lack are null."""
    if not rows:
        return
    columns = [column.name for column in table.columns if column.name in rows[0]]
    names = ", ".join(f'"{name}"' for name in columns)
    raw = connection.connection.driver_connection
    assert raw is not None
    match connection.dialect.name:
        case "postgresql":
            with raw.cursor() as cursor, cursor.copy(f"copy {table.name} ({names}) from stdin") as copy:
                of_row = itemgetter(*columns)
                for row in rows:
                    copy.write_row(of_row(_for_postgres(row)))
        case "duckdb":
            more = {name: "string" for name in columns if name in (*FILED, "content")}
            raw.register("incoming", made(table.name, list(rows), more))
            filled = f"insert into {table.name} ({names}) select {names} from incoming"  # noqa: S608 - our names
            connection.exec_driver_sql(filled)
            raw.unregister("incoming")
        case _:
            marks = ", ".join("?" for _ in columns)
            values = [tuple(_for_sqlite(name, row) for name in columns) for row in rows]
            filled = f"insert into {table.name} ({names}) values ({marks})"  # noqa: S608 - our names
            connection.exec_driver_sql(filled, values)


def _for_postgres(row: Row) -> Row:
    if "members" not in row:
        return row
    # Its decimals are of any length.
    members = json.dumps(dict(row["members"]), ensure_ascii=False)
    return row | {"members": members, "value": Decimal(row["amount"])}


def _for_sqlite(name: str, row: Row) -> Any:
    value = row["amount"] if name == "value" else row[name]
    if name == "members" or isinstance(value, list):
        return json.dumps(dict(value) if name == "members" else value, ensure_ascii=False)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value
