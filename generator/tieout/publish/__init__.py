"""Publishing: a report appears in its place whole, or not at all."""

from tieout.publish.staging import MANIFEST, Staging

__all__ = ["MANIFEST", "Staging"]
