"""Where a kind goes, and which team a matter belongs to (domain, sections 1 and 2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from mailbot.rules.ruleset import RuleSet, Split
from mailbot.rules.words import fold
from mailbot.vocabulary import Kind, Route

_BY_KIND: Final = {
    Kind.CONDUCT_COMPLAINT: Route.MANAGEMENT,
    Kind.PETITION: Route.MANAGEMENT,
    Kind.PETITION_BOARD: Route.MANAGEMENT,
    Kind.SUBMISSION: Route.MANAGEMENT,
    Kind.OBJECTION: Route.OBJECTIONS,
    Kind.SERVICE_CENTRE: Route.AGENCY_KRM,
}
_OWN_AGE: Final = re.compile(
    r"\bich (?:bin|werde|war)(?: jetzt| erst| schon| bereits| gerade| ja| nun)* (?:mal )?(\d{2})\b(?! ?(?:uhr|euro|km|mal|tage|wochen|monate))"
)
_CHILD: Final = re.compile(
    r"\b(?:mein(?:e[nmr]?|es)?|unser(?:e[nmr]?)?|ihr(?:e[nmr]?)?) (?:\w+er |\w+e )?(?:sohn(?:es)?|tochter|kind|enkel(?:in|sohn|tochter)?|junge|jungen|"
    r"betreuter|betreuten?|betreute|neffe|nichte|bruder|schwester|patenkind|pflegesohn|pflegetochter|klient(?:in|en)?|mandant(?:in|en)?)\b"
)
_AGE: Final = re.compile(
    r"\b(\d{2})[ -]?(?:jahre?|j\.?)[ -]?(?:alt|jung)?\b|\b(\d{2})[ -]?jaehrige?[rnms]?\b|\((\d{2})\)|\bist (?:jetzt |erst |schon |gerade )?(\d{2})\b(?= und|,|\.| jahre|$)"
)
_BIRTH: Final = re.compile(
    r"(?:\bgeb(?:oren|urtsdatum|urtstag|\.)?|\*|\bborn|\bjahrgang|\bjg\.?)[^\n\d]{0,20}(?:(\d{1,2})[.\-/ ]{1,2}(\d{1,2}|[a-z]{3,9})[.\-/ ]{1,2})?(\d{4}|\d{2})\b"
)
_ISO_BIRTH: Final = re.compile(r"(?:\bgeb(?:oren|urtsdatum|\.)?|\*|\bborn)[^\n\d]{0,20}((?:19|20)\d{2})-\d{2}-\d{2}")
_WORKING_AGES: Final = range(15, 68)


@dataclass(frozen=True, slots=True)
class Ages:
    """The ages a text tells: the writer's own, those of others, and whether it is about somebody's child or ward."""

    own: int | None
    others: tuple[int, ...]
    for_another: bool

    def decisive(self, limit: int) -> int | None:
        """The age that counts: that of the child or ward, where one below the limit is told, else the writer's own."""
        young = next((age for age in self.others if age < limit), None)
        if self.for_another and young is not None:
            return young
        if self.own is not None:
            return self.own
        return self.others[0] if self.others else None


def ages_in(text: str, today: date | None) -> Ages:
    """The ages of working life that stand in a text; dates of birth count only where the day is known."""
    folded = fold(text)
    own = next((int(m[1]) for m in _OWN_AGE.finditer(folded) if int(m[1]) in _WORKING_AGES), None)
    found = [int(next(group for group in m.groups() if group)) for m in _AGE.finditer(folded)]
    if today is not None:
        found += [_years(m[3], today) for m in _BIRTH.finditer(folded)]
        found += [today.year - int(m[1]) for m in _ISO_BIRTH.finditer(folded)]
    others = tuple(age for age in found if age in _WORKING_AGES)
    return Ages(own, others, bool(_CHILD.search(folded)))


def _years(year: str, today: date) -> int:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number <= today.year % 100 else 1900
    return today.year - number


def split_by_age(scores: dict[str, float], splits: tuple[Split, ...], ages: Ages) -> dict[str, float]:
    """Give what a shared matter scored to the team for that age; without an age, to the likelier of the two."""
    result = dict(scores)
    for split in splits:
        shared = result.pop(split.name, 0.0)
        young, older = result.get(split.under, 0.0), result.get(split.otherwise, 0.0)
        age = ages.decisive(split.age)
        if age is None:
            is_young = young > older
        else:
            is_young = age < split.age
        chosen, other = (split.under, split.otherwise) if is_young else (split.otherwise, split.under)
        if shared or age is not None:
            result[chosen] = shared + young + older
            result[other] = min(result.get(other, 0.0), 0.0)
    return result


def route_of(kind: Kind, team: str) -> str:
    """The destination of a kind: fixed by the instruction, or the team of the matter."""
    return str(_BY_KIND.get(kind, team))


def is_for_a_team(kind: Kind) -> bool:
    """Whether the matter decides where this kind goes."""
    return kind not in _BY_KIND


def known_teams(ruleset: RuleSet) -> frozenset[str]:
    """Every team that some rule names, for checking against the directory."""
    named = {team for rule in ruleset.rules for team, _ in rule.teams}
    shared = {split.name for split in ruleset.splits}
    return frozenset((named | {t for s in ruleset.splits for t in (s.under, s.otherwise)}) - shared)
