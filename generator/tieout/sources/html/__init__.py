"""Web pages: HTML parsed, styled and laid out as browsers do it, made into a neutral document."""

from tieout.sources.html.flow import document_of
from tieout.sources.html.page import Html, Page, whole_page
from tieout.sources.html.tree import Element, bare

__all__ = ["Element", "Html", "Page", "bare", "document_of", "whole_page"]
