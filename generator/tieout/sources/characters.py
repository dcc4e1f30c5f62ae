"""Decodes bytes, finds characters that no document can carry, and normalises white space."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from tieout.core import NOT_XML, Place
from tieout.sources.reader import refused

# No text that a person reads has lines of this length, and what is behind reads line by line.
MAX_LINE = 200_000
# How far into a file its encoding is declared.
_START = 4_096
_ILLEGAL_RUN = re.compile(f"{NOT_XML.pattern}+")
# The share of letters of ASCII in a text, markup or figures, by which UTF-16 without a mark is known.
_ASCII_SHARE = 0.4
# Where an editor ends a line, and nowhere else, so that a finding's line is the editor's.
_LINE_END = re.compile(r"\r\n|\r|\n")
_SPACES = re.compile(r"[\s\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
# What has no width: a break that may be taken, a joiner, a mark of byte order, a hyphen that is not drawn.
_NO_WIDTH = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_C1 = re.compile(r"[\x80-\x9f]")
_DECLARED = re.compile(
    rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w:.-]+)|<\?xml[^>]{0,500}?encoding\s*=\s*[\"']([\w:.-]+)",
    re.IGNORECASE,
)
# Bytes of windows-1252 that a text in English has without a declaration: quotes, dashes, signs. A text in
# another encoding has others as well.
_TYPOGRAPHY = frozenset(
    b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa2\xa3\xa5\xa7\xa9\xae\xb1\xb7\xbc\xbd\xbe"
)
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


def decoded_text(data: bytes, shown: str) -> str:
    """The text of a file: UTF-8, UTF-16, or windows-1252 whose only letters beyond ASCII are typography."""
    text = _by_zero_bytes(data)
    if text is not None:
        return text
    try:
        return _with_typography(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        if {byte for byte in data if byte >= 0x80} <= _TYPOGRAPHY:
            return data.decode("cp1252")
        raise refused(
            Place(shown),
            "encoding",
            f"the release is not UTF-8 text (byte {error.start:,})",
            "Save it as UTF-8.",
        ) from None


def decoded_markup(data: bytes) -> str:
    """The text of a page as browsers decode it: by its mark, its declaration, as UTF-8, as windows-1252.

    (HTML, 13.2.3 "The input byte stream".) Only a page that was saved anew in UTF-8 and still declares
    windows-1252 is read as what it is: a browser shows `Â` before each of its spaces that do not break. Its
    lines end in line feeds, and new pages are spaces.
    """
    # A mark of byte order that was written twice is none the second time, and no letter either.
    text = _with_typography(_markup(data).lstrip("\ufeff"))
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ")


def _markup(data: bytes) -> str:
    text = _by_zero_bytes(data)
    if text is not None:
        return text
    if data.startswith(BOM_UTF8):
        return data[len(BOM_UTF8) :].decode("utf-8", "replace")
    declared = _DECLARED.search(data[:_START])
    name = (declared[1] or declared[2] or b"").decode("ascii").lower() if declared else ""
    encoding = _ENCODINGS.get(name)
    if encoding is not None and encoding != "cp1252":
        return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # The start of a file may end within a letter.
        cut = error.reason == "unexpected end of data" and error.end == len(data)
        return data.decode("utf-8", "replace") if cut else _windows(data)


def _by_zero_bytes(data: bytes) -> str | None:
    """The text of a file in UTF-16,
    recognised by its mark or by zero bytes beside the first letters; else None.
    """
    for mark, name in ((BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    even, odd = _share_of_zeros(data[:_START:2]), _share_of_zeros(data[1:_START:2])
    if max(even, odd) < _ASCII_SHARE or min(even, odd) > 0:
        return None
    return data.decode("utf-16-le" if odd > even else "utf-16-be", "replace")


def _share_of_zeros(data: bytes) -> float:
    return data.count(0) / len(data) if data else 0.0


def _windows(data: bytes) -> str:
    """The text in windows-1252. Browsers decode every byte; one without a letter is a control character."""
    return _with_typography(data.decode("latin-1"))


def _with_typography(text: str) -> str:
    """A text with the quotes and dashes of windows-1252 where it has their bytes as control characters.

    A program that took a page's `&#151;` for a character of its own saved it so; a browser reads a dash.
    """
    return _C1.sub(_from_windows, text)


def _from_windows(match: re.Match[str]) -> str:
    return match[0].encode("latin-1").decode("cp1252", "ignore") or match[0]


def without_controls(text: str, shown: str) -> str:
    """The text itself. Raises InputError with the place of a control character, if it has one."""
    match = NOT_XML.search(text)
    if match is None:
        return text
    before = _LINE_END.split(text[: match.start()])
    raise refused(
        Place(shown, len(before), len(before[-1]) + 1),
        "control-character",
        f"there is a control character (U+{ord(match[0]):04X}) in the text",
        "Take it out: XML cannot carry it.",
    )


def carried(text: str) -> str:
    """Text without characters that XML cannot carry, which a page may name by number (`&#27;`).

    They are invisible and dropped; beside a digit they become U+FFFD, so that no digits are joined.
    """
    if text.isprintable():
        return text
    return _ILLEGAL_RUN.sub(_carried, text)


def _carried(match: re.Match[str]) -> str:
    """The empty string, or a replacement character where digits would be joined."""
    before, after = (
        match.string[match.start() - 1 : match.start()],
        match.string[match.end() : match.end() + 1],
    )
    return "\ufffd" if before.isdigit() or after.isdigit() else ""


def lines_of(text: str, shown: str) -> list[str]:
    """The lines as an editor counts them. Raises InputError where one is beyond what anybody reads."""
    lines = _LINE_END.split(text)
    for number, line in enumerate(lines, 1):
        refuse_length(line, shown, number)
    return lines


def refuse_length(line: str, shown: str, number: int) -> None:
    """Raises InputError where a line is too long to be one."""
    if len(line) > MAX_LINE:
        raise refused(
            Place(shown, number),
            "too-long",
            f"a line has {len(line):,} characters",
            "Is it the right file? Text that a person reads has shorter lines.",
        )


def spaced(text: str) -> str:
    """Text as it is seen: each run of white space is one space, and characters without width are dropped."""
    return _SPACES.sub(" ", _NO_WIDTH.sub("", text))


def seen(text: str) -> str:
    """Text in one line as it is seen, without white space around it."""
    return spaced(text).strip()
