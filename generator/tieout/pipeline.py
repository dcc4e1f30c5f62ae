"""The one way through: release → mapping → facts → tie-out → render → validate → publish."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tieout.core import Finding, Severity
from tieout.definitions import ReleaseDefinition, load_release
from tieout.facts import FactSet, build_facts
from tieout.mapping import Printed, map_release
from tieout.publish import Staging
from tieout.release import read_release
from tieout.render import render_package, render_report, render_taxonomy
from tieout.tie import Accepted, Tied, tie_out
from tieout.validate import Counts, Verdict, validate

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome of a build. `changes` are the files that it changed, or would with `check`."""

    definition: ReleaseDefinition
    out: Path
    counts: Counts
    sums: int
    stated: tuple[Printed, ...]
    accepted: tuple[Accepted, ...]
    findings: tuple[Finding, ...]
    notices: tuple[Finding, ...]
    published: bool
    changes: tuple[str, ...] = ()


def build(
    folder: Path,
    out: Path | None = None,
    text: Path | None = None,
    *,
    check: bool = False,
    progress: Progress,
) -> Built:
    """Builds the report of the release in `folder` into `out`, by default the release's own `xbrl/`.

    `text` replaces the release's text. With `check` nothing is written: a report that would change is a
    finding. Nothing is published while there is a finding. Raises InputError where the input is unusable.
    """
    progress("reading")
    definition = load_release(folder, text)
    release = read_release(definition.text, definition.company)
    progress("mapping")
    mapped = map_release(release, definition)
    facts, conflicts = build_facts(mapped, definition)
    reading = (*mapped.findings, *conflicts)
    errors = tuple(finding for finding in reading if finding.severity is Severity.ERROR)
    built = Built(
        definition=definition,
        out=out or folder / "xbrl",
        counts=Counts(len(facts.facts), len(facts.contexts)),
        sums=0,
        stated=tuple(printed for printed in mapped.printed if printed.stated),
        accepted=(),
        findings=errors,
        notices=tuple(finding for finding in reading if finding.severity is Severity.NOTICE),
        published=False,
    )
    if errors:
        # Sums over figures that could not be read would only blame the figures that could.
        return built
    progress("tying out")
    tied = tie_out(facts, definition)
    built = replace(built, sums=len(tied.checks), accepted=tied.accepted)
    with Staging(built.out) as staging:
        return _publish(staging, built, facts, tied, check=check, progress=progress)


def _publish(
    staging: Staging, built: Built, facts: FactSet, tied: Tied, *, check: bool, progress: Progress
) -> Built:
    definition = built.definition
    progress("rendering")
    staging.write(render_report(definition, facts, tied))
    package = _package(staging, definition)
    progress("validating")
    report = validate(staging.folder / f"{definition.stem}.xbrl", str(definition.text))
    findings = (*_agreed(tied, report), *validate(package).findings)
    built = replace(built, counts=report.counts, findings=findings)
    staging.seal()
    changes = tuple(staging.changes())
    if findings:
        return built
    if check:
        return replace(built, changes=changes, findings=_stale(built, changes))
    progress("publishing")
    staging.publish()
    return replace(built, published=True, changes=changes)


def build_taxonomy(folder: Path, out: Path, *, progress: Progress) -> tuple[Verdict, Path]:
    """Builds the taxonomy package of the release in `folder` into `out`, validated."""
    progress("reading")
    definition = load_release(folder)
    with Staging(out) as staging:
        progress("rendering")
        staging.write(render_taxonomy(definition))
        package = _package(staging, definition)
        progress("validating")
        verdict = validate(package)
        staging.seal()
        if not verdict.findings:
            staging.publish()
    return verdict, out / package.name


def _package(staging: Staging, definition: ReleaseDefinition) -> Path:
    taxonomy = (replace(file, name=f"taxonomy/{file.name}") for file in render_taxonomy(definition))
    files = (*render_package(definition), *taxonomy)
    return staging.archive(f"{definition.stem}.zip", definition.stem, files)


def _agreed(tied: Tied, verdict: Verdict) -> tuple[Finding, ...]:
    """What tie-out and Arelle found, each thing once: a sum that both find off is one finding."""
    proven = {finding.subject: finding for finding in verdict.findings if finding.subject}
    own = tuple(
        replace(finding, codes=proven[finding.subject].codes) if finding.subject in proven else finding
        for finding in tied.findings
    )
    ours = {finding.subject for finding in tied.findings}
    return (*own, *(f for f in verdict.findings if not f.subject or f.subject not in ours))


def _stale(built: Built, changes: tuple[str, ...]) -> tuple[Finding, ...]:
    if not changes:
        return ()
    return (
        Finding(
            "publish.stale",
            f"a build would change {', '.join(changes)} in {built.out}",
            "Build it again and commit what changes.",
        ),
    )
