"""What came of a release that is kept in a folder: a draft as it was written, a described one read again."""

from dataclasses import replace
from pathlib import Path

from tieout.core import Finding, InputError, Place, Severity
from tieout.pipeline import read
from tieout.publication import Built
from tieout.results.drafted import worked_on
from tieout.results.make import finding_of, report_of
from tieout.results.model import Report
from tieout.results.serial import from_json
from tieout.sources import load
from tieout.validate import Counts

RELEASE, DRAFT = "release.yaml", "facts.json"
"""The file by which the folder of a release is known, and that of a draft."""


def report_in(folder: Path) -> Report:
    """The report of the release or of the draft in a folder; nothing is written.

    Of a draft that a person has worked on since it is that of its definitions. Where some of its lines are
    still open it is as it was drafted, with a finding that says so.

    Raises InputError where it holds neither, or what it holds cannot be read.
    """
    if (folder / RELEASE).is_file():
        return _released(folder)
    told = folder / DRAFT
    if not told.is_file():
        what = "there is no release and no draft in it"
        raise InputError(Finding("input.folder", what, "Name another folder.", (Place(str(folder)),)))
    drafted = from_json(load(told, str(told)).decode("utf-8", "replace"), str(told))
    changed = worked_on(folder / "definitions")
    return drafted if changed is None else _worked_on(folder, drafted, changed)


def _worked_on(folder: Path, drafted: Report, changed: str) -> Report:
    """The report of a draft in which a person has changed a definition since."""
    release = folder / "definitions" / "release"
    done = read(release)
    if not any(finding.severity is Severity.ERROR for finding in done.findings):
        return _released(release)
    what = f"{changed} was changed since, and lines are open: these are the facts as they were drafted"
    mend = f"Settle what is open: tieout review {folder}"
    told = Finding("draft.worked-on", what, mend, (Place(str(folder / "definitions" / changed)),))
    return replace(drafted, findings=(finding_of(told), *drafted.findings))


def _released(folder: Path) -> Report:
    done, out = read(folder), folder / "xbrl"
    counts = Counts(len(done.facts.facts), len(done.facts.contexts))
    report = report_of(Built(done, out, counts, done.findings, published=False))
    # One that ties may not have been built yet.
    return report if out.is_dir() else replace(report, status="draft")
