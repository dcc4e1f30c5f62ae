"""Tie-out: every total against its parts, every repeat against its figure."""

from tieout.tie.cover import Loose, loose, unrelated
from tieout.tie.equation import Equation, Term, equation, shortened
from tieout.tie.model import Accepted, Check, Note, Tied
from tieout.tie.never import NEVER_COMPARED
from tieout.tie.out import tie_out
from tieout.tie.tried import Tried, tried

__all__ = [
    "NEVER_COMPARED",
    "Accepted",
    "Check",
    "Equation",
    "Loose",
    "Note",
    "Term",
    "Tied",
    "Tried",
    "equation",
    "loose",
    "shortened",
    "tie_out",
    "tried",
    "unrelated",
]
