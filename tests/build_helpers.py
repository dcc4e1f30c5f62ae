"""What the end-to-end tests share: reports made once, copies to damage, readings, and the command line."""

import csv
import gc
import io
import os
import shutil
import subprocess
import sys
import sysconfig
import time
import venv
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from tieout import pipeline
from tieout.cli import main
from tieout.core import Finding, Severity
from tieout.definitions import ReleaseDefinition
from tieout.facts import FactSet
from tieout.mapping import Mapped
from tieout.publication import Built, build, proven
from tieout.tie import Tied
from tieout.trace import Traced
from tieout.validate import Counts, Verdict

STEM = "iij-20180630"
INSTANCE = f"{STEM}.xbrl"
TIEOUT = Path(sys.executable).with_name("tieout")
NS = {
    "xbrli": "http://www.xbrl.org/2003/instance",
    "link": "http://www.xbrl.org/2003/linkbase",
    "xlink": "http://www.w3.org/1999/xlink",
    "xbrldi": "http://xbrl.org/2006/xbrldi",
}
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
FACT_HEADS = ("concept", "context", "unit", "decimals", "value")

# Finders of editable installs, and everything that this environment says of tieout.
_OURS = ("tieout", "_editable_impl_tieout", "__editable__")

_PATIENCE = 300


def once(name: str, make: Callable[[Path], object], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this name that `make` fills, once in a run. Read it, never write to it.

    Processes that share a run share it: the first one that needs it makes it, the others wait.
    """
    base = tmp_path_factory.getbasetemp()
    base = base.parent if base.name.startswith("popen-") else base
    folder, outcome = base / name, base / f"{name}-outcome"
    try:
        folder.mkdir()
    except FileExistsError:
        _wait_for(outcome)
    else:
        _make(folder, make, outcome)
    assert outcome.read_text(encoding="utf-8") == "made", f"{name} could not be made; its first test says why"
    return folder


def _make(folder: Path, make: Callable[[Path], object], outcome: Path) -> None:
    told = "failed"
    try:
        make(folder)
        told = "made"
    finally:
        written = outcome.with_suffix(".part")
        written.write_text(told, encoding="utf-8")
        written.rename(outcome)


def _wait_for(path: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while not path.exists():
        assert time.monotonic() < until, f"no other process made {path}"
        time.sleep(0.1)


def report_of(release: Path, formats: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a release as a build writes it, made once in a run and without Arelle."""

    def make(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            take_arelle_out(patch)
            assert quiet_build(release, folder / "xbrl", formats=formats).published

    return once(f"{release.name}-{'-'.join(formats)}", make, tmp_path_factory) / "xbrl"


def take_arelle_out(patch: pytest.MonkeyPatch) -> None:
    """Takes Arelle out of builds, which are then done in a second or two."""

    def counted(path: Path, *_: object) -> Verdict:
        facts = len(read_facts(path)) if path.suffix == ".xbrl" else 0
        return Verdict(str(path), Counts(facts, 1, 1), (), ())

    patch.setattr(proven, "validate", counted)


def quiet_build(
    folder: Path,
    out: Path | None = None,
    text: Path | None = None,
    *,
    formats: tuple[str, ...] = (),
    check: bool = False,
) -> Built:
    """A build in this process, without a word; of the instance alone, unless told otherwise."""
    return build(folder, out, text, formats=formats, check=check)


Values = dict[str, tuple[object, int | None]]


def values(facts: FactSet) -> Values:
    """What is reported, wherever it is printed."""
    return {fact.id: (fact.value, fact.decimals) for fact in facts.facts}


@dataclass(frozen=True)
class Outcome:
    """How far a release came, and everything that was found on the way."""

    mapped: Mapped
    facts: FactSet
    traced: tuple[Traced, ...]
    tied: Tied
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.errors]

    def found(self, code: str) -> Finding:
        """The one finding of a code."""
        (finding,) = (finding for finding in self.findings if finding.code == code)
        return finding

    def numbers(self, line: int) -> list[tuple[int, str, str, str]]:
        """The numbers of a line: column, text, outcome, fact."""
        return [(row.column, row.printed, row.outcome, row.fact) for row in self.traced if row.line == line]

    @property
    def values(self) -> Values:
        return values(self.facts)


def follow(text: list[str], definition: ReleaseDefinition, folder: Path) -> Outcome:
    """A text on its way through the pipeline; but it is tied out even where there are errors before."""
    path = folder / "release.txt"
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    done = pipeline.follow(replace(definition, text=path))
    tied = done.tied if done.tied is not None else pipeline.tie_anyhow(done).tied
    assert tied is not None
    return Outcome(done.recovery.mapped, done.facts, done.traced, tied, (*done.told, *tied.findings))


def tieout(*arguments: object) -> Result:
    """The command line in this process. A traceback is raised as it is, and fails the test."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def tieout_process(
    *arguments: object, cwd: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """The installed command in a process of its own, piped."""
    return subprocess.run(
        [TIEOUT, *map(str, arguments)],
        cwd=cwd,
        env=os.environ | variables,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=120,
        check=False,
    )


def outside(
    *command: object, cwd: Path, check: bool = True, **variables: str
) -> subprocess.CompletedProcess[str]:
    """A command of another environment, without the variables by which it could find the checkout."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))
    }
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=kept | variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done


def build_wheel(root: Path, folder: Path) -> Path:
    """The wheel, built without a network and away from the checkout: hatchling is on this machine already."""
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, source)
    for name in ("generator", "taxonomy"):
        shutil.copytree(root / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    outside(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=source)
    (built,) = folder.glob("*.whl")
    return built


def bare_environment(folder: Path) -> Path:
    """A new environment without tieout, which finds the dependencies where this one keeps them."""
    # pip is borrowed too: a copy of its own would take five seconds.
    venv.EnvBuilder(system_site_packages=False, with_pip=False, symlinks=True).create(folder)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    ours = Path(sysconfig.get_path("purelib"))
    borrowed = folder / "borrowed"
    borrowed.mkdir()
    for entry in ours.iterdir():
        # The folder itself in a .pth file would bring the editable tieout along with it.
        if not entry.name.startswith(_OURS) and entry.suffix != ".pth":
            (borrowed / entry.name).symlink_to(entry)
    (packages / "borrowed.pth").write_text(f"{borrowed}\n", encoding="utf-8")
    return folder


def copy_release(root: Path, to: Path) -> Path:
    """The release and its company's taxonomy at `to`, standing to each other as in the checkout."""
    shutil.copytree(root / "taxonomy" / "iij", to / "taxonomy" / "iij")
    folder = to / "instances" / "iij-2018q1"
    shutil.copytree(root / "instances" / "iij-2018q1", folder, ignore=shutil.ignore_patterns("xbrl", ".*"))
    return folder


def copy_acme(root: Path, to: Path) -> Path:
    """The release of the made-up company at `to`, its definitions beside it."""
    shutil.copytree(root / "tests" / "acme", to, ignore=shutil.ignore_patterns("xbrl", ".*"))
    return to / "release"


def edit(path: Path, old: str, new: str) -> None:
    """Replaces a text that stands in the file exactly once, so that no test damages less than it says."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones too, with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read_facts(instance: Path) -> list[tuple[str, ...]]:
    """The facts of an instance, read by lxml alone, in an order of their own."""
    rows = []
    for element in etree.parse(str(instance)).getroot():
        if element.get("contextRef") is None:
            continue
        value = "nil" if element.get(NIL) == "true" else str(element.text)
        concept = f"{element.prefix}:{etree.QName(element).localname}"
        rows.append(
            (
                concept,
                element.get("contextRef"),
                element.get("unitRef", ""),
                element.get("decimals", ""),
                value,
            )
        )
    return sorted(rows)


def as_csv(rows: list[tuple[str, ...]]) -> str:
    """Facts as the golden file holds them."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([FACT_HEADS, *rows])
    return buffer.getvalue()


def bare_arelle(
    entry: object, look: Callable[[Any], Any], packages: Iterable[Path] = (), **options: Any
) -> tuple[list[dict[str, Any]], Any]:
    """Arelle without tieout between: its messages at WARNING or above, and what `look` sees of the model."""
    from arelle import PackageManager
    from arelle.api.Session import Session
    from arelle.RuntimeOptions import RuntimeOptions

    chosen = RuntimeOptions(
        entrypointFile=str(entry),
        packages=[str(package) for package in packages] or None,
        workOffline=True,
        disablePersistentConfig=True,
        cacheDirectory="/nonexistent",
        validate=True,
        keepOpen=True,
        **options,
    )
    with warnings.catch_warnings():
        # Arelle leaves packages open till they are collected: here, not in another test.
        warnings.simplefilter("ignore", ResourceWarning)
        with Session() as session:
            session.run(chosen, logFileName="logToStructuredMessage")
            said = [m for m in session.get_log_messages() if m["levelname"] not in ("INFO", "DEBUG")]
            (model,) = session.get_models()
            seen = look(model)
            model.fileSource.close()
            PackageManager.getInstance().close()
            del model
        del session
        gc.collect()
    return said, seen
