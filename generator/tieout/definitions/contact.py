"""The words by which an unknown release is read: who publishes it, and how its prose repeats the tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tieout.definitions import models
from tieout.definitions.files import base_folder, read_model


@dataclass(frozen=True, slots=True)
class RatioWords:
    """The name of a margin or rate, with the names of its numerator and denominator."""

    names: tuple[str, ...]
    of: tuple[str, ...]
    over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProseWords:
    """The words by which figures in prose are tied to the tables: see `ProseModel`."""

    scales: dict[str, int]
    percents: tuple[str, ...]
    points: tuple[str, ...]
    points_of_percent: tuple[str, ...]
    counted: tuple[str, ...]
    per_share: tuple[str, ...]
    share_names: tuple[str, ...]
    compared: tuple[str, ...]
    than: tuple[str, ...]
    earlier: dict[int, tuple[str, ...]]
    against: dict[int, tuple[str, ...]]
    now: tuple[str, ...]
    alike_times: tuple[str, ...]
    to_date: tuple[str, ...]
    rises: tuple[str, ...]
    falls: tuple[str, ...]
    losses: tuple[str, ...]
    by: tuple[str, ...]
    to: tuple[str, ...]
    in_: tuple[str, ...]
    ended: tuple[str, ...]
    gives: tuple[str, ...]
    of: tuple[str, ...]
    includes: tuple[str, ...]
    asides: tuple[str, ...]
    articles: tuple[str, ...]
    changed: tuple[str, ...]
    nouns: tuple[str, ...]
    excludes: tuple[str, ...]
    yearly: tuple[str, ...]
    because: tuple[str, ...]
    hedges: tuple[str, ...]
    or_: tuple[str, ...]
    either: tuple[str, ...]
    joined: tuple[str, ...]
    forecasts: tuple[str, ...]
    ranges: tuple[str, ...]
    another: tuple[str, ...]
    otherwise: tuple[str, ...]
    respectively: tuple[str, ...]
    verbs: tuple[str, ...]
    plain: tuple[str, ...]
    parts: tuple[str, ...]
    headings: tuple[str, ...]
    own: tuple[str, ...]
    spelled: dict[str, str]
    parents: tuple[str, ...]
    called: dict[str, tuple[str, ...]]
    alike: dict[str, tuple[str, ...]]
    net: tuple[str, ...]
    revenue: str
    share_kinds: dict[str, tuple[str, ...]]
    ratios: tuple[RatioWords, ...]
    over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactWords:
    """How a release names its publisher, and the words of its prose: see `ContactFile`."""

    announces: tuple[str, ...] = ()
    exchanges: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    subsidiaries: tuple[str, ...] = ()
    cover: Mapping[str, str] = field(default_factory=dict)
    filing: Mapping[str, str] = field(default_factory=dict)
    prose: ProseWords | None = None


def load_contact(language: str) -> ContactWords:
    """The words for unknown releases in a language; empty ones where the language is unknown."""
    path = base_folder() / "contact" / f"{language}.yaml"
    if not path.is_file():
        return ContactWords()
    _, words = read_model(path, models.ContactFile)
    return ContactWords(
        announces=tuple(words.announces),
        exchanges=tuple(words.exchanges),
        forms=tuple(words.forms),
        titles=tuple(words.titles),
        subsidiaries=tuple(words.subsidiaries),
        cover={str(what): label for what, label in words.cover.items()},
        filing={str(what): label for what, label in words.filing.items()},
        prose=_prose(words.prose),
    )


def _prose(words: models.ProseModel) -> ProseWords:
    return ProseWords(
        scales=words.scales,
        percents=tuple(words.percents),
        points=tuple(words.points),
        points_of_percent=tuple(words.points_of_percent),
        counted=tuple(words.counted),
        per_share=tuple(words.per_share),
        share_names=tuple(words.share_names),
        compared=tuple(words.compared),
        than=tuple(words.than),
        earlier={months: tuple(said) for months, said in words.earlier.items()},
        against={months: tuple(said) for months, said in words.against.items()},
        now=tuple(words.now),
        alike_times=tuple(words.alike_times),
        to_date=tuple(words.to_date),
        rises=tuple(words.rises),
        falls=tuple(words.falls),
        losses=tuple(words.losses),
        by=tuple(words.by),
        to=tuple(words.to),
        in_=tuple(words.in_),
        ended=tuple(words.ended),
        gives=tuple(words.gives),
        of=tuple(words.of),
        includes=tuple(words.includes),
        asides=tuple(words.asides),
        articles=tuple(words.articles),
        changed=tuple(words.changed),
        nouns=tuple(words.nouns),
        excludes=tuple(words.excludes),
        yearly=tuple(words.yearly),
        because=tuple(words.because),
        hedges=tuple(words.hedges),
        or_=tuple(words.or_),
        either=tuple(words.either),
        joined=tuple(words.joined),
        forecasts=tuple(words.forecasts),
        ranges=tuple(words.ranges),
        another=tuple(words.another),
        otherwise=tuple(words.otherwise),
        respectively=tuple(words.respectively),
        verbs=tuple(words.verbs),
        plain=tuple(words.plain),
        parts=tuple(words.parts),
        headings=tuple(words.headings),
        own=tuple(words.own),
        spelled=words.spelled,
        parents=tuple(words.parents),
        called={concept: tuple(said) for concept, said in words.called.items()},
        alike={one: tuple(some) for one, some in words.alike.items()},
        net=tuple(words.net),
        revenue=words.revenue,
        share_kinds={kind: tuple(said) for kind, said in words.share_kinds.items()},
        ratios=tuple(RatioWords(tuple(one.names), tuple(one.of), tuple(one.over)) for one in words.ratios),
        over=tuple(words.over),
    )
