"""The command line. It answers at once: what a command needs is imported when the command runs."""

from __future__ import annotations

import io
import json
import sys
import textwrap
import threading
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tieout import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from tieout.compare import Change
    from tieout.core import Finding, InputError
    from tieout.facts import Fact
    from tieout.pipeline import Built, Progress, Read
    from tieout.start import Begun, Survey

GOOD, FINDINGS, USAGE = 0, 1, 2

# How much of a survey fits a screen.
_COLUMNS, _SHOWN = 4, 8

_FOLDER = click.Path(path_type=Path)


def _remember(ctx: click.Context, _: click.Parameter, value: bool) -> bool:
    """Keeps for error messages that JSON is asked for."""
    ctx.find_root().meta["json"] = value
    return value


_json = click.option(
    "--json", "as_json", is_flag=True, callback=_remember, help="Print the outcome as JSON, for machines."
)


def _remember_form(ctx: click.Context, _: click.Parameter, value: str) -> str:
    """The same of a format."""
    ctx.find_root().meta["form"] = value
    return value


_quiet = click.option("--quiet", "-q", is_flag=True, help="Print findings only.")
_format = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    callback=_remember_form,
    help="SARIF places each finding on its line, for code review.",
)


class _Group(click.Group):
    """Turns unusable input into a clear message and exit code 2, never a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        from tieout.core import InputError

        try:
            return super().invoke(ctx)
        except (InputError, OSError) as error:
            findings = _unusable(error)
        if ctx.meta.get("form") == "sarif":
            _print_sarif(findings)
        elif ctx.meta.get("json") or ctx.meta.get("form") == "json":
            _print_json({"findings": [finding.as_json() for finding in findings]})
        else:
            _show(findings)
        ctx.exit(USAGE)
        return None


def _unusable(error: InputError | OSError) -> tuple[Finding, ...]:
    """What is wrong with input that cannot be used."""
    from tieout.core import Finding, Place

    if not isinstance(error, OSError):
        return error.findings
    place = (Place(str(error.filename)),) if error.filename else ()
    return (Finding("input.file", error.strerror or str(error), "Name another file.", place),)


def _print_sarif(*releases: Iterable[Finding]) -> None:
    """The findings of each release as one log."""
    from tieout.core import sarif

    _print_json(sarif(*releases, version=__version__))


def _print_json(data: object) -> None:
    """JSON in the letters of its languages where the output can carry them, in escapes elsewhere."""
    wide = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") == "utf8"
    click.echo(json.dumps(data, ensure_ascii=not wide, indent=2))


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="tieout")
def main() -> None:
    """Turn a company's earnings release into XBRL in which every number ties.

    \b
    Examples:
      tieout build instances/acme-2025q1            build, prove and publish a report
      tieout build instances/acme-2025q1 --check    fail if a build would change it
      tieout validate instances/acme-2025q1         prove a published report again
      tieout taxonomy instances/acme-2025q1 --out dist

    Exit codes: 0 good, 1 findings, 2 usage or input error.
    """
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a letter shows its code instead of ending the program.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@main.command()
@click.argument("release_dirs", metavar="RELEASE_DIR...", type=_FOLDER, nargs=-1, required=True)
@click.option("--out", type=_FOLDER, help="The report's folder.  [default: RELEASE_DIR/xbrl]")
@click.option("--release", "text", type=_FOLDER, help="Read this text instead of the release's own.")
@click.option(
    "--formats",
    help="Beside the instance, any of inline, json, packages, csv, table, parquet, excel; or none.  "
    "[default: inline,json,packages]",
)
@click.option("--check", is_flag=True, help="Write nothing; fail if the report would change.")
@_json
@_format
@_quiet
def build(  # noqa: PLR0913, PLR0917 - its options
    release_dirs: tuple[Path, ...],
    out: Path | None,
    text: Path | None,
    formats: str | None,
    check: bool,
    as_json: bool,
    form: str,
    quiet: bool,
) -> None:
    """Build the XBRL report of a release: read, map, tie out, render, validate, publish.

    Of several releases each is built, whatever is found in another: the outcome tells of all of them, and
    the exit code is the worst.

    \b
    Examples:
      tieout build instances/acme-2025q1
      tieout build instances/acme-2025q1 --out /tmp/report --json
      tieout build instances/acme-2025q1 --out /tmp/report --formats json,csv,table
      tieout build instances/* --check --format sarif
    """
    from tieout.pipeline import build as run

    several = len(release_dirs) > 1
    if several and (out is not None or text is not None):
        raise click.UsageError("--out and --release are for one release: name one, or leave them out")
    make = partial(run, out=out, text=text, formats=_formats(formats), check=check)
    with _Line(show=not (as_json or quiet or form != "text")) as line:
        done = _each(release_dirs, make, line)
    if form == "sarif":
        _print_sarif(*(_told(outcome) for outcome in done.values()))
    elif as_json or form == "json":
        rows = [_outcome_json(outcome) for outcome in done.values()]
        named = [{"release": str(folder), **row} for folder, row in zip(done, rows, strict=True)]
        _print_json(named if several else rows[0])
    else:
        for outcome in done.values():
            _show_outcome(outcome, quiet=quiet)
    sys.exit(max(map(_code, done.values())))


def _each(
    folders: tuple[Path, ...], make: Callable[..., Built], progress: Progress
) -> dict[Path, Built | InputError | OSError]:
    """What became of each release; where there are several, one that cannot be used keeps no other back."""
    from tieout.core import InputError

    if len(folders) == 1:
        return {folder: make(folder, progress=progress) for folder in folders}
    done: dict[Path, Built | InputError | OSError] = {}
    for number, folder in enumerate(folders, 1):
        where = f"{number} of {len(folders)}, {folder}"
        try:
            done[folder] = make(folder, progress=partial(_say_where, progress, where))
        except (InputError, OSError) as error:
            done[folder] = error
    return done


def _say_where(progress: Progress, where: str, stage: str) -> None:
    progress(f"{where}: {stage}")


def _code(outcome: Built | InputError | OSError) -> int:
    if isinstance(outcome, Exception):
        return USAGE
    return FINDINGS if outcome.findings else GOOD


def _formats(given: str | None) -> tuple[str, ...]:
    """The formats of an option: names with commas between, or none."""
    from tieout.render import DEFAULT_FORMATS, FORMATS

    if given is None:
        return DEFAULT_FORMATS
    names = tuple(name.strip() for name in given.split(",") if name.strip() not in ("", "none"))
    if unknown := [name for name in names if name not in FORMATS]:
        raise click.UsageError(f"there is no format {unknown[0]}: choose of {', '.join(FORMATS)}, or none")
    return names


@main.command()
@click.argument("release_dir", type=_FOLDER)
@click.option("--release", "text", type=_FOLDER, help="Read this text instead of the release's own.")
@click.option("--unrelated", is_flag=True, help="List the figures that no relation covers, as Markdown.")
@_json
@_format
def check(release_dir: Path, text: Path | None, unrelated: bool, as_json: bool, form: str) -> None:
    """Tie a release out without Arelle: every relation, with its residue and what rounding allows.

    \b
    Examples:
      tieout check instances/acme-2025q1
      tieout check instances/acme-2025q1 --unrelated
    """
    from tieout.pipeline import read

    done = read(release_dir, text, progress=_silent)
    checks = done.tied.checks if done.tied else ()
    if unrelated:
        _show_unrelated(done)
    elif form == "sarif":
        _print_sarif((*done.findings, *done.notices))
    elif as_json or form == "json":
        rows = [
            {
                "relation": c.relation,
                "context": c.total.context.id,
                "reported": format(c.reported, "f"),
                "computed": format(c.computed, "f"),
                "residue": format(c.residue, "f"),
                "slack": format(c.slack, "f"),
                "holds": c.holds,
            }
            for c in checks
        ]
        findings = [finding.as_json() for finding in done.findings]
        _print_json({"checks": rows, "findings": findings})
    else:
        entries = done.tied.accepted if done.tied else ()
        accepted = {(entry.subject, entry.period, entry.by) for entry in entries}
        for c in checks:
            verdict = "holds   " if c.holds else "OFF     "
            if (c.relation, c.total.context.period, c.residue) in accepted:
                verdict = "accepted"
            within = f" within {c.slack:,f}" if c.slack else ""
            click.echo(f"{verdict} {c.residue:>14,f}{within}  {c.relation}  {c.total.context.id}")
        for entry in entries:
            if entry.kind == "repeat":
                click.echo(
                    f'accepted {entry.by:>14,f}  line {entry.line} prints "{entry.printed}" of {entry.total}'
                )
        _show(done.findings)
        off = sum(not c.holds for c in checks)
        click.echo(
            f"{len(checks)} relations, {off} off; {len(entries)} exceptions accepted; "
            f"{len(done.findings)} findings"
        )
    sys.exit(FINDINGS if done.findings else GOOD)


@main.command()
@click.argument("release_dir", type=_FOLDER)
@click.option("--release", "text", type=_FOLDER, help="Read this text instead of the release's own.")
@click.option(
    "--outcome",
    help="Only the numbers that became this, such as fact, recovered or unread.",
)
@click.option("--line", type=int, help="Only the numbers of this line.")
@_json
def trace(release_dir: Path, text: Path | None, outcome: str | None, line: int | None, as_json: bool) -> None:
    """Show what became of every number that a release prints, and how many became what.

    \b
    Examples:
      tieout trace instances/acme-2025q1 --outcome recovered
      tieout trace instances/acme-2025q1 --line 376
    """
    from dataclasses import asdict

    from tieout.pipeline import read
    from tieout.trace import OUTCOMES, coverage

    if outcome not in (None, *OUTCOMES):
        raise click.UsageError(f"there is no outcome {outcome}: choose of {', '.join(OUTCOMES)}")
    done = read(release_dir, text, progress=_silent)
    rows = [
        row
        for row in done.traced
        if (outcome is None or row.outcome == outcome) and (line is None or row.line == line)
    ]
    if as_json:
        _print_json([asdict(row) for row in rows])
        return
    for row in rows:
        became = " ".join(part for part in (row.fact, row.reason) if part)
        # Of a page the line is told that an editor goes to.
        at = f"{row.line:>5}:{row.column:<4}" + (f" {row.source.line:>5}" if row.source else "")
        click.echo(f"{at} {row.printed:>16}  {row.outcome:<13} {became}")
    total = len(done.traced)
    shares = (
        f"{count:,} {name} ({count / total:.1%})" for name, count in coverage(done.traced).most_common()
    )
    click.echo(f"{total:,} numbers: {', '.join(shares)}")


@main.command()
@click.argument("release_dir", type=_FOLDER)
@click.argument("what")
@click.option("--release", "text", type=_FOLDER, help="Read this text instead of the release's own.")
def explain(release_dir: Path, what: str, text: Path | None) -> None:
    """Tell one number's story. WHAT is a fact's id, or the LINE:COLUMN of a cell.

    \b
    Examples:
      tieout explain instances/acme-2025q1 376:28
      tieout explain instances/acme-2025q1 OperatingIncomeLoss_D20250101-20250331
    """
    from tieout.pipeline import read

    done = read(release_dir, text, progress=_silent)
    found = [
        row for row in done.traced if what == row.fact or _within(what, row.line, row.column, row.printed)
    ]
    if not found:
        ids = [fact.id for fact in done.facts.facts if fact.concept.name == what.rpartition(":")[2]]
        hint = f"; its facts are {', '.join(ids[:5])}" if ids else ""
        raise click.UsageError(f"{what} is neither a fact's id nor the LINE:COLUMN of a number{hint}")
    facts = done.facts.by_id()
    for row in found:
        cell = " / ".join(part for part in (row.table, row.row, row.head) if part)
        click.echo(f'{row.line}:{row.column} "{row.printed}" ({cell}): {row.outcome} {row.fact} {row.reason}')
        if row.source is not None:
            click.echo(f"  {done.definition.text}:{row.source.line} {row.source.path}")
    for name in dict.fromkeys(row.fact for row in found if row.fact):
        fact = facts[name]
        unit = fact.unit.measure if fact.unit else ""
        click.echo(f"{name}: {fact.value} {unit}, decimals {fact.decimals}, {fact.context.period}")
        click.echo(f"  {fact.concept.qname}: {fact.concept.label['en']}. {fact.concept.doc['en'].strip()}")
        for check in done.tied.checks if done.tied else ():
            weights = [weight for weight, part in check.parts if part.id == name]
            divides = check.per is not None and check.per.id == name
            if check.total.id != name and not weights and not divides:
                continue
            part = f"enters with weight {weights[0]:+d}" if weights else "is the divisor of"
            if check.total.id == name:
                part = "is the total of"
            verdict = "holds" if check.holds else "does not hold"
            within = f" within {check.slack:,f}" if check.slack else ""
            click.echo(
                f"  {part} {check.relation} {check.total.context.id}: {verdict}, "
                f"residue {check.residue:,f}{within}"
            )
        entries = [entry for entry in (done.tied.accepted if done.tied else ()) if entry.on == name]
        for why in dict.fromkeys(entry.why["en"].strip() for entry in entries):
            click.echo(f"  accepted: {why}")


def _within(what: str, line: int, column: int, printed: str) -> bool:
    """Whether LINE:COLUMN is within a printed number."""
    at_line, _, at = what.partition(":")
    if not (at_line.isdecimal() and at.isdecimal()) or int(at_line) != line:
        return False
    return column <= int(at) < column + max(len(printed), 1)


def _silent(_: str) -> None:
    """No progress: what is read without Arelle is read at once."""


@main.command()
@click.argument("old", type=_FOLDER)
@click.argument("new", type=_FOLDER)
@_json
@_format
def diff(old: Path, new: Path, as_json: bool, form: str) -> None:
    """Compare two releases of a company: what is restated, what came and went, quarters against the year.

    \b
    Examples:
      tieout diff instances/acme-2025q1 instances/acme-2025q2
      tieout diff instances/acme-2025q1 instances/acme-2025q2 --json
    """
    from tieout.compare import Side, compare
    from tieout.core import InputError
    from tieout.pipeline import read

    sides = []
    for folder in (old, new):
        done = read(folder, progress=_silent)
        if done.tied is None:
            # What could not be read would only look like lines that went.
            raise InputError(*done.errors)
        sides.append(Side(done.definition, done.facts))
    found = compare(*sides)
    if form == "sarif":
        _print_sarif(found.findings)
    elif as_json or form == "json":
        lines = {
            name: [
                {"concept": line.concept, "members": list(line.members), "label": line.label} for line in said
            ]
            for name, said in (("came", found.came), ("gone", found.gone))
        }
        rows = {
            "taxonomy": [
                {"subject": c.subject, "what": c.what, "was": c.was, "now": c.now} for c in found.taxonomy
            ],
            "findings": [finding.as_json() for finding in found.findings],
        }
        _print_json({"compared": found.compared, "summed": found.summed, **lines, **rows})
    else:
        _show(found.findings)
        for name, said in (("new", found.came), ("gone", found.gone)):
            for entry in said:
                click.echo(f"{name:<5} {entry.label} ({entry.concept}), {entry.place}")
        for change in found.taxonomy:
            click.echo(f"taxonomy: {_changed(change)}, {change.place}")
        click.echo(
            f"{found.compared} figures of the same period compared, {found.summed} years to date held "
            f"against their quarters; {len(found.came)} lines came, {len(found.gone)} went; "
            f"{len(found.taxonomy)} changes of the taxonomy; {len(found.findings)} findings"
        )
    sys.exit(FINDINGS if found.findings else GOOD)


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


# What is asked for on a terminal where it is not given: (parameter, question).
_ASKED = {
    "name": "The company's name",
    "authority": "The web address that its namespaces begin with, such as http://www.acme.com",
    "scheme": "The scheme of its identifier, such as http://www.sec.gov/CIK",
    "code": "Its identifier in that scheme, such as its CIK in ten digits",
    "currency": "The currency that it reports in, such as USD",
    "end_month": "The month in which its fiscal year ends, 1 to 12",
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@new.command("company")
@click.argument("folder", type=_FOLDER)
@click.option("--from", "text", type=_FOLDER, required=True, help="A release of it, as text or HTML.")
@click.option("--name", multiple=True, help="Its name; once more as ja=NAME for another language.")
@click.option("--prefix", help="The prefix of its concepts.  [default: the folder's name]")
@click.option("--authority", help="What its namespaces begin with, such as http://www.acme.com.")
@click.option(
    "--identifier-scheme", "scheme", help="The scheme of its identifier, such as http://www.sec.gov/CIK."
)
@click.option("--identifier", "code", help="Its identifier in that scheme.")
@click.option("--publisher", help="Who publishes the taxonomy.  [default: its name]")
@click.option("--currency", help="The currency that it reports in, such as USD.")
@click.option("--accounting-standard", "standard", default="US GAAP", show_default=True)
@click.option("--fiscal-year-end", "end_month", type=click.IntRange(1, 12), metavar="MONTH", help="1 to 12.")
@click.option(
    "--named-by",
    type=click.Choice(["start", "end"]),
    default="end",
    show_default=True,
    help="The calendar year that names a fiscal year: in which it starts or ends.",
)
@click.option(
    "--weeks",
    type=click.Choice([f"{ends}-{day}" for ends in ("last", "nearest") for day in _WEEKDAYS]),
    metavar="last-DAY|nearest-DAY",
    help="For years of 52 or 53 weeks: the day of the week that they end on, the last of the month or the "
    "one nearest to its end.",
)
@click.option(
    "--extra-week",
    type=click.IntRange(1, 4),
    metavar="QUARTER",
    help="The quarter that takes the 53rd.  [default: 4]",
)
@click.option("--language", default="en", show_default=True, help="The language of its releases.")
@_json
def new_company(folder: Path, text: Path, as_json: bool, **said: object) -> None:
    """Draft a company that is not known yet from one of its releases: its folder under taxonomy/.

    Each printed line gets the concept that is likeliest, totals are found by arithmetic. What is doubtful
    stands on top of the folder's review.yaml. What is not given is asked for on a terminal.

    \b
    Example:
      tieout new company taxonomy/acme --from acme-2q25.htm --name "Acme Inc." \\
        --authority http://www.acme.com --identifier-scheme http://www.sec.gov/CIK \\
        --identifier 0001234567 --currency USD --fiscal-year-end 12
    """
    from tieout.start import Who, check_company
    from tieout.start import new_company as make

    check_company(folder, text)
    for name, question in _ASKED.items():
        if not said[name]:
            said[name] = _asked(name, question)
    begun = make(folder, text, Who(**_who(folder, said)))  # type: ignore[arg-type]
    if as_json:
        _print_json(_begun_json(begun))
    else:
        _show_begun(begun, text)
    sys.exit(FINDINGS if begun.doubts or begun.translate else GOOD)


def _asked(name: str, question: str) -> object:
    """What a person says on a terminal; elsewhere a missing option is a mistake."""
    ctx = click.get_current_context()
    option = next(param for param in ctx.command.params if param.name == name)
    if not _on_terminal():
        raise click.MissingParameter(ctx=ctx, param=option)
    answer = click.prompt(question, type=click.IntRange(1, 12) if name == "end_month" else str, err=True)
    return (answer,) if name == "name" else answer


def _on_terminal() -> bool:
    return sys.stdin.isatty()


def _who(folder: Path, said: dict[str, object]) -> dict[str, object]:
    """The options as `company.yaml` has them: names by language, and the weeks of the fiscal year."""
    from tieout.definitions import languages

    given = said.pop("name")
    names: dict[str, str] = {}
    for text in given if isinstance(given, tuple) else ():
        language, equals, name = text.partition("=")
        if equals and language in languages():
            names[language] = name
        else:
            names[str(said["language"])] = text
    first = names.get(str(said["language"]), next(iter(names.values())))
    weeks, extra = said.pop("weeks"), said.pop("extra_week")
    if extra is not None and weeks is None:
        raise click.UsageError("--extra-week is of a year of --weeks")
    if weeks is not None:
        ends, _, day = str(weeks).partition("-")
        weeks = {"day": day, "ends": ends, **({"extra": extra} if extra is not None else {})}
    prefix = "".join(letter for letter in folder.name.casefold() if letter.isalnum() or letter == "-")
    return {
        **said,
        "name": {language: names.get(language, first) for language in languages()},
        "prefix": said["prefix"] or prefix,
        "publisher": said["publisher"] or first,
        "weeks": weeks,
    }


@new.command("release")
@click.argument("company", type=_FOLDER)
@click.argument("period")
@click.option("--from", "text", type=_FOLDER, required=True, help="The release as it was published.")
@click.option(
    "--published", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The day of its publication."
)
@click.option("--out", type=_FOLDER, help="The release's folder.  [default: instances/COMPANY-PERIOD]")
@_json
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
    found = survey(read(folder, progress=_silent))
    if as_json:
        _print_json(_survey_json(folder, found))
    else:
        _show_survey(folder, found)
    sys.exit(FINDINGS if found.open else GOOD)


@main.command()
@click.argument("paths", type=_FOLDER, nargs=-1, required=True)
@_json
@_format
@_quiet
def validate(paths: tuple[Path, ...], as_json: bool, form: str, quiet: bool) -> None:
    """Validate reports with Arelle, offline. A PATH is an instance, a schema, a package or a folder of them.

    An instance may be XML, Inline XBRL, xBRL-JSON, or the metadata of xBRL-CSV.

    \b
    Examples:
      tieout validate instances/acme-2025q1/xbrl
      tieout validate report.xbrl taxonomy.zip --json
    """
    from tieout.publish import altered
    from tieout.validate import Counts, Verdict
    from tieout.validate import validate as run

    verdicts = []
    with _Line(show=not (as_json or quiet or form != "text")) as line:
        for path in _targets(paths):
            line(f"validating {path}")
            verdicts.append(run(path))
    for folder in dict.fromkeys((*paths, *(path / "xbrl" for path in paths))):
        if changed := altered(folder):
            verdicts.append(Verdict(str(folder), Counts(), changed, ()))
    failed = any(verdict.findings for verdict in verdicts)
    if form == "sarif":
        _print_sarif(finding for verdict in verdicts for finding in verdict.findings)
    elif as_json or form == "json":
        rows = [
            {
                "path": verdict.path,
                "facts": verdict.counts.facts,
                "contexts": verdict.counts.contexts,
                "calculation relationships": verdict.counts.relationships,
                "findings": [f.as_json() for f in verdict.findings],
                "accepted": [f.as_json() for f in verdict.accepted],
            }
            for verdict in verdicts
        ]
        _print_json(rows)
    else:
        for verdict in verdicts:
            if not quiet:
                counts = verdict.counts
                reported = f"{counts.facts} facts, {counts.contexts} contexts, " if counts.facts else ""
                click.echo(
                    f"{verdict.path}: {reported}{counts.relationships} calculation relationships, "
                    f"{len(verdict.accepted)} accepted of Arelle's findings, {len(verdict.findings)} findings"
                )
            _show(verdict.findings)
    sys.exit(FINDINGS if failed else GOOD)


@main.command()
@click.argument("release_dir", type=_FOLDER)
@click.option("--out", type=_FOLDER, required=True, help="The folder for the taxonomy's files and package.")
@_quiet
def taxonomy(release_dir: Path, out: Path, quiet: bool) -> None:
    """Write a release's taxonomy alone: schemas, linkbases, crosswalk and taxonomy package.

    \b
    Example:
      tieout taxonomy instances/acme-2025q1 --out dist/taxonomy
    """
    from tieout.pipeline import build_taxonomy

    with _Line(show=not quiet) as line:
        verdict, package = build_taxonomy(release_dir, out, progress=line)
    _show(verdict.findings)
    if not verdict.findings and not quiet:
        click.echo(f"{package}: {verdict.counts.relationships} calculation relationships, valid")
    sys.exit(FINDINGS if verdict.findings else GOOD)


@main.command()
@click.argument("folder", type=_FOLDER)
@click.option("--reference", type=_FOLDER, help="Write the reference that people read there, in Markdown.")
@click.option("--check", is_flag=True, help="Write nothing; fail if a file would change.")
def schemas(folder: Path, reference: Path | None, check: bool) -> None:
    """Write the JSON Schemas of the YAML files, by which an editor completes and checks them.

    \b
    Examples:
      tieout schemas taxonomy/schemas
      tieout schemas taxonomy/schemas --reference docs/yaml.md
    """
    from tieout.definitions import schemas as made

    texts = {folder / name: text for name, text in made.json_schemas()}
    if reference is not None:
        texts[reference] = made.reference()
    stale = []
    for path, text in texts.items():
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(str(path))
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    if check and stale:
        click.echo(f"out of date: {', '.join(stale)}. Run the same without --check.", err=True)
    sys.exit(FINDINGS if check and stale else GOOD)


@main.command()
@click.argument("release_dir", type=_FOLDER)
@click.option("--save", type=_FOLDER, metavar="DIR", help="Write the viewer into this folder; serve nothing.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    default=0,
    help="Serve on this port.  [default: a free one]",
)
@click.option("--no-open", is_flag=True, help="Open no browser.")
@click.option("--quiet", "-q", is_flag=True, help="Print findings only, and the address.")
def view(release_dir: Path, save: Path | None, port: int, no_open: bool, quiet: bool) -> None:
    """Show a report in the interactive viewer, to this machine alone, until Ctrl-C.

    Each fact with its labels, documentation, references, calculations and notes. RELEASE_DIR is a release's
    folder, or a report's own.

    \b
    Examples:
      tieout view instances/acme-2025q1
      tieout view instances/acme-2025q1 --port 8000 --no-open
      tieout view instances/acme-2025q1 --save /tmp/viewer    open its index.html from disk
    """
    from tieout import view as viewing
    from tieout.publish import altered

    report = viewing.inline_report(release_dir)
    if save is not None:
        viewing.check_target(save, report)
    with _Line(show=not quiet) as line:
        line("making the viewer")
        viewer = viewing.make_viewer(report)
    changed = altered(report.parent)
    _show(changed)

    def tell(address: str) -> None:
        click.echo(address if quiet else f"{address} shows {report.name} until Ctrl-C")
        if not no_open and sys.stdout.isatty():
            viewing.open_browser(address)

    if save is None:
        viewing.serve(viewer, port, tell)
    else:
        viewing.save_viewer(viewer, save)
        if not quiet:
            click.echo(f"written to {save}: open {save / viewing.INDEX}")
    sys.exit(FINDINGS if changed else GOOD)


# What people see --------------------------------------------------------------------------------------


class _Line:
    """Progress on standard error: one line with the time on a terminal, elsewhere a plain line a stage."""

    def __init__(self, *, show: bool) -> None:
        self._show = show
        self._live = show and sys.stderr.isatty()
        self._stage = ""
        self._begun = time.monotonic()
        self._over = threading.Event()
        self._clock = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Progress:
        if self._live:
            self._clock.start()
        return self._say

    def _say(self, stage: str) -> None:
        self._stage = stage
        if self._live:
            self._draw()
        elif self._show:
            click.echo(stage, err=True)

    def _tick(self) -> None:
        while not self._over.wait(0.5):
            self._draw()

    def _draw(self) -> None:
        if self._stage:
            seconds = int(time.monotonic() - self._begun)
            click.echo(f"\r\033[K{seconds:>3} s  {self._stage} …", nl=False, err=True)

    def __exit__(self, *_: object) -> None:
        if self._live:
            self._over.set()
            self._clock.join()
            click.echo("\r\033[K", nl=False, err=True)


def _no_report(folder: Path, mend: str) -> Exception:
    from tieout.core import Finding, InputError, Place

    return InputError(Finding("input.no-report", f"{folder} holds no report", mend, (Place(str(folder)),)))


def _targets(paths: tuple[Path, ...]) -> list[Path]:
    """The files to validate: in a folder its instances and packages, in a release's folder those of xbrl/."""
    found = []
    for path in paths:
        folder = path / "xbrl" if (path / "release.yaml").is_file() else path
        if folder is not path and not folder.is_dir():
            raise _no_report(path, f"Build it with: tieout build {path}")
        if folder.is_dir():
            inside = sorted(path for path in folder.iterdir() if _is_target(path))
            if not inside:
                raise _no_report(folder, "Name an instance (*.xbrl), a package (*.zip) or a folder of them.")
            found += inside
        else:
            found.append(path)
    return found


def _is_target(path: Path) -> bool:
    """Whether a file of a report's folder is validated; a package of what stands beside it need not be."""
    from tieout.validate import is_report_json, repeats_folder

    if path.suffix in (".xbri", ".xbr"):
        return not repeats_folder(path)
    if path.suffix == ".json":
        return is_report_json(path)
    return path.suffix in (".xbrl", ".xhtml", ".zip")


def _show(findings: tuple[Finding, ...], colour: str = "red") -> None:
    for finding in findings:
        first, *others = finding.places or ("",)
        click.secho(f"{first}: " if first else "", nl=False, bold=True)
        click.secho(f"{finding.code}: ", fg=colour, nl=False)
        click.echo(finding.message)
        for detail in finding.details:
            click.echo(f"    {detail}")
        if not finding.code.startswith("tie.total"):
            # The details of a sum name its cells already, one a line.
            for place in others:
                click.echo(f"    see {place}")
        if finding.codes:
            click.echo(f"    Arelle: {', '.join(finding.codes)}")
        if finding.mend:
            click.echo(f"    {finding.mend}")


def _show_survey(folder: Path, found: Survey) -> None:
    """What is understood of a release, in one screen: what a person has to look at is at its end."""
    click.secho(f"{folder}: {found.facts} facts", bold=True)
    for table in found.matched:
        columns = ", ".join(str(period) for period in table.periods[-_COLUMNS:])
        more = "… " if len(table.periods) > _COLUMNS else ""
        lines = f"{table.printed} of {table.lines} lines"
        click.echo(f"  line {table.line:>4}  {table.statement:<32.32} {lines:>16}  {more}{columns}")
    for place in found.unread:
        click.echo(f"  line {place.line:>4}  not read: {place.table}")
    click.echo(f"  {found.said} of {found.sentences} sentences are read")
    _show_some(
        "sentences that no pattern covers", [(one.place.line, one.text, ()) for one in found.unsaid], folder
    )
    for title, findings in (
        ("new lines", found.new),
        ("gone", found.gone),
        ("read with a remark", found.remarks),
        ("to mend", found.others),
    ):
        _show_some(title, [_in_short(finding) for finding in findings], folder)
    last = f"{found.open} things to look at" if found.open else f"nothing to mend: tieout build {folder}"
    click.echo(last.replace("1 things", "1 thing") if found.open == 1 else last)


def _in_short(finding: Finding) -> tuple[int, str, tuple[str, ...]]:
    """A finding's line, what it says, and what is said below it: what to paste, where it proposes that."""
    line = finding.places[0].line if finding.places else 0
    if finding.severity == "notice":
        return line, f"{finding.message} (no error)", ()
    said = finding.message if finding.details else f"{finding.message}. {finding.mend}"
    return line, said, finding.details


def _show_some(title: str, told: list[tuple[int, str, tuple[str, ...]]], folder: Path) -> None:
    if told:
        click.secho(f"{title}: {len(told)}", bold=True)
    for line, said, details in told[:_SHOWN]:
        click.echo(f"  line {line:>4}  {said}")
        for detail in details:
            click.echo(f"             {detail}")
    if len(told) > _SHOWN:
        click.echo(f"  and {len(told) - _SHOWN} more: tieout check {folder}")


def _show_begun(begun: Begun, text: Path) -> None:
    """What was drafted of a company, in one screen: what a person has to look at is at its end."""
    from tieout.draft import shown

    click.secho(f"{begun.folder}: {len(begun.draft.statements)} statements drafted", bold=True)
    for one in begun.draft.statements:
        lines, sure = shown(one)
        totals = len(one.settled.sums) + len(one.settled.relations) + len(one.settled.rolls)
        click.echo(
            f"  line {one.drafted.group.sheets[0].table.line:>4}  {one.name:<32.32} {lines:>4} lines, "
            f"{sure:>3} sure, {totals:>2} totals"
        )
    own = sum(concept.numeric for concept in begun.draft.concepts.values())
    click.echo(f"  {len(begun.draft.concepts)} concepts of its own, {own} of them with figures")
    for note in begun.notes[:_SHOWN]:
        click.echo(f"  {note}")
    if begun.doubts:
        click.secho(f"doubtful: {len(begun.doubts)}", bold=True)
    for doubt in begun.doubts[:_SHOWN]:
        proposal = doubt.line.proposal
        if proposal is not None:
            click.echo(f"  {doubt.score:>3}  {doubt.defined.file}:{doubt.defined.line}")
            click.echo(f'       "{doubt.line.entry.caption[:60]}": {proposal.concept.name}')
    if len(begun.doubts) > _SHOWN:
        click.echo(f"  and {len(begun.doubts) - _SHOWN} more")
    if begun.translate:
        click.echo(f"{len(begun.translate)} texts are to be translated")
    click.echo(f"what is open stands in {begun.folder / 'review.yaml'}; then:")
    quarter = begun.quarter or "QUARTER"
    click.echo(f"  tieout new release {begun.folder} {quarter} --from {text} --published YYYY-MM-DD")


def _begun_json(begun: Begun) -> dict[str, object]:
    from tieout.draft import shown

    return {
        "folder": str(begun.folder),
        "quarter": str(begun.quarter) if begun.quarter is not None else None,
        "statements": [
            {"statement": one.name, "lines": shown(one)[0], "sure": shown(one)[1]}
            for one in begun.draft.statements
        ],
        "concepts": list(begun.draft.concepts),
        "doubts": [
            {
                "line": doubt.line.entry.caption,
                "statement": doubt.statement,
                "concept": doubt.line.proposal.concept.name if doubt.line.proposal else None,
                "score": doubt.score,
                "edit": f"{doubt.defined.file}:{doubt.defined.line}",
            }
            for doubt in begun.doubts
        ],
        "translate": list(begun.translate),
        "notes": list(begun.notes),
    }


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
            name: [finding.as_json() for finding in findings]
            for name, findings in (
                ("new", found.new),
                ("gone", found.gone),
                ("remarks", found.remarks),
                ("findings", found.others),
            )
        },
    }


def _show_unrelated(done: Read) -> None:
    """The figures that stand alone, and those held but roughly, for a person or for the documentation."""
    from tieout.tie import loose, unrelated

    rows = unrelated(done.facts, done.tied.checks if done.tied else ())
    once = sum(count == 1 for _, count in rows)
    click.echo(f"# Figures of {done.definition.stem} that no relation covers\n")
    click.echo(
        f"{len(rows)} of {len(done.facts.facts)} facts take part in no relation. {once} of them are printed"
    )
    click.echo(
        "once: a slip in one of these would go unnoticed. The others are compared with their repeats.\n"
    )
    click.echo("| Line | Printed | Times | Fact |\n| ---: | ---: | ---: | --- |")
    for fact, count in rows:
        click.echo(f"| {_printed_at(done, fact)} | {count} | {fact.id} |")
    roughly = list(loose(done.facts, done.definition.company)) if done.tied else []
    click.echo(f"\n# Figures of {done.definition.stem} that relations hold but roughly\n")
    click.echo(
        f"{len(roughly)} facts are held by relations that allow for rounding. Each could as well be another,"
    )
    click.echo("from one bound to the other: a slip within the bounds would go unnoticed.\n")
    click.echo("| Line | Printed | From | To | Fact |\n| ---: | ---: | ---: | ---: | --- |")
    for held in roughly:
        bounds = " | ".join("" if bound is None else f"{bound:,f}" for bound in (held.low, held.high))
        click.echo(f"| {_printed_at(done, held.fact)} | {bounds} | {held.fact.id} |")


def _printed_at(done: Read, fact: Fact) -> str:
    """The line of the file that a fact is taken from, and what is printed there."""
    place = fact.places[0]
    text = next(p.text for fact_id, p in done.facts.printed if fact_id == fact.id and p.place == place)
    source = done.release.source(place.line, place.column)
    return f"{source.line if source is not None else place.line} | {text}"


_NOTICES = {
    "recover.recovered": "recovered",
    "recover.inferred": "left out",
    "recover.dash": "set aside",
    "trace.set-aside": "set aside",
}


def _show_built(built: Built, *, quiet: bool) -> None:
    if not quiet:
        definition, tied = built.read.definition, built.read.tied
        codes = [notice.code for notice in built.read.notices]
        click.secho(f"{definition.company.name['en']}, {definition.period}", bold=True)
        rows = (
            ("facts", built.counts.facts),
            ("contexts", built.counts.contexts),
            *(
                (
                    ("calculation relationships checked", built.counts.relationships),
                    ("relations checked, in every context", len(tied.checks)),
                    ("stated readings", len(definition.readings)),
                    ("recovered by arithmetic", codes.count("recover.recovered")),
                    ("inferred and left out", codes.count("recover.inferred")),
                    ("set aside as no figures", sum(r.outcome == "set aside" for r in built.read.traced)),
                    ("accepted exceptions", len(tied.accepted)),
                )
                if tied
                else ()
            ),
            ("findings", len(built.findings)),
        )
        for name, count in rows:
            click.echo(f"  {name:<36}{count:>8,}")
        for reading in definition.readings:
            what = f'read as "{reading.read}"' if reading.read else "read as no figure"
            click.echo(f'  stated reading: "{reading.printed}" in "{reading.row}" {what}. {reading.why}')
        for entry in tied.accepted if tied else ():
            click.echo(f"  accepted: {entry.subject} for {entry.period}, off by {entry.by:,f}")
        for notice in built.read.notices:
            what = _NOTICES.get(notice.code, "notice")
            click.echo(f"  {what}: {notice.places[0] if notice.places else ''}: {notice.message}")
    _show(built.findings)
    if built.published and not quiet:
        click.echo(f"written to {built.out}")
    elif built.findings:
        left = f"{built.out} is as it was" if built.out.is_dir() else f"there is no {built.out}"
        click.secho(f"not published: {left}", fg="red", err=True)
        if built.page is not None and not quiet:
            click.echo(f"the findings in the text of the release: {built.page}", err=True)


def _told(outcome: Built | InputError | OSError) -> tuple[Finding, ...]:
    """All that a build has to tell; what is wrong with a release that cannot be used."""
    return (
        _unusable(outcome) if isinstance(outcome, Exception) else (*outcome.findings, *outcome.read.notices)
    )


def _show_outcome(outcome: Built | InputError | OSError, *, quiet: bool) -> None:
    if isinstance(outcome, Exception):
        _show(_unusable(outcome))
    else:
        _show_built(outcome, quiet=quiet)


def _outcome_json(outcome: Built | InputError | OSError) -> dict[str, object]:
    if isinstance(outcome, Exception):
        return {"findings": [finding.as_json() for finding in _unusable(outcome)]}
    return _built_json(outcome)


def _built_json(built: Built) -> dict[str, object]:
    definition, tied = built.read.definition, built.read.tied
    return {
        "company": definition.company.name["en"],
        "period": str(definition.period),
        "out": str(built.out),
        "published": built.published,
        "page": str(built.page) if built.page is not None else None,
        "changes": list(built.changes),
        "facts": built.counts.facts,
        "contexts": built.counts.contexts,
        "calculation relationships": built.counts.relationships,
        "sums": len(tied.checks) if tied else 0,
        "stated readings": [
            {
                "table": r.table,
                "row": r.row,
                "column": r.column,
                "printed": r.printed,
                "read": r.read,
                "why": r.why,
            }
            for r in definition.readings
        ],
        "accepted": [
            {
                "kind": a.kind,
                "subject": a.subject,
                "period": str(a.period),
                "by": format(a.by, "f"),
                "why": a.why,
            }
            for a in (tied.accepted if tied else ())
        ],
        "findings": [finding.as_json() for finding in built.findings],
        "notices": [notice.as_json() for notice in built.read.notices],
    }
