"""Pairs names and figures listed in one order: `sales and profit were $5 and $2, respectively`."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tieout.contact.prose.names import Names
from tieout.contact.prose.phrases import any_of, finder, last
from tieout.contact.prose.roles import RoleReader
from tieout.definitions import ProseWords

# In each row: the words of the name of its own, and all that may belong to it.
Row = tuple[frozenset[str], frozenset[str]]
_ASIDE = re.compile(r"\([^()]*\)")
_BOUNDARY = re.compile(r"[;:]|(?<!\.[A-Z])\.\s")


class RowReader:
    """Reads rows of names and figures by the words of a language."""

    def __init__(self, words: ProseWords, names: Names, roles: RoleReader) -> None:
        self._names = names
        self._roles = roles
        self._respectively = finder(words.respectively)
        self._compared = finder(words.compared)
        self._splits = re.compile(rf",|\s{any_of(words.or_)}\s", re.IGNORECASE)

    def listed(self, text: str, between: Sequence[str]) -> list[bool]:
        """For each figure whether it stands in a row with others, in the order of their names."""
        in_row = [self._roles.is_in_row(said) for said in between]
        said = self._respectively.search(text) is not None
        return [said and (here or behind) for here, behind in pairwise(in_row)]

    def paired(self, text: str, between: Sequence[str]) -> dict[int, Row]:
        """The name of each figure in a row with as many names; `between` is the text before each figure."""
        found: dict[int, Row] = {}
        known: list[Row] = []
        for start, end in self._rows(text, between):
            own = self._chunks(between[start])
            count = end - start
            if len(own) >= count:
                known = list(self._named(own[-count:]))
            if len(known) == count:
                found.update(zip(range(start, end), known, strict=True))
        return found

    def _rows(self, text: str, between: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where each row of figures begins and ends."""
        start = None
        for number, listed in enumerate([*self.listed(text, between), False]):
            begins = listed and (start is None or not self._roles.is_in_row(between[number]))
            if start is not None and (begins or not listed):
                yield start, number
                start = None
            if begins:
                start = number

    def _chunks(self, lead: str) -> list[str]:
        """The names before a row of figures."""
        lead = _ASIDE.sub(" ", lead)
        for pattern in (_BOUNDARY, self._compared):
            found = last(pattern, lead)
            lead = lead[found.end() :] if found is not None else lead
        return [name for name in self._splits.split(lead) if self._names.words(name)]

    def _named(self, names: Sequence[str]) -> Iterator[Row]:
        """The words of each name. It may share words with the first, `returns on assets and equity`, or with
        the last, `net and gross profit`; and is of the part that the first names: `East sales and profit`.
        """
        first, rest = self._names.words(names[0]), names[-1]
        whole = self._names.words(rest)
        while rest and self._names.words(rest) == whole:
            rest = rest.partition(" ")[2].lstrip()
        part = self._names.limiting(first)
        for name in names:
            words = self._names.words(name) | part
            yield words, words | first | self._names.words(rest)
