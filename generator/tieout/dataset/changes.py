"""Compares the documents of a dataset: what corrections changed, and quarters that do not fit."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tieout.core import Finding, Place, Severity
from tieout.dataset.corrections import views
from tieout.dataset.history import Members, connected, need_dataset
from tieout.dataset.tables import TABLES

_PATTERN = "company=*/period=*/document=*"
_OPTIONS = "hive_partitioning = true, hive_types_autocast = false"
_CHANGES = """
select c.company, c.period, c.concept, c.element, c.label, c.start, c."end", c.members, c.unit, c.old, c.new,
       d.name as document, s.name as superseded_by
from changes c join documents d on d.sha256 = c.sha256 join documents s on s.sha256 = c.superseded_by
order by c.company, c.period, c.concept, c.start nulls first, c."end", c.members::varchar, d.name, c.new
"""
_OFF = """
select o.*, y.name as of_year, b.name as of_before, q.name as of_quarter
from off_quarters o join documents y on y.sha256 = o.year_document
join documents b on b.sha256 = o.before_document join documents q on q.sha256 = o.quarter_document
order by not o.sure, o.company, o.concept, o.start, o.members::varchar
"""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that a correction changed: `old` is None where it is new, `new` where it is gone.

    `document` is the name of the superseded document, `superseded_by` that of the correction.
    """

    company: str
    period: str
    concept: str
    element: str | None
    label: str
    start: date | None
    end: date
    members: Members
    unit: str | None
    old: Decimal | None
    new: Decimal | None
    document: str
    superseded_by: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The figures that corrections changed, and findings for quarters that differ from their years to date.

    A finding is a notice where the concept of one of its three amounts is a guess.
    """

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


def changes(dataset: Path) -> Changes:
    """The changes and findings between the documents of a dataset.

    Raises InputError where it is no dataset, or DuckDB is not installed.
    """
    with _opened(dataset) as connection:
        changed = tuple(_change(row) for row in _rows(connection, _CHANGES))
        off = tuple(_finding(row) for row in _rows(connection, _OFF))
    return Changes(changed, off)


def views_over(dataset: str) -> str:
    """SQL for the dataset in a folder as views of DuckDB: its tables, and the relations between documents."""
    quoted = dataset.replace("'", "''")
    tables = {name: f"from read_parquet('{quoted}/{_PATTERN}/{name}.parquet', {_OPTIONS})" for name in TABLES}
    return "\n".join(
        f"create view {name} as {query.strip()};" for name, query in {**tables, **views("duckdb")}.items()
    )


@contextmanager
def _opened(dataset: Path) -> Iterator[Any]:
    need_dataset(dataset)
    with connected() as connection:
        connection.execute(views_over(str(dataset)))
        yield connection


def _rows(connection: Any, question: str) -> Iterator[dict[str, Any]]:
    asked = connection.execute(question)
    names = [column[0] for column in asked.description]
    for values in asked.fetchall():
        row = dict(zip(names, values, strict=True))
        yield row | {"members": tuple(sorted(row["members"].items()))}


def _change(row: dict[str, Any]) -> Change:
    amounts = {name: Decimal(row[name]) if row[name] is not None else None for name in ("old", "new")}
    return Change(**row | amounts)


def _finding(row: dict[str, Any]) -> Finding:
    year, before, quarter = (Decimal(row[name]) for name in ("year_to_date", "before", "quarter"))
    where = "".join(f" of {member}" for _, member in row["members"])
    what = (
        f"{row['company']}: {row['concept']}{where} of {row['start']}/{row['end']} is {quarter:,f} in "
        f"{row['of_quarter']}; its year to date in {row['of_year']} less the one before in "
        f"{row['of_before']} leaves {year:,f} − {before:,f} = {year - before:,f}"
    )
    mend = "See whether one of them was restated, or read wrongly."
    severity = Severity.ERROR if row["sure"] else Severity.NOTICE
    return Finding("dataset.quarter-off", what, mend, (Place(row["of_quarter"]),), severity)
