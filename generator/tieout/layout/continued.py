"""Whether a table goes on with the one before it: `Note 3 - Segments`, and behind it `Notes (Continued)`."""

import re

from tieout.language import Language
from tieout.layout.model import Table

_WORD = re.compile(r"[^\W\d_]+")
# A longer text, or one with a full stop at its end, is no title.
_LONGEST = 150


def goes_on(before: Table, table: Table, language: Language) -> bool:
    """Whether the title of a table says no more than those of the one before it.

    `Q2 YTD - Sales by region` goes on with `Q2 QTD - Sales by region`: it says another period, nothing else.
    `Asia` behind `Europe` is a table of something else, though its lines may be the same.
    """
    title = next((words for text in reversed(table.captions) if (words := _words(text, language))), set())
    return title <= {word for text in before.captions for word in _words(text, language)}


def _words(text: str, language: Language) -> set[str]:
    """The words of a title, without its period, its unit and its remarks; of a plural the singular."""
    if len(text) > _LONGEST or text.endswith(".") or language.unit_in(text)[0] is not None:
        return set()
    heading = language.heading(text)
    title = heading.rest if heading is not None else text
    words = [word for word in _WORD.findall(title) if not language.remark(word)]
    return {word.casefold().removesuffix("s") for word in words}
