"""One release in every form that people have gives the same facts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from build_helpers import values
from office_helpers import as_excel, as_html, as_word
from pdf_helpers import as_pdf
from tabbed_helpers import as_text
from tieout.pipeline import read

APPLE = Path(__file__).parents[1] / "instances/aapl-2025q2"


def _as_is(text: str, path: Path) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _as_page(text: str, path: Path) -> Path:
    return _as_is(as_html(text), path)


@pytest.mark.whole
@pytest.mark.parametrize(
    ("name", "write"),
    [
        *(("a.txt", _as_is), ("a.htm", _as_page), ("a.pdf", as_pdf)),
        *(("a.xlsx", as_excel), ("a.docx", as_word)),
    ],
    ids=["text", "page", "pdf", "workbook", "word"],
)
def test_a_release_that_is_a_page_gives_the_same_facts_in_every_form(
    name: str, write: Callable[[str, Path], Path], tmp_path: Path
) -> None:
    due = values(read(APPLE).facts)
    assert len(due) > 200
    assert values(read(APPLE, write(as_text(APPLE / "release.htm"), tmp_path / name)).facts) == due
