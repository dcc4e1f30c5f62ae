"""Maps a release onto its company's statements and sentences: every figure gets its meaning."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import OSA

from tieout.core import Figure, Finding, Period, Place, Reading, Severity, read_number, read_percent
from tieout.definitions import Concept, Line, Members, ReleaseDefinition
from tieout.mapping.captions import same, tidy
from tieout.mapping.model import Damaged, Dropped, Mapped, Missing, OtherUnit, Printed
from tieout.mapping.rows import pair_rows
from tieout.mapping.sentences import map_sentences
from tieout.mapping.tables import Wanted, pair_tables, wanted_tables
from tieout.mapping.units import believed, told
from tieout.release import Amounts, Cell, Head, Release, Row, Table, Unit, Words, words_of

IN_LINE = "in-line"
# A figure on a heading that differs from the one above it by so few characters is a second scan of it.
_ECHO = 2
_PERCENT = -2
_DECIMALS = re.compile(r"\d\.(\d+)")


def map_release(release: Release, definition: ReleaseDefinition) -> Mapped:
    """Maps every table that the statements define, and every sentence that is known.

    What does not fit is a finding with its cell; a cell that cannot be read is `damaged`, and may be proven.
    """
    company = definition.company
    pairs, missing = pair_tables(release, wanted_tables(company.statements))
    findings: list[Finding] = []
    words = words_of(company)
    mappers = [_TableMapper(release, definition, words, wanted, table) for wanted, table in pairs]
    used: set[int] = set()
    for mapper in mappers:
        mapper.run()
        findings += mapper.findings
        missing += mapper.missing
        used |= mapper.used
    # The parts of a table have their heads in common: what is wrong about one is told once.
    findings = list({(one.code, one.message, one.places): one for one in reversed(findings)}.values())[::-1]
    printed, said, unsaid = map_sentences(release, definition, words, {table.number for _, table in pairs})
    findings += said
    missing += unsaid
    every = (*(printed for mapper in mappers for printed in mapper.printed), *printed)
    other_units = tuple(column for mapper in mappers for column in mapper.other_units())
    borne = believed(other_units, every)
    findings += told(other_units, borne)
    findings += [
        Finding(
            "mapping.reading-unused",
            f'the stated reading of "{stated.printed}" ({stated.row}) matches no unreadable cell',
            "Take it out, or mend its table, row, column or printed text.",
            (stated.place,),
        )
        for index, stated in enumerate(definition.readings)
        if index not in used
    ]
    return Mapped(
        every,
        tuple(damaged for mapper in mappers for damaged in mapper.damaged),
        tuple(dropped for mapper in mappers for dropped in mapper.dropped),
        (*findings, *(one.finding for one in missing)),
        tuple(missing),
        coarser=tuple(dict.fromkeys(column.table for column in borne if column.coarser)),
    )


@dataclass(frozen=True, slots=True)
class _Slot:
    """What a cell is for: its concept, period and members, whose line it is on, and in what unit."""

    line: Line
    concept: Concept
    period: Period
    members: Members
    unit: Unit
    sign: int


class _TableMapper:
    """One table of a release under its definition; collects figures and findings."""

    def __init__(
        self, release: Release, definition: ReleaseDefinition, words: Words, wanted: Wanted, table: Table
    ) -> None:
        self._release = release
        self._definition = definition
        self._company = definition.company
        self._words = words
        self._wanted = wanted
        self._table = table
        self._columns: dict[int, tuple[Head, Period]] = {}
        self._changes: dict[int, Head] = {}
        self._other_units: dict[int, tuple[Finding, bool]] = {}
        self._in_column: dict[int, list[Printed]] = {}
        self._decimal_places: dict[int, int] = {}
        self._off_calendar: set[int] = set()
        self.printed: list[Printed] = []
        self.damaged: list[Damaged] = []
        self.dropped: list[Dropped] = []
        self.findings: list[Finding] = []
        self.missing: list[Missing] = []
        self.used: set[int] = set()

    def run(self) -> None:
        """Pairs the rows with lines, dates the columns and reads the cells; or the other way round."""
        if self._wanted.table.dated == "rows":
            self._run_rows()
            return
        pairs, findings, without = pair_rows(self._release, self._wanted, self._table, self._company)
        self.findings += findings
        self._date_columns()
        for line in without:
            self.missing.append(self._missing(line))
        for line, row, texts in pairs:
            for placeholder, concepts in line.inside.items():
                self._inside(row, line, concepts, texts.get(placeholder, ""))
            for number, cell in enumerate(row.cells, 1):
                self._cell(row, line, cell, number, self._slot(line, number))
            if line.nil_when_blank:
                for number, (_, period) in self._columns.items():
                    place = self._release.place(self._table, row, column=number)
                    self._add(line, line.concept, period, self._company.currency, None, "", place)

    def _missing(self, line: Line) -> Missing:
        """A line without a row, with the figures that it would have in the columns."""
        caption = line.captions[0] if line.captions else line.concept.label["en"]
        what = f'the line "{caption}" ({line.concept.name}) is not in the table'
        keys: list[tuple[str, Members, Period]] = []
        for number in () if line.heading else range(1, len(self._table.heads) + 1):
            if (slot := self._slot(line, number)) is not None:
                period = self._settled(line, slot.concept, slot.period)
                keys.append((slot.concept.name, slot.members, period))
        inside = (concept for concepts in line.inside.values() for concept in concepts)
        keys += [
            (concept.name, line.members, period) for concept in inside for _, period in self._columns.values()
        ]
        scales = [head.unit.scale for head, _ in self._columns.values() if head.unit is not None]
        return Missing(self._line_missing(line, what), line.optional, tuple(keys), -min(scales, default=0))

    def _line_missing(self, line: Line, what: str) -> Finding:
        mend = "Mend the release, or say `optional: true` at the line where a release may be without it."
        return Finding("mapping.line-missing", what, mend, (self._release.place(self._table), line.place))

    def other_units(self) -> Iterator[OtherUnit]:
        """The columns in another unit than the table is defined in."""
        for number, (finding, coarser) in self._other_units.items():
            yield OtherUnit(self._wanted.table.id, coarser, tuple(self._in_column.get(number, ())), finding)

    def _say(
        self, code: str, message: str, mend: str, *places: Place, severity: Severity = Severity.ERROR
    ) -> None:
        self.findings.append(Finding(f"mapping.{code}", message, mend, places, severity))

    # Columns -----------------------------------------------------------------------------------------

    def _date_columns(self) -> None:
        """Finds the dated columns. A column that holds figures but has no period or unit is a finding."""
        for number, head in enumerate(self._table.heads, 1):
            cells = [row.cells[number - 1] for row in self._table.rows if number <= len(row.cells)]
            if not head.own and all(cell.reading.kind == "blank" for cell in cells):
                continue
            place = self._head_place(head)
            if self._is_change(head):
                self._changes[number] = head
                self._check_unit(head, number, place, "%" if self._wanted.table.change == "growth" else None)
                continue
            if (lasting := self._words.lasting(head.text)) is not None and head.period is None:
                self._off_calendar.add(number)
                self._say(
                    "column-off-calendar",
                    f'the head of column {number}, "{head.text}", ends on {lasting.end.isoformat()}, '
                    "where no such period of the fiscal year does",
                    "Mend the head, or `fiscal-year` in company.yaml: `weeks` for one of 52 or 53 weeks.",
                    place,
                )
                continue
            if head.period is None:
                self._say(
                    "column-no-period",
                    f'the head of column {number}, "{head.text}", names no period',
                    "Mend the head, or add its form to the vocabulary.",
                    place,
                )
                continue
            if head.mended:
                self._say(
                    "heads-run-together",
                    f'"{head.mended}" is read as {head.period}: the other period has a column of its own',
                    "Mend the release if it is another period.",
                    place,
                    severity=Severity.NOTICE,
                )
            self._check_period(head.period, place)
            self._check_unit(head, number, place, self._wanted.table.unit)
            self._columns[number] = (head, head.period)
        self._check_columns()

    def _head_place(self, head: Head) -> Place:
        line = head.line or self._table.line
        return Place(self._release.file, line, head.column, self._table.caption, "", head.text)

    def _is_change(self, head: Head) -> bool:
        """Whether a column shows changes: its head says so, or its unit is that of changes only."""
        if self._wanted.table.change is None:
            return False
        percent = head.unit is not None and head.unit.measure == "pure"
        return self._words.change(head.text) or (percent and self._wanted.table.change == "growth")

    def _check_columns(self) -> None:
        seen = [period for _, period in self._columns.values()]
        place = self._release.place(self._table)
        for period in self._lacking(set(seen)):
            self._say(
                "column-missing",
                f"no column is of {period}, which this table is for",
                "Mend a column's head, or the fiscal year and quarter in release.yaml.",
                place,
            )
        for period in sorted({p for p in seen if seen.count(p) > 1}, key=str):
            self._say("column-twice", f"two columns are of {period}", "Mend a head.", place)
        self._check_changes()

    def _periods(self) -> tuple[Period, ...]:
        """The periods that the table can be of; the first is the one that is reported."""
        named = self._definition.periods
        table = self._wanted.table
        names: tuple[str, ...] = table.periods or (
            ("quarter", "quarter-before", "to-date", "to-date-before")
            if table.by == "durations"
            else ("end", "opening", "end-before")
        )
        return tuple(dict.fromkeys(period for name in names for period in named[name]))

    def _lacking(self, seen: Set[Period]) -> tuple[Period, ...]:
        """The periods that the table is for and that are not printed.

        Where its definition names none it is for what is reported: the quarter, or the year to date where
        that alone is printed, as statements of cash flows do.
        """
        if self._wanted.table.periods:
            return tuple(period for period in self._periods() if seen and period not in seen | self._past())
        reported = ("quarter", "to-date") if self._wanted.table.by == "durations" else ("end",)
        due = tuple(period for name in reported for period in self._definition.periods[name])
        return due[:1] if seen and not set(due) & set(seen) else ()

    def _past(self) -> set[Period]:
        """Of a table of forecasts, the periods that have ended: what they brought is no forecast any more."""
        forecast = set(self._company.forecast) <= set(self._wanted.table.members)
        end = self._definition.period.end
        return {period for period in self._periods() if forecast and period.end <= end}

    def _check_period(self, period: Period, place: Place) -> None:
        expected = self._periods()
        if period not in expected:
            self._say(
                "column-unexpected",
                f"the column is of {period}, which this table does not report",
                f"Expected are {', '.join(str(p) for p in expected)}: mend the head or release.yaml.",
                place,
            )

    def _check_unit(self, head: Head, number: int, place: Place, due: str | None) -> None:
        if due == IN_LINE or due is None:
            return
        if head.unit is None:
            self._say(
                "unit-missing",
                "the column has no unit line",
                f'Add the unit below the head or above the table, such as "{due}".',
                place,
            )
        elif head.unit != (defined := self._words.unit(due)):
            differs = Finding(
                "mapping.unit-differs",
                f'the unit line says "{head.unit_text}", the table is defined in "{due}"',
                f"Mend the unit line, or `unit` at {self._wanted.table.place}.",
                (place,),
            )
            money = defined is not None and defined.measure == self._company.currency
            if defined is not None and money and replace(head.unit, scale=defined.scale) == defined:
                # Thousands for millions may be meant: the whole release tells. Of counts of shares it tells
                # too little: where their unit differs, too, nothing is believed.
                self._other_units[number] = (differs, head.unit.scale > defined.scale)
            else:
                self.findings.append(differs)

    def _slot(self, line: Line, number: int) -> _Slot | None:
        """What a cell on a line is for. A column of changes is for the concept derived from the line's."""
        table = self._wanted.table
        members = _merged(line.members, table.members)
        if number in self._columns:
            head, period = self._columns[number]
            return _Slot(line, line.concept, period, members, self._unit(line.concept, head), line.sign)
        if number not in self._changes or table.change is None or not self._columns:
            return None
        concept = self._company.derived(line.concept, table.change)
        if concept is None:
            return None
        periods = self._beside(number)
        period = periods[-1] if table.by == "durations" else periods[0].between(periods[-1])
        sign = line.sign if table.change == "movement" else 1
        return _Slot(line, concept, period, members, self._unit(concept, self._changes[number]), sign)

    def _beside(self, number: int) -> list[Period]:
        """The periods that a column of changes is of, in their order: those of the columns before it, back
        to another such column; those after it where it stands first.
        """
        left = [at for at in self._columns if at < number]
        edge = max((at for at in self._changes if left and at < max(left)), default=0)
        group = [at for at in left if at > edge] or sorted(self._columns)
        return sorted((self._columns[at][1] for at in group), key=lambda period: period.end)

    def _check_changes(self) -> None:
        """A column of changes beside the quarter and the year to date could be of either."""
        if self._wanted.table.by != "durations" or not self._columns:
            return
        for number, head in self._changes.items():
            periods = self._beside(number)
            latest = {str(period) for period in periods if period.end == periods[-1].end}
            if len(latest) > 1:
                self._say(
                    "change-unclear",
                    f'the column "{head.text}" may be of {" or ".join(sorted(latest))}',
                    "Let it follow the columns that it compares.",
                    self._head_place(head),
                )

    # Dated rows ----------------------------------------------------------------------------------------

    def _run_rows(self) -> None:
        """A table whose rows are dated and whose columns are lines; a column of % is its line's growth."""
        lines = self._wanted.columns(self._table)
        for line in self._wanted.lines:
            if line.index not in {found.index for found in lines.values()}:
                what = f'no column is headed "{line.captions[0]}" ({line.concept.name})'
                self.missing.append(Missing(self._line_missing(line, what), line.optional))
        for number, line in lines.items():
            head = self._table.heads[number - 1]
            percent = head.unit is not None and head.unit.measure == "pure" and line.concept.type != "percent"
            due = "%" if percent or line.concept.type == "percent" else self._wanted.table.unit
            self._check_unit(head, number, self._head_place(head), due)
        for row in self._table.rows:
            if row.dated is None:
                self._say(
                    "row-no-period",
                    f'the row "{row.caption}" names no period',
                    "Mend the caption, or add its form to the vocabulary.",
                    self._release.place(self._table, row),
                )
                continue
            place = self._release.place(self._table, row)
            self._check_period(row.dated.period, place)
            for number, cell in enumerate(row.cells, 1):
                line_ = lines.get(number)
                self._cell(row, line_, cell, number, self._row_slot(line_, row, number) if line_ else None)
        dated = {row.dated.period for row in self._table.rows if row.dated is not None}
        for period in self._lacking(dated):
            self._say(
                "row-missing",
                f"no row is of {period}, which this table is for",
                "Mend a row's caption, or the fiscal year and quarter in release.yaml.",
                self._release.place(self._table),
            )

    def _row_slot(self, line: Line, row: Row, number: int) -> _Slot | None:
        assert row.dated is not None
        table, head = self._wanted.table, self._table.heads[number - 1]
        members = _merged(line.members, table.members, table.forecast if row.dated.forecast else ())
        concept, sign = line.concept, line.sign
        if head.unit is not None and head.unit.measure == "pure" and concept.type != "percent":
            derived = self._company.derived(concept, table.change or "")
            if derived is None:
                return None
            concept, sign = derived, 1
        period: Period | None = row.dated.period
        if line.within is not None:
            period = self._company.calendar.quarter_of(row.dated.period, line.within)
        if period is None:
            return None
        return _Slot(line, concept, period, members, self._unit(concept, head), sign)

    # Cells -------------------------------------------------------------------------------------------

    def _cell(self, row: Row, line: Line | None, cell: Cell, number: int, slot: _Slot | None) -> None:
        place = self._release.place(self._table, row, cell, number)
        reading, why = self._reading(row, line, cell, number, place)
        if slot is not None and slot.concept.type == "percent":
            reading, slot = self._as_percent(row, cell, reading, slot)
        silent = line is not None and (line.heading or line.nil_when_blank)
        if reading.kind == "blank":
            if cell.reading.kind != "blank":
                self.dropped.append(Dropped(cell.text.strip(), place, f"stated: {why}"))
            elif not silent and slot is not None and self._wanted.table.dated == "columns":
                self._damage(slot, "", "nothing is printed here", place, self._places(number, row, slot))
        elif silent:
            self._on_heading(row, cell, number, place)
        elif slot is None:
            if number in self._off_calendar:
                return
            if not (head := self._table.head(number)) or not head.own or reading.kind != "words":
                self._say("cell-no-column", f'"{cell.text}" stands under no head', "Mend the table.", place)
        elif reading.value is None:
            why = reading.why or "it is no number"
            self._damage(slot, cell.text.strip(), why, place, self._places(number, row, slot))
        else:
            # Adding zero turns a negated dash, -0, into 0.
            figure = Figure.scaled(reading.value * slot.sign + 0, reading.places, slot.unit.scale)
            if reading.kind == "dash":
                figure = Figure(figure.value, self._places(number, row, slot) - slot.unit.scale)
            known = len(self.printed)
            self._put(slot, figure, cell.text.strip(), place, why)
            self._in_column.setdefault(number, []).extend(self.printed[known:])

    def _places(self, number: int, row: Row, slot: _Slot) -> int:
        """The decimal places that the figures of a column are printed with, damaged ones as far as they go.

        A column that has no figure is printed as the others in its unit are, an amount per share as those
        beside it.
        """
        if slot.concept.type == "per-share":
            beside = [row.cells[n - 1].reading for n in self._columns if n <= len(row.cells)]
            if shown := [reading.places for reading in beside if reading.kind == "number"]:
                return max(set(shown), key=shown.count)
        if number not in self._decimal_places:
            heads = self._table.heads
            unit = heads[number - 1].unit if number <= len(heads) else None
            alike = [other for other, head in enumerate(heads, 1) if head.unit == unit]
            places = self._shown_places([number]) or self._shown_places(alike)
            self._decimal_places[number] = max(set(places), key=places.count) if places else 0
        return self._decimal_places[number]

    def _shown_places(self, columns: list[int]) -> list[int]:
        cells = [row.cells[n - 1] for row in self._table.rows for n in columns if n <= len(row.cells)]
        places = [cell.reading.places for cell in cells if cell.reading.kind == "number"]
        return places or [len(part) for cell in cells for part in _DECIMALS.findall(cell.text)]

    def _damage(self, slot: _Slot, text: str, why: str, place: Place, places: int) -> None:
        if slot.unit.measure != self._company.measure(slot.concept):
            return
        self.damaged.append(
            Damaged(
                concept=slot.concept,
                members=slot.members,
                period=self._settled(slot.line, slot.concept, slot.period),
                measure=slot.unit.measure,
                scale=slot.unit.scale,
                places=places,
                sign=slot.sign,
                text=text,
                why=why,
                place=place,
                statement=self._wanted.statement.name,
                line=slot.line.index,
            )
        )

    def _on_heading(self, row: Row, cell: Cell, number: int, place: Place) -> None:
        """A figure on a heading is none of its own: a second scan of the row above, or a finding."""
        above = next((r for r in reversed(self._table.rows) if r.line < row.line), None)
        twin = above.cells[number - 1] if above is not None and number <= len(above.cells) else None
        if (
            twin is not None
            and twin.reading.kind == "number"
            and cell.reading.kind == "number"
            and len(twin.text.strip()) == len(cell.text.strip()) > 2 * _ECHO
            and OSA.distance(twin.text.strip(), cell.text.strip()) <= _ECHO
        ):
            why = f"a heading has no figures: a second scan of {twin.text.strip()} in the line above"
            self.dropped.append(Dropped(cell.text.strip(), place, why))
            return
        self._say(
            "figure-on-heading",
            f'"{cell.text}" stands on a line that has no figures',
            "Mend the release, or state in release.yaml under `readings` what it is and why.",
            place,
        )

    def _reading(
        self, row: Row, line: Line | None, cell: Cell, number: int, place: Place
    ) -> tuple[Reading, str]:
        """What the cell says, or what release.yaml states it says, with the reason."""
        for index, stated in enumerate(self._definition.readings):
            if (
                stated.table != self._wanted.table.id
                or stated.column != number
                or not same(stated.row, row.caption)
                or stated.printed.strip() != cell.text.strip()
            ):
                continue
            self.used.add(index)
            # A dash is no figure: release.yaml may say that it stands for one shown elsewhere.
            if cell.reading.kind == "number" and not (line is not None and line.heading):
                self._say(
                    "reading-overrules",
                    f'"{cell.text}" can be read: a stated reading may not overrule it',
                    "Take the reading out of release.yaml.",
                    stated.place,
                    place,
                )
                break
            reading = read_number(stated.read)
            if reading.kind not in ("number", "dash", "blank"):
                self._say("reading-unreadable", f'"{stated.read}" is no figure', "Mend `read`.", stated.place)
            return reading, stated.why
        return cell.reading, ""

    def _as_percent(self, row: Row, cell: Cell, reading: Reading, slot: _Slot) -> tuple[Reading, _Slot]:
        """A percentage that says so in its cell, whatever its column is of; a dash beside it is one too."""
        percent = read_percent(cell.text) if reading.kind == "unreadable" else None
        beside = reading.kind == "dash" and any(read_percent(other.text) for other in row.cells)
        if percent is None and not beside:
            return reading, slot
        return percent or reading, replace(slot, unit=Unit(self._company.measure(slot.concept), _PERCENT))

    def _unit(self, concept: Concept, head: Head) -> Unit:
        """The unit of a figure: the column's, or in a table of mixed units the concept's own.

        In a column of the currency amounts per share are in single units of it, and counts of shares as its
        unit line says, where that speaks of them.
        """
        measure = self._company.measure(concept)
        if self._wanted.table.unit == IN_LINE or head.unit is None:
            return Unit(measure, 0)
        if head.unit.measure == self._company.currency:
            if concept.type == "per-share":
                return Unit(measure, 0)
            if concept.type == "shares" and head.unit.shares is not None:
                return Unit(measure, head.unit.shares)
        return head.unit

    def _put(self, slot: _Slot, figure: Figure, text: str, place: Place, stated: str) -> None:
        self._add(
            slot.line, slot.concept, slot.period, slot.unit.measure, figure, text, place, stated, slot.members
        )

    def _add(  # noqa: PLR0913, PLR0917 - what a printed figure is made of
        self,
        line: Line,
        concept: Concept,
        period: Period,
        measure: str,
        figure: Figure | None,
        text: str,
        place: Place,
        stated: str = "",
        members: Members | None = None,
    ) -> None:
        due = self._company.measure(concept)
        if measure != due:
            self._say(
                "unit-wrong",
                f"{concept.name} is {concept.type} in {due}, the unit is {measure}",
                "Mend the unit line, the concept's type, or the currency in company.yaml.",
                place,
            )
            return
        self.printed.append(
            Printed(
                concept=concept,
                members=line.members if members is None else members,
                period=self._settled(line, concept, period),
                measure=measure,
                figure=figure,
                text=text,
                place=place,
                statement=self._wanted.statement.name,
                line=line.index,
                stated=stated,
            )
        )

    @staticmethod
    def _settled(line: Line, concept: Concept, period: Period) -> Period:
        if concept.period == "instant" and not period.instant:
            return period.opening() if line.at == "start" else period.closing()
        return period

    # Amounts inside captions ---------------------------------------------------------------------------

    def _inside(self, row: Row, line: Line, concepts: tuple[Concept, ...], text: str) -> None:
        amounts = self._words.amounts(text)
        place = self._release.place(self._table, row)
        if amounts is None:
            self._say(
                "caption-unreadable",
                f'the amounts in the caption cannot be read: "{text}"',
                f'Expected is such as "{self._company.currency} 1,234 thousand at DATE", or for each column '
                'one: "1,234 and 1,300 shares".',
                place,
            )
            return
        for printed, read in amounts.months:
            self._say(
                "month-misprinted",
                f'"{printed}" is read as {read}: no other month is one slip away',
                "Mend the release if it is another month.",
                place,
                severity=Severity.NOTICE,
            )
        periods = [period for _, period in self._columns.values()]
        dates = [Period(day) for day in amounts.dates] or periods
        if len(amounts.figures) not in (1, len(dates)) or set(dates) != set(periods):
            self._say(
                "caption-dates",
                "the amounts in the caption are not given for the dates of the columns",
                "Mend the dates in the caption.",
                place,
            )
            return
        # The line's sign is of its own figure; an amount in its caption is meant as it is printed.
        for number, period in enumerate(dates):
            at = number if len(amounts.figures) > 1 else 0
            where = _inside_place(self._release, self._table, row, amounts.texts, at)
            for concept in concepts:
                measure, figure = self._in_caption(concept, amounts, amounts.figures[at])
                self._add(line, concept, period, measure, figure, amounts.texts[at], where)

    def _in_caption(self, concept: Concept, amounts: Amounts, figure: Figure) -> tuple[str, Figure]:
        """An amount of a caption in its unit: without a scale of its own it is in that of the columns."""
        each = concept.type == "per-share" and amounts.measure == self._company.currency
        measure = self._company.measure(concept) if each else amounts.measure
        unit = next((head.unit for head, _ in self._columns.values()), None)
        if not amounts.bare or each or unit is None or unit.measure != self._company.currency:
            return measure, figure
        scale = (unit.shares or 0) if measure == "shares" else unit.scale
        return measure, Figure.scaled(figure.value, figure.decimals, scale)


def _inside_place(release: Release, table: Table, row: Row, texts: tuple[str, ...], at: int) -> Place:
    """The place of an amount inside a caption, found again in the caption as printed."""
    offset = 0
    for text in texts[: at + 1]:
        offset = row.caption.find(text, offset) + 1
    return Place(release.file, row.line, offset, table.caption, tidy(row.caption)[:60], "")


@lru_cache(maxsize=1_000)
def _merged(*members: Members) -> Members:
    return tuple(sorted({pair for some in members for pair in some}))
