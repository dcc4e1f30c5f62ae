"""The picture of the viewer in README, made of the report of the checkout: `make docs`.

python tests/viewer_picture.py docs/viewer.png
"""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image

from browser_helpers import chromium
from build_helpers import STEM
from tieout.view import inline_report, make_viewer, save_viewer

ROOT = Path(__file__).resolve().parents[1]
SIZE = {"width": 1320, "height": 820}
SHOWN = "OperatingIncomeLoss_D20180401-20180630"


def drawn(viewer: Path) -> Image.Image:
    """What a browser shows of a saved viewer where operating income is selected."""
    with chromium() as browser:
        page = browser.new_context(viewport=SIZE, offline=True).new_page()
        page.goto(f"{(viewer / f'{STEM}.html').as_uri()}#f-{SHOWN}")
        page.wait_for_selector("#ixv .loader", state="detached")
        page.wait_for_selector("#inspector.search-ready:not(.no-fact-selected)")
        page.wait_for_timeout(500)
        shot = page.screenshot()
    return Image.open(io.BytesIO(shot)).convert("RGB").quantize(256)


def main() -> None:
    (target,) = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        viewer = Path(folder) / "viewer"
        save_viewer(make_viewer(inline_report(ROOT / "instances" / "iij-2018q1")), viewer)
        drawn(viewer).save(target, optimize=True)


if __name__ == "__main__":
    main()
