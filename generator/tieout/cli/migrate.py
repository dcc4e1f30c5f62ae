"""migrate: YAML that is written in the words of an earlier version."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from tieout.cli.base import FINDINGS, FOLDER, GOOD, json_option, main
from tieout.cli.show import findings_json, print_json, show
from tieout.cli.terminal import echo


@main.command()
@click.argument("folders", type=FOLDER, nargs=-1, required=True)
@click.option("--check", is_flag=True, help="Write nothing; fail if a file would change.")
@json_option
def migrate(folders: tuple[Path, ...], check: bool, as_json: bool) -> None:
    """Rewrite YAML in the words of today: keys that were renamed, each in its place.

    A FOLDER is that of a company or a release, or one of several. Comments, order and layout stay
    as they are. What is in the new words already is not touched.

    \b
    Examples:
      tieout migrate taxonomy/acme instances/acme-2025q1
      tieout migrate taxonomy instances --check
    """
    from tieout.definitions.migrate import migrate as plan

    found = plan(folders)
    changed = [one for one in found if one.changes]
    findings = tuple(finding for one in found for finding in one.findings)
    if not check:
        for one in changed:
            one.write()
    if as_json:
        rows = [
            {"file": c.place.file, "line": c.place.line, "column": c.place.column, "old": c.old, "new": c.new}
            for one in changed
            for c in one.changes
        ]
        print_json({"changes": rows, "findings": findings_json(findings)})
    else:
        for one in changed:
            words = Counter((change.old, change.new) for change in one.changes)
            said = (f"{old} → {new}{f' ({n})' if n > 1 else ''}" for (old, new), n in words.items())
            echo(f"{one.changes[0].place.file}: {', '.join(said)}")
        show(findings)
        count = sum(len(one.changes) for one in changed)
        would = "would change" if check else "changed"
        echo(f"{count} words in {len(changed)} files {would}" if count else "nothing to change")
    sys.exit(FINDINGS if findings or (check and changed) else GOOD)
