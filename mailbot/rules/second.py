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
    grave = next((k for k in _STANDS_ALONE if k is not first and kinds.score(k) >= decision.also_from), None)
    if grave is not None and first is not Kind.SERVICE_CENTRE:
        return grave
    named = [Kind(s.removeprefix(_SIGNAL)) for hit in found for s in hit.rule.signals if s.startswith(_SIGNAL)]
    return next((kind for kind in named if kind is not first), None)
