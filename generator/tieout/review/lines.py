"""Decisions about a line of a statement: its concept, sign and member, and attributes of its concept."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tieout.definitions import Concept, Key, Line, Put, data_of, figure_elements, load_review
from tieout.draft.own import spaced
from tieout.draft.text import flow
from tieout.review.asked import Act, Asked, Edit, caption_of, refusal, text_of


def settle(asked: Asked) -> Act:
    """Accepts a doubtful line as it is."""
    _, line = asked.line()
    review = load_review(asked.company.folder)
    here = [finding.places[1] for finding in asked.done.open if finding.places[:1] == (line.place,)]
    for index, entry in enumerate(review.open if review is not None else ()):
        if entry.place in here:
            put = Put(("open", index, "settled"), "true")
            what = asked.says("did-settle", line=entry.line, concept=line.concept.name)
            return Act(what, (Edit(asked.company.folder / "review.yaml", (put,)),))
    raise refusal("there is no doubt about that line")


def concept(asked: Asked) -> Act:
    """Gives a line another concept, there and wherever its statement names it."""
    statement, line = asked.line()
    now, name = line.concept.name, asked.text("concept", "a concept")
    if name == now:
        raise refusal(f"the line is {name} already")
    if sum(one.concept.name == now for one in statement.lines) > 1:
        what = f"several lines of {statement.name} are {now}"
        raise refusal(what, "Change it in the file.", line.place)
    written = asked.written()
    word = "total" if "total" in written.said else "concept"
    own = Put((*written.key, word), name)
    others = (Put(path, name) for path in _named(written.path, now))
    edits = [Edit(written.path, (own, *others))]
    if name not in asked.company.concepts:
        edits.append(_new_concept(asked, name, line))
    changes = asked.says("did-concept", line=caption_of(line), concept=name, now=now)
    return Act(changes, tuple(edits))


def _named(path: Path, name: str) -> Iterator[Key]:
    """The places beside the line where a statement names a concept: in sums, and in terms of relations."""

    def walk(value: Any, path: Key) -> Iterator[Key]:
        if isinstance(value, dict):
            for key, one in value.items():
                yield from walk(one, (*path, key))
        elif isinstance(value, list):
            for index, one in enumerate(value):
                yield from walk(one, (*path, index))
        elif value == name and ("of" in path or ("relations" in path and path[-1] == "concept")):
            yield path

    yield from walk(data_of(text_of(path), str(path)), ())


def _new_concept(asked: Asked, name: str, line: Line) -> Edit:
    """An edit that adds an official element without a base concept as a concept of the company's own."""
    element = figure_elements().get(name)
    if element is None:
        raise refusal(f"there is no concept and no element {name}")
    company, caption = asked.company, caption_of(line)
    taken = {label for one in company.concepts.values() for label in one.label.values()}
    # No two concepts have one label.
    label = caption if caption not in taken else spaced(name)
    said = {
        "type": element.type,
        **({"balance": element.balance} if element.balance else {}),
        "period-type": element.period,
        "label": dict.fromkeys(company.languages, label),
        "doc": dict.fromkeys(company.languages, f'What the release prints as "{caption}".'),
        "align": "exact" if element.aligned else "none",
    }
    return Edit(company.folder / "concepts" / "lines.yaml", (Put(("concepts", name), flow(said)),))


def sign(asked: Asked) -> Act:
    """Marks that a line prints the opposite of its fact, or no longer does."""
    _, line = asked.line()
    written = asked.written()
    put = Put((*written.key, "negated"), "false" if line.negated else "true")
    key = "did-sign-kept" if line.negated else "did-sign-turned"
    return Act(asked.says(key, line=caption_of(line)), (Edit(written.path, (put,)),))


def member(asked: Asked) -> Act:
    """Gives a line a member on an axis, or makes it one of the whole."""
    _, line = asked.line()
    written = asked.written()
    axis, name = asked.text("axis", "an axis"), str(asked.said.get("member") or "")
    members = {key: value for key, value in {**dict(line.members), axis: name}.items() if value}
    put = Put((*written.key, "members"), flow(members))
    key = "did-member" if name else "did-whole"
    what = asked.says(key, line=caption_of(line), member=name, axis=axis)
    return Act(what, (Edit(written.path, (put,)),))


def attribute(asked: Asked) -> Act:
    """Changes period type, type, balance or unit of a concept of the company's own."""
    _, line = asked.line()
    name, value = asked.text("name", "an attribute"), asked.text("value", "a value")
    if name not in ("period-type", "type", "unit", "balance"):
        raise refusal(f"{name} is not changed here")
    if line.concept.name not in asked.company.own.concepts:
        what = f"{line.concept.name} is the base layer's, and what it is there it is for every company"
        raise refusal(what, "Choose another concept for the line.")
    put = Put(("concepts", line.concept.name, name), flow(value))
    changes = asked.says("did-attribute", concept=line.concept.name, name=name, value=value)
    return Act(changes, (Edit(_file_of(asked, line.concept), (put,)),))


def _file_of(asked: Asked, concept: Concept) -> Path:
    for path in sorted((asked.company.folder / "concepts").glob("*.yaml")):
        if path.name == Path(concept.place.file).name:
            return path
    raise refusal(f"the file of {concept.name} is not found")
