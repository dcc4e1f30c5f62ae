"""What other repositories use by one line: files that their tools read, with commands that there are."""

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import click
import yaml

from tieout.cli import main


def _parses(words: list[str]) -> None:
    """Fails where a command line of tieout names a command or an option that there is none of."""
    assert words[0] == "tieout"
    command = main.commands[words[1]]
    # A command keeps what it has made for the first context: it is to be the one that it runs in.
    above = click.Context(main, info_name=words[0], **main.context_settings)
    command.make_parser(click.Context(command, parent=above, info_name=words[1])).parse_args(words[2:])


def _steps(root: Path) -> list[dict[str, Any]]:
    read = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
    assert read["runs"]["using"] == "composite"
    steps: list[dict[str, Any]] = read["runs"]["steps"]
    # A composite action says the shell of each command.
    assert all(("uses" in step) != ("run" in step) and ("shell" in step) == ("run" in step) for step in steps)
    return steps


def test_the_hook_names_a_command_that_there_is(root: Path) -> None:
    (hook,) = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {"id", "name", "entry", "language"} <= hook.keys() and hook["language"] == "python"
    _parses([*shlex.split(hook["entry"]), "instances/acme-2025q1"])
    matches = re.compile(hook["files"]).search
    assert matches("taxonomy/acme/company.yaml") and matches("instances/acme-2025q1/release.htm")
    # Every kind of file of a report: what is committed of it is what a build writes.
    assert all(map(matches, map(str, (root / "instances").glob("*/xbrl/*.*"))))
    assert not matches("README.md")


def test_the_action_runs_what_there_is_and_takes_no_input_for_a_command(root: Path) -> None:
    commands = [step["run"] for step in _steps(root) if "run" in step]
    # What somebody names reaches a shell by its variables alone.
    assert all("${{" not in command for command in commands)
    (line,) = (line for line in commands[-1].splitlines() if line.startswith("tieout"))
    _parses(shlex.split(line.partition(" >")[0]))
    named = re.findall(r"\$SOURCE/([\w./-]+)", " ".join(commands))
    assert named and all((root / name).is_file() for name in named)
    read = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
    said = (root / "action.yml").read_text(encoding="utf-8")
    assert all(f"inputs.{name}" in said for name in read["inputs"])
    assert read["outputs"]["sarif"]["value"] == "${{ steps.check.outputs.sarif }}"
    assert [step["id"] for step in _steps(root) if "id" in step] == ["check"]


def test_the_image_is_made_of_files_that_there_are_and_runs_as_nobody_special(root: Path) -> None:
    lines = (root / "Dockerfile").read_text(encoding="utf-8").splitlines()
    said = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    copied = [words.split()[:-1] for kind, words in said if kind == "COPY" and "--from" not in words]
    assert all((root / name).exists() for names in copied for name in names)
    users = [words for kind, words in said if kind == "USER"]
    assert users == ["tieout"] and [words for kind, words in said if kind == "ENTRYPOINT"] == ['["tieout"]']
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "tieout" in project["scripts"]
    # All that it asks for is pinned for it, with the extras that the docs name.
    pinned = (root / "generator" / "requirements" / "image.txt").read_text(encoding="utf-8")
    told = (root / "docs" / "elsewhere.md").read_text(encoding="utf-8")
    for extra in ("excel", "dataset", "dask", "ocr"):
        assert f"`{extra}`" in told
        for package in project["optional-dependencies"][extra]:
            assert f"{re.split('[<>=]', package)[0]}==" in pinned


def test_the_docs_show_each_by_the_name_that_it_has(root: Path) -> None:
    told = (root / "docs" / "elsewhere.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", told, re.DOTALL)
    assert all(yaml.safe_load(block) for block in blocks)
    (hook,) = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["id"] in [used["id"] for used in yaml.safe_load(blocks[0])["repos"][0]["hooks"]]
    action = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
    assert set(re.findall(r"with: \{(\w+): reports", told)) <= action["inputs"].keys()
