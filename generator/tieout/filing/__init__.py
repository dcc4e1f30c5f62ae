"""A company's own filed report, as Inline XBRL, held against its earnings release. Nothing is fetched.

`read_filing` gives the facts that the report's page states; `diff` says which of a release's they are, which
amounts differ, and what only one of the two has.
"""

from tieout.filing.diff import STATES, Diff, Line, State, diff
from tieout.filing.inline import Filed, Filing, read_filing

__all__ = ["STATES", "Diff", "Filed", "Filing", "Line", "State", "diff", "read_filing"]
