"""How good drafting is, printed and not judged: `make bench`.

Each release under instances/ is drafted as if its company had no definitions, and the draft is compared with
the finished YAML.

A line is a printed line of a table that the finished statements read: a row, or a column where the rows are
dated. Headings, amounts inside captions and sentences are left out. The draft is right about a line where its
first proposal is the concept finally chosen, by name. For a line whose concept is the company's own, no draft
can know the name: there it counts as right where the draft proposes a concept of the company's own too, and
the share with the very same name is printed beside it.

A total is one whose parts are all printed in tables; it is found where the draft sums the same printed lines
to the same printed line.
"""

import argparse
import re
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
Cell = tuple[int, int]


def drafted(definition, folder: Path):
    """The draft of a release by its company's name alone: of its folder, only company.yaml is taken over."""
    from tieout.definitions import load_company
    from tieout.draft import draft
    from tieout.layout import read_release

    said = (definition.company.folder / "company.yaml").read_text(encoding="utf-8")
    # What a person has added to the options of `tieout new company`.
    said = re.sub(r"^(?:pictures|not-figures):.*\n(?:[ -].*\n)*", "", said, flags=re.MULTILINE)
    (folder / "company.yaml").write_text(said, encoding="utf-8")
    company = load_company(folder)
    return draft(read_release(definition.text, company), company)


def finished_lines(definition):
    """The cells of each line of a table, by statement and line; and the totals, as sets of cells."""
    from tieout.pipeline import begin, take

    mapped = take(begin(definition), last="map").mapped
    statements = {statement.name: statement for statement in definition.company.statements}
    cells: dict[tuple[str, int], set[Cell]] = {}
    for figure in (*mapped.printed, *mapped.damaged):
        place = figure.place
        if figure.statement in statements and figure.line >= 0 and place.column:
            line = statements[figure.statement].lines[figure.line]
            # A derived concept's column and an amount in a caption are no lines of their own.
            if line.table is not None and figure.concept is line.concept:
                cells.setdefault((figure.statement, figure.line), set()).add((place.line, place.column))
    totals = []
    for statement in statements.values():
        for total, parts in _sums(statement):
            keys = [cells.get((statement.name, index)) for index in (total, *parts)]
            if all(keys):
                totals.append((keys[0], keys[1:]))
    return statements, cells, totals


def _sums(statement):
    """Each total with its parts, by line: those over members too, which are relations."""
    for total in statement.sums:
        yield total.total, [index for index, _ in total.parts]
    for relation in statement.relations:
        lines = [line for line in statement.lines if line.place == relation.place and not line.heading]
        if not lines or relation.total.concept.derived:
            continue
        near = sorted(
            (line for line in statement.lines if line.table), key=lambda ln: ln.table == lines[0].table
        )
        by_term = {(line.concept.name, line.members): line.index for line in near}
        parts = [by_term.get((term.concept.name, term.members)) for _, term in relation.parts]
        if None not in parts:
            yield lines[0].index, parts


def compare(folder: Path, *, show: bool) -> tuple[Counter, list[str]]:
    """What the draft of a release got, and the lines that it got wrong."""
    from tieout.definitions import load_release

    definition = load_release(folder)
    with tempfile.TemporaryDirectory() as beside:
        draft = drafted(definition, Path(beside))
    statements, cells, totals = finished_lines(definition)
    line_of = {
        cell: line for one in draft.statements for line in one.drafted.lines for cell in line.entry.cells
    }
    got: Counter = Counter()
    wrong = []
    for (name, index), places in sorted(cells.items(), key=lambda entry: min(entry[1])):
        concept = statements[name].lines[index].concept
        own = concept.prefix == definition.company.own.prefix
        lines = [line_of[place] for place in places if place in line_of]
        proposal = lines[0].proposal if lines else None
        kind = "own" if own else "base"
        got[kind] += 1
        same = proposal is not None and proposal.concept.name == concept.name
        theirs = proposal is not None and proposal.source == "own"
        got[f"{kind} same"] += same
        got[f"{kind} as own"] += theirs
        got[f"{kind} right"] += same or (own and theirs)
        if not same and not (own and theirs):
            got["wrong and doubtful"] += proposal is not None and proposal.score < 80
            first = (
                f"{proposal.concept.name} ({proposal.source}, {proposal.score})" if proposal else "nothing"
            )
            wrong.append(f"line {min(places)[0]}: {concept.name}, drafted {first}")
    found = set()
    for one in draft.statements:
        keys = [_key(line.entry) for line in one.drafted.lines]
        for index, parts in (one.settled.sums | one.settled.relations | one.settled.rolls).items():
            found.add((keys[index], frozenset(keys[part.line] for part in parts)))
    entries = [line.entry for one in draft.statements for line in one.drafted.lines]
    entry_of = {cell: _key(entry) for entry in entries for cell in entry.cells}
    for total, parts in totals:
        key = (_entry(total, entry_of), frozenset(_entry(part, entry_of) for part in parts))
        got["totals"] += 1
        got["totals found"] += key in found
        if key not in found:
            wrong.append(f"line {min(total)[0]}: a total that was not found")
    got["totals drafted"] = len(found)
    return got, wrong if show else []


def _key(entry):
    return min(entry.cells, default=(entry.line, entry.column))


def _entry(places, entry_of):
    return next((entry_of[place] for place in sorted(places) if place in entry_of), None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("releases", nargs="*", type=Path)
    parser.add_argument("--wrong", action="store_true", help="Name the lines and totals that differ.")
    arguments = parser.parse_args()
    folders = arguments.releases or sorted(p.parent for p in (ROOT / "instances").glob("*/release.yaml"))
    for folder in folders:
        got, wrong = compare(folder, show=arguments.wrong)
        lines = got["base"] + got["own"]
        right = got["base right"] + got["own right"]
        print(f"{folder.name}: {lines} lines, {got['totals']} totals")
        _say("lines drafted right (aim 85 %)", right, lines)
        _say("  concept of the base layer, by name", got["base same"], got["base"])
        _say("  own concept, drafted as own", got["own right"], got["own"])
        _say("  own concept, by the very name", got["own same"], got["own"])
        _say("  by the very name, all lines", got["base same"] + got["own same"], lines)
        _say("  of those that are wrong, told as doubtful", got["wrong and doubtful"], lines - right)
        _say("totals with the same parts (aim 95 %)", got["totals found"], got["totals"])
        print(f"  totals drafted altogether: {got['totals drafted']}")
        for text in wrong:
            print(f"    {text}")


def _say(what: str, count: int, of: int) -> None:
    print(f"  {what:<42}{count:>5} of {of:>4}  {count / of if of else 1:>7.1%}")


if __name__ == "__main__":
    main()
