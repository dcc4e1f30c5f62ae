"""report-bug: a bundle for whoever mends a fault, without a figure or a name of the release."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import click

from tieout.cli.base import FILE, FOLDER, main, release_in
from tieout.cli.terminal import echo


@main.command("report-bug")
@click.argument("release", type=FILE)
@click.option("--out", type=FOLDER, help="The zip to write, which may not be there yet.  [default: bug.zip]")
@click.option("--seed", type=int, default=1, show_default=True, help="Draws other digits and letters.")
@click.option("--check", is_flag=True, help="Write nothing; say what it would hold.")
def report_bug(release: Path, out: Path | None, seed: int, check: bool) -> None:
    """Make a bundle that tells a fault without telling the release: a zip to add to a report.

    RELEASE is a file, or the folder of a release or a draft. Every figure is replaced by drawn digits, every
    word that tieout does not know from its own data by drawn letters. Days of dates, zeros, signs,
    separators and numbers in words stay; years are moved, by as many where that gives none that is printed.
    Nothing is sent: read the bundle, then send it yourself.

    \b
    Examples:
      tieout report-bug release.htm
      tieout report-bug instances/acme-2025q1 --out fault.zip
    """
    from tieout.bug import bundle_of, write

    target = out or Path("bug.zip")
    if target.exists() and not check:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    bundle = bundle_of(release_in(release) if release.is_dir() else release, seed=seed)
    echo(
        f"{target} {'would hold' if check else 'will hold'}, with {bundle.figures:,} figures and "
        f"{bundle.words:,} words replaced:"
    )
    width = max(len(name) for name, _, _ in bundle.files)
    for name, what, text in bundle.files:
        echo(f"  {name:<{width}}  {len(text):>9,} characters: {what}")
    if check:
        return
    write(bundle, target)
    echo(f"written: {target}. Read it before you send it.")
