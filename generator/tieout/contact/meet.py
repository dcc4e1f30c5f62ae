"""Reads a release of an unknown company: who reports, its drafted statements, their facts tied out."""

import re
import shutil
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from tieout.contact.cover import Cover, cover_of, filer_of, without_cover
from tieout.contact.fiscal import calendar_of, quarter_of
from tieout.contact.identity import Identity, Said, currency_of, name_of, published_of
from tieout.contact.renamed import read_renamed
from tieout.core import WEEKDAYS, FiscalCalendar, QuarterWeekCalendar, WeekCalendar
from tieout.definitions import (
    Company,
    Vocabulary,
    base_vocabulary,
    check_draftable,
    draftable,
    load_contact,
    load_release,
)
from tieout.document import Document
from tieout.language import language_of, plain_language
from tieout.layout import Release, understand
from tieout.pipeline import Progress, Read, silent, take, tie_anyhow
from tieout.results import UNNAMED
from tieout.sources import read_document
from tieout.start import Begun, Who, drafted_into

_SEC, _NOBODY = "http://www.sec.gov/CIK", "0000000000"
_UNNAMED = Said(UNNAMED, "nothing on the page names the company")
_CIK = re.compile(r"CENTRAL INDEX KEY:?\s*(\d{4,10})", re.IGNORECASE)
_RELEASE = """\
# A draft of {name}'s release for {period}: nobody has looked at it yet.
company: ../company
text: {text}
fiscal-year: {year}
quarter: {quarter}
published: {published}
document-type: {type}
"""
DRAFT = "Draft of an earnings release, not published"


@dataclass(frozen=True, slots=True)
class Given:
    """What a person states about a release; it overrides the page. None where nothing is stated.

    `named_by` is the calendar year that names the fiscal year: that of its start or of its end.
    """

    name: str | None = None
    currency: str | None = None
    language: str | None = None
    calendar: FiscalCalendar | None = None
    named_by: Literal["start", "end"] | None = None
    quarter: tuple[int, int] | None = None
    published: date | None = None
    identifier: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A drafted and tied-out release. `definitions` is the folder with the drafted company and release."""

    identity: Identity
    begun: Begun
    done: Read
    definitions: Path


def meet(
    file: Path,
    folder: Path,
    given: Given | None = None,
    progress: Progress = silent,
    *,
    named: Path | None = None,
) -> Contact:
    """Drafts and ties out the release at `file`, and writes its definitions into `folder`, which may be
    missing.

    `named` is the folder that messages name instead, if the definitions will be moved there. Raises
    InputError where the file cannot be read, or no table in it is understood and dated.
    """
    given = given or Given()
    progress("reading")
    document = read_document(file)
    code = _language(document, given)
    views = _Views(document, base_vocabulary(code))
    identity = _identity(views, given, code)
    progress("drafting")
    begun, company, release = _drafted(folder, named or folder, identity, views)
    definition = _definition(folder, identity, company, file)
    done = take(Read(load_release(definition), release), progress=progress)
    done = done if done.tied is not None else tie_anyhow(done)
    return Contact(identity, begun, read_renamed(done, folder, named or folder), folder)


def identify(file: Path, given: Given | None = None) -> Identity:
    """Who reports, and for which quarter, as the page says it. Nothing is drafted.

    Raises InputError where the file cannot be read.
    """
    given = given or Given()
    document = read_document(file)
    code = _language(document, given)
    return _identity(_Views(document, base_vocabulary(code)), given, code)


@dataclass(frozen=True, slots=True)
class _Views:
    """A document understood by fiscal calendar and currency. Each result is kept, since it takes long."""

    document: Document
    words: Vocabulary
    known: dict[tuple[FiscalCalendar, str], Release] = field(default_factory=dict)

    def of(self, calendar: FiscalCalendar, currency: str) -> Release:
        """The release as the words of its language alone read it."""
        if (calendar, currency) not in self.known:
            language = plain_language(self.words.language, calendar, currency)
            self.known[calendar, currency] = understand(self.document, language)
        return self.known[calendar, currency]

    def of_company(self, company: Company) -> Release:
        """The release as a company reads it, which may have words of its own; its cover is left out."""
        if company.vocabulary == self.words:
            release = self.of(company.calendar, company.currency)
        else:
            release = understand(self.document, language_of(company))
        return without_cover(release, load_contact(self.words.language))


def _language(document: Document, given: Given) -> str:
    """The stated language, or else the one that the document's letters show.

    Raises InputError where releases in the stated language cannot be drafted.
    """
    if given.language is not None:
        check_draftable(given.language)
        return given.language
    text = "".join(document.lines[:400])
    kana = sum("\u3040" <= character <= "\u30ff" for character in text)
    guess = "ja" if 20 * kana > len(text) > 0 else "en"
    return guess if guess in draftable() else "en"


# Who reports -----------------------------------------------------------------------------------------


def _identity(views: _Views, given: Given, code: str) -> Identity:
    """Who reports. The page is read with a usual fiscal year first, then with the one that it shows."""
    usual = FiscalCalendar(12, "end")
    language = plain_language(code, usual, given.currency or "USD")
    release = views.of(usual, given.currency or "USD")
    words = load_contact(code)
    cover, filer = cover_of(views.document.lines, words, language), filer_of(views.document.head, words)
    cover = replace(cover, month=cover.month or filer.month, identifier=cover.identifier or filer.identifier)
    filed = filer.filed.value if filer.filed is not None else None
    if given.calendar is not None:
        calendar = Said(given.calendar, "said")
    else:
        calendar = _calendar(views, release, cover, given.currency or "USD", code)
    if given.named_by is not None:
        calendar = Said(replace(calendar.value, named_by=given.named_by), calendar.source)
    currency = Said(given.currency, "said") if given.currency else currency_of(release, language)
    release = views.of(calendar.value, currency.value)
    quarter = cover.quarter or quarter_of(release, calendar.value, language, filed)
    quarter = Said(given.quarter, "said") if given.quarter else quarter
    end = calendar.value.quarter(*quarter.value).end
    published = (
        Said(given.published, "said") if given.published else published_of(release, language, end, filed)
    )
    name = cover.name or name_of(release, words) or filer.name or _UNNAMED
    return Identity(
        name=Said(given.name, "said") if given.name else name,
        currency=currency,
        language=Said(code, "said" if given.language else "its letters"),
        calendar=calendar,
        quarter=quarter,
        published=published,
        identifier=_identifier(views.document, given, cover),
        scheme=_SEC,
    )


def _calendar(
    views: _Views, release: Release, cover: Cover, currency: str, code: str
) -> Said[FiscalCalendar]:
    """The fiscal calendar of a release.
    It is checked again once the page is read by it, which may show more days.
    """
    usual = FiscalCalendar(12, "end")
    found = calendar_of(release, plain_language(code, usual, currency), cover)
    if found.value == usual:
        return found
    return calendar_of(views.of(found.value, currency), plain_language(code, found.value, currency), cover)


def _identifier(document: Document, given: Given, cover: Cover) -> Said[str]:
    if given.identifier:
        return Said(given.identifier, "said")
    if cover.identifier is not None:
        return cover.identifier
    for line in document.lines[:200]:
        if (found := _CIK.search(line)) is not None:
            return Said(found[1].zfill(10), f'"{found[0]}"')
    return Said(_NOBODY, "nothing on the page says it")


# Definitions -----------------------------------------------------------------------------------------


def _drafted(folder: Path, named: Path, identity: Identity, views: _Views) -> tuple[Begun, Company, Release]:
    company = folder / "company"
    if company.exists():
        shutil.rmtree(company)
    company.mkdir(parents=True)
    who, quarter = _who(identity), identity.quarter.value
    return drafted_into(company, named / "company", who, views.of_company, None, quarter)


def _who(identity: Identity) -> Who:
    name = identity.name.value
    slug = re.sub(r"[^a-z0-9]+", "", name.casefold())[:20] or "company"
    calendar = identity.calendar.value
    weeks: dict[str, object] | None = None
    if isinstance(calendar, WeekCalendar):
        weeks = {"day": WEEKDAYS[calendar.weekday], "ends": calendar.ends}
        if len(set(calendar.quarters)) > 1:
            weeks["quarters"] = list(calendar.quarters)
        if calendar.extra != 4:
            weeks["extra"] = calendar.extra
        if isinstance(calendar, QuarterWeekCalendar):
            weeks["year"] = "months"
    return Who(
        name={identity.language.value: name},
        prefix=slug if slug[0].isalpha() else f"c{slug}",
        authority="http://draft.example",
        scheme=identity.scheme,
        code=identity.identifier.value,
        publisher=name,
        currency=identity.currency.value,
        standard="US GAAP",
        end_month=calendar.end_month,
        named_by=calendar.named_by,
        language=identity.language.value,
        weeks=weeks,
    )


def _definition(folder: Path, identity: Identity, company: Company, file: Path) -> Path:
    """Writes the folder of the release (a copy of its file,
    and what was found out about it) and returns it.
    """
    release = folder / "release"
    release.mkdir(exist_ok=True)
    year, quarter = identity.quarter.value
    shutil.copyfile(file, release / f"release{file.suffix or '.txt'}")
    said = _RELEASE.format(
        name=company.name[company.language],
        period=identity.calendar.value.quarter(year, quarter),
        text=f"release{file.suffix or '.txt'}",
        year=year,
        quarter=quarter,
        published=identity.published.value.isoformat(),
        type=DRAFT,
    )
    (release / "release.yaml").write_text(said, encoding="utf-8", newline="\n")
    return release
