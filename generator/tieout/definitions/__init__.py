"""The YAML definitions: read, checked and resolved into frozen data."""

from tieout.definitions.load import base_folder, load_company, load_release
from tieout.definitions.taxonomy import (
    AcceptedException,
    Company,
    Concept,
    LabelRole,
    Layer,
    Line,
    Members,
    PrintedTable,
    Relation,
    ReleaseDefinition,
    StatedReading,
    Statement,
    Sum,
    Term,
    Unread,
    Vocabulary,
)

__all__ = [
    "AcceptedException",
    "Company",
    "Concept",
    "LabelRole",
    "Layer",
    "Line",
    "Members",
    "PrintedTable",
    "Relation",
    "ReleaseDefinition",
    "StatedReading",
    "Statement",
    "Sum",
    "Term",
    "Unread",
    "Vocabulary",
    "base_folder",
    "load_company",
    "load_release",
]
