"""Proves figures that cannot be read: a damaged cell gets the only figure that arithmetic allows, or none."""

from tieout.recover.model import Recovered, Recovery
from tieout.recover.prove import recover
from tieout.recover.unsure import unsure_of

__all__ = ["Recovered", "Recovery", "recover", "unsure_of"]
