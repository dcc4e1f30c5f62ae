"""Finds totals by place and words: a line that claims to add up its section, whether or not the figures do.

Where figures are wrong in every column (a lost line, two columns exchanged, an empty cell), arithmetic finds
no total. The caption and the heading of its section still say what should add up. The sum is then kept as one
that fails, and its failure is reported.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tieout.draft.believed import Believed
from tieout.draft.footing import judge

# So many lines make a section; a heading is that of a total which says its words, so much alike.
_LINES, _ALIKE = 2, 0.5
# Lines that no heading holds together make a total but for so small a part of it.
_ABOUT = 4


@dataclass(frozen=True, slots=True)
class Sections:
    """What captions say of sums; lines are named by their indices.

    `adds` are the lines that claim to add up what stands above, `tops` the first lines of tables; `alike`
    gives how alike the words of a heading and of a total are.
    """

    adds: tuple[int, ...]
    tops: frozenset[int]
    alike: Callable[[int, int], float]

    def of(self, first: int, last: int) -> "Sections":
        """What is said of the lines from `first` to before `last`, counted from there."""
        return Sections(
            tuple(at - first for at in self.adds if first <= at < last),
            frozenset(at - first for at in self.tops if first <= at < last),
            lambda one, other: self.alike(one + first, other + first),
        )


def by_section(all_: Believed, sections: Sections) -> bool:
    """Takes a total that its section proposes; whether there is one."""
    for index in sections.adds:
        if index in all_.found or all_.lines[index] is None or all_.line(index).zero:
            continue
        section = _section(all_, index, sections)
        beside = _beside(all_, index)
        parts = [(part, 1) for part in sorted(section) if part not in beside]
        if len(section) >= _LINES and parts and not all_.is_circle(index, parts):
            verdict = judge(all_.line(index), [(all_.line(part), sign) for part, sign in parts])
            return all_.take(replace(all_.total(index, parts, verdict), said=True))
    return False


def _beside(all_: Believed, index: int) -> set[int]:
    """The parts of each total that adds up the line `index`: the liabilities beside equity in one line."""
    beside: set[int] = set()
    for other in all_.found.values():
        added = {part for part, _ in other.parts}
        beside |= added if index in added else set()
    return beside


def _section(all_: Believed, index: int, sections: Sections) -> list[int]:
    """The lines of a total's section down to it; empty where nothing says where the section begins.

    It begins at its heading. Without one it begins below another total or at the top of the table, but only
    if the lines from there come near the total.
    """
    parts: list[int] = []
    for part in all_.above(index):
        if part in all_.found and _makes_about(all_, index, parts):
            return parts
        parts.append(part)
        first = all_.first(part)
        heads = _heads(all_, first)
        if any(sections.alike(at, index) >= _ALIKE for at in heads):
            return parts
        if first - len(heads) in sections.tops:
            return parts if _makes_about(all_, index, parts) else []
        if heads:
            return []
    return []


def _makes_about(all_: Believed, index: int, parts: Sequence[int]) -> bool:
    """Whether lines come near a total in some column."""
    columns = zip(all_.line(index).values, *(all_.line(part).values for part in parts), strict=True)
    return len(parts) >= _LINES and any(
        whole and None not in terms and abs(whole - sum(term or 0 for term in terms)) * _ABOUT <= abs(whole)
        for whole, *terms in columns
    )


def _heads(all_: Believed, first: int) -> list[int]:
    """The headings directly above a line."""
    heads: list[int] = []
    while first - 1 - len(heads) in all_.headings:
        heads.append(first - 1 - len(heads))
    return heads
