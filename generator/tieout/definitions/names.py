"""Compares names of companies regardless of legal form and capitals."""

import re
import unicodedata
from functools import cache

from tieout.definitions import models
from tieout.definitions.files import base_folder, read_model

_BETWEEN = re.compile(r"[\W_]+")


def plain_name(name: str) -> str:
    """The words of a company's name in small letters without its legal form: equal for all ways of naming it.

    A name that consists of a legal form only keeps it.
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    words, bare = _words(plain), tuple(_BETWEEN.sub("", word) for word in _words(plain))
    first, last = 0, len(bare)
    longest = max(map(len, _forms()))
    while cut := next((n for n in range(min(longest, last), 0, -1) if bare[last - n : last] in _forms()), 0):
        last -= cut
    while first < last and bare[first : first + 1] in _forms():
        first += 1
    kept = words[first:last] or words
    # Where words are not set apart the form stands before the name or behind it.
    text = _BETWEEN.sub(" ", " ".join(kept)).strip()
    for (form,) in (form for form in _forms() if len(form) == 1 and not form[0].isascii()):
        text = text.removeprefix(form).removesuffix(form).strip() or text
    return text


def _words(name: str) -> list[str]:
    """The words of a name; a sign alone is no word."""
    return [word for word in name.replace(",", " ").split() if _BETWEEN.sub("", word)]


@cache
def _forms() -> frozenset[tuple[str, ...]]:
    """The legal forms of all languages, each as its words."""
    _, file = read_model(base_folder() / "legal-forms.yaml", models.LegalFormsFile)
    listed = (form for forms in file.forms.values() for form in forms)
    return frozenset(tuple(_BETWEEN.sub("", word) for word in _words(form)) for form in listed)
