"""One review works on a release at a time, whatever system it runs on."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from tieout.core import InputError, lock
from tieout.review.journal import FileChange, Journal


def test_a_second_review_is_refused_until_the_first_ends(tmp_path: Path) -> None:
    first = Journal(tmp_path)
    with pytest.raises(InputError) as refused:
        Journal(tmp_path)
    assert [finding.code for finding in refused.value.findings] == ["review.locked"]
    first.close()
    Journal(tmp_path).close()


def test_what_the_lock_holds_is_not_emptied(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("kept")
    handle = lock.held(tmp_path / "lock")
    assert handle is not None
    handle.close()
    assert (tmp_path / "lock").read_text() == "kept"


def test_on_windows_the_first_byte_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Windows at hand: its own call is made, and its refusal is told as on other systems."""
    calls: list[tuple[int, int]] = []

    def locking(_: int, mode: int, count: int) -> None:
        calls.append((mode, count))
        if len(calls) > 1:
            raise PermissionError(13, "held")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(LK_NBLCK=2, locking=locking))
    monkeypatch.setitem(sys.modules, "fcntl", None)
    windows = _fresh()
    first = windows.held(tmp_path / "lock")
    assert windows.held(tmp_path / "lock") is None
    first.close()
    assert calls == [(2, 1), (2, 1)]


def _fresh() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fresh_lock", lock.__file__)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_taking_back_that_was_cut_off_is_taken_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    for path in (one, two):
        path.write_text("old\n")
    first = Journal(tmp_path)
    first.write("both", [FileChange(path, "old\n", "new\n") for path in (one, two)])
    real = Path.replace

    def cut_off(path: Path, target: Path) -> Path:
        if target == two:
            raise KeyboardInterrupt
        return real(path, target)

    monkeypatch.setattr(Path, "replace", cut_off)
    with pytest.raises(KeyboardInterrupt):
        first.undo()
    monkeypatch.undo()
    first.close()
    assert (one.read_text(), two.read_text()) == ("old\n", "new\n")
    second = Journal(tmp_path)
    assert second.undo() == "both"
    second.close()
    assert (one.read_text(), two.read_text()) == ("old\n", "old\n")
