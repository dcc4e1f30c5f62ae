"""Finds the facts that the words of a sentence name, by their captions and labels."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tieout.contact.prose.phrases import finder
from tieout.definitions import Company, Concept, ProseWords, load_drafting
from tieout.draft import PARENT, Lexicon
from tieout.facts import Fact, FactSet
from tieout.layout import tidy

# Words with digits, 1Q18, are no names; nor are the marks of footnotes, which have run into words.
_DIGITS = re.compile(r"(?<!\w)\w*\d\w*|[¹²³⁰⁴-⁹®™*†‡]+")
_LONGEST = 4_000
# `of` and `and` are in no abbreviation.
_SMALL = 3
_CAPITALS = re.compile(r"(?<![A-Za-z&])[A-Z][A-Z&]{1,5}(?![A-Za-z&])")
# `systems integration (SI)`
_ABBREVIATION = re.compile(
    r"((?:[A-Za-z-]+\s+(?:[a-z&]{1,3}\s+)?){2,7})[(][\"“']?([A-Z][A-Z&]{1,5})[\"”']?[)]"
)
_SHORTEST_INITIALS = 3
_SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a fact: the `words` that a sentence must contain, and all `known` words that describe the
    fact.

    `above` are words of the titles of its tables, which may describe other lines too.
    """

    fact: Fact
    words: frozenset[str]
    known: frozenset[str]
    above: frozenset[str]


@dataclass(frozen=True, slots=True)
class Named:
    """A fact that words name. `rest` are the words that neither its names nor its titles explain."""

    fact: Fact
    name: frozenset[str]
    rest: frozenset[str]
    known: frozenset[str]


class Names:
    """The names of all facts of a release."""

    def __init__(
        self,
        facts: FactSet,
        company: Company,
        words: ProseWords,
        lines: Sequence[str],
    ) -> None:
        """`lines` are those of the release, which explain its abbreviations."""
        self._short: dict[str, str] = {}
        self._counted: dict[str, frozenset[str]] = {}
        self._found: dict[tuple[frozenset[str], str], list[Named]] = {}
        wordings = load_drafting(company.language).words
        self._company = company
        self._spelled = words.spelled
        self._called = words.called
        self._own = finder(words.own)
        self._first = _first_word(company, lines)
        self._lexicon = Lexicon(wordings, (), _called(company))
        # `Non-GAAP` is one word.
        joined = "|".join(map(re.escape, words.joined)) or "(?!)"
        self._joined = re.compile(rf"\b({joined})[-\u2010\u2011\u2013 ](?=\w)", re.IGNORECASE)
        self._usual = wordings.usual
        self._parents = frozenset((PARENT, *(self._lexicon.form(word) for word in words.parents)))
        self._alike = {
            self._lexicon.form(a): self._lexicon.form(one) for one, some in words.alike.items() for a in some
        }
        times = [said for some in (words.earlier, words.against) for texts in some.values() for said in texts]
        nothing = (*words.plain, *words.verbs, *words.compared, *times)
        self._plain = frozenset(form for text in nothing for form in self._lexicon.terms(text).words)
        self._turns = frozenset(
            form for text in (*words.rises, *words.falls) for form in self._lexicon.terms(text).words
        )
        self._limits = finder(words.parts)
        self._headings = frozenset(
            form for text in words.headings for form in self._lexicon.terms(text).words
        )
        self._net = frozenset(self._lexicon.form(word) for word in words.net)
        self._revenue = self._lexicon.form(words.revenue)
        self._kinds = {kind: frozenset(said) for kind, said in words.share_kinds.items()}
        # `GAAP` says no more when it is written out.
        self._short = {
            short: long for short, long in _abbreviations(lines) if short.casefold() not in words.plain
        }
        self._rows: defaultdict[str, set[str]] = defaultdict(set)
        for fact_id, printed in facts.printed:
            self._rows[fact_id].add(tidy(printed.place.row))
        self._names = [name for fact in facts.facts for name in self._of(fact)]
        self._of_unit: defaultdict[str, list[Name]] = defaultdict(list)
        for name in self._names:
            self._of_unit[name.fact.unit.measure if name.fact.unit is not None else ""].append(name)
        self.measures = tuple(
            dict.fromkeys(fact.unit.measure for fact in facts.facts if fact.unit is not None)
        )
        whole = (name for name in self._names if not name.fact.context.members)
        self._whole = frozenset(word for name in whole for word in name.known)
        members = {member for fact in facts.facts for _, member in fact.context.members}
        self._parts = self._counting(" ".join(map(self._label, sorted(members)))) - self._whole
        self._siblings: defaultdict[tuple[object, ...], list[Fact]] = defaultdict(list)
        for fact in facts.facts:
            self._siblings[_line(fact)].append(fact)

    # Words -------------------------------------------------------------------------------------------

    def words(self, text: str) -> frozenset[str]:
        """The words of a text that can name something, each in its basic form."""
        return self._counting(text) - self._turns

    def _counting(self, text: str) -> frozenset[str]:
        found = self._counted.get(text)
        if found is None:
            found = self._counted[text] = self._split(text)
        return found

    def _split(self, text: str) -> frozenset[str]:
        plain = self._joined.sub(r"\1", _DIGITS.sub(" ", text))
        for short, long in self._spelled.items():
            plain = plain.replace(short, long)
        plain = self._own.sub(_own, self._first.sub(PARENT, plain))
        plain = _CAPITALS.sub(lambda found: self._short.get(found[0], found[0]), plain)
        words = {self._alike.get(word, word) for word in self._lexicon.terms(plain).words}
        if self._revenue in words:
            words -= self._net
        return frozenset(words) - self._plain

    def heading(self, text: str) -> frozenset[str]:
        """The words of a text that stands above others or before them, without those of every heading."""
        return self.words(text) - self._headings

    def apart(self, section: str) -> frozenset[str]:
        """The words of a heading that limit the figures below it to a part;
        empty where it is of the whole.
        """
        said = frozenset(found.casefold() for found in self._limits.findall(section))
        return self.limiting(self._counting(section)) - self._turns - self._headings | said

    def limiting(self, words: frozenset[str]) -> frozenset[str]:
        """Those of some words that no figure of the whole company is called by."""
        return words - self._whole

    def parts(self, words: frozenset[str]) -> frozenset[str]:
        """Those of some words that name a part of the company, such as a segment."""
        return words & self._parts

    # Facts -------------------------------------------------------------------------------------------

    def named(self, words: frozenset[str], measure: str) -> list[Named]:
        """The facts in a unit that some words name, each by its longest name."""
        known = self._found.get((words, measure))
        if known is None:
            known = self._found[words, measure] = self._named(words, measure)
        return known

    def _named(self, words: frozenset[str], measure: str) -> list[Named]:
        found: dict[str, Named] = {}
        for name in self._of_unit[measure]:
            if not name.words <= words:
                continue
            best = found.get(name.fact.id)
            if best is None or len(best.name) < len(name.words):
                found[name.fact.id] = Named(
                    name.fact, name.words, words - name.known - name.above, name.known
                )
        return list(found.values())

    def speaking_of(self, words: frozenset[str], like: Fact) -> list[Fact]:
        """The facts of the unit and the time of one whose names have all of some words, and maybe more."""
        near = (name.fact for name in self._names if words - {PARENT} <= name.words)
        return [one for one in near if (one.unit, one.context.period) == (like.unit, like.context.period)]

    def siblings(self, fact: Fact) -> Sequence[Fact]:
        """The facts of the same line and unit, for all periods."""
        return self._siblings[_line(fact)]

    def share_kind(self, text: str) -> str:
        """`basic` or `diluted`, as the words of an amount per share say; "" for neither or both."""
        words = set(re.findall(r"[^\W\d_]+", text.casefold()))
        found = [kind for kind, said in self._kinds.items() if words & said]
        return found[0] if len(found) == 1 else ""

    def fact_kind(self, fact: Fact) -> str:
        """`basic` or `diluted`, as captions and label of a fact per share say; "" for neither or both."""
        captions = " ".join(self._rows[fact.id])
        return self.share_kind(f"{captions} {fact.concept.label.get(self._company.language, '')}")

    def _of(self, fact: Fact) -> Iterator[Name]:
        if fact.figure is None or fact.unit is None:
            return
        label = fact.concept.label.get(self._company.language, "")
        members = [self._label(member) for _, member in fact.context.members]
        own = self._counting(" ".join(members))
        rows = {tidy(place.row) for place in fact.places if place.row} | self._rows[fact.id]
        above = self._counting(" ".join({place.table for place in fact.places}))
        heads = {place.head for place in fact.places}
        known = self._counting(" ".join((label, *members, *rows, *heads))) | {PARENT} | own
        bases = [self._counting(row) for row in sorted(rows)]
        usual = (*self._usual.get(fact.concept.name, ()), *self._called.get(fact.concept.name, ()))
        bases += [self._counting(text) for text in (label, *usual)]
        # Net income is that of the parent where the prose says no more.
        bases += [base - self._parents for base in bases if PARENT in base]
        # What something moved by is no amount of that, though its row is called the same.
        turns = self._counting(label) & self._turns
        bases = [base | turns for base in bases if base]
        if "/" in fact.unit.measure:
            bases = [base or self._counting(label) for base in bases]
        for base in dict.fromkeys(bases):
            yield from ()
            # A row may be named after the member alone; else its words and the member's make the name.
            words = base | own
            if not words:
                continue
            yield Name(fact, words, known | words, above)
            if self._net < words:
                yield Name(fact, words - self._net, known | words, above)

    def _label(self, name: str) -> str:
        concept: Concept | None = self._company.concepts.get(name)
        label = concept.label.get(self._company.language, "") if concept is not None else ""
        return re.sub(r"\[[^\]]*\]", " ", label)


def _own(match: re.Match[str]) -> str:
    """A word that no other stands for."""
    return f"{match[0].casefold().rstrip('s')}own"


def _called(company: Company) -> Iterable[str]:
    """What a company may be called: its names, the same without their last word, its initials."""
    for name in {company.name.get(company.language, ""), company.publisher}:
        words = [word.strip(",.") for word in name.split()]
        yield name
        yield " ".join(words[:-1])
        initials = "".join(word[0] for word in words[:-1] if word)
        if len(initials) >= _SHORTEST_INITIALS:
            yield initials


def _first_word(company: Company, lines: Sequence[str]) -> re.Pattern[str]:
    """The first word of a company's name where it stands for the whole, `Antero's debt`; it does not in
    `Antero Midstream`, nor where the release writes it small: `bridge loans`.
    """
    first = (company.name.get(company.language, "") or company.publisher).split(" ")[0].strip(",.")
    small = re.compile(rf"\b{re.escape(first.casefold())}\b")
    if len(first) < _SHORTEST_NAME or any(small.search(line) for line in lines):
        return re.compile("(?!)")
    forms = "|".join(re.escape(form) for form in sorted({first, first.title(), first.upper()}))
    return re.compile(rf"(?<![\w-])(?:{forms})(?!\w|-|\s+[A-Z])")


def _abbreviations(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Abbreviations in brackets, with the words before them whose initials they are."""
    for line in lines:
        if "(" not in line:
            continue
        for found in _ABBREVIATION.finditer(line[:_LONGEST]):
            words = found[1].split()
            letters = [letter.casefold() for letter in found[2] if letter.isalpha()]
            for start in range(len(words)):
                initials = [word[0].casefold() for word in words[start:] if word[0].isalpha()]
                small = [w[0].casefold() for w in words[start:] if len(w) > _SMALL or not w.islower()]
                if letters in (initials, small):
                    yield found[2], f"{' '.join(words[start:])} "
                    break


def _line(fact: Fact) -> tuple[object, ...]:
    instant = fact.context.period.instant
    return fact.concept.name, fact.context.members, fact.unit.measure if fact.unit else "", instant
