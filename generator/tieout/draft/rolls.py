"""Roll-forwards: tables that follow a balance, such as goodwill, from its start to its end.

What moves a balance has elements of that balance. The same words on the face of a statement mean something
else: `Currency translation` that moves goodwill is no other comprehensive income, and `Acquisitions` are no
payments. Taken for these, a figure would get the contrary sign.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from tieout.core import consistent
from tieout.definitions import Concept, Drafting, Roll
from tieout.draft.axes import plain
from tieout.draft.match import Placed
from tieout.draft.model import At, Drafted
from tieout.draft.officials import Officials
from tieout.draft.own import Own
from tieout.draft.sheet import Entry, Sheet
from tieout.draft.spots import Spots

# How sure it is: of a balance that its table names, of what moves it by the words of a caption, and of what
# is said together with something else.
_BALANCE, _MOVED, _UNSURE = 90, 85, 70


class Rolls:
    """Finds roll-forwards, and gives their lines the elements of their balance."""

    def __init__(
        self,
        drafting: Drafting,
        base: Callable[[str], Concept | None],
        tools: tuple[Officials, Own, Spots],
    ) -> None:
        """`base` gives the concepts of the base layer by name."""
        self._drafting = drafting
        self._base = base
        self._officials, self._own, self._spots = tools

    def find(self, drafted: Drafted, placed: Sequence[Placed]) -> None:
        """Gives concepts to the lines of roll-forwards whose words say what they are.

        `placed` are the lines of earlier statements.
        """
        for number, sheet in enumerate(drafted.group.sheets):
            balances = _balances(drafted, number)
            roll = self._of(drafted, sheet, balances, placed) if balances else None
            if roll is None:
                continue
            self._balances(drafted, roll, balances)
            for at in _moves(drafted, balances):
                drafted.lines[at].proposal = None
                element, score = _element(roll, drafted.lines[at].entry.caption)
                if element:
                    self._give(drafted, at, element, None, score)

    def _balances(self, drafted: Drafted, roll: Roll, balances: Sequence[int]) -> None:
        """Gives the balances of a roll-forward their elements: the one above what is taken off is gross."""
        for at in balances:
            entry = drafted.lines[at].entry
            taken_off = next((name for name, words in roll.less.items() if _says(entry.caption, words)), "")
            behind = drafted.lines[at + 1].entry.caption if at + 1 in balances else ""
            gross = any(_says(behind, words) for words in roll.less.values())
            if taken_off or not _says(entry.caption, roll.not_said):
                name = taken_off or (roll.gross if gross else roll.balance)
                self._give(drafted, at, name, entry.end, _BALANCE)
                drafted.lines[at].moves = bool(taken_off)

    def leave(self, drafted: Drafted) -> None:
        """Takes from what moves a balance the concepts of statements that do not show that balance move.

        Such a line is left to get a concept of its own.
        """
        for number, _ in enumerate(drafted.group.sheets):
            balances = _balances(drafted, number)
            names = {concept.name for at in balances if (concept := drafted.lines[at].concept) is not None}
            if not names or any(self._drafting.rolls.shown.search(name) for name in names):
                continue
            for at in _moves(drafted, balances):
                line = drafted.lines[at]
                line.moves = True
                if line.proposal is None or line.proposal.source == "own":
                    continue
                if self._drafting.rolls.elsewhere.search(line.proposal.concept.name):
                    line.proposal, line.at, line.repeats = None, None, False

    def _of(
        self, drafted: Drafted, sheet: Sheet, balances: Sequence[int], placed: Sequence[Placed]
    ) -> Roll | None:
        """The roll-forward that a table is: by figures that are printed before, or by the nearest title."""
        entries = [drafted.lines[at].entry for at in balances]
        for roll in self._drafting.rolls.known:
            whole = [one.entry for one in placed if one.concept.name == roll.balance and not one.members]
            if any(_same_balance(entry, other) for entry in entries for other in whole):
                return roll
            titles = (
                *(entry.caption for entry in entries),
                *sheet.table.stub,
                *reversed(sheet.table.captions),
            )
            for text in titles:
                if _says(text, roll.said):
                    return None if _says(text, roll.not_said) else roll
        return None

    def _give(self, drafted: Drafted, index: int, name: str, at: At, score: int) -> None:
        concept = self._base(name) or self._officials.concept(name)
        line = drafted.lines[index]
        if concept is None or concept.type != line.entry.type:
            return
        if self._base(name) is None:
            concept = self._own.take(concept, self._spots.caption(drafted, index))
        line.proposal = self._own.proposal(concept, score / 100, ("what moves the balance of its table",))
        line.at, line.repeats = at, False


def _balances(drafted: Drafted, number: int) -> list[int]:
    """The lines of a disclosure's table `number` that print a balance at the start or the end of a period.

    Empty where there are not both.
    """
    if drafted.kind is not None and drafted.kind.kind == "Statement":
        return []
    lines = [at for at, sheet in enumerate(drafted.group.sheet_of) if sheet == number]
    entries = ((at, drafted.lines[at].entry) for at in lines)
    found = [at for at, entry in entries if entry.end is not None and not entry.heading]
    return found if len({drafted.lines[at].entry.end for at in found}) > 1 else []


def _moves(drafted: Drafted, balances: list[int]) -> list[int]:
    """The lines of flows between the first balance and the last."""
    if not balances:
        return []
    between = range(min(balances) + 1, max(balances))
    entries = ((at, drafted.lines[at].entry) for at in between)
    flows = ((at, entry) for at, entry in entries if entry.end is None and not entry.heading)
    return [at for at, entry in flows if entry.type == "monetary"]


def _same_balance(entry: Entry, other: Entry) -> bool:
    """Whether a balance of a roll-forward prints a figure that another line prints for that day."""
    for period, figure in entry.figures.items():
        twin = other.figures.get(period.at(entry.end))
        if twin is not None and figure.value and consistent(figure, twin):
            return True
    return False


def _element(roll: Roll, caption: str) -> tuple[str, int]:
    """The element whose words, and those of no other, a caption says, and how sure it is; ("", 0) if none."""
    moved, rest = (
        [name for name, words in elements.items() if _says(caption, words)]
        for elements in (roll.moves, roll.otherwise)
    )
    found = moved or rest
    if len(found) != 1:
        return "", 0
    return found[0], _MOVED if not (moved and rest) and found[0] not in roll.unsure else _UNSURE


def _says(text: str, words: Iterable[str]) -> bool:
    said = plain(text)
    return any(re.search(rf"\b{re.escape(word)}\b", said) for word in words)
