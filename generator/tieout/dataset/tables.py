"""The tables of a dataset: their columns, and the rows that come of a report.

Amounts are decimals of 38 digits, 12 of them behind the point, which every engine knows; `amount` is the same
as text, for an amount that does not fit: its `value` is null. No number is ever a float.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from tieout.core import VERSION, Finding, InputError, library
from tieout.core import Place as Where
from tieout.results import Place, Report
from tieout.results.frames import CELL, cell_of, row_of

_DIGITS, _PLACES = 38, 12
_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Document:
    """The document from which a report was made: its SHA-256 and its name."""

    sha256: str
    name: str


Rows = Iterator[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns with their Arrow types, and the function that makes its rows."""

    columns: dict[str, str]
    rows: Callable[[Report, Document], Rows]


def _documents(report: Report, document: Document) -> Rows:
    company = report.company
    year, _, quarter = company.quarter.partition("q")
    yield {
        "sha256": document.sha256,
        "name": document.name,
        "company_name": company.name,
        # Companies without a number are not one: null joins with nothing.
        "identifier": company.identifier or None,
        "currency": company.currency,
        "language": company.language,
        "fiscal_year": int(year),
        "fiscal_quarter": int(quarter),
        "fiscal_year_end": company.fiscal_year_end,
        "published": company.published,
        "status": report.status,
        "scope": report.scope,
        "unread": report.unread,
        "version": VERSION,
    }


def _facts(report: Report, document: Document) -> Rows:
    for fact in report.facts:
        yield {
            "sha256": document.sha256,
            "published": report.company.published,
            **row_of(fact, {"members": sorted(fact.members.items())}),
            "value": _fitting(fact.value),
            "amount": f"{fact.value:f}",
            **_at(fact.place),
        }


def _relations(report: Report, document: Document) -> Rows:
    for relation in report.relations:
        yield {
            "sha256": document.sha256,
            "name": relation.name,
            "holds": relation.holds,
            "difference": _fitting(relation.difference),
            "equation": relation.equation,
            "facts": list(relation.facts),
        }


def _findings(report: Report, document: Document) -> Rows:
    for number, finding in enumerate(report.findings, 1):
        yield {
            "sha256": document.sha256,
            "number": number,
            "code": finding.code,
            "severity": finding.severity,
            "message": finding.message,
            "hint": finding.hint,
            "facts": list(finding.facts),
            **_at(finding.places[0] if finding.places else None),
        }


def _at(place: Place | None) -> dict[str, Any]:
    return cell_of(place) if place is not None else dict.fromkeys(CELL)


def _fitting(value: Decimal) -> Decimal | None:
    """An amount if the type holds it exactly, else None."""
    places = max(-int(value.as_tuple().exponent), 0)
    return value if places <= _PLACES and value.adjusted() < _DIGITS - _PLACES else None


_PLACE = dict.fromkeys(CELL, "string") | {"line": "int32", "column": "int32"}
TABLES = {
    "documents": Table(
        {
            "sha256": "string",
            "name": "string",
            "company_name": "string",
            "identifier": "string",
            "currency": "string",
            "language": "string",
            "fiscal_year": "int32",
            "fiscal_quarter": "int32",
            "fiscal_year_end": "date32",
            "published": "date32",
            "status": "string",
            "scope": "string",
            "unread": "int32",
            "version": "string",
        },
        _documents,
    ),
    "facts": Table(
        {
            "sha256": "string",
            "published": "date32",
            "id": "string",
            "concept": "string",
            "element": "string",
            "label": "string",
            "start": "date32",
            "end": "date32",
            "unit": "string",
            "members": "members",
            "value": "amount",
            "amount": "string",
            "decimals": "int32",
            "printed": "string",
            "grade": "string",
            "sure": "bool_",
            "relations": "strings",
            **_PLACE,
        },
        _facts,
    ),
    "relations": Table(
        {
            "sha256": "string",
            "name": "string",
            "holds": "bool_",
            "difference": "amount",
            "equation": "string",
            "facts": "strings",
        },
        _relations,
    ),
    "findings": Table(
        {
            "sha256": "string",
            "number": "int32",
            "code": "string",
            "severity": "string",
            "message": "string",
            "hint": "string",
            "facts": "strings",
            **_PLACE,
        },
        _findings,
    ),
}
"""By the name of the file, `facts.parquet`."""


def need_arrow() -> Any:
    """Arrow, which is an extra of the package. Raises InputError where it is not installed."""
    return library("pyarrow", "dataset")


def refuse_no_folder(dataset: Path) -> None:
    """Raises InputError where nothing could be added to it: told before the first release is read."""
    need_arrow()
    if dataset.exists() and not dataset.is_dir():
        what = "this is a file, and a dataset is a folder"
        raise InputError(Finding("input.dataset", what, "Name another.", (Where(str(dataset)),)))


def rows_of(report: Report, document: Document) -> dict[str, list[dict[str, Any]]]:
    """The rows of a report by table."""
    return {name: list(table.rows(report, document)) for name, table in TABLES.items()}


def made(name: str, rows: list[dict[str, Any]], more: Mapping[str, str] = _NONE) -> Any:
    """Rows of a table as an Arrow table with fixed columns; `more` are further columns with their types."""
    arrow = need_arrow()
    text = arrow.string()
    types = {
        "amount": arrow.decimal128(_DIGITS, _PLACES),
        "members": arrow.map_(text, text),
        "strings": arrow.list_(text),
    }
    columns = [
        (column, types[kind] if kind in types else getattr(arrow, kind)())
        for column, kind in {**TABLES[name].columns, **more}.items()
    ]
    return arrow.Table.from_pylist(rows, schema=arrow.schema(columns))
