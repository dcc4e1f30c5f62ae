"""A million facts into PostgreSQL, and one question of all companies: `make bench`.

The facts are made: 300 companies over 16 quarters, as releases print them, with the figures of a year before.
Counted is the time of loading, without that of making the rows; then that of the first question of
docs/database.md, revenue of every company by quarter, as the server answers it, the best of five.

    python tests/bench/database.py [--facts N] [--url URL]

Without a URL a server of the benchmark's own is started, as it is installed, in a temporary directory.
"""

import argparse
import hashlib
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

_QUARTERS, _FACTS = 16, 208
_REACH_LOAD, _REACH_ASKED = 60, 50
_REVENUE = "us-gaap:Revenues"


class Made:
    """Documents by number, each of one company and quarter, and how long making them took."""

    def __init__(self) -> None:
        self.took = 0.0

    def rows(self, number: int) -> dict[str, list[dict[str, object]]]:
        began = time.process_time()
        company, quarter = divmod(number, _QUARTERS)
        sha256 = hashlib.sha256(f"{company}/{quarter}".encode()).hexdigest()
        end = date(2021, 3, 31) + timedelta(days=91 * quarter)
        filed = {"sha256": sha256, "company": f"{company:010}", "period": f"{end.year}q{quarter % 4 + 1}"}
        published = end + timedelta(days=30)
        facts = [self._fact(filed, n, end, published) for n in range(_FACTS)]
        document = {
            **filed, "name": f"{company}-{quarter}.htm", "company_name": f"Harbor {company} Inc.",
            "identifier": f"{company:010}", "currency": "USD", "language": "en", "fiscal_year": end.year,
            "fiscal_quarter": quarter % 4 + 1, "fiscal_year_end": date(end.year, 12, 31),
            "published": published, "status": "draft", "scope": "tables", "unread": 0, "version": "0",
        }  # fmt: skip
        relations = [
            {**filed, "name": f"Income/Total{n}", "holds": n != 3, "difference": Decimal(n == 3),
             "equation": "1 + 2 = 3", "facts": [facts[n]["id"], facts[n + 1]["id"]]}
            for n in range(0, 40)
        ]  # fmt: skip
        self.took += time.process_time() - began
        return {"documents": [document], "facts": facts, "relations": relations, "findings": []}

    @staticmethod
    def _fact(filed: dict[str, str], number: int, end: date, published: date) -> dict[str, object]:
        line, column = divmod(number, 4)
        last = end - timedelta(days=364 * (column % 2))
        instant = line % 3 == 0 and line > 0
        start = None if instant else last - timedelta(days=90 if column < 2 else 181)
        value = Decimal(1_000_000 + line * 7_919 + int(filed["company"]) * 31 + column) * 1000
        concept = "Revenues" if line == 0 else f"LineOfTheStatements{line}"
        return {
            **filed, "published": published, "id": f"{concept}_{start}_{last}_{column}", "concept": concept,
            "element": _REVENUE if line == 0 else f"us-gaap:{concept}", "label": f"Line {line} of it",
            "start": start, "end": last, "unit": "USD",
            "members": [("SegmentsAxis", "LampsMember")] if line % 10 == 9 else [], "value": value,
            "amount": f"{value:f}", "decimals": -3, "printed": f"{value:,}", "grade": "exact",
            "sure": line % 5 != 4, "relations": ["Income/Total"], "file": "season/harbor.htm", "line": number,
            "column": 0, "path": f"/html/body/div[2]/table[3]/tr[{line}]/td[{column}]",
            "table": "Consolidated Statements of Income", "row": f"Line {line} of the statements",
            "head": "Three months ended",
        }  # fmt: skip


@contextmanager
def _server(url: str | None) -> Iterator[str]:
    from postgres_helpers import binaries, server

    programs = binaries()
    if url is not None:
        yield url
    elif programs is None:
        sys.exit("PostgreSQL is not installed: name a server with --url")
    else:
        # As it is installed: it waits for the disk.
        with server(programs, "fsync=on") as own:
            yield own


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--facts", type=int, default=1_000_000)
    parser.add_argument("--url")
    asked = parser.parse_args()
    from sqlalchemy import create_engine, make_url

    from tieout.database import Source, load

    made = Made()
    sources = [Source(Path(str(number)), "dataset") for number in range(-(-asked.facts // _FACTS))]
    with _server(asked.url) as url:
        began, computed = time.perf_counter(), time.process_time()
        facts = sum(
            one.facts for one in load(url, sources, lambda source: made.rows(int(source.folder.name)))
        )
        took = time.perf_counter() - began - made.took
        computed = time.process_time() - computed - made.took
        print(
            f"{facts:,} facts of {len(sources):,} documents into PostgreSQL: {took:.1f} s, "
            f"of which the loader computes {computed:.1f} s"
        )
        print(f"  reach: at most {_REACH_LOAD} s: {'reached' if took <= _REACH_LOAD else 'missed'}")
        guide = (ROOT / "docs" / "database.md").read_text(encoding="utf-8")
        question = re.findall(r"```sql\n(.*?);\n```", guide, re.DOTALL)[0]
        engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
        with engine.connect() as connection:
            best = min(_asked(connection, question) for _ in range(5))
        engine.dispose()
        print(f"revenue of all companies by quarter: {best * 1000:.0f} ms")
        print(f"  reach: at most {_REACH_ASKED} ms: {'reached' if best * 1000 <= _REACH_ASKED else 'missed'}")


def _asked(connection: object, question: str) -> float:
    began = time.perf_counter()
    rows = connection.exec_driver_sql(question).fetchall()  # type: ignore[attr-defined]
    assert len(rows) > 1
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
