"""A form of the exchange, laid out for one release: its cells, and our figure for each.

Table, row and column together define a cell. The id of its context is made of the period and a member of each
axis, as the exchange's guide for the summary of results prescribes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tieout.core import Period
from tieout.definitions import Members, ReleaseDefinition, models
from tieout.editions.names import filled

Form = models.FormFile
Common = models.TdnetEdition
Piece = models.PieceModel
Rounding = models.Rounding

# What holds where neither column, row nor table says otherwise.
_PLAIN = models.CellModel(scale=0)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


class FormError(ValueError):
    """Raised for inconsistent form data: a cell without an element, a member of no axis."""


@dataclass(frozen=True, slots=True)
class FormContext:
    """A context of the form: its prescribed id, its period, and its members by axis, by local name."""

    id: str
    period: Period
    members: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Range:
    """A fact for one end of a forecast's range: its context, and our members for it."""

    context: FormContext
    members: Members


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of the form, and our fact for it.

    `concept` is ours, with `derived` the change of it; `period` and `members` are those of our fact. For a
    forecast, `ranges` are the facts for the ends of a range.
    """

    element: str
    context: FormContext
    unit: str
    scale: int
    decimals: int
    concept: str
    derived: str | None
    period: Period
    members: Members
    ranges: tuple[Range, ...]


class Forms:
    """The form for a release, with all names in its texts and cells filled in.

    `code` identifies the company, and `rounding` is its way to round to the form's unit. Raises FormError
    where the form's data is inconsistent.
    """

    def __init__(
        self, form: Form, common: Common, definition: ReleaseDefinition, code: str, rounding: Rounding
    ) -> None:
        self.form, self.common, self.definition, self.rounding = form, common, definition, rounding
        self._axis_of = {member: axis for axis, members in common.axes.items() for member in members}
        self._periods = {name: periods[0] for name, periods in definition.periods.items() if periods}
        self.year: Period = self._periods["year"]
        self._periods["year-end"] = self.year.closing()
        self.names = self._names(code)

    def _names(self, code: str) -> dict[str, str]:
        year, to_date, before = (self._periods[name] for name in ("year", "to-date", "year-before"))
        assert year.start is not None
        assert to_date.start is not None
        quarter = str(self.definition.quarter)
        return {
            "quarter": quarter,
            "quarter-wide": quarter.translate(_WIDE),
            "year": self._dated(year.end, "month"),
            "year-short": self._dated(year.end, "short"),
            "year-before-short": self._dated(before.end, "short"),
            "year-start": self._dated(year.start, "heading"),
            "year-end": self._dated(year.end, "heading"),
            "to-date-start": self._dated(to_date.start, "heading"),
            "to-date-end": self._dated(to_date.end, "heading"),
            "code": code,
            "published": f"{self.definition.published:%Y%m%d}",
        }

    def text(self, said: str) -> str:
        """A text of the form with names in braces filled in. Raises UnknownNameError."""
        return filled(said, self.names)

    def dated(self, day: date) -> tuple[str, str]:
        """A date as the form prints it, and the transformation that reads it."""
        return self._dated(day, "written"), self._era(day).format

    def _era(self, day: date) -> models.FormDateModel:
        begun = [era for era in self.common.dates if era.from_ <= day]
        if not begun:
            raise FormError(f"the form has no way to write {day}")
        return max(begun, key=lambda era: era.from_)

    def _dated(self, day: date, way: str) -> str:
        era = self._era(day)
        text = str(getattr(era, way))
        for letter, number in (("y", day.year - era.year_before), ("m", day.month), ("d", day.day)):
            plain = str(number)
            wide = plain.translate(_WIDE) if len(plain) == 1 else plain
            text = text.replace(f"{{{letter}}}", plain).replace(f"{{{letter.upper()}}}", wide)
        return text

    def context(self, period: str, members: list[str]) -> FormContext:
        """The context for a period of the form and members, in the order of the axes."""
        by_axis = {self._axis(member): member for member in members}
        ordered = tuple((axis, by_axis[axis]) for axis in self.common.axes if axis in by_axis)
        begin = self.text(period)
        return FormContext("_".join((begin, *(member for _, member in ordered))), self._of(period), ordered)

    def _unit(self, unit: str) -> str:
        if unit not in self.common.units:
            raise FormError(f"{unit} is no unit of the form")
        return unit

    def _axis(self, member: str) -> str:
        if member not in self._axis_of:
            raise FormError(f"{member} is of no axis of the form")
        return self._axis_of[member]

    def _of(self, period: str) -> Period:
        """Our period for one of the form's."""
        if period not in self.form.periods:
            raise FormError(f"{period} is no period of the form")
        return self._periods[self.form.periods[period]]

    def table(
        self, table: models.FormTableModel
    ) -> tuple[list[str], list[str], list[tuple[str, list[Cell | None]]]]:
        """A table: the headers of its columns, their units, and its rows, each with its label and cells."""
        columns = [self._chosen(column) for column in table.columns]
        rows: list[tuple[str, list[Cell | None]]] = []
        for row in table.rows:
            if row.quarters is None or self.definition.quarter in row.quarters:
                rows.append(
                    (self.text(row.label), [self._cell(table.cells, row, column) for column in columns])
                )
        heads = [self.text(column.head or "") for column in columns]
        return heads, [column.shown or table.cells.shown or "" for column in columns], rows

    def _chosen(self, column: models.CellModel) -> models.CellModel:
        """A column with the element that the company chooses, if there is a choice."""
        if column.choice is None:
            return column
        chosen = chosen_of(self.form, self.common, column.choice)
        element = chosen.element if column.derived is None else chosen.change
        said = {"element": element, "concept": chosen.concept, "head": chosen.head}
        return column.model_copy(update=said)

    def _cell(self, table: models.CellModel, row: models.CellModel, column: models.CellModel) -> Cell | None:
        """The cell of a row and a column; None where the row has none there."""
        within = column.within
        past = within is not None and within <= self.definition.quarter
        if row.only is not None and past != (row.only == "past"):
            return None
        parts = (column, row, table)
        context = _first("context", parts)
        members = [*table.members, *row.members, *column.members]
        period = self._of(str(context))
        if within is not None:
            quarter = self.definition.company.calendar.quarter_of(period, within)
            if quarter is None:
                raise FormError(f"{period} has no quarter {within}")
            period = quarter
        forecast = self.definition.company.forecast if row.forecast else ()
        return Cell(
            element=str(_first("element", parts)),
            context=self.context(str(context), members),
            unit=self._unit(str(_first("unit", parts))),
            scale=_number(_first("scale", (*parts, _PLAIN))),
            decimals=_number(_first("decimals", parts)),
            concept=str(_first("concept", parts)),
            derived=column.derived,
            period=period,
            members=forecast,
            ranges=tuple(self._ranges(row, str(context), members, forecast)),
        )

    def _ranges(
        self, row: models.CellModel, context: str, members: list[str], forecast: Members
    ) -> Iterator[Range]:
        for member, end in row.ranges.items():
            others = [other for other in members if self._axis(other) != self._axis(member)]
            ours = tuple(sorted((*forecast, (self.common.range_, end))))
            yield Range(self.context(context, [*others, member]), ours)


def chosen_of(form: Form, common: Common, choice: str) -> models.ChoiceModel:
    """The element that a company chooses for a line. Raises KeyError for an unknown choice."""
    element = common.elements[choice]
    return {one.element: one for one in form.choices[choice]}[element]


def _first(key: str, parts: tuple[models.CellModel, ...]) -> object:
    """The value of a key in the column, or else the row, or else the table."""
    for part in parts:
        value = getattr(part, key)
        if value is not None:
            return value
    raise FormError(f"a cell of the form has no {key}")


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value
