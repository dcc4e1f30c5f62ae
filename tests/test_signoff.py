"""The sign-off page: nothing that was printed is missing from it, and what is off comes first."""

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

import build_helpers
from build_helpers import edit, quiet_build
from tieout import pipeline
from tieout.core import InputError, said_in
from tieout.core.shipped import shipped
from tieout.definitions import ReleaseDefinition, load_release
from tieout.facts import FactSet
from tieout.pipeline import Read
from tieout.render import SignOff, render_signoff
from tieout.render.pictures import drawings
from tieout.tie import Tied, loose, unrelated

pytestmark = pytest.mark.whole

_DATA = re.compile(r' id="data">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def done(iij: Read) -> Read:
    return iij


def _page(done: Read, files: tuple[str, ...] = ()) -> str:
    signed = SignOff(done.definition, done.release, done.facts, done.tied, done.traced, done.findings, files)
    return "".join(str(piece) for piece in render_signoff(signed).pieces)


@pytest.fixture(scope="module")
def source(done: Read) -> str:
    return _page(done, ("iij-20180630.xbrl", "iij-20180630.htm"))


@pytest.fixture(scope="module")
def data(source: str) -> dict[str, Any]:
    return told(source)


def told(source: str) -> dict[str, Any]:
    """What the page's script is told: numbers, facts, relations, findings, and the document in the frame."""
    found = _DATA.search(source)
    assert found is not None
    read: dict[str, Any] = json.loads(found[1])
    return read


@pytest.fixture(scope="module")
def framed(data: dict[str, Any]) -> etree._Element:
    return html.document_fromstring(data["page"])


@pytest.fixture(scope="module")
def page(source: str) -> etree._Element:
    return html.document_fromstring(source)


def _text(element: etree._Element, language: str = "en") -> str:
    """What a reader of one language sees of an element."""
    other = f"ancestor::*[contains(concat(' ', @class, ' '), ' t ') and @lang != '{language}']"
    told = "".join(element.xpath(f".//text()[not({other})]"))
    return " ".join(told.split())


# The text of the release ------------------------------------------------------------------------------------


def test_each_printed_number_is_marked_by_what_became_of_it(
    done: Read, data: dict[str, Any], framed: etree._Element
) -> None:
    became = Counter(row[0] for number in data["numbers"] for row in number["rows"])
    assert became == Counter(row.outcome.replace(" ", "-") for row in done.traced)
    marked = {int(mark.get("data-n")) for mark in framed.xpath("//*[@data-n]")}
    # An empty cell that is spoken of has nothing to stand on.
    unmarked = [number for index, number in enumerate(data["numbers"]) if index not in marked]
    assert [number["printed"] for number in unmarked if re.search(r"\d", number["printed"])] == []
    assert len(unmarked) < 6
    assert len(marked) > 1300


def test_the_text_is_the_release_word_for_word(done: Read, framed: etree._Element) -> None:
    said = "".join("".join(body.itertext()) for body in framed.xpath("//body"))
    # Emphasis is drawn.
    text = re.sub("</?u>", "", "".join(done.release.lines))
    assert "".join(said.split()) == "".join(text.split())


def test_each_number_leads_to_its_fact_and_each_fact_back_to_its_number(
    done: Read, data: dict[str, Any]
) -> None:
    assert data["report"] == "iij-20180630.htm#"
    for fact in done.facts.facts:
        (told_of,) = (one for one in data["facts"] if one["id"] == fact.id)
        printed = [data["numbers"][number] for number in told_of["numbers"]]
        # What is printed without figures by custom is no number.
        assert bool(printed) == bool(fact.places and fact.value is not None)
        if printed:
            assert printed[0]["line"] == fact.places[0].line
            assert all(data["facts"].index(told_of) in [row[1] for row in one["rows"]] for one in printed)


def test_each_number_that_is_no_fact_has_its_reason(data: dict[str, Any]) -> None:
    for number in data["numbers"]:
        for _, fact, reason in number["rows"]:
            assert fact >= 0 or data["reasons"][reason]


def test_an_equation_is_told_in_printed_units_with_each_part_a_fact(data: dict[str, Any], done: Read) -> None:
    assert done.tied is not None
    assert [relation["name"] for relation in data["relations"]] == [
        check.relation for check in done.tied.checks
    ]
    (income,) = (
        relation
        for relation in data["relations"]
        if relation["name"] == "IncomeStatement/OperatingIncomeLoss" and "1,179,867" in relation["text"]
    )
    assert income["unit"] == "JPY thousands"
    amounts = [(sign, amount) for sign, amount, *_ in income["terms"]]
    assert amounts[-1] == ("=", "1,179,867")
    for _, amount, fact, _ in income["terms"]:
        assert data["facts"][fact]["value"] == f"{amount.strip('()')},000".replace("(", "")


def test_every_link_within_the_page_arrives(page: etree._Element, data: dict[str, Any]) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    inside = {href[1:] for href in page.xpath("//@href") if href.startswith("#")}
    # The others are of facts and of lines: the script finds both in the frame.
    facts = {fact["id"] for fact in data["facts"] if fact["numbers"]}
    lines = {f"L{number['line']}" for number in data["numbers"]}
    assert inside <= {*ids, *facts, *lines}
    assert len(inside) > 600


def test_the_page_needs_nothing_but_itself(source: str, page: etree._Element) -> None:
    assert not page.xpath("//script/@src | //link | //img | //iframe/@src | //@src")
    assert "url(" not in source
    outside = {href.partition("#")[0] for href in page.xpath("//@href")} - {""}
    assert outside == {"iij-20180630.xbrl", "iij-20180630.htm"}
    assert len(source.encode()) <= 1_500_000


# Relations --------------------------------------------------------------------------------------------------


def test_every_relation_is_told_with_its_figures_and_residue(page: etree._Element, done: Read) -> None:
    assert done.tied is not None
    for check in done.tied.checks:
        (row,) = page.xpath(f"//*[@id='{check.relation.replace('/', '-')}-{check.total.context.id}']")
        reported, computed, residue = (_text(cell) for cell in row.xpath("./td")[1:4])
        assert Decimal(reported.replace(",", "")) == check.reported
        assert Decimal(computed.replace(",", "")) == check.computed
        assert Decimal(residue.replace(",", "")) == check.residue
        named = [link.get("href")[1:] for link in row.xpath(".//ul/li/a")]
        assert named == [fact.id for fact in check.facts[1:]]


def test_what_is_accepted_comes_before_what_holds(page: etree._Element, done: Read) -> None:
    assert done.tied is not None
    kinds = [row.get("class") for row in page.xpath("//section[h2[@id='relations']]//tbody/tr")]
    assert kinds == sorted(kinds, key=[None, "off", "accepted", "noted", "holds"].index)
    accepted = Counter(entry.kind for entry in done.tied.accepted)
    assert (
        (kinds.count(None), kinds.count("accepted")) == (accepted["repeat"], accepted["relation"]) == (13, 2)
    )
    assert len(kinds) == 13 + len(done.tied.checks)


def test_what_is_off_comes_first_and_is_linked_to_its_lines(
    root: Path, tmp_path: Path, unproven: None
) -> None:
    damaged = build_helpers.copy_release(root, tmp_path)
    edit(damaged / "release.txt", "Inventories\t1,714,547\t", "Inventories\t1,714,548\t")
    built = quiet_build(damaged)
    assert built.page == damaged / "xbrl-findings.html"
    page = html.document_fromstring(built.page.read_text(encoding="utf-8"))
    verdict = page.xpath("//*[contains(@class, 'verdict')]")[0]
    assert _text(verdict) == f"Not published. Findings: {len(built.findings)}"
    first = page.xpath("//section[h2[@id='relations']]//tbody/tr")[0]
    assert first.get("class") == "off"
    lines = page.xpath("//section[h2[@id='findings']]//a/@href")
    places = {f"#L{place.line}" for finding in built.findings for place in finding.places}
    assert places <= set(lines)
    # There is no report to lead to.
    assert told(built.page.read_text(encoding="utf-8"))["report"] == ""
    # In Japanese it is told what kind it is and of which row; what is so exactly stands below it.
    (off,) = page.xpath("//section[h2[@id='findings']]//li[.//code='tie.total-off'][1]")
    japanese = _text(off, "ja")
    assert "計算結果と一致しません: 流動資産" in japanese and "release.yaml で承認します" in japanese
    message = next(finding.message for finding in built.findings if finding.code == "tie.total-off")
    assert message in japanese and message in _text(off) and "計算結果" not in _text(off)


def test_each_code_has_words_in_japanese_and_each_of_these_a_code() -> None:
    codes, words = (shipped("tieout.core", name)["codes"] for name in ("codes.yaml", "codes-ja.yaml"))
    assert [code for code in codes if code and said_in(code, "ja") is None] == []
    assert [code for code in words if not any(known.startswith(code) for known in codes)] == []
    assert said_in("tie.total-off", "fr") is None


def test_a_release_that_cannot_be_read_is_shown_too(root: Path, tmp_path: Path) -> None:
    damaged = build_helpers.copy_release(root, tmp_path)
    edit(damaged / "release.txt", "Inventories\t1,714,547\t", "Stock of goods\t1,714,547\t")
    built = quiet_build(damaged)
    assert built.page is not None
    page = html.document_fromstring(built.page.read_text(encoding="utf-8"))
    assert len(page.xpath("//section[h2[@id='findings']]//li/strong")) == len(built.findings) > 0
    assert not page.xpath("//figure")
    shown = html.document_fromstring(told(built.page.read_text(encoding="utf-8"))["page"])
    assert "Stock of goods" in shown.text_content()


def test_what_no_relation_covers_is_listed(page: etree._Element, facts: FactSet, tied: Tied) -> None:
    rows = page.xpath("//section[h2[@id='alone']]//tbody/tr")
    listed = {row.xpath("./td/a/@href")[0][1:] for row in rows}
    assert listed == {fact.id for fact, _ in unrelated(facts, tied.checks)}


def test_what_relations_hold_but_roughly_is_listed_with_its_bounds(
    page: etree._Element, done: Read, facts: FactSet
) -> None:
    found = {held.fact.id: held for held in loose(facts, done.definition.company)}
    rows = page.xpath("//section[h2[@id='rough']]//tbody/tr")
    assert [row.xpath("./td/a/@href")[0][1:] for row in rows] == list(found)
    for row, held in zip(rows, found.values(), strict=True):
        bounds = [Decimal(_text(cell).replace(",", "")) for cell in row.xpath("./td")[2:4]]
        assert bounds == [held.low, held.high]
    remarks = [_text(item) for item in page.xpath("//ul[@class='remarks']/li")]
    assert f"Figures that relations hold but roughly: {len(found)}" in remarks


def test_a_page_speaks_of_figures_as_the_statements_do_and_leaves_out_what_there_is_not(aapl: Read) -> None:
    other = html.document_fromstring(_page(aapl))
    # Printed as gross margin, which is no concept's label; what is printed with the opposite sign is not.
    assert _text(other.xpath("//figure//tbody//th")[0]) == "Gross margin"
    parts = {_text(part) for part in other.xpath("//section[h2[@id='relations']]//ul/li")}
    assert "− -858,000,000 Increase (decrease) in inventories" in parts
    assert not other.xpath("//h2[@id='recovered' or @id='left']")
    assert "147 lines of text" in _text(other.xpath("//section[h2[@id='made']]")[0])


def test_members_and_axes_are_called_as_people_say_them(data: dict[str, Any]) -> None:
    of_ads = next(fact for fact in data["facts"] if fact["id"].endswith("_AmericanDepositaryShares"))
    assert of_ads["label"]["en"].endswith(" – American depositary shares")
    said = [text for fact in data["facts"] for pair in fact["members"] for text in pair]
    said += [fact["label"] for fact in data["facts"]]
    assert [text for text in said if text["en"].endswith("]") or text["ja"].endswith("］")] == []


def test_a_reason_that_is_given_for_several_places_stands_once_on_the_sheet(
    page: etree._Element, done: Read
) -> None:
    (sheet,) = page.xpath("//section[@class='sheet']")
    assert done.tied is not None
    reasons = Counter(entry.why["en"] for entry in done.tied.accepted)
    told = [_text(item) for item in sheet.xpath(".//ol/li")]
    assert len(told) == len(reasons) < len(done.tied.accepted)
    assert {f"{why} (× {count})" for why, count in reasons.items() if count > 1} <= set(told)


def test_recovered_figures_are_told_with_their_proof(page: etree._Element, done: Read) -> None:
    rows = page.xpath("//section[h2[@id='recovered']]//tbody/tr")
    assert len(rows) == sum(row.outcome == "recovered" for row in done.traced) > 10
    for row in rows:
        assert re.match('Printed is ".*"', _text(row.xpath("./td")[5]))
        assert _text(row.xpath("./td")[5], "ja").startswith("印字は")


def test_what_leads_from_one_statement_to_the_next_is_shown(
    page: etree._Element, data: dict[str, Any]
) -> None:
    chains = page.xpath("//section[h2[@id='articulation']]//li")
    (income,) = (chain for chain in chains if "290,943,000" in _text(chain))
    boxes = [_text(box).split("Statements of ")[1] for box in income.xpath(".//*[@class='box']")]
    assert [box.partition(" (")[0] for box in boxes] == ["Income", "Comprehensive Income", "Cash Flows"]
    (fact,) = {link.get("href")[1:] for link in income.xpath(".//a")}
    numbers = next(one["numbers"] for one in data["facts"] if one["id"] == fact)
    assert len(numbers) >= len(boxes)


# Pictures ---------------------------------------------------------------------------------------------------


def test_the_bridge_leads_from_total_to_total(
    definition: ReleaseDefinition, facts: FactSet, tied: Tied
) -> None:
    bridge, _ = drawings(definition, facts, tied)
    totals = [bar for bar in bridge.bars if bar.kind == "total"]
    names = [bar.fact.concept.name for bar in totals]
    assert names == ["AdjustedEbitda", "OperatingIncomeLoss", "ProfitLoss", "NetIncomeLoss"]
    assert [bar.end for bar in totals][-1] == Decimal("250.382")
    level = totals[0].end
    for bar in bridge.bars[1:]:
        if bar.kind == "total":
            # Adjusted EBITDA is printed in millions: what comes of it is off by less than one.
            assert abs(level - bar.end) < 1
        else:
            assert bar.start == level
            assert (bar.end > bar.start) == (bar.kind == "up")
        level = bar.end


def test_the_breakdown_is_complete_and_says_the_printed_rates(
    definition: ReleaseDefinition, facts: FactSet, tied: Tied
) -> None:
    _, breakdown = drawings(definition, facts, tied)
    by_id = facts.by_id()
    for kind, period in (("now", "D20180401-20180630"), ("before", "D20170401-20170630")):
        total = by_id[f"Revenues_{period}"].value
        assert sum(bar.end for bar in breakdown.bars if bar.kind == kind) * 1_000_000 == total
    rates = {bar.fact.concept.name: bar.change for bar in breakdown.bars if bar.printed}
    assert rates["EquipmentSalesRevenue"] == "+83.8%"
    assert rates["SystemsConstructionRevenue"] == "-17.9%"
    assert len(rates) == 8


def test_each_picture_is_drawn_in_each_language_and_told_as_a_table(page: etree._Element) -> None:
    figures = page.xpath("//figure")
    assert len(figures) == 2
    for figure in figures:
        drawn = figure.xpath("./div/div[@lang]")
        assert [image.get("lang") for image in drawn] == ["en", "ja"]
        assert "1,180" in drawn[0].text_content() or "10,159" in drawn[0].text_content()
        assert "営業利益" in drawn[1].text_content() or "売上高" in drawn[1].text_content()
        assert figure.xpath("./@aria-labelledby")
        assert len(figure.xpath(".//tbody/tr")) > 8


def test_a_picture_whose_sums_are_not_there_says_so(
    root: Path, tmp_path: Path, unproven: None, done: Read
) -> None:
    copy = build_helpers.copy_release(root, tmp_path)
    edit(copy.parents[1] / "taxonomy" / "iij" / "company.yaml", "to: NetIncomeLoss}", "to: Goodwill}")
    page = html.document_fromstring(_page(pipeline.read(copy)))
    assert "has not the sums" in _text(page.xpath("//figure")[0])


def test_a_picture_of_what_there_is_not_is_refused(root: Path, tmp_path: Path) -> None:
    copy = build_helpers.copy_release(root, tmp_path)
    edit(copy.parents[1] / "taxonomy" / "iij" / "company.yaml", "to: NetIncomeLoss}", "to: NetIncome}")
    with pytest.raises(InputError) as refused:
        load_release(copy)
    assert "there is no NetIncome to draw" in str(refused.value)
