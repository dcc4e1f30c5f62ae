"""Makes totals of the workbook formulas, if the printed figures make them; else gives the reason."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from xlsxwriter.utility import quote_sheetname

from tieout.definitions import first_of
from tieout.mapping import Printed
from tieout.render.grid_figures import Shown
from tieout.render.workbook_sheets import Cell
from tieout.tie import Accepted, Check, Tied

# A double keeps so many decimal digits, whatever they are.
_DIGITS = 15
_NO_PARTS = "the release prints no parts of it"


class Totals:
    """The figures that are sums of others, with a formula for each, or the reason why it has none.

    `formulas` and `reasons` are keyed by the place of a cell.
    """

    def __init__(self, cells: list[Cell], tied: Tied) -> None:
        self.formulas: dict[tuple[str, int, int], str] = {}
        self.reasons: dict[tuple[str, int, int], str] = {}
        self._filled = {cell.at for cell in cells}
        self._parts: dict[tuple[str, int, int], list[tuple[str, int, int]]] = {}
        self._of: dict[str, list[Cell]] = {}
        for cell in cells:
            for fact_id, _ in cell.entries:
                self._of.setdefault(fact_id, []).append(cell)
        self._checks: dict[tuple[str, str], list[Check]] = {}
        for check in tied.checks:
            if check.per is None:
                key = check.relation.partition("/")[0], check.total.id
                self._checks.setdefault(key, []).append(check)
        for cell in cells:
            self._try(cell)

    def of(self, fact_id: str) -> list[Cell]:
        """The cells that show a fact or repeat it."""
        return self._of.get(fact_id, [])

    def _try(self, cell: Cell) -> None:
        """Gives a cell the formula of the first relation that makes its printed figure."""
        checks = [c for fact_id, _ in cell.entries for c in self._checks.get((cell.statement, fact_id), ())]
        reason = _NO_PARTS if cell.total else ""
        for check in checks:
            terms = self._terms(cell, check)
            reason = self._why_not(cell, terms)
            if terms is not None and not reason:
                self._parts[cell.at] = [part.at for _, part in terms]
                self.formulas[cell.at] = self._formula(cell, terms)
                return
        if reason:
            self.reasons[cell.at] = reason

    def _why_not(self, total: Cell, terms: list[tuple[int, Cell]] | None) -> str:
        """Why a total cannot be a formula; "" where it can."""
        if terms is None:
            return "not all of its parts are printed in its scale"
        if not all(fits(part.shown.value) for _, part in (*terms, (1, total))):
            return "it or a part has more digits than a spreadsheet keeps"
        made = sum((weight * part.shown.value for weight, part in terms), Decimal(0))
        if made != total.shown.value:
            return f"its parts as printed make {_as_printed(made, total.shown)}"
        circle = any(self._reaches(part.at, total.at) for _, part in terms)
        return "another total is made of it" if circle else ""

    def _terms(self, total: Cell, check: Check) -> list[tuple[int, Cell]] | None:
        """The nearest cells that print a total's parts, with their weights; None where one is not printed."""
        terms = []
        for weight, fact in check.parts:
            alike = [c for c in self.of(fact.id) if c.shown.scale == total.shown.scale and c.at != total.at]
            if not alike:
                return None
            part = min(
                alike,
                key=lambda c: (c.sheet != total.sheet, c.table != total.table, c.column != total.column),
            )
            # An expense that is printed in brackets is a positive fact: the sum is over what is printed.
            terms.append((weight * total.shown.sign * part.shown.sign, part))
        return terms

    def _reaches(self, start: tuple[str, int, int], goal: tuple[str, int, int]) -> bool:
        """Whether a cell depends on another one through formulas, which must not form a circle."""
        return start == goal or any(self._reaches(part, goal) for part in self._parts.get(start, ()))

    def _formula(self, total: Cell, terms: list[tuple[int, Cell]]) -> str:
        text = ""
        for weight in (1, -1):
            parts = [part for own, part in terms if own == weight]
            parts.sort(key=lambda c: (c.sheet != total.sheet, c.sheet, c.column, c.row))
            for first, last in self._runs(parts):
                sheet = "" if first.sheet == total.sheet else f"{quote_sheetname(first.sheet)}!"
                run = f"{sheet}{first.name}" if first == last else f"SUM({sheet}{first.name}:{last.name})"
                plus = "+" if text else ""
                text += f"{'-' if weight < 0 else plus}{run}"
        places = total.shown.places + (2 if total.shown.percent else 0)
        # In doubles 3373.0 - 2882.6 is not 490.4: what has decimal places is rounded to them, which is exact.
        return f"=ROUND({text},{places})" if places else f"={text}"

    def _runs(self, parts: list[Cell]) -> Iterator[tuple[Cell, Cell]]:
        """Runs of neighbouring cells, with only empty cells between them, as first and last."""
        run: list[Cell] = []
        for part in parts:
            if run and not self._extends(run, part):
                yield run[0], run[-1]
                run = []
            run.append(part)
        if run:
            yield run[0], run[-1]

    def _extends(self, run: list[Cell], part: Cell) -> bool:
        first, last = run[0], run[-1]
        if (part.sheet, part.table) != (last.sheet, last.table):
            return False
        if first.column == last.column == part.column:
            between = [(part.sheet, row, part.column) for row in range(last.row + 1, part.row)]
            return last.row < part.row and self._filled.isdisjoint(between)
        if first.row == last.row == part.row:
            between = [(part.sheet, part.row, column) for column in range(last.column + 1, part.column)]
            return last.column < part.column and self._filled.isdisjoint(between)
        return False


def contradicted(cells: Iterable[Cell], tied: Tied) -> dict[tuple[str, int, int], str]:
    """The reason why a contradiction is accepted, for each cell with such a figure, by its place."""
    found: dict[tuple[str, int, int], str] = {}
    for cell in cells:
        why = [
            " ".join(first_of(entry.why).split())
            for entry in tied.accepted
            if any(_concerns(entry, cell, fact_id, printed) for fact_id, printed in cell.entries)
        ]
        if why:
            found[cell.at] = " ".join(why)
    return found


def _concerns(entry: Accepted, cell: Cell, fact_id: str, printed: Printed) -> bool:
    """Whether a cell is the total that is off, or the printing that differs."""
    if entry.kind != "repeat":
        return fact_id == entry.total and cell.statement == entry.subject.partition("/")[0]
    return fact_id == entry.total and printed.place.line == entry.line


def fits(value: Decimal) -> bool:
    """Whether a double keeps every digit of a value."""
    return len(value.normalize().as_tuple().digits) <= _DIGITS


def _as_printed(value: Decimal, like: Shown) -> str:
    """A figure as text in the form of another one."""
    text = format(abs(value.scaleb(2) if like.percent else value), f",.{like.places}f")
    text += "%" if like.percent else ""
    return f"({text})" if value < 0 else text
