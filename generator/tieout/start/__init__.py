"""Starts something new: a company or a release, with its folder and a survey of what is understood."""

from tieout.start.calendars import fitting_calendars
from tieout.start.company import Begun, Who, check_company, drafted_into, new_company
from tieout.start.folder import Quarter, new_release, whole
from tieout.start.survey import Survey, survey

__all__ = [
    "Begun",
    "Quarter",
    "Survey",
    "Who",
    "check_company",
    "drafted_into",
    "fitting_calendars",
    "new_company",
    "new_release",
    "survey",
    "whole",
]
