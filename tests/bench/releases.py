"""How much of released tables is understood, and how quickly: `make bench`.

Of the earnings releases of `../shared/field/releases` nobody knows what is right. What is counted is how many
of the numbers that their tables print stand, as the layout understands them, in a column or row with a
period, with a unit and a place. A column that it knows to be no figures (a change, a percentage of another,
a note) is left out of both. What is understood is held against the page by hand: `--sample 200` draws of it,
`--draw FILE` writes the draw for `held/`, and each run compares what was held with what it finds.

    python tests/bench/releases.py [FILE …] [--sample N --seed S [--draw CSV]] [--tables] [--package …]
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import printed
from apart import Done, apart
from filed import FIELD
from held import Held, altered, draw
from reading import LAYOUT, Layout, Seen, as_met, understood

# A table of fewer is no table of figures.
_FEWEST = 4


@dataclass(frozen=True, slots=True)
class Read:
    """A release as the layout understands it: the seconds that took, and the count of numbers printed."""

    layout: Layout
    seconds: float
    numbers: int
    calendar: str


def read(path: Path, package: str) -> Read:
    """Understands a release by the fiscal year that the command line takes from it."""
    who = as_met(path)
    began = time.process_time()
    layout = understood(path, who, package)
    return Read(layout, time.process_time() - began, printed.figures(path), " ".join(who.calendar[1::2]))


def counted(done: Read) -> Counter[str]:
    """Numbers printed, left out by their column, understood; tables, and those that are not.

    Numbers are those that the page prints or the layout sees, whatever are more. In a table of which nothing
    is understood, nothing is rightly left out.
    """
    tables: dict[int, list[Seen]] = {}
    for one in done.layout.seen:
        if printed.looks_like_one(one.text):
            tables.setdefault(one.table, []).append(one)
    got: Counter[str] = Counter()
    for table in tables.values():
        whole = sum(one.whole and not one.left_out for one in table)
        got["whole"] += whole
        got["left out"] += sum(one.left_out for one in table) if whole else 0
        got["no period"] += sum(not one.period and not one.left_out for one in table)
        got["no unit"] += sum(not one.units and not one.left_out for one in table)
        if len(table) >= _FEWEST:
            got["tables"] += 1
            got["tables not understood"] += not whole
    got["numbers"] = max(done.numbers, sum(map(len, tables.values()))) - got["left out"]
    return got


def _line(path: Path, done: Done[Read]) -> str:
    name = f"{path.name[:46]:<46}"
    if done.result is None:
        return f"{name} FAILED {done.failure.strip().splitlines()[-1][:90]}"
    got = counted(done.result)
    share = f"{100 * got['whole'] / got['numbers']:>5.1f}%" if got["numbers"] else "     –"
    return (
        f"{name} {share} of {got['numbers']:>5} numbers  no period {got['no period']:>4}  no unit "
        f"{got['no unit']:>4}  left out {got['left out']:>4}  tables {got['tables']:>3}, not understood "
        f"{got['tables not understood']:>3}  {done.result.seconds:>5.2f} s {done.mib:>4} MiB  "
        f"{done.result.calendar}  {done.result.layout.refused[:60]}"
    ).rstrip()


def _sampled(read: dict[Path, Read], count: int, seed: int) -> list[tuple[Path, Seen]]:
    """Figures drawn from all that is understood."""
    known = [
        (path, one)
        for path, done in read.items()
        for one in done.layout.seen
        if one.whole and not one.left_out and printed.looks_like_one(one.text)
    ]
    drawn = random.Random(seed).sample(known, min(count, len(known)))
    return sorted(drawn, key=lambda pair: (pair[0].name, pair[1].line))


def _as_held(path: Path, one: Seen) -> Held:
    """A figure as it is held against the page."""
    unit, scale = one.units[0]
    value = f"{one.value.scaleb(scale):f}"
    return Held(path.name, ":".join(map(str, one.at)), one.text, value, unit, one.period)


def _shown(drawn: list[tuple[Path, Seen]]) -> Iterator[str]:
    """Figures for the eye, each as it is understood."""
    for path, one in drawn:
        unit, scale = one.units[0]
        open_units = "?" if len(one.units) > 1 else ""
        part = f" [{one.part}]" if one.part else ""
        yield (
            f"{path.name}:{one.line} {':'.join(map(str, one.at))} | {one.row[:60]} | {one.head[:60]}{part} | "
            f"{one.text} | {one.period} | {one.value.scaleb(scale):,f} {unit}{open_units}"
        )


def _misread(path: Path, done: Read) -> Iterator[str]:
    """The tables of figures of which nothing is understood."""
    for table in done.layout.tables:
        seen = [one for one in done.layout.seen if one.table == table.number]
        if len(seen) >= _FEWEST and not any(one.whole and not one.left_out for one in seen):
            why = "no period" if not any(one.end for one in seen) else "no unit"
            why = "left out" if all(one.left_out for one in seen) else why
            heads = " | ".join(dict.fromkeys(one.head for one in seen))
            yield f"    {path.name}:{seen[0].line} {why}: {table.caption[:60]} — {heads[:110]}"


def _totals(done: dict[Path, Read], got: Counter[str], failures: list[str]) -> Iterator[str]:
    share = 100 * got["whole"] / max(got["numbers"], 1)
    refused = sum(bool(one.layout.refused) for one in done.values())
    yield f"period, unit, place: {share:.1f} % of {got['numbers']:,} numbers (at first 44.9 %, reach ≥ 97 %)"
    yield f"  left out by their column (a change, a percentage, a note) {got['left out']:,} (at first 0)"
    yield f"  tables of figures {got['tables']}, nothing understood in {got['tables not understood']} (109)"
    yield f"  refused {refused} (12, reach 0); tracebacks {len(failures)} (0)"
    if done:
        slow = max(done, key=lambda path: done[path].seconds)
        yield f"  slowest: {slow.name}, {done[slow].seconds:.2f} seconds of CPU (0.3)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument(
        "--sample", type=int, default=0, help="Draws so many figures to hold against the page."
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--draw", type=Path, help="Writes what is drawn as CSV.")
    parser.add_argument("--tables", action="store_true", help="Names the tables that are not understood.")
    parser.add_argument("--package", default=LAYOUT, help="What understands: %(default)s by default.")
    arguments = parser.parse_args()
    files = arguments.files or sorted((FIELD / "releases").glob("*.*"))
    if not files:
        print(f"no releases in {FIELD.parent.name}/{FIELD.name}: how much of them is understood is skipped")
        return
    total: Counter[str] = Counter()
    done: dict[Path, Read] = {}
    failures: list[str] = []
    for path, one in apart(partial(read, package=arguments.package), files):
        if not arguments.sample:
            print(_line(path, one), flush=True)
        if one.result is None:
            failures.append(f"{path.name}: {one.failure}")
            total["numbers"] += printed.figures(path)
            continue
        done[path] = one.result
        total += counted(one.result)
        if arguments.tables:
            print("\n".join(_misread(path, one.result)))
    if arguments.sample:
        drawn = _sampled(done, arguments.sample, arguments.seed)
        print("\n".join(_shown(drawn)))
        if arguments.draw:
            draw(arguments.draw, (_as_held(path, one) for path, one in drawn))
        return
    print("\n".join(_totals(done, total, failures)))
    now = {
        (path.name, ":".join(map(str, one.at))): _as_held(path, one)
        for path, of in done.items()
        for one in of.layout.seen
        if one.whole and not one.left_out
    }
    print("\n".join(altered("layout", now, (path.name for path in done))))
    if failures:
        print("\n".join(failures))


if __name__ == "__main__":
    main()
