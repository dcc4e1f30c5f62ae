"""Tables without column headers that continue a table with headers:
only notes or page heads stand between.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tieout.core import Finding, Place
from tieout.document.typography import is_mark
from tieout.language import Heading, Language
from tieout.layout.model import Table

# A table without heads goes on one of as many columns that ends so many lines above it.
_CLOSE, _SEVERAL = 15, 2
# A longer line is no head of a page.
_LONGEST = 100
# The head of a page has so many words beside its number, which has fewer digits than a year.
_WORDS, _YEAR = 3, 4
_DIGITS = str.maketrans("", "", "0123456789")


def page_heads(lines: Iterable[str], language: Language) -> frozenset[str]:
    """The lines that are repeated on several pages, apart from the page number; no unit lines."""
    seen = Counter(_key(line) for line in lines if 0 < len(line.strip()) <= _LONGEST)
    return frozenset(key for key, times in seen.items() if times > 1 and not language.seems_unit(key))


def page_numbers(lines: Iterable[str], language: Language) -> frozenset[str]:
    """The lines that stand on several pages with the page number before or behind them.

    `Acme Inc. Form 10-K 57` and `Acme Inc. Form 10-K 82` name no table. `Table 3` may, and so may a line
    whose rest is a date or a length of time: `13 weeks ended October 28`.
    """
    pages: dict[str, set[str]] = {}
    for line in lines:
        words = line.split() if len(line) <= _LONGEST else []
        for number, rest in ((words[:1], words[1:]), (words[-1:], words[:-1])):
            if len(rest) >= _WORDS and number[0].isdigit() and len(number[0]) < _YEAR:
                pages.setdefault(" ".join(rest), set()).add(line.strip())
    several = (texts for rest, texts in pages.items() if len(texts) > 1 and not _is_date(rest, language))
    return frozenset(text for texts in several for text in texts if not _is_date(text, language))


def is_page(line: str, language: Language) -> bool:
    """Whether a line is the number of its page and nothing else: `Page 6`, `Page 6 of 11`."""
    first, *rest = line.split() or [""]
    numbers = [word for word in rest if word.isdigit()]
    return bool(numbers) and len(rest) <= _WORDS and language.column_word(first) == "pages"


def undated_by_page(captions: Sequence[str], heads: frozenset[str], language: Language) -> list[str]:
    """The captions above a page number without the days among the page's heads: they date no table.

    `October 19, 2006` above each `Page 6` is the day of publication.
    """
    kept = list(captions)
    end = len(kept)
    while end and _key(kept[end - 1]) in heads:
        end -= 1
    return kept[:end] + [line for line in kept[end:] if language.date(line) is None]


def _is_date(text: str, language: Language) -> bool:
    """Whether a text names a date or length of time, and not just a year beside words: `2025 Form 10-K`."""
    heading = language.heading(text)
    return heading is not None and replace(heading, year=None, rest="") != Heading()


def goes_on_unsaid(table: Table, before: Table, between: Sequence[str], heads: frozenset[str]) -> bool:
    """Whether a table without headers continues the dated table above: it has as many columns.

    Nothing that names it stands between the two: only notes to the table above and page heads.
    """
    figures = [table.prints_figures(number) for number in range(1, len(table.columns) + 1)]
    above = [before.prints_figures(number) for number in range(1, len(before.columns) + 1)]
    bare = not any(column.text for column in table.columns) and not table.dated_rows
    dated = any(column.period is not None for column in before.columns)
    near = bool(before.rows) and table.line - before.lines[-1] <= _CLOSE
    unnamed = all(is_mark(line.split()[0]) or _key(line) in heads for line in between)
    return bare and dated and near and unnamed and figures == above and sum(figures) >= _SEVERAL


def _key(line: str) -> str:
    return " ".join(line.translate(_DIGITS).split())


def headless(table: Table, file: str) -> Finding:
    """The finding that a table was read by the headers of the one above it."""
    return Finding(
        "layout.heads-above",
        f'nothing stands above the columns of "{table.caption}": they are read as those of the table before, '
        "which has as many",
        "Look whether it is so.",
        (Place(file, table.line, 0, table.caption),),
    )
