"""Writes an edition of a report into its folder, after comparing it with our facts."""

from dataclasses import dataclass, replace
from pathlib import Path

from tieout.core import Finding
from tieout.editions import Edition, Report, crosswalk_file, prove
from tieout.publish.staging import Staging


@dataclass(frozen=True, slots=True)
class Added:
    """An edition that was written: `report` is the file with its facts, `needs` the official schemas for
    validation.

    `findings` prevent the whole report from being published, `told` do not.
    """

    edition: Edition
    report: Path
    facts: int
    left_out: int
    needs: tuple[str, ...]
    findings: tuple[Finding, ...]
    told: tuple[Finding, ...]


def add_edition(staging: Staging, edition: Edition, report: Report) -> Added:
    """Writes an edition into its folder of the report's, with its crosswalk."""
    made = edition.make(report)
    told = list(made.told)
    for file in (*made.files, crosswalk_file(report, made)):
        staging.write([replace(file, name=f"{edition.folder}/{file.name}")])
        told += file.told
    return Added(
        edition=edition,
        report=staging.folder / edition.folder / made.report,
        facts=len(made.facts),
        left_out=len(made.left_out),
        needs=made.needs,
        findings=(*made.findings, *prove(edition.name, report, made)),
        told=tuple(told),
    )
