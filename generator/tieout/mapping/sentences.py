"""Maps the sentences of a release: figures in prose, and in rows that no statement reads."""

import re
import textwrap
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process, utils

from tieout.core import BETWEEN_SENTENCES, Finding, Period, Place
from tieout.definitions import Company, Members, ReleaseDefinition, Sentence, SentenceFigure
from tieout.language import Language
from tieout.layout import Release
from tieout.mapping.model import Missing, Printed
from tieout.mapping.wordings import Match, Wording, hidden, plain

# Marks of emphasis and raised footnote numbers: they are blanked, so that offsets stay.
_MARKS = re.compile(r"</?[A-Za-z][^<>]{0,100}>|[⁰¹²³⁴-⁹]+")

_LONG = 200


@dataclass(frozen=True, slots=True)
class _Passage:
    """Lines between two tables of statements, as one text; `shown` is the form that wordings search."""

    text: str
    shown: str
    starts: tuple[int, ...]
    first: int

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        index = bisect_right(self.starts, offset) - 1
        return self.first + index, offset - self.starts[index] + 1


@dataclass(frozen=True, slots=True)
class _Found:
    """A sentence found in a passage, and the dates in it that are wrong."""

    number: int
    passage: _Passage
    match: Match
    sentence: Sentence
    wrong: tuple[Finding, ...]

    @property
    def length(self) -> int:
        return self.match.end - self.match.start

    @property
    def spots(self) -> tuple[tuple[int, int], ...]:
        """The characters of its figures, by their positions."""
        return tuple(
            (self.number, offset)
            for said in self.match.figures
            for offset in range(said.start, said.start + len(said.text))
        )


def map_sentences(
    release: Release, definition: ReleaseDefinition, language: Language, claimed: set[int]
) -> tuple[list[Printed], list[Finding], list[Missing]]:
    """The figures of every known sentence, findings for wrong dates, and sentences that are missing.

    `claimed` are the numbers of the tables that statements read. Where two sentences could read one figure,
    the longer wording does; of two equally long ones, the one whose dates are right.
    """
    passages = tuple(_passages(release, definition, claimed))
    found, findings = _found(release, definition, language, passages)
    taken: dict[tuple[int, int], _Found] = {}
    printed: list[Printed] = []
    for one in sorted(found, key=lambda f: (-f.length, bool(f.wrong), f.number, f.match.start)):
        spots = one.spots
        rivals = [taken[spot] for spot in spots if spot in taken]
        if rivals:
            findings += _ambiguous(release, one, rivals[0])
            continue
        taken |= dict.fromkeys(spots, one)
        findings += one.wrong
        if not one.wrong:
            findings += _unreadable(release, one)
            printed += _printed(release, definition, one)
    seen = {one.sentence.name for one in taken.values()}
    lost = [sentence for sentence in definition.company.sentences if sentence.name not in seen]
    left = _left(release, passages, taken) if lost else {}
    missing = [
        Missing(
            _missing(release, sentence, left),
            sentence.optional,
            tuple(_key(definition, wanted) for wanted in sentence.figures.values()),
        )
        for sentence in lost
    ]
    return sorted(printed, key=lambda one: (one.place.line, one.place.column)), findings, missing


def _found(
    release: Release, definition: ReleaseDefinition, language: Language, passages: tuple[_Passage, ...]
) -> tuple[list[_Found], list[Finding]]:
    found: list[_Found] = []
    _, findings = _wordings(definition.company)
    for number, passage in enumerate(passages):
        for sentence, match in _matches(definition.company, passage.text, passage.shown):
            wrong = tuple(_misdated(release, definition, language, passage, match, sentence))
            found.append(_Found(number, passage, match, sentence, wrong))
    return found, list(findings)


@lru_cache(maxsize=256)
def _matches(company: Company, text: str, shown: str) -> tuple[tuple[Sentence, Match], ...]:
    """All sentences in a passage. The result is kept,
    since a company's texts are read again with few changes.
    """
    return tuple(
        (sentence, match)
        for sentence, wordings in _wordings(company)[0]
        for wording in wordings
        for match in wording.find(text, shown)
    )


@lru_cache(maxsize=8)
def _wordings(
    company: Company,
) -> tuple[tuple[tuple[Sentence, tuple[Wording, ...]], ...], tuple[Finding, ...]]:
    """The wordings of every sentence, compiled once; one that cannot be compiled is a finding."""
    compiled: list[tuple[Sentence, tuple[Wording, ...]]] = []
    findings: list[Finding] = []
    for sentence in company.sentences:
        try:
            wordings = tuple(Wording(wording, sentence, company) for wording in sentence.wordings)
        except (ValueError, re.error) as error:
            message = f"the sentence {sentence.name} cannot be used: {error}"
            mend = "docs/new-company.md tells what may stand in braces and brackets."
            findings.append(Finding("mapping.sentence-wording", message, mend, (sentence.place,)))
            continue
        compiled.append((sentence, wordings))
    return tuple(compiled), tuple(findings)


def _left(
    release: Release, passages: tuple[_Passage, ...], taken: Mapping[tuple[int, int], object]
) -> dict[int, str]:
    """The lines with figures that no sentence reads, by line number."""
    numbers = {
        passage.at(digit.start())[0]
        for number, passage in enumerate(passages)
        for digit in re.finditer(r"\d", passage.shown)
        if (number, digit.start()) not in taken
    }
    return {number: release.lines[number - 1] for number in sorted(numbers)}


def _prose(release: Release, claimed: set[int]) -> Iterator[tuple[int, str]]:
    """The lines outside the tables of statements, by line number."""
    read = {line for table in release.tables if table.number in claimed for line in table.lines}
    yield from ((number, line) for number, line in enumerate(release.lines, 1) if number not in read)


def _passages(release: Release, definition: ReleaseDefinition, claimed: set[int]) -> Iterator[_Passage]:
    forms = tuple(pattern for pattern, _ in definition.company.vocabulary.not_figures)
    passage: list[tuple[int, str]] = []
    for number, line in [*_prose(release, claimed), (0, "")]:
        if passage and number != passage[-1][0] + 1:
            texts, shown = zip(*(_shown(line, forms) for _, line in passage), strict=True)
            starts = [0]
            for text in texts[:-1]:
                starts.append(starts[-1] + len(text) + 1)
            yield _Passage("\n".join(texts), "\n".join(shown), tuple(starts), passage[0][0])
            passage = []
        passage.append((number, line))


@lru_cache(maxsize=10_000)
def _shown(line: str, forms: tuple[str, ...]) -> tuple[str, str]:
    """A line without footnote marks, and in the form that wordings search:
    plain, without numbers like "Note 9".
    """
    text = shown = _MARKS.sub(lambda mark: " " * len(mark[0]), line)
    for form in forms:
        for match in re.finditer(form, line):
            start, end = match.span()
            shown = shown[:start] + hidden(shown[start:end]) + shown[end:]
    return text, plain(shown)


def _key(definition: ReleaseDefinition, wanted: SentenceFigure) -> tuple[str, Members, Period]:
    (period, *_) = definition.periods[wanted.at]
    flow = wanted.concept.period == "duration" or period.instant
    return wanted.concept.name, wanted.members, period if flow else period.closing()


def _printed(release: Release, definition: ReleaseDefinition, found: _Found) -> Iterator[Printed]:
    company = definition.company
    for said in found.match.figures:
        wanted = found.sentence.figures[said.name]
        if said.figure is not None:
            yield Printed(
                concept=wanted.concept,
                members=wanted.members,
                period=_key(definition, wanted)[2],
                measure=company.measure(wanted.concept),
                figure=said.figure,
                text=said.text,
                place=_place(release, found, said.start),
                statement=found.sentence.name,
                line=-1,
            )


def _place(release: Release, found: _Found, offset: int) -> Place:
    words = " ".join(found.passage.text[found.match.start : found.match.end].split())
    short = words if len(words) <= 60 else f"{words[:59]}…"
    return Place(release.file, *found.passage.at(offset), "", short)


def _unreadable(release: Release, found: _Found) -> Iterator[Finding]:
    for said in found.match.figures:
        if said.figure is None:
            yield Finding(
                "mapping.sentence-unreadable",
                f'"{said.text}" cannot be read: {said.why}',
                "Mend the figure in the release.",
                (_place(release, found, said.start), found.sentence.place),
            )


def _ambiguous(release: Release, one: _Found, rival: _Found) -> Iterator[Finding]:
    """A finding for two sentences that claim the same words, as nothing tells which is meant."""
    equal = one.length == rival.length and one.match.start == rival.match.start
    if equal and one.sentence.name != rival.sentence.name and not one.wrong and not rival.wrong:
        yield Finding(
            "mapping.sentence-ambiguous",
            f"{one.sentence.name} and {rival.sentence.name} both read the same words",
            "Word one of them so that it does not.",
            (_place(release, one, one.match.start), one.sentence.place, rival.sentence.place),
        )


def _misdated(
    release: Release,
    definition: ReleaseDefinition,
    language: Language,
    passage: _Passage,
    match: Match,
    sentence: Sentence,
) -> Iterator[Finding]:
    for name, printed, offset in match.dates:
        due = definition.periods.get(name, ())
        period = language.period(printed)
        if period is None or not any(_same(period, one) for one in due):
            expected = ", ".join(str(one) for one in due) or "a period that has this name"
            yield Finding(
                "mapping.sentence-period",
                f'the sentence speaks of "{printed}", expected is {expected}',
                "Mend the release, or the fiscal year and quarter in release.yaml. A wording has `...` where "
                "a date may be any.",
                (Place(release.file, *passage.at(offset)), sentence.place),
            )


def _same(printed: Period, due: Period) -> bool:
    """Whether a printed date is that of the period; a duration may be named by its last day."""
    return printed == due or (printed.instant and printed.end == due.end)


def _missing(release: Release, sentence: Sentence, lines: dict[int, str]) -> Finding:
    """The finding that a sentence is missing, with the most similar pair of wording and text."""
    nearest: tuple[float, int, str] | None = None
    for wording in sentence.wordings:
        said = wording.replace("{subject}", "".join(sentence.subject[:1]))
        wanted = re.sub(r"[][|]|\{[^}]*\}", " ", said)
        found = process.extractOne(wanted, lines, scorer=fuzz.partial_ratio, processor=utils.default_process)
        if found is not None and (nearest is None or found[1] > nearest[0]):
            nearest = found[1], found[2], wanted
    mend = "Add the wording to the sentence, or say `optional: true` there."
    place = Place(release.file)
    if nearest is not None:
        _, line, wanted = nearest
        parts = BETWEEN_SENTENCES.split(lines[line])
        like = process.extractOne(wanted, parts, scorer=fuzz.partial_ratio, processor=utils.default_process)
        text = " ".join((like[0] if like is not None else lines[line]).split())
        mend = f'The nearest text is "{textwrap.shorten(text, _LONG, placeholder=" …")}". {mend}'
        place = Place(release.file, line)
    return Finding(
        "mapping.sentence-missing",
        f"nothing in the release says {sentence.name} in a known wording",
        mend,
        (place, sentence.place),
    )
