"""Builds the report of a release with its editions, and publishes it if there are no findings."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tieout.compare import Side
from tieout.core import Finding, InputError, Place, resolved
from tieout.editions import CROSSWALK_FILE, OWN, Edition, Report, edition_of
from tieout.pipeline import Progress, Read, Scope, before, read, silent
from tieout.publication.proven import beside, proven, validated
from tieout.publish import Added, Staging, add_edition, add_package, add_report_packages, write_beside
from tieout.render import DEFAULT_FORMATS, INLINE, InEdition, Rendered, SignOff, need, render_signoff
from tieout.validate import NOTHING, Apart, Counts, Official, agreed


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome of a build. `changes` are the files that it changed, or would change with `check`.

    `page` shows the findings in the text of the release, if there are any. `before` is the company's previous
    release, if its folder is beside this one.
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
    """The editions asked for besides our own, and the official taxonomies to validate them with."""

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

    `formats` are written besides the instance; `scope` is as in `read`. `editions` replace those named in
    release.yaml; each gets a folder beside our report, and is validated with the available `official`
    taxonomies, or else reported as not validated. With two `processes` or more, the instance is validated in
    a process of its own, in parallel with the other files. With `check` nothing is written, and a report that
    would change is a finding. Nothing is published while there is a finding. Raises InputError where the
    input is unusable.
    """
    need(formats)
    asked = tuple(map(edition_of, editions)) if editions is not None else None
    with beside(processes) as apart:
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
        target = resolved(built.out)
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
    package = add_package(staging, definition)
    formats = report.formats
    if "packages" in formats:
        add_report_packages(staging, definition)
    inline = [f"{definition.stem}{suffix}" for name, suffix in INLINE.items() if name in formats]
    reports = [(staging.folder / name, str(definition.text)) for name in (f"{definition.stem}.xbrl", *inline)]
    verdict, *others = validated([*reports, (package, None)], apart, progress)
    # The inline report has the same facts, the package the same taxonomy: what is wrong in both is told once.
    said = {(finding.code, finding.message) for finding in verdict.findings}
    packed = tuple(f for other in others for f in other.findings if (f.code, f.message) not in said)
    findings = tuple(
        _settled(done.release.located(finding), staging)
        for finding in (*agreed(report.tied, verdict), *packed, *done.open)
    )
    shown: list[InEdition] = []
    for edition in editions.others:
        progress(f"making the edition {edition.name}")
        try:
            added = add_edition(staging, edition, report)
        except InputError as error:
            if not findings:
                raise
            # What is wrong with the report itself is told as well.
            findings += error.findings
            continue
        outcome = proven(added, report, editions.official)
        shown.append(_shown(added, staging, validated=outcome.validated))
        findings += tuple(_settled(done.release.located(finding), staging) for finding in outcome.findings)
        told += (_settled(finding, staging) for finding in outcome.told)
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
    """An edition in the form for the sign-off page."""
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


def _heard(files: Iterator[Rendered], told: list[Finding]) -> Iterator[Rendered]:
    """The files as they are rendered; findings about them are added to `told`."""
    for file in files:
        yield file
        told += file.told


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
    """A finding with the report's final folder instead of the temporary one."""
    written, settled = str(staging.folder), str(staging.target)
    places = tuple(replace(place, file=place.file.replace(written, settled)) for place in finding.places)
    return replace(finding, places=places)


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
