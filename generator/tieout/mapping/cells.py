"""Cells to values: each becomes a figure, a damaged one, or one that is left out with a reason."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tieout.core import Figure, Period, Place, Reading, read_number, read_percent
from tieout.definitions import Concept, Line, Members
from tieout.language import Unit
from tieout.layout import Cell, Row, is_second_scan, same
from tieout.mapping.column_checks import IN_LINE
from tieout.mapping.model import Damaged, Dropped, Printed
from tieout.mapping.paired import Meaning, Outcome, Paired, Slot, merged, settled

_PERCENT = -2
# What is counted is there or not; by how many it changed is another concept, derived from it.
_COUNTS = ("integer", "shares")
_DECIMALS = re.compile(r"\d\.(\d+)")


class CellMapper:
    """Maps the cells of one table. `meanings` are what its columns are for, by number."""

    def __init__(self, paired: Paired, meanings: Mapping[int, Meaning], outcome: Outcome) -> None:
        self._paired = paired
        self._meanings = meanings
        self._outcome = outcome
        self._decimal_places: dict[int, int] = {}

    def map(self, row: Row, line: Line | None, cell: Cell, number: int, slot: Slot | None) -> None:
        """One cell: `line` is that of its row, or of its column where the rows are dated."""
        place = self._paired.release.place(self._paired.table, row, cell, number)
        reading, why = self._reading(row, line, cell, number, place)
        if slot is not None and slot.concept.type == "percent":
            reading, slot = self._as_percent(row, cell, reading, slot)
        silent = line is not None and (line.heading or line.nil_when_blank)
        if reading.kind == "blank":
            if cell.reading.kind != "blank":
                self._outcome.dropped.append(Dropped(cell.text.strip(), place, why, stated=True))
            elif not silent and slot is not None and self._paired.wanted.table.dated == "columns":
                self._damage(slot, "", "nothing is printed here", place, self._places(number, row, slot))
        elif silent:
            self._on_heading(row, cell, number, place)
        elif slot is None:
            self._without_slot(cell, number, place)
        elif why_not := self._why_not(row, cell, slot):
            self._outcome.dropped.append(Dropped(cell.text.strip(), place, why_not))
        elif self._states_no_change(cell, reading, number):
            if reading.kind == "dash":
                self._outcome.dropped.append(Dropped(cell.text.strip(), place, "no change is stated"))
        elif reading.kind == "words" and reading.why:
            self._outcome.dropped.append(Dropped(cell.text.strip(), place, reading.why))
        elif reading.value is None:
            why = reading.why or "it is no number"
            self._damage(slot, cell.text.strip(), why, place, self._places(number, row, slot))
        else:
            self._put(row, slot, cell, number, place, reading, why)

    def _why_not(self, row: Row, cell: Cell, slot: Slot) -> str:
        """Why a figure is none of its line's, by what it is counted in; empty where it is one."""
        if self._is_uncounted(row, cell):
            return "nothing says what it is counted in, and the others of its row are in something"
        other = _other_kind(cell, slot)
        return f"it is {other}, and {slot.concept.name} is in {slot.unit.measure}" if other else ""

    def _is_uncounted(self, row: Row, cell: Cell) -> bool:
        """Whether nothing says what a number counts, where its table says it of each figure by itself.

        `8` below `Impact of exchange rates` beside `15%` is no plain number, and no percentage for sure.
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
        """Whether a cell of a column of rates says in words or by a dash that none is given: `nm`, `—%`."""
        meaning = self._meanings.get(number)
        if meaning is None or meaning.kind != "change" or self._paired.wanted.table.change != "growth":
            return False
        return reading.kind == "dash" or cell.reading.kind == "words"

    def _put(  # noqa: PLR0913, PLR0917 - what a printed figure is made of
        self, row: Row, slot: Slot, cell: Cell, number: int, place: Place, reading: Reading, stated: str
    ) -> None:
        assert reading.value is not None
        slot = self._counted(slot, cell, number)
        # Adding zero turns a negated dash, -0, into 0.
        figure = Figure.scaled(reading.value * slot.sign + 0, reading.places, slot.unit.scale)
        if reading.kind == "dash":
            figure = Figure(figure.value, self._places(number, row, slot) - slot.unit.scale)
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
        """A figure in the unit that the layout has found for its row, be it not its column's.

        So are shares and what has a unit of its own, amounts in cents, and money whose row names its scale:
        `Revenue ($B)` in a table that names none.
        """
        if cell.unit is None:
            return slot
        same = cell.unit.measure == slot.unit.measure
        column = self._paired.table.header(number)
        due = column.unit if column is not None else None
        scaled = cell.unit.money and (due is None or cell.unit.scale != due.scale)
        own = slot.concept.unit == cell.unit.measure
        row = same and (cell.unit.measure == "shares" or cell.unit.in_hundredths or scaled)
        return replace(slot, unit=cell.unit) if row or own else slot

    def _wrong_currency(self, slot: Slot, cell: Cell, place: Place) -> bool:
        """Whether a cell has the sign of another currency than its figure is in; that is a finding."""
        said = self._paired.language.currency(cell.currency) if cell.currency else None
        if said is None or slot.unit.measure in ("pure", "shares") or slot.unit.measure.startswith(said):
            return False
        self._outcome.say(
            "currency-differs",
            f'"{cell.currency} {cell.text.strip()}" is in {said}, its column in {slot.unit.measure}',
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
        column = self._paired.table.header(number)
        if column is None or not column.starts_here or cell.reading.kind != "words":
            self._outcome.say(
                "cell-no-column", f'"{cell.text}" stands under no head', "Mend the table.", place
            )

    def nil(self, row: Row, line: Line) -> None:
        """A line that is printed without figures by custom: nil in each period."""
        for number, meaning in self._meanings.items():
            if meaning.kind == "period" and meaning.period is not None:
                place = self._paired.release.place(self._paired.table, row, column=number)
                meant = (line, line.concept, meaning.period, merged(line.members, meaning.members))
                add(self._paired, self._outcome, meant, self._paired.company.currency, None, "", place)

    # Decimal places ----------------------------------------------------------------------------------

    def _places(self, number: int, row: Row, slot: Slot) -> int:
        """The decimal places that the figures of a column are printed with, damaged ones as far as they go.

        A column that has no figure is printed as the others in its unit are, an amount per share as those
        beside it.
        """
        if slot.concept.type == "per-share":
            dated = [n for n, m in self._meanings.items() if m.kind == "period" and n <= len(row.cells)]
            beside = [row.cells[n - 1].reading for n in dated]
            if shown := [reading.places for reading in beside if reading.kind == "number"]:
                return max(set(shown), key=shown.count)
        if number not in self._decimal_places:
            column = self._paired.table.header(number)
            unit = column.unit if column is not None else None
            alike = [n for n, other in enumerate(self._paired.table.columns, 1) if other.unit == unit]
            places = self._shown_places([number]) or self._shown_places(alike)
            self._decimal_places[number] = max(set(places), key=places.count) if places else 0
        return self._decimal_places[number]

    def _shown_places(self, columns: Sequence[int]) -> list[int]:
        rows = self._paired.table.rows
        cells = [row.cells[n - 1] for row in rows for n in columns if n <= len(row.cells)]
        places = [cell.reading.places for cell in cells if cell.reading.kind == "number"]
        return places or [len(part) for cell in cells for part in _DECIMALS.findall(cell.text)]

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
        """A figure on a heading is none of its own: a second scan of the row above, or a finding."""
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
        """What the cell says, or what release.yaml states it says, with the reason."""
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
        """A percentage that says so in its cell, whatever its column is of; a dash beside it is one too."""
        percent = read_percent(cell.text) if "%" in cell.text else None
        if percent is None and _is_per_cent(cell) and reading.kind == "number":
            # The rows above it print the sign for all of its table.
            percent = reading
        beside = reading.kind == "dash" and any(read_percent(other.text) for other in row.cells)
        if percent is None and not beside:
            return reading, slot
        unit = Unit(self._paired.company.measure(slot.concept), _PERCENT)
        return percent or reading, replace(slot, unit=unit)


def _other_kind(cell: Cell, slot: Slot) -> str:
    """What a figure is by its column, where its line is of something else; empty where they agree.

    So is what a column of yields has on a line of money, or a column of amounts per share.
    """
    if _is_per_cent(cell) and cell.reading.kind == "number" and slot.unit.measure != "pure":
        return "in per cent"
    per_share = cell.unit is not None and cell.unit.measure.endswith("/shares")
    return "an amount per share" if per_share and "/" not in slot.unit.measure else ""


def _is_per_cent(cell: Cell) -> bool:
    """Whether the layout has found a figure to be in per cent."""
    return cell.unit is not None and cell.unit.measure == "pure" and cell.unit.scale == _PERCENT


def add(  # noqa: PLR0913, PLR0917 - what a printed figure is made of
    paired: Paired,
    outcome: Outcome,
    meant: tuple[Line, Concept, Period, Members],
    measure: str,
    figure: Figure | None,
    text: str,
    place: Place,
    stated: str = "",
) -> Printed | None:
    """Adds a printed figure, whose unit has to be that of its concept; a finding where it is not."""
    line, concept, period, members = meant
    due = paired.company.measure(concept)
    if measure != due:
        outcome.say(
            "unit-wrong",
            f'"{place.row or concept.name}" is {_kind(due)} as it is understood, and "{text}" is '
            f"{_kind(measure)} by its column: nothing proves which, and it is left out",
            "Mend the unit line, the concept's type, or the currency in company.yaml.",
            place,
        )
        return None
    printed = Printed(
        concept=concept,
        members=members,
        period=settled(line, concept, period),
        measure=measure,
        figure=figure,
        text=text,
        place=place,
        statement=paired.wanted.statement.name,
        line=line.index,
        stated=stated,
    )
    outcome.printed.append(printed)
    return printed


def _kind(measure: str) -> str:
    """What a figure in a unit is, in words."""
    if measure.endswith("/shares"):
        return f"an amount per share in {measure.partition('/')[0]}"
    return {"pure": "a percentage or a plain number", "shares": "a number of shares"}.get(
        measure, f"in {measure}"
    )
