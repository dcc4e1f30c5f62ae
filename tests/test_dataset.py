"""A dataset of releases: exact, whole or not at all, the same however often a release is added."""

import hashlib
import json
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest
from pyarrow import parquet

import tieout
from build_helpers import tieout as run
from test_contact import PAGE
from tieout.core import InputError
from tieout.core.lock import held
from tieout.dataset import TABLES, Gap, add, gaps, history
from tieout.definitions import plain_name
from tieout.results import UNNAMED, Company, Fact, Finding, Place, Relation, Report

COMPANY = Company(
    "Harbor Inc.", "USD", "en", date(2025, 12, 31), "2025q2", date(2025, 8, 7), "0000012345", {}
)


def fact(value: str, start: str | None, end: str, **other: object) -> Fact:
    made = Fact(
        id=f"Revenues_{start}_{end}",
        concept="Revenues",
        element="us-gaap:Revenues",
        label="Net sales",
        start=date.fromisoformat(start) if start else None,
        end=date.fromisoformat(end),
        unit="USD",
        members={},
        value=Decimal(value),
        decimals=-3,
        printed=value,
        place=Place("release.htm", 3, 4),
        grade="exact",
        sure=True,
        relations=("Income/GrossProfit",),
        notes=(),
    )
    return replace(made, **other)  # type: ignore[arg-type]


def report(*facts: Fact, **company: object) -> Report:
    relation = Relation("Income/GrossProfit", False, Decimal(-1000), (), "1 − 2 = 3", ("a", "b"))
    finding = Finding("tie.total-off", "error", "off", (Place("release.htm", 3, 4),), "Mend it.")
    who = replace(COMPANY, **company)  # type: ignore[arg-type]
    return Report("draft", "tables", 0, who, facts, (relation,), (finding,))


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    return tmp_path / "facts"


def rows(dataset: Path, table: str) -> list[tuple[object, ...]]:
    pattern = f"{dataset}/company=*/period=*/document=*/{table}.parquet"
    return duckdb.execute(f"select * from read_parquet('{pattern}', hive_partitioning = true)").fetchall()


def test_amounts_are_exact_and_rows_say_where_they_stand(dataset: Path) -> None:
    long = fact("0.123456789012345", "2025-04-01", "2025-06-30", unit="pure", decimals=15)
    money = fact("12345678901234567890.12", "2025-04-01", "2025-06-30", decimals=2)
    folder = add(report(money, long), dataset, sha256="ab" * 32, name="release.htm")
    assert folder == dataset / "company=0000012345" / "period=2025q2" / f"document={'ab' * 32}"
    first, second = parquet.read_table(folder / "facts.parquet").to_pylist()
    assert first["value"] == Decimal("12345678901234567890.12") and first["line"] == 3
    # What does not fit the decimals of every engine is there to its last digit as text.
    assert second["value"] is None and second["amount"] == "0.123456789012345"
    (relation,) = parquet.read_table(folder / "relations.parquet").to_pylist()
    assert relation["difference"] == Decimal(-1000) and relation["facts"] == ["a", "b"]
    (finding,) = parquet.read_table(folder / "findings.parquet").to_pylist()
    assert finding["code"] == "tie.total-off" and finding["file"] == "release.htm"
    assert {path.stem for path in folder.iterdir()} == set(TABLES)


def test_a_document_is_there_once_however_often_it_is_added(dataset: Path) -> None:
    one = report(fact("5760000", "2025-02-01", "2025-07-31"))
    folder = add(one, dataset, sha256="ab" * 32, name="release.htm")
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    add(one, dataset, sha256="ab" * 32, name="release.htm")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    # Read anew as of another quarter, it is no longer where it was.
    add(report(*one.facts, quarter="2025q3"), dataset, sha256="ab" * 32, name="release.htm")
    assert len(rows(dataset, "facts")) == 1 and not folder.exists()
    add(one, dataset, sha256="cd" * 32, name="another.htm")
    assert len(rows(dataset, "facts")) == 2
    assert list((dataset / ".staged").iterdir()) == []


def test_one_that_cannot_be_written_leaves_nothing(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = parquet.write_table

    def full(table: object, path: Path, **options: object) -> None:
        if path.name == "relations.parquet":
            raise OSError(28, "No space left on device")
        written(table, path, **options)

    monkeypatch.setattr(parquet, "write_table", full)
    with pytest.raises(OSError, match="No space"):
        add(report(fact("1", None, "2025-06-30")), dataset, sha256="ab" * 32, name="release.htm")
    assert [path for path in dataset.rglob("*") if path.is_file()] == []


def test_a_company_without_a_number_is_filed_by_its_name(dataset: Path) -> None:
    nobody = report(fact("1", None, "2025-06-30"), identifier="", name="Müller & Söhne, Inc.")
    folder = add(nobody, dataset, sha256="ab" * 32, name="release.htm")
    assert folder.parent.parent.name == "company=müller-söhne"
    # Nothing joins two companies of which no number is known.
    (row,) = duckdb.execute(f"select identifier from read_parquet('{folder}/documents.parquet')").fetchall()
    assert row == (None,)


def test_documents_that_name_nobody_are_not_of_one_company(dataset: Path) -> None:
    nobody = report(fact("1", None, "2025-06-30"), identifier="", name=UNNAMED)
    folders = [add(nobody, dataset, sha256=digit * 64, name="release.htm") for digit in "12"]
    assert len({folder.parent.parent for folder in folders}) == 2


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Harbor", "HARBOR CORPORATION"),
        ("Harbor Co., Ltd.", "Harbor"),
        ("Harbor N.V.", "harbor nv"),
        ("株式会社灯台", "灯台"),
        ("Company", "company"),
    ],
)
def test_a_legal_form_makes_no_other_company(name: str, same: str) -> None:
    assert plain_name(name) == plain_name(same) != ""


@pytest.mark.parametrize("other", ["Harbor Group", "Harbor Holdings Inc.", "Harbor Bank", "Harborough"])
def test_other_words_do(other: str) -> None:
    assert plain_name(other) != plain_name("Harbor Inc.")


def test_that_names_are_taken_for_one_company_is_told(dataset: Path) -> None:
    nobody = {"identifier": "0000000000"}
    first = fact("1000000", "2025-01-01", "2025-03-31")
    add(report(first, name="HARBOR CORPORATION", **nobody), dataset, sha256="1" * 64, name="q1.htm")
    later = {"name": "Harbor", "published": date(2025, 9, 1), **nobody}
    add(report(replace(first, value=Decimal(1)), **later), dataset, sha256="2" * 64, name="later.htm")
    done = run("history", "Harbor Inc.", "Revenues", "--dataset", str(dataset))
    assert "restated" in done.output
    assert "taken for one company: HARBOR CORPORATION, Harbor" in done.output


@pytest.fixture
def years(dataset: Path) -> Path:
    """Two quarters of one company: the second restates a figure of the first and prints years to date."""
    first = report(fact("1000000", "2025-01-01", "2025-03-31"), quarter="2025q1", published=date(2025, 5, 1))
    second = report(
        fact("1020000", "2025-01-01", "2025-03-31"),
        fact("2500000", "2025-01-01", "2025-06-30"),
        fact("2500000", "2025-01-01", "2025-06-30", members={"StatementScenarioAxis": "ForecastMember"}),
    )
    third = report(
        fact("2.5E6", "2025-01-01", "2025-06-30", decimals=-5),
        fact("4100000", "2025-01-01", "2025-09-30"),
        quarter="2025q3",
        published=date(2025, 11, 1),
    )
    for number, one in enumerate((first, second, third)):
        add(one, dataset, sha256=f"{number}" * 64, name=f"q{number + 1}.htm")
    return dataset


def told(dataset: Path, **asked: bool) -> Iterator[tuple[str, str, str, str]]:
    for one in history(dataset, "harbor inc.", "us-gaap:Revenues", **asked):
        assert one.start is not None
        yield one.start.isoformat(), one.end.isoformat(), f"{one.value:f}", one.state


def test_a_history_says_what_is_restated_and_derives_quarters(years: Path) -> None:
    assert list(told(years, whole=True)) == [
        ("2025-01-01", "2025-03-31", "1000000", "first"),
        ("2025-01-01", "2025-03-31", "1020000", "restated"),
        ("2025-01-01", "2025-06-30", "2500000", "first"),
        ("2025-01-01", "2025-06-30", "2500000", "repeated"),
        ("2025-04-01", "2025-06-30", "1480000", "derived"),
        ("2025-01-01", "2025-09-30", "4100000", "first"),
        ("2025-07-01", "2025-09-30", "1600000", "derived"),
    ]
    assert len(list(told(years))) == 8


def test_quarters_that_lack_between_others_are_told(years: Path) -> None:
    # The fourth quarter lacks; the third is derived, and a year of the next is none.
    later = report(
        fact("1900000", "2026-01-01", "2026-03-31"),
        fact("2000000", "2026-04-01", "2026-06-30"),
        fact("7700000", "2027-01-01", "2027-12-31"),
        quarter="2026q2",
        published=date(2026, 8, 1),
    )
    add(later, years, sha256="a" * 64, name="later.htm")
    found = history(years, "harbor inc.", "us-gaap:Revenues")
    assert gaps(found) == (Gap(date(2025, 10, 1), date(2025, 12, 31), (), "USD"),)
    done = run("history", "0000012345", "Revenues", "--dataset", str(years))
    assert done.exit_code == 0 and "no quarter in USD from 2025-10-01 to 2025-12-31" in done.output


def test_documents_of_one_day_that_differ_contradict_each_other(years: Path) -> None:
    other = report(fact("2600000", "2025-01-01", "2025-06-30"), quarter="2025q3", published=date(2025, 11, 1))
    add(other, years, sha256="f" * 64, name="supplement.htm")
    assert ("2025-01-01", "2025-06-30", "2600000", "contradicted") in told(years, whole=True)
    done = run("history", "0000012345", "Revenues", "--dataset", str(years), "--csv")
    assert done.exit_code == 1 and "2600000,USD,contradicted,2025-11-01,supplement.htm" in done.output


def test_what_a_spreadsheet_would_run_is_text_in_a_history_and_in_changes(dataset: Path) -> None:
    for number, value in enumerate(("1000000", "1100000")):
        one = report(
            fact(value, "2025-01-01", "2025-03-31"),
            fact("-5", "2024-01-01", "2024-03-31"),
            quarter="2025q1",
            published=date(2025, 5 + number, 1),
        )
        add(one, dataset, sha256=f"{number}" * 64, name=f"=cmd{number}.htm")
    done = run("history", "0000012345", "Revenues", "--dataset", str(dataset), "--csv")
    assert ",'=cmd0.htm," in done.output and ",=cmd" not in done.output and ",-5,USD," in done.output
    done = run("changes", "--dataset", str(dataset), "--csv")
    assert ",1000000,1100000,'=cmd0.htm,'=cmd1.htm" in done.output


def test_words_that_two_concepts_share_restate_neither(dataset: Path) -> None:
    one = fact("100", "2025-01-01", "2025-03-31", label="Total")
    other = fact("900", "2025-01-01", "2025-03-31", label="Total", concept="CostOfRevenue", element=None)
    add(report(one, other), dataset, sha256="ab" * 32, name="release.htm")
    found = history(dataset, "Harbor Inc.", "Total")
    assert [(row.concept, row.state) for row in found] == [("CostOfRevenue", "first"), ("Revenues", "first")]


def test_a_quarter_is_proven_as_far_as_the_years_to_date_are(dataset: Path) -> None:
    first = fact("1000000", "2025-01-01", "2025-03-31", grade="rounded")
    second = fact("2500000", "2025-01-01", "2025-06-30", grade="failed")
    add(report(first, second), dataset, sha256="ab" * 32, name="release.htm")
    assert [row.grade for row in history(dataset, "Harbor Inc.", "Revenues") if row.state == "derived"] == [
        "failed"
    ]


def test_amounts_per_share_are_never_taken_from_each_other(dataset: Path) -> None:
    each = {"unit": "USD/shares", "decimals": 2}
    first = fact("1.10", "2025-01-01", "2025-03-31", **each)
    second = fact("2.25", "2025-01-01", "2025-06-30", **each)
    add(report(first, second), dataset, sha256="ab" * 32, name="release.htm")
    assert {state for *_, state in told(dataset)} == {"first"}


@pytest.mark.parametrize("company", ["harbor", "0000012345"])
def test_what_is_not_there_is_told(years: Path, company: str) -> None:
    done = run("history", "Harbour", "Revenues", "--dataset", str(years))
    assert "nothing of Harbour" in done.output and "Harbor Inc." in done.output
    done = run("history", "Harbor", "us-gaap:SalesRevenues", "--dataset", str(years))
    assert "us-gaap:Revenues (Net sales)" in done.output
    with pytest.raises(InputError, match="holds no Nothing"):
        history(years, company, "Nothing")
    with pytest.raises(InputError, match="there is no dataset"):
        history(years / "nowhere", company, "Revenues")


@pytest.mark.slow
def test_a_batch_fills_a_dataset(tmp_path: Path, dataset: Path) -> None:
    page = tmp_path / "harbor.htm"
    page.write_text(PAGE, encoding="utf-8")
    done = run("batch", str(page), "--out", str(tmp_path / "out"), "--dataset", str(dataset))
    assert done.exit_code == 0, done.output
    (line,) = (tmp_path / "out" / "batch.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["facts"] == len(rows(dataset, "facts")) == len(tieout.read(page).facts)


def test_the_questions_of_the_docs_are_answered(years: Path, root: Path) -> None:
    blocks = re.findall(
        r"```sql\n(.*?)```", (root / "docs" / "many.md").read_text(encoding="utf-8"), re.DOTALL
    )
    income = {"concept": "OperatingIncomeLoss", "element": "us-gaap:OperatingIncomeLoss"}
    cash = {"concept": "CashAndCashEquivalentsAtCarryingValue", "element": None, "grade": "single"}
    more = (fact("250000", "2025-01-01", "2025-06-30", **income), fact("77", None, "2025-06-30", **cash))
    add(report(fact("2500000", "2025-01-01", "2025-06-30"), *more), years, sha256="e" * 64, name="more.htm")
    views, *questions = (block.replace("'facts/", f"'{years}/") for block in blocks)
    with duckdb.connect() as connection:
        connection.execute(views)
        answers = [connection.execute(question).fetchall() for question in questions]
    assert len(answers) == 10 and all(answers)
    revenue, restated, untied, margins = answers[:4]
    assert revenue == [("0000012345", date(2025, 1, 1), date(2025, 3, 31), Decimal(1020000))]
    assert [row[-1] for row in restated] == [[Decimal(1000000), Decimal(1020000)]]
    assert {row[3] for row in untied} == {Decimal(-1000)}
    assert margins == [("0000012345", date(2025, 6, 30), 0.1)]


@pytest.mark.slow
@pytest.mark.arelle
def test_a_release_that_is_built_again_with_other_definitions_is_there_once(
    root: Path, tmp_path: Path, dataset: Path
) -> None:
    shutil.copytree(root / "tests" / "acme", tmp_path / "acme")
    asked = ("batch", str(tmp_path / "acme" / "release"), "--out", str(tmp_path), "--dataset", str(dataset))
    assert run(*asked).exit_code == 0
    before = rows(dataset, "facts")
    company = tmp_path / "acme" / "company" / "company.yaml"
    company.write_text(company.read_text(encoding="utf-8") + "# Changed.\n", encoding="utf-8")
    assert run(*asked).exit_code == 0
    assert len(rows(dataset, "facts")) == len(before) > 0
    sha256 = hashlib.sha256((tmp_path / "acme" / "release" / "release.txt").read_bytes()).hexdigest()
    assert {folder.name for folder in dataset.glob("company=*/period=*/*")} == {f"document={sha256}"}


def test_a_history_is_drawn_with_what_was_printed_before(years: Path, tmp_path: Path) -> None:
    asked = ("history", "harbor inc.", "us-gaap:Revenues", "--dataset", str(years), "--whole")
    drawn = tmp_path / "revenues.svg"
    done = run(*asked, "--plot", str(drawn))
    assert done.exit_code == 0 and done.output == run(*asked).output
    root = ElementTree.fromstring(drawn.read_text(encoding="utf-8"))
    svg = "{http://www.w3.org/2000/svg}"
    said = [text.text for text in root.iter(f"{svg}text") if text.get("class") is None]
    # Quarters, half years and nine months each in a part of their own, the earlier figure below the last.
    assert said == [
        "2025-01-01 – 2025-03-31",
        "2025-04-01 – 2025-06-30",
        "2025-07-01 – 2025-09-30",
        "1,020,000  restated",
        "1,000,000  q1.htm",
        "1,480,000  derived",
        "1,600,000  derived",
        "2025-01-01 – 2025-06-30",
        "2,500,000",
        "2025-01-01 – 2025-09-30",
        "4,100,000",
    ]
    bars = [(bar.get("class"), bar.get("width")) for bar in root.iter(f"{svg}rect")]
    # Bars are as long as their figures, on the scale of their part.
    assert bars[:4] == [("now", "191.2"), ("before", "187.5"), ("derived", "277.5"), ("derived", "300.0")]
    again = tmp_path / "again.svg"
    assert len(tieout.history(years, "harbor inc.", "us-gaap:Revenues", whole=True, plot=again)) == 7
    assert again.read_bytes() == drawn.read_bytes()


def test_what_a_writer_left_that_was_killed_goes_with_the_next_write(dataset: Path) -> None:
    staged = dataset / ".staged"
    for name in ("killed-0", "writes-1"):
        (staged / name / "new").mkdir(parents=True)
        (staged / name / "new" / "facts.parquet").write_text("half", encoding="utf-8")
        (staged / f"{name}.lock").touch()
    with held(staged / "writes-1.lock") as lock:  # type: ignore[union-attr]
        assert lock is not None
        add(report(fact("1", "2025-01-01", "2025-03-31")), dataset, sha256="a" * 64, name="a.htm")
        assert sorted(path.name for path in staged.iterdir()) == ["writes-1", "writes-1.lock"]
    add(report(fact("2", "2025-01-01", "2025-03-31")), dataset, sha256="b" * 64, name="b.htm")
    assert [*staged.iterdir()] == []
    assert len(rows(dataset, "documents")) == 2


def test_a_library_that_is_not_installed_is_told_with_its_extra(
    dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(report(fact("1", None, "2025-06-30")), dataset, sha256="ab" * 32, name="release.htm")
    monkeypatch.setitem(sys.modules, "duckdb", None)
    done = run("changes", "--dataset", str(dataset))
    assert done.exit_code == 2 and "this needs duckdb, which is not installed" in done.output
    assert 'pip install "tieout[dataset]"' in done.output
    monkeypatch.setitem(sys.modules, "alembic", None)
    done = run("load", "sqlite:///facts.db", str(dataset))
    assert done.exit_code == 2 and 'pip install "tieout[database]"' in done.output
