"""Fills the cells of a form with our figures, or with what the company states; nothing is guessed.

A finer figure is rounded in the company's way. A zero that the release prints as a dash is nil, as in the
form. What is missing becomes a finding with the line to add.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from pathlib import Path

from tieout.core import Finding, Period, Place, Severity, read_number
from tieout.definitions import Members, ReleaseDefinition
from tieout.editions.tdnet.form import Cell, FormContext, Forms, Piece, Rounding
from tieout.facts import Fact, FactSet
from tieout.mapping import Printed

NUMBER_FORMAT = "numdotdecimal"
WAYS: dict[Rounding, str] = {"nearest": ROUND_HALF_UP, "down": ROUND_DOWN}
_ROUNDED: dict[Rounding, str] = {"nearest": "rounded to the nearest", "down": "rounded down"}


@dataclass(frozen=True, slots=True)
class FormFact:
    """A fact of the form. `unit`, `scale` and `decimals` belong to figures; `value` is None for nil.

    `shown` is its printed text and `format` the transformation for it ("" for plain text). `of` is the id of
    our fact, "" where it is stated, and `stands_for` its period and members; `how` is its origin in words.
    """

    element: str
    context: FormContext
    value: Decimal | str | None
    shown: str
    how: str
    of: str = ""
    unit: str = ""
    scale: int = 0
    decimals: int | None = None
    format: str = ""
    stands_for: tuple[Period, Members] | None = None

    @property
    def key(self) -> str:
        """Its key, unique in a report, by which stated figures are named."""
        return f"{self.element}/{self.context.id}"

    @property
    def id(self) -> str:
        """Its id in the page."""
        return f"{self.element}.{self.context.id}"


@dataclass
class Filler:
    """Makes the facts of a form one by one, and collects findings."""

    forms: Forms
    facts: FactSet
    files: tuple[Path, Path]
    findings: list[Finding] = field(default_factory=list)
    _used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._ours = {(f.concept.name, f.context.members, f.context.period): f for f in self.facts.facts}
        self._printed: dict[str, list[Printed]] = {}
        for id_, printed in self.facts.printed:
            self._printed.setdefault(id_, []).append(printed)

    @property
    def definition(self) -> ReleaseDefinition:
        """The release for which the form is filled."""
        return self.forms.definition

    def figures(self, cell: Cell) -> tuple[FormFact, ...]:
        """The facts of a cell: the figure, then the ends of a range for a forecast."""
        ends = [(end, self._found(cell, end.members)) for end in cell.ranges]
        ranged = any(ours is not None for _, ours in ends)
        main = self._figure(
            cell, cell.context, self._found(cell, cell.members), empty="a range" if ranged else ""
        )
        facts = [main] if main is not None else []
        for end, ours in ends:
            made = self._figure(cell, end.context, ours, empty="" if ours is not None else "no range")
            facts += [made] if made is not None else []
        return tuple(facts)

    def _found(self, cell: Cell, members: tuple[tuple[str, str], ...]) -> Fact | None:
        """Our fact for a cell under these members; None where there is none."""
        company = self.definition.company
        concept = company.concepts.get(cell.concept)
        if concept is not None and cell.derived is not None:
            concept = company.derived(concept, cell.derived)
        return self._ours.get((concept.name, members, cell.period)) if concept is not None else None

    def _figure(self, cell: Cell, context: FormContext, ours: Fact | None, *, empty: str) -> FormFact | None:
        """The figure for a cell; None where it is missing and asked for.

        `empty` is the reason for nil where we have no fact.
        """
        key = f"{cell.element}/{context.id}"
        stated = self.forms.common.figures.get(key)
        if stated is not None:
            self._used.add(key)
        if ours is not None:
            if stated is not None:
                self._say("stated-twice", f"{key} is stated, and the release prints it", "Take it out.", ours)
            return self._of_ours(cell, context, ours)
        if stated is not None:
            return self._stated(cell, context, stated)
        if empty:
            return self._nil(cell, context, None, f"nil: {empty} is forecast")
        self._ask_figure(cell, key)
        return None

    def _of_ours(self, cell: Cell, context: FormContext, ours: Fact) -> FormFact | None:
        value = ours.value
        if value is None:
            return self._nil(cell, context, ours, "nil, as reported")
        assert isinstance(value, Decimal)
        measure = ours.unit.measure if ours.unit is not None else ""
        if measure != self.forms.common.units[cell.unit]:
            self._say("other-unit", f"{cell.element} is in {cell.unit}, and ours is in {measure}", "", ours)
            return None
        all_printed = self._printed.get(ours.id, [])
        if value == 0 and all_printed and all(read_number(one.text).kind == "dash" for one in all_printed):
            return self._nil(cell, context, ours, "nil, which the form has for our zero, printed as a dash")
        if ours.decimals is not None and ours.decimals < cell.decimals:
            self._say(
                "too-rough",
                f"{cell.element}/{context.id} needs {cell.decimals} decimals, the release prints "
                f"{ours.decimals}",
                "State the figure under `figures`, once it is known.",
                ours,
            )
            return None
        rounding: Rounding = self.forms.rounding if cell.scale > 0 else "nearest"
        rounded = value.quantize(Decimal(1).scaleb(-cell.decimals), WAYS[rounding])
        how = "as reported" if ours.decimals == cell.decimals else f"{_ROUNDED[rounding]} 1e{-cell.decimals}"
        made = self._made(cell, context, rounded, ours, how)
        self._compare(cell, made, ours)
        return made

    def _compare(self, cell: Cell, made: FormFact, ours: Fact) -> None:
        """Reports a printing in the form's own unit that differs from the form's figure."""
        for printed in self._printed.get(ours.id, []):
            figure = printed.figure
            if figure is not None and figure.decimals == cell.decimals and figure.value != made.value:
                said = f"{made.key} is {made.value}, {made.how} of {ours.text}; printed is {printed.text}"
                mend = "Compare it with the form as it was filed."
                place, code = (printed.place,), "edition.printed-otherwise"
                self.findings.append(Finding(code, said, mend, place, Severity.NOTICE, facts=(ours.id,)))

    def _stated(self, cell: Cell, context: FormContext, text: str) -> FormFact | None:
        how = "stated by the company"
        reading = read_number(text)
        if text == self.forms.common.marks.nil or reading.kind == "dash":
            return self._nil(cell, context, None, f"nil, {how}")
        places = cell.decimals + cell.scale
        if reading.kind != "number" or reading.value is None or reading.places != places:
            key = f"{cell.element}/{context.id}"
            what = f"a figure with {places} decimal places" if places else "a whole figure"
            self._say("stated-unread", f"{key} is stated as {text}, which is not {what}", "Correct it.")
            return None
        return self._made(cell, context, reading.value.scaleb(cell.scale), None, how)

    def _made(
        self, cell: Cell, context: FormContext, value: Decimal, ours: Fact | None, how: str
    ) -> FormFact:
        places = Decimal(1).scaleb(-(cell.decimals + cell.scale))
        shown = format(abs(value).scaleb(-cell.scale).quantize(places), ",f")
        made = self._nil(cell, context, ours, how)
        return replace(made, value=value, shown=shown, decimals=cell.decimals, format=NUMBER_FORMAT)

    def _nil(self, cell: Cell, context: FormContext, ours: Fact | None, how: str) -> FormFact:
        made = FormFact(cell.element, context, None, "", how, unit=cell.unit, scale=cell.scale)
        return replace(made, of=ours.id, stands_for=_where(ours)) if ours is not None else made

    def fact(self, piece: Piece, period: str) -> FormFact | None:
        """A fact that is no figure, for a period; None where it is missing or not needed."""
        element = str(piece.element)
        context = self.forms.context(piece.context or period, piece.members)
        stated = self.forms.common.facts.get(element)
        if stated is not None:
            self._used.add(element)
        known, ours, how = self._known(piece)
        if known is not None:
            if stated is not None:
                self._say("stated-twice", f"{element} is stated, and it is known", "Take it out.")
            return self._valued(piece, context, known, ours, how)
        if stated is None:
            if piece.needed:
                self._ask_fact(piece)
            return None
        return self._valued(piece, context, stated, None, "stated by the company")

    def _known(self, piece: Piece) -> tuple[str | None, Fact | None, str]:
        """The value that the form or the release has,
        our fact behind it, and the origin; None for what is missing.
        """
        definition, common = self.definition, self.forms.common
        if piece.says is not None:
            return self.forms.text(piece.says), None, "the form's words"
        if piece.from_ == "published":
            ours = next((f for f in self.facts.facts if f.concept.name == common.published), None)
            return definition.published.isoformat(), ours, "as reported"
        if piece.from_ == "code":
            return self.forms.names["code"], None, "the entity's identifier"
        if piece.from_ == "year-end":
            return self.forms.year.end.isoformat(), None, "the end of the fiscal year"
        if piece.from_ == "company":
            return definition.company.name.get(common.language), None, "the company's name"
        if piece.from_ == "rounding":
            return self.forms.form.roundings[self.forms.rounding], None, "the form's words for the rounding"
        return None, None, ""

    def _valued(
        self, piece: Piece, context: FormContext, value: str | bool, ours: Fact | None, how: str
    ) -> FormFact | None:
        shown, reads = "", ""
        if piece.is_ == "boolean" and isinstance(value, bool):
            usual = self.forms.common.booleans
            words = (piece.yes, usual.yes) if value else (piece.no, usual.no)
            shown = next(word for word in words if word is not None)
            value = "true" if value else "false"
            reads = f"boolean{value}"
        elif piece.is_ == "date" and isinstance(value, str) and (day := _day(value)) is not None:
            shown, reads = self.forms.dated(day)
        elif piece.is_ == "text" and isinstance(value, str) and value.strip() == value != "":
            shown = value
        else:
            what = {"boolean": "true or false", "date": "a day, YYYY-MM-DD", "text": "text"}[piece.is_]
            said = f"{piece.element} is stated as {value!r} and has to be {what}"
            self._say("stated-unread", said, "Correct it.")
            return None
        made = FormFact(str(piece.element), context, value, shown, how, format=reads)
        return replace(made, of=ours.id, stands_for=_where(ours)) if ours is not None else made

    def unused(self) -> None:
        """Findings for stated values that the form has no place for."""
        common = self.forms.common
        for key in (*common.facts, *common.figures):
            if key not in self._used:
                self._say(
                    "not-in-form",
                    f"{key} is stated, and the form {common.form} has no place for it",
                    "Take it out, or correct its name.",
                )

    def _ask_fact(self, piece: Piece) -> None:
        element = str(piece.element)
        value = {"boolean": "true  # or false", "date": "YYYY-MM-DD", "text": "…"}[piece.is_]
        self._ask(element, f"  {element}: {value}", element, piece.of or "company", "facts")

    def _ask_figure(self, cell: Cell, key: str) -> None:
        of = f"the change of {cell.concept}" if cell.derived is not None else cell.concept
        what = f"{key}: no fact of ours is {of} of {cell.period}"
        nil = self.forms.common.marks.nil
        self._ask(key, f'  "{key}": "…"  # as printed, or "{nil}" for no value', what, "release", "figures")

    def _ask(self, key: str, line: str, what: str, of: str, below: str) -> None:
        """Adds a finding that asks for a value: which line to add to which file."""
        path = self.files[0] if of == "company" else self.files[1]
        self.findings.append(
            Finding(
                "edition.lacks",
                f"the form {self.forms.common.form} needs {what}, and nothing says it",
                f"Add this line to {path} below `{below}:`.",
                (Place(str(path)),),
                details=(line,),
                subject=key,
            )
        )

    def _say(self, code: str, message: str, mend: str, ours: Fact | None = None) -> None:
        places = ours.places[:1] if ours is not None else ()
        facts = (ours.id,) if ours is not None else ()
        place = (*places, *(Place(str(path)) for path in self.files if path.is_file()))
        self.findings.append(Finding(f"edition.{code}", message, mend, place, facts=facts))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _where(ours: Fact) -> tuple[Period, Members]:
    return ours.context.period, ours.context.members
