"""Where a kind goes, and which team a matter belongs to (domain, sections 1 and 2)."""

from __future__ import annotations

from typing import Final

from mailbot.rules.ages import Ages
from mailbot.rules.ruleset import Split
from mailbot.vocabulary import Flag, Kind, Route

_BY_KIND: Final = {
    Kind.CONDUCT_COMPLAINT: Route.MANAGEMENT,
    Kind.PETITION: Route.MANAGEMENT,
    Kind.PETITION_BOARD: Route.MANAGEMENT,
    Kind.SUBMISSION: Route.MANAGEMENT,
    Kind.OBJECTION: Route.OBJECTIONS,
    Kind.SERVICE_CENTRE: Route.AGENCY_KRM,
}


_LEAD: Final = 1.2
"""So much more must speak for the younger team where no age is told: older people mention school and training too."""
_AGE_TOLD: Final = 1.0
"""An age that stands beside words of the shared matter speaks for it too: people tell it their adviser."""


def split_by_age(scores: dict[str, float], splits: tuple[Split, ...], ages: Ages) -> dict[str, float]:
    """Give what a shared matter scored to the team for that age; without an age, to the likelier of the two."""
    result = dict(scores)
    for split in splits:
        shared = result.pop(split.name, 0.0)
        young, older = result.get(split.under, 0.0), result.get(split.otherwise, 0.0)
        age = ages.decisive(split.age)
        is_young = young > older + _LEAD if age is None else age < split.age
        chosen, other = (split.under, split.otherwise) if is_young else (split.otherwise, split.under)
        told = shared + young + older
        if shared or age is not None:
            result[chosen] = told + (_AGE_TOLD if age is not None and told >= _AGE_TOLD else 0.0)
            result[other] = min(result.get(other, 0.0), 0.0)
    return result


def route_of(kind: Kind, team: str, flags: frozenset[Flag] = frozenset()) -> str:
    """The destination of a kind: fixed by the instruction, or the team of the matter; protected: management."""
    if Flag.PROTECTED in flags:
        return Route.MANAGEMENT
    return str(_BY_KIND.get(kind, team))


def is_for_a_team(kind: Kind) -> bool:
    """Whether the matter decides where this kind goes."""
    return kind not in _BY_KIND
