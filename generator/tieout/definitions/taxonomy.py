"""The taxonomy that the definitions state, resolved: frozen data that every later step reads.

Shapes follow XBRL 2.1 (concepts, roles, arcs), Dimensions 1.0 (axes, members, tables) and the YAML files
that they come from. Names are resolved, weights decided, captions collected; nothing here is optional that
a later step would have to guess.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tieout.core import Place

AlignedAs = Literal["exact", "narrower", "wider", "none"]
LabelRole = Literal[
    "label", "terse", "total", "negated", "negated-total", "start", "end", "negated-start", "negated-end"
]

NUMERIC = frozenset({"monetary", "shares", "per-share", "percent", "pure", "integer", "decimal"})
ABSTRACT = frozenset({"heading", "hypercube", "line-items", "axis", "domain", "member"})


def first_of(text: dict[str, str]) -> str:
    """A text in the first of the company's languages, in whose order its texts are kept."""
    return next(iter(text.values()))


@dataclass(frozen=True, slots=True)
class Concept:
    """An XBRL concept (Dimensions included). `element` is the official one it is aligned with.

    `unit` is a measure of the layer's own namespace. `derived` is (kind, name) of what it is derived from.
    """

    name: str
    prefix: str
    type: str
    balance: Literal["debit", "credit"] | None
    period: Literal["instant", "duration"]
    label: dict[str, str]
    total: dict[str, str] | None
    doc: dict[str, str]
    relation: AlignedAs
    element: str | None
    topic: str | None
    default: str | None
    unit: str | None
    derived: tuple[str, str] | None
    place: Place = field(compare=False)
    align_place: Place = field(compare=False)

    @property
    def qname(self) -> str:
        """prefix:Name."""
        return f"{self.prefix}:{self.name}"

    @property
    def id(self) -> str:
        """prefix_Name, the id of its element declaration."""
        return f"{self.prefix}_{self.name}"

    @property
    def abstract(self) -> bool:
        """Whether it can carry no fact."""
        return self.type in ABSTRACT

    @property
    def numeric(self) -> bool:
        """Whether its facts have a unit and decimals."""
        return self.type in NUMERIC


@dataclass(frozen=True, slots=True)
class Layer:
    """A taxonomy layer: the base, or a company's own concepts on top of it."""

    prefix: str
    authority: str
    concepts: dict[str, Concept]


@dataclass(frozen=True, slots=True)
class Base:
    """The base layer by itself: its version is a day; `languages` are its labels' own, each with xml:lang."""

    layer: Layer
    date: date
    languages: dict[str, str]
    publisher: str


TermAt = Literal["start", "end", "year-before", "quarter-1", "quarter-2", "quarter-3", "quarter-4"]
Members = tuple[tuple[str, str], ...]
"""(axis name, member name), sorted by axis; no entry means the axis's default."""


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A printed table that a statement's lines stand in: its columns are dated, or its rows are.

    `under` is the row of a longer table that it stands under, if it is a part of one.
    `change` is how the concepts of its column of changes are derived. `periods` are names of the calendar's;
    `any` among them is whatever its headers say that begins and ends with a quarter.
    `members` are of all its figures, `forecast` of those in rows marked so, `parts` of those in
    columns of one period that their headers tell apart, by these words. A release may be without an
    `optional` one, as it may be without such a line or sentence.
    """

    name: str
    statement: str
    caption: str | None
    under: str | None
    dated: Literal["columns", "rows"]
    by: Literal["instants", "durations"]
    unit: str
    change: str | None
    periods: tuple[str, ...]
    members: Members
    forecast: Members
    place: Place = field(compare=False)
    optional: bool = False
    parts: tuple[tuple[str, Members], ...] = ()

    @property
    def id(self) -> str:
        """STATEMENT/TABLE, as readings in release.yaml name it."""
        return f"{self.statement}/{self.name}"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a statement, resolved.

    `index` is its place in the statement, `parent` the index of the heading above it (None: the root).
    `captions` are what it answers to as printed, the `stated` ones first, then its labels. A heading has no
    facts.
    """

    index: int
    concept: Concept
    parent: int | None
    heading: bool
    label_role: LabelRole
    label: dict[str, str] | None
    captions: tuple[str, ...]
    negated: bool
    at: Literal["start", "end"] | None
    members: Members
    inside: dict[str, tuple[Concept, ...]]
    nil_when_blank: bool
    note: dict[str, str] | None
    value: str | None
    table: str | None
    within: int | None
    place: Place = field(compare=False)
    optional: bool = False
    stated: tuple[str, ...] = ()

    @property
    def sign(self) -> int:
        """Printed figure times this is the fact."""
        return -1 if self.negated else 1


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and the lines it sums, by index, with their weights: a calculation linkbase can say it."""

    total: int
    parts: tuple[tuple[int, int], ...]
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a relation.

    `at` takes a balance at the start or end of the other terms' period, a figure of the year before, or of a
    quarter of the year that the others are for.
    """

    concept: Concept
    members: Members = ()
    at: TermAt | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """What has to be equal and no calculation linkbase can say: a formula assertion.

    The total, plus `plus` (1 for a rate of growth), times `per` where there is one, is the weighted sum of
    the parts. A part that is not reported counts for nothing, but at least one is; terms with `at`, and all
    terms of a relation with `per`, are needed. `exact` relations hold to the last digit, others within the
    rounding of their figures. With `every_member` it binds for each member, and its terms name none. Those
    of `complete` bind only where every part is reported.
    """

    name: str
    statement: str
    says: dict[str, str]
    total: Term
    parts: tuple[tuple[int, Term], ...]
    per: Term | None
    plus: int
    exact: bool
    every_member: bool
    place: Place = field(compare=False)
    complete: bool = False

    @property
    def id(self) -> str:
        """STATEMENT-NAME: the id of its assertion."""
        return f"{self.statement}-{self.name}"

    @property
    def terms(self) -> tuple[Term, ...]:
        """The total, the parts, and what the sum is divided by, if anything."""
        return (self.total, *(term for _, term in self.parts), *((self.per,) if self.per else ()))


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: the single source of its presentation, calculation, mapping and rendering.

    `axes` have their members in order, a member before its parts; `whole` is the member that a member is a
    part of, by its name, where there is one.
    """

    name: str
    sort: int
    kind: str
    title: dict[str, str]
    root: Concept
    exact: bool
    hypercube: Concept
    line_items: Concept
    axes: tuple[tuple[Concept, tuple[Concept, ...]], ...]
    whole: dict[str, Concept]
    tables: dict[str, PrintedTable]
    lines: tuple[Line, ...]
    sums: tuple[Sum, ...]
    relations: tuple[Relation, ...]
    place: Place = field(compare=False)

    @property
    def definition(self) -> str:
        """The role's definition, sorted as text by its number."""
        return f"{self.sort:07d} - {self.kind} - {first_of(self.title)}"


@dataclass(frozen=True, slots=True)
class SentenceFigure:
    """A figure of a sentence: its concept and members, the name of its period, and its sign as printed."""

    concept: Concept
    members: Members
    at: str
    sign: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a company's releases: its wordings, with {names}, and its figures by name."""

    name: str
    subject: tuple[str, ...]
    wordings: tuple[str, ...]
    figures: dict[str, SentenceFigure]
    place: Place = field(compare=False)
    optional: bool = False
