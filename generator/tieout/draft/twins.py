"""Finds lines of a statement that are printed twice: both get the same concept."""

from collections.abc import Sequence

from tieout.draft.likeness import Lexicon
from tieout.draft.model import Drafted
from tieout.draft.same import but_for_a_slip, prints_changes_alone, same_figures
from tieout.draft.spots import Spots
from tieout.language import Language
from tieout.layout import goes_on

# How alike the words of two lines are that are one.
_TWIN = 0.9
# A balance that is printed again needs less alike words where its figures are the same, so surely.
_AGAIN, _SURE_TWIN, _SLIPPED = 0.6, 0.9, 0.7


class Twins:
    """Tells which lines print the words and figures of an earlier one."""

    def __init__(self, lexicon: Lexicon, spots: Spots, language: Language) -> None:
        self._lexicon = lexicon
        self._spots = spots
        self._language = language

    def of(self, drafted: Drafted, open_: Sequence[int]) -> dict[int, int]:
        """Each open line that repeats an earlier open line, with that first one."""
        lines = drafted.lines
        known = [at for at, line in enumerate(lines) if line.proposal is not None and not line.entry.heading]
        twins: dict[int, int] = {}
        for index in open_:
            if (alike := lines[index].alike) is not None:
                twins[index] = alike
                continue
            firsts = (*known, *(other for other in twins if twins[other] == other))
            twins[index] = next((o for o in firsts if self._is_twin(drafted, index, o)), index)
        return twins

    def _is_twin(self, drafted: Drafted, index: int, other: int) -> bool:
        one, two = drafted.lines[index].entry, drafted.lines[other].entry
        if (one.type, one.unit) != (two.type, two.unit):
            return False
        if one.stem and one.stem == two.stem:
            return True
        end = self._spots.at(drafted, index)
        one_end = end is not None and end == self._spots.at(drafted, other)
        sure = same_figures(one, two)
        # A balance of the same end that is another by one digit is the same one, printed wrongly.
        slipped = sure is None and one_end
        sure = but_for_a_slip(one, two) if slipped else sure
        if sure is None or (not sure and not self._is_continued(drafted, index, other)):
            return False
        said, there = self._spots.said(drafted, index), self._spots.said(drafted, other)
        # Balances of one end that print the same figures: closing cash, and the total of what it is made of.
        again = sure >= _SURE_TWIN and one_end
        alike = _SLIPPED if slipped else _AGAIN if again else _TWIN
        return self._lexicon.likeness(said, there, frozenset()) >= alike

    def _is_continued(self, drafted: Drafted, index: int, other: int) -> bool:
        """Whether a line stands in another table that prints other periods of the same.

        On the face of a statement the words say so, elsewhere the title of the table has to: the sales of
        `Asia` for a half-year are not those of `Europe` for a quarter.
        """
        at, before = (drafted.group.sheet_of[line] for line in (index, other))
        entries = [drafted.lines[line].entry for line in (index, other)]
        if at == before or set.intersection(*(set(entry.figures) for entry in entries)):
            return False
        if any(prints_changes_alone(entry) for entry in entries):
            return False
        face = drafted.kind is not None and drafted.kind.kind == "Statement"
        table, first = (drafted.group.sheets[number].table for number in (at, before))
        return face or goes_on(first, table, self._language)
