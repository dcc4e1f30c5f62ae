"""The captions and labels by which a line of a statement is found in a printed table; and its label role."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from tieout.definitions.models import LineModel
from tieout.definitions.taxonomy import Concept, LabelRole, Line

BALANCE_AT: Mapping[str, Literal["start", "end"]] = {"opening": "start", "closing": "end"}
"""The ends of a period as the YAML calls them, and as label roles do (periodStartLabel, periodEndLabel)."""


def label_role(model: LineModel) -> LabelRole:
    """The role of the label that a line is shown with: preferredLabel of its presentation arc."""
    if model.as_of is not None:
        if not model.negated:
            return BALANCE_AT[model.as_of]
        return "negated-start" if model.as_of == "opening" else "negated-end"
    if model.total:
        return "negated-total" if model.negated else "total"
    if model.negated:
        return "negated"
    return "terse" if model.label else "label"


def stated_captions(model: LineModel) -> tuple[str, ...]:
    """The printed captions that the YAML states for a line."""
    if model.caption is None:
        return ()
    return (model.caption,) if isinstance(model.caption, str) else tuple(model.caption)


def known_by(lines: Sequence[tuple[LineModel, Line]], language: str) -> list[tuple[str, ...]]:
    """The captions by which each line of a statement is found: stated ones first, then its labels.

    A label counts only if no other line of the same printed table has it. A line without a stated caption has
    all its labels.
    """
    stated = [stated_captions(model) for model, _ in lines]
    labels = [
        _labels(model, line, language, every=not own)
        for (model, line), own in zip(lines, stated, strict=True)
    ]
    claims = Counter(
        (line.table, text)
        for (_, line), own, also in zip(lines, stated, labels, strict=True)
        for text in {_plain(caption) for caption in (*own, *also)}
    )

    def beside(line: Line, own: tuple[str, ...], also: tuple[str, ...]) -> tuple[str, ...]:
        said = {_plain(text) for text in own}
        return tuple(t for t in also if _plain(t) not in said and claims[line.table, _plain(t)] == 1)

    return [
        (*own, *beside(line, own, also)) if own else also
        for (_, line), own, also in zip(lines, stated, labels, strict=True)
    ]


def _labels(model: LineModel, line: Line, language: str, *, every: bool) -> tuple[str, ...]:
    """The labels by which a line can be found: its own, and those of its concept.

    With a stated caption (not `every`), labels of the concept are left out if it is printed more than once:
    for several members, or at both ends of the period.
    """
    concept: Concept = line.concept
    texts = [model.label]
    if every or not (model.members or model.as_of):
        texts += [concept.total if model.total else None, concept.label]
    return tuple(dict.fromkeys(text[language] for text in texts if text and language in text))


def _plain(caption: str) -> str:
    return " ".join(caption.split()).rstrip(": ").casefold()
