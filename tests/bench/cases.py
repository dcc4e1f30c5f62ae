"""What the program makes of small cases, each beside what is right, for a person to compare at a glance.

The cases are `../shared/cases/*/release.*`, the files beside them, and `../shared/field/small/*`. Of each are
printed what it is about, each figure with its row, what is printed, and what that became, and the findings.
Of a release of a company that is described, the findings alone: `--all` prints its figures too.

    python tests/bench/cases.py [NAME …] [--all] [--layout] [--package tieout.layout]
"""

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from apart import Done, apart
from filed import FIELD, ROOT, Who
from reading import LAYOUT, Contact, Given, Layout, Seen, by_definitions, first_contact, fitting, understood

_CASES = FIELD.parent / "cases"
_TEXTS = (".htm", ".html", ".txt")
# Releases of companies that are described: how their names begin, whose they are, and of which quarter.
_KNOWN = {
    "entity-caption": ("aapl", "2025q2"),
    "iij-row-lost": ("iij", "2018q1"),
}
_OTHERS = ("iij", "2019q1")
# Left out by the draft of any company: texts that nobody has translated yet.
_TOO_COMMON = "draft.untranslated"
# What becomes of numbers that are none: dates, references.
_NO_FIGURES = ("no figure", "set aside")


@dataclass(frozen=True, slots=True)
class Case:
    """An input and what it is about; the company that describes it and its quarter, where there is one."""

    name: str
    path: Path
    about: str
    known: tuple[str, str] | None = None


def cases() -> Iterator[Case]:
    """All cases, in the order of their names."""
    for readme in sorted(_CASES.glob("*/README")):
        for path in sorted(readme.parent.glob("release.*")):
            yield Case(readme.parent.name, path, readme.read_text(encoding="utf-8").strip())
    said = _CASES / "README.md"
    whole = said.read_text(encoding="utf-8") if said.is_file() else ""
    for path in sorted(path for path in _CASES.glob("*") if path.suffix in _TEXTS):
        known = next((of for start, of in _KNOWN.items() if path.name.startswith(start)), _OTHERS)
        yield Case(path.stem, path, _about(path.stem, whole), known)
    for path in sorted(path for path in (FIELD / "small").glob("*") if path.suffix in _TEXTS):
        yield Case(path.stem, path, path.stem.replace("-", " "))


def _about(name: str, readme: str) -> str:
    """What the folder's README says of a file: the part between commas that names it."""
    found = re.search(rf"`{re.escape(name)}(?:\.\w+)?`\s*(\([^)]*\)|[^`,;.]*)", readme)
    said = found[1].strip(" ()") if found else ""
    return f"{name.replace('-', ' ')}: {said}" if said else name.replace("-", " ")


def read(case: Case, *, drafted: bool, package: str) -> Contact | Layout:
    """What the program makes of a case."""
    if not drafted:
        return understood(case.path, fitting(case.path, Who()), package)
    if case.known is not None:
        company, quarter = case.known
        return by_definitions(case.path, ROOT / "taxonomy" / company, quarter)
    return first_contact(case.path, fitting(case.path, Who()))


def _shown(case: Case, done: Done[Contact | Layout], *, whole: bool) -> Iterator[str]:
    yield f"== {case.name}: {case.about}"
    result = done.result
    if result is None:
        yield f"   FAILED: {done.failure.strip().splitlines()[-1]}"
        return
    if result.refused:
        yield f"   refused: {result.refused}"
    if isinstance(result, Layout):
        yield from _rows([_seen(one) for one in result.seen])
    else:
        if whole or case.known is None:
            yield from _rows([_given(one) for one in result.given])
        unread = [one.text for one in result.lost if one.outcome not in _NO_FIGURES]
        if unread:
            yield f"   unread: {' '.join(unread)}"
        failed = [check.name for check in result.sums if not check.holds]
        yield f"   {result.facts} facts{'; does not hold: ' if failed else ''}{', '.join(failed)}"
    for finding in result.told:
        if finding.code != _TOO_COMMON:
            yield f"   ! {finding.code}: {finding.message[:200]}"


@dataclass(frozen=True, slots=True)
class _Shown:
    """A figure as it is shown: `row` tells it from those of other rows."""

    row: tuple[int, int]
    caption: str
    period: str
    value: str
    unit: str
    what: str


def _given(one: Given) -> _Shown:
    members = "".join(f" [{member}]" for _, member in one.members)
    own = f" (own, {one.balance or 'no balance'})" if one.own else ""
    sure = "" if one.sure else " ?"
    value = f"{one.text} → {one.value:,f}"
    return _Shown(one.at[:2], one.row, one.period, value, one.unit, f"{one.concept}{own}{members}{sure}")


def _seen(one: Seen) -> _Shown:
    unit, scale = one.units[0] if one.units else ("no unit", 0)
    value = f"{one.text} → {one.value.scaleb(scale):,f}"
    row = (one.table, one.line)
    if one.left_out:
        return _Shown(row, one.row, "", f"({one.text}, {one.kind})", "", "")
    open_unit = "?" if len(one.units) > 1 else ""
    return _Shown(row, one.row, one.period or "no period", value, f"{unit}{open_unit}", "")


def _rows(figures: list[_Shown]) -> Iterator[str]:
    """A line for each row; the periods where they are others than in the row before."""
    before = ""
    for _, group in groupby(figures, key=lambda one: one.row):
        row = list(group)
        periods = "   ".join(one.period for one in row if one.period)
        if periods != before:
            yield f"   {'':<36} {periods}"
        before = periods
        values = "   ".join(one.value for one in row)
        units, what = (
            "/".join(filter(None, dict.fromkeys(said)))
            for said in zip(*((o.unit, o.what) for o in row), strict=True)
        )
        yield f"   {row[0].caption[:36]:<36} {values} {units} | {what}".rstrip(" |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="Only these.")
    parser.add_argument("--all", action="store_true", help="The figures of described companies, too.")
    parser.add_argument("--layout", action="store_true", help="What the layout understands: no drafting.")
    parser.add_argument("--package", default=LAYOUT, help="What understands: %(default)s by default.")
    arguments = parser.parse_args()
    found = [case for case in cases() if not arguments.names or case.name in arguments.names]
    if not found:
        print(f"no cases in {_CASES.parent.name}/{_CASES.name}: they are skipped")
    work = partial(read, drafted=not arguments.layout, package=arguments.package)
    for case, done in apart(work, found, limit=60.0):
        print("\n".join(_shown(case, done, whole=arguments.all)), flush=True)


if __name__ == "__main__":
    main()
