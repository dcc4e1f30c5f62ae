"""Publishing: a report appears in its place completely, or not at all."""

from tieout.publish.editions import Added, add_edition
from tieout.publish.exchange import put
from tieout.publish.manifest import MANIFEST, altered
from tieout.publish.packages import add_package, add_report_packages
from tieout.publish.staging import Staging, write_archive, write_beside

__all__ = [
    "MANIFEST",
    "Added",
    "Staging",
    "add_edition",
    "add_package",
    "add_report_packages",
    "altered",
    "put",
    "write_archive",
    "write_beside",
]
