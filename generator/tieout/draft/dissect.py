"""Reads which amount a table of a disclosure breaks down,
and which parts its rows, headings and columns name.
"""

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tieout.definitions import Concept, Drafting, Members
from tieout.draft.axes import Axes, Named, Where, plain
from tieout.draft.likeness import Lexicon
from tieout.draft.model import Drafted
from tieout.draft.sheet import Sheet
from tieout.draft.titles import CAPTIONS, title_of
from tieout.draft.words import PARENT
from tieout.layout import tidy

# A sum of columns holds in so many rows at least, and is of so many columns.
_ROWS, _COLUMNS = 2, 2
# A word that weighs less says nothing; and a subject has so many words at most.
_TELLING, _SUBJECT = 0.2, 4
# Rows are the same in another block if so much of the captions is.
_ALIKE = 0.5

Path = tuple[str, ...]
"""The parts that a row, a heading or a column is of, the outermost first."""


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one total, as parts of one amount; `rows` has each line's path of parts.

    Without a `concept` nothing is known of the amount yet.

    `whole` is the line of the total, `total` its caption. `headings` is the path of the headings above all of
    them, `above` their text, `heading` the nearest one. `beside` are the rows that are no parts: they name an
    amount, or are taken off. `headed`: parts that have parts stand as headings above these.
    """

    whole: int
    concept: Concept | None
    rows: dict[int, Path]
    headings: Path
    above: str
    total: str
    beside: frozenset[int]
    heading: str = ""
    headed: bool = False

    @property
    def parts(self) -> list[Path]:
        """The paths of the rows that are parts; of all rows where none is."""
        parts = [path for at, path in self.rows.items() if at not in self.beside]
        return parts or [*self.rows.values()]

    def captions(self, depth: int) -> tuple[str, ...]:
        """The names of the parts at a depth of their paths, each once."""
        return _at(self.parts, depth)


class Dissection:
    """The parts that one table names, and the breakdown (axis) chosen for each group of them."""

    def __init__(self, sheet: Sheet, axes: Axes, bare: "Bare", blocks: Sequence[Block] = ()) -> None:
        self.columns = column_paths(sheet, bare)
        self.title = title_of(sheet)
        kinds: list[tuple[Where, int, Block | None]] = []
        named: list[Named] = []
        for depth in range(_deepest(self.columns.values())):
            kinds.append(("column", depth, None))
            said = (self.title, *(entry.caption for entry in sheet.entries))
            only = any(map(axes.is_of_segments, said))
            named.append(Named("column", depth, _at(self.columns.values(), depth), of_segments=only))
        headings = [block.headings for block in blocks]
        for depth in range(_deepest(headings)):
            kinds.append(("heading", depth, None))
            named.append(Named("heading", depth, _at(headings, depth)))
        self._first: dict[int, Block] = {}
        for block in blocks:
            first = next((one for one in self._first.values() if _alike(one, block)), block)
            self._first[block.whole] = first
            if first is block:
                same = [one for one in blocks if _alike(block, one)]
                only = any(axes.is_of_segments(f"{one.heading or self.title} {one.total}") for one in same)
                for depth in range(_deepest(block.parts)):
                    kinds.append(("row", depth, block))
                    texts = block.above, block.total
                    alone = only and not depth
                    named.append(Named("row", depth, block.captions(depth), *texts, alone, block.headed))
        chosen = axes.of(self.title, named, sold=_is_of_sales(sheet, bare))
        self._chosen: dict[tuple[Where, int, int], str] = {}
        self._told: set[tuple[Where, int, int]] = set()
        for (where, depth, of), names, name in zip(kinds, named, chosen, strict=False):
            key = (where, depth, of.whole if of is not None else -1)
            self._chosen[key] = name
            if axes.is_told(self.title, names, name) or names.of_segments:
                self._told.add(key)

    def breakdown(self, where: Where, depth: int, block: Block | None = None) -> str | None:
        """The breakdown chosen for the parts at a place and depth; None where there are no such parts."""
        return self._chosen.get(self._key(where, depth, block))

    def is_told(self, block: Block) -> bool:
        """Whether something printed says what the rows of a block are."""
        return self._key("row", 0, block) in self._told

    def _key(self, where: Where, depth: int, block: Block | None) -> tuple[Where, int, int]:
        return where, depth, self._first[block.whole].whole if block is not None and where == "row" else -1


class Bare:
    """Tells whether a text names no part: only an amount, a total, or what the amount is broken down by."""

    def __init__(self, drafting: Drafting, lexicon: Lexicon, axes: Axes) -> None:
        self._lexicon = lexicon
        self._axes = axes
        self._others = _words(drafting.words.other_amounts, lexicon)
        usual = {name: drafting.words.usual.get(name, ()) for name in sorted(drafting.broken_down)}
        said = [text for texts in usual.values() for text in texts]
        self._usual = _words([*said, *drafting.words.of_whole], lexicon)
        self._amounts: dict[str, set[str]] = {}
        for name, texts in usual.items():
            for text in texts:
                self._amounts.setdefault(plain(text), set()).add(name)
        longest = sorted(self._amounts, key=lambda text: (-len(text), text))
        self._pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest)) or '(?!)'})s?(?!\w)")

    def __call__(self, text: str) -> bool:
        """Whether a text names no part. `Services` alone do."""
        if self._axes.is_kind(text):
            return False
        words = self._lexicon.terms(self._axes.without(text)).words - self._usual
        return not any(self._lexicon.weight(word) > _TELLING for word in words)

    def is_other(self, text: str) -> bool:
        """Whether a text is nothing but the name of another kind of amount: `Expenses`, `Margin`."""
        words = self._lexicon.terms(text).words
        return bool(words & self._others) and words <= self._others | self._usual

    def amount(self, text: str) -> frozenset[str]:
        """The names of the concepts that a text may speak of; empty where it speaks of other amounts."""
        said = plain(text)
        found = self._pattern.findall(said)
        if not found or self._lexicon.terms(said).words & self._others:
            return frozenset()
        return frozenset(self._amounts[max(found, key=len)])

    def before(self, text: str) -> str:
        """What stands before the amount in a text: `Total wireless` of `Total wireless revenue`."""
        found = self._pattern.search(plain(text))
        return " ".join(tidy(text).split())[: found.start()].strip() if found is not None else ""

    def subject(self, text: str) -> str:
        """The owner of the amount in a text, unless it is the company: `Marine` of `Marine net sales`."""
        said = self.owner(text)
        return "" if self(said) or PARENT in self._lexicon.terms(said).words else said

    def owner(self, text: str) -> str:
        """The capitalised words before the amount in a text: `Acme Europe` of `Acme Europe net sales`."""
        found = self._pattern.search(plain(text))
        if found is None:
            return ""
        words: list[str] = []
        for word in reversed(" ".join(tidy(text).split())[: found.start()].split()):
            if not (word[:1].isupper() or word == "&") or len(words) > _SUBJECT:
                break
            words.insert(0, word)
        return " ".join(words)


def _words(texts: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    return frozenset(word for text in texts for word in lexicon.terms(text).words)


def _is_of_sales(sheet: Sheet, bare: "Bare") -> bool:
    """Whether a table speaks of what is sold: in its title, its corner or one of its rows."""
    titles = (*sheet.table.captions[-CAPTIONS:], *sheet.table.stub)
    return any(bare.amount(text) for text in (*titles, *(entry.caption for entry in sheet.entries)))


def column_paths(sheet: Sheet, bare: Bare) -> dict[str, Path]:
    """The path of parts for each column's header words; a column of the whole has none.

    A header above several columns is the outer part of these; so is a column that is the sum of those before
    it.
    """
    parts = [part for part in sheet.parts if part != sheet.whole]
    paths: dict[str, Path] = {part: (part,) for part in parts}
    lines = {column.part: column.lines for column in sheet.table.columns if column.part in paths}
    for first, second in itertools.pairwise(parts):
        shared = _shared(first, second, lines)
        for part in (first, second):
            if shared:
                paths[part] = (shared, part.removeprefix(shared).strip())
    # What stands over all of them names none.
    if len({path[0] for path in paths.values()}) == 1:
        paths = {part: path[-1:] for part, path in paths.items()}
    for at, part in enumerate(parts):
        run = _summed(sheet, parts[:at], part)
        if run and not bare(part) and all(len(paths[inner]) == 1 for inner in run):
            for inner in run:
                paths[inner] = (part, inner)
    return paths


def _shared(first: str, second: str, lines: dict[str, tuple[str, ...]]) -> str:
    """The upper header that two columns share, where each has its own below it; else ""."""
    for line in lines.get(first, ()):
        if line in lines.get(second, ()) and first.startswith(f"{line} ") and second.startswith(f"{line} "):
            return line
    return ""


def _summed(sheet: Sheet, before: Sequence[str], part: str) -> Sequence[str]:
    """The columns directly before `part` whose sum it is in every row with figures; else none."""
    for start in range(len(before) - _COLUMNS, -1, -1):
        run = before[start:]
        if _adds_up(sheet, run, part):
            return run
    return ()


def _adds_up(sheet: Sheet, run: Sequence[str], part: str) -> bool:
    held = 0
    for entry in sheet.entries:
        for period, figure in entry.parts.get(part, {}).items():
            values = [
                entry.parts[inner][period].value for inner in run if period in entry.parts.get(inner, {})
            ]
            if sum(values) != figure.value:
                return False
            held += sum(map(bool, values)) >= _COLUMNS
    return held >= _ROWS


def rows_below(drafted: Drafted, whole: int, bare: Bare) -> Iterator[tuple[int, Path]]:
    """The lines that a total sums, through totals below it, each with its path of captions.

    A subtotal whose caption names no part adds nothing to the paths of its own lines.
    """
    totals = drafted.outline.totals
    open_: list[tuple[int, Path]]
    open_ = [(index, ()) for index in reversed(between(drafted, whole))]
    seen: set[int] = {whole}
    while open_:
        index, outer = open_.pop()
        if index in seen:
            continue
        seen.add(index)
        caption = drafted.lines[index].entry.caption
        yield index, (*outer, caption)
        if index in totals:
            inner = outer if bare(caption) else (*outer, caption)
            open_ += [(part, inner) for part, _ in reversed(totals[index].parts)]


def between(drafted: Drafted, whole: int) -> list[int]:
    """The parts of a total, and the lines printed among them that enter no total, in order."""
    totals = drafted.outline.totals
    parts = {part for part, _ in totals[whole].parts}
    inner = {part for at in parts if (total := totals.get(at)) for part, _ in total.parts}
    known = {*drafted.outline.part_of, *totals, *inner}
    among = range(min(parts), max(parts))
    left = {at for at in among if not drafted.lines[at].entry.heading and at not in known}
    return sorted(parts | left)


def is_taken_off(sheet: Sheet, part: str) -> bool:
    """Whether a column is one of deductions: most of its figures are negative."""
    printed = [f.value for entry in sheet.entries for f in entry.parts.get(part, {}).values() if f.value]
    return 2 * sum(value < 0 for value in printed) > len(printed)


def with_members(*pairs: Members) -> Members:
    """Several sets of members as one; on an axis in both, the later member, of the smaller part, stays."""
    merged: dict[str, str] = {}
    for members in pairs:
        merged.update(members)
    return tuple(sorted(merged.items()))


def _deepest(paths: Iterable[Path]) -> int:
    return max(map(len, paths), default=0)


def _at(paths: Collection[Path], depth: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path[depth] for path in paths if len(path) > depth))


def _alike(one: Block, other: Block) -> bool:
    """Whether the rows of two blocks have mostly the same captions."""
    first, second = {*one.captions(0)}, {*other.captions(0)}
    return len(first & second) >= _ALIKE * max(len(first), len(second))
