"""The languages of a company: that of its releases, and those of its texts."""

from collections.abc import Iterator, Mapping

from tieout.core import Finding, InputError, Place
from tieout.definitions import models
from tieout.definitions._statements import finding
from tieout.definitions._yaml import Document

_USUAL = "en"


def languages_of(
    document: Document, model: models.CompanyFile, known: Mapping[str, str]
) -> tuple[str, dict[str, str]]:
    """The language of a company's releases, and the languages of its texts, each with its xml:lang.

    `known` are those that the base layer has texts in, by the same keys. Raises InputError where a company
    asks for another, or leaves out that of its releases.
    """
    stated = model.languages
    language = model.language or (stated[0] if stated else _USUAL)
    named = [key for key in dict.fromkeys((language, *model.company)) if key in known]
    wanted = stated or named or [language]
    findings = []
    if unknown := [key for key in wanted if key not in known]:
        findings.append(
            finding(
                "language",
                f"the base layer has no texts in {', '.join(unknown)}",
                f"Say other `languages`: there are {', '.join(known)}.",
                document.place(("languages",)),
            )
        )
    if language in known and language not in wanted:
        findings.append(
            finding(
                "language",
                f"its releases are in {language}, and `languages` leaves that out",
                f"Add {language}: lines are found by their labels in the language of the release.",
                document.place(("languages",)),
            )
        )
    if findings:
        raise InputError(*findings)
    return language, {key: known[key] for key in wanted}


def check_text(
    what: str, text: Mapping[str, str], languages: Mapping[str, str], place: Place
) -> Iterator[Finding]:
    """A finding if a text lacks one of the languages; `what` names the text."""
    if missing := [key for key in languages if key not in text]:
        yield finding("language", f"{what} in {', '.join(missing)}", "Write it.", place)
