"""Lines of one statement that share a concept: some repeat the same figures, others have different ones."""

from tieout.core import consistent
from tieout.definitions import Members
from tieout.draft.model import Drafted, Line


def key_of(line: Line) -> tuple[str, Members, str | None]:
    """What tells the facts of one line from those of another: concept, members, end of the period."""
    return line.concept.name if line.concept is not None else "", line.members, line.at


def sign_before(drafted: Drafted, index: int, signs: dict[int, int]) -> int:
    """The sign chosen for an earlier line with the same key and figures; 0 where there is none."""
    line = drafted.lines[index]
    for other, sign in signs.items():
        if key_of(drafted.lines[other]) != key_of(line):
            continue
        there = drafted.lines[other].entry.figures
        votes = sum(
            1 if (figure.value > 0) == (there[period].value > 0) else -1
            for period, figure in line.entry.figures.items()
            if period in there and figure.value and there[period].value
        )
        if votes:
            return sign if votes > 0 else -sign
    return 0


def shared_by_unlike(drafted: Drafted) -> set[tuple[str, Members, str | None]]:
    """The keys (see `key_of`) that two lines share although most of their figures differ.

    No relation may use such a key: it would mix two amounts.
    """
    first: dict[tuple[str, Members, str | None], Line] = {}
    shared = set()
    for line in drafted.lines:
        if line.concept is None or not line.entry.figures:
            continue
        other = first.setdefault(key_of(line), line)
        both = line.entry.figures.keys() & other.entry.figures.keys()
        unlike = sum(
            not consistent(line.entry.figures[period], other.entry.figures[period]) for period in both
        )
        # One figure of several that differs is a wrong one.
        if 2 * unlike > len(both):
            shared.add(key_of(line))
    return shared
