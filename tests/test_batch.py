"""Many releases at once: each as it is alone, and none stopped by another."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from batch_work import WAIT, work
from build_helpers import edit
from build_helpers import tieout as run_command
from tieout.batch import Journal, Outcome, Task, company_folders, listed, one, run, tasks_in
from tieout.batch.engine import lost
from tieout.batch.known import company_of, release_folder
from tieout.batch.one import do
from tieout.batch.tasks import files_in
from tieout.contact import identify
from tieout.core import InputError


def touched(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return folder


def test_a_folder_is_all_that_is_in_it_but_drafts_hidden_files_and_the_results(tmp_path: Path) -> None:
    names = ("b.htm", "a.txt", "2025/q1/ex99.htm", "acme/release.yaml", "acme/release.txt")
    passed = (".hidden", "a.draft/index.html", "out/old.draft/index.html", "out/batch.jsonl")
    folder = touched(tmp_path, *names, *passed)
    found = tasks_in([folder], folder / "out")
    assert [(task.release.removeprefix(f"{folder}/"), task.kind) for task in found] == [
        ("2025/q1/ex99.htm", "draft"),
        ("a.txt", "draft"),
        ("acme", "build"),
        ("b.htm", "draft"),
    ]
    # Results stand in the order of folders that the releases stand in; a report in its own folder.
    outs = [task.out.removeprefix(f"{folder}/") for task in found]
    assert outs == ["out/2025/q1/ex99.htm.draft", "out/a.txt.draft", "acme/xbrl", "out/b.htm.draft"]


def test_results_in_the_folder_itself_are_no_releases(tmp_path: Path) -> None:
    folder = touched(
        tmp_path, "a.htm", "a.htm.draft/index.html", "batch.jsonl", "facts/company=a/facts.parquet"
    )
    (task,) = tasks_in([folder], folder, folder / "facts")
    assert task.release == str(folder / "a.htm")


def test_a_pattern_and_a_list_name_releases_each_once(tmp_path: Path) -> None:
    folder = touched(tmp_path, "q1/a.htm", "q2/a.htm", "q2/b.txt")
    found = tasks_in(
        [folder / "q?" / "*.htm", folder / "q2" / "b.txt", folder / "q2" / "b.txt"], folder / "o"
    )
    assert [Path(task.release).relative_to(folder).as_posix() for task in found] == [
        "q1/a.htm",
        "q2/a.htm",
        "q2/b.txt",
    ]
    assert listed(["# the season", "", " a.htm \n", "b.htm"]) == [Path("a.htm"), Path("b.htm")]


def test_two_drafts_never_share_a_folder(tmp_path: Path) -> None:
    folder = touched(tmp_path, "q1/ex99.htm", "q2/ex99.htm")
    with pytest.raises(InputError, match="2 files would be drafted into one folder"):
        tasks_in([folder / "q1" / "ex99.htm", folder / "q2" / "ex99.htm"], folder / "out")
    assert len(tasks_in([folder], folder / "out")) == 2


@pytest.mark.parametrize("name", ["nowhere.htm", "nothing*.htm"])
def test_a_path_that_is_not_there_is_told_before_anything_is_done(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        tasks_in([tmp_path / name], tmp_path / "out")


@pytest.mark.parametrize("command", [("batch",), ("watch", "--once")], ids=["batch", "watch"])
def test_a_dataset_that_is_a_file_is_told_before_anything_is_done(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    touched(tmp_path / "inbox", "a.txt")
    taken = tmp_path / "facts"
    taken.write_text("", encoding="utf-8")
    said = run_command(*command, tmp_path / "inbox", "--out", tmp_path / "out", "--dataset", taken)
    assert said.exit_code == 2 and "a dataset is a folder" in said.output
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_one_that_hangs_is_killed_or_fails_stops_no_other(tmp_path: Path) -> None:
    names = ("hangs", "good", "killed", "better", "fails", "best")
    tasks = [Task(f"{name}.htm", "draft", str(tmp_path / name)) for name in names]
    began = time.monotonic()
    found = {Path(one.release).stem: one for one in run(tasks, processes=2, limit=3, work=work)}
    assert time.monotonic() - began < WAIT / 2
    states = {name: one.state for name, one in found.items()}
    assert states == {
        "hangs": "timed-out",
        "killed": "killed",
        "fails": "failed",
        **dict.fromkeys(("good", "better", "best"), "ties"),
    }
    assert found["fails"].first == "ValueError: no such luck"
    assert "3 seconds" in found["hangs"].first
    # What they had begun to write is gone.
    assert sorted(path.name for path in tmp_path.iterdir()) == ["best", "better", "good"]


def test_a_result_that_cannot_be_written_is_tried_again_and_a_release_that_cannot_be_read_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "page.htm"
    page.write_text("<p>Nothing</p>", encoding="utf-8")
    task = Task(str(page), "draft", str(tmp_path / "page.draft"))
    assert do(task).state == "unusable" and do(task).settled
    touched(tmp_path, "page.draft/notes.txt")
    refused = do(task)
    assert refused.state == "failed" and not refused.settled and "holds no draft" in refused.first

    def full(*_: object) -> object:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(one, "draft_into", full)
    refused = do(task)
    assert refused.state == "failed" and not refused.settled and refused.first == "No space left on device"


def test_what_an_ended_draft_had_begun_is_taken_away_whatever_its_file_is_called(tmp_path: Path) -> None:
    begun, other = (tmp_path / f".{name}.draft.begun-x" for name in ("page [1].htm", "page 1.htm"))
    begun.mkdir()
    other.mkdir()
    lost(Task("page [1].htm", "draft", str(tmp_path / "page [1].htm.draft")), "killed", "")
    assert other.is_dir() and not begun.exists()


def test_a_journal_knows_what_is_done_of_the_same_file(tmp_path: Path) -> None:
    touched(tmp_path, "a.htm", "b.htm", "c.htm", "d.htm")
    tasks = tasks_in([tmp_path / f"{name}.htm" for name in "abcd"], tmp_path / "out")
    states = ("findings", "ties", "killed", "unusable")
    path = tmp_path / "out" / "batch.jsonl"
    kept = Journal(path)
    from tieout.batch.one import fingerprint
    from tieout.core import VERSION

    for task, state in zip(tasks, states, strict=True):
        if state in ("findings", "ties"):
            Path(task.out).mkdir(parents=True)
        one = Outcome(task.release, task.kind, task.out, state, fingerprint(task), version=VERSION)  # type: ignore[arg-type]
        kept.add(one)
    with path.open("a", encoding="utf-8") as handle:
        handle.write('{"release": "cut o')
    (tmp_path / "b.htm").write_text("another", encoding="utf-8")
    again = Journal(path, resume=True)
    # The first is as it was, the second has changed, the third was killed, the fourth is known to be no use.
    assert [Path(task.release).name for task in again.known(tasks)] == ["a.htm", "d.htm"]
    shutil.rmtree(tasks[0].out)
    assert [Path(task.release).name for task in again.known(tasks)] == ["d.htm"]
    # The line that was cut off is gone, so that the next one stands on a line of its own.
    assert [json.loads(line)["state"] for line in path.read_text(encoding="utf-8").splitlines()] == [*states]


@pytest.fixture
def season(tmp_path: Path) -> Path:
    from test_contact import PAGE

    folder = tmp_path / "season"
    folder.mkdir()
    (folder / "harbor.htm").write_text(PAGE, encoding="utf-8")
    (folder / "wrong.htm").write_text(PAGE.replace("<td>3,619<", "<td>3,691<"), encoding="utf-8")
    (folder / "letter.txt").write_text("Dear all,\nnothing to report.\n", encoding="utf-8")
    return folder


@pytest.mark.slow
def test_a_season_gives_what_each_release_gives_alone(season: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run_command("batch", str(season), "--out", str(out), "--processes", "2")
    assert done.exit_code == 2, done.output
    assert "3 releases: 1 tied, 1 with findings, 1 unusable" in done.output
    lines = [json.loads(line) for line in (out / "batch.jsonl").read_text(encoding="utf-8").splitlines()]
    told = {Path(line["release"]).name: line for line in lines}
    assert told["harbor.htm"]["state"] == "ties" and told["harbor.htm"]["quarter"] == "2025q2"
    assert told["wrong.htm"]["state"] == "findings" and "3,691" in told["wrong.htm"]["first"]
    assert told["letter.txt"]["state"] == "unusable" and told["letter.txt"]["facts"] == 0
    drafted = files(out / "harbor.htm.draft")
    shutil.rmtree(out / "harbor.htm.draft")
    run_command("draft", str(season / "harbor.htm"), "--out", str(out / "harbor.htm.draft"))
    assert files(out / "harbor.htm.draft") == drafted
    again = run_command("batch", str(season), "--out", str(out), "--resume", "--json")
    assert [json.loads(line)["seconds"] for line in again.output.splitlines()] == [
        told[name]["seconds"] for name in ("harbor.htm", "letter.txt", "wrong.htm")
    ]


def test_a_list_in_another_encoding_is_refused_and_a_mark_before_it_passed_over(tmp_path: Path) -> None:
    listing, out = tmp_path / "list.txt", str(tmp_path / "out")
    for data in ("é.htm\n".encode("latin-1"), "a.htm\n".encode("utf-16")):
        listing.write_bytes(data)
        done = run_command("batch", "--from", str(listing), "--out", out)
        assert done.exit_code == 2 and "a list of files is text in UTF-8" in done.output
    listing.write_text("not-there.htm\n", encoding="utf-8-sig")
    done = run_command("batch", "--from", str(listing), "--out", out)
    assert done.exit_code == 2 and "\n    not-there.htm\n" in done.output


@pytest.mark.skipif(sys.platform != "linux", reason="names are text")
def test_a_file_in_a_folder_whose_name_no_report_can_carry_stops_no_other(tmp_path: Path) -> None:
    season, out = tmp_path / "season", tmp_path / "out"
    season.mkdir()
    (season / os.fsdecode(b"caf\xe9.htm")).write_text("<p>Nothing</p>", encoding="utf-8")
    (season / "two\nlines.htm").write_text("", encoding="utf-8")
    for more in ((), ("--resume",)):
        done = run_command("batch", str(season), "--out", str(out), "--processes", "1", *more)
        assert done.exit_code == 2 and "2 unusable" in done.output
        assert "has a name that is not UTF-8" in done.output and "the file is empty" in done.output
        # A row is a line, whatever a file is called.
        assert "two lines.htm\t" in done.output
        lines = (out / "batch.jsonl").read_text(encoding="utf-8").splitlines()
        kept = {os.fsencode(Path(json.loads(line)["release"]).name) for line in lines}
        assert kept == {b"caf\xe9.htm", b"two\nlines.htm"}


@pytest.mark.skipif(sys.platform == "win32", reason="links are for administrators")
def test_a_link_that_leads_in_a_circle_stops_no_other(tmp_path: Path) -> None:
    season, out = tmp_path / "season", tmp_path / "out"
    (season / "below").mkdir(parents=True)
    (season / "circle").symlink_to("circle")
    (season / "gone.htm").symlink_to("nowhere.htm")
    (season / "below" / "up").symlink_to("..")
    (season / "a.htm").write_text("<p>Nothing</p>", encoding="utf-8")
    done = run_command("batch", str(season), "--out", str(out), "--processes", "1")
    assert done.exit_code == 2 and "3 releases: 3 unusable" in done.output
    assert "leads in a circle" in done.output and "no table" in done.output
    for command in (("batch",), ("draft",), ("build",), ("validate",), ("load", "sqlite:///facts.db")):
        done = run_command(*command, str(season / "circle"))
        assert done.exit_code == 2 and "leads in a circle" in " ".join(done.output.split()), command
    # What the operating system says of such an entry is an error, which ended a watch.
    assert [path.name for path in files_in(season, out)] == ["a.htm"]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_control_c_ends_all_of_it_and_a_later_run_goes_on(season: Path, tmp_path: Path) -> None:
    for number in range(30):
        shutil.copyfile(season / "harbor.htm", season / f"harbor-{number:02}.htm")
    out = tmp_path / "out"
    command = [
        sys.executable,
        "-m",
        "tieout",
        "batch",
        str(season),
        "--out",
        str(out),
        "--processes",
        "2",
        "--json",
    ]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        process.stdout.read()
        said = process.stderr.read()
    assert process.returncode not in (0, 2) and "Traceback" not in said
    lines = (out / "batch.jsonl").read_text(encoding="utf-8").splitlines()
    assert 0 < len(lines) < 33
    kept = {json.loads(line)["release"]: json.loads(line)["seconds"] for line in lines}
    done = run_command("batch", str(season), "--out", str(out), "--processes", "2", "--resume", "--json")
    after = {one["release"]: one["seconds"] for one in map(json.loads, done.output.splitlines())}
    assert len(after) == 33 and kept.items() <= after.items()


@pytest.mark.arelle
@pytest.mark.slow
def test_a_file_of_a_described_company_is_built_with_its_definitions(
    season: Path, root: Path, tmp_path: Path
) -> None:
    (season / "letter.txt").unlink()
    (season / "wrong.htm").unlink()
    shutil.copyfile(root / "tests" / "acme" / "release" / "release.txt", season / "acme.txt")
    companies = tmp_path / "companies"
    shutil.copytree(root / "tests" / "acme" / "company", companies / "acme")
    asked = ("batch", str(season), "--out", str(tmp_path / "out"), "--companies", str(companies), "--json")
    done = run_command(*asked)
    assert done.exit_code == 0, done.output
    told = {Path(one["release"]).name: one for one in map(json.loads, done.output.splitlines())}
    assert told["acme.txt"]["described"] == str(companies / "acme") and told["harbor.htm"]["described"] == ""
    folder = Path(told["acme.txt"]["out"])
    assert folder == tmp_path / "out" / "acme.txt.release"
    assert (folder / "xbrl" / "acme-20250331.xbrl").is_file()
    # What a person says in its release.yaml is kept, and done again with.
    yaml = folder / "release.yaml"
    said = yaml.read_text(encoding="utf-8") + "# Looked at.\n"
    yaml.write_text(said, encoding="utf-8")
    again = run_command(*asked, "--resume")
    seconds = {
        Path(one["release"]).name: one["seconds"] for one in map(json.loads, again.output.splitlines())
    }
    assert seconds == {name: one["seconds"] for name, one in told.items()}
    company = companies / "acme" / "company.yaml"
    company.write_text(company.read_text(encoding="utf-8") + "# Changed.\n", encoding="utf-8")
    third = {
        Path(one["release"]).name: one
        for one in map(json.loads, run_command(*asked, "--resume").output.splitlines())
    }
    assert third["acme.txt"]["made_from"] != told["acme.txt"]["made_from"]
    assert third["harbor.htm"] == told["harbor.htm"] and yaml.read_text(encoding="utf-8") == said


def test_a_company_is_known_by_its_name_with_its_legal_form_or_without(root: Path, tmp_path: Path) -> None:
    from test_contact import PAGE

    page = tmp_path / "page.htm"
    page.write_text(PAGE, encoding="utf-8")
    name = identify(page).name.value
    bare = name.rpartition(" ")[0].rstrip(",")
    folders = [str(tmp_path / form) for form in ("Ltd.", "GmbH", "Holdings")]
    for folder in map(Path, folders):
        shutil.copytree(root / "tests" / "acme" / "company", folder)
        edit(folder / "company.yaml", "Acme Corp.", f'"{bare} {folder.name}"')
    ltd, gmbh, holdings = folders
    assert company_of(page, (holdings,)) is None
    assert company_of(page, (holdings, ltd)) == Path(ltd)
    with pytest.raises(InputError, match="may be each of"):
        company_of(page, (ltd, gmbh))
    # The one whose whole name it is, in a process that has read it before.
    edit(Path(gmbh) / "company.yaml", f"{bare} GmbH", name)
    assert company_of(page, (ltd, gmbh)) == Path(gmbh)


def test_a_company_is_known_by_the_whole_of_its_number(root: Path, tmp_path: Path) -> None:
    from test_contact import PAGE

    described = tmp_path / "acme"
    shutil.copytree(root / "tests" / "acme" / "company", described)
    page = tmp_path / "page.htm"
    known = {}
    for number in ("0000000001", "0000000010"):
        page.write_text(PAGE.replace("Exhibit 99.1", f"CENTRAL INDEX KEY: {number}"), encoding="utf-8")
        known[number] = company_of(page, (str(described),))
    assert known == {"0000000001": described, "0000000010": None}


def test_what_people_said_of_another_file_is_not_thrown_away(root: Path, tmp_path: Path) -> None:
    company, text = root / "tests" / "acme" / "company", tmp_path / "acme.txt"
    shutil.copyfile(root / "tests" / "acme" / "release" / "release.txt", text)
    folder = release_folder(text, company, tmp_path / "acme.release")
    said = (folder / "release.yaml").read_bytes()
    assert release_folder(text, company, folder) == folder
    text.write_text(text.read_text(encoding="utf-8") + "\nCorrected.\n", encoding="utf-8")
    with pytest.raises(InputError, match="is of another file"):
        release_folder(text, company, folder)
    assert (folder / "release.yaml").read_bytes() == said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_what_never_ends_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert do(Task(str(pipe), "draft", str(tmp_path / "out"))).state == "unusable"


def test_a_folder_without_a_company_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no company\.yaml in it"):
        company_folders([tmp_path])
