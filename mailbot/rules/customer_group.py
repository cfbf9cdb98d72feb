"""To which group of customers a writer belongs: Arbeitnehmer, Arbeitgeber, Sonstige (GA, Anlage 1). Pure.

What somebody ticked or says of himself counts. Else the team that has the case tells whom it serves, and the register
says that this is presumed. Nothing is guessed from a name or from what a mail is about.
"""

from __future__ import annotations

import re
from typing import Final

from mailbot.ingest.message import Message
from mailbot.rules.directory import Directory
from mailbot.rules.words import fold
from mailbot.vocabulary import CustomerGroup

PRESUMED: Final = "vermutet"
_MOST: Final = 12_000
_SAYS: Final = {
    CustomerGroup.OTHER: re.compile(
        r"\b(?:rechtsanw[a-z]{1,8}|fachanw[a-z]{1,8}|mein(?:e[mnrs]?)? mandant(?:in|en|schaft)?|anwaltlich vertrete"
        r"|(?:berufs|vereins)betreuer(?:in)?|als (?:gesetzliche|rechtliche|bestellte)[rn]? betreuer(?:in)?"
        r"|rechtliche betreuung fuer|als (?:amts)?vormund|als vermieter(?:in)?|als bewaehrungshelfer(?:in)?"
        r"|(?:schuldner|sozial|migrations|schwangeren)beratung(?:sstelle)? (?:der|des|von)"
        r"|im auftrag (?:unserer|unseres|meiner|meines) (?:klient|mitglied)(?:in|en|s)?)\b"
    ),
    CustomerGroup.EMPLOYER: re.compile(
        r"\b(?:als (?:kleiner |kleine |mittelstaendischer )?arbeitgeber(?:in)?(?! (?:hat|wollte|ist))"
        r"|wir sind ein [a-z]{0,30}(?:betrieb|unternehmen|firma)|wir beschaeftigen [0-9a-z]{1,12} "
        r"|(?:bei|in) uns im betrieb|unser(?:e[mnrs]?)? (?:offenen? )?(?:stellenanzeige|stellenangebot|stellenmeldung)"
        r"|unsere (?:gemeldete|ausgeschriebene|offene) stelle"
        r"|wir (?:moechten|wollen|wuerden gern) (?:ihn|sie|jemanden) einstellen"
        r"|(?:habe|haben) (?:ich|wir) [^.!?]{0,60}(?:stelle|stellen|kraft|kraefte) gemeldet)\b"
    ),
    CustomerGroup.EMPLOYEE: re.compile(
        r"\b(?:mein(?:e[mnrs]?)? (?:buergergeld|weiterbewilligungsantrag|vermittler(?:in)?|fallmanager(?:in)?"
        r"|bedarfsgemeinschaft"
        r"|bewilligungsbescheid|kooperationsplan|eingliederungsvereinbarung|sachbearbeiter(?:in)?)"
        r"|ich (?:beziehe|bekomme|erhalte|kriege) (?:[a-z]{1,12} ){0,3}buergergeld|ich bin arbeitslos)\b"
    ),
}  # fmt: skip
"""In this order: who speaks for another says so, whatever else stands there."""


def self_described(message: Message) -> str:
    """The group that the writer names in the own, newest text or beside the name; "" where none is named."""
    told = fold(f"{message.sender.name}\n{message.text[:_MOST]}")
    return next((group.value for group, says in _SAYS.items() if says.search(told)), "")


def presumed(route: str, directory: Directory) -> str:
    """The group that the team of this route serves, as the directory says; "" where it serves several or none."""
    team = directory.team(route)
    return team.customer_group if team is not None else ""
