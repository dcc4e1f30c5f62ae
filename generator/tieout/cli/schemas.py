"""schemas: what is generated from the models of the YAML."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tieout.cli.base import FINDINGS, FOLDER, GOOD, main
from tieout.cli.terminal import echo


@main.command()
@click.argument("folder", type=FOLDER)
@click.option("--reference", type=FOLDER, help="Write the reference that people read there, in Markdown.")
@click.option("--check", is_flag=True, help="Write nothing; fail if a file would change.")
def schemas(folder: Path, reference: Path | None, check: bool) -> None:
    """Write the JSON Schemas of the YAML files, by which an editor completes and checks them, and of --json.

    \b
    Examples:
      tieout schemas taxonomy/schemas
      tieout schemas taxonomy/schemas --reference docs/yaml.md
    """
    from tieout.definitions import schemas as made
    from tieout.results import SCHEMA, schema

    texts = {folder / name: text for name, text in made.json_schemas()}
    texts[folder / SCHEMA] = schema()
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
        echo(f"out of date: {', '.join(stale)}. Run the same without --check.", err=True)
    sys.exit(FINDINGS if check and stale else GOOD)
