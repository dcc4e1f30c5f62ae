"""From what ties to a published report: render → validate → publish, whole or not at all."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from tieout.compare import Side
from tieout.core import Finding, Place, Severity
from tieout.definitions import ReleaseDefinition, load_base, load_release
from tieout.editions import CROSSWALK_FILE, OWN, Edition, Report, edition_of
from tieout.pipeline import Progress, Read, Scope, before, read, silent
from tieout.publish import Added, Staging, add_edition, write_beside
from tieout.render import (
    ALIGNMENT,
    DEFAULT_FORMATS,
    EXCEPTIONS,
    INLINE,
    REPORT_PACKAGES,
    REPORTS,
    TAXONOMY,
    InEdition,
    Rendered,
    SignOff,
    base_package,
    need,
    render_alignment_package,
    render_base,
    render_package,
    render_signoff,
    render_taxonomy,
)
from tieout.tie import Tied
from tieout.validate import NOTHING, Apart, Counts, Official, Verdict, held_to_rules, validate


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome of a build. `changes` are the files that it changed, or would with `check`.

    `page` shows the findings in the text of the release, where there are any. `before` is the company's last
    release before this one, where it stands beside it.
    """

    read: Read
    out: Path
    counts: Counts
    findings: tuple[Finding, ...]
    published: bool
    changes: tuple[str, ...] = ()
    page: Path | None = None
    before: Side | None = None


@dataclass(frozen=True, slots=True)
class _Editions:
    """The editions beside our own that are asked for, and what there is to validate them with."""

    others: tuple[Edition, ...]
    official: Official


def build(  # noqa: PLR0913 - what a caller may choose
    folder: Path,
    out: Path | None = None,
    text: Path | None = None,
    *,
    formats: tuple[str, ...] = DEFAULT_FORMATS,
    editions: tuple[str, ...] | None = None,
    official: Official = NOTHING,
    scope: Scope | None = None,
    check: bool = False,
    processes: int = 1,
    progress: Progress = silent,
) -> Built:
    """Builds the report of the release in `folder` into `out`, by default the release's own `xbrl/`.

    `formats` are what is written beside the instance; `scope` is as in `read`. `editions` are in place of
    those that release.yaml names, each in a folder of its own beside our own report; they are validated with
    what is at hand of `official` taxonomies, else it is told that they are not. With two `processes` or more
    the instance is validated in one of its own, while the other files are in this one.

    With `check` nothing is written: a report that would change is a finding. Nothing is published while
    there is a finding. Raises InputError where the input is unusable.
    """
    need(formats)
    asked = tuple(map(edition_of, editions)) if editions is not None else None
    with _apart(processes) as apart:
        done = read(folder, text, scope=scope, progress=progress)
        counts = Counts(len(done.facts.facts), len(done.facts.contexts))
        built = Built(
            read=done,
            out=out or folder / "xbrl",
            counts=counts,
            findings=done.findings,
            published=False,
            before=before(done.definition),
        )
        # Publishing replaces the folder, in which the caller may stand.
        target = built.out.resolve()
        if done.tied is not None and not done.errors:
            # Its own folder a release may fill anew with whatever it is now.
            holds = f"{done.definition.stem}.xbrl" if out is not None else ""
            with Staging(built.out, beside=not check, holds=holds, progress=progress) as staging:
                chosen = asked if asked is not None else tuple(map(edition_of, done.definition.editions))
                others = tuple(dict.fromkeys(edition for edition in chosen if edition.folder))
                made = Report(done.definition, done.release, done.facts, done.tied, done.traced, formats)
                editions_of = _Editions(others, official)
                built = _publish(staging, built, made, editions_of, apart, check=check, progress=progress)
    if check:
        return built
    # What keeps a report from being published is shown in the release's text, beside the earlier report.
    page = write_beside(target, [render_signoff(_signed(built))] if built.findings else [])
    return replace(built, page=page)


def _publish(  # noqa: PLR0913 - what a build has at hand
    staging: Staging,
    built: Built,
    report: Report,
    editions: _Editions,
    apart: Apart | None,
    *,
    check: bool,
    progress: Progress,
) -> Built:
    definition = built.read.definition
    done = built.read
    progress(f"rendering {len(done.facts.facts):,} facts")
    told: list[Finding] = []
    staging.write(_heard(OWN.make(report).files, told))
    package = _package(staging, definition)
    formats = report.formats
    if "packages" in formats:
        _report_packages(staging, definition)
    inline = [f"{definition.stem}{suffix}" for name, suffix in INLINE.items() if name in formats]
    reports = [(staging.folder / name, str(definition.text)) for name in (f"{definition.stem}.xbrl", *inline)]
    verdict, *others = _validated([*reports, (package, None)], apart, progress)
    # The inline report has the same facts, the package the same taxonomy: what is wrong in both is told once.
    said = {(finding.code, finding.message) for finding in verdict.findings}
    packed = tuple(f for other in others for f in other.findings if (f.code, f.message) not in said)
    findings = tuple(
        _settled(done.release.located(finding), staging)
        for finding in (*_agreed(report.tied, verdict), *packed, *done.open)
    )
    shown: list[InEdition] = []
    for edition in editions.others:
        progress(f"making the edition {edition.name}")
        added = add_edition(staging, edition, report)
        wrong, heard = _proven(added, report, editions.official)
        shown.append(_shown(added, staging, validated=not editions.official.lacks(added.needs)))
        findings += tuple(_settled(done.release.located(finding), staging) for finding in wrong)
        told += (_settled(finding, staging) for finding in heard)
    built = replace(
        built, read=replace(done, told=(*done.told, *told)), counts=verdict.counts, findings=findings
    )
    files, in_editions = staging.names(), tuple(shown)
    staging.write([render_signoff(replace(_signed(built, files=files), editions=in_editions))])
    staging.seal()
    changes = tuple(staging.changes())
    if findings:
        return built
    if check:
        return replace(built, changes=changes, findings=_stale(built, changes))
    progress(f"publishing {len(staging.names())} files")
    staging.publish()
    return replace(built, published=True, changes=changes)


def _shown(added: Added, staging: Staging, *, validated: bool) -> InEdition:
    """An edition as the page to sign off by shows it."""
    edition, folder = added.edition, added.edition.folder
    return InEdition(
        name=edition.name,
        title=edition.title,
        report=added.report.relative_to(staging.folder).as_posix(),
        crosswalk=f"{folder}/{CROSSWALK_FILE}",
        facts=added.facts,
        left_out=added.left_out,
        validated=validated,
    )


def _proven(
    added: Added, report: Report, official: Official
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What is wrong with an edition that is written, and what there is to know of it.

    It is validated where the official taxonomies that it needs are at hand; else that is told.
    """
    lacking = official.lacks(added.needs)
    if added.findings or lacking:
        left_out = Finding(
            "edition.not-validated",
            f"the edition {added.edition.name} is not validated: the official taxonomy is not at hand",
            "Name its package, or a folder laid out as Arelle's web cache, with --official.",
            severity=Severity.NOTICE,
            places=(Place(str(report.definition.folder / "release.yaml")),),
            details=lacking,
        )
        broken = () if added.findings else held_to_rules(added.report, str(report.definition.text))
        return (*added.findings, *broken), (*added.told, *([left_out] if lacking else []))
    return validate(added.report, str(report.definition.text), official).findings, added.told


def _heard(files: Iterator[Rendered], told: list[Finding]) -> Iterator[Rendered]:
    """The files as they are rendered; what a person should know of them is noted in `told`."""
    for file in files:
        yield file
        told += file.told


def _validated(
    files: Sequence[tuple[Path, str | None]], apart: Apart | None, progress: Progress
) -> list[Verdict]:
    """The outcome of each file, in their order; the first is validated `apart`, if there is a process.

    Each is given with the release that its places are in, where it has one.
    """
    (first, release), *others = files
    asked = apart is not None and _is_asked(apart, first, release)
    if asked:
        progress(f"validating {first.name}")
    else:
        others = list(files)
    done: list[Verdict] = []
    for path, own in others:
        progress(f"validating {path.name}")
        done.append(validate(path, own))
    if apart is not None and asked:
        progress(f"waiting for {first.name}")
        try:
            done.insert(0, apart.answer())
        except OSError:
            # That process was ended, for want of memory perhaps: it is done here.
            done.insert(0, validate(first, release))
    return done


def _apart(processes: int) -> AbstractContextManager[Apart | None]:
    """A process that validates beside this one, where there are to be two and there can be another."""
    try:
        return Apart() if processes > 1 else nullcontext()
    except OSError:
        return nullcontext()


def _is_asked(apart: Apart, path: Path, release: str | None) -> bool:
    try:
        apart.ask(path, release)
    except OSError:
        return False
    return True


def _signed(built: Built, files: tuple[str, ...] = ()) -> SignOff:
    done = built.read
    return SignOff(
        definition=done.definition,
        release=done.release,
        facts=done.facts,
        tied=done.tied,
        traced=done.traced,
        findings=built.findings,
        files=files,
        open=done.open,
        status="unpublished" if built.findings else "published",
        before=built.before,
    )


def _settled(finding: Finding, staging: Staging) -> Finding:
    """A finding with the report's own folder for the one that it was written in and that goes away."""
    written, settled = str(staging.folder), str(staging.target)
    places = tuple(replace(place, file=place.file.replace(written, settled)) for place in finding.places)
    return replace(finding, places=places)


def build_taxonomy(folder: Path, out: Path, *, progress: Progress = silent) -> tuple[Verdict, Path]:
    """Builds the taxonomy package of the release in `folder` into `out`, validated."""
    progress("reading")
    definition = load_release(folder)
    with Staging(out, holds=f"{definition.stem}.xsd", progress=progress) as staging:
        progress("rendering")
        staging.write(render_taxonomy(definition))
        package = _package(staging, definition)
        (verdict,) = _validated([(package, None)], None, progress)
        staging.seal()
        if not verdict.findings:
            staging.publish()
    return verdict, out / package.name


def build_base(out: Path, *, progress: Progress = silent) -> tuple[Verdict, Path]:
    """Builds the package of the base layer by itself, with all its labels, into `out`, validated."""
    progress("reading")
    base = load_base()
    name = base_package(base)
    with Staging(out, holds=name, progress=progress) as staging:
        progress("rendering")
        package = staging.archive(name, Path(name).stem, render_base(base))
        (verdict,) = _validated([(package, None)], None, progress)
        staging.seal()
        if not verdict.findings:
            staging.publish()
    return verdict, out / name


def _package(staging: Staging, definition: ReleaseDefinition) -> Path:
    """The taxonomy package, of the files that are written; that of the alignment with us-gaap beside it."""
    name = f"{definition.stem}{ALIGNMENT}.zip"
    staging.archive(name, name.removesuffix(".zip"), render_alignment_package(definition, name))
    inside = (replace(file, name=f"{TAXONOMY}/{file.name}") for file in _taxonomy(staging, "-crosswalk.csv"))
    return staging.archive(f"{definition.stem}.zip", definition.stem, (*render_package(definition), *inside))


def _taxonomy(staging: Staging, *others: str) -> Iterator[Rendered]:
    """The taxonomy's files, and `others` by their ends; not the alignment, which needs the official one."""
    return (file for file in staging.files(".xsd", ".xml", *others) if ALIGNMENT not in file.name)


def _report_packages(staging: Staging, definition: ReleaseDefinition) -> None:
    """Report packages around the reports that are written: each with its taxonomy, all files as they are.

    The exceptions go along, outside the folder of the reports: wherever a package is validated, they hold.
    """
    for extension, suffix in REPORT_PACKAGES.items():
        report = f"{definition.stem}{suffix}"
        if (staging.folder / report).is_file():
            inside = (replace(file, name=f"{REPORTS}/{file.name}") for file in _taxonomy(staging, report))
            beside = staging.files(EXCEPTIONS)
            parts = (*render_package(definition, extension), *inside, *beside)
            staging.archive(f"{definition.stem}{extension}", definition.stem, parts)


def _agreed(tied: Tied, verdict: Verdict) -> tuple[Finding, ...]:
    """What tie-out and Arelle found, each thing once: a sum that both find off is one finding."""
    proven = {_key(finding): finding for finding in verdict.findings if finding.subject}
    ours = {_key(finding) for finding in tied.findings if finding.subject}
    own = (
        replace(finding, codes=proven[_key(finding)].codes) if _key(finding) in proven else finding
        for finding in tied.findings
    )
    return (*own, *(f for f in verdict.findings if not f.subject or _key(f) not in ours))


def _key(finding: Finding) -> tuple[str, frozenset[str]]:
    """What two findings have in common that are about one relation over the same facts."""
    return finding.subject, frozenset(finding.facts)


def _stale(built: Built, changes: tuple[str, ...]) -> tuple[Finding, ...]:
    if not changes:
        return ()
    # What it would add is nowhere yet.
    there = [path for name in changes if (path := built.out / name).is_file()]
    return (
        Finding(
            "publish.stale",
            f"a build would change {', '.join(changes)} in {built.out}",
            "Build it again and commit what changes.",
            tuple(Place(str(path)) for path in there or [built.out]),
        ),
    )
