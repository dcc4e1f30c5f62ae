"""Solves damaged cells from the relations that they take part in, and from what can still be read in them.

A figure is proven by an exact relation that leaves one value (by two of them where nothing is left of the
cell), or by rounded ones that leave one of those which the cell's remaining digits allow. Arithmetic alone is
not enough where something else is clearly printed, and a figure that can be read is never touched.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import product

from rapidfuzz.distance import OSA

from tieout.core import Figure, Finding, Place, Severity, read_number
from tieout.definitions import ReleaseDefinition
from tieout.facts import FactSet
from tieout.mapping import Damaged, Mapped, Printed
from tieout.recover.dashes import without_contradicted_dashes
from tieout.recover.model import Recovered, Recovery
from tieout.relations import Bound, Interval, Key, bind, holds, interval, key_of, solve

_PIECE = re.compile(r"\(?\d[\d,]*(?:\.\d+)?\)?")
_THOUSANDS = re.compile(r"\d{1,3}(?: \d{3})+")
# A rounded relation that leaves more figures says nothing; nor do more ways to read several cells.
_MAX_FIGURES = 500
_MAX_WAYS = 50_000
# Cells that have run into each other stand in one row, or in rows that follow one another.
_NEAR = 2
# A cell with nothing in it needs as many exact relations that make the same figure.
_WITNESSES = 2


@dataclass(frozen=True, slots=True)
class _Piece:
    """A number that can be read within a damaged cell: its text, its place, its value as printed."""

    cell: Damaged
    offset: int
    text: str
    value: Decimal
    places: int

    @property
    def place(self) -> Place:
        return replace(self.cell.place, column=self.cell.place.column + self.offset)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a damaged cell turns out to be, by which relations, and the piece that prints it, if any.

    `exact` is whether a relation leaves no other figure, whatever the cell says.
    """

    figure: Figure
    relations: tuple[str, ...]
    piece: _Piece | None
    exact: bool = False


def recover(mapped: Mapped, facts: FactSet, definition: ReleaseDefinition) -> Recovery:
    """Proves what can be proven of the damaged cells; the others are findings, or notices where blank."""
    mapped, told = without_contradicted_dashes(mapped, facts, definition)
    if not mapped.damaged:
        return Recovery(mapped, (), told)
    done = _Prover(mapped, facts, definition).run()
    return replace(done, findings=(*told, *done.findings))


def _key(cell: Damaged) -> Key:
    return key_of(cell.concept.name, cell.members, cell.period)


class _Prover:
    def __init__(self, mapped: Mapped, facts: FactSet, definition: ReleaseDefinition) -> None:
        self._mapped = mapped
        self._definition = definition
        self._known: dict[Key, Figure] = {
            key_of(fact.concept.name, fact.context.members, fact.context.period): figure
            for fact in facts.facts
            if (figure := fact.figure) is not None
        }
        self._open: dict[Key, list[Damaged]] = {}
        for cell in mapped.damaged:
            self._open.setdefault(_key(cell), []).append(cell)
        # A figure that the release prints less precisely elsewhere has to round to that.
        self._rounded_elsewhere = {key: self._known[key].value for key in self._open if key in self._known}
        self._pieces = {id(cell): tuple(_pieces(cell)) for cell in mapped.damaged}
        self._bounds: dict[Key, list[Bound]] = {key: [] for key in self._open}
        for bound in bind(definition.company, dict.fromkeys((*self._known, *self._open))):
            for key in dict.fromkeys(bound.keys):
                if key in self._bounds:
                    self._bounds[key].append(bound)
        self._printed: list[Printed] = []
        self._recovered: list[Recovered] = []
        self._why: dict[Key, str] = {}
        # Blank cells that an exact relation shows to hold nothing, and the numbers that are accounted for.
        self._nothing: set[Key] = set()
        self._claimed: set[tuple[int, int]] = set()

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
            figure = _figure(value, cell)
            if cell.blank:
                cells.remove(cell)
            elif _fits(cell, figure) or _like(cell, figure):
                own = (piece for piece in self._free(cell) if piece.cell is cell)
                piece = next((piece for piece in own if _value(piece, cell) == value), None)
                answer = _Answer(figure, proven.relations if proven is not None else (), piece)
                self._take(cell, answer, "repeat" if proven is None else "read")
                cells.remove(cell)
            else:
                says = "the release prints" if proven is None else "it is proven to be"
                self._why[key] = f"elsewhere {says} {_text(figure, cell)}, which it is not like"
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
            figure = _figure(points[0].low, cell)
            if any(p != points[0] for p in points) or not _on_grid(figure, cell):
                self._why[key] = "its relations do not agree on a figure"
            elif not all(
                interval(figure).meets(limit) for bound, limit in limits if not (bound and bound.exact)
            ):
                self._why[key] = f"the exact relations make {_text(figure, cell)}, which others rule out"
            elif cell.blank and figure.value == 0:
                self._why[key] = ""
                self._nothing.add(key)
                return True
            elif cell.blank or _fits(cell, figure) or _like(cell, figure) or self._elsewhere(cell, figure):
                names = tuple(b.relation for b, _ in limits if b is not None)
                piece = self._elsewhere(cell, figure)
                if cell.blank and piece is None and len(points) < _WITNESSES:
                    # Nothing is left of the figure, and a slip elsewhere in the sum would go into it.
                    self._infer(key, cell, (figure,), names)
                    return False
                return self._settle(key, _Answer(figure, names, piece, exact=True))
            else:
                self._why[key] = f"the arithmetic makes {_text(figure, cell)}, which the cell is not like"
            return False
        relations = tuple(bound.relation for bound, _ in limits if bound is not None)
        if not relations:
            return False
        return self._rounded(key, cell, [limit for _, limit in limits], relations)

    def _rounded(self, key: Key, cell: Damaged, limits: list[Interval], relations: tuple[str, ...]) -> bool:
        left = tuple(_grid(cell, limits))
        read = [(f, self._elsewhere(cell, f)) for f in left if not cell.blank and _fits(cell, f)]
        read = read or [
            (f, piece)
            for f in left
            if (cell.blank or _resembles(cell, f)) and (piece := self._elsewhere(cell, f)) is not None
        ]
        if len(read) == 1:
            return self._settle(key, _Answer(read[0][0], relations, read[0][1]))
        if len(left) == 1 and len(limits) > 1 and cell.blank and left[0].value != 0:
            return self._settle(key, _Answer(left[0], relations, None, exact=True))
        if cell.blank and (not left or any(figure.value == 0 for figure in left)):
            self._why[key] = ""
        elif read or cell.blank:
            self._infer(key, cell, tuple(figure for figure, _ in read) or left, relations)
        else:
            self._why[key] = "no figure that its relations allow is like it"
        return False

    def _infer(self, key: Key, cell: Damaged, left: tuple[Figure, ...], relations: tuple[str, ...]) -> None:
        self._why[key] = "inferred"
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

    def _elsewhere(self, cell: Damaged, figure: Figure) -> _Piece | None:
        """The number that prints a figure, in the cell or in a damaged one beside it, if none else has it."""
        for piece in self._free(cell):
            if _value(piece, cell) == figure.value and piece.places == cell.places:
                return piece
        return None

    def _free(self, cell: Damaged) -> Iterator[_Piece]:
        """The numbers in the cell and in damaged ones beside it that are no other cell's figure."""
        for other in (cell, *self._beside(cell)):
            for piece in self._pieces[id(other)]:
                if (id(piece.cell), piece.offset) not in self._claimed:
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
        bounds = list({id(b): b for key in group for b in self._bounds[key]}.values())
        known = {*self._known, *group, *self._nothing}
        bounds = [bound for bound in bounds if known.issuperset(bound.keys)]
        found: dict[frozenset[tuple[Key, Figure]], dict[Key, _Answer]] = {}
        for way in product(*choices):
            answers = {key: answer for key, answer in way if answer is not None}
            pieces = [(id(a.piece.cell), a.piece.offset) for a in answers.values() if a.piece is not None]
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

    def _readings(self, cell: Damaged) -> Iterator[tuple[Figure, _Piece | None]]:
        """The figures that a cell, or one beside it that ran into it, may have been printed as.

        What is printed beside the cell has to be like what can be read in it.
        """
        seen: set[Decimal] = set()
        for piece in self._free(cell):
            value = _value(piece, cell)
            figure = _figure(value, cell)
            own = cell.blank or piece.cell is cell or _resembles(cell, figure)
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
        relations = " and ".join(answer.relations)
        rounded = self._rounded_elsewhere.get(_key(cell))
        if kind == "read" and rounded is not None:
            kind = "rounded"
        piece = answer.piece
        seen = cell.text or (piece.cell.text if piece is not None else "")
        proof = {
            language: text.replace("{printed}", seen)
            .replace("{value}", _text(answer.figure, cell))
            .replace("{relations}", relations)
            .replace("{rounded}", f"{rounded:,f}" if rounded is not None else "")
            for language, text in company.proofs[kind].items()
        }
        inside = piece is not None and piece.cell is cell
        if cell.text and not inside:
            self._printed.append(cell.printed(answer.figure, cell.text, cell.place, proof))
        if piece is not None:
            self._claimed.add((id(piece.cell), piece.offset))
            self._printed.append(cell.printed(answer.figure, piece.text, piece.place, proof))
        if not cell.text and piece is None:
            self._printed.append(cell.printed(answer.figure, "", cell.place, proof))
        self._recovered.append(Recovered(cell, "recovered", answer.figure, answer.relations))

    def _unproven(self, cells: list[Damaged]) -> Iterator[Finding]:
        for cell in cells:
            why = self._why.get(_key(cell), "")
            if why == "inferred":
                entry = next(e for e in self._recovered if _key(e.cell) == _key(cell) and e.candidates)
                figures = " or ".join(_text(figure, cell) for figure in entry.candidates[:5])
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
    by = (
        f"{' and '.join(entry.relations)} leave no other" if entry.relations else "as it is printed elsewhere"
    )
    return Finding(
        "recover.recovered",
        f"{_shown(entry.cell)} is {_text(entry.figure, entry.cell)}: {by}",
        "Nothing to do, unless the release can be mended.",
        (entry.cell.place,),
        Severity.NOTICE,
    )


def _shown(cell: Damaged) -> str:
    return f'"{cell.text}"' if cell.text else "an empty cell"


# What a cell says ------------------------------------------------------------------------------------------


def _pieces(cell: Damaged) -> Iterator[_Piece]:
    """The numbers in a cell, and what they make where a comma was read as a space."""
    for pattern in (_PIECE, _THOUSANDS):
        for match in pattern.finditer(cell.text):
            reading = read_number(match[0].replace(" ", ","))
            if reading.kind == "number" and reading.value is not None:
                yield _Piece(cell, match.start(), match[0], reading.value, reading.places)


def _value(piece: _Piece, cell: Damaged) -> Decimal:
    """A piece's value as that of a cell: in its scale and with its line's sign."""
    return (piece.value * cell.sign).scaleb(cell.scale)


def _figure(value: Decimal, cell: Damaged) -> Figure:
    if value == value.to_integral_value():
        value = value.quantize(Decimal(1))
    return Figure(value, cell.decimals)


def _on_grid(figure: Figure, cell: Damaged) -> bool:
    scaled = figure.value.scaleb(cell.decimals)
    return scaled == scaled.to_integral_value()


def _grid(cell: Damaged, limits: Iterable[Interval]) -> Iterator[Figure]:
    """The figures of the cell's precision that all limits allow."""
    limits = list(limits)
    half = Decimal(5).scaleb(-cell.decimals - 1)
    low = (max(limit.low for limit in limits) - half).scaleb(cell.decimals).to_integral_value(ROUND_CEILING)
    high = (min(limit.high for limit in limits) + half).scaleb(cell.decimals).to_integral_value(ROUND_FLOOR)
    if high - low <= _MAX_FIGURES:
        for step in range(int(low), int(high) + 1):
            yield _figure(Decimal(step).scaleb(-cell.decimals), cell)


def _text(figure: Figure, cell: Damaged) -> str:
    """The figure as the cell would print it, without brackets; a minus where it would have them."""
    printed = (figure.value * cell.sign).scaleb(-cell.scale)
    return format(printed, f",.{cell.places}f")


def _fits(cell: Damaged, figure: Figure) -> bool:
    """Whether what can be read in the cell is the figure, its beginning, or holds it among other numbers."""
    printed = _text(figure, cell)
    negative, digits = printed.startswith("-"), printed.lstrip("-")
    seen = cell.text.strip()
    bare = seen.lstrip("(-△▲ ").rstrip(") ")
    if bare and digits.startswith(bare) and negative == (seen[:1] in "(-△▲"):
        return True
    return any(piece.value == Decimal(printed.replace(",", "")) for piece in _pieces(cell))


def _like(cell: Damaged, figure: Figure) -> bool:
    """Whether the cell is a poor scan of the figure: digits are lost, and the others stand where they should.

    Where all digits are there, one that differs is not lost: it may be right, and another figure wrong.
    """
    digits, seen = _digits(_text(figure, cell)), _digits(cell.text)
    return seen == digits if len(seen) == len(digits) else _resembles(cell, figure)


def _resembles(cell: Damaged, figure: Figure) -> bool:
    """Whether most of the cell's digits stand where the figure's do: enough for one printed beside it."""
    digits, seen = _digits(_text(figure, cell)), _digits(cell.text)
    return bool(seen) and OSA.distance(digits, seen) <= max(1, len(digits) // 3)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
