"""A bundle for a report of a fault: what went wrong can be told from it, and nothing that was secret."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from build_helpers import edit, tieout
from tieout.bug import bundle_of
from tieout.bug.disguise import Disguise

PAGE = """\
<html><body>
<p>General Tinsmiths Holdings, Inc. Reports Results of the Second Quarter</p>
<p>OTTERBURN - August 7, 2025 - General Tinsmiths Holdings, Inc. said that revenue was $5,760 thousand,
up from $5,070 thousand. "Our Kettlework segment grew," said Mark Price, President. Price joined in 1987.</p>
<p>Call Price on (207) 555-0100 or write to m.price@tinsmiths.example.</p>
<p>CONSOLIDATED STATEMENTS OF INCOME</p>
<p>(In thousands, except per share data)</p>
<table>
<tr><td></td><td colspan="2">Three Months Ended June 30,</td></tr>
<tr><td></td><td>2025</td><td>2024</td></tr>
<tr><td>Kettlework sales</td><td>$ 4,750</td><td>$ 4,060</td></tr>
<tr><td>Other sales</td><td>1,010</td><td>1,010</td></tr>
<tr><td>Net sales</td><td>5,760</td><td>5,071</td></tr>
<tr><td>Cost of sales</td><td>(1,420.5)</td><td>(1,325)</td></tr>
<tr><td>Net income per share</td><td>0.41</td><td>-</td></tr>
</table></body></html>
"""
NAMES = ("General Tinsmiths", "Tinsmiths", "Kettlework", "Otterburn", "Mark", "Price", "Holdings Inc Reports")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "tinsmiths-2q25.htm"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The texts of the bundle of the page, made once."""
    path = tmp_path_factory.mktemp("page") / "tinsmiths-2q25.htm"
    path.write_text(PAGE, encoding="utf-8")
    return texts(path)


def texts(path: Path, seed: int = 1) -> dict[str, str]:
    return {name: text for name, _, text in bundle_of(path, seed=seed).files}


def numbers(text: str) -> set[str]:
    found = re.findall(r"\d+(?:[,.]\d+)*", text)
    return {number.replace(",", "").replace(".", "") for number in found}


# What does not survive -----------------------------------------------------------------------------------


def test_no_long_number_and_no_name_of_the_page_is_in_the_bundle(made: dict[str, str]) -> None:
    whole = "\n".join([*made, *(text for name, text in made.items() if name != "about.json")])
    printed = {number for number in numbers(re.sub("<[^>]*>", " ", PAGE)) if len(number) >= 4}
    assert {"5760", "14205", "2025", "1987", "0100"} <= printed
    assert not printed & numbers(whole)
    for name in NAMES:
        assert not re.search(rf"(?i:\b{name}\b)" if name not in ("Mark", "Price") else rf"\b{name}\b", whole)


def test_a_page_with_so_many_amounts_that_each_move_of_its_years_meets_one_is_told(tmp_path: Path) -> None:
    # Each meets the move of 2025 or that of 2024; amounts have separators and are no years.
    moves = (-28, -56, 28, 16, -16, 12, -12, 8, -8, 20, -20, 24, -24, 4, -4)
    amounts = [2025 + move - number % 2 for number, move in enumerate(moves)]
    rows = "".join(f"<tr><td>Sales</td><td>{one:,}</td><td>{one:,}</td></tr>" for one in amounts)
    path = tmp_path / "many.htm"
    path.write_text(PAGE.replace("</table>", f"{rows}</table>"), encoding="utf-8")
    lines = texts(path)["document.txt"]
    heads = re.search(r"^\t(\d{4})\t(\d{4})$", lines, re.MULTILINE)
    assert heads is not None
    assert not {*heads.groups()} & {"2025", "2024", *map(str, amounts)}
    assert not {str(one) for one in amounts} & numbers(lines)


def test_the_releases_of_the_project_lose_their_figures_and_names(root: Path) -> None:
    for folder, names in (
        ("instances/aapl-2025q2", ("Apple", "iPhone", "iPad", "Cupertino", "China", "Japan", "Europe")),
        ("tests/acme/release", ("Acme", "Anvils", "Rockets")),
    ):
        (source,) = (root / folder).glob("release.[!y]*")
        text = re.sub(r"<style.*?</style>|<[^>]*>", " ", source.read_text(encoding="utf-8"), flags=re.DOTALL)
        printed = {number for number in numbers(re.sub(r"&#?\w+;", " ", text)) if len(number) >= 4}
        whole = "\n".join(text for name, text in texts(root / folder).items() if name != "about.json")
        assert not printed & numbers(whole)
        for name in names:
            assert not re.search(rf"\b{name}\b", whole, re.IGNORECASE), name


def test_a_name_of_words_that_the_program_knows_is_replaced_in_sentences() -> None:
    text = 'Revenue rose," said Mark Price, the head of Target. Mr. Price thanked Grace General in May 2025.'
    hidden = Disguise([text], names=["Target Corp."]).text(text, "prose")
    for name in ("Mark", "Price", "Grace", "General", "Target"):
        assert name not in hidden
    assert hidden.startswith('Revenue rose," said ')
    assert " in May 1997." in hidden


def test_where_the_file_stands_and_what_it_is_called_is_not_told(page: Path, tmp_path: Path) -> None:
    # Its name is made of words that the program knows.
    secret = tmp_path / "market share" / "target-bridge-2025q2.htm"
    secret.parent.mkdir()
    page.rename(secret)
    whole = "\n".join(text for name, text in texts(secret).items() if name != "about.json")
    assert "printed-at" in whole
    for told in (str(tmp_path), "market share", "target", "bridge"):
        assert told not in whole


# What stays ----------------------------------------------------------------------------------------------


def test_the_words_of_statements_the_forms_and_the_dates_stay(made: dict[str, str]) -> None:
    lines = made["document.txt"].split("\n")
    assert "CONSOLIDATED STATEMENTS OF INCOME" in lines
    assert "(In thousands, except per share data)" in lines
    assert "\tThree Months Ended June 30," in lines
    assert "\t1997\t1996" in lines
    (cost,) = (line for line in lines if line.startswith("Cost of sales"))
    assert re.fullmatch(r"Cost of sales\t\(\d,\d{3}\.\d\)\t\(\d,\d{3}\)", cost)
    (share,) = (line for line in lines if "per share\t" in line)
    assert re.fullmatch(r"Net income per share\t0\.\d\d\t-", share)
    # What is printed twice is replaced by the same.
    net, once = (
        re.search(r"\d,\d{3}", line) for line in lines if "Net sales" in line or "revenue was" in line
    )
    assert net is not None and once is not None and net[0] == once[0]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("1.234,56", r"\d\.\d{3},\d\d"),
        ("１，２３４", r"[０-９]，[０-９]{3}"),
        ("1 234 567", r"\d \d{3} \d{3}"),
        ("0.00", r"0\.00"),
        ("(12)", r"\(\d\d\)"),
        ("13 weeks ended 3/31/2025", r"13 weeks ended 3/31/1997"),
        ("1Q25", "1Q97"),
        ("平成26年6月30日", "平成26年6月30日"),
        ("2018年6月30日 売上高", r"1990年6月30日 \w\w\w"),
    ],
)
def test_a_number_keeps_its_form(text: str, form: str) -> None:
    hidden = Disguise([text]).text(text, "table")
    assert re.fullmatch(form, hidden)


def test_what_is_found_is_told_with_its_place(made: dict[str, str]) -> None:
    findings = json.loads(made["findings.json"])
    (off,) = (finding for finding in findings if finding["severity"] == "error")
    lines = made["document.txt"].split("\n")
    assert any("Net sales" in lines[place["line"] - 1] for place in off["places"])
    numbers_ = json.loads(made["numbers.json"])
    assert {"fact", "no figure"} <= {number["outcome"] for number in numbers_}
    for number in numbers_:
        assert lines[number["line"] - 1][number["column"] - 1 :].startswith(number["printed"])


def test_a_fault_of_the_program_is_told_without_what_it_says(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("no place for 5,760 of Kettlework")

    monkeypatch.setattr("tieout.bug.told.meet", broken)
    made = texts(page)
    stopped = json.loads(made["about.json"])["stopped"]
    assert stopped["error"] == "ValueError"
    assert any(frame.endswith(" broken") for frame in stopped["frames"])
    assert re.fullmatch(r"no place for \d,\d{3} of \w{10}", stopped["message"])
    assert not {"5,760", "Kettlework"} & set(stopped["message"].split())
    assert "CONSOLIDATED STATEMENTS OF INCOME" in made["document.txt"]


def test_definitions_that_cannot_be_used_are_told(acme_copy: Path) -> None:
    edit(acme_copy / "release.yaml", "quarter: 1", "quarter: 9")
    findings = json.loads(texts(acme_copy)["findings.json"])
    assert [finding["places"][0]["file"] for finding in findings] == ["release.yaml"]


# The command ---------------------------------------------------------------------------------------------


def test_the_command_says_what_the_bundle_holds_and_writes_the_same_bytes(
    page: Path, tmp_path: Path, made: dict[str, str]
) -> None:
    done = tieout("report-bug", page, "--out", tmp_path / "a.zip")
    assert done.exit_code == 0
    assert done.output.index("document.txt") < done.output.index("written: ")
    assert "figures and" in done.output and "Read it before you send it." in done.output
    data = (tmp_path / "a.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == made
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert texts(page, 2)["document.txt"] != made["document.txt"]
    again = tieout("report-bug", page, "--out", tmp_path / "a.zip")
    assert again.exit_code == 2
    assert (tmp_path / "a.zip").read_bytes() == data


def test_what_it_would_hold_is_told_without_writing_it(page: Path, tmp_path: Path) -> None:
    done = tieout("report-bug", page, "--out", tmp_path / "a.zip", "--check")
    assert done.exit_code == 0
    assert "would hold" in done.output
    assert not (tmp_path / "a.zip").exists()
