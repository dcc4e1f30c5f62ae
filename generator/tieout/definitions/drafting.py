"""The rules and words by which a company's statements are drafted, from the base layer's YAML."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from tieout.core import Finding, InputError
from tieout.definitions import models
from tieout.definitions.company import Vocabulary
from tieout.definitions.files import base_folder, read_model
from tieout.definitions.models.drafting import BreakdownAxisModel, InPlaceModel, KindModel
from tieout.definitions.rolls import RollRules, roll_rules
from tieout.definitions.taxonomy import Members
from tieout.definitions.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of statement that companies print, with names and titles for the statement drafted from it."""

    statement: str
    title: dict[str, str]
    root: str
    kind: str
    by: Literal["instants", "durations"]
    table: str
    line_items: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """How concepts in a section are named, and the words that its lines need not repeat."""

    fits: re.Pattern[str] | None
    unlike: re.Pattern[str] | None
    implied: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Wordings:
    """The words of a language, from `drafting/LANGUAGE.yaml`. There is one object for each language."""

    phrases: dict[str, tuple[str, ...]]
    synonyms: dict[str, tuple[str, ...]]
    opposites: tuple[tuple[str, ...], ...]
    of_both: tuple[str, ...]
    costs: tuple[str, ...]
    directions: tuple[str, ...]
    apart: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    telling: tuple[str, ...]
    shared: tuple[str, ...]
    endings: tuple[tuple[str, str], ...]
    stop: frozenset[str]
    light: frozenset[str]
    totals: tuple[str, ...]
    adds: tuple[str, ...]
    less: tuple[str, ...]
    of_which: tuple[str, ...]
    within: dict[str, int]
    types: dict[str, tuple[str, ...]]
    capitals: frozenset[str]
    of_whole: tuple[str, ...]
    of_whom: tuple[str, ...]
    of_company: tuple[str, ...]
    titled: dict[str, tuple[str, ...]]
    of_segments: tuple[str, ...]
    other_amounts: tuple[str, ...]
    own_measures: tuple[str, ...]
    limits: tuple[str, ...]
    other_basis: tuple[str, ...]
    shared_earnings: tuple[str, ...]
    usual: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class BrokenDown:
    """An axis by which amounts are broken down, and the words for it.

    `together` are members that its parts have as well. `within` is the breakdown whose members it breaks down
    further; `likely` is where its parts usually stand; `places`: its parts have names of places; `sold`: only
    what is sold, or what that costs, has such parts. `alone`: its words name the only amount that has them.
    """

    axis: str
    together: Members
    words: tuple[str, ...]
    within: str | None = None
    likely: tuple[str, ...] = ()
    places: bool = False
    sold: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A row beside the members of a breakdown, such as eliminations: its members, and the words for it."""

    members: Members
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InPlace:
    """Replaces elements on lines that stand `below` or `above` certain others, or without certain others."""

    statement: str
    below: str | None
    above: str | None
    not_above: str | None
    without: str | None
    since: int
    instead: dict[str, str]


@dataclass(frozen=True, slots=True)
class Drafting:
    """All rules and words for drafting in one language."""

    kinds: tuple[Kind, ...]
    sections: dict[str, Section]
    as_is: frozenset[str]
    as_is_of: frozenset[str]
    two_sided: re.Pattern[str]
    results: frozenset[str]
    blank: tuple[str, ...]
    broken_down: frozenset[str]
    breakdowns: dict[str, BrokenDown]
    places: tuple[str, ...]
    adjustments: tuple[Adjustment, ...]
    named: dict[str, tuple[str, str]]
    unless_printed: tuple[str, ...]
    instead: dict[str, str]
    superseded: dict[str, str]
    in_place: tuple[InPlace, ...]
    rolls: RollRules
    says_more: dict[str, str]
    changed: frozenset[str]
    either: tuple[frozenset[str], ...]
    classified: re.Pattern[str]
    titles: dict[str, dict[str, str]]
    says: dict[str, dict[str, str]]
    words: Wordings


@cache
def base_vocabulary(language: str) -> Vocabulary:
    """The vocabulary of a language, without words of any company."""
    _, words = read_model(base_folder() / "vocabulary" / f"{language}.yaml", models.VocabularyFile)
    return vocabulary(language, words, models.CompanyVocabulary())


def languages() -> tuple[str, ...]:
    """The languages in which a company can have labels: those of the base layer."""
    return tuple(read_model(base_folder() / "taxonomy.yaml", models.LayerFile)[1].languages)


def draftable() -> frozenset[str]:
    """The languages in which releases can be drafted."""
    base = base_folder()
    words, forms = ({p.stem for p in (base / name).glob("*.yaml")} for name in ("drafting", "vocabulary"))
    return frozenset(words & forms)


def check_draftable(language: str) -> None:
    """Raises InputError where releases cannot be drafted in this language."""
    if language not in (known := draftable()):
        what = f"nothing is known of the language {language}"
        raise InputError(Finding("input.language", what, f"Known are {', '.join(sorted(known))}."))


def load_drafting(language: str, languages: Collection[str] | None = None) -> Drafting:
    """The rules and words for drafting releases in a language; its texts in `languages`, by default in all.

    Raises InputError where the language has no words for drafting.
    """
    return _drafting(language, tuple(languages) if languages is not None else None)


# Every release of a language is drafted by the same words.
@lru_cache(maxsize=16)
def _drafting(language: str, languages: tuple[str, ...] | None) -> Drafting:
    _, base = read_model(base_folder() / "drafting.yaml", models.DraftingFile, languages)
    words, wordings = _words(language)
    return Drafting(
        kinds=tuple(_kind(kind, words.kinds.get(name, ())) for name, kind in base.statements.items()),
        sections=_sections(base, words),
        as_is=frozenset(base.as_is),
        as_is_of=frozenset(base.as_is_of),
        two_sided=re.compile(base.two_sided),
        results=frozenset(base.results),
        blank=tuple(base.blank),
        broken_down=frozenset(base.broken_down),
        breakdowns={
            name: _broken_down(model, words.breakdowns.get(name, ()))
            for name, model in base.breakdowns.items()
        },
        places=tuple(words.places),
        adjustments=tuple(
            Adjustment(tuple(sorted(members.items())), tuple(words.adjustments.get(name, ())))
            for name, members in base.adjustments.items()
        ),
        named={name: (model.before or "", model.after or "") for name, model in base.named.items()},
        unless_printed=tuple(base.unless_printed.of),
        instead=dict(base.unless_printed.instead),
        superseded=dict(base.superseded),
        in_place=tuple(map(_in_place, base.in_place)),
        rolls=roll_rules(base.rolls, words.rolls),
        says_more=dict(base.says_more),
        changed=frozenset(base.changed),
        either=tuple(map(frozenset, base.either)),
        classified=re.compile(base.classified),
        titles={str(name): text for name, text in base.titles.items()},
        says={str(name): text for name, text in base.says.items()},
        words=wordings,
    )


def _kind(kind: KindModel, words: Sequence[str]) -> Kind:
    return Kind(
        statement=kind.statement,
        title=kind.title,
        root=kind.root,
        kind=kind.role_type,
        by=kind.columns,
        table=kind.hypercube,
        line_items=kind.line_items,
        words=tuple(words),
    )


def _sections(base: models.DraftingFile, words: models.DraftingWordsFile) -> dict[str, Section]:
    """The sections that the base layer has rules for, and those that a language has implied words for."""
    found: dict[str, Section] = {}
    for name in dict.fromkeys((*words.implied, *base.sections)):
        section = base.sections.get(name, models.SectionModel())
        found[name] = Section(
            re.compile(section.fits) if section.fits else None,
            re.compile(section.unlike) if section.unlike else None,
            tuple(words.implied.get(name, ())),
        )
    return found


def _broken_down(model: BreakdownAxisModel, words: Sequence[str]) -> BrokenDown:
    return BrokenDown(
        axis=model.axis,
        together=tuple(sorted(model.together.items())),
        words=tuple(words),
        within=model.within,
        likely=tuple(model.likely),
        places=model.places,
        sold=model.sold,
        alone=model.alone,
    )


def _in_place(one: InPlaceModel) -> InPlace:
    return InPlace(
        statement=one.statement,
        below=one.below,
        above=one.above,
        not_above=one.not_above,
        without=one.without,
        since=one.since,
        instead=dict(one.instead),
    )


@cache
def _words(language: str) -> tuple[models.DraftingWordsFile, Wordings]:
    _, words = read_model(base_folder() / "drafting" / f"{language}.yaml", models.DraftingWordsFile)
    return words, _wordings(words)


def _wordings(words: models.DraftingWordsFile) -> Wordings:
    return Wordings(
        phrases={word: tuple(phrases) for word, phrases in words.phrases.items()},
        synonyms={word: tuple(others) for word, others in words.synonyms.items()},
        opposites=tuple(tuple(group) for group in words.opposites),
        of_both=tuple(words.of_both),
        costs=tuple(words.costs),
        directions=tuple(words.directions),
        apart=tuple((tuple(one), tuple(other)) for one, other in words.apart),
        telling=tuple(words.telling),
        shared=tuple(words.shared),
        endings=tuple(words.endings),
        stop=frozenset(words.stop),
        light=frozenset(words.light),
        totals=tuple(words.totals),
        adds=tuple(words.adds),
        less=tuple(words.less),
        of_which=tuple(words.of_which),
        within={said: quarter for quarter, some in words.within.items() for said in some},
        types={str(name): tuple(said) for name, said in words.types.items()},
        capitals=frozenset(words.capitals),
        of_whole=tuple(words.of_whole),
        of_whom=tuple(words.of_whom),
        of_company=tuple(words.of_company),
        titled={name: tuple(ends) for name, ends in words.titled.items()},
        of_segments=tuple(words.of_segments),
        other_amounts=tuple(words.other_amounts),
        own_measures=tuple(words.own_measures),
        limits=tuple(words.limits),
        other_basis=tuple(words.other_basis),
        shared_earnings=tuple(words.shared_earnings),
        usual={name: tuple(captions) for name, captions in words.usual.items()},
    )
