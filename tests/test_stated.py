"""What is stated beside the code and made of it: the base layer's fingerprint, the page of findings."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tieout.definitions import load_base

sys.path.append(str(Path(__file__).parent / "reference"))

import findings
import fingerprint


def test_the_concepts_of_the_base_layer_are_those_of_its_version() -> None:
    stated = fingerprint.FILE.read_text(encoding="utf-8")
    assert fingerprint.fingerprint() == stated, fingerprint.refusal(
        stated, fingerprint.fingerprint(), unpublished=False
    )


@pytest.mark.parametrize(
    ("change", "same"),
    [({"balance": "credit"}, False), ({"type": "shares"}, False), ({"label": {"en": "Else"}}, True)],
)
def test_what_a_concept_is_changes_the_fingerprint_and_its_words_do_not(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, object], *, same: bool
) -> None:
    base = load_base()
    concepts = {
        name: replace(concept, **change) if name == "AssetsNoncurrent" else concept
        for name, concept in base.layer.concepts.items()
    }
    other = replace(base, layer=replace(base.layer, concepts=concepts))
    before = fingerprint.fingerprint()
    monkeypatch.setattr(fingerprint, "load_base", lambda: other)
    assert (fingerprint.fingerprint() == before) is same


def test_a_stated_version_is_not_stated_anew_but_for_one_that_nobody_has() -> None:
    assert "give the base layer another date" in fingerprint.refusal(
        "2018 1 a", "2018 2 b", unpublished=False
    )
    assert not fingerprint.refusal("2018 1 a", "2018 2 b", unpublished=True)
    assert not fingerprint.refusal("2018 1 a", "2019 2 b", unpublished=False)


def test_the_page_of_findings_is_what_the_program_says() -> None:
    assert findings.PAGE.read_text(encoding="utf-8") == findings.page(), "run make docs"
    assert "### validate.taxonomyAbsent\n" in findings.page()
