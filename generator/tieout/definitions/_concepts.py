"""Reads the concepts of one layer, the base's or a company's own, from its YAML files."""

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from tieout.core import Finding, Place
from tieout.definitions import models
from tieout.definitions._statements import finding
from tieout.definitions.files import base_folder, read_model
from tieout.definitions.taxonomy import Concept


def read_concepts(
    folder: Path,
    prefix: str,
    known: dict[str, Concept],
    languages: Collection[str],
    findings: list[Finding],
) -> dict[str, Concept]:
    """The concepts under `folder`, by local name;
    one that is in `known` or stands twice is added to `findings`.
    """
    if folder == base_folder() and not known:
        concepts, told = _of_base(folder, prefix, tuple(languages), Path.cwd())
        findings += told
        return dict(concepts)
    return _read(folder, prefix, known, languages, findings)


# Every company stands on them: they are read once, by the names that their files have from where one stands.
@lru_cache(maxsize=8)
def _of_base(
    folder: Path, prefix: str, languages: tuple[str, ...], _: Path
) -> tuple[dict[str, Concept], tuple[Finding, ...]]:
    found: list[Finding] = []
    return _read(folder, prefix, {}, languages, found), tuple(found)


def _read(
    folder: Path,
    prefix: str,
    known: dict[str, Concept],
    languages: Collection[str],
    findings: list[Finding],
) -> dict[str, Concept]:
    concepts: dict[str, Concept] = {}
    for path in sorted((folder / "concepts").glob("*.yaml")):
        document, file = read_model(path, models.ConceptsFile, languages)
        for name, model in file.concepts.items():
            place = document.place(("concepts", name))
            if earlier := concepts.get(name) or known.get(name):
                findings.append(
                    finding("twice", f"{name} is defined twice", f"The other is at {earlier.place}.", place)
                )
            align = document.place(("concepts", name, "align"))
            concepts[name] = _concept(name, prefix, model, place, align)
    return concepts


def _concept(name: str, prefix: str, model: models.ConceptModel, place: Place, align: Place) -> Concept:
    relation, element = "none", None
    if model.align == "exact":
        relation, element = "exact", name
    elif isinstance(model.align, models.Alignment):
        relation = next(iter(model.align.model_fields_set))
        element = getattr(model.align, relation)
    if element is not None and ":" not in element:
        element = f"us-gaap:{element}"
    return Concept(
        name=name,
        prefix=prefix,
        type=model.type,
        balance=model.balance,
        period=model.period_type,
        label=model.label,
        total=model.total_label,
        doc=model.doc,
        relation=relation,  # type: ignore[arg-type]
        element=element,
        topic=model.topic,
        default=model.default,
        unit=model.unit,
        derived=None,
        place=place,
        align_place=align,
    )
