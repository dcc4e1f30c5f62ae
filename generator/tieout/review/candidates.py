"""Finds concepts for a line: of the company, of the base layer, and official elements beyond these."""

from collections.abc import Iterable, Iterator
from typing import Any

from tieout.definitions import Line, figure_elements, filed_captions, first_of, load_review, plain
from tieout.pipeline import Read

View = dict[str, Any]

_BEST, _MOST = 3, 40


def candidates(done: Read, line: Line | None, sought: str) -> list[View]:
    """The concepts with some words in their name or label, those used by most companies first.

    Without words, the best three for a line: those of its draft, then those that companies use for its
    caption.
    """
    company = done.definition.company
    captions = filed_captions(company.language)
    if not sought.strip():
        names = dict.fromkeys(_likely(done, line)) if line is not None else {}
        return [_view(done, name) for name in names][:_BEST]
    words = sought.casefold().split()
    elements = figure_elements()
    found = []
    for name in dict.fromkeys((*company.concepts, *elements)):
        concept = company.concepts.get(name)
        if concept is not None and concept.abstract:
            continue
        labels = (*concept.label.values(), concept.element or "") if concept is not None else ()
        said = " ".join((name, *labels)).casefold()
        if all(word in said for word in words):
            often = sum(captions.shown(name).values())
            found.append((concept is None, -often, len(name), name))
    return [_view(done, name) for *_, name in sorted(found)[:_MOST]]


def _likely(done: Read, line: Line) -> Iterator[str]:
    """Concepts for a line, the likeliest first, without its present one."""
    company = done.definition.company
    yield from (name for name in _drafted(done, line) if name != line.concept.name)
    captions = filed_captions(company.language)
    uses = (use for caption in line.captions for use in captions.uses(plain(caption)))
    for use in sorted(uses, key=lambda use: -use.companies):
        known = use.element in company.concepts or use.element in figure_elements()
        if known and use.element != line.concept.name:
            yield use.element


def _drafted(done: Read, line: Line) -> Iterable[str]:
    review = load_review(done.definition.company.folder)
    here = [finding.places[1] for finding in done.open if finding.places[:1] == (line.place,)]
    for entry in review.open if review is not None else ():
        if entry.place in here:
            return sorted(entry.others, key=lambda name: -entry.others[name])
    return ()


def _view(done: Read, name: str) -> View:
    company = done.definition.company
    concept, element = company.concepts.get(name), figure_elements().get(name)
    companies = sum(filed_captions(company.language).shown(name).values())
    if concept is not None:
        return {
            "name": name,
            "label": first_of(concept.label),
            "doc": first_of(concept.doc).strip(),
            "type": concept.type,
            "balance": concept.balance or "",
            "period": concept.period,
            "companies": companies,
            "layer": concept.prefix,
        }
    return {
        "name": name,
        "label": "",
        "doc": "",
        "type": element.type if element is not None else "",
        "balance": (element.balance or "") if element is not None else "",
        "period": element.period if element is not None else "",
        "companies": companies,
        "layer": "us-gaap",
    }
