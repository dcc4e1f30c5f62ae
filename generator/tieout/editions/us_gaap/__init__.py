"""The us-gaap edition: official elements wherever the alignment is exact, in the shape that the SEC takes.

us-gaap, srt and dei of the release's year are imported by their addresses and are not among the files. The
rules are those of the EDGAR Filer Manual, volume II, chapter 6.
"""

from dataclasses import dataclass

from tieout.core import Finding, InputError, Place, Severity
from tieout.definitions import ReleaseDefinition, edition_files, load_edition, shown_path
from tieout.definitions.models import UsGaapFile
from tieout.editions.model import EditionFact, LeftOut, Made, Report
from tieout.editions.us_gaap.choose import Choice
from tieout.editions.us_gaap.cover import Cover, also_ours, cover
from tieout.editions.us_gaap.elements import ENGLISH
from tieout.editions.us_gaap.files import files
from tieout.editions.us_gaap.layout import EdgarLayout
from tieout.editions.us_gaap.translate import cover_facts, translated
from tieout.facts import Fact
from tieout.render.linkbase_view import used_concepts


@dataclass(frozen=True, slots=True)
class UsGaap:
    """The report in the form that the SEC's system accepts."""

    name: str = "us-gaap"
    folder: str = "us-gaap"
    title: str = "us-gaap, srt and dei, as the SEC takes reports"

    def make(self, report: Report) -> Made:
        """The report in us-gaap. Raises InputError with all that nothing states and the form needs."""
        definition, company = report.definition, report.definition.company
        data = load_edition(self.name, definition, UsGaapFile)
        form, cik, year = _stated(data, definition)
        prefix = data.ticker or company.own.prefix
        choice = Choice(used_concepts(company), year, prefix)
        front = also_ours(cover(data, form, year, cik, definition, choice), report.facts)
        theirs, facts = translated(definition, report.facts, choice, front, (data.scheme, cik, prefix))
        known = data.years[year]
        layout = EdgarLayout(theirs, official={"us-gaap": known.us_gaap, "srt": known.srt, "dei": known.dei})
        told, left_out = _carried(report, choice, front, form)
        accepted = tuple(entry for entry in report.tied.accepted if ENGLISH in entry.why)
        used = {name for context in report.facts.contexts for pair in context.members for name in pair}
        return Made(
            report=f"{layout.stem}.xml",
            files=files(layout, facts, accepted, choice, known),
            facts=told,
            left_out=left_out,
            members=tuple((name, choice[name].qname) for name in sorted(used)),
            needs=tuple(official.schema_ for official in layout.official.values()),
            told=(*choice.told, *_outdated(data, year, definition)),
        )


def _stated(data: UsGaapFile, definition: ReleaseDefinition) -> tuple[str, str, int]:
    """The form, the company's number and the year. Raises InputError where one of them is missing."""
    company = definition.company
    cik = data.cik or (company.code if company.scheme == data.scheme else "")
    year = _year(data, definition)
    forms, years = ", ".join(data.forms), ", ".join(map(str, data.years))
    lacking = []
    if not cik:
        lacking.append((f"needs the company's number in {data.scheme}, which nothing states", "`cik`"))
    if data.form is None:
        lacking.append((f"needs its form, one of {forms}, which nothing states", "`form`"))
    elif data.form not in data.forms:
        lacking.append((f"has no form {data.form}: there are {forms}", "`form`"))
    if ENGLISH not in company.languages:
        what = "needs English texts, which the SEC asks for and nothing states"
        lacking.append((what, "`languages` of the company, and the texts in `en`"))
    if year not in data.years:
        which = "up to the day of publication" if data.year is None else str(data.year)
        lacking.append((f"knows no official taxonomies of a year {which}: there are {years}", "`year`"))
    if lacking or data.form is None:
        file = shown_path(edition_files("us-gaap", definition)[0])
        raise InputError(
            *(
                Finding(
                    "edition.lacks", f"the edition us-gaap {said}", f"State {key} in {file}.", (Place(file),)
                )
                for said, key in lacking
            )
        )
    return data.form, cik, year


def _year(data: UsGaapFile, definition: ReleaseDefinition) -> int:
    """The stated year, or else the latest known year up to the day of publication; 0 where there is none."""
    past = [year for year in data.years if year <= definition.published.year]
    return data.year or max(past, default=0)


def _outdated(data: UsGaapFile, year: int, definition: ReleaseDefinition) -> tuple[Finding, ...]:
    """A finding for a year that nobody stated and that is more than a year older than the publication."""
    if data.year is not None or definition.published.year - year <= 1:
        return ()
    said = f"the us-gaap edition is of {year}, the latest year that it knows up to {definition.published}"
    mend = "Add the official taxonomies of a later year under `years`, or state this one as `year`."
    place = Place(shown_path(edition_files("us-gaap", definition)[0]))
    return (Finding("edition.outdated", said, mend, (place,), Severity.NOTICE),)


def _carried(
    report: Report, choice: Choice, front: Cover, form: str
) -> tuple[tuple[EditionFact, ...], tuple[LeftOut, ...]]:
    """The outcome for each fact of ours, and the facts of the cover that the edition's data states."""
    out = cover_facts(report.definition.company)
    elements = {fact.concept.name for fact in front.facts}
    told, left_out = [], []
    for fact in report.facts.facts:
        name = fact.concept.name
        if name not in out:
            told.append(_told(fact, choice, choice.chosen[name].how))
        elif fact.id not in front.ours.values():
            has = f"says dei:{name} of its own" if name in elements else "has no element for it"
            left_out.append(LeftOut(fact.id, f"the cover of form {form} {has}"))
    for fact in front.facts:
        how = f"the cover of form {form}"
        told.append(_cover_told(fact, front.ours.get(fact.id, ""), how))
    return tuple(told), tuple(left_out)


def _told(fact: Fact, choice: Choice, how: str) -> EditionFact:
    names = {name: choice[name].qname for pair in fact.context.members for name in pair}
    return EditionFact(
        id=fact.id,
        of=fact.id,
        concept=choice[fact.concept.name].qname,
        period=fact.context.period,
        members=tuple(sorted((names[axis], names[member]) for axis, member in fact.context.members)),
        unit=fact.unit.measure if fact.unit is not None else "",
        decimals=fact.decimals,
        value=fact.value,
        how=how,
    )


def _cover_told(fact: Fact, of: str, how: str) -> EditionFact:
    return EditionFact(fact.id, of, fact.concept.qname, fact.context.period, (), "", None, fact.value, how)


__all__ = ["UsGaap"]
