"""The prose of a release, tied to the facts of its tables without patterns."""

from tieout.contact.prose.model import NO_PROSE, Prose, Tie, Unread
from tieout.contact.prose.read import ProseReader

__all__ = ["NO_PROSE", "Prose", "ProseReader", "Tie", "Unread"]
