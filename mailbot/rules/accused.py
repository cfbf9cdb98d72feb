"""Who of the directory the writer names as the actor: such a person does not get the case (domain, section 2)."""

from __future__ import annotations

import re
from typing import Final

from mailbot.rules.directory import Directory, Person
from mailbot.rules.match import Facts, RuleHit
from mailbot.rules.ruleset import Topic
from mailbot.rules.words import fold
from mailbot.vocabulary import Kind, Role

_SIGNAL: Final = "accused:"
_SALUTATION: Final = re.compile(
    r"(?:sehr geehrte|guten tag|guten morgen|hallo|liebe)[rs]?,? (?:frau|herr|herrn)\b[^\n]{0,60}"
)
_TITLES: Final = frozenset({"dr", "prof", "dipl", "von", "van", "der", "de"})


def accused_in(
    facts: Facts, found: tuple[RuleHit, ...], kind: Kind, directory: Directory, topics: dict[str, Topic]
) -> tuple[str, ...]:
    """Addresses and roles that the writer names, where the mail is about somebody's conduct; greetings do not count."""
    about_conduct = kind is Kind.CONDUCT_COMPLAINT or any(
        hit.rule.topic and topics[hit.rule.topic].aspect == "verhalten" for hit in found
    )
    if not about_conduct:
        return ()
    text = _SALUTATION.sub(" ", fold(f"{facts.subject}\n{facts.text}"))
    roles = [s.removeprefix(_SIGNAL) for hit in found for s in hit.rule.signals if s.startswith(_SIGNAL)]
    people = {person.address.lower(): person for person in _people(directory)}
    named = [address for address, person in people.items() if _is_named(person, text)]
    return tuple(dict.fromkeys((*(role for role in roles if role in set(Role)), *named)))


def _people(directory: Directory) -> tuple[Person, ...]:
    heads = [person for team in directory.teams for person in team.heads]
    offices = [person for office in (directory.officer, directory.management) for person in office.people]
    return (*heads, *offices)


def _is_named(person: Person, text: str) -> bool:
    """ "Frau Leitner", "Herr Dr. Leitner", "Fr. Leitner", or first name and surname."""
    words = [word for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", fold(person.name)) if word not in _TITLES]
    if not words:
        return False
    if words[-1] not in text:
        return False
    surname = re.escape(words[-1])
    title = r"(?:frau|herrn?|hr\.?|fr\.?|teamleiter(?:in)?|chef(?:in)?|leiter(?:in)?)"
    forms = [rf"\b{title} (?:dr\.? )?(?:{re.escape(words[0])} )?{surname}\b"]
    if len(words) > 1:
        forms.append(rf"\b{re.escape(words[0])} {surname}\b")
    return any(re.search(form, text) for form in forms)
