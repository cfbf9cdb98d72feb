"""Commands of the daily work: take-over, forecasts, notices, answers, dates, contributions, notes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mailbot.cases.authority import is_contributor
from mailbot.cases.case import Case, Draft, PendingNotice, Resubmission, SetDeadline
from mailbot.cases.deadlines import board_deadline, final_due
from mailbot.cases.decision import Decision
from mailbot.cases.effects import (
    Alert,
    AlertReason,
    Document,
    Effect,
    Forward,
    ForwardReason,
    Refusal,
    Remark,
    ReminderReason,
    SendAnswer,
    SendNotice,
    WriteDocument,
)
from mailbot.cases.events import Actor, NoticeWay, Stated
from mailbot.cases.handing import hand_to_worker, presentation
from mailbot.cases.notices import LETTERS, may_have_notices, of_round, send_due, waits_on_paper
from mailbot.cases.policy import Policy
from mailbot.cases.recipients import leads_of, officer_for, team_of
from mailbot.cases.workflow_commands import Done, Order
from mailbot.rules.directory import Team
from mailbot.vocabulary import PETITIONS, Role, Status


def accept(order: Order) -> Done | Refusal:
    """ÜBERNOMMEN: the case, the application or the objection has somebody; said twice it stays with the first."""
    return Done(replace(order.case, accepted_at=order.case.accepted_at or order.event.at))


def forecast(order: Order) -> Done | Refusal:
    """FERTIG BIS: within the 14 days no interim notice is due; beyond them it leaves at once and names the date."""
    refused = order.date_refused()
    if refused is not None or order.command.on is None:
        return refused or Refusal.DATE_MISSING
    case, on = replace(order.case, forecast=order.command.on), order.command.on
    case = replace(case, accepted_at=case.accepted_at or order.event.at)
    if on <= final_due(case.counting_from, order.policy) or not may_have_notices(case):
        return Done(case)
    return _at_once(order, case, PendingNotice(f"forecast:{on.isoformat()}", order.event.at, until=on))


def _at_once(order: Order, case: Case, wanted: PendingNotice) -> Done:
    """Now, or when the window opens; the same cause never twice in a round."""
    if wanted.cause in {record.cause for record in of_round(case)}:
        return Done(case)
    case, effects = send_due(replace(case, pending=wanted), order.event.at, order.policy)
    return Done(case, effects, remark=_heard_of(case, effects))


def _heard_of(case: Case, effects: tuple[Effect, ...]) -> Remark:
    """When the customer hears of it: now, when the window opens, or by a letter that somebody has to print."""
    if any(isinstance(effect, SendNotice) for effect in effects):
        return Remark.INTERIM_LEAVES
    if any(isinstance(effect, WriteDocument) for effect in effects):
        return Remark.INTERIM_LETTER
    return Remark.INTERIM_WAITS if case.pending is not None else Remark.NONE


def interim(order: Order) -> Done | Refusal:
    """ZWISCHENNACHRICHT: at once, with a configured reason; a free text waits for FREIGABE."""
    case, text = order.case, order.command.text.strip()
    if not may_have_notices(case):
        return Refusal.WRONG_STATE
    reason = next((known for known in order.policy.interim_reasons if known.casefold() == text.casefold()), "")
    if text and not reason:
        return _drafted(order, interim_text=True)
    until = case.forecast if case.forecast is not None and case.forecast >= order.today else None
    cause = f"asked:{order.today.isoformat()}"
    return _at_once(order, case, PendingNotice(cause, order.event.at, until, reason))


def answer(order: Order) -> Done | Refusal:
    """ANTWORT: a draft answer; it waits for the officer."""
    if not order.command.text.strip():
        return Refusal.TEXT_MISSING
    return _drafted(order, interim_text=False)


def _drafted(order: Order, *, interim_text: bool) -> Done:
    case = order.case
    draft = Draft(len(case.drafts) + 1, order.event.at, interim=interim_text)
    case = replace(case, drafts=(*case.drafts, draft))
    return Done(case, (Alert(officer_for(case, order.policy, order.event.absent), AlertReason.DRAFT_WAITS),))


def release(order: Order) -> Done | Refusal:
    """FREIGABE: the newest draft, if it is the one the officer was shown; by mail only where it is clean."""
    case, event = order.case, order.event
    draft = case.drafts[-1] if case.drafts else None
    if draft is None or draft.released:
        return Refusal.NOTHING_TO_RELEASE
    if event.offered_draft is not None and event.offered_draft != draft.version:
        return Refusal.NOTHING_TO_RELEASE
    case = replace(case, drafts=(*case.drafts[:-1], replace(draft, released=True)))
    if draft.interim:
        cause = f"draft:{draft.version}"
        return _at_once(order, case, PendingNotice(cause, event.at, case.forecast, draft=draft.version))
    if order.command.by_mail and event.draft_clean and case.notice_way is NoticeWay.MAIL and may_have_notices(case):
        return Done(case, (SendAnswer(draft.version),))
    case = replace(case, documents=(*case.documents, Document.ANSWER_LETTER))
    return Done(case, (WriteDocument(Document.ANSWER_LETTER),))


def set_deadline(order: Order) -> Done | Refusal:
    """FRIST: the deadline of a petition; with AUSSCHUSS the date is the committee's, ours lies 14 days before."""
    if order.case.kind not in PETITIONS:
        return Refusal.WRONG_STATE
    refused = order.date_refused()
    if refused is not None or order.command.on is None:
        return refused or Refusal.DATE_MISSING
    on, committee_on = order.command.on, order.case.deadline.committee_on if order.case.deadline else None
    if order.command.committee:
        committee_on, on = on, max(board_deadline(on), order.today)
    return Done(replace(order.case, deadline=SetDeadline(on, confirmed=True, committee_on=committee_on)))


def extension(order: Order) -> Done | Refusal:
    """FRISTVERLÄNGERUNG: writes the request; the old deadline stands until FRIST records the new one."""
    if order.case.kind not in PETITIONS:
        return Refusal.WRONG_STATE
    refused = order.date_refused()
    if refused is not None:
        return refused
    if not order.command.text.strip():
        return Refusal.TEXT_MISSING
    document = WriteDocument(Document.EXTENSION_REQUEST, order.command.on, order.command.text)
    papers = (*order.case.documents, Document.EXTENSION_REQUEST)
    return Done(replace(order.case, documents=tuple(dict.fromkeys(papers))), (document,))


def internal_date(order: Order) -> Done | Refusal:
    """TERMIN: an internal date for the team's statement, told to the lead and reminded."""
    refused = order.date_refused()
    if refused is not None or order.command.on is None:
        return refused or Refusal.DATE_MISSING
    case, on, event = order.case, order.command.on, order.event
    team = team_of(case, order.policy)
    if team is None:
        case, effects = hand_to_worker(case, ForwardReason.DATE_SET, event.at, order.policy, event.absent, on)
        return Done(case, effects)
    to = leads_of(case, team, order.policy, event.absent)
    dated = _reminded(order, to[0], on, ReminderReason.INTERNAL_DATE)
    return Done(dated, (Forward(to, reason=ForwardReason.DATE_SET, until=on),))


def _reminded(order: Order, to: str, on: date, reason: ReminderReason) -> Case:
    noted_at = order.event.at if order.command.text.strip() else None
    return replace(
        order.case, resubmissions=(*order.case.resubmissions, Resubmission(on, to, reason, noted_at=noted_at))
    )


def contribution(order: Order) -> Done | Refusal:
    """ZUARBEIT: petitions and submissions; that lead gets the anonymised text and may answer with a statement."""
    if order.case.kind not in PETITIONS:
        return Refusal.WRONG_STATE
    team = order.policy.directory.team(order.command.target)
    if team is None:
        return Refusal.UNKNOWN_TARGET
    refused = order.date_refused()
    if refused is not None or order.command.on is None:
        return refused or Refusal.DATE_MISSING
    return _contributing(order, team, order.command.on)


def _contributing(order: Order, team: Team, on: date) -> Done:
    case = order.case
    to = leads_of(case, team, order.policy, order.event.absent)
    case = replace(case, contributors=tuple(dict.fromkeys((*case.contributors, team.id))))
    effects: tuple[Effect, ...] = (Forward(to, reason=ForwardReason.CONTRIBUTION, until=on),)
    dated = _reminded(order, to[0], on, ReminderReason.INTERNAL_DATE)
    return Done(replace(dated, contributors=case.contributors), effects)


def resubmit(order: Order) -> Done | Refusal:
    """WIEDERVORLAGE: a reminder for whoever sets it."""
    refused = order.date_refused()
    if refused is not None or order.command.on is None:
        return refused or Refusal.DATE_MISSING
    return Done(_reminded(order, order.event.actor.address, order.command.on, ReminderReason.RESUBMISSION))


def note(order: Order) -> Done | Refusal:
    """NOTIZ: filed with the event; the case stands as it stood."""
    return Done(order.case) if order.command.text.strip() else Refusal.TEXT_MISSING


def posted(order: Order) -> Done | Refusal:
    """VERSANDT: the papers that waited to be printed are out; a notice that was one of them counts as sent.

    One that was written after the mail that is answered was not in its list, and still waits.
    """
    case, until = order.case, order.event.answered_at or order.event.at
    later = [record for record in case.notices if waits_on_paper(case, record) and record.decided_at > until]
    waiting = [record for record in case.notices if waits_on_paper(case, record) and record not in later]
    unseen = {LETTERS[record.notice] for record in later}
    documents = tuple(document for document in case.documents if document in unseen)
    if len(documents) == len(case.documents) and not waiting:
        return Refusal.WRONG_STATE
    notices = tuple(
        replace(r, sent_at=order.event.at, undeliverable=False) if r in waiting else r for r in case.notices
    )
    return Done(replace(case, documents=documents, notices=notices))


def free(order: Order) -> Done | Refusal:
    """FREI: the notices that were held because DMARC or SPF failed may leave; what is due leaves at once."""
    if not order.case.notices_held:
        return Refusal.WRONG_STATE
    case, notices = send_due(replace(order.case, notices_held=False), order.event.at, order.policy)
    return Done(case, notices)


def retain(order: Order) -> Done | Refusal:
    """SPERRE BIS: nothing of the case is erased before."""
    refused = order.date_refused()
    return refused if refused is not None else Done(replace(order.case, retain_until=order.command.on))


def seen(order: Order) -> Done | Refusal:
    """GESEHEN: management has seen it, which records the presentation."""
    at = order.event.at
    return Done(replace(order.case, seen_at=at, presented_at=order.case.presented_at or at))


def nothing(order: Order) -> Done | Refusal:
    """STATUS, HILFE: the answer alone."""
    return Done(order.case)


def stated(case: Case, event: Stated, policy: Policy) -> Decision:
    """A statement is filed; a contribution to a petition is shown to management and officer at once."""
    filed = _statement_given(case, event.actor, policy)
    if case.status is Status.CLOSED or not is_contributor(case, event.actor):
        return Decision(filed)
    return Decision(filed, (presentation(filed, ForwardReason.CONTRIBUTED, policy, event.absent),))


def _statement_given(case: Case, actor: Actor, policy: Policy) -> Case:
    """A statement of the lead or the deputy: the internal date set for it is met."""
    if Role.LEAD not in actor.roles:
        return case
    teams = [team for team in policy.directory.teams if team.id in actor.teams]
    heads = {head.address.lower() for team in teams for head in team.heads}
    entries = tuple(
        replace(entry, done=True) if entry.reason is ReminderReason.INTERNAL_DATE and entry.to in heads else entry
        for entry in case.resubmissions
    )
    return replace(case, resubmissions=entries)
