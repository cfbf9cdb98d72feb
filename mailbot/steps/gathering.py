"""Gathers from the database what the officer must see: open cases that need a hand, findings, held mails."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from mailbot.cases.case import Case
from mailbot.cases.deadlines import due_dates
from mailbot.cases.recipients import hidden_from_officer
from mailbot.outbound.digest import Cluster, DigestFacts, Figure, Row, What
from mailbot.steps.runtime import Runtime
from mailbot.store import desk, ledger, mails, register
from mailbot.store.database import Transaction
from mailbot.store.schema import FindingRow
from mailbot.vocabulary import PETITIONS, Disposition, Flag, Kind, MailState, Status

LAST_DIGEST = "last_digest"
CLUSTER_DAYS = 14
CLUSTER_SIZE = 3
REVIEW_MONTH = 12
"""December: the instruction is due for its yearly review."""


def digest_facts(office: Runtime) -> tuple[DigestFacts, list[int]]:
    """What today's digest says, and the ids of the findings that stand in it."""
    now = office.now()
    today = now.date()
    with office.store.read() as tx:
        since = _since(tx, now)
        open_cases = [case for case in register.open_cases(tx) if not hidden_from_officer(case, office.policy)]
        recent = [
            case
            for case in register.received_since(tx, now - timedelta(days=CLUSTER_DAYS))
            if not hidden_from_officer(case, office.policy)
        ]
        findings = desk.untold(tx)
        urgent = [
            *_case_rows(office, open_cases, today),
            *(_finding_row(finding) for finding in findings),
            *_mail_rows(tx),
            *(Row(What.TO_PRINT, number=d.case_number) for d in desk.unposted(tx)),
        ]
        seen = ledger.counts_since(tx, since)
        spam = ledger.ids_since(tx, Disposition.SPAM, since)
        sent = mails.sent_since(tx, since)
        chain = register.chain_head(tx)
    by_kind, by_route = counts_of(open_cases)
    overdue = sum(row.what is What.OVERDUE for row in urgent)
    new = [case for case in recent if case.opened_at > since]
    figures = (
        (Figure.OPEN, len(open_cases)),
        (Figure.NEW, len(new)),
        (Figure.OVERDUE, overdue),
        (Figure.SENT, sent),
        (Figure.SPAM, seen.get(Disposition.SPAM, 0)),
        (Figure.AUTOMATIC, seen.get(Disposition.AUTOMATIC, 0)),
    )
    facts = DigestFacts(
        day=today,
        urgent=tuple(urgent),
        new=tuple(case_row(case, today) for case in new),
        clusters=tuple(_clusters(recent)),
        figures=figures,
        open_by_kind=by_kind,
        open_by_route=by_route,
        spam=tuple(spam),
        chain=chain,
        review_due=today.month == REVIEW_MONTH,
    )
    return facts, [finding.id for finding in findings]


def _since(tx: Transaction, now: datetime) -> datetime:
    last = desk.setting(tx, LAST_DIGEST)
    return datetime.fromisoformat(last) if last else now - timedelta(days=1)


def case_row(case: Case, today: date, what: What = What.OTHER) -> Row:
    """A case as a row, with its age and what binds it."""
    due = case.deadline.on if case.deadline else case.forecast
    age = (today - case.received_at.date()).days
    return Row(what, case.number, case.kind, case.route, max(age, 0), due, flags=case.flags)


def _case_rows(office: Runtime, cases: Iterable[Case], today: date) -> Iterator[Row]:
    for case in cases:
        for what, due in _reasons(office, case, today):
            row = case_row(case, today, what)
            yield Row(what, row.number, row.kind, row.route, row.age, due or row.due, flags=row.flags)


def _reasons(office: Runtime, case: Case, today: date) -> Iterator[tuple[What, date | None]]:
    final = _binding(office, case)
    if Flag.DANGER in case.flags and case.accepted_at is None:
        yield What.DANGER, None
    if final is not None and case.status is Status.OPEN and final < today:
        yield What.OVERDUE, final
    elif final == today and case.status is Status.OPEN:
        yield What.DUE_TODAY, final
    if case.review is not None:
        yield What.REVIEW, None
    if case.notices_held and case.status is Status.OPEN:
        yield What.HELD, None
    if any(not draft.released for draft in case.drafts[-1:]):
        yield What.RELEASE, None
    if case.evaluation is not None and case.evaluation.proposed:
        yield What.CONFIRM, None
    if any(r.on == today and not r.done for r in case.resubmissions):
        yield What.RESUBMISSION, today


def _binding(office: Runtime, case: Case) -> date | None:
    """The date by which the case has to be finished."""
    if case.kind in PETITIONS and case.deadline is not None:
        return case.deadline.on
    final = due_dates(case, office.policy).final
    return final.astimezone(office.zone).date() if final is not None else None


def _finding_row(finding: FindingRow) -> Row:
    what = What(finding.what) if finding.what in set(What) else What.OTHER
    row_id = finding.message_row
    if what is What.BEFORE_START:
        row_id = int(finding.detail) if finding.detail.isdigit() else None
    return Row(what, number=finding.case_number or "", id=row_id)


def _mail_rows(tx: Transaction) -> Iterator[Row]:
    states = {
        MailState.BLOCKED: What.BLOCKED,
        MailState.HELD: What.HELD,
        MailState.FAILED: What.FAILED,
    }
    for mail, copy in mails.in_state(tx, tuple(states)):
        if copy.hold_reason != "mode":
            yield Row(states[MailState(copy.state)], number=mail.case_number or "", id=mail.id)


def _clusters(recent: Iterable[Case]) -> Iterator[Cluster]:
    """Häufung: three reactions on one topic and team in 14 days."""
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    for case in recent:
        for topic in case.topics:
            together[topic, case.route].append(case.number)
    for (topic, route), numbers in sorted(together.items()):
        if len(numbers) >= CLUSTER_SIZE:
            yield Cluster(topic, route, tuple(numbers))


def counts_of(cases: Iterable[Case]) -> tuple[tuple[tuple[Kind, int], ...], tuple[tuple[str, int], ...]]:
    """How many there are of each kind and on each route, the most first."""
    listed = list(cases)
    kinds = Counter(case.kind for case in listed)
    routes = Counter(case.route for case in listed)
    return tuple(kinds.most_common()), tuple(routes.most_common())
