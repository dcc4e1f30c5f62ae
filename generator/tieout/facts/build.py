"""Builds the facts of a release: one for each figure however often it is printed, and those of the cover."""

from tieout.core import Finding, Period, agree
from tieout.definitions import Concept, Line, Members, ReleaseDefinition, first_of
from tieout.facts.model import Context, Fact, FactSet, Repeat, Unit
from tieout.mapping import Mapped, Printed

_Key = tuple[str, Members, Period, str]


def build_facts(mapped: Mapped, definition: ReleaseDefinition) -> tuple[FactSet, tuple[Finding, ...]]:
    """The facts of a mapped release, and findings about printings that contradict each other.

    The most precise printing is the fact. A less precise one is a repeat, whether or not it agrees; so is a
    sentence's printing of a table's figure. Another printing of equal precision that differs is a finding,
    since nothing says which is right.
    """
    groups: dict[_Key, list[Printed]] = {}
    for printed in mapped.printed:
        groups.setdefault(printed.key, []).append(printed)
    builder = _Builder(definition)
    facts, repeats, findings = [], [], []
    chosen: list[tuple[str, Printed]] = []
    for group in groups.values():
        # Of equally precise printings a clear one comes before a proven one, a table's before a sentence's.
        first = min(group, key=lambda p: (-p.figure.decimals if p.figure else 0, bool(p.proof), p.line < 0))
        same = [p for p in group if p.figure == first.figure]
        fact = builder.fact(first, same)
        facts.append(fact)
        for printed in group:
            chosen.append((fact.id, printed))
            if printed is first or printed.figure is None or first.figure is None:
                continue
            level = printed.figure.decimals == first.figure.decimals
            if printed.figure != first.figure and level and (printed.line < 0) == (first.line < 0):
                findings.append(_conflict(first, printed))
            else:
                repeats.append(Repeat(fact.id, printed, agree(printed.figure, first.figure)))
    findings += [finding for fact in facts if (finding := _mistimed(fact, definition)) is not None]
    cover = builder.cover()
    return (
        FactSet(
            facts=(*cover, *facts),
            contexts=builder.contexts(),
            units=builder.units(),
            repeats=tuple(repeats),
            printed=tuple(chosen),
            damaged=mapped.damaged,
            dropped=mapped.dropped,
            unknown=mapped.unknown,
        ),
        tuple(findings),
    )


def _conflict(a: Printed, b: Printed) -> Finding:
    return Finding(
        "facts.conflict",
        f'one figure is printed as "{a.text}" and as "{b.text}", equally precise',
        "Nothing says which one is right: mend the release, or give one of the two lines another concept.",
        (a.place, b.place),
    )


def _mistimed(fact: Fact, definition: ReleaseDefinition) -> Finding | None:
    """The finding for a future figure that is no forecast, or a forecast for the past; else None."""
    forecast = all(pair in fact.context.members for pair in definition.company.forecast)
    period = fact.context.period
    if not forecast and period.end > definition.published:
        what = f"a figure is of {period}, after the day of publication, and is no forecast"
        mend = "Mend the date, or the mark that makes a forecast of it."
    elif forecast and period.end <= definition.period.end:
        what = f"a forecast is of {period}, which has ended"
        mend = "Mend the date, or take the mark of a forecast away."
    else:
        return None
    return Finding("facts.mistimed", what, mend, fact.places[:1], facts=(fact.id,))


class _Builder:
    """Makes facts, contexts and units, each once."""

    def __init__(self, definition: ReleaseDefinition) -> None:
        self._definition = definition
        self._contexts: dict[tuple[Period, Members], Context] = {}
        self._names: set[str] = set()
        self._units: dict[str, Unit] = {}
        self._notes = {
            line.concept.name: line.note
            for statement in definition.company.statements
            for line in statement.lines
            if line.note is not None
        }

    def fact(self, printed: Printed, same: list[Printed]) -> Fact:
        context = self._context(printed.period, printed.members)
        figure = printed.figure
        return Fact(
            id=_id(printed.concept, context),
            concept=printed.concept,
            context=context,
            unit=self._unit(printed.measure),
            value=figure.value if figure else None,
            decimals=figure.decimals if figure else None,
            places=(printed.place, *dict.fromkeys(p.place for p in same if p.place != printed.place)),
            notes=tuple(filter(None, (self._notes.get(printed.concept.name), dict(printed.proof)))),
        )

    def cover(self) -> list[Fact]:
        """The facts of lines that have a `value`: they come from the definitions, not from a cell."""
        context = self._context(self._definition.to_date, ())
        return [
            Fact(_id(line.concept, context), line.concept, context, None, self._text(line), None)
            for statement in self._definition.company.statements
            for line in statement.lines
            if line.value is not None
        ]

    def _text(self, line: Line) -> str:
        company = self._definition.company
        year_end = company.calendar.quarter(self._definition.fiscal_year, 4).end
        texts = {
            "company": first_of(company.name),
            "identifier": company.code,
            "document-type": self._definition.document_type,
            "published": self._definition.published.isoformat(),
            "period-end": self._definition.period.end.isoformat(),
            "fiscal-year": str(self._definition.fiscal_year),
            "quarter": str(self._definition.quarter),
            "year-end": f"--{year_end:%m-%d}",
            "currency": company.currency,
            "accounting-standard": company.accounting_standard,
        }
        value = line.value or ""
        for name, text in texts.items():
            value = value.replace("{" + name + "}", text)
        return value

    def _context(self, period: Period, members: Members) -> Context:
        key = (period, members)
        if key not in self._contexts:
            names = [member.removesuffix("Member") for _, member in members]
            name = "_".join([period.id, *names])
            if name in self._names:
                # Another context has the same members, on other axes.
                axes = [axis.removesuffix("Axis") for axis, _ in members]
                name = "_".join([period.id, *map("-".join, zip(axes, names, strict=True))])
            self._names.add(name)
            self._contexts[key] = Context(name, period, members)
        return self._contexts[key]

    def _unit(self, measure: str) -> Unit:
        if measure not in self._units:
            self._units[measure] = Unit(measure.replace("/", "_per_"), measure)
        return self._units[measure]

    def contexts(self) -> tuple[Context, ...]:
        """The contexts, ordered by members and then by period: the whole company first."""
        return tuple(
            sorted(
                self._contexts.values(), key=lambda c: (c.members, c.period.end, c.period.start is None, c.id)
            )
        )

    def units(self) -> tuple[Unit, ...]:
        return tuple(sorted(self._units.values(), key=lambda unit: unit.id))


def _id(concept: Concept, context: Context) -> str:
    """The id of a fact. It names concept and context, and does not depend on what else a release reports."""
    return f"{concept.name}_{context.id}"
