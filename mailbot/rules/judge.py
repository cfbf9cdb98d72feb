"""The whole judgement of one mail: what it is, of which kind, who gets it, and why.

A pure function of the message, the rules and the office. Where it is not certain it says so (`review`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from mailbot.ingest.forms import Form, read_form, read_ticket
from mailbot.ingest.house import House
from mailbot.ingest.message import Message
from mailbot.ingest.triage import Hit, triage
from mailbot.rules.accused import accused_in
from mailbot.rules.ages import Ages, ages_in
from mailbot.rules.classify import SUPPORTS, Ranking, calibrated
from mailbot.rules.deadline_text import Demand, demanded_by
from mailbot.rules.directory import Directory
from mailbot.rules.language import language_of
from mailbot.rules.leaning import Leaning
from mailbot.rules.match import Facts, RuleHit
from mailbot.rules.opinion import Heard, Opinion, hear, opinion_of, parted_opinions, two_opinions
from mailbot.rules.route import is_for_a_team, route_of
from mailbot.rules.ruleset import Decision, RuleSet
from mailbot.rules.second import second_kind
from mailbot.rules.second_team import second_team
from mailbot.rules.thanks import says_only_thanks
from mailbot.rules.verdict import Concern, Evidence, Verdict
from mailbot.rules.writer import is_anonymous
from mailbot.vocabulary import AT_ONCE, PETITIONS, Channel, Disposition, Kind

_CONCERNS: Final = frozenset({Disposition.CASE, Disposition.FOLLOW_UP})
_LONGEST_READ: Final = 30_000
_FEW_WORDS: Final = 4
_SUGGESTION_COUNTS_FROM: Final = 140
_LIKELY_FROM: Final = 0.12
_GRAVE: Final = AT_ONCE | {Kind.OBJECTION}
AUTHORITY: Final = "authority"
DOUBT: Final = "doubt"
_A_COVERING_NOTE: Final = 40
_POINTS_THERE: Final = re.compile(
    r"\b(?:an(?:bei|lage|hang)|angeh(?:ä|ae)ngt|beigef(?:ü|ue)gt|siehe|attach(?:ed|ment)|pdf)", re.IGNORECASE
)
LEANING: Final = "ordinary_words"
_AGAINST_THE_WORDS: Final = 0.75
_TOLD_IN_ANY_WORDS: Final = (Kind.CONDUCT_COMPLAINT, Kind.OBJECTION)
_CLEARLY: Final = 1.0
_PLAINLY: Final = 6.4
"""Twice the weight from which misconduct goes before the matter; what speaks against it is counted."""
_SURE_BY_WORDS: Final = 0.9
"""Accusations that no rule names are looked at below this; above, one in sixteen was wrong (row by row)."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read of one mail before anything is decided."""

    message: Message
    channel: Channel
    form: Form | None
    facts: Facts
    heard: Heard
    ages: Ages

    @property
    def hits(self) -> tuple[RuleHit, ...]:
        return self.heard.hits

    @property
    def leaning(self) -> Leaning:
        return self.heard.leaning

    def signalled(self, signal: str) -> bool:
        return any(signal in hit.rule.signals for hit in self.hits)


def judge(
    message: Message, ruleset: RuleSet, directory: Directory, house: House, received_on: date | None = None
) -> Verdict:
    """Judge one mail; `received_on` is the day of receipt, for deadlines without a year and for ages."""
    form = read_form(message) if house.is_internal(message.sole_sender) else None
    ticket = None if form else read_ticket(message)
    recorded = form or ticket
    hit = triage(message, house, is_recorded=recorded is not None)
    channel = Channel.FORM if form else Channel.SERVICE_CENTRE_TICKET if ticket else Channel.EMAIL
    numbers = _numbers(message, house)
    if hit.disposition not in _CONCERNS:
        evidence = (Evidence(hit.rule, hit.because),)
        language = language_of(_own_words(message))
        return Verdict(hit.disposition, language=language, evidence=evidence, numbers=numbers)
    reading = _read(message, ruleset, house, recorded, channel, received_on)
    verdict = _decide(reading, ruleset, directory, received_on)
    review = verdict.review or (recorded is None and _needs_a_look(message, house))
    because = _evidence(hit, reading)
    return replace(verdict, disposition=hit.disposition, numbers=numbers, evidence=because, review=review)


def _needs_a_look(message: Message, house: House) -> bool:
    """What makes a person look whatever the words say: no plain sender, answers that go elsewhere, no text, the mark of
    the spam filter (domain, sections 4 and 10)."""
    sender = message.sender.address.lower()
    elsewhere = any(a.address.lower() != sender for a in message.reply_to)
    elsewhere = elsewhere and not any(form.sender.lower() == sender for form in house.web_forms)
    marked = message.header(house.spam_header.lower()).strip().lower().startswith(("yes", "true"))
    wordless = len(f"{message.subject} {message.text}".split()) < _FEW_WORDS
    return not message.sole_sender or elsewhere or marked or wordless or "encrypted" in message.defects


def _read(
    message: Message,
    ruleset: RuleSet,
    house: House,
    recorded: Form | None,
    channel: Channel,
    received_on: date | None,
) -> _Reading:
    text = _form_text(recorded) if recorded else _text(message, house)
    facts = Facts(
        subject=message.subject[:1000],
        text=text[:_LONGEST_READ],
        sender=message.sender.address.lower(),
        sender_name=message.sender.name,
        recipients=tuple(a.address.lower() for a in (*message.to, *message.cc)),
        headers=message.headers,
        attachments=tuple(a.name for a in message.attachments[:50]),
        language=language_of(text if len(text.split()) >= _FEW_WORDS else f"{message.subject}\n{text}"),
        channel=channel,
    )
    today = received_on or (message.date.date() if message.date else None)
    ages = ages_in(f"{message.subject}\n{text}"[:_LONGEST_READ], today)
    return _Reading(message, channel, recorded, facts, hear(facts, ruleset), ages)


def _form_text(form: Form) -> str:
    """The customer's words on a form; its suggestion counts only when it is the larger part of what was said."""
    parts = [form.statement, form.remarks]
    if len(form.suggestion) >= max(_SUGGESTION_COUNTS_FROM, len(form.statement) // 2):
        parts.insert(1, f"Verbesserungsvorschlag: {form.suggestion}")
    return "\n".join(part for part in parts if part)


def _text(message: Message, house: House) -> str:
    """The writer's own words; with what is forwarded below, where a colleague forwards it or nothing else stands."""
    own = message.text
    attached = "\n".join(a.text for a in message.attachments if a.text)
    forwards = house.is_internal(message.sender.address) and bool(message.quoted or attached)
    length = len(own.split())
    points_there = bool(attached) and length <= _A_COVERING_NOTE and bool(_POINTS_THERE.search(own))
    if length >= _FEW_WORDS and not forwards and not points_there:
        return own
    return "\n".join(part for part in (own, message.quoted, attached) if part)


def _own_words(message: Message) -> str:
    return message.text if len(message.text.split()) >= _FEW_WORDS else f"{message.subject}\n{message.text}"


@dataclass(frozen=True, slots=True)
class _Concerns:
    """The kind of the main matter and what it rests on; the second kind with the team it would go to; the whole."""

    kind: Kind
    main: Opinion
    whole: Opinion
    second: Kind | None = None
    second_team: str = ""

    @property
    def also(self) -> Concern | None:
        return Concern(self.second, route_of(self.second, self.second_team)) if self.second else None


def _concerns(reading: _Reading, ruleset: RuleSet, directory: Directory) -> _Concerns:
    whole = opinion_of(reading.heard, reading.form, reading.ages, ruleset, directory)
    told = (reading.facts, reading.heard, reading.ages, ruleset, directory)
    two = two_opinions(*told) or parted_opinions(*told)
    if two is not None and not _are_rude_agents(whole, two, ruleset.decision):
        main, other = two
        return _Concerns(Kind(main.kinds.best), main, whole, Kind(other.kinds.best), other.teams.best)
    kind, second = Kind(whole.kinds.best), second_kind(whole.kinds, reading.hits, ruleset.decision)
    if second is Kind.CONDUCT_COMPLAINT:
        kind, second = second, kind
    return _Concerns(kind, whole, whole, second, whole.teams.best)


def _are_rude_agents(whole: Opinion, two: tuple[Opinion, Opinion], decision: Decision) -> bool:
    """Whether misconduct is told by one half alone of a mail about the Service Center: its agents are meant, who are
    named in the other half (domain, section 2)."""
    said = whole.kinds.score(Kind.CONDUCT_COMPLAINT)
    told = any(half.kinds.best == Kind.CONDUCT_COMPLAINT for half in two)
    about_agents = whole.kinds.best == Kind.SERVICE_CENTRE and Kind.SERVICE_CENTRE in {h.kinds.best for h in two}
    return about_agents and told and said < decision.dominates_from.get(Kind.CONDUCT_COMPLAINT, said)


def _is_doubtful(concerns: _Concerns, confidence: float, reading: _Reading, decision: Decision) -> bool:
    kind, second, whole = concerns.kind, concerns.second, concerns.whole
    return (
        (confidence < decision.review_below and not _deeds_are_told(kind, reading.hits))
        or reading.signalled(DOUBT)
        or _grave_is_near(kind, second, whole.kinds, decision)
        or _words_say_grave(kind, second, reading.leaning)
        or (confidence < _SURE_BY_WORDS and _words_alone_accuse(kind, reading.hits))
    )


def _decide(reading: _Reading, ruleset: RuleSet, directory: Directory, received_on: date | None) -> Verdict:
    decision = ruleset.decision
    concerns = _concerns(reading, ruleset, directory)
    thanks = says_only_thanks(reading.facts, reading.hits)
    if thanks and concerns.kind is not Kind.SERVICE_CENTRE:
        concerns = _Concerns(Kind.PRAISE, concerns.whole, concerns.whole)
    kind, teams, kinds = concerns.kind, concerns.main.teams, concerns.main.kinds
    confidence = calibrated(_confidence(concerns), decision.reliability)
    doubtful = not thanks and _is_doubtful(concerns, confidence, reading, decision)
    demand = _demand(reading, kind, received_on)
    flags = frozenset(flag for hit in reading.hits for flag in hit.rule.flags)
    team = _has_the_ticket(reading, directory) or teams.best
    return Verdict(
        Disposition.CASE,
        kind=kind,
        also=concerns.also,
        topics=_topics(reading.hits),
        route=route_of(kind, team, flags),
        channel=reading.channel,
        anonymous=_anonymous(reading),
        language=reading.facts.language,
        confidence=round(confidence, 2),
        review=doubtful,
        likely=tuple(Kind(name) for name in kinds.close(_LIKELY_FROM)) if doubtful else (),
        flags=flags,
        only_thanks=thanks,
        from_authority=reading.signalled(AUTHORITY),
        deadline=demand.on,
        deadline_days=demand.days,
        committee_date=demand.committee_on,
        second_team="" if concerns.second else second_team(reading.hits, _topics(reading.hits), team, directory),
        accused=accused_in(reading.facts, reading.hits, kind, directory, ruleset.topics),
        form=reading.form,
    )


def _has_the_ticket(reading: _Reading, directory: Directory) -> str:
    """The team whose lead has a ticket of the Service Center already, whatever its words speak of; else ""."""
    if reading.channel is not Channel.SERVICE_CENTRE_TICKET:
        return ""
    addressed = set(reading.facts.recipients)
    for team in directory.teams:
        if addressed & {team.mailbox.lower(), *(head.address.lower() for head in team.heads)}:
            return team.id
    return ""


def _confidence(concerns: _Concerns) -> float:
    """How likely the kind is right, and with it the team, where the team is what decides the route.

    Two kinds found in one text share what speaks for either. Where the ordinary words by themselves would have said
    another kind, rules and words disagree: less likely.
    """
    main, kinds = concerns.main, [kind for kind in (concerns.kind, concerns.second) if kind]
    sure = min(1.0, sum(map(main.kinds.probability, kinds)))
    sure = min(sure, main.teams.certainty) if is_for_a_team(concerns.kind) else sure
    agreed = any(main.heard.leaning.prefers(kind, Kind) for kind in kinds)
    return sure if agreed else sure * _AGAINST_THE_WORDS


def _grave_is_near(kind: Kind, second: Kind | None, kinds: Ranking, decision: Decision) -> bool:
    """Whether a kind that must not go to a team came close to one that does, or misconduct to one for elsewhere.

    Misconduct that is told beside much anger or an objection stays small among the shares: there its own weight counts.
    """
    if Kind.CONDUCT_COMPLAINT in {kind, second}:
        return False
    conduct = kinds.score(Kind.CONDUCT_COMPLAINT)
    if conduct >= decision.conduct_from and kinds.score(kind) - conduct <= decision.conduct_within:
        return kind not in PETITIONS
    near = kinds.close(decision.grave_from)
    return is_for_a_team(kind) and any(name in _GRAVE and name != second for name in near)


def _words_say_grave(kind: Kind, second: Kind | None, leaning: Leaning) -> bool:
    """Whether the ordinary words alone would have said misconduct or objection where the rules see neither."""
    grave = [name for name in _TOLD_IN_ANY_WORDS if name not in {kind, second} and leaning.prefers(name, Kind)]
    return is_for_a_team(kind) and any(leaning.scores.get(name, 0.0) >= _CLEARLY for name in grave)


def _deeds_are_told(kind: Kind, found: tuple[RuleHit, ...]) -> bool:
    """Whether rules name deeds so plainly that words of complaint around them make it no less certain."""
    weights = [dict(hit.rule.kinds).get(kind, 0.0) for hit in found if SUPPORTS not in hit.rule.signals]
    return kind is Kind.CONDUCT_COMPLAINT and sum(weights) >= _PLAINLY


def _words_alone_accuse(kind: Kind, found: tuple[RuleHit, ...]) -> bool:
    """Whether misconduct was told from the ordinary words alone, with no rule that names a deed."""
    deeds = (hit.rule for hit in found if SUPPORTS not in hit.rule.signals)
    named = any(dict(rule.kinds).get(kind, 0.0) > 0 for rule in deeds)
    return kind is Kind.CONDUCT_COMPLAINT and not named


def _demand(reading: _Reading, kind: Kind, received_on: date | None) -> Demand:
    if kind not in PETITIONS or not reading.signalled(AUTHORITY):
        return Demand()
    return demanded_by(reading.message, received_on)


def _anonymous(reading: _Reading) -> bool:
    if reading.form is not None:
        return not reading.form.customer_name.strip()
    return is_anonymous(reading.message)


def _topics(found: tuple[RuleHit, ...]) -> tuple[str, ...]:
    """Up to three topics, those of the rules with the most patterns first.

    What an employee is said to have done is no topic where more speaks against it: the landlord threatened, not they.
    """
    said = [dict(hit.rule.kinds).get(Kind.CONDUCT_COMPLAINT, 0.0) for hit in found]
    weights: dict[str, float] = {}
    for hit, conduct in zip(found, said, strict=True):
        if hit.rule.topic and (conduct <= 0 or sum(said) > 0):
            weights[hit.rule.topic] = weights.get(hit.rule.topic, 0.0) + hit.patterns + hit.in_subject
    return tuple(sorted(weights, key=lambda topic: -weights[topic])[:3])


def _evidence(hit: Hit, reading: _Reading) -> tuple[Evidence, ...]:
    found = (Evidence(hit.rule, hit.because), *(Evidence(h.rule.id, h.text) for h in reading.hits))
    return (*found, Evidence(LEANING, ", ".join(reading.leaning.words))) if reading.leaning.words else found


def _numbers(message: Message, house: House) -> tuple[str, ...]:
    """File numbers in the subject, then in the ids answered, then in the text."""
    ids = " ".join((*message.in_reply_to, *message.references[-20:])).replace(".", " ").replace("<", " ")
    found = (*house.numbers_in(message.subject), *house.numbers_in(ids), *house.numbers_in(message.text))
    return tuple(dict.fromkeys(found))
