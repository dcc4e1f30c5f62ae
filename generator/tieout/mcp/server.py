"""The server: three tools over the releases of one folder, of which none writes anything.

What the tools give is as `--json` prints it; an assistant is given few facts at a time, and told of more.
"""

from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

from mcp.server.fastmcp import FastMCP
from mcp.server.fastmcp.exceptions import ToolError
from mcp.types import ToolAnnotations

from tieout import api
from tieout.core import InputError, resolved
from tieout.results import GRADES, Report, as_json

_SAYS = """\
tieout reads earnings releases (HTML or text) and ties their figures out. Each fact has a grade: exact and \
rounded are proven by arithmetic, repeated is printed twice alike, single is covered by nothing, failed is \
part of a relation that does not hold. `sure` is false where the concept of a fact is a guess. Amounts are \
text in whole units. All of it is a draft: nobody has looked at it.
"""
_READS_ONLY = ToolAnnotations(readOnlyHint=True, destructiveHint=False, openWorldHint=False)
_KEPT, _NAMED = 8, 40
# More facts than this at once help nobody.
_MOST = 500


def server(folder: Path) -> FastMCP:
    """A server for the releases in a folder and its subfolders."""
    releases = _Releases(resolved(folder))
    made = FastMCP("tieout", instructions=_SAYS)
    for tool in (releases.read, releases.explain, releases.check):
        made.add_tool(tool, annotations=_READS_ONLY)
    return made


class _Releases:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, file: str, words: str = "", most: int = 50) -> dict[str, Any]:
        """Reads an earnings release: who reports, its facts by their grades, what does not tie.

        `file` is relative to the folder. Facts are the first `most` whose label, concept or printed row has
        each of `words`; `left_off` says how many more there are.
        """
        report = self._report(file)
        document = as_json(report)
        wanted = words.casefold().split()
        facts = [fact for fact in document["facts"] if all(word in _text(fact) for word in wanted)]
        grades = Counter(fact.grade for fact in report.facts)
        shown = facts[: max(0, min(most, _MOST))]
        return {
            "status": document["status"],
            "company": document["company"],
            "grades": {grade: grades[grade] for grade in GRADES if grades[grade]},
            "facts": shown,
            "left_off": len(facts) - len(shown),
            "findings": [one for one in document["findings"] if one["severity"] == "error"],
        }

    def explain(self, file: str, cell: str) -> dict[str, Any]:
        """Tells where a figure comes from and what proves it.

        `cell` is the `path` of its place in a page, LINE:COLUMN in a text, or the figure as it is printed.
        """
        report = self._report(file)
        found = api.explain(report, cell) or tuple(
            told for fact in report.facts if fact.printed == cell for told in api.explain(report, fact)
        )
        if not found:
            raise ToolError(f"no fact is printed at {cell}")
        facts = {id(fact): told for fact, told in zip(report.facts, as_json(report)["facts"], strict=True)}
        return {
            "explained": [
                {
                    "fact": facts[id(told.fact)],
                    "relations": [
                        {
                            "name": one.name,
                            "equation": one.equation,
                            "holds": one.holds,
                            "difference": format(one.difference, "f"),
                        }
                        for one in told.relations
                    ],
                }
                for told in found
            ]
        }

    def check(self, file: str) -> dict[str, Any]:
        """Ties a release out: how many relations hold, which do not, and every finding."""
        report = self._report(file)
        return {
            "holds": sum(one.holds for one in report.relations),
            "off": [
                {"name": one.name, "equation": one.equation, "difference": format(one.difference, "f")}
                for one in report.relations
                if not one.holds
            ],
            "findings": as_json(report)["findings"],
        }

    def _report(self, file: str) -> Report:
        path = resolved(self._folder / file)
        # Links are followed before it is asked where they lead.
        if not path.is_relative_to(self._folder):
            raise ToolError(f"{file} is outside the folder that this server was given")
        if not path.is_file():
            there = ", ".join(self._named()) or "no file"
            raise ToolError(f"there is no file {file}; there is {there}")
        state = path.stat()
        try:
            return _read(path, state.st_mtime_ns, state.st_size)
        except InputError as error:
            raise ToolError("; ".join(finding.message for finding in error.findings)) from None

    def _named(self) -> list[str]:
        """The first files in the folder."""
        files = sorted(path for path in self._folder.rglob("*") if path.is_file())
        return [str(path.relative_to(self._folder)) for path in files[:_NAMED]]


@lru_cache(maxsize=_KEPT)
def _read(path: Path, *_: int) -> Report:
    """A release, read again only if its file has changed."""
    return api.read(path)


def _text(fact: dict[str, Any]) -> str:
    """The text of a fact that a search looks through."""
    row = (fact["place"] or {}).get("row", "")
    return f"{fact['label']} {fact['concept']} {row}".casefold()
