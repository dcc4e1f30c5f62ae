"""The decisions that a person can make, and what each changes in which file."""

import re
from collections.abc import Callable
from datetime import date

from tieout.definitions import Append, Change, Put
from tieout.draft.text import flow
from tieout.mapping import Printed
from tieout.pipeline import Read
from tieout.render import digest_of
from tieout.review import lines, sentences
from tieout.review.asked import Act, Asked, Edit, Said, refusal


def act_of(done: Read, said: Said) -> Act:
    """The act for a decision, as a page says it in `said`.

    `kind` names the decision; a number is given by `line` and `column` of the text; other keys depend on the
    kind. Raises InputError where the decision is not possible here.
    """
    kind = _KINDS.get(str(said.get("kind")))
    if kind is None:
        raise refusal("kind", kind=repr(said.get("kind")))
    return kind(Asked(done, said))


def accept(asked: Asked) -> Act:
    """Accepts a contradiction of the release itself, which stays as printed."""
    why = asked.text("why", "reason")
    reasons = dict.fromkeys(asked.company.languages, why)
    return _accept_relation(asked, reasons) if "relation" in asked.said else _accept_repeat(asked, reasons)


def _accept_relation(asked: Asked, reasons: dict[str, str]) -> Act:
    named = (asked.said["relation"], asked.said.get("total"))
    tied = asked.done.tied
    for check in tied.checks if tied is not None else ():
        if tied is not None and named == (check.relation, check.total.id) and tied.fails(check):
            context = check.total.context
            entry = {
                "relation": check.relation,
                "period": str(context.period),
                **({"members": dict(context.members)} if context.members else {}),
                "by": format(check.residue, "f"),
                "why": reasons,
            }
            what = asked.says(
                "did-accept",
                relation=check.relation,
                period=str(context.period),
                off=f"{check.residue:,f}",
            )
            return Act(what, (_in_release(asked, Append(("exceptions",), flow(entry))),))
    raise refusal("off")


def _accept_repeat(asked: Asked, reasons: dict[str, str]) -> Act:
    at, facts = asked.place(), asked.done.facts.by_id()
    for repeat in asked.done.facts.repeats:
        printed, figure = repeat.printed, facts[repeat.fact].figure
        here = (printed.place.line, printed.place.column) == at
        if here and not repeat.agrees and figure is not None and printed.figure is not None:
            entry = {
                "repeat": f"{printed.statement}/{printed.concept.name}",
                **_when(printed),
                "by": format(printed.figure.value - figure.value, "f"),
                "why": reasons,
            }
            what = asked.says("did-accept-repeat", printed=printed.text)
            return Act(what, (_in_release(asked, Append(("exceptions",), flow(entry))),))
    raise refusal("off")


def _when(printed: Printed) -> dict[str, object]:
    members = {"members": dict(printed.members)} if printed.members else {}
    return {"period": str(printed.period), **members}


def no_figure(asked: Asked) -> Act:
    """Declares that a number is no figure, by a pattern of the words around it."""
    line, column = asked.place()
    why = asked.text("why", "number")
    if not 0 < line <= len(asked.done.release.lines):
        raise refusal("number")
    pattern = str(asked.said.get("pattern") or "") or _around(asked.done.release.lines[line - 1], column)
    change = Append(("not-figures",), flow({"pattern": pattern, "why": why}))
    return Act(
        asked.says("did-no-figure", pattern=pattern),
        (Edit(asked.company.folder / "company.yaml", (change,)),),
    )


def _around(line: str, column: int) -> str:
    """A regular expression for a number of a line with the word on either side."""
    begin = column - 1
    before = re.search(r"\S+\s*$", line[:begin])
    number = re.match(r"\S+", line[begin:])
    after = re.match(r"\s*\S+", line[begin + len(number[0]) :]) if number is not None else None
    parts = (before, number, after)
    return re.sub(r"(\\\s|\s)+", r"\\s+", "".join(re.escape(part[0]) for part in parts if part is not None))


def comment(asked: Asked) -> Act:
    """Adds a comment on a number."""
    at = asked.place()
    says = asked.text("says", "comment")
    row = next((row for row in asked.done.traced if (row.line, row.column) == at), None)
    if row is None:
        raise refusal("number")
    entry = {"line": row.line, "printed": row.printed, "says": says}
    return Act(
        asked.says("did-comment", printed=row.printed, says=says),
        (_in_release(asked, Append(("comments",), flow(entry))),),
    )


def sign_off(asked: Asked) -> Act:
    """Signs the release, for its present text."""
    name = asked.text("name", "name")
    if left := len(asked.done.findings):
        raise refusal("open", count=str(left))
    digest = digest_of(asked.done.definition.text)
    signed = {"name": name, "on": date.today().isoformat(), "sha256": digest}
    return Act(asked.says("did-sign-off", name=name), (_in_release(asked, Put(("signed",), flow(signed))),))


def _in_release(asked: Asked, change: Change) -> Edit:
    return Edit(asked.released, (change,))


_KINDS: dict[str, Callable[[Asked], Act]] = {
    "settle": lines.settle,
    "concept": lines.concept,
    "sign": lines.sign,
    "member": lines.member,
    "attribute": lines.attribute,
    "sentence": sentences.sentence,
    "accept": accept,
    "no-figure": no_figure,
    "comment": comment,
    "sign-off": sign_off,
}
