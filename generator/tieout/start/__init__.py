"""A new release: its folder, and what is understood of it before a person has done anything."""

from tieout.start.folder import Quarter, new_release
from tieout.start.survey import Survey, survey

__all__ = ["Quarter", "Survey", "new_release", "survey"]
