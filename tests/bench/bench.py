"""Benchmarks, printed and not judged: `make bench`.

Instances of 1k to 1M facts written through the real templates, beside plain streaming of the same facts
with lxml's `xmlfile`. Each run is a process of its own, so that its peak memory is its own: what writing
adds to the peak, over the facts' own list, is printed as growth.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIZES = (1_000, 10_000, 100_000, 1_000_000)
RUNS = 3
_HEADS = ("facts", "writer", "facts/s", "seconds", "peak MB", "growth MB", "ratio")


def synthetic(count: int):
    """A release's definition and `count` facts of its own concepts, in as many periods as that takes."""
    from tieout.core import Period
    from tieout.definitions import load_release
    from tieout.facts import Context, Fact, FactSet, Unit

    definition = load_release(ROOT / "instances" / "iij-2018q1")
    concepts = [
        concept
        for concept in definition.company.concepts.values()
        if concept.type == "monetary" and concept.period == "duration"
    ]
    unit = Unit("JPY", "JPY")
    facts, contexts = [], []
    day = date(1900, 1, 1)
    while len(facts) < count:
        period = Period(day + timedelta(days=89), day)
        context = Context(period.id, period, ())
        contexts.append(context)
        day += timedelta(days=1)
        for concept in concepts[: count - len(facts)]:
            value = Decimal(1_000 * (len(facts) % 9_999_991))
            facts.append(Fact(f"{concept.name}_{context.id}", concept, context, unit, value, -3))
    return definition, FactSet(tuple(facts), tuple(contexts), (unit,), (), (), (), ())


def write_templates(definition, facts, path: Path) -> None:
    from tieout.render import render_instance

    with path.open("w", encoding="utf-8", newline="\n", buffering=1 << 20) as out:
        out.writelines(render_instance(definition, facts, ()).pieces)


def write_xmlfile(definition, facts, path: Path) -> None:
    """The yardstick: the same contexts and facts, streamed by lxml."""
    from lxml import etree

    xbrli = "{http://www.xbrl.org/2003/instance}"
    base, own = "{http://base.example}", "{http://own.example}"
    company = definition.company
    spaces = {"xbrli": xbrli[1:-1], company.base.prefix: base[1:-1], company.own.prefix: own[1:-1]}
    with etree.xmlfile(str(path), encoding="utf-8") as out, out.element(f"{xbrli}xbrl", nsmap=spaces):
        for context in facts.contexts:
            with out.element(f"{xbrli}context", id=context.id):
                with out.element(f"{xbrli}entity"), out.element(f"{xbrli}identifier", scheme=company.scheme):
                    out.write(company.code)
                with out.element(f"{xbrli}period"):
                    with out.element(f"{xbrli}startDate"):
                        out.write(str(context.period.start))
                    with out.element(f"{xbrli}endDate"):
                        out.write(str(context.period.end))
        for fact in facts.facts:
            space = own if fact.concept.prefix == company.own.prefix else base
            with out.element(
                space + fact.concept.name,
                id=fact.id,
                contextRef=fact.context.id,
                unitRef=fact.unit.id,
                decimals=str(fact.decimals),
            ):
                out.write(format(fact.value, "f"))


WRITERS = {"templates": write_templates, "xmlfile": write_xmlfile}


def child(writer: str, count: int) -> None:
    definition, facts = synthetic(count)
    with tempfile.TemporaryDirectory() as folder:
        # The first template is compiled before the clock starts, as lxml was.
        WRITERS[writer](*synthetic(10), Path(folder) / "warm.xml")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.perf_counter()
        WRITERS[writer](definition, facts, Path(folder) / "report.xml")
        seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": seconds, "peak": after, "growth": after - before}))


def measure(writer: str, count: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--child", writer, str(count)]
    runs = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(RUNS)]
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--child", nargs=2)
    parser.add_argument("--sizes", nargs="*", type=int, default=SIZES)
    arguments = parser.parse_args()
    if arguments.child:
        child(arguments.child[0], int(arguments.child[1]))
        return
    print(f"median of {RUNS} runs; growth is what writing adds to the peak, over the facts' own list")
    heads = zip((10, 12, 12, 10, 9, 11, 7), _HEADS, strict=True)
    print("".join(f"{head:>{width}}" for width, head in heads))
    for size in arguments.sizes:
        results = {writer: measure(writer, size) for writer in ("xmlfile", "templates")}
        for writer, result in results.items():
            ratio = result["seconds"] / results["xmlfile"]["seconds"]
            print(
                f"{size:>10,}{writer:>12}{size / result['seconds']:>12,.0f}{result['seconds']:>10.3f}"
                f"{result['peak'] / 1024:>9.0f}{result['growth'] / 1024:>11.1f}{ratio:>7.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
