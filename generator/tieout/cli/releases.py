"""new release and diff: a release beside what is known of its company."""

from __future__ import annotations

import shlex
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tieout.cli.base import (
    DRAWING,
    FINDINGS,
    FOLDER,
    GOOD,
    format_option,
    json_option,
    main,
    verbose_option,
)
from tieout.cli.show import findings_json, print_json, print_sarif, show
from tieout.cli.terminal import echo

if TYPE_CHECKING:
    from datetime import datetime

    from tieout.compare import Change, Difference, Side
    from tieout.core import Finding
    from tieout.start import Survey


# How much of a survey fits a screen.
COLUMNS, SHOWN = 4, 8


@main.command()
@click.argument("old", metavar="OLD|RELEASE", type=FOLDER)
@click.argument("news", metavar="NEW|FILING...", type=FOLDER, nargs=-1, required=True)
@click.option("--plot", type=DRAWING, help="Draw revenue and net income by quarter into this file: an SVG.")
@json_option
@format_option
@verbose_option
def diff(
    old: Path, news: tuple[Path, ...], plot: Path | None, as_json: bool, form: str, verbose: bool
) -> None:
    """Compare two releases of a company, or a release with the company's own filed report.

    Of two folders of releases: what is restated, what came and went, quarters against the year.

    Where the second is a file, it is the page of an inline report, such as a 10-Q as it was filed; the first
    may then be a folder, a draft or the file of a release. Told is which amounts differ, which are tagged as
    another element, and what the filing has in the statements of the release that the release has not. A
    report of several pages is named by all of them.

    \b
    Examples:
      tieout diff instances/acme-2025q1 instances/acme-2025q2
      tieout diff instances/acme-2025q1 instances/acme-2025q2 --json
      tieout diff instances/acme-2025q1 instances/acme-2025q2 --plot quarters.svg
      tieout diff release.draft acme-20250331.htm
      tieout diff release.draft acme-20250331.htm acme-ex13.htm

    Exit codes: 0 good, 1 something is restated or an amount differs, 2 one of them could not be used.
    """
    new, *more = news
    if new.is_file():
        if plot is not None:
            raise click.UsageError("--plot draws two releases: a filing has no quarters beside its own")
        if form == "sarif":
            raise click.UsageError(
                "SARIF places findings of releases: hold a filing against one as text or JSON"
            )
        from tieout.cli.filing import against

        sys.exit(against(old, new, *more, as_json=as_json or form == "json", verbose=verbose))
    if more:
        raise click.UsageError("name two releases, or a release and the pages of a filing")
    from tieout.compare import Side, compare
    from tieout.core import InputError
    from tieout.pipeline import read

    sides = []
    for done in [read(folder) for folder in (old, new)]:
        if done.errors:
            # What could not be read would only look like lines that went.
            raise InputError(*done.errors)
        sides.append(Side(done.definition, done.facts))
    found = compare(*sides)
    if plot is not None:
        _draw(plot, *sides)
    if form == "sarif":
        print_sarif(found.findings)
    elif as_json or form == "json":
        print_json(_told(found))
    else:
        _shown(found)
    sys.exit(FINDINGS if found.findings else GOOD)


def _shown(found: Difference) -> None:
    """Prints the comparison of two releases for people."""
    show(found.findings)
    for name, said in (("new", found.came), ("gone", found.gone)):
        for entry in said:
            echo(f"{name:<5} {entry.label} ({entry.concept}), {entry.place}")
    for change in found.taxonomy:
        echo(f"taxonomy: {_changed(change)}, {change.place}")
    echo(
        f"{found.compared} figures of the same period compared, {found.summed} years to date held "
        f"against their quarters; {len(found.came)} lines came, {len(found.gone)} went; "
        f"{len(found.taxonomy)} changes of the taxonomy; {len(found.findings)} findings"
    )


def _told(found: Difference) -> dict[str, object]:
    """The comparison of two releases for machines."""
    lines = {
        name: [{"concept": line.concept, "members": list(line.members), "label": line.label} for line in said]
        for name, said in (("came", found.came), ("gone", found.gone))
    }
    rows = {
        "taxonomy": [
            {"subject": c.subject, "what": c.what, "was": c.was, "now": c.now} for c in found.taxonomy
        ],
        "findings": findings_json(found.findings),
    }
    return {"compared": found.compared, "summed": found.summed, **lines, **rows}


def _draw(path: Path, old: Side, new: Side) -> None:
    """Writes a picture of the quarters of two releases."""
    from tieout.render import render_quarters

    drawn = "".join(map(str, render_quarters(path.name, old, new).pieces))
    path.write_text(drawn, encoding="utf-8", newline="\n")


def _changed(change: Change) -> str:
    was, now = (textwrap.shorten(text, 200, placeholder=" …") for text in (change.was, change.now))
    if not was or not now:
        return f'{change.what} {"new" if now else "gone"}: {change.subject}, "{now or was}"'
    return f'{change.subject}, {change.what}: "{now}" now and was "{was}"'


@main.group()
def new() -> None:
    """Begin something: a company, or the folder of a release.

    \b
    Examples:
      tieout new company taxonomy/acme --from acme-2q25.htm --name "Acme Inc." --currency USD ...
      tieout new release taxonomy/acme 2025q2 --from acme-2q25.htm --published 2025-08-08
    """


@new.command("release")
@click.argument("company", type=FOLDER)
@click.argument("period")
@click.option("--from", "text", type=FOLDER, required=True, help="The release as it was published.")
@click.option(
    "--published", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The day of its publication."
)
@click.option("--out", type=FOLDER, help="The release's folder.  [default: instances/COMPANY-PERIOD]")
@json_option
def new_release(
    company: Path, period: str, text: Path, published: datetime, out: Path | None, as_json: bool
) -> None:
    """Begin a release of a company that is known: make its folder, read it, say what is understood.

    COMPANY is its folder under taxonomy/, PERIOD the fiscal year and quarter.

    \b
    Example:
      tieout new release taxonomy/acme 2025q2 --from acme-2q25.txt --published 2025-08-08
    """
    from tieout.pipeline import read
    from tieout.start import Quarter, survey
    from tieout.start import new_release as make

    quarter = Quarter.read(period)
    folder = out or Path("instances") / f"{company.name}-{quarter}"
    make(company, quarter, text, published.date(), folder)
    found = survey(read(folder))
    if as_json:
        print_json(_survey_json(folder, found))
    else:
        _show_survey(folder, found)
    sys.exit(FINDINGS if found.open else GOOD)


def _show_survey(folder: Path, found: Survey) -> None:
    """Prints the survey of a release on one screen; what a person has to look at comes last.

    A line number refers to the release, unless another file is named with it.
    """
    click.secho(f"{folder}: {found.facts} facts", bold=True)
    for table in found.matched:
        columns = ", ".join(str(period) for period in table.periods[-COLUMNS:])
        more = "… " if len(table.periods) > COLUMNS else ""
        lines = f"{table.printed} of {table.lines} lines"
        echo(f"  line {table.line:>4}  {table.statement:<32.32} {lines:>16}  {more}{columns}")
    for place in found.unread:
        echo(f"  line {place.line:>4}  not read: {place.table}")
    echo(f"  {found.said} of {found.sentences} sentences are read")
    show_some(
        "sentences that no pattern covers",
        [(_line(one.place.line), one.text, ()) for one in found.unsaid],
        folder,
    )
    for title, findings in (
        ("new lines", found.new),
        ("gone", found.gone),
        ("read with a remark", found.remarks),
        ("to mend", found.others),
    ):
        show_some(title, [_in_short(finding, found.text) for finding in findings], folder)
    build = f"tieout build {shlex.quote(str(folder))}"
    last = f"{found.open} things to look at" if found.open else f"nothing to mend: {build}"
    echo(last.replace("1 things", "1 thing") if found.open == 1 else last)


def _in_short(finding: Finding, release: str) -> tuple[str, str, tuple[str, ...]]:
    """The place of a finding, its message, and lines below it, such as YAML to paste."""
    place = finding.places[0] if finding.places else None
    where = _line(place.line if place is not None else 0)
    if place is not None and place.file != release:
        where = f"{place.file}:{place.line}" if place.line else place.file
    if finding.severity == "notice":
        return where, f"{finding.message} (no error)", ()
    said = finding.message if finding.details else f"{finding.message}. {finding.mend}"
    return where, said, finding.details


def _line(number: int) -> str:
    return f"line {number:>4}"


def show_some(title: str, told: list[tuple[str, str, tuple[str, ...]]], folder: Path) -> None:
    """Prints the first entries of a list, each with its place, and how many more there are."""
    if told:
        click.secho(f"{title}: {len(told)}", bold=True)
    for where, said, details in told[:SHOWN]:
        echo(f"  {where}  {said}")
        for detail in details:
            echo(f"             {detail}")
    if len(told) > SHOWN:
        echo(f"  and {len(told) - SHOWN} more: tieout check {shlex.quote(str(folder))}")


def _survey_json(folder: Path, found: Survey) -> dict[str, object]:
    return {
        "folder": str(folder),
        "facts": found.facts,
        "tables": [
            {
                "statement": table.statement,
                "table": table.table,
                "line": table.line,
                "periods": [str(period) for period in table.periods],
                "printed": table.printed,
                "lines": table.lines,
            }
            for table in found.matched
        ],
        "unread": [{"line": place.line, "table": place.table} for place in found.unread],
        "sentences": {"read": found.said, "defined": found.sentences},
        "unsaid": [
            {"line": one.place.line, "column": one.place.column, "text": one.text} for one in found.unsaid
        ],
        **{
            name: findings_json(findings)
            for name, findings in (
                ("new", found.new),
                ("gone", found.gone),
                ("remarks", found.remarks),
                ("findings", found.others),
            )
        },
    }
