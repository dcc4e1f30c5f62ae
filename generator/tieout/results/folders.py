"""What came of a release that is kept in a folder: a draft as it was written, a described one read again."""

from dataclasses import replace
from pathlib import Path

from tieout.core import Finding, InputError, Place
from tieout.pipeline import read
from tieout.publication import Built
from tieout.results.make import report_of
from tieout.results.model import Report
from tieout.results.serial import from_json
from tieout.sources import load
from tieout.validate import Counts

RELEASE, DRAFT = "release.yaml", "facts.json"
"""The file by which the folder of a release is known, and that of a draft."""


def report_in(folder: Path) -> Report:
    """The report of the release or of the draft in a folder; nothing is written.

    Raises InputError where it holds neither, or what it holds cannot be read.
    """
    if (folder / RELEASE).is_file():
        return _released(folder)
    told = folder / DRAFT
    if not told.is_file():
        what = "there is no release and no draft in it"
        raise InputError(Finding("input.folder", what, "Name another folder.", (Place(str(folder)),)))
    return from_json(load(told, str(told)).decode("utf-8", "replace"), str(told))


def _released(folder: Path) -> Report:
    done, out = read(folder), folder / "xbrl"
    counts = Counts(len(done.facts.facts), len(done.facts.contexts))
    report = report_of(Built(done, out, counts, done.findings, published=False))
    # One that ties may not have been built yet.
    return report if out.is_dir() else replace(report, status="draft")
