"""Libraries that come with an extra of the package, as in `pip install "tieout[dataset]"`."""

from importlib import import_module
from typing import Any

from tieout.core.findings import Finding, InputError


def library(name: str, extra: str) -> Any:
    """The library of this name. Raises InputError, which names the extra, where it is not installed."""
    try:
        return import_module(name)
    except ImportError:
        what = f"this needs {name}, which is not installed"
        raise InputError(Finding("input.package", what, f'Run pip install "tieout[{extra}]".')) from None
