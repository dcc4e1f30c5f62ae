"""Adds the result for a release to a dataset, completely or not at all."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import IO

from tieout.core.lock import held
from tieout.dataset.tables import TABLES, Document, made, rows_of
from tieout.definitions import plain_name
from tieout.publish import put
from tieout.results import UNNAMED, Company, Report

# Where folders are written until they are whole, and go until they are removed: no pattern of a reader's
# matches it.
_STAGED = ".staged"
# Beside each such folder, held by its writer: whose writer has gone is left over.
_LOCK = ".lock"
_NOBODY = re.compile("0*")


def add(report: Report, dataset: Path, *, sha256: str, name: str) -> Path:
    """Adds a report to the dataset in the folder `dataset`, which may be missing; returns the document's
    folder.

    `sha256` is that of the document from which the report was made, `name` its name. The result of an earlier
    reading of the same document is replaced, wherever it is. Raises InputError where Arrow is not installed.
    """
    staged = dataset / _STAGED
    place = dataset / f"company={company_key(report.company, sha256)}" / f"period={report.company.quarter}"
    target = place / f"document={sha256}"
    rows = rows_of(report, Document(sha256, name))
    tables = {f"{table}.parquet": made(table, rows[table]) for table in TABLES}
    with _beside(staged, sha256[:12]) as beside:
        _write(beside / "new", tables)
        place.mkdir(parents=True, exist_ok=True)
        put(beside / "new", target, beside / "earlier")
        for other in sorted(dataset.glob(f"company=*/period=*/document={sha256}")):
            # Read another time, it was of another company or quarter.
            if other != target:
                other.rename(beside / f"{other.parent.parent.name}-{other.parent.name}")
    return target


@contextmanager
def _beside(staged: Path, name: str) -> Iterator[Path]:
    """A temporary folder in `staged`. Folders that ended writers left there are removed."""
    staged.mkdir(parents=True, exist_ok=True)
    for path in staged.glob(f"*{_LOCK}"):
        if (left := held(path)) is not None:
            _remove(path, left)
    while (lock := held(path := staged / f"{name}-{token_hex(4)}{_LOCK}")) is None:
        # Another took what was there for a moment without its holder to be what one had left.
        pass
    try:
        folder = path.with_suffix("")
        folder.mkdir()
        yield folder
    finally:
        _remove(path, lock)


def _remove(path: Path, lock: IO[bytes]) -> None:
    """Removes a folder with its lock, which has to be closed first on Windows."""
    shutil.rmtree(path.with_suffix(""), ignore_errors=True)
    lock.close()
    path.unlink(missing_ok=True)


def _write(folder: Path, tables: dict[str, object]) -> None:
    from pyarrow import parquet  # noqa: PLC0415 - an extra, and takes a while

    folder.mkdir()
    for name, table in tables.items():
        parquet.write_table(table, folder / name, compression="zstd")


def company_key(company: Company, sha256: str) -> str:
    """The key under which a company is filed: its register number, or else its name without a legal form.

    A document that names nobody, by its hash, is of a company of its own: two such are not of one.
    """
    if not _NOBODY.fullmatch(company.identifier):
        return re.sub(r"[^0-9A-Za-z.-]+", "-", company.identifier)
    if company.name == UNNAMED:
        return f"{name_key(UNNAMED)}-{sha256[:12]}"
    return name_key(company.name)


def name_key(name: str) -> str:
    """The key for a company of this name without a known register number."""
    return plain_name(name).replace(" ", "-") or "unnamed"
