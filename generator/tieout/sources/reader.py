"""The interface of a source: every format has a class for it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from tieout.core import Finding, InputError, Place
from tieout.document import Document

if TYPE_CHECKING:
    from tieout.sources.html import Page


class Reader(Protocol):
    """Reads one format. Add a format: a module with such a class, and a line in `sources.READERS`.

    A reader knows typography alone (cells, spans, signs, brackets, raised marks, rules, indentation): no
    company and no words, so that what is read does not depend on who printed it or in which language.
    """

    def sniff(self, data: bytes) -> bool:
        """Whether the file is of this format, by what it holds: its name does not matter."""
        ...

    def read(self, data: bytes, shown: str) -> Document:
        """The document. `shown` is the file's name in messages; raises InputError where it is unusable."""
        ...


class Paged(Reader, Protocol):
    """A reader of a format that is a web page or is made into one: the report is tagged on that page."""

    def page(self, data: bytes, shown: str) -> "Page":
        """The whole page; the document's sources name its elements by path."""
        ...


class Drawn(Reader, Protocol):
    """A reader of a format with drawn pages: a place in it can be shown as a picture."""

    def cuts(self, data: bytes, rows: Sequence[Sequence[str]]) -> tuple[bytes | None, ...]:
        """For each row of places, as the document's sources name them,
        a picture (PNG); None where there is none.
        """
        ...


def refused(place: Place, code: str, message: str, mend: str) -> InputError:
    """The error for a file that is refused; its code is `input.` followed by `code`."""
    return InputError(Finding(f"input.{code}", message, mend, (place,)))
