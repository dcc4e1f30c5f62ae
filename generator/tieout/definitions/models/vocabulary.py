"""The words of a language's releases: `vocabulary/LANGUAGE.yaml`, and what a company adds."""

from typing import Annotated, Literal

from pydantic import Field

from tieout.definitions.models.base import Model, NotFigureModel

HeadingKind = Literal[
    "months", "months-to-date", "weeks", "quarters", "half-years", "half-to-date", "half-of-year", "years",
    "trailing", "calendar", "quarter", "quarter-of-year", "fiscal", "ended", "instant", "to-date", "forecast",
    "date", "year", "month", "through", "glue",
]  # fmt: skip
Wordings = Annotated[list[str], Field(description="Wordings that stand for each other.")]


class UnitWords(Model):
    """What unit lines are made of, besides scales and the names of currencies."""

    filler: Wordings = Field([], description="Words that change nothing: in, amounts, expressed.")
    except_: Wordings = Field([], description="After one of them stands what is not in the scale.")
    unscaled: Wordings = Field([], description="What never is in the scale; {per} {share} is per share.")
    counted: Wordings = Field([], description="Counts of shares: printed one by one where excepted.")
    singly: Wordings = Field(
        [], description="Measures that are printed one by one, whatever the scale above: days, stores."
    )
    shares: Wordings = Field([], description="The header of a column of counts of shares.")
    whole: Wordings = Field([], description="Words of a scale of one: in whole dollars.")
    scales: dict[str, int] = Field(
        {}, description="Powers of ten of signs that are scales beside a currency alone: the M of $M."
    )
    prefixes: dict[str, int] = Field(
        {}, description="Powers of ten of letters right before a currency's code: the T of TEUR."
    )
    times: Wordings = Field([], description="What stands before a scale in digits: in 1,000.")
    money: Wordings = Field(
        [], description="Money that has a scale beside another of shares: net income in millions."
    )
    share: Wordings = Field([], description="What {share} stands for.")
    goods: Wordings = Field(
        [], description="Of these, what counts goods where a unit line names nothing else: units."
    )
    per: Wordings = Field([], description="What {per} stands for.")
    awards: Wordings = Field(
        [], description="What a column counts that stands beside one of an amount for each: options."
    )
    awards_beside: Wordings = Field([], description="What may stand beside these words in its header.")


class ColumnWords(Model):
    """What columns are called that are of no period."""

    change: Wordings = Field([], description="A change from one period to another.")
    beside: Wordings = Field([], description="What may stand beside words of a change.")
    versus: Wordings = Field([], description="What stands between the periods that are compared.")
    percent_of: Wordings = Field([], description="How a percentage of another line begins: % of.")
    percent: Wordings = Field([], description="A percentage of what is not said.")
    note: Wordings = Field([], description="A column of numbers of notes.")
    other: dict[str, Wordings] = Field(
        {},
        description="Columns of any other kind, which are left out, by what they are of: `ranks: [Rank]`.",
    )


class CaptionWords(Model):
    """What captions of rows and tables say of their form."""

    total: Wordings = Field([], description="They begin the caption of a total.")
    total_end: Wordings = Field([], description="They end the caption of a total.")
    open: Wordings = Field([], description="A caption that ends so goes on in the next row.")
    note: Wordings = Field([], description="What stands before the number of a note in brackets.")
    rates: Wordings = Field(
        [], description="A row with one of them goes on in per cent below one that is: operating margin."
    )
    percentages: Wordings = Field(
        [], description="What captions of percentages are headed by: EBITDA margin, tax rate, sales growth."
    )
    besides: Wordings = Field(
        [], description="What stands behind the words that head a caption: of, on, before, excluding."
    )
    lasting: Wordings = Field(
        [], description="A row with one of them is of a time, in a table of days as well: year-to-date."
    )
    published: Wordings = Field(
        [], description="The day of a line with one of them is that of a release: for immediate release."
    )
    instants: Wordings = Field([], description="Names of statements at a point in time.")
    durations: Wordings = Field([], description="Names of statements over a time.")
    opening: Wordings = Field([], description="They are of the opening balance of a period.")
    closing: Wordings = Field([], description="They are of the closing balance of a period.")
    balances: Wordings = Field(
        [], description="Whole captions of balances, which are at the end of a period: total assets."
    )
    amounts: Wordings = Field(
        [], description="Amounts that columns are headed by, which are no parts of another: sales, income."
    )
    amounts_beside: Wordings = Field([], description="What stands beside them: net, average, per share.")
    trailing: Wordings = Field(
        default_factory=list,
        description="What a row says that is of the twelve months to the end of its column: LTM EBITDA.",
    )
    moved: Wordings = Field(
        [], description="Beside them `opening` and `closing` are of no balance: recognized."
    )


class AmountWords(Model):
    """What stands around amounts in captions: 1,796 shares issued at July 30, 2023."""

    at: Wordings = Field([], description="What stands before the date or year that an amount is of.")
    status: Wordings = Field([], description="What shares are: a number beside one of them counts shares.")
    stock: Wordings = Field([], description="In a caption with one of them plain numbers count shares.")
    each: Wordings = Field([], description="What says that an amount is of one share, and never scaled.")
    above: Wordings = Field([], description="Words with one of those that say nothing of a share.")
    none: Wordings = Field([], description="Words for zero before what is counted: no shares, none issued.")
    limit: Wordings = Field([], description="A number beside one of them is a limit: $100,000 or more.")
    name: Wordings = Field([], description="A number behind one of them is a name: Note 9, Level 3.")


class CompanyVocabulary(Model):
    """Wordings that a company adds to those of its language; where they differ, its own count."""

    short_months: dict[str, int] = Field(
        {}, description="Names of months beside those that are usual in the language, and the month's number."
    )
    numbers: dict[str, int] = Field({}, description="Numbers in words, of months, weeks and quarters.")
    ordinals: dict[str, int] = Field({}, description="Words for the quarters of a year.")
    eras: dict[str, int] = Field({}, description="Eras that years are counted in, and the year before each.")
    scales: dict[str, int] = Field({}, description="Words of units and the power of ten that each is.")
    currencies: dict[str, list[str]] = Field(
        {}, description="Names of a currency by its code, beside those that are usual in the language."
    )
    shared_currencies: dict[str, list[str]] = Field(
        {},
        description="Signs and names that several currencies share, with their codes: the company's own is "
        "meant where it is one of them or is called as the first is, else the first.",
    )
    hundredths: dict[str, list[str]] = Field(
        {}, description="What the hundredth part of a currency is called, by its code: 15円71銭."
    )
    hundredth_signs: dict[str, list[str]] = Field(
        {}, description="What stands right behind a number of hundredth parts of the own currency: 28.4p."
    )
    headings: dict[HeadingKind, list[str]] = Field(
        {},
        description="What headings say of a period, piece by piece and in any order, by what it is. "
        "{number}, {ordinal}, {q}, {month}, {m}, {day}, {d}, {year}, {yy}, {ny}, {era} stand for such; a "
        "space for any space or comma. A hyphen, full stop or apostrophe beside one of them has to be "
        "printed.",
    )
    unit_words: UnitWords = Field(UnitWords(), description="What unit lines are made of.")
    column_words: ColumnWords = Field(
        ColumnWords(), description="What columns of no period are called: changes, percentages, notes."
    )
    parts: dict[str, list[str]] = Field(
        {}, description="What a column says of its figures: GAAP, as adjusted, as restated."
    )
    types: dict[Literal["per-share", "shares", "percent", "measure", "ratio"], list[str]] = Field(
        {},
        description="Words that say what a row or a column is counted in; `measure` are those of a count of "
        "anything else, which no money is, and `ratio` those of what is in per cent or a plain number, "
        "as its figures are printed.",
    )
    measures: dict[str, list[str]] = Field(
        {},
        description="What rows, columns and unit lines count that is neither money nor shares, by its unit: "
        "`MWh: [megawatt hours]`. After `per` it is what an amount of money is for; a unit that begins with "
        "a stroke, `/day: [day rates]`, is so by itself.",
    )
    captions: CaptionWords = Field(CaptionWords(), description="What captions say of their form.")
    amount_words: AmountWords = Field(AmountWords(), description="What stands around amounts in captions.")
    ranges: list[str] = Field(
        [], description="What stands between two numbers that are the ends of a range: `to`, `-`."
    )
    remarks: list[str] = Field(
        [], description="What may stand beside a date or a unit, in brackets or not, and changes neither."
    )


class HeadModel(Model):
    """A form in which a column or a row is dated."""

    pattern: str = Field(description="Its words, with {date} and the like.")
    period: Literal["months", "weeks", "instant", "quarter", "year", "interim"] = Field(
        description="What the words tell: so many months (three, without {count}) or weeks, a day, "
        "a quarter by its number."
    )
    forecast: bool = Field(False, description="Its figures are forecasts.")


class UnitModel(Model):
    """A form of unit line that speaks of counts of shares besides amounts of money."""

    pattern: str = Field(description="How it is worded.")
    shares: int = Field(description="The power of ten that counts of shares are printed in below it.")


class VocabularyFile(CompanyVocabulary):
    """`vocabulary/LANGUAGE.yaml`: the words in which releases of a language date and measure."""

    months: list[str] = Field([], description="The months by name.")
    counts: dict[str, int] = Field({}, description="Words for numbers of months.")
    weeks: dict[str, int] = Field({}, description="Words for the weeks that a period may have.")
    nouns: dict[str, str] = Field(description="Counted things and the unit that they are counted in.")
    glue: dict[Literal["and", "at", "respectively"], str] = Field(
        description="The words between amounts and dates."
    )
    words: dict[str, list[str]] = Field(
        {}, description="Words that stand for each other in heads and unit lines, by a {name}."
    )
    heads: list[HeadModel] = Field([], description="How columns and rows are dated.")
    units: list[str | UnitModel] = Field(
        [],
        description="How unit lines are worded, with {scale} and {currency}. One without {currency} is of "
        "the company's, and of counts of shares in the same {scale}, or in {shares}.",
    )
    changes: list[str] = Field([], description="Heads of a column of changes.")
    directions: dict[str, Literal[1, -1]] = Field(
        description="Words that say a change's or an amount's sign."
    )
    percents: list[str] = Field(
        description="How a percentage is printed: {number} with what stands around it."
    )
    not_given: list[str] = Field([], description="What a cell says that gives no figure: `n/a`, `NM`.")
    points: list[str] = Field(
        [], description="What stands behind a change of a percentage, which is none of growth: `bps`."
    )
    phrases: dict[str, list[str]] = Field(description="Words that stand for each other, by a {name}.")
    not_figures: list[NotFigureModel] = Field(description="Numbers that are no figures.")
