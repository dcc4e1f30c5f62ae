"""The formats beside the report, printed and not judged: `make bench`.

First a whole build of the first release with its default formats, beside one bare validation by Arelle of
the same two files, the instance and the inline report. Both are processes of their own, in turns. Arelle
loads both files in one process, as the build does: two processes would import Arelle twice, and the build
would look better.

Then the inline report of 1k to 100k facts through the real template, beside plain writing of the same
contexts, rows and tags by f-strings. The facts are those of IIJ's release that are printed plainly, repeated
in other years. All start from the same facts and printings; the tags are compared, attribute by attribute.
Both start with the memory cleared of what was done before.
"""

import argparse
import gc
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from html import escape
from itertools import groupby
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
RELEASE = ROOT / "instances" / "iij-2018q1"
SIZES = (1_000, 10_000, 100_000)
RUNS = 5
IX = "http://www.xbrl.org/2013/inlineXBRL"
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


# A build beside a bare validation ------------------------------------------------------------------------


def build_beside_arelle() -> None:
    commands = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "xbrl"
        build = (commands / "tieout", "build", RELEASE, "--out", out, "--quiet")
        _seconds(*build)
        files = [next(out.glob(pattern)) for pattern in ("*.xbrl", "*.htm")]
        both = "|".join(map(str, files))
        bare = ("--validate", "--internetConnectivity", "offline", "--file", both)
        runs: dict[str, list[tuple[float, float]]] = {"build": [], "Arelle": []}
        for _ in range(RUNS):
            runs["build"].append(_seconds(*build)[0])
            seconds, said = _seconds(commands / "arelleCmdLine", *bare)
            if said.count("validated in") != len(files):
                sys.exit(f"Arelle did not validate both files:\n{said}")
            runs["Arelle"].append(seconds)
    print(
        f"medians of {RUNS} runs in turns, the ratio of each pair; one process of Arelle validates both files"
    )
    print(f"{'':>10}{'build':>10}{'Arelle':>10}{'ratio':>8}")
    for number, name in enumerate(("seconds", "of CPU")):
        pairs = [(whole[number], alone[number]) for whole, alone in zip(*runs.values(), strict=True)]
        whole, alone = (statistics.median(times) for times in zip(*pairs, strict=True))
        ratio = statistics.median(one / other for one, other in pairs)
        print(f"{name:>10}{whole:>10.2f}{alone:>10.2f}{ratio:>8.2f}", flush=True)


def _seconds(*command: object) -> tuple[tuple[float, float], str]:
    """What a process takes, by the clock and of the processors, which others may use too; what it says."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return (seconds, spent), done.stdout + done.stderr


# The inline report beside plain strings ------------------------------------------------------------------


def repeated(count: int):
    """A definition, its release and `count` facts, each printed once, in as many copies as that takes.

    Each copy is two years before the last, and has statements and lines of the release of its own.
    """
    from tieout.core import Period
    from tieout.facts import FactSet
    from tieout.layout import Release
    from tieout.pipeline import read

    done = read(RELEASE)
    plain = _plainly_printed(done.facts)
    company = done.definition.company
    height = len(done.release.lines)
    facts, printed, contexts, statements, tables, lines = [], [], {}, [], [], []

    def before(day, years):
        return day.replace(year=day.year - years)

    for copy in range(-(-count // len(plain))):
        offset = copy * height
        for statement in company.statements:
            statements.append(replace(statement, name=f"{statement.name}-{copy}"))
        tables += [replace(table, line=table.line + offset) for table in done.release.tables]
        lines += done.release.lines
        for fact, found in plain[: count - len(facts)]:
            period = fact.context.period
            moved = Period(
                before(period.end, 2 * copy), before(period.start, 2 * copy) if period.start else None
            )
            name = fact.context.id.replace(period.id, moved.id)
            context = contexts.setdefault(name, replace(fact.context, id=name, period=moved))
            place = replace(found.place, line=found.place.line + offset)
            fact_id = f"{fact.concept.name}_{name}"
            facts.append(replace(fact, id=fact_id, context=context, places=(place,), notes=()))
            # A line of -1 stays what it is: a sentence's.
            there = replace(found, place=place, period=moved, statement=f"{found.statement}-{copy}")
            printed.append((fact_id, there))
    definition = replace(
        done.definition, exceptions=(), company=replace(company, statements=tuple(statements))
    )
    release = Release(done.release.file, tuple(tables), tuple(lines))
    kinds = (tuple(facts), tuple(contexts.values()), done.facts.units)
    return definition, release, FactSet(*kinds, repeats=(), printed=tuple(printed), damaged=(), dropped=())


def _plainly_printed(facts):
    """The facts with the printing that each is taken from, where it alone stands there and is undamaged."""
    by_id = facts.by_id()
    shared = Counter(printed.place for _, printed in facts.printed)
    found = {}
    for fact_id, printed in facts.printed:
        fact = by_id[fact_id]
        if (
            printed.figure is not None
            and printed.figure == fact.figure
            and printed.place == fact.places[0]
            and shared[printed.place] == 1
            and not (printed.proof or printed.stated or printed.fills)
            and (printed.line < 0 or printed.cell.head)
            and _DIGITS.search(printed.text)
        ):
            found.setdefault(fact_id, (fact, printed))
    return list(found.values())


def write_template(definition, release, facts, path: Path) -> float:
    """The seconds from the facts to the file."""
    from tieout.render import render_report
    from tieout.tie import Tied

    # Each file is rendered when it is asked for: the clock starts again for each.
    files = render_report(definition, release, facts, Tied((), (), (), ()), (), ("inline",))
    while True:
        start = _clock()
        file = next(files)
        if file.name.endswith(".htm"):
            with path.open("w", encoding="utf-8", newline="\n", buffering=1 << 20) as out:
                out.writelines(file.pieces)
            return time.perf_counter() - start


def _clock() -> float:
    """The time, after what earlier steps left is cleared away: they would be paid for at random."""
    gc.collect()
    return time.perf_counter()


def write_plain(definition, release, facts, path: Path) -> float:
    """The yardstick: the same contexts, rows and tags, written as strings."""
    start = _clock()
    by_id = facts.by_id()

    def at(entry):
        return entry[1].place.line, entry[1].place.column

    with path.open("w", encoding="utf-8", newline="\n", buffering=1 << 20) as out:
        write = out.write
        write(
            f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="{IX}" '
            'xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xbrldi="http://xbrl.org/2006/xbrldi">\n'
            '<body>\n<div style="display:none"><ix:header><ix:resources>\n'
        )
        for context in facts.contexts:
            write(_context(context, definition.company))
        write("</ix:resources></ix:header></div>\n<table>\n")
        for number, row in groupby(sorted(facts.printed, key=at), lambda entry: at(entry)[0]):
            entries = list(row)
            if entries[0][1].line < 0:
                write(_sentence(release.lines[number - 1], entries, by_id))
                continue
            caption = escape(entries[0][1].cell.row)
            cells = "".join(f"<td>{_tag(*entry, by_id)}</td>" for entry in entries)
            write(f'<tr><th scope="row" class="d0">{caption}</th>{cells}</tr>\n')
        write("</table>\n</body>\n</html>\n")
    return time.perf_counter() - start


def _context(context, company) -> str:
    period, members = context.period, ""
    for axis, member in context.members:
        dimension, name = company.concept(axis).qname, company.concept(member).qname
        members += f'<xbrldi:explicitMember dimension="{dimension}">{name}</xbrldi:explicitMember>'
    segment = f"<xbrli:segment>{members}</xbrli:segment>" if members else ""
    if period.start:
        dates = (
            f"<xbrli:startDate>{period.start}</xbrli:startDate><xbrli:endDate>{period.end}</xbrli:endDate>"
        )
    else:
        dates = f"<xbrli:instant>{period.end}</xbrli:instant>"
    return (
        f'<xbrli:context id="{context.id}"><xbrli:entity><xbrli:identifier scheme="{company.scheme}">'
        f"{company.code}</xbrli:identifier>{segment}</xbrli:entity><xbrli:period>{dates}</xbrli:period>"
        "</xbrli:context>\n"
    )


def _sentence(line: str, entries, by_id) -> str:
    pieces, done = [], 0
    for fact_id, printed in entries:
        first = printed.place.column - 1
        pieces += [escape(line[done:first]), _tag(fact_id, printed, by_id)]
        done = first + len(printed.text)
    return f"<p>{''.join(pieces)}{escape(line[done:])}</p>\n"


def _tag(fact_id: str, printed, by_id) -> str:
    fact, text, decimals = by_id[fact_id], printed.text, printed.figure.decimals
    digits = _DIGITS.search(text)
    scale = len(digits[0].partition(".")[2]) - decimals
    sign = ' sign="-"' if printed.figure.value < 0 else ""
    return (
        f'{escape(text[: digits.start()])}<ix:nonFraction id="{fact_id}" name="{fact.concept.qname}" '
        f'contextRef="{fact.context.id}" unitRef="{fact.unit.id}" decimals="{decimals}" scale="{scale}" '
        f'format="ixt:num-dot-decimal"{sign}>{digits[0]}</ix:nonFraction>{escape(text[digits.end() :])}'
    )


def _tags(path: Path) -> dict[str, tuple[dict[str, str], str]]:
    """The tags of a report by id: attributes and text."""
    found = etree.parse(str(path)).iter(f"{{{IX}}}nonFraction")
    return {tag.get("id"): (dict(tag.attrib), tag.text) for tag in found}


def inline_beside_strings(sizes) -> None:
    print(f"\nthe inline report; medians of {RUNS} runs in turns, the ratio of each pair")
    print(f"{'facts':>10}{'':>12}{'facts/s':>12}{'seconds':>10}{'MB':>8}{'ratio':>8}")
    steps = {"strings": write_plain, "template": write_template}
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: Path(folder) / f"{name}.htm" for name in steps}
        # The template is compiled before the clock starts.
        write_template(*repeated(1), paths["template"])
        for size in sizes:
            report = repeated(size)
            runs = []
            for _ in range(RUNS):
                runs.append({name: step(*report, paths[name]) for name, step in steps.items()})
            tags = _tags(paths["strings"])
            if len(tags) != size or tags != _tags(paths["template"]):
                sys.exit(f"strings and template do not tag the same {size:,} facts")
            for name, path in paths.items():
                taken = statistics.median(run[name] for run in runs)
                ratio = statistics.median(run[name] / run["strings"] for run in runs)
                print(
                    f"{size:>10,}{name:>12}{size / taken:>12,.0f}{taken:>10.3f}"
                    f"{path.stat().st_size / 1e6:>8.1f}{ratio:>8.2f}",
                    flush=True,
                )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--no-build", action="store_true", help="only the inline report")
    arguments = parser.parse_args()
    if not arguments.no_build:
        build_beside_arelle()
    inline_beside_strings(arguments.sizes)


if __name__ == "__main__":
    main()
