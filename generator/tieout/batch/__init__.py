"""Many releases at once: each is drafted or built as it would be alone, in processes side by side.

What there is to do is a list of tasks (`tasks_in`); an engine does them, such as `Processes` on this machine,
and `outcomes` gives what became of each as it comes, whatever becomes of another; `Journal` keeps the
outcomes, a line of JSON each, so that a later run goes on from there. `Watch` does what arrives in a folder.
"""

from tieout.batch.arrivals import Arrivals
from tieout.batch.cluster import Cluster, refuse_unsendable
from tieout.batch.engine import Engine, outcomes
from tieout.batch.feed import Feed
from tieout.batch.journal import Journal
from tieout.batch.known import company_folders
from tieout.batch.model import STATES, Outcome, State, Task
from tieout.batch.run import Processes, run
from tieout.batch.tasks import JOURNAL, listed, tasks_in
from tieout.batch.watch import Told, Watch

__all__ = [
    "JOURNAL",
    "STATES",
    "Arrivals",
    "Cluster",
    "Engine",
    "Feed",
    "Journal",
    "Outcome",
    "Processes",
    "State",
    "Task",
    "Told",
    "Watch",
    "company_folders",
    "listed",
    "outcomes",
    "refuse_unsendable",
    "run",
    "tasks_in",
]
