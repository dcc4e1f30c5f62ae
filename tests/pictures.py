"""Draws the pictures of README and docs/ from the pages that are committed: `make pictures`.

Each picture keeps what it was drawn from, as text in its own file: the name of the page and the SHA-256 of it
and of what draws it, by which a test sees that it is not of an earlier one. A picture of a page that is
worked in is of a draft of a release that is committed.
"""

import hashlib
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from browser_helpers import chromium
from tieout import write_draft

ROOT = Path(__file__).resolve().parents[1]
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"Source"
# The first chunk, the picture's head, ends here: 8 bytes of signature, 25 of chunk.
_BEHIND_HEAD = 33


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: the page that it shows, the place in it, and how large the window is, in pixels.

    One with `acts` is of the page of a draft of that release, where `at` is run: each is pressed there, in
    this order.
    """

    name: str
    page: str
    at: str
    width: int
    height: int
    acts: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """What it has to be drawn from: the page's name, a blank, the SHA-256."""
        parts = (self.page, *(_DRAWN_BY if self.acts else ()))
        content = b"".join((ROOT / part).read_bytes() for part in parts)
        return f"{self.page} {hashlib.sha256(content).hexdigest()}"


# What a page that is worked in is drawn by.
_DRAWN_BY = tuple(
    f"generator/tieout/{name}"
    for name in (
        "render/proof/proof.css",
        *(f"render/proof/scripts/{name}.js" for name in ("said", "page", "panel", "lists", "ways")),
        "render/templates/index.html.j2",
        "review/acts.js",
        "review/wording.js",
    )
)
_RELEASE = "instances/aapl-2025q2/release.htm"
_DOUBT = "tieout.showFinding(tieout.data.findings.findIndex((one) => one.code === 'draft.open'))"
_PROSE = (
    "tieout.choose(tieout.data.numbers.findIndex((one) => !one.where && one.rows.some((row) => row[1] >= 0)))"
)

PICTURES = (
    Picture(
        "docs/page.png",
        "instances/iij-2018q1/xbrl/index.html",
        "OperatingIncomeLoss_D20180401-20180630",
        1280,
        820,
    ),
    Picture("docs/review-doubt.png", _RELEASE, _DOUBT, 1280, 900, ("details.concept input",)),
    Picture("docs/review-sentence.png", _RELEASE, _PROSE, 1280, 900, ("details.sentence > summary",)),
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
    with chromium() as browser, TemporaryDirectory() as folder:
        for picture in PICTURES:
            page = browser.new_page(viewport={"width": picture.width, "height": picture.height})
            if picture.acts:
                with _served(ROOT / picture.page, Path(folder) / "release.draft") as address:
                    _decide(page, address, picture)
                    _keep(page, picture)
            else:
                page.goto(f"{(ROOT / picture.page).as_uri()}#{picture.at}")
                page.wait_for_selector("#told h2")
                _keep(page, picture)
            page.close()


def _keep(page: Page, picture: Picture) -> None:
    page.wait_for_timeout(1000)
    (ROOT / picture.name).write_bytes(with_source(page.screenshot(), picture.source))


def _decide(page: Page, address: str, picture: Picture) -> None:
    page.goto(address)
    page.evaluate(picture.at)
    for act in picture.acts:
        page.locator(act).first.click()
    page.wait_for_timeout(1000)
    # The panel alone is scrolled, to where is decided.
    page.evaluate(
        "panel.scrollTop += decide.getBoundingClientRect().top - panel.getBoundingClientRect().top - 10"
    )


@contextmanager
def _served(release: Path, draft: Path) -> Iterator[str]:
    """The address of the page that a draft of the release is worked in."""
    if not draft.exists():
        write_draft(release, draft)
    command = [sys.executable, "-m", "tieout", "review", str(draft), "--no-open", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.kill()


if __name__ == "__main__":
    sys.exit(draw())
