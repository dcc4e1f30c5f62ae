"""Finds the figures of damaged cells by their relations, and by what can still be read in the cells.

A figure is proven by an exact relation that allows one value (two such relations if nothing is legible in the
cell), or by rounded relations that allow only one of the figures that fit the legible digits. Arithmetic is
not enough where something else is clearly printed. A figure that can be read is never changed.
"""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from tieout.core import Figure, Finding
from tieout.definitions import ReleaseDefinition
from tieout.facts import FactSet
from tieout.mapping import Damaged, Mapped, Printed
from tieout.recover import told
from tieout.recover.cells import figure_of, fits, grid, like, on_grid, printed_as, resembles, value_of
from tieout.recover.dashes import without_contradicted_dashes
from tieout.recover.model import Recovered, Recovery
from tieout.recover.together import groups, ways
from tieout.recover.unknowns import Answer, Unknowns, key_of_cell
from tieout.relations import Interval, Key, figures_of, interval

# A cell with nothing in it needs as many exact relations that make the same figure.
_WITNESSES = 2


def recover(
    mapped: Mapped, facts: FactSet, definition: ReleaseDefinition, unsure: frozenset[Key] = frozenset()
) -> Recovery:
    """Proves what can be proven of the damaged cells; the others become findings, or notices if blank.

    Relations that all depend on one of the `unsure` figures prove nothing.
    """
    figures = figures_of(facts)
    mapped, dashes = without_contradicted_dashes(mapped, figures, definition)
    if not mapped.damaged:
        return Recovery(mapped, (), dashes)
    done = _Prover(mapped, figures, definition, unsure).run()
    return replace(done, findings=(*dashes, *done.findings))


class _Prover:
    def __init__(
        self,
        mapped: Mapped,
        figures: dict[Key, Figure],
        definition: ReleaseDefinition,
        unsure: frozenset[Key],
    ) -> None:
        self._mapped = mapped
        self._definition = definition
        self._unknowns = Unknowns(mapped.damaged, figures, definition.company, unsure)
        # A figure that the release prints less precisely elsewhere has to round to that.
        self._rounded_elsewhere = {key: figures[key].value for key in self._unknowns.open if key in figures}
        self._printed: list[Printed] = []
        self._recovered: list[Recovered] = []
        self._why: dict[Key, str] = {}

    def run(self) -> Recovery:
        for key in list(self._unknowns.open):
            self._repeats(key, None)
        progress = True
        while progress and self._unknowns.open:
            progress = sum(self._single(key) for key in list(self._unknowns.open)) > 0
            if not progress:
                progress = self._together()
        findings: list[Finding] = []
        for key, cells in self._unknowns.open.items():
            findings += told.unproven(cells, self._recovered, self._why.get(key, ""))
        findings += [told.recovered(entry) for entry in self._recovered if entry.outcome == "recovered"]
        left = tuple(cell for cells in self._unknowns.open.values() for cell in cells)
        return Recovery(
            replace(self._mapped, printed=(*self._mapped.printed, *self._printed), damaged=left),
            tuple(self._recovered),
            tuple(findings),
        )

    # One cell ------------------------------------------------------------------------------------------

    def _repeats(self, key: Key, proven: Answer | None) -> None:
        """Fills cells whose figure is printed elsewhere as precisely, or was `proven` for an earlier cell.

        Their legible part has to fit it. A blank cell repeats nothing.
        """
        known, cells = self._unknowns.known.get(key), self._unknowns.open[key]
        for cell in list(cells):
            if known is None or known.decimals < cell.decimals:
                continue
            value = known.value.quantize(Decimal(1).scaleb(-cell.decimals), ROUND_HALF_UP)
            figure = figure_of(value, cell)
            if cell.blank:
                cells.remove(cell)
            elif fits(cell, figure) or like(cell, figure):
                own = (piece for piece in self._unknowns.free(cell) if piece.cell is cell)
                piece = next((piece for piece in own if value_of(piece, cell) == value), None)
                answer = Answer(figure, proven.relations if proven is not None else (), piece)
                self._take(cell, answer, "repeat" if proven is None else "read")
                cells.remove(cell)
            else:
                says = "the release prints" if proven is None else "it is proven to be"
                self._why[key] = f"elsewhere {says} {printed_as(figure, cell)}, which it is not like"
        if not cells:
            del self._unknowns.open[key]

    def _single(self, key: Key) -> bool:
        """Solves a figure that is the only unknown of its relations; whether it was solved."""
        if self._unknowns.is_known(key) or key in self._unknowns.nothing:
            return False
        self._forget(key)
        cell = self._unknowns.finest(key)
        limits = self._unknowns.limits(key, cell)
        exact = [limit for bound, limit in limits if bound is not None and bound.exact]
        relations = tuple(bound.relation for bound, _ in limits if bound is not None)
        if exact:
            others = [limit for bound, limit in limits if not (bound is not None and bound.exact)]
            return self._exact(key, cell, exact, others, relations)
        if not relations:
            return False
        return self._rounded(key, cell, [limit for _, limit in limits], relations)

    def _exact(
        self,
        key: Key,
        cell: Damaged,
        exact: list[Interval],
        others: list[Interval],
        relations: tuple[str, ...],
    ) -> bool:
        """Takes the figure that exact relations allow, if they agree and the cell can have printed it."""
        figure = figure_of(exact[0].low, cell)
        if any(limit != exact[0] for limit in exact) or not on_grid(figure, cell):
            self._why[key] = "its relations do not agree on a figure"
            return False
        if not all(interval(figure).meets(limit) for limit in others):
            self._why[key] = f"the exact relations make {printed_as(figure, cell)}, which others rule out"
            return False
        if cell.blank and figure.value == 0:
            self._why[key] = ""
            self._unknowns.nothing.add(key)
            return True
        piece = self._unknowns.elsewhere(cell, figure)
        if cell.blank and piece is None and len(exact) < _WITNESSES:
            # Nothing is left of the figure, and a slip elsewhere in the sum would go into it.
            self._infer(cell, (figure,), relations)
            return False
        if not (cell.blank or fits(cell, figure) or like(cell, figure) or piece is not None):
            self._why[key] = f"the arithmetic makes {printed_as(figure, cell)}, which the cell is not like"
            return False
        return self._settle(key, Answer(figure, relations, piece, exact=True))

    def _rounded(self, key: Key, cell: Damaged, limits: list[Interval], relations: tuple[str, ...]) -> bool:
        """Takes the only figure within rounded relations that is legible in the cell or beside it."""
        left = tuple(grid(cell, limits))
        read = [(f, self._unknowns.elsewhere(cell, f)) for f in left if not cell.blank and fits(cell, f)]
        read = read or [
            (f, piece)
            for f in left
            if (cell.blank or resembles(cell, f)) and (piece := self._unknowns.elsewhere(cell, f)) is not None
        ]
        if len(read) == 1:
            return self._settle(key, Answer(read[0][0], relations, read[0][1]))
        if len(left) == 1 and len(limits) > 1 and cell.blank and left[0].value != 0:
            return self._settle(key, Answer(left[0], relations, None, exact=True))
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
        """Drops what was inferred for a figure when less was known."""
        self._recovered = [
            e for e in self._recovered if e.outcome != "inferred" or key_of_cell(e.cell) != key
        ]

    # Several cells -------------------------------------------------------------------------------------

    def _together(self) -> bool:
        """Reads several damaged cells at once, if only one way to read them makes their relations hold."""
        for group in groups(self._unknowns):
            found = ways(self._unknowns, group)
            if len(found) == 1:
                for key, answer in found[0].items():
                    self._settle(key, answer)
                return True
            damaged = [key for key in group if any(not cell.blank for cell in self._unknowns.open[key])]
            for key in damaged:
                self._why.setdefault(
                    key,
                    "several ways to read it with the cells around it make its relations hold"
                    if found
                    else "no way to read it with the cells around it makes its relations hold",
                )
        return False

    # Outcomes ------------------------------------------------------------------------------------------

    def _settle(self, key: Key, answer: Answer) -> bool:
        """Takes the answer for the figure's most precise cell; its other cells repeat it."""
        self._forget(key)
        self._unknowns.known[key] = answer.figure
        cell = self._unknowns.finest(key)
        self._take(cell, answer, "exact" if answer.exact else "read")
        self._unknowns.open[key].remove(cell)
        self._repeats(key, answer)
        return True

    def _take(self, cell: Damaged, answer: Answer, kind: str) -> None:
        company = self._definition.company
        rounded = self._rounded_elsewhere.get(key_of_cell(cell))
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
            self._unknowns.claimed.add((piece.cell.id, piece.offset))
            self._printed.append(cell.printed(answer.figure, piece.text, piece.place, proof))
        if not cell.text and piece is None:
            self._printed.append(cell.printed(answer.figure, "", cell.place, proof))
        self._recovered.append(Recovered(cell, "recovered", answer.figure, answer.relations))
