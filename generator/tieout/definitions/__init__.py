"""The YAML definitions: read, checked and resolved into frozen data."""

from tieout.definitions._elements import (
    OFFICIAL_PREFIXES,
    Element,
    figure_elements,
    is_official_name,
    official_elements,
    replaced_elements,
)
from tieout.definitions._yaml import Key
from tieout.definitions.before import folder_before
from tieout.definitions.captions import CLOSES, Captions, Use, filed_captions, plain, statement_code
from tieout.definitions.company import Breakdown, Bridge, Company, Vocabulary
from tieout.definitions.contact import ContactWords, ProseWords, load_contact
from tieout.definitions.drafting import (
    BrokenDown,
    Drafting,
    Kind,
    Wordings,
    base_vocabulary,
    check_draftable,
    draftable,
    languages,
    load_drafting,
)
from tieout.definitions.edit import Append, Change, Put, data_of, edited, entry_at
from tieout.definitions.editions import edition_files, forms_of, load_edition, load_form
from tieout.definitions.files import base_folder, editions_folder, shown_path
from tieout.definitions.identities import Identity, load_identities
from tieout.definitions.load import definitions_in, files_of, load_base, load_company, load_release, text_of
from tieout.definitions.models.drafting import Signal
from tieout.definitions.names import plain_name
from tieout.definitions.plausible import Plausible, load_plausible
from tieout.definitions.release import AcceptedException, Comment, ReleaseDefinition, Signed, StatedReading
from tieout.definitions.review import Open, Review, load_review
from tieout.definitions.rolls import Roll
from tieout.definitions.sureness import Sureness, load_sureness
from tieout.definitions.taxonomy import (
    Base,
    Concept,
    LabelRole,
    Layer,
    Line,
    Members,
    PrintedTable,
    Relation,
    Sentence,
    SentenceFigure,
    Statement,
    Sum,
    Term,
    TermAt,
    first_of,
)

__all__ = [
    "CLOSES",
    "OFFICIAL_PREFIXES",
    "AcceptedException",
    "Append",
    "Base",
    "Breakdown",
    "Bridge",
    "BrokenDown",
    "Captions",
    "Change",
    "Comment",
    "Company",
    "Concept",
    "ContactWords",
    "Drafting",
    "Element",
    "Identity",
    "Key",
    "Kind",
    "LabelRole",
    "Layer",
    "Line",
    "Members",
    "Open",
    "Plausible",
    "PrintedTable",
    "ProseWords",
    "Put",
    "Relation",
    "ReleaseDefinition",
    "Review",
    "Roll",
    "Sentence",
    "SentenceFigure",
    "Signal",
    "Signed",
    "StatedReading",
    "Statement",
    "Sum",
    "Sureness",
    "Term",
    "TermAt",
    "Use",
    "Vocabulary",
    "Wordings",
    "base_folder",
    "base_vocabulary",
    "check_draftable",
    "data_of",
    "definitions_in",
    "draftable",
    "edited",
    "edition_files",
    "editions_folder",
    "entry_at",
    "figure_elements",
    "filed_captions",
    "files_of",
    "first_of",
    "folder_before",
    "forms_of",
    "is_official_name",
    "languages",
    "load_base",
    "load_company",
    "load_contact",
    "load_drafting",
    "load_edition",
    "load_form",
    "load_identities",
    "load_plausible",
    "load_release",
    "load_review",
    "load_sureness",
    "official_elements",
    "plain",
    "plain_name",
    "replaced_elements",
    "shown_path",
    "statement_code",
    "text_of",
]
