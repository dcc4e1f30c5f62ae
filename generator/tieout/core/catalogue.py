"""What the codes of findings mean, in plain words: `codes.yaml` lists them."""

from functools import cache
from importlib import resources
from typing import NamedTuple


class Meaning(NamedTuple):
    """What a code says is so, and what is to be done, whatever it is found in."""

    means: str
    mend: str


def meaning(code: str) -> Meaning:
    """The meaning of a finding's code, or of the beginning of it that is known."""
    return next(found for beginning, found in _catalogue().items() if code.startswith(beginning))


@cache
def _catalogue() -> dict[str, Meaning]:
    # Here, since it takes longer to import than the command's help takes to be shown.
    import yaml  # noqa: PLC0415

    text = resources.files("tieout.core").joinpath("codes.yaml").read_text(encoding="utf-8")
    return {beginning: Meaning(**entry) for beginning, entry in yaml.safe_load(text)["codes"].items()}
