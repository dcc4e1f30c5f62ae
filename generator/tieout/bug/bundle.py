"""Makes the bundle: what is known about a release, disguised."""

import dataclasses
import io
import json
import platform
import tempfile
import traceback
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from tieout.bug.disguise import Disguise, Kind
from tieout.bug.forms import survivors
from tieout.bug.told import Told, told_of
from tieout.core import VERSION, Finding, InputError, Place
from tieout.document import Document, GridRow
from tieout.trace import Traced

_ABOUT, _LINES, _GRIDS = "about.json", "document.txt", "document.json"
_WHAT = {
    _ABOUT: "versions, what was done, and where it ended",
    "findings.json": "what was found: code, place, and the message in disguise",
    "numbers.json": "what became of each number: its place, and why",
    _LINES: "the document's text in disguise, a line for each line",
    _GRIDS: "how its tables are set: cells, spans, looks",
}
_DEFINITIONS = "definitions"
_LIBRARIES = ("lxml", "selectolax", "pypdfium2", "mammoth", "babel", "pydantic", "arelle-release")
# Lines above a table are its caption and unit; a sentence there is prose all the same.
_ABOVE = 6
# A table with fewer figures lays out a letterhead.
_FIGURES = 2
_TRIES = 20
# Fields that say how or where, and nothing of the document.
_PLAIN = frozenset({"code", "codes", "severity", "line", "column", "outcome", "path"})
_WHEN = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The content of the zip: each file's name, description and text, and counts of replacements."""

    files: tuple[tuple[str, str, str], ...]
    figures: int
    words: int


def bundle_of(path: Path, *, seed: int = 1) -> Bundle:
    """The bundle for a release, given by its file or folder.

    Nothing is written. An error in reading it is recorded in the bundle. Raises InputError where a figure
    could not be replaced by one that is not printed elsewhere.
    """
    with tempfile.TemporaryDirectory(prefix="tieout-") as beside:
        told = told_of(path, Path(beside))
    document = [path.name, *(told.document.lines if told.document is not None else ())]
    definitions = [text for name_and_text in told.definitions for text in name_and_text]
    for attempt in range(_TRIES):
        disguise = Disguise(document, definitions, told.names, told.paths, seed + attempt)
        files = _files(told, path, disguise)
        hidden = [text for name, _, text in files if name != _ABOUT]
        if not survivors(hidden, [*document, *definitions]):
            return Bundle(files, disguise.figures, disguise.words)
    raise InputError(
        Finding(
            "input.not-hidden",
            "some figures could not be replaced by others that the document does not print",
            "Report the fault in words.",
            (Place(str(path)),),
        )
    )


def write(bundle: Bundle, out: Path) -> None:
    """Writes the bundle as a zip, the same bytes for the same bundle. Raises OSError where `out` exists."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, _, text in bundle.files:
            archive.writestr(zipfile.ZipInfo(name, _WHEN), text, zipfile.ZIP_DEFLATED)
    with out.open("xb") as file:
        file.write(held.getvalue())


# What is told ----------------------------------------------------------------------------------------------


def _files(told: Told, path: Path, disguise: Disguise) -> tuple[tuple[str, str, str], ...]:
    made: dict[str, str] = {}
    lines: list[str] = []
    if told.document is not None:
        kinds = _kinds(told.document)
        # Twice: a name in a sentence is known as one wherever prose has it.
        for _ in range(2):
            lines = [disguise.text(line, kind) for line, kind in zip(told.document.lines, kinds, strict=True)]
        made[_LINES] = "\n".join(lines) + "\n"
        made[_GRIDS] = _json(_grids(told.document, disguise), disguise)
    made["findings.json"] = _json([_finding(finding, disguise) for finding in told.findings], disguise)
    if told.done is not None:
        made["numbers.json"] = _json([_number(row, lines, disguise) for row in told.done.traced], disguise)
    made[_ABOUT] = _json(_about(told, path, disguise), disguise)
    files = [(name, what, made[name]) for name, what in _WHAT.items() if name in made]
    for name, text in told.definitions:
        *folders, file = name.split("/")
        shown = "/".join([*(disguise.text(part, "path") for part in folders), disguise.text(file, "path")])
        hidden = "\n".join(disguise.text(line, "yaml") for line in text.split("\n"))
        files.append((f"{_DEFINITIONS}/{shown}", "a definition in disguise", hidden))
    return tuple(files)


def _kinds(document: Document) -> list[Kind]:
    """The kind of each line: in or above a table, or prose."""
    kinds: list[Kind] = ["prose"] * len(document.lines)
    for grid in document.grids:
        figures = sum(any(c.isdecimal() for c in cell.text) for row in grid.rows for cell in row.cells)
        if figures < _FIGURES or not grid.rows:
            continue
        first = min(row.line for row in grid.rows)
        for line in range(max(first - _ABOVE, 1), first):
            if not document.lines[line - 1].rstrip().endswith((".", "”", '"')):
                kinds[line - 1] = "table"
        for row in grid.rows:
            kinds[row.line - 1] = "table"
    return kinds


def _grids(document: Document, disguise: Disguise) -> list[dict[str, object]]:
    kinds = _kinds(document)

    def disguised(row: GridRow) -> dict[str, object]:
        kind = kinds[row.line - 1]
        cells = [dataclasses.asdict(cell) | {"text": disguise.text(cell.text, kind)} for cell in row.cells]
        return {"line": row.line, "cells": cells}

    return [
        {"width": grid.width, "characters": grid.characters, "rows": [disguised(row) for row in grid.rows]}
        for grid in document.grids
    ]


def _finding(finding: Finding, disguise: Disguise) -> dict[str, Any]:
    """A finding, disguised; outside tables it may quote prose."""
    in_table = all(place.table or not place.line for place in finding.places)
    return {
        key: value
        for key, value in _hidden(finding, disguise, "told" if in_table else "quoted").items()
        if value
    }


def _number(row: Traced, lines: list[str], disguise: Disguise) -> dict[str, Any]:
    """The outcome for a number, which is printed as in the disguised line."""
    printed = lines[row.line - 1][row.column - 1 :][: len(row.printed)]
    return {key: value for key, value in (_hidden(row, disguise) | {"printed": printed}).items() if value}


def _hidden(value: Any, disguise: Disguise, kind: Kind = "told") -> Any:
    """A value with every text in it disguised, except texts that only say how or where."""
    if dataclasses.is_dataclass(value):
        return {
            part.name: getattr(value, part.name)
            if part.name in _PLAIN
            else _hidden(_shown(part.name, getattr(value, part.name)), disguise, _kind_of(part.name, kind))
            for part in dataclasses.fields(value)
        }
    if isinstance(value, tuple):
        return [_hidden(one, disguise, kind) for one in value]
    return disguise.text(value, kind) if isinstance(value, str) else value


def _shown(name: str, value: Any) -> Any:
    """A value that may be shown: of a path only the file name, since folders are the user's."""
    return Path(value).name if name == "file" else value


def _kind_of(name: str, kind: Kind) -> Kind:
    """The kind of text in a field, by its name."""
    if name == "file":
        return "path"
    return "table" if name in ("table", "row", "head") else kind


def _about(told: Told, path: Path, disguise: Disguise) -> dict[str, object]:
    stopped = told.stopped
    source = told.document
    return {
        "tieout": VERSION,
        "python": platform.python_version(),
        "system": platform.system(),
        "libraries": {name: metadata.version(name) for name in _LIBRARIES},
        "read": "a release that is described" if path.is_dir() else "a file",
        "kind": "" if path.is_dir() else disguise.text(path.suffix, "path"),
        "lines": len(source.lines) if source is not None else None,
        "tables": len(source.grids) if source is not None else None,
        "replaced": {"figures": disguise.figures, "words": disguise.words},
        "steps": [disguise.text(step, "told") for step in told.log],
        "stopped": None if stopped is None else _fault(stopped, disguise.text),
    }


def _fault(error: BaseException, hide: Callable[[str, Any], str]) -> dict[str, object]:
    """An exception: its type, where it was raised, and its message in disguise."""
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "error": type(error).__name__,
        "message": hide(str(error), "quoted"),
        "frames": [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames],
    }


def _json(value: Any, disguise: Disguise) -> str:
    return json.dumps(_placed(value, disguise), ensure_ascii=False, indent=1) + "\n"


def _placed(value: Any, disguise: Disguise) -> Any:
    """Places that are no printed number are moved to the next position that is none."""
    if isinstance(value, dict):
        return {key: _placed(one, disguise) for key, one in value.items()}
    if isinstance(value, list):
        return [_placed(one, disguise) for one in value]
    while type(value) is int and disguise.is_printed(value):
        value += 1
    return value
