"""Whether a mail holds a second, separate concern, and of which kind (domain, section 2)."""

from __future__ import annotations

from typing import Final

from mailbot.rules.classify import Ranking
from mailbot.rules.match import RuleHit
from mailbot.rules.ruleset import Decision
from mailbot.vocabulary import PETITIONS, Kind

_SIGNAL: Final = "second:"
_STANDS_ALONE: Final = (Kind.CONDUCT_COMPLAINT, Kind.OBJECTION)


def second_kind(kinds: Ranking, found: tuple[RuleHit, ...], decision: Decision) -> Kind | None:
    """The second concern, or None: said so in words ("zugleich beschwere ich mich"), or grave enough by itself.

    A petition or submission holds everything else within it and has none.
    """
    first = Kind(kinds.best)
    if first in PETITIONS:
        return None
    grave = next((k for k in _STANDS_ALONE if k is not first and _stands_alone(k, first, kinds, found, decision)), None)
    if grave is not None and first is not Kind.SERVICE_CENTRE:
        return grave
    named = [Kind(s.removeprefix(_SIGNAL)) for hit in found for s in hit.rule.signals if s.startswith(_SIGNAL)]
    return next((kind for kind in named if kind is not first), None)


def _stands_alone(kind: Kind, first: Kind, kinds: Ranking, found: tuple[RuleHit, ...], decision: Decision) -> bool:
    """Two grave kinds, each well founded, are both there: an objection does not swallow the insult told beside it.

    Rules must have said so: what only ordinary words lean to makes no second case.
    """
    both_grave = {kind, first} == set(_STANDS_ALONE)
    least = decision.dominates_from.get(kind, decision.also_from) if both_grave else decision.also_from
    said = sum(weight for hit in found for named, weight in hit.rule.kinds if named is kind)
    return min(kinds.score(kind), said) >= least
