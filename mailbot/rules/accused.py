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
_A_LEAD: Final = r"\bteam(?:leiter(?:in)?|leitung|chef(?:in)?)\b"
_NOT_BESIDE: Final = "".join(rf"(?<!\b{word} )" for word in ("mit", "bei", "an", "von", "zu", "vor", "fuer", "durch"))
_VERBS: Final = (
    "hat|hatte|ist|war|will|wollte|kann|konnte|laesst|liess|tut|macht|geht|ruft|rief|gibt|gab|lehnte?|antwortete?|"
    "reagierte?|bearbeitete?|meldete?|behandelte?|schickte?|verlangte?|forderte?|drohte?|vertroestete?|blockierte?|"
    "behauptete?|verschleppte?|kuemmerte?|verweigerte?|weigerte?|ignorierte?|kuerzte?|strich|streicht"
)
_HELPED: Final = (
    r"geholfen|bemueht|entschuldigt|bestaetigt|zugesagt|weitergeleitet|verwiesen|empfohlen|geraten|freundlich|nett"
)
_DID: Final = rf"(?:,? [\w-]{{1,30}}){{0,4}},? (?:{_VERBS})\b(?![^.!?\n]{{0,80}}\b(?:{_HELPED})\b)"
_ABOUT: Final = r"beschwer\w{0,12}(?: [\w-]{1,20}){0,4} (?:ueber|gegen) (?:(?:die|den|ihren?|meinen?|unseren?) )?"
_TITLES: Final = frozenset({"dr", "prof", "dipl", "von", "van", "der", "de"})


def accused_in(
    facts: Facts, found: tuple[RuleHit, ...], kind: Kind, directory: Directory, topics: dict[str, Topic]
) -> tuple[str, ...]:
    """Addresses and roles that the writer names, where the mail is about somebody's conduct; greetings do not count.

    In a complaint about the matter itself: the leads and deputies who did, or left undone, what is complained of.
    """
    about_conduct = kind is Kind.CONDUCT_COMPLAINT or any(
        hit.rule.topic and topics[hit.rule.topic].aspect == "verhalten" for hit in found
    )
    text = _SALUTATION.sub(" ", fold(f"{facts.subject}\n{facts.text}"))
    if not about_conduct:
        return _leads_who_act(text, directory) if kind is Kind.COMPLAINT else ()
    roles = [s.removeprefix(_SIGNAL) for hit in found for s in hit.rule.signals if s.startswith(_SIGNAL)]
    people = {person.address.lower(): person for person in _people(directory)}
    named = [address for address, person in people.items() if _is_named(person, text)]
    return tuple(dict.fromkeys((*(role for role in roles if role in set(Role)), *named)))


def _leads_who_act(text: str, directory: Directory) -> tuple[str, ...]:
    heads = {head.address.lower(): head for team in directory.teams for head in team.heads}
    named = [address for address, head in heads.items() if any(_acts(form, text) for form in _forms(head, text))]
    lead_acts = "team" in text and _acts(_A_LEAD, text)
    return (*([Role.LEAD.value] if lead_acts else []), *named)


def _acts(who: str, text: str) -> bool:
    """Whether a sentence has them as its subject, or the complaint is about them; helping is nothing to complain of."""
    return re.search(rf"{_NOT_BESIDE}{who}{_DID}", text) is not None or re.search(_ABOUT + who, text) is not None


def _people(directory: Directory) -> tuple[Person, ...]:
    heads = [person for team in directory.teams for person in team.heads]
    offices = [person for office in (directory.officer, directory.management) for person in office.people]
    return (*heads, *offices)


def _is_named(person: Person, text: str) -> bool:
    return any(re.search(form, text) for form in _forms(person, text))


def _forms(person: Person, text: str) -> list[str]:
    """ "Frau Leitner", "Herr Dr. Leitner", "Fr. Leitner", or first name and surname; none where the text lacks it."""
    words = [word for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", fold(person.name)) if word not in _TITLES]
    if not words or words[-1] not in text:
        return []
    surname = re.escape(words[-1])
    title = r"(?:frau|herrn?|hr\.?|fr\.?|teamleiter(?:in)?|chef(?:in)?|leiter(?:in)?)"
    forms = [rf"\b{title} (?:dr\.? )?(?:{re.escape(words[0])} )?{surname}\b"]
    return [*forms, rf"\b{re.escape(words[0])} {surname}\b"] if len(words) > 1 else forms
