"""What a figure of the prose may repeat."""

from dataclasses import dataclass
from decimal import Decimal

from tieout.contact.prose.model import As
from tieout.facts import Fact

TELLING, CERTAIN = 3, 4
"""A figure of so many digits is hardly another amount by chance; or not at all."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a figure may repeat: the facts that make it, the `value` that they make, and whether it fits.

    `longest` is how many words its name has, `rest` how many of the sentence's nothing explains, and `known`
    are all that is known of it. `stray`
    is whether there are such words behind it, `lent` whether the name needs words of a heading or of the
    sentence before, and `apart` whether the heading is of another part.
    """

    facts: tuple[Fact, ...]
    as_: As
    fits: bool
    value: Decimal
    longest: int
    rest: int = 0
    known: frozenset[str] = frozenset()
    stray: bool = False
    lent: bool = False
    apart: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The facts by id."""
        return tuple(fact.id for fact in self.facts)
