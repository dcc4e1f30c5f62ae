"""The rows of a table: captions that are broken, headings above rows, totals without a caption."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tieout.document import GridCell
from tieout.document.typography import is_mark
from tieout.language import Language
from tieout.layout.alignment import AlignedRow


@dataclass(frozen=True, slots=True)
class CaptionedRow:
    """A row with its whole caption. `caption_line` and `caption_column` are where that begins.

    `line` is the line of its figures, `cells` are those beside the caption, by column. `unit` is what a
    column of units says of it.
    """

    caption: str
    line: int
    column: int
    cells: tuple[GridCell | None, ...]
    indent: int = 0
    ruled: bool = False
    unit: str = ""

    @property
    def heading(self) -> bool:
        """Whether nothing is printed beside the caption."""
        return not any(cell is not None for cell in self.cells)


def captioned(body: Sequence[AlignedRow], language: Language) -> list[CaptionedRow]:
    """The rows below the headers, each with its caption; what is broken over two rows is put together.

    A caption goes on in the next row where it begins there with a small letter or is the number of a note, or
    ends here in the middle: a bracket open, a word that asks for another. The amounts stand beside either
    row. Amounts without a caption below a heading are the heading's.
    """
    rows: list[CaptionedRow] = []
    for aligned in body:
        row = _row(aligned)
        before = rows[-1] if rows else None
        if before is not None and before.heading and _goes_on(before, row, language):
            rows[-1] = replace(row, caption=f"{before.caption} {row.caption}".strip(), indent=before.indent)
        elif before is not None and row.heading and _ends(row, before, language):
            rows[-1] = replace(before, caption=f"{before.caption} {row.caption}")
        else:
            rows.append(row)
    return [replace(row, caption=language.without_note(row.caption)) for row in rows]


def _row(aligned: AlignedRow) -> CaptionedRow:
    stub = aligned.stub
    ruled = any(cell.ruled for cell in aligned.others)
    if stub is None:
        return CaptionedRow("", aligned.line, 1, aligned.cells[1:], ruled=ruled)
    caption = " ".join(stub.text.split())
    return CaptionedRow(caption, aligned.line, stub.column, aligned.cells[1:], stub.indent, ruled)


def _goes_on(before: CaptionedRow, row: CaptionedRow, language: Language) -> bool:
    """Whether a row without figures is only the begin of the next one's caption."""
    if not row.caption:
        return not row.heading and bool(before.caption)
    if not before.caption or before.caption.endswith(":"):
        return False
    if language.without_note(f"{before.caption} {row.caption}") == language.without_note(before.caption):
        return True  # only the number of a note stands beside the figures: `(Note 5)`
    small = _begins_small(row.caption) and not before.caption.isupper()
    return small or _ends_open(before.caption, language)


def _ends(row: CaptionedRow, before: CaptionedRow, language: Language) -> bool:
    """Whether a row without figures is the end of the caption of the row with figures above it."""
    if before.heading or not before.caption or row.caption.endswith(":"):
        return False
    return row.caption[:1].islower() or _ends_open(before.caption, language)


def _begins_small(caption: str) -> bool:
    """Whether a caption begins with a small letter, in a bracket perhaps: `(loss) per share`."""
    inner = caption.lstrip("([")
    return inner[:1].islower() and not is_mark(caption.split(maxsplit=1)[0])


def _ends_open(caption: str, language: Language) -> bool:
    if caption.count("(") > caption.count(")"):
        return True
    return caption.endswith((",", ";", "-", "—", "–")) or language.asks_for_more(caption)


def headings_above(rows: Sequence[CaptionedRow], language: Language) -> Iterator[tuple[str, ...]]:
    """For each row the headings that it stands under, outermost first.

    A heading among rows closes those of its own kind and below: capitals stand above small letters, a lesser
    indent above a greater. A total closes the last heading, also one without a caption. A row whose caption
    ends in an amount, `Shares in treasury: 394,787,951`, says that of itself alone.
    """
    under: list[CaptionedRow] = []
    after_heading = False
    for row in rows:
        heading = row.heading and not _ends_in_amount(row.caption, language)
        if heading and not after_heading:
            while under and not _stands_above(under[-1], row):
                under.pop()
        yield tuple(one.caption for one in under)
        if heading:
            under.append(row)
        elif under and (not row.caption or language.is_total(row.caption)):
            under.pop()
        after_heading = heading


def _ends_in_amount(caption: str, language: Language) -> bool:
    groups = language.amounts_in(caption) if caption[-1:].isdigit() else ()
    return bool(groups) and groups[-1].end == len(caption)


def _stands_above(heading: CaptionedRow, other: CaptionedRow) -> bool:
    if heading.indent != other.indent:
        return heading.indent < other.indent
    return heading.caption.isupper() and not other.caption.isupper()
