"""The page of a release that is a PDF: beside a finding or a doubt stands a cut of the page."""

import base64
import json
import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from build_helpers import tieout
from pdf_helpers import Paper
from tieout.sources import cuts, read_document

_ROWS = (
    ("Net sales", "5,760", "5,070"),
    ("Cost of goods sold in stores and by post", "1,420", "1,325"),
    ("Gross profit", "4,340", "3,745"),
    ("Rent of piers and moorings", "3,347", "3,033"),
    ("Operating income", "993", "712"),
)


def release(path: Path) -> Path:
    paper = Paper()
    paper.put(72, 60, "Harbor Light Stores, Inc. Reports Second Quarter Results")
    paper.middle(306, 100, "HARBOR LIGHT STORES, INC.")
    paper.middle(306, 113, "CONSOLIDATED STATEMENTS OF INCOME")
    paper.middle(306, 126, "(In thousands)")
    paper.middle(440, 150, "Six Months Ended July 31,")
    paper.end(400, 164, "2025")
    paper.end(500, 164, "2024")
    for number, row in enumerate(_ROWS):
        paper.row(180 + 14 * number, *row)
    path.write_bytes(paper.data())
    return path


def pixels_of(picture: bytes) -> bytes:
    length = struct.unpack(">I", picture[33:37])[0]
    return zlib.decompress(picture[41 : 41 + length])


def size(picture: bytes) -> tuple[int, int]:
    """The width and height of a PNG, all of whose pixels are there."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height, depth = struct.unpack(">IIB", picture[16:25])
    pixels = pixels_of(picture)
    assert len(pixels) == height * (1 + (width * depth + 7) // 8)
    assert len(set(pixels)) > 2  # not one shade alone
    return width, height


def page_data(page: Path) -> dict[str, Any]:
    found = re.search(r'id="data">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_a_row_of_a_pdf_is_cut_out_as_a_picture(tmp_path: Path) -> None:
    path = release(tmp_path / "release.pdf")
    document = read_document(path)
    line = document.grids[0].rows[2].line
    row = [one.origin for one in document.sources[line - 1]]
    picture, none = cuts(path, [row, ["somewhere else"]])
    assert picture is not None
    width, height = size(picture)
    assert 600 < width < 750  # from the label to the last figure
    assert 40 < height < 90
    assert none is None
    assert cuts(path, [row]) == (picture,)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_set_sideways_is_cut_out_upright(turn: int, tmp_path: Path, read_here: None) -> None:
    paper = Paper(size=(792, 792))
    paper.canvas.translate(396, 396)
    paper.canvas.rotate(turn)
    paper.canvas.translate(-396, -396)
    upright = Paper(size=(792, 792))
    for one in (paper, upright):
        one.row(100, "Revenues", "1,100", "985")
    places: list[list[str]] = []
    pictures: list[bytes | None] = []
    for name, one in (("turned", paper), ("upright", upright)):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(one.data())
        places.append([one.origin for one in read_document(path).sources[0]])
        pictures += cuts(path, places[-1:])
    assert [place.partition(", turned")[0] for place in places[0]] == places[1]
    assert pictures[0] is not None
    assert pictures[1] is not None
    assert size(pictures[0]) == size(pictures[1])
    same = [one == two for one, two in zip(pixels_of(pictures[0]), pixels_of(pictures[1]), strict=True)]
    assert sum(same) > 0.95 * len(same)


def test_other_formats_have_no_pictures(tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_text("Revenues\t1,100\n", encoding="utf-8")
    assert cuts(path, [["1"]]) == (None,)


@pytest.mark.whole
def test_a_draft_shows_what_is_doubtful_as_the_page_has_it(tmp_path: Path) -> None:
    path, out = release(tmp_path / "harbor.pdf"), tmp_path / "draft"
    tieout("draft", path, "--out", out)
    data = page_data(out / "index.html")
    doubtful = [number for number in data["numbers"] if "doubtful" in number["marks"]]
    assert "3,347" in [number["printed"] for number in doubtful]
    assert all("cut" in number for number in doubtful)
    open_ = [finding for finding in data["findings"] if finding["code"] == "draft.open"]
    assert open_
    assert all("cut" in finding and finding["numbers"] for finding in open_)
    for picture in data["cuts"]:
        size(base64.b64decode(picture))
