"""Makes the facts and the page of a form from a release's facts."""

from dataclasses import dataclass
from pathlib import Path

from tieout.core import Finding, InputError, Place
from tieout.definitions import (
    ReleaseDefinition,
    edition_files,
    forms_of,
    load_edition,
    load_form,
    models,
)
from tieout.editions.names import UnknownNameError
from tieout.editions.tdnet.fill import Filler
from tieout.editions.tdnet.form import Common, Form, FormError, Forms, Rounding
from tieout.editions.tdnet.page import Laid, Page, schema
from tieout.facts import FactSet

NAME = "tdnet"


@dataclass(frozen=True, slots=True)
class FormReport:
    """A release in a form: its page, the prefix of its files, the view of its schema, and findings.

    `needs` are the addresses of the exchange's taxonomy to which the schema refers.
    """

    stem: str
    page: Page
    schema: dict[str, object]
    common: Common
    rounding: Rounding
    needs: tuple[str, ...]
    findings: tuple[Finding, ...]


def form_report(definition: ReleaseDefinition, facts: FactSet) -> FormReport:
    """A release in its company's form.

    Findings include values that the form needs and nobody states. Raises InputError where no form is named,
    where it is not for this quarter, or where the company has to state something before it can be laid out.
    """
    common = load_edition(NAME, definition, models.TdnetEdition)
    files = edition_files(NAME, definition)
    form = _form(common, definition, files)
    code = definition.company.code if definition.company.scheme == form.report.scheme else common.code
    first = [*_unchosen(form, common, files)]
    if not code:
        said = f"the form {form.form} names the company by {form.report.scheme}, its identifier is another"
        first.append(_lacks(said, files[0], 'code: "…"  # five characters'))
    if common.rounding is None:
        said = f"the form {form.form} says how it is rounded, and the company does not"
        first.append(_lacks(said, files[0], f"rounding: …  # one of {', '.join(form.roundings)}"))
    if first or not code or common.rounding is None:
        raise InputError(*first)
    try:
        forms = Forms(form, common, definition, code, common.rounding)
        filler = Filler(forms, facts, files)
        stem = forms.text(form.report.file)
        page = Laid(forms, filler).page(_name(definition, common), code, f"{stem}.xsd")
    except (FormError, UnknownNameError) as error:
        said = f"the form {form.form} cannot be laid out: {error}"
        raise InputError(Finding("edition.form", said, "Mend its data.", (Place(str(files[0])),))) from None
    filler.unused()
    needs = (common.taxonomy.schema_, form.definitions, *common.taxonomy.labels)
    return FormReport(stem, page, schema(forms), common, common.rounding, needs, tuple(filler.findings))


def _name(definition: ReleaseDefinition, common: Common) -> str:
    names = definition.company.name
    return names.get(common.language) or next(iter(names.values()))


def _form(common: Common, definition: ReleaseDefinition, files: tuple[Path, Path]) -> Form:
    known = forms_of(NAME)
    if common.form not in known:
        said = f"there is no form {common.form}" if common.form else "the company names no form"
        line = f"form: {known[0]}" if len(known) == 1 else f"form: …  # one of {', '.join(known)}"
        raise InputError(_lacks(said, files[0], line))
    form = load_form(NAME, common.form)
    if definition.quarter not in form.quarters:
        quarters = ", ".join(map(str, form.quarters))
        said = (
            f"the form {form.form} is of quarters {quarters}, the release is of quarter {definition.quarter}"
        )
        raise InputError(Finding("edition.other-quarter", said, "Build without it.", (Place(str(files[0])),)))
    return form


def _unchosen(form: Form, common: Common, files: tuple[Path, Path]) -> tuple[Finding, ...]:
    """Findings for lines of the form whose element the company has not chosen."""
    found = []
    for choice, ones in form.choices.items():
        elements = [one.element for one in ones]
        if common.elements.get(choice) not in elements:
            heads = ", ".join(f"{one.element} ({one.head})" for one in ones)
            said = f"the form {form.form} has several elements for {choice}, and the company chooses none"
            line = f"  {choice}: …  # one of {heads}"
            found.append(_lacks(said, files[0], line, "elements"))
    for choice in common.elements:
        if choice not in form.choices:
            said = f"{choice} is no choice of the form {form.form}: there are {', '.join(form.choices)}"
            place = Place(str(files[0]))
            found.append(Finding("edition.not-in-form", said, "Take it out, or correct its name.", (place,)))
    return tuple(found)


def _lacks(said: str, path: Path, line: str, below: str = "") -> Finding:
    under = f" below `{below}:`" if below else ""
    mend = f"Add this line to {path}{under}."
    return Finding("edition.lacks", said, mend, (Place(str(path)),), details=(line,))
