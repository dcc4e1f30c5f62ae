"""The wheel alone, outside the checkout, holds all that a build needs; the workflow's test builds with it."""

import zipfile
from pathlib import Path

import pytest

from build_helpers import bare_environment, build_wheel, outside

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    return build_wheel(root, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory):
    """A new environment with the wheel, and without tieout's checkout."""
    folder = bare_environment(tmp_path_factory.mktemp("environment"))
    arguments = (
        "install",
        "--no-index",
        "--no-deps",
        "--no-compile",
        "--disable-pip-version-check",
        "-q",
        wheel,
    )
    outside(folder / "bin" / "python", "-m", "pip", *arguments, cwd=folder)
    return folder


def test_the_wheel_holds_the_package_and_the_base_taxonomy_and_no_company(wheel, root):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    base = root / "taxonomy" / "base"
    for path in base.rglob("*.yaml"):
        assert f"tieout/_base/{path.relative_to(base).as_posix()}" in names
    package = root / "generator" / "tieout"
    for path in package.rglob("*"):
        if path.suffix in (".py", ".j2", ".yaml", ".js"):
            assert f"tieout/{path.relative_to(package).as_posix()}" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"tieout"}


def test_the_wheel_asks_for_the_packages_that_it_imports(wheel):
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith("METADATA"))
        metadata = archive.read(name).decode()
    asked = {
        line.split(": ")[1].split(">")[0]
        for line in metadata.splitlines()
        if line.startswith("Requires-Dist")
    }
    needed = {"arelle-release", "click", "jinja2", "lxml", "pydantic", "pyyaml", "rapidfuzz"}
    assert needed <= {name.split("<")[0] for name in asked}


def test_the_installed_wheel_is_what_runs(environment, tmp_path):
    script = "import tieout, tieout.definitions as read; print(tieout.__file__); print(read.base_folder())"
    told = outside(environment / "bin" / "python", "-c", script, cwd=tmp_path).stdout.splitlines()
    assert len(told) == 2
    for path in told:
        assert Path(path).resolve().is_relative_to(environment.resolve())
    assert told[1].endswith("_base")
