"""draft: a release of a company that nobody has described, read at once. `tieout FILE` is the same."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tieout.cli.base import CURRENCY, FINDINGS, FOLDER, GOOD, WEEKS, json_option, main, verbose_option
from tieout.cli.progress import Line
from tieout.cli.show import counted, print_document, show

if TYPE_CHECKING:
    from tieout.contact import Result
    from tieout.core import FiscalCalendar

# Findings that are shown before the rest is counted.
_SHOWN = 5


@main.command()
@click.argument("file", type=FOLDER)
@click.option("--out", type=FOLDER, help="The folder to write.  [default: FILE.draft, beside it]")
@click.option("--name", help="The company's name, where the page does not say it right.")
@click.option("--currency", type=CURRENCY, help="Its currency, such as USD.")
@click.option("--language", help="The language of the release, such as en.")
@click.option("--quarter", help="The fiscal year and quarter, such as 2025q1.")
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="The day of its publication.")
@click.option("--identifier", help="The company's number at the SEC (CIK).")
@click.option("--fiscal-year-end", "end_month", type=click.IntRange(1, 12), metavar="MONTH", help="1 to 12.")
@click.option(
    "--named-by",
    type=click.Choice(["start", "end"]),
    help="The calendar year that names a fiscal year: in which it starts or ends.",
)
@click.option(
    "--weeks",
    type=WEEKS,
    metavar="last-DAY|nearest-DAY",
    help="For a fiscal year of 52 or 53 weeks: the day of the week that it ends on.",
)
@click.option("--validate", is_flag=True, help="Have Arelle prove the draft's report, too.")
@json_option
@verbose_option
def draft(file: Path, out: Path | None, validate: bool, as_json: bool, verbose: bool, **said: object) -> None:
    """Read a release that nobody has described: its facts, graded by how far they are proven.

    Nothing has to be prepared. Company, currency, fiscal year and quarter come from the page; options
    override them. `tieout FILE` is the same as `tieout draft FILE`.

    \b
    Examples:
      tieout draft release.htm                a folder release.draft: a page, tables, an inline report
      tieout release.htm --out out --json     the same as one document, for machines
      tieout release.htm --validate           and Arelle proves the draft's report
      tieout ./check                          a file whose name is that of a command

    Exit codes: 0 all that was read ties, 1 there are findings, 2 nothing could be read.
    """
    from tieout.cli.terminal import say
    from tieout.contact import draft_folder, draft_into, left_out

    folder = out or draft_folder(file)
    for what in left_out():
        # Before the work: whoever wants the workbook installs what it needs first.
        say(what, err=True)
    line = Line(show=not as_json)

    def answer(result: Result) -> None:
        line.end()
        if as_json:
            print_document(result.report)
        else:
            _show(result, folder, verbose=verbose)
        # Whoever reads it need not wait for what is written after it.
        sys.stdout.flush()

    with line as progress:
        result = draft_into(file, folder, _given(said), progress, validate=validate, answer=answer)
    if not as_json:
        _show_written(folder)
    sys.exit(FINDINGS if _errors(result) else GOOD)


def _given(said: dict[str, object]):  # type: ignore[no-untyped-def]
    from tieout.contact import Given
    from tieout.start import Quarter

    published = said["published"]
    quarter = Quarter.read(str(said["quarter"])) if said["quarter"] else None
    return Given(
        name=said["name"],  # type: ignore[arg-type]
        currency=said["currency"],  # type: ignore[arg-type]
        language=said["language"],  # type: ignore[arg-type]
        calendar=_calendar(said["end_month"], said["weeks"]),
        named_by=said["named_by"],  # type: ignore[arg-type]
        quarter=(quarter.year, quarter.number) if quarter is not None else None,
        published=published.date() if published is not None else None,  # type: ignore[attr-defined]
        identifier=said["identifier"],  # type: ignore[arg-type]
    )


def _calendar(month: object, weeks: object) -> FiscalCalendar | None:
    from tieout.core import WEEKDAYS, FiscalCalendar, WeekCalendar

    if not isinstance(month, int):
        if weeks is not None:
            raise click.UsageError("--weeks is of a year that --fiscal-year-end names")
        return None
    if weeks is None:
        return FiscalCalendar(month, "end")
    ends, _, day = str(weeks).partition("-")
    return WeekCalendar(month, "end", WEEKDAYS.index(day), "last" if ends == "last" else "nearest")


def _errors(result: Result) -> int:
    return sum(finding.severity == "error" for finding in result.findings)


def _show(result: Result, folder: Path, *, verbose: bool) -> None:
    """Prints the findings first, then how far the facts are proven."""
    from tieout.cli.terminal import say, say_rows
    from tieout.results import GRADES

    errors = tuple(finding for finding in result.findings if finding.severity == "error")
    notices = tuple(finding for finding in result.findings if finding.severity == "notice")
    release = result.contact.done.release
    told = (*errors, *notices) if verbose else errors
    show(told, lines=release.lines, file=release.file, most=None if verbose else _SHOWN)
    if len(errors) > _SHOWN and not verbose:
        say(f"and {len(errors) - _SHOWN} more findings: add -v, or see {folder / 'index.html'}", "bold")
    identity = result.contact.identity
    year, quarter = identity.quarter.value
    say(
        f"{identity.name.value}, {year}q{quarter}, {identity.currency.value}: "
        f"{counted(len(result.facts), 'fact')}, a draft",
        "bold",
    )
    often = Counter(one.grade for one in result.facts)
    rows = [(f"{often[grade]:>5}  {grade}", meaning) for grade, meaning in GRADES.items() if often[grade]]
    unsure = sum(not one.sure for one in result.facts)
    say_rows([*rows, (f"{unsure:>5}  doubtful", "have a concept that is a guess, whatever their grade")])
    prose = result.prose
    amounts = "amount" if prose.figures == 1 else "amounts"
    tied = len(prose.ties)
    say(f"{prose.figures:>5}  {amounts} in the prose, {tied:,} tied to the tables", indent=2)
    if not verbose and notices:
        say(f"{counted(len(notices), 'notice')}: -v tells them", indent=2)


def _show_written(folder: Path) -> None:
    from tieout.cli.terminal import say

    say(f"{folder}: index.html to read, facts.csv and facts.json, a report and definitions", hang=2)
