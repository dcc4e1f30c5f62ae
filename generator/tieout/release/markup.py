"""The markup of a page: known by how it begins, decoded, parsed within bounds, its texts as they are seen."""

import re
from collections.abc import Iterator

from lxml import etree

from tieout.core import Finding, InputError, Place, Source

_MAX_TAGS = 500_000
# How far into a file a page is known as one, and its encoding is declared.
_START = 4_096
# The parser counts lines in sixteen bits.
_COUNTED = 65_000
_LINE = "data-tieout-line"

_BEGINS = re.compile(
    r"(?:\s|<\?[^>]*>|<!--.*?-->)*"
    r"<(?:!doctype\s+html|document>|type>|(?:html|head|body|title|meta|link|style|table|div|p|center|h[1-6])[\s>/])",
    re.IGNORECASE | re.DOTALL,
)
_DECLARED = re.compile(
    rb"<meta[^>]*?charset\s*=\s*[\"']?\s*([\w:.-]+)|<\?xml[^>]*?encoding\s*=\s*[\"']([\w:.-]+)", re.I
)
_HEADER = re.compile(r"\s*<(?:DOCUMENT|TYPE)>.*?<TEXT>", re.IGNORECASE | re.DOTALL)
_DOCUMENT = re.compile(r"<DOCUMENT>", re.IGNORECASE)
_TAG = re.compile(r"<([A-Za-z][\w:-]*)(?=[\s/>])|\n")
_SPACES = re.compile(r"[\s\u00a0\u1680\u180e\u2000-\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]+")
_C1 = re.compile(r"[\x80-\x9f]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED_NUMBERS = re.compile(r"[(\[]?\d{1,2}[)\]]?(?:\s*,?\s*[(\[]?\d{1,2}[)\]]?)*")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSEEN = (
    "script style head title template noscript svg math select textarea object iframe audio video canvas "
    "ix:header ix:hidden ix:references ix:resources"
)
_HIDDEN = frozenset(_UNSEEN.split())
_APART = (
    "html body p div section article header footer main aside nav address blockquote center figure "
    "figcaption form fieldset legend details summary h1 h2 h3 h4 h5 h6 ul ol li dl dt dd dir menu hr pre "
    "table caption thead tbody tfoot tr td th hgroup document type sequence filename description text page"
)
# Elements that begin a line of their own.
BLOCKS = frozenset(_APART.split())


def is_html(data: bytes) -> bool:
    """Whether a file is a page, by how it begins; its name does not matter."""
    return _BEGINS.match(decoded(data[:_START])) is not None


def refused(code: str, message: str, mend: str, shown: str, source: Source | None = None) -> InputError:
    """A page that is not read, and why."""
    return InputError(Finding(f"input.{code}", message, mend, (Place(shown, source=source),)))


def decoded(data: bytes) -> str:
    """The text of a page as browsers decode it: by its mark, its declaration, as UTF-8, as windows-1252.

    Its lines end in line feeds, and new pages are spaces.
    """
    return _characters(data).replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ")


def _characters(data: bytes) -> str:
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    declared = _DECLARED.search(data[:_START])
    name = (declared[1] or declared[2] or b"").decode("ascii").lower() if declared else ""
    encoding = _ENCODINGS.get(name)
    if encoding == "cp1252":
        return _windows(data)
    if encoding is not None:
        return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # The start of a file may end within a letter.
        cut = error.reason == "unexpected end of data" and error.end == len(data)
        return data.decode("utf-8", "replace") if cut else _windows(data)


_ENCODINGS = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8", "utf-16", "utf-16le", "utf-16be"), "utf-8"),
    **dict.fromkeys(("windows-1252", "cp1252", "x-cp1252", "ascii", "us-ascii"), "cp1252"),
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "l1"), "cp1252"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-jp", "x-euc-jp"), "euc_jp"),
    "iso-2022-jp": "iso2022_jp",
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "windows-949"), "cp949"),
    **{f"windows-125{n}": f"cp125{n}" for n in (0, 1, 3, 4, 5, 6, 7, 8)},
    **{f"iso-8859-{n}": f"iso8859_{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **dict.fromkeys(("koi8-r", "koi8-u"), "koi8_u"),
}


def _windows(data: bytes) -> str:
    """Windows-1252, in which browsers know every byte: what has no letter is a control."""
    return _C1.sub(_from_windows, data.decode("latin-1"))


def _from_windows(match: re.Match[str]) -> str:
    """Pages name dashes and quotes by their numbers in windows-1252; browsers take them so."""
    return match[0].encode("latin-1").decode("cp1252", "ignore") or match[0]


def _numbered(text: str) -> str:
    """The page with its line in each tag, as an attribute."""
    line = 1

    def number(match: re.Match[str]) -> str:
        nonlocal line
        if match[1] is None:
            line += 1
            return match[0]
        return f'{match[0]} {_LINE}="{line}"'

    return _TAG.sub(number, text)


def parsed(text: str, shown: str) -> etree._Element | None:
    """The root of a page; None where nothing is in it. Raises InputError where it goes beyond the bounds.

    Nothing but `text` is read, whatever the page names. `shown` is the file's name in messages.
    """
    if len(_DOCUMENT.findall(text)) > 1:
        raise refused("many-documents", "the file holds several documents", "Keep the release alone.", shown)
    # What a filing writes before the page is no part of it; its lines are counted.
    if header := _HEADER.match(text):
        text = "\n" * header[0].count("\n") + text[header.end() :]
    if text.count("<") > _MAX_TAGS:
        raise refused(
            "too-large", f"the page has more than {_MAX_TAGS:,} tags", "Is it the right file?", shown
        )
    if text.count("\n") > _COUNTED:
        text = _numbered(text)
    parser = etree.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        root: etree._Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        # There is no element in it.
        root = None
    for said in parser.error_log:
        empty = said.type == etree.ErrorTypes.ERR_DOCUMENT_EMPTY
        # What goes beyond the parser's bounds is cut off there, and some versions call that no grave error.
        if (said.level >= etree.ErrorLevels.FATAL or "HUGE" in said.message) and not empty:
            raise refused(
                "page",
                f"the page cannot be read: {said.message.strip()}",
                "Is it the page of a release?",
                shown,
                Source(said.line, "/"),
            )
    return root


def line_of(element: etree._Element) -> int:
    """The line of the file that an element begins in."""
    own = element.get(_LINE)
    return int(own) if own else int(element.sourceline or 0)


def tag_of(element: etree._Element) -> str:
    """The element's name in small letters; nothing of what is no element."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def is_hidden(element: etree._Element) -> bool:
    """Whether a page does not show an element, or shows no text of it."""
    tag = tag_of(element)
    return (
        not tag
        or tag in _HIDDEN
        or element.get("hidden") is not None
        or _HIDDEN_STYLE.search(element.get("style", "")) is not None
    )


def spaced(text: str | None) -> str:
    """Text as a browser shows it: any run of white space is one space, a soft hyphen is nothing."""
    return _C1.sub(_from_windows, _SPACES.sub(" ", (text or "").replace("\u00ad", "")))


def text_of(element: etree._Element) -> str:
    """The text of a cell as it is seen, in one line."""
    return _SPACES.sub(" ", spaced("".join(_texts(element)))).strip()


def has_text(element: etree._Element) -> bool:
    """Whether anything is to be seen in an element."""
    return any(spaced(text).strip() for text in _texts(element))


def raised(element: etree._Element) -> str:
    """A raised footnote mark: numbers as the figures ¹²³, so that none is taken for a digit of an amount."""
    text = text_of(element)
    if _RAISED_NUMBERS.fullmatch(text):
        return "".join(re.findall(r"\d", text)).translate(_RAISED)
    return text


def _texts(element: etree._Element) -> Iterator[str]:
    """The texts inside a cell, blocks and broken lines apart by spaces; raised marks as they are raised."""
    if element.text:
        yield element.text
    for child in element:
        tag = tag_of(child)
        if not is_hidden(child):
            apart = " " if tag == "br" or tag in BLOCKS else ""
            yield apart
            if tag == "sup":
                yield raised(child)
            else:
                yield from _texts(child)
            yield apart
        if child.tail:
            yield child.tail
