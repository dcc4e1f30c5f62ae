"""What others use, beside ours, on the same filings: `make bench`.

The public helper for earnings releases, edgartools, runs in an environment of its own, so that nothing
here depends on it: TIEOUT_PEER names its Python, by default .venv-peer/bin/python. Where it is absent that
is said.

    make readers
    python tests/bench/peer.py [--documents NAME,…]

It tells no cells. A filed figure of the face is right where something of its amount, whatever the sign, and
of its period is given; each given figure counts once. The same rule is applied to ours.
"""

import argparse
import json
import os
import subprocess
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from apart import apart
from filed import ROOT, Filed, Filing, filings
from reading import first_contact

_PEER = Path(os.environ.get("TIEOUT_PEER", ROOT / ".venv-peer" / "bin" / "python"))
_PATIENCE = 900
# Amount in whole units, first day (nothing for a point in time), last day.
Figure = tuple[Decimal, str, str]

# What is run by the peer's Python: a line of JSON for each page that is named.
_READER = """
import json, logging, sys, time, types
began = time.process_time()
from edgar.earnings import EarningsRelease
logging.disable(logging.CRITICAL)
print(json.dumps({"import": time.process_time() - began}))
for name in sys.argv[1:]:
    began = time.process_time()
    try:
        page = types.SimpleNamespace(content=open(name, encoding="utf-8").read(), document=name)
        rows = EarningsRelease(page).to_facts_dataframe().to_dict("records")
    except Exception as error:
        rows = []
    keys = ("numeric_value", "period_start", "period_end")
    told = [[str(row[key] or "") if key != keys[0] else repr(row[key]) for key in keys] for row in rows]
    print(json.dumps({"seconds": time.process_time() - began, "facts": told}))
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """What the peer gives of each filing, and the seconds of the processor that it took."""

    given: dict[str, list[Figure]]
    importing: float
    reading: float


def peer(found: list[Filing]) -> Peer:
    """Runs the peer over all pages in one process."""
    command = [str(_PEER), "-c", _READER, *(str(filing.page) for filing in found)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=True)
    first, *others = (json.loads(line) for line in done.stdout.splitlines() if line.startswith("{"))
    given = {
        filing.name: [(Decimal(value), start, end) for value, start, end in said["facts"]]
        for filing, said in zip(found, others, strict=True)
    }
    return Peer(given, first["import"], sum(said["seconds"] for said in others))


def ours(filing: Filing) -> list[Figure]:
    """What tieout gives of a filing's page."""
    contact = first_contact(filing.page, filing.who)
    return [(one.value, one.start or "", one.end) for one in contact.given]


def right(filing: Filing, given: Iterable[Figure]) -> int:
    """How many figures of the face are given with amount and period."""
    left = Counter((abs(value), start, end) for value, start, end in given)
    count = 0
    for fact in filing.facts:
        key = (abs(fact.value), fact.start or "", fact.end)
        if _counts(fact) and left[key]:
            left[key] -= 1
            count += 1
    return count


def _counts(fact: Filed) -> bool:
    return not (fact.segment or fact.caption)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", default="", help="Names of filings, with commas between.")
    names = tuple(name for name in parser.parse_args().documents.split(",") if name)
    found = filings(names)
    if not found:
        print("the peer on the same filings: there are none here, skipped")
        return
    if not _PEER.is_file():
        print("the peer on the same filings: edgartools is not installed; see tests/bench/peer.py")
        return
    theirs = peer(found)
    total = sum(_counts(fact) for filing in found for fact in filing.facts)
    got: Counter[str] = Counter()
    for filing, done in apart(ours, found):
        mine = right(filing, done.result or [])
        other = right(filing, theirs.given[filing.name])
        facts = sum(map(_counts, filing.facts))
        got["ours"] += mine
        got["theirs"] += other
        got["seconds"] += done.cpu
        print(f"{filing.name:<16.16} {facts:>4}: ours {mine:>4}, edgartools {other:>4}", flush=True)
    print(
        f"value and period right of {total:,} figures on the face of {len(found)} filings: ours "
        f"{100 * got['ours'] / total:.1f} %, edgartools {100 * got['theirs'] / total:.1f} %; seconds of the "
        f"processor for all: ours {got['seconds']:.1f}, drafted and tied out; edgartools "
        f"{theirs.reading:.1f} after {theirs.importing:.1f} of import"
    )


if __name__ == "__main__":
    main()
