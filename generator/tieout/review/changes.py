"""The changes of files that an act makes, and their effects once the release is read again."""

from collections.abc import Iterator

from tieout.core import resolved
from tieout.definitions import edited
from tieout.pipeline import Read
from tieout.render import Texts
from tieout.review.asked import Act
from tieout.review.journal import FileChange
from tieout.review.saying import plain, said

# So many new findings are told.
_TOLD = 4
# What a file is begun with that is not there yet, by its folder.
_BEGUN = {"concepts": "concepts: {}\n", "sentences": "sentences:\n"}


def changes_of(act: Act) -> Iterator[FileChange]:
    """The changes of files by an act. Raises InputError where they are not possible."""
    for edit in act.edits:
        before = edit.path.read_bytes().decode("utf-8") if edit.path.is_file() else None
        text = before or _BEGUN.get(edit.path.parent.name, "")
        yield FileChange(resolved(edit.path), before, edited(text, edit.changes, str(edit.path)))


def changed(before: Read, after: Read) -> Iterator[Texts]:
    """The differences between two readings of the release, in words."""
    languages = after.definition.company.languages
    counts = (
        ("now-findings", len(before.findings), len(after.findings)),
        ("now-facts", len(before.facts.facts), len(after.facts.facts)),
        ("now-holding", _holding(before), _holding(after)),
    )
    for key, was, now in counts:
        if was != now:
            yield said(languages, key, was=f"{was:,}", now=f"{now:,}")
    known = {finding.message for finding in before.findings}
    new = [finding.message for finding in after.findings if finding.message not in known]
    yield from (plain(languages, message) for message in new[:_TOLD])


def _holding(done: Read) -> int:
    return sum(check.holds for check in done.tied.checks) if done.tied is not None else 0
