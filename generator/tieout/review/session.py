"""One person's work on one release: its present state, proposed changes, and changes made."""

import difflib
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from os.path import commonpath, relpath
from pathlib import Path
from threading import RLock, Thread
from typing import Any

from tieout.contact import prose_of, with_prose
from tieout.core import Finding, InputError, Place, resolved
from tieout.definitions import ReleaseDefinition, load_release
from tieout.pipeline import Read, Scope, before, read, tie_anyhow
from tieout.render import SIGN_OFF, SignOff, Status, Texts, render_signoff
from tieout.review.acts import act_of
from tieout.review.asked import Act, Asked, Said, line_of, refusal
from tieout.review.candidates import candidates
from tieout.review.changes import changed, changes_of
from tieout.review.journal import FileChange, Journal, What
from tieout.review.published import content, names, publish, ready
from tieout.review.saying import said as in_words
from tieout.review.sentences import beginning, tried
from tieout.trace import Traced

View = dict[str, Any]

# So many proposals are remembered that nobody has decided on yet.
_PROPOSALS = 20
# What the page has beside its own script: what is decided first, then what is asked more.
_SCRIPTS = ("acts.js", "wording.js")


def release_folder(folder: Path) -> Path:
    """The folder of a release: the named one,
    or the one in a draft. Raises InputError where there is none.
    """
    for found in (folder, folder / "definitions" / "release"):
        if (found / "release.yaml").is_file():
            return found
    what, mend = f"there is no release in {folder}", "Name a release's folder, or that of a draft."
    raise InputError(Finding("input.no-release", what, mend, (Place(str(folder)),)))


@dataclass(frozen=True, slots=True)
class Proposal:
    """An act with the files that it would change."""

    act: Act
    changes: tuple[FileChange, ...]
    diff: str


class Session:
    """The state behind the server's pages. It may be used from several threads: one writes at a time."""

    def __init__(self, folder: Path) -> None:
        """Reads the release. Raises InputError where it cannot be read, or another review works on it."""
        self._folder = release_folder(folder)
        self._is_draft = self._folder != folder or (folder.parent.parent / "facts.json").is_file()
        self._lock = RLock()
        self._journal = Journal(self._folder)
        self._proposals: dict[str, Proposal] = {}
        here = resources.files("tieout.review")
        self._script = "".join(here.joinpath(name).read_text(encoding="utf-8") for name in _SCRIPTS)
        self._revision, self._busy = 1, False
        self._told: What = ""
        # What was published of the release as it is now.
        self._files: tuple[str, ...] = ()
        self._done = self._read()
        self._seen = self._stamp()
        self._page = self._render(self._done)

    def close(self) -> None:
        """Lets other processes work on the release."""
        self._journal.close()

    # What it is now ------------------------------------------------------------------------------------

    @property
    def page(self) -> str:
        """The page in its present state."""
        return self._page

    def state(self) -> View:
        """Whether the page is up to date with the files; changes by others are read at once."""
        with self._lock:
            if not self._busy and self._stamp() != self._seen:
                self._rebuild(self._says("state-files"))
            return {
                "revision": self._revision,
                "busy": self._busy,
                "told": self._told,
                "undo": self._journal.last,
                "ready": ready(self._done) and not self._files,
                "report": SIGN_OFF if names(self._folder) else "",
            }

    def _says(self, key: str, **values: What) -> Texts:
        return in_words(self._done.definition.company.languages, key, **values)

    def candidates(self, said: Said) -> list[View]:
        """Concepts for the line of a number, or by words."""
        line, column = (int(str(said.get(key) or 0)) for key in ("line", "column"))
        printed = next(
            (p for _, p in self._done.facts.printed if (p.place.line, p.place.column) == (line, column)), None
        )
        found = line_of(self._done.definition.company, printed) if printed is not None else None
        return candidates(self._done, found[1] if found is not None else None, str(said.get("q") or ""))

    def sentence(self, said: Said) -> View:
        """A first wording for the sentence of a number."""
        return beginning(Asked(self._done, said))

    def tried(self, said: Said) -> View:
        """What a sentence would read that is not saved yet. Raises InputError where it is malformed."""
        with self._lock:
            done = self._done
            changes = tuple(changes_of(act_of(done, {**said, "kind": "sentence"})))
            name = str(said.get("of") or said.get("sentence") or "").strip()
            return tried(done, self._try(changes), name)

    # What is decided -----------------------------------------------------------------------------------

    def propose(self, said: Said) -> View:
        """The changes that a decision would make, as a diff. Raises InputError where it is not possible."""
        with self._lock:
            if self._busy:
                raise refusal("the release is being read again", "Wait for it.")
            act = act_of(self._done, said)
            changes = tuple(changes_of(act))
            self._try(changes)
            name = secrets.token_urlsafe(12)
            diff = "".join(self._diff(change) for change in changes)
            self._proposals[name] = Proposal(act, changes, diff)
            while len(self._proposals) > _PROPOSALS:
                self._proposals.pop(next(iter(self._proposals)))
            return {"id": name, "what": act.what, "diff": diff}

    def do(self, name: str) -> View:
        """Writes a proposal. Raises InputError where a file has changed since."""
        with self._lock:
            proposal = self._proposals.pop(name, None)
            if proposal is None:
                raise refusal("the release was read again since", "Look at it again, and decide anew.")
            self._journal.write(proposal.act.what, proposal.changes)
            self._rebuild(proposal.act.what)
        return self.state()

    def undo(self) -> View:
        """Takes the last act back."""
        with self._lock:
            if self._busy:
                raise refusal("the release is being read again", "Wait for it.")
            self._rebuild(self._says("state-undone", what=self._journal.undo()))
        return self.state()

    def _try(self, changes: tuple[FileChange, ...]) -> ReleaseDefinition:
        """The definitions with some changes, loaded from copies. Raises InputError where they are invalid."""
        company = resolved(self._done.definition.company.folder)
        release = resolved(self._folder)
        root = Path(commonpath((company, release)))
        with tempfile.TemporaryDirectory(prefix="tieout-") as folder:
            copy = Path(folder) / "tried"
            for one in (company, release):
                target = copy / relpath(one, root)
                shutil.copytree(one, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*", "xbrl"))
            for change in changes:
                target = copy / relpath(resolved(change.path), root)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(change.after or "", encoding="utf-8", newline="")
            try:
                return load_release(copy / relpath(release, root))
            except InputError as error:
                raise refusal("the definitions would be none so: " + _first(error.findings)) from None

    def _diff(self, change: FileChange) -> str:
        before, after = ((text or "").splitlines(keepends=True) for text in (change.before, change.after))
        name = change.path.name
        return "".join(difflib.unified_diff(before, after, f"{name} (now)", f"{name} (then)", n=1))

    # What is published ---------------------------------------------------------------------------------

    def publish(self) -> View:
        """Builds and publishes the report. Raises InputError where something is open, or nobody signed."""
        with self._lock:
            if self._busy:
                raise refusal("the release is being read again", "Wait for it.")
            if not ready(self._done):
                raise refusal("something is open, or nobody has signed it", "Settle it, and sign it.")
            self._busy, self._told = True, self._says("state-publishing")
            Thread(target=self._build, daemon=True).start()
        return self.state()

    def published(self, name: str) -> bytes | None:
        """A file of the report in the release's folder; None where it has no such file."""
        return content(self._folder, name)

    def _build(self) -> None:
        """Publishes the report, and shows what prevents it if anything does."""
        page, files = self._page, self._files
        try:
            built = publish(self._folder, self._done, self._scope, self._progress)
            files = names(self._folder) if built.published else ()
            page = self._render(self._done, built.findings, files)
            told = (
                self._says("state-published", out=str(built.out))
                if built.published
                else self._says("state-not-published", why=_first(built.findings))
            )
        except InputError as error:
            told = self._says("state-not-published", why=_first(error.findings))
        except Exception as error:
            told = self._says("state-not-published", why=str(error))
        with self._lock:
            self._page, self._files, self._seen = page, files, self._stamp()
            self._revision += 1
            self._busy, self._told = False, told

    def _progress(self, what: str) -> None:
        self._told = what

    # Reading again -------------------------------------------------------------------------------------

    def _rebuild(self, what: Texts) -> None:
        self._busy, self._told = True, what
        self._seen = self._stamp()
        self._proposals.clear()
        Thread(target=self._again, args=(what,), daemon=True).start()

    def _again(self, what: Texts) -> None:
        """Reads the release again. Where it cannot be read, the page stays as it was and says so."""
        done, page = self._done, self._page
        try:
            done = self._read()
            page = self._render(done)
            parts = (what, *changed(self._done, done))
            told = {key: "; ".join(part[key] for part in parts) for key in what}
        except InputError as error:
            told = self._says("state-not-read", what=what, why=_first(error.findings))
        except Exception as error:
            told = self._says("state-not-read", what=what, why=str(error))
        with self._lock:
            self._done, self._page, self._files = done, page, ()
            self._revision += 1
            self._busy, self._told = False, told

    def _read(self) -> Read:
        done = read(self._folder, scope=self._scope)
        return done if done.tied is not None else tie_anyhow(done)

    def _traced(self, done: Read) -> tuple[Traced, ...]:
        """The trace; in a draft, the numbers in prose are tied too, as on the draft's own page."""
        return with_prose(done.traced, prose_of(done), done.release) if self._is_draft else done.traced

    @property
    def _scope(self) -> Scope | None:
        return "tables" if self._is_draft else None

    def _render(self, done: Read, findings: tuple[Finding, ...] = (), files: tuple[str, ...] = ()) -> str:
        status: Status = "published" if files else "unpublished"
        if self._is_draft:
            status = "draft"
        page = SignOff(
            definition=done.definition,
            release=done.release,
            facts=done.facts,
            tied=done.tied,
            traced=self._traced(done),
            findings=findings or done.findings,
            files=files,
            open=done.open,
            before=before(done.definition),
            status=status,
        )
        return "".join(str(piece) for piece in render_signoff(page, self._script).pieces)

    def _stamp(self) -> tuple[tuple[str, int, int], ...]:
        """Sizes and times of the files, by which changes are noticed."""
        folders = (self._folder, self._done.definition.company.folder)
        files = (path for folder in folders for path in _files(folder))
        stats = ((str(path), path.stat()) for path in files if path.is_file())
        return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    for name in ("concepts", "statements", "sentences", "vocabulary"):
        yield from sorted((folder / name).glob("*.yaml"))


def _first(findings: tuple[Finding, ...]) -> str:
    return findings[0].message if findings else ""
