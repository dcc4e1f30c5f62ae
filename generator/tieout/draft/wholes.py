"""The amounts that tables of disclosures break down:
which total is the whole, and which rows are its parts.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tieout.definitions import Concept, Drafting, Members
from tieout.draft.axes import plain
from tieout.draft.dissect import Bare, Block, Path, rows_below
from tieout.draft.likeness import Lexicon
from tieout.draft.match import Matcher, Placed
from tieout.draft.members import Parts
from tieout.draft.model import Drafted
from tieout.draft.nested import Sections, amounts_of
from tieout.draft.same import same_figures
from tieout.draft.sheet import Entry

# How alike words are to a total's that is no part.
_TOTAL = 0.9
# How surely a total prints a statement's figures, in so many columns, to be that amount whatever its caption.
_PRINTED, _SEVERAL = 0.9, 2
_CALLED = 0.7


@dataclass(frozen=True, slots=True)
class _Sum:
    """A line that adds up others: each with its path of parts. `above` are the headings over them.

    `part`: the last of these names the part that is summed, and no amount; `amount`: it names the amount.
    """

    whole: int
    rows: dict[int, Path]
    above: tuple[str, ...]
    part: bool = False
    amount: bool = False

    @property
    def headed(self) -> bool:
        """Whether it is of a section, whose parts are headings."""
        return self.part or self.amount


class Wholes:
    """Finds the totals of a table whose rows are parts of one amount."""

    def __init__(
        self,
        drafting: Drafting,
        tools: tuple[Lexicon, Matcher, Parts],
        bare: Bare,
        known: Callable[[str], frozenset[str]],
    ) -> None:
        """`known` gives the axes on which a caption is a member already."""
        self._known = known
        self._drafting = drafting
        self._lexicon, self._matcher, self._parts = tools
        self._bare = bare
        self.sections = Sections(self._lexicon, bare, drafting.words.adds)

    def blocks(
        self,
        drafted: Drafted,
        number: int,
        placed: list[Placed],
        claimed: Callable[[Drafted, int], bool],
    ) -> list[Block]:
        """The blocks of parts in table `number` of a statement, in their order.

        `placed` are the lines of earlier statements; `claimed` tells whether filers use an element for a
        line.
        """
        tops = [
            index
            for index in drafted.outline.totals
            if drafted.group.sheet_of[index] == number and index not in drafted.outline.part_of
        ]
        sheets = drafted.group.sheets
        inner = (self._of_segments(drafted, top) for top in sorted(tops))
        sums = {top: dict(rows_below(drafted, top, self._bare)) for top in inner}
        by_sums = {
            top: _Sum(top, rows, drafted.lines[min(rows)].entry.above)
            for top, rows in sums.items()
            if not self._is_difference(drafted, rows)
            and all(sheets[drafted.group.sheet_of[at]].periods == sheets[number].periods for at in rows)
        }
        by_sections = {one.whole: one for one in self._in_sections(drafted, number)}
        told = {at for one in by_sections.values() for at in (one.whole, *one.rows)}
        left = {top: one for top, one in by_sums.items() if not told & {top, *one.rows}}
        both = [one for _, one in sorted({**left, **by_sections}.items())]
        found = (self._block(drafted, one, placed, claimed) for one in both)
        return _repeated_headings(
            [
                one
                for one in found
                if one is not None and not (one.concept is not None and _leads_on(drafted, one, placed))
            ]
        )

    def _of_segments(self, drafted: Drafted, top: int) -> int:
        """The total within a total whose parts are segments, where the outer one leads on from it; or itself.

        `Net income` may be led to from what the segments earn.
        """
        totals, axis = drafted.outline.totals, self._drafting.breakdowns["segment"].axis

        def named(total: int) -> int:
            captions = (drafted.lines[at].entry.caption for at, _ in totals[total].parts)
            return sum(axis in self._known(caption) for caption in captions)

        inside = [at for at, _ in totals[top].parts if at in totals and at != top]
        segments = [at for at in inside if named(at) > 1 and 2 * named(at) > len(totals[at].parts)]
        return segments[0] if len(segments) == 1 and not named(top) else top

    def _in_sections(self, drafted: Drafted, number: int) -> Iterator[_Sum]:
        """The amounts that sections of a table add up, where their headings name parts."""
        table = self.sections.of(drafted, number)
        captions = {at: line.entry.caption for at, line in enumerate(drafted.lines)}
        for one in amounts_of(table, captions, self._names_amount):
            yield _Sum(one.whole, one.rows, one.above, part=one.part, amount=not one.part)

    def _names_amount(self, heading: str, below: Sequence[str], beside: Sequence[str]) -> bool:
        """Whether a heading names an amount, and no part: by its words, or since segments stand `below` it.

        What stands below it says so, too, where it stands below an amount `beside` it: `Segment profit` over
        the rows of `Net sales`.
        """
        if self._says_amount(heading):
            return True
        axis = self._drafting.breakdowns["segment"].axis
        if axis in self._known(heading):
            return False
        if any(map(self._says_amount, beside)):
            return True
        if 2 * sum(axis in self._known(caption) for caption in below) > len(below):
            return True
        if beside:
            return False
        ranked = self._matcher.ranked(
            self._lexicon.terms(heading), frozenset(), lambda concept: concept.type == "monetary"
        )
        return bool(ranked) and ranked[0][0] >= _TOTAL

    def _says_amount(self, heading: str) -> bool:
        return self._bare(heading) or bool(self._bare.amount(heading))

    def _block(
        self, drafted: Drafted, one: _Sum, placed: list[Placed], claimed: Callable[[Drafted, int], bool]
    ) -> Block | None:
        """A total with its parts; None where it is no amount that is broken down."""
        top, rows, above = one.whole, one.rows, one.above
        line = drafted.lines[top]
        sheet = drafted.group.sheets[drafted.group.sheet_of[top]]
        # What a closing balance comes from is no part of it: the opening one, and what moved.
        if any(drafted.lines[at].entry.end != line.entry.end for at in rows):
            return None
        titles = (*sheet.table.stub, *reversed(sheet.table.captions))
        said = titles if one.part else (line.entry.caption, *reversed(above), *titles)
        # Rows that are amounts of their own are no parts: net income, and what leads from it to another.
        own = [at for at, path in rows.items() if claimed(drafted, at) or self._bare.is_other(path[-1])]
        if 2 * len(own) > len(rows) or any(map(self._is_total, rows.values())):
            return None
        concept = line.concept if not one.part else None
        # A heading that names an amount says more than a concept that was made of a total's caption.
        said_so = one.amount and bool(self._bare.amount(above[-1] if above else ""))
        made = concept is not None and said_so and self._parts.is_own(concept)
        if concept is None or made or not self._is_whole(drafted, concept, placed):
            amounts = next((found for text in said if (found := self._bare.amount(text))), frozenset())
            concept = self.amount(amounts, placed) or self._printed(line.entry, placed)
            if concept is None and self._bare(line.entry.caption):
                concept = self._headed(above, placed)
        if concept is not None and concept.type != line.entry.type:
            return None
        headings = self._headings(above[:-1] if one.amount else above, concept, placed)
        beside = {at for at, path in rows.items() if self._parts.adjustment(path[-1]) or self._bare(path[-1])}
        heading = above[-1] if above else ""
        texts = " ".join(above), line.entry.caption
        return Block(top, concept, rows, headings, *texts, frozenset(beside), heading, one.headed)

    def _headings(self, above: Sequence[str], concept: Concept | None, placed: list[Placed]) -> Path:
        """The headings that name a part of `concept`, and not the amount itself.

        The heading over `Operating income` by segment says what its rows are of, and not whose. So does one
        with the words of the statement's line for the amount, such as `Additions to property and equipment`.
        """
        printed = {
            plain(other.entry.caption) for other in placed if other.concept is concept and not other.members
        }
        named = (text for text in above if not self._bare.amount(text) and not self._bare(text))
        return tuple(text for text in named if not self._is_total((text,)) and plain(text) not in printed)

    def _is_difference(self, drafted: Drafted, rows: Mapping[int, Path]) -> bool:
        """Whether a total takes off what is printed above it, `Gross margin` the cost: that is no part of it.

        What parts have from each other is taken off, too, and is one.
        """
        taken = (at for at in rows if drafted.outline.part_of.get(at, (0, 1))[1] < 0)
        return any(not self._parts.adjustment(rows[at][-1]) for at in taken)

    def _is_total(self, path: Path) -> bool:
        """Whether a row is called as a total of other things is, such as operating income."""
        ranked = self._matcher.ranked(
            self._lexicon.terms(path[-1]),
            frozenset(),
            lambda concept: concept.total is not None and concept.name not in self._drafting.broken_down,
        )
        return bool(ranked) and ranked[0][0] >= _TOTAL

    def _headed(self, above: Sequence[str], placed: list[Placed]) -> Concept | None:
        """The concept of a statement's total that the nearest heading names: `Operating income`."""
        if not above:
            return None
        said = self._lexicon.terms(above[-1])
        there = {other.concept.name for other in placed if not other.members}
        ranked = self._matcher.ranked(
            said, frozenset(), lambda concept: concept.total is not None and concept.name in there
        )
        return ranked[0][1] if ranked and ranked[0][0] >= _TOTAL else None

    def _is_whole(self, drafted: Drafted, concept: Concept, placed: list[Placed]) -> bool:
        """Whether a concept may be broken down:
        its whole is printed elsewhere, or in a disclosure of its own.
        """
        elsewhere = any(other.concept is concept and not other.members for other in placed)
        twins = [at for at in drafted.outline.totals if drafted.lines[at].concept is concept]
        disclosed = drafted.kind is not None and drafted.kind.kind == "Disclosure"
        return elsewhere or len(twins) > 1 or disclosed

    def amount(self, names: frozenset[str], placed: Sequence[Placed]) -> Concept | None:
        """The concept of the amount that a text names:
        the one in use in the statements, else the base layer's.
        """
        alike = set(names)
        for group in self._drafting.either:
            alike |= group if group & names else set()
        for other in placed:
            if other.concept.name in alike and not other.members:
                return other.concept
        return self._matcher.named(min(names)) if names else None

    @staticmethod
    def _printed(entry: Entry, placed: list[Placed]) -> Concept | None:
        """The concept of the only placed line with a total's figures in several columns;
        None if not one alone.
        """
        several = [one for one in placed if len(entry.figures.keys() & one.entry.figures.keys()) >= _SEVERAL]
        found = [one for one in several if (same_figures(entry, one.entry) or 0.0) >= _PRINTED]
        concepts = {one.concept.name: one.concept for one in found if not one.members}
        return next(iter(concepts.values())) if len(concepts) == 1 else None


def part_printed(
    entry: Entry, concept: Concept, placed: Sequence[Placed], *, called: bool = False
) -> Members | None:
    """The members of the only part that prints a total's figures in several columns; None
    if not one alone.

    With `called` the part has the total's words, too, and fewer digits have to agree.
    """
    sure = _CALLED if called else _PRINTED
    found = {
        other.members
        for other in placed
        if other.concept is concept
        and other.members
        and (not called or plain(entry.caption) == plain(other.entry.caption))
        and len(entry.figures.keys() & other.entry.figures.keys()) >= _SEVERAL
        and (same_figures(entry, other.entry) or 0.0) >= sure
    }
    return next(iter(found)) if len(found) == 1 else None


def _repeated_headings(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; one keeps its headings as parts only if another block has the same rows under others."""
    found: list[Block] = []
    for block in blocks:
        others = (one for one in blocks if one.headings != block.headings)
        apart = any({*one.captions(0)} == {*block.captions(0)} for one in others)
        found.append(block if apart else replace(block, headings=()))
    return found


def _leads_on(drafted: Drafted, block: Block, placed: Sequence[Placed]) -> bool:
    """Whether rows lead from one amount to another, as from net loss to pro forma net loss: no row is a part.

    That is so where a row prints the figures of the very amount, and the total others; or those of another
    total with the same caption.
    """
    whole = drafted.lines[block.whole].entry
    alone = [one.entry for one in placed if one.concept is block.concept and not one.members]
    alone = [entry for entry in alone if same_figures(whole, entry) is None]
    for at in block.rows:
        entry = drafted.lines[at].entry
        if any(same_figures(entry, other) for other in alone):
            return True
        for total in drafted.outline.totals:
            other = drafted.lines[total].entry
            apart = total != block.whole and total not in block.rows
            if apart and plain(other.caption) == plain(entry.caption) and same_figures(entry, other):
                return True
    return False
