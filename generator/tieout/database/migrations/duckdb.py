"""Support for DuckDB in Alembic, which does not know it by itself."""

from alembic.ddl.impl import DefaultImpl


class DuckDBImpl(DefaultImpl):
    """The dialect of DuckDB for Alembic: schema changes work in transactions, as in most databases."""

    __dialect__ = "duckdb"
    transactional_ddl = True
