"""Groups a release's tables into statements, and finds how their lines are nested: headings and totals."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tieout.definitions import Drafting, Kind
from tieout.draft.axes import plain
from tieout.draft.likeness import Lexicon, Terms
from tieout.draft.sheet import Entry, Sheet
from tieout.draft.totals import Total
from tieout.layout import tidy

# How far up the captions above a table are read for what kind of statement it is.
_CAPTIONS = 4
# So many lines below each of several headings are parts, if they are most of what stands there.
_PARTS, _MOST = 2, 2
# Of more headings than so many no table prints the same.
_RUNS = 100
# A bare "Total" is that of the outermost heading before it, unless another total says its words.
_BARE = 0.6
_ALIKE = 0.5


@dataclass(slots=True)
class Group:
    """The tables of one statement, with their entries in one list; `sheet_of[i]` is the table of entry i.

    `named` is the caption that names its kind. `other_basis` tells that this caption is of figures outside
    the accounting standard, as `STATEMENTS OF OPERATIONS - PRO FORMA`: such a group has no kind.
    """

    kind: Kind | None
    sheets: list[Sheet]
    named: str = ""
    other_basis: bool = False
    entries: list[Entry] = field(default_factory=list)
    sheet_of: list[int] = field(default_factory=list)

    def gather(self) -> None:
        """Collects the entries of the tables into one list."""
        for number, sheet in enumerate(self.sheets):
            self.entries += sheet.entries
            self.sheet_of += [number] * len(sheet.entries)

    @property
    def headings(self) -> frozenset[int]:
        """The indices of the headings."""
        return frozenset(index for index, entry in enumerate(self.entries) if entry.heading)


def group(
    sheets: Sequence[Sheet], drafting: Drafting, breaks_down: Callable[[str], bool] = lambda _: False
) -> list[Group]:
    """Groups the tables of a release into statements, in their order.

    A table continues the statement before it if it is of the same kind, or has no caption of its own. It does
    not if its headers say that it breaks an amount down, which `breaks_down` tells of a text.
    """
    groups: list[Group] = []
    before: Sheet | None = None
    for sheet in sheets:
        titled = any(breaks_down(text) for text in sheet.table.stub)
        kind, named = _kind(sheet, drafting, breaks_down)
        other_basis = any(word in plain(named) for word in drafting.words.other_basis)
        kind, named = (None, "") if other_basis else (kind, named)
        alike = before is not None and (sheet.dated, sheet.by) == (before.dated, before.by)
        last = groups[-1] if groups else None
        if last is not None and _is_face(last.kind) and _is_by_parts(sheet):
            # What is printed above it is the title of the statement before.
            titled = True
            kind, named = (None, "") if _is_face(kind) else (kind, named)
        own = before is None or titled or sheet.table.captions != before.table.captions
        if last is not None and alike and ((kind is not None and kind is last.kind) or not own):
            last.sheets.append(sheet)
        else:
            groups.append(Group(kind, [sheet], named, other_basis))
        before = sheet
    for one in groups:
        one.gather()
    _single(groups)
    return groups


def _is_face(kind: Kind | None) -> bool:
    return kind is not None and kind.kind == "Statement"


def _is_by_parts(sheet: Sheet) -> bool:
    """Whether a table mostly prints the same parts below several headings: their sales, then their income."""
    runs: list[set[str]] = [set()]
    for entry in sheet.entries:
        if entry.heading:
            runs.append(set())
        elif entry.type == "monetary":
            runs[-1].add(plain(entry.caption))
    below = runs[1:]
    if len(below) > _RUNS:
        return False
    again = [
        run
        for at, run in enumerate(below)
        if any(_is_same(run, other) for other in (*below[:at], *below[at + 1 :]))
    ]
    return _MOST * sum(map(len, again)) > sum(map(len, runs))


def _is_same(run: set[str], other: set[str]) -> bool:
    shared = len(run & other)
    return shared >= _PARTS and _MOST * shared >= len(run)


def _single(groups: list[Group]) -> None:
    """Leaves each kind to one group: the most precise, then the longest. The others lose it as summaries."""
    best: dict[str, Group] = {}
    for one in groups:
        if one.kind is not None:
            rival = best.setdefault(one.kind.statement, one)
            if (one.sheets[0].scale, -len(one.entries)) < (rival.sheets[0].scale, -len(rival.entries)):
                best[one.kind.statement] = one
    for one in groups:
        if one.kind is not None and best[one.kind.statement] is not one and one.kind.kind == "Statement":
            one.kind, one.named = None, ""


def _kind(sheet: Sheet, drafting: Drafting, breaks_down: Callable[[str], bool]) -> tuple[Kind | None, str]:
    """The kind that the nearest caption names, and that caption; (None, "") where none does.

    Where a title of a breakdown stands nearer, the table is a separate one, and captions above are not its
    own.
    """
    if sheet.dated == "rows":
        return None, ""
    texts = (*sheet.table.stub, *sheet.table.captions[::-1])
    for caption in texts[: _CAPTIONS + len(sheet.table.stub)]:
        plain = f" {' '.join(tidy(caption).casefold().split())} "
        named = [
            (plain.find(word), kind)
            for kind in drafting.kinds
            if kind.by == sheet.by
            for word in kind.words
            if word in plain
        ]
        if named:
            return min(named, key=lambda pair: pair[0])[1], caption
        if breaks_down(caption):
            break
    return None, ""


@dataclass(frozen=True, slots=True)
class Span:
    """The entries first to last (both included) under one heading or total; either of the two may be None."""

    first: int
    last: int
    heading: int | None
    total: int | None


@dataclass(frozen=True, slots=True)
class Outline:
    """How the lines of a statement are nested. `spans` has the inner spans first.

    `part_of` gives each line the total that it enters, with its sign.
    """

    spans: tuple[Span, ...]
    totals: dict[int, Total]
    part_of: dict[int, tuple[int, int]]

    def around(self, index: int) -> Iterator[Span]:
        """The spans that contain an entry, the innermost first;
        not one that it is the heading or the total of.
        """
        return (
            span
            for span in self.spans
            if span.first <= index <= span.last and index not in {span.heading, span.total}
        )

    def heading_of(self, total: int) -> int | None:
        """The heading whose lines a total sums; None where it has none."""
        return next(
            (span.heading for span in self.spans if span.total == total and span.heading is not None), None
        )


def outline(one: Group, totals: Sequence[Total], lexicon: Lexicon) -> Outline:
    """How the lines of a statement are nested, by its totals and headings."""
    by_total = {total.total: total for total in totals}
    reach = {index: _reach(index, by_total) for index in by_total}
    part_of: dict[int, tuple[int, int]] = {}
    for total in sorted(totals, key=lambda t: reach[t.total][1] - reach[t.total][0]):
        for part, sign in total.parts:
            part_of.setdefault(part, (total.total, sign))
    paired = _paired(one, by_total, reach, lexicon)
    spans = [
        Span(min(first, paired.get(index, first)), last, paired.get(index), index)
        for index, (first, last) in reach.items()
    ]
    closed = sorted(spans, key=lambda span: span.last - span.first)
    free = [index for index in sorted(one.headings) if index not in paired.values()]
    spans += [Span(index, _end(index, one, closed), index, None) for index in free]
    spans.sort(key=lambda span: (span.last - span.first, span.first))
    return Outline(tuple(spans), by_total, part_of)


def _reach(index: int, totals: dict[int, Total]) -> tuple[int, int]:
    """The first and the last entry that a total covers, itself and parts of parts included."""
    members = [index]
    queue = [index]
    seen: set[int] = set()
    while queue:
        at = queue.pop()
        if at in seen or at not in totals:
            continue
        seen.add(at)
        parts = [part for part, _ in totals[at].parts]
        members += parts
        queue += parts
    return min(members), max(members)


def _paired(
    one: Group, totals: dict[int, Total], reach: dict[int, tuple[int, int]], lexicon: Lexicon
) -> dict[int, int]:
    """The heading of each total that has one: it stands directly above the total's first line.

    Of several headings above one line, the lowest is of the innermost total, if their words agree. Of totals
    without a caption where each adds lines to the one before, the heading is of the last.
    """
    paired: dict[int, int] = {}
    for first in {start for start, _ in reach.values()}:
        run: list[int] = []
        while first - len(run) - 1 in one.headings:
            run.append(first - len(run) - 1)
        closing = sorted(at for at, (start, last) in reach.items() if start == first and last == at)
        at = 0
        for position, heading in enumerate(run):
            rest = closing[at:]
            if not rest:
                break
            said = lexicon.terms(one.entries[heading].caption)
            alike = [_says(lexicon, said, one.entries[index].caption) for index in rest]
            best = max(range(len(rest)), key=lambda n: alike[n])
            if alike[best] < _ALIKE:
                if position or len(run) > 1:
                    continue
                best = 0
                if len(rest) > 1 or not _next_to(one, heading, rest[0]):
                    continue
            while best + 1 < len(rest) and _adds_on(one, totals, rest[best : best + 2]):
                best += 1
            paired[rest[best]] = heading
            at += best + 1
    return paired


def _adds_on(one: Group, totals: dict[int, Total], pair: Sequence[int]) -> bool:
    """Whether the second of two totals adds lines to the first, and neither has a caption."""
    first, second = pair
    bare = not (one.entries[first].caption or one.entries[second].caption)
    parts = totals[second].parts
    return bare and (first, 1) in parts and all(sign > 0 for _, sign in parts)


def _next_to(one: Group, heading: int, total: int) -> bool:
    """Whether no other heading stands between this heading and its total."""
    return not any(heading < other < total for other in one.headings)


def _says(lexicon: Lexicon, said: Terms, caption: str) -> float:
    terms = lexicon.terms(caption)
    if not any(lexicon.weight(word) > 0.2 for word in terms.words):
        return _BARE
    return lexicon.likeness(said, terms, frozenset())


def _end(index: int, one: Group, closed: Sequence[Span]) -> int:
    """The last line of a heading that has no total.

    Its lines end before the next heading, a total that began above it, a line of another unit, or another
    table; a heading directly above other headings reaches over these.
    """
    beside = {span.heading for span in closed}
    after = index + 1
    while after in one.headings:
        after += 1
    above = after > index + 1
    said, met = one.entries[index].said, False
    for other in range(after, len(one.entries)):
        wider = any(span.total == other and span.first < index for span in closed)
        heading = other in one.headings
        next_one = heading and not (above and other in beside)
        counted = met and not heading and one.entries[other].type != said
        met = met or (bool(said) and one.entries[other].type == said)
        if wider or next_one or counted or one.sheet_of[other] != one.sheet_of[index]:
            return other - 1
    return len(one.entries) - 1
