"""Entry points and packages: the plain one that reports refer to, the assertions', the base layer's own."""

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from build_helpers import INSTANCE, STEM, bare_arelle, tieout
from tieout.validate.assertions import with_assertions

_LINK = "{http://www.xbrl.org/2003/linkbase}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_BASE = "tieout-20180131"


def _labelled(linkbase: bytes) -> set[str]:
    """The concepts that a label linkbase has labels of."""
    return {str(loc.get(_HREF)).partition("#")[2] for loc in etree.fromstring(linkbase).iter(f"{_LINK}loc")}


def test_a_report_refers_to_the_plain_entry_point(report: Path) -> None:
    instance = etree.parse(str(report / INSTANCE))
    (reference,) = instance.iter(f"{_LINK}schemaRef")
    assert reference.get(_HREF) == f"{STEM}.xsd"


def test_what_is_validated_refers_to_the_assertions_and_is_gone_afterwards(report: Path) -> None:
    with with_assertions(report / INSTANCE) as copy:
        assert copy.name == INSTANCE and copy.parent != report
        assert f'href="{(report / STEM).as_uri()}-assertions.xsd"' in copy.read_text(encoding="utf-8")
    assert not copy.exists()
    # Nothing stands beside a schema.
    with with_assertions(report / f"{STEM}.xsd") as same:
        assert same == report / f"{STEM}.xsd"


@pytest.mark.parametrize(
    "broken",
    ["{", "[]", "{}", '{"documentInfo": {"taxonomy": ["a.xsd", "b.xsd"]}}', "[" * 100_000],
    ids=["cut off", "a list", "nothing", "two", "deep"],
)
def test_what_is_no_report_is_left_to_arelle(broken: str, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(broken, encoding="utf-8")
    with with_assertions(path) as same:
        assert same == path


def test_a_report_has_the_labels_of_the_concepts_that_it_uses_and_of_no_other(report: Path) -> None:
    used = _labelled((report / f"{STEM}_lab.xml").read_bytes())
    assert {"tieout_Assets", "tieout_Goodwill"} <= used
    assert "tieout_PolicyholderBenefitsAndClaimsIncurredNet" not in used
    assert not list(report.glob(f"{_BASE}_*.xml"))


@pytest.mark.arelle
def test_the_base_layer_is_a_package_of_its_own_with_all_its_labels(tmp_path: Path) -> None:
    done = tieout("taxonomy", "--base", "--out", tmp_path / "base")
    assert done.exit_code == 0, done.output
    package = tmp_path / "base" / f"{_BASE}.zip"
    with zipfile.ZipFile(package) as archive:
        labels = _labelled(archive.read(f"{_BASE}/taxonomy/{_BASE}_lab.xml"))
    assert "tieout_PolicyholderBenefitsAndClaimsIncurredNet" in labels
    address = f"http://taxonomy.tieout.example/20180131/{_BASE}-labelled.xsd"
    said, count = bare_arelle(address, lambda model: len(model.qnameConcepts), [package])
    assert not said
    assert count > len(labels) > 500


def test_a_release_or_the_base_is_named(tmp_path: Path) -> None:
    assert tieout("taxonomy", "--out", tmp_path).exit_code == 2
    assert tieout("taxonomy", tmp_path, "--base", "--out", tmp_path).exit_code == 2


@pytest.mark.arelle
def test_the_packages_of_two_companies_load_side_by_side(root: Path) -> None:
    packages = [
        root / "instances" / "iij-2018q1" / "xbrl" / "iij-20180630.zip",
        root / "instances" / "aapl-2025q2" / "xbrl" / "aapl-20250329.zip",
    ]
    for address in (
        "http://iij.tieout.example/20180808/iij-20180630.xsd",
        "http://aapl.tieout.example/20250501/aapl-20250329.xsd",
    ):
        said, documents = bare_arelle(address, lambda model: sorted(model.urlDocs), packages)
        assert not said
        # One base for both, whichever package it is taken from.
        assert sum(document.endswith(f"/{_BASE}.xsd") for document in documents) == 1
