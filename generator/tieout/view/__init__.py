"""The interactive viewer of a published report, made from its inline report, and written or served."""

from tieout.view.make import INDEX, Viewer, check_target, inline_report, make_viewer, save_viewer
from tieout.view.serve import media_type, open_browser, serve

__all__ = [
    "INDEX",
    "Viewer",
    "check_target",
    "inline_report",
    "make_viewer",
    "media_type",
    "open_browser",
    "save_viewer",
    "serve",
]
