"""A folder that is watched: what arrives is done once it is whole, and once, whatever stops the watch."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from build_helpers import tieout as run_command
from tieout.batch import Arrivals, Feed, Outcome, Task, Told, Watch

_SOON = 60


class Clock:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Here:
    """An engine that does what it is told in this process, one task after the other."""

    def __init__(self, *, during: dict[str, str] | None = None) -> None:
        """`during` is what is written into a file while it is read, by its name."""
        self.did: list[Task] = []
        self._left: list[Task] = []
        self._during = during or {}

    def put(self, task: Task) -> None:
        self._left.append(task)

    def take(self, seconds: float | None = None) -> Outcome | None:
        if not self._left:
            time.sleep(min(seconds or 0, 0.01))
            return None
        task = self._left.pop(0)
        self.did.append(task)
        path = Path(task.release)
        if (text := self._during.pop(path.name, None)) is not None:
            path.write_text(text, encoding="utf-8")
        done = Outcome(task.release, task.kind, task.out, "ties", made_from="its bytes")
        if path.name.startswith("bad"):
            return replace(done, state="failed")
        # Its company's definitions cannot be read.
        return replace(done, state="unusable", made_from="") if path.name.startswith("unread") else done

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass


def watched(folder: Path, engine: Here | None = None) -> tuple[Here, list[Told]]:
    out = folder.with_name("results")
    engine = engine or Here()
    seen = Watch(folder, out, Feed(out / "feed.jsonl"), Arrivals(folder, out, 0))
    return engine, list(seen.run(engine, every=0.01, once=True))


def fed(folder: Path, results: str = "results") -> list[tuple[str, str]]:
    lines = (folder.with_name(results) / "feed.jsonl").read_text(encoding="utf-8").splitlines()
    return [(Path(told["release"]).name, told["state"]) for told in map(json.loads, lines)]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def test_a_file_is_left_until_nobody_writes_it(inbox: Path) -> None:
    clock = Clock()
    arrivals = Arrivals(inbox, inbox / "out", 4, clock)
    page = inbox / "q1" / "page.htm"
    page.parent.mkdir()
    page.write_text("<p>", encoding="utf-8")
    (inbox / "empty.htm").touch()
    for name in (".page.htm.x7", "page.htm.part", "other.crdownload", "~page.htm", "page.htm~"):
        (inbox / name).write_text("half", encoding="utf-8")

    def looked(at: float) -> list[str]:
        clock.now = at
        return [arrived.path.name for arrived in arrivals.look()]

    assert looked(0) == [] and looked(3) == []
    page.write_text("<p>more", encoding="utf-8")
    # It is counted from its last change.
    assert looked(5) == [] and looked(8) == [] and arrivals.waiting
    assert looked(9) == ["page.htm"] and looked(20) == []
    # What is renamed when it is whole has the time of its writing, and arrives all the same.
    (inbox / "page.htm.part").rename(inbox / "second.htm")
    assert looked(21) == [] and looked(25) == ["second.htm"]
    page.write_text("<p>another", encoding="utf-8")
    assert looked(26) == [] and looked(30) == ["page.htm"]


def test_a_document_is_done_once_whatever_it_is_called(inbox: Path) -> None:
    for name, text in (("a.htm", "one"), ("b.htm", "two"), ("copy of a.htm", "one")):
        (inbox / name).write_text(text, encoding="utf-8")
    _, told = watched(inbox)
    assert fed(inbox) == [("a.htm", "ties"), ("b.htm", "ties")]
    assert [one.why for one in told if one.outcome is None] == [f"it holds what {inbox / 'a.htm'} does"]
    # Begun again it has nothing to do; what is new is done.
    assert watched(inbox)[0].did == []
    (inbox / "c.htm").write_text("three", encoding="utf-8")
    (inbox / "a.htm").write_text("one, corrected", encoding="utf-8")
    watched(inbox)
    assert fed(inbox)[2:] == [("a.htm", "ties"), ("c.htm", "ties")]


def test_a_feed_that_was_cut_off_goes_on_and_loses_nothing(inbox: Path) -> None:
    for name in ("a", "b", "c"):
        (inbox / f"{name}.htm").write_text(name, encoding="utf-8")
    watched(inbox)
    feed = inbox.with_name("results") / "feed.jsonl"
    whole = feed.read_bytes()
    feed.write_bytes(whole[:-20])
    assert [Path(task.release).name for task in watched(inbox)[0].did] == ["c.htm"]
    assert feed.read_bytes() == whole


@pytest.mark.parametrize(("name", "state"), [("bad.htm", "failed"), ("unread.htm", "unusable")])
def test_what_failed_is_tried_again_at_the_next_start_and_not_before(
    inbox: Path, name: str, state: str
) -> None:
    (inbox / name).write_text("bad", encoding="utf-8")
    assert len(watched(inbox)[0].did) == 1
    assert len(watched(inbox)[0].did) == 1
    assert fed(inbox) == [(name, state)] * 2


def test_a_file_that_changes_while_it_is_read_is_read_again(inbox: Path) -> None:
    (inbox / "a.htm").write_text("one", encoding="utf-8")
    engine, told = watched(inbox, Here(during={"a.htm": "one and a half"}))
    assert len(engine.did) == 2 and fed(inbox) == [("a.htm", "ties")]
    assert "changed while it was read" in told[0].why


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--out", "inbox"), "--out"),
        (("--out", "results", "--dataset", "inbox/facts"), "--dataset"),
        (("--out", "inbox/results", "--dataset", "inbox/facts"), "--dataset"),
    ],
)
def test_results_that_would_arrive_themselves_are_refused(
    inbox: Path, options: tuple[str, ...], named: str
) -> None:
    paths = [one if one.startswith("--") else str(inbox.parent / one) for one in options]
    done = run_command("watch", str(inbox), "--once", *paths)
    assert (
        done.exit_code == 2
        and "would arrive there" in " ".join(done.output.split())
        and f"with {named}" in done.output
    )
    assert [path.name for path in inbox.iterdir()] == []


@pytest.mark.parametrize("option", ["--every", "--still", "--limit"])
@pytest.mark.parametrize("seconds", ["nan", "inf"])
def test_seconds_are_a_number(inbox: Path, option: str, seconds: str) -> None:
    done = run_command("watch", str(inbox), "--once", option, seconds)
    assert done.exit_code == 2 and f"{seconds} is no number of seconds" in done.output


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = run_command("watch", tmp_path / "nowhere")
    assert done.exit_code == 2 and "there is no such folder" in done.output


def test_lines_of_json_are_of_letters_that_every_output_can_carry(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tieout.batch.Processes", lambda *_: Here())
    (inbox / "été.htm").write_text("one", encoding="utf-8")
    done = run_command("watch", inbox, "--once", "--still", "0", "--every", "0.1", "--json", "--quiet")
    assert done.exit_code == 0 and done.output.isascii()
    assert json.loads(done.output)["release"] == str(inbox / "été.htm")
    assert fed(inbox, "inbox.results") == [("été.htm", "ties")]


def _lines(process: "subprocess.Popen[str]", count: int) -> Iterator[str]:
    assert process.stdout is not None
    for _ in range(count):
        yield process.stdout.readline()


@pytest.mark.slow
def test_a_watch_that_is_killed_loses_nothing_and_does_nothing_twice(inbox: Path) -> None:
    from test_contact import PAGE

    for number in range(4):
        (inbox / f"harbor-{number}.htm").write_text(PAGE + f"<!-- {number} -->", encoding="utf-8")
    command = [sys.executable, "-m", "tieout", "watch", str(inbox), "--processes", "2", "--still", "0.5"]
    command += ["--every", "0.2", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        list(_lines(process, 1))
        os.killpg(process.pid, signal.SIGKILL)
    results = inbox.with_name("inbox.results")
    feed = results / "feed.jsonl"
    before = feed.read_text(encoding="utf-8")
    assert 1 <= len(before.splitlines()) < 4
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        list(_lines(process, 4 - len(before.splitlines())))
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=_SOON)
    assert process.returncode == 130 and "stopped: " in said and "Traceback" not in said
    after = feed.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert sorted(Path(json.loads(line)["release"]).name for line in after.splitlines()) == [
        f"harbor-{number}.htm" for number in range(4)
    ]
    # All that is there is whole: a folder for each, the feed, the dataset, and nothing that was begun.
    assert {path.name for path in results.iterdir() if not path.name.startswith(".")} == {
        *(f"harbor-{number}.htm.draft" for number in range(4)),
        "feed.jsonl",
        "facts",
    }
    assert not [*results.rglob("*.begun-*")]
