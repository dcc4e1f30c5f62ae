"""Whether a table goes on with the one before it: `Note 3 - Segments`, and behind it `Notes (Continued)`."""

import re

from tieout.language import Language
from tieout.layout.model import Table

_WORD = re.compile(r"[^\W\d_]+")
# A longer text, or one with a full stop at its end, is no title.
_LONGEST = 150
# Words of so few letters are names: `Class A` does not go on with `Class AA`.
_LETTERS = 4


def goes_on(before: Table, table: Table, language: Language) -> bool:
    """Whether the title of a table says no more than those of the one before it.

    `Q2 YTD - Sales by region` goes on with `Q2 QTD - Sales by region`: it says another period, nothing else.
    `Asia` behind `Europe` is a table of something else, though its lines may be the same.
    """
    title = next((words for text in reversed(table.captions) if (words := _words(text, language))), set())
    known = {word for text in before.captions for word in _words(text, language)}
    return all(any(_is_same(word, other) for other in known) for word in title)


def _is_same(word: str, other: str) -> bool:
    """Whether two words are one, or one of several letters is the other with one more: `note`, `notes`."""
    short, long = sorted((word, other), key=len)
    return short == long or (len(short) >= _LETTERS and long[:-1] == short)


def _words(text: str, language: Language) -> set[str]:
    """The words of a title, without its period, its unit and its remarks."""
    if len(text) > _LONGEST or text.endswith(".") or language.unit_in(text)[0] is not None:
        return set()
    heading = language.heading(text)
    title = heading.rest if heading is not None else text
    return {word.casefold() for word in _WORD.findall(title) if not language.remark(word)}
