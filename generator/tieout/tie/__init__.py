"""Tie-out: every total against its parts, every repeat against its figure."""

from tieout.tie.cover import Loose, loose, unrelated
from tieout.tie.equation import Equation, Proven, Term, equation, proven, shortened
from tieout.tie.model import Accepted, Check, Note, Tied
from tieout.tie.never import NEVER_COMPARED
from tieout.tie.out import tie_out

__all__ = [
    "NEVER_COMPARED",
    "Accepted",
    "Check",
    "Equation",
    "Loose",
    "Note",
    "Proven",
    "Term",
    "Tied",
    "equation",
    "loose",
    "proven",
    "shortened",
    "tie_out",
    "unrelated",
]
