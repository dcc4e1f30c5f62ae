"""Drafting: `drafting.yaml`, `drafting/LANGUAGE.yaml`; and what it leaves to a person, `review.yaml`."""

from typing import Literal

from pydantic import Field

from tieout.definitions.models.base import Model, Name, Pattern, Text


class KindModel(Model):
    """A kind of statement that companies print, and the statement that is drafted of it."""

    statement: Name = Field(description="The name of the statement.")
    title: Text = Field(description="Its title, where the caption above it says none.")
    root: Name = Field(description="The abstract concept at the top of its tree.")
    role_type: Literal["Statement", "Disclosure"] = Field(
        "Statement", description="The type in its role's definition."
    )
    columns: Literal["instants", "durations"] = Field(description="What its columns are dated by.")
    hypercube: Name = Field("StatementTable", description="The hypercube that its axes belong to.")
    line_items: Name = Field("StatementLineItems", description="The line items of its hypercube.")


class SectionModel(Model):
    """What the names of concepts are like that stand in a section of a statement."""

    fits: Pattern | None = Field(None, description="Names that belong here.")
    unlike: Pattern | None = Field(None, description="Names that belong elsewhere.")


_Where = Literal[
    "column",
    "heading",
    "row",
    "column-around",
    "heading-around",
    "row-around",
    "column-within",
    "heading-within",
    "row-within",
]


class BreakdownAxisModel(Model):
    """How an amount is broken down: the words for it are in the language's own file, by the same name."""

    axis: Name = Field(description="The axis of the members.")
    together: dict[Name, Name] = Field(
        default_factory=dict,
        description="Member by axis that stands with each member, where eliminations stand beside them.",
    )
    within: str | None = Field(
        None, description="The breakdown whose members it breaks down further, where it is no other one."
    )
    likely: list[_Where] = Field(
        default_factory=list,
        description="Where its parts usually stand in a table of two breakdowns whose words say nothing.",
    )
    places: bool = Field(False, description="Whether its parts go by the names of places.")
    sold: bool = Field(False, description="Whether only what is sold, or what that costs, has such parts.")
    alone: bool = Field(
        False, description="Whether its words name the only amount that has such parts: `restructuring`."
    )


class NamedModel(Model):
    """What the name of a part says beside its caption."""

    before: Name | None = Field(None, description="What stands before the caption's words.")
    after: Name | None = Field(None, description="What stands after them.")


class UnlessModel(Model):
    """What a concept gives way to where a release prints none of some lines."""

    of: list[Name] = Field(description="The lines, by their concepts.")
    instead: dict[Name, Name] = Field(description="A concept, and the one that takes its place.")


class InPlaceModel(Model):
    """What an element gives way to where its line stands so in a statement."""

    statement: Name = Field(description="The kind of statement.")
    below: Name | None = Field(None, description="A line above it, by its concept.")
    above: Name | None = Field(None, description="A line below it, by its concept.")
    not_above: Name | None = Field(None, description="What no line below it is, by its concept.")
    without: Name | None = Field(None, description="What no other line of the statement is, by its concept.")
    since: int = Field(0, description="The first year of releases of which that is so.")
    instead: dict[Name, Name] = Field(description="An element, and the one that takes its place.")


class RollRulesModel(Model):
    """How tables are drafted that follow a balance from its start to its end."""

    shown: Pattern = Field(description="Names of balances of which a statement shows what moves them.")
    elsewhere: Pattern = Field(description="Names of what moves these alone, and no other balance.")


class RollModel(Model):
    """The words of tables that follow a balance from its start to its end."""

    said: list[str] = Field(description="Words of the title or of the balance.")
    not_said: list[str] = Field(
        default_factory=list, description="Words with which a title is of something else."
    )
    moves: dict[Name, list[str]] = Field(
        description="An element of what moves the balance, and words of its captions. A caption with words "
        "of two elements is of neither."
    )
    otherwise: dict[Name, list[str]] = Field(
        default_factory=dict, description="The same for captions that say no words of `moves`: `Other`."
    )
    unsure: list[Name] = Field(
        default_factory=list, description="Elements of which filers show an increase with either sign."
    )
    less: dict[Name, list[str]] = Field(
        default_factory=dict, description="An element of what is taken off the balance, and words of it."
    )
    gross: Name | None = Field(None, description="The balance before that.")


class DraftingFile(Model):
    """`drafting.yaml` of the base layer: what a company's statements are drafted by, in any language."""

    statements: dict[str, KindModel] = Field(description="The kinds of statement, in their usual order.")
    sections: dict[Name, SectionModel] = Field(
        description="By the total or the heading of the section: the innermost one counts."
    )
    as_is: list[Name] = Field(description="Concepts that enter a total without balance as they are.")
    two_sided: Pattern = Field(
        description="What the names of elements match whose figures have both signs, also where their labels "
        "do not say so in brackets."
    )
    results: list[Name] = Field(
        description="Results, what incomes leave of expenses: a total that takes one in as it is printed is "
        "on the same side of the books."
    )
    as_is_of: list[Name] = Field(description="Totals without balance that they enter.")
    blank: list[Name] = Field(description="Concepts that by custom are printed without a figure.")
    broken_down: list[Name] = Field(
        description="Amounts that are shown by product or service where a table breaks them down."
    )
    breakdowns: dict[str, BreakdownAxisModel] = Field(description="What amounts are broken down by.")
    adjustments: dict[str, dict[Name, Name]] = Field(
        description="Rows beside the members of a breakdown, such as eliminations: member by axis."
    )
    named: dict[Name, NamedModel] = Field(description="By the concept that it is a part of.")
    unless_printed: UnlessModel = Field(description="What a release has not that prints none of some lines.")
    superseded: dict[Name, Name] = Field(description="A concept, and the one that took its place.")
    in_place: list[InPlaceModel] = Field(description="Which of two elements it is, by what stands around it.")
    says_more: dict[Name, Name] = Field(description="An element, and the one that says less.")
    changed: list[Name] = Field(description="Elements that new standards have changed the use of.")
    rolls: RollRulesModel = Field(description="How roll-forwards are drafted.")
    either: list[list[Name]] = Field(
        description="Concepts of which a company shows one: a disclosure that shows other figures is of none."
    )
    classified: str = Field(
        description="What the names match of concepts that only a balance sheet with current totals shows."
    )
    titles: dict[Literal["parenthetical", "details"], Text] = Field(
        description="What the titles of statements end with that show amounts in captions, or details."
    )
    says: dict[Literal["roll-forward", "equal", "sum", "quotient"], Text] = Field(
        description="The plain sentence of a relation that is found by arithmetic, with {total} in it."
    )


class DraftingWordsFile(Model):
    """`drafting/LANGUAGE.yaml`: the words by which captions of a language are likened to concepts."""

    kinds: dict[str, list[str]] = Field(description="Words of the captions above each kind of statement.")
    breakdowns: dict[str, list[str]] = Field(description="Words that say what an amount is broken down by.")
    places: list[str] = Field(description="Names of places, beside those of the countries of the world.")
    adjustments: dict[str, list[str]] = Field(description="Words of rows beside the members.")
    phrases: dict[str, list[str]] = Field(description="A word, and the phrases that it stands for.")
    synonyms: dict[str, list[str]] = Field(description="A word, and others that mean the same.")
    opposites: list[list[str]] = Field(
        description="Words of which one may stand for all: `decrease` for `increase (decrease)`."
    )
    costs: list[str] = Field(
        default_factory=list,
        description="Words that a caption of costs ends with: `cost`, `charge`.",
    )
    of_both: list[str] = Field(
        description="Words of captions whose figures have both signs: `change`, `adjustment`."
    )
    directions: list[str] = Field(
        description="Words in brackets of a caption that say which figures stand in brackets, beside those "
        "of `opposites`."
    )
    apart: list[tuple[list[str], list[str]]] = Field(
        description="Words that tell two concepts apart, and those of the other side: what one has, and the "
        "other has the contrary of, are never the same."
    )
    telling: list[str] = Field(
        description="Words without which a caption says something else: before, excluding."
    )
    shared: list[str] = Field(
        description="Words of a heading that all lines below it share and need not say."
    )
    endings: list[tuple[str, str]] = Field(description="Endings of the plural, and of the singular.")
    stop: list[str] = Field(description="Words that say nothing.")
    light: list[str] = Field(description="Words that say little.")
    totals: list[str] = Field(description="Words that begin the caption of a total.")
    adds: list[str] = Field(
        default_factory=list,
        description="Those of `totals` that say that a line adds up all lines of its section.",
    )
    less: list[str] = Field(description="Words after which a caption only says what is taken off.")
    of_which: list[str] = Field(description="Words before what a line is attributed to.")
    within: dict[int, list[str]] = Field(description="Heads of columns that are for a quarter of the year.")
    types: dict[Literal["per-share", "shares", "percent"], list[str]] = Field(
        description="Words that say what a line is counted in."
    )
    capitals: list[str] = Field(description="Words within a label that keep their capital letter.")
    implied: dict[Name, list[str]] = Field(
        description="Words that go without saying in a section, by its total or heading."
    )
    of_segments: list[str] = Field(
        description="Words for amounts that only segments have, unless a text says else: `goodwill`."
    )
    titled: dict[Name, list[str]] = Field(
        default_factory=dict,
        description="By axis, the words that end the name of the one part that all of a table is of, in its "
        "title: `Growth Program`.",
    )
    of_company: list[str] = Field(
        default_factory=list,
        description="Words of a total that is the company's whatever else is printed: `Consolidated`.",
    )
    of_whom: list[str] = Field(
        description="Words for whom an amount is from, where a table has it for others too: `unaffiliated`."
    )
    of_whole: list[str] = Field(
        description="Words of a total of parts that name no part: `External sales to customers`."
    )
    other_basis: list[str] = Field(
        default_factory=list,
        description="What the caption of a statement says that is not by the accounting standard.",
    )
    shared_earnings: list[str] = Field(
        default_factory=list,
        description="What a release says where others than common stock take part in the earnings per share.",
    )
    other_amounts: list[str] = Field(
        description="Words of a title that is of no amount that is broken down: `Segment income by region`."
    )
    rolls: dict[Name, RollModel] = Field(
        default_factory=dict, description="By the concept of the balance: words of its roll-forward."
    )
    usual: dict[Name, list[str]] = Field(
        description="Captions under which a concept is usually printed, beside its labels."
    )


class OpenModel(Model):
    """A drafted line that a person has to look at."""

    line: str = Field(description="Its printed caption.")
    under: str | None = Field(None, description="The heading above it.")
    printed_at: str = Field(description="Where the release prints it.")
    edit: str = Field(description="Where it was defined when it was drafted.")
    statement: Name = Field(description="The statement that it is a line of.")
    concept: Name = Field(description="What the draft takes it for. Another in the statement settles this.")
    score: int = Field(ge=0, le=100, description="How sure the draft is of it.")
    why: str = Field(description="What speaks for it.")
    or_: dict[Name, int] = Field(default_factory=dict, description="The next best, with their scores.")
    settled: bool = Field(False, description="A person has looked at it, and it is right as it is.")


class ReviewFile(Model):
    """`review.yaml` of a company that was drafted: what is still open, the doubtful first."""

    open: list[OpenModel] = Field(default_factory=list, description="The lines to look at.")
    translate: list[str] = Field(
        default_factory=list,
        description="Concepts, statements or `company` with the words of one language in all of them: done "
        "where they differ.",
    )
    notes: list[str] = Field(default_factory=list, description="What else to know of the draft.")


Signal = Literal[
    "always", "words", "usual", "printed", "share", "share-alike", "alike", "unclaimed", "recent",
    "lead", "unlike", "sign", "official", "closes", "holds", "changed", "heading", "beside",
]  # fmt: skip


class SurenessFile(Model):
    """`sureness.yaml` of the base layer: what a draft's being sure rests on."""

    sure_from: int = Field(ge=0, le=100, description="The score from which a choice is taken to be right.")
    weights: dict[Signal, int] = Field(description="By signal: its weight in hundredths of log-odds.")


class IdentityModel(Model):
    """What ought to hold between concepts: a result, and what makes it."""

    result: Name = Field(description="The concept of the result; or a name under `any-of`, as all others.")
    parts: dict[Name, Literal[1, -1]] = Field(min_length=1, description="What makes it, with its weight.")
    printed: dict[Name, Literal[1, -1]] = Field(
        default_factory=dict, description="What counts too, in releases that print it."
    )
    opening: Name | None = Field(
        None, description="A balance that the parts add to, as it opens; the result is what it closes as."
    )
    per: Name | None = Field(None, description="What the parts are divided by.")


class IdentitiesFile(Model):
    """`identities.yaml` of the base layer: what ought to hold in a release, whatever its figures are."""

    any_of: dict[Name, list[Name]] = Field(
        description="A name for several concepts, of which a release prints one."
    )
    identities: list[IdentityModel] = Field(description="What ought to hold.")
