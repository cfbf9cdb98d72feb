"""The customer wrote again: filed, sent on anonymised, and where it holds a concern of its own, a linked case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mailbot.cases.case import Case
from mailbot.cases.events import FollowedUp
from mailbot.cases.workflow_follow_up import is_doubtful
from mailbot.ingest.house import House
from mailbot.ingest.reply import newest_text
from mailbot.privacy.anonymise import anonymise, withheld_whole
from mailbot.privacy.known import known_from
from mailbot.privacy.sought import known_identifiers, to_remember
from mailbot.rules.verdict import Verdict
from mailbot.steps.advance import step
from mailbot.steps.arrival import Arrival
from mailbot.steps.belongs import Belonging
from mailbot.steps.execute import case_folder, doubtful_folder
from mailbot.steps.merging import final_case
from mailbot.steps.new_case import file_duplicate, file_text, link, open_case, take_new_case
from mailbot.steps.relations import duplicate_of
from mailbot.steps.runtime import Runtime
from mailbot.steps.texts import FOLLOW_UP
from mailbot.steps.work import Work
from mailbot.store import register
from mailbot.store.ledger import DOUBTFUL, Facts
from mailbot.vocabulary import AT_ONCE, Disposition, Flag, Kind, Status

OWN_CASE_FLAGS = frozenset({Flag.APPLICATION, Flag.PRIVACY, Flag.DANGER})
"""A follow-up that holds one of these opens a linked case whose text goes only where that kind goes."""


def take_follow_up(office: Runtime, work: Work, arrival: Arrival, belongs: Belonging) -> Facts:
    """File it with its case; after twelve months closed it is a new case that names the old one.

    Nearly the same text again is filed only: a machine that answers each mail of ours opens no case with each answer.
    """
    with office.store.read() as tx:
        case = final_case(tx, work, belongs.number)
    if case is None:
        return take_new_case(office, work, arrival, belongs)
    arrival = replace(arrival, verdict=_as_confidential(arrival.verdict, case))
    if _is_over(office, case, arrival):
        return take_new_case(office, work, arrival, belongs, follows=case.number)
    verdict = replace(arrival.verdict, evidence=(), form=None)
    repeated = duplicate_of(office, arrival)
    if repeated is not None and (case.status is not Status.CLOSED or wants_own_case(verdict, case)):
        kept = repeated.number if repeated.number in case.linked else case.number
        return file_duplicate(office, work, arrival, replace(repeated, number=kept))
    if holds_an_objection_too(verdict, case):
        verdict = _objection_apart(office, work, arrival, case)
    linked, apart = "", False
    own = own_concern(arrival.verdict, case)
    if own is not None:
        linked = open_case(office, work, arrival, own, case.number, later=True).number
    else:
        apart = is_doubtful(case, verdict, office.policy)
        _file(office, work, arrival, case.number, DOUBTFUL if apart else FOLLOW_UP)
    decision = step(
        office,
        work,
        case.number,
        lambda absent: FollowedUp(arrival.now, arrival.received_at, verdict, linked=linked, absent=absent),
    )
    if linked:
        folder = case_folder(office, work.cases[linked][0])
    else:
        folder = doubtful_folder(office, decision.case) if apart else case_folder(office, decision.case)
    return Facts(Disposition.FOLLOW_UP, case_number=case.number, target_folder=folder)


def _objection_apart(office: Runtime, work: Work, arrival: Arrival, case: Case) -> Verdict:
    """The objection has a linked case at once, for its period runs on; the rest of the mail is the team's as ever."""
    whole = arrival.verdict
    if whole.also is not None:
        objection = replace(whole, kind=whole.also.kind, route=whole.also.route, also=None, flags=_kept(whole.flags))
        link(office, work, case.number, open_case(office, work, arrival, objection, case.number))
    return replace(whole, also=None, evidence=(), form=None)


def _kept(flags: frozenset[Flag]) -> frozenset[Flag]:
    """What concerns the person goes along; an application is told to the team that gets the rest."""
    return flags & {Flag.PROTECTED, Flag.NO_PHONE}


def _is_over(office: Runtime, case: Case, arrival: Arrival) -> bool:
    closing = case.closing
    if closing is None:
        return False
    return _months_between(closing.at.date(), arrival.now.date()) >= office.policy.reopen_months


def _file(office: Runtime, work: Work, arrival: Arrival, number: str, kind: str) -> None:
    """The text, anonymised with the case's own table of persons."""
    with office.store.read() as tx:
        people, _ = register.people(tx, number)
    message = arrival.message
    known = known_from(message, None, office.directory.names, office.policy.prefix)
    text = without_our_mail(message.full_text, office.house)
    anonymised = anonymise(message.subject, text, known, people, language=arrival.verdict.language)
    anonymised = withheld_whole(anonymised) if message.is_encrypted else anonymised
    file_text(work, number, arrival, anonymised, kind)
    work.people[number] = (anonymised.people, (*to_remember(anonymised.identifiers), *known_identifiers(known)))


def without_our_mail(text: str, house: House) -> str:
    """What the customer wrote: a mail of ours, known by its file number, that a program put below it tells nothing.

    Where nothing stands beside it, or something is passed on, the whole text stays.
    """
    parts = newest_text(text)
    if parts.forward or not parts.newest.strip() or not house.numbers_in(parts.quoted):
        return text
    return "\n\n".join(part for part in (parts.newest, parts.signature) if part.strip())


def _is_confidential(case: Case) -> bool:
    """Whether no team may see the case."""
    return case.kind is Kind.CONDUCT_COMPLAINT or Flag.PROTECTED in case.flags


def _as_confidential(verdict: Verdict, case: Case) -> Verdict:
    """A protected customer stays protected, whatever the new mail says or does not say."""
    if Flag.PROTECTED not in case.flags:
        return verdict
    return replace(verdict, flags=verdict.flags | {Flag.PROTECTED})


def wants_own_case(verdict: Verdict, case: Case) -> bool:
    """Whether the follow-up holds a concern that goes elsewhere than the case it answers.

    What belongs to a team does not leave a case that no team may see: it stays with management, its flags with it.
    """
    critical = verdict.kind in AT_ONCE or verdict.kind is Kind.OBJECTION
    if critical and verdict.kind is not case.kind and not verdict.only_thanks:
        return True
    return bool(verdict.flags & OWN_CASE_FLAGS) and not _is_confidential(case)


def holds_an_objection_too(verdict: Verdict, case: Case) -> bool:
    """Whether an objection stands beside an ordinary concern of the same mail, for certain."""
    beside = verdict.also is not None and verdict.also.kind is Kind.OBJECTION
    return beside and not verdict.review and not wants_own_case(verdict, case) and not _is_confidential(case)


def own_concern(verdict: Verdict, case: Case) -> Verdict | None:
    """The verdict of the linked case that the follow-up opens, or None: a grave second concern takes the whole text."""
    if wants_own_case(verdict, case):
        return verdict
    also = verdict.also
    if also is None or verdict.review or also.kind not in AT_ONCE or also.kind is case.kind:
        return None
    return replace(verdict, kind=also.kind, route=also.route, also=None)


def _months_between(earlier: date, later: date) -> int:
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)
