"""A dataset of releases: Parquet files that DuckDB, pandas, Arrow or Spark open as they are.

`add` puts what came of one release into it, whole or not at all; adding it again changes nothing. Each
document has a folder of its own, `company=…/period=…/document=…`, with the files of `TABLES`.
"""

from tieout.dataset.add import add
from tieout.dataset.history import Printing, history
from tieout.dataset.plot import write_plot
from tieout.dataset.tables import TABLES, need_arrow

__all__ = ["TABLES", "Printing", "add", "history", "need_arrow", "write_plot"]
