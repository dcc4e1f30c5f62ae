"""Totals by where they stand: a line that says that it adds up the lines of its section, whatever they make.

Where figures are wrong in every column, a line lost, two columns exchanged, a figure empty, arithmetic finds
no total. What its caption and the heading of its section say is then held against the figures: it fails.
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
    """What captions say of sums, of lines by their indices.

    `adds` are those that add up what stands above, `tops` the first lines of tables; `alike` says how alike
    the words of a heading and of a total are.
    """

    adds: tuple[int, ...]
    tops: frozenset[int]
    alike: Callable[[int, int], float]


def by_section(all_: Believed, sections: Sections) -> bool:
    """A total that its section proposes; whether there was one."""
    for index in sections.adds:
        if index in all_.found or all_.lines[index] is None or all_.line(index).zero:
            continue
        section = _section(all_, index, sections)
        beside = _beside(all_, index)
        parts = [(part, 1) for part in sorted(section) if part not in beside]
        if len(section) >= _LINES and parts:
            verdict = judge(all_.line(index), [(all_.line(part), sign) for part, sign in parts])
            return all_.take(replace(all_.total(index, parts, verdict), said=True))
    return False


def _beside(all_: Believed, index: int) -> set[int]:
    """The lines beside which another total adds a line up: equity in one line below the liabilities."""
    beside: set[int] = set()
    for other in all_.found.values():
        added = {part for part, _ in other.parts}
        beside |= added if index in added else set()
    return beside


def _section(all_: Believed, index: int, sections: Sections) -> list[int]:
    """The lines from where a total's section begins down to it; none where nothing says where that is.

    It begins at its heading; where it has none, below another total or at the top of the table, if what
    stands there makes about so much.
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
    """Whether lines make a total in some column but for a part of it."""
    columns = zip(all_.line(index).values, *(all_.line(part).values for part in parts), strict=True)
    return len(parts) >= _LINES and any(
        whole and None not in terms and abs(whole - sum(term or 0 for term in terms)) * _ABOUT <= abs(whole)
        for whole, *terms in columns
    )


def _heads(all_: Believed, first: int) -> list[int]:
    """The headings right above a line."""
    heads: list[int] = []
    while first - 1 - len(heads) in all_.headings:
        heads.append(first - 1 - len(heads))
    return heads
