"""What is drawn on a page: glyphs, rules and the rest, upright, in points from its upper left corner."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Glyph:
    """A letter that is seen: its box, the line that it stands on, and the look of its font.

    `text` is empty where its font does not say which letter it is.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal rule. `parts` is how far each reaches in which it is drawn, as for the cells of a grid."""

    left: float
    right: float
    at: float
    parts: tuple[tuple[float, float], ...] = ()


@dataclass(slots=True)
class Sheet:
    """What is read of a page, turned upright: a page whose text goes two ways is a sheet for each.

    `number` is that of the page, from 1. `turned` is the quarter turns by which its text stands sideways.
    `blanks` are the places between letters where a blank is set.
    """

    number: int
    turned: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    blanks: list[tuple[float, float]] = field(default_factory=list)


@dataclass(slots=True)
class Told:
    """What of a document was left out or mended: how often, or on which pages."""

    unmapped: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    invisible: dict[int, int] = field(default_factory=dict)
    lost: dict[int, int] = field(default_factory=dict)
