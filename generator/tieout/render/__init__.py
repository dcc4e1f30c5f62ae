"""Facts and definitions rendered into files, by templates that a reviewer can read."""

from tieout.render.files import Rendered, render_instance, render_package, render_report, render_taxonomy

__all__ = ["Rendered", "render_instance", "render_package", "render_report", "render_taxonomy"]
