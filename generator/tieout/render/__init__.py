"""Facts and definitions rendered into files, by templates that a reviewer can read."""

from tieout.render.files import (
    DEFAULT_FORMATS,
    EXCEPTIONS,
    FORMATS,
    INLINE,
    REPORT_PACKAGES,
    REPORTS,
    TAXONOMY,
    Rendered,
    need,
    render_instance,
    render_package,
    render_report,
    render_signoff,
    render_stand_in,
    render_taxonomy,
    render_workbook,
)
from tieout.render.in_place_view import is_page
from tieout.render.labels import Labels
from tieout.render.signoff_view import SignOff
from tieout.render.stand_in_view import Element, Official

__all__ = [
    "DEFAULT_FORMATS",
    "EXCEPTIONS",
    "FORMATS",
    "INLINE",
    "REPORTS",
    "REPORT_PACKAGES",
    "TAXONOMY",
    "Element",
    "Labels",
    "Official",
    "Rendered",
    "SignOff",
    "is_page",
    "need",
    "render_instance",
    "render_package",
    "render_report",
    "render_signoff",
    "render_stand_in",
    "render_taxonomy",
    "render_workbook",
]
