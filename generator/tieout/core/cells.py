"""Makes table cells for people harmless: no text of a document is run as a formula.

Spreadsheets run a text that begins like a formula, wherever it comes from. Such a text gets an apostrophe in
front, which spreadsheets read as "this is text"; numbers and dashes stay as they are. The tables of xBRL-CSV
are not written this way, since their bytes are specified.
"""

import re

# Behind any apostrophes, so that each can be taken away again. Japanese keyboards have the wide signs.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
# A number as a release prints it, dashes for none, or a day of each year as XML Schema writes it.
_NUMBER = re.compile(r"[+\-\uff0b\uff0d]?[\s$€£¥]{0,3}\d[\d.,\s]*%?|[-\uff0d]+|--\d\d-\d\d")


def for_people(cell: object) -> object:
    """A cell as it is written: an apostrophe stands before a text that a spreadsheet would run.

    >>> for_people("=1+1"), for_people("-1,250"), for_people("Sales")
    ("'=1+1", '-1,250', 'Sales')
    """
    if isinstance(cell, str) and _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def as_printed(cell: str) -> str:
    """The original text of a cell that `for_people` wrote.

    >>> as_printed("'=1+1"), as_printed("'20 and '21")
    ('=1+1', "'20 and '21")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
