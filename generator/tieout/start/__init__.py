"""What is new: a company or a release, its folder, and what is understood of it at once."""

from tieout.start.company import Begun, Who, check_company, new_company
from tieout.start.folder import Quarter, new_release
from tieout.start.survey import Survey, survey

__all__ = ["Begun", "Quarter", "Survey", "Who", "check_company", "new_company", "new_release", "survey"]
