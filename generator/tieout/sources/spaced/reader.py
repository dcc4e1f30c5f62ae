"""Text set with spaces as a source."""

from itertools import islice

from tieout.document import Document
from tieout.sources.characters import decoded_markup, decoded_text, lines_of, without_controls
from tieout.sources.file import other_format
from tieout.sources.sgml import has_marks, marked_tables, without_marks
from tieout.sources.spaced.chunks import line_of
from tieout.sources.spaced.tables import spaced_grids

# So many lines that are set as rows make a text one with tables of spaces.
_ROWS = 2
# The end of a page, and the end of a file as DOS had it.
_NO_TEXT = str.maketrans("\f\x1a", "  ")


class SpacedText:
    """Recognised by EDGAR's marks, or by having more rows set with spaces than lines with tabs."""

    def sniff(self, data: bytes) -> bool:
        """Whether the file is text with tables set with spaces."""
        if other_format(data):
            return False
        text = decoded_markup(data)
        if has_marks(text):
            return True
        lines = text.split("\n")
        enough = max(_ROWS, 1 + sum("\t" in line.strip() for line in lines))
        rows = (line for line in lines if "  " in line and line_of(line).is_row)
        return sum(1 for _ in islice(rows, enough)) == enough

    def read(self, data: bytes, shown: str) -> Document:
        """The document. EDGAR's marks are replaced by spaces; its lines are the file's own."""
        text = decoded_markup(data) if has_marks(decoded_markup(data)) else decoded_text(data, shown)
        text = without_controls(text.translate(_NO_TEXT), shown)
        marked = marked_tables(lines_of(text, shown))
        lines = lines_of(without_marks(text), shown)
        return Document(shown, tuple(lines), tuple(spaced_grids(lines, marked)))
