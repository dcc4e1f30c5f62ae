"""tieout: an earnings release becomes XBRL in which every number ties.

>>> import tieout
>>> report = tieout.read("release.htm")
>>> report.to_pandas()

`read`, `write_draft`, `build`, `validate` and `explain` are the library; `tieout.api` documents them.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # One list of names, in tieout.api: whoever checks types sees them here.
    from tieout.api import *  # noqa: F403

    __version__: str


def __getattr__(name: str) -> Any:
    """What the library offers, imported when it is first asked for: the command line starts without it.

    Until the command has begun, Ctrl-C ends in a traceback of Python's own: so nothing is read before.
    """
    if name == "__version__":
        return import_module(f"{__name__}.core.version").VERSION
    if name == "__all__" or not (name.startswith("__") or find_spec(f"{__name__}.{name}")):
        api = import_module(f"{__name__}.api")
        if name == "__all__":
            return api.__all__
        if name in api.__all__:
            return getattr(api, name)
    # Packages of its own are found by the import that asks for them.
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """The names that the library offers."""
    return sorted((*globals(), *__getattr__("__all__")))
