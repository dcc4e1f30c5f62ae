"""How far each fact of a release that has been read is proven."""

from collections.abc import Collection

from tieout.pipeline import Read
from tieout.tie import GRADES, Graded
from tieout.tie import graded as graded_facts

__all__ = ["GRADES", "Graded", "graded"]


def graded(
    done: Read, said: Collection[str] = (), doubted: Collection[tuple[str, int]] = ()
) -> tuple[Graded, ...]:
    """The facts of a release with their grades; `said` and `doubted` are as in `tieout.tie`."""
    return graded_facts(done.facts, done.tied, said, doubted)
