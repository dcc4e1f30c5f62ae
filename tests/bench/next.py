"""Whether definitions that were drafted of one quarter read the next: `make bench`.

Of `../shared/field/releases` five are quarters of one company, one after the other. A company is drafted of
each with no human in the loop, and the next is read by it. What the next prints on the face of its statements
is known from a draft of its own: a figure is read where the definitions give its cell the same value, unit
and period, and wrong where they give it others. A relation that fails is false where no relation of the
release's own draft fails in its cells.

    python tests/bench/next.py [--told]
"""

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from apart import apart
from filed import FIELD, Cell, Who
from reading import Contact, Given, by_definitions, drafted, first_contact

_RELEASES = FIELD / "releases"
_NAME, _CIK = "NVIDIA Corporation", "0001045810"
# Its year ends on the last Sunday of January.
_CALENDAR = ("--fiscal-year-end", "1", "--weeks", "last-sunday")
_QUARTERS = ("2023q1", "2023q2", "2023q3", "2023q4", "2024q1")
_FACE = ("BalanceSheet", "IncomeStatement", "CashFlows")


@dataclass(frozen=True, slots=True)
class Next:
    """A quarter, and the one after it, by the definitions of the first and by a draft of its own."""

    quarter: str
    read: Contact
    own: Contact


def page(quarter: str) -> Path:
    """The release of a quarter."""
    return _RELEASES / f"pr-nvidia-{quarter}.html"


def met(pair: tuple[str, str]) -> Next:
    """The second of two quarters, read by the definitions of the first."""
    before, quarter = pair
    who = Who(name=_NAME, identifier=_CIK, calendar=_CALENDAR, quarter=quarter)
    with tempfile.TemporaryDirectory(prefix="tieout-bench-") as beside:
        company = Path(beside) / "taxonomy" / "acme"
        drafted(company, page(before), who)
        return Next(
            quarter, by_definitions(page(quarter), company, quarter), first_contact(page(quarter), who)
        )


def face(one: Contact) -> dict[Cell, Given]:
    """What stands on the face of the statements, by its cell."""
    return {given.at: given for given in one.given if given.statement in _FACE and given.at[0] >= 0}


def same(one: Given, other: Given) -> bool:
    """Whether a cell is given as the same amount, but for what is taken off."""
    return (abs(one.value), one.unit, one.period) == (abs(other.value), other.unit, other.period)


def false(one: Next) -> Iterator[str]:
    """The relations that fail by the definitions alone."""
    failing = {at for told in one.own.told if told.code.startswith("tie.") for at, *_ in told.at}
    for told in one.read.told:
        if told.code.startswith("tie.") and not failing & {at for at, *_ in told.at}:
            yield told.message


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--told", action="store_true", help="Every figure that is not read, and each finding."
    )
    arguments = parser.parse_args()
    if not all(page(quarter).is_file() for quarter in _QUARTERS):
        print(f"no quarters in {FIELD.name}/releases: the next quarter is skipped")
        return
    began = time.perf_counter()
    got: Counter[str] = Counter()
    pairs = list(pairwise(_QUARTERS))
    for (before, quarter), done in apart(met, pairs, limit=300):
        if done.result is None or done.result.read.refused or done.result.own.refused:
            why = done.failure or (done.result and (done.result.read.refused or done.result.own.refused))
            print(f"{quarter} by {before}: {why}")
            got["refused"] += 1
            continue
        one = done.result
        due, given = face(one.own), {given.at: given for given in one.read.given}
        read = {at for at in due if at in given}
        right = {at for at in read if same(due[at], given[at])}
        failing = list(false(one))
        got += Counter(due=len(due), read=len(read), right=len(right), false=len(failing))
        print(
            f"{quarter} by {before}: {len(right)} of {len(due)} face figures read, "
            f"{len(read - right)} wrong, {len(failing)} relations that fail by it alone"
        )
        if arguments.told:
            for at in sorted(due.keys() - right):
                print(f"  {due[at].statement} {at} {due[at].row[:60]}: {due[at].text}", given.get(at))
            for line in (*failing, *(f"{told.code}: {told.message[:200]}" for told in one.read.told)):
                print(f"  {line}")
    share = 100 * got["right"] / got["due"] if got["due"] else 0
    words, of = "next quarter: face figures read", f"{got['right']:>6} of {got['due']:>5}"
    print(f"{words:<50}{of} {share:>5.1f}%{'≥ 97 %':>10}")
    print(f"{'  wrong':<50}{got['read'] - got['right']:>6}{'0':>25}")
    print(f"{'  relations that fail by it alone':<50}{got['false']:>6}{'0':>25}")
    print(f"{time.perf_counter() - began:.0f} seconds")


if __name__ == "__main__":
    main()
