"""How many figures of released tables become facts at a first contact: `make bench`.

Of the earnings releases of `../shared/field/releases` nobody knows what is right. Counted is how many numbers
of their dated tables are facts after `tieout FILE`, with nothing said and nothing asked. A column that is
known to be no figures (a change, a percentage of another, a note) is left out. What the others became is
told. `--sample 200` draws facts to hold against the page by hand: value, unit, period and concept; `--draw
FILE` writes the draw for `held/`, and each run compares what was held with what it finds.

    python tests/bench/facts.py [FILE …] [--sample N --seed S [--draw CSV]]
"""

import argparse
import random
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import printed
from apart import apart
from filed import FIELD
from held import Held, altered, draw
from reading import cells_of

_REACH = 90


@dataclass(frozen=True, slots=True)
class Met:
    """A release at first contact: numbers of its dated tables, those that are facts, what others became.

    `shown` are the facts as lines for the eye, `held` the same for a person to hold against the page.
    """

    numbers: int
    facts: int
    others: Counter[str]
    shown: tuple[str, ...]
    held: tuple[Held, ...]


def met(path: Path) -> Met:
    """Meets a release as the command line does."""
    from tieout.contact import meet, result_of

    with tempfile.TemporaryDirectory(prefix="tieout-bench-") as beside:
        result = result_of(meet(path, Path(beside) / "met"))
    release, facts = result.contact.done.release, result.contact.done.facts
    graded = {one.fact.id: one for one in result.facts}
    at: dict[tuple[int, int], str] = {}
    for name, one in facts.printed:
        at.setdefault((one.place.line, one.place.column), name)
    outcomes = {(row.line, row.column): row.outcome for row in result.contact.done.traced}
    others: Counter[str] = Counter()
    shown: list[str] = []
    held: list[Held] = []
    cells = cells_of(release, path)
    numbers = 0
    for table in release.tables:
        if not table.dated:
            continue
        for row in table.rows:
            for number, cell in enumerate(row.cells):
                head = table.columns[number] if number < len(table.columns) else None
                kind = head.kind if head is not None else "figures"
                if kind != "figures" or not printed.looks_like_one(cell.text):
                    continue
                numbers += 1
                place = (cell.line, cell.column)
                if place not in at:
                    others[outcomes.get(place, "not traced")] += 1
                    continue
                one = graded.get(at[place])
                if one is not None:
                    said = f"{table.caption[:70]} | {row.caption[:80]} | {head.text[:70] if head else ''}"
                    source = release.source(cell.line, cell.column)
                    where = source.origin if source is not None else ""
                    shown.append(f"{path.name}:{cell.line} {where} | {said} | {cell.text} | {_fact(one)}")
                    stands = ":".join(map(str, cells(cell.line, cell.column)))
                    held.append(_as_held(path.name, stands, cell.text, one))
    return Met(numbers, numbers - sum(others.values()), others, tuple(shown), tuple(held))


def _as_held(document: str, place: str, printed: str, one: object) -> Held:
    """A fact as it is held against the page."""
    fact = one.fact  # type: ignore[attr-defined]
    members = (f"{axis}={member}" for axis, member in fact.context.members)
    return Held(
        document,
        place,
        printed,
        f"{fact.value:f}",
        fact.unit.measure if fact.unit is not None else "",
        str(fact.context.period),
        " ".join((fact.concept.name, *members)),
        "" if one.sure else "doubtful",  # type: ignore[attr-defined]
    )


def _fact(one: object) -> str:
    """A fact with its grade, for the eye."""
    fact = one.fact  # type: ignore[attr-defined]
    unit = fact.unit.measure if fact.unit is not None else ""
    members = "; ".join(f"{axis}={member}" for axis, member in fact.context.members)
    sure = "sure" if one.sure else "DOUBT"  # type: ignore[attr-defined]
    value = f"{fact.value:,f} {unit} | {fact.context.period}"
    return f"{value} | {fact.concept.name} | {members} | {one.grade} {sure}"  # type: ignore[attr-defined]


def _sampled(facts: int, count: int, seed: int) -> list[int]:
    """The numbers of facts that are drawn, in the order of the releases."""
    return sorted(random.Random(seed).sample(range(facts), min(count, facts)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="Draws so many facts to hold against the page.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--draw", type=Path, help="Writes what is drawn as CSV.")
    arguments = parser.parse_args()
    files = arguments.files or sorted((FIELD / "releases").glob("*.*"))
    if not files:
        print(f"no releases in {FIELD.parent.name}/{FIELD.name}: what of them becomes facts is skipped")
        return
    total: Counter[str] = Counter()
    others: Counter[str] = Counter()
    shown: list[str] = []
    held: list[Held] = []
    for path, done in apart(met, files, limit=600.0):
        total["files"] += 1
        if done.result is None:
            total["nothing"] += 1
            print(f"{path.name[:50]:<50} NO RESULT {done.failure.strip().splitlines()[-1][:90]}")
            continue
        got = done.result
        if not arguments.sample:
            left = ", ".join(f"{what} {count}" for what, count in got.others.most_common())
            print(f"{path.name[:50]:<50} {got.facts:>5} of {got.numbers:>5} are facts  {left}", flush=True)
        total["numbers"] += got.numbers
        total["facts"] += got.facts
        others += got.others
        shown += got.shown
        held += got.held
    if arguments.sample:
        drawn = _sampled(len(shown), arguments.sample, arguments.seed)
        print("\n".join(shown[number] for number in drawn))
        if arguments.draw:
            draw(arguments.draw, (held[number] for number in drawn))
        return
    share = 100 * total["facts"] / max(total["numbers"], 1)
    print(
        f"figures of the dated tables of {total['files']} releases that are facts: {share:.1f} % of "
        f"{total['numbers']:,} (at first 54, reach ≥ {_REACH}); without a result {total['nothing']}"
    )
    print("\n".join(altered("facts", {one.key: one for one in held}, (path.name for path in files))))
    print("  the others: " + ", ".join(f"{what} {count}" for what, count in others.most_common()))


if __name__ == "__main__":
    main()
