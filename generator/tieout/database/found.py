"""Finds what is to be loaded in named folders: drafts, releases and documents of datasets."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from tieout.core import Finding, InputError, Place, resolved
from tieout.dataset import TABLES, Document, company_key, rows_of
from tieout.definitions import text_of
from tieout.results import DRAFT, RELEASE, Report, report_in
from tieout.sources import load

Rows = dict[str, list[dict[str, Any]]]

_DATASET = "documents.parquet"


@dataclass(frozen=True, slots=True)
class Source:
    """A folder with one document's facts: of a release, a draft, or a dataset."""

    folder: Path
    kind: Literal["release", "draft", "dataset"]


def sources_in(paths: Iterable[Path]) -> tuple[Source, ...]:
    """The sources that some folders are or contain, each once, sorted by name.

    Raises InputError where a folder is missing or contains none.
    """
    found: dict[Path, Source] = {}
    for path in paths:
        inside = list(_inside(path)) if path.is_dir() else []
        if not inside:
            what = (
                "there is no draft, release or dataset in it" if path.is_dir() else "there is no such folder"
            )
            raise InputError(Finding("input.load", what, "Name another folder.", (Place(str(path)),)))
        for source in inside:
            found.setdefault(resolved(source.folder), source)
    return tuple(found.values())


def _inside(folder: Path) -> Iterator[Source]:
    if (folder / RELEASE).is_file():
        yield Source(folder, "release")
    elif (folder / DRAFT).is_file():
        yield Source(folder, "draft")
    elif (folder / _DATASET).is_file():
        yield Source(folder, "dataset")
    else:
        for entry in sorted(folder.iterdir()):
            if entry.is_dir() and not entry.is_symlink() and not entry.name.startswith("."):
                yield from _inside(entry)


def rows_in(source: Source) -> Rows:
    """The rows of each table for a source. Raises InputError where it cannot be read."""
    match source.kind:
        case "dataset":
            rows = _kept(source.folder)
            company, period = (
                folder.name.partition("=")[2]
                for folder in (source.folder.parent.parent, source.folder.parent)
            )
        case _:
            report = report_in(source.folder)
            document = _document(source, report)
            rows = rows_of(report, document)
            company, period = company_key(report.company, document.sha256), report.company.quarter
    for table in rows.values():
        for row in table:
            row |= {"company": company, "period": period}
            if "difference" in row and row["difference"] is not None:
                row["difference"] = _plain(row["difference"])
    return rows


def _plain(value: Decimal) -> Decimal:
    """An amount without the trailing zeros from the column of a dataset."""
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text) if value else Decimal(0)


def _kept(folder: Path) -> Rows:
    from pyarrow import parquet  # noqa: PLC0415 - an extra, and takes a while

    try:
        return {name: parquet.read_table(folder / f"{name}.parquet").to_pylist() for name in TABLES}
    except (OSError, ValueError) as error:
        what = f"this is no document of a dataset: {error}"
        raise InputError(Finding("input.load", what, "Add it again.", (Place(str(folder)),))) from None


def _document(source: Source, report: Report) -> Document:
    if source.kind == "release":
        return Document(_hash(source.folder), resolved(source.folder).name)
    first = next((fact.place for fact in report.facts if fact.place is not None), None)
    name = Path(first.file).name if first is not None else source.folder.name.removesuffix(".draft")
    return Document(_hash(source.folder / "definitions" / "release"), name)


def _hash(release: Path) -> str:
    """The SHA-256 of a release's text."""
    path = text_of(release)
    return hashlib.sha256(load(path, str(path))).hexdigest()
