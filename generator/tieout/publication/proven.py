"""Validates what a build has written: its files, one of them in a process of its own, and its editions."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from tieout.core import Finding, Place, Severity
from tieout.editions import Report
from tieout.pipeline import Progress
from tieout.publish import Added
from tieout.validate import Apart, Official, Verdict, held_to_rules, validate


@dataclass(frozen=True, slots=True)
class Proven:
    """The outcome for an edition: `findings` prevent publication, `told` do not.

    `validated`: Arelle validated it with the official taxonomies and found nothing.
    """

    findings: tuple[Finding, ...]
    told: tuple[Finding, ...]
    validated: bool = False


def proven(added: Added, report: Report, official: Official) -> Proven:
    """The findings for an edition that was written.

    It is validated if the official taxonomies that it needs are available. Otherwise that is reported, and
    only rules about the files themselves are checked.
    """
    release = str(report.definition.text)
    lacking = official.lacks(added.needs)
    if lacking:
        left_out = Finding(
            "edition.not-validated",
            f"the edition {added.edition.name} is not validated: the official taxonomy is not at hand",
            "Name its package, or a folder laid out as Arelle's web cache, with --official.",
            severity=Severity.NOTICE,
            places=(Place(str(report.definition.folder / "release.yaml")),),
            details=lacking,
        )
        broken = () if added.findings else held_to_rules(added.report, release)
        return Proven((*added.findings, *broken), (*added.told, left_out))
    if added.findings:
        return Proven(added.findings, added.told)
    found = validate(added.report, release, official).findings
    return Proven(found, added.told, validated=not found)


def validated(
    files: Sequence[tuple[Path, str | None]], apart: Apart | None, progress: Progress
) -> list[Verdict]:
    """The outcome of each file, in order; the first is validated in the process `apart`, if there is one.

    With each file comes the path of the release for its places, if known.
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


def beside(processes: int) -> AbstractContextManager[Apart | None]:
    """A second process with which `validated` proves the first file in parallel.

    None where only one process is allowed, or the system starts none.
    """
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
