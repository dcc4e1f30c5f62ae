"""What the tests share: the checkout, the documents beside it, releases read and reports built once.

Tests that run Arelle are marked `arelle`, those that drive a browser `browser`, those that take long `slow`,
those that go the whole way from a document to what comes of it, again and again, `whole`. `make check` runs
the others.
"""

import gc
import itertools
import os
import pickle
import re
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from build_helpers import INSTANCE, copy_acme, once, report_of, take_arelle_out
from tieout import pipeline
from tieout.definitions import ReleaseDefinition, load_release
from tieout.facts import FactSet
from tieout.pipeline import Progress, Read, Scope, follow, read, silent
from tieout.publication import report as publication
from tieout.render import DEFAULT_FORMATS
from tieout.sources.pdf import apart, worker
from tieout.tie import Tied
from tieout.validate.model import Run


def pytest_configure(config: pytest.Config) -> None:
    # Tests read what is piped, which is not broken into lines; workers are told the width of a terminal.
    os.environ.pop("COLUMNS", None)
    # A shell that runs them in the background has Ctrl-C ignored, and so would every command that they start.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    # Arelle is loaded once for many tests, not once more for each build: what is about two processes says so.
    os.environ.setdefault("TIEOUT_PROCESSES", "1")
    if "not slow" in config.option.markexpr:
        # All tests together try as many examples as ever.
        settings.register_profile("quick", max_examples=40)
        settings.load_profile("quick")
    if "not arelle" in config.option.markexpr:
        # Whoever imports it now is told so: a test without its mark fails.
        sys.modules["arelle"] = None  # type: ignore[assignment]


def pytest_collection_finish() -> None:
    # Every module is there and stays: garbage is not looked for among them, time and again, from now on. What
    # a test makes is looked through as seldom as a command does it.
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 50)


_FOLDERS = itertools.count()


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the test alone. pytest's own looks through those of all tests before it for a number."""
    name = re.sub(r"\W", "_", request.node.name)[:30]
    folder = tmp_path_factory.getbasetemp() / f"{name}{next(_FOLDERS)}"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """The documents that stand beside the checkout on some machines only."""
    folder = root.parent / "shared"
    if not folder.is_dir():
        pytest.skip("there is no ../shared beside this checkout")
    return folder


@pytest.fixture(scope="session")
def definition(root: Path) -> ReleaseDefinition:
    return load_release(root / "instances" / "iij-2018q1")


@pytest.fixture(scope="session")
def iij(definition: ReleaseDefinition) -> Read:
    """IIJ's release, read and tied out once in each process."""
    return follow(definition)


@pytest.fixture(scope="session")
def aapl(root: Path) -> Read:
    """Apple's, in the same way."""
    return read(root / "instances" / "aapl-2025q2")


@pytest.fixture(scope="session")
def acme(root: Path) -> Read:
    """The release of a company that does not exist, of a dozen lines."""
    return read(root / "tests" / "acme" / "release")


@pytest.fixture(scope="session")
def facts(iij: Read) -> FactSet:
    """The facts of the release, what arithmetic proves included."""
    return iij.facts


@pytest.fixture(scope="session")
def tied(iij: Read) -> Tied:
    assert iij.tied is not None
    return iij.tied


@pytest.fixture(scope="session")
def report(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """IIJ's report in the default formats. That Arelle finds nothing in it is test_build's."""
    return report_of(root / "instances" / "iij-2018q1", DEFAULT_FORMATS, tmp_path_factory)


@pytest.fixture(scope="session")
def acme_report(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Acme's, in the same way. That Arelle finds nothing in it is test_acme's."""
    return report_of(root / "tests" / "acme" / "release", DEFAULT_FORMATS, tmp_path_factory)


@pytest.fixture
def acme_copy(root: Path, tmp_path: Path) -> Path:
    """A copy of Acme's release with its company beside it, to be changed."""
    return copy_acme(root, tmp_path / "acme")


@pytest.fixture(scope="session")
def arelle_said(report: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """What Arelle says of IIJ's report."""

    def make(folder: Path) -> None:
        from tieout.validate.arelle import run_arelle

        (folder / "run").write_bytes(pickle.dumps(run_arelle(report / INSTANCE)))

    said = pickle.loads((once("arelle-said", make, tmp_path_factory) / "run").read_bytes())
    assert isinstance(said, Run)
    return said


@pytest.fixture
def unproven(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes Arelle out of the builds of a test that is not about it."""
    take_arelle_out(monkeypatch)


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFs and pictures are read in the process of the test, where what is read is tested and not the bounds.

    Starting a process for each takes longer than reading it.
    """

    def asked(data: bytes, shown: str, *options: str) -> bytes:
        return worker.answer(data, options, lambda _: None)

    monkeypatch.setattr(apart, "_asked", asked)


@pytest.fixture
def read_once(root: Path, iij: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read of IIJ's release is read once, where tests are about what happens to it afterwards.

    Whatever else a test reads, a copy or another text, is read as ever.
    """
    real = pipeline.read

    def kept(
        folder: Path, text: Path | None = None, *, scope: Scope | None = None, progress: Progress = silent
    ) -> Read:
        if text is not None or scope is not None or folder != root / "instances" / "iij-2018q1":
            return real(folder, text, scope=scope, progress=progress)
        progress("reading")
        return iij

    for module in (pipeline, publication):
        monkeypatch.setattr(module, "read", kept)
