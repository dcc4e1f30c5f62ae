"""The whole page: the release in its frame, the details of each number, the record."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib import resources
from typing import Any

from markupsafe import Markup

from tieout.render.proof.articulate import articulation
from tieout.render.proof.charts import Draw, charts
from tieout.render.proof.model import SignOff
from tieout.render.proof.numbers import SHADES, Number, Numbers
from tieout.render.proof.page import framed
from tieout.render.proof.record import record
from tieout.render.proof.texts import Texts, digest_of, script_digest, when, words
from tieout.render.proof.told import Told

View = dict[str, Any]
Template = Callable[[View], str]

# Words that the script says; each is in words.yaml.
_SAID = (
    *("accepted-because", "before-agrees", "before-is", "before-restated", "cells-of", "comments-of"),
    *(
        "concept-is",
        "doubtful-note",
        "element-is",
        "find-what",
        "findings-of",
        "footnote-is",
        "grade-is",
        "holds",
    ),
    *("holds-rounded", "in-report", "more", "none-found", "not-placed", "off-by", "of-line", "per-period"),
    *("precision", "repeats-of", "results", "unit-is", "value-is"),
    *(f"grade-{shade}" for shade in SHADES),
)
# Lays the proof over the release; without a server it only reads. One scope, in the order of its parts.
_SCRIPTS = ("said", "page", "panel", "lists", "ways")
_FILTERS = ("open", "doubtful", "accepted", "recovered", "single", "unread")
_MANY = 12


def signoff(done: SignOff, draw: Draw, frame: Template, script: str = "") -> View:
    """The page. `draw` makes SVG of a picture's view, `frame` the frame's document.

    `script` is what the page has beside its own, with words that begin with `act-`.
    """
    definition, company = done.definition, done.definition.company
    numbers = Numbers(done)
    told = Told(done, numbers).view()
    inline = (f"{definition.stem}{suffix}" for suffix in (".htm", "-statements.htm"))
    report = next((name for name in inline if name in done.files), "")
    # A page that is served has the report's files in a folder of their own.
    beside = "report/" if script else ""
    data = {
        **told,
        "languages": list(company.languages),
        "words": _words(done, (*_SAID, *_outcomes(told), *(_of_acts() if script else ()))),
        "report": f"{beside}{report}#" if report else "",
        "page": frame(_document(done, numbers, told)),
    }
    own = _script()
    return {
        "languages": company.languages,
        "words": words(),
        "company": company.name,
        "kind": definition.document_type,
        "remark": definition.remark,
        "period": when(definition.period),
        "status": done.status,
        "signed": _signed(done),
        "findings": told["findings"],
        "filters": _filters(numbers, told),
        "grades": _grades(numbers),
        "editions": done.editions,
        "beside": beside,
        "files": {name: f"{beside}{name}" for name in done.files},
        "linked": f"{beside}{report}" if report else "",
        "accepted": [entry.why for entry in done.tied.accepted] if done.tied is not None else [],
        "many": _MANY,
        "pictures": list(charts(done, draw)),
        "articulation": list(articulation(done)),
        **record(done),
        "data": Markup(json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")),  # noqa: S704 - no mark can end it
        "style": Markup(_file("proof.css")),  # noqa: S704 - our own file
        "script": Markup(own),  # noqa: S704 - our own file
        "script_hash": script_digest(own),
        "served": {"script": script, "digest": script_digest(script)} if script else None,
    }


def _signed(done: SignOff) -> View | None:
    """Who signed the release; None where the signed text was another one."""
    signed = done.definition.signed
    if signed is None or signed.sha256 != digest_of(done.definition.text):
        return None
    return {"name": signed.name, "on": str(signed.on)}


def _words(done: SignOff, keys: Iterable[str]) -> dict[str, Texts]:
    """The words that scripts say, in the company's languages."""
    languages = done.definition.company.languages
    return {
        key: {language: words()[key].get(language) or words()[key]["en"] for language in languages}
        for key in keys
    }


def _of_acts() -> Iterator[str]:
    return (key for key in words() if key.startswith("act-"))


def _file(name: str) -> str:
    return resources.files("tieout.render.proof").joinpath(name).read_text(encoding="utf-8")


def _script() -> str:
    """The page's own script."""
    parts = "\n".join(_file(f"scripts/{name}.js") for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


def _outcomes(told: View) -> list[str]:
    """The keys of the words for outcomes."""
    found = {row[0] for number in told["numbers"] for row in number["rows"]}
    return ["recovered-number" if outcome == "recovered" else outcome for outcome in sorted(found)]


def _document(done: SignOff, numbers: Numbers, told: View) -> View:
    """The document in the frame."""
    lines = {line for finding in told["findings"] if not finding["numbers"] for line in finding["lines"]}
    language = next(iter(done.definition.company.languages))
    return {"language": language, **framed(done, numbers.all, lines)}


def _filters(numbers: Numbers, told: View) -> list[View]:
    """The filters for numbers, with the count of each."""
    counts = Counter(mark for number in numbers.all for mark in _kinds(number))
    counts["open"] = len(told["findings"])
    return [{"key": key, "count": counts[key]} for key in _FILTERS if counts[key]]


def _kinds(number: Number) -> tuple[str, ...]:
    return (*number.marks, number.shade)


def _grades(numbers: Numbers) -> list[View]:
    """The number of facts by grade, for the legend of colours."""
    counts = Counter(number.shade for number in numbers.all)
    return [{"key": key, "count": counts[key]} for key in SHADES if counts[key]]
