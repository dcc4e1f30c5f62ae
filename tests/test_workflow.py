"""The workflow of the README: what another repository copies is run here as it is written."""

import json
import os
import re
import shutil
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest
import yaml

from build_helpers import bare_environment, build_wheel, copy_release, edit, outside, tieout
from tieout.core import Finding, Place, sarif

RELEASE = "iij-2018q1"


@pytest.fixture(scope="module")
def block(root):
    """The block of YAML in the README's section on CI."""
    section = (root / "README.md").read_text(encoding="utf-8").split("\n## In CI\n")[1].split("\n## ")[0]
    (found,) = re.findall(r"^```yaml\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    return found


@pytest.fixture(scope="module")
def workflow(block):
    """YAML 1.1 reads the key `on` as true."""
    loaded = yaml.safe_load(block)
    assert loaded.pop(True) == "push"
    return loaded


@pytest.fixture(scope="module")
def job(workflow):
    (found,) = workflow["jobs"].values()
    return found


@pytest.fixture(scope="module")
def runner(root, tmp_path_factory):
    """A machine's Python whose `pip` installs offline: tieout's wheel, beside what stands there already."""
    folder = tmp_path_factory.mktemp("runner")
    (folder / "wheel").mkdir()
    build_wheel(root, folder / "wheel")
    (folder / "python").mkdir()
    commands = bare_environment(folder / "python") / "bin"
    (commands / "pip").write_text(
        f'#!/bin/sh\nexec "{commands / "python"}" -m pip "$@"\n', encoding="utf-8", newline="\n"
    )
    (commands / "pip").chmod(0o755)
    return folder


@pytest.fixture
def repository(root, tmp_path, report):
    """Another company's repository, its report committed."""
    release = copy_release(root, tmp_path)
    shutil.copytree(report, release / "xbrl")
    return tmp_path


def _run(job, runner, repository):
    """Runs the `run:` steps as Actions does, till one fails: its exit code, and the log to upload."""
    variables = {
        "PATH": os.pathsep.join([str(runner / "python" / "bin"), os.defpath]),
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_FIND_LINKS": str(runner / "wheel"),
        "PIP_NO_COMPILE": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
    }
    script = runner / "step.sh"
    for step in job["steps"]:
        if "run" not in step:
            continue
        assert step.keys() == {"run"}
        assert "${{" not in step["run"]
        script.write_text(step["run"], encoding="utf-8", newline="\n")
        done = outside("bash", "-e", script, cwd=repository, check=False, **variables)
        if done.returncode:
            break
    upload = job["steps"][-1]["with"]
    log = json.loads((repository / upload["sarif_file"]).read_text(encoding="utf-8"))
    (run,) = log["runs"]
    return done, run


def _places(result):
    return [entry["physicalLocation"] for entry in result["locations"] + result.get("relatedLocations", [])]


def _check_upload(run, repository):
    """What code review needs: each result stands in a file, named from the repository's root."""
    for result in run["results"]:
        for place in _places(result):
            uri = place["artifactLocation"]["uri"]
            assert re.fullmatch(r"[\w.~/%-]+", uri, re.ASCII)
            path = PurePosixPath(unquote(uri))
            assert not path.is_absolute()
            assert ".." not in path.parts
            assert (repository / path).is_file()


def test_the_workflow_asks_for_no_more_than_it_needs(workflow, job):
    assert workflow.keys() == {"permissions", "jobs"}
    # `actions: read` is for private repositories.
    assert workflow["permissions"] == {"contents": "read", "actions": "read", "security-events": "write"}
    assert job.keys() == {"runs-on", "steps"}
    assert job["runs-on"] == "ubuntu-latest"


def test_the_workflow_has_ten_lines(block):
    assert len(block.splitlines()) <= 10
    # Nothing is folded away: each line can be read where it stands.
    assert max(map(len, block.splitlines())) <= 110


def test_the_log_is_uploaded_whatever_was_found(job):
    names = [step.get("uses", "run").partition("@")[0] for step in job["steps"]]
    assert names == ["actions/checkout", "actions/setup-python", "run", "github/codeql-action/upload-sarif"]
    upload = job["steps"][-1]
    assert upload["if"] == "always()"
    assert job["steps"][-2]["run"].endswith(f"> {upload['with']['sarif_file']}")


@pytest.mark.slow
@pytest.mark.arelle
def test_a_good_release_passes(job, runner, repository):
    done, run = _run(job, runner, repository)
    assert done.returncode == 0, done.stdout + done.stderr
    # What ran was the wheel that `pip` installed.
    assert shutil.which("tieout", path=runner / "python" / "bin")
    assert run["results"]
    assert {result["level"] for result in run["results"]} == {"note"}
    _check_upload(run, repository)


@pytest.mark.slow
@pytest.mark.arelle
def test_a_wrong_digit_fails_and_stands_on_its_line(job, runner, repository):
    # A release after it is proven all the same.
    shutil.copytree(repository / "instances" / RELEASE, repository / "instances" / "later")
    # Other tables print this amount as well: that they differ is found before Arelle is asked.
    text = repository / "instances" / RELEASE / "release.txt"
    edit(text, "NET INCOME\t747,825\t290,943\nLESS", "NET INCOME\t747,825\t290,948\nLESS")
    lines = text.read_text(encoding="utf-8").split("\n")
    done, run = _run(job, runner, repository)
    assert done.returncode == 1, done.stdout + done.stderr
    _check_upload(run, repository)
    files = {place["artifactLocation"]["uri"] for result in run["results"] for place in _places(result)}
    assert "instances/later/release.txt" in files
    errors = [result for result in run["results"] if result["level"] == "error"]
    assert errors
    for error in errors:
        place = error["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == f"instances/{RELEASE}/release.txt"
        assert place["region"]["startLine"] == lines.index("NET INCOME\t747,825\t290,948") + 1
        assert '"290,948"' in error["message"]["text"]


@pytest.mark.whole
def test_a_report_that_a_build_would_change_fails_and_stands_somewhere(repository, monkeypatch, unproven):
    monkeypatch.chdir(repository)
    edit(
        repository / "instances" / RELEASE / "release.yaml", "published: 2018-08-08", "published: 2018-08-09"
    )
    said = tieout("build", f"instances/{RELEASE}", "--check", "--format", "sarif")
    assert said.exit_code == 1
    (run,) = json.loads(said.stdout)["runs"]
    (error,) = (result for result in run["results"] if result["level"] == "error")
    assert error["ruleId"] == "publish.stale"
    _check_upload(run, repository)


def _uri(file):
    (run,) = sarif([Finding("a.b", "so", places=(Place(str(file), 3),))], version="1")["runs"]
    (location,) = run["results"][0]["locations"]
    return location["physicalLocation"]["artifactLocation"]["uri"]


def test_a_file_is_named_from_where_the_command_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert _uri("instances/a/release.txt") == "instances/a/release.txt"
    assert _uri("instances/a/../../taxonomy/a.yaml") == "taxonomy/a.yaml"
    assert _uri(Path.cwd() / "instances" / "a" / "release.txt") == "instances/a/release.txt"
    # A URI has neither letters of Japanese nor a bare `#`.
    assert _uri("第 1#.txt") == "%E7%AC%AC%201%23.txt"


def test_a_file_elsewhere_keeps_its_whole_path(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert _uri("../there.txt") == (Path.cwd().parent / "there.txt").as_uri()
