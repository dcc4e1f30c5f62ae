"""Drafts a release of a company without definitions, and gives a result at once.

The page says who reports and when. Its statements are drafted, read, tied out and graded; no question is
asked.
"""

from tieout.contact.identity import Identity, Said
from tieout.contact.meet import Contact, Given, identify, meet
from tieout.contact.result import Result, prose_of, result_of
from tieout.contact.shown import with_prose
from tieout.contact.write import draft_folder, draft_into, left_out, put_draft, sweep, sweep_below

__all__ = [
    "Contact",
    "Given",
    "Identity",
    "Result",
    "Said",
    "draft_folder",
    "draft_into",
    "identify",
    "left_out",
    "meet",
    "prose_of",
    "put_draft",
    "result_of",
    "sweep",
    "sweep_below",
    "with_prose",
]
