"""Writes the result of a draft: a page, tables for machines, an inline report. Each is marked as a draft."""

import csv
import glob
import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from tieout.contact.meet import Given, meet
from tieout.contact.prose import Prose, Tie
from tieout.contact.renamed import renamed
from tieout.contact.result import Result, by_worth, result_of
from tieout.contact.shown import with_prose
from tieout.core import Figure, Finding, InputError, Place, for_people
from tieout.facts import FactSet
from tieout.mapping import Printed
from tieout.pipeline import Progress, silent
from tieout.publish import put
from tieout.render import Rendered, SignOff, render_report, render_signoff, render_workbook
from tieout.results import DRAFTED, GRADES, Report, as_json, document_of, refuse_to_lose, remember

FACTS, REPORT, DEFINITIONS = "facts", "draft-report", "definitions"
"""The stem of the tables of facts, the folders of the report and of the definitions."""

_COLUMNS = (
    "label", "value", "unit", "start", "end", "printed", "grade", "sure", "concept", "element", "members",
    "decimals", "relations", "file", "line", "column", "path", "table", "row", "head", "status",
)  # fmt: skip


_BEGUN = ".begun-"


def draft_folder(file: Path) -> Path:
    """The default folder for a draft of a release: beside the file, with the ending `.draft`."""
    return file.with_name(f"{file.stem}.draft")


def left_out() -> tuple[str, ...]:
    """The files that a draft is written without, since an extra is not installed, each with its extra."""
    return () if find_spec("xlsxwriter") else ('no report.xlsx: it needs pip install "tieout[excel]"',)


def _nobody(_: Result) -> None:
    """Ignores the result: the default where nobody waits for it."""


def draft_into(
    file: Path,
    out: Path,
    given: Given | None = None,
    progress: Progress = silent,
    *,
    validate: bool = False,
    answer: Callable[[Result], None] = _nobody,
) -> Result:
    """Drafts a release and writes the result into the folder `out`, completely or not at all.

    With `validate`, Arelle proves the draft's report, and its messages are among the findings. `answer` is
    called with the result as soon as it is known; pages and tables with the same content are written after
    that. Raises InputError where the release cannot be read, `out` exists and is no draft, or holds a draft
    that a person has worked on, or that of another release.
    """
    if out.exists() and not (out / f"{FACTS}.json").is_file():
        what = f"{out} is there and holds no draft"
        raise InputError(Finding("input.out", what, "Name another folder with --out.", (Place(str(out)),)))
    if out.exists() and file.is_file():
        refuse_to_lose(out, out / DEFINITIONS, *document_of(file))
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=_beside(out), dir=out.parent) as beside:
        folder = Path(beside) / "draft"
        result = result_of(meet(file, folder / DEFINITIONS, given, progress, named=out / DEFINITIONS))
        remember(folder / DEFINITIONS, file)
        progress("writing")
        report = tuple(_report(result))
        told = (finding for rendered in report for finding in rendered.told)
        result = replace(result, findings=(*result.findings, *told))
        _write(folder, report)
        if validate:
            proven = _proven(result, folder / REPORT, progress)
            settled = (renamed(finding, folder, out) for finding in proven)
            result = replace(result, findings=by_worth((*result.findings, *settled)))
        answer(result)
        _write(folder, (_page(result), *_tables(result), *_workbook(result)))
        put(folder, out, Path(beside) / "earlier")
    return result


def put_draft(out: Path, files: Mapping[str, bytes]) -> None:
    """Puts a draft that was written elsewhere into the folder `out`, completely or not at all.

    Raises InputError where `out` holds a draft that a person has worked on, or that of another release.
    """
    told = json.loads(files.get(f"{DEFINITIONS}/{DRAFTED}", b"null"))
    if told is not None:
        refuse_to_lose(out, out / DEFINITIONS, told["document"], told["sha256"])
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=_beside(out), dir=out.parent) as beside:
        folder = Path(beside) / "draft"
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        put(folder, out, Path(beside) / "earlier")


def sweep(out: Path) -> None:
    """Removes what ended processes left of drafts that were being written into `out`.

    No draft may be under way into it meanwhile.
    """
    for left in out.parent.glob(f"{glob.escape(_beside(out))}*"):
        shutil.rmtree(left, ignore_errors=True)


def sweep_below(folder: Path) -> None:
    """Removes such leftovers anywhere below a folder; no draft may be under way there."""
    for at, names, _ in os.walk(folder):
        for name in [name for name in names if name.startswith(".") and _BEGUN in name]:
            shutil.rmtree(Path(at, name), ignore_errors=True)
        # Drafts that are whole hold none.
        names[:] = [name for name in names if not name.startswith(".") and not name.endswith(".draft")]


def _beside(out: Path) -> str:
    """The prefix of the folders in which a draft for `out` is written until it is complete."""
    return f".{out.name}{_BEGUN}"


def _write(folder: Path, files: Iterable[Rendered]) -> None:
    for rendered in files:
        path = folder / rendered.name
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as handle:
            for piece in rendered.pieces:
                handle.write(piece if isinstance(piece, bytes) else piece.encode("utf-8"))


def _proven(result: Result, report: Path, progress: Progress) -> Iterator[Finding]:
    """The messages of Arelle about a draft's report that tying out did not report, each once."""
    from tieout.validate import validate as prove  # noqa: PLC0415 - takes seconds to import

    done = result.contact.done
    known = {(one.subject, frozenset(one.facts)) for one in result.findings if one.subject}
    told: set[tuple[str, str]] = set()
    for path in (path for suffix in ("xbrl", "htm") for path in sorted(report.glob(f"*.{suffix}"))):
        progress(f"validating {path.name}")
        for finding in prove(path, str(done.definition.text)).findings:
            key = (finding.code, finding.message)
            if key not in told and (finding.subject, frozenset(finding.facts)) not in known:
                told.add(key)
                yield done.release.located(finding)


def _report(result: Result) -> Iterator[Rendered]:
    """The inline report of a draft: the page itself with its figures tagged, those of its prose too."""
    done = result.contact.done
    if done.tied is not None:
        facts = _with_prose(done.facts, result.prose)
        for file in render_report(done.definition, done.release, facts, done.tied, done.traced, ("inline",)):
            yield replace(file, name=f"{REPORT}/{file.name}")


def _workbook(result: Result) -> Iterator[Rendered]:
    done = result.contact.done
    if done.tied is not None and not left_out():
        facts = _with_prose(done.facts, result.prose)
        workbook = render_workbook(done.definition, done.release, facts, done.tied, done.traced)
        yield replace(workbook, name="report.xlsx")


def _with_prose(facts: FactSet, prose: Prose) -> FactSet:
    """The facts, with the figures of the prose that repeat them as further printings."""
    first = dict(reversed(facts.printed))
    said = [(tie.fact, _said(tie, first[tie.fact])) for tie in prose.ties if tie.as_ == "fact"]
    return replace(facts, printed=(*facts.printed, *said))


def _said(tie: Tie, printed: Printed) -> Printed:
    """A figure of the prose as a printing of its fact,
    with the fact's sign: prose gives losses without one.
    """
    assert printed.figure is not None
    value = tie.figure.value if printed.figure.value >= 0 else -tie.figure.value
    return replace(
        printed,
        figure=Figure(value, tie.figure.decimals),
        text=tie.printed,
        place=tie.place,
        statement="",
        line=-1,
        proof=(),
        fills=None,
    )


def _page(result: Result) -> Rendered:
    done = result.contact.done
    return render_signoff(
        SignOff(
            done.definition,
            done.release,
            done.facts,
            done.tied,
            with_prose(done.traced, result.prose, done.release),
            result.findings,
            open=done.open,
            status="draft",
        )
    )


def _tables(result: Result) -> Iterator[Rendered]:
    report = result.report
    yield Rendered(f"{FACTS}.json", iter([report.to_json(), "\n"]))
    yield Rendered(f"{FACTS}.csv", iter([_csv(report)]))


def _csv(report: Report) -> str:
    """The facts as CSV, a row each; the least sure come first."""
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    order = list(GRADES)
    for fact in sorted(as_json(report)["facts"], key=lambda fact: order.index(fact["grade"])):
        told = {
            **(fact["place"] or {}),
            **fact,
            "members": "; ".join(f"{axis}={member}" for axis, member in fact["members"].items()),
            "relations": "; ".join(fact["relations"]),
            "sure": "yes" if fact["sure"] else "no",
            "status": report.status,
        }
        writer.writerow({head: for_people(cell) for head, cell in told.items()})
    return out.getvalue()
