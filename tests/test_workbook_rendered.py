"""The workbook as LibreOffice shows it: no text runs into its neighbour."""

import shutil
import subprocess
from itertools import combinations
from pathlib import Path

import pypdfium2
import pytest

from build_helpers import copy_acme, edit, quiet_build, take_arelle_out

pytestmark = [pytest.mark.slow, pytest.mark.whole]

_LONG = (
    "Rockets, whether they fly or only stand about, with what is sold to those who keep them in good order"
)
# Texts of one row may touch; in points.
_TOUCH = 1.0

Box = tuple[float, float, float, float]


def _drawn(workbook: Path, folder: Path) -> list[list[tuple[Box, str]]]:
    """The texts of each page that LibreOffice prints, with their boxes: left, bottom, right, top."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("there is no LibreOffice on this machine: how it shows the workbook was not looked at")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(workbook)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pages = []
    with pypdfium2.PdfDocument(folder / f"{workbook.stem}.pdf") as printed:
        for page in printed:
            text = page.get_textpage()
            boxes = [text.get_rect(number) for number in range(text.count_rects())]
            pages.append([(box, text.get_text_bounded(*box)) for box in boxes])
    return pages


def _sheet(page: list[tuple[Box, str]]) -> str:
    """The name of the sheet that a page is of: it stands at its foot, on the left."""
    foot = min(box[1] for box, _ in page) + 3
    return min((box[0], text) for box, text in page if box[1] < foot)[1].strip()


def _overlap(one: Box, other: Box) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > _TOUCH and high > _TOUCH


@pytest.mark.parametrize("release", ["acme", "iij-2018q1"])
def test_no_caption_runs_into_its_figures(
    release: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_arelle_out(monkeypatch)
    folder = root / "instances" / release
    if release == "acme":
        folder = copy_acme(root, tmp_path / "acme")
        edit(folder / "release.txt", "Rockets\t", f"{_LONG}\t")
        statement = folder.parent / "company" / "statements" / "income-statement.yaml"
        edit(statement, "caption: Rockets", f'caption: "{_LONG}"')
    built = quiet_build(folder, tmp_path / "out", formats=("excel",))
    assert built.published, built.findings
    (workbook,) = built.out.glob("*.xlsx")
    pages = _drawn(workbook, tmp_path)
    said = " ".join(text for page in pages for _, text in page)
    assert "Trace" in {_sheet(page) for page in pages}
    assert ("stand about" if release == "acme" else "Equity") in said
    # The flat lists are cut off at their columns, as lists are.
    for page in (page for page in pages if _sheet(page) not in ("Facts", "Trace")):
        for (one, text), (other, beside) in combinations(page, 2):
            assert not _overlap(one, other), (text, beside)
