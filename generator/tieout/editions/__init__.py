"""Editions: one set of facts in several taxonomies.

An edition says how concepts, axes, units, contexts, files and rules differ: as data under
`taxonomy/editions/NAME/`, which a company's and a release's own `editions/NAME.yaml` add to or override (see
`load_edition`), and one small module here. To add one: its data, a module with an `Edition`, a line in
EDITIONS.
"""

from tieout.core import Finding, InputError
from tieout.editions.model import Edition, EditionFact, LeftOut, Made, Pairs, Report
from tieout.editions.own import Own
from tieout.editions.prove import CROSSWALK, CROSSWALK_FILE, crosswalk, crosswalk_file, prove
from tieout.editions.tdnet import Tdnet
from tieout.editions.us_gaap import UsGaap

OWN: Edition = Own()

EDITIONS: dict[str, Edition] = {edition.name: edition for edition in (OWN, UsGaap(), Tdnet())}
"""Every edition by its name; our own comes first, and is always built."""


def edition_of(name: str) -> Edition:
    """The edition of a name. Raises InputError where there is none."""
    if name not in EDITIONS:
        raise InputError(
            Finding("input.no-edition", f"there is no edition {name}", f"Choose of {', '.join(EDITIONS)}.")
        )
    return EDITIONS[name]


__all__ = [
    "CROSSWALK",
    "CROSSWALK_FILE",
    "EDITIONS",
    "OWN",
    "Edition",
    "EditionFact",
    "LeftOut",
    "Made",
    "Pairs",
    "Report",
    "crosswalk",
    "crosswalk_file",
    "edition_of",
    "prove",
]
