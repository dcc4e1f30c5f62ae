"""Publishing: a report appears in its place whole, or not at all."""

from tieout.publish.exchange import put
from tieout.publish.manifest import MANIFEST, altered
from tieout.publish.staging import Staging, write_archive, write_beside

__all__ = ["MANIFEST", "Staging", "altered", "put", "write_archive", "write_beside"]
