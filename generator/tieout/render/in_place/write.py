"""Elements as XHTML that a browser reads as the same page, whether it is served as XML or as HTML."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from tieout.render.in_place.names import VOID
from tieout.sources.html import Element

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_VALUE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
# XML ends CDATA with this; no sheet has it.
_CDATA_END = "]]>"


def written(children: Iterable[Element | str]) -> Iterator[str]:
    """The markup of elements and texts; text that is markup already stands as it is."""
    for child in children:
        if isinstance(child, Markup):
            yield str(child)
        elif isinstance(child, str):
            yield child.translate(_TEXT)
        else:
            yield from _element(child)


def attributes(element: Element) -> str:
    """The attributes of an element, each with a space before it."""
    return "".join(
        f' {name}="{(value or "").translate(_VALUE)}"' for name, value in element.attributes.items()
    )


def _element(element: Element) -> Iterator[str]:
    tag = element.tag
    if tag in VOID:
        yield f"<{tag}{attributes(element)}/>"
        return
    yield f"<{tag}{attributes(element)}>"
    if tag == "style":
        yield _sheet("".join(str(child) for child in element.children))
    else:
        first = next(iter(element.children), "")
        # A browser leaves out the line end that `pre` begins with.
        if tag in ("pre", "textarea") and isinstance(first, str) and first.startswith("\n"):
            yield "\n"
        yield from written(element.children)
    yield f"</{tag}>"


def _sheet(text: str) -> str:
    """A style sheet, which HTML takes letter by letter and XML as markup."""
    if "<" not in text and "&" not in text:
        return text
    return f"/*<![CDATA[*/{text.replace(_CDATA_END, '')}/*]]>*/"
