"""The notebook of docs/ runs from its release to its plot, and shows what is kept in it."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

import notebook


@pytest.mark.whole
@pytest.mark.skipif(find_spec("pandas") is None, reason="the extra pandas is not installed")
def test_the_notebook_runs_and_shows_what_it_keeps(root: Path) -> None:
    path = root / "docs" / "from-a-release-to-a-plot.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    kept = [
        {kind: "".join(text) for output in cell["outputs"] for kind, text in output["data"].items()}
        for cell in cells
        if cell["cell_type"] == "code"
    ]
    shown = notebook.run(path)
    # The second is a table as wide as the terminal.
    assert [one for at, one in enumerate(shown) if at != 1] == [
        one for at, one in enumerate(kept) if at != 1
    ], "run make docs"
    assert shown[-1] is not None and shown[-1]["image/svg+xml"].startswith("<svg")
