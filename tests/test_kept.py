"""What is kept between runs is never anything but what would be made anew."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tieout.core import kept, kept_folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    kept_folder.cache_clear()
    yield tmp_path / "tieout"
    kept_folder.cache_clear()


def make(text: str) -> tuple[str, dict[tuple[str, int], int]]:
    return text.upper(), {("a", 1): len(text)}


def refuse(_: str) -> object:
    pytest.fail("it is kept")


def test_what_is_kept_is_not_made_again(folder: Path) -> None:
    assert kept("abc", "test 1", make) == kept("abc", "test 1", refuse) == make("abc")
    assert len(list(folder.iterdir())) == 1
    # Another text, or another form of the same, is another thing.
    assert kept("abd", "test 1", make) == make("abd")
    assert kept("abc", "test 2", lambda _: "other") == "other"


@pytest.mark.parametrize("damage", [b"", b"\xff\xff", b"(", b"N"])
def test_what_is_damaged_is_made_again(folder: Path, damage: bytes) -> None:
    kept("abc", "test 1", make)
    (path,) = folder.iterdir()
    path.write_bytes(damage)
    assert kept("abc", "test 1", make) == make("abc")
    assert kept("abc", "test 1", refuse) == make("abc")


def test_nothing_is_kept_where_nothing_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    kept_folder.cache_clear()
    assert kept_folder() is None
    assert kept("abc", "test 1", make) == make("abc")
    kept_folder.cache_clear()


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_nobody_else_may_write_there(folder: Path) -> None:
    kept("abc", "test 1", make)
    assert folder.stat().st_mode & 0o077 == 0
