"""Language: text becomes numbers, periods and units by wordings that are data."""

from tieout.core import NumberForm
from tieout.language.amounts import AmountGroup, Amounts
from tieout.language.columns import PeriodType, RowType
from tieout.language.language import Language, language_of
from tieout.language.measures import Measure
from tieout.language.model import ColumnWord, Dated, Heading, Label, Length, StatedDuration, Unit

__all__ = [
    "AmountGroup",
    "Amounts",
    "ColumnWord",
    "Dated",
    "Heading",
    "Label",
    "Language",
    "Length",
    "Measure",
    "NumberForm",
    "PeriodType",
    "RowType",
    "StatedDuration",
    "Unit",
    "language_of",
]
