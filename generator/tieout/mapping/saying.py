"""What one sentence reads of a release, by itself: for a person who is about to write it."""

from dataclasses import replace

from tieout.core import Finding
from tieout.definitions import ReleaseDefinition, Sentence
from tieout.language import language_of
from tieout.layout import Release
from tieout.mapping.model import Printed
from tieout.mapping.sentences import map_sentences
from tieout.mapping.tables import pair_tables, wanted_tables


def said_by(
    release: Release, definition: ReleaseDefinition, sentence: Sentence
) -> tuple[tuple[Printed, ...], tuple[Finding, ...]]:
    """The figures that one sentence reads, and its findings, as if there were no other sentences."""
    alone = replace(definition, company=replace(definition.company, sentences=(sentence,)))
    language = language_of(alone.company)
    pairs, _ = pair_tables(release, wanted_tables(definition.company.statements), language)
    read = {table.number for _, table in pairs}
    printed, findings, missing = map_sentences(release, alone, language, read)
    return tuple(printed), (*findings, *(one.finding for one in missing))
