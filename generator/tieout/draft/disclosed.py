"""Tables in disclosures that break an amount down: their lines and columns are members of its concept."""

from collections.abc import Callable, Mapping, Sequence

from tieout.core import Figure, Period, consistent
from tieout.definitions import Concept, Drafting, Members
from tieout.draft.axes import Named, plain
from tieout.draft.dissect import Block, Dissection, Path, with_members
from tieout.draft.headed import runs_of, twins_of
from tieout.draft.likeness import Lexicon
from tieout.draft.match import Matcher, Placed
from tieout.draft.members import Parts
from tieout.draft.model import Drafted
from tieout.draft.own import Own
from tieout.draft.part_columns import PartColumns
from tieout.draft.singly import Singly
from tieout.draft.titles import title_of
from tieout.draft.told import Told
from tieout.draft.wholes import Wholes
from tieout.draft.whose import Whose, titled

# How sure it is that a line is a part.
_LIKELY = 85
# So many rows at least have the names of parts before.
_SEVERAL = 2
# Of so many rows one may contradict another of the same name, and stays apart.
_FEW = 4
# Parts that are never an amount of their own.
_THEMSELVES = ("segment", "geography")


class Disclosures:
    """Finds what the tables of disclosures break down, and gives their lines concepts and members."""

    def __init__(
        self, drafting: Drafting, lexicon: Lexicon, matcher: Matcher, own: Own, parts: Parts, language: str
    ) -> None:
        self._drafting = drafting
        self._lexicon = lexicon
        self._matcher = matcher
        self._own = own
        self._parts = parts
        self.columns = PartColumns(drafting, lexicon, parts, language)
        self._axes, self._bare = self.columns.axes, self.columns.bare
        self._wholes = Wholes(drafting, (lexicon, matcher, parts), self._bare, self.columns.known)
        self._whose = Whose(drafting, self.columns, parts)
        self._singly = Singly(drafting, self.columns, parts, own, (self._wholes, self._whose))
        self._told = Told(drafting, self.columns, parts, (self._wholes, self._singly))
        # Whether filers use an element for a line.
        self.claimed: Callable[[Drafted, int], bool] = lambda _, __: False

    @property
    def dissects(self) -> bool:
        """Whether members tell what is sold."""
        return self._told.dissects

    @dissects.setter
    def dissects(self, value: bool) -> None:
        self._told.dissects = value

    def is_title(self, text: str) -> bool:
        """Whether a text is the title of a breakdown: `Net sales by region`."""
        return self._axes.is_said(text) and bool(self._bare.amount(text))

    def said(self, rows: Sequence[str], heading: str) -> str | None:
        """The breakdown that a heading names for its rows, as `Net sales by region` does; or None."""
        if not self._axes.is_said(heading):
            return None
        named = Named("row", 0, tuple(rows), heading)
        return self._axes.of("", (named,))[0]

    def take_apart(self, drafted: Drafted, number: int, placed: list[Placed]) -> None:
        """Gives the lines of table `number` in a statement their members, where it breaks down amounts."""
        sheet = drafted.group.sheets[number]
        blocks = self._wholes.blocks(drafted, number, placed, self.claimed)
        found = Dissection(sheet, self._axes, self._bare, blocks)
        self.columns.keep(sheet, found)
        for block in blocks:
            if block.concept is None:
                self._give_alike(drafted, block, found)
                continue
            if self._told.is_reconciled(block, found):
                continue
            part = self.columns.members(found, "heading", block.headings)
            around: Members | None = with_members(titled(sheet, block, placed), part) if part else None
            around = around or self._whose.of_part(drafted, block, found, placed)
            if whom := self._whose.of_heading(block, sheet):
                around = with_members(around or (), whom)
            if around is None or not (around or self._told.is_told(drafted, block, found, placed)):
                continue
            self._give(drafted, block, found, around, placed)
        self._head(drafted, number)
        self._singly.give(drafted, number, blocks, placed)

    def _give_alike(self, drafted: Drafted, block: Block, found: Dissection) -> None:
        """Gives rows that are known parts their members, below a total of which no concept is known yet.

        Whatever amount the total is taken for in the end, the rows are that amount for their parts.
        """
        name = found.breakdown("row", 0, block)
        alone = name is not None and self._axes.model(name).alone
        told = found.is_told(block) and (alone or name in _THEMSELVES)
        if not told and not self._told.is_named(block, found):
            return
        around = self.columns.members(found, "heading", block.headings)
        whole = drafted.lines[block.whole]
        for at, path in block.rows.items():
            line = drafted.lines[at]
            if (
                line.members
                or line.entry.type != whole.entry.type
                or (self.claimed(drafted, at) and not alone)
            ):
                continue
            own = self._parts.adjustment(path[-1]) or self.columns.members(found, "row", path, block)
            line.members = with_members(around, own)
            line.alike, line.proposal, line.at = block.whole, None, None
        if around and not whole.members:
            whole.members, whole.proposal, whole.at = around, None, None

    def _head(self, drafted: Drafted, number: int) -> None:
        """Gives the lines below headings that name parts the members of these parts, and the whole's concept.

        A title has to say that the headings are parts, or an earlier table to have named them.
        """
        sheet = drafted.group.sheets[number]
        runs = runs_of(drafted, self._wholes.sections.of(drafted, number), self._is_part)
        captions = tuple(dict.fromkeys(run.heading for run in runs if run.heading))
        # Headings over what there is at the start and at the end are days: `Balance, June 30, 2023`.
        opening = any(all(drafted.lines[at].entry.end == "start" for at in run.lines) for run in runs)
        if not captions or opening:
            return
        titles = (*sheet.table.stub, *reversed(sheet.table.captions))
        title = next((text for text in titles if self._axes.is_said(text)), title_of(sheet))
        named = Named("heading", 0, captions, above=title)
        name = self._axes.of(title, (named,))[0]
        axis = self._axes.model(name).axis
        known = any(axis in self._parts.axes_of(caption) for caption in captions)
        if not known and not self._axes.is_told(title, named, name):
            return
        twins = twins_of(drafted, runs)
        for run in runs:
            for at in run.lines:
                line = drafted.lines[at]
                if line.members or not run.heading:
                    continue
                line.members = self._parts.adjustment(run.heading) or self._parts.member(run.heading, axis)
                if twins[at] != at:
                    line.alike, line.proposal, line.at = twins[at], None, None

    def _is_part(self, heading: str) -> bool:
        """Whether a heading names a part, and neither an amount nor the whole."""
        said = self._axes.is_said(heading) and not self._axes.is_kind(heading)
        return not self._bare(heading) and not self._bare.amount(heading) and not said

    def _give(
        self, drafted: Drafted, block: Block, found: Dissection, around: Members, placed: list[Placed]
    ) -> None:
        """Gives a block's lines the concept and their members, unless figures would contradict."""
        name, concept = found.breakdown("row", 0, block), block.concept
        if name is None or concept is None:
            return
        type_ = drafted.lines[block.whole].entry.type
        adjusts = any(self._parts.adjustment(path[-1]) for path in block.rows.values())
        given: dict[int, Members] = {block.whole: around}
        for at, path in block.rows.items():
            line = drafted.lines[at]
            # What a company tells elsewhere as an amount of its own is that amount here, too.
            alone = name not in _THEMSELVES and self._parts.stands_alone(line, concept, placed)
            if line.entry.type != type_ or (alone and not self._parts.adjustment(path[-1])):
                continue
            outer = with_members(around, self.columns.members(found, "row", path[:-1], block))
            beside = self._beside(drafted, at, path, name) if adjusts else ()
            if beside:
                given[at] = with_members(outer, self._adjusted(block, found, path), beside)
                continue
            own = with_members(outer, self.columns.members(found, "row", path, block))
            known = self._parts.known(line.entry, concept, placed)
            alike = {axis for axis, _ in known} == {axis for axis, _ in own}
            together = self._axes.model(name).together if adjusts else ()
            given[at] = known if alike else with_members(together, own)
        first = self.columns.member_of_first(drafted.group.sheets[drafted.group.sheet_of[block.whole]])
        full = {at: with_members(members, first) for at, members in given.items()}
        wrong = _contradicting(drafted, concept, full, placed)
        if block.whole in wrong or len(wrong) * _FEW > len(given):
            return
        why = (f"a part of {concept.name} by {name}",)
        for at, members in given.items():
            line = drafted.lines[at]
            if at in wrong:
                continue
            line.members = members
            if at != block.whole or line.concept is not concept:
                score = min(line.proposal.score if line.proposal is not None else _LIKELY, _LIKELY)
                line.proposal = self._own.proposal(concept, score / 100, why)
                line.at, line.repeats = None, line.repeats or at == block.whole

    def _adjusted(self, block: Block, found: Dissection, path: Path) -> Members:
        """The member of the row that an elimination names behind itself: `Eliminations — Europe`."""
        said = plain(path[-1])
        named = (one for one in block.parts if len(one) == len(path) and said.endswith(f"-{plain(one[-1])}"))
        return next((self.columns.members(found, "row", one, block) for one in named), ())

    def _beside(self, drafted: Drafted, at: int, path: Path, name: str) -> Members:
        """The members for a row that is no part itself: eliminations, or a subtotal before them; () for a
        part.

        Amounts between parts are eliminations only where they are taken off, not where they are added.
        """
        adjusted = self._parts.adjustment(path[-1])
        if adjusted:
            _, sign = drafted.outline.part_of.get(at, (0, 1))
            values = [figure.value * sign for figure in drafted.lines[at].entry.figures.values()]
            added = len(path) == 1 and values and all(value >= 0 for value in values)
            return self._parts.beside(path[-1]) if added else adjusted
        total = self._bare(path[-1]) and not self._axes.says(name, path[-1])
        return self._parts.beside(path[-1]) if total else ()


def _contradicting(
    drafted: Drafted, concept: Concept, given: Mapping[int, Members], placed: Sequence[Placed]
) -> set[int]:
    """The lines given members now that would be one fact with two values, with another line of it."""
    facts: dict[tuple[Members, Period], Figure] = {}
    for other in placed:
        if other.concept is concept and other.members:
            for period, figure in other.entry.figures.items():
                facts[other.members, period] = figure
    lines = {at: line.members for at, line in enumerate(drafted.lines) if line.concept is concept} | {**given}
    wrong: set[int] = set()
    for at, members in sorted(lines.items(), key=lambda pair: (pair[0] in given, pair[0])):
        if at not in given and not members:
            continue
        for period, figure in drafted.lines[at].entry.figures.items():
            if not consistent(facts.setdefault((members, period), figure), figure):
                wrong.add(at)
    return wrong
