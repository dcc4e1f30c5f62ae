"""What docs/adding.md shows is complete: each of its examples does what the page says of it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from layout_helpers import CALENDAR, heads, made_up, only
from tieout import sources
from tieout.definitions import models
from tieout.definitions.vocabulary import vocabulary
from tieout.editions import Report
from tieout.language import Language
from tieout.layout import understand
from tieout.pipeline import Read

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def examples(root: Path) -> dict[str, list[str]]:
    """The blocks of the page, by the title of the section that they stand in."""
    text = (root / "docs" / "adding.md").read_text(encoding="utf-8")
    sections = re.split(r"^## An? (\w+): .*$", text, flags=re.MULTILINE)[1:]
    return {
        title: [block for _, block in BLOCK.findall(section)]
        for title, section in zip(sections[::2], sections[1::2], strict=True)
    }


def ran(example: str) -> dict[str, Any]:
    """The names of a module that an example is."""
    names: dict[str, Any] = {"__name__": "example"}
    exec(compile(example, "docs/adding.md", "exec", dont_inherit=True), names)
    return names


def test_a_source_is_read_by_every_rule(
    examples: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    module, line = examples["source"]
    names = ran(module) | {"READERS": sources.READERS}
    exec(line, names)
    monkeypatch.setattr(sources, "READERS", names["READERS"])
    path = tmp_path / "release.txt"
    path.write_text("#bars\nIn millions\n|March 31, 2025\nCash|20\nTotal assets|50\n", encoding="utf-8")
    found = only(understand(sources.read_document(path), made_up()))
    assert heads(found) == ["2025-03-31 USDe6"]
    assert [(cell.text, cell.line, cell.column) for row in found.rows for cell in row.cells] == [
        ("20", 4, 6),
        ("50", 5, 14),
    ]


def test_a_language_is_read_from_its_words(examples: dict[str, list[str]], tmp_path: Path) -> None:
    (words,) = examples["language"]
    assert len(words.splitlines()) < 25
    known = models.VocabularyFile.model_validate(yaml.safe_load(words))
    french = Language(vocabulary("fr", known, models.CompanyVocabulary()), CALENDAR, "EUR")
    path = tmp_path / "release.txt"
    path.write_text(
        "Bilan\nEn millions d'euros\n\t31 mars 2025\t31 décembre 2024\nTrésorerie\t1 250,5\t(980,1)\n",
        encoding="utf-8",
    )
    found = only(understand(sources.read_document(path), french))
    assert heads(found) == ["2025-03-31 EURe6", "2024-12-31 EURe6"]
    assert [str(cell.reading.value) for cell in found.rows[0].cells] == ["1250.5", "-980.1"]
    quarter = french.period("Premier trimestre 2025")
    assert quarter is not None and str(quarter) == "2025-01-01/2025-03-31"
    assert french.period("Trimestre clos le 31 mars 2025") == quarter


def test_an_edition_is_made_with_its_crosswalk(examples: dict[str, list[str]], acme: Read) -> None:
    (module,) = examples["edition"]
    assert acme.tied is not None
    made = ran(module)["Listed"]().make(
        Report(acme.definition, acme.release, acme.facts, acme.tied, acme.traced)
    )
    (file,) = made.files
    lines = "".join(map(str, file.pieces)).splitlines()
    assert "list:Assets\t2025-03-31\t50000000\tUSD" in lines
    assert len(lines) == len(made.facts)
    assert len(made.facts) + len(made.left_out) == len(acme.facts.facts)


def test_an_export_says_each_fact(examples: dict[str, list[str]], acme: Read) -> None:
    module, lines = examples["export"]
    said = [json.loads(line) for line in ran(module)["lines_of_json"](acme.facts)]
    assert {one["fact"]: one["value"] for one in said} == {
        fact.id: str(fact.value) for fact in acme.facts.facts if fact.value is not None
    }
    assert "lines_of_json(facts)" in lines
