"""The visible text of an element: raised digits are told from others, hidden text is left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tieout.sources.characters import spaced
from tieout.sources.html.looks import Look
from tieout.sources.html.tree import Element

_SUPERSCRIPTS = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")
_SUBSCRIPTS = str.maketrans("0123456789()", "₀₁₂₃₄₅₆₇₈₉₍₎")
_LETTERS = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
# What a footnote mark has: one or two digits, perhaps in brackets, perhaps several of them.
_NUMBERS = re.compile(r"[(\[]?\d{1,2}[)\]]?(?:(?:\s*[,;&]\s*|\s+|(?=[(\[]))[(\[]?\d{1,2}[)\]]?)*,?")
_LETTER = re.compile(r"[(\[]?[a-z][)\]]?")
# Where a smaller font is that of a mark, beside the font of what it stands at.
_SMALL = 0.85
# Where nothing stands beside it, the size of a font that only marks have, in pixels.
_TINY = 9.5
_LETTER_SPACED = re.compile(r"(?<!\S)[^\W\d_](?:[ \u00a0][^\W\d_]){3,}(?!\S)")
_WIDE_GAP = re.compile(r"[ \u00a0]{2,}")


@dataclass(slots=True)
class Run:
    """Text of one look. `level` is 1 above the line, -1 below it, 0 on it."""

    text: str
    look: Look

    @property
    def level(self) -> int:
        """1 above the line, -1 below it, 0 on it."""
        return self.look.raised


def runs_of(element: Element) -> Iterator[Run]:
    """The visible texts inside an element in order; a space stands before what begins a new line."""
    for child in element.children:
        if isinstance(child, str):
            if element.look.shown:
                yield Run(child, element.look)
            continue
        look = child.look
        if look.display == "none":
            continue
        apart = child.tag == "br" or not look.is_inline
        if apart:
            yield Run(" ", element.look)
        yield from runs_of(child)
        if apart:
            yield Run(" ", element.look)


def text_of(element: Element) -> str:
    """The visible text of an element, in one line."""
    return text_of_runs(list(runs_of(element)))


def has_text(element: Element) -> bool:
    """Whether any text of an element is visible."""
    return any(spaced(run.text).strip() for run in runs_of(element))


def text_of_runs(runs: list[Run]) -> str:
    """The text of runs in one line."""
    return spaced(_unspaced_letters(written(runs))).strip()


def written(runs: list[Run]) -> str:
    """The runs as characters: raised and lowered digits become superscript and subscript characters."""
    done: list[str] = []
    before = ""
    size = 0.0
    for text, look in _merged(runs):
        level = look.raised or (1 if _is_small_mark(text, look, before, size) else 0)
        done.append(_moved(text, level, before, look, size) if level else text)
        before = done[-1][-1:] or before
        if text.strip() and not level:
            size = look.size
    return "".join(done)


def _merged(runs: list[Run]) -> list[tuple[str, Look]]:
    """The runs, with neighbours of one level and size joined: a mark may be split over elements."""
    merged: list[tuple[list[str], Look]] = []
    for run in runs:
        last = merged[-1][1] if merged else None
        if last is not None and last.raised == run.look.raised and last.size == run.look.size:
            merged[-1][0].append(run.text)
        else:
            merged.append(([run.text], run.look))
    return [("".join(texts), look) for texts, look in merged]


def _is_small_mark(text: str, look: Look, before: str, size: float) -> bool:
    """Whether text on the line is a footnote mark: clearly smaller, and directly behind an amount.

    `before` is the last character before it, and `size` its font size.
    """
    if not before or not size or look.size > size * _SMALL:
        return False
    behind = before.isdigit() or before in ")%"
    return behind and not text[:1].isspace() and _NUMBERS.fullmatch(spaced(text).strip()) is not None


def _moved(text: str, level: int, before: str, look: Look, size: float) -> str:
    """Raised or lowered text. Digits next to other text are converted;
    a whole figure alone stays a figure.
    """
    bare = spaced(text).strip()
    glued = bool(before) and not before.isspace() and not text[:1].isspace()
    if not look.by_markup and not glued and look.size > (size * _SMALL if size else _TINY):
        # Moved by a hair for the sake of the layout, as some tools do with whole figures.
        return text
    lead = " " if text[:1].isspace() else ""
    trail = " " if text[-1:].isspace() else ""
    digits = _SUPERSCRIPTS if level > 0 else _SUBSCRIPTS
    if _NUMBERS.fullmatch(bare):
        return f"{lead}{_only_numbers(bare).translate(digits)}{trail}"
    if level > 0 and _LETTER.fullmatch(bare) and before:
        return f"{lead}{bare.strip('()[]').translate(_LETTERS)}{trail}"
    return text.translate(digits) if glued and any(one.isdigit() for one in bare) else text


def is_number_mark(text: str) -> bool:
    """Whether a text may be a footnote mark of one or two digits, or several of them."""
    return _NUMBERS.fullmatch(text) is not None


def superscript(mark: str) -> str:
    """A mark as raised digits, without its brackets."""
    return _only_numbers(mark).translate(_SUPERSCRIPTS) or mark


def _only_numbers(mark: str) -> str:
    return "".join(re.findall(r"\d", mark))


def _unspaced_letters(text: str) -> str:
    """Words that are set with a space between their letters (`T O T A L`), as words."""
    if not _LETTER_SPACED.search(text):
        return text
    parts = _WIDE_GAP.split(text)
    return " ".join(_LETTER_SPACED.sub(lambda word: re.sub(r"\s", "", word[0]), part) for part in parts)
