"""Sections within sections of a table: a heading, the rows below it, and the row that adds them up.

`Aerospace` above `Products`, `Services` and `Total Aerospace` is a section of `Net sales`: its rows are parts
of that part. The words of the closing row and the figures have to agree; a row that only sums by chance
closes nothing.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tieout.core import Figure, half_unit
from tieout.draft.axes import plain
from tieout.draft.likeness import Lexicon
from tieout.draft.model import Drafted
from tieout.draft.sheet import Entry

# So many lines make a section that only its figures and a bare caption close.
_SEVERAL = 2
# The same stands below two headings where so large a part of it is the same.
_ALIKE = 2
# So deep are sections at most, so many stand side by side, so many lines make one, and a total is so near:
# what is more is no table that anybody reads, and would take its time.
_DEEPEST, _BESIDE, _LINES, _AHEAD = 8, 100, 400, 200


@dataclass(slots=True)
class Section:
    """A section of a table: its heading's line (None: the table itself), the row that closes it, if any.

    `items` are the lines that make its total; `lines` are all that stand in it, `inner` the sections in it.
    """

    heading: int | None
    total: int | None = None
    items: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    inner: list["Section"] = field(default_factory=list)


NamesAmount = Callable[[str, Sequence[str], Sequence[str]], bool]
"""Whether a heading names an amount and no part, by its words, the captions below it, and the headings beside
it that have the same captions below them.
"""


def all_of(table: Section) -> Iterator[Section]:
    """A section and all within it, from the top down."""
    open_ = [table]
    while open_:
        section = open_.pop()
        yield section
        open_ += reversed(section.inner)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount that a section adds up at `whole`: the lines in it, each with its path of parts.

    `above` are the headings around them, the outermost first. `part`: the last of these names a part, and
    nothing adds up the amount for all parts.
    """

    whole: int
    rows: dict[int, tuple[str, ...]]
    above: tuple[str, ...]
    part: bool = False


def amounts_of(table: Section, captions: Mapping[int, str], names_amount: NamesAmount) -> Iterator[Amount]:
    """The amounts of a table that its sections add up; a heading that names no amount names a part of one."""
    open_: list[tuple[Section, tuple[str, ...], bool, list[str]]] = [(table, (), False, [])]
    while open_:
        section, around, inside, beside = open_.pop()
        heading = captions[section.heading] if section.heading is not None else ""
        above = (*around, heading) if heading else around
        part = bool(heading) and not names_amount(heading, _below(section, captions), beside)
        if section.total is not None and not (part and inside):
            found = _rows(section, (), captions, names_amount)
            rows = {at: path for at, path in found if at < section.total}
            if rows and (heading or any(len(path) > 1 for path in rows.values())):
                yield Amount(section.total, rows, above, part)
                inside = True
        open_ += [(one, above, inside, _beside(one, section, captions)) for one in section.inner]


def _below(section: Section, captions: Mapping[int, str]) -> list[str]:
    """The captions directly below a heading: of its lines but the total, and of the sections in it."""
    lines = [captions[at] for at in section.lines if at != section.total]
    return lines + [captions[one.heading] for one in section.inner if one.heading is not None]


def _beside(section: Section, around: Section, captions: Mapping[int, str]) -> list[str]:
    """The headings of the other sections of a section that have mostly the same captions below them."""
    if len(around.inner) > _BESIDE:
        return []
    below = {*_below(section, captions)}
    alike = (
        one
        for one in around.inner
        if one is not section and _ALIKE * len(below & {*_below(one, captions)}) >= len(below) > 0
    )
    return [captions[one.heading] for one in alike if one.heading is not None]


def _rows(
    section: Section, path: tuple[str, ...], captions: Mapping[int, str], names_amount: NamesAmount
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The lines of a section and of the parts within it, each with its path; what it adds up has its own."""
    for at in section.lines:
        yield at, path if at == section.total else (*path, captions[at])
    for one in section.inner:
        heading = captions[one.heading] if one.heading is not None else ""
        if one.total is None:
            # What nothing adds up is no part: `Oncology` over products of the segment `Pharmaceuticals`.
            yield from _rows(one, path, captions, names_amount)
        elif not names_amount(heading, _below(one, captions), _beside(one, section, captions)):
            yield from _rows(one, (*path, heading), captions, names_amount)


class Sections:
    """Finds the sections of a table. `bare` tells that a caption names an amount or a total, and no part."""

    def __init__(self, lexicon: Lexicon, bare: Callable[[str], bool], adds: Sequence[str]) -> None:
        """`adds` are the words that captions of totals begin with."""
        self._lexicon = lexicon
        self._bare = bare
        self._adds = tuple(f"{word} " for word in adds)

    def of(self, drafted: Drafted, number: int) -> Section:
        """The table `number` of a statement as a section, with those that are nested in it."""
        rows = [at for at, sheet in enumerate(drafted.group.sheet_of) if sheet == number]
        return _Reader(drafted, rows, self.is_total_of, self._bare).read()

    def is_total_of(self, caption: str, heading: str) -> bool:
        """Whether a caption names a heading and its total alone: `Net Aerospace sales` that of `Aerospace`.

        `Non-U.S. government` is none of `U.S. government`.
        """
        said, there = plain(heading), plain(caption)
        if any(there.startswith(f"{word}{said}") for word in self._adds):
            return True
        words = self._lexicon.terms(heading).words
        own = self._lexicon.terms(caption).words
        return bool(words) and words <= own and self._bare(" ".join(sorted(own - words)))


class _Reader:
    """Reads the rows of one table from the top down; `open` are the sections around the next row."""

    def __init__(
        self,
        drafted: Drafted,
        rows: Sequence[int],
        is_total_of: Callable[[str, str], bool],
        bare: Callable[[str], bool],
    ) -> None:
        self._entries = {at: drafted.lines[at].entry for at in rows}
        self._rows = rows
        self._is_total_of = is_total_of
        self._bare = bare
        self._open = [Section(None)]

    def read(self) -> Section:
        for place, at in enumerate(self._rows):
            if self._entries[at].heading:
                self._begin(at, place)
            else:
                self._take(at, place)
        return self._open[0]

    def _begin(self, at: int, place: int) -> None:
        """Opens a section at a heading: within the one around it, unless that has ended."""
        while len(self._open) > 1 and self._has_ended(self._open[-1], at, place):
            self._open.pop()
        del self._open[_DEEPEST:]
        section = Section(at)
        self._open[-1].inner.append(section)
        self._open.append(section)

    def _has_ended(self, section: Section, at: int, place: int) -> bool:
        """Whether a section ends before a heading: it is closed, or has lines and no total to come."""
        if section.total is not None:
            return True
        own = [item for item in section.items if all(item != one.total for one in section.inner)]
        if not own or section.heading is None:
            return False
        heading = self._entries[section.heading].caption
        if heading in self._entries[at].above:
            return False
        later = (self._entries[row].caption for row in self._rows[place : place + _AHEAD])
        return bool(own) and not any(self._is_total_of(caption, heading) for caption in later)

    def _take(self, at: int, place: int) -> None:
        """Puts a row into the section that it closes, or else into the innermost that is still open."""
        for depth in reversed(range(len(self._open))):
            section = self._open[depth]
            if self._closes(at, depth):
                del self._open[depth + 1 :]
                section.total, section.items = at, [at]
                if depth:
                    parent = self._open[depth - 1]
                    parent.items.append(at)
                section.lines.append(at)
                return
        while len(self._open) > 1 and self._open[-1].total is not None and not self._is_named_later(place):
            self._open.pop()
        inner = self._open[-1]
        inner.items.append(at)
        inner.lines.append(at)

    def _is_named_later(self, place: int) -> bool:
        """Whether a row below, before the next heading, has the words of the innermost section's heading."""
        heading = self._open[-1].heading
        if heading is None:
            return False
        for at in self._rows[place : place + _AHEAD]:
            entry = self._entries[at]
            if entry.heading:
                return False
            if self._is_total_of(entry.caption, self._entries[heading].caption):
                return True
        return False

    def _closes(self, at: int, depth: int) -> bool:
        """Whether a row adds up what stands in an open section, and its caption says so."""
        section, entry = self._open[depth], self._entries[at]
        heading = self._entries[section.heading].caption if section.heading is not None else ""
        named = bool(heading) and self._is_total_of(entry.caption, heading)
        again = section.total is not None and section.heading is not None
        if not named and (again or not self._bare(entry.caption)):
            return False
        items = list(dict.fromkeys(itertools.islice(_parts(section), _LINES + 1)))
        if not items or len(items) > _LINES or (len(items) < _SEVERAL and not named):
            return False
        return _adds_up(entry, [self._entries[item] for item in items])


def _parts(section: Section) -> Iterator[int]:
    """The lines that make a section's total: its own, and those below headings in it that no line adds up."""
    yield from section.items
    for one in section.inner:
        if one.total is None:
            yield from _parts(one)


def _adds_up(whole: Entry, parts: Sequence[Entry]) -> bool:
    """Whether the figures of a row are the sum of those of others, in each column, within rounding."""
    columns = list(_columns(whole, parts))
    told = [(total, figures) for total, figures in columns if total.value]
    return bool(told) and all(_near(total, figures) for total, figures in columns)


def _columns(whole: Entry, parts: Sequence[Entry]) -> Iterator[tuple[Figure, list[Figure]]]:
    for period, figure in whole.figures.items():
        yield figure, [part.figures[period] for part in parts if period in part.figures]
    for name, figures in whole.parts.items():
        for period, figure in figures.items():
            found = [part.parts.get(name, {}) for part in parts]
            yield figure, [one[period] for one in found if period in one]


def _near(total: Figure, figures: Sequence[Figure]) -> bool:
    apart = total.value - sum((figure.value for figure in figures), Decimal(0))
    return abs(apart) <= sum((half_unit(figure.decimals) for figure in (total, *figures)), Decimal(0))
