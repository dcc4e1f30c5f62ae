"""The JSON Schemas of the YAML files, from the models that read them."""

import json
from collections.abc import Iterator

from tieout.definitions import models

_FILES: dict[str, type[models.Model]] = {
    "company": models.CompanyFile,
    "concepts": models.ConceptsFile,
    "figures": models.FiguresFile,
    "release": models.ReleaseFile,
    "sentences": models.SentencesFile,
    "statement": models.StatementFile,
    "taxonomy": models.LayerFile,
    "vocabulary": models.VocabularyFile,
}


def json_schemas() -> Iterator[tuple[str, str]]:
    """Each schema as its file's name and text."""
    for name, model in _FILES.items():
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
        yield f"{name}.schema.json", json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
