"""What the page that is worked in writes: at the place of a value, whole or not at all, for its own user."""

import asyncio
import errno
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.applications import Starlette

from build_helpers import copy_acme, edit, take_arelle_out
from tieout.core import Finding, InputError
from tieout.definitions import Append, Put, edited
from tieout.publication import proven
from tieout.render import words
from tieout.review import Session, journal, saying
from tieout.review.asked import RefusedError
from tieout.review.journal import FileChange, Journal
from tieout.review.server import application
from tieout.validate import Counts, Verdict

# A value in its place -------------------------------------------------------------------------------------

_TEXT = """\
# What stands first.
lines:
  - {concept: Cash, caption: Cash}  # in one line
  - concept: Stock   # in several
    caption: "Stock: at cost"

    # Of what it is.
    of: [Goods, Wares]
  - total: Assets
    of:
      - Cash   # money
      - Stock
says: >-
  one thing
  over two lines
more:
  - |
    a block

# Of the end.
open:
- settled: false
"""


@pytest.mark.parametrize(
    ("change", "was", "now"),
    [
        (Put(("lines", 0, "concept"), "Money"), "{concept: Cash,", "{concept: Money,"),
        (Put(("lines", 0, "negated"), "true"), "caption: Cash}", "caption: Cash, negated: true}"),
        (Put(("lines", 1, "caption"), '"A: b"'), '"Stock: at cost"', '"A: b"'),
        (
            Put(("lines", 1, "negated"), "true"),
            "concept: Stock   # in several\n",
            "concept: Stock   # in several\n    negated: true\n",
        ),
        (Put(("lines", 2, "of", 0), "Money"), "- Cash   # money", "- Money   # money"),
        (Put(("open", 0, "settled"), "true"), "settled: false", "settled: true"),
        (Put(("says",), "[one, two]"), ">-\n  one thing\n  over two lines\n", "[one, two]\n"),
        (Append(("more",), "b"), "    a block\n", "    a block\n  - b\n"),
        (Append(("lines", 1, "of"), "Things"), "[Goods, Wares]", "[Goods, Wares, Things]"),
        (Append(("open",), "{settled: true}"), "settled: false\n", "settled: false\n- {settled: true}\n"),
        (
            Append(("comments",), "{says: so}"),
            "settled: false\n",
            "settled: false\ncomments:\n  - {says: so}\n",
        ),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_change_is_made_at_its_place_and_nowhere_else(
    change: Put | Append, was: str, now: str, newline: str
) -> None:
    text = _TEXT.replace("\n", newline)
    assert _TEXT.count(was) == 1
    assert edited(text, [change], "a.yaml") == _TEXT.replace(was, now).replace("\n", newline)


@pytest.mark.parametrize(
    "change",
    [Put(("lines", 2, "of"), "[Cash]"), Put(("lines", 9, "concept"), "Cash"), Append(("open", 0), "1")],
)
def test_what_cannot_be_changed_at_its_place_is_refused(change: Put | Append) -> None:
    with pytest.raises(InputError) as refused:
        edited(_TEXT, [change], "a.yaml")
    assert refused.value.findings[0].code == "yaml.not-edited"


# Files ----------------------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    one.write_text("a: 1\n", encoding="utf-8")
    other.write_text("b: 1\n", encoding="utf-8")
    return one, other


def _turn(one: Path, other: Path) -> list[FileChange]:
    return [FileChange(one, "a: 1\n", "a: 2\n"), FileChange(other, "b: 1\n", "b: 2\n")]


def _said(*paths: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in paths]


def test_an_act_is_written_and_taken_back_even_by_a_later_run(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    first = Journal(tmp_path)
    first.write("both are two", _turn(*files))
    assert _said(*files) == ["a: 2\n", "b: 2\n"]
    with pytest.raises(InputError, match="another review"):
        Journal(tmp_path)
    first.close()
    second = Journal(tmp_path)
    assert (second.last, second.undo(), second.last) == ("both are two", "both are two", "")
    assert _said(*files) == ["a: 1\n", "b: 1\n"]
    second.close()


def test_what_another_has_changed_is_never_written_over(files: tuple[Path, Path], tmp_path: Path) -> None:
    kept = Journal(tmp_path)
    edit(files[1], "b: 1", "b: 7")
    with pytest.raises(InputError, match=r"other\.yaml was changed meanwhile"):
        kept.write("both", _turn(*files))
    assert _said(*files) == ["a: 1\n", "b: 7\n"]
    edit(files[1], "b: 7", "b: 1")
    kept.write("both", _turn(*files))
    edit(files[0], "a: 2", "a: 9")
    with pytest.raises(InputError, match=r"one\.yaml was changed meanwhile"):
        kept.undo()
    assert _said(*files) == ["a: 9\n", "b: 2\n"]
    kept.close()


def test_a_full_disk_changes_nothing(
    files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, whole = Journal(tmp_path), journal._put

    def put(path: Path, text: str) -> None:
        if path.name.startswith(".other"):
            raise OSError(errno.ENOSPC, "No space left on device")
        whole(path, text)

    monkeypatch.setattr(journal, "_put", put)
    with pytest.raises(InputError, match="No space left"):
        kept.write("both", _turn(*files))
    assert _said(*files) == ["a: 1\n", "b: 1\n"]
    monkeypatch.undo()
    kept.close()
    later = Journal(tmp_path)
    assert (_said(*files), later.last) == (["a: 1\n", "b: 1\n"], "")
    later.close()


def test_an_act_that_was_cut_off_between_two_files_is_finished(
    files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, whole = Journal(tmp_path), journal._replace

    def replace(change: FileChange) -> None:
        if change.path.name == "other.yaml":
            raise KeyboardInterrupt
        whole(change)

    monkeypatch.setattr(journal, "_replace", replace)
    with pytest.raises(KeyboardInterrupt):
        kept.write("both", _turn(*files))
    assert _said(*files) == ["a: 2\n", "b: 1\n"]
    monkeypatch.undo()
    kept.close()
    later = Journal(tmp_path)
    assert (_said(*files), later.last) == (["a: 2\n", "b: 2\n"], "both")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".review", "one.yaml", "other.yaml"]
    later.close()


# Decisions ------------------------------------------------------------------------------------------------


@pytest.fixture
def acme(root: Path, tmp_path: Path) -> Path:
    return copy_acme(root, tmp_path / "acme")


@pytest.fixture
def session(acme: Path) -> Iterator[Session]:
    session = Session(acme)
    yield session
    session.close()


def _number(acme: Path, text: str) -> dict[str, int]:
    """The place of a number in the release."""
    for line, said in enumerate((acme / "release.txt").read_text(encoding="utf-8").splitlines(), 1):
        if f"\t{text}" in said:
            return {"line": line, "column": said.index(f"\t{text}") + 2}
    raise AssertionError(text)


def _do(session: Session, **said: Any) -> str:
    proposal = session.propose(said)
    session.do(proposal["id"])
    until = time.monotonic() + 60
    while session.state()["busy"]:
        assert time.monotonic() < until
        time.sleep(0.05)
    return str(proposal["diff"])


def test_a_sign_that_is_turned_makes_its_total_fail_and_is_taken_back(session: Session, acme: Path) -> None:
    statement = acme.parent / "company" / "statements" / "balance-sheet.yaml"
    before = statement.read_text(encoding="utf-8")
    _do(session, kind="sign", **_number(acme, "30\t28"))
    assert "findings 0 → " in session.state()["told"]["en"]
    assert '"code":"tie.total-off"' in session.page
    session.undo()
    assert statement.read_text(encoding="utf-8") == before


def test_what_was_decided_is_told_in_the_languages_of_the_page() -> None:
    signed = saying.said(("en", "ja"), "did-sign-off", name="Kaede")
    assert saying.said(("en", "ja"), "state-undone", what=signed) == {
        "en": "taken back: signed by Kaede",
        "ja": "取り消しました：Kaede が署名",
    }
    for key in (key for key in words() if key.startswith(("act-", "did-", "now-", "state-"))):
        slots = [sorted(re.findall(r"\{\w+\}", text)) for text in words()[key].values()]
        assert all(found == slots[0] for found in slots), key


def test_of_two_tabs_the_second_has_to_look_again(session: Session, acme: Path) -> None:
    place = _number(acme, "30\t28")
    first = session.propose({"kind": "comment", "says": "From one tab", **place})
    second = session.propose({"kind": "comment", "says": "From the other", **place})
    session.do(first["id"])
    with pytest.raises(InputError, match="read again"):
        session.do(second["id"])
    while session.state()["busy"]:
        time.sleep(0.05)
    _do(session, kind="comment", says="From the other", **place)
    said = yaml.safe_load((acme / "release.yaml").read_text(encoding="utf-8"))["comments"]
    assert [one["says"] for one in said] == ["From one tab", "From the other"]
    assert said[0]["printed"] == "30"


def test_why_something_cannot_be_done_is_said_in_each_language(session: Session, acme: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        session.propose({"kind": "sign-off"})
    assert refused.value.said == {"en": "a name is wanted", "ja": "氏名を入力してください"}
    assert refused.value.findings[0].message == "a name is wanted"
    # Each reason has words in the same languages, with the same values to put in.
    known = {key: texts for key, texts in words().items() if key.startswith(("refused-", "want-"))}
    assert {frozenset(texts) for texts in known.values()} == {frozenset(("en", "ja"))}
    for texts in known.values():
        assert len({frozenset(re.findall(r"\{(\w+)\}", text)) for text in texts.values()}) == 1


def test_definitions_that_could_not_be_loaded_are_not_written(session: Session, acme: Path) -> None:
    before = {path: path.read_bytes() for path in acme.parent.rglob("*.yaml")}
    for said in (
        {"kind": "concept", "concept": "NoSuchConcept"},
        {"kind": "member", "axis": "NoSuchAxis", "member": "NoSuchMember"},
        {"kind": "accept", "why": "It is so.", "relation": "BalanceSheet/Assets", "total": "none"},
        {"kind": "settle"},
        {"kind": "unheard-of"},
        {"kind": "comment", "says": " "},
    ):
        with pytest.raises(InputError):
            session.propose(said | _number(acme, "30\t28"))
    assert {path: path.read_bytes() for path in acme.parent.rglob("*.yaml")} == before


def test_what_a_person_says_is_no_figure_is_known_by_the_words_around_it(
    session: Session, acme: Path
) -> None:
    with (acme / "release.txt").open("a", encoding="utf-8") as file:
        file.write("\nCall us at extension 4711 on weekdays.\n")
    while session.state()["busy"] or "4711" not in session.page:
        time.sleep(0.05)
    line = len((acme / "release.txt").read_text(encoding="utf-8").splitlines())
    _do(session, kind="no-figure", why="A telephone", line=line, column=22)
    company = yaml.safe_load((acme.parent / "company" / "company.yaml").read_text(encoding="utf-8"))
    assert company["not-figures"][-1] == {"pattern": r"extension\s+4711\s+on", "why": "A telephone"}
    assert "A telephone" in session.page


def test_an_element_that_no_layer_has_becomes_a_concept_of_the_company(session: Session, acme: Path) -> None:
    place = _number(acme, "18\t16")
    said = session.candidates({"q": "contract with customer liability current", **place})
    assert "ContractWithCustomerLiabilityCurrent" in [one["name"] for one in said]
    found = session.candidates({"q": "OtherLiabilitiesFairValueDisclosure"})
    (new,) = (one for one in found if one["name"] == "OtherLiabilitiesFairValueDisclosure")
    assert (new["layer"], new["period"], new["balance"]) == ("us-gaap", "instant", "credit")
    _do(session, kind="concept", concept="OtherLiabilitiesFairValueDisclosure", **place)
    lines = (acme.parent / "company" / "concepts" / "lines.yaml").read_text(encoding="utf-8")
    assert "OtherLiabilitiesFairValueDisclosure: {type: monetary, balance: credit" in lines
    assert "OtherLiabilitiesFairValueDisclosure" in session.page


# Sentences ------------------------------------------------------------------------------------------------

_PROSE = """
Cost of revenues¹ in 1Q25 rose to $70 million.

Revenues for the three months ended March 31, 2025 were $100 million, compared to $85 million a year
before. At the end cash stood at $23 million.

It rained. Revenues of our U.S. Boats were $9 million! They float.
"""


@pytest.fixture
def prose(acme: Path) -> Iterator[Session]:
    with (acme / "release.txt").open("a", encoding="utf-8") as file:
        file.write(_PROSE)
    session = Session(acme)
    yield session
    session.close()


def _said_at(acme: Path, text: str) -> dict[str, int]:
    for line, said in enumerate((acme / "release.txt").read_text(encoding="utf-8").splitlines(), 1):
        if text in said:
            return {"line": line, "column": said.index(text) + 1}
    raise AssertionError(text)


def _written(begun: dict[str, Any]) -> dict[str, Any]:
    """What the page says of a sentence that it leaves as it was begun."""
    figures = {one["name"]: one for one in begun["figures"]}
    return {"sentence": begun["name"], "wording": begun["wording"], "figures": figures}


def test_a_wording_is_begun_with_what_the_tables_say_of_its_amounts(prose: Session, acme: Path) -> None:
    begun = prose.sentence(_said_at(acme, "100 million"))
    assert begun["wording"] == "Revenues {@quarter} were {now}, compared to {before}"
    said = [(one["name"], one["concept"], one["period"]) for one in begun["figures"]]
    assert said == [("now", "Revenues", "quarter"), ("before", "Revenues", "quarter-before")]
    begun = prose.sentence(_said_at(acme, "70 million"))
    assert begun["wording"] == "Cost of revenues in {@quarter} rose to {now}"
    said = {"sentence": "cost", "wording": begun["wording"], "figures": {"now": begun["figures"][0]}}
    assert [match["printed"] for match in prose.tried(said)["matches"]] == ["70"]
    # No table prints 23: what it is of a person says.
    begun = prose.sentence(_said_at(acme, "23 million"))
    assert (begun["wording"], begun["figures"][0]["concept"]) == ("At the end cash stood at {now}", "")
    # The stop of an abbreviation ends no sentence.
    assert prose.sentence(_said_at(acme, "9 million"))["wording"] == "Revenues of our U.S. Boats were {now}"


def test_a_wording_is_tried_before_it_is_written(prose: Session, acme: Path) -> None:
    place = _said_at(acme, "23 million")
    cash = {"concept": "CashAndCashEquivalentsAtCarryingValue", "period": "end"}
    said = {"sentence": "cash", "wording": "cash stood at {end}", "figures": {"end": cash}, **place}
    (match,) = prose.tried(said)["matches"]
    assert (match["printed"], match["value"], match["agrees"]) == ("23", "23,000,000", False)
    tried = prose.tried(said | {"wording": "cash rested at {end}"})
    assert tried["matches"] == [] and "The nearest text is" in tried["findings"][0]
    for wrong in ({"wording": "cash [stood"}, {"figures": {}}, {"figures": {"end": {**cash, "concept": ""}}}):
        try:
            assert prose.tried(said | wrong)["findings"]
        except InputError as refused:
            assert refused.findings[0].code == "review.refused"
    assert not (acme.parent / "company" / "sentences").exists()


def test_a_sentence_is_written_and_worded_otherwise(prose: Session, acme: Path) -> None:
    place = _said_at(acme, "100 million")
    _do(prose, kind="sentence", **place, **_written(prose.sentence(place)))
    assert prose.state()["told"]["en"].startswith("the sentence revenues: ")
    assert prose.sentence(place | {"of": "revenues"})["wording"].endswith("{now}, compared to {before}")
    wordings = ("{now} is what we took", "we took {now}")
    for wording in wordings:
        _do(prose, kind="sentence", of="revenues", wording=wording, **place)
    file = acme.parent / "company" / "sentences" / "reviewed.yaml"
    (entry,) = yaml.safe_load(file.read_text(encoding="utf-8"))["sentences"]
    assert entry["says"] == ["Revenues {@quarter} were {now}, compared to {before}", *wordings]
    for _ in range(3):
        prose.undo()
        while prose.state()["busy"]:
            time.sleep(0.05)
    assert not file.exists()


# Publishing -----------------------------------------------------------------------------------------------


def _wait(session: Session) -> dict[str, Any]:
    until = time.monotonic() + 60
    while (state := session.state())["busy"]:
        assert time.monotonic() < until
        time.sleep(0.05)
    return state


def test_a_release_that_is_signed_is_published_from_its_page(
    session: Session, acme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_arelle_out(monkeypatch)
    assert session.state()["ready"] is False
    with pytest.raises(InputError, match="nobody has signed"):
        session.publish()
    _do(session, kind="sign-off", name="R. Okafor")
    assert session.state()["ready"] is True
    session.publish()
    state = _wait(session)
    assert state["told"]["en"] == f"published to {acme / 'xbrl'}"
    assert (state["ready"], state["report"]) == (False, "index.html")
    page = session.published("index.html")
    assert page is not None and b"R. Okafor" in page
    assert 'href="report/acme-20250331.htm"' in session.page
    for name in ("release.yaml", "../release.yaml", "nothing.htm"):
        assert session.published(name) is None
    # Another decision, and what was published is of an earlier state.
    _do(session, kind="comment", says="One more thing", **_number(acme, "30\t28"))
    assert session.state()["ready"] is True and "report/acme" not in session.page


def test_what_keeps_a_report_from_being_published_is_shown(
    session: Session, acme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _do(session, kind="sign-off", name="R. Okafor")
    found = Finding("arelle.error", "the report is not valid")
    verdict = Verdict("acme", Counts(1, 1, 1), (found,), ())
    monkeypatch.setattr(proven, "validate", lambda *_: verdict)
    session.publish()
    assert _wait(session)["told"]["en"] == "not published: the report is not valid"
    assert "the report is not valid" in session.page and not (acme / "xbrl").exists()


# Who is answered ------------------------------------------------------------------------------------------

_AT = "127.0.0.1:8123"
_COOKIE = {"host": _AT, "cookie": "tieout=the-token"}
_PAGE = {**_COOKIE, "origin": f"http://{_AT}", "content-type": "application/json"}


@dataclass
class Answer:
    """What the server answers."""

    status: int = 0
    heads: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def _ask(app: Starlette, path: str, heads: dict[str, str], body: bytes | None = None) -> Answer:
    """A request to the application, without a network; one with a body writes."""
    answer = Answer()
    where, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET" if body is None else "POST",
        "scheme": "http",
        "path": where,
        "raw_path": where.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in heads.items()],
        "server": ("127.0.0.1", 8123),
        "client": ("127.0.0.1", 50_000),
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body or b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.heads = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            answer.body += message.get("body", b"")

    asyncio.run(app(scope, receive, send))
    return answer


@pytest.fixture
def app(session: Session) -> Starlette:
    return application(session, "the-token", _AT)


def test_the_address_that_is_printed_gives_a_cookie_that_no_other_site_sends(app: Starlette) -> None:
    answer = _ask(app, "/?token=the-token", {"host": _AT})
    assert (answer.status, answer.heads["location"]) == (303, "/")
    kept = answer.heads["set-cookie"].lower()
    assert "httponly" in kept and "samesite=strict" in kept


def test_the_one_with_the_token_is_answered(app: Starlette) -> None:
    answer = _ask(app, "/", _COOKIE)
    assert answer.status == 200
    assert answer.heads["content-security-policy"].startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in answer.heads["content-security-policy"]
    assert answer.heads["cache-control"] == "no-store"
    proposed = _ask(app, "/propose", _PAGE, b'{"kind": "settle"}')
    assert (proposed.status, json.loads(proposed.body)["findings"][0]["code"]) == (409, "review.refused")
    for body in (b"[1]", b"{", b"9" * 200_000):
        assert _ask(app, "/propose", _PAGE, body).status == 409


@pytest.mark.parametrize(
    ("path", "heads"),
    [
        ("/", _COOKIE | {"host": "elsewhere.example"}),
        ("/", _COOKIE | {"host": "127.0.0.1:9999"}),
        ("/state", _COOKIE | {"origin": "http://elsewhere.example"}),
        ("/?token=another", _COOKIE),
    ],
)
def test_no_other_name_and_no_other_site_is_answered(
    app: Starlette, path: str, heads: dict[str, str]
) -> None:
    assert _ask(app, path, heads).status == 403


@pytest.mark.parametrize(
    ("heads", "status"),
    [
        ({name: value for name, value in _PAGE.items() if name != "origin"}, 403),
        (_PAGE | {"origin": "null"}, 403),
        (_PAGE | {"origin": "http://127.0.0.1:9999"}, 403),
        (_PAGE | {"content-type": "text/plain"}, 415),
        (_PAGE | {"cookie": "tieout=another"}, 403),
    ],
)
def test_nothing_is_written_for_another_page(app: Starlette, heads: dict[str, str], status: int) -> None:
    for path in ("/propose", "/try", "/do", "/undo", "/publish"):
        assert _ask(app, path, heads, b"{}").status == status


def test_a_published_page_runs_nothing_of_the_companys(app: Starlette, acme: Path) -> None:
    (acme / "xbrl").mkdir()
    for name in ("index.html", "acme.htm", "manifest.csv"):
        (acme / "xbrl" / name).write_text("<p>Acme</p>", encoding="utf-8")
    answer = _ask(app, "/report/acme.htm", _COOKIE)
    assert (answer.status, answer.heads["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.heads["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert "sandbox" not in _ask(app, "/report/index.html", _COOKIE).heads["content-security-policy"]
    for name in ("..%2Frelease.yaml", "release.yaml", "%2Fetc%2Fpasswd"):
        assert _ask(app, f"/report/{name}", _COOKIE).status == 404


def test_nothing_is_answered_without_the_token(app: Starlette) -> None:
    for path in ("/", "/state", "/concepts", "/sentence", "/report/index.html"):
        assert _ask(app, path, {"host": _AT}).status == 403
