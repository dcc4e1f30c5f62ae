"""Texts of an edition's data with names in braces, such as `{published}`, and what stands for them."""

import re
from collections.abc import Mapping

_NAMED = re.compile(r"\{([a-z-]+)\}")


class UnknownNameError(ValueError):
    """A text has a name in braces that nothing stands for."""


def filled(text: str, names: Mapping[str, str]) -> str:
    """A text with what `names` has for each name in braces. Raises UnknownNameError where one has nothing."""

    def named(match: re.Match[str]) -> str:
        if match[1] not in names:
            raise UnknownNameError(f"{match[0]} is none of the names {', '.join(sorted(names))}")
        return names[match[1]]

    return _NAMED.sub(named, text)
