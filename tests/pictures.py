"""Draws the pictures of README and docs/ from the pages that are committed: `make pictures`.

Each picture keeps what it was drawn from, as text in its own file: the name of the page and its SHA-256, by
which a test sees that it is not of an earlier one.
"""

import hashlib
import struct
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

from browser_helpers import chromium

ROOT = Path(__file__).resolve().parents[1]
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"Source"
# The first chunk, the picture's head, ends here: 8 bytes of signature, 25 of chunk.
_BEHIND_HEAD = 33


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: the page that it shows, the place in it, and how large the window is, in pixels."""

    name: str
    page: str
    at: str
    width: int
    height: int

    @property
    def source(self) -> str:
        """What it has to be drawn from: the page's name, a blank, its SHA-256."""
        return f"{self.page} {hashlib.sha256((ROOT / self.page).read_bytes()).hexdigest()}"


PICTURES = (
    Picture(
        "docs/page.png",
        "instances/iij-2018q1/xbrl/index.html",
        "OperatingIncomeLoss_D20180401-20180630",
        1280,
        820,
    ),
)


def drawn_from(picture: Path) -> str:
    """What a picture says it was drawn from; nothing where it does not say."""
    data = picture.read_bytes()
    at = len(_SIGNATURE)
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        if kind == b"tEXt":
            keyword, _, text = data[at + 8 : at + 8 + length].partition(b"\0")
            if keyword == _KEYWORD:
                return text.decode("latin-1")
        at += length + 12
    return ""


def with_source(png: bytes, source: str) -> bytes:
    """A picture that says what it was drawn from: a chunk of text behind its head (PNG, 11.3.4.3)."""
    content = b"tEXt" + _KEYWORD + b"\0" + source.encode("latin-1")
    chunk = struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
    return png[:_BEHIND_HEAD] + chunk + png[_BEHIND_HEAD:]


def draw() -> None:
    """Draws every picture anew."""
    with chromium() as browser:
        for picture in PICTURES:
            page = browser.new_page(viewport={"width": picture.width, "height": picture.height})
            page.goto(f"{(ROOT / picture.page).as_uri()}#{picture.at}")
            page.wait_for_selector("#told h2")
            page.wait_for_timeout(500)
            (ROOT / picture.name).write_bytes(with_source(page.screenshot(), picture.source))
            page.close()


if __name__ == "__main__":
    sys.exit(draw())
