"""Statements resolved: names to concepts, nesting to a flat list of lines, totals to weighted sums."""

from tieout.definitions._statements.checks import false_alarms
from tieout.definitions._statements.derived import Derivations, kinds_of
from tieout.definitions._statements.resolve import StatementResolver
from tieout.definitions._statements.scope import finding, nearest

__all__ = ["Derivations", "StatementResolver", "false_alarms", "finding", "kinds_of", "nearest"]
