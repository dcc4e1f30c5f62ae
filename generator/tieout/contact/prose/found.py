"""A possible reading of a figure in the prose."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.contact.prose.model import As
from tieout.core import consistent
from tieout.facts import Fact

TELLING, CERTAIN = 3, 4
"""A figure of so many digits is hardly another amount by chance; or not at all."""


@dataclass(frozen=True, slots=True)
class Found:
    """A possible reading of a figure: its facts, the `value` that they make, and whether the figure fits it.

    `longest` is the number of words in its name, `known` all words that explain it, and `rest` the number of
    the sentence's words that nothing explains. `stray`: such words stand behind the figure. `lent`: the name
    needs words of a heading or an earlier sentence. `apart`: the heading is of another part.
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
        """The ids of its facts."""
        return tuple(fact.id for fact in self.facts)


def best(fitting: Sequence[Found]) -> Found | None:
    """The reading with the fewest unexplained words and the longest name, if it can be without words from
    elsewhere; None where two are equally good.

    Where one amount is printed in millions and in thousands, the more precise one is taken.
    """
    least = min((f.rest, f.lent, -f.longest) for f in fitting)
    best = [f for f in fitting if (f.rest, f.lent, -f.longest) == least]
    first = max(best, key=lambda f: _decimals(f.facts[0]))
    return first if all(_is_alike(first, other) for other in best) else None


def _is_alike(one: Found, other: Found) -> bool:
    """Whether two readings are of the same amounts, as far as their digits go."""
    pairs = zip(one.facts, other.facts, strict=False)
    return len(one.facts) == len(other.facts) and all(
        a.figure is not None and b.figure is not None and consistent(a.figure, b.figure) for a, b in pairs
    )


def _decimals(fact: Fact) -> int:
    return fact.figure.decimals if fact.figure is not None else 0
