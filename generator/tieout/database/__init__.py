"""A database of releases: PostgreSQL, DuckDB or SQLite, with the tables of a dataset.

`load` puts releases, drafts and datasets into one, each document whole or not at all and once however often.
The schema is in `schema`; `migrations` bring an earlier one to it.
"""

from tieout.database.found import Source, sources_in
from tieout.database.load import Loaded, load
from tieout.database.schema import described

__all__ = ["Loaded", "Source", "described", "load", "sources_in"]
