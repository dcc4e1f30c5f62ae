"""Tying out against Arelle, printed and not judged: `make bench`.

IIJ's report repeated in other years until it has 100k facts; every relation binds in each copy. What `tieout
check` does with the facts, beside Arelle's validation of the same report (calculations, units, dimensions),
in one process and one run. Assertions take Arelle a time that grows with the square of the facts: above 10k
facts it is timed without them, while tieout does all.
"""

import argparse
import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZES = (1_000, 10_000, 100_000)
ASSERTED = 10_000


def repeated(count: int):
    """A definition, and its facts in as many copies as make `count`, each two years before the last."""
    from tieout.core import Period
    from tieout.facts import FactSet
    from tieout.pipeline import read

    done = read(ROOT / "instances" / "iij-2018q1")
    facts, contexts = [], {}

    def before(day, years):
        return day.replace(year=day.year - years)

    copies = -(-count // len(done.facts.facts))
    for copy in range(copies):
        for fact in done.facts.facts:
            period = fact.context.period
            moved = Period(
                before(period.end, 2 * copy), before(period.start, 2 * copy) if period.start else None
            )
            name = fact.context.id.replace(period.id, moved.id)
            context = contexts.setdefault(name, replace(fact.context, id=name, period=moved))
            facts.append(
                replace(fact, id=f"{fact.concept.name}_{name}", context=context, places=(), notes=())
            )
    return done.definition, FactSet(tuple(facts), tuple(contexts.values()), done.facts.units, (), (), (), ())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="*", type=int, default=SIZES)
    arguments = parser.parse_args()
    import arelle.api.Session  # noqa: F401 - imported before the clock starts

    from tieout.render import render_instance, render_taxonomy
    from tieout.tie import tie_out
    from tieout.validate.arelle import run_arelle

    print(f"{'facts':>10}{'relations':>12}{'tieout s':>12}{'Arelle s':>12}{'share':>10}")
    for size in arguments.sizes:
        definition, facts = repeated(size)
        folder = Path(tempfile.mkdtemp())
        try:
            start = time.perf_counter()
            tied = tie_out(facts, replace(definition, exceptions=()))
            ours = time.perf_counter() - start
            for file in (*render_taxonomy(definition), render_instance(definition, facts, ())):
                path = folder / file.name
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("w", encoding="utf-8", newline="\n") as out:
                    out.writelines(file.pieces)
            start = time.perf_counter()
            run_arelle(folder / f"{definition.stem}.xbrl", assertions=size <= ASSERTED)
            theirs = time.perf_counter() - start
        finally:
            shutil.rmtree(folder)
        print(
            f"{len(facts.facts):>10,}{len(tied.checks):>12,}"
            f"{ours:>12.2f}{theirs:>12.2f}{ours / theirs:>10.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
