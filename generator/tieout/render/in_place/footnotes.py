"""The release's own notes as footnotes where they stand: markup around their words, not around the mark."""

from collections.abc import Sequence
from dataclasses import dataclass

from tieout.render.in_place.places import Span, Text

# A raised digit of the page is a raised character of the text that is made of it.
# A paragraph may be so many times as long as its note, by the space in it and its mark.
_LONGER = 10
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾", "0123456789()")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note that facts have: its words, the line of the text that it begins at, and the markup around it."""

    id: str
    text: str
    line: int
    before: str
    after: str


def around(texts: Sequence[Text], note: str, *, splits: bool) -> tuple[Span, Span] | None:
    """Where in some texts of a page the note that they end with begins and ends: two empty spans.

    None where they do not end with it to the letter, or it begins in an element and ends in another: no
    markup could go around it. None, too, where it begins within a text, behind its mark, and nothing `splits`
    that: letters of a text in two parts may stand elsewhere by a part of a pixel.
    """
    if sum(len(text.text) for text in texts) > _LONGER * (len(note) + _LONGER):
        # Much else is in that element: the note is no paragraph of its own.
        return None
    letters = [
        (letter, text, at) for text in texts for at, letter in enumerate(text.text) if not letter.isspace()
    ]
    wanted = _letters(note)
    if not wanted or _letters("".join(letter for letter, _, _ in letters))[-len(wanted) :] != wanted:
        return None
    _, first, start = letters[-len(wanted)]
    _, last, _ = letters[-1]
    begins = 0 if not first.text[:start].strip() else start
    if first.parent is not last.parent or (begins and not splits):
        return None
    return Span(first, begins, begins), Span(last, len(last.text), len(last.text))


def _letters(text: str) -> str:
    return "".join(text.split()).translate(_PLAIN)
