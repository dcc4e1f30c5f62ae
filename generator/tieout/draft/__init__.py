"""A company's statements drafted from one release: what each printed line may be, and how sure that is."""

from tieout.draft.give_way import (
    give_way,
    is_said,
    limit,
    round_off,
    without_changes,
    without_column_of_changes,
)
from tieout.draft.likeness import Lexicon
from tieout.draft.make import Draft, draft
from tieout.draft.review import Doubt, doubts, review, shown, unsettled
from tieout.draft.text import document
from tieout.draft.words import PARENT
from tieout.draft.write import files, schema_line

__all__ = [
    "PARENT",
    "Doubt",
    "Draft",
    "Lexicon",
    "document",
    "doubts",
    "draft",
    "files",
    "give_way",
    "is_said",
    "limit",
    "review",
    "round_off",
    "schema_line",
    "shown",
    "unsettled",
    "without_changes",
    "without_column_of_changes",
]
