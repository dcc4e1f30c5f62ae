"""Pages: HTML as browsers parse it, style it and lay out its tables, made into a neutral document."""

from tieout.sources.html.flow import document_of
from tieout.sources.html.page import Html, Page, whole_page
from tieout.sources.html.tree import Element, bare

__all__ = ["Element", "Html", "Page", "bare", "document_of", "whole_page"]
