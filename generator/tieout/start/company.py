"""Drafts a new company from one release, in a folder of its own."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tieout.core import Finding, InputError, resolved
from tieout.definitions import Company, check_draftable, load_company, shown_path
from tieout.draft import Doubt, Draft, document, doubts, draft, files, give_way, review, schema_line
from tieout.layout import Release, read_release
from tieout.start.calendars import misdated
from tieout.start.folder import Quarter, refusal, relative, whole
from tieout.start.held import held


@dataclass(frozen=True, slots=True)
class Who:
    """Who reports, in the terms of `company.yaml`. `weeks` describe a fiscal year of 52 or 53 weeks.

    The languages of its name are its languages; the first is that of its releases.
    """

    name: dict[str, str]
    prefix: str
    authority: str
    scheme: str
    code: str
    publisher: str
    currency: str
    standard: str
    end_month: int
    named_by: str
    language: str
    weeks: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """A drafted company: its draft, and what a person has to look at."""

    folder: Path
    draft: Draft
    doubts: tuple[Doubt, ...]
    notes: tuple[str, ...]
    translate: tuple[str, ...]

    @property
    def quarter(self) -> Quarter | None:
        """The quarter that the release seems to be for."""
        return Quarter(*self.draft.quarter) if self.draft.quarter is not None else None


def check_company(folder: Path, text: Path) -> None:
    """Raises InputError where the folder exists already, or the release does not."""
    if folder.exists():
        mend = "Name another one, or take it away to draft it again."
        raise InputError(refusal("input.company-exists", f"{folder} is there already", folder, mend))
    if not text.is_file():
        raise InputError(refusal("input.no-file", f"there is no file {text}", text))


def new_company(folder: Path, text: Path, who: Who) -> Begun:
    """Makes a company's folder, completely or not at all: `company.yaml` and everything drafted from the
    release.

    Raises InputError where the folder exists already, where the company's data or the release cannot be read,
    or where no period of the release fits the fiscal year.
    """
    check_company(folder, text)
    check_draftable(who.language)
    schemas = resolved(folder).parent / "schemas"
    near = relative(folder, schemas) if schemas.is_dir() else None

    def checked(bare: Company) -> Release:
        release = read_release(text, bare)
        if (finding := misdated(release, bare)) is not None:
            raise InputError(release.located(finding))
        return release

    with whole(folder) as beside:
        return drafted_into(beside, folder, who, checked, near)[0]


def drafted_into(
    beside: Path,
    folder: Path,
    who: Who,
    read: Callable[[Company], Release],
    schemas: str | None,
    quarter: tuple[int, int] | None = None,
) -> tuple[Begun, Company, Release]:
    """Writes a company and its draft into `beside`, a temporary folder that will become `folder`.

    `read` gives the release as read by the company, of which only `who` is known; `quarter` is the one that
    it reports, if that is known. Returns what was drafted, the company with it, and the release.
    """
    _write(beside, "company.yaml", _company(who, schemas))
    bare = _loaded(beside)
    release = read(bare)
    drafted = draft(release, bare, quarter)
    company = _written(beside, drafted, schemas)
    if held(drafted, company, release):
        company = _written(beside, drafted, schemas)
    found = _settled(doubts(drafted, company, release), beside, folder)
    left = review(drafted, found, company)
    left = _named(left, who, company)
    if said := _other_currency(release, bare):
        left["notes"] = [said, *_texts(left, "notes")]
    named = (schema_line(schemas, "review"),) if schemas is not None else ()
    if left:
        _write(beside, "review.yaml", document(left, *named, *_HOW))
    begun = Begun(folder, drafted, tuple(found), _texts(left, "notes"), _texts(left, "translate"))
    return begun, company, release


def _written(folder: Path, drafted: Draft, near: str | None) -> Company:
    """The drafted company, loaded. Relations that its own definitions refuse are left out."""
    while True:
        texts = dict(files(drafted, near))
        for name, said in texts.items():
            _write(folder, name, said)
        try:
            return load_company(folder)
        except InputError as error:
            if not give_way(drafted, error.findings, texts):
                raise


_HOW = (
    "What the draft leaves to a person, the doubtful first. What counts stands in statements/ and concepts/:",
    "mend a line there, or say here that it is right (settled: true). tieout check tells what is still open.",
    "A line is sure, and not here, where many companies use its element for these words and few another, no",
    "other is nearly as good, and what it sums holds. A score: of a hundred such choices so many are right.",
)


def _write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _company(who: Who, schemas: str | None) -> str:
    year: dict[str, object] = {"end-month": who.end_month, "named-by": who.named_by}
    if who.weeks is not None:
        year["weeks"] = who.weeks
    said = {
        "company": who.name,
        "prefix": who.prefix,
        "authority": who.authority,
        "identifier": {"scheme": who.scheme, "code": who.code},
        "publisher": who.publisher,
        "currency": who.currency,
        "accounting-standard": who.standard,
        "fiscal-year": year,
        "languages": list(who.name),
    }
    named = (schema_line(schemas, "company"),) if schemas is not None else ()
    return document(said, *named, "Who reports.")


def _loaded(folder: Path) -> Company:
    """The company without definitions of its own. Errors in it are errors in what was stated about it."""
    try:
        return load_company(folder)
    except InputError as error:
        raise InputError(
            *(
                Finding(
                    "input.company", finding.message, "Give another value: see tieout new company --help."
                )
                for finding in error.findings
            )
        ) from None


def _other_currency(release: Release, company: Company) -> str:
    """A note that a release names only other currencies than the company's; "" where it does not."""
    text = " ".join(release.lines).casefold()
    named = {
        code: name
        for code, names in company.vocabulary.currencies.items()
        for name in names
        if re.search(rf"(?<![^\W\d_]){re.escape(name.casefold())}(?![^\W\d_])", text)
    }
    if not named or company.currency in named:
        return ""
    others = ", ".join(f"{name} ({code})" for code, name in named.items())
    return f"the release names {others} and not {company.currency}: is `currency` in company.yaml right?"


def _settled(found: list[Doubt], beside: Path, folder: Path) -> list[Doubt]:
    """The doubts, with the paths of their lines in the final folder."""
    written = shown_path(beside)
    return [
        replace(doubt, defined=replace(doubt.defined, file=doubt.defined.file.replace(written, str(folder))))
        for doubt in found
    ]


def _named(left: dict[str, object], who: Who, company: Company) -> dict[str, object]:
    """The review, with the company's own name added if it is the same in each language."""
    if len(company.languages) > 1 and len({*who.name.values()}) == 1:
        names = left.get("translate")
        left = {**left, "translate": ["company", *(names if isinstance(names, list) else [])]}
    order = ("open", "translate", "notes")
    return {key: left[key] for key in order if key in left}


def _texts(left: Mapping[str, object], key: str) -> tuple[str, ...]:
    said = left.get(key)
    return tuple(map(str, said)) if isinstance(said, list) else ()
