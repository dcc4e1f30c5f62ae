"""Reads the YAML of a release: its company, both taxonomy layers and every statement."""

from collections.abc import Collection, Iterator
from pathlib import Path

from tieout.core import WEEKDAYS, Finding, FiscalCalendar, InputError, Place, WeekCalendar, resolved
from tieout.definitions import models
from tieout.definitions._checks import check_concepts, check_languages, check_presented, check_statements
from tieout.definitions._concepts import read_concepts
from tieout.definitions._elements import check_alignment
from tieout.definitions._languages import check_text, languages_of
from tieout.definitions._sentences import Sentences
from tieout.definitions._statements import (
    Derivations,
    StatementResolver,
    false_alarms,
    finding,
    kinds_of,
)
from tieout.definitions._yaml import Document
from tieout.definitions.company import Breakdown, Bridge, Company
from tieout.definitions.files import base_folder, read_model
from tieout.definitions.release import AcceptedException, Comment, ReleaseDefinition, Signed, StatedReading
from tieout.definitions.taxonomy import Base, Concept, Layer, Statement
from tieout.definitions.vocabulary import vocabulary


def load_release(folder: Path, text: Path | None = None) -> ReleaseDefinition:
    """Reads `folder/release.yaml` and all that it refers to.

    `text` replaces the release's own text. Raises InputError with every mistake found, each with its file
    and line.
    """
    document, model, named = _release_file(folder)
    company = load_company(named)
    _, model = read_model(folder / "release.yaml", models.ReleaseFile, company.languages)
    if lacking := [*_lacking(document, model, company)]:
        raise InputError(*lacking)
    end = company.calendar.quarter(model.fiscal_year, model.quarter).end
    if model.published < end:
        raise InputError(
            finding(
                "published",
                f"{model.published} is before the quarter ends, on {end}",
                "Mend the day of publication, or the fiscal year and quarter.",
                document.place(("published",)),
            )
        )
    return ReleaseDefinition(
        folder=folder,
        shown=str(folder),
        company=company,
        text=text or folder / model.text,
        fiscal_year=model.fiscal_year,
        quarter=model.quarter,
        published=model.published,
        document_type=model.document_type,
        scope=model.scope,
        remark=model.remark,
        readings=tuple(
            StatedReading(r.table, r.row, r.column, r.printed, r.read, r.why, document.place(("readings", i)))
            for i, r in enumerate(model.readings)
        ),
        exceptions=tuple(
            AcceptedException(
                kind="relation" if e.relation else "repeat",
                subject=e.relation or e.repeat or "",
                period=e.period,
                members=tuple(sorted(e.members.items())),
                by=e.by,
                on=e.on,
                why=e.why,
                place=document.place(("exceptions", i)),
            )
            for i, e in enumerate(model.exceptions)
        ),
        comments=tuple(Comment(c.line, c.printed, c.says) for c in model.comments),
        signed=Signed(model.signed.name, model.signed.on, model.signed.sha256) if model.signed else None,
        editions=tuple(model.editions),
    )


def files_of(folder: Path) -> tuple[Path, ...]:
    """The files that the release in `folder` is made from: its own two, and its company's definitions.

    The base layer's are not among them. Raises InputError where release.yaml or the company is not there.
    """
    _, model, company = _release_file(folder)
    return (folder / "release.yaml", folder / model.text, *definitions_in(company))


def text_of(folder: Path) -> Path:
    """The text of the release in `folder`. Raises InputError as `files_of` does."""
    _, model, _ = _release_file(folder)
    return folder / model.text


def definitions_in(company: Path | None) -> tuple[Path, ...]:
    """The files of a company's definitions, in order; empty without a company."""
    return tuple(sorted(path for path in company.rglob("*.yaml") if path.is_file())) if company else ()


def _release_file(folder: Path) -> tuple[Document, models.ReleaseFile, Path]:
    """A release's YAML as read and as a model, and its company's folder."""
    if not (folder / "release.yaml").is_file():
        raise InputError(
            Finding(
                "input.no-release",
                f"there is no release.yaml in {folder}",
                "Name the folder of a release.",
                (Place(str(folder)),),
            )
        )
    document, model = read_model(folder / "release.yaml", models.ReleaseFile)
    named = resolved(folder / model.company)
    if not (named / "company.yaml").is_file():
        raise InputError(
            finding(
                "no-company",
                f"there is no company.yaml in {named}",
                "Name the company's folder, as it is seen from this file.",
                document.place(("company",)),
            )
        )
    return document, model, named


def _lacking(document: Document, model: models.ReleaseFile, company: Company) -> Iterator[Finding]:
    """Findings for texts of a release that lack the first language of its company."""
    main = list(company.languages.items())[:1]
    if model.remark is not None:
        yield from check_text(
            "the remark is not there", model.remark, dict(main), document.place(("remark",))
        )
    for index, entry in enumerate(model.exceptions):
        place = document.place(("exceptions", index, "why"))
        yield from check_text("`why` is not there", entry.why, dict(main), place)


def load_base() -> Base:
    """Reads the base layer by itself. Raises InputError with every mistake found."""
    folder = base_folder()
    _, model = read_model(folder / "taxonomy.yaml", models.LayerFile)
    findings: list[Finding] = []
    concepts = read_concepts(folder, model.prefix, {}, model.languages, findings)
    if findings:
        raise InputError(*findings)
    layer = Layer(model.prefix, model.authority, concepts)
    return Base(layer, model.date, model.languages, model.publisher)


def load_company(folder: Path) -> Company:
    """Reads a company's folder on top of the base layer. Raises InputError with every mistake found."""
    base_path = base_folder()
    _, base_model = read_model(base_path / "taxonomy.yaml", models.LayerFile)
    document, model = read_model(folder / "company.yaml", models.CompanyFile)
    language, languages = languages_of(document, model, base_model.languages)
    _, model = read_model(folder / "company.yaml", models.CompanyFile, languages)
    _, words = read_model(base_path / "vocabulary" / f"{language}.yaml", models.VocabularyFile)
    findings: list[Finding] = []
    base = read_concepts(base_path, base_model.prefix, {}, languages, findings)
    own = read_concepts(folder, model.prefix, base, languages, findings)
    everything = base | own
    findings += check_concepts(everything, languages)
    findings += check_alignment(base_path / "elements", everything)
    read = _read_statements([base_path, folder], languages)
    _, figures = read_model(base_path / "figures.yaml", models.FiguresFile, languages)
    derivations = Derivations({str(kind): rule for kind, rule in figures.derived.items()})
    own |= _derived(read, everything, derivations, model.prefix)
    everything = base | own
    entity = (model.identifier.scheme, language)
    statements = _statements(read, everything, derivations, entity, findings)
    sentences = Sentences(figures.roles, derivations, everything)
    for path in sorted((folder / "sentences").glob("*.yaml")):
        sentences.read(*read_model(path, models.SentencesFile))
    findings += sentences.findings
    if not findings:
        # A statement that is not understood shows nothing.
        findings += check_presented(statements, sentences.sentences)
    findings += false_alarms(statements)
    findings += check_statements(statements)
    findings += check_languages(statements, languages)
    pictures = _pictures(document, model, everything, statements, findings)
    findings += check_text("the company has no name", model.company, languages, document.place(("company",)))
    for number, picture in enumerate(model.pictures):
        place = document.place(("pictures", number, "title"))
        findings += check_text("a picture has no title", picture.title, languages, place)
    if findings:
        raise InputError(*findings)
    return Company(
        name=model.company,
        folder=folder,
        scheme=model.identifier.scheme,
        code=model.identifier.code,
        publisher=model.publisher,
        currency=model.currency,
        accounting_standard=model.accounting_standard,
        calendar=_calendar(model.fiscal_year),
        base=Layer(base_model.prefix, base_model.authority, base),
        own=Layer(model.prefix, model.authority, own),
        base_date=base_model.date,
        language=language,
        languages=languages,
        official=base_model.official,
        statements=statements,
        sentences=tuple(sentences.sentences),
        forecast=tuple(sorted(figures.forecast.items())),
        proofs={str(kind): text for kind, text in figures.proofs.items()},
        vocabulary=vocabulary(language, words, model.vocabulary, model.not_figures),
        pictures=pictures,
    )


def _calendar(model: models.FiscalYearModel) -> FiscalCalendar:
    weeks = model.weeks
    if weeks is None:
        return FiscalCalendar(model.end_month, model.named_by)
    day = WEEKDAYS.index(weeks.day)
    return WeekCalendar(model.end_month, model.named_by, day, weeks.ends, weeks.quarters, weeks.extra)


def _pictures(
    document: Document,
    model: models.CompanyFile,
    concepts: dict[str, Concept],
    statements: tuple[Statement, ...],
    findings: list[Finding],
) -> tuple[Bridge | Breakdown, ...]:
    """The pictures, with their concepts and statements resolved; unknown ones are added to `findings`."""
    pictures: list[Bridge | Breakdown] = []
    names = {statement.name for statement in statements}
    for number, picture in enumerate(model.pictures):
        known: list[tuple[tuple[str, str], str, Collection[str]]] = []
        if bridge := picture.bridge:
            pictures.append(Bridge(picture.title, bridge.from_, bridge.to))
            known = [(("bridge", "from"), bridge.from_, concepts), (("bridge", "to"), bridge.to, concepts)]
        elif parts := picture.breakdown:
            pictures.append(Breakdown(picture.title, parts.of, parts.in_))
            known = [(("breakdown", "of"), parts.of, concepts), (("breakdown", "in"), parts.in_, names)]
        for key, name, there in known:
            if name not in there:
                place = document.place(("pictures", number, *key))
                findings.append(finding("picture", f"there is no {name} to draw", "Correct the name.", place))
    return tuple(pictures)


def _read_statements(
    folders: list[Path], languages: Collection[str]
) -> list[tuple[Document, models.StatementFile]]:
    return [
        read_model(path, models.StatementFile, languages)
        for folder in folders
        for path in sorted((folder / "statements").glob("*.yaml"))
    ]


def _derived(
    read: list[tuple[Document, models.StatementFile]],
    concepts: dict[str, Concept],
    derivations: Derivations,
    prefix: str,
) -> dict[str, Concept]:
    """The concepts derived from the statements' lines, each once, in their order."""
    found: dict[str, Concept] = {}

    def walk(
        document: Document, model: models.StatementFile, lines: list[models.LineModel], table: str | None
    ) -> None:
        for line in lines:
            here = line.table or table
            base = concepts.get(line.concept or line.total or "")
            for kind in kinds_of(line, model.tables.get(here or "")) if base is not None else ():
                assert base is not None
                name = derivations.name(base.name, kind)
                if name not in concepts and name not in found:
                    found[name] = derivations.concept(base, kind, prefix, document.place(("statement",)))
            walk(document, model, line.lines, here)

    for document, model in read:
        walk(document, model, model.lines, None)
    return found


def _statements(
    read: list[tuple[Document, models.StatementFile]],
    concepts: dict[str, Concept],
    derivations: Derivations,
    entity: tuple[str, str],
    findings: list[Finding],
) -> tuple[Statement, ...]:
    """The statements, resolved. `entity` is the scheme of its identifier,
    and the language of its releases.
    """
    statements: list[Statement] = []
    for document, model in sorted(read, key=lambda entry: entry[1].sort):
        resolver = StatementResolver(document, model, concepts, derivations, *entity)
        statement = resolver.resolve()
        findings += resolver.findings
        if statement is not None:
            statements.append(statement)
    return tuple(statements)
