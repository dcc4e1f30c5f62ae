"""Tie-out: every total against its parts, every repeat against its figure."""

from tieout.tie.cover import Loose, loose, unrelated
from tieout.tie.model import Accepted, Check, Note, Tied
from tieout.tie.out import tie_out

__all__ = ["Accepted", "Check", "Loose", "Note", "Tied", "loose", "tie_out", "unrelated"]
