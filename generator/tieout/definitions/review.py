"""What a draft left to a person, as `review.yaml` of the company has it."""

from dataclasses import dataclass
from pathlib import Path

from tieout.core import Place
from tieout.definitions import models
from tieout.definitions.files import read_model

_REVIEW = "review.yaml"


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
