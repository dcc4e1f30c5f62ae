"""How Alembic speaks to DuckDB, which it does not know by itself."""

from alembic.ddl.impl import DefaultImpl


class DuckDBImpl(DefaultImpl):
    """Tables and indexes are made as everywhere, in a transaction."""

    __dialect__ = "duckdb"
    transactional_ddl = True
