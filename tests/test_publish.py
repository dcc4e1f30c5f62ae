"""Publishing: a report appears in its place whole or not at all, and nothing but a report is replaced."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

from build_helpers import edit, quiet_build, snapshot, tieout
from tieout import publication
from tieout.core import InputError
from tieout.editions import own
from tieout.publication import proven
from tieout.publish import Staging, exchange, manifest, packages, staging
from tieout.render import DEFAULT_FORMATS, Rendered

STEM = "acme-20250331"
INSTANCE = f"{STEM}.xbrl"


def _build(folder, out):
    """A build as the command line does it."""
    return quiet_build(folder, out, formats=DEFAULT_FORMATS)


@pytest.fixture
def release(root):
    return root / "tests" / "acme" / "release"


@pytest.fixture
def report(acme_report):
    return acme_report


@pytest.fixture
def damaged(acme_copy):
    """The release with a total that does not add up."""
    edit(acme_copy / "release.txt", "Inventories\t30\t", "Inventories\t31\t")
    return acme_copy


@pytest.fixture
def earlier(report, tmp_path):
    """A report of before, unlike the one that a build writes now: nobody takes one for the other."""
    folder = Path(shutil.copytree(report, tmp_path / "reports" / "xbrl"))
    with (folder / "exceptions.csv").open("a", encoding="utf-8") as file:
        file.write("of before\n")
    return folder


def _beside(folder):
    """What stands in the folder of a folder, hidden files too."""
    return sorted(path.name for path in folder.parent.iterdir())


# Interruptions -------------------------------------------------------------------------------------------


def _on_call(number, error, real):
    """`real`, but its call of this number raises `error` instead."""
    calls = []

    def counted(*arguments, **named):
        calls.append(arguments)
        if len(calls) == number:
            raise error
        return real(*arguments, **named)

    return counted


_POINTS = {
    "while rendering": (own, "render_report", 1),
    "while writing the fifth file": (staging, "_well_formed", 5),
    "while packing": (packages, "render_package", 1),
    "while validating the report": (proven, "validate", 1),
    "while validating the package": (proven, "validate", 2),
    "while sealing": (manifest, "_digest", 3),
    "before both are exchanged": (exchange, "exchanged", 1),
    "before the earlier report is set aside": (Path, "rename", 1),
    "between the two renames": (Path, "rename", 2),
}


@pytest.mark.slow
@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
@pytest.mark.parametrize("when", _POINTS)
def test_an_interrupted_build_leaves_the_earlier_report_whole(
    release, earlier, unproven, monkeypatch, when, error
):
    before = snapshot(earlier)
    owner, name, call = _POINTS[when]
    if name == "rename":
        monkeypatch.setattr(exchange, "exchanged", lambda *_: False)
    monkeypatch.setattr(owner, name, _on_call(call, error(when), getattr(owner, name)))
    with pytest.raises(error):
        _build(release, earlier)
    assert snapshot(earlier) == before
    assert _beside(earlier) == ["xbrl"]


@pytest.mark.whole
def test_a_failure_to_remove_the_earlier_report_does_not_harm_the_new_one(
    release, earlier, unproven, monkeypatch, report
):
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", _on_call(1, KeyboardInterrupt(), shutil.rmtree))
        with pytest.raises(KeyboardInterrupt):
            _build(release, earlier)
    assert snapshot(earlier) == snapshot(report)
    # The next build clears the way.
    _build(release, earlier)
    assert _beside(earlier) == ["xbrl"]


def test_findings_leave_the_earlier_report_whole(release, damaged, earlier, unproven):
    before = snapshot(earlier)
    built = _build(damaged, earlier)
    assert built.findings
    assert not built.published
    assert snapshot(earlier) == before
    # What was found is shown beside it, until a build ends well.
    assert _beside(earlier) == ["xbrl", "xbrl-findings.html"]
    page = (earlier.parent / "xbrl-findings.html").read_text(encoding="utf-8")
    assert "tie.total" in page
    assert 'href="#L' in page
    assert _build(release, earlier).published
    assert _beside(earlier) == ["xbrl"]


def _until_it_validates(release, out):
    """A build in a process of its own, met where it validates: all is written, nothing is published."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tieout", "build", release, "--out", out],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    for line in process.stderr:
        if line.startswith("validating"):
            return process
    raise AssertionError("the build never came to validating")


@pytest.mark.arelle
def test_a_killed_build_leaves_the_earlier_report_whole_and_the_next_build_clears_up(
    release, earlier, report, tmp_path, unproven
):
    before = snapshot(earlier)
    process = _until_it_validates(release, earlier)
    process.kill()
    process.communicate(timeout=60)
    assert snapshot(earlier) == before
    assert _build(release, earlier).published
    assert snapshot(earlier) == snapshot(report)
    assert _beside(earlier) == ["xbrl"]


@pytest.mark.arelle
@pytest.mark.parametrize("processes", ["1", "2"])
def test_control_c_ends_a_build_without_a_trace(release, earlier, processes, monkeypatch):
    monkeypatch.setenv("TIEOUT_PROCESSES", processes)
    before = snapshot(earlier)
    process = _until_it_validates(release, earlier)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "Traceback" not in said
    assert snapshot(earlier) == before
    assert _beside(earlier) == ["xbrl"]


def test_an_interruption_right_after_the_first_rename_is_undone_at_once(tmp_path, monkeypatch):
    one, target, aside = tmp_path / "new", tmp_path / "xbrl", tmp_path / "aside"
    for folder in (one, target):
        folder.mkdir()
        (folder / "name").write_text(folder.name, encoding="utf-8")
    real = Path.rename

    def interrupted(path, to):
        real(path, to)
        if path == target:
            raise KeyboardInterrupt

    monkeypatch.setattr(exchange, "exchanged", lambda *_: False)
    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        exchange.put(one, target, aside)
    assert (target / "name").read_text(encoding="utf-8") == "xbrl"
    assert not aside.exists()


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="two folders cannot be exchanged here")
def test_two_folders_are_exchanged_in_one_step(tmp_path, monkeypatch):
    one, target = tmp_path / "new", tmp_path / "xbrl"
    for folder in (one, target):
        folder.mkdir()
        (folder / folder.name).write_text("", encoding="utf-8")
    monkeypatch.setattr(Path, "rename", None)
    exchange.put(one, target, tmp_path / "aside")
    assert [path.name for path in target.iterdir()] == ["new"]
    assert [path.name for path in tmp_path.iterdir()] == ["xbrl"]


def test_a_second_build_of_a_release_waits_for_the_first(release, tmp_path, unproven, report):
    out = tmp_path / "reports" / "xbrl"
    told = []
    with Staging(out) as first:
        first.write([Rendered("a.txt", iter(["first"]))])
        first.seal()

        def second():
            told.append(publication.build(release, out, formats=DEFAULT_FORMATS, progress=told.append))

        thread = threading.Thread(target=second)
        thread.start()
        while f"waiting for another build of {out}" not in told:
            assert thread.is_alive()
            time.sleep(0.01)
        assert not out.exists()
        shutil.rmtree(first.folder)
    thread.join(60)
    assert told[-1].published
    assert snapshot(out) == snapshot(report)
    assert _beside(out) == ["xbrl"]


def test_what_is_not_published_yet_is_for_nobody_else_to_read(tmp_path):
    with Staging(tmp_path / "xbrl") as folder:
        assert folder.folder.stat().st_mode & 0o077 == 0
        folder.write([Rendered("a.txt", iter(["figures"]))])
        folder.seal()
        asked = os.umask(0o027)
        folder.publish()
        os.umask(asked)
    assert (tmp_path / "xbrl").stat().st_mode & 0o777 == 0o750


def test_a_build_killed_between_the_renames_is_undone_by_the_next_one(damaged, earlier, unproven):
    before = snapshot(earlier)
    earlier.rename(earlier.parent / ".xbrl.tieout-previous")
    # Even a build that publishes nothing brings the earlier report back.
    assert not _build(damaged, earlier).published
    assert snapshot(earlier) == before
    assert _beside(earlier) == ["xbrl", "xbrl-findings.html"]


def test_a_build_killed_after_the_renames_is_finished_by_the_next_one(release, earlier, unproven, report):
    shutil.copytree(earlier, earlier.parent / ".xbrl.tieout-previous")
    assert _build(release, earlier).published
    assert snapshot(earlier) == snapshot(report)
    assert _beside(earlier) == ["xbrl"]


def test_a_template_that_writes_no_xml_is_not_published(tmp_path):
    with pytest.raises(Exception, match=r"broken\.xml"), Staging(tmp_path / "xbrl") as folder:
        folder.write([Rendered("broken.xml", iter(["<a>", "</b>"]))])
    assert list(tmp_path.iterdir()) == []


# What is not replaced ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["notes.txt", ".hidden", f"{STEM}.xbrl.bak"])
def test_a_folder_with_a_file_that_no_build_wrote_is_refused(release, earlier, name):
    (earlier / name).write_text("mine", encoding="utf-8")
    before = snapshot(earlier)
    said = tieout("build", release, "--out", earlier)
    assert said.exit_code == 2
    assert name in said.output
    assert snapshot(earlier) == before
    assert _beside(earlier) == ["xbrl"]


def test_a_folder_with_a_folder_in_it_is_refused(release, earlier):
    (earlier / "work").mkdir()
    (earlier / "work" / "draft.txt").write_text("mine", encoding="utf-8")
    before = snapshot(earlier)
    assert tieout("build", release, "--out", earlier).exit_code == 2
    assert snapshot(earlier) == before


@pytest.mark.parametrize(
    "manifest",
    [
        b"file,name\nthesis.odt,My thesis\n",  # somebody's own list of files
        b"file,bytes,sha256\nthesis.odt\n",  # cut off: it says nothing of the file's bytes
        b"\xff\xfe\x00",
        b"",
    ],
)
def test_a_folder_with_a_manifest_that_is_not_ours_is_refused(release, tmp_path, manifest):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "thesis.odt").write_text("years of work", encoding="utf-8")
    (folder / "manifest.csv").write_bytes(manifest)
    before = snapshot(folder)
    said = tieout("build", release, "--out", folder)
    assert said.exit_code == 2
    assert snapshot(folder) == before


def test_a_file_is_refused(release, tmp_path):
    out = tmp_path / "report"
    out.write_text("mine", encoding="utf-8")
    said = tieout("build", release, "--out", out)
    assert said.exit_code == 2
    assert "it is a file" in said.output
    assert out.read_text(encoding="utf-8") == "mine"


def test_a_folder_below_a_file_is_refused_in_words(release, tmp_path):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    said = tieout("build", release, "--out", tmp_path / "file" / "xbrl")
    assert said.exit_code == 2
    assert str(tmp_path / "file") in said.output


def test_an_empty_folder_is_filled(release, tmp_path, unproven, report):
    out = tmp_path / "reports" / "xbrl"
    out.mkdir(parents=True)
    assert _build(release, out).published
    assert snapshot(out) == snapshot(report)


def test_the_folder_that_one_stands_in_can_be_named(release, tmp_path, unproven, monkeypatch, report):
    out = tmp_path / "reports" / "xbrl"
    out.mkdir(parents=True)
    monkeypatch.chdir(out)
    assert _build(release, Path()).published
    assert snapshot(out) == snapshot(report)
    assert _beside(out) == ["xbrl"]


@pytest.mark.whole
def test_a_link_that_leads_in_a_circle_is_refused(tmp_path):
    (tmp_path / "xbrl").symlink_to("xbrl")
    with pytest.raises(InputError) as refused:
        Staging(tmp_path / "xbrl")
    assert "leads in a circle" in refused.value.findings[0].message
    # Nothing is left beside it.
    assert [path.name for path in tmp_path.iterdir()] == ["xbrl"]


def test_a_link_to_a_folder_stays_a_link(release, tmp_path, unproven, report):
    (tmp_path / "real").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real")
    # Twice: the second build meets what the first one left.
    for _ in range(2):
        assert _build(release, link).published
        assert link.is_symlink()
        assert snapshot(tmp_path / "real") == snapshot(report)
    assert _beside(link) == ["link", "real"]


def test_the_report_of_another_release_is_not_replaced(release, root, earlier, unproven, acme_copy):
    before = snapshot(earlier)
    edit(acme_copy.parent / "company" / "company.yaml", "prefix: acme", "prefix: other")
    said = tieout("build", acme_copy, "--out", earlier, "--formats", "none")
    assert said.exit_code == 2
    assert f"it holds {INSTANCE}, the report of another release" in said.output
    assert snapshot(earlier) == before


@pytest.fixture
def mounted(earlier, monkeypatch):
    """The report's folder as a mount point, which no other folder can take the name of."""
    real, moved = Path.is_mount, Path.rename

    def refused(path, to):
        if earlier in (path, Path(to)):
            raise OSError(errno.EBUSY, "Device or resource busy")
        return moved(path, to)

    (earlier / "lost+found").mkdir()
    monkeypatch.setattr(Path, "is_mount", lambda path: path == earlier or real(path))
    monkeypatch.setattr(Path, "rename", refused)
    monkeypatch.setattr(exchange, "exchanged", lambda *_: False)
    return earlier


def _but_lost(folder):
    return {name: content for name, content in snapshot(folder).items() if "lost+found" not in str(name)}


def test_a_mount_point_is_filled_anew(release, mounted, unproven, report):
    assert tieout("build", release, "--out", mounted, "--check", "-q").exit_code == 1
    assert _build(release, mounted).published
    assert _but_lost(mounted) == snapshot(report)
    assert (mounted / "lost+found").is_dir()
    assert _beside(mounted) == ["xbrl"]
    assert tieout("build", release, "--out", mounted, "--check", "-q").exit_code == 0


@pytest.mark.whole
@pytest.mark.parametrize("call", [1, 2, 5])
def test_a_mount_point_is_filled_to_the_end_whatever_interrupts(
    release, mounted, unproven, report, monkeypatch, call
):
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", _on_call(call, KeyboardInterrupt(), Path.replace))
        with pytest.raises(KeyboardInterrupt):
            _build(release, mounted)
    assert _but_lost(mounted) == snapshot(report)


def test_a_build_killed_while_it_fills_a_mount_point_is_ended_by_the_next_one(
    damaged, mounted, unproven, report
):
    pending = Path(shutil.copytree(report, mounted / ".tieout-pending"))
    (pending / INSTANCE).replace(mounted / INSTANCE)
    assert not _build(damaged, mounted).published
    assert _but_lost(mounted) == snapshot(report)


# --check -------------------------------------------------------------------------------------------------


def _tree(folder):
    """Every path below a folder with its size and moment of change: a file written again is seen too."""
    return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*")}


def test_check_is_silent_where_the_report_is_current(release, tmp_path, report, unproven):
    folder = Path(shutil.copytree(report, tmp_path / "xbrl"))
    before = _tree(folder)
    said = tieout("build", release, "--out", folder, "--check", "-q")
    assert (said.exit_code, said.output) == (0, "")
    assert _tree(folder) == before
    assert _beside(folder) == ["xbrl"]


def _archived(path, compression, change=None):
    """Writes an archive anew, otherwise compressed; `change` is put at the end of its first entry."""
    with zipfile.ZipFile(path) as archive:
        entries = [(info, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w") as archive:
        for info, content in entries:
            info.compress_type = compression
            archive.writestr(info, content + (change or b""))
            change = None


def test_an_archive_that_another_zlib_compressed_is_the_same_report(release, tmp_path, report, unproven):
    folder = Path(shutil.copytree(report, tmp_path / "xbrl"))
    before = (folder / f"{STEM}.zip").read_bytes()
    _archived(folder / f"{STEM}.zip", zipfile.ZIP_STORED)
    listed = folder / "manifest.csv"
    listed.unlink()
    listed.write_text(manifest.manifest_of(folder), encoding="utf-8")
    assert len((folder / f"{STEM}.zip").read_bytes()) > 5 * len(before)
    assert tieout("build", release, "--out", folder, "--check", "-q").exit_code == 0


def test_an_archive_with_another_entry_is_a_change(release, tmp_path, report, unproven):
    folder = Path(shutil.copytree(report, tmp_path / "xbrl"))
    _archived(folder / f"{STEM}.zip", zipfile.ZIP_DEFLATED, b" ")
    done = tieout("build", release, "--out", folder, "--check", "-q")
    assert done.exit_code == 1
    assert f"{STEM}.zip" in done.output


def test_check_names_the_files_that_would_change(release, earlier, unproven):
    (earlier / INSTANCE).unlink()
    before = _tree(earlier)
    said = tieout("build", release, "--out", earlier, "--check")
    assert said.exit_code == 1
    assert f"a build would change {INSTANCE}, exceptions.csv in {earlier}" in said.output
    assert _tree(earlier) == before
    assert _beside(earlier) == ["xbrl"]


def test_check_makes_no_folder(release, tmp_path, unproven):
    said = tieout("build", release, "--out", tmp_path / "reports" / "xbrl", "--check")
    assert said.exit_code == 1
    assert "publish.stale" in said.output
    assert list(tmp_path.iterdir()) == []


def test_check_works_where_nothing_may_be_written_beside_the_report(release, earlier, unproven, monkeypatch):
    # A checkout that is mounted read-only. Root may write anywhere, so that the refusal is put on.
    real = os.mkdir

    def refuse(path, *mode, **named):
        if Path(path).parent == earlier.parent:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *mode, **named)

    monkeypatch.setattr(os, "mkdir", refuse)
    said = tieout("build", release, "--out", earlier, "--check")
    assert said.exit_code == 1
    assert "publish.stale" in said.output


def test_a_refused_folder_is_an_input_error_for_callers_too(tmp_path):
    (tmp_path / "xbrl").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="is not replaced"):
        Staging(tmp_path / "xbrl")
