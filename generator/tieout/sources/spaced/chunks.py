"""Divides a line that is set with spaces into chunks between gaps, and finds the figures among them."""

import re
from dataclasses import dataclass

from tieout.document.typography import CURRENCY_SIGN, RAISED

_MINUS = "-−–△▲"
# A figure or a dash in place of one, with its signs, which may be apart by spaces: `$  1,234`, `$ (3.86)`,
# `( 115 )`, `12.5 %`, `$   -`.
_FIGURE = re.compile(
    rf"(?<!\S)(?:(?P<sign>{CURRENCY_SIGN})\s{{1,12}})?"
    rf"(?P<amount>{CURRENCY_SIGN}?(?:\(\s{{0,8}})?(?:{CURRENCY_SIGN}\s{{0,8}})?(?:[{_MINUS}]\s?)?"
    rf"(?:\d[\d.,'’]*|[.,]\d+)(?<![.,'’])"
    rf"[{_MINUS}]?(?:\s?%)?(?:\s?\))?(?:\s?%)?(?:\s?[{RAISED}*†‡§]+|\([a-z0-9]\))?"
    rf"|{CURRENCY_SIGN}?[-–—―−]{{1,3}}(?:\s?%)?)(?!\S)"
)
_RULES = frozenset(" \t-=_–—")
_RULE = re.compile(r"[-=_–—]+")
_RULE_LENGTH = 4
# No table is set wider, in characters.
_WIDEST = 1_000
# Dots that lead from a label to its figures.
_LEADERS = re.compile(r"(?:\.[ .]*){3,}|(?:[·…‥][ ·…‥]*)+")
# A line of more chunks is no row of a table that anybody sets.
_MOST_CHUNKS = 100
_GAP = re.compile(r"\s{2,}|\t")
# A figure right before, as two columns may be but one space apart.
_ENDS_IN_FIGURE = re.compile(r"(?:\s|^)\S*[\d)%*]\s$|\s{2}[-–—]{1,3}\s$")
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Text between gaps: the characters [start, end) of its line. `sign` is a currency sign before a figure.

    A header may get the span of what it stands over; then `begin` is where its text begins.
    """

    start: int
    end: int
    text: str
    figure: bool = False
    sign: str = ""
    begin: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line as set. `rules` are the stretches of a line that only draws rules."""

    chunks: tuple[Chunk, ...] = ()
    rules: tuple[Chunk, ...] = ()

    @property
    def figures(self) -> tuple[Chunk, ...]:
        """The figures among the chunks."""
        return tuple(chunk for chunk in self.chunks if chunk.figure)

    @property
    def blank(self) -> bool:
        """Whether it has neither text nor a rule."""
        return not self.chunks and not self.rules

    @property
    def is_row(self) -> bool:
        """Whether it looks like a row: a label with figures behind it, or several figures.

        In justified prose a figure may stand between gaps, but words follow it.
        """
        first = next((number for number, chunk in enumerate(self.chunks) if chunk.figure), None)
        if first is None or (first == 0 and len(self.figures) < 2):
            return False
        return not any(not chunk.figure and _WORD.search(chunk.text) for chunk in self.chunks[first:])


def line_of(text: str) -> Line:
    """Divides a line; one that is wider than any table is prose."""
    if len(text) > _WIDEST:
        return Line((Chunk(0, len(text), text),) if text.strip() else ())
    plain = _LEADERS.sub(_blank, text)
    if text.strip() and _RULES.issuperset(text):
        rules = tuple(Chunk(found.start(), found.end(), found[0]) for found in _RULE.finditer(text))
        if any(len(rule.text) >= _RULE_LENGTH for rule in rules):
            return Line(rules=rules)
    chunks: list[Chunk] = []
    at = 0
    for found in _FIGURE.finditer(plain):
        if not _stands_alone(plain, found):
            continue
        chunks += _texts(plain, at, found.start())
        chunks.append(_figure(found))
        at = found.end()
    chunks += _texts(plain, at, len(plain))
    return Line(tuple(chunks)) if len(chunks) <= _MOST_CHUNKS else Line((Chunk(0, len(text), text.strip()),))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _stands_alone(line: str, found: re.Match[str]) -> bool:
    """Whether a figure is a cell: each side has a gap, another figure, or the edge of the line."""
    before, after = line[: found.start()], line[found.end() :]
    if not before.strip() and not any(character.isdigit() for character in found["amount"]):
        # A dash before an item of a list.
        return False
    behind_gap = not before.strip() or before[-2:].isspace() or _ENDS_IN_FIGURE.search(before[-40:])
    before_gap = not after.strip() or after[:2].isspace() or _FIGURE.match(after.lstrip())
    return bool(behind_gap and before_gap)


def _figure(found: re.Match[str]) -> Chunk:
    amount = re.sub(r"(?<=\()\s+|\s+(?=[)%])", "", found["amount"])
    return Chunk(found.start(), found.end(), amount, True, found["sign"] or "")


def figure_at_end(chunk: Chunk) -> Chunk | None:
    """The figure at the end of a text, behind one space; None where the text ends in a word."""
    text, _, last = chunk.text.rpartition(" ")
    if not text or not any(character.isdigit() for character in last) or not _FIGURE.fullmatch(last):
        return None
    return Chunk(chunk.end - len(last), chunk.end, last, True)


def _texts(line: str, start: int, end: int) -> list[Chunk]:
    """The chunks of text in a stretch of a line."""
    chunks: list[Chunk] = []
    at = start
    part = line[start:end]
    for gap in [*_GAP.finditer(part), None]:
        upto = end if gap is None else start + gap.start()
        text = line[at:upto]
        if bare := text.strip():
            begin = at + len(text) - len(text.lstrip())
            chunks.append(Chunk(begin, begin + len(bare), bare))
        at = end if gap is None else start + gap.end()
    return chunks
