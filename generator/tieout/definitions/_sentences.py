"""Sentences resolved: forms to wordings, figures to concepts, members and periods."""

import re
from collections.abc import Mapping

from tieout.core import Finding
from tieout.definitions._statements import Derivations, finding, nearest
from tieout.definitions._yaml import Document, Key
from tieout.definitions.models import FigureModel, RoleModel, SentenceModel, SentencesFile
from tieout.definitions.taxonomy import Concept, Sentence, SentenceFigure

_FORM = re.compile(r"[a-z0-9-]+")
_PLACEHOLDER = re.compile(r"\{([a-z0-9-]+)\}")


class Sentences:
    """Resolves the files of sentences and collects `findings`."""

    def __init__(
        self, roles: Mapping[str, RoleModel], derivations: Derivations, concepts: dict[str, Concept]
    ) -> None:
        """`roles` are the named kinds of figures; `concepts` are all concepts, the derived ones included."""
        self._roles = roles
        self._derivations = derivations
        self._concepts = concepts
        self._names: set[str] = set()
        self.sentences: list[Sentence] = []
        self.findings: list[Finding] = []

    def read(self, document: Document, file: SentencesFile) -> None:
        """Adds the sentences of one file."""
        for index, model in enumerate(file.sentences):
            path: Key = ("sentences", index)
            if model.sentence in self._names:
                self._say(
                    document, "twice", f"two sentences are called {model.sentence}", "Rename one.", path
                )
            self._names.add(model.sentence)
            wordings = self._wordings(document, file, model, path)
            names = {
                name
                for wording in wordings
                for name in _PLACEHOLDER.findall(wording)
                if name in model.figures or name in self._roles
            }
            figures = {}
            for name in sorted(names | set(model.figures)):
                figure = self._figure(document, model, name, (*path, "figures", name))
                if figure is not None:
                    figures[name] = figure
            subject = (model.subject,) if isinstance(model.subject, str) else tuple(model.subject)
            place = document.place(path)
            self.sentences.append(Sentence(model.sentence, subject, wordings, figures, place, model.optional))

    def _say(self, document: Document, code: str, message: str, mend: str, path: Key) -> None:
        self.findings.append(finding(code, message, mend, document.place(path)))

    def _wordings(
        self, document: Document, file: SentencesFile, model: SentenceModel, path: Key
    ) -> tuple[str, ...]:
        found: list[str] = []
        for said in [model.says] if isinstance(model.says, str) else model.says:
            if not _FORM.fullmatch(said):
                found.append(said)
            elif said in file.forms:
                found += file.forms[said]
            else:
                self._say(
                    document,
                    "unknown-form",
                    f"no form is called {said}",
                    nearest(said, list(file.forms)),
                    path,
                )
        return tuple(found)

    def _figure(
        self, document: Document, model: SentenceModel, name: str, path: Key
    ) -> SentenceFigure | None:
        given = model.figures.get(name, FigureModel.model_validate({}))
        role = self._roles.get(name)
        derive = given.derive or (role.derive if role and given.concept is None else None)
        period = given.period or (role.period if role else None)
        wanted = given.concept or model.concept
        if wanted is None or period is None:
            what = "no concept" if wanted is None else "no period"
            self._say(
                document, "figure", f"the figure {name} of {model.sentence} has {what}", "Say it.", path
            )
            return None
        if derive is not None:
            wanted = self._derivations.name(wanted, derive)
        concept = self._concepts.get(wanted)
        if concept is None:
            mend = f"Say `derive: [{derive}]` on a line of its concept in a statement." if derive else ""
            self._say(
                document,
                "unknown-concept",
                f"{wanted} is used but not defined",
                mend or nearest(wanted, self._concepts),
                path,
            )
            return None
        members = model.members if given.members is None else given.members
        for entry in (*members, *members.values()):
            if entry not in self._concepts:
                self._say(
                    document,
                    "unknown-concept",
                    f"{entry} is used but not defined",
                    nearest(entry, self._concepts),
                    path,
                )
        return SentenceFigure(concept, tuple(sorted(members.items())), period, given.sign)
