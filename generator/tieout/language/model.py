"""What the words of a heading, a unit line or a number say, as plain data."""

import datetime
from dataclasses import dataclass, field
from typing import Literal

from tieout.core import Figure, Period

_CODE = 3
Length = Literal["months", "weeks", "quarters", "years"]


@dataclass(frozen=True, slots=True)
class Nth:
    """The column of an amount by its number, from 0, among `of` columns."""

    number: int
    of: int


Label = datetime.date | int | Nth | None
"""Of which column an amount is: the date or the year that it ends on, or nothing that is said."""
ColumnWord = str
"""What a column of no period is of: `change`, `percent-of`, `note`, `per-cent`, or another kind by name."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a printed heading says of a period, in parts; a part that it does not say is None.

    Headings are printed in pieces: `Three Months Ended` above `March 31,` above `2025`, a year in the column
    and its days in the caption. Each piece is one of these, and `Language.combined` puts them together.

    `count` and `of` are a length (3 months, 13 weeks, 1 quarter, 1 year). `quarter` is a quarter by its
    number (`1Q25`, `second quarter`). `month`, `day` and `year` are the date that it ends on, or as much
    of it as is said; with a quarter or a length of years alone `year` names a fiscal year, and `fiscal`
    says that it does so expressly (`FY2025`). `start` is the first day where both ends are said.
    `instant` says that the words are those of a point in time (`as of`, `at`), `ended` that they are
    those of a duration even where its length is not said (`quarter ended`, `for the periods ended`),
    `to_date` that it begins with the fiscal year. `forecast` says that it is marked as one.
    `calendar` says that a year is one from January to December (`CY2024`), whatever the fiscal year.
    `rest` is what of the text is none of these and no remark; the heading is understood where it is empty.
    """

    count: int | None = None
    of: Length | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None
    fiscal: bool = False
    start: datetime.date | None = None
    instant: bool = False
    ended: bool = False
    to_date: bool = False
    forecast: bool = False
    calendar: bool = False
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """A period that a heading or caption names, and whether it is a forecast."""

    period: Period
    forecast: bool = False


@dataclass(frozen=True, slots=True)
class DayInDigits:
    """A day printed in digits alone. `other` is the day with its day and month exchanged, if there is one.

    `day_first` is the order in which it is read.
    """

    day: datetime.date
    other: datetime.date | None
    day_first: bool


@dataclass(frozen=True, slots=True)
class StatedDuration:
    """The printed length of a period and its last day,
    whether or not the fiscal calendar has such a period.
    """

    count: int
    of: Literal["months", "weeks"]
    end: datetime.date


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of figures: `measure` is a currency, `shares` or `pure`; `scale` is a power of ten.

    `shares` is the power of ten of counts of shares among amounts of money, if the unit line states it.
    `scaled`: the words state the scale; `$` alone does not, and keeps the scale above. `named`: the words
    name the currency; `(in thousands)` does not, and means the company's.
    """

    measure: str
    scale: int
    shares: int | None = None
    scaled: bool = field(default=True, compare=False)
    named: bool = field(default=True, compare=False)

    @property
    def money(self) -> bool:
        """Whether it is a currency, by its code of three capitals: no amount per share, and no count."""
        return len(self.measure) == _CODE and self.measure.isalpha() and self.measure.isupper()

    @property
    def in_hundredths(self) -> bool:
        """Whether it is a hundredth of a currency: cents, or cents per something."""
        return self.scale < 0 and self.measure != "pure"

    @property
    def of_shares(self) -> int:
        """The power of ten for counts of shares: the one stated for them, or else that of the money."""
        return self.scale if self.shares is None else self.shares

    def same(self, other: "Unit | None") -> bool:
        """Whether figures mean the same in another unit, however its words are written."""
        key = None if other is None else (other.measure, other.scale, other.of_shares)
        return key == (self.measure, self.scale, self.of_shares)

    @property
    def counts(self) -> bool:
        """Whether it is neither money nor shares nor a plain number: barrels, or dollars per barrel."""
        return not self.money and self.measure not in ("shares", "pure")


CAPTION_CODES = {
    "M": "an amount of money",
    "Q": "another number: a count, if a word beside it says so",
    "Z": "a word for zero",
    "U": "a number that cannot be read",
    "D": "a date",
    "Y": "a year",
    "X": "a date that cannot be read, or is no whole one",
    "N": "what is counted: shares",
    "S": "what shares are: authorized, issued",
    "E": "par value, per share",
    "@": "at, as of",
    "&": "and",
    "R": "respectively",
    "w": "any other word, number or sign",
}
"""What the letters stand for; a sign of punctuation, `,;:-/()`, stands for itself."""


@dataclass(frozen=True, slots=True)
class CaptionPiece:
    """A piece of a caption, which is its text[start:end]; `code` is one of CAPTION_CODES.

    Of a number: its `figure`, scaled if a word behind it says so, and its printed `text`, from `at`.
    `measure` is a currency, or what a noun counts; `strong`: only amounts are printed like this. Of a date or
    a year: its `label`, and the month as which a misspelled word was read.
    """

    code: str
    start: int
    end: int
    figure: Figure | None = None
    text: str = ""
    at: int = 0
    measure: str = ""
    scaled: bool = False
    strong: bool = False
    label: Label = None
    month: tuple[str, str] | None = None
