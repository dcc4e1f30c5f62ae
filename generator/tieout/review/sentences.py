"""Patterns for sentences: proposed for a number, tried as they are typed, and saved."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tieout.core import Figure, Finding, consistent
from tieout.definitions import Append, Change, Put, ReleaseDefinition, Sentence, first_of
from tieout.draft.text import flow
from tieout.facts import Fact
from tieout.mapping import Printed, said_by
from tieout.pipeline import Read
from tieout.review.asked import Act, Asked, Edit, Written, refusal
from tieout.review.wording import begun

View = dict[str, Any]

_FILE = "sentences/reviewed.yaml"
_PLACEHOLDER = re.compile(r"\{([a-z0-9-]+)\}")


def beginning(asked: Asked) -> View:
    """A first wording for a number's sentence, and the existing sentences, unread ones first."""
    line, column = asked.place()
    sentence = asked.sentence()
    made = begun(asked.done, line, column, sentence)
    said = {printed.statement for _, printed in asked.done.facts.printed}
    known = sorted((one.name in said, one.name) for one in asked.company.sentences)
    return {
        "wording": made.wording,
        "figures": [one.said() for one in made.figures],
        "others": [one.said() for one in made.others],
        "name": sentence.name if sentence is not None else _name(asked, made.wording),
        "sentences": [name for _, name in known],
        "periods": sorted(asked.done.definition.periods),
        "phrases": sorted(asked.company.vocabulary.phrases),
    }


def _name(asked: Asked, wording: str) -> str:
    """An unused name for a new sentence, made of the words before its first figure."""
    words = re.findall(r"[a-z0-9]+", wording.partition("{")[0].lower())[:4]
    stem = "-".join(words) or "sentence"
    taken = {one.name for one in asked.company.sentences}
    number, name = 2, stem
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return name


def sentence(asked: Asked) -> Act:
    """Adds a new sentence, or another wording to an existing one."""
    wording, known = asked.text("wording", "a wording"), asked.sentence()
    if known is not None:
        written = asked.entry("sentences", known.place)
        if written is None:
            raise refusal(f"the sentence {known.name} is not found", "Change it in its file.", known.place)
        edit = Edit(written.path, (_reworded(written, wording),))
        return Act(asked.says("did-reword", name=known.name), (edit,))
    name = asked.text("sentence", "a name for the sentence")
    figures = dict(_figures(asked.said.get("figures"), wording))
    if not figures:
        raise refusal("the wording has no figure", "Write {now} where the amount stands.")
    entry = {"sentence": name, "says": wording, "figures": figures}
    edit = Edit(asked.company.folder / _FILE, (Append(("sentences",), flow(entry)),))
    return Act(asked.says("did-sentence", name=name, wording=wording), (edit,))


def _reworded(written: Written, wording: str) -> Change:
    """A change that adds a wording to a sentence, turning a single one into a list."""
    says, path = written.said["says"], (*written.key, "says")
    return Append(path, flow(wording)) if isinstance(says, list) else Put(path, flow([says, wording]))


def _figures(said: object, wording: str) -> Iterator[tuple[str, View]]:
    """The figures that a page defines, as far as the wording has them."""
    here = set(_PLACEHOLDER.findall(wording))
    for name, one in said.items() if isinstance(said, Mapping) else ():
        if name in here and isinstance(one, Mapping):
            members = one.get("members")
            concept, period = (str(one.get(key) or "").strip() for key in ("concept", "period"))
            if not concept:
                raise refusal(f"{{{name}}} has no concept", "Choose what it is.")
            more = {"members": dict(members)} if isinstance(members, Mapping) and members else {}
            yield str(name), {"concept": concept, "period": period, **more}


def tried(done: Read, definition: ReleaseDefinition, name: str) -> View:
    """What a sentence would read that is not saved yet: each figure, and whether its fact exists."""
    found = next(one for one in definition.company.sentences if one.name == name)
    printed, findings = said_by(done.release, definition, found)
    known = {
        (fact.concept.name, fact.context.members, fact.context.period): fact for fact in done.facts.facts
    }
    at = {(one.place.line, one.place.column): one.statement for _, one in done.facts.printed}
    return {
        "matches": [_match(one, known, at, found) for one in printed],
        "findings": [_told(finding) for finding in findings],
    }


def _match(
    printed: Printed, known: Mapping[Any, Fact], at: Mapping[tuple[int, int], str], sentence: Sentence
) -> View:
    fact = known.get((printed.concept.name, printed.members, printed.period))
    other = at.get((printed.place.line, printed.place.column), sentence.name)
    return {
        "line": printed.place.line,
        "column": printed.place.column,
        "printed": printed.text,
        "words": printed.place.row,
        "concept": printed.concept.name,
        "label": first_of(printed.concept.label),
        "period": str(printed.period),
        "value": format(printed.figure.value, ",f") if printed.figure is not None else "",
        "fact": fact.id if fact is not None else "",
        "agrees": _agrees(printed.figure, fact.figure) if fact is not None else None,
        "other": other if other != sentence.name else "",
    }


def _agrees(one: Figure | None, other: Figure | None) -> bool:
    return one is not None and other is not None and consistent(one, other)


def _told(finding: Finding) -> str:
    return " ".join(filter(None, (f"{finding.message}.", finding.mend)))
