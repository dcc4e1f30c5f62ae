"""Damages a file as no sensible program writes it, and the same way for the same number."""

import io
import random
import zipfile

_ARCHIVE = b"PK\x03\x04"
# Text and bytes that programs stumble over: controls, entities, numbers without end, nesting, half letters.
_PIECES = (
    b"\x00", b"\x1b[31m", b"&#27;", b"&#xD800;", b"\xff\xfe", b"\xed\xa0\x80", b"\xe2\x80\xae",
    b"\\x07", b"\\ud800", b"=1+1", b"@SUM(A1)", b"\t\t\t", b"\r", b"\n\n", b"-", b"(", b")", b"%", b"$",
    b".", b",", b"'", b'"', b"<", b">", b"9" * 5_000, b"1e999999999", b"1e-999999999", b"NaN", b"INF",
    b"-0", b"0.0000000000001", b"9999-99-99", b"<div>" * 3_000, b"<table><tr><td>" * 200, b"[" * 2_000,
    b"{a: " * 60, b"&a;", b"*a", b"!!python/object:x ",
    b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]>', b"colspan=999999", b'rowspan="99999"',
    b"<!--", b"]]>", b"2024", b"December 31, 9999", b"(In thousands)", b"(In millions)",
    b"Three months ended", b"Total", b"\xc2\xa0",
)  # fmt: skip


def damaged(seed: bytes, others: list[bytes], random_: random.Random) -> bytes:
    """A file like `seed` with one to six damages; pieces of `others` may get into it."""
    if seed.startswith(_ARCHIVE) and random_.random() < 0.8:
        return _entry(seed, others, random_)
    data = seed
    for _ in range(random_.randint(1, 6)):
        data = _once(data, others, random_)
    return data


def _once(data: bytes, others: list[bytes], random_: random.Random) -> bytes:
    at = random_.randrange(len(data) + 1)
    length = random_.choice((1, 2, 8, 60, 500))
    kind = random_.randrange(8)
    if kind == 0:
        return data[:at] + data[at + length :]
    if kind == 1:
        return data[:at]
    if kind == 2:
        return data[:at] + data[at : at + length] * random_.choice((2, 3, 50)) + data[at + length :]
    if kind == 3:
        other = random_.choice(others)
        begin = random_.randrange(len(other) + 1)
        return data[:at] + other[begin : begin + length] + data[at:]
    if kind == 4:
        return data[:at] + bytes(random_.randrange(256) for _ in range(min(length, 8))) + data[at + length :]
    if kind == 5:
        lines = data.split(b"\n")
        one, two = random_.randrange(len(lines)), random_.randrange(len(lines))
        lines[one], lines[two] = lines[two], lines[one]
        return b"\n".join(lines)
    piece = random_.choice(_PIECES)
    return data[:at] + piece + data[at + (len(piece) if kind == 6 else 0) :]


def _entry(seed: bytes, others: list[bytes], random_: random.Random) -> bytes:
    """An archive with one of its files damaged, and its checksum right."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as archive, zipfile.ZipFile(made, "w") as written:
        entries = archive.infolist()
        chosen = random_.randrange(len(entries))
        for number, entry in enumerate(entries):
            content = archive.read(entry)
            written.writestr(entry, _once(content, others, random_) if number == chosen else content)
    return made.getvalue()
