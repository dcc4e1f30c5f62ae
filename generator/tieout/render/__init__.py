"""Facts and definitions rendered into files, by templates that a reviewer can read."""

from tieout.render.files import (
    ALIGNMENT,
    DEFAULT_FORMATS,
    EXCEPTIONS,
    FORMATS,
    INLINE,
    REPORT_PACKAGES,
    REPORTS,
    SIGN_OFF,
    TAXONOMY,
    Rendered,
    base_package,
    need,
    render_alignment_package,
    render_base,
    render_instance,
    render_package,
    render_report,
    render_signoff,
    render_stand_in,
    render_taxonomy,
    render_workbook,
    templated,
)
from tieout.render.labels import Labels
from tieout.render.layout import ASSERTIONS
from tieout.render.picture_view import Row
from tieout.render.proof import InEdition, SignOff, Status, Texts, digest_of, words
from tieout.render.quarters import render_quarters
from tieout.render.series import Series, plain_amount, render_series
from tieout.render.stand_in_view import Element, Official
from tieout.render.tables import write_csv_for_people

__all__ = [
    "ALIGNMENT",
    "ASSERTIONS",
    "DEFAULT_FORMATS",
    "EXCEPTIONS",
    "FORMATS",
    "INLINE",
    "REPORTS",
    "REPORT_PACKAGES",
    "SIGN_OFF",
    "TAXONOMY",
    "Element",
    "InEdition",
    "Labels",
    "Official",
    "Rendered",
    "Row",
    "Series",
    "SignOff",
    "Status",
    "Texts",
    "base_package",
    "digest_of",
    "need",
    "plain_amount",
    "render_alignment_package",
    "render_base",
    "render_instance",
    "render_package",
    "render_quarters",
    "render_report",
    "render_series",
    "render_signoff",
    "render_stand_in",
    "render_taxonomy",
    "render_workbook",
    "templated",
    "words",
    "write_csv_for_people",
]
