"""The view for the template of the tagged page: the page itself, and its hidden facts."""

from typing import Any

from tieout.core import Finding, InputError, Place, Severity
from tieout.facts import Fact, FactSet
from tieout.language import language_of
from tieout.layout import Release
from tieout.render import instance_view
from tieout.render.drawn import Macros
from tieout.render.in_place import InPlace, in_place, text_in_place
from tieout.render.inline_tags import Tags
from tieout.render.layout import Layout
from tieout.render.statements_view import contexts
from tieout.sources import read_document, read_page
from tieout.tie import Accepted

View = dict[str, Any]


def page(
    layout: Layout, facts: FactSet, accepted: tuple[Accepted, ...], release: Release, macros: Macros
) -> tuple[View, tuple[Finding, ...]]:
    """The tagged page, and findings about figures that could not be tagged.

    A text is laid out as a page. Raises InputError for a page of frames, which has no text.
    """
    company, text = layout.definition.company, layout.definition.text
    shared = instance_view.instance(layout, facts, accepted)
    language = language_of(company)
    tags = Tags(facts, shared["footnotes"], macros.tag, comma=language.own_form.decimal == ",")
    own = read_page(text)
    if own is not None:
        named = [f"{note['label']}-{one['key']}" for note in shared["footnotes"] for one in note["texts"]]
        taken = [*named, *(one.id for one in facts.contexts), *(one.id for one in facts.units)]
        found = in_place(own, release, facts, tags, taken)
        if found is None:
            what = "the page is of frames, which no report can have"
            raise InputError(
                Finding("input.format-page", what, "Name the page in the frame.", (Place(str(text)),))
            )
        done = found
    else:
        done = text_in_place(read_document(text), release, facts, tags, language)
    view = {
        **shared,
        "contexts": contexts(facts.contexts, company, macros.context),
        "schema": f"{layout.stem}.xsd",
        "language": next(iter(company.languages)),
        "page": done,
        "hidden": [_hidden(fact) for fact in done.hidden],
    }
    return view, (*done.told, *_left_out(done))


def _hidden(fact: Fact) -> View:
    figure = fact.figure
    return {
        "numeric": fact.unit is not None,
        "id": fact.id,
        "name": fact.concept.qname,
        "context": fact.context.id,
        "unit": fact.unit.id if fact.unit is not None else "",
        "nil": fact.value is None,
        "decimals": fact.decimals,
        "negative": figure is not None and figure.value < 0,
        "shown": (fact.text or "").removeprefix("-") if figure is not None else fact.text or "",
    }


def _left_out(done: InPlace) -> tuple[Finding, ...]:
    """A notice that counts the elements of the page that a report cannot have; scripts do not count."""
    counts = {
        name: count for name, count in done.left_out.items() if name not in ("script", "noscript", "input")
    }
    if not counts:
        return ()
    said = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    what = f"the page has what no report can have, and is written without it: {said}"
    return (Finding("render.left-out", what, "Compare it with the page as published.", (), Severity.NOTICE),)
