"""Simple readers of XBRL open both reports: every fact has a concept with a label.

py-xbrl and edgartools stand in an environment of their own, so that nothing here depends on them:
TIEOUT_READERS names its Python, by default .venv-peer/bin/python. Without it the tests skip.

    make readers
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[1]
_PYTHON = Path(os.environ.get("TIEOUT_READERS", _ROOT / ".venv-peer" / "bin" / "python"))
pytestmark = [
    pytest.mark.arelle,
    pytest.mark.slow,
    pytest.mark.skipif(not _PYTHON.is_file(), reason="no environment with the readers"),
]

_REPORTS = {"iij-2018q1": ("iij-20180630", 570), "aapl-2025q2": ("aapl-20250329", 254)}
# Each prints the facts that it reads, and those of them whose concept it has a label of.
_PY_XBRL = """
import json, sys
from xbrl.cache import HttpCache
from xbrl.instance import XbrlParser
read = XbrlParser(HttpCache(sys.argv[1])).parse_instance(sys.argv[2]).facts
print(json.dumps([len(read), sum(bool(fact.concept.labels) for fact in read)]))
"""
_EDGARTOOLS = """
import json, sys
from edgar.xbrl import XBRL
stem = sys.argv[2].rpartition(".")[0]
kinds = {"presentation": "pre", "calculation": "cal", "definition": "def", "label": "lab"}
files = {f"{kind}_file": f"{stem}_{short}.xml" for kind, short in kinds.items()}
read = XBRL.from_files(instance_file=sys.argv[2], schema_file=f"{stem}.xsd", **files)
facts = read.facts.get_facts()
print(json.dumps([len(facts), sum(bool(fact.get("label")) for fact in facts)]))
"""


@pytest.fixture(scope="module")
def specifications(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The schemas of XBRL itself, where py-xbrl looks for what it has fetched before: nothing is fetched."""
    kept = tmp_path_factory.mktemp("specifications")
    import arelle  # where it is not to be loaded, this module is collected all the same

    for scheme in ("http", "https"):
        shipped = Path(arelle.__path__[0]) / "resources" / "cache" / scheme
        shutil.copytree(shipped, kept, dirs_exist_ok=True)
    return kept


def _read(script: str, specifications: Path, report: Path) -> list[int]:
    done = subprocess.run(
        [_PYTHON, "-c", script, specifications, report],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("script", [_PY_XBRL, _EDGARTOOLS], ids=["py-xbrl", "edgartools"])
@pytest.mark.parametrize("release", _REPORTS)
def test_a_simple_reader_gets_every_fact_with_a_label(
    release: str, script: str, specifications: Path
) -> None:
    stem, count = _REPORTS[release]
    report = _ROOT / "instances" / release / "xbrl" / f"{stem}.xbrl"
    assert _read(script, specifications, report) == [count, count]


@pytest.mark.parametrize("release", _REPORTS)
def test_a_simple_reader_gets_every_printing_of_the_inline_report(release: str, specifications: Path) -> None:
    stem, count = _REPORTS[release]
    report = _ROOT / "instances" / release / "xbrl" / f"{stem}.htm"
    found, labelled = _read(_PY_XBRL, specifications, report)
    assert found == labelled >= count
