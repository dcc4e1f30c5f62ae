"""The words by which the first contact with a release finds out who publishes it, and reads its prose."""

from typing import Literal

from pydantic import Field

from tieout.definitions.models.base import Model


class RatioModel(Model):
    """A margin or a rate: the names it has, and the amounts that it is of and over, each by their names."""

    names: list[str] = Field(description="What it is called.")
    of: list[str] = Field(description="The names of the amount above the line.")
    over: list[str] = Field(description="The names of the amount below the line.")


class ProseModel(Model):
    """The words by which figures of the prose are tied to the tables."""

    scales: dict[str, int] = Field(description="Words behind an amount, and their powers of ten.")
    percents: list[str] = Field(description="Signs and words behind a percentage.")
    points: list[str] = Field(description="Words behind hundredths of a percent.")
    points_of_percent: list[str] = Field(description="Words behind points of a percentage.")
    counted: list[str] = Field(description="Words behind a count of shares.")
    per_share: list[str] = Field(description="Words behind an amount per share.")
    share_names: list[str] = Field(description="Words before an amount that say it is per share.")
    compared: list[str] = Field(description="Words before an amount that is of an earlier time.")
    than: list[str] = Field(
        [],
        description="Words behind an amount by which something differs, `$2 million higher than`: each "
        "begins with one of `rises` or `falls`.",
    )
    earlier: dict[int, list[str]] = Field(description="Words for an earlier time, by the months between.")
    against: dict[int, list[str]] = Field(description="Words that hold an amount against such a time.")
    now: list[str] = Field([], description="Words that say the reported quarter.")
    alike_times: list[str] = Field([], description="Words that say the same part of another year.")
    to_date: list[str] = Field([], description="Words that say the months since the fiscal year began.")
    rises: list[str] = Field(description="Words that say a rise.")
    falls: list[str] = Field(description="Words that say a fall.")
    losses: list[str] = Field(description="Words that call an amount of income a loss.")
    by: list[str] = Field(description="What may stand between such a word and what something changed by.")
    to: list[str] = Field(description="What stands before the amount that something changed to.")
    in_: list[str] = Field([], description="Stands between such a word and what has changed: in.")
    ended: list[str] = Field([], description="Words that end a name that stands behind its amount: during.")
    gives: list[str] = Field([], description="Words before an amount whose name stands behind it: paid.")
    of: list[str] = Field([], description="Stands between such an amount and its name.")
    includes: list[str] = Field([], description="Words before what an amount includes.")
    asides: list[str] = Field([], description="Words that say more of an amount behind its name: which.")
    articles: list[str] = Field([], description="Words before an amount behind which a rise stands: a.")
    changed: list[str] = Field([], description="Words in the head of a column of rates of change: growth.")
    nouns: list[str] = Field([], description="Words for a rise or a fall behind its amount: increase.")
    excludes: list[str] = Field([], description="Words before what an amount excludes, behind its name.")
    yearly: list[str] = Field([], description="Words for a ratio of a year: annualized.")
    because: list[str] = Field(description="Words before what a rise or a fall came of.")
    hedges: list[str] = Field(description="Words before an amount that is no exact one: approximately.")
    or_: list[str] = Field(description="Words between an amount and the same in another unit: or.")
    either: list[str] = Field([], description="Those of them that join no two amounts: or.")
    joined: list[str] = Field(description="Beginnings that are one word with what follows: non.")
    forecasts: list[str] = Field(description="Words of a sentence that forecasts.")
    ranges: list[str] = Field(description="What stands behind the lower end of a range.")
    another: list[str] = Field(description="Words that make an amount another than its name says.")
    otherwise: list[str] = Field([], description="The same right behind an amount: at constant currency.")
    respectively: list[str] = Field(description="Says that names and amounts stand in one order.")
    verbs: list[str] = Field(description="Words that a name ends at.")
    plain: list[str] = Field(description="Words that say nothing of what an amount is.")
    parts: list[str] = Field([], description="Words of a heading that say its figures are of a part.")
    headings: list[str] = Field([], description="Words of a heading that name no part of a company: review.")
    own: list[str] = Field([], description="Words that keep their own meaning: borrowings are no loans.")
    spelled: dict[str, str] = Field({}, description="Abbreviations with stops, written out: U.S.")
    parents: list[str] = Field([], description="Words that say an amount is of the parent: attributable.")
    called: dict[str, list[str]] = Field({}, description="What concepts are called in prose alone, by name.")
    alike: dict[str, list[str]] = Field(description="Words that name one thing in prose, by one of them.")
    net: list[str] = Field(description="Words of a caption that the prose leaves out: net.")
    revenue: str = Field(description="The word beside which those say nothing.")
    share_kinds: dict[str, list[str]] = Field(description="Words for amounts per share of a kind: diluted.")
    ratios: list[RatioModel] = Field(description="Margins and rates.")
    over: list[str] = Field(description="Stands between an amount and what it is a percentage of.")


_CoverRow = Literal["name", "identifier", "year", "quarter", "period-end", "year-end"]
_HeadRow = Literal["name", "identifier", "year-end", "filed"]


class ContactFile(Model):
    """`contact/LANGUAGE.yaml`: how a release says who publishes it, and the words of its prose."""

    announces: list[str] = Field(description="Words after the company's name in a title: reports, announces.")
    exchanges: list[str] = Field(description="Stock exchanges, as they stand in brackets behind the name.")
    forms: list[str] = Field(description="What the name of a company ends with by its legal form: Inc., plc.")
    titles: list[str] = Field(description="What a line begins with that is a title and no company's name.")
    subsidiaries: list[str] = Field(
        default_factory=list, description="Words behind a company's name that say it is of a group."
    )
    cover: dict[_CoverRow, str] = Field(
        default_factory=dict, description="The labels of a report's cover, by what stands beside each."
    )
    filing: dict[_HeadRow, str] = Field(
        default_factory=dict, description="The labels of a filing's header, by what stands beside each."
    )
    prose: ProseModel = Field(description="The words by which the prose is tied to the tables.")


class LegalFormsFile(Model):
    """`legal-forms.yaml` of the base layer: what a company's name may have or lack and be the same name."""

    forms: dict[str, list[str]] = Field(
        description="By language: the legal forms of companies, in every way that they are abbreviated."
    )
