"""Tags each figure on the company's own page where it stands; look and text stay the same."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tieout.core import Finding, Place, Severity
from tieout.document import Document
from tieout.facts import Fact, FactSet
from tieout.language import Language
from tieout.layout import Release
from tieout.render.grid_rows import Entry
from tieout.render.in_place.mend import mended
from tieout.render.in_place.places import Finder, Places, Span
from tieout.render.in_place.set_out import SetOut
from tieout.render.in_place.splice import Splices, looks_alike
from tieout.render.in_place.write import attributes, written
from tieout.render.inline_tags import Tags
from tieout.sources.html import Page

_CODE = "render.not-in-place"
_MEND = "The figure is in the report, hidden. Compare the page with the release as published."
_LOST, _SPLIT, _OTHER, _UNREAD = (
    "where its digits stand on the page is not certain",
    "its digits are set in parts that look different",
    "the page shows other digits",
    "no transformation of Inline XBRL reads how its digits are written",
)
# The types of documents by which browsers keep to older ways of layout, or to nearly none of them
# (HTML, 13.2.6.4.1 "The initial insertion mode").
_QUIRKS = re.compile(
    r"-//(?:ietf|as|advasoft|metrius|microsoft|netscape|o'reilly|softquad|spyglass|sq|sun microsystems"
    r"|webtechs|w3o|w3c//dtd (?:html (?:3|4\.0 (?:frameset|transitional)|experimental)|w3 html))[/ .]"
    r"|-/w3c/dtd html 4\.0 transitional/en|html$",
    re.IGNORECASE,
)
_PUBLIC = re.compile(
    r"html\s+public\s*(?P<q>[\"'])(?P<public>[^\"']*)(?P=q)(?P<system>\s*[\"'])?", re.IGNORECASE
)
_LOOSE = re.compile(
    r"-//w3c//dtd (?:xhtml 1\.0|(?P<four>html 4\.01)) (?:frameset|transitional)//", re.IGNORECASE
)
_TRANSITIONAL = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"'
    ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)


@dataclass(frozen=True, slots=True)
class InPlace:
    """A tagged page: the markup of its parts. `hidden` are facts that are not tagged on it.

    `tagged` counts the tagged printings, `told` are findings about those that are not, and `left_out` counts
    elements by name that a report cannot have.
    """

    doctype: str
    head: Iterator[str]
    body: str
    content: Iterator[str]
    hidden: tuple[Fact, ...]
    tagged: int
    told: tuple[Finding, ...]
    left_out: dict[str, int]


def in_place(
    page: Page, release: Release, facts: FactSet, tags: Tags, taken: Sequence[str]
) -> InPlace | None:
    """The page with its facts tagged; its elements are changed. None for a page of frames.

    `taken` are the ids in the report besides those of its facts.
    """
    tagged, told = _tag(Places(page.root, release), release, facts, tags)
    ids = [*taken, *(fact.id for fact in facts.facts), *tags.repeated]
    done = mended(page.root, ids)
    if done is None:
        return None
    return InPlace(
        doctype_of(page.doctype),
        written(done.head),
        attributes(done.body),
        written(done.body.children),
        _hidden(facts, tags),
        tagged,
        told,
        done.dropped,
    )


def text_in_place(
    document: Document, release: Release, facts: FactSet, tags: Tags, language: Language
) -> InPlace:
    """A page made of a text, line by line, with the tags of the facts."""
    page = SetOut(document, release, language)
    tagged, told = _tag(page, release, facts, tags)
    return InPlace(
        "<!DOCTYPE html>",
        written(page.head),
        "",
        written(page.body.children),
        _hidden(facts, tags),
        tagged,
        told,
        {},
    )


def _tag(places: Finder, release: Release, facts: FactSet, tags: Tags) -> tuple[int, tuple[Finding, ...]]:
    """Puts the tags around the figures of a page: how many printings have one, and which have none."""
    splices = Splices()
    told: list[Finding] = []
    tagged = 0
    for entries in _by_place(facts.printed):
        printed = entries[0][1]
        if printed.figure is None:
            continue
        spans = places.of(printed.place, printed.text, printed.figure)
        why = _refusal(spans, splices)
        shown = "".join(_parts(spans))
        markup = "" if why else tags.placed(shown, entries)
        if markup:
            splices.put(spans, markup)
            tagged += 1
        elif not tags.are_unlike(entries) and not printed.proof:
            # A figure that was proven of damaged digits is told of as such.
            why = why or (_UNREAD if tags.is_unread(shown, entries) else _OTHER)
            told.append(_told(release, entries, why))
    splices.apply()
    return tagged, tuple(told)


def _hidden(facts: FactSet, tags: Tags) -> tuple[Fact, ...]:
    """The facts that are not tagged anywhere on the page."""
    return tuple(fact for fact in facts.facts if fact.id not in tags.tagged)


def _by_place(printed: Sequence[Entry]) -> Iterator[list[Entry]]:
    """The printings of figures grouped by place: one figure may be several facts."""
    by_place: dict[tuple[Place, str], list[Entry]] = {}
    for entry in printed:
        by_place.setdefault((entry[1].place, entry[1].text), []).append(entry)
    yield from by_place.values()


def _refusal(spans: tuple[Span, ...], splices: Splices) -> str:
    """Why no tag can stand there; "" where one can."""
    if not spans or not splices.is_free(spans):
        return _LOST
    return "" if len(spans) == 1 or looks_alike(spans) else _SPLIT


def _parts(spans: tuple[Span, ...]) -> Iterator[str]:
    return (span.text.text[span.start : span.end] for span in spans)


def _told(release: Release, entries: list[Entry], why: str) -> Finding:
    printed = entries[0][1]
    finding = Finding(
        _CODE,
        f'"{printed.text}" is a fact and is not tagged where it stands: {why}',
        _MEND,
        (printed.place,),
        Severity.NOTICE,
        facts=tuple(dict.fromkeys(fact_id for fact_id, _ in entries)),
    )
    return release.located(finding)


def doctype_of(said: str) -> str:
    """The document type, so that browsers lay the page out by the same rules as before."""
    found = _PUBLIC.match(said)
    if found is None:
        return "<!DOCTYPE html>" if said.lower().startswith("html") else ""
    loose = _LOOSE.match(found["public"])
    if loose is not None and (found["system"] or not loose["four"]):
        return _TRANSITIONAL
    return "" if loose is not None or _QUIRKS.match(found["public"]) else "<!DOCTYPE html>"
