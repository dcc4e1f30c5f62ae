"""Runs Arelle in this process, offline, and copies its messages.

Arelle is imported here and by `tieout.view`, and only when something is validated or viewed: that takes half
a second.
"""

import contextlib
import io
import re
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from tieout.validate.absent import told_once, undefined_facts
from tieout.validate.assertions import with_assertions
from tieout.validate.idle import SUMS, never_evaluated, relation_name
from tieout.validate.lint import lint
from tieout.validate.model import Counts, Message, Run
from tieout.validate.official import NOTHING, Official
from tieout.validate.once import instance_of
from tieout.validate.package import BrokenPackageError, check_size, entry_point
from tieout.validate.plausible import implausible

# The files that hold facts.
INSTANCES = frozenset({".xbrl", ".xhtml", ".htm", ".json", ".xbri", ".xbr"})
# Those that have each printing of a fact: their assertions are evaluated of an instance that has each once.
INLINE = frozenset({".xhtml", ".htm", ".xbri"})
REPORT_PACKAGES = frozenset({".xbri", ".xbr"})
ARCHIVES = frozenset({".zip", *REPORT_PACKAGES})
# Those that refer to the plain entry point, beside which the assertions stand.
_REFERRING = frozenset({".xbrl", ".json", ".xbr"})
# INFO is Arelle's own account of loading and timing.
_PASSING = frozenset({"INFO", "DEBUG", "INFO-SEMANTIC"})
# The code of an assertion that is not satisfied: its id, STATEMENT-NAME, after this.
_ASSERTION = "message:"
# The figures at the end of an assertion's message, whatever its language: reported, then computed. They are
# plain, in no one's locale.
FIGURES = re.compile(r"(?<![\d.-])(-?\d+(?:\.\d+)?)\D+?(-?\d+(?:\.\d+)?)\D*$")


def run_arelle(path: Path, *, assertions: bool = True, official: Official = NOTHING) -> Run:
    """Validates an instance, schema or package; gives every message at WARNING or above.

    It checks both calculation modes, dimensions, units, the Open Information Model, duplicates and the rules
    of `lint`, and formula assertions unless told otherwise. One load serves both calculation modes, although
    Arelle's own switch takes one. `official` taxonomies are available to be imported. Of an inline report the
    assertions are evaluated with each fact once, unless the instance beside it has the very same figures.
    """
    with tempfile.TemporaryDirectory(prefix="tieout-") as folder:
        done, made = _run_file(path, Path(folder), official, assertions=assertions)
        if made is None:
            return done
        again = run_arelle(made, official=official)
    found = tuple(message for message in again.messages if message.code.startswith(_ASSERTION))
    return replace(done, messages=(*done.messages, *found), relations=done.relations | again.relations)


def _run_file(path: Path, folder: Path, official: Official, *, assertions: bool) -> tuple[Run, Path | None]:
    """The outcome for a file, and the instance, made in `folder`, whose assertions are not evaluated yet."""
    entry, packages = str(path), [*map(str, official.packages)]
    try:
        if path.suffix in ARCHIVES:
            check_size(path)
        if path.suffix == ".zip":
            entry, packages = entry_point(path), [str(path), *packages]
    except BrokenPackageError as error:
        return Run((Message("ERROR", error.code, str(error), file=path.name),)), None
    made: Path | None = None
    messages: list[Message] = []
    counts, relations = Counts(), frozenset[str]()
    checks = assertions and path.suffix in INSTANCES
    proven = with_assertions(path) if checks and path.suffix in _REFERRING else contextlib.nullcontext(entry)
    with (
        proven as report,
        loaded(
            str(report),
            packages=packages or None,
            cache=official.folder,
            reportPackage=path.suffix in REPORT_PACKAGES,
            validate=True,
            utrValidate=True,
            validateXmlOim=True,
            validateDuplicateFacts="inconsistent",
            baseTaxonomyValidationMode="none",
            formulaAction=None if checks else "none",
        ) as (models, records),
    ):
        messages += map(_message, records)
        for model in models:
            if model.modelDocument is None:
                continue
            messages += _to_the_end("calculations", _calculations(model))
            messages += _to_the_end("regulators' rules", lint(model, official))
            messages += _to_the_end("what figures can be", implausible(model))
            inside = path.suffix in REPORT_PACKAGES
            own = Path(model.modelDocument.filepath).parent if inside else path.resolve().parent
            idle = never_evaluated(model, own, assertions=checks)
            messages += _to_the_end("rules never evaluated", idle)
            messages = list(told_once(messages, model))
            counts, relations = _count(model), _relations(model)
            if checks and path.suffix in INLINE:
                made = instance_of(path, model, folder)
        if not models:
            messages.append(
                Message("ERROR", "IOerror", f"Arelle could load nothing from {path.name}", file=path.name)
            )
    told = tuple(message for message in messages if message.level not in _PASSING)
    return Run(told, counts, relations), made


def _to_the_end(what: str, messages: Iterator[Message]) -> Iterator[Message]:
    """The messages of a check. If the check itself breaks off, that becomes a message too."""
    try:
        yield from messages
    except Exception as error:
        text = f"the check of {what} could not be ended: {type(error).__name__} {error}".strip()
        yield Message("ERROR", "brokenOff", text)


@contextlib.contextmanager
def loaded(
    entry: str, *, cache: Path | None = None, **options: Any
) -> Iterator[tuple[list[Any], list[dict[str, Any]]]]:
    """Loads `entry` with Arelle, offline and silently: its models, and the records of its log.

    `cache` is a folder in the form of Arelle's web cache; `options` are those of Arelle's `RuntimeOptions`.
    The models are closed at the end.
    """
    from arelle.api.Session import Session
    from arelle.RuntimeOptions import RuntimeOptions

    chosen = RuntimeOptions(
        entrypointFile=entry,
        workOffline=True,
        disablePersistentConfig=True,
        cacheDirectory=str((cache or Path("/nonexistent")).resolve()),
        keepOpen=True,
        **options,
    )
    quiet = io.StringIO()
    with (
        _unclosed_files(),
        Session() as session,
        contextlib.redirect_stdout(quiet),
        contextlib.redirect_stderr(quiet),
    ):
        broken = _run(session, chosen)
        models = list(session.get_models())
        try:
            yield models, [*session.get_log_messages(), *broken]
        finally:
            for model in models:
                _let_go(model)
            _close_packages()


def _run(session: Any, chosen: Any) -> list[dict[str, Any]]:
    """Lets Arelle load and validate. If it breaks off, that becomes a record like its own."""
    try:
        session.run(chosen, logFileName="logToStructuredMessage")
    except OSError:
        # A full disk and the like are no fault of what is read.
        raise
    except Exception as error:
        text = f"it cannot be read to its end: {type(error).__name__} {error}".strip()
        return [{"levelname": "ERROR", "messageCode": "brokenOff", "msg": text}]
    return []


@contextlib.contextmanager
def _unclosed_files() -> Iterator[None]:
    """Suppresses the warning about package streams that Arelle leaves to the garbage collector."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield


def _let_go(model: Any) -> None:
    """Closes a model and its files, which Arelle leaves open."""
    source = model.fileSource
    for file in (*getattr(source, "referencedFileSources", {}).values(), source):
        file.close()
    model.modelManager.close(model)


def _close_packages() -> None:
    """Closes package files, which the session keeps open for the next run."""
    from arelle import PackageManager

    PackageManager.getInstance().close()


def _message(record: dict[str, Any]) -> Message:
    refs = [ref for ref in record.get("refs") or [] if isinstance(ref, dict) and ref.get("href")]
    targets = [str(ref["href"]).partition("#") for ref in refs]
    # A reference into a linkbase is to an assertion or an arc, not to a fact.
    facts = tuple(
        dict.fromkeys(name for file, _, name in targets if name and not file.endswith((".xml", ".xsd")))
    )
    code = str(record["messageCode"])
    relation = code.removeprefix(_ASSERTION).replace("-", "/", 1) if code.startswith(_ASSERTION) else ""
    # Of its own breakdowns Arelle tells the way through its code: the words before it are enough.
    text = str(record["msg"]).partition("\nTraceback (")[0].strip()
    figures = FIGURES.search(text) if relation else None
    return Message(
        level=str(record["levelname"]),
        code=code,
        text=text,
        facts=facts,
        relation=relation,
        residue=Decimal(figures[1]) - Decimal(figures[2]) if figures else None,
        file=Path(targets[0][0]).name if targets else "",
        line=int(refs[0].get("sourceLine") or 0) if refs else 0,
    )


def _relations(model: Any) -> frozenset[str]:
    """The names of a taxonomy's sums and assertions, as exceptions use them."""
    sums = {
        relation_name(str(arc.linkrole), str(arc.fromModelObject.qname))
        for arcrole in SUMS
        for arc in model.relationshipSet(arcrole).modelRelationships
        if arc.fromModelObject is not None
    }
    assertions = {str(found.id).replace("-", "/", 1) for found in model.modelVariableSets if found.id}
    return frozenset(sums | assertions)


def _calculations(model: Any) -> Iterator[Message]:
    """Messages of both calculation checks: XBRL 2.1 to the last digit, and Calculations 1.1 by intervals."""
    from arelle import ValidateXbrlCalcs
    from arelle.ValidateXbrlCalcs import ValidateCalcsMode

    ValidateXbrlCalcs.init()
    for mode in (ValidateCalcsMode.XBRL_v2_1, ValidateCalcsMode.ROUND_TO_NEAREST):
        for found in ValidateXbrlCalcs.validate(model, mode):
            args = found.args
            facts = [getattr(item, "modelObject", item) for item in _flat(args.get("modelObject"))]
            concept = args.get("concept")
            yield Message(
                level=found.level.value,
                code=found.codes if isinstance(found.codes, str) else found.codes[0],
                text=found.msg % args,
                facts=tuple(dict.fromkeys(str(fact.id) for fact in facts if getattr(fact, "id", None))),
                relation=relation_name(str(args.get("linkrole", "")), str(concept)) if concept else "",
                context=str(args.get("contextID", "")),
                residue=_residue(model, args, facts) if concept else None,
            )


def _residue(model: Any, args: dict[str, Any], facts: list[Any]) -> Decimal | None:
    """The reported less the computed value, by the facts that Arelle names and its relationships' weights.

    Arelle's message is not used, since it writes numbers in the user's locale.
    """
    name, role = args["concept"], args.get("linkrole")
    figures = [fact for fact in facts if isinstance(getattr(fact, "xValue", None), Decimal)]
    # Of duplicates the most precise one is the figure.
    values = {fact.qname: fact.xValue for fact in sorted(figures, key=_precision)}
    if name not in values:
        return None
    residue: Decimal = values[name]
    for arcrole in SUMS:
        for relation in model.relationshipSet(arcrole, role).fromModelObject(model.qnameConcepts[name]):
            # An arc may lead to a concept that is not there, which is told of itself.
            to = relation.toModelObject
            part = values.get(to.qname, Decimal(0)) if to is not None else Decimal(0)
            residue -= int(relation.weight) * part
    return residue


def _precision(fact: Any) -> tuple[bool, int]:
    """A fact's decimals as a sort key; INF is the most precise."""
    decimals = str(fact.decimals)
    return decimals == "INF", int(decimals) if decimals.removeprefix("-").isdecimal() else 0


def _flat(value: Any) -> list[Any]:
    if isinstance(value, list | tuple | set | frozenset):
        return [inner for item in value for inner in _flat(item)]
    return [] if value is None else [value]


def _count(model: Any) -> Counts:
    relationships = sum(len(model.relationshipSet(arcrole).modelRelationships) for arcrole in SUMS)
    facts = len(model.factsInInstance) + len(undefined_facts(model))
    return Counts(facts, len(model.contexts), relationships)
