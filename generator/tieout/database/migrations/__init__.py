"""Brings a database to the schema of this version, step by step; each step is a module in `versions`.

A step is never changed once it is published: another schema is another step.
"""

from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from tieout.database.engines import lock, unusable
from tieout.database.migrations.duckdb import DuckDBImpl
from tieout.dataset import views

__all__ = ["VERSION_TABLE", "DuckDBImpl", "migrate"]

VERSION_TABLE = "tieout_schema"
"""The table that says which step a database is at."""


def migrate(connection: Connection) -> None:
    """Brings a database to the newest step; one that is there is not changed.

    Raises InputError where a newer version of the program has brought it further.
    """
    lock(connection, [VERSION_TABLE])
    script = _steps()
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    at, head = context.get_current_revision(), script.get_current_head()
    if at == head:
        return
    known = {one.revision for one in script.walk_revisions()}
    if at is not None and at not in known:
        raise unusable(f"its schema, {at}, is of a newer version of tieout")
    engine = connection.dialect.name
    asked = views(engine)
    if at is not None:
        for name in reversed(asked):
            connection.execute(text(f"drop view if exists {name}"))
    # A step runs in the transaction that is open: the database is at one or the other, never between.
    context = MigrationContext.configure(
        connection,
        opts={
            "version_table": VERSION_TABLE,
            "fn": lambda revision, _: script._upgrade_revs("head", revision),
        },
    )
    with Operations.context(context):
        context.run_migrations()
    for name, query in asked.items():
        connection.exec_driver_sql(f"create view {name} as {query}".replace("%", "%%"))


def _steps() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return ScriptDirectory.from_config(config)
