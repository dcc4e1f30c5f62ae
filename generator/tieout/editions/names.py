"""Fills names in braces, such as `{published}`, into texts of an edition's data."""

import re
from collections.abc import Mapping

_NAMED = re.compile(r"\{([a-z-]+)\}")


class UnknownNameError(ValueError):
    """Raised for a name in braces that has no value."""


def filled(text: str, names: Mapping[str, str]) -> str:
    """A text with each name in braces replaced by its value in `names`. Raises UnknownNameError."""

    def named(match: re.Match[str]) -> str:
        if match[1] not in names:
            raise UnknownNameError(f"{match[0]} is none of the names {', '.join(sorted(names))}")
        return names[match[1]]

    return _NAMED.sub(named, text)
