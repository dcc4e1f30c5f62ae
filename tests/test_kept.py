"""What is kept between runs is never anything but what would be made anew."""

import gc
import os
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from tieout.core import FiscalCalendar, kept, kept_folder
from tieout.definitions import base_vocabulary
from tieout.language import Language
from tieout.language.headings import HeadingReader


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


def test_what_a_language_has_read_goes_with_it() -> None:
    language = Language(base_vocabulary("en"), FiscalCalendar(12, "end"), "USD")
    first = language.heading("Three months ended June 30, 2025")
    assert first is not None and language.heading("Three months ended June 30, 2025") is first
    gone = weakref.ref(language)
    del language
    gc.collect()
    assert gone() is None
    readers = [one for one in gc.get_objects() if isinstance(one, HeadingReader)]
    Language(base_vocabulary("en"), FiscalCalendar(12, "end"), "USD").heading("June 30, 2025")
    gc.collect()
    assert len([one for one in gc.get_objects() if isinstance(one, HeadingReader)]) == len(readers)
