"""A company has the languages that it states: its texts are asked for, drafted and reported in these."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from build_helpers import edit, quiet_build, snapshot, tieout
from tieout.core import Finding, InputError
from tieout.definitions import Company, languages, load_company
from tieout.pipeline import Read, read

ACME = (
    *("--name", "Acme Corp.", "--authority", "http://www.acme.example", "--currency", "USD"),
    *("--identifier-scheme", "http://www.sec.gov/CIK", "--identifier", "0000000001"),
    *("--fiscal-year-end", "12"),
)
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
STEM = "acme-20250331"


@pytest.fixture
def company(acme_copy: Path) -> Path:
    """The folder of a company in English, to be changed."""
    return acme_copy.parent / "company"


def refused(folder: Path) -> list[Finding]:
    with pytest.raises(InputError) as caught:
        load_company(folder)
    return list(caught.value.findings)


def with_japanese(folder: Path) -> None:
    """Gives every text of a company that is in English one in Japanese as well."""
    for path in folder.rglob("*.yaml"):
        said = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\{en: ([^}]*)\}", r"{en: \1, ja: 文\1}", said), encoding="utf-8")


def texts(loaded: Company) -> set[tuple[str, ...]]:
    """The languages that the texts of a company are in, those of the base layer too."""
    found = [loaded.name, *loaded.proofs.values()]
    for concept in loaded.concepts.values():
        found += [concept.label, concept.doc, concept.total or concept.label]
    for statement in loaded.statements:
        found += [statement.title, *(relation.says for relation in statement.relations)]
        found += [text for line in statement.lines for text in (line.label, line.note) if text]
    return {tuple(text) for text in found}


# What a company has ------------------------------------------------------------------------------------


def test_no_text_is_needed_in_another_language(acme: Read) -> None:
    assert acme.definition.company.languages == {"en": "en-US"}
    assert texts(acme.definition.company) == {("en",)}


def test_each_text_is_needed_in_every_language_that_is_stated(company: Path) -> None:
    edit(company / "company.yaml", "languages: [en]", "languages: [en, ja]")
    said = {finding.message for finding in refused(company)}
    assert "the company has no name in ja" in said
    assert "AnvilRevenue has no label in ja" in said
    assert "a title of BalanceSheet is not there in ja" in said


def test_without_a_word_they_are_those_of_its_name(company: Path) -> None:
    edit(company / "company.yaml", "languages: [en]\n", "")
    assert load_company(company).languages == {"en": "en-US"}
    with_japanese(company)
    assert load_company(company).languages == {"en": "en-US", "ja": "ja"}
    edit(company / "company.yaml", "prefix: acme", "prefix: acme\nlanguage: ja")
    assert list(load_company(company).languages) == ["ja", "en"]


def test_texts_in_a_language_that_is_not_stated_are_not_read(company: Path) -> None:
    with_japanese(company)
    assert texts(load_company(company)) == {("en",)}


def test_the_first_is_the_language_of_its_releases(company: Path) -> None:
    with_japanese(company)
    edit(company / "company.yaml", "languages: [en]", "languages: [ja, en]")
    loaded = load_company(company)
    assert loaded.language == loaded.vocabulary.language == "ja"
    assert texts(loaded) == {("ja", "en")}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("languages: [en, tl]", "the base layer has no texts in tl"),
        ("language: ja\nlanguages: [en]", "its releases are in ja, and `languages` leaves that out"),
        ("languages: []", "languages is []: it needs at least one entry"),
        ("languages: [English]", "an entry of languages is 'English': its form is ^[a-z]{2}$"),
    ],
)
def test_languages_that_cannot_be_are_told_at_their_line(said: str, told: str, company: Path) -> None:
    edit(company / "company.yaml", "languages: [en]", said)
    (finding,) = refused(company)
    assert finding.message == told
    assert finding.places[0].file.endswith("company.yaml") and finding.places[0].line >= 11


def test_a_remark_is_needed_in_the_first_language(acme_copy: Path) -> None:
    with (acme_copy / "release.yaml").open("a", encoding="utf-8") as file:
        file.write("remark: {ja: 文}\n")
    with pytest.raises(InputError, match="the remark is not there in en"):
        read(acme_copy)


# From a draft to a report ------------------------------------------------------------------------------


def test_what_is_drafted_is_in_the_language_of_the_release_alone(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    release = root / "tests" / "acme" / "release" / "release.txt"
    said = tieout("new", "company", folder, "--from", release, *ACME, "--language", "en")
    assert said.exit_code in (0, 1) and "translated" not in said.output
    files = {name: text.decode() for name, text in snapshot(folder).items()}
    assert "languages: [en]" in files["company.yaml"]
    assert "translate:" not in files.get("review.yaml", "")
    for name, text in files.items():
        assert not re.search(r"\bja\b", text) and not JAPANESE.search(text), name


@pytest.mark.arelle
def test_a_company_in_one_language_from_its_draft_to_a_validated_report(root: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "taxonomy" / "acme", tmp_path / "instances" / "acme-2025q1"
    release = root / "tests" / "acme" / "release" / "release.txt"
    tieout("new", "company", folder, "--from", release, *ACME)
    settle(folder)
    options = ("--from", release, "--published", "2025-04-24", "--out", out)
    assert tieout("new", "release", folder, "2025q1", *options).exit_code == 0
    built = quiet_build(out)
    assert built.published and not built.findings
    assert_english(out / "xbrl")


def settle(company: Path) -> None:
    """Says of every line of a draft that it is right."""
    review = company / "review.yaml"
    if review.is_file():
        said = review.read_text(encoding="utf-8").replace("settled: false", "settled: true")
        review.write_text(said, encoding="utf-8")


def assert_english(report: Path) -> None:
    """No file of a report has a text in another language than English."""
    seen = set()
    for path in report.iterdir():
        parts = {path.name: path.read_bytes()}
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                parts = {name: archive.read(name) for name in archive.namelist()}
        for name, text in parts.items():
            assert not JAPANESE.search(text.decode()), f"{path.name}: {name}"
            if text.startswith(b"<?xml"):
                seen |= {node.get(XML_LANG) for node in etree.fromstring(text).iter() if node.get(XML_LANG)}
    assert seen == {"en", "en-US"}


def test_every_format_of_a_report_is_in_the_companys_languages(acme_copy: Path, unproven: None) -> None:
    assert quiet_build(acme_copy, formats=("inline", "json", "csv", "xlsx", "packages")).published
    assert_english(acme_copy / "xbrl")


def switch(report: Path) -> list[str]:
    """The languages that a reader of the page for signing off can choose between."""
    page = etree.HTML((report / "index.html").read_text(encoding="utf-8"), etree.HTMLParser())
    assert {node.get("lang") for node in page.iter() if node.get("class") == "t"} >= {page.get("lang")}
    return page.xpath("//fieldset//label/@lang")


def test_there_is_a_choice_of_languages_where_there_are_several(acme_copy: Path, unproven: None) -> None:
    assert quiet_build(acme_copy).published
    assert switch(acme_copy / "xbrl") == []
    with_japanese(acme_copy.parent / "company")
    edit(acme_copy.parent / "company" / "company.yaml", "languages: [en]", "languages: [en, ja]")
    assert quiet_build(acme_copy).published
    assert switch(acme_copy / "xbrl") == ["en", "ja"]


@pytest.mark.arelle
def test_a_company_in_japanese_alone_has_a_report(acme_copy: Path) -> None:
    company = acme_copy.parent / "company"
    with_japanese(company)
    edit(company / "company.yaml", "languages: [en]", "languages: [ja]")
    for path in (company / "statements").glob("*.yaml"):
        edit(path, "unit: In millions", "unit: 百万米ドル")
    release = (acme_copy / "release.txt").read_text(encoding="utf-8")
    for was, now in (
        ("Three Months Ended March 31, 2025", "2025年1月1日から2025年3月31日まで"),
        ("Three Months Ended March 31, 2024", "2024年1月1日から2024年3月31日まで"),
        ("March 31, 2025", "2025年3月31日"),
        ("December 31, 2024", "2024年12月31日"),
        ("In millions", "百万米ドル"),
    ):
        release = release.replace(was, now)
    (acme_copy / "release.txt").write_text(release, encoding="utf-8")
    built = quiet_build(acme_copy, formats=("inline", "json", "xlsx", "packages"))
    assert (built.findings, built.published) == ((), True)
    labels = etree.parse(str(acme_copy / "xbrl" / f"{STEM}_lab.xml"))
    assert {node.get(XML_LANG) for node in labels.iter() if node.get(XML_LANG)} == {"ja"}
    page = (acme_copy / "xbrl" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="ja">' in page and "文Acme Corp." in page


# More than one -----------------------------------------------------------------------------------------


@pytest.mark.whole
def test_a_name_in_another_language_asks_for_all_texts_in_it(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    release = root / "tests" / "acme" / "release" / "release.txt"
    said = tieout("new", "company", folder, "--from", release, *ACME, "--name", "ja=アクメ", "--json")
    assert said.exit_code == 1
    assert json.loads(said.stdout)["translate"] == ["AnvilsMember", "RocketsMember"]
    loaded = load_company(folder)
    assert (loaded.language, list(loaded.languages)) == ("en", ["en", "ja"])
    assert loaded.name == {"en": "Acme Corp.", "ja": "アクメ"}
    out = tmp_path / "acme-2025q1"
    options = ("--from", release, "--published", "2025-04-24", "--out", out)
    assert (
        "2 texts are the same in every language"
        in tieout("new", "release", folder, "2025q1", *options).output
    )
    settle(folder)
    # Who gives the other language up has nothing left to translate.
    edit(folder / "company.yaml", "languages: [en, ja]", "languages: [en]")
    assert tieout("check", out).exit_code == 0


def test_a_name_in_a_language_without_texts_is_refused(root: Path, tmp_path: Path) -> None:
    release = root / "tests" / "acme" / "release" / "release.txt"
    said = tieout("new", "company", tmp_path / "acme", "--from", release, *ACME, "--name", "tl=Acme")
    assert said.exit_code == 2
    assert f"there are texts in {', '.join(languages())} only" in said.output
    assert not (tmp_path / "acme").exists()
