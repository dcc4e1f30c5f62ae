"""Resolves relations besides totals: those that a statement's file states, and those of derived concepts."""

from collections.abc import Iterator, Sequence

from tieout.definitions._statements.scope import Draft, Scope
from tieout.definitions._yaml import Key
from tieout.definitions.models import RelationModel, TermModel
from tieout.definitions.taxonomy import Relation, Term, TermAt


class Relations:
    """Resolves the relations of a statement whose lines have been read."""

    def __init__(self, scope: Scope, drafts: Sequence[Draft]) -> None:
        self._scope = scope
        self._drafts = drafts
        self._say = scope.say

    def stated(self) -> Iterator[Relation]:
        """The relations that the file states."""
        for index, model in enumerate(self._scope.model.relations):
            if (relation := self._relation(index, model)) is not None:
                yield relation

    def of_derived(self, stated: Sequence[Relation]) -> Iterator[Relation]:
        """The relation of each derived concept, in the first statement that shows it.

        A relation that the file states for the concept replaces it.
        """
        said = {relation.total.concept.name for relation in stated if not relation.total.members}
        for draft in self._drafts:
            concept = draft.line.concept
            if (
                draft.kind != "derived"
                or concept.derived is None
                or not self._scope.derived.first(concept.name)
            ):
                continue
            if concept.name in said:
                continue
            kind, of = concept.derived
            base = self._scope.concepts[of]
            instant = base.period == "instant"
            now = Term(base, (), "end" if instant else None)
            before = Term(base, (), "start" if instant else "year-before")
            if kind == "movement" and not instant:
                self._say("mixed-periods", f"{of} is a duration: it has no movement", "Drop it.", draft.path)
            yield Relation(
                name=concept.name,
                statement=self._scope.model.statement,
                says={key: text.rstrip(".") for key, text in self._scope.derived.says(base, kind).items()},
                total=Term(concept),
                parts=((1, now),) if kind == "growth" else ((1, now), (-1, before)),
                per=before if kind == "growth" else None,
                plus=1 if kind == "growth" else 0,
                exact=self._scope.model.foots == "exactly" and kind != "growth",
                every_member=True,
                place=draft.line.place,
            )

    def _relation(self, index: int, model: RelationModel) -> Relation | None:
        path: Key = ("relations", index)
        named: list[Key] = [("result",), *(("parts", position) for position in range(len(model.parts)))]
        models: list[TermModel] = [model.result, *model.parts]
        if model.per is not None:
            named.append(("per",))
            models.append(model.per)
        terms = []
        for term, inner in zip(models, named, strict=True):
            resolved = self._term(term, (*path, *inner))
            if resolved is not None:
                terms.append(resolved)
        if len(terms) < len(named):
            return None
        if len({term.concept.type for term in terms}) > 1 and model.per is None:
            self._say("mixed-types", f"{model.relation} relates amounts of different types", "Mend it.", path)
        if model.less_one and model.per is None:
            self._say("no-quotient", f"{model.relation} has less-one without `per`", "Say `per`.", path)
        periods = {term.concept.period for term in terms if term.at is None}
        if len(periods) > 1 or ("instant" in periods and any(term.at in ("start", "end") for term in terms)):
            self._say(
                "mixed-periods",
                f"{model.relation} relates a balance and a flow",
                "Say `as-of: opening` or `as-of: closing` of the balances.",
                path,
            )
        weights = [part.weight for part in model.parts]
        return Relation(
            name=model.relation,
            statement=self._scope.model.statement,
            says=model.says,
            total=terms[0],
            parts=tuple(zip(weights, terms[1 : len(weights) + 1], strict=True)),
            per=terms[-1] if model.per is not None else None,
            plus=1 if model.less_one else 0,
            exact=(model.foots or self._scope.model.foots) == "exactly" and model.per is None,
            every_member=not (model.of_whole or any(term.members for term in terms)),
            place=self._scope.document.place(path),
            complete=model.of_all,
        )

    def _term(self, model: TermModel, path: Key) -> Term | None:
        concept = self._scope.concept(model.concept, (*path, "concept"))
        for axis, member in model.members.items():
            self._scope.check_member(axis, member, (*path, "members", axis))
        if concept is None:
            return None
        if not concept.numeric:
            self._say("wrong-type", f"{concept.name} has no figures", "Relate numbers.", (*path, "concept"))
            return None
        if concept.period == "duration" and model.as_of is not None:
            self._say(
                "wrong-type", f"{concept.name} is a duration: it has no {model.as_of}", "Drop `as-of`.", path
            )
        return Term(concept, tuple(sorted(model.members.items())), _term_at(model))


def _term_at(model: TermModel) -> TermAt | None:
    """The period of a term relative to the others, in the form for later steps."""
    if model.as_of is not None:
        return "start" if model.as_of == "opening" else "end"
    return "year-before" if model.period == "year-earlier" else model.period
