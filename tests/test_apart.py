"""Validation in a process of its own beside the build's."""

from pathlib import Path

import pytest

from build_helpers import snapshot, tieout
from tieout.core import InputError
from tieout.validate import Apart, validate


@pytest.mark.arelle
def test_a_process_apart_says_what_this_one_says(acme_report: Path, tmp_path: Path) -> None:
    (instance,) = acme_report.glob("*.xbrl")
    with Apart() as apart:
        apart.ask(instance, "release.txt")
        apart.ask(tmp_path / "none.xbrl")
        assert apart.answer() == validate(instance, "release.txt")
        with pytest.raises(InputError, match="there is no file"):
            apart.answer()


def test_a_process_that_was_ended_is_told() -> None:
    with Apart() as apart:
        apart._process.kill()
        apart._process.wait()
        with pytest.raises(OSError, match=r"ended|pipe"):
            apart.ask(Path("report.xbrl"))
            apart.answer()


@pytest.mark.arelle
def test_a_build_in_two_processes_gives_the_same_bytes(
    acme_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for processes in ("1", "2"):
        monkeypatch.setenv("TIEOUT_PROCESSES", processes)
        assert tieout("build", acme_copy, "--out", tmp_path / processes).exit_code == 0
    assert snapshot(tmp_path / "1") == snapshot(tmp_path / "2")


@pytest.mark.arelle
def test_what_an_ended_process_leaves_is_validated_here(
    acme_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(apart: Apart, *_: object) -> None:
        apart._process.kill()

    monkeypatch.setattr(Apart, "ask", ended)
    monkeypatch.setenv("TIEOUT_PROCESSES", "2")
    done = tieout("build", acme_copy, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out" / "manifest.csv").is_file()
