"""Documents of Office: workbooks and Word documents, each made a page of what a person sees of it."""

from tieout.sources.office.excel import Excel
from tieout.sources.office.other import OtherOffice
from tieout.sources.office.word import Word

__all__ = ["Excel", "OtherOffice", "Word"]
