"""Scans: how many figures of statements are right, how many damaged, and whether any is wrong in silence.

IIJ's statements are set as pages and scanned: at 300 dots an inch, and at 150 with noise, each a little
askew. A figure is right where its fact is that of the text, and wrong in silence where it is another one
and no finding names it. Apple's balance sheet of 2015, in `../shared/field/scanned`, is a scan by others; its
figures are held against their list here.

    python tests/bench/scan.py [--pages N]
"""

import argparse
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from filed import FIELD  # noqa: E402

from pdf_helpers import as_pdf  # noqa: E402
from scan_helpers import as_scan, statements  # noqa: E402

IIJ = ROOT / "instances/iij-2018q1"
SCANS: dict[str, dict[str, Any]] = {
    "300 dpi": {"dpi": 300, "skew": 0.4},
    "150 dpi with noise": {"dpi": 150, "skew": -0.5, "noise": 0.15},
    "150 dpi with more noise": {"dpi": 150, "skew": 0.8, "noise": 0.3},
}
# The balance sheet, in millions: 2015 and 2014, from top to bottom.
APPLE = (
    "21,120 13,844 20,481 11,233 16,849 17,460 2,349 2,111 5,546 4,318 13,494 9,759 9,539 9,806 89,378 68,531"
    " 164,065 130,162 22,471 20,624 5,116 4,616 3,893 4,142 5,556 3,764 290,479 231,839"
    " 35,490 30,196 25,181 18,453 8,940 8,491 8,499 6,308 2,500 0 80,610 63,448 3,624 3,031 53,463 28,987"
    " 33,427 24,826 171,124 120,292 27,416 23,313 92,284 87,152 (345) 1,082 119,355 111,547 290,479 231,839"
)


def main() -> None:
    """Prints the counts of each scan."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", default="Internet Initiative Japan Inc. Consolidated Balance")
    parser.add_argument("--after", default="Segment Information (Unaudited)")
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tieout-bench-") as folder:
        text = Path(folder) / "statements.txt"
        said = (IIJ / "release.txt").read_text(encoding="utf-8")
        text.write_text(statements(said, given.first, given.after), encoding="utf-8")
        pdf = as_pdf(text.read_text(encoding="utf-8"), Path(folder) / "statements.pdf")
        due = _facts(text)[0]
        # What the grid of a PDF does not give, no scan of it can.
        print(f"text: {len(due)} facts; PDF with its text: {_right(due, _facts(pdf)[0])} of them")
        for name, how in SCANS.items():
            if given.only in name:
                _show(name, due, as_scan(pdf, Path(folder) / "statements.tif", **how))
    if not given.only or given.only == "apple":
        _apple()


def _show(name: str, due: dict[str, Decimal], path: Path) -> None:
    from PIL import Image

    with Image.open(path) as picture:
        pages = getattr(picture, "n_frames", 1)
    began = time.monotonic()
    got, told, damaged = _facts(path)
    took = (time.monotonic() - began) / pages
    wrong = {key: value for key, value in got.items() if due.get(key, value) != value}
    silent = [key for key in wrong if key not in told]
    extra = [key for key in got if key not in due]
    share = _right(due, got) / len(due)
    print(
        f"IIJ, {name}: {share:.1%} of {len(due)} facts right, {len(wrong)} wrong, {len(silent)} in silence, "
        f"{len(extra)} of no figure, {damaged} figures damaged; {took:.1f} s a page"
    )
    for key in sorted(wrong):
        print(f"    {key}: {due[key]}, read as {wrong[key]}{' in silence' if key in silent else ''}")
    for key in sorted(set(due) - set(got))[:10]:
        print(f"    {key}: {due[key]}, no fact")
    for key in extra[:5]:
        print(f"    {key}: {got[key]}, and none is printed")


def _right(due: dict[str, Decimal], got: dict[str, Decimal]) -> int:
    return sum(got.get(key) == value for key, value in due.items())


def _facts(path: Path) -> tuple[dict[str, Decimal], set[str], int]:
    """The facts of IIJ's release as a file has it, those that a finding names, the count of damaged words."""
    from tieout.pipeline import read, tie_anyhow

    done = tie_anyhow(read(IIJ, path, scope="tables"))
    facts = {fact.id: fact.figure.value for fact in done.facts.facts if fact.figure is not None}
    places = {place for finding in done.findings for place in finding.places}
    told = {name for finding in done.findings for name in finding.facts}
    told |= {fact.id for fact in done.facts.facts if places & set(fact.places)}
    damaged = sum("\ufffd" in word for line in done.release.lines for word in line.split())
    return facts, told, damaged


def _apple() -> None:
    """Apple's balance sheet, drafted with nothing said of it."""
    path = FIELD / "scanned/pdf-apple-bs-2015-scan.pdf"
    if not path.exists():
        return
    import tieout

    began = time.monotonic()
    report = tieout.read(path)
    took = time.monotonic() - began
    due = [_number(one) for one in APPLE.split()]
    got = [fact.value for fact in report.facts]
    left = list(got)
    right = 0
    for one in due:
        if one in left:
            left.remove(one)
            right += 1
    print(f"Apple 2015: {right} of {len(due)} figures are facts, {took:.1f} s; {len(left)} other facts")
    print(f"    missing {[one for one in due if one not in got]}, others {left[:10]}")


def _number(text: str) -> Decimal:
    value = Decimal(text.strip("()").replace(",", "")) * 1_000_000
    return -value if text.startswith("(") else value


if __name__ == "__main__":
    main()
