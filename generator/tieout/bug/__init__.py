"""A bundle for a bug report: findings and the document's structure, without its content.

Figures before publication are secrets, and names may be. Every figure is replaced by random digits, every
word that is not the program's own by random letters. What faults depend on stays: forms, places, and words
that the program knows.
"""

from tieout.bug.bundle import Bundle, bundle_of, write

__all__ = ["Bundle", "bundle_of", "write"]
