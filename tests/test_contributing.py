"""What CONTRIBUTING says to a stranger is so: its files are there, and its rule changes as it says."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from build_helpers import tieout
from layout_helpers import heads, made_up, only, reader
from test_contact import MISPRINTED
from tieout.cli import main
from tieout.definitions import models

MARCH = "2025-03-31"


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / "docs" / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_every_file_that_it_names_is_there(root: Path, text: str) -> None:
    named = re.findall(r"`([\w/.-]+/[\w.-]*)`", text)
    assert len(named) > 15
    for name in named:
        if "LANGUAGE" not in name:
            places = (root / name, root / "generator" / "tieout" / name, root / "taxonomy/base" / name)
            assert any(place.exists() for place in places), name


def test_its_test_fails_before_its_change_and_passes_after(text: str, tmp_path: Path) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    (word,) = re.findall(r"a word more in the list, `(.*?)`", text)
    names: dict[str, object] = {"Read": object, "heads": heads, "only": only, "MARCH": MARCH}
    exec(block, names)
    (test,) = (value for name, value in names.items() if name.startswith("test_"))
    assert callable(test)
    with pytest.raises(AssertionError):
        test(reader(tmp_path, made_up()))
    own = models.CompanyVocabulary.model_validate({"column-words": {"note": [word]}})
    test(reader(tmp_path, made_up(own=own)))


# The pages of the documentation ------------------------------------------------------------------------


def test_the_readme_is_read_in_a_few_minutes(root: Path) -> None:
    assert len((root / "README.md").read_text(encoding="utf-8").split()) <= 1_000


def test_every_link_of_the_documentation_leads_somewhere(root: Path) -> None:
    for page in (root / "README.md", *(root / "docs").glob("*.md")):
        for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not link.startswith("http"):
                assert (page.parent / link).exists(), f"{page.name}: {link}"


@pytest.mark.whole
def test_the_minute_of_the_readme_is_what_comes(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"^```\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)[1]
    monkeypatch.chdir(tmp_path)
    Path("release.htm").write_text(MISPRINTED, encoding="utf-8")
    said = " ".join(tieout("release.htm").output.split())
    at = 0
    for part in shown.split("…"):
        for line in part.splitlines():
            words = " ".join(line.split())
            assert words in said[at:], line
            at = said.index(words, at)
    assert sorted(path.name for path in Path("release.draft").iterdir()) == [
        *("definitions", "draft-report", "facts.csv", "facts.json", "index.html", "report.xlsx"),
    ]


def _commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of tieout that a page shows, in a block or in a line: its name, and its options."""
    blocks = re.findall(r"^```(?:sh)?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    lines += re.findall(r"`(tieout [^`]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    for line in lines:
        for part in re.split(r"&&|\||;|\$\(", line.partition(" #")[0]):
            words = part.split()
            if words and (words[0] == "tieout" or words[0].endswith("/tieout")) and len(words) > 1:
                options = [
                    word.partition("=")[0].strip(").,") for word in words[2:] if word[0] == "-" != word
                ]
                yield words[1], options


def test_each_command_that_the_documentation_shows_is_one(root: Path) -> None:
    # What `make site` writes beside them is made of the commands themselves.
    seen = 0
    pages = [page for page in (root / "docs").glob("*.md") if page.name not in ("commands.md", "gallery.md")]
    for page in (root / "README.md", *pages):
        for name, options in _commands(page.read_text(encoding="utf-8")):
            # Without a command it is a file, which is drafted.
            command = main.commands.get(name, main.commands["draft"])
            assert name in main.commands or re.search(r"[./A-Z<-]", name), f"{page.name}: tieout {name}"
            known = {option for parameter in command.params for option in parameter.opts}
            if isinstance(command, click.Group):
                known |= {o for one in command.commands.values() for p in one.params for o in p.opts}
            assert {*options} <= known | {"-h", "--help"}, f"{page.name}: tieout {name} {options}"
            seen += 1
    assert seen > 70
