"""Tables in disclosures that break an amount down: their lines and columns are members of its concept."""

import re
from collections.abc import Callable, Mapping, Sequence

from tieout.core import Figure, Period, consistent
from tieout.definitions import Concept, Drafting, Members
from tieout.draft.axes import Named, plain
from tieout.draft.dissect import (
    Block,
    Dissection,
    Path,
    called_in,
    names_before,
    title_of,
    with_members,
)
from tieout.draft.headed import runs_of, twins_of
from tieout.draft.likeness import Lexicon
from tieout.draft.match import Matcher, Placed
from tieout.draft.members import Parts
from tieout.draft.model import Drafted, Line
from tieout.draft.nested import all_of
from tieout.draft.own import Own
from tieout.draft.part_columns import PartColumns
from tieout.draft.same import same_figures
from tieout.draft.sheet import Sheet
from tieout.draft.wholes import Wholes, part_printed

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
        # Whether members tell what is sold; and whether filers use an element for a line.
        self.dissects = False
        self.claimed: Callable[[Drafted, int], bool] = lambda _, __: False

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
            if self._is_reconciled(block, found):
                continue
            around: Members | None = self.columns.members(found, "heading", block.headings)
            titled = _titled(sheet, block, placed) if around else ()
            around = with_members(titled, around) or self._of_part(drafted, block, found, placed)
            if whom := self._of_whom(block, sheet):
                around = with_members(around or (), whom)
            if around is None or not (around or self._is_told(drafted, block, found, placed)):
                continue
            self._give(drafted, block, found, around, placed)
        self._head(drafted, number)
        for section in all_of(self._wholes.sections.of(drafted, number)):
            for type_ in dict.fromkeys(drafted.lines[at].entry.type for at in section.lines):
                self._segments(drafted, [at for at in section.lines if drafted.lines[at].entry.type == type_])
        self._from_columns(drafted, number)
        self._from_customers(drafted, number, placed)
        self._of_title(drafted, number, blocks)

    def _from_columns(self, drafted: Drafted, number: int) -> None:
        """Gives lines the members that a column of words says of each: `Segment`, and below it `Europe`."""
        for at, line in enumerate(drafted.lines):
            if drafted.group.sheet_of[at] != number:
                continue
            line.members = with_members(self._said_beside(line), line.members)

    def _said_beside(self, line: Line) -> Members:
        """The members that columns of words say of a line, by the words in their heads."""
        members: Members = ()
        for head, said in line.entry.beside:
            named = (name for name in self._drafting.breakdowns if self._axes.says(name, head))
            if any(map(str.isalpha, said)) and (name := next(named, "")):
                members = with_members(members, self._parts.member(said, self._axes.model(name).axis))
        return members

    def _segments(self, drafted: Drafted, rows: Sequence[int]) -> None:
        """Gives rows that are called as segments their members, where most rows are and nothing adds them up."""
        axis = self._drafting.breakdowns["segment"].axis
        captions = {at: drafted.lines[at].entry.caption for at in rows}
        if any(drafted.lines[at].members or drafted.lines[at].alike is not None for at in rows):
            return
        wholes = [at for at in rows if self._bare(captions[at])]
        parts = [at for at in rows if at not in wholes and not self._parts.adjustment(captions[at])]
        named = [at for at in parts if axis in self.columns.known(captions[at])]
        if len(named) < _SEVERAL or 2 * len(named) <= len(parts):
            return
        first = wholes[-1] if wholes else named[0]
        for at in named:
            line = drafted.lines[at]
            line.members = self._parts.member(self.columns.called(captions[at]), axis)
            if at != first:
                line.alike, line.proposal, line.at = first, None, None

    def _of_title(self, drafted: Drafted, number: int, blocks: Sequence[Block]) -> None:
        """Gives the blocks of a table the member that its title names for all of it: `the Growth Program`."""
        title = title_of(drafted.group.sheets[number])
        for axis, ends in self._drafting.words.titled.items():
            name = called_in(title, ends)
            if not name or not self._axes.is_amount_of(title):
                continue
            for at in {at for block in blocks for at in (block.whole, *block.rows)}:
                line = drafted.lines[at]
                line.members = with_members(line.members, self._parts.member(name, axis))

    def _from_customers(self, drafted: Drafted, number: int, placed: list[Placed]) -> None:
        """Gives lines that say whom an amount is from, `Revenues - affiliated customers`, it and the member."""
        sheet = drafted.group.sheets[number]
        headings = {entry.caption for entry in sheet.entries if entry.heading and self._bare.amount(entry.caption)}
        for at, line in enumerate(drafted.lines):
            if drafted.group.sheet_of[at] != number or line.entry.heading:
                continue
            said = [text for text in line.entry.above if text in headings]
            amounts = self._bare.amount(line.entry.caption)
            whom = self._customers(line.entry.caption if amounts else said[-1] if said else "", sheet)
            if not whom or {axis for axis, _ in whom} & {axis for axis, _ in line.members}:
                continue
            line.members = with_members(line.members, whom)
            concept = self._wholes.amount(amounts, placed)
            if concept is not None and concept.type == line.entry.type:
                line.proposal = self._own.proposal(concept, _LIKELY / 100, ("an amount from some customers",))
                line.at = None

    def _is_told(self, drafted: Drafted, block: Block, found: Dissection, placed: list[Placed]) -> bool:
        """Whether something says what a block's rows are: its words, a table before, or what was sold.

        So does a column that says of which segment each is, where sales are taken apart.
        """
        sheet = drafted.group.sheets[drafted.group.sheet_of[block.whole]]
        beside = [at for at in block.rows if self._said_beside(drafted.lines[at])]
        of_each = 2 * len(beside) > len(block.rows) and self._is_of_sales(block)
        told = self._is_said(block, found) or self._is_named(block, found)
        return told or of_each or self._is_sold(sheet, block, placed)

    def _is_said(self, block: Block, found: Dissection) -> bool:
        """Whether words say what a block's rows are. `Outside services` alone are no product of an expense."""
        name = found.breakdown("row", 0, block)
        if name is None or not found.is_told(block):
            return False
        around = f"{found.title} {block.above} {block.total}"
        return self._is_of_sales(block) or not self._axes.model(name).sold or self._axes.says(name, around)

    def _is_of_sales(self, block: Block) -> bool:
        return block.concept is not None and block.concept.name in self._drafting.broken_down

    def _is_named(self, block: Block, found: Dissection) -> bool:
        """Whether most rows of a block are parts that an earlier table has named on the same axis.

        So are capital expenditures by segment, below which nothing says that the rows are segments.
        """
        name = found.breakdown("row", 0, block)
        if name is None:
            return False
        axis, parts = self._axes.model(name).axis, block.captions(0)
        named = [caption for caption in parts if axis in self.columns.known(caption)]
        return len(named) >= _SEVERAL and 2 * len(named) > len(parts)

    def _is_reconciled(self, block: Block, found: Dissection) -> bool:
        """Whether rows lead from the parts of an income to it: segments are known, and none of them is one."""
        if block.concept is None or block.concept.name in self._drafting.broken_down:
            return False
        axis = self._drafting.breakdowns["segment"].axis
        segments = found.breakdown("row", 0, block) == "segment" and self.columns.names(axis)
        return segments and not any(axis in self.columns.known(caption) for caption in block.captions(0))

    def _give_alike(self, drafted: Drafted, block: Block, found: Dissection) -> None:
        """Gives rows that are known parts their members, below a total of which no concept is known yet.

        Whatever amount the total is taken for in the end, the rows are that amount for their parts.
        """
        name = found.breakdown("row", 0, block)
        alone = name is not None and self._axes.model(name).alone
        told = found.is_told(block) and (alone or name in _THEMSELVES)
        if not told and not self._is_named(block, found):
            return
        around = self.columns.members(found, "heading", block.headings)
        whole = drafted.lines[block.whole]
        for at, path in block.rows.items():
            line = drafted.lines[at]
            if line.members or line.entry.type != whole.entry.type or (self.claimed(drafted, at) and not alone):
                continue
            own = self._parts.adjustment(path[-1]) or self.columns.members(found, "row", path, block)
            line.members = with_members(around, own)
            line.alike, line.proposal, line.at = block.whole, None, None
        if around and not whole.members:
            whole.members, whole.proposal, whole.at = around, None, None

    def _is_sold(self, sheet: Sheet, block: Block, placed: list[Placed]) -> bool:
        """Whether a table only lists products: it names no other amount, and its rows are what was sold."""
        if not self.dissects or not self._is_of_sales(block):
            return False
        titles = (*sheet.table.stub, *reversed(sheet.table.captions))
        amounts = next((found for text in titles if (found := self._bare.amount(text))), frozenset())
        return self._wholes.amount(amounts, placed) is block.concept

    def _head(self, drafted: Drafted, number: int) -> None:
        """Gives the lines below headings that name parts the members of these parts, and the whole's concept.

        A title has to say that the headings are parts, or an earlier table to have named them.
        """
        sheet = drafted.group.sheets[number]
        runs = runs_of(drafted, self._wholes.sections.of(drafted, number), self._is_part)
        captions = tuple(dict.fromkeys(run.heading for run in runs if run.heading))
        if not captions:
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

    def _of_part(
        self, drafted: Drafted, block: Block, found: Dissection, placed: list[Placed]
    ) -> Members | None:
        """The members of a block's total: () for the whole company, or those of one part that its title
        names.

        None where its figures are not the company's, and no title says of which part they are.
        """
        entry = drafted.lines[block.whole].entry
        sheet = drafted.group.sheets[drafted.group.sheet_of[block.whole]]
        if self.columns.axis_told(sheet):
            return ()  # each of its columns is of a part
        # `Product revenues` of the statement may be all revenues but for what rounding hides.
        if (part := part_printed(entry, block.concept, placed, called=True)) is not None:
            return part
        others = [other.entry for other in placed if other.concept is block.concept and not other.members]
        if any(same_figures(entry, other) for other in others):
            return ()
        if drafted.lines[block.whole].concept is block.concept and not any(
            same_figures(entry, other) is None for other in others
        ):
            return ()
        if (part := part_printed(entry, block.concept, placed)) is not None:
            return part
        if self._bare(entry.caption) and _has_word(entry.caption, self._drafting.words.of_company):
            return ()
        of_segments = found.breakdown("row", 0, block) == "segment"
        if not of_segments and (titled := self._segment_of(sheet)):
            return titled
        said = self._said_of(entry.caption, sheet, of_segments=of_segments)
        return self._sold(entry.caption, block.concept) if said is None and of_segments else said

    def _segment_of(self, sheet: Sheet) -> Members:
        """The segment that a table's title names: `Global Products segment revenues by product`; else none."""
        model = self._drafting.breakdowns["segment"]
        titles = (*sheet.table.stub, *reversed(sheet.table.captions))
        owners = (self._bare.owner(text) for text in titles if self._bare.amount(text))
        names = (*names_before(title_of(sheet), model.words), *owners)
        known = next((name for name in names if name and model.axis in self.columns.known(name)), "")
        return self._parts.member(known, model.axis) if known else ()

    def _of_whom(self, block: Block, sheet: Sheet) -> Members:
        """The members that a heading names beside its amount: `Intersegment revenues`, `External revenues`."""
        if not self._bare.amount(block.heading):
            return ()
        return self._parts.adjustment(block.heading) or self._customers(block.heading, sheet)

    def _customers(self, caption: str, sheet: Sheet) -> Members:
        """The member for whom an amount is from, where a table prints it for others too; else none."""
        whom = self._whom(caption)
        others = [entry.caption for entry in sheet.entries]
        apart = any(self._parts.adjustment(other) or self._whom(other) not in ("", whom) for other in others)
        if not whom or not apart:
            return ()
        return self._parts.member(whom, self._axes.model("customer").axis)

    def _whom(self, caption: str) -> str:
        """The words of a caption that say whom an amount is from, `unaffiliated customers`; "" where none do."""
        found = [word for word in self._drafting.words.of_whom if _has_word(caption, (word,))]
        return max(found, key=len, default="")

    def _said_of(self, caption: str, sheet: Sheet, *, of_segments: bool) -> Members | None:
        """The members that a total's caption or its table's title names; None where they name no part.

        `of_segments` tells that the rows that it sums are segments.
        """
        model = self._drafting.breakdowns["segment"]
        # `Total Marine revenue` is of the part that a table before calls Marine.
        whose = self.columns.core(self._bare.subject(caption))
        if whose and model.axis in self.columns.known(whose):
            return self._parts.member(whose, model.axis)
        if not (self._axes.says("segment", caption) and self._bare(caption)):
            return None
        if of_segments:
            return model.together
        titles = (*sheet.table.stub, *reversed(sheet.table.captions))
        title = next((text for text in titles if self._bare.amount(text)), "")
        subject = self._bare.subject(title)
        return self._parts.member(subject, model.axis) if subject else None

    def _sold(self, caption: str, concept: Concept) -> Members | None:
        """The product that a total of segments names before its amount, as `Total Bikes revenue` does."""
        subject = self.columns.called(self._bare.before(caption))
        if self._bare(subject) or concept.name not in self._drafting.broken_down:
            return None
        return self._parts.member(subject, self._axes.model("product").axis)

    def _give(
        self, drafted: Drafted, block: Block, found: Dissection, around: Members, placed: list[Placed]
    ) -> None:
        """Gives a block's lines the concept and their members, unless figures would contradict."""
        name = found.breakdown("row", 0, block)
        if name is None:
            return
        type_ = drafted.lines[block.whole].entry.type
        adjusts = any(self._parts.adjustment(path[-1]) for path in block.rows.values())
        given: dict[int, Members] = {block.whole: around}
        for at, path in block.rows.items():
            line = drafted.lines[at]
            # What a company tells elsewhere as an amount of its own is that amount here, too.
            alone = name not in _THEMSELVES and self._parts.stands_alone(line, block.concept, placed)
            if line.entry.type != type_ or (alone and not self._parts.adjustment(path[-1])):
                continue
            outer = with_members(around, self.columns.members(found, "row", path[:-1], block))
            beside = self._beside(drafted, at, path, name) if adjusts else ()
            if beside:
                given[at] = with_members(outer, self._adjusted(block, found, path), beside)
                continue
            own = with_members(outer, self.columns.members(found, "row", path, block))
            known = self._parts.known(line.entry, block.concept, placed)
            alike = {axis for axis, _ in known} == {axis for axis, _ in own}
            together = self._axes.model(name).together if adjusts else ()
            given[at] = known if alike else with_members(together, own)
        first = self.columns.member_of_first(drafted.group.sheets[drafted.group.sheet_of[block.whole]])
        full = {at: with_members(members, first) for at, members in given.items()}
        wrong = _contradicting(drafted, block.concept, full, placed)
        if block.whole in wrong or len(wrong) * _FEW > len(given):
            return
        why = (f"a part of {block.concept.name} by {name}",)
        for at, members in given.items():
            line = drafted.lines[at]
            if at in wrong:
                continue
            line.members = members
            if at != block.whole or line.concept is not block.concept:
                score = min(line.proposal.score if line.proposal is not None else _LIKELY, _LIKELY)
                line.proposal = self._own.proposal(block.concept, score / 100, why)
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


def _has_word(text: str, words: Sequence[str]) -> bool:
    """Whether a text has one of some words or phrases."""
    said = plain(text)
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) for word in words)


def _titled(sheet: Sheet, block: Block, placed: Sequence[Placed]) -> Members:
    """The members of the printed part of an amount that a table's title names, word for word; else none."""
    titles = {plain(text) for text in (*sheet.table.stub, *sheet.table.captions)}
    named = (one for one in placed if one.concept is block.concept and one.members)
    return next((one.members for one in named if plain(one.entry.caption) in titles), ())


def _contradicting(
    drafted: Drafted, concept: Concept, given: Mapping[int, Members], placed: Sequence[Placed]
) -> set[int]:
    """The lines given members now that would be one fact with two values, with another or one placed before."""
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
