"""Many releases at once: each is drafted or built as it would be alone, in processes side by side.

What there is to do is a list of tasks (`tasks_in`); `run` gives the outcome of each as it comes, whatever
becomes of another; `Journal` keeps the outcomes, a line of JSON each, so that a later run goes on from there.
"""

from tieout.batch.journal import Journal
from tieout.batch.known import company_folders
from tieout.batch.model import STATES, Outcome, State, Task
from tieout.batch.run import run
from tieout.batch.tasks import listed, tasks_in

__all__ = ["STATES", "Journal", "Outcome", "State", "Task", "company_folders", "listed", "run", "tasks_in"]
