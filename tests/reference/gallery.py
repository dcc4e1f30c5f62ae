"""Puts the reports of instances/ into docs/gallery/ for the site, and writes docs/gallery.md about them.

Beside them stands the draft of a made-up company whose release has a misprint. All are made anew for each
site and never committed: the reports are, where they are built.
"""

import os
import re
import shutil
import sys
from pathlib import Path

from tieout import write_draft

sys.path.append(str(Path(__file__).resolve().parents[1]))

from test_contact import MISPRINTED

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
_HEAD = """# Reports to look at

Each is a folder as a build wrote it, with every file in it: click a number to see its equation and its cell.
"""


def shown(report: Path, name: str) -> str:
    """The section of a report, whose files stand in gallery/NAME/ of the site."""
    title = re.search(r"<title>[^:<]*: (.*?)</title>", (report / "index.html").read_text(encoding="utf-8"))
    assert title is not None, f"{report / 'index.html'} has no title"
    links = [f"[the page to sign](gallery/{name}/index.html): each number with its proof"]
    links += [
        f"[the inline report](gallery/{name}/{page.name}): the release, each figure tagged where it stands"
        for page in sorted(report.glob("*.htm"))
    ]
    links += [f"[what no relation covers]({name}-unrelated.md)"]
    return f"\n## {title[1]}\n\n" + "".join(f"- {link}\n" for link in links)


def drafted(folder: Path) -> str:
    """The section of the draft of a made-up release, which is written into a folder with its page."""
    folder.mkdir()
    page = folder / "release.htm"
    page.write_text(MISPRINTED, encoding="utf-8", newline="\n")
    # Places in the pages of a draft are told as they are seen from where one stands.
    before = Path.cwd()
    os.chdir(folder)
    try:
        write_draft(page.name, "release.draft")
    finally:
        os.chdir(before)
    at = f"gallery/{folder.name}/release.draft"
    return (
        "\n## A release that nobody has described\n\nThe page of a company that does not exist, in which one "
        f"total is misprinted: [as it was published](gallery/{folder.name}/{page.name}).\n\n"
        f"- [the draft]({at}/index.html): each number by how far it is proven, the misprint by its cells\n"
        f"- [every figure as JSON]({at}/facts.json), [as a table]({at}/facts.csv) and "
        f"[in a workbook with live formulas]({at}/report.xlsx)\n"
    )


def main() -> None:
    """Writes the page and what it shows."""
    shutil.rmtree(DOCS / "gallery", ignore_errors=True)
    told = _HEAD
    for report in sorted((ROOT / "instances").glob("*/xbrl")):
        name = report.parent.name
        shutil.copytree(report, DOCS / "gallery" / name)
        told += shown(report, name)
    told += drafted(DOCS / "gallery" / "harbor-light")
    (DOCS / "gallery.md").write_text(told, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
