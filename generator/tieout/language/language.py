"""One object for all that the words of a company's language say:
headings, units, columns, numbers, amounts.
"""

import datetime
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from tieout.core import FiscalCalendar, NumberForm, Period, Reading
from tieout.definitions import Company, Vocabulary, base_vocabulary
from tieout.language.amounts import AmountGroup, AmountReader, Amounts
from tieout.language.columns import ColumnReader, End, PeriodType, RateName, RowType
from tieout.language.currencies import Currencies
from tieout.language.dates import day_of
from tieout.language.headings import HeadingReader
from tieout.language.measures import Measure, MeasureReader
from tieout.language.merging import combined
from tieout.language.model import ColumnWord, Dated, Heading, StatedDuration, Unit
from tieout.language.numbers import NumberReader
from tieout.language.periods import period_of, stated_duration
from tieout.language.scaled_numbers import ScaledNumber, ScaledNumberReader
from tieout.language.units import UnitReader

# Whose dollars are counted has the month before the day.
_MONTH_FIRST = "USD"


class Language:
    """Reads texts with one vocabulary, one fiscal calendar and one company's currency.

    >>> language.period("Three Months Ended June 30, 2018")
    Period(2018-04-01/2018-06-30)
    >>> language.unit("(In thousands, except per share data)")
    Unit(measure="USD", scale=3, shares=3)

    What a text may say is data: `taxonomy/base/vocabulary/LANGUAGE.yaml`, with what a company adds under
    `vocabulary` in its company.yaml. The readers are made when they are first needed.
    """

    def __init__(self, vocabulary: Vocabulary, fiscal: FiscalCalendar, currency: str = "") -> None:
        """`currency` is the currency of unit lines that name none, and of a `$` that could be several."""
        self._vocabulary = vocabulary
        self._fiscal = fiscal
        self._own = currency

    def is_of(self, company: Company) -> bool:
        """Whether it is what a company's words and calendar make."""
        said = company.vocabulary, company.calendar, company.currency
        return said == (self._vocabulary, self._fiscal, self._own)

    @property
    def fiscal(self) -> FiscalCalendar:
        """The fiscal calendar by which periods are read."""
        return self._fiscal

    @cached_property
    def _headings(self) -> HeadingReader:
        return HeadingReader(self._vocabulary)

    @cached_property
    def _currencies(self) -> Currencies:
        return Currencies(self._vocabulary, self._own)

    @cached_property
    def _units(self) -> UnitReader:
        return UnitReader(self._vocabulary, self._currencies, self._own, self._headings)

    @cached_property
    def _columns(self) -> ColumnReader:
        return ColumnReader(self._vocabulary, self._headings)

    @cached_property
    def _measures(self) -> MeasureReader:
        return MeasureReader(self._vocabulary)

    @cached_property
    def _numbers(self) -> NumberReader:
        return NumberReader(self._vocabulary, self._currencies)

    @cached_property
    def _scaled_numbers(self) -> ScaledNumberReader:
        return ScaledNumberReader(self._vocabulary, self._currencies, self._numbers)

    @cached_property
    def _amounts(self) -> AmountReader:
        return AmountReader(self._vocabulary, self._currencies)

    # Headings ----------------------------------------------------------------------------------------

    def heading(self, text: str) -> Heading | None:
        """What a text says of a period, in parts; None where it says nothing.

        Words that are neither a part nor a remark are the heading's `rest`: in a caption, the title of the
        table.
        """
        return self._headings.heading(text)

    def headings(self, text: str) -> tuple[Heading, ...]:
        """Each period that a text names: `Three and six months ended June 30, 2025 and 2024` are four."""
        return self._headings.headings(text)

    def combined(self, headings: Sequence[Heading]) -> Heading | None:
        """What the pieces of a heading say together, from top to bottom; None where two contradict."""
        return combined(headings)

    def period(self, heading: Heading | str) -> Period | None:
        """The period that a heading names, if all of it is understood; a date alone is a point in time."""
        said = self.heading(heading) if isinstance(heading, str) else heading
        return period_of(said, self._fiscal) if said is not None else None

    def dated(self, text: str) -> Dated | None:
        """The period that a heading or caption names, and whether it is a forecast; or None."""
        said = self.heading(text)
        period = period_of(said, self._fiscal) if said is not None else None
        return Dated(period, said.forecast) if said is not None and period is not None else None

    def stated_duration(self, heading: Heading | str) -> StatedDuration | None:
        """The stated length and last day of a period, even one outside the fiscal calendar."""
        said = self.heading(heading) if isinstance(heading, str) else heading
        return stated_duration(said) if said is not None else None

    def periods(self, text: str) -> tuple[Period, ...]:
        """The periods of headings that ran together, `1Q17 1Q18`; empty where any other word stands there."""
        found = [period_of(heading, self._fiscal) for heading in self._headings.run_together(text)]
        return tuple(period for period in found if period is not None) if None not in found else ()

    def other_day(self, text: str, beside: Sequence[str]) -> datetime.date | None:
        """The day that a date in digits may be instead, as `5.4.2024` may be of April or of May.

        None where only the one that is read ends a quarter, where another head `beside` has the same order
        and no other, or where it is that of the company's country.
        """
        said = self._headings.day_in_digits(text)
        if said is None or said.other is None:
            return None
        others = (self._headings.day_in_digits(one) for one in beside)
        same = any(one and one.other is None and one.day_first == said.day_first for one in others)
        usual = not said.day_first and self._own == _MONTH_FIRST
        ends = self._fiscal.ends_quarter(said.day) and not self._fiscal.ends_quarter(said.other)
        return None if same or usual or ends else said.other

    def begins(self, text: str) -> bool:
        """Whether a heading may begin with this text, `Three months ended`, or is all of it."""
        return self._headings.is_understood(text)

    def column(self, text: str) -> tuple[Heading | None, Unit | None, str]:
        """A header that may name its unit too: the heading without the unit, the unit, and its words."""
        heading = self.heading(text)
        if heading is None or not heading.rest:
            unit = self.unit(text) if heading is None else None
            return heading, unit, text if unit is not None else ""
        unit = self.unit(heading.rest)
        if unit is None:
            return heading, None, ""
        return replace(heading, rest=""), unit, heading.rest

    # Units -------------------------------------------------------------------------------------------

    def unit(self, text: str) -> Unit | None:
        """The unit that a unit line names: `Thousands of JPY`, `JPY`, `%`, `(In millions)`."""
        return self._units.unit(text)

    def unit_in(self, text: str) -> tuple[Unit | None, str]:
        """The unit that a caption or header names, all of it or in brackets, with the words that name it."""
        return self._units.unit_in(text)

    def seems_unit(self, text: str) -> bool:
        """Whether a text looks like a unit line or has one in brackets, even if it is not understood."""
        return self._units.seems_unit(text)

    def unknown_in_unit(self, text: str) -> tuple[str, bool]:
        """The first unknown words of a unit line, and whether they are among what it excepts."""
        return self._units.unknown_in(text)

    def currency(self, name: str) -> str | None:
        """The currency of a sign, a name or a code; `$` is the company's if that is a dollar."""
        return self._currencies.code(name)

    def may_sign(self, sign: str, code: str) -> bool:
        """Whether a sign can stand for a currency: `$` for every dollar, but not for the yen."""
        return self._currencies.may_sign(sign, code)

    @property
    def hundredths(self) -> dict[str, str]:
        """The code of the currency for each name of a hundredth part, in small letters: `cents`."""
        return {name.casefold(): code for name, code in self._currencies.hundredths.items()}

    def in_hundredths(self, text: str) -> bool:
        """Whether an amount is printed with its hundredths by name, `15円71銭`: then it has no scale."""
        return self._numbers.in_hundredths(text)

    def names_hundredth(self, text: str) -> bool:
        """Whether a text names a hundredth part of a currency, `cents`, but not as part of an amount."""
        return self._currencies.names_hundredth(text)

    def names_currency(self, text: str) -> bool:
        """Whether a text names a currency anywhere, by its code, its name or its sign."""
        return self._currencies.is_named(text)

    # Columns and rows --------------------------------------------------------------------------------

    def column_word(self, text: str) -> ColumnWord | None:
        """The kind of column that a header names: `% Change`, `% of net sales`, `Note`; or None."""
        return self._columns.column_word(text)

    def says_percent_of(self, text: str) -> bool:
        """Whether a text speaks of a percentage of another line: `as a percentage of sales`."""
        return self._columns.says_percent_of(text)

    def part(self, text: str) -> str | None:
        """What a header says of the figures: `gaap`, `non-gaap`, `adjustment` and the like; or None."""
        return self._columns.part(text)

    def remark(self, text: str) -> bool:
        """Whether a text is only a remark, such as `(unaudited)`, or a footnote mark."""
        return self._columns.remark(text)

    def row_type(self, text: str) -> RowType | None:
        """What a caption or header says that its figures count, if that is not money; else None."""
        return self._columns.row_type(text)

    def names_awards(self, text: str) -> bool:
        """Whether a header names a column of options or the like."""
        return self._columns.names_awards(text)

    def measure(self, text: str) -> Measure | None:
        """What a caption or header counts apart from money and shares: `MBbl` in `Oil (MBbl)`."""
        return self._measures.measure(text)

    def is_per(self, text: str) -> bool:
        """Whether a caption says that its amount is for one of something: `per square foot`."""
        return self._measures.is_per(text)

    def is_total(self, caption: str) -> bool:
        """Whether a caption begins or ends as those of totals do: `Total assets`."""
        return self._columns.is_total(caption)

    def asks_for_more(self, caption: str) -> bool:
        """Whether a caption ends in the middle, so that it goes on in the next row: `Cash provided by`."""
        return self._columns.asks_for_more(caption)

    def without_note(self, caption: str) -> str:
        """A caption without the number of a note at its end: `Inventories (Note 9)` is `Inventories`."""
        return self._columns.without_note(caption)

    def names_amount(self, header: str) -> bool:
        """Whether a header names an amount, `Net sales`, `Average balance`, and no part of one."""
        return self._columns.names_amount(header)

    def speaks_of_amount(self, caption: str) -> bool:
        """Whether a caption has a word for an amount or a movement: `Capital expenditures`."""
        return self._columns.speaks_of_amount(caption)

    def balance(self, caption: str) -> End | None:
        """The end of a period at which a caption names a balance, `Cash, end of period`; or None."""
        return self._columns.balance(caption)

    def trailing(self, caption: str) -> bool:
        """Whether a row is of the twelve months to the end of its columns: `LTM Adjusted EBITDA`."""
        return self._columns.trailing(caption)

    def names_rate(self, caption: str) -> bool:
        """Whether a caption may name a rate: `Operating margin`, which may be money as well."""
        return self._columns.names_rate(caption)

    def rate_named(self, caption: str) -> RateName | None:
        """Whether the words that head a caption name a percentage, `EBITDA margin`, or another rate."""
        return self._columns.rate_named(caption)

    def lasts(self, caption: str) -> bool:
        """Whether a caption says that its row is of a period: `Sold during the quarter`."""
        return self._columns.lasts(caption)

    def publishes(self, caption: str) -> bool:
        """Whether a line says when or by whom a release was published: `FOR RELEASE April 20, 2004`."""
        return self._columns.publishes(caption)

    def period_type(self, caption: str) -> PeriodType | None:
        """Whether a caption names a statement at a point in time, such as a balance sheet, or over a time."""
        return self._columns.period_type(caption)

    # Numbers -----------------------------------------------------------------------------------------

    def number(self, text: str, form: NumberForm | None = None) -> Reading:
        """The reading of a printed cell; `form` is its table's form of numbers, else the language's."""
        return self._numbers.number(text, form)

    def gives_none(self, text: str) -> bool:
        """Whether a cell says that no figure is given: `n/a`, `NM`."""
        return self._numbers.gives_none(text)

    def in_points(self, text: str) -> bool:
        """Whether a cell states the change of a percentage in points: `-230 bps`, `(1.8) ppt`."""
        return self._numbers.in_points(text)

    def scaled_number(self, text: str, form: NumberForm | None = None) -> ScaledNumber | None:
        """A number that is printed with its scale, `4,210 million`, `$ 4,210M`; None of any other text."""
        return self._scaled_numbers.read(text, form)

    def printed_currency(self, text: str) -> str:
        """The sign or code of the currency printed with a number: `EUR 4,210`, `4,210 €`."""
        return self._numbers.currency(text)

    @property
    def own_form(self) -> NumberForm:
        """The usual form of numbers in the language."""
        return self._numbers.own_form

    def number_form(self, texts: Sequence[str]) -> NumberForm | None:
        """The form that all numbers of a column or table share; None where no form fits them all."""
        return self._numbers.form(texts)

    def amounts(self, text: str, of: str = "") -> Amounts | None:
        """The amounts that a text consists of: `$93 and $82`, `JPY 720 thousand at March 31, 2018`.

        None where any part of it is no amount. `of` is what they count where the text does not say it.
        """
        return self._amounts.amounts(text, of)

    def amounts_in(self, caption: str) -> tuple[AmountGroup, ...]:
        """The groups of amounts in a caption, the unclear ones included."""
        return self._amounts.amounts_in(caption)

    def date(self, text: str) -> datetime.date | None:
        """The day that a text says: `June 30, 2018`; None of any other text."""
        said = self.heading(text)
        if said is None or said != Heading(month=said.month, day=said.day, year=said.year):
            return None
        return day_of(said.month, said.day, said.year)


@lru_cache(maxsize=8)
def language_of(company: Company) -> Language:
    """The language of a company's releases. It is kept, since making its wordings takes time."""
    if company.vocabulary == base_vocabulary(company.language):
        return plain_language(company.language, company.calendar, company.currency)
    for one in _OWN:
        if one.is_of(company):
            return one
    _OWN.append(Language(company.vocabulary, company.calendar, company.currency))
    return _OWN[-1]


# The last languages with words of a company's own: each release loads its company anew.
_OWN: deque[Language] = deque(maxlen=4)


@lru_cache(maxsize=8)
def plain_language(code: str, calendar: FiscalCalendar, currency: str) -> Language:
    """A language with no company's own words, for reading releases of many companies."""
    return Language(base_vocabulary(code), calendar, currency)
