"""The attributes that XHTML allows, with allowed values; those of older HTML become styles."""

import re
from collections.abc import Iterable, Iterator, Mapping

from tieout.render.in_place import names
from tieout.sources.html import Element

Attributes = Mapping[str, str | None]

_NAME = re.compile(r"[^\W\d][\w.-]*")
_TOKEN = re.compile(r"[\w.:-]+")
_LENGTH = re.compile(r"\d{1,9}%?")
_DIGITS = re.compile(r"\s*\+?(\d{1,9})")
_ADDRESS = re.compile(r"[^\x00-\x20\"<>\\^`{|}\[\]]*")
_ACTS = re.compile(r"\s*(?:javascript|vbscript|data)\s*:", re.IGNORECASE)
_NUMBERS = frozenset(
    ("rowspan", "colspan", "span", "border", "tabindex", "size", "maxlength", "rows", "cols")
)
_LENGTHS = frozenset(("cellspacing", "cellpadding"))
_SWITCHES = frozenset(("checked", "disabled", "readonly", "multiple", "selected"))
_ADDRESSES = frozenset(("href", "src", "cite"))
_WORDS = {
    "align": ("left", "center", "right", "justify"),
    "valign": ("top", "middle", "bottom", "baseline"),
    "dir": ("ltr", "rtl"),
    "scope": ("row", "col", "rowgroup", "colgroup"),
    "frame": ("void", "above", "below", "hsides", "lhs", "rhs", "vsides", "box", "border"),
    "rules": ("none", "groups", "rows", "cols", "all"),
}
# What browsers take for another word.
_OTHER_WORDS = {("align", "middle"): "center", ("align", "absmiddle"): "center"}
_TYPES = {
    "input": ("text", "password", "checkbox", "radio", "button", "submit", "reset", "file", "image"),
    "button": ("button", "submit", "reset"),
}
# What an element must say, and says where the page does not.
_MUST = {"img": {"src": "", "alt": ""}, "bdo": {"dir": "ltr"}, "textarea": {"rows": "2", "cols": "20"}}


class Identities:
    """The ids of a page: each is unique, and none is a fact's. The `name` of an anchor is an id too."""

    def __init__(self, root: Element, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._often: dict[str, int] = {}
        self._new: dict[str, str] = {}
        self._given: set[str] = set()
        for element in _all(root):
            for name in _said(element.tag, element.attributes):
                if name not in self._new:
                    self._new[name] = self._free(name)

    def _free(self, name: str) -> str:
        """A name that XML allows as an id and that is not in use."""
        wanted = name if _NAME.fullmatch(name) else "id-" + re.sub(r"[^\w.-]", "_", name)
        new = wanted
        while new in self._taken:
            self._often[wanted] = self._often.get(wanted, 1) + 1
            new = f"{wanted}-{self._often[wanted]}"
        self._taken.add(new)
        return new

    def of(self, tag: str, attributes: Attributes) -> str | None:
        """The id of an element; None where it has none, or an earlier element has it."""
        for name in _said(tag, attributes):
            new = self._new[name]
            if new not in self._given:
                self._given.add(new)
                return new
        return None

    def link(self, address: str) -> str:
        """An address; one within the page is changed to the target's present id."""
        return "#" + self._new.get(address[1:], address[1:]) if address.startswith("#") else address


def _said(tag: str, attributes: Attributes) -> Iterator[str]:
    """The names of an element: its id, and for an anchor its name."""
    for name in (attributes.get("id"), attributes.get("name") if tag == "a" else None):
        if name:
            yield name


def _all(root: Element) -> Iterator[Element]:
    left = [root]
    while left:
        element = left.pop()
        yield element
        left.extend(reversed(element.elements))


def kept(tag: str, attributes: Attributes, style: str, identities: Identities) -> dict[str, str | None]:
    """The attributes of an element that XHTML allows; `style` stands before the page's own style."""
    done: dict[str, str | None] = dict(_MUST.get(tag, {}))
    if tag == "img":
        # For a picture that is not there browsers show its title; with no word for it they leave its space.
        done["alt"] = attributes.get("title") or " "
    if (identity := identities.of(tag, attributes)) is not None:
        done["id"] = identity
    allowed = names.ATTRIBUTES.get(tag, frozenset())
    for name, value in attributes.items():
        if name in ("style", "id") or not (name in names.COMMON or name in allowed):
            continue
        said = _value(tag, name, value or "", identities)
        if said is not None:
            done[name] = said
    own = (attributes.get("style") or "").strip()
    hidden = "display:none" if "hidden" in attributes else ""
    if style or own or hidden:
        done["style"] = ";".join(filter(None, (style, hidden, own)))
    language = attributes.get("lang") or ""
    if re.fullmatch(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*", language):
        done["xml:lang"] = language
    return done


def _value(tag: str, name: str, value: str, identities: Identities) -> str | None:
    """The allowed value of an attribute; None where there is none."""
    bare = value.strip()
    if name in _WORDS or (name == "type" and tag in _TYPES):
        words = _WORDS[name] if name in _WORDS else _TYPES[tag]
        word = _OTHER_WORDS.get((name, bare.lower()), bare.lower())
        return word if word in words else None
    if name in _NUMBERS or name in _LENGTHS:
        return _number(name, bare)
    if name in _ADDRESSES:
        return _address(identities.link(bare))
    if name == "class":
        return " ".join(one for one in bare.split() if _TOKEN.fullmatch(one)) or None
    return name if name in _SWITCHES else value


def _number(name: str, value: str) -> str | None:
    """A count or a length as browsers read it: the digits at its beginning."""
    found = _DIGITS.match(value)
    if found is None:
        # A border that says nothing is one.
        return "1" if name == "border" else None
    if name in _LENGTHS and _LENGTH.fullmatch(value):
        return value
    return "1" if name in ("colspan", "span") and not int(found[1]) else str(int(found[1]))


def _address(value: str) -> str | None:
    """An address; None for one that runs a script."""
    if _ACTS.match(value) and not value.lower().startswith("data:image/"):
        return None
    return value if _ADDRESS.fullmatch(value) else _quoted(value)


def _quoted(address: str) -> str:
    """An address with invalid characters percent-encoded, as browsers do."""
    return re.sub(
        r"[\x00-\x20\"<>\\^`{|}\[\]]", lambda found: f"%{ord(found[0]):02X}", address.replace("\n", "")
    )
