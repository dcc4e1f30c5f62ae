"""Gives concepts to headings and to lines that have no figures by custom."""

from collections.abc import Sequence

from tieout.definitions import Concept
from tieout.draft.likeness import Lexicon
from tieout.draft.match import Matcher, alike_words
from tieout.draft.model import Drafted
from tieout.draft.own import Own

# How alike the words of a heading have to be, and those of a line that is blank.
_HEADING, _BLANK = 0.7, 0.85


def take_headings(
    drafted: Drafted,
    headings: Sequence[Concept],
    blank: Sequence[Concept],
    tools: tuple[Lexicon, Matcher, Own],
) -> None:
    """Proposes concepts of the base layer for the headings of a statement, the most alike first, each once.

    `blank` are the concepts of lines that print no figure by custom, such as commitments: each may be given
    too.
    """
    lexicon, matcher, own = tools
    scored: list[tuple[float, int, Concept]] = []
    for index, line in enumerate(drafted.lines):
        if not line.entry.heading:
            continue
        said = lexicon.terms(line.entry.caption)
        for concept in blank:
            likeness = matcher.words(said, concept, frozenset())
            if likeness >= _BLANK:
                line.blank = True
                line.proposal = own.proposal(concept, likeness, ("by custom it has no figure",))
        scored += [(matcher.words(said, c, frozenset()), index, c) for c in headings]
    used: set[str] = set()
    for likeness, index, concept in sorted(scored, key=lambda row: (-row[0], row[1], row[2].name)):
        line = drafted.lines[index]
        if likeness >= _HEADING and line.proposal is None and concept.name not in used:
            line.proposal = own.proposal(concept, likeness, (alike_words(likeness),))
            used.add(concept.name)
