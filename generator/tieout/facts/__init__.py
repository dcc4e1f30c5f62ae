"""The facts of a release: each once, with every cell that prints it."""

from tieout.facts.build import build_facts
from tieout.facts.model import Context, Fact, FactSet, Repeat, Unit

__all__ = ["Context", "Fact", "FactSet", "Repeat", "Unit", "build_facts"]
