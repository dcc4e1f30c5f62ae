"""Office documents: workbooks and Word documents, made into pages of what a person sees in them."""

from tieout.sources.office.excel import Excel
from tieout.sources.office.other import OtherOffice
from tieout.sources.office.word import Word

__all__ = ["Excel", "OtherOffice", "Word"]
