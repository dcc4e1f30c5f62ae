"""What the tests share: the checkout, the documents beside it, the real release on its way through."""

from pathlib import Path

import pytest

from tieout.definitions import ReleaseDefinition, load_release
from tieout.facts import FactSet
from tieout.pipeline import Read, follow, read
from tieout.tie import Tied


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
def facts(iij: Read) -> FactSet:
    """The facts of the release, what arithmetic proves included."""
    return iij.facts


@pytest.fixture(scope="session")
def tied(iij: Read) -> Tied:
    assert iij.tied is not None
    return iij.tied
