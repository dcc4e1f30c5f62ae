"""What an act changes in the files, and what is otherwise once the release is read again."""

from collections.abc import Iterator

from tieout.definitions import edited
from tieout.pipeline import Read
from tieout.review.asked import Act
from tieout.review.journal import FileChange

# So many new findings are told.
_TOLD = 4
# What a file is begun with that is not there yet, by its folder.
_BEGUN = {"concepts": "concepts: {}\n", "sentences": "sentences:\n"}


def changes_of(act: Act) -> Iterator[FileChange]:
    """What an act makes of the files as they are. Raises InputError where that cannot be."""
    for edit in act.edits:
        before = edit.path.read_bytes().decode("utf-8") if edit.path.is_file() else None
        text = before or _BEGUN.get(edit.path.parent.name, "")
        yield FileChange(edit.path.resolve(), before, edited(text, edit.changes, str(edit.path)))


def changed(before: Read, after: Read) -> Iterator[str]:
    """What is otherwise than it was, in words."""
    counts = (
        ("findings", len(before.findings), len(after.findings)),
        ("facts", len(before.facts.facts), len(after.facts.facts)),
        ("relations that hold", _holding(before), _holding(after)),
    )
    yield from (f"{what} {was} → {now}" for what, was, now in counts if was != now)
    known = {finding.message for finding in before.findings}
    new = [finding.message for finding in after.findings if finding.message not in known]
    yield from new[:_TOLD]


def _holding(done: Read) -> int:
    return sum(check.holds for check in done.tied.checks) if done.tied is not None else 0
