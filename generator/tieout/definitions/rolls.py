"""The rules by which tables are drafted that follow a balance from its start to its end."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tieout.definitions.models.drafting import RollModel, RollRulesModel


@dataclass(frozen=True, slots=True)
class Roll:
    """A balance that tables follow from its start to its end: the words for it, and for what moves it.

    `not_said` are words with which a title is of something else. `otherwise` are elements of captions without
    words of those in `moves`; `unsure` are those of which filers show an increase with either sign. `less`
    are the elements of what is taken off it, and `gross` is the balance before that.
    """

    balance: str
    said: tuple[str, ...]
    not_said: tuple[str, ...]
    moves: dict[str, tuple[str, ...]]
    otherwise: dict[str, tuple[str, ...]]
    unsure: frozenset[str]
    less: dict[str, tuple[str, ...]]
    gross: str


@dataclass(frozen=True, slots=True)
class RollRules:
    """How roll-forwards are drafted: those that are known, and the names of concepts.

    `shown` are balances that statements show move; what moves another is none of `elsewhere`.
    """

    known: tuple[Roll, ...]
    shown: re.Pattern[str]
    elsewhere: re.Pattern[str]


def roll_rules(base: RollRulesModel, words: Mapping[str, RollModel]) -> RollRules:
    """The rules of the base layer, with the words of one language by the concept of the balance."""
    known = tuple(_roll(balance, model) for balance, model in words.items())
    return RollRules(known, re.compile(base.shown), re.compile(base.elsewhere))


def _roll(balance: str, model: RollModel) -> Roll:
    return Roll(
        balance=balance,
        said=tuple(model.said),
        not_said=tuple(model.not_said),
        moves=_by_element(model.moves),
        otherwise=_by_element(model.otherwise),
        unsure=frozenset(model.unsure),
        less=_by_element(model.less),
        gross=model.gross or balance,
    )


def _by_element(words: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {element: tuple(said) for element, said in words.items()}
