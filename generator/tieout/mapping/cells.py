"""Maps cells to values: each becomes a figure, a damaged cell, or a number left out with a reason."""

from collections.abc import Mapping
from dataclasses import replace

from tieout.core import Figure, Place, Reading, read_number, read_percent
from tieout.definitions import Line
from tieout.language import Unit
from tieout.layout import Cell, Row, is_second_scan, same
from tieout.mapping.add import add
from tieout.mapping.column_checks import IN_LINE
from tieout.mapping.model import NOT_GIVEN, Damaged, Dropped
from tieout.mapping.paired import Meaning, Outcome, Paired, Slot, merged, settled
from tieout.mapping.places import DecimalPlaces

_PERCENT = -2
# What is counted is there or not; by how many it changed is another concept, derived from it.
_COUNTS = ("integer", "shares")

# Why a cell in a column of rates has none.
_NO_RATE = {"dash": "no change is stated", "unreadable": "a change in points, and no rate"}


class CellMapper:
    """Maps the cells of one table. `meanings` are what its columns are for, by their number."""

    def __init__(self, paired: Paired, meanings: Mapping[int, Meaning], outcome: Outcome) -> None:
        self._paired = paired
        self._meanings = meanings
        self._outcome = outcome
        self._places = DecimalPlaces(paired, meanings)

    def map(self, row: Row, line: Line | None, cell: Cell, number: int, slot: Slot | None) -> None:
        """Maps one cell. `line` is the line of its row, or of its column in a table with dated rows."""
        place = self._paired.release.place(self._paired.table, row, cell, number)
        reading, why = self._reading(row, line, cell, number, place)
        if slot is not None and slot.concept.type == "percent":
            reading, slot = self._as_percent(row, cell, reading, slot)
        silent = line is not None and (line.heading or line.nil_when_blank)
        if reading.kind == "blank":
            if cell.reading.kind != "blank":
                self._outcome.dropped.append(Dropped(cell.text.strip(), place, why, stated=True))
            elif not silent and slot is not None and self._paired.wanted.table.dated == "columns":
                self._damage(slot, "", "nothing is printed here", place, self._places.of(number, row, slot))
        elif silent:
            self._on_heading(row, cell, number, place)
        elif slot is None:
            self._without_slot(cell, number, place)
        elif why_not := self._why_not(row, cell, slot):
            self._outcome.dropped.append(Dropped(cell.text.strip(), place, why_not))
        elif self._states_no_change(cell, reading, number):
            if reading.kind in _NO_RATE:
                self._outcome.dropped.append(Dropped(cell.text.strip(), place, _NO_RATE[reading.kind]))
        elif reading.kind == "words" and reading.why:
            self._outcome.dropped.append(Dropped(cell.text.strip(), place, reading.why))
        elif reading.value is None:
            none = self._paired.language.gives_none(cell.text)
            why = reading.why or (NOT_GIVEN if none else "it is no number")
            self._damage(slot, cell.text.strip(), why, place, self._places.of(number, row, slot))
        else:
            self._put(row, slot, cell, number, place, reading, why)

    def _why_not(self, row: Row, cell: Cell, slot: Slot) -> str:
        """Why a figure is not one of its line, by its unit; "" where it is."""
        if self._is_uncounted(row, cell):
            return "nothing says what it is counted in, and the others of its row are in something"
        other = _other_kind(cell, slot)
        return f"it is {other}, and {slot.concept.name} is in {slot.unit.measure}" if other else ""

    def _is_uncounted(self, row: Row, cell: Cell) -> bool:
        """Whether a number has no unit in a table in which each figure states its own.

        `8` below `Impact of exchange rates` beside `15%` may be a plain number or a percentage.
        """
        if cell.unit is not None or cell.reading.kind != "number":
            return False
        if self._paired.wanted.table.unit not in (None, IN_LINE):
            return False
        cells = zip(self._paired.table.columns, row.cells, strict=False)
        return any(
            column.kind == "figures" and other.unit is not None and other.reading.kind == "number"
            for column, other in cells
        )

    def _states_no_change(self, cell: Cell, reading: Reading, number: int) -> bool:
        """Whether a cell in a column of rates says,
        in words, in points or by a dash, that there is no rate: `nm`, `—%`, `-230 bps`.
        """
        meaning = self._meanings.get(number)
        if meaning is None or meaning.kind != "change" or self._paired.wanted.table.change != "growth":
            return False
        if reading.kind == "unreadable":
            return self._paired.language.in_points(cell.text)
        return reading.kind == "dash" or cell.reading.kind == "words"

    def _put(  # noqa: PLR0913, PLR0917 - what a printed figure is made of
        self, row: Row, slot: Slot, cell: Cell, number: int, place: Place, reading: Reading, stated: str
    ) -> None:
        assert reading.value is not None
        slot = self._counted(slot, cell, number)
        # Adding zero turns a negated dash, -0, into 0.
        figure = Figure.scaled(reading.value * slot.sign + 0, reading.places, slot.unit.scale)
        if reading.kind == "dash":
            figure = Figure(figure.value, self._places.of(number, row, slot) - slot.unit.scale)
        if self._wrong_currency(slot, cell, place):
            return
        if figure.value < 0 and slot.concept.type in _COUNTS and slot.concept.derived is None:
            self._outcome.say(
                "count-negative",
                f'"{cell.text.strip()}" makes a count of less than none',
                "Mend the sign. A line that prints counts with the opposite sign is `negated`.",
                place,
            )
        printed = add(
            self._paired,
            self._outcome,
            (slot.line, slot.concept, slot.period, slot.members),
            slot.unit.measure,
            figure,
            cell.text.strip(),
            place,
            stated,
        )
        if printed is not None:
            self._outcome.in_column.setdefault(number, []).append(printed)

    def _counted(self, slot: Slot, cell: Cell, number: int) -> Slot:
        """The slot with the unit that the layout found for this figure, where it is not the column's.

        That is so for shares, measures, multiples, amounts in cents, and money whose row names its scale:
        `Revenue ($B)` in a table without one.
        """
        if cell.unit is None:
            return slot
        same = cell.unit.measure == slot.unit.measure
        column = self._paired.table.header(number)
        due = column.unit if column is not None else None
        scaled = cell.unit.money and (due is None or cell.unit.scale != due.scale)
        plain = cell.unit.measure == self._paired.company.measure(slot.concept) == "pure"
        own = plain or slot.concept.unit == cell.unit.measure
        row = same and (cell.unit.measure == "shares" or cell.unit.in_hundredths or scaled)
        return replace(slot, unit=cell.unit) if row or own else slot

    def _wrong_currency(self, slot: Slot, cell: Cell, place: Place) -> bool:
        """Whether a cell has the sign of another currency than its figure's, or is in another by the words of
        its row, `EPS (US$)` among amounts in yen; then it is a finding.
        """
        said = self._paired.language.currency(cell.currency) if cell.currency else _named_currency(cell)
        if said is None or slot.unit.measure in ("pure", "shares") or slot.unit.measure.startswith(said):
            return False
        printed = f"{cell.currency} {cell.text.strip()}".strip()
        self._outcome.say(
            "currency-differs",
            f'"{printed}" is in {said}, its column in {slot.unit.measure}',
            "Mend the sign, or the currency in company.yaml.",
            place,
        )
        return True

    def _without_slot(self, cell: Cell, number: int, place: Place) -> None:
        meaning = self._meanings.get(number)
        if meaning is not None and meaning.kind in ("left-out", "change"):
            if cell.reading.kind in ("number", "unreadable"):
                why = meaning.why or "a change, and none of the line's concept"
                self._outcome.dropped.append(Dropped(cell.text.strip(), place, why))
            return
        if meaning is not None and meaning.kind == "unclear":
            return
        # Letters that stand for notes, and the `x` behind a multiple, are no figures under whatever head.
        if cell.reading.kind != "words":
            self._outcome.say(
                "cell-no-column", f'"{cell.text}" stands under no head', "Mend the table.", place
            )

    def nil(self, row: Row, line: Line) -> None:
        """Adds nil facts for a line that is printed without figures by custom, one for each period."""
        for number, meaning in self._meanings.items():
            if meaning.kind == "period" and meaning.period is not None:
                place = self._paired.release.place(self._paired.table, row, column=number)
                meant = (line, line.concept, meaning.period, merged(line.members, meaning.members))
                add(self._paired, self._outcome, meant, self._paired.company.currency, None, "", place)

    # What is no plain figure -------------------------------------------------------------------------

    def _damage(self, slot: Slot, text: str, why: str, place: Place, places: int) -> None:
        if slot.unit.measure != self._paired.company.measure(slot.concept):
            return
        self._outcome.damaged.append(
            Damaged(
                concept=slot.concept,
                members=slot.members,
                period=settled(slot.line, slot.concept, slot.period),
                measure=slot.unit.measure,
                scale=slot.unit.scale,
                places=places,
                sign=slot.sign,
                text=text,
                why=why,
                place=place,
                statement=self._paired.wanted.statement.name,
                line=slot.line.index,
            )
        )

    def _on_heading(self, row: Row, cell: Cell, number: int, place: Place) -> None:
        """Handles a figure in the row of a heading: a second scan of the row above, or else a finding."""
        rows = self._paired.table.rows
        above = next((other for other in reversed(rows) if other.line < row.line), None)
        twin = above.cells[number - 1] if above is not None and number <= len(above.cells) else None
        if twin is not None and is_second_scan(cell, twin):
            why = f"a heading has no figures: a second scan of {twin.text.strip()} in the line above"
            self._outcome.dropped.append(Dropped(cell.text.strip(), place, why))
            return
        self._outcome.say(
            "figure-on-heading",
            f'"{cell.text}" stands on a line that has no figures',
            "Mend the release, or state in release.yaml under `readings` what it is and why.",
            place,
        )

    def _reading(
        self, row: Row, line: Line | None, cell: Cell, number: int, place: Place
    ) -> tuple[Reading, str]:
        """The reading of a cell, or the one that release.yaml states for it, and the stated reason."""
        for index, stated in enumerate(self._paired.definition.readings):
            if (
                stated.table != self._paired.wanted.table.id
                or stated.column != number
                or not same(stated.row, row.caption)
                or stated.printed.strip() != cell.text.strip()
            ):
                continue
            self._outcome.used.add(index)
            # A dash is no figure: release.yaml may say that it stands for one shown elsewhere.
            if cell.reading.kind == "number" and not (line is not None and line.heading):
                self._outcome.say(
                    "reading-overrules",
                    f'"{cell.text}" can be read: a stated reading may not overrule it',
                    "Take the reading out of release.yaml.",
                    stated.place,
                    place,
                )
                break
            reading = read_number(stated.read)
            if reading.kind not in ("number", "dash", "blank"):
                self._outcome.say(
                    "reading-unreadable", f'"{stated.read}" is no figure', "Mend `read`.", stated.place
                )
            return reading, stated.why
        return cell.reading, ""

    def _as_percent(self, row: Row, cell: Cell, reading: Reading, slot: Slot) -> tuple[Reading, Slot]:
        """The reading and slot of a percentage marked in its cell, whatever its column is of; also of a dash
        beside it, or on a line of rates.
        """
        percent = read_percent(cell.text) if "%" in cell.text else None
        if percent is None and _is_per_cent(cell) and reading.kind == "number":
            # The rows above it print the sign for all of its table.
            percent = reading
        beside = slot.concept.type == "percent" or any(read_percent(other.text) for other in row.cells)
        if percent is None and not (reading.kind == "dash" and beside):
            return reading, slot
        unit = Unit(self._paired.company.measure(slot.concept), _PERCENT)
        return percent or reading, replace(slot, unit=unit)


def _other_kind(cell: Cell, slot: Slot) -> str:
    """What a figure is by its column where its line is something else; "" where they agree.

    That is so for a column of yields, or of amounts per share, on a line of money.
    """
    if _is_per_cent(cell) and cell.reading.kind == "number" and slot.unit.measure != "pure":
        return "in per cent"
    per_share = cell.unit is not None and cell.unit.measure.endswith("/shares")
    return "an amount per share" if per_share and "/" not in slot.unit.measure else ""


def _named_currency(cell: Cell) -> str | None:
    """The currency that words name for a figure, or for an amount per share; None where none is named."""
    if cell.unit is None or not cell.unit.named:
        return None
    currency, _, per = cell.unit.measure.partition("/")
    return currency if replace(cell.unit, measure=currency).money and per in ("", "shares") else None


def _is_per_cent(cell: Cell) -> bool:
    """Whether the layout has found a figure to be in per cent."""
    return cell.unit is not None and cell.unit.measure == "pure" and cell.unit.scale == _PERCENT
