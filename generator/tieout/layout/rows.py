"""Makes the rows of a table: joins broken captions, and finds headings above rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tieout.document import GridCell
from tieout.document.typography import is_mark
from tieout.language import Language
from tieout.layout.alignment import AlignedRow

_SET_APART = (" —", " –")


@dataclass(frozen=True, slots=True)
class CaptionedRow:
    """A row with its whole caption. `caption_line` and `caption_column` are where that begins.

    `line` is the line of its figures, `cells` are the cells beside the caption, by column. `unit` is its text
    in a column of units.
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
    """The rows below the headers, each with its caption; a caption that is broken over rows is joined.

    It goes on in the next row where that begins with a small letter or is the number of a note, or where it
    ends in the middle: an open bracket, or a word that asks for another. The amounts may stand in either row.
    Amounts without a caption below a heading belong to the heading.
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
    """Whether a row without figures is the first part of the next row's caption."""
    if not row.caption:
        return not row.heading and bool(before.caption)
    if not before.caption or before.caption.endswith(":"):
        return False
    if language.without_note(f"{before.caption} {row.caption}") == language.without_note(before.caption):
        return True  # only the number of a note stands beside the figures: `(Note 5)`
    small = _begins_small(row.caption) and not before.caption.isupper()
    # A dash set apart closes a heading, `Nutrition —`, as a colon does.
    return small or (_ends_open(before.caption, language) and not before.caption.endswith(_SET_APART))


def _ends(row: CaptionedRow, before: CaptionedRow, language: Language) -> bool:
    """Whether a row without figures is the last part of the caption of the row above, which has figures."""
    if before.heading or not before.caption or row.caption.endswith(":"):
        return False
    return row.caption[:1].islower() or _ends_open(before.caption, language)


def _begins_small(caption: str) -> bool:
    """Whether a caption begins with a small letter, possibly in a bracket: `(loss) per share`."""
    inner = caption.lstrip("([")
    return inner[:1].islower() and not is_mark(caption.split(maxsplit=1)[0])


def _ends_open(caption: str, language: Language) -> bool:
    if caption.count("(") > caption.count(")"):
        return True
    return caption.endswith((",", ";", "-", "—", "–")) or language.asks_for_more(caption)


def headings_above(rows: Sequence[CaptionedRow], language: Language) -> Iterator[tuple[str, ...]]:
    """For each row the headings that it stands under, the outermost first.

    A heading ends the headings of its own level and below: capitals rank above small letters, a smaller
    indent above a larger. A total ends the last heading, also one without a caption. A row whose caption ends
    in an amount, `Shares in treasury: 394,787,951`, is no heading.
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
