"""Facts and definitions rendered into files, by templates that a reviewer can read."""

from tieout.render.files import (
    DEFAULT_FORMATS,
    FORMATS,
    Rendered,
    render_instance,
    render_package,
    render_report,
    render_taxonomy,
)

__all__ = [
    "DEFAULT_FORMATS",
    "FORMATS",
    "Rendered",
    "render_instance",
    "render_package",
    "render_report",
    "render_taxonomy",
]
