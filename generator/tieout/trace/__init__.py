"""The trace: the outcome for every printed number."""

from tieout.trace.excused import Excuses
from tieout.trace.follow import coverage, set_aside, trace, uncovered
from tieout.trace.lacking import lacking
from tieout.trace.model import OUTCOMES, Outcome, Traced
from tieout.trace.scope import footnoted, of_prose, tables_alone

__all__ = [
    "OUTCOMES",
    "Excuses",
    "Outcome",
    "Traced",
    "coverage",
    "footnoted",
    "lacking",
    "of_prose",
    "set_aside",
    "tables_alone",
    "trace",
    "uncovered",
]
