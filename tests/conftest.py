"""What the tests share: the checkout, the documents beside it, the real release on its way through."""

from pathlib import Path

import pytest

from tieout.definitions import ReleaseDefinition, load_release
from tieout.facts import FactSet, build_facts
from tieout.mapping import map_release
from tieout.recover import recover
from tieout.release import read_release
from tieout.tie import Tied, tie_out


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
def facts(definition: ReleaseDefinition) -> FactSet:
    """The facts of the release, what arithmetic proves included."""
    mapped = map_release(read_release(definition.text, definition.company), definition)
    return build_facts(recover(mapped, build_facts(mapped, definition)[0], definition).mapped, definition)[0]


@pytest.fixture(scope="session")
def tied(facts: FactSet, definition: ReleaseDefinition) -> Tied:
    return tie_out(facts, definition)
