"""The second entry point: the report's taxonomy with arcs to the official us-gaap elements of 2018.

The official schema cannot be shipped with the project. The stand-in that the viewer uses takes its place
here: the elements that the arcs refer to, with types, balances and periods from the list of the official
elements in ../shared.
"""

import csv
import re
import shutil
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from build_helpers import NS, STEM, bare_arelle
from tieout.publish import write_archive
from tieout.render import Element, Official, render_stand_in

_NAMESPACE = "http://fasb.org/us-gaap/2018-01-31"
_ELTS = "http://xbrl.fasb.org/us-gaap/2018/elts/"
_SCHEMA = "us-gaap-2018-01-31.xsd"
_ESSENCE_ALIAS = "http://www.xbrl.org/2003/arcrole/essence-alias"
_WIDER_NARROWER = "http://www.esma.europa.eu/xbrl/esef/arcrole/wider-narrower"
_XLINK = f"{{{NS['xlink']}}}"


@pytest.fixture(scope="module")
def official(shared):
    """The rows of the official elements by name."""
    with (shared / "reference" / "us-gaap-elements-2018.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def linkbase(report):
    return etree.parse(str(report / f"{STEM}-align_def.xml")).getroot()


@pytest.fixture(scope="module")
def arcs(linkbase):
    """Arcs as (arcrole, from, to), ends by the ids that their locators point at."""
    ids = {
        loc.get(f"{_XLINK}label"): loc.get(f"{_XLINK}href").partition("#")[2]
        for loc in linkbase.iter("{*}loc")
    }
    return [
        (arc.get(f"{_XLINK}arcrole"), ids[arc.get(f"{_XLINK}from")], ids[arc.get(f"{_XLINK}to")])
        for arc in linkbase.iter("{*}definitionArc")
    ]


@pytest.fixture(scope="module")
def referred(linkbase):
    """The names of the official elements that the alignment refers to, all by the official address."""
    hrefs = [loc.get(f"{_XLINK}href") for loc in linkbase.iter("{*}loc")]
    theirs = [href for href in hrefs if "us-gaap_" in href]
    assert {href.partition("#")[0] for href in theirs} == {_ELTS + _SCHEMA}
    return {href.partition("#us-gaap_")[2] for href in theirs}


def _stand_in(folder, official, names, **changed):
    """Writes the package. `changed` gives attributes of an element other than the list's."""
    rows = (official[name] | changed.get(name, {}) for name in sorted(names))
    elements = [
        Element(
            name=row["name"],
            period=row["periodType"],
            balance=row["balance"],
            type=row["type"],
            group=row["substitutionGroup"],
            abstract=row["abstract"] == "true",
        )
        for row in rows
    ]
    files = render_stand_in(Official("us-gaap", _NAMESPACE, _ELTS + _SCHEMA), elements)
    return write_archive(folder / "stand-in.zip", "stand-in", files)


def _load(entry, packages=()):
    """Messages at WARNING or above, the files that were loaded, and the official elements in them."""

    def look(model):
        names = {name.localName for name in model.qnameConcepts if name.namespaceURI == _NAMESPACE}
        return set(model.urlDocs), names

    # The assertions of the taxonomy want facts; here is a schema alone.
    messages, (documents, names) = bare_arelle(entry, look, packages, formulaAction="none")
    return messages, documents, names


@pytest.mark.arelle
def test_the_core_entry_point_loads_nothing_from_the_official_addresses(report):
    messages, documents, _ = _load(report / f"{STEM}.xsd")
    assert [m["msg"] for m in messages] == []
    assert f"{STEM}_pre.xml" in {Path(document).name for document in documents}
    assert [document for document in documents if re.search(r"fasb\.org|sec\.gov", document)] == []


@pytest.mark.arelle
def test_without_the_official_schema_the_second_entry_point_says_what_it_lacks(report):
    messages, _, _ = _load(report / f"{STEM}-align.xsd")
    assert messages
    assert all(_ELTS + _SCHEMA in m["msg"] for m in messages)


@pytest.mark.arelle
def test_beside_the_official_elements_the_second_entry_point_is_valid(report, official, referred, tmp_path):
    messages, documents, loaded = _load(
        report / f"{STEM}-align.xsd", [_stand_in(tmp_path, official, referred)]
    )
    assert [m["msg"] for m in messages] == []
    # Both sides were loaded, so that there was something to hold against each other.
    assert loaded == referred
    assert len(referred) > 100
    assert f"{STEM}_cal.xml" in {Path(document).name for document in documents}


@pytest.mark.whole
def test_every_aligned_concept_has_exactly_one_arc_of_its_relation(report, arcs):
    with (report / f"{STEM}-crosswalk.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["element"].startswith("us-gaap:")]
    due = Counter()
    for row in rows:
        if row["type"] in ("heading", "hypercube", "line-items"):
            # Presentation only: there is nothing in them to align.
            continue
        ours, theirs = row["concept"].replace(":", "_"), row["element"].replace(":", "_")
        # Essence-alias and narrower lead from the official element, wider to it.
        ends = (ours, theirs) if row["relation"] == "wider" else (theirs, ours)
        due[_ESSENCE_ALIAS if row["relation"] == "exact" else _WIDER_NARROWER, *ends] += 1
    assert len(due) > 100
    assert Counter(arcs) == due
    assert set(due.values()) == {1}


# A wrong attribute of an official element, and the rule of XBRL 2.1, 5.2.6.2.2, that it breaks.
_WRONG = {
    "Assets": ({"balance": "credit"}, "xbrl.5.2.6.2.2:essenceAliasBalance"),
    "AssetsCurrent": ({"type": "xbrli:sharesItemType", "balance": ""}, "xbrl.5.2.6.2.2:essenceAliasTypes"),
    "Liabilities": ({"periodType": "duration"}, "xbrl.5.2.6.2.2:essenceAliasTypes"),
}


@pytest.mark.arelle
def test_wrong_attributes_of_official_elements_are_reported(report, official, referred, tmp_path):
    # All at once: each is told once, and nothing else.
    changed = {name: wrong for name, (wrong, _) in _WRONG.items()}
    messages, _, _ = _load(report / f"{STEM}-align.xsd", [_stand_in(tmp_path, official, referred, **changed)])
    told = {re.search(r"from us-gaap:(\w+) to tieout:\1 ", m["msg"])[1]: m["messageCode"] for m in messages}
    assert told == {name: code for name, (_, code) in _WRONG.items()}
    assert len(messages) == len(_WRONG)


@pytest.mark.arelle
def test_an_element_that_the_official_schema_lacks_is_reported(report, official, referred, tmp_path):
    messages, _, _ = _load(
        report / f"{STEM}-align.xsd", [_stand_in(tmp_path, official, referred - {"Assets"})]
    )
    assert messages
    assert all("us-gaap_Assets" in m["msg"] for m in messages)


@pytest.mark.arelle
def test_the_alignment_is_a_package_beside_the_reports_and_opens_with_it(
    report, official, referred, tmp_path
):
    addresses = []
    for name in (STEM, f"{STEM}-align"):
        with zipfile.ZipFile(report / f"{name}.zip") as archive:
            root = etree.fromstring(archive.read(f"{name}/META-INF/taxonomyPackage.xml"))
        addresses.append([document.get("href") for document in root.iter("{*}entryPointDocument")])
    # The report's has nothing that needs another; its first is the one that a program takes by itself.
    assert addresses[0][0].endswith(f"/{STEM}.xsd")
    assert not [address for address in addresses[0] if "align" in address]
    (align,) = addresses[1]
    packages = [Path(shutil.copy(report / f"{name}.zip", tmp_path)) for name in (STEM, f"{STEM}-align")]
    # By its own address, through the catalogs of all packages.
    messages, documents, _ = _load(align, [*packages, _stand_in(tmp_path, official, referred)])
    assert [m["msg"] for m in messages] == []
    assert f"{STEM}_pre.xml" in {Path(document).name for document in documents}
