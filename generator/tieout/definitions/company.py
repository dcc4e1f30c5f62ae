"""A company, resolved: who reports, the words of its releases, and its taxonomy."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tieout.core import FiscalCalendar
from tieout.definitions.taxonomy import Concept, Layer, Members, Sentence, Statement


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words in which releases of one language date their columns and name their units.

    `language` is its code of two letters; names of months and currencies that are usual in it are not here.
    Wordings are by kind, the company's own before those of the language: `headings` say periods piece by
    piece, `unit_words` and `scales` make unit lines, `column_words` are columns of no period and
    `other_columns` those that are left out for what they are of, `parts` what a
    column says of its figures, `types` and `measures` what rows are counted in, `captions` words that tell
    what a row is, `amount_words` stand around amounts in captions. `ranges` stand between the two ends of a
    range. `remarks` change neither a date nor a unit. `shared_currencies` are signs and names of several
    currencies, `hundredths` names of the hundredth part of one, `hundredth_signs` what stands behind numbers
    of them. `own_not_figures` are those of `not_figures` that the company adds.
    """

    language: str
    numbers: dict[str, int]
    eras: dict[str, int]
    shared_currencies: dict[str, tuple[str, ...]]
    hundredths: dict[str, tuple[str, ...]]
    hundredth_signs: dict[str, tuple[str, ...]]
    headings: dict[str, tuple[str, ...]]
    unit_words: dict[str, tuple[str, ...]]
    unit_scales: dict[str, int]
    unit_prefixes: dict[str, int]
    column_words: dict[str, tuple[str, ...]]
    other_columns: dict[str, tuple[str, ...]]
    parts: dict[str, tuple[str, ...]]
    types: dict[str, tuple[str, ...]]
    measures: dict[str, tuple[str, ...]]
    captions: dict[str, tuple[str, ...]]
    amount_words: dict[str, tuple[str, ...]]
    months: tuple[str, ...]
    short_months: dict[str, int]
    counts: dict[str, int]
    ordinals: dict[str, int]
    weeks: dict[str, int]
    scales: dict[str, int]
    currencies: dict[str, tuple[str, ...]]
    nouns: dict[str, str]
    glue: dict[str, str]
    words: dict[str, tuple[str, ...]]
    heads: tuple[tuple[str, str, bool], ...]
    ranges: tuple[str, ...]
    remarks: tuple[str, ...]
    units: tuple[tuple[str, int | None], ...]
    changes: tuple[str, ...]
    directions: dict[str, int]
    percents: tuple[str, ...]
    not_given: tuple[str, ...]
    points: tuple[str, ...]
    phrases: dict[str, tuple[str, ...]]
    not_figures: tuple[tuple[str, str], ...]
    own_not_figures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bridge:
    """A picture of the walk along the sums from the concept `start` to the concept `end`, by name."""

    title: dict[str, str]
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A picture of the parts of a total, by the sums of a statement, beside the year before."""

    title: dict[str, str]
    total: str
    statement: str


@dataclass(frozen=True, slots=True, eq=False)
class Company:
    """A company and its taxonomy: the base layer, its own layer, and its statements.

    `language` is that of its releases; `languages` are those of its texts, each with its xml:lang. The base
    layer has no other languages here. Companies compare by identity, so that results can be cached for each.
    """

    name: dict[str, str]
    folder: Path
    scheme: str
    code: str
    publisher: str
    currency: str
    accounting_standard: str
    calendar: FiscalCalendar
    base: Layer
    own: Layer
    base_date: date
    language: str
    languages: dict[str, str]
    official: dict[str, str]
    statements: tuple[Statement, ...]
    sentences: tuple[Sentence, ...]
    proofs: dict[str, dict[str, str]]
    forecast: Members
    vocabulary: Vocabulary
    pictures: tuple[Bridge | Breakdown, ...]

    def concept(self, name: str) -> Concept:
        """The concept with this local name, which is unique over both layers."""
        return self.own.concepts.get(name) or self.base.concepts[name]

    def measure(self, concept: Concept) -> str:
        """The unit of a concept's figures: a currency, `shares`, `JPY/shares`, `pure` or one of its own."""
        by_type = {"monetary": self.currency, "shares": "shares", "per-share": f"{self.currency}/shares"}
        return concept.unit or by_type.get(concept.type, "pure")

    def derived(self, concept: Concept, kind: str) -> Concept | None:
        """The concept derived from another one in some way, if a statement shows it; else None."""
        wanted = (kind, concept.name)
        return next((found for found in self.own.concepts.values() if found.derived == wanted), None)

    @property
    def concepts(self) -> dict[str, Concept]:
        """Every concept by local name, the base layer's first."""
        return self.base.concepts | self.own.concepts
