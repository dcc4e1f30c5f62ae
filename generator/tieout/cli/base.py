"""The command group, options shared by several commands, and exit codes."""

from __future__ import annotations

import gc
import io
import math
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tieout import __version__
from tieout.cli.show import findings_json, print_json, print_sarif, show, unusable
from tieout.cli.signals import STOPPED, ended_in_order
from tieout.cli.terminal import echo, outlet

if TYPE_CHECKING:
    from collections.abc import Sequence

GOOD, FINDINGS, USAGE = 0, 1, 2


class _Named(click.Path):
    """A parameter for a path whose name is valid UTF-8."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. Raises InputError where a name in it is no text in UTF-8."""
        from tieout.core import named_in_text

        return named_in_text(Path(os.fsdecode(super().convert(value, param, ctx))))


class _Drawing(_Named):
    """A parameter for the file of a drawing, which is an SVG whatever its name says."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. Another name's end is refused: a program that goes by it could not open the file."""
        path = super().convert(value, param, ctx)
        if path.suffix.lower() != ".svg":
            self.fail(f"{path.name}: a drawing is an SVG; name a file that ends in .svg", param, ctx)
        return path


FOLDER = _Named(path_type=Path)
DRAWING = _Drawing(path_type=Path)
FILE = _Named(path_type=Path, exists=True)


class Worded(click.ParamType[str]):
    """A parameter for a text of one form; for another text the error says what is expected."""

    name = "text"

    def __init__(self, pattern: str, form: str) -> None:
        self._pattern = pattern
        self._form = form

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text as it is."""
        if re.fullmatch(self._pattern, value) is None:
            self.fail(f"{value!r} is not {self._form}.", param, ctx)
        return value


class Seconds(click.FloatRange):
    """A parameter for seconds: a number in a range, and neither `nan` nor `inf`, which no range refuses."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number of seconds."""
        seconds = super().convert(value, param, ctx)
        if not math.isfinite(seconds):
            self.fail(f"{value} is no number of seconds.", param, ctx)
        return seconds


CURRENCY = Worded(r"[A-Z]{3}", "a code of ISO 4217, such as USD")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ENDS = ("last", "nearest", "quarters-last", "quarters-nearest")
WEEKS = click.Choice([f"{ends}-{day}" for ends in _ENDS for day in _DAYS])


def weeks_of(said: str) -> dict[str, object]:
    """What an option of WEEKS says, as `weeks` in company.yaml does."""
    ends, _, day = said.rpartition("-")
    quarters, _, ends = ends.rpartition("-")
    return {"day": day, "ends": ends, **({"year": "months"} if quarters else {})}


def _remember(ctx: click.Context, _: click.Parameter, value: bool) -> bool:
    """Notes that error messages are to be in JSON."""
    ctx.find_root().meta["json"] = value
    return value


json_option = click.option(
    "--json", "as_json", is_flag=True, callback=_remember, help="Print the outcome as JSON, for machines."
)


def _remember_form(ctx: click.Context, _: click.Parameter, value: str) -> str:
    """Notes the format for error messages."""
    ctx.find_root().meta["form"] = value
    return value


quiet_option = click.option("--quiet", "-q", is_flag=True, help="Print findings only.")


scope_option = click.option(
    "--scope",
    type=click.Choice(["all", "tables"]),
    help="What has to be read: all of the release, or its tables alone.  [default: as release.yaml says]",
)


official_option = click.option(
    "--official",
    type=FILE,
    multiple=True,
    envvar="TIEOUT_OFFICIAL",
    help="A package of an official taxonomy, or a folder laid out as Arelle's web cache: what a report or an "
    "edition needs of it is found there.",
)


verbose_option = click.option("--verbose", "-v", is_flag=True, help="Print every notice and finding, too.")


format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    callback=_remember_form,
    help="SARIF places each finding on its line, for code review.",
)


companies_option = click.option(
    "--companies",
    type=FOLDER,
    multiple=True,
    help="Folders of companies that are described: their files are built, not drafted.",
)


processes_option = click.option(
    "--processes",
    type=click.IntRange(1),
    default=lambda: os.cpu_count() or 1,
    help="How many releases are done at a time.  [default: as many as there are cores]",
)


limit_option = click.option(
    "--limit", type=Seconds(1), default=600, show_default=True, help="Seconds that one may take."
)


def release_in(folder: Path) -> Path:
    """The folder of a release; for a draft, the release inside it."""
    drafted = folder / "definitions" / "release"
    is_draft = not (folder / "release.yaml").is_file() and (drafted / "release.yaml").is_file()
    return drafted if is_draft else folder


class Group(click.Group):
    """Turns unusable input into a clear message and exit code 2, never a traceback.

    A file in the place of a command is drafted: `tieout release.htm` is `tieout draft release.htm`.
    """

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The named command, or `draft` for a file."""
        first = args[0] if args else ""
        if self.get_command(ctx, first) is None:
            if not Path(first).exists():
                raise click.UsageError(f"{first} is neither a command nor a file that is there", ctx)
            args = ["draft", *args]
        return super().resolve_command(ctx, args)

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, *, standalone_mode: bool = True, **named: Any
    ) -> Any:
        """Runs the command to its end, whatever stops it, and even if its output cannot be written."""
        if not standalone_mode:
            return super().main(args, standalone_mode=False, **named)
        with ended_in_order(), outlet():
            try:
                code = super().main(args, standalone_mode=False, **named)
            except click.ClickException as error:
                # It tells what was typed, which may be anything.
                said = io.StringIO()
                error.show(said)
                echo(said.getvalue().rstrip("\n"), err=True)
                code = error.exit_code
            except click.Abort:
                code = STOPPED
            sys.exit(code)

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command; errors are printed in the format that was asked for."""
        from tieout.core import InputError

        try:
            return super().invoke(ctx)
        except click.MissingParameter as error:
            name = ctx.invoked_subcommand or ""
            if not Path(name).is_file():
                raise
            hint = f"To draft the file {name}, name it ./{name}."
            raise click.UsageError(f"{error.format_message()} {hint}", error.ctx) from None
        except KeyboardInterrupt:
            echo("stopped", err=True)
            ctx.exit(STOPPED)
        except BrokenPipeError:
            # Whoever read the output has enough of it: click ends without a word.
            raise
        except (InputError, OSError) as error:
            findings = unusable(error)
        if ctx.meta.get("form") == "sarif":
            print_sarif(findings)
        elif ctx.meta.get("json") or ctx.meta.get("form") == "json":
            print_json({"findings": findings_json(findings)})
        else:
            show(findings)
        ctx.exit(USAGE)
        return None


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="tieout")
def main() -> None:
    """Turn a company's earnings release into XBRL in which every number ties.

    \b
    Examples:
      tieout release.htm                            a draft: its facts, and how far each is proven
      tieout build instances/acme-2025q1            build, prove and publish a report
      tieout build instances/acme-2025q1 --check    fail if a build would change it
      tieout validate instances/acme-2025q1         prove a published report again
      tieout batch season/ --dataset facts/         many releases at once
      tieout review release.draft                   settle what is doubtful, on the page
      tieout new company taxonomy/acme --from acme-2q25.htm

    Exit codes: 0 good, 1 findings, 2 usage or input error.
    """
    # A command ends soon: looking for circles of garbage all the time would take a tenth of it.
    gc.set_threshold(200_000, 50, 50)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that lacks a letter shows its code instead of ending the program.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
