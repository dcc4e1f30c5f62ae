"""What is drawn on a page: glyphs, rules and other marks, upright, in points from the upper left corner."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Glyph:
    """A visible letter: its box, its base line, and the look of its font.

    `text` is "" where the font does not name the letter.
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
    """A horizontal rule. `parts` are the spans in which it is drawn, such as one for each cell of a grid."""

    left: float
    right: float
    at: float
    parts: tuple[tuple[float, float], ...] = ()


@dataclass(slots=True)
class Sheet:
    """The upright content of a page with one direction of text; another direction is another sheet.

    `number` is that of the page, from 1. `turned` is the number of quarter turns of its text. `blanks` are
    the places of blanks between letters.
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
    """What was left out or repaired in a document: how often, or on which pages."""

    unmapped: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    invisible: dict[int, int] = field(default_factory=dict)
    lost: dict[int, int] = field(default_factory=dict)
