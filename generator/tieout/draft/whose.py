"""Whose amount the total of a block is: the company's, that of one part, or what is from some customers."""

import re
from collections.abc import Sequence

from tieout.definitions import Concept, Drafting, Members
from tieout.draft.axes import plain
from tieout.draft.dissect import Block, Dissection
from tieout.draft.match import Placed
from tieout.draft.members import Parts
from tieout.draft.model import Drafted
from tieout.draft.part_columns import PartColumns
from tieout.draft.same import same_figures
from tieout.draft.sheet import Sheet
from tieout.draft.titles import names_before, title_of
from tieout.draft.wholes import part_printed


class Whose:
    """Tells the members of totals, and of captions that say whom an amount is from."""

    def __init__(self, drafting: Drafting, columns: PartColumns, parts: Parts) -> None:
        self._drafting = drafting
        self._columns = columns
        self._axes, self._bare = columns.axes, columns.bare
        self._parts = parts

    def of_part(
        self, drafted: Drafted, block: Block, found: Dissection, placed: list[Placed]
    ) -> Members | None:
        """The members of a block's total: () for the whole company, or those of one part that its title
        names.

        None where its figures are not the company's, and no title says of which part they are.
        """
        entry, concept = drafted.lines[block.whole].entry, block.concept
        if concept is None:
            return None
        sheet = drafted.group.sheets[drafted.group.sheet_of[block.whole]]
        if self._columns.axis_told(sheet):
            return ()  # each of its columns is of a part
        # `Product revenues` of the statement may be all revenues but for what rounding hides.
        if (part := part_printed(entry, concept, placed, called=True)) is not None:
            return part
        others = [other.entry for other in placed if other.concept is concept and not other.members]
        if any(same_figures(entry, other) for other in others):
            return ()
        if drafted.lines[block.whole].concept is concept and not any(
            same_figures(entry, other) is None for other in others
        ):
            return ()
        if (part := part_printed(entry, concept, placed)) is not None:
            return part
        of_segments = found.breakdown("row", 0, block) == "segment"
        return self._by_words(entry.caption, concept, sheet, of_segments=of_segments)

    def _by_words(self, caption: str, concept: Concept, sheet: Sheet, *, of_segments: bool) -> Members | None:
        """The members that a total's words or its table's title name, where its figures tell none.

        `of_segments` tells that the rows that it sums are segments.
        """
        if self._bare(caption) and _has_word(caption, self._drafting.words.of_company):
            return ()
        if not of_segments and (titled := self._segment_of(sheet)):
            return titled
        said = self._said_of(caption, sheet, of_segments=of_segments)
        return self._sold(caption, concept) if said is None and of_segments else said

    def _segment_of(self, sheet: Sheet) -> Members:
        """The segment that a title names: `Global Products segment revenues by product`; else none."""
        model = self._drafting.breakdowns["segment"]
        titles = (*sheet.table.stub, *reversed(sheet.table.captions))
        owners = (self._bare.owner(text) for text in titles if self._bare.amount(text))
        names = (*names_before(title_of(sheet), model.words), *owners)
        known = next((name for name in names if name and model.axis in self._columns.known(name)), "")
        return self._parts.member(known, model.axis) if known else ()

    def of_heading(self, block: Block, sheet: Sheet) -> Members:
        """The members that a heading names beside its amount, as `Intersegment revenues` does."""
        if not self._bare.amount(block.heading):
            return ()
        return self._parts.adjustment(block.heading) or self.customers(block.heading, sheet)

    def customers(self, caption: str, sheet: Sheet) -> Members:
        """The member for whom an amount is from, where a table prints it for others too; else none."""
        whom = self._whom(caption)
        others = [entry.caption for entry in sheet.entries]
        apart = any(self._parts.adjustment(other) or self._whom(other) not in ("", whom) for other in others)
        if not whom or not apart:
            return ()
        return self._parts.member(whom, self._axes.model("customer").axis)

    def _whom(self, caption: str) -> str:
        """The words of a caption for whom an amount is from, `unaffiliated customers`; "" where none are."""
        found = [word for word in self._drafting.words.of_whom if _has_word(caption, (word,))]
        return max(found, key=len, default="")

    def _said_of(self, caption: str, sheet: Sheet, *, of_segments: bool) -> Members | None:
        """The members that a total's caption or its table's title names; None where they name no part.

        `of_segments` tells that the rows that it sums are segments.
        """
        model = self._drafting.breakdowns["segment"]
        # `Total Marine revenue` is of the part that a table before calls Marine.
        whose = self._columns.core(self._bare.subject(caption))
        if whose and model.axis in self._columns.known(whose):
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
        subject = self._columns.called(self._bare.before(caption))
        if self._bare(subject) or concept.name not in self._drafting.broken_down:
            return None
        return self._parts.member(subject, self._axes.model("product").axis)


def _has_word(text: str, words: Sequence[str]) -> bool:
    """Whether a text has one of some words or phrases."""
    said = plain(text)
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) for word in words)


def titled(sheet: Sheet, block: Block, placed: Sequence[Placed]) -> Members:
    """The members of the printed part of an amount that a table's title names, word for word; else none."""
    titles = {plain(text) for text in (*sheet.table.stub, *sheet.table.captions)}
    named = (one for one in placed if one.concept is block.concept and one.members)
    return next((one.members for one in named if plain(one.entry.caption) in titles), ())
