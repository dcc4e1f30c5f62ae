"""Reads a release as the command would, and keeps everything known up to a fault."""

from dataclasses import dataclass, field
from pathlib import Path

from tieout.contact import meet, result_of
from tieout.core import Finding, InputError, resolved
from tieout.definitions import Company, load_release, shown_path
from tieout.document import Document
from tieout.pipeline import Progress, Read, read, tie_anyhow
from tieout.sources import read_document


@dataclass
class Told:
    """What is known about a release; nothing of the steps after a fault."""

    document: Document | None = None
    done: Read | None = None
    findings: tuple[Finding, ...] = ()
    names: list[str] = field(default_factory=list)
    definitions: list[tuple[str, str]] = field(default_factory=list)
    paths: dict[str, str] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)
    stopped: BaseException | None = None


def told_of(path: Path, beside: Path) -> Told:
    """What is known about the release in a file or folder; a draft is written into `beside`."""
    told = Told(paths=_paths(path))
    progress: Progress = told.log.append
    text = path
    try:
        if path.is_dir():
            definition = load_release(path)
            told.names = _names(definition.company)
            told.paths |= _paths(definition.company.folder) | _paths(definition.text)
            told.definitions = _yaml(path, definition.company.folder)
            text = definition.text
            told.document = read_document(text)
            done = read(path, progress=progress)
            told.done = done if done.tied is not None else tie_anyhow(done)
            told.findings = (*told.done.findings, *told.done.notices)
        else:
            told.document = read_document(path)
            contact = meet(path, beside / "met", progress=progress, named=Path("draft"))
            told.names = _names(contact.done.definition.company)
            told.definitions = _yaml(contact.definitions)
            told.done = contact.done
            told.findings = result_of(contact).findings
    except InputError as error:
        told.findings = error.findings
    except Exception as error:
        # A fault of any kind is what the bundle tells.
        told.stopped = error
    return told


def _paths(path: Path) -> dict[str, str]:
    """The forms of the path in messages, each with its replacement: folders are private to the user."""
    own = "release" if path.is_dir() else f"release{path.suffix}"
    written = {path, resolved(path), Path(shown_path(path))}
    folders = {f"{one.parent}/": "" for one in written if one.parent.name}
    return folders | {str(one): own for one in written if one.name} | {path.name: own}


def _names(company: Company) -> list[str]:
    return [*company.name.values(), company.own.prefix, company.publisher]


def _yaml(*folders: Path) -> list[tuple[str, str]]:
    """The definitions without comments: their names in the bundle, and their texts."""
    found: list[tuple[str, str]] = []
    for folder in folders:
        for file in sorted(folder.rglob("*.yaml")):
            lines = file.read_text(encoding="utf-8").split("\n")
            text = "\n".join("" if line.lstrip().startswith("#") else line for line in lines)
            found.append((f"{folder.name}/{file.relative_to(folder).as_posix()}", text))
    return found
