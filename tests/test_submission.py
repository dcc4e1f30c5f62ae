"""A whole submission of EDGAR in one file: the release in it is read, and its header says who files."""

from datetime import date
from pathlib import Path

import pytest

from test_draft import page
from tieout import Report, read
from tieout.sources import read_document

HEADER = """<SEC-DOCUMENT>0000000000-25-000001.txt : 20250508
<SEC-HEADER>0000000000-25-000001.hdr.sgml : 20250508
CONFORMED SUBMISSION TYPE:\t8-K
FILED AS OF DATE:\t\t20250508
FILER:
\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tTIDE TABLES & LAMPS INC
\t\tCENTRAL INDEX KEY:\t\t\t0000123456
\t\tFISCAL YEAR END:\t\t\t{year_end}
</SEC-HEADER>
"""


def document(kind: str, text: str) -> str:
    return f"<DOCUMENT>\n<TYPE>{kind}\n<FILENAME>{kind.lower()}.htm\n<TEXT>\n{text}\n</TEXT>\n</DOCUMENT>\n"


def submission(folder: Path, *documents: str, year_end: str = "1231") -> Path:
    path = folder / "0000000000-25-000001.txt"
    path.write_text(HEADER.format(year_end=year_end) + "".join(documents), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Report]:
    form = document("8-K", "<html><body>\n<p>Item 2.02. The release is attached.</p>\n</body></html>")
    slides = document("EX-99.2", "<html><body><p>Lamps lit: 12,345</p></body></html>")
    scheme = document("EX-101.SCH", "<XBRL><xsd>1,000,000 2,000,000 3,000,000</xsd></XBRL>")
    path = submission(
        tmp_path_factory.mktemp("submission"), form, document("EX-99.1", page()), slides, scheme
    )
    return path, read(path)


@pytest.mark.whole
def test_the_exhibit_with_the_statements_is_read_and_the_others_are_named(whole: tuple[Path, Report]) -> None:
    _, report = whole
    assert {"1,630", "2,041"} & {fact.printed for fact in report.facts}
    (told,) = (one for one in report.findings if one.code == "source.submission")
    assert "EX-99.1 (ex-99.1.htm) is read" in told.message
    assert "8-K (8-k.htm), EX-99.2 (ex-99.2.htm), EX-101.SCH (ex-101.sch.htm)" in told.message


@pytest.mark.whole
def test_the_header_says_who_files_and_when(whole: tuple[Path, Report]) -> None:
    _, report = whole
    assert report.company.identifier == "0000123456"
    assert report.company.published == date(2025, 5, 8)
    # The page's own name is nicer than the header's, which has no small letters.
    assert report.company.name == "Small Works Corp."


@pytest.mark.whole
def test_a_release_that_names_nobody_has_the_filers_name(tmp_path: Path) -> None:
    nameless = page().replace("Small Works Corp.", "")
    report = read(submission(tmp_path, document("EX-99.1", nameless), year_end="0103"))
    assert report.company.name == "TIDE TABLES & LAMPS INC"
    assert report.company.fiscal_year_end == date(2025, 12, 31)


@pytest.mark.whole
def test_a_line_of_the_release_is_the_files_own(whole: tuple[Path, Report]) -> None:
    path, report = whole
    fact = next(fact for fact in report.facts if fact.printed == "1,630")
    assert "1,630" in path.read_text(encoding="utf-8").splitlines()[fact.place.line - 1]


def test_a_report_is_read_where_no_exhibit_has_figures(tmp_path: Path) -> None:
    report = document("10-Q", "<html><body><table><tr><td>Revenue<td>1,234</table></body></html>")
    letter = document("EX-99.1", "<html><body><p>Dear shareholders</p></body></html>")
    found = read_document(submission(tmp_path, letter, report))
    assert [cell for line in found.lines for cell in line.split("\t") if cell] == ["Revenue", "1,234"]


@pytest.mark.whole
def test_a_report_with_the_statements_is_read_and_not_the_exhibit_that_tells_of_them(tmp_path: Path) -> None:
    tells = document("EX-99.1", "<html><body><p>The lamps lit came to 2,000,000 of them.</p></body></html>")
    report = read(submission(tmp_path, document("8-K", page()), tells))
    assert {"1,630", "2,041"} & {fact.printed for fact in report.facts}
    (told,) = (one for one in report.findings if one.code == "source.submission")
    assert "8-K (8-k.htm) is read" in told.message


def test_a_packed_exhibit_has_no_figures(tmp_path: Path) -> None:
    packed = document("EX-99.2", "<PDF>\nbegin 644 slides.pdf\n" + "M1,234 5,678#9,012$ 3,456\n" * 40)
    release = document("EX-99.1", "<html><body><table><tr><td>Revenue<td>1,234</table></body></html>")
    found = read_document(submission(tmp_path, packed, release))
    assert [cell for line in found.lines for cell in line.split("\t") if cell] == ["Revenue", "1,234"]


def test_a_document_without_an_end_ends_where_the_next_begins(tmp_path: Path) -> None:
    letter = document("8-K", "<html><body><p>See the exhibit.</p></body></html>").replace("</DOCUMENT>", "")
    release = document("EX-99.1", "<html><body><table><tr><td>Revenue<td>1,234</table></body></html>")
    found = read_document(submission(tmp_path, letter, release))
    assert [cell for line in found.lines for cell in line.split("\t") if cell] == ["Revenue", "1,234"]


def test_a_submission_of_one_document_is_read_as_ever(tmp_path: Path) -> None:
    found = read_document(submission(tmp_path, document("EX-99.1", "<html><p>A release</p></html>")))
    assert (found.findings, found.head[-1]) == ((), ("FISCAL YEAR END", "1231"))
