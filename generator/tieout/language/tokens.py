"""Splits a text into tokens: words, digits and signs, with what is printed between them.

`Three months ended Mar. 31, 2025` becomes `three months ended mar 31 2025`. White space, commas, full stops,
hyphens and apostrophes are kept as the `gap` before the next token, and seldom matter.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

TokenKind = Literal["word", "character", "digits", "figure", "sign", "mark"]

MAX_LENGTH = 600
"""Longer texts are prose: no heading or unit line is sought in them, so no line costs more than its share."""

# Scripts without spaces between words: each character is a token.
_CHARACTERS = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RAISED = "¹²³⁰⁴-⁹"
_TOKEN = re.compile(
    rf"(?P<figure>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?![\d,])|(?<!\d\.)\d+\.\d+(?![.\d])|(?<![^\W_])\.\d+(?![.\d]))"
    r"|(?P<digits>\d+)"
    rf"|(?P<mark>[{_RAISED}*※†‡§]+)"
    rf"|(?P<character>[{_CHARACTERS}])"
    rf"|(?P<word>(?:(?![{_CHARACTERS}{_RAISED}])[^\W\d_])+)"
    r"|(?P<gap>[\s\u200b\ufeff_,.;:'‘’ʼ‐‑–—−、。，．：・-]+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
_APOSTROPHES = str.maketrans("‘’ʼ‐‑–—−", "'''-----")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a run of digits, a sign or a footnote mark of a text: `text[start:end]` of it.

    `text` is in small letters, with fullwidth characters made plain; `printed` is as it stands. `gap` is what
    stands before it. `joined`: it continues the word before, as the `q` of `1Q18` does. A `figure` is a
    number with separators.
    """

    text: str
    kind: TokenKind
    start: int
    end: int
    printed: str
    gap: str = ""
    joined: bool = False

    @property
    def numeric(self) -> bool:
        """Whether it is a number or ends in one: `50`, `1⅔`."""
        return self.printed[-1:].isnumeric()


def tokens(text: str, longest: int = MAX_LENGTH) -> tuple[Token, ...]:
    """The tokens of a text; empty where it is longer than `longest` characters, too long for a heading."""
    return _tokens(text) if len(text) <= longest else ()


@lru_cache(maxsize=2_000)
def _tokens(text: str) -> tuple[Token, ...]:
    found: list[Token] = []
    gap = ""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "sign"
        if kind == "gap":
            gap = match[0].translate(_APOSTROPHES)
            continue
        joined = bool(found) and not gap and _in_word(kind) and _in_word(found[-1].kind)
        said = match[0]
        plain = said.casefold()
        if not said.isascii() and kind != "mark":
            plain = unicodedata.normalize("NFKC", said).casefold()
        found.append(Token(plain, kind, match.start(), match.end(), said, gap, joined))  # type: ignore[arg-type]
        gap = ""
    return tuple(found)


def _in_word(kind: str) -> bool:
    return kind in ("word", "digits")


def excerpt(text: str, taken: tuple[Token, ...]) -> str:
    """The printed text of some tokens: from the first to the last of each run of neighbours."""
    runs: list[tuple[int, int]] = []
    for token in taken:
        if runs and not text[runs[-1][1] : token.start].strip(" \t\u00a0,.;:'-‐‑–—’"):
            runs[-1] = (runs[-1][0], token.end)
        else:
            runs.append((token.start, token.end))
    return " ".join(text[start:end] for start, end in runs)
