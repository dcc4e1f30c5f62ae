"""One review works on a release at a time, whatever system it runs on."""

import errno
import importlib.util
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from tieout.core import InputError, lock
from tieout.review import journal
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


def _files(folder: Path) -> tuple[Path, Path]:
    """Two files of a company that an act changes."""
    one, two = folder / "one.yaml", folder / "two.yaml"
    for path in (one, two):
        path.write_text("old\n")
    return one, two


def test_taking_back_that_was_cut_off_is_taken_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = _files(tmp_path)
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
    assert (one.read_text(), two.read_text(), second.last) == ("old\n", "old\n", "")
    second.close()


def test_a_full_disk_takes_nothing_back_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = _files(tmp_path)
    kept, whole = Journal(tmp_path), journal._put
    kept.write("both", [FileChange(path, "old\n", "new\n") for path in (one, two)])

    def put(path: Path, text: str) -> None:
        if path.name.startswith(".two"):
            raise OSError(errno.ENOSPC, "No space left on device")
        whole(path, text)

    monkeypatch.setattr(journal, "_put", put)
    with pytest.raises(InputError, match="No space left"):
        kept.undo()
    assert (one.read_text(), two.read_text(), kept.last) == ("new\n", "new\n", "both")
    monkeypatch.undo()
    assert (kept.undo(), kept.last) == ("both", "")
    assert (one.read_text(), two.read_text()) == ("old\n", "old\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".review", "one.yaml", "two.yaml"]
    kept.close()


def test_an_act_whose_file_could_not_be_put_in_place_is_made_before_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = _files(tmp_path)
    kept, real = Journal(tmp_path), Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if target == one:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        kept.write("first", [FileChange(one, "old\n", "new\n")])
    monkeypatch.undo()
    # A change of another file does not lose it, and taking back takes the later one first.
    kept.write("second", [FileChange(two, "old\n", "new\n")])
    assert (one.read_text(), two.read_text()) == ("new\n", "new\n")
    assert [kept.undo(), kept.undo()] == ["second", "first"]
    assert (one.read_text(), two.read_text()) == ("old\n", "old\n")
    kept.close()
