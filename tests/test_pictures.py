"""The pictures of README and docs/ are of the pages that stand here now."""

import re
from pathlib import Path

import pytest

from pictures import PICTURES, Picture, drawn_from, with_source


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_is_of_the_page_as_it_is(root: Path, picture: Picture) -> None:
    assert drawn_from(root / picture.name) == picture.source, "run make pictures"


def test_every_picture_that_is_shown_is_drawn(root: Path) -> None:
    shown = set()
    for path in (root / "README.md", *(root / "docs").glob("*.md")):
        for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
            shown.add((path.parent / name).resolve().relative_to(root).as_posix())
    assert shown == {picture.name for picture in PICTURES}
    assert {path.name for path in (root / "docs").glob("*.png")} == {Path(name).name for name in shown}


def test_a_picture_says_what_it_was_drawn_from(root: Path, tmp_path: Path) -> None:
    plain = (root / PICTURES[0].name).read_bytes()
    (tmp_path / "one.png").write_bytes(with_source(plain, "page.html 0a"))
    assert drawn_from(tmp_path / "one.png") == "page.html 0a"
