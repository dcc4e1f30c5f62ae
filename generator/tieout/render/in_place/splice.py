"""Puts markup around parts of a page's texts, joining a number that several texts print."""

from dataclasses import dataclass

from markupsafe import Markup

from tieout.render.in_place.places import Span, Text
from tieout.sources.html import Element

# Elements without a look of their own, where nothing is said of it.
_BARE = ("span", "font")
_SAYS_NOTHING = frozenset(("id", "name"))


@dataclass(frozen=True, slots=True)
class _Piece:
    """The replacement for a part [start, end) of a text: markup, or nothing."""

    start: int
    end: int
    markup: str


class Splices:
    """Collects markup for parts of texts, and applies all of it at once."""

    def __init__(self) -> None:
        self._pieces: dict[Text, list[_Piece]] = {}

    def is_free(self, spans: tuple[Span, ...]) -> bool:
        """Whether no markup was put there before."""
        return all(
            piece.end <= span.start or span.end <= piece.start
            for span in spans
            for piece in self._pieces.get(span.text, ())
        )

    def put(self, spans: tuple[Span, ...], markup: str) -> None:
        """Puts markup, which contains the digits, in the place of the first part, and removes the others."""
        for number, span in enumerate(spans):
            piece = _Piece(span.start, span.end, markup if number == 0 else "")
            self._pieces.setdefault(span.text, []).append(piece)

    def apply(self) -> None:
        """Changes the elements."""
        by_parent: dict[Element, dict[int, list[Element | str]]] = {}
        for text, pieces in self._pieces.items():
            by_parent.setdefault(text.parent, {})[text.number] = _spliced(text.text, pieces)
        for parent, texts in by_parent.items():
            children: list[Element | str] = []
            for number, child in enumerate(parent.children):
                children += texts.get(number, [child])
            parent.children = children


def _spliced(text: str, pieces: list[_Piece]) -> list[Element | str]:
    done: list[Element | str] = []
    at = 0
    for piece in sorted(pieces, key=lambda one: one.start):
        done += [text[at : piece.start], Markup(piece.markup)]  # noqa: S704 - a template drew it
        at = piece.end
    return [part for part in (*done, text[at:]) if part]


def looks_alike(spans: tuple[Span, ...]) -> bool:
    """Whether neighbouring texts look the same, so that they may be joined.

    They are in one element, or in elements with equal attributes inside one element.
    """
    chains = [_chain(span.text.parent) for span in spans]
    shared = 0
    while all(len(chain) > shared for chain in chains) and len({chain[shared] for chain in chains}) == 1:
        shared += 1
    return len({tuple(filter(None, map(_look, chain[shared:]))) for chain in chains}) == 1


def _chain(element: Element) -> tuple[Element, ...]:
    """The elements around a text, from the root."""
    chain = [element]
    while chain[-1].parent is not None:
        chain.append(chain[-1].parent)
    return tuple(reversed(chain))


def _look(element: Element) -> tuple[object, ...]:
    """What an element says about its look; () where it says nothing."""
    said = tuple(
        sorted((name, value) for name, value in element.attributes.items() if name not in _SAYS_NOTHING)
    )
    if element.tag in _BARE and not said:
        return ()
    return (element.tag, said) if element.look.is_inline else (element,)
