"""The rules of the SEC's EDGAR Filer Manual (volume II, chapter 6) that can be checked on files alone.

They need neither Arelle nor the official taxonomies, so that a report for the SEC is checked wherever it is
made. Arelle checks the rest where the taxonomies are available. Messages name the section.
"""

from collections.abc import Iterator
from pathlib import Path

from tieout.validate.edgar.filing import Filing, UnreadableError
from tieout.validate.edgar.instance import instance_rules
from tieout.validate.edgar.linkbases import linkbase_rules
from tieout.validate.edgar.schema import schema_rules
from tieout.validate.model import Message


def is_for_edgar(path: Path) -> bool:
    """Whether a file is an XBRL instance with an SEC cover, so that the manual applies.

    What EDGAR itself takes out of an inline report, `NAME_htm.xml`, no filer has made.
    """
    if path.name.endswith("_htm.xml") or path.suffix != ".xml" or not path.is_file():
        return False
    try:
        return Filing(path).for_edgar
    except UnreadableError:
        return False


def edgar(path: Path) -> Iterator[Message]:
    """A message for each breach of the manual by an instance and the files beside it."""
    try:
        filing = Filing(path)
        yield from instance_rules(filing)
        yield from schema_rules(filing)
        yield from linkbase_rules(filing)
    except UnreadableError as error:
        yield Message("ERROR", "edgar.unreadable", str(error), file=error.file)


__all__ = ["edgar", "is_for_edgar"]
