"""What is optional is imported only by what is asked for: a plain build does without the extras."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

EXTRAS = {"xlsxwriter", "pyarrow", "pandas", "mcp", "iXBRLViewerPlugin", "duckdb", "sqlalchemy", "alembic"}
"""The libraries of the extras `excel`, `parquet`, `pandas`, `mcp`, `view`, `dataset` and `database`."""

TESTING = {"formulas", "hypothesis", "playwright", "pytest"}
"""The libraries of `dev` that a test may have tempted someone to use."""

HEAVY = {"numpy"}
"""What those libraries bring along, and nothing of tieout needs."""

# Arelle is kept out, as `build_helpers.take_arelle_out` does: it takes the time, and it imports numpy itself.
_BUILD = """
import sys
from pathlib import Path
from tieout.publication import proven
from tieout.cli import main
from tieout.validate import Counts, Verdict

proven.validate = lambda path, *_: Verdict(str(path), Counts(), (), ())
release, out = sys.argv[1:]
try:
    main(["build", release, "--out", out, "--quiet"])
except SystemExit as done:
    assert done.code == 0, done.code
print(*{name.partition(".")[0] for name in sys.modules})
"""


@pytest.mark.whole
def test_a_build_of_the_default_formats_imports_no_extra(root, tmp_path):
    out = tmp_path / "xbrl"
    command = [sys.executable, "-c", _BUILD, str(root / "instances" / "iij-2018q1"), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    loaded = set(done.stdout.split())
    # It was a whole build: the inline report is there, and so are the pictures of the page to sign off by.
    assert {"tieout", "jinja2", "lxml"} <= loaded and "vl_convert" not in loaded
    assert "<figure" in (out / "index.html").read_text(encoding="utf-8")
    assert sorted(path.suffix for path in out.glob("iij-20180630.x*")) == [
        ".xbr",
        ".xbri",
        ".xbrl",
        ".xsd",
    ]
    assert (out / "iij-20180630.htm").is_file()
    assert loaded & (EXTRAS | TESTING | HEAVY | {"arelle"}) == set()


def test_every_test_module_can_be_collected_without_arelle(root):
    # `make check` takes Arelle away: a module that needs it to be read at all would end the whole run.
    modules = [path for path in sorted((root / "tests").glob("*.py")) if "arelle" in path.read_text("utf-8")]
    assert modules
    assert [path.name for path in modules if "arelle" in _imported_at_once(path)] == []


def _imported_at_once(path: Path) -> set[str]:
    """The libraries that a module imports as it is read, outside of functions."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found
