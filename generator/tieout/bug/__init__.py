"""A bundle for a report of a fault: what was found and how the document is built, without what it says.

Figures before publication are secrets, and so may be names. Every figure is replaced by drawn digits, every
word that is not the program's own by drawn letters; what a fault depends on stays: forms, places, the words
that the program knows.
"""

from tieout.bug.bundle import Bundle, bundle_of, write

__all__ = ["Bundle", "bundle_of", "write"]
