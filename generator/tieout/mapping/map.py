"""Maps a release onto its company's statements: every figure in a defined table gets its meaning."""

from tieout.core import Figure, Finding, Period, Place, Reading, Severity, read_number
from tieout.definitions import Concept, Line, ReleaseDefinition
from tieout.mapping.captions import same, tidy
from tieout.mapping.model import Dropped, Mapped, Printed
from tieout.mapping.rows import pair_rows
from tieout.mapping.tables import Wanted, pair_tables, wanted_tables
from tieout.release import Cell, Head, Release, Row, Table, Unit, Words

IN_LINE = "in-line"


def map_release(release: Release, definition: ReleaseDefinition) -> Mapped:
    """Maps every table that the statements define. What does not fit is a finding with its cell."""
    company = definition.company
    pairs, findings = pair_tables(release, wanted_tables(company.statements), company.unread)
    words = Words(company.vocabulary, company.calendar)
    mappers = [_TableMapper(release, definition, words, wanted, table) for wanted, table in pairs]
    used: set[int] = set()
    for mapper in mappers:
        mapper.run()
        findings += mapper.findings
        used |= mapper.used
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
        tuple(printed for mapper in mappers for printed in mapper.printed),
        tuple(dropped for mapper in mappers for dropped in mapper.dropped),
        tuple(findings),
    )


class _TableMapper:
    """One table of a release under its definition; collects figures and findings."""

    def __init__(
        self, release: Release, definition: ReleaseDefinition, words: Words, wanted: Wanted, table: Table
    ) -> None:
        self._release = release
        self._definition = definition
        self._words = words
        self._wanted = wanted
        self._table = table
        self._columns: dict[int, tuple[Head, Period]] = {}
        self.printed: list[Printed] = []
        self.dropped: list[Dropped] = []
        self.findings: list[Finding] = []
        self.used: set[int] = set()

    def run(self) -> None:
        """Pairs the rows with lines, dates the columns and reads the cells."""
        pairs, findings = pair_rows(self._release, self._wanted, self._table)
        self.findings += findings
        self._date_columns()
        for line, row, texts in pairs:
            for placeholder, concepts in line.inside.items():
                self._inside(row, line, concepts, texts.get(placeholder, ""))
            for number, cell in enumerate(row.cells, 1):
                self._cell(row, line, cell, number)
            if line.nil_when_blank:
                for number, (_, period) in self._columns.items():
                    place = self._release.place(self._table, row, column=number)
                    self._add(line, line.concept, period, self._definition.company.currency, None, "", place)

    def _say(
        self, code: str, message: str, mend: str, *places: Place, severity: Severity = Severity.ERROR
    ) -> None:
        self.findings.append(Finding(f"mapping.{code}", message, mend, places, severity))

    # Columns -----------------------------------------------------------------------------------------

    def _date_columns(self) -> None:
        """Finds the dated columns. A column that holds figures but has no period or unit is a finding."""
        for number, head in enumerate(self._table.heads, 1):
            cells = [row.cells[number - 1] for row in self._table.rows if number <= len(row.cells)]
            if not head.text and all(cell.reading.kind == "blank" for cell in cells):
                continue
            place = Place(
                self._release.file,
                head.line or self._table.line,
                head.column,
                self._table.caption,
                "",
                head.text,
            )
            if head.period is None:
                self._say(
                    "column-no-period",
                    f'the head of column {number}, "{head.text}", names no period',
                    "Mend the head, or add its form to the vocabulary.",
                    place,
                )
                continue
            self._check_period(head.period, place)
            self._check_unit(head, place)
            self._columns[number] = (head, head.period)
        self._check_columns()

    def _check_columns(self) -> None:
        seen = [period for _, period in self._columns.values()]
        current = self._definition.period
        if self._wanted.table.columns == "instants":
            current = current.closing()
        place = self._release.place(self._table)
        if seen and current not in seen:
            self._say(
                "column-missing",
                f"no column is of the period that is reported, {current}",
                "Mend a column's head, or the fiscal year and quarter in release.yaml.",
                place,
            )
        for period in sorted({p for p in seen if seen.count(p) > 1}, key=str):
            self._say("column-twice", f"two columns are of {period}", "Mend a head.", place)

    def _check_period(self, period: Period, place: Place) -> None:
        durations, instants = _expected(self._definition)
        expected = durations if self._wanted.table.columns == "durations" else instants
        if period not in expected:
            self._say(
                "column-unexpected",
                f"the column is of {period}, which this table does not report",
                f"Expected are {', '.join(str(p) for p in expected)}: mend the head or release.yaml.",
                place,
            )

    def _check_unit(self, head: Head, place: Place) -> None:
        table = self._wanted.table
        if table.unit == IN_LINE:
            return
        if head.unit is None:
            self._say(
                "unit-missing",
                "the column has no unit line",
                f'Add the unit below the head, such as "{table.unit}".',
                place,
            )
        elif head.unit != self._words.unit(table.unit):
            self._say(
                "unit-differs",
                f'the unit line says "{head.unit_text}", the table is defined in "{table.unit}"',
                f"Mend the unit line, or `unit` at {table.place}.",
                place,
            )

    # Cells -------------------------------------------------------------------------------------------

    def _cell(self, row: Row, line: Line, cell: Cell, number: int) -> None:
        place = self._release.place(self._table, row, cell, number)
        reading, why = self._reading(row, line, cell, number, place)
        column = self._columns.get(number)
        silent = line.heading or line.nil_when_blank
        if reading.kind == "blank":
            if cell.reading.kind != "blank":
                self.dropped.append(Dropped(cell.text, place, f"stated: {why}"))
            elif not silent and column is not None:
                self._say(
                    "cell-empty",
                    "nothing is printed here: no fact",
                    "If a figure belongs here, mend the release.",
                    place,
                    severity=Severity.NOTICE,
                )
        elif silent:
            self._say(
                "figure-on-heading",
                f'"{cell.text}" stands on a line that has no figures',
                "Mend the release, or state in release.yaml under `readings` what it is and why.",
                place,
            )
        elif reading.value is None:
            self._say(
                "cell-unreadable",
                f'"{cell.text}" cannot be read: {reading.why or "it is no number"}',
                "Mend the release, or state the reading and its reason in release.yaml under `readings`.",
                place,
            )
        elif column is not None:
            unit = self._unit(line.concept, column[0])
            # Adding zero turns a negated dash, -0, into 0.
            figure = Figure.scaled(reading.value * line.sign + 0, reading.places, unit.scale)
            self._add(line, line.concept, column[1], unit.measure, figure, cell.text.strip(), place, why)
        elif not (head := self._table.head(number)) or not head.text:
            self._say("cell-no-column", f'"{cell.text}" stands under no head', "Mend the table.", place)

    def _reading(self, row: Row, line: Line, cell: Cell, number: int, place: Place) -> tuple[Reading, str]:
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
            if cell.reading.kind == "number" and not line.heading:
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

    def _unit(self, concept: Concept, head: Head) -> Unit:
        """The unit of a figure: the column's, or in a table of mixed units the concept's own."""
        if self._wanted.table.unit != IN_LINE and head.unit is not None:
            return head.unit
        return Unit(_measure(concept, self._definition.company.currency), 0)

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
    ) -> None:
        if measure != _measure(concept, self._definition.company.currency):
            self._say(
                "unit-wrong",
                f"{concept.name} is {concept.type}, the unit is {measure}",
                "Mend the unit line, or the concept's type.",
                place,
            )
            return
        if concept.period == "instant" and not period.instant:
            period = period.opening() if line.at == "start" else period.closing()
        self.printed.append(
            Printed(
                concept=concept,
                members=line.members,
                period=period,
                measure=measure,
                figure=figure,
                text=text,
                place=place,
                statement=self._wanted.statement.name,
                line=line.index,
                stated=stated,
            )
        )

    # Amounts inside captions ---------------------------------------------------------------------------

    def _inside(self, row: Row, line: Line, concepts: tuple[Concept, ...], text: str) -> None:
        amounts = self._words.amounts(text)
        place = self._release.place(self._table, row)
        if amounts is None:
            self._say(
                "caption-unreadable",
                f'the amounts in the caption cannot be read: "{text}"',
                'Expected is such as "JPY 1,234 thousand and JPY 1,300 thousand at DATE and DATE".',
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
                self._add(
                    line, concept, period, amounts.measure, amounts.figures[at], amounts.texts[at], where
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


def _measure(concept: Concept, currency: str) -> str:
    """The measure that a concept's type asks for."""
    measures = {"monetary": currency, "shares": "shares", "per-share": f"{currency}/shares"}
    return measures.get(concept.type, "pure")
