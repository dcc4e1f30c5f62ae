"""A dataset of releases: Parquet files that DuckDB, pandas, Arrow or Spark open directly.

`add` puts the result for one release into it, completely or not at all; adding it again changes nothing. Each
document has a folder of its own, `company=…/period=…/document=…`, with the files of `TABLES`.
"""

from tieout.dataset.add import add, company_key
from tieout.dataset.changes import Change, Changes, changes, views_over
from tieout.dataset.corrections import views
from tieout.dataset.history import Gap, Printing, gaps, history
from tieout.dataset.plot import write_plot
from tieout.dataset.tables import TABLES, Document, made, need_arrow, refuse_no_folder, rows_of

__all__ = [
    "TABLES",
    "Change",
    "Changes",
    "Document",
    "Gap",
    "Printing",
    "add",
    "changes",
    "company_key",
    "gaps",
    "history",
    "made",
    "need_arrow",
    "refuse_no_folder",
    "rows_of",
    "views",
    "views_over",
    "write_plot",
]
