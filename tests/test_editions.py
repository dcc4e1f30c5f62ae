"""Editions: one set of facts in several taxonomies, each proven to be the same facts."""

import csv
from dataclasses import dataclass, replace

import pytest

from build_helpers import edit, take_arelle_out, tieout
from tieout import editions
from tieout.core import Finding, InputError
from tieout.definitions import load_edition, load_release
from tieout.definitions.models import Model
from tieout.editions import OWN, LeftOut, Made, Report, crosswalk_file, prove
from tieout.publication import build, proven
from tieout.publication import report as publication
from tieout.render import Rendered
from tieout.validate import Counts, Official, Verdict


@dataclass(frozen=True)
class Toy:
    """An edition that reports all as we do, in one file; `change` is what a test spoils of it."""

    change: object = None
    name: str = "toy"
    folder: str = "toy"
    title: str = "a toy"

    def make(self, report: Report) -> Made:
        made = OWN.make(report)
        made = replace(
            made,
            report="toy.xml",
            files=iter([Rendered("toy.xml", iter(["<toy/>"]))]),
            needs=("https://toy.example/toy.xsd",),
        )
        return self.change(made) if self.change else made


@pytest.fixture
def report(acme):
    return Report(acme.definition, acme.release, acme.facts, acme.tied, acme.traced)


@pytest.fixture
def toy(monkeypatch):
    """Puts the toy among the editions, and takes Arelle out of builds."""
    take_arelle_out(monkeypatch)

    def register(change=None):
        edition = Toy(change)
        monkeypatch.setitem(editions.EDITIONS, edition.name, edition)
        return edition

    return register


def test_our_own_edition_reports_what_we_report(report) -> None:
    made = OWN.make(report)
    assert not [*prove(OWN.name, report, made)]
    assert len(made.facts) == len(report.facts.facts)


def _other_value(made):
    first, *rest = (fact for fact in made.facts if fact.decimals is not None)
    return replace(made, facts=(replace(first, value=first.value + 1), *rest, *made.facts[: -len(rest) - 1]))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda made: replace(made, facts=made.facts[:-1]), "is lost"),
        (
            lambda made: replace(made, left_out=(LeftOut(made.facts[0].of, "no element"),)),
            "both reported and",
        ),
        (lambda made: replace(made, left_out=(LeftOut("Nothing_D", "no element"),)), "none of our facts"),
        (_other_value, " is "),
        (lambda made: _changed(made, members=(("toy:Axis", "toy:Member"),)), "has the members"),
        (lambda made: _changed(made, unit="shares"), "is in shares"),
        (lambda made: _changed(made, period=made.facts[0].period), "is of"),
        (lambda made: _changed(made, concept="tieout:Assets"), "are both"),
        (lambda made: replace(made, facts=(*made.facts, *_stated_twice(made))), "s1 and s2 are both toy:S"),
    ],
)
def test_an_edition_that_says_anything_else_is_found(report, spoil, said) -> None:
    assert any(said in finding.message for finding in prove("toy", report, spoil(OWN.make(report))))


def _stated_twice(made):
    """Two facts that an edition's own data states, of one element and context, and that differ."""
    stated = replace(made.facts[0], of="", concept="toy:S")
    return replace(stated, id="s1", value="1"), replace(stated, id="s2", value="2")


def _changed(made, **changes):
    *others, last = made.facts
    return replace(made, facts=(*others, replace(last, **changes)))


def test_what_a_spreadsheet_would_run_is_text_in_a_crosswalk(report) -> None:
    made = _changed(OWN.make(report), how="=1+1")
    table = "".join(crosswalk_file(report, made).pieces)
    assert ",'=1+1" in table and ",=1+1" not in table


def test_a_rounded_value_and_a_nil_for_zero_are_the_same_facts(report) -> None:
    made = OWN.make(report)
    rounded = replace(
        made,
        facts=tuple(
            replace(fact, value=round(fact.value, -7), decimals=-7) if fact.decimals is not None else fact
            for fact in made.facts
        ),
    )
    assert not [*prove("toy", report, rounded)]


def test_an_edition_stands_in_a_folder_of_its_own_with_its_crosswalk(toy, acme_copy) -> None:
    toy()
    built = build(acme_copy, formats=(), editions=("toy",))
    assert built.published
    folder = built.out / "toy"
    assert sorted(path.name for path in folder.iterdir()) == ["crosswalk.csv", "toy.xml"]
    rows = list(csv.DictReader((folder / "crosswalk.csv").read_text(encoding="utf-8").splitlines()))
    assert {row["fact"] for row in rows} == {fact.id for fact in built.read.facts.facts}
    manifest = (built.out / "manifest.csv").read_text(encoding="utf-8")
    assert "toy/toy.xml," in manifest
    # Validation without the official taxonomy is told as not done.
    assert [notice.code for notice in built.read.notices if "edition" in notice.code] == [
        "edition.not-validated"
    ]
    again = build(acme_copy, formats=(), editions=("toy",), check=True)
    assert not again.findings and not again.changes
    assert "toy/toy.xml" in build(acme_copy, formats=(), check=True).changes


def test_an_edition_unlike_our_facts_is_not_published(toy, acme_copy) -> None:
    toy(lambda made: replace(made, facts=made.facts[:-1]))
    built = build(acme_copy, formats=(), editions=("toy",))
    assert not built.published
    assert [finding.code for finding in built.findings] == ["edition.unlike"]


def test_an_edition_that_cannot_be_made_hides_no_finding_of_the_report(toy, acme_copy) -> None:
    def lacking(_):
        raise InputError(Finding("edition.lacks", "the edition toy needs a colour", "State it."))

    toy(lacking)
    with pytest.raises(InputError, match="needs a colour"):
        build(acme_copy, formats=(), editions=("toy",))
    edit(acme_copy / "release.txt", "Inventories\t30\t", "Inventories\t31\t")
    built = build(acme_copy, formats=(), editions=("toy",))
    codes = [finding.code for finding in built.findings]
    assert not built.published and not built.out.exists()
    assert codes[-1] == "edition.lacks" and len(codes) > 1


def test_an_edition_is_said_to_be_proven_where_it_was_and_nothing_was_found(
    toy, acme_copy, monkeypatch
) -> None:
    nothing, wrong = (), (Finding("toy", "wrong", "Mend it."),)

    def outcome(change, found):
        toy(change)
        verdict = Verdict("", Counts(), found, ())
        monkeypatch.setattr(
            proven, "validate", lambda path, *_: verdict if path.name == "toy.xml" else unproven
        )
        shown = []
        monkeypatch.setattr(publication, "InEdition", lambda **said: shown.append(said["validated"]))
        monkeypatch.setattr(
            publication, "render_signoff", lambda _: Rendered("index.html", iter(["<html/>"]))
        )
        at_hand = Official(folder=official)
        build(acme_copy, formats=(), editions=("toy",), official=at_hand)
        return shown

    unproven = Verdict("", Counts(), (), ())
    official = acme_copy / "official"
    assert outcome(None, nothing) == [False]
    (official / "https" / "toy.example").mkdir(parents=True)
    (official / "https" / "toy.example" / "toy.xsd").write_text("<toy/>", encoding="utf-8")
    assert outcome(None, nothing) == [True]
    assert outcome(None, wrong) == [False]
    assert outcome(lambda made: replace(made, facts=made.facts[:-1]), nothing) == [False]


def test_a_release_names_its_editions_itself(toy, acme_copy) -> None:
    toy()
    with (acme_copy / "release.yaml").open("a", encoding="utf-8") as file:
        file.write("editions: [toy]\n")
    assert (build(acme_copy, formats=()).out / "toy").is_dir()
    assert not (build(acme_copy, formats=(), editions=("tieout",)).out / "toy").exists()


def test_an_edition_that_is_not_there_is_told_before_anything_is_read(acme_copy) -> None:
    done = tieout("build", acme_copy, "--edition", "martian")
    assert done.exit_code == 2
    assert "there is no edition martian" in done.output


class _Data(Model):
    colour: str
    sizes: dict[str, int]


def test_a_company_and_a_release_say_more_of_an_edition_than_ships(acme_copy, tmp_path, monkeypatch) -> None:
    definition = load_release(acme_copy)
    shipped = tmp_path / "shipped"
    for folder, text in (
        (shipped / "toy" / "edition.yaml", "colour: red\nsizes: {a: 1, b: 2}\n"),
        (definition.company.folder / "editions" / "toy.yaml", "sizes: {b: 3}\n"),
        (acme_copy / "editions" / "toy.yaml", "colour: blue\n"),
    ):
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.write_text(text, encoding="utf-8")
    monkeypatch.setattr("tieout.definitions.editions.editions_folder", lambda: shipped)
    data = load_edition("toy", definition, _Data)
    assert (data.colour, data.sizes) == ("blue", {"a": 1, "b": 3})
    (acme_copy / "editions" / "toy.yaml").write_text("color: blue\n", encoding="utf-8")
    with pytest.raises(InputError, match="there is no key color here"):
        load_edition("toy", definition, _Data)


def test_a_mistake_is_told_of_the_file_that_has_it(acme_copy, tmp_path, monkeypatch) -> None:
    definition = load_release(acme_copy)
    company = definition.company.folder / "editions" / "toy.yaml"
    for path, text in (
        (company, "colour: red\nsizes: {a: 1,\n  b: many}\n"),
        (acme_copy / "editions" / "toy.yaml", "sizes: {a: 2}\n"),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr("tieout.definitions.editions.editions_folder", lambda: tmp_path)
    with pytest.raises(InputError) as told:
        load_edition("toy", definition, _Data)
    (found,) = told.value.findings
    assert "b is 'many'" in found.message
    assert str(found.places[0]).endswith("company/editions/toy.yaml:3:3")
