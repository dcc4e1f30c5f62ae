"""What XHTML 1.1 has of HTML, as Inline XBRL takes it: elements, what they may hold, attributes.

(Inline XBRL 1.1, Appendix A; XHTML Modularization: all modules of XHTML 1.1 with `style`, without the legacy
and the frames modules.) All that is not listed here is made of what is.
"""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("base br col hr img input link meta")
"""Elements that close themselves; every other has an end tag, even where nothing is in it."""

INLINE = _names(
    "a abbr acronym b bdo big br button cite code del dfn em i img input ins kbd q samp select small"
    " span strong sub sup textarea tt var"
)
LINES = _names("p h1 h2 h3 h4 h5 h6 address dt caption pre")
"""Elements of a line of their own that hold no other such."""

HOLDS_BLOCKS = _names("body blockquote")
"""Elements that hold such alone, and no text."""

FLOW = _names("div li dd td th")
OTHERS = _names("ul ol dl hr table thead tbody tfoot tr col colgroup option html head title")
KNOWN = INLINE | LINES | HOLDS_BLOCKS | FLOW | OTHERS

LEFT_OUT = _names(
    "script noscript template noframes iframe object embed applet audio video canvas math map area param"
    " source track datalist dialog frame frameset"
)
"""Elements that a report has not: what acts, and what shows another file than a picture."""

ACTIVE = _names("a button input select textarea")
"""What a button may not hold."""

IN_HEAD = _names("style link meta base title")

IN_PRE = INLINE - _names("big small sub sup img input select textarea button")
"""The inline elements that `pre` may hold."""

COMMON = _names("id class title dir style")
_CELL = _names("scope rowspan colspan align valign")
_ROWS = _names("align valign")
ATTRIBUTES = {
    "a": _names("href tabindex"),
    "blockquote": _names("cite"),
    "q": _names("cite"),
    "img": _names("src alt"),
    "input": _names("type name value checked disabled readonly size maxlength tabindex"),
    "button": _names("name value type disabled"),
    "select": _names("name size multiple disabled"),
    "option": _names("selected disabled value label"),
    "textarea": _names("name rows cols disabled readonly"),
    "table": _names("summary border frame rules cellspacing cellpadding"),
    "td": _CELL,
    "th": _CELL,
    **dict.fromkeys(("tr", "thead", "tbody", "tfoot"), _ROWS),
    **dict.fromkeys(("col", "colgroup"), _ROWS | {"span"}),
}
"""What an element may have beside COMMON."""

_HEADING = "display:block;font-weight:bold;font-size:{}em;margin:{}em 0"
AS_STYLE = {
    "b": "font-weight:bold",
    "strong": "font-weight:bold",
    "i": "font-style:italic",
    **dict.fromkeys(("em", "cite", "var", "dfn"), "font-style:italic"),
    **dict.fromkeys(("u", "ins"), "text-decoration:underline"),
    **dict.fromkeys(("s", "strike", "del"), "text-decoration:line-through"),
    **dict.fromkeys(("tt", "code", "kbd", "samp"), "font-family:monospace"),
    "big": "font-size:larger",
    "small": "font-size:smaller",
    "sub": "vertical-align:sub;font-size:smaller",
    "sup": "vertical-align:super;font-size:smaller",
    "nobr": "white-space:nowrap",
    "mark": "background-color:yellow;color:black",
    "center": "text-align:center;text-align:-moz-center;text-align:-webkit-center",
    "p": "margin:1em 0",
    "dl": "margin:1em 0",
    "dd": "margin-left:40px",
    "address": "font-style:italic",
    "blockquote": "margin:1em 40px",
    "figure": "margin:1em 40px",
    "fieldset": "margin:0 2px;padding:.35em .75em .625em;border:2px groove threedface",
    "caption": "display:table-caption;text-align:center",
    "pre": "white-space:pre;font-family:monospace;margin:1em 0",
    "listing": "white-space:pre;font-family:monospace;margin:1em 0",
    "xmp": "white-space:pre;font-family:monospace;margin:1em 0",
    "li": "display:list-item",
    "thead": "display:table-header-group;vertical-align:middle",
    "tfoot": "display:table-footer-group;vertical-align:middle",
    "dir": "display:block;list-style-type:disc;margin:1em 0;padding-left:40px",
    "menu": "display:block;list-style-type:disc;margin:1em 0;padding-left:40px",
    **{f"h{n}": _HEADING.format(*em) for n, em in enumerate(
        (("2", ".67"), ("1.5", ".83"), ("1.17", "1"), ("1", "1.33"), (".83", "1.67"), (".67", "2.33")), 1
    )},
}  # fmt: skip
"""How browsers show an element, for where another element has to stand in for it (HTML, 15.3)."""
