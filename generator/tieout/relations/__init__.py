"""The relations of a company's statements, bound to the periods and members that a release reports."""

from tieout.relations.bind import bind
from tieout.relations.model import Bound, Interval, Key, evaluate, holds, interval, key_of, solve

__all__ = ["Bound", "Interval", "Key", "bind", "evaluate", "holds", "interval", "key_of", "solve"]
