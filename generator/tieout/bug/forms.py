"""The digits of numbers in a text, and other digits in the same form."""

import re
import unicodedata
from collections.abc import Iterable

# A figure with its separators, or a word; blanks and signs are neither.
TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,'’٬٫]\d+)*(?:[ \u00a0\u202f]\d{3}(?!\d))*(?:[.,]\d+)?)|(?P<word>[^\W\d_]+)"
)
# From so many digits on a number that survives would tell something.
SECRET = 4


def numbers_in(text: str) -> Iterable[re.Match[str]]:
    """The numbers of a text, each as a match of TOKEN."""
    return (found for found in TOKEN.finditer(text) if found["number"])


def digits_of(number: str) -> str:
    """The digits of a number, as 0 to 9."""
    return "".join(str(unicodedata.decimal(letter)) for letter in number if letter.isdecimal())


def told_by(number: str) -> set[str]:
    """The digit strings that a number shows: all its digits, and those between two separators."""
    return {digits_of(number), *(digits_of(piece) for piece in re.findall(r"\d+", number))}


def in_form_of(number: str, digits: str) -> str:
    """Digits in the form of a number: with its separators and its script."""
    left = iter(digits)
    return "".join(
        chr(ord(letter) - unicodedata.decimal(letter) + int(next(left))) if letter.isdecimal() else letter
        for letter in number
    )


def survivors(texts: Iterable[str], originals: Iterable[str]) -> set[str]:
    """The numbers of four digits or more that occur both in the originals and in these texts."""
    printed = _long(originals)
    return printed & _long(texts)


def _long(texts: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for text in texts:
        for number in numbers_in(text):
            found.update(told for told in told_by(number[0]) if len(told) >= SECRET and told.strip("0"))
    return found
