"""Validates a report together with its formula assertions.

A report refers to its taxonomy's plain entry point, `STEM.xsd`, which every reader understands. The
assertions are in an entry point of their own beside it, `STEM-assertions.xsd`. So a copy of the report that
refers to that one is validated (XBRL 2.1, 4.2; Formula 1.0).
"""

import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin
from xml.sax.saxutils import escape, unescape

from tieout.render import ASSERTIONS
from tieout.validate.package import UNSOUND

# What a report refers to stands before any context.
_HEAD, _CHUNK = 1 << 20, 1 << 20
_REFERENCE = re.compile(
    r"(?P<before><(?:[\w.-]+:)?(?P<kind>schemaRef|linkbaseRef|roleRef|arcroleRef)\b[^>]*?\bhref\s*=\s*)"
    r"(?P<quote>[\"'])(?P<href>[^\"'<>]+)(?P=quote)"
)
_PLAIN = ".xsd"
# The report in a report package (Report Packages 1.0, 3.4).
_REPORT = re.compile(r"^[^/]+/reports/[^/]+\.xbrl$")


@contextmanager
def with_assertions(path: Path) -> Iterator[Path]:
    """The file to load instead of the report at `path`: the report itself, if it has no assertions beside it.

    Otherwise a copy, which is removed at the end. It has the report's name, and refers to all other files
    where they are. The report may be XBRL 2.1, xBRL-JSON, the metadata of xBRL-CSV, or a report package
    around XBRL 2.1 that has the assertions inside.
    """
    with tempfile.TemporaryDirectory(prefix="tieout-") as folder:
        copy = Path(folder) / path.name
        made = _COPIES.get(path.suffix, _xml)(path, copy)
        yield copy if made else path


def _entry(path: Path, referred: str) -> Path | None:
    """The entry point with assertions in the report's folder; None where there is none."""
    if "/" in referred or not referred.endswith(_PLAIN):
        return None
    beside = path.with_name(f"{referred.removesuffix(_PLAIN)}{ASSERTIONS}{_PLAIN}")
    return beside.resolve() if beside.is_file() else None


def _xml(path: Path, copy: Path) -> bool:
    """Copies an XBRL 2.1 instance, whose references come first (4.2); False where no copy is needed."""
    with path.open("rb") as report:
        head = report.read(_HEAD).decode("utf-8", "surrogateescape")
        schemas = (match for match in _REFERENCE.finditer(head) if match["kind"] == "schemaRef")
        referred = next((unescape(match["href"]) for match in schemas), "")
        entry = _entry(path, referred)
        if entry is None:
            return False

        def absolute(reference: re.Match[str]) -> str:
            href = unescape(reference["href"])
            plain = reference["kind"] == "schemaRef" and href == referred
            href = entry.as_uri() if plain else urljoin(path.resolve().as_uri(), href)
            return f'{reference["before"]}"{escape(href)}"'

        with copy.open("wb") as made:
            made.write(_REFERENCE.sub(absolute, head).encode("utf-8", "surrogateescape"))
            shutil.copyfileobj(report, made, _CHUNK)
    return True


def _json(path: Path, copy: Path) -> bool:
    """Copies xBRL-JSON, or metadata of xBRL-CSV; False where no copy is needed, or it is no such file."""
    try:
        report = json.loads(path.read_bytes())
        (referred,) = report["documentInfo"]["taxonomy"]
        entry = _entry(path, referred)
        tables = report.get("tables", {}).values()
        addresses = [(table, urljoin(path.resolve().as_posix(), table["url"])) for table in tables]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        # What is wrong with it is for Arelle to tell.
        return False
    if entry is None:
        return False
    report["documentInfo"]["taxonomy"] = [entry.as_uri()]
    for table, address in addresses:
        table["url"] = address
    copy.write_text(json.dumps(report), encoding="utf-8")
    return True


def _package(path: Path, copy: Path) -> bool:
    """Copies a report package; False where it has no assertions inside, or cannot be opened."""
    try:
        with zipfile.ZipFile(path) as package:
            reports = [name for name in package.namelist() if _REPORT.search(name)]
            if len(reports) != 1:
                return False
            head = package.read(reports[0]).decode("utf-8", "surrogateescape")
            schemas = (match for match in _REFERENCE.finditer(head[:_HEAD]) if match["kind"] == "schemaRef")
            referred = next((match for match in schemas), None)
            folder = reports[0].rpartition("/")[0]
            entry = f"{referred['href'].removesuffix(_PLAIN)}{ASSERTIONS}{_PLAIN}" if referred else ""
            if referred is None or f"{folder}/{entry}" not in package.namelist():
                return False
            changed = f"{head[: referred.start('href')]}{entry}{head[referred.end('href') :]}"
            with zipfile.ZipFile(copy, "w") as made:
                for name in package.namelist():
                    said = changed.encode("utf-8", "surrogateescape") if name == reports[0] else None
                    made.writestr(name, package.read(name) if said is None else said)
    except UNSOUND:
        # What is wrong with it is for Arelle to tell.
        return False
    return True


_COPIES = {".json": _json, ".xbr": _package}
