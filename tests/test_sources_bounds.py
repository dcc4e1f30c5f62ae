"""What no release is: files made to exhaust or to trip the sources, and any markup at all."""

import os
import time
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources_helpers import Read, check, grid_of, reader, refusal, said
from tieout.core import InputError
from tieout.sources import file as files
from tieout.sources import read_document
from tieout.sources.html import prepare

TABLE = "<table><tr><td>A<td>5</table>"
# What grows with the square of the size, or worse, takes many times as long as this.
_SECONDS = 8


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return reader(tmp_path, "release.any")


# What is no file -----------------------------------------------------------------------------------------


def test_a_device_a_pipe_and_a_directory_are_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (Path("/dev/zero"), Path("/dev/null"), pipe, tmp_path):
        assert refusal(partial(read_document, path)).code == "input.unreadable"


def test_a_file_that_is_too_large_is_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"<html>{TABLE}"
    monkeypatch.setattr(files, "MAX_BYTES", len(page))
    assert read(page).grids
    assert refusal(lambda: read(page + " ")).code == "input.too-large"
    monkeypatch.setattr(prepare, "MAX_TAGS", 3)
    # Another page: what is read once is not read again.
    assert refusal(lambda: read(page.replace("<html>", "<HTML>"))).code == "input.too-large"


# What is refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("x" * 300_000, "too-long"),
        ("A   5   " * 40_000, "too-long"),
        ("<html>" + "x" * 300_000, "too-long"),
        ("<html><pre>" + "A   5   " * 40_000, "too-long"),
        (f"<html><table><tr><td>{'x' * 300_000}<td>5</table>", "too-long"),
        ("<html><table>" + "<tr><td colspan=900 rowspan=60000>x" * 3000, "too-wide"),
        ("<html><table><tr>" + "<td>5" * 70, "too-wide"),
        ("<html>" + "<div>" * 5_000 + TABLE, "page"),
        ("<html>" + "<div>" * 500 + TABLE, "page"),
        ("<html>" + "<div>" * 100_000, "page"),
        ("<html>" + "<table><tr><td>" * 5_000, "page"),
        ("<html>" + "<span><div></span>" * 5_000, "page"),
        ("<html>" + "<div><table></div>" * 5_000, "page"),
        ("<html>" + "".join(f"<font size={n}><p>" for n in range(9_000)), "page"),
        ("<html>" + "".join(f"<p><font size={n}>x</p>" for n in range(9_000)), "page"),
        (f"<html><p {' '.join(f'a{n}=1' for n in range(9_000))}>", "page"),
        ("<html>" + "<p " * 90_000, "page"),
        ("<html><style>" + "*{color:red}" * 9_000 + "</style>" + TABLE * 500, "too-large"),
        ("<DOCUMENT>" * 900_000, "too-large"),
        ("<html><p>a\x00b</p>", "control-character"),
        ("<html><p>a\x1bb</p>", "control-character"),
    ],
)
def test_what_is_beyond_a_release_is_refused(read: Read, page: str, code: str) -> None:
    began = time.process_time()
    assert refusal(lambda: read(page)).code == f"input.{code}"
    assert time.process_time() - began < _SECONDS


# What is read, in time -------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        "Cash\t1\t2\n" * 30_000,
        "Cash      1      2\n" * 10_000,
        "A\t1\n\n" * 20_000,
        "A   1   2\nB   1   2\nA sentence of prose that stands between tables, and ends it.\n" * 5_000,
        "A     1     2\n" + "Some heading that is long enough to be none\n" * 30_000,
        "A   1   2\nB   1   2\n" + "A" + " ." * 90_000 + "x   5\n",
        "A   1   2\nB   1   2\n" + "A  " + "( $ - 1 " * 20_000 + "\n",
        "<html>" + TABLE * 10_000,
        "<html><table>" + "<tr><td>A<td>5" * 20_000,
        "<html><table>" + "<tr><td rowspan=1000000000>x<td>5" * 900,
        "<html><table><tr><td>x<td colspan=1000000000>5",
        "<html>" + "<p>x</p><div>y</div>" * 20_000,
        "<html>" + "<p><font size=2>x</p>" * 10_000,
        "<html>" + "<font size=2><p>x</font>" * 10_000,
        "<html><table>" + "<tr><td><span>A</td><td><b>5</td></tr>" * 5_000,
        "<html><p>" + "x<b style='font-size:5pt'>y</b>" * 20_000,
        "<html><p>" + "&#27;" * 50_000 + "5",
        "<html><p>" + "a " * 90_000,
        "<html><p>x<sup>" + "1, " * 50_000 + "x</sup>",
        f"<html><table><tr><td>{'. ' * 90_000}x<td>5",
        f"<html><table><tr><td>{'-' * 90_000}x<td>5",
        "<html>" + "<!-- " * 200_000,
        "<html>" + "<script> " * 100_000,
        "<html>" + "<p a='x\" " * 3_000,
        "<!---->" * 500 + "x\n",
        "<?x>" * 1_000 + "x\n",
        "<TYPE>" + "x\n" * 50_000 + "<TEXT>\n",
        "<html><style>" + "{" * 50_000,
        "<html><style>a{b:" + "(" * 50_000,
        "<html><style>" + "@media all{" * 5_000,
        "<html><style>" + ".a .b .c .d .e .f{display:none}" * 2_000 + "</style>" + "<p class=a>" * 200,
        "<html><style>* * * * * * * * .none{color:red}</style>" + "<div>" * 200 + TABLE,
        "<html><style>tr:nth-child(2n+1){color:red}</style><table>" + "<tr><td>A<td>5" * 20_000,
        "<html><style>.a{margin:" + "9" * 90_000 + "px}</style><p class=a>x",
        "<html>" + "".join(f"<p style='margin:{n}px'>x" for n in range(10_000)),
        "<html><pre>" + "A   1   2\n" * 10_000,
    ],
)
def test_what_is_large_is_read_in_time(read: Read, content: str) -> None:
    began = time.process_time()
    check(read(content))
    assert time.process_time() - began < _SECONDS


@pytest.mark.parametrize(
    "content", ["A\t{}\n", "A     {}     5\nB     6     7\n", "<html><table><tr><td>A<td>{}"]
)
def test_a_cell_of_many_digits_is_a_cell(read: Read, content: str) -> None:
    digits = "1" * 25_000
    assert any(digits in line for line in read(content.format(digits)).lines)


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        "Cash\t1\t2\n" * 300_000,
        "Cash      1      2\n" * 100_000,
        "<html>" + TABLE * 60_000,
        "x" * 10_000_000,
        "<html>" + "x" * 11_000_000,
        "<html><table>" + "<tr><td>A<td>5" * 300_000,
    ],
    ids=["rows of tabs", "rows of spaces", "tables", "line", "text", "rows of a page"],
)
def test_the_largest_files_are_read_or_refused(read: Read, content: str) -> None:
    try:
        document = read(content)
    except InputError as error:
        assert error.findings
    else:
        assert document.grids


# Characters that no file may carry on ----------------------------------------------------------------------


def test_a_control_character_named_by_its_number_is_not_carried(read: Read) -> None:
    page = (
        "<html><p title='&#27;'>Total&#27; sales&#7;</p>"
        "<table><tr><td>A&#1;<td>1&#27;2<td>&#11;3<td>4<td>&#xD800;&#0;&#x110000;&#xFFFF;</table>"
    )
    document = read(page)
    assert said(document)[0] == "Total sales"
    # Digits with something between them are no number, whatever it is.
    assert grid_of(document) == [["A", "1\ufffd2", "\ufffd3", "4", "\ufffd\ufffd\ufffd"]]
    assert all(character.isprintable() or character == "\t" for line in document.lines for character in line)


def test_a_case_of_an_entity_in_a_caption(shared: Path) -> None:
    document = read_document(shared / "cases" / "entity-caption-27.htm")
    check(document)
    assert any(line.startswith("Total net sales¹\t95,359") for line in document.lines)


# Any markup ------------------------------------------------------------------------------------------------

_PIECES = [
    *("<table>", "</table>", "<tr>", "<td>", "<td colspan=3>", "<td rowspan=2>", "</td>", "<p>", "</div>"),
    *("<br>", "<sup>1</sup>", "<!--", "-->", "&#0;", "&#27;", "&nbsp;", "<pre>", "\t", "\n", "$", "(", "1,2"),
    *(")", "%", "2018", "June 30,", "<th>", "<thead>", "<tfoot>", "<caption>", "a.", "<", "\x85", "-", "—"),
    *("<div style='display:none'>", "<span style='font-size:4px'>", "<div style='display:table-cell'>"),
    *(
        "<style>",
        "p{display:none}",
        "</style>",
        "<svg>",
        "<math>",
        "<template>",
        "<b>",
        "</b>",
        "<a>",
        "&shy;",
    ),
    *(
        "<td style='display:block'>",
        "<div style='display:table'>",
        "<tr hidden>",
        "<plaintext>",
        "<frameset>",
    ),
]


@pytest.mark.whole
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(_PIECES), max_size=40))
def test_no_page_ends_in_a_traceback(read: Read, parts: list[str]) -> None:
    try:
        document = read("<html>" + "".join(parts))
    except InputError as error:
        assert error.findings
    else:
        check(document)


@pytest.mark.whole
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["  ", "   ", " ", "\n", "12", "(3)", "$", "-", "--", "----", "=====", "Cash", "x."])
    )
)
def test_no_text_ends_in_a_traceback(read: Read, parts: list[str]) -> None:
    try:
        document = read("A   1   2\nB   1   2\n" + "".join(parts))
    except InputError as error:
        assert error.findings
    else:
        check(document)


@pytest.mark.whole
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60))
def test_no_bytes_end_in_a_traceback(read: Read, data: bytes) -> None:
    try:
        check(read(data))
    except InputError as error:
        assert error.findings


@pytest.mark.whole
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(
            st.tuples(
                st.sampled_from(["", "$", ")", "%", "word", "1,23", "(4.5", "(6.7)", "-"]),
                st.sampled_from(["", " colspan=2", " colspan=3", " rowspan=2"]),
            ),
            max_size=6,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_no_cell_is_lost(read: Read, grid: list[list[tuple[str, str]]]) -> None:
    page = "<html><table>"
    words: list[str] = []
    for row in grid:
        page += "<tr>"
        for text, span in row:
            # Each is another, so that it is found again.
            own = f"{text}{len(words)}" if text[:1].isalnum() else text
            words += [own] if own != text else []
            page += f"<td{span}>{own}</td>"
    lines = "\n".join(read(f"{page}</table>{TABLE}").lines)
    assert [word for word in words if word not in lines] == []
