"""The first contact with a release of a company that nobody has described: a result at once.

The page says who reports and when; its statements are drafted, read, tied out and graded. Nothing is asked.
"""

from tieout.contact.identity import Identity, Said
from tieout.contact.meet import Contact, Given, meet
from tieout.contact.result import GRADES, Grade, Graded, Result, place_json, result_of
from tieout.contact.write import draft_folder, draft_into, left_out

__all__ = [
    "GRADES",
    "Contact",
    "Given",
    "Grade",
    "Graded",
    "Identity",
    "Result",
    "Said",
    "draft_folder",
    "draft_into",
    "left_out",
    "meet",
    "place_json",
    "result_of",
]
