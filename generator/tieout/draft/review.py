"""What a draft leaves to a person, the most doubtful first; and what of that is still open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tieout.core import Finding, Place
from tieout.definitions import Company, Line, Open, load_review, load_sureness
from tieout.draft.lay_out import undrafted
from tieout.draft.make import Draft
from tieout.draft.model import Line as Drafted
from tieout.draft.sheet import IN_LINE, Sheet
from tieout.draft.sheeted import Sheeted
from tieout.draft.uncovered import uncovered
from tieout.language import language_of
from tieout.layout import Release, same

COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A drafted line that a person has to look at: where it is printed, and where it is defined."""

    line: Drafted
    statement: str
    printed: Place
    defined: Place

    @property
    def score(self) -> int:
        """How sure the proposal is, 0 to 100."""
        return self.line.proposal.score if self.line.proposal is not None else 0


def doubts(draft: Draft, company: Company, release: Release) -> list[Doubt]:
    """The doubtful lines, the most doubtful first. `company` is the draft as it has been written."""
    found = []
    for one in draft.statements:
        defined = {s.name: s for s in company.statements}.get(one.name)
        lines = list(defined.lines) if defined is not None else []
        for line in one.drafted.lines:
            proposal = line.proposal
            if proposal is None or proposal.score >= load_sureness().sure_from or line.entry.heading:
                continue
            at = next((ln for ln in lines if _is(ln, line.entry.caption, proposal.concept.name)), None)
            if at is not None:
                lines.remove(at)
                found.append(Doubt(line, one.name, _printed(line, release), at.place))
    return sorted(found, key=lambda doubt: (doubt.score, doubt.printed.line))


def _printed(line: Drafted, release: Release) -> Place:
    """Where a line is printed, in the file that a person opens."""
    place = Place(release.file, line.entry.line, line.entry.column)
    (finding,) = (release.located(Finding("draft.open", "", places=(place,))),)
    return finding.places[0]


def review(draft: Draft, found: Sequence[Doubt], company: Company) -> dict[str, object]:
    """The review as `review.yaml` has it."""
    languages = tuple(company.languages)
    names = [name for name in draft.concepts if len(languages) > 1]
    names += [one.name for one in draft.statements if len(languages) > 1 and len({*one.title.values()}) == 1]
    said: dict[str, object] = {}
    if found:
        said["open"] = [_entry(doubt) for doubt in found]
    if names:
        said["translate"] = names
    if notes := [*_notes(draft), *uncovered(draft, language_of(company).is_total)]:
        said["notes"] = notes
    return said


def _entry(doubt: Doubt) -> dict[str, object]:
    proposal = doubt.line.proposal
    assert proposal is not None
    under = {"under": doubt.line.entry.under} if doubt.line.entry.under else {}
    others = {other.concept.name: other.score for other in doubt.line.others}
    return {
        "line": doubt.line.entry.caption,
        **under,
        "printed-at": _at(doubt.printed),
        "edit": _at(doubt.defined),
        "statement": doubt.statement,
        "concept": proposal.concept.name,
        "score": proposal.score,
        "why": "; ".join(proposal.why),
        **({"or": others} if others else {}),
        "settled": False,
    }


def _at(place: Place) -> str:
    if place.source is not None and not place.source.line:
        return place.source.within(place.file)
    return f"{place.file}:{place.source.line if place.source is not None else place.line}"


def _notes(draft: Draft) -> Iterator[str]:
    """Further notes for the person: what was left out, and what could not be read."""
    for one in draft.statements:
        for sheet in one.drafted.group.sheets:
            yield from _unclear(sheet)
    for table in draft.left:
        yield f"line {table.line}: {undrafted(table)} is not drafted"
    for one in draft.statements:
        lines = one.drafted.lines
        for name, why in one.left_out.items():
            yield f"{one.name}, {name}: the relation is left out: {why}"
        for index, why in one.settled.notes:
            yield f'{one.name}, "{lines[index].entry.caption}": {why}'
        for index in one.settled.sums:
            if unread := one.drafted.outline.totals[index].unread:
                periods = ", ".join(map(str, unread))
                yield (
                    f'{one.name}, "{lines[index].entry.caption}": a cell of {periods} cannot be read; '
                    "the other columns show the sum"
                )


def _unclear(sheet: Sheet) -> Iterator[str]:
    """What of a table's columns was not understood, a sentence each."""
    line = sheet.table.line
    for head in sheet.undated:
        named = f'the column "{head.text}" names no period' if head.text else "a column has no head"
        yield f"line {line}: {named} that is understood and is not drafted"
    if sheet.unit == IN_LINE and sheet.dated == "columns" and (above := sheet.table.captions[-1:]):
        yield (
            f'line {line}: no line above the table names a unit, the nearest is "{above[0]}": its amounts '
            "are drafted in the unit that its captions name, or in none"
        )


# What is still open ----------------------------------------------------------------------------------------


def unsettled(company: Company) -> tuple[Finding, ...]:
    """The drafted choices that nobody has accepted or changed yet, as findings.

    First those whose line is no longer there, then the doubtful ones, then texts that are not translated.
    """
    left = load_review(company.folder)
    if left is None:
        return ()
    lines: dict[str, Sequence[Line]] = {s.name: s.lines for s in company.statements}
    misplaced: list[Finding] = []
    found: list[Finding] = []
    for entry in left.open:
        there = lines.get(entry.statement, ())
        line = next((line for line in there if _is(line, entry.line, entry.concept)), None)
        if entry.concept in entry.others:
            # A draft is not the next best of itself: a person wrote it here.
            misplaced += [_misplaced(entry)] if line is None else []
        elif line is not None and not entry.settled:
            found.append(_open(entry, line))
    texts = {name: concept.label for name, concept in company.own.concepts.items()}
    texts |= {statement.name: statement.title for statement in company.statements} | {COMPANY: company.name}
    same_words = [(name, place) for name, place in left.translate if _same_in_all(texts.get(name, {}))]
    return (*misplaced, *found, *_untranslated(same_words))


def _same_in_all(text: dict[str, str]) -> bool:
    """Whether a text is the same in several languages, and so not translated yet."""
    return len(text) > 1 and len({*text.values()}) == 1


def _is(line: Line, caption: str, concept: str) -> bool:
    return line.concept.name == concept and any(_alike(said, caption) for said in line.captions)


def _alike(said: str, caption: str) -> bool:
    """Whether a recorded caption is that of a line, apart from the amounts in it."""
    return same(said, caption) or (
        "{" in said and same(said.split("{", maxsplit=1)[0], caption[: len(said.split("{", maxsplit=1)[0])])
    )


def _open(entry: Open, line: Line) -> Finding:
    others = ", ".join(f"{name} ({score})" for name, score in entry.others.items())
    such = f", such as {others}," if others else ""
    return Finding(
        "draft.open",
        f'"{entry.line}" is drafted as {entry.concept}, sure to {entry.score} of 100: {entry.why}',
        f"If it is right, say `settled: true` in {entry.place.file}; if not, write another concept{such} in "
        "the statement, for the line and under `of` of its total.",
        (line.place, entry.place),
    )


def _misplaced(entry: Open) -> Finding:
    return Finding(
        "draft.misplaced",
        f'the review has {entry.concept} for "{entry.line}", and {entry.statement} has another concept',
        "What counts stands in the statement: write it there, for the line and under `of` of its total.",
        (entry.place,),
    )


def _untranslated(names: Sequence[tuple[str, Place]]) -> Iterator[Finding]:
    if not names:
        return
    told = ", ".join(name for name, _ in names[:5]) + (" …" if len(names) > 5 else "")
    yield Finding(
        "draft.untranslated",
        f"{len(names)} texts are the same in every language: {told}",
        "Translate them, or take the names that are so in each language out of `translate`.",
        tuple(place for _, place in names[:1]),
    )


def shown(one: Sheeted) -> tuple[int, int]:
    """The number of lines of a statement, and how many of them are sure."""
    lines = [line for line in one.drafted.lines if not line.entry.heading and line.proposal is not None]
    sure_from = load_sureness().sure_from
    return len(lines), sum(line.proposal.score >= sure_from for line in lines if line.proposal is not None)
