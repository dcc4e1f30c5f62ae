"""The same releases on a Dask cluster: nothing lost, nothing twice, whatever becomes of a worker."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_helpers import tieout, tieout_process
from tieout.batch import Task, apart, refuse_unsendable
from tieout.batch.apart import Sent, do_apart
from tieout.core import VERSION, InputError

_SOON = 60


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "task",
    [
        Task("acme", "build", "acme/xbrl"),
        Task("/elsewhere/a.htm", "draft", "out/a.htm.draft"),
        Task("../a.htm", "draft", "out/a.htm.draft"),
        Task("a.htm", "draft", "out/a.htm.draft", "facts"),
    ],
)
def test_only_files_below_where_one_stands_are_sent(task: Task) -> None:
    with pytest.raises(InputError):
        refuse_unsendable([task])
    refuse_unsendable([Task("q1/a.htm", "draft", "out/a.htm.draft")])


def test_no_cluster_is_told_in_words(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    (tmp_path / "a.htm").write_text("<p>", encoding="utf-8")
    done = tieout("batch", tmp_path / "a.htm", "--out", tmp_path / "out", "--dask", "none://here")
    assert done.exit_code == 2 and "no scheduler of Dask answers at none://here" in done.output


def test_a_worker_of_another_version_does_nothing() -> None:
    done = do_apart(Sent(Task("a.htm", "draft", "out"), ".", 60, f"{VERSION}.other"))
    assert done.outcome is None and f"the worker has tieout {VERSION}" in done.why


@pytest.mark.whole
def test_a_kept_process_that_was_ended_meanwhile_loses_no_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[apart._Child] = []
    monkeypatch.setattr(apart, "_idle", kept)
    empty = tmp_path / "empty.txt"
    empty.touch()
    task = Task(str(empty), "draft", str(tmp_path / "empty.draft"))
    try:
        for _ in range(2):
            done = do_apart(Sent(task, str(tmp_path), 60, VERSION))
            assert done.outcome is not None and done.outcome.state == "unusable"
            (child,) = kept
            child._process.kill()
            child._process.wait()
    finally:
        for child in kept:
            child.close()


@pytest.mark.slow
def test_a_task_that_hangs_on_a_worker_is_ended_and_the_next_one_done(tmp_path: Path) -> None:
    from test_contact import PAGE

    (tmp_path / "harbor.htm").write_text(PAGE, encoding="utf-8")
    task = Task("harbor.htm", "draft", "out/harbor.htm.draft")
    late = do_apart(Sent(task, str(tmp_path), 0.05, VERSION))
    assert (late.outcome, late.state) == (None, "timed-out")
    there = do_apart(Sent(task, str(tmp_path), _SOON, VERSION))
    assert there.outcome is not None and there.outcome.facts
    # A file that travels with its task gives the same, under the same names.
    sent = do_apart(Sent(task, "/nowhere", _SOON, VERSION, PAGE.encode()))
    assert sent.files == _files(tmp_path / "out" / "harbor.htm.draft")
    assert do_apart(Sent(task, "/nowhere", _SOON, VERSION)).outcome.state == "failed"  # type: ignore[union-attr]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    pytest.importorskip("distributed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    dask = [sys.executable, "-m", "dask"]
    begun = [[*dask, "scheduler", "--host", address, "--no-dashboard"]]
    begun += [[*dask, "worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny"]] * 2
    log = (tmp_path / "log").open("wb")
    processes = [
        subprocess.Popen(command, cwd=tmp_path, stdout=log, stderr=log, start_new_session=True)
        for command in begun
    ]
    try:
        yield address, processes[1:]
    finally:
        for process in processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(_SOON)
        log.close()


@pytest.mark.slow
def test_a_worker_that_is_killed_loses_nothing(
    cluster: tuple[str, list["subprocess.Popen[bytes]"]], tmp_path: Path
) -> None:
    from test_contact import PAGE

    address, workers = cluster
    season = tmp_path / "season"
    season.mkdir()
    for number in range(6):
        (season / f"harbor-{number}.htm").write_text(PAGE, encoding="utf-8")
    (season / "letter.txt").write_text("Dear all,\nnothing to report.\n", encoding="utf-8")
    (season / "empty.htm").touch()
    command = [sys.executable, "-m", "tieout", "batch", "season", "--json"]
    with subprocess.Popen(
        [*command, "--out", "there", "--dask", address],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        lines = [process.stdout.readline() for _ in range(2)]
        os.killpg(workers[0].pid, signal.SIGKILL)
        lines += [*process.stdout]
        said = process.stderr.read()
    assert "Traceback" not in said
    # Each file travels with its task, to the worker that is left.
    sent = tieout_process(*command[3:], "--out", "sent", "--dask", address, "--send", cwd=tmp_path)
    here = tieout_process(*command[3:], "--out", "here", cwd=tmp_path)
    # On this machine all give the same: the same outcomes, the same bytes, and nothing else.
    alone = _told(here.stdout.splitlines())
    assert _told(lines) == _told(sent.stdout.splitlines()) == alone and len(alone) == 8
    assert _drafts(tmp_path / "there") == _drafts(tmp_path / "sent") == _drafts(tmp_path / "here")


def _told(lines: list[str]) -> list[tuple[str, str, str]]:
    return sorted((one["release"], one["state"], one["first"]) for one in map(json.loads, lines))


def _drafts(folder: Path) -> dict[str, bytes]:
    """What a run has written, but for its journal; the folder's own name is in no file of another's."""
    name = folder.name.encode()
    files = {path: data.replace(name + b"/", b"out/") for path, data in _files(folder).items()}
    assert files.pop("batch.jsonl") and len(files) > 100
    return files
