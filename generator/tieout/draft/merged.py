"""Joins sums of one total in two tables, of which one has further lines, into one sum of all parts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tieout.draft.model import Drafted, Part
from tieout.draft.repeated import key_of

Key = tuple[str, object, object]


def merged(drafted: Drafted, sums: Mapping[int, tuple[Part, ...]]) -> dict[int, tuple[Part, ...]]:
    """The sums by the line of their total; those of one total are joined if each table adds what it prints.

    A reconciliation of the year to date may have an item that the quarter's lacks. What a table does not
    print counts as zero there, so the sum of all items is right for both.
    """
    by_total: defaultdict[Key, list[int]] = defaultdict(list)
    for index in sums:
        by_total[key_of(drafted.lines[index])].append(index)
    done = dict(sums)
    for indices in by_total.values():
        parts = _parts_of_all(drafted, [sums[index] for index in indices])
        if len(indices) > 1 and all(
            _adds_what_it_prints(drafted, index, sums[index], parts) for index in indices
        ):
            first, *others = indices
            done[first] = tuple(parts.values())
            for index in others:
                del done[index]
    return done


def _parts_of_all(drafted: Drafted, sums: Sequence[tuple[Part, ...]]) -> dict[Key, Part]:
    """The parts of several sums by what their facts have in common; the first sum's version counts."""
    parts: dict[Key, Part] = {}
    for one in sums:
        for part in one:
            parts.setdefault(key_of(drafted.lines[part.line]), part)
    return parts


def _adds_what_it_prints(
    drafted: Drafted, total: int, own: Sequence[Part], parts: Mapping[Key, Part]
) -> bool:
    """Whether a table adds every part that it prints to its total, with the same weight."""
    weights = {key_of(drafted.lines[part.line]): part.weight for part in own}
    printed = set(_printed(drafted, drafted.group.sheet_of[total]))
    return all(
        weights[key] == part.weight if key in weights else key not in printed for key, part in parts.items()
    )


def _printed(drafted: Drafted, sheet: int) -> Iterator[Key]:
    """The key of each line with a concept in a table: concept, members, end of the period."""
    for line, number in zip(drafted.lines, drafted.group.sheet_of, strict=True):
        if number == sheet and line.concept is not None and not line.entry.heading:
            yield key_of(line)
