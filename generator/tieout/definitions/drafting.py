"""What a company's statements are drafted by, and what of a draft is still open."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from tieout.core import Finding, InputError, Place
from tieout.definitions import models
from tieout.definitions.company import Vocabulary
from tieout.definitions.files import base_folder, read_model
from tieout.definitions.taxonomy import Members
from tieout.definitions.vocabulary import vocabulary

_REVIEW = "review.yaml"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of statement that companies print, and how the statement that is drafted of it is called."""

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
    """What the names of concepts are like in a section, and the words that go without saying there."""

    fits: re.Pattern[str] | None
    unlike: re.Pattern[str] | None
    implied: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Wordings:
    """The words of a language, as `drafting/LANGUAGE.yaml` has them: there is one of each language."""

    phrases: dict[str, tuple[str, ...]]
    synonyms: dict[str, tuple[str, ...]]
    opposites: tuple[tuple[str, ...], ...]
    of_both: tuple[str, ...]
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
    other_amounts: tuple[str, ...]
    other_basis: tuple[str, ...]
    shared_earnings: tuple[str, ...]
    usual: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class BrokenDown:
    """An axis that amounts are broken down by, the words for it, and what stands with its members.

    `within` is the breakdown whose members it breaks down further; `likely` is where its parts usually stand;
    `places` whether they go by the names of places.
    """

    axis: str
    together: Members
    words: tuple[str, ...]
    within: str | None = None
    likely: tuple[str, ...] = ()
    places: bool = False


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A row beside the members of a breakdown, such as eliminations, and the words for it."""

    members: Members
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InPlace:
    """What elements give way to where their line stands `below` or `above` another, or none such is there."""

    statement: str
    below: str | None
    above: str | None
    not_above: str | None
    without: str | None
    since: int
    instead: dict[str, str]


@dataclass(frozen=True, slots=True)
class Drafting:
    """All that drafting goes by."""

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
    says_more: dict[str, str]
    changed: frozenset[str]
    either: tuple[frozenset[str], ...]
    classified: re.Pattern[str]
    titles: dict[str, dict[str, str]]
    says: dict[str, dict[str, str]]
    words: Wordings


@dataclass(frozen=True, slots=True)
class Open:
    """A drafted line that a person has to look at; `place` is that of its entry."""

    line: str
    under: str | None
    printed_at: str
    statement: str
    concept: str
    score: int
    why: str
    others: dict[str, int]
    settled: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Review:
    """What a draft left to a person: its lines, and names whose words are still of one language."""

    open: tuple[Open, ...]
    translate: tuple[tuple[str, Place], ...]


@cache
def base_vocabulary(language: str) -> Vocabulary:
    """The words of a language, with nothing of any company."""
    _, words = read_model(base_folder() / "vocabulary" / f"{language}.yaml", models.VocabularyFile)
    return vocabulary(language, words, models.CompanyVocabulary())


def languages() -> tuple[str, ...]:
    """The languages that a company can be labelled in: those of the base layer."""
    return tuple(read_model(base_folder() / "taxonomy.yaml", models.LayerFile)[1].languages)


def draftable() -> frozenset[str]:
    """The languages that releases can be drafted in."""
    base = base_folder()
    words, forms = ({p.stem for p in (base / name).glob("*.yaml")} for name in ("drafting", "vocabulary"))
    return frozenset(words & forms)


def check_draftable(language: str) -> None:
    """Raises InputError where releases cannot be drafted in this language."""
    if language not in (known := draftable()):
        what = f"nothing is known of the language {language}"
        raise InputError(Finding("input.language", what, f"Known are {', '.join(sorted(known))}."))


def load_drafting(language: str, languages: Collection[str] | None = None) -> Drafting:
    """What drafting goes by in the language of releases, with its texts in `languages`, in all by default.

    Raises InputError where the language has no words for it.
    """
    return _drafting(language, tuple(languages) if languages is not None else None)


# Every release of a language is drafted by the same words.
@lru_cache(maxsize=16)
def _drafting(language: str, languages: tuple[str, ...] | None) -> Drafting:
    _, base = read_model(base_folder() / "drafting.yaml", models.DraftingFile, languages)
    words, wordings = _words(language)
    return Drafting(
        kinds=tuple(
            Kind(
                statement=kind.statement,
                title=kind.title,
                root=kind.root,
                kind=kind.role_type,
                by=kind.columns,
                table=kind.hypercube,
                line_items=kind.line_items,
                words=tuple(words.kinds.get(name, ())),
            )
            for name, kind in base.statements.items()
        ),
        sections={
            name: Section(
                re.compile(section.fits) if section.fits else None,
                re.compile(section.unlike) if section.unlike else None,
                tuple(words.implied.get(name, ())),
            )
            for name, section in (
                {name: models.SectionModel() for name in words.implied} | base.sections
            ).items()
        },
        as_is=frozenset(base.as_is),
        as_is_of=frozenset(base.as_is_of),
        two_sided=re.compile(base.two_sided),
        results=frozenset(base.results),
        blank=tuple(base.blank),
        broken_down=frozenset(base.broken_down),
        breakdowns={
            name: BrokenDown(
                axis=model.axis,
                together=tuple(sorted(model.together.items())),
                words=tuple(words.breakdowns.get(name, ())),
                within=model.within,
                likely=tuple(model.likely),
                places=model.places,
            )
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
        in_place=tuple(
            InPlace(
                statement=one.statement,
                below=one.below,
                above=one.above,
                not_above=one.not_above,
                without=one.without,
                since=one.since,
                instead=dict(one.instead),
            )
            for one in base.in_place
        ),
        says_more=dict(base.says_more),
        changed=frozenset(base.changed),
        either=tuple(map(frozenset, base.either)),
        classified=re.compile(base.classified),
        titles={str(name): text for name, text in base.titles.items()},
        says={str(name): text for name, text in base.says.items()},
        words=wordings,
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
        other_amounts=tuple(words.other_amounts),
        other_basis=tuple(words.other_basis),
        shared_earnings=tuple(words.shared_earnings),
        usual={name: tuple(captions) for name, captions in words.usual.items()},
    )


def load_review(folder: Path) -> Review | None:
    """What is left to a person of a company that was drafted; None where there is no review of it."""
    if not (folder / _REVIEW).is_file():
        return None
    document, model = read_model(folder / _REVIEW, models.ReviewFile)
    return Review(
        tuple(
            Open(
                line=entry.line,
                under=entry.under,
                printed_at=entry.printed_at,
                statement=entry.statement,
                concept=entry.concept,
                score=entry.score,
                why=entry.why,
                others=entry.or_,
                settled=entry.settled,
                place=document.place(("open", index)),
            )
            for index, entry in enumerate(model.open)
        ),
        tuple((name, document.place(("translate", index))) for index, name in enumerate(model.translate)),
    )
