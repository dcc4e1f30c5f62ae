"""The resolved taxonomy of the definitions: frozen data that every later step reads.

Shapes follow XBRL 2.1 (concepts, roles, arcs), Dimensions 1.0 (axes, members, tables) and the YAML files.
Names are resolved, weights decided and captions collected, so that no later step has to guess.
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
    """A text in the first of the company's languages."""
    return next(iter(text.values()))


@dataclass(frozen=True, slots=True)
class Concept:
    """An XBRL concept (Dimensions included). `element` is the official element that it is aligned with.

    `unit` is a unit in the layer's own namespace. `derived` is (kind, name) of the concept that it is derived
    from.
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
    """The base layer by itself. Its version is a date;
    `languages` are those of its labels, each with xml:lang.
    """

    layer: Layer
    date: date
    languages: dict[str, str]
    publisher: str


TermAt = Literal["start", "end", "year-before", "quarter-1", "quarter-2", "quarter-3", "quarter-4"]
Members = tuple[tuple[str, str], ...]
"""(axis name, member name), sorted by axis; no entry means the axis's default."""


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A printed table with lines of a statement: its columns are dated, or its rows are.

    `under` is the row below which it stands, if it is a part of a longer table. `change` is how concepts in
    its column of changes are derived. `periods` are names of periods from the calendar; `any` allows whatever
    period its headers name, if it begins and ends with a quarter. `members` apply to all its figures,
    `forecast` to those in rows marked as forecasts, and `parts` to columns of one period, by the words of
    their headers. `optional`: a release may be without it.
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
    `captions` are those by which it is found in print: the `stated` ones first, then its labels. A heading
    has no facts.
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
        """-1 where the printed figure has the opposite sign of the fact, else 1."""
        return -1 if self.negated else 1


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and the lines that it sums, by index, with their weights, for a calculation linkbase."""

    total: int
    parts: tuple[tuple[int, int], ...]
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a relation.

    `at` takes a balance at the start or end of the other terms' period, a figure of the year before, or of
    one quarter of the other terms' year.
    """

    concept: Concept
    members: Members = ()
    at: TermAt | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """An equation that no calculation linkbase can express; it becomes a formula assertion.

    The total, plus `plus` (1 for a rate of growth), times `per` if there is one, is the weighted sum of the
    parts. A part that is not reported counts as zero, but at least one has to be. Terms with `at`, and all
    terms of a relation with `per`, have to be reported. An `exact` relation holds to the last digit, others
    within rounding. With `every_member` it applies to each member, and its terms name none. A `complete`
    relation applies only where every part is reported.
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
        """The total, the parts, and the divisor if there is one."""
        return (self.total, *(term for _, term in self.parts), *((self.per,) if self.per else ()))


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: the source of its presentation, calculation, mapping and rendering.

    `axes` have their members in order, a member before its parts; `whole` gives the member of which another
    is a part.
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
        """The definition of its role. Its number makes roles sort as text."""
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
