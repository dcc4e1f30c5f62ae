"""explain: the story of one number, or what the code of a finding means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tieout.cli.base import FOLDER, main, release_in

if TYPE_CHECKING:
    from tieout.core import Period
    from tieout.facts import Fact
    from tieout.pipeline import Read
    from tieout.tie import Check
    from tieout.trace import Traced


@main.command()
@click.argument("release_dir", metavar="RELEASE_DIR|CODE", type=FOLDER)
@click.argument("what", required=False)
@click.option("--release", "text", type=FOLDER, help="Read this text instead of the release's own.")
def explain(release_dir: Path, what: str | None, text: Path | None) -> None:
    """Tell one number's story, or what a finding's code means.

    RELEASE_DIR is the folder of a release or of a draft, WHAT a cell of it, by LINE:COLUMN or its XPath in a
    page, or a fact's id. A CODE stands in brackets at the end of a finding, and needs no WHAT.

    \b
    Examples:
      tieout explain release.draft 376:28
      tieout explain release.draft /html/body/table[2]/tbody/tr[4]/td[2]
      tieout explain instances/acme-2025q1 OperatingIncomeLoss_D20250101-20250331
      tieout explain tie.total-off                    what is so, and what to do
    """
    from tieout.pipeline import read, tie_anyhow

    if what is None:
        _explain_code(str(release_dir))
        return
    done = read(release_in(release_dir), text)
    if done.tied is None:
        # A draft is tied out as far as it could be read.
        done = tie_anyhow(done)
    found = [row for row in done.traced if what == row.fact or _is_at(what, row)]
    if not found:
        ids = [fact.id for fact in done.facts.facts if fact.concept.name == what.rpartition(":")[2]]
        hint = f"; its facts are {', '.join(ids[:5])}" if ids else ""
        raise click.UsageError(
            f"{what} is neither a fact's id nor the LINE:COLUMN or XPath of a number{hint}"
        )
    for row in found:
        _show_number(done, row)
    for name in dict.fromkeys(row.fact for row in found if row.fact):
        _show_fact(done, name)


def _show_number(done: Read, row: Traced) -> None:
    """Prints a number, its outcome, and its place in a page."""
    from tieout.cli.terminal import say

    cell = " / ".join(part for part in (row.table, row.row, row.head) if part)
    say(f'{row.line}:{row.column} "{row.printed}" ({cell}): {row.outcome} {row.fact} {row.reason}', hang=4)
    if row.source is not None:
        say(row.source.within(str(done.definition.text)), indent=2, hang=2)


def _show_fact(done: Read, name: str) -> None:
    """Prints the fact with an id, its relations, and the reasons for accepted exceptions."""
    from tieout.cli.terminal import say
    from tieout.definitions import first_of

    fact = done.facts.by_id()[name]
    unit = fact.unit.measure if fact.unit else ""
    say(f"{name}: {fact.value} {unit}, decimals {fact.decimals}, {fact.context.period}", "bold")
    concept = fact.concept
    say(f"{concept.qname}: {first_of(concept.label)}. {first_of(concept.doc).strip()}", indent=2, hang=2)
    if done.tied is None:
        return
    for check in done.tied.checks:
        if any(part.id == name for part in check.facts):
            _show_equation(done, check)
    entries = [entry for entry in done.tied.accepted if entry.on == name]
    for why in dict.fromkeys(first_of(entry.why).strip() for entry in entries):
        say(f"accepted: {why}", indent=2, hang=2)


def _show_equation(done: Read, check: Check) -> None:
    """Prints a relation with labels and amounts, the total last."""
    from tieout.cli.terminal import say, say_rows
    from tieout.tie import equation, proven, shortened

    whole = done.tied.checks if done.tied is not None else ()
    written = equation(shortened(check, proven(whole)))
    verdict = "holds exactly" if not check.slack else f"holds within rounding, {check.slack:,f}"
    if not check.holds:
        verdict = f"does not hold, off by {check.residue:,f}"
    say(f"{written.text} ({written.unit}): {verdict}", "bold", indent=2, hang=4)
    terms = [(f"{term.sign} {term.amount}", term.fact) for term in written.terms]
    wide = max(len(amount) for amount, _ in terms)
    # The period is told where it is another one.
    rows = ((f"{amount:>{wide}}", _label(done, fact, check.total.context.period)) for amount, fact in terms)
    say_rows(rows, indent=6)
    say(f"{check.relation} {check.total.context.id}", "dim", indent=6, hang=2)


def _label(done: Read, fact: Fact, usual: Period) -> str:
    """The labels of a figure and its members, and its period unless that is the usual one."""
    from tieout.definitions import first_of
    from tieout.render import Labels

    company = done.definition.company
    labels = Labels(company)
    names = (fact.concept, *(company.concept(member) for _, member in fact.context.members))
    own = fact.context.period
    return ", ".join((*(first_of(labels.of(name)) for name in names), *([] if own == usual else [str(own)])))


def _explain_code(code: str) -> None:
    """Prints what a finding's code means, and what to do."""
    from tieout.cli.terminal import say
    from tieout.core import known_meaning

    found = known_meaning(code)
    if found is None:
        raise click.UsageError(
            f"no finding has the code {code}; of a release, name a cell by LINE:COLUMN or a fact's id, too"
        )
    say(f"{code}: {found.means}", "bold")
    say(found.mend, indent=2, hang=2)


def _is_at(what: str, row: Traced) -> bool:
    """Whether a number is in the element of an XPath, or at LINE:COLUMN."""
    if row.source is not None and what == row.source.origin:
        return True
    if what.startswith("/"):
        return row.source is not None and f"{row.source.path}/".startswith(f"{what}/")
    at_line, _, at = what.partition(":")
    if not (at_line.isdecimal() and at.isdecimal()) or int(at_line) != row.line:
        return False
    return row.column <= int(at) < row.column + max(len(row.printed), 1)
