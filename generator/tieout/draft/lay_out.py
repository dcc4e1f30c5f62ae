"""Lays out the tables of a release for drafting."""

from tieout.definitions import Wordings
from tieout.draft.columns import DatedColumns
from tieout.draft.rows import DatedRows
from tieout.draft.sheet import Sheet
from tieout.language import Language
from tieout.layout import Table


def lay_out(table: Table, language: Language, wordings: Wordings) -> Sheet | None:
    """The table's lines with their figures; None where neither its rows nor its columns are dated.

    Neither are tables laid out in which two columns of one period cannot be told apart.
    """
    if table.dated_rows:
        return DatedRows(table, language, wordings).sheet()
    return DatedColumns(table, language, wordings).sheet()


def undrafted(table: Table) -> str:
    """Why a table is not laid out, as the subject of a sentence that ends in "is not drafted"."""
    if any(column.period is not None for column in table.columns):
        return "several of its columns are of one period, and nothing in their headers tells them apart: it"
    return "the table has no dated column or row and"
