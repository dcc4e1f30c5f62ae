"""The cover of a form: a statement of elements of dei, and the facts that fill it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tieout.core import Finding, InputError, Period, Place
from tieout.definitions import (
    Concept,
    Line,
    ReleaseDefinition,
    Statement,
    edition_files,
    first_of,
    shown_path,
)
from tieout.definitions.models import FormModel, UsGaapFile
from tieout.editions.names import UnknownNameError, filled
from tieout.editions.us_gaap.choose import Choice
from tieout.editions.us_gaap.elements import ENGLISH, bare, official
from tieout.facts import Context, Fact, FactSet

_ROOT = "CoverAbstract"


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover's statement with official elements, its facts, and our facts that are on it too."""

    statement: Statement
    facts: tuple[Fact, ...]
    ours: dict[str, str]


def of_cover(statement: Statement) -> bool:
    """Whether a statement is our cover: its values come from the definitions and not from cells."""
    return any(line.value is not None for line in statement.lines)


def cover(
    data: UsGaapFile, form: str, year: int, cik: str, definition: ReleaseDefinition, choice: Choice
) -> Cover:
    """The cover of a form; elements that the year's taxonomy lacks are left out.

    Raises InputError with every element that the company still has to state, and every one that it states in
    vain.
    """
    model = data.forms[form]
    stated = model.cover | data.cover
    in_year = [name for name in stated if official(f"dei:{name}", year) is not None]
    if amiss := [*_amiss(data, form, year, in_year, definition)]:
        raise InputError(*amiss)
    texts = _texts(definition, cik)
    ours = next(statement for statement in definition.company.statements if of_cover(statement))
    context = _context(model, definition)
    concepts = [bare(f"dei:{name}", data.cover_labels[name]) for name in in_year]
    values = [_value(form, name, stated[name] or "", texts, definition) for name in in_year]
    facts = tuple(
        Fact(f"{concept.name}_{context.id}", concept, context, None, value, None)
        for concept, value in zip(concepts, values, strict=True)
    )
    named = official(f"dei:{_ROOT}", year) is not None
    statement = replace(
        ours,
        title={ENGLISH: "Cover"},
        root=bare(f"dei:{_ROOT}", data.cover_labels[_ROOT], "heading") if named else choice[ours.root.name],
        lines=tuple(_line(ours.lines[0], index, concept) for index, concept in enumerate(concepts)),
    )
    return Cover(statement, facts, {})


def also_ours(cover: Cover, facts: FactSet) -> Cover:
    """The cover, with those of its facts that are ours as well: same name, period and value."""
    known = {(fact.concept.name, fact.context.period, fact.value): fact.id for fact in facts.facts}
    keys = {fact.id: (fact.concept.name, fact.context.period, fact.value) for fact in cover.facts}
    return replace(cover, ours={name: known[key] for name, key in keys.items() if key in known})


def _context(model: FormModel, definition: ReleaseDefinition) -> Context:
    day = definition.published
    period = Period(day, day) if model.period == "published" else definition.to_date
    return Context(period.id, period, ())


def _texts(definition: ReleaseDefinition, cik: str) -> dict[str, str]:
    company = definition.company
    year_end = company.calendar.quarter(definition.fiscal_year, 4).end
    return {
        "company": company.name.get(ENGLISH, first_of(company.name)),
        "cik": cik,
        "published": definition.published.isoformat(),
        "period-end": definition.period.end.isoformat(),
        "fiscal-year": str(definition.fiscal_year),
        "quarter": str(definition.quarter),
        "year-end": f"--{year_end:%m-%d}",
    }


def _value(form: str, name: str, stated: str, texts: dict[str, str], definition: ReleaseDefinition) -> str:
    """The cover's text for an element. Raises InputError where it contains an unknown name."""
    try:
        return filled(stated, texts)
    except UnknownNameError as error:
        said = f"the cover of form {form} cannot say dei:{name}: {error}"
        raise InputError(Finding("edition.form", said, "Correct it.", _files(definition))) from None


def _line(like: Line, index: int, concept: Concept) -> Line:
    return replace(like, index=index, concept=concept, label=None, captions=(), stated=(), value="")


def _amiss(
    data: UsGaapFile, form: str, year: int, in_year: list[str], definition: ReleaseDefinition
) -> Iterator[Finding]:
    """Findings for values that a cover lacks, and for stated values that it cannot have."""
    file = shown_path(edition_files("us-gaap", definition)[0])
    stated = data.forms[form].cover | data.cover
    for name in data.cover:
        if name not in in_year and name not in data.forms[form].cover:
            said = f"dei:{name} is stated for the cover, and is no element that is known of dei in {year}"
            mend = "Correct its name, or take it out of `cover`."
            yield Finding("edition.no-element", said, mend, _files(definition))
    for name in in_year:
        if name not in data.cover_labels:
            said = f"the cover of form {form} needs a label for dei:{name}, which nothing states"
            mend = f"State it under `cover-labels` in {file}."
            yield Finding("edition.lacks", said, mend, _files(definition))
        elif stated[name] is None:
            called = data.cover_labels[name].lower()
            said = f"the cover of form {form} needs dei:{name} ({called}), which nothing states"
            yield Finding("edition.lacks", said, f"State it under `cover` in {file}.", (Place(file),))


def _files(definition: ReleaseDefinition) -> tuple[Place, ...]:
    """The existing files of the company and the release for this edition."""
    return tuple(Place(shown_path(path)) for path in edition_files("us-gaap", definition) if path.is_file())
