"""Puts the reports of instances/ into docs/gallery/ for the site, and writes docs/gallery.md about them.

Both are made anew for each site and never committed: the reports are, where they are built.
"""

import re
import shutil
from pathlib import Path

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


def main() -> None:
    """Writes the page and what it shows."""
    shutil.rmtree(DOCS / "gallery", ignore_errors=True)
    told = _HEAD
    for report in sorted((ROOT / "instances").glob("*/xbrl")):
        name = report.parent.name
        shutil.copytree(report, DOCS / "gallery" / name)
        told += shown(report, name)
    (DOCS / "gallery.md").write_text(told, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
