"""Rewrites YAML with renamed words in place: comments, order and layout stay as they are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tieout.core import Finding, InputError, Place, resolved
from tieout.definitions._yaml import Document, Span, load_yaml, parse_yaml, spans
from tieout.definitions.files import shown_path
from tieout.definitions.renamed import OldWord, old_words
from tieout.definitions.schemas import model_of

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Change:
    """A word to rewrite: its old form with its place, and its new form."""

    place: Place
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Migration:
    """A file with its new text. `findings` are the places that only a person can decide."""

    path: Path
    text: str
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]

    def write(self) -> None:
        """Writes the new text to the file."""
        if self.changes:
            self.path.write_bytes(self.text.encode("utf-8"))


def migrate(folders: Iterable[Path]) -> tuple[Migration, ...]:
    """The migration of each YAML file below the folders that has renamed words; nothing is written yet.

    Raises InputError where a folder has no such files, or one of them cannot be read.
    """
    found: dict[Path, Migration] = {}
    mistakes: list[Finding] = []
    for folder in folders:
        files = list(_files(folder))
        if not files:
            what = f"there is no YAML of a company or a release in {folder}"
            mistakes.append(Finding("input.no-yaml", what, "Name its folder.", (Place(str(folder)),)))
        for path in files:
            try:
                found.setdefault(resolved(path), _migration(path))
            except InputError as error:
                mistakes += error.findings
    if mistakes:
        raise InputError(*mistakes)
    return tuple(one for one in found.values() if one.changes or one.findings)


def _files(folder: Path) -> Iterator[Path]:
    """The YAML files in a folder, or the file itself; hidden ones are left out."""
    if folder.is_file():
        if model_of(folder) is not None:
            yield folder
        return
    for path in sorted(folder.rglob("*.yaml")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file() and model_of(path) is not None:
            yield path


def _migration(path: Path) -> Migration:
    model = model_of(path)
    assert model is not None
    shown = shown_path(path)
    # Reading it first tells what is wrong with the file, if anything is.
    document = load_yaml(path, shown)
    text = path.read_bytes().decode("utf-8")
    old = list(old_words(document.data, model))
    settled = [word for word in old if not word.clashes]
    rewritten = _rewritten(text, settled)
    assert [
        word.path for word in old_words(parse_yaml(rewritten, shown).data, model) if not word.clashes
    ] == []
    changes = (Change(document.place(word.path), *word.said) for word in settled)
    return Migration(path, rewritten, tuple(changes), tuple(_clashes(document, old)))


def _clashes(document: Document, old: Iterable[OldWord]) -> Iterator[Finding]:
    for word in old:
        if word.clashes:
            yield Finding(
                "definition.renamed",
                f"{word.rule.old} is called {word.rule.new} now, and both are given",
                f"Say it under {word.rule.new} alone.",
                (document.place(word.path),),
            )


def _rewritten(text: str, words: Iterable[OldWord]) -> str:
    """The text with each of the words replaced at its place."""
    mark = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    edits: list[tuple[Span, str, str]] = []
    there = spans(text)
    for word in words:
        rule = word.rule
        key, value = there[word.path]
        edits.append((key, rule.old, rule.new))
        if value is not None and word.value in rule.values:
            edits.append((value, word.value, rule.values[word.value]))
        elif isinstance(word.value, dict):
            edits += [
                (there[(*word.path, inner)][0], inner, now)
                for inner, now in rule.values.items()
                if inner in word.value
            ]
    for span, old, new in sorted(edits, key=lambda edit: edit[0].start, reverse=True):
        written = text[span.start : span.end]
        assert old in written, (written, old)
        text = text[: span.start] + written.replace(old, new, 1) + text[span.end :]
    return mark + text
