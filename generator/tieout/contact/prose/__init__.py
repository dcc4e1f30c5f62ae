"""Ties the figures in the prose of a release to the facts of its tables, without sentence patterns."""

from tieout.contact.prose.model import NO_PROSE, Prose, Tie, Unread
from tieout.contact.prose.read import ProseReader

__all__ = ["NO_PROSE", "Prose", "ProseReader", "Tie", "Unread"]
