"""Data of our own that ships with the program, as YAML."""

from importlib import resources
from typing import Any


def is_shipped(package: str, name: str) -> bool:
    """Whether a package has a file of this name."""
    return resources.files(package).joinpath(name).is_file()


def shipped(package: str, name: str) -> Any:
    """What the file `name` of a package holds."""
    # Here, since it takes longer to import than the command's help takes to be shown.
    import yaml  # noqa: PLC0415

    # The C loader is ten times as fast, and reads the same.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(resources.files(package).joinpath(name).read_bytes(), Loader=loader)  # noqa: S506 - both are safe
