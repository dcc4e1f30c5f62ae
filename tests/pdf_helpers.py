"""PDFs of our own: texts where they are put, and releases set as pages."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from office_helpers import blocks

SIZE = (612, 792)
PLAIN, BOLD = "Helvetica", "Helvetica-Bold"


class Paper:
    """Pages that texts are put on, in points from the upper left corner."""

    def __init__(self, *, size: tuple[float, float] = SIZE, password: str = "", packed: bool = True) -> None:
        self._done = io.BytesIO()
        lock = StandardEncryption(password) if password else None
        self.high = size[1]
        self.canvas: Any = Canvas(
            self._done, pagesize=size, invariant=1, encrypt=lock, pageCompression=int(packed)
        )

    def put(self, left: float, base: float, text: str, size: float = 10, font: str = PLAIN) -> None:
        """A text that begins at a place."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(left, self.high - base, text)

    def end(self, right: float, base: float, text: str, size: float = 10, font: str = PLAIN) -> None:
        """A text that ends at a place."""
        self.put(right - stringWidth(text, font, size), base, text, size, font)

    def middle(self, at: float, base: float, text: str, size: float = 10, font: str = PLAIN) -> None:
        """A text around a place."""
        self.put(at - stringWidth(text, font, size) / 2, base, text, size, font)

    def row(self, base: float, label: str, *figures: str, at: Iterable[float] = (400, 500)) -> None:
        """A label, and figures that end below each other."""
        self.put(72, base, label)
        for right, figure in zip(at, figures, strict=False):
            if figure:
                self.end(right, base, figure)

    def rule(self, left: float, right: float, at: float) -> None:
        """A thin line."""
        self.canvas.line(left, self.high - at, right, self.high - at)

    def page(self) -> None:
        """Ends a page."""
        self.canvas.showPage()

    def data(self) -> bytes:
        """The file."""
        self.canvas.save()
        return self._done.getvalue()


def as_pdf(text: str, path: Path, *, packed: bool = True) -> Path:
    """A PDF of a text with tabs: prose broken into lines, tables with their figures at the right."""
    width = max(line.count("\t") for line in text.splitlines())
    at = [390.0 + 170 * number for number in range(width)]
    paper = Paper(size=(at[-1] + 52, SIZE[1]), packed=packed)
    base = 72.0
    for block in blocks(text):
        # The heads of a table stand on the page of its first rows.
        if base > 600 and len(block) > 1:
            paper.page()
            base = 72.0
        for line in block:
            cells = line.split("\t")
            wide = 240 if len(cells) > 1 else at[-1] - 80
            broken = [_broken(cell, 150 if number else wide) for number, cell in enumerate(cells)]
            high = max(map(len, broken))
            for number, lines in enumerate(broken):
                for up, part in enumerate(reversed(lines)):
                    put = paper.end if number else paper.put
                    put(at[number - 1] if number else 72, base + 12 * (high - 1 - up), part)
            base += 12 * high + (4 if len(cells) > 1 else 0)
            if base > 720:
                paper.page()
                base = 72.0
        base += 16
    path.write_bytes(paper.data())
    return path


def _broken(text: str, width: float) -> list[str]:
    """A text in lines of a width at most."""
    lines = [""]
    for word in text.split():
        if lines[-1] and stringWidth(f"{lines[-1]} {word}", PLAIN, 10) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
