"""The trace: every printed number and what became of it."""

from tieout.trace.follow import coverage, trace, uncovered
from tieout.trace.model import Outcome, Traced

__all__ = ["Outcome", "Traced", "coverage", "trace", "uncovered"]
