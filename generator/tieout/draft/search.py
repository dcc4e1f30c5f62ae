"""Searches for the sums of a statement: which lines a total has as parts, and with which signs.

Only lines next to a total are tried as its parts, up to some distance; parts of other totals are passed over.
Each step takes the first total that it finds, and returns whether it found one.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import combinations, product

from tieout.draft.believed import Believed, Total, may_fail
from tieout.draft.footing import Signed, Sums, judge

# How far is looked for sums with signs, and for sums that leave lines out.
_SIGNED, _WINDOW, _SKIPPED = 7, 8, 2
# So many digits have to agree where a total has but one line.
_EQUAL = 1.5
# More lines than that are taken off or added as their words say, but for a few of them.
_TONED, _FLIPS = 14, 2
# No statement has sums of more lines; a list without totals is to take no longer for each line of it.
_LONGEST = 80
# So many lines under one caption, and so many captions that have several, are tried together.
_NEAR = 24

Step = Callable[[Believed], bool]


def one_line_above(all_: Believed) -> bool:
    """Takes a total of the one line between it and its heading.
    It proves little of the line, but that it is a part.
    """
    for index in all_.open():
        line = index - 1
        whole, part = all_.line(index), all_.lines[line] if line > 0 else None
        begins = line - 1 in all_.headings or line - 1 in all_.found
        if part is None or part.zero or not whole.hint or not begins or line in all_.found:
            continue
        verdict = judge(whole, [(part, 1)])
        if (
            verdict.evidence >= _EQUAL
            and verdict.holds != all_.failing
            and may_fail(verdict, whole, [(part, 1)])
        ):
            return all_.take(all_.total(index, ((line, 1),), verdict))
    return False


def _somewhere(
    all_: Believed, step: str, reach: int, tries: Callable[[int, list[int]], bool], *, below: bool = False
) -> bool:
    """Takes the first line that is a total of up to `reach` lines above it; whether there is one.

    With `below` it is the last line that is a total of lines below it.

    After each total that is found, a step begins at the first line again. What failed there before is not
    tried again while nothing near it has changed, so that the time grows in step with the length of a list.
    """
    for index in reversed([*all_.open()]) if below else all_.open():
        near = all_.below(index) if below else all_.above(index)
        if not all_.in_vain(step, index, near[:reach]) and tries(index, near):
            return True
    return False


def plain_above(all_: Believed) -> bool:
    """Takes a line that is the sum of all lines above it, up to some line."""
    return _somewhere(all_, "plain", _LONGEST, lambda index, near: _plain(all_, index, near, below=False))


def plain_below(all_: Believed) -> bool:
    """Takes a line that is the sum of all lines below it, up to some line."""
    return _somewhere(
        all_, "below", _LONGEST, lambda index, near: _plain(all_, index, near, below=True), below=True
    )


def _plain(all_: Believed, index: int, near: list[int], *, below: bool) -> bool:
    found = _windows(all_, index, near, below=below)
    if not found:
        return False
    # Lines that cancel each other out, or that print a dash, may be added: as far as the heading above.
    whole = [total for total in found if _begins(all_, total)]
    if not (whole or all_.failing) and all(total.near for total in found):
        # What is off by little without its first lines may be the sum of all, with a wrong figure.
        all_.failing = True
        whole = [total for total in _windows(all_, index, near, below=below) if _begins(all_, total)]
        all_.failing = False
    return all_.take(whole[-1] if whole else found[0])


def _windows(all_: Believed, index: int, near: list[int], *, below: bool) -> list[Total]:
    """Each sum of all lines next to a line, up to some line, that makes it; the shortest first."""
    found = []
    sums = Sums(all_.line(index))
    near = near[:_LONGEST]
    for count in range(1, len(near) + 1):
        sums.add(all_.line(near[count - 1]))
        # Most sums are far off, which takes no judging of all their parts again.
        if count < 2 or (sums.off and not all_.failing):
            continue
        window = near[:count]
        total = all_.tested(index, [(part, 1) for part in sorted(window)], len(near))
        if total is not None and not (below and _toned(all_, index, window)):
            found.append(total)
    return found


def _begins(all_: Believed, total: Total) -> bool:
    """Whether the first part of a sum stands directly below a heading."""
    return min(part for part, _ in total.parts) - 1 in all_.headings


def _toned(all_: Believed, index: int, parts: Sequence[int]) -> bool:
    """Whether a part is on the other side of the books than the line: then it is a difference, and no sum."""
    tone = all_.line(index).tone
    return bool(tone) and any(all_.line(part).tone == -tone for part in parts)


def skipping_below(all_: Believed) -> bool:
    """Takes a line that is the sum of the lines below it except one or two, which are parts of these."""
    return _somewhere(
        all_, "skip-below", _WINDOW, lambda index, near: _skipping(all_, index, near), below=True
    )


def skipping_above(all_: Believed) -> bool:
    """Takes a line that is the sum of the lines above it except one or two, which are parts of these."""
    return _somewhere(all_, "skipping", _WINDOW, lambda index, near: _skipping(all_, index, near))


def _skipping(all_: Believed, index: int, near: list[int], *, exactly: bool = False) -> bool:
    near = near[:_WINDOW]
    ways = [
        ([part for part in near[:count] if part not in left], left)
        for count in range(3, len(near) + 1)
        for often in range(1, _SKIPPED + 1)
        for left in combinations(near[1 : count - 1], often)
    ]
    for parts, left in ways:
        if len(parts) < 2 or any(all_.sums_already(index, part) for part in parts):
            continue
        total = all_.tested(index, [(part, 1) for part in sorted(parts)], len(ways))
        if total is not None and not (exactly and total.near) and not _toned(all_, index, parts):
            inner = _inner(all_, parts, sorted(left))
            if inner is None:
                return all_.take(total)
            all_.take(inner)
            outer = {*parts, inner.total} - {part for part, _ in inner.parts}
            return all_.take(replace(total, parts=tuple((part, 1) for part in sorted(outer))))
    return False


def _inner(all_: Believed, parts: Sequence[int], left: Sequence[int]) -> Total | None:
    """The total among parts and the lines that they leave out: these make a part, or parts make the one line.

    Few digits would be no evidence, if it were not for the sum: 8 and (12) above (4), of which it has one.
    """
    if len(left) > 1:
        tries = [(part, left) for part in (left[-1] + 1, left[0] - 1) if part in parts]
    else:
        above = [part for part in sorted(parts) if part < left[0]]
        tries = [(left[0], above[-count:]) for count in range(2, len(above) + 1)]
    for line, makes in tries:
        verdict = judge(all_.line(line), [(all_.line(part), 1) for part in makes], failing=False)
        several = sum(not all_.line(part).zero for part in makes) > 1
        if several and line not in all_.found and verdict.exact and not (verdict.off or verdict.near):
            return all_.total(line, [(part, 1) for part in makes], verdict)
    return None


def left_over_above(all_: Believed) -> bool:
    """Takes a line that the lines above it leave by subtraction,
    as revenues less costs leave gross profit.
    """
    return _somewhere(all_, "left-over", _SIGNED, lambda index, near: _left_over(all_, index, near))


def _left_over(all_: Believed, index: int, above: list[int]) -> bool:
    tried = 0
    failing: list[Total] = []
    for count in range(2, min(len(above), _SIGNED) + 1):
        window = above[:count][::-1]
        for signs in product((1, -1), repeat=count - 1):
            tried += 1
            parts = [(window[0], 1), *zip(window[1:], signs, strict=True)]
            taken = any(sign < 0 and all_.line(part).zero for part, sign in parts)
            if -1 not in signs or taken or any(all_.sums_already(index, part) for part, _ in parts):
                continue
            total = all_.tested(index, parts, tried)
            if total is not None and not total.off:
                # What lines make to the last digit, if one is a part of another, no signs make about.
                return (bool(total.near) and _skipping(all_, index, above, exactly=True)) or all_.take(total)
            failing += [total] if total is not None else []
    return _least_off(all_, failing)


def _least_off(all_: Believed, failing: Sequence[Total]) -> bool:
    """Takes the sum that fails in the fewest columns: where a part is zero, its wrong sign holds as well."""
    return bool(failing) and all_.take(min(failing, key=lambda total: (len(total.off), len(total.near))))


def by_tone_above(all_: Believed) -> bool:
    """Takes a line that many lines above it leave: income less expenses, each told by its words."""
    return _somewhere(all_, "by-tone", _TONED, lambda index, near: _by_tone(all_, index, near))


def _by_tone(all_: Believed, index: int, above: list[int]) -> bool:
    for count in range(_SIGNED + 1, min(len(above), _TONED) + 1):
        window = above[:count][::-1]
        signs = [1, *(_entering(all_, part) for part in window[1:])]
        flips = [left for often in range(_FLIPS + 1) for left in combinations(range(1, count), often)]
        ways = (_flipped(window, signs, left) for left in flips)
        if _takes_first(all_, index, ways, len(flips)):
            return True
    return False


def _entering(all_: Believed, part: int) -> int:
    """The sign with which a line enters income, by its words;
    what is taken off may be printed in brackets.
    """
    line = all_.line(part)
    taken_off = line.tone < 0 or (not line.tone and part not in all_.found)
    return -1 if taken_off and any(value and value > 0 for value in line.values) else 1


def _flipped(window: Sequence[int], signs: Sequence[int], left: Sequence[int]) -> list[Signed]:
    pairs = zip(window, signs, strict=True)
    return [(part, -sign if at in left else sign) for at, (part, sign) in enumerate(pairs)]


def less_one_above(all_: Believed) -> bool:
    """Takes a line that is the sum of the lines above it,
    less one of them that is printed without brackets.
    """
    return _somewhere(all_, "less-one", _TONED, lambda index, near: _less_one(all_, index, near))


def _less_one(all_: Believed, index: int, above: list[int]) -> bool:
    for count in range(2, min(len(above), _TONED) + 1):
        window = above[:count][::-1]
        positive = [at for at in range(1, count) if min(v or 0 for v in all_.line(window[at]).values) > 0]
        ways = (_flipped(window, [1] * count, (at,)) for at in positive)
        if _takes_first(all_, index, ways, count * count):
            return True
    return False


def _takes_first(all_: Believed, index: int, ways: Iterable[list[Signed]], tried: int) -> bool:
    failing: list[Total] = []
    for parts in ways:
        if any(all_.sums_already(index, part) for part, _ in parts):
            continue
        total = all_.tested(index, parts, tried)
        if total is not None and not total.off:
            return all_.take(total)
        failing += [total] if total is not None else []
    return _least_off(all_, failing)


def of_same_caption(all_: Believed) -> None:
    """Takes totals among lines with one caption:
    the third is the second less the first, or the sum of all.
    """
    alike: dict[str, list[int]] = {}
    for index, line in enumerate(all_.lines):
        if line is not None:
            alike.setdefault(line.caption.casefold(), []).append(index)
    for group in alike.values():
        for at, index in enumerate(group[2:], 2):
            near = group[max(at - _NEAR, 0) : at]
            _first(all_, index, [[(a, 1), (b, -1)] for a, b in combinations(near, 2)], len(near) ** 2)
    groups = sorted((group for group in alike.values() if 1 < len(group) <= _NEAR), key=max)
    ends = [max(group) for group in groups]
    for index in list(all_.open()):
        last = bisect_left(ends, index)
        above = groups[max(last - _NEAR, 0) : last]
        sums = [[(part, sign) for part in group] for group in above for sign in (1, -1)]
        _first(all_, index, sums, 2 * len(above))


def _first(all_: Believed, index: int, ways: Sequence[list[Signed]], tried: int) -> None:
    """Takes the first of some sums that the line `index` agrees with."""
    for parts in ways:
        if index not in all_.found and (total := all_.tested(index, parts, tried)) is not None:
            all_.found[index] = total
