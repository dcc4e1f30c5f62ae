"""The one serializer of results, and the JSON Schema of what it writes: both made of the fields."""

import json
from functools import cache
from typing import Any, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from tieout.core import Finding as Found
from tieout.core import InputError
from tieout.core import Place as At
from tieout.results.model import Finding, Refused, Report

SCHEMA = "output.schema.json"
_TITLE = "What tieout prints with --json of a release: what came of it, or why nothing did"
# Built when they are first used: that takes longer than a release takes to be written.
_DOCUMENT: TypeAdapter[Report | Refused] = TypeAdapter(Report | Refused, config=ConfigDict(defer_build=True))
_FINDINGS: TypeAdapter[tuple[Finding, ...]] = TypeAdapter(
    tuple[Finding, ...], config=ConfigDict(defer_build=True)
)


def as_json(value: Report | Refused) -> dict[str, Any]:
    """A result as plain values, its keys in the order of the fields."""
    dumped: dict[str, Any] = _DOCUMENT.dump_python(value, mode="json", by_alias=True)
    return dumped


def findings_json(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """Findings as plain values."""
    dumped: list[dict[str, Any]] = _FINDINGS.dump_python(findings, mode="json", by_alias=True)
    return dumped


def to_json(value: Report | Refused) -> str:
    """A result as JSON, in the letters of its language."""
    return json.dumps(as_json(value), ensure_ascii=False, indent=2)


def from_json(text: str, file: str) -> Report:
    """The report that `to_json` wrote into a file of this name, but for what the JSON leaves out: the cells
    of a fact beyond its first, the statements.

    Raises InputError where it is none, or was written by a version that said less.
    """
    try:
        return _reader().validate_json(text, by_alias=True)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        said = f"{where}: {first['msg']}" if where else first["msg"]
        what = f"this is no result of tieout, or of an older version: {said}"
        raise InputError(Found("input.result", what, "Draft the release again.", (At(file),))) from None


def described_fields(made_of: type) -> dict[str, str]:
    """What the fields of a result are, in the words of the JSON Schema, by their names."""
    hints = get_type_hints(made_of, include_extras=True)
    told = ((name, getattr(hint, "__metadata__", ())) for name, hint in hints.items())
    return {
        name: one.description
        for name, notes in told
        for one in notes
        if isinstance(one, FieldInfo) and one.description
    }


@cache
def _reader() -> TypeAdapter[Report]:
    return TypeAdapter(Report)


def schema() -> str:
    """The JSON Schema of a document that is printed for one release."""
    made = _DOCUMENT.json_schema(mode="serialization", by_alias=True)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": _TITLE}
    return json.dumps({**head, **made}, indent=2, ensure_ascii=False) + "\n"
