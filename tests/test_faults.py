"""What goes wrong around a command: it is stopped, its output is closed or full, a name is no text."""

import csv
import errno
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

from build_helpers import edit, quiet_build, tieout
from tieout.cli.signals import STOPPED, ended_in_order
from tieout.core import as_printed, for_people
from tieout.validate import validate
from tieout.validate.report import Sources

ESCAPE = "\x1b"


@pytest.fixture
def release(root):
    return root / "tests" / "acme" / "release"


def _process(*arguments, **streams):
    """The command in a process of its own, as a shell starts it."""
    command = [sys.executable, "-m", "tieout", *map(str, arguments)]
    return subprocess.run(command, timeout=60, check=False, **streams)


# Stopped -------------------------------------------------------------------------------------------------


def test_a_stopped_command_says_so_and_has_the_exit_code_of_shells(release, monkeypatch):
    def stop(*_, **__):
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("tieout.pipeline.read", stop)
    before = signal.getsignal(signal.SIGINT)
    said = tieout("check", release)
    assert (said.exit_code, said.output) == (STOPPED, "stopped\n")
    assert signal.getsignal(signal.SIGINT) is before


def test_nothing_is_read_before_the_command_minds_that_it_is_stopped():
    # Until then Python itself ends with a traceback.
    asked = "import sys, tieout.__main__; print([name for name in sys.modules if name.startswith('tieout')])"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "['tieout', 'tieout.__main__']"


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_request_to_end_lets_go_of_what_is_held(tmp_path):
    with pytest.raises(SystemExit) as ended, ended_in_order():
        signal.raise_signal(signal.SIGTERM)
    assert ended.value.code == 128 + signal.SIGTERM


def test_an_interruption_that_is_lost_in_a_callback_comes_again():
    class Collected:
        def __del__(self):
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt), ended_in_order():
        Collected()
        for _ in range(500):
            time.sleep(0.01)
    # The timer that brought it is over.
    assert threading.active_count() < 50


def test_what_whoever_started_it_ignores_stays_ignored():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with ended_in_order():
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


# Output --------------------------------------------------------------------------------------------------


@pytest.mark.whole
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["check", "-v"], ["check", "--json"], ["--help"]])
def test_output_on_a_full_disk_is_told_in_words(release, arguments):
    command, *others = arguments
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        said = _process(
            command, *([release] if others else []), *others, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert said.returncode == 2
    assert said.stderr == "the output cannot be written: No space left on device\n"


@pytest.mark.whole
@pytest.mark.skipif(os.name != "posix", reason="a pipe of POSIX")
def test_a_closed_output_ends_the_command_without_a_word(release):
    read, write = os.pipe()
    os.close(read)
    said = _process("check", release, "-v", stdout=write, stderr=subprocess.PIPE, text=True)
    os.close(write)
    assert (said.returncode, said.stderr) == (1, "")


@pytest.mark.whole
@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_command_without_an_output_does_its_work(release, closed):
    shell = ["sh", "-c", f'exec "$@" {closed}', "sh"]
    command = [*shell, sys.executable, "-m", "tieout", "check", str(release)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_full_disk_is_told_as_one(release, tmp_path, unproven, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device", "part.xbrl")

    monkeypatch.setattr("tieout.publish.Staging.write", full)
    said = tieout("build", release, "--out", tmp_path / "xbrl")
    assert said.exit_code == 2
    assert "the disk is full" in said.output and "[publish.no-space]" in said.output
    assert "Name another file" not in said.output
    assert list(tmp_path.iterdir()) == []


def test_what_was_typed_never_reaches_the_terminal_raw(tmp_path):
    raw = {0x1B, 0x07}
    said = _process(f"a{ESCAPE}]0;b\x07", capture_output=True)
    assert said.returncode == 2
    assert not raw & set(said.stdout + said.stderr)
    for arguments in ([f"a{ESCAPE}]0;b\x07"], ["check", f"--a{ESCAPE}[31m"], ["check", f"a{ESCAPE}[31m"]):
        said = tieout(*arguments)
        assert said.exit_code == 2
        assert not raw & set(said.stdout_bytes + said.stderr_bytes)


# Characters ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("company/company.yaml", "en: Acme Corp.", r'en: "Acme \e[31mCorp."'),
        ("company/company.yaml", "publisher: tieout project", r'publisher: "ti\x1b]0;x\a"'),
        ("company/company.yaml", "publisher: tieout project", "publisher: ti\x1b[1m"),
        ("company/statements/balance-sheet.yaml", "en: Balance Sheets", r'en: "Balance \x07Sheets"'),
        ("company/statements/balance-sheet.yaml", "caption: Inventories", r'caption: "Inv\x01entories"'),
        ("company/statements/balance-sheet.yaml", "sort: 3", '"so\\x01rt": 3'),
        ("release/release.yaml", "document-type: Earnings release", r'document-type: "Earn\uffffings"'),
        ("release/release.txt", "Inventories", f"Inv{ESCAPE}entories"),
    ],
)
def test_a_control_character_is_told_where_it_stands(acme_copy, unproven, file, old, new):
    edit(acme_copy.parent / file, old, new)
    said = tieout("build", acme_copy)
    assert said.exit_code == 2
    assert "there is a control character (U+" in said.output
    assert f"{Path(file).name}:" in said.output
    assert not {ESCAPE, "\x07", "\x01"} & set(said.output)


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
@pytest.mark.parametrize(
    "arguments", [["check"], ["build", "--format", "sarif"], ["validate", "--json"], ["draft"]]
)
def test_a_name_that_is_no_text_is_told_in_words(acme_copy, tmp_path, arguments):
    folder = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b[31m")
    acme_copy.parent.rename(folder)
    command, *others = arguments
    said = tieout(command, f"{folder}/release", *others)
    assert (said.exit_code, said.stderr) == (2, "")
    assert "input.name" in said.stdout and "not UTF-8" in said.stdout
    assert ESCAPE not in said.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_a_name_that_is_no_text_is_told_as_a_shell_hands_it_over(tmp_path):
    folder = os.fsencode(tmp_path) + b"/\xff\x1b[31m"
    said = subprocess.run(
        [sys.executable, "-m", "tieout", "check", folder], capture_output=True, timeout=60, check=False
    )
    assert (said.returncode, said.stderr) == (2, b"")
    assert b"input.name" in said.stdout and b"\x1b" not in said.stdout


# Archives ------------------------------------------------------------------------------------------------


def _bomb(path, files, size):
    """An archive of some kilobytes that says that each of its files is of some size."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("t/META-INF/reportPackage.json", "{}")
        for number in range(files):
            with archive.open(f"t/reports/{number}.xhtml", "w", force_zip64=True) as file:
                for _ in range(size // 1_000_000):
                    file.write(bytes(1_000_000))
    return path


@pytest.mark.parametrize(
    ("files", "size", "told"),
    [(1, 110_000_000, "unpacks to 110,000,000 bytes"), (20_001, 0, "it holds 20,002 files")],
)
def test_a_package_that_unpacks_without_end_is_not_opened(tmp_path, monkeypatch, files, size, told):
    def opened(*_):
        raise AssertionError

    bomb = _bomb(tmp_path / "bomb", files, size)
    assert bomb.stat().st_size < 3_000_000
    monkeypatch.setattr(zipfile.ZipFile, "testzip", opened)
    for name in ("a.zip", "a.xbri", "a.xbr"):
        (finding,) = validate(bomb.rename(tmp_path / name)).findings
        assert finding.code == "validate.tooLarge", name
        assert told in finding.message
        bomb = tmp_path / name


def test_what_all_files_of_a_package_unpack_to_is_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr("tieout.core.archives._MAX_TOTAL", 3_000_000)
    (finding,) = validate(_bomb(tmp_path / "a.zip", 4, 1_000_000)).findings
    assert finding.code == "validate.tooLarge"


# Formulas ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell", ['=HYPERLINK("x")', "+1+1", "-Tax", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1", "'=1", "''-x"]
)
def test_what_a_spreadsheet_would_run_is_a_text_in_it_and_is_read_back(cell):
    written = for_people(cell)
    assert written == f"'{cell}"
    assert as_printed(written) == cell


@pytest.mark.parametrize(
    "cell",
    [
        "-1,250",
        "-1.5",
        "+3%",
        "-$ 1,250",
        "(1,250)",
        "-",
        "--",
        "\uff0d",
        "Sales",
        "'20",
        "2025-03-31",
        "",
        -5,
    ],
)
def test_numbers_and_dashes_and_words_stay_what_they_are(cell):
    assert for_people(cell) == cell
    assert as_printed(str(cell)) == str(cell)


def test_a_caption_that_is_a_formula_is_harmless_in_each_table_for_people(acme_copy, unproven):
    formula = '=HYPERLINK("http://elsewhere.example","Inventories")'
    edit(acme_copy / "release.txt", "Inventories\t", f"{formula}\t")
    edit(
        acme_copy.parent / "company" / "statements" / "balance-sheet.yaml",
        "caption: Inventories}",
        f"caption: '{formula}', label: {{en: '{formula}'}}}}",
    )
    out = acme_copy / "xbrl"
    built = quiet_build(acme_copy, formats=("table", "csv"))
    assert built.published, built.findings
    for name in ("trace.csv", "facts.csv"):
        cells = {cell for row in _table(out / name) for cell in row}
        assert f"'{formula}" in cells
        assert not {cell for cell in cells if cell.startswith("=")}
    # Numbers are numbers: cost of revenues stands in parentheses and is negative where it is reported so.
    places = Sources.beside(out / "acme-20250331.xbrl").places.values()
    assert formula in {place.row for place in places}


def _table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
