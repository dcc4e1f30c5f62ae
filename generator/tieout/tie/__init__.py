"""Tie-out: every total against its parts, every repeat against its figure."""

from tieout.tie.cover import Loose, loose, unrelated
from tieout.tie.equation import Equation, Proven, Term, equation, proven, shortened
from tieout.tie.grades import GRADES, Grade, Graded, graded
from tieout.tie.model import Accepted, Check, Note, Tied
from tieout.tie.out import tie_out
from tieout.tie.tried import Tried, tried

__all__ = [
    "GRADES",
    "Accepted",
    "Check",
    "Equation",
    "Grade",
    "Graded",
    "Loose",
    "Note",
    "Proven",
    "Term",
    "Tied",
    "Tried",
    "equation",
    "graded",
    "loose",
    "proven",
    "shortened",
    "tie_out",
    "tried",
    "unrelated",
]
