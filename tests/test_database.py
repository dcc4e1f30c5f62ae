"""A database of releases: exact, each document whole or not at all and once, whoever else loads."""

import json
import multiprocessing
import os
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import create_engine, inspect, make_url, text

from build_helpers import tieout as run
from postgres_helpers import LOCKED, PASSWORD, binaries, load_beside, server
from test_dataset import fact, report
from test_guides import Reader
from tieout.core import InputError
from tieout.database import described, engines, load, sources_in
from tieout.database.schema import METADATA
from tieout.dataset import add
from tieout.results import Fact, Relation, Report, to_json

ENGINES = ("sqlite", "duckdb", pytest.param("postgresql", marks=pytest.mark.slow))


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A server: the one that TIEOUT_POSTGRES names, else one of the tests' own."""
    given, programs = os.environ.get("TIEOUT_POSTGRES"), binaries()
    if given:
        yield given
    elif programs is not None:
        with server(programs) as url:
            yield url
    else:
        pytest.skip("PostgreSQL is not installed, and TIEOUT_POSTGRES names no server")


def fresh(postgres: str, name: str) -> str:
    """The URL of an empty database on the server."""
    engine = create_engine(
        make_url(postgres).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.exec_driver_sql(f'drop database if exists "{name}"')
        connection.exec_driver_sql(f'create database "{name}"')
    engine.dispose()
    return make_url(postgres).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return fresh(request.getfixturevalue("postgres"), "one")
    return f"{request.param}:///{tmp_path}/facts.{request.param}"


def asked(url: str, question: str) -> list[tuple[object, ...]]:
    opened = make_url(url)
    if opened.drivername == "postgresql":
        opened = opened.set(drivername="postgresql+psycopg")
    engine = create_engine(opened)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(question.replace("%", "%%"))]
    finally:
        engine.dispose()


def states(url: str, *folders: Path) -> list[str]:
    return [one.state for one in load(url, sources_in(folders))]


def whole(url: str) -> list[list[tuple[object, ...]]]:
    return [sorted(asked(url, f"select * from {name}"), key=str) for name in METADATA.tables]


LONG = fact("12345678901234567890.123456789012345", "2025-04-01", "2025-06-30", decimals=15)
MONEY = fact("5760000.10", "2025-02-01", "2025-07-31", decimals=2)


@pytest.mark.parametrize("url", ENGINES, indirect=True)
def test_amounts_are_exact_and_loading_again_changes_nothing(url: str, tmp_path: Path) -> None:
    segment = replace(MONEY, id="Segment", members={"SegmentsAxis": "LampsMember"})
    add(report(LONG, MONEY, segment), tmp_path / "facts", sha256="ab" * 32, name="release.htm")
    assert states(url, tmp_path / "facts") == ["added"]
    values = dict(asked(url, "select id, value from facts"))
    long = Decimal(str(LONG.value)) if not url.startswith("duckdb") else None
    assert (Decimal(str(values[LONG.id])) if long else values[LONG.id]) == long
    assert Decimal(str(values[MONEY.id])) == MONEY.value
    assert set(asked(url, "select amount, company, period from facts")) == {
        ("12345678901234567890.123456789012345", "0000012345", "2025q2"),
        ("5760000.10", "0000012345", "2025q2"),
    }
    before = whole(url)
    assert states(url, tmp_path / "facts") == ["unchanged"]
    assert whole(url) == before
    # What was read otherwise since is replaced, and nothing of it is left.
    add(report(MONEY), tmp_path / "facts", sha256="ab" * 32, name="release.htm")
    assert states(url, tmp_path / "facts") == ["replaced"]
    assert asked(url, "select id from facts") == [(MONEY.id,)]
    assert [len(rows) for rows in whole(url)] == [1, 1, 1, 1]


def test_the_tables_are_those_that_are_described(tmp_path: Path, root: Path) -> None:
    url = f"sqlite:///{tmp_path}/facts.db"
    add(report(MONEY), tmp_path / "facts", sha256="ab" * 32, name="release.htm")
    states(url, tmp_path / "facts")
    engine = create_engine(url)
    for name, table in METADATA.tables.items():
        there = {(one["name"], one["nullable"]) for one in inspect(engine).get_columns(name)}
        assert there == {(one.name, one.nullable) for one in table.columns}
    engine.dispose()
    assert described() in (root / "docs" / "database.md").read_text(encoding="utf-8")


def drafted(folder: Path, one: Report) -> Path:
    """A draft as it lies in its folder."""
    release = folder / "definitions" / "release"
    release.mkdir(parents=True)
    (folder / "facts.json").write_text(to_json(one), encoding="utf-8")
    (release / "release.yaml").write_text(
        "company: ../company\ntext: release.htm\nfiscal-year: 2025\nquarter: 2\npublished: 2025-08-07\n"
        "document-type: A draft\n",
        encoding="utf-8",
    )
    (release / "release.htm").write_text("<p>Net sales</p>", encoding="utf-8")
    company = folder / "definitions" / "company"
    company.mkdir()
    (company / "company.yaml").write_text("name: Harbor Inc.\n", encoding="utf-8")
    return folder


def test_a_draft_and_a_release_are_loaded_from_their_folders(tmp_path: Path, root: Path) -> None:
    url = f"sqlite:///{tmp_path}/facts.db"
    drafted(tmp_path / "all" / "harbor.draft", report(MONEY))
    done = run("load", url, str(tmp_path / "all"), str(root / "tests" / "acme" / "release"))
    assert done.exit_code == 0, done.output
    assert "2 documents: 2 added" in done.output
    documents = asked(url, "select name, company_name, status from documents order by name")
    assert documents == [("release", "Acme Corp.", "draft"), ("release.htm", "Harbor Inc.", "draft")]
    assert asked(url, "select equation from relations where company = '0000012345'") == [("1 − 2 = 3",)]
    # A draft in a dataset is the same document.
    (sha256,) = asked(url, "select sha256 from documents where company = '0000012345'")[0]
    add(report(MONEY), tmp_path / "facts", sha256=str(sha256), name="release.htm")
    assert states(url, tmp_path / "facts") == ["unchanged"]


@pytest.mark.slow
def test_the_guide(root: Path, tmp_path: Path) -> None:
    (tmp_path / "acme").symlink_to(root / "tests" / "acme")
    Reader(tmp_path).follow(root / "docs" / "database.md")


def test_what_a_relation_is_off_by_is_exact_too(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/facts.db"
    off = Relation("Income/GrossProfit", False, Decimal("-12345678901234567890123456.125"), (), "", ())
    zero = replace(off, name="Income/Zero", difference=Decimal("-0.0"))
    add(
        replace(report(MONEY), relations=(off, zero)),
        tmp_path / "facts",
        sha256="ab" * 32,
        name="release.htm",
    )
    states(url, tmp_path / "facts")
    differences = asked(url, "select difference from relations order by name")
    assert differences == [("-12345678901234567890123456.125",), ("0",)]


def test_one_that_cannot_be_read_is_told_and_the_others_are_loaded(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/facts.db"
    drafted(tmp_path / "all" / "a.draft", report(MONEY))
    (tmp_path / "all" / "a.draft" / "facts.json").write_text('{"facts": []}', encoding="utf-8")
    drafted(tmp_path / "all" / "b.draft", report(MONEY))
    done = run("load", url, str(tmp_path / "all"))
    assert done.exit_code == 2 and "Draft the release again." in done.output
    assert "2 documents: 1 added, 1 refused" in done.output
    # Which one it is stands there however little is asked for.
    quiet = run("load", url, str(tmp_path / "all"), "--quiet").output
    assert f"{tmp_path / 'all' / 'a.draft'}: refused" in quiet and "b.draft" not in quiet
    first, second = map(json.loads, run("load", url, str(tmp_path / "all"), "--json").output.splitlines())
    assert (first["state"], second["state"], second["findings"]) == ("refused", "unchanged", [])
    (finding,) = first["findings"]
    assert finding["code"] == "input.result"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://server/facts", "of the kind mysql is not known"),
        ("facts", "not the URL of a database"),
        ("sqlite:////nowhere/at/all/facts.db", "unable to open database file"),
        ("postgresql://me:rigging@127.0.0.1:1/facts", "postgresql://me:***@127.0.0.1:1/facts: connection"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_without_its_password(
    url: str, said: str, tmp_path: Path
) -> None:
    drafted(tmp_path / "harbor.draft", report(MONEY))
    done = run("load", url, str(tmp_path / "harbor.draft"))
    assert done.exit_code == 2 and said in " ".join(done.output.split())
    assert PASSWORD not in done.output and "Traceback" not in done.output


def test_a_full_disk_is_told_and_asks_for_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafted(tmp_path / "harbor.draft", report(MONEY))

    def small(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None
        connection.execute("pragma max_page_count = 3")

    monkeypatch.setattr(engines, "_patient", small)
    done = run("load", f"sqlite:///{tmp_path}/small.db", str(tmp_path / "harbor.draft"))
    said = " ".join(done.output.split())
    assert done.exit_code == 2 and "disk is full" in said and "publish.no-space" in said
    assert "Make room" in said and "Name another" not in said


def test_a_file_of_another_kind_is_told_and_nothing_is_fetched_for_it(tmp_path: Path) -> None:
    drafted(tmp_path / "harbor.draft", report(MONEY))
    (tmp_path / "facts.db").write_bytes(b"SQLite format 3\0" + b"\0" * 500)
    done = run("load", f"duckdb:///{tmp_path}/facts.db", str(tmp_path / "harbor.draft"))
    assert done.exit_code == 2 and "http" not in done.output and "input.database" in done.output


@pytest.mark.parametrize("url", ENGINES, indirect=True)
def test_a_schema_of_a_newer_version_is_left_alone(url: str, tmp_path: Path) -> None:
    add(report(MONEY), tmp_path / "facts", sha256="ab" * 32, name="release.htm")
    states(url, tmp_path / "facts")
    engine = create_engine(make_url(url.replace("postgresql:", "postgresql+psycopg:")))
    with engine.begin() as connection:
        connection.execute(text("update tieout_schema set version_num = '9999'"))
    engine.dispose()
    with pytest.raises(InputError, match="9999, is of a newer version"):
        states(url, tmp_path / "facts")


def test_folders_that_hold_nothing_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such folder"):
        sources_in([tmp_path / "nowhere"])
    with pytest.raises(InputError, match="no draft, release or dataset in it"):
        sources_in([tmp_path])


@pytest.mark.slow
def test_a_wrong_password_is_told_and_not_shown(postgres: str, tmp_path: Path) -> None:
    url = make_url(fresh(postgres, "locked"))
    engine = create_engine(url.set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.exec_driver_sql(f"drop role if exists {LOCKED}")
        connection.exec_driver_sql(f"create role {LOCKED} superuser login password '{PASSWORD}'")
    engine.dispose()
    drafted(tmp_path / "harbor.draft", report(MONEY))

    def tried(password: str) -> tuple[int, str]:
        opened = url.set(username=LOCKED, password=password).render_as_string(hide_password=False)
        done = run("load", opened, str(tmp_path / "harbor.draft"))
        return done.exit_code, done.output

    code, said = tried("wrongly")
    assert code == 2 and "password authentication failed" in said and "wrongly" not in said
    code, said = tried(PASSWORD)
    assert code == 0, said


@pytest.mark.slow
@pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
def test_two_loaders_at_once_load_each_document_once(url: str, tmp_path: Path) -> None:
    for number in range(30):
        one = report(fact(str(number), "2025-04-01", "2025-06-30"), MONEY)
        add(one, tmp_path / "facts", sha256=f"{number:064}", name=f"{number}.htm")
    # The database is empty: both find no tables.
    spawn = multiprocessing.get_context("spawn")
    both = spawn.Barrier(2)
    loaders = [spawn.Process(target=load_beside, args=(url, tmp_path / "facts", both)) for _ in range(2)]
    for one in loaders:
        one.start()
    for one in loaders:
        one.join(120)
    assert [one.exitcode for one in loaders] == [0, 0]
    assert asked(url, "select count(*), count(distinct sha256) from documents") == [(30, 30)]
    assert asked(url, "select count(*) from facts") == [(60,)]
    assert asked(url, "select count(*) from relations") == [(30,)]


@pytest.mark.slow
def test_a_document_that_the_database_refuses_leaves_nothing_and_stops_no_other(
    postgres: str, tmp_path: Path
) -> None:
    url = fresh(postgres, "broken")
    bad = report(MONEY, fact("1", None, "2025-06-30", label="Lamp\0s"))
    add(bad, tmp_path / "facts", sha256="ab" * 32, name="release.htm")
    add(report(MONEY), tmp_path / "facts", sha256="cd" * 32, name="another.htm")
    refused, added = load(url, sources_in([tmp_path / "facts"]))
    assert (refused.state, added.state) == ("refused", "added")
    assert "NUL" in refused.findings[0].message
    assert asked(url, "select sha256 from facts") == asked(url, "select sha256 from documents")
    assert len(asked(url, "select sha256 from facts")) == 1


def test_a_document_that_says_a_fact_twice_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/facts.db"
    add(report(MONEY, MONEY), tmp_path / "facts", sha256="ab" * 32, name="release.htm")
    assert states(url, tmp_path / "facts") == ["refused"]
    assert [len(rows) for rows in whole(url)] == [0, 0, 0, 0]


def corrected(dataset: Path) -> None:
    """A release, its correction eight days later, a supplement of one figure, and the quarter before."""
    q2 = ("2025-04-01", "2025-06-30")
    first = (fact("1500000", *q2), fact("77000", None, "2025-06-30", id="Cash", concept="Cash", element=None))
    gone = fact("5000", None, "2025-06-30", id="Rope", concept="Rope", element=None)
    mended = (fact("1520000", *q2), first[1], fact("8000", None, "2025-06-30", id="Oil", concept="Oil"))
    half = fact("2500000", "2025-01-01", "2025-06-30")
    add(report(*first, gone, half), dataset, sha256="1" * 64, name="q2.htm")
    add(report(*mended, half, published=date(2025, 8, 15)), dataset, sha256="2" * 64, name="mended.htm")
    add(report(fact("1", *q2), published=date(2025, 8, 20)), dataset, sha256="3" * 64, name="page.htm")
    before = fact("1000000", "2025-01-01", "2025-03-31")
    earlier = report(before, quarter="2025q1", published=date(2025, 5, 1))
    add(earlier, dataset, sha256="4" * 64, name="q1.htm")


@pytest.mark.parametrize("url", ENGINES, indirect=True)
def test_a_correction_supersedes_and_says_what_changed(url: str, tmp_path: Path) -> None:
    corrected(tmp_path / "facts")
    states(url, tmp_path / "facts")
    assert asked(url, "select sha256, superseded_by from superseded") == [("1" * 64, "2" * 64)]
    changes = asked(url, "select concept, old, new from changes order by concept")
    assert changes == [("Oil", None, "8000"), ("Revenues", "1500000", "1520000"), ("Rope", "5000", None)]
    # 2,500 − 1,000 is neither 1,520 nor what the supplement prints last, whatever is rounded.
    off = asked(url, "select year_to_date, before, quarter, quarter_document from off_quarters")
    assert off == [("2500000", "1000000", "1", "3" * 64)]


@pytest.mark.parametrize("url", ENGINES, indirect=True)
def test_views_compare_amounts_as_decimals_do(url: str, tmp_path: Path) -> None:
    q2 = ("2025-04-01", "2025-06-30")

    def one(name: str, amount: str, decimals: int) -> Fact:
        return fact(amount, *q2, id=name, concept=name, element=None, unit="USD/shares", decimals=decimals)

    # As far as their digits go the first four are the same; 1.3 less 1.25 is 0.05, and no more.
    first = (
        one("Rounded", "1.25", 2), one("Loss", "-1.25", 2), one("Zeros", "1.50", 2), one("Far", "-0.4", 1),
        one("Long", "12345678901234567.8", 1), one("Longer", "123456789012345678901.5", 1),
        one("Finer", "0.4567890123451", 13), one("Turned", "-0.4", 1),
    )  # fmt: skip
    then = (
        one("Rounded", "1.3", 1), one("Loss", "-1.3", 1), one("Zeros", "1.5", 2), one("Far", "0", 0),
        one("Long", "12345678901234567.9", 1), one("Longer", "123456789012345678902.5", 1),
        one("Finer", "0.4567890123452", 13), one("Turned", "0.4", 1),
    )  # fmt: skip
    add(report(*first), tmp_path / "facts", sha256="1" * 64, name="q2.htm")
    add(report(*then, published=date(2025, 8, 15)), tmp_path / "facts", sha256="2" * 64, name="mended.htm")
    states(url, tmp_path / "facts")
    changed = asked(url, "select concept from changes order by concept")
    assert changed == [("Finer",), ("Long",), ("Longer",), ("Turned",)]


@pytest.mark.parametrize("url", ENGINES, indirect=True)
def test_a_quarter_is_off_by_more_than_its_digits_explain(url: str, tmp_path: Path) -> None:
    # 4 less 2.8 is 1.2, of which rounding explains 0.6: 0.5 is off by more, 0.6 by just that.
    for name, quarter in (("Lamps", "0.5"), ("Rope", "0.6"), ("Oil", "-1.2")):
        one = {"concept": name, "id": name, "element": None}
        parts = (
            fact("4", "2025-01-01", "2025-06-30", decimals=0, **one | {"id": f"{name}Half"}),
            fact("2.8", "2025-01-01", "2025-03-31", decimals=1, **one | {"id": f"{name}Before"}),
            fact(quarter, "2025-04-01", "2025-06-30", decimals=1, **one),
        )
        add(report(*parts), tmp_path / "facts", sha256=f"{name:0>64}", name=f"{name}.htm")
    states(url, tmp_path / "facts")
    assert asked(url, "select concept from off_quarters order by concept") == [("Lamps",), ("Oil",)]


def test_a_dataset_says_what_changed_and_which_quarters_are_off(tmp_path: Path) -> None:
    corrected(tmp_path / "facts")
    done = run("changes", "--dataset", str(tmp_path / "facts"), "--csv")
    assert done.exit_code == 1
    heads, *rows = done.output.splitlines()
    assert heads.endswith("old,new,document,superseded by")
    period = "0000012345,2025q2"
    assert rows == [
        f"{period},Oil,,2025-06-30,,USD,,8000,q2.htm,mended.htm",
        f"{period},Revenues,2025-04-01,2025-06-30,,USD,1500000,1520000,q2.htm,mended.htm",
        f"{period},Rope,,2025-06-30,,USD,5000,,q2.htm,mended.htm",
    ]
    said = " ".join(run("changes", "--dataset", str(tmp_path / "facts")).output.split())
    assert "leaves 2,500,000 − 1,000,000 = 1,500,000" in said and "dataset.quarter-off" in said
    assert "3 changes in 1 document that later ones correct; 1 quarter off" in said
    # A guess at a concept is no proof of anything.
    guess = fact("2500000", "2025-01-01", "2025-06-30", sure=False)
    doubtful = report(guess, published=date(2025, 9, 1), quarter="2025q2")
    add(doubtful, tmp_path / "facts", sha256="5" * 64, name="guess.htm")
    done = run("changes", "--dataset", str(tmp_path / "facts"))
    assert done.exit_code == 0 and "1 quarter off" in done.output
    views = run("changes", "--dataset", str(tmp_path / "facts"), "--sql").output
    with duckdb.connect() as connection:
        connection.execute(views)
        assert connection.execute("select superseded_by from superseded").fetchall() == [("2" * 64,)]


def blocks(guide: Path) -> list[str]:
    return re.findall(r"```sql\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("url", ENGINES[1:], indirect=True)
def test_the_questions_of_the_docs_are_answered(url: str, tmp_path: Path, root: Path) -> None:
    guide = root / "docs" / ("database.md" if url.startswith("postgresql") else "many.md")
    questions = [block for block in blocks(guide) if not block.startswith("create view")][:10]
    corrected(tmp_path / "facts")
    income = {"id": "Income", "concept": "OperatingIncomeLoss", "element": "us-gaap:OperatingIncomeLoss"}
    cash = {"id": "Money", "concept": "CashAndCashEquivalentsAtCarryingValue", "grade": "single"}
    lamps = {"id": "Lamps", "members": {"SegmentsAxis": "LampsMember"}}
    more = (
        fact("150000", "2025-04-01", "2025-06-30", **income),
        fact("77", None, "2025-06-30", **cash),
        fact("900", "2025-04-01", "2025-06-30", **lamps),
    )
    one = report(fact("1500000", "2025-04-01", "2025-06-30"), *more, published=date(2025, 8, 1))
    add(one, tmp_path / "facts", sha256="5" * 64, name="more.htm")
    states(url, tmp_path / "facts")
    answers = [asked(url, question) for question in questions]
    assert len(answers) == 10 and all(answers)
    assert [row[3] for row in answers[0]] == [Decimal(1000000), Decimal(1)]
    assert Decimal(str(answers[3][0][2])) == Decimal("0.1")
    assert answers[6][0][2:4] == ("SegmentsAxis", "LampsMember")
