"""Checks concepts and statements once they are all read."""

from collections.abc import Iterable, Iterator

from tieout.core import Finding, Place
from tieout.definitions._languages import check_text
from tieout.definitions._statements import finding, nearest
from tieout.definitions.taxonomy import Concept, Sentence, Statement

_SUFFIXES = {
    "heading": "Abstract",
    "hypercube": "Table",
    "line-items": "LineItems",
    "axis": "Axis",
    "domain": "Domain",
    "member": "Member",
}
_MAX_LABEL = 511


def check_concepts(concepts: dict[str, Concept], languages: dict[str, str]) -> Iterator[Finding]:
    """Findings where names, types, texts and labels of concepts do not agree,
    or two share a standard label.
    """
    labels: dict[tuple[str, str], Concept] = {}
    for concept in concepts.values():
        yield from _check_concept(concept, concepts, languages)
        for language, label in concept.label.items():
            other = labels.setdefault((language, label), concept)
            if other is not concept:
                yield finding(
                    "label-twice",
                    f"{concept.name} has the same standard label as {other.name}: {label!r}",
                    "Standard labels are unique; give the printed caption on the statement's line.",
                    concept.place,
                    other.place,
                )


def _check_concept(
    concept: Concept, concepts: dict[str, Concept], languages: dict[str, str]
) -> Iterator[Finding]:
    name, place = concept.name, concept.place
    suffix = _SUFFIXES.get(concept.type)
    wrong = next((s for t, s in _SUFFIXES.items() if t != concept.type and name.endswith(s)), None)
    if (suffix and not name.endswith(suffix)) or (wrong and not suffix):
        yield finding(
            "suffix", f"{name} is a {concept.type}; its name says otherwise", "Mend name or type.", place
        )
    if concept.unit and concept.type != "decimal":
        yield finding(
            "unit", f"{name} is {concept.type} and has a unit of its own", "Make it a decimal.", place
        )
    if concept.balance and concept.type != "monetary":
        yield finding("balance", f"{name} is {concept.type} and has a balance", "Only money has one.", place)
    if concept.abstract and concept.period != "duration":
        yield finding(
            "period", f"{name} is abstract: its period is a duration", "Leave `period-type` out.", place
        )
    if (concept.type == "axis") != (concept.default is not None):
        yield finding(
            "default", f"{name}: an axis, and only an axis, has a default member", "Mend it.", place
        )
    if concept.default is not None and concept.default not in concepts:
        yield finding(
            "unknown-concept",
            f"{concept.default}, the default of {name}, is not defined",
            nearest(concept.default, concepts),
            place,
        )
    for what, texts in (("label", concept.label), ("doc", concept.doc), ("total-label", concept.total)):
        if texts is None:
            continue
        yield from check_text(f"{name} has no {what}", texts, languages, place)
    for label in concept.label.values():
        if label != label.strip() or "<" in label or len(label) > _MAX_LABEL:
            yield finding("label", f"{name}: a label is trimmed, short and without '<'", "Mend it.", place)


def check_languages(statements: tuple[Statement, ...], languages: dict[str, str]) -> Iterator[Finding]:
    """Findings for texts of a statement that lack a language of its company."""
    for statement in statements:
        texts = [("title", statement.title, statement.place)]
        texts += [("label", line.label, line.place) for line in statement.lines if line.label is not None]
        texts += [("note", line.note, line.place) for line in statement.lines if line.note is not None]
        texts += [("relation", relation.says, relation.place) for relation in statement.relations]
        for what, by_language, place in texts:
            yield from check_text(f"a {what} of {statement.name} is not there", by_language, languages, place)


def check_presented(statements: tuple[Statement, ...], sentences: Iterable[Sentence]) -> Iterator[Finding]:
    """Findings for sentences with figures that no statement shows: a report has to present each fact."""
    shown = {line.concept.name for statement in statements for line in statement.lines}
    for sentence in sentences:
        names = sorted({figure.concept.name for figure in sentence.figures.values()} - shown)
        if names:
            yield finding(
                "not-presented",
                f"{' and '.join(names)} of the sentence {sentence.name} stands in no statement",
                "Add a line for it to a statement: one without a table will do.",
                sentence.place,
            )


def check_statements(statements: tuple[Statement, ...]) -> Iterator[Finding]:
    """Findings where two statements share a name or place, or a concept has two labels for one role."""
    names: dict[str, Statement] = {}
    sorts: dict[int, Statement] = {}
    labels: dict[tuple[str, str], tuple[dict[str, str], Place]] = {}
    for statement in statements:
        for kind, other in (
            ("name", names.setdefault(statement.name, statement)),
            ("sort", sorts.setdefault(statement.sort, statement)),
        ):
            if other is not statement:
                yield finding(
                    "twice",
                    f"two statements have the {kind} of {statement.name}",
                    "Change one.",
                    statement.place,
                    other.place,
                )
        for line in statement.lines:
            if line.label is None or line.members:
                continue
            given, place = labels.setdefault((line.concept.name, line.label_role), (line.label, line.place))
            if given != line.label:
                yield finding(
                    "two-labels",
                    f"{line.concept.name} has two different {line.label_role} labels",
                    "A concept has one label for each role.",
                    line.place,
                    place,
                )
