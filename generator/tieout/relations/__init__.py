"""The relations of a company's statements, bound to the periods and members that a release reports."""

from tieout.relations.bind import bind
from tieout.relations.model import (
    Bound,
    Interval,
    Key,
    evaluate,
    figures_of,
    holds,
    index_of,
    interval,
    key_of,
    printings_of,
    solve,
)

__all__ = [
    "Bound",
    "Interval",
    "Key",
    "bind",
    "evaluate",
    "figures_of",
    "holds",
    "index_of",
    "interval",
    "key_of",
    "printings_of",
    "solve",
]
