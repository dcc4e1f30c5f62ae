"""The one way through: release → mapping → facts → tie-out → render → validate → publish.

Up to tie-out the order is the list STEPS, which everything runs: commands, builds, tests and benchmarks.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from tieout.core import Finding, InputError, Place, Severity
from tieout.definitions import ReleaseDefinition, load_release
from tieout.draft import unsettled
from tieout.facts import FactSet, build_facts
from tieout.layout import Release, read_release
from tieout.mapping import Mapped, as_printed, map_release, of_another_quarter
from tieout.publish import Staging, write_beside
from tieout.recover import Recovery, recover
from tieout.render import (
    DEFAULT_FORMATS,
    EXCEPTIONS,
    INLINE,
    REPORT_PACKAGES,
    REPORTS,
    TAXONOMY,
    Rendered,
    SignOff,
    need,
    render_package,
    render_report,
    render_signoff,
    render_taxonomy,
)
from tieout.tie import Tied, tie_out
from tieout.trace import (
    Excuses,
    Traced,
    footnoted,
    lacking,
    of_prose,
    set_aside,
    tables_alone,
    trace,
    uncovered,
)
from tieout.validate import Counts, Verdict, validate

Progress = Callable[[str], None]
Scope = Literal["all", "tables"]
_STALE = "tie.exception-stale"


_NOT_MAPPED = Mapped((), (), (), ())
_NO_FACTS = FactSet((), (), (), (), (), (), ())
_NOTHING_RECOVERED = Recovery(_NOT_MAPPED, (), ())


def silent(_: str) -> None:
    """No progress: what is read without Arelle is read at once."""


@dataclass(frozen=True, slots=True)
class Read:
    """A release on its way: each of STEPS gives it back with what it found. After all, it is tied out.

    `mapped` is what is printed, `facts` what is reported of it; `conflicts` are printings of one figure that
    differ, `recovery` is what arithmetic proves of damaged cells. `told` is all that was found before tying
    out, each finding where it is printed.

    `tied` is None while `errors` keep figures of tables from being facts; errors of sentences alone keep no
    table from being tied out, but the release from being published.

    `open` is what a person has still to look at of a company whose definitions were drafted.
    """

    definition: ReleaseDefinition
    release: Release
    mapped: Mapped = _NOT_MAPPED
    facts: FactSet = _NO_FACTS
    conflicts: tuple[Finding, ...] = ()
    recovery: Recovery = _NOTHING_RECOVERED
    traced: tuple[Traced, ...] = ()
    told: tuple[Finding, ...] = ()
    open: tuple[Finding, ...] = ()
    tied: Tied | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What has to be mended before everything can be tied out."""
        return tuple(finding for finding in self.told if finding.severity is Severity.ERROR)

    @property
    def notices(self) -> tuple[Finding, ...]:
        """What is worth knowing and keeps nothing from being published."""
        tied = self.tied.notices if self.tied is not None else ()
        return (*(finding for finding in self.told if finding.severity is Severity.NOTICE), *tied)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What keeps the release from being published, as far as it is known without Arelle."""
        tied = self.tied.findings if self.tied is not None else ()
        if self.errors or self.definition.scope == "tables":
            # An exception may be of a figure that no sentence is read of yet.
            tied = tuple(finding for finding in tied if finding.code != _STALE)
        return (*self.errors, *tied, *self.open)


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome of a build. `changes` are the files that it changed, or would with `check`.

    `page` shows the findings in the text of the release, where there are any.
    """

    read: Read
    out: Path
    counts: Counts
    findings: tuple[Finding, ...]
    published: bool
    changes: tuple[str, ...] = ()
    page: Path | None = None


def read(
    folder: Path, text: Path | None = None, *, scope: Scope | None = None, progress: Progress = silent
) -> Read:
    """Reads, maps and ties out the release in `folder`; needs no Arelle.

    `text` replaces its text and `scope` what its release.yaml says has to be read. Raises InputError where
    the input is unusable.
    """
    progress("reading")
    definition = load_release(folder, text)
    return follow(replace(definition, scope=scope or definition.scope), progress=progress)


def follow(definition: ReleaseDefinition, *, progress: Progress = silent) -> Read:
    """Reads, maps and ties out the text of a release whose definitions are loaded."""
    return take(begin(definition), progress=progress)


def begin(definition: ReleaseDefinition) -> Read:
    """A release whose text is read, of the quarter that it is defined for; no step is taken yet."""
    release = read_release(definition.text, definition.company)
    calendar, place = definition.company.calendar, Place(str(definition.folder / "release.yaml"))
    other = of_another_quarter(release, calendar, definition.fiscal_year, definition.quarter, place)
    if other is not None:
        raise InputError(other)
    return Read(definition, release)


def take(done: Read, *, last: str = "", progress: Progress = silent) -> Read:
    """Takes STEPS in their order, up to the one named `last`, else all of them."""
    for step in STEPS:
        if step.about is not None:
            progress(step.about(done))
        done = step.take(done)
        if step.name == last:
            break
    return done


def map_figures(done: Read) -> Read:
    """Which concept, period and unit each printed figure has; the definition in the units as printed."""
    mapped = map_release(done.release, done.definition)
    return replace(done, mapped=mapped, definition=as_printed(done.definition, mapped))


def gather_facts(done: Read) -> Read:
    """One fact for each figure that is printed, however often it is."""
    facts, conflicts = build_facts(done.mapped, done.definition)
    return replace(done, facts=facts, conflicts=conflicts)


def recover_figures(done: Read) -> Read:
    """What arithmetic proves of damaged cells, which makes facts of them too."""
    recovery = recover(done.mapped, done.facts, done.definition)
    if recovery.mapped is not done.mapped:
        facts, conflicts = build_facts(recovery.mapped, done.definition)
        done = replace(done, facts=facts, conflicts=conflicts)
    return replace(done, recovery=recovery)


def trace_numbers(done: Read) -> Read:
    """What became of each printed number."""
    traced = trace(done.release, done.facts, done.recovery.recovered, done.definition.company)
    return replace(done, traced=traced)


def judge(done: Read) -> Read:
    """What of all this is an error, and what only worth knowing."""
    company = done.definition.company
    missing = lacking(done.mapped, done.facts, done.traced, company)
    unread = (*Excuses(company).findings(done.release), *uncovered(done.release, done.traced))
    found = (*missing, *done.conflicts, *done.recovery.findings, *unread)
    found = (*found, *set_aside(done.release, done.traced, found))
    if done.definition.scope == "tables":
        count = sum(row.outcome == "unread" for row in done.traced)
        found = tuple(tables_alone(found, done.release, count))
        done = replace(done, facts=footnoted(done.facts, done.definition, count))
    told = tuple(done.release.located(finding) for finding in found)
    return replace(done, told=told, open=unsettled(company))


def tie(done: Read) -> Read:
    """Whether each relation holds, where every figure of the tables could be read."""
    # Sums over figures that could not be read would only blame the figures that could.
    return tie_anyhow(done) if all(map(of_prose, done.errors)) else done


def tie_anyhow(done: Read) -> Read:
    """Whether each relation holds, over the figures that there are."""
    tied = tie_out(done.facts, done.definition)
    findings = tuple(done.release.located(finding) for finding in tied.findings)
    return replace(done, tied=replace(tied, findings=findings))


@dataclass(frozen=True, slots=True)
class Step:
    """A step on the way from a release's text to what ties. `about` tells people who wait."""

    name: str
    take: Callable[[Read], Read]
    about: Callable[[Read], str] | None = None


def _about_mapping(done: Read) -> str:
    return f"mapping {len(done.release.tables)} tables and {len(done.release.lines):,} lines"


def _about_tying(done: Read) -> str:
    return f"tying out {len(done.facts.facts):,} facts"


# A step sees what the steps before it found, and changes nothing of it.
STEPS = (
    Step("map", map_figures, _about_mapping),
    Step("facts", gather_facts),
    Step("recover", recover_figures),
    Step("trace", trace_numbers),
    Step("judge", judge),
    Step("tie", tie, _about_tying),
)


def build(  # noqa: PLR0913 - what a caller may choose
    folder: Path,
    out: Path | None = None,
    text: Path | None = None,
    *,
    formats: tuple[str, ...] = DEFAULT_FORMATS,
    scope: Scope | None = None,
    check: bool = False,
    progress: Progress = silent,
) -> Built:
    """Builds the report of the release in `folder` into `out`, by default the release's own `xbrl/`.

    `formats` are what is written beside the instance; `scope` is as in `read`.

    With `check` nothing is written: a report that would change is a finding. Nothing is published while
    there is a finding. Raises InputError where the input is unusable.
    """
    need(formats)
    done = read(folder, text, scope=scope, progress=progress)
    counts = Counts(len(done.facts.facts), len(done.facts.contexts))
    built = Built(done, out or folder / "xbrl", counts, done.findings, published=False)
    # Publishing replaces the folder, in which the caller may stand.
    target = built.out.resolve()
    if done.tied is not None and not done.errors:
        with Staging(built.out, beside=not check) as staging:
            built = _publish(staging, built, done.tied, formats, check=check, progress=progress)
    if check:
        return built
    # What keeps a report from being published is shown in the release's text, beside the earlier report.
    page = write_beside(target, [render_signoff(_signed(built))] if built.findings else [])
    return replace(built, page=page)


def _publish(
    staging: Staging,
    built: Built,
    tied: Tied,
    formats: tuple[str, ...],
    *,
    check: bool,
    progress: Progress,
) -> Built:
    definition = built.read.definition
    done = built.read
    progress(f"rendering {len(done.facts.facts):,} facts")
    told: list[Finding] = []
    files = render_report(definition, done.release, done.facts, tied, done.traced, formats)
    staging.write(_heard(files, told))
    done = replace(done, told=(*done.told, *told))
    built = replace(built, read=done)
    package = _package(staging, definition, tied.idle)
    if "packages" in formats:
        _report_packages(staging, definition)
    inline = [f"{definition.stem}{suffix}" for name, suffix in INLINE.items() if name in formats]
    reports = [f"{definition.stem}.xbrl", *inline]
    report, *others = (
        _validated(staging.folder / name, str(definition.text), progress=progress) for name in reports
    )
    said = {(finding.code, finding.message) for finding in report.findings}
    # The inline report has the same facts, the package the same taxonomy: what is wrong in both is told once.
    others.append(_validated(package, progress=progress))
    packed = tuple(f for other in others for f in other.findings if (f.code, f.message) not in said)
    findings = tuple(
        _settled(done.release.located(finding), staging)
        for finding in (*_agreed(tied, report), *packed, *done.open)
    )
    built = replace(built, counts=report.counts, findings=findings)
    staging.write([render_signoff(_signed(built, files=staging.names()))])
    staging.seal()
    changes = tuple(staging.changes())
    if findings:
        return built
    if check:
        return replace(built, changes=changes, findings=_stale(built, changes))
    progress(f"publishing {len(staging.names())} files")
    staging.publish()
    return replace(built, published=True, changes=changes)


def _heard(files: Iterator[Rendered], told: list[Finding]) -> Iterator[Rendered]:
    """The files as they are rendered; what a person should know of them is noted in `told`."""
    for file in files:
        yield file
        told += file.told


def _validated(path: Path, release: str | None = None, *, progress: Progress) -> Verdict:
    progress(f"validating {path.name}")
    return validate(path, release)


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
    with Staging(out) as staging:
        progress("rendering")
        staging.write(render_taxonomy(definition))
        package = _package(staging, definition)
        verdict = _validated(package, progress=progress)
        staging.seal()
        if not verdict.findings:
            staging.publish()
    return verdict, out / package.name


def _package(staging: Staging, definition: ReleaseDefinition, idle: frozenset[str] = frozenset()) -> Path:
    taxonomy = (
        replace(file, name=f"{TAXONOMY}/{file.name}")
        for file in render_taxonomy(definition, packaged=True, idle=idle)
    )
    files = (*render_package(definition), *taxonomy)
    return staging.archive(f"{definition.stem}.zip", definition.stem, files)


def _report_packages(staging: Staging, definition: ReleaseDefinition) -> None:
    """Report packages around the reports that are written: each with its taxonomy, all files as they are.

    The exceptions go along, outside the folder of the reports: wherever a package is validated, they hold.
    """
    for extension, suffix in REPORT_PACKAGES.items():
        report = f"{definition.stem}{suffix}"
        if (staging.folder / report).is_file():
            files = staging.files(report, ".xsd", ".xml")
            inside = (replace(file, name=f"{REPORTS}/{file.name}") for file in files)
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
    return (
        Finding(
            "publish.stale",
            f"a build would change {', '.join(changes)} in {built.out}",
            "Build it again and commit what changes.",
            tuple(Place(str(built.out / name)) for name in changes),
        ),
    )
