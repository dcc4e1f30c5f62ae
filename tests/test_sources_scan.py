"""Scans: pictures of pages, read at several scales; what does not agree is damage and never a guess."""

import io
import os
import shutil
import struct
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from build_helpers import values
from office_helpers import as_html
from pdf_helpers import Paper, as_pdf
from scan_helpers import as_scan
from sources_helpers import Read, grid_of, reader, refusal, said, worked
from tieout.core import Finding, Place, Severity
from tieout.definitions import load_release
from tieout.pipeline import begin, read, take
from tieout.sources import VOTED
from tieout.sources.scan import engine, scanner
from tieout.sources.scan.rules import without_rules

ROOT = Path(__file__).parents[1]
ACME = ROOT / "tests/acme/release"
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs tesseract")

# A program in place of Tesseract, that reads at each scale what is written for it: the words of a page with
# their places in points, each with its text by the width of the picture.
_FAKE = """#!{python} -IS
import json, sys
data = sys.stdin.buffer.read()
if "--list-langs" in sys.argv:
    print("eng")
    raise SystemExit
wide, high = map(int, data.split(maxsplit=3)[1:3])
page = json.loads({page!r})
print("level")
scale = wide / page["wide"]
alone = high / wide < 1
at = min(range(len(page["scales"])), key=lambda n: abs(page["scales"][n] - scale))
for line, words in enumerate([] if alone else page["lines"]):
    for left, texts in words:
        text = texts[min(at, len(texts) - 1)]
        for number, word in enumerate(text.split()):
            box = [left + 45 * number, 40 + 30 * line, max(5, 6 * len(word)), 10]
            cells = [5, 1, 1, 1, line, number, *(round(one * scale) for one in box), 95, word]
            if word != "~":
                print("\\t".join(map(str, cells)))
"""


@pytest.fixture
def of(tmp_path: Path) -> Read:
    return reader(tmp_path, "release.png")


@pytest.fixture
def fake(fake_apart: Callable[..., list[list[str]]], read_here: None) -> Callable[..., list[list[str]]]:
    """The same, in the process of the test."""
    return fake_apart


@pytest.fixture
def fake_apart(of: Read, fake_program: Callable[..., None]) -> Callable[..., list[list[str]]]:
    """Gives the only grid of a page whose words are read as they are said, one text for each scale."""

    def run(*lines: Sequence[tuple[int, Sequence[str]]]) -> list[list[str]]:
        fake_program(*lines)
        return grid_of(of(blank(1836, 2376)))

    return run


@pytest.fixture
def fake_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Puts the program in place of Tesseract, which reads the words of each line as they are said."""

    def put(*lines: Sequence[tuple[int, Sequence[str]]]) -> None:
        import json

        page = {"wide": 612, "scales": [2.2, 3.0, 3.9], "lines": lines}
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        program = folder / "tesseract"
        program.write_text(_FAKE.format(python=sys.executable, page=json.dumps(page)), encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    return put


def blank(wide: int, high: int) -> bytes:
    held = io.BytesIO()
    Image.new("L", (wide, high), 255).save(held, "PNG")
    return held.getvalue()


HEAD = ((372, ["2025"]), (472, ["2024"]))


def row(label: str, one: Sequence[str], two: Sequence[str]) -> tuple[tuple[int, Sequence[str]], ...]:
    """A line of a label and two figures, which end below each other."""
    return (72, [label]), (400 - 6 * len(one[0]), one), (500 - 6 * len(two[0]), two)


# What is read ----------------------------------------------------------------------------------------


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize(("dpi", "skew", "noise"), [(300, 0.5, 0), (150, -0.4, 0.1)])
def test_a_scan_gives_the_facts_of_the_text_or_says_what_is_damaged(
    dpi: int, skew: float, noise: float, tmp_path: Path
) -> None:
    text = (ACME / "release.txt").read_text(encoding="utf-8")
    pdf = as_pdf(text, tmp_path / "acme.pdf")
    done = read(ACME, as_scan(pdf, tmp_path / "acme.tif", dpi=dpi, skew=skew, noise=noise))
    due = values(read(ACME).facts)
    got = values(done.facts)
    # Another version of Tesseract may read less; none may read otherwise.
    assert {name: due[name] for name in got} == got
    assert len(got) == len(due) or done.findings


@needs_tesseract
@pytest.mark.slow
def test_a_page_of_a_pdf_that_is_a_picture_is_read_as_a_scan_in_its_place(tmp_path: Path) -> None:
    paper = Paper()
    paper.put(72, 100, "Before the statement")
    paper.page()
    drawn = Paper()
    drawn.end(400, 100, "2025")
    drawn.end(500, 100, "2024")
    drawn.row(114, "Revenues", "1,100", "985")
    drawn.row(128, "Costs", "(70)", "(61)")
    (tmp_path / "drawn.pdf").write_bytes(drawn.data())
    picture = as_scan(tmp_path / "drawn.pdf", tmp_path / "drawn.png")
    paper.canvas.drawImage(str(picture), 0, 0, 612, 792)
    paper.page()
    paper.put(72, 100, "After the statement")
    document = reader(tmp_path, "release.pdf")(paper.data())
    assert said(document)[0] == "Before the statement"
    assert said(document)[-1] == "After the statement"
    assert grid_of(document)[1:] == [["Revenues", "1,100", "985"], ["Costs", "(70)", "(61)"]]
    assert [finding.code for finding in document.findings] == ["source.scanned"]
    assert document.sources[document.grids[0].rows[1].line - 1][0].origin.startswith("page 2, box 7")


@needs_tesseract
@pytest.mark.slow
def test_a_table_with_lines_on_a_page_that_leans_is_read(tmp_path: Path) -> None:
    rows = [("Revenues", "1,100", "985"), ("Costs", "(70)", "(61)"), ("Interest", "(12)", "(9)")]
    rows += [("Taxes", "(214)", "(180)"), ("Net income", "804", "735")]
    paper = Paper()
    paper.end(400, 100, "2025")
    paper.end(500, 100, "2024")
    for number, row_of in enumerate(rows, 1):
        paper.row(100 + 18 * number, *row_of)
        paper.rule(68, 510, 105 + 18 * number)
    for at in (68, 330, 420, 510):
        paper.canvas.line(at, paper.high - 88, at, paper.high - 195)
    (tmp_path / "drawn.pdf").write_bytes(paper.data())
    picture = as_scan(tmp_path / "drawn.pdf", tmp_path / "drawn.png", dpi=200, skew=1, noise=0.05)
    Image.open(picture).save(tmp_path / "drawn.jpg", quality=40, dpi=(200, 200))
    grid = grid_of(reader(tmp_path, "release.jpg")((tmp_path / "drawn.jpg").read_bytes()))
    assert [tuple(one) for one in grid[-5:]] == rows


def test_lines_are_taken_off_a_picture_and_nothing_else() -> None:
    picture = Image.new("L", (900, 900), 255)
    draw = ImageDraw.Draw(picture)
    draw.line((50, 100, 850, 112), fill=0, width=3)
    draw.line((300, 50, 300, 850), fill=0, width=2)
    lines = picture.copy()
    draw.rectangle((400, 300, 415, 303), fill=0)  # a dash
    draw.rectangle((500, 500, 850, 560), fill=0)  # a field, on which white letters stand
    kept = without_rules(picture)
    assert without_rules(lines).getextrema() == (255, 255)
    assert [kept.getpixel(at) for at in ((407, 301), (600, 530), (200, 102), (300, 600))] == [0, 0, 255, 255]


# The vote --------------------------------------------------------------------------------------------


def test_what_all_scales_agree_on_is_read(fake_apart: Callable[..., list[list[str]]]) -> None:
    assert fake_apart(HEAD, row("Revenues", ["1,100"], ["985"]))[1] == ["Revenues", "1,100", "985"]


def test_a_figure_on_which_the_scales_differ_is_marked(fake: Callable[..., list[list[str]]]) -> None:
    grid = fake(HEAD, row("Revenues", ["1,100", "1,700", "1,400"], ["985"]), row("Costs", ["70"], ["61"]))
    assert grid[1:] == [["Revenues", "1,\ufffd00", "985"], ["Costs", "70", "61"]]


def test_a_bracket_that_one_scale_has_not_is_marked(fake: Callable[..., list[list[str]]]) -> None:
    grid = fake(HEAD, row("Revenues", ["1,100"], ["985"]), row("Costs", ["(70)", "70)", "(70)"], ["(61)"]))
    assert grid[2] == ["Costs", "\ufffd70)", "(61)"]


def test_a_label_is_as_most_scales_have_it(fake: Callable[..., list[list[str]]]) -> None:
    grid = fake(HEAD, ((72, ["Reveuues", "Revenues", "Revenues"]), *row("x", ["1,100"], ["985"])[1:]))
    assert grid[1][0] == "Revenues"


def test_a_point_that_is_lost_at_all_scales_is_told_by_the_row(fake: Callable[..., list[list[str]]]) -> None:
    grid = fake(
        HEAD,
        row("Revenues", ["1,100"], ["985"]),
        row("Net income", ["91"], ["85"]),
        row("Per share, diluted", ["781"], ["7.62"]),
    )
    assert grid[2:] == [["Net income", "91", "85"], ["Per share, diluted", "7\ufffd81", "7.62"]]


def test_a_point_that_is_lost_in_all_of_a_row_is_told_by_the_rows_around(
    fake: Callable[..., list[list[str]]],
) -> None:
    grid = fake(
        HEAD,
        row("Net income", ["91"], ["85"]),
        row("Basic", ["7.83"], ["7.65"]),
        row("Diluted", ["781"], ["764"]),
        row("Dividends", ["1.10"], ["1.05"]),
    )
    assert grid[3] == ["Diluted", "7\ufffd81", "7\ufffd64"]


def test_a_sign_that_one_scale_has_may_be_a_digit(
    fake: Callable[..., list[list[str]]],
) -> None:
    grid = fake(HEAD, row("Revenues", ["$82,905", "82,905", "82,905"], ["985"]))
    assert grid[1] == ["Revenues", "\ufffd82,905", "985"]


def test_a_comma_that_is_read_as_a_point_is_told_by_the_table(fake: Callable[..., list[list[str]]]) -> None:
    grid = fake(HEAD, row("Revenues", ["1,100"], ["1,985"]), row("Costs", ["1.070"], ["1061"]))
    assert grid[2] == ["Costs", "1\ufffd070", "1\ufffd061"]


def test_a_column_of_rates_says_nothing_of_the_amount_beside_it(fake: Callable[..., list[list[str]]]) -> None:
    grid = fake(HEAD, row("Anvils", ["72"], ["46.8"]), row("Rockets", ["106"], ["83.1"]))
    assert grid[1:] == [["Anvils", "72", "46.8"], ["Rockets", "106", "83.1"]]


# What is not read ------------------------------------------------------------------------------------


def test_a_picture_without_tesseract_is_refused_with_what_to_install(
    of: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    finding = refusal(lambda: of(blank(100, 141)))
    assert finding.code == "input.no-ocr"
    assert "apt install tesseract-ocr" in finding.mend


def test_a_picture_without_the_extra_is_refused_with_what_to_install(
    of: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = blank(100, 142)
    monkeypatch.setitem(sys.modules, "PIL", None)
    finding = refusal(lambda: of(data))
    assert "pip install 'tieout[ocr]'" in finding.mend


def _bomb() -> bytes:
    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    wide = 60_000
    head = struct.pack(">IIBBBBB", wide, wide, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((wide // 8 + 1) * 1_000), 9) * 60
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


def _many() -> bytes:
    held = io.BytesIO()
    pages = [Image.new("1", (8, 8)) for _ in range(scanner.MOST_SCANS + 1)]
    pages[0].save(held, "TIFF", save_all=True, append_images=pages[1:])
    return held.getvalue()


# What the library says of a damaged one goes to the standard error of the process that reads it.
@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_bomb, "too-large"),
        (_many, "too-large"),
        (lambda: blank(800, 800)[:200], "damaged"),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "damaged"),
        (lambda: b"II*\x00" + b"\xff" * 400, "damaged"),
        (lambda: b"\xff\xd8\xff\xe0" + b"\x00" * 400, "damaged"),
    ],
)
def test_a_picture_that_cannot_be_read_is_refused_in_seconds(
    data: Callable[[], bytes], code: str, of: Read, fake_program: Callable[..., None], read_here: None
) -> None:
    fake_program(HEAD, row("Revenues", ["1,100"], ["985"]))
    began = worked()
    assert refusal(lambda: of(data())).code == f"input.{code}"
    assert worked() - began < 8


def test_a_picture_that_cannot_be_read_is_refused_by_the_process_that_reads_it(
    of: Read, fake_program: Callable[..., None]
) -> None:
    fake_program(HEAD, row("Revenues", ["1,100"], ["985"]))
    assert refusal(lambda: of(_bomb())).code == "input.too-large"


def test_a_tesseract_that_hangs_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(engine, "_SECONDS", 0.5)
    began = time.monotonic()
    assert refusal(lambda: scanner.made_of_picture(blank(100, 143), "a.png")).code == "input.hangs"
    assert time.monotonic() - began < 8


def test_a_white_page_is_told(of: Read, fake: Callable[..., list[list[str]]]) -> None:
    fake(HEAD, row("Revenues", ["1,100"], ["985"]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.environ["PATH"])
        assert refusal(lambda: of(blank(2376, 1836))).code == "input.no-text"


# What arithmetic makes of damage -----------------------------------------------------------------------

ALL_SURE, ONE_IN_DOUBT = (), ("GUARANTEE DEPOSITS",)


@pytest.mark.whole
@pytest.mark.parametrize(
    ("goodwill", "doubted", "due"),
    [
        ("6,0\ufffd2,472", ALL_SURE, Decimal(6_082_472_000)),
        ("6,0\ufffd,472", ALL_SURE, None),  # for each mark a letter or none: 6,082,472 has more
        ("6,0\ufffd3,472", ALL_SURE, None),  # a digit that can be read binds
        ("6,0\ufffd2,472", ONE_IN_DOUBT, None),
    ],
)
def test_a_marked_figure_is_recovered_from_figures_that_all_readings_have(
    goodwill: str, doubted: tuple[str, ...], due: Decimal | None, tmp_path: Path
) -> None:
    folder = ROOT / "instances/iij-2018q1"
    text = (folder / "release.txt").read_text(encoding="utf-8")
    assert text.count("GOODWILL\t6,082,472\t") == 1
    page = tmp_path / "release.htm"
    page.write_text(as_html(text.replace("GOODWILL\t6,082,472\t", f"GOODWILL\t{goodwill}\t")), "utf-8")
    begun = begin(replace(load_release(folder, page), scope="tables"))
    release = begun.release
    places = tuple(
        Place(release.file, source=release.source(number, line.index("\t") + 2))
        for number, line in enumerate(release.lines, 1)
        if line.startswith(doubted or "\ufffd")
    )
    told = Finding(VOTED, "most have it", "Look.", places, Severity.NOTICE)
    done = take(replace(begun, release=replace(release, findings=(told,))))
    got = {fact.id: fact.value for fact in done.facts.facts}
    assert got.get("Goodwill_I20180331") == due
