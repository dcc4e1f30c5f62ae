"""What large and hard inputs take: CPU seconds and peak memory, in a process each: `make bench`.

A whole 10-Q page of 2 MB is made by repeating the tables of a filing; half of it and twice show whether the
time grows in step. The largest released page is beside it. `--hard` adds inputs made to be unfair, each of
which has to be read in seconds or be refused in words.

    python tests/bench/large.py [--hard] [--package tieout.layout]
"""

import argparse
import os
import re
import resource
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from apart import Done, apart
from filed import FIELD, Who, filings
from reading import LAYOUT, Layout, first_contact, understood

_MB = 1_000_000
_FILING = "wk"
_LIMIT, _HARD_LIMIT = 120.0, 30.0
_MEMORY = 4 << 30

_HEAD = "<p>(In thousands)</p><table><tr><td></td><td>March 31, 2025</td><td>March 31, 2024</td></tr>"


def whole(folder: Path, size: int) -> Path:
    """A page of a size: the tables of one filing, with what stands above them, again and again."""
    page = filings((_FILING,))[0].page.read_text(encoding="utf-8")
    start, end = re.search(r"<body[^>]*>", page), page.rindex("</body>")
    at = start.end() if start else 0
    body = page[at:end]
    path = folder / f"page-{size / _MB:.1f}-MB.htm"
    path.write_text(page[:at] + body * round(size / len(body)) + page[end:], encoding="utf-8")
    return path


def _rows(count: int) -> str:
    return _HEAD + "<tr><td>Cash</td><td>1,234</td><td>5,678</td></tr>" * count + "</table>"


# What a page or text holds that nobody would print.
_HARD: dict[str, Callable[[], str]] = {
    "line-of-10-MB.txt": lambda: "Revenue was up. " * 625_000,
    "tabs-of-10-MB.txt": lambda: "\t".join(["1,234"] * 1_700_000),
    "digits-25000.htm": lambda: _rows(1).replace("1,234", "9" * 25_000),
    "digits-25000.txt": lambda: f"(In thousands)\n\tMarch 31, 2025\t2024\nCash\t{'9' * 25_000}\t1\n",
    "dates-9000.txt": lambda: "March 31, 2025 and " * 9_000 + "\n\tMarch 31, 2025\nCash\t1\n",
    "dates-9000-in-a-head.htm": lambda: _rows(3).replace("March 31, 2025", "March 31, 2025 and " * 9_000),
    "rows-300000.htm": lambda: _rows(300_000),
    "tables-60000.htm": lambda: _rows(1) * 60_000,
    "nested-2000.htm": lambda: "<table><tr><td>" * 2_000 + "1,234" + "</td></tr></table>" * 2_000,
    "control-entity.htm": lambda: _rows(3).replace("Cash", "Ca&#2;sh"),
    "surrogate-entity.htm": lambda: _rows(3).replace("Cash", "Ca&#xD800;sh"),
    "spans-of-a-million.htm": lambda: _rows(3).replace(
        "<td>Cash", '<td colspan="1000000" rowspan="65000">Cash'
    ),
}


def hard(folder: Path) -> Iterator[Path]:
    """Inputs made to be unfair; a device and a pipe among them."""
    for name, text in _HARD.items():
        (folder / name).write_text(text(), encoding="utf-8")
        yield folder / name
    yield Path("/dev/zero")
    os.mkfifo(folder / "pipe.txt")
    yield folder / "pipe.txt"


def _said(done: Done[Layout]) -> str:
    if done.result is None:
        return f"FAILED: {done.failure.strip().splitlines()[-1][:100]}"
    if done.result.refused:
        return f"refused: {done.result.refused[:100]}"
    return f"{len(done.result.tables):,} tables, {len(done.result.seen):,} figures"


def _measured(files: list[Path], package: str, limit: float = _LIMIT) -> None:
    for path, done in apart(partial(_understood, package=package), files, workers=1, limit=limit):
        print(f"  {path.name[:40]:<40} {done.cpu:>6.2f} s {done.mib:>5} MiB  {_said(done)}", flush=True)


def _understood(path: Path, package: str) -> Layout:
    # A file without an end must not take the machine's memory.
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    return understood(path, Who(), package)


def _drafted(path: Path) -> Layout:
    contact = first_contact(path, Who())
    return Layout(contact.refused or f"{contact.facts:,} facts")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hard", action="store_true", help="Also inputs made to be unfair.")
    parser.add_argument("--package", default=LAYOUT, help="What understands: %(default)s by default.")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tieout-bench-") as beside:
        folder = Path(beside)
        if filings((_FILING,)):
            print("understanding a page: CPU seconds, peak memory (reach: 2 MB in 2.3–6.7 s, 112 MiB)")
            largest = max((FIELD / "releases").glob("*.htm*"), key=lambda path: path.stat().st_size)
            _measured([*(whole(folder, size * _MB) for size in (1, 2, 4)), largest], arguments.package)
            print("the same with a company drafted of it and read by that draft")
            for path, done in apart(_drafted, [whole(folder, 2 * _MB), largest], workers=1, limit=_LIMIT):
                said = done.result.refused if done.result else done.failure.strip().splitlines()[-1]
                print(
                    f"  {path.name[:40]:<40} {done.cpu:>6.2f} s {done.mib:>5} MiB  {said[:100]}", flush=True
                )
        else:
            print(f"no filings in {FIELD.parent.name}/{FIELD.name}: what large pages take is skipped")
        if arguments.hard:
            print("unfair inputs")
            _measured(list(hard(folder)), arguments.package, _HARD_LIMIT)


if __name__ == "__main__":
    main()
