"""Proposes what a row without a known line may be, as YAML to paste: a renamed line, or a new one.

It decides nothing: the row stays a finding until a person has put it into the definitions.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from tieout.definitions import Company, Concept, Line, first_of
from tieout.layout import Row, tidy
from tieout.mapping.tables import Wanted

# Out of 100: a line whose row is not there is meant if it is so much alike, or less so in its very place; a
# concept of the taxonomy that no line has, if it is called nearly so.
_ALIKE, _ALIKE_IN_PLACE, _CALLED = 60, 40, 90
_PLAIN = re.compile(r"[A-Za-z][\w ()/&.'—–-]*")
_WORD = re.compile(r"[A-Z][a-z0-9]*|[A-Z]+(?![a-z])")
_SMALL = frozenset({"Of", "In", "For", "To", "From"})


@dataclass(frozen=True, slots=True)
class Around:
    """The surroundings of an unknown row: the lines before and after it, and all lines that have rows."""

    before: Line | None
    after: Line | None
    rows: Mapping[int, Row]


def proposal(
    row: Row, wanted: Wanted, left: Sequence[Line], around: Around, company: Company
) -> tuple[str, ...]:
    """The best guess with its reasons, and what to paste where; empty for a row without figures."""
    if row.heading:
        return ()
    if (line := _reworded(row, wanted, left, around)) is not None:
        caption, score = _nearest(row.caption, (line,))
        captions = ", ".join(_quoted(text) for text in (*line.stated, " ".join(row.caption.split())))
        return (
            f'It may be "{caption}" in other words, which has no row: they are {score:.0f} % alike.',
            f"in {line.place.file}, at the line of {line.concept.name} in line {line.place.line}:",
            f"  caption: [{captions}]",
        )
    return _new(row, wanted, around, company)


def _nearest(caption: str, lines: Sequence[Line]) -> tuple[str, float]:
    known = [text for line in lines for text in line.captions]
    found = process.extractOne(tidy(caption), known, scorer=fuzz.token_sort_ratio, processor=str.casefold)
    return (found[0], found[1]) if found else ("", 0.0)


def _reworded(row: Row, wanted: Wanted, left: Sequence[Line], around: Around) -> Line | None:
    """The line without a row whose caption is near enough to this one, or None."""
    scored = [
        (_nearest(row.caption, (line,))[1], line) for line in left if not line.heading and not line.inside
    ]
    first = around.before.index if around.before is not None else -1
    last = around.after.index if around.after is not None else len(wanted.statement.lines)
    good = [
        (score, line)
        for score, line in scored
        if score >= (_ALIKE_IN_PLACE if first < line.index < last else _ALIKE)
    ]
    return max(good, key=lambda one: one[0])[1] if good else None


# New lines -----------------------------------------------------------------------------------------------


def _new(row: Row, wanted: Wanted, around: Around, company: Company) -> tuple[str, ...]:
    model, siblings = _model(row, wanted, around)
    if model is None:
        return ()
    concept = _known(row, model, company)
    name = concept.name if concept is not None else _name(row, siblings)
    like = f'"{model.captions[0]}" ({model.concept.name})'
    said = [f"It may be a new line: no line without a row is like it. Its nearest of kind is {like}."]
    if concept is None and name not in company.concepts:
        own = [line.concept for line in (model, *siblings) if line.concept.prefix == company.own.prefix]
        home = Path(wanted.statement.place.file).parent.parent
        file = own[0].place.file if own else f"{home}/concepts/lines.yaml, below `concepts:`"
        said += [
            f"in {file}, at its end:",
            *(f"  {text}" for text in _concept(name, row, model, wanted, company)),
        ]
    negated = ", negated: true" if model.negated else ""
    said += [
        _where(around),
        f"  - {{concept: {name}, caption: {_quoted(' '.join(row.caption.split()))}{negated}}}",
    ]
    for rule in wanted.statement.sums:
        if model.index in (index for index, _ in rule.parts):
            total = wanted.statement.lines[rule.total]
            said.append(
                f"and under `of` of {total.concept.name} in line {total.place.line}, if it lists its parts"
            )
    return tuple(said)


def _model(row: Row, wanted: Wanted, around: Around) -> tuple[Line | None, list[Line]]:
    """The line to model a new one on: near, of the same sign, with the most similar caption."""
    totals = {rule.total for rule in wanted.statement.sums}
    near = [line for line in (around.before, around.after) if line is not None and not line.heading]
    parents = {line.parent for line in near}
    if around.before is not None and around.before.heading:
        parents.add(around.before.index)
    beside = [
        line
        for line in wanted.lines
        if line.parent in parents and not line.heading and not line.nil_when_blank and not line.inside
    ]
    siblings = [line for line in beside if line.index not in totals] or beside
    if not siblings:
        return None, []
    alike = [line for line in siblings if _sign(around.rows.get(line.index)) == _sign(row)] or siblings
    return max(alike, key=lambda line: _nearest(row.caption, (line,))[1]), siblings


def _sign(row: Row | None) -> int:
    """The sign that most figures of a row are printed with; 0 where it has none."""
    values = [cell.reading.value for cell in row.cells if cell.reading.value] if row is not None else []
    total = sum(1 if value > 0 else -1 for value in values)
    return (total > 0) - (total < 0)


def _known(row: Row, model: Line, company: Company) -> Concept | None:
    """A concept that exists already under the caption of the row."""
    labels = {
        first_of(concept.label): concept
        for concept in company.concepts.values()
        if (concept.type, concept.period) == (model.concept.type, model.concept.period)
    }
    found = process.extractOne(
        tidy(row.caption),
        list(labels),
        scorer=fuzz.token_sort_ratio,
        processor=str.casefold,
        score_cutoff=_CALLED,
    )
    return labels[found[0]] if found else None


def _name(row: Row, siblings: Sequence[Line]) -> str:
    """A name in the manner of its siblings: CostOf..., ...Revenue."""
    printed = re.findall(r"[A-Za-z0-9]+", tidy(row.caption))
    words = [word.capitalize() if word.isupper() else word[:1].upper() + word[1:] for word in printed]
    names = [_WORD.findall(line.concept.name) for line in siblings]
    first, last = _common(names), _common([name[::-1] for name in names])[::-1]
    while first and first[-1] not in _SMALL:
        first.pop()
    if len(names) < 2:
        first, last = [], names[0][-1:]
    words = words if words[: len(first)] == first else [*first, *words]
    return "".join(words if last and words[-len(last) :] == last else [*words, *last])


def _common(names: Sequence[Sequence[str]]) -> list[str]:
    """The words with which all names begin; each keeps at least one word more."""
    found: list[str] = []
    for words in zip(*(name[:-1] for name in names), strict=False):
        if len(set(words)) > 1:
            break
        found.append(words[0])
    return found


def _concept(name: str, row: Row, model: Line, wanted: Wanted, company: Company) -> list[str]:
    like, caption = model.concept, tidy(row.caption)
    taken = {label for concept in company.concepts.values() for label in concept.label.values()}
    label = caption if caption not in taken else f"{caption} ({first_of(wanted.statement.title)})"
    doc = f"What is printed as {caption} in {first_of(wanted.statement.title)}"
    rows = [f"{name}:", f"  type: {like.type}"]
    rows += [f"  balance: {like.balance}"] if like.balance else []
    return [
        *rows,
        f"  period-type: {like.period}",
        f"  label: {_in_all(label, company)}",
        f"  doc: {_in_all(doc, company)}",
        f"  align: {_alignment(model, wanted)}",
    ]


def _in_all(text: str, company: Company) -> str:
    """A text in each language of the company; where it is not the release's language,
    marked for translation.
    """
    texts = ", ".join(f"{language}: {_quoted(text)}" for language in company.languages)
    foreign = [language for language in company.languages if language != company.language]
    return f"{{{texts}}}{f'  # translate {chr(44).join(foreign)}' if foreign else ''}"


def _alignment(model: Line, wanted: Wanted) -> str:
    """The alignment of the new concept: that of its sibling, or else below the total that sums both."""
    concepts = [model.concept]
    for rule in wanted.statement.sums:
        if model.index in (index for index, _ in rule.parts):
            concepts.append(wanted.statement.lines[rule.total].concept)
    for place, concept in enumerate(concepts):
        if concept.element is not None and concept.relation in (
            ("narrower",) if place == 0 else ("narrower", "exact")
        ):
            return f"{{narrower: {concept.element.removeprefix('us-gaap:')}}}"
    return "none"


def _where(around: Around) -> str:
    before, after = around.before, around.after
    if after is not None and (
        before is None or after.parent in (before.parent, before.index if before.heading else None)
    ):
        return f"in {after.place.file}, before line {after.place.line}:"
    assert before is not None
    return f"in {before.place.file}, after the line that begins in line {before.place.line}:"


def _quoted(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text == text.strip() else json.dumps(text, ensure_ascii=False)
