"""What CONTRIBUTING says to a stranger is so: its files are there, and its rule changes as it says."""

import re
from pathlib import Path

import pytest

from layout_helpers import heads, made_up, only, reader
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
