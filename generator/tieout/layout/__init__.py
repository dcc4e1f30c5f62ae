"""The layout of a release: grids and lines of a document, understood in the words of a language.

Whatever knows tables knows them from here: nothing behind this package looks at raw cells again. A
document goes through in this order, each step in the module of its name:

- `alignment`: the cells of a grid into the columns that are printed;
- `roles`: which rows are titles, headers and figures, and where a table begins anew;
- `heads`, `periods`, `units`, `columns`: what stands above a column, when and what its figures are of,
  and which kind of column it is. A kind is a name with its words in the vocabulary, under `column-words`;
  only one whose numbers are more than left out needs code, in `columns` here and in `mapping/columns`;
- `rows`, `forms`, `counted`, `cells`: captions, and what each row and cell is counted in, by words and by
  form;
- `blocks`, `beside`, `ends`: years and balances among the rows, which say when their figures are of;
- `measured`: columns of several amounts, which make a table each;
- `continued`: whether a table goes on with the one before it;
- `quarters`, `years`, `named`: years and quarters that stand beside what dates them;
- `corroborate`, `again`, `doubts`, `mistimed`, `findings`: a scale that is stated nowhere, a scale or a year
  that is contradicted, and whatever is left open.
"""

from tieout.layout.captions import marks, marks_of_figure, match, match_any, note, same, tidy
from tieout.layout.continued import goes_on
from tieout.layout.counted import cell_unit
from tieout.layout.model import Cell, Column, Release, Row, Table
from tieout.layout.scans import is_scanned_again, is_second_scan
from tieout.layout.understand import read_release, understand

__all__ = [
    "Cell",
    "Column",
    "Release",
    "Row",
    "Table",
    "cell_unit",
    "goes_on",
    "is_scanned_again",
    "is_second_scan",
    "marks",
    "marks_of_figure",
    "match",
    "match_any",
    "note",
    "read_release",
    "same",
    "tidy",
    "understand",
]
