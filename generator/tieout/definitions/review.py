"""What a draft left for a person to decide: the company's `review.yaml`."""

from dataclasses import dataclass
from pathlib import Path

from tieout.core import Place
from tieout.definitions import models
from tieout.definitions.files import read_model

_REVIEW = "review.yaml"


@dataclass(frozen=True, slots=True)
class Open:
    """A drafted line that a person has to look at; `place` is the place of its entry in the file."""

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
    """What a draft left for a person: its lines, and names with a text in one language only."""

    open: tuple[Open, ...]
    translate: tuple[tuple[str, Place], ...]


def load_review(folder: Path) -> Review | None:
    """The review of a drafted company in its folder; None where there is none."""
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
