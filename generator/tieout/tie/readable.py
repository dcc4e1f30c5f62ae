"""The relations that can be checked, since all their figures can be read."""

from tieout.definitions import Company
from tieout.facts import FactSet
from tieout.relations import Bound, bind, index_of, key_of


def readable(facts: FactSet, company: Company) -> tuple[Bound, ...]:
    """The relations of a company over the reported figures, without those that have an unreadable figure.

    A sum with a figure that cannot be read would only blame those that can. An empty cell counts as zero.
    """
    index = index_of(facts)
    damaged = (cell for cell in facts.damaged if not cell.blank)
    keys = dict.fromkeys(key_of(cell.concept.name, cell.members, cell.period) for cell in damaged)
    unread = [key for key in keys if key not in index]
    bounds = bind(company, (*index, *unread))
    return tuple(bound for bound in bounds if not any(key in bound.keys for key in unread))
