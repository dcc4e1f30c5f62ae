"""Lines that say by themselves whose they are: by a column of words, whom they name, names of segments."""

from collections.abc import Sequence

from tieout.definitions import Drafting, Members
from tieout.draft.dissect import Block, with_members
from tieout.draft.match import Placed
from tieout.draft.members import Parts
from tieout.draft.model import Drafted, Line
from tieout.draft.nested import all_of
from tieout.draft.own import Own
from tieout.draft.part_columns import PartColumns
from tieout.draft.titles import called_in, title_of
from tieout.draft.wholes import Wholes
from tieout.draft.whose import Whose

# How sure it is that a line is a part.
_LIKELY = 85
# So many rows at least have the names of segments.
_SEVERAL = 2


class Singly:
    """Gives lines their members that no total of a block gives them."""

    def __init__(
        self, drafting: Drafting, columns: PartColumns, parts: Parts, own: Own, tools: tuple[Wholes, Whose]
    ) -> None:
        self._drafting = drafting
        self._columns = columns
        self._axes, self._bare = columns.axes, columns.bare
        self._parts = parts
        self._own = own
        self._wholes, self._whose = tools

    def give(self, drafted: Drafted, number: int, blocks: Sequence[Block], placed: Sequence[Placed]) -> None:
        """Gives the lines of table `number` what they, its columns of words and its title say."""
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
            line.members = with_members(self.said_beside(line), line.members)

    def said_beside(self, line: Line) -> Members:
        """The members that columns of words say of a line, by the words in their heads."""
        members: Members = ()
        for head, said in line.entry.beside:
            named = (name for name in self._drafting.breakdowns if self._axes.says(name, head))
            if any(map(str.isalpha, said)) and (name := next(named, "")):
                members = with_members(members, self._parts.member(said, self._axes.model(name).axis))
        return members

    def _segments(self, drafted: Drafted, rows: Sequence[int]) -> None:
        """Gives rows that are called as segments their members, where most are and nothing adds them up."""
        axis = self._drafting.breakdowns["segment"].axis
        captions = {at: drafted.lines[at].entry.caption for at in rows}
        if any(drafted.lines[at].members or drafted.lines[at].alike is not None for at in rows):
            return
        wholes = [at for at in rows if self._bare(captions[at])]
        parts = [at for at in rows if at not in wholes and not self._parts.adjustment(captions[at])]
        named = [at for at in parts if axis in self._columns.known(captions[at])]
        if len(named) < _SEVERAL or 2 * len(named) <= len(parts):
            return
        first = wholes[-1] if wholes else named[0]
        for at in named:
            line = drafted.lines[at]
            line.members = self._parts.member(self._columns.called(captions[at]), axis)
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

    def _from_customers(self, drafted: Drafted, number: int, placed: Sequence[Placed]) -> None:
        """Gives lines that say whom an amount is from, `Revenues - affiliated customers`, it and a member."""
        sheet = drafted.group.sheets[number]
        headings = {
            entry.caption for entry in sheet.entries if entry.heading and self._bare.amount(entry.caption)
        }
        for at, line in enumerate(drafted.lines):
            if drafted.group.sheet_of[at] != number or line.entry.heading:
                continue
            said = [text for text in line.entry.above if text in headings]
            amounts = self._bare.amount(line.entry.caption)
            whom = self._whose.customers(line.entry.caption if amounts else said[-1] if said else "", sheet)
            if not whom or {axis for axis, _ in whom} & {axis for axis, _ in line.members}:
                continue
            line.members = with_members(line.members, whom)
            concept = self._wholes.amount(amounts, placed)
            if concept is not None and concept.type == line.entry.type:
                line.proposal = self._own.proposal(concept, _LIKELY / 100, ("an amount from some customers",))
                line.at = None
