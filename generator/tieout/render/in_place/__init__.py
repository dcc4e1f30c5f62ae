"""The company's own page as the report: its figures are tagged in place, and its look stays."""

from tieout.render.in_place.make import InPlace, in_place, text_in_place

__all__ = ["InPlace", "in_place", "text_in_place"]
