"""A report without its taxonomy, and figures of any length: told once, with what can be checked."""

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from tieout.core import Finding
from tieout.validate import validate

pytestmark = pytest.mark.arelle

INSTANCE = "acme-20250331.xbrl"


def _changed(instance: Path, pattern: str, new: str) -> list[Finding]:
    """What is found once the first text that fits a pattern is another."""
    text = instance.read_text(encoding="utf-8")
    changed = re.sub(pattern, new, text, count=1)
    assert changed != text
    instance.write_text(changed, encoding="utf-8")
    return list(validate(instance).findings)


@pytest.fixture
def alone(acme_report: Path, tmp_path: Path) -> Path:
    """The instance without its taxonomy."""
    return Path(shutil.copy(acme_report / INSTANCE, tmp_path))


def test_an_absent_taxonomy_is_one_finding_and_counts_the_facts(alone: Path) -> None:
    verdict = validate(alone)
    (finding,) = verdict.findings
    assert finding.code == "validate.taxonomyAbsent"
    assert "acme-20250331.xsd cannot be loaded: nothing defines 33 facts of " in finding.message
    assert verdict.counts.facts == 33
    assert finding.places[0].line


def test_an_inline_report_without_its_taxonomy_is_one_finding(acme_report: Path, tmp_path: Path) -> None:
    (finding,) = validate(Path(shutil.copy(acme_report / "acme-20250331.htm", tmp_path))).findings
    assert finding.code == "validate.taxonomyAbsent"
    assert "acme-20250331.xsd cannot be loaded: nothing defines " in finding.message
    assert "none of them is checked" in finding.message


def test_members_of_a_taxonomy_that_is_absent_are_no_findings_of_their_own(
    acme_report: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(acme_report, tmp_path / "xbrl"))
    # The company's own schema is there, the base layer that it imports is not.
    for part in folder.glob("tieout-*.xsd"):
        part.unlink()
    for report in (INSTANCE, "acme-20250331.htm"):
        codes = {finding.code for finding in validate(folder / report).findings}
        assert codes == {"validate.taxonomyAbsent"}, report


def test_a_member_that_no_schema_has_is_told_where_all_schemas_are_there(root: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(root / "instances" / "aapl-2025q2" / "xbrl", tmp_path / "xbrl"))
    member = r"(>\w+:)\w+Member(</xbrldi:explicitMember>)"
    found = _changed(folder / "aapl-20250329.xbrl", member, r"\g<1>Nobody\g<2>")
    assert any("Nobody" in finding.message for finding in found)


def test_formats_of_another_registry_are_told_once(acme_report: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(acme_report, tmp_path / "xbrl"))
    page = folder / "acme-20250331.htm"
    text = page.read_text(encoding="utf-8")
    text = text.replace("<html ", '<html xmlns:sec="http://registry.example/formats" ', 1)
    page.write_text(re.sub(r'format="ixt:[\w-]+"', 'format="sec:num"', text), encoding="utf-8")
    found = [finding for finding in validate(page).findings if finding.code == "validate.formatUnknown"]
    assert len(found) == 1 and "registry.example/formats" in found[0].message


def test_without_a_taxonomy_signs_and_precision_are_checked_all_the_same(alone: Path) -> None:
    found = _changed(alone, r'(<tieout:Assets [^>]*decimals=")[^"]*("[^>]*>)', r"\g<1>99999999999\g<2>-")
    assert {finding.code for finding in found} == {
        "validate.taxonomyAbsent",
        "validate.plausible.decimals",
        "validate.plausible.negative",
    }


@pytest.mark.parametrize("with_taxonomy", [True, False])
def test_a_figure_of_a_million_digits_is_a_finding_of_its_own(
    acme_report: Path, tmp_path: Path, *, with_taxonomy: bool
) -> None:
    folder = Path(shutil.copytree(acme_report, tmp_path / "xbrl"))
    if not with_taxonomy:
        (folder / "acme-20250331.xsd").unlink()
    found = _changed(folder / INSTANCE, r"(<tieout:InventoryNet [^>]*>)\d+", r"\g<1>" + "1" * 1_000_000)
    (digits,) = (finding for finding in found if finding.code == "validate.plausible.digits")
    assert "has 1,000,000 digits" in digits.message
    assert all(len(finding.message) < 2_000 for finding in found)


def test_a_package_whose_catalog_is_no_text_is_told_in_words(acme_report: Path, tmp_path: Path) -> None:
    package = tmp_path / "a.zip"
    with (
        zipfile.ZipFile(acme_report / "acme-20250331.zip") as archive,
        zipfile.ZipFile(package, "w") as written,
    ):
        for entry in archive.infolist():
            content = archive.read(entry)
            if entry.filename.endswith("catalog.xml"):
                content = content.replace(b"<rewriteURI", b"<!-- \xe4\xff --><rewriteURI")
            written.writestr(entry, content)
    codes = {finding.code for finding in validate(package).findings}
    assert "validate.brokenOff" in codes


def test_a_taxonomy_whose_official_part_is_absent_says_so_and_nothing_that_follows(acme_report: Path) -> None:
    (finding,) = validate(acme_report / "acme-20250331-align.zip").findings
    assert finding.code == "validate.taxonomyAbsent"
    assert "us-gaap-2018-01-31.xsd" in finding.message
    assert "what refers to it is not checked" in finding.message
