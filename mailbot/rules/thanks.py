"""Whether a short mail thanks and says nothing else: such an answer reopens no case (domain, section 7)."""

from __future__ import annotations

import re
from typing import Final

from mailbot.rules.match import Facts, RuleHit
from mailbot.rules.words import fold
from mailbot.vocabulary import Kind

THANKS: Final = "thanks"
_LONGEST: Final = 60
_MOST_WEIGHT: Final = 1.5
_WANTS: Final = re.compile(
    r"\?|\"|\b(?:bitte (?!sehr|schoen|schon|ausrichten|weiter|richten sie|gruss|geben sie (?:das|den dank|es) )|"
    r"aber|jedoch|allerdings|trotzdem|dennoch|leider|leider|noch (?:nicht|immer|kein\w*|eine frage|etwas)|immer noch|"
    r"fehlt|fehlen|wann|koenn(?:en|ten) sie|rufen sie|melden sie|schicken sie|senden sie|ich (?:brauche|warte|moechte "
    r"noch|beantrage|widerspreche)|dank fuer nichts|danke fuer nichts|na danke|schoenen dank auch)"
)
_AGAINST: Final = (Kind.COMPLAINT, Kind.REQUEST, Kind.OBJECTION, Kind.SUGGESTION, Kind.SERVICE_CENTRE)


def says_only_thanks(facts: Facts, found: tuple[RuleHit, ...]) -> bool:
    """Thanks in a few words, without a question, a wish, a "but", or a rule that says anything else of weight."""
    thanked = any(THANKS in hit.rule.signals for hit in found)
    if not thanked or len(facts.text.split()) > _LONGEST or _WANTS.search(fold(facts.text)):
        return False
    weights = {kind: sum(dict(hit.rule.kinds).get(kind, 0.0) for hit in found) for kind in _AGAINST}
    conduct = any(dict(hit.rule.kinds).get(Kind.CONDUCT_COMPLAINT, 0.0) > 0 for hit in found)
    return not conduct and max(weights.values()) < _MOST_WEIGHT and not any(hit.rule.flags for hit in found)
