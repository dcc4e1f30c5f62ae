"""The guides as a reader follows them: each command is typed, each change made, each outcome shown.

In a guide, `sh` blocks are commands, one a line; a comment `# exits with N` is what it says. A `text` block
is what is printed by the commands above it: each of its lines stands in the output, in this order; `…` stands
for anything. A `diff` block is a change that the reader makes.
"""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import test_next_quarter
from build_helpers import TIEOUT
from test_next_quarter import Texts

pytestmark = [pytest.mark.arelle, pytest.mark.slow]

texts = test_next_quarter.texts

_BLOCK = re.compile(r"^```(sh|text|diff)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_EXIT = re.compile(r"\s+# exits with (\d)$")


@dataclass
class Reader:
    """Somebody with a checkout and a guide, at a prompt."""

    folder: Path
    printed: str = ""

    def follow(self, guide: Path) -> None:
        for number, (kind, text) in enumerate(_blocks(guide), 1):
            where = f"block {number} of {guide.name}"
            if kind == "sh":
                self.printed = "".join(self._type(command, where) for command in _commands(text))
            elif kind == "text":
                self._look(text, where)
            else:
                self._change(text, where)

    def _type(self, command: str, where: str) -> str:
        due = _EXIT.search(command)
        words = shlex.split(command, comments=True)
        assert words[0] in ("tieout", "sed"), f"{where}: {command}"
        done = subprocess.run(
            [TIEOUT if words[0] == "tieout" else words[0], *words[1:]],
            cwd=self.folder,
            env=os.environ | {"NO_COLOR": "1", "COLUMNS": "200"},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        said = done.stdout + done.stderr
        assert done.returncode == (int(due[1]) if due else 0), f"{where}: {command}\n{said}"
        return said

    def _look(self, text: str, where: str) -> None:
        at = 0
        for line in text.splitlines():
            pattern = r"[^\n]*".join(r"\s+".join(map(re.escape, part.split(" "))) for part in line.split("…"))
            found = re.compile(rf"^\s*{pattern.strip()}\s*$", re.MULTILINE).search(self.printed, at)
            assert found, f"{where}: {line!r} is not printed\n{self.printed}"
            at = found.end()

    def _change(self, text: str, where: str) -> None:
        done = subprocess.run(
            ["git", "apply", "--unidiff-zero", "--whitespace=nowarn", "-"],
            cwd=self.folder,
            # The folder is no repository, whatever stands above it.
            env=os.environ | {"GIT_DIR": os.devnull},
            input=text,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{where}: {done.stderr}"


def _blocks(guide: Path) -> Iterator[tuple[str, str]]:
    found = _BLOCK.findall(guide.read_text(encoding="utf-8"))
    assert found, f"{guide.name} has no commands"
    yield from found


def _commands(text: str) -> Iterator[str]:
    for line in text.replace("\\\n", " ").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


@pytest.fixture
def reader(root: Path, tmp_path: Path) -> Reader:
    for name in ("taxonomy", "instances"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    return Reader(tmp_path)


def test_the_next_quarter(root: Path, reader: Reader, texts: Texts) -> None:
    shutil.copy(texts.second, reader.folder / "2q18.txt")
    reader.follow(root / "docs" / "next-quarter.md")


def test_editions(root: Path, reader: Reader) -> None:
    reader.follow(root / "docs" / "editions.md")
    assert (reader.folder / "report" / "us-gaap" / "aapl-20250329.xml").is_file()


def test_a_company_of_ones_own(root: Path, reader: Reader) -> None:
    reader.follow(root / "docs" / "new-company.md")


def test_the_edition_for_tdnet(root: Path, reader: Reader) -> None:
    reader.follow(root / "docs" / "tdnet.md")
