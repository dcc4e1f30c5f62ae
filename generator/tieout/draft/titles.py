"""The title of a table, and the names in it."""

from collections.abc import Iterator, Sequence

from tieout.draft.sheet import Sheet
from tieout.layout import tidy

# How far up the captions above a table are read for what it breaks down.
CAPTIONS = 3
_STOPS = ",.;:()"


def title_of(sheet: Sheet) -> str:
    """What a table is of, as one text: the last captions above it, and the words in its corner."""
    return " ".join((*sheet.table.captions[-CAPTIONS:], *sheet.table.stub))


def called_in(title: str, ends: Sequence[str]) -> str:
    """The name in a title, in capitals, that ends with one of some words: `Cost Savings Program`; else ""."""
    named = _named_before(title, ends)
    return next((f"{name} {word}" for name, word in named if word[:1].isupper()), "")


def names_before(title: str, ends: Sequence[str]) -> Iterator[str]:
    """What a title may call something, in capitals, directly before one of some words.

    `The Global Products segment` may be of `The Global Products`, `Global Products` or `Products`.
    """
    for name, _ in _named_before(title, ends):
        words = name.split()
        yield from (" ".join(words[at:]) for at in range(len(words)))


def _named_before(title: str, ends: Sequence[str]) -> Iterator[tuple[str, str]]:
    words = [word.strip(_STOPS) for word in tidy(title).split()]
    for at, word in enumerate(words):
        begin = at
        while begin and (words[begin - 1][:1].isupper() or words[begin - 1] == "&"):
            begin -= 1
        if begin < at and word.casefold() in ends:
            yield " ".join(words[begin:at]), word
