"""The names that people use for kinds, destinations, evaluations and file numbers, and what they mean."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from mailbot.cases.german import fold, is_slip, meant, words_to
from mailbot.cases.policy import Policy
from mailbot.vocabulary import CustomerGroup, Kind, Route

KINDS: Final[dict[str, Kind]] = words_to(
    (
        ("beschwerde|fachbeschwerde|complaint", Kind.COMPLAINT),
        ("lob|praise", Kind.PRAISE),
        ("anregung|verbesserungsvorschlag|vorschlag|suggestion", Kind.SUGGESTION),
        ("anliegen|sonstiges anliegen|sonstiges|anfrage|request", Kind.REQUEST),
        ("dienstaufsichtsbeschwerde|dab|conduct_complaint", Kind.CONDUCT_COMPLAINT),
        ("petition", Kind.PETITION),
        ("petition trägerversammlung|trägerpetition|petition träger|petition_board", Kind.PETITION_BOARD),
        ("eingabe|submission", Kind.SUBMISSION),
        ("widerspruch|objection", Kind.OBJECTION),
        ("service center|servicecenter|service-center|service centre|service_centre", Kind.SERVICE_CENTRE),
    )
)
ROUTES: Final[dict[str, str]] = words_to(
    (
        ("management|geschäftsführung|geschäftsleitung|gf", Route.MANAGEMENT.value),
        ("objections|widerspruchsstelle|rechtsbehelfsstelle", Route.OBJECTIONS.value),
        ("krm|beauftragte|krm-beauftragte|krm-beauftragter|krm-team", Route.KRM.value),
        ("agency_krm|agentur|agentur krm|verbundagentur|krm der agentur", Route.AGENCY_KRM.value),
    )
)
EVALUATIONS: Final[dict[str, str]] = words_to(
    (
        ("teilw. berechtigt|teilw berechtigt|tlw. berechtigt|tlw berechtigt|teils berechtigt", "teilweise berechtigt"),
        ("nicht berechtigt", "unberechtigt"),
    )
)
_GROUP: Final = re.compile(r"kundengruppe(?:\s?:\s?|\s)(.{1,40})")
_ARTICLE: Final = re.compile(r"^(?:(?:das|die|den|dem|der|an|team)\s){1,3}")


def kind_named(folded: str) -> Kind | None:
    """The kind of reaction that was meant, or None."""
    kinds = {kind for word, kind in KINDS.items() if word == folded}
    kinds = kinds or {kind for word, kind in KINDS.items() if is_slip(folded, word)}
    return kinds.pop() if len(kinds) == 1 else None


def group_named(folded: str) -> CustomerGroup | None:
    """The customer group behind the word "Kundengruppe"; without that word what could be no kind of reaction."""
    found = _GROUP.fullmatch(folded)
    if found is not None:
        return meant(found[1], {fold(group): group for group in CustomerGroup})
    known = {fold(group): group for group in CustomerGroup if group is not CustomerGroup.OTHER}
    return known.get(folded)


def evaluation_named(folded: str, policy: Policy) -> str:
    """The evaluation as the policy writes it, or ""."""
    values = (*policy.evaluations, *policy.suggestion_evaluations)
    known = {fold(value): value for value in values}
    known |= {short: value for short, value in EVALUATIONS.items() if value in values}
    return meant(folded, known) or ""


def target_named(folded: str, policy: Policy) -> str:
    """A team by its id, its German name or its Org.-Z., or one of the other destinations; "" for none."""
    known: dict[str, str] = {}
    for team in policy.directory.teams:
        for word in (team.id, team.name, team.org, team.id.replace("-", " ")):
            known.setdefault(fold(word), team.id)
            known.setdefault(_ARTICLE.sub("", fold(word)), team.id)
    known = {**ROUTES, **{word: target for word, target in known.items() if word}}
    bare = _ARTICLE.sub("", folded)
    return known.get(folded) or known.get(bare) or _near(bare, known)


def _near(typed: str, known: dict[str, str]) -> str:
    targets = {target for word, target in known.items() if is_slip(typed, word)}
    return targets.pop() if len(targets) == 1 else ""


def number_named(text: str, policy: Policy, today: date) -> str:
    """A file number given in full, or by its running number alone (of this year); "" for anything else."""
    prefix = re.escape(policy.prefix.upper())
    if re.fullmatch(rf"{prefix}-[0-9]{{4}}-[0-9]{{6}}", text):
        return text
    return f"{policy.prefix}-{today.year}-{int(text):06}" if re.fullmatch(r"[0-9]{1,6}", text) else ""
