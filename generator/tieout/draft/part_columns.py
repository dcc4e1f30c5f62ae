"""The columns of a table as parts: which axis their heads name, and which members they stand for."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from tieout.definitions import Drafting, Members
from tieout.draft.axes import Axes, Named, Where
from tieout.draft.dissect import Bare, Block, Dissection, Path, is_taken_off, with_members
from tieout.draft.likeness import Lexicon
from tieout.draft.members import Parts
from tieout.draft.sheet import Sheet
from tieout.draft.titles import title_of

# Columns are what so many of their heads say, in any table.
_MOSTLY = 0.5


class PartColumns:
    """Knows what the columns of tables are of, in all tables of a release."""

    def __init__(self, drafting: Drafting, lexicon: Lexicon, parts: Parts, language: str) -> None:
        self._drafting = drafting
        self._lexicon = lexicon
        self._parts = parts
        self.axes = Axes(drafting, language, self.known)
        self.bare = Bare(drafting, lexicon, self.axes)
        self._totals = frozenset(word for text in drafting.words.totals for word in (lexicon.form(text),))
        # What columns are of in any table: each part with the axis that its own table tells, seen beforehand.
        self._columns: dict[str, frozenset[str]] = {}
        # What is found of each table, by its number.
        self._found: dict[int, Dissection] = {}

    def look(self, sheets: Iterable[Sheet]) -> None:
        """Notes the parts that the columns of all tables name: the rows of one are often the columns of
        another.

        Columns are taken for segments where nothing says otherwise.
        """
        for sheet in sheets:
            if not sheet.parts:
                continue
            found = Dissection(sheet, self.axes, self.bare)
            if (name := self._of_columns(sheet, found)) is not None:
                axis = frozenset({self.axes.model(name).axis})
                for path in found.columns.values():
                    core = self.core(path[0])
                    self._columns[core] = self._columns.get(core, frozenset()) | axis

    def _of_columns(self, sheet: Sheet, found: Dissection) -> str | None:
        """The breakdown that the columns of a table are parts of, as far as the table itself tells."""
        name = found.breakdown("column", 0)
        if name is None or self.axes.share(name, [path[0] for path in found.columns.values()]) >= _MOSTLY:
            return name
        rows = [entry.caption for entry in sheet.entries if not entry.heading]
        if self.axes.says(name, found.title) and self.axes.share(name, rows) < _MOSTLY:
            return name
        return None if self.axes.model(name).places else "segment"

    def core(self, caption: str) -> str:
        """The name of a part without the words that call it a total."""
        words = self._lexicon.terms(caption).text.split()
        return " ".join(word for word in words if word not in self._totals)

    def known(self, caption: str) -> frozenset[str]:
        """The axes on which a caption named a part before, in an earlier table or in the columns of any."""
        return self._parts.axes_of(caption) | self._columns.get(self.core(caption), frozenset())

    def names(self, axis: str) -> bool:
        """Whether anything before, or the columns of any table, named a part on an axis."""
        return self._parts.names(axis) or any(axis in axes for axes in self._columns.values())

    def parts(self, sheet: Sheet, used: Collection[str]) -> dict[str, Members]:
        """The members for each part that the columns of a table are of, by its header words; () for the
        whole.

        `used` are the axes of the table's lines: a fact has at most one member on an axis.
        """
        if not sheet.parts:
            return {}
        if axis := self.axis_told(sheet):
            return {part: self._parts.member(part, axis) for part in sheet.parts}
        found = self._found.get(sheet.table.number) or Dissection(sheet, self.axes, self.bare)
        members: dict[str, Members] = dict.fromkeys(sheet.parts, ())
        for part, path in found.columns.items():
            choices = self._choices(sheet, found, part, path)
            first = next(choices)
            free = (one for one in chain((first,), choices) if not any(axis in used for axis, _ in one))
            members[part] = next(free, first)
        return members

    def _choices(self, sheet: Sheet, found: Dissection, part: str, path: Path) -> Iterator[Members]:
        """The sets of members that a column may stand for, likeliest first; members are made on demand."""
        if is_taken_off(sheet, part) and (adjusted := self._parts.adjustment(part)):
            yield adjusted
        if self._is_beside(part):
            yield self._parts.beside(part)
        if placed := self.members(found, "column", path):
            yield placed
        for model in self._drafting.breakdowns.values():
            yield self._parts.member(part, model.axis)

    def are_known(self, parts: Sequence[str]) -> bool:
        """Whether the words of all parts name one axis, as `Class A` and `Class B` do."""
        return bool(self._axis_of_all(parts))

    def _axis_of_all(self, parts: Sequence[str]) -> str:
        """The axis that the words of every part name, as `Class A` and `Class B` do; or ""."""
        named = (
            name for name in self._drafting.breakdowns if all(self.axes.says(name, part) for part in parts)
        )
        return next((self.axes.model(name).axis for name in named), "")

    def axis_told(self, sheet: Sheet) -> str:
        """The axis of columns that are parts side by side, with no column of the whole; or "".

        Their heads name it, are places, or the title says what they are: `U.S.` beside `Emerging markets`.
        """
        if sheet.told or not sheet.parts:
            return ""
        if axis := self._axis_of_all(sheet.parts):
            return axis
        named = Named("column", 0, sheet.parts)
        title = title_of(sheet)
        name = self.axes.of(title, (named,))[0]
        return self.axes.model(name).axis if self.axes.is_told(title, named, name) else ""

    def keep(self, sheet: Sheet, found: Dissection) -> None:
        """Notes what is found of a table with its rows; before, its columns stand by themselves."""
        self._found[sheet.table.number] = found

    def first(self, sheet: Sheet) -> str:
        """The head of the first column, where it is of a part as the others are; else ""."""
        return sheet.parts[0] if self.axis_told(sheet) else ""

    def member_of_first(self, sheet: Sheet) -> Members:
        """The member of the first column, where it is of a part as the others are; else none."""
        axis = self.axis_told(sheet)
        return self._parts.member(sheet.parts[0], axis) if axis else ()

    def _is_beside(self, part: str) -> bool:
        """Whether a column is no part itself: a subtotal of parts, or the amounts between them."""
        return bool(self._parts.adjustment(part)) or (self.bare(part) and not self.axes.is_said(part))

    def members(self, found: Dissection, where: Where, path: Path, block: Block | None = None) -> Members:
        """The members for a path of parts, each on the axis of its breakdown."""
        members: Members = ()
        for depth, caption in enumerate(path):
            name = found.breakdown(where, depth, block)
            if name is not None:
                axis = self.axes.model(name).axis
                members = with_members(members, self._parts.member(self.called(caption), axis))
        return members

    def called(self, caption: str) -> str:
        """What a part is called, `Marine` of `Total Marine`; one that names its amount keeps its words."""
        for word in self._drafting.words.adds:
            rest = caption[len(word) :].strip()
            if (
                caption.casefold().startswith(f"{word} ")
                and not self.bare(rest)
                and not self.bare.amount(rest)
            ):
                return rest
        return caption
