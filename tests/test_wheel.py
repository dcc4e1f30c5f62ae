"""The wheel alone, outside the checkout: it holds all that a build needs and writes the same bytes."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import build_helpers
from build_helpers import copy_release, snapshot

report = build_helpers.report

# Finders of editable installs, and everything that this environment says of tieout.
_OURS = ("tieout", "_editable_impl_tieout", "__editable__")


def _run(*command, cwd):
    """A command of the new environment, without the variables by which it could find the checkout."""
    variables = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))
    }
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    """The wheel, built without a network and away from the checkout: hatchling is on this machine already."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, source)
    for name in ("generator", "taxonomy"):
        shutil.copytree(root / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=source)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory):
    """A new environment with the wheel, which finds its dependencies where this one keeps them."""
    folder = tmp_path_factory.mktemp("environment")
    # pip is borrowed too: a copy of its own would take five seconds.
    venv.EnvBuilder(system_site_packages=False, with_pip=False, symlinks=True).create(folder)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    ours = Path(sysconfig.get_path("purelib"))
    borrowed = folder / "borrowed"
    borrowed.mkdir()
    for entry in ours.iterdir():
        # The folder itself in a .pth file would bring the editable tieout along with it.
        if not entry.name.startswith(_OURS) and entry.suffix != ".pth":
            (borrowed / entry.name).symlink_to(entry)
    (packages / "borrowed.pth").write_text(f"{borrowed}\n", encoding="utf-8")
    python = folder / "bin" / "python"
    arguments = (
        "install",
        "--no-index",
        "--no-deps",
        "--no-compile",
        "--disable-pip-version-check",
        "-q",
        wheel,
    )
    _run(python, "-m", "pip", *arguments, cwd=folder)
    return folder


def test_the_wheel_holds_the_package_and_the_base_taxonomy_and_no_company(wheel, root):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    base = root / "taxonomy" / "base"
    for path in base.rglob("*.yaml"):
        assert f"tieout/_base/{path.relative_to(base).as_posix()}" in names
    package = root / "generator" / "tieout"
    for path in package.rglob("*"):
        if path.suffix in (".py", ".j2", ".yaml"):
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
    script = (
        "import tieout, tieout.definitions.load as load; print(tieout.__file__); print(load.base_folder())"
    )
    told = _run(environment / "bin" / "python", "-c", script, cwd=tmp_path).splitlines()
    assert len(told) == 2
    for path in told:
        assert Path(path).resolve().is_relative_to(environment.resolve())
    assert told[1].endswith("_base")


def test_a_build_by_the_wheel_outside_the_checkout_gives_the_same_bytes(environment, root, tmp_path, report):
    release = copy_release(root, tmp_path)
    command = environment / "bin" / "tieout"
    _run(command, "build", release, "-q", cwd=tmp_path)
    assert snapshot(release / "xbrl") == snapshot(report)
    # Nothing beside the report was written.
    assert sorted(path.name for path in release.iterdir()) == ["release.txt", "release.yaml", "xbrl"]
