"""Pages as a browser draws them, in tiles, without scripts or a network; and where each letter stands."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page

from tieout.sources.characters import decoded_markup
from tieout.sources.sgml import head_of

_TILE = {"width": 1000, "height": 4_000}
_TAG = re.compile(r"<(/?)ix:nonFraction\b[^>]*>")
_HEADER = re.compile(r'<div style="display:none">\s*<ix:header>.*?</ix:header>\s*</div>', re.DOTALL)
# Each letter that is seen, with where it begins, in the order of the page.
_LETTERS = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    for (let at = 0; at < node.data.length; at++) {
      if (/\\s/.test(node.data[at])) continue;
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getClientRects()[0];
      if (box) found.push([node.data[at], box.left + scrollX, box.top + scrollY]);
    }
  }
  return found;
}"""


@dataclass(frozen=True)
class Looks:
    """How far a page that was made differs from the page that it was made of.

    `pixels` are the shares of pixels that differ: untagged from the page as published, tagged from the same
    with a bare element around each tag. `moved` is the farthest that a letter moved, in pixels; it is without
    end where the letters are others.
    """

    untagged: float
    tagged: float
    moved: float


def as_published(path: Path) -> str:
    """The markup of a page, without what a filing writes before it."""
    text = decoded_markup(path.read_bytes())
    return text[len(head_of(text)) :]


def compared(browser: Browser, source: Path, made: Path, folder: Path) -> Looks:
    """How the page `made` looks beside the page `source` that it was made of."""
    markup = made.read_text(encoding="utf-8")
    published = as_published(source)
    untagged, spanned = _TAG.sub("", _HEADER.sub("", markup)), _TAG.sub(r"<\1span>", markup)
    with _shown(browser, published, folder) as before, _shown(browser, markup, folder) as after:
        moved = _moved(before.evaluate(_LETTERS), after.evaluate(_LETTERS))
        with _shown(browser, untagged, folder) as bare:
            first = _differing(before, bare)
        with _shown(browser, spanned, folder) as spans:
            return Looks(first, _differing(spans, after), moved)


@contextmanager
def _shown(browser: Browser, markup: str, folder: Path) -> Iterator[Page]:
    path = folder / "shown.htm"
    # The mark of byte order says the encoding without a word in the page.
    path.write_text(markup, encoding="utf-8-sig")
    context = browser.new_context(java_script_enabled=False, offline=True, viewport=_TILE)
    page = context.new_page()
    page.goto(path.as_uri())
    yield page
    context.close()


def _differing(before: Page, after: Page) -> float:
    """The share of pixels that differ, tile by tile; all where the pages are of different height."""
    heights = [page.evaluate("document.documentElement.scrollHeight") for page in (before, after)]
    differing = total = 0
    for top in range(0, min(heights), _TILE["height"]):
        one, other = (_tile(page, top) for page in (before, after))
        total += one.width * one.height
        apart = ImageChops.difference(one, other)
        if apart.getbbox() is not None:
            # On a busy machine a tile may be taken before all of it is drawn: pages at rest are compared.
            apart = ImageChops.difference(*(_at_rest(page, top) for page in (before, after)))
        if apart.getbbox() is not None:
            differing += apart.convert("L").point(lambda level: 255 if level else 0).histogram()[255]
    return (differing + abs(heights[0] - heights[1]) * _TILE["width"]) / total


def _tile(page: Page, top: int) -> Image.Image:
    page.evaluate(f"window.scrollTo(0, {top})")
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def _at_rest(page: Page, top: int) -> Image.Image:
    """A tile as it is when nothing of it is drawn any more: as it was taken before."""
    taken = _tile(page, top)
    while (again := _tile(page, top)) != taken:
        taken = again
    return taken


def _moved(before: list[list[object]], after: list[list[object]]) -> float:
    """How far the letter moved that moved most, in pixels."""
    if [letter for letter, *_ in before] != [letter for letter, *_ in after]:
        return float("inf")
    pairs = zip(before, after, strict=True)
    return max((max(abs(a[1] - b[1]), abs(a[2] - b[2])) for a, b in pairs), default=0.0)  # type: ignore[operator]
