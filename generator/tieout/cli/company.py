"""new company: a company drafted from one of its releases."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tieout.cli.base import CURRENCY, FINDINGS, FOLDER, GOOD, WEEKS, Worded, json_option
from tieout.cli.releases import SHOWN, new
from tieout.cli.show import print_json, show
from tieout.cli.terminal import echo

if TYPE_CHECKING:
    from tieout.start import Begun


_AUTHORITY = Worded(r"http://[a-z0-9.-]+", "of the form http://www.acme.com, http and no path")
_SCHEME = Worded(r"[a-z][a-z0-9+.-]*:\S+", "a URI, such as http://www.sec.gov/CIK")
_CODE = Worded(r"\S(.*\S)?", "a number or name")
_NO_WEEKS = "none"
_CALENDAR = "input.calendar"

# What is asked for on a terminal where it is not given: (parameter, question).
_ASKED = {
    "name": "The company's name",
    "authority": "The web address of the publisher that its namespaces begin with, such as http://acme.example",
    "scheme": "The scheme of its identifier, such as http://www.sec.gov/CIK",
    "code": "Its identifier in that scheme, such as its CIK in ten digits",
    "currency": "The currency that it reports in, such as USD",
    "end_month": "The month in which its fiscal year ends, 1 to 12",
    "weeks": "For a year of 52 or 53 weeks the day that it ends on, last-saturday or nearest-saturday",
}


@new.command("company")
@click.argument("folder", type=FOLDER)
@click.option("--from", "text", type=FOLDER, required=True, help="A release of it, in any form that is read.")
@click.option(
    "--name", multiple=True, help="Its name; with ja=NAME besides, its texts are in that language too."
)
@click.option("--prefix", help="The prefix of its concepts.  [default: the folder's name]")
@click.option(
    "--authority", type=_AUTHORITY, help="What its namespaces begin with, such as http://acme.example."
)
@click.option(
    "--identifier-scheme",
    "scheme",
    type=_SCHEME,
    help="The scheme of its identifier, such as http://www.sec.gov/CIK.",
)
@click.option("--identifier", "code", type=_CODE, help="Its identifier in that scheme.")
@click.option("--publisher", help="Who publishes the taxonomy.  [default: its name]")
@click.option("--currency", type=CURRENCY, help="The currency that it reports in, such as USD.")
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
    type=WEEKS,
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
@click.option(
    "--language", default="en", show_default=True, help="The language of its releases, and of its texts."
)
@json_option
def new_company(folder: Path, text: Path, as_json: bool, **said: object) -> None:
    """Draft a company that is not known yet from one of its releases: its folder under taxonomy/.

    Each printed line gets the concept that is likeliest, totals are found by arithmetic. What is doubtful
    stands on top of the folder's review.yaml. What is not given is asked for on a terminal.

    \b
    Example:
      tieout new company taxonomy/acme --from acme-2q25.htm --name "Acme Inc." \\
        --authority http://acme.example --identifier-scheme http://www.sec.gov/CIK \\
        --identifier 0001234567 --currency USD --fiscal-year-end 12
    """
    from tieout.start import check_company

    check_company(folder, text)
    asked = [name for name in _ASKED if not said[name]]
    _refuse_unasked([name for name in asked if name != "weeks"])
    if "end_month" not in asked:
        # Who says when the year ends has said how, too.
        asked = [name for name in asked if name != "weeks"]
    said |= {name: _asked(name) for name in asked}
    begun = _begun(folder, text, said, again="end_month" in asked)
    if as_json:
        print_json(_begun_json(begun))
    else:
        _show_begun(begun, text)
    sys.exit(FINDINGS if begun.doubts or begun.translate else GOOD)


def _begun(folder: Path, text: Path, said: dict[str, object], *, again: bool) -> Begun:
    """The drafted company. With `again`, a fiscal year that does not fit the release is asked for again."""
    from tieout.core import InputError
    from tieout.start import Who
    from tieout.start import new_company as make

    while True:
        try:
            return make(folder, text, Who(**_who(folder, dict(said))))  # type: ignore[arg-type]
        except InputError as error:
            if not again or any(finding.code != _CALENDAR for finding in error.findings):
                raise
            show(error.findings)
            said |= {name: _asked(name) for name in ("end_month", "weeks")}


def _refuse_unasked(names: list[str]) -> None:
    """Without a terminal: raises an error that lists every missing option."""
    if names and not _on_terminal():
        options = {param.name: param.opts[0] for param in click.get_current_context().command.params}
        missing = ", ".join(options[name] for name in names)
        raise click.UsageError(f"Missing {missing}: on a terminal they are asked for.")


def _asked(name: str) -> object:
    """The answer of a person on a terminal, asked again until it is valid."""
    params = click.get_current_context().command.params
    kind: click.ParamType[Any] = next(param for param in params if param.name == name).type
    if name == "weeks" and isinstance(kind, click.Choice):
        kind = click.Choice([_NO_WEEKS, *kind.choices])
    none = _NO_WEEKS if name == "weeks" else None
    answer = click.prompt(_ASKED[name], type=kind, default=none, show_choices=False, err=True)
    if name == "weeks":
        return None if answer == _NO_WEEKS else answer
    return (answer,) if name == "name" else answer


def _on_terminal() -> bool:
    return sys.stdin.isatty()


def _who(folder: Path, said: dict[str, object]) -> dict[str, object]:
    """The options in the form of `company.yaml`: names by language, and the weeks of the fiscal year."""
    names = _names(said.pop("name"), str(said["language"]))
    first = next(iter(names.values()))
    weeks, extra = said.pop("weeks"), said.pop("extra_week")
    if extra is not None and weeks is None:
        raise click.UsageError("--extra-week is of a year of --weeks")
    if weeks is not None:
        ends, _, day = str(weeks).partition("-")
        weeks = {"day": day, "ends": ends, **({"extra": extra} if extra is not None else {})}
    prefix = "".join(letter for letter in folder.name.casefold() if letter.isalnum() or letter == "-")
    return {
        **said,
        "name": names,
        "prefix": said["prefix"] or prefix,
        "publisher": said["publisher"] or first,
        "weeks": weeks,
    }


def _names(given: object, language: str) -> dict[str, str]:
    """The names of a company by language, that of its releases first."""
    from tieout.definitions import languages

    names: dict[str, str] = {}
    for text in given if isinstance(given, tuple) else ():
        said, _, name = text.partition("=")
        if re.fullmatch("[a-z]{2}", said) is None or not name:
            names[language] = text
        elif said in languages():
            names[said] = name
        else:
            raise click.UsageError(f"--name {text}: there are texts in {', '.join(languages())} only")
    return {language: names.get(language, next(iter(names.values()))), **names}


def _show_begun(begun: Begun, text: Path) -> None:
    """Prints what was drafted, on one screen; what a person has to look at comes last."""
    from tieout.draft import shown

    click.secho(f"{begun.folder}: {len(begun.draft.statements)} statements drafted", bold=True)
    for one in begun.draft.statements:
        lines, sure = shown(one)
        totals = len(one.settled.sums) + len(one.settled.relations) + len(one.settled.rolls)
        echo(
            f"  line {one.drafted.group.sheets[0].table.line:>4}  {one.name:<32.32} {lines:>4} lines, "
            f"{sure:>3} sure, {totals:>2} totals"
        )
    own = sum(concept.numeric for concept in begun.draft.concepts.values())
    echo(f"  {len(begun.draft.concepts)} concepts of its own, {own} of them with figures")
    for note in begun.notes[:SHOWN]:
        echo(f"  {note}")
    if begun.doubts:
        click.secho(f"doubtful: {len(begun.doubts)}", bold=True)
    for doubt in begun.doubts[:SHOWN]:
        proposal = doubt.line.proposal
        if proposal is not None:
            echo(f"  {doubt.score:>3}  {doubt.defined.file}:{doubt.defined.line}")
            echo(f'       "{doubt.line.entry.caption[:60]}": {proposal.concept.name}')
    if len(begun.doubts) > SHOWN:
        echo(f"  and {len(begun.doubts) - SHOWN} more")
    if begun.translate:
        echo(f"{len(begun.translate)} texts are to be translated")
    if begun.doubts or begun.translate or begun.notes:
        echo(f"what is open stands in {begun.folder / 'review.yaml'}")
    echo("then:")
    quarter = begun.quarter or "QUARTER"
    of, by = shlex.quote(str(begun.folder)), shlex.quote(str(text))
    echo(f"  tieout new release {of} {quarter} --from {by} --published YYYY-MM-DD")


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
