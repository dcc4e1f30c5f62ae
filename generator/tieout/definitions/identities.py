"""The identities of the base layer: equations between concepts that hold in any release."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from tieout.definitions import models
from tieout.definitions.files import base_folder, read_model


@dataclass(frozen=True, slots=True)
class Identity:
    """An equation: the weighted parts make the result, divided by `per` if there is one.

    With an `opening` balance, the parts are added to it, and the result is the balance at the end. All are
    names of concepts.
    """

    result: str
    parts: tuple[tuple[str, int], ...]
    opening: str | None = None
    per: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all its concepts, the result first."""
        rest = (name for name in (self.opening, self.per) if name is not None)
        return (self.result, *(name for name, _ in self.parts), *rest)


@cache
def load_identities() -> tuple[tuple[Identity, ...], ...]:
    """The identities; for each, all its variants, the preferred one first."""
    _, file = read_model(base_folder() / "identities.yaml", models.IdentitiesFile)
    return tuple(tuple(_ways(model, file.any_of)) for model in file.identities)


def _ways(model: models.IdentityModel, any_of: Mapping[str, list[str]]) -> Iterator[Identity]:
    """An identity with each choice of concepts, with or without parts that not every company prints."""
    terms = [model.result, *model.parts, *((model.per,) if model.per else ())]
    for chosen in product(*(any_of.get(name, [name]) for name in terms)):
        names = dict(zip(terms, chosen, strict=True))
        parts = tuple((names[name], weight) for name, weight in model.parts.items())
        # A balance closes as what it opened as.
        opening = names[model.result] if model.opening else None
        per = names[model.per] if model.per else None
        for extra in _extras(model.printed, any_of):
            yield Identity(names[model.result], (*parts, *extra), opening, per)


def _extras(
    printed: Mapping[str, int], any_of: Mapping[str, list[str]]
) -> Iterator[tuple[tuple[str, int], ...]]:
    """Every choice of optional parts, the longest first."""
    options = [
        [*((name, weight) for name in any_of.get(key, [key])), None] for key, weight in printed.items()
    ]
    for chosen in product(*options):
        yield tuple(one for one in chosen if one is not None)
