"""validate: reports proven again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tieout.cli.base import (
    FINDINGS,
    FOLDER,
    GOOD,
    format_option,
    json_option,
    main,
    official_option,
    quiet_option,
)
from tieout.cli.progress import Line
from tieout.cli.show import findings_json, print_json, print_sarif, show
from tieout.cli.terminal import echo

if TYPE_CHECKING:
    from tieout.validate import Verdict


@main.command()
@click.argument("paths", type=FOLDER, nargs=-1, required=True)
@official_option
@json_option
@format_option
@quiet_option
def validate(
    paths: tuple[Path, ...], official: tuple[Path, ...], as_json: bool, form: str, quiet: bool
) -> None:
    """Validate reports with Arelle, offline. A PATH is an instance, a schema, a package or a folder of them.

    An instance may be XML, Inline XBRL, xBRL-JSON, or the metadata of xBRL-CSV. Of a release's folder its
    editions are validated, too, where the official taxonomies that they need are at hand.

    \b
    Examples:
      tieout validate instances/acme-2025q1/xbrl
      tieout validate report.xbrl taxonomy.zip --json
      tieout validate instances/acme-2025q1/xbrl/us-gaap --official us-gaap-2024.zip
    """
    from tieout.core import Severity

    verdicts = _verdicts(paths, official, show=not (as_json or quiet or form != "text"))
    findings = [finding for verdict in verdicts for finding in verdict.findings]
    if form == "sarif":
        print_sarif(findings)
    elif as_json or form == "json":
        print_json(list(map(_as_json, verdicts)))
    else:
        for verdict in verdicts:
            if not quiet:
                _say(verdict)
            show(verdict.findings)
    failed = any(finding.severity is not Severity.NOTICE for finding in findings)
    sys.exit(FINDINGS if failed else GOOD)


def _verdicts(paths: tuple[Path, ...], official: tuple[Path, ...], *, show: bool) -> list[Verdict]:
    """The outcome of each report and edition, and of folders whose files were altered."""
    from tieout.publish import altered
    from tieout.validate import Counts, Verdict, needed
    from tieout.validate import official as at_hand
    from tieout.validate import validate as run

    found = at_hand(official)
    verdicts: list[Verdict] = []
    with Line(show=show) as line:
        for path in _targets(paths):
            line(f"validating {path}")
            verdicts.append(run(path, official=found))
        for folder in _editions(paths):
            line(f"validating {folder}")
            lacking = found.lacks(needed(folder))
            for path in _inside(folder):
                verdicts.append(_not_at_hand(path, lacking) if lacking else run(path, official=found))
    for folder in dict.fromkeys((*paths, *(path / "xbrl" for path in paths))):
        if changed := altered(folder):
            verdicts.append(Verdict(str(folder), Counts(), changed, ()))
    return verdicts


def _as_json(verdict: Verdict) -> dict[str, object]:
    return {
        "path": verdict.path,
        "facts": verdict.counts.facts,
        "contexts": verdict.counts.contexts,
        "calculation relationships": verdict.counts.relationships,
        "findings": findings_json(verdict.findings),
        "accepted": findings_json(verdict.accepted),
    }


def _say(verdict: Verdict) -> None:
    """Prints the size of a report and the number of Arelle's findings, in one line."""
    counts = verdict.counts
    reported = f"{counts.facts} facts, {counts.contexts} contexts, " if counts.facts else ""
    echo(
        f"{verdict.path}: {reported}{counts.relationships} calculation relationships, "
        f"{len(verdict.accepted)} accepted of Arelle's findings, {len(verdict.findings)} findings"
    )


def _targets(paths: tuple[Path, ...]) -> list[Path]:
    """The files to validate: instances and packages in a folder; in a release's folder, those in xbrl/."""
    found = []
    for path in paths:
        folder = path / "xbrl" if (path / "release.yaml").is_file() else path
        if folder is not path and not folder.is_dir():
            raise _no_report(path, f"Build it with: tieout build {path}")
        if folder.is_dir():
            inside = _inside(folder)
            if not inside:
                raise _no_report(folder, "Name an instance (*.xbrl), a package (*.zip) or a folder of them.")
            found += inside
        else:
            found.append(path)
    return found


def _inside(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if is_target(path))


def _editions(paths: tuple[Path, ...]) -> list[Path]:
    """The folders of the editions in releases' folders."""
    reports = (path / "xbrl" for path in paths if (path / "release.yaml").is_file())
    folders = (folder for report in reports if report.is_dir() for folder in sorted(report.iterdir()))
    return [folder for folder in folders if folder.is_dir() and _inside(folder)]


def _not_at_hand(path: Path, lacking: tuple[str, ...]) -> Verdict:
    """The outcome for an edition's report whose official taxonomy is not available."""
    from tieout.core import Finding, Place, Severity
    from tieout.validate import Counts, Verdict, held_to_rules

    left_out = Finding(
        "edition.not-validated",
        f"the edition {path.parent.name} is not validated: the official taxonomy is not at hand",
        "Name its package, or a folder laid out as Arelle's web cache, with --official.",
        (Place(str(path)),),
        Severity.NOTICE,
        details=lacking,
    )
    return Verdict(str(path), Counts(), (*held_to_rules(path), left_out), ())


def is_target(path: Path) -> bool:
    """Whether a file in a report's folder is validated; a package of the files beside it need not be."""
    from tieout.render import ALIGNMENT
    from tieout.validate import is_report_json, is_report_xml, repeats_folder

    if path.name.endswith(f"{ALIGNMENT}.zip"):
        # It needs the official taxonomy, which is not at hand.
        return False
    if path.suffix in (".xbri", ".xbr"):
        return not repeats_folder(path)
    if path.suffix == ".json":
        return is_report_json(path)
    if path.suffix == ".xml":
        return is_report_xml(path)
    return path.suffix in (".xbrl", ".xhtml", ".htm", ".zip")


def _no_report(folder: Path, mend: str) -> Exception:
    """The error that a folder has no report to show or validate."""
    from tieout.core import Finding, InputError, Place

    return InputError(Finding("input.no-report", f"{folder} holds no report", mend, (Place(str(folder)),)))
