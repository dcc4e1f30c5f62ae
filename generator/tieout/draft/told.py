"""What says that the rows of a block are parts: words, a table before, a column beside, what was sold."""

from tieout.definitions import Drafting
from tieout.draft.dissect import Block, Dissection
from tieout.draft.match import Placed
from tieout.draft.members import Parts
from tieout.draft.model import Drafted
from tieout.draft.part_columns import PartColumns
from tieout.draft.sheet import Sheet
from tieout.draft.singly import Singly
from tieout.draft.wholes import Wholes

# So many rows at least have the names of parts before.
_SEVERAL = 2


class Told:
    """Judges whether the rows of a block are parts of its amount."""

    def __init__(
        self, drafting: Drafting, columns: PartColumns, parts: Parts, tools: tuple[Wholes, Singly]
    ) -> None:
        self._drafting = drafting
        self._parts = parts
        self._columns = columns
        self._axes, self._bare = columns.axes, columns.bare
        self._wholes, self._singly = tools
        # Whether members tell what is sold.
        self.dissects = False

    def is_told(self, drafted: Drafted, block: Block, found: Dissection, placed: list[Placed]) -> bool:
        """Whether something says what a block's rows are: its words, a table before, or what was sold.

        So does a column that says of which segment each is, where sales are taken apart.
        """
        sheet = drafted.group.sheets[drafted.group.sheet_of[block.whole]]
        beside = [at for at in block.rows if self._singly.said_beside(drafted.lines[at])]
        of_each = 2 * len(beside) > len(block.rows) and self._is_of_sales(block)
        told = self._is_said(block, found) or self.is_named(block, found)
        return told or of_each or self._is_sold(sheet, block, placed)

    def _is_said(self, block: Block, found: Dissection) -> bool:
        """Whether words say what a block's rows are. `Outside services` are no product of an expense."""
        name = found.breakdown("row", 0, block)
        if name is None or not found.is_told(block):
            return False
        around = f"{found.title} {block.above} {block.total}"
        own = block.concept is not None and self._parts.is_own(block.concept)
        sold = self._is_of_sales(block) or own or not self._axes.model(name).sold
        return sold or self._axes.says(name, around)

    def _is_of_sales(self, block: Block) -> bool:
        return block.concept is not None and block.concept.name in self._drafting.broken_down

    def is_named(self, block: Block, found: Dissection) -> bool:
        """Whether most rows of a block are parts that an earlier table has named on the same axis.

        So are capital expenditures by segment, below which nothing says that the rows are segments.
        """
        name = found.breakdown("row", 0, block)
        if name is None:
            return False
        axis, parts = self._axes.model(name).axis, block.captions(0)
        named = [caption for caption in parts if axis in self._columns.known(caption)]
        return len(named) >= _SEVERAL and 2 * len(named) > len(parts)

    def is_reconciled(self, block: Block, found: Dissection) -> bool:
        """Whether rows lead from parts of an income to it: segments are known, and no row is one."""
        if block.concept is None or block.concept.name in self._drafting.broken_down:
            return False
        axis = self._drafting.breakdowns["segment"].axis
        segments = found.breakdown("row", 0, block) == "segment" and self._columns.names(axis)
        return segments and not any(axis in self._columns.known(caption) for caption in block.captions(0))

    def _is_sold(self, sheet: Sheet, block: Block, placed: list[Placed]) -> bool:
        """Whether a table only lists products: it names no other amount, and its rows are what was sold."""
        if not self.dissects or not self._is_of_sales(block):
            return False
        titles = (*sheet.table.stub, *reversed(sheet.table.captions))
        amounts = next((found for text in titles if (found := self._bare.amount(text))), frozenset())
        return self._wholes.amount(amounts, placed) is block.concept
