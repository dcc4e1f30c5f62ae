"""Language: text becomes numbers, periods and units by wordings that are data.

A new date form, unit line or word for a kind of column is a line of
`taxonomy/base/vocabulary/LANGUAGE.yaml`, or under `vocabulary` in a company.yaml: `headings` say periods
piece by piece (`date`, `quarter`, `months`), `unit-words` make unit lines, `column-words` are columns
that have no figures (a kind that is new goes under `other`), `types` and `measures` say what rows count.
A language is a file of its own there. What the words of each key may be is in `docs/yaml.md`; the readers
here know no word.

`tokens` splits text, `wordings` finds forms in it; upon them stand `headings` and `periods` (what is said
of a time), `units`, `currencies` and `measures` (what is counted), `columns` (what a column or row is),
`numbers`, and `amounts` (those in a caption). `Language` is all of them for one company.
"""

from tieout.core import NumberForm
from tieout.language.amounts import AmountGroup, Amounts
from tieout.language.columns import End, PeriodType, RowType
from tieout.language.dates import day_of
from tieout.language.language import Language, language_of, plain_language
from tieout.language.locales import countries_of
from tieout.language.measures import Measure
from tieout.language.model import ColumnWord, Dated, Heading, Label, Length, Nth, StatedDuration, Unit

__all__ = [
    "AmountGroup",
    "Amounts",
    "ColumnWord",
    "Dated",
    "End",
    "Heading",
    "Label",
    "Language",
    "Length",
    "Measure",
    "Nth",
    "NumberForm",
    "PeriodType",
    "RowType",
    "StatedDuration",
    "Unit",
    "countries_of",
    "day_of",
    "language_of",
    "plain_language",
]
