"""The cover of a form: a statement of elements of dei, and the facts that fill it."""

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
from tieout.editions.us_gaap.choose import ENGLISH, Choice
from tieout.editions.us_gaap.elements import official
from tieout.facts import Context, Fact, FactSet

_ROOT = "CoverAbstract"


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover's statement with official elements, its facts, and the facts of ours that it has too."""

    statement: Statement
    facts: tuple[Fact, ...]
    ours: dict[str, str]


def of_cover(statement: Statement) -> bool:
    """Whether a statement of ours is the cover: what it says comes from the definitions, not from a cell."""
    return any(line.value is not None for line in statement.lines)


def cover(
    data: UsGaapFile, form: str, year: int, cik: str, definition: ReleaseDefinition, choice: Choice
) -> Cover:
    """The cover of a form; elements that the year does not have are left out.

    Raises InputError with each element that the company has to state and does not.
    """
    model = data.forms[form]
    texts = _texts(definition, cik)
    stated = dict(model.cover)
    stated |= data.cover
    ours = next(statement for statement in definition.company.statements if of_cover(statement))
    in_year = [name for name in stated if official(f"dei:{name}", year) is not None]
    if lacking := [name for name in in_year if stated[name] is None]:
        raise InputError(*(_lacks(data, form, name, definition) for name in lacking))
    context = _context(model, definition)
    concepts = [_element(data, name) for name in in_year]
    facts = tuple(
        Fact(f"{concept.name}_{context.id}", concept, context, None, _filled(stated[name] or "", texts), None)
        for name, concept in zip(in_year, concepts, strict=True)
    )
    named = official(f"dei:{_ROOT}", year) is not None
    statement = replace(
        ours,
        title={ENGLISH: "Cover"},
        root=_element(data, _ROOT, "heading") if named else choice[ours.root.name],
        lines=tuple(_line(ours.lines[0], index, concept) for index, concept in enumerate(concepts)),
    )
    return Cover(statement, facts, {})


def also_ours(cover: Cover, facts: FactSet) -> Cover:
    """The cover with those of its facts that are ours as well: same name, period and value."""
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


def _filled(value: str, texts: dict[str, str]) -> str:
    for name, text in texts.items():
        value = value.replace("{" + name + "}", text)
    return value


def _element(data: UsGaapFile, name: str, type_: str = "string") -> Concept:
    return Concept(
        name=name,
        prefix="dei",
        type=type_,
        balance=None,
        period="duration",
        label={ENGLISH: data.cover_labels[name]},
        total=None,
        doc={},
        relation="exact",
        element=f"dei:{name}",
        topic=None,
        default=None,
        unit=None,
        derived=None,
        place=Place(),
        align_place=Place(),
    )


def _line(like: Line, index: int, concept: Concept) -> Line:
    return replace(like, index=index, concept=concept, label=None, captions=(), stated=(), value="")


def _lacks(data: UsGaapFile, form: str, name: str, definition: ReleaseDefinition) -> Finding:
    file = shown_path(edition_files("us-gaap", definition)[0])
    called = data.cover_labels[name].lower()
    return Finding(
        "edition.lacks",
        f"the cover of form {form} needs dei:{name} ({called}), which nothing states",
        f"State it under `cover` in {file}.",
        (Place(file),),
    )
