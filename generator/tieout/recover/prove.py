"""Solves damaged cells from the relations that they take part in, and from what can still be read in them.

A figure is proven by an exact relation that leaves one value (by two of them where nothing is left of the
cell), or by rounded ones that leave one of those which the cell's remaining digits allow. Arithmetic alone is
not enough where something else is clearly printed, and a figure that can be read is never touched.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from tieout.core import Figure, Finding, Severity
from tieout.definitions import ReleaseDefinition
from tieout.facts import FactSet
from tieout.mapping import Damaged, Mapped, Printed
from tieout.recover.cells import (
    Piece,
    figure_of,
    fits,
    grid,
    like,
    on_grid,
    pieces_in,
    printed_as,
    resembles,
    value_of,
)
from tieout.recover.dashes import without_contradicted_dashes
from tieout.recover.model import Recovered, Recovery
from tieout.relations import Bound, Interval, Key, bind, figures_of, holds, interval, key_of, solve

# More ways to read several cells than this are not tried.
_MAX_WAYS = 50_000
# Cells that have run into each other stand in one row, or in rows that follow one another.
_NEAR = 2
# A cell with nothing in it needs as many exact relations that make the same figure.
_WITNESSES = 2


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a damaged cell turns out to be, by which relations, and the piece that prints it, if any.

    `exact` is whether a relation leaves no other figure, whatever the cell says.
    """

    figure: Figure
    relations: tuple[str, ...]
    piece: Piece | None
    exact: bool = False


def recover(mapped: Mapped, facts: FactSet, definition: ReleaseDefinition) -> Recovery:
    """Proves what can be proven of the damaged cells; the others are findings, or notices where blank."""
    figures = figures_of(facts)
    mapped, told = without_contradicted_dashes(mapped, figures, definition)
    if not mapped.damaged:
        return Recovery(mapped, (), told)
    done = _Prover(mapped, figures, definition).run()
    return replace(done, findings=(*told, *done.findings))


def _key(cell: Damaged) -> Key:
    return key_of(cell.concept.name, cell.members, cell.period)


class _Prover:
    def __init__(self, mapped: Mapped, figures: dict[Key, Figure], definition: ReleaseDefinition) -> None:
        self._mapped = mapped
        self._definition = definition
        self._known = dict(figures)
        self._open: dict[Key, list[Damaged]] = {}
        for cell in mapped.damaged:
            self._open.setdefault(_key(cell), []).append(cell)
        # A figure that the release prints less precisely elsewhere has to round to that.
        self._rounded_elsewhere = {key: self._known[key].value for key in self._open if key in self._known}
        self._pieces = {cell.id: tuple(pieces_in(cell)) for cell in mapped.damaged}
        self._bounds: dict[Key, list[Bound]] = {key: [] for key in self._open}
        for bound in bind(definition.company, dict.fromkeys((*self._known, *self._open))):
            for key in self._bounds.keys() & bound.keys:
                self._bounds[key].append(bound)
        self._printed: list[Printed] = []
        self._recovered: list[Recovered] = []
        self._why: dict[Key, str] = {}
        # Blank cells that an exact relation shows to hold nothing, and the numbers that are accounted for.
        self._nothing: set[Key] = set()
        self._claimed: set[tuple[object, int]] = set()

    def run(self) -> Recovery:
        for key in list(self._open):
            self._repeats(key, None)
        progress = True
        while progress and self._open:
            progress = sum(self._single(key) for key in list(self._open)) > 0
            if not progress:
                progress = self._together()
        findings = [finding for cells in self._open.values() for finding in self._unproven(cells)]
        findings += [_told(entry) for entry in self._recovered if entry.outcome == "recovered"]
        left = tuple(cell for cells in self._open.values() for cell in cells)
        return Recovery(
            replace(self._mapped, printed=(*self._mapped.printed, *self._printed), damaged=left),
            tuple(self._recovered),
            tuple(findings),
        )

    # One cell ------------------------------------------------------------------------------------------

    def _repeats(self, key: Key, proven: _Answer | None) -> None:
        """Cells whose figure is known as precisely: as printed elsewhere, or `proven` for a cell before.

        What can be read of them has to fit it. A blank one repeats nothing.
        """
        known, cells = self._known.get(key), self._open[key]
        for cell in list(cells):
            if known is None or known.decimals < cell.decimals:
                continue
            value = known.value.quantize(Decimal(1).scaleb(-cell.decimals), ROUND_HALF_UP)
            figure = figure_of(value, cell)
            if cell.blank:
                cells.remove(cell)
            elif fits(cell, figure) or like(cell, figure):
                own = (piece for piece in self._free(cell) if piece.cell is cell)
                piece = next((piece for piece in own if value_of(piece, cell) == value), None)
                answer = _Answer(figure, proven.relations if proven is not None else (), piece)
                self._take(cell, answer, "repeat" if proven is None else "read")
                cells.remove(cell)
            else:
                says = "the release prints" if proven is None else "it is proven to be"
                self._why[key] = f"elsewhere {says} {printed_as(figure, cell)}, which it is not like"
        if not cells:
            del self._open[key]

    def _single(self, key: Key) -> bool:
        """Solves a figure that is the only unknown of its relations."""
        if self._is_known(key) or key in self._nothing:
            return False
        self._forget(key)
        cell = min(self._open[key], key=lambda cell: -cell.decimals)
        limits = self._limits(key, cell)
        points = [limit for bound, limit in limits if bound is not None and bound.exact]
        if points:
            figure = figure_of(points[0].low, cell)
            if any(p != points[0] for p in points) or not on_grid(figure, cell):
                self._why[key] = "its relations do not agree on a figure"
            elif not all(
                interval(figure).meets(limit) for bound, limit in limits if not (bound and bound.exact)
            ):
                self._why[key] = f"the exact relations make {printed_as(figure, cell)}, which others rule out"
            elif cell.blank and figure.value == 0:
                self._why[key] = ""
                self._nothing.add(key)
                return True
            elif cell.blank or fits(cell, figure) or like(cell, figure) or self._elsewhere(cell, figure):
                names = tuple(b.relation for b, _ in limits if b is not None)
                piece = self._elsewhere(cell, figure)
                if cell.blank and piece is None and len(points) < _WITNESSES:
                    # Nothing is left of the figure, and a slip elsewhere in the sum would go into it.
                    self._infer(cell, (figure,), names)
                    return False
                return self._settle(key, _Answer(figure, names, piece, exact=True))
            else:
                self._why[key] = (
                    f"the arithmetic makes {printed_as(figure, cell)}, which the cell is not like"
                )
            return False
        relations = tuple(bound.relation for bound, _ in limits if bound is not None)
        if not relations:
            return False
        return self._rounded(key, cell, [limit for _, limit in limits], relations)

    def _rounded(self, key: Key, cell: Damaged, limits: list[Interval], relations: tuple[str, ...]) -> bool:
        left = tuple(grid(cell, limits))
        read = [(f, self._elsewhere(cell, f)) for f in left if not cell.blank and fits(cell, f)]
        read = read or [
            (f, piece)
            for f in left
            if (cell.blank or resembles(cell, f)) and (piece := self._elsewhere(cell, f)) is not None
        ]
        if len(read) == 1:
            return self._settle(key, _Answer(read[0][0], relations, read[0][1]))
        if len(left) == 1 and len(limits) > 1 and cell.blank and left[0].value != 0:
            return self._settle(key, _Answer(left[0], relations, None, exact=True))
        if cell.blank and (not left or any(figure.value == 0 for figure in left)):
            self._why[key] = ""
        elif read or cell.blank:
            self._infer(cell, tuple(figure for figure, _ in read) or left, relations)
        else:
            self._why[key] = "no figure that its relations allow is like it"
        return False

    def _infer(self, cell: Damaged, left: tuple[Figure, ...], relations: tuple[str, ...]) -> None:
        self._recovered.append(Recovered(cell, "inferred", None, relations, left))

    def _forget(self, key: Key) -> None:
        """What was inferred of a figure before more was known."""
        self._recovered = [e for e in self._recovered if e.outcome != "inferred" or _key(e.cell) != key]

    def _limits(self, key: Key, cell: Damaged) -> list[tuple[Bound | None, Interval]]:
        """What the relations with no other unknown, and a less precise printing, allow a figure to be.

        An exact relation is exact over figures of one precision only.
        """
        found: list[tuple[Bound | None, Interval]] = []
        for given in self._bounds[key]:
            bound = given.without(self._nothing - {key})
            if bound is not None and all(other == key or self._is_known(other) for other in bound.keys):
                level = all(
                    self._known[other].decimals == cell.decimals for other in bound.keys if other != key
                )
                bound = replace(bound, exact=bound.exact and level)
                limit = solve(bound, key, self._known)
                if limit is not None:
                    found.append((bound, limit))
        if key in self._known:
            found.append((None, interval(self._known[key])))
        return found

    def _is_known(self, key: Key) -> bool:
        """Whether a figure is known as precisely as it is printed anywhere, in a damaged cell too."""
        known = self._known.get(key)
        return known is not None and all(known.decimals >= cell.decimals for cell in self._open.get(key, ()))

    def _elsewhere(self, cell: Damaged, figure: Figure) -> Piece | None:
        """The number that prints a figure, in the cell or in a damaged one beside it, if none else has it."""
        for piece in self._free(cell):
            if value_of(piece, cell) == figure.value and piece.places == cell.places:
                return piece
        return None

    def _free(self, cell: Damaged) -> Iterator[Piece]:
        """The numbers in the cell and in damaged ones beside it that are no other cell's figure."""
        for other in (cell, *self._beside(cell)):
            for piece in self._pieces[other.id]:
                if (piece.cell.id, piece.offset) not in self._claimed:
                    yield piece

    def _beside(self, cell: Damaged) -> Iterator[Damaged]:
        for other in self._mapped.damaged:
            same = other.place.table == cell.place.table and other.statement == cell.statement
            rows = abs(other.place.line - cell.place.line)
            if other is not cell and same and (rows == 0 or (rows <= _NEAR and other.period == cell.period)):
                yield other

    # Several cells -------------------------------------------------------------------------------------

    def _together(self) -> bool:
        """Reads several damaged cells at once, where one way to read them makes their relations hold."""
        for group in self._groups():
            ways = self._ways(group)
            if len(ways) == 1:
                for key, answer in ways[0].items():
                    self._settle(key, answer)
                return True
            damaged = [key for key in group if any(not cell.blank for cell in self._open[key])]
            for key in damaged:
                self._why.setdefault(
                    key,
                    "several ways to read it with the cells around it make its relations hold"
                    if ways
                    else "no way to read it with the cells around it makes its relations hold",
                )
        return False

    def _groups(self) -> Iterator[list[Key]]:
        """Unknown figures that share relations, as far as one of them is damaged."""
        left = dict.fromkeys(k for k in self._open if not self._is_known(k) and k not in self._nothing)
        while left:
            group, queue = [], [next(iter(left))]
            del left[queue[0]]
            while queue:
                key = queue.pop()
                group.append(key)
                for bound in self._bounds[key]:
                    for other in bound.keys:
                        if other in left:
                            del left[other]
                            queue.append(other)
            if len(group) > 1 and any(not cell.blank for key in group for cell in self._open[key]):
                yield group

    def _ways(self, group: list[Key]) -> list[dict[Key, _Answer]]:
        choices: list[list[tuple[Key, _Answer | None]]] = []
        for key in group:
            cell = min(self._open[key], key=lambda cell: -cell.decimals)
            limits = [limit for _, limit in self._limits(key, cell)]
            options: list[tuple[Key, _Answer | None]] = [(key, None)] if cell.blank else []
            for figure, piece in self._readings(cell):
                if all(interval(figure).meets(limit) for limit in limits):
                    options.append((key, _Answer(figure, (), piece)))
            choices.append(options)
        count = 1
        for options in choices:
            count *= len(options)
        if not 0 < count <= _MAX_WAYS:
            return []
        bounds = list({(b.relation, b.keys): b for key in group for b in self._bounds[key]}.values())
        known = {*self._known, *group, *self._nothing}
        bounds = [bound for bound in bounds if known.issuperset(bound.keys)]
        found: dict[frozenset[tuple[Key, Figure]], dict[Key, _Answer]] = {}
        for way in product(*choices):
            answers = {key: answer for key, answer in way if answer is not None}
            pieces = [(a.piece.cell.id, a.piece.offset) for a in answers.values() if a.piece is not None]
            if len(pieces) > len(set(pieces)):
                continue
            proven = self._proven(bounds, answers, group)
            if proven:
                found[frozenset((key, answer.figure) for key, answer in proven.items())] = proven
        # What proves less than another way, and the same, is no way of its own.
        return [proven for way, proven in found.items() if not any(way < other for other in found)]

    def _proven(
        self, bounds: list[Bound], answers: dict[Key, _Answer], group: list[Key]
    ) -> dict[Key, _Answer]:
        """The answers that relations prove, with their names; none where one of them does not hold."""
        figures = {**self._known, **{key: answer.figure for key, answer in answers.items()}}
        absent = self._nothing.union(key for key in group if key not in answers)
        held = [bound for given in bounds if (bound := given.without(absent)) is not None]
        if not all(holds(bound, figures) for bound in held):
            return {}
        names = {
            key: tuple(dict.fromkeys(bound.relation for bound in held if key in bound.keys))
            for key in answers
        }
        return {key: replace(answers[key], relations=said) for key, said in names.items() if said}

    def _readings(self, cell: Damaged) -> Iterator[tuple[Figure, Piece | None]]:
        """The figures that a cell, or one beside it that ran into it, may have been printed as.

        What is printed beside the cell has to be like what can be read in it.
        """
        seen: set[Decimal] = set()
        for piece in self._free(cell):
            value = value_of(piece, cell)
            figure = figure_of(value, cell)
            own = cell.blank or piece.cell is cell or resembles(cell, figure)
            if own and piece.places == cell.places and value not in seen:
                seen.add(value)
                yield figure, piece

    # Outcomes ------------------------------------------------------------------------------------------

    def _settle(self, key: Key, answer: _Answer) -> bool:
        """Takes the answer for the most precise cell of the figure; the others repeat it."""
        self._forget(key)
        self._known[key] = answer.figure
        cell = min(self._open[key], key=lambda cell: -cell.decimals)
        self._take(cell, answer, "exact" if answer.exact else "read")
        self._open[key].remove(cell)
        self._repeats(key, answer)
        return True

    def _take(self, cell: Damaged, answer: _Answer, kind: str) -> None:
        company = self._definition.company
        rounded = self._rounded_elsewhere.get(_key(cell))
        if kind == "read" and rounded is not None:
            kind = "rounded"
        piece = answer.piece
        seen = cell.text or (piece.cell.text if piece is not None else "")
        proof = {
            language: text.replace("{printed}", seen)
            .replace("{value}", printed_as(answer.figure, cell))
            .replace("{relations}", company.proofs["and"][language].join(answer.relations))
            .replace("{rounded}", f"{rounded:,f}" if rounded is not None else "")
            for language, text in company.proofs[kind].items()
        }
        inside = piece is not None and piece.cell is cell
        if cell.text and not inside:
            self._printed.append(cell.printed(answer.figure, cell.text, cell.place, proof))
        if piece is not None:
            self._claimed.add((piece.cell.id, piece.offset))
            self._printed.append(cell.printed(answer.figure, piece.text, piece.place, proof))
        if not cell.text and piece is None:
            self._printed.append(cell.printed(answer.figure, "", cell.place, proof))
        self._recovered.append(Recovered(cell, "recovered", answer.figure, answer.relations))

    def _unproven(self, cells: list[Damaged]) -> Iterator[Finding]:
        for cell in cells:
            why = self._why.get(_key(cell), "")
            entry = next((e for e in self._recovered if e.candidates and _key(e.cell) == _key(cell)), None)
            if entry is not None:
                figures = " or ".join(printed_as(figure, cell) for figure in entry.candidates[:5])
                yield Finding(
                    "recover.inferred",
                    f"{_shown(cell)} may be {figures}: it rests on {' and '.join(entry.relations)} alone "
                    "and is left out",
                    "Mend the release, or state the reading and its reason in release.yaml under `readings`.",
                    (cell.place,),
                    Severity.NOTICE,
                )
            elif cell.blank:
                yield Finding(
                    "mapping.cell-empty",
                    "nothing is printed here: no fact",
                    "If a figure belongs here, mend the release.",
                    (cell.place,),
                    Severity.NOTICE,
                )
            else:
                yield Finding(
                    "mapping.cell-unreadable",
                    f'"{cell.text}" cannot be read: {cell.why}; {why or "no arithmetic proves what it is"}',
                    "Mend the release, or state the reading and its reason in release.yaml under `readings`.",
                    (cell.place,),
                )


def _told(entry: Recovered) -> Finding:
    assert entry.figure is not None
    by = f"proven by {' and '.join(entry.relations)}" if entry.relations else "as it is printed elsewhere"
    return Finding(
        "recover.recovered",
        f"{_shown(entry.cell)} is {printed_as(entry.figure, entry.cell)}: {by}",
        "Nothing to do, unless the release can be mended.",
        (entry.cell.place,),
        Severity.NOTICE,
    )


def _shown(cell: Damaged) -> str:
    return f'"{cell.text}"' if cell.text else "an empty cell"
