"""The vocabulary of a company's releases: the wordings of their language with its own before them."""

from collections.abc import Iterable, Mapping
from typing import Any

from tieout.definitions import models
from tieout.definitions.company import Vocabulary


def vocabulary(
    language: str,
    words: models.VocabularyFile,
    own: models.CompanyVocabulary,
    not_figures: Iterable[models.NotFigureModel] = (),
) -> Vocabulary:
    """The words of a language with those that a company adds; where they conflict, the company's count."""
    parts = [own, words]
    ours = tuple((form.pattern, form.why) for form in not_figures)
    return Vocabulary(
        language=language,
        months=tuple(words.months),
        short_months=words.short_months | own.short_months,
        numbers=words.numbers | own.numbers,
        counts=words.counts,
        ordinals=words.ordinals | own.ordinals,
        eras=words.eras | own.eras,
        weeks=words.weeks,
        scales=words.scales | own.scales,
        currencies=_merged(part.currencies for part in parts),
        shared_currencies=_merged(part.shared_currencies for part in parts),
        nouns=words.nouns,
        glue={str(key): word for key, word in words.glue.items()},
        words={name: tuple(alternatives) for name, alternatives in words.words.items()},
        hundredths=_merged(part.hundredths for part in parts),
        hundredth_signs=_merged(part.hundredth_signs for part in parts),
        headings=_merged(part.headings for part in parts),
        unit_words=_merged(_lists(part.unit_words) for part in parts),
        unit_scales=words.unit_words.scales | own.unit_words.scales,
        unit_prefixes=words.unit_words.prefixes | own.unit_words.prefixes,
        column_words=_merged(_lists(part.column_words) for part in parts),
        other_columns=_merged(part.column_words.other for part in parts),
        parts=_merged(part.parts for part in parts),
        types=_merged(part.types for part in parts),
        measures=_merged(part.measures for part in parts),
        captions=_merged(_lists(part.captions) for part in parts),
        amount_words=_merged(_lists(part.amount_words) for part in parts),
        heads=tuple((head.pattern, head.period, head.forecast) for head in words.heads),
        ranges=(*own.ranges, *words.ranges),
        remarks=(*own.remarks, *words.remarks),
        units=tuple((u, None) if isinstance(u, str) else (u.pattern, u.shares) for u in words.units),
        changes=tuple(words.changes),
        directions=dict(words.directions),
        percents=tuple(words.percents),
        not_given=tuple(words.not_given),
        points=tuple(words.points),
        phrases={name: tuple(alternatives) for name, alternatives in words.phrases.items()},
        not_figures=(*((form.pattern, form.why) for form in words.not_figures), *ours),
        own_not_figures=ours,
    )


def _merged(parts: Iterable[Mapping[Any, list[str]]]) -> dict[str, tuple[str, ...]]:
    """Wordings by kind, those of each part one after the other."""
    merged: dict[str, tuple[str, ...]] = {}
    for part in parts:
        for kind, wordings in part.items():
            merged[str(kind)] = (*merged.get(str(kind), ()), *wordings)
    return merged


def _lists(model: models.Model) -> dict[str, list[str]]:
    """The lists of wordings in a model, by key."""
    return {key: value for key, value in model.model_dump(by_alias=True).items() if isinstance(value, list)}
