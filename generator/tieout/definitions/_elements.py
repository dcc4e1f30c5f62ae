"""The names of the official elements, with period type and balance where they are known for certain.

`taxonomy/base/elements/` lists them: put together from public sources, not the official schemas, which are
not ours to ship. Deprecated elements are left out.
"""

from collections.abc import Iterator
from pathlib import Path

from tieout.core import Finding
from tieout.definitions._statements import finding, nearest
from tieout.definitions.taxonomy import Concept


def check_alignment(folder: Path, concepts: dict[str, Concept]) -> Iterator[Finding]:
    """Elements that do not exist, and exact matches that differ in period type or balance."""
    lists: dict[str, dict[str, str]] = {}
    for concept in concepts.values():
        if concept.element is None:
            continue
        prefix, _, name = concept.element.partition(":")
        if prefix not in lists:
            lists[prefix] = elements(folder / f"{prefix}.csv")
        known = lists[prefix].get(name)
        if known is None:
            yield finding(
                "unknown-element",
                f"{concept.name} is aligned with {concept.element}, which does not exist",
                nearest(name, list(lists[prefix])),
                concept.align_place,
            )
        elif concept.relation == "exact":
            yield from _exact(concept, name, known)


def _exact(concept: Concept, name: str, known: str) -> Iterator[Finding]:
    period, _, balance = known.partition(",")
    ours = (concept.name, concept.period, concept.balance or "")
    # Where the list has no period it is not sure of the attributes: they are not held against us.
    if period and ours != (name, period, balance):
        yield finding(
            "not-exact",
            f"{concept.name} is said to be exactly {concept.element}, which is {name}, {period}, "
            f"{balance or 'without balance'}",
            "Exact means the same name, type, balance and period type: mend one, or say narrower or wider.",
            concept.align_place,
        )


def elements(path: Path) -> dict[str, str]:
    """Period and balance, as they stand, by name. The files are our own: plain commas, no quotes."""
    if not path.is_file():
        return {}
    rows = (line.partition(",") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    return {name: attributes for name, _, attributes in rows}
