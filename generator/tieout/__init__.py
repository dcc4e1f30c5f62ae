"""tieout: an earnings release becomes XBRL in which every number ties.

>>> import tieout
>>> report = tieout.read("release.htm")
>>> report.to_pandas()

`read`, `write_draft`, `build`, `validate` and `explain` are the library; `tieout.api` documents them.
"""

from typing import Any

__version__ = "0.1.0"
__all__ = [
    "Explained",
    "Fact",
    "Finding",
    "Given",
    "InputError",
    "Place",
    "Relation",
    "Report",
    "Statement",
    "build",
    "explain",
    "read",
    "validate",
    "write_draft",
]


def __getattr__(name: str) -> Any:
    """What the library offers, imported when it is first asked for: the command line starts without it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module("tieout.api"), name)
