"""Maps a release onto its company's statements: every figure in a defined table gets its meaning."""

from tieout.core import Figure, Finding, Period, Place, Reading, Severity, read_number
from tieout.definitions import Concept, Line, ReleaseDefinition, StatedReading
from tieout.mapping.captions import same, tidy
from tieout.mapping.model import Dropped, Mapped, Printed
from tieout.mapping.rows import pair_rows
from tieout.mapping.tables import Wanted, pair_tables, wanted_tables
from tieout.release import Cell, Head, Release, Row, Table, Unit, Words

IN_LINE = "in-line"


def map_release(release: Release, definition: ReleaseDefinition) -> Mapped:
    """Maps every table that the statements define. What does not fit is a finding with its cell."""
    return _Mapper(release, definition).run()


class _Mapper:
    """One release under one definition; collects figures and findings."""

    def __init__(self, release: Release, definition: ReleaseDefinition) -> None:
        self._release = release
        self._definition = definition
        self._company = definition.company
        self._words = Words(self._company.vocabulary, self._company.calendar)
        self._printed: list[Printed] = []
        self._dropped: list[Dropped] = []
        self._findings: list[Finding] = []
        self._used: set[int] = set()
        self._durations, self._instants = _expected(definition)

    def run(self) -> Mapped:
        pairs, findings = pair_tables(
            self._release, wanted_tables(self._company.statements), self._company.unread
        )
        self._findings += findings
        for wanted, table in pairs:
            self._table(wanted, table)
        for index, stated in enumerate(self._definition.readings):
            if index not in self._used:
                self._say(
                    "reading-unused",
                    f'the stated reading of "{stated.printed}" ({stated.row}) matches no unreadable cell',
                    "Take it out, or mend its table, row, column or printed text.",
                    stated.place,
                )
        return Mapped(tuple(self._printed), tuple(self._dropped), tuple(self._findings))

    def _say(
        self, code: str, message: str, mend: str, *places: Place, severity: Severity = Severity.ERROR
    ) -> None:
        self._findings.append(Finding(f"mapping.{code}", message, mend, places, severity))

    def _table(self, wanted: Wanted, table: Table) -> None:
        pairs, findings = pair_rows(self._release, wanted, table)
        self._findings += findings
        columns = self._columns(wanted, table)
        for line, row, texts in pairs:
            for placeholder, concepts in line.inside.items():
                self._inside(table, row, line, concepts, texts.get(placeholder, ""), columns, wanted)
            for number, cell in enumerate(row.cells, 1):
                self._cell(wanted, table, row, line, cell, number, columns.get(number))
            if line.nil_when_blank:
                for number, (_, period) in columns.items():
                    place = self._release.place(table, row, column=number)
                    self._add(wanted, line, line.concept, period, self._company.currency, None, "", place)

    # Columns -----------------------------------------------------------------------------------------

    def _columns(self, wanted: Wanted, table: Table) -> dict[int, tuple[Head, Period]]:
        """The dated columns. A column that holds figures but has no period or unit is a finding."""
        columns: dict[int, tuple[Head, Period]] = {}
        for number, head in enumerate(table.heads, 1):
            cells = [row.cells[number - 1] for row in table.rows if number <= len(row.cells)]
            if not head.text and all(cell.reading.kind == "blank" for cell in cells):
                continue
            place = Place(self._release.file, head.line or table.line, head.column, table.caption, "", head.text)
            if head.period is None:
                self._say(
                    "column-no-period",
                    f'the head of column {number}, "{head.text}", names no period',
                    "Mend the head, or add its form to the vocabulary.",
                    place,
                )
                continue
            self._check_period(wanted, head.period, place)
            self._check_unit(wanted, head, place)
            columns[number] = (head, head.period)
        seen = [period for _, period in columns.values()]
        current = self._definition.period if wanted.table.columns == "durations" else self._definition.period.closing()
        if columns and current not in seen:
            self._say(
                "column-missing",
                f"no column is of the period that is reported, {current}",
                "Mend a column's head, or the fiscal year and quarter in release.yaml.",
                self._release.place(table),
            )
        for period in sorted({p for p in seen if seen.count(p) > 1}, key=str):
            self._say("column-twice", f"two columns are of {period}", "Mend a head.", self._release.place(table))
        return columns

    def _check_period(self, wanted: Wanted, period: Period, place: Place) -> None:
        kind = wanted.table.columns
        expected = self._durations if kind == "durations" else self._instants
        if period not in expected:
            self._say(
                "column-unexpected",
                f"the column is of {period}, which this table does not report",
                f"Expected are {', '.join(str(p) for p in expected)}: mend the head or release.yaml.",
                place,
            )

    def _check_unit(self, wanted: Wanted, head: Head, place: Place) -> None:
        if wanted.table.unit == IN_LINE:
            return
        due = self._words.unit(wanted.table.unit)
        if head.unit is None:
            self._say(
                "unit-missing",
                "the column has no unit line",
                f'Add the unit below the head, such as "{wanted.table.unit}".',
                place,
            )
        elif head.unit != due:
            self._say(
                "unit-differs",
                f'the unit line says "{head.unit_text}", the table is defined in "{wanted.table.unit}"',
                f"Mend the unit line, or `unit` at {wanted.table.place}.",
                place,
            )

    # Cells -------------------------------------------------------------------------------------------

    def _cell(
        self,
        wanted: Wanted,
        table: Table,
        row: Row,
        line: Line,
        cell: Cell,
        number: int,
        column: tuple[Head, Period] | None,
    ) -> None:
        place = self._release.place(table, row, cell, number)
        reading, why = self._reading(wanted, row, line, cell, number, place)
        if reading.kind == "blank":
            if cell.reading.kind != "blank":
                self._dropped.append(Dropped(cell.text, place, f"stated: {why}"))
            elif not line.heading and not line.nil_when_blank and column is not None:
                self._say(
                    "cell-empty",
                    "nothing is printed here: no fact",
                    "If a figure belongs here, mend the release.",
                    place,
                    severity=Severity.NOTICE,
                )
            return
        if line.heading or line.nil_when_blank:
            self._say(
                "figure-on-heading",
                f'"{cell.text}" stands on a line that has no figures',
                "Mend the release, or state in release.yaml under `readings` what it is and why.",
                place,
            )
        elif reading.kind in ("unreadable", "words") or reading.value is None:
            self._say(
                "cell-unreadable",
                f'"{cell.text}" cannot be read: {reading.why or "it is no number"}',
                "Mend the release, or state the reading and its reason in release.yaml under `readings`.",
                place,
            )
        elif column is None:
            if not self._has_head(table, number):
                self._say("cell-no-column", f'"{cell.text}" stands under no head', "Mend the table.", place)
        else:
            unit = self._unit(wanted, line.concept, column[0])
            figure = Figure.scaled(reading.value * line.sign, reading.places, unit.scale)
            figure = Figure(figure.value + 0, figure.decimals)  # -0 is 0
            self._add(wanted, line, line.concept, column[1], unit.measure, figure, cell.text.strip(), place, why)

    def _has_head(self, table: Table, number: int) -> bool:
        head = table.head(number)
        return head is not None and bool(head.text)

    def _reading(
        self, wanted: Wanted, row: Row, line: Line, cell: Cell, number: int, place: Place
    ) -> tuple[Reading, str]:
        """What the cell says, or what release.yaml states it says, with the reason."""
        index, stated = self._stated(wanted, row, cell, number)
        if stated is None:
            return cell.reading, ""
        self._used.add(index)
        figures = cell.reading.kind in ("number", "dash")
        if figures and not line.heading:
            self._say(
                "reading-overrules",
                f'"{cell.text}" can be read: a stated reading may not overrule it',
                "Take the reading out of release.yaml.",
                stated.place,
                place,
            )
            return cell.reading, ""
        reading = read_number(stated.read)
        if reading.kind not in ("number", "dash", "blank"):
            self._say("reading-unreadable", f'"{stated.read}" is no figure', "Mend `read`.", stated.place)
        return reading, stated.why

    def _stated(
        self, wanted: Wanted, row: Row, cell: Cell, number: int
    ) -> tuple[int, StatedReading | None]:
        for index, stated in enumerate(self._definition.readings):
            if (
                stated.table == wanted.table.id
                and stated.column == number
                and same(stated.row, row.caption)
                and stated.printed.strip() == cell.text.strip()
            ):
                return index, stated
        return -1, None

    def _unit(self, wanted: Wanted, concept: Concept, head: Head) -> Unit:
        """The unit of a figure: the column's, or in a table of mixed units the concept's own."""
        currency = self._company.currency
        if wanted.table.unit != IN_LINE and head.unit is not None:
            return head.unit
        measure = {"shares": "shares", "per-share": f"{currency}/shares", "monetary": currency}
        return Unit(measure.get(concept.type, "pure"), 0)

    def _add(
        self,
        wanted: Wanted,
        line: Line,
        concept: Concept,
        period: Period,
        measure: str,
        figure: Figure | None,
        text: str,
        place: Place,
        stated: str = "",
    ) -> None:
        if not _fits(concept, measure, self._company.currency):
            self._say("unit-wrong", f"{concept.name} is {concept.type}, the unit is {measure}", "Mend the unit.", place)
            return
        if concept.period == "instant" and not period.instant:
            period = period.opening() if line.at == "start" else period.closing()
        self._printed.append(
            Printed(
                concept=concept,
                members=line.members,
                period=period,
                measure=measure,
                figure=figure,
                text=text,
                place=place,
                statement=wanted.statement.name,
                line=line.index,
                stated=stated,
            )
        )

    # Amounts inside captions ---------------------------------------------------------------------------

    def _inside(
        self,
        table: Table,
        row: Row,
        line: Line,
        concepts: tuple[Concept, ...],
        text: str,
        columns: dict[int, tuple[Head, Period]],
        wanted: Wanted,
    ) -> None:
        amounts = self._words.amounts(text)
        place = self._release.place(table, row)
        if amounts is None:
            self._say(
                "caption-unreadable",
                f'the amounts in the caption cannot be read: "{text}"',
                'Expected is such as "JPY 1,234 thousand and JPY 1,300 thousand at DATE and DATE, respectively".',
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
        periods = [period for _, period in columns.values()]
        dates = [Period(day) for day in amounts.dates] or periods
        if len(amounts.figures) not in (1, len(dates)) or set(dates) != set(periods):
            self._say(
                "caption-dates",
                "the amounts in the caption are not given for the dates of the columns",
                "Mend the dates in the caption.",
                place,
            )
            return
        for number, period in enumerate(dates):
            at = number if len(amounts.figures) > 1 else 0
            where = _inside_place(self._release, table, row, amounts.texts, at)
            for concept in concepts:
                self._add(
                    wanted, line, concept, period, amounts.measure, amounts.figures[at], amounts.texts[at], where
                )


def _inside_place(release: Release, table: Table, row: Row, texts: tuple[str, ...], at: int) -> Place:
    """The place of an amount inside a caption, found again in the caption as printed."""
    offset = 0
    for text in texts[: at + 1]:
        offset = row.caption.find(text, offset) + 1
    return Place(release.file, row.line, offset, table.caption, tidy(row.caption)[:60], "")


def _expected(definition: ReleaseDefinition) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    """The durations and instants that columns can be of: this year's and the year before's."""
    fiscal = definition.company.calendar
    year, quarter = definition.fiscal_year, definition.quarter
    durations = [period(y, quarter) for period in (fiscal.quarter, fiscal.to_date) for y in (year, year - 1)]
    instants = [fiscal.quarter(year, quarter).closing(), fiscal.quarter(year - 1, 4).closing()]
    instants.append(fiscal.quarter(year - 1, quarter).closing())
    return tuple(dict.fromkeys(durations)), tuple(dict.fromkeys(instants))


def _fits(concept: Concept, measure: str, currency: str) -> bool:
    due = {"monetary": currency, "shares": "shares", "per-share": f"{currency}/shares"}
    return due.get(concept.type, "pure") == measure
