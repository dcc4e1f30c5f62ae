"""Makes the JSON Schemas of the YAML files, and the reference for people, from the models."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tieout.definitions import models

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _File:
    """A kind of YAML file: its model, and where such files are."""

    model: type[models.Model]
    where: str


_FILES = {
    "company": _File(models.CompanyFile, "taxonomy/COMPANY/company.yaml"),
    "statement": _File(models.StatementFile, "taxonomy/COMPANY/statements/*.yaml"),
    "concepts": _File(models.ConceptsFile, "taxonomy/COMPANY/concepts/*.yaml, taxonomy/base/concepts/*.yaml"),
    "sentences": _File(models.SentencesFile, "taxonomy/COMPANY/sentences/*.yaml"),
    "release": _File(models.ReleaseFile, "instances/RELEASE/release.yaml"),
    "review": _File(models.ReviewFile, "taxonomy/COMPANY/review.yaml"),
    "tdnet": _File(
        models.TdnetFile, "taxonomy/COMPANY/editions/tdnet.yaml, instances/RELEASE/editions/tdnet.yaml"
    ),
    "form": _File(models.FormFile, "taxonomy/editions/tdnet/FORM.yaml"),
    "taxonomy": _File(models.LayerFile, "taxonomy/base/taxonomy.yaml"),
    "figures": _File(models.FiguresFile, "taxonomy/base/figures.yaml"),
    "vocabulary": _File(models.VocabularyFile, "taxonomy/base/vocabulary/LANGUAGE.yaml"),
    "drafting": _File(models.DraftingFile, "taxonomy/base/drafting.yaml"),
    "contact": _File(models.ContactFile, "taxonomy/base/contact/LANGUAGE.yaml"),
    "identities": _File(models.IdentitiesFile, "taxonomy/base/identities.yaml"),
    "plausible": _File(models.PlausibleFile, "taxonomy/base/plausible.yaml"),
    "legal-forms": _File(models.LegalFormsFile, "taxonomy/base/legal-forms.yaml"),
    "sureness": _File(models.SurenessFile, "taxonomy/base/sureness.yaml"),
    "us-gaap": _File(
        models.UsGaapFile,
        "taxonomy/editions/us-gaap/edition.yaml, taxonomy/COMPANY/editions/us-gaap.yaml, "
        "instances/RELEASE/editions/us-gaap.yaml",
    ),
    "drafting-words": _File(models.DraftingWordsFile, "taxonomy/base/drafting/LANGUAGE.yaml"),
}
# What stands for any name of a file.
_ANY = ("*.yaml", "LANGUAGE.yaml")
# The keys of a text by language.
_LANGUAGE = "^[a-z]{2}$"
_INTRODUCTION = """\
# The YAML, key by key

Made by `make docs` from the models that read the files. An editor that knows JSON Schema completes and checks
them: each file names its schema in its first line. An unknown key is an error, and every mistake in a folder
is told at once, with file and line. A **text** is one by language, `{en: ...}`, in each of the `languages` of
its company; a **name** is that of a concept, axis or member, in upper camel case.

A word means one thing wherever it stands: a `table` is a printed table, a `hypercube` what XBRL calls so; a
`total` is a line that is a sum; `caption` is how something is printed, beside the `label` that the report
shows; `as-of` is an end of a period, `period` which period, `members` always member by axis. What was called
otherwise in an earlier version is told with its new name when a file is loaded, and `tieout migrate FOLDER`
rewrites it.
"""


def model_of(path: Path) -> type[models.Model] | None:
    """The model of a YAML file, by its name or its folder's; None where it is not one of ours."""
    for file in _FILES.values():
        for where in file.where.split(", "):
            *_, folder, name = where.split("/")
            if path.name == name or (name in _ANY and path.parent.name == folder and path.suffix == ".yaml"):
                return file.model
    return None


def json_schemas() -> Iterator[tuple[str, str]]:
    """Each schema as its file's name and text."""
    for name, file in _FILES.items():
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **file.model.model_json_schema(),
        }
        yield f"{name}.schema.json", json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def reference() -> str:
    """The reference in Markdown: a section for each kind of file, and below it one for each part of it."""
    sections = [_INTRODUCTION]
    told: set[str] = set()
    for file in _FILES.values():
        schema = file.model.model_json_schema()
        parts = schema.get("$defs", {})
        sections.append(_section(f"## {file.where}", schema))
        for name in _reached(schema, parts):
            if name not in told:
                told.add(name)
                sections.append(_section(f"### {_title(name)}", parts[name]))
    return "\n".join(sections)


def _reached(schema: Schema, parts: dict[str, Schema]) -> list[str]:
    """The parts to which a schema refers, in the order of their first use."""
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, dict):
            name = str(node.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.append(name)
                walk(parts[name])
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(schema.get("properties", {}))
    return found


def _section(head: str, schema: Schema) -> str:
    told = " ".join(schema["description"].split())
    if "properties" not in schema:
        return "\n".join([head, "", f"{told} It is a {_plain(schema)}.", ""])
    needed = schema.get("required", [])
    rows = [
        f"| `{key}` | {_kind(value)} | {'needed' if key in needed else _default(value)} | "
        f"{_cell(value.get('description', ''))} |"
        for key, value in schema.get("properties", {}).items()
    ]
    table = ["| Key | Value | | What it says |", "| --- | --- | --- | --- |", *rows]
    return "\n".join([head, "", told, "", *table, ""])


def _title(name: str) -> str:
    return name.removesuffix("Model")


def _default(value: Schema) -> str:
    default = value.get("default")
    return "" if _is_empty(default) else f"`{json.dumps(default, ensure_ascii=False)}`"


def _is_empty(default: object) -> bool:
    """Whether a default is empty; a map is if all its values are."""
    if isinstance(default, dict):
        return all(map(_is_empty, default.values()))
    return default is None or default in ("", [])


def _kind(value: Schema) -> str:
    """The type of a value in words: its alternatives, the part that it refers to, its bounds."""
    if "$ref" in value:
        name = _title(value["$ref"].rpartition("/")[2])
        return f"[{name}](#{name.lower()})"
    if "anyOf" in value:
        kinds = (_kind(one) for one in value["anyOf"] if one.get("type") != "null")
        return " or ".join(dict.fromkeys(kinds))
    if "enum" in value:
        return ", ".join(f"`{one}`" for one in value["enum"])
    if "const" in value:
        return f"`{json.dumps(value['const'])}`"
    return _plain(value)


def _plain(value: Schema) -> str:
    kind = value.get("type", "anything")
    if kind == "array":
        if "prefixItems" in value:
            return f"{len(value['prefixItems'])} of: {_kind(value['prefixItems'][0])}"
        return f"list of {_kind(value['items'])}"
    if kind == "object":
        return _map(value)
    if kind == "integer":
        low, high = value.get("minimum"), value.get("maximum")
        return "number" if low is None else f"number, {low} to {high}"
    if kind == "string":
        if value.get("format") == "date":
            return "day, YYYY-MM-DD"
        return "name" if value.get("maxLength") == 200 else "words"
    return "`true` or `false`" if kind == "boolean" else str(kind)


def _map(value: Schema) -> str:
    if "patternProperties" not in value:
        return f"map to {_kind(value['additionalProperties'])}"
    ((pattern, inner),) = value["patternProperties"].items()
    return "text" if pattern == _LANGUAGE else f"map of name to {_kind(inner)}"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|").replace("<", r"\<")
