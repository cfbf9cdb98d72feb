"""Gathers from the database what the officer must see: open cases that need a hand, findings, held mails."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from mailbot.cases.case import Case
from mailbot.cases.deadlines import due_dates, local_day
from mailbot.cases.effects import Refusal
from mailbot.cases.events import Verb
from mailbot.cases.notices import posted_by
from mailbot.cases.recipients import hidden_from_officer
from mailbot.outbound.digest_facts import Age, Cluster, Deed, DigestFacts, Figure, Row, Week, What, age_of
from mailbot.outbound.fields import TemplateName
from mailbot.outbound.gate import found
from mailbot.outbound.offers import NOBODY, for_digest, in_the_leads_place, usable
from mailbot.outbound.shown import Reply
from mailbot.privacy.cleared import file_number, term
from mailbot.steps.runtime import Runtime
from mailbot.store import desk, ledger, mails, register
from mailbot.store.database import Transaction
from mailbot.store.schema import FindingRow
from mailbot.vocabulary import PETITIONS, Disposition, Flag, Kind, MailState, Status

CLUSTER_SPAN: Final = timedelta(days=14)
CLUSTER_SIZE: Final = 3
WEEKS: Final = 4
A_DAY: Final = timedelta(days=1)
FOUR_WEEKS: Final = timedelta(days=7 * WEEKS)
_ASKS_THE_LEAD: Final = frozenset({What.OVERDUE, What.DUE_TODAY})
REVIEW_MONTH = 12
"""December: the instruction is due for its yearly review."""


def digest_facts(
    office: Runtime, since: datetime | None = None, *, missed: bool = False
) -> tuple[DigestFacts, list[int]]:
    """What today's digest says, and the ids of the findings that stand in it.

    It tells what happened `since`, else of the last day. `missed`: the digests made since then never arrived.
    """
    now = office.now()
    since = since or now - A_DAY
    today = now.date()
    with office.store.read() as tx:
        absent = office.absent(tx, today)
        unfinished = _visible(office, register.open_cases(tx))
        open_cases = [case for case in unfinished if case.status is Status.OPEN]
        received = _visible(office, register.received_since(tx, min(since, now - FOUR_WEEKS)))
        closed = [one for one in _visible(office, register.closed_since(tx, now - FOUR_WEEKS)) if not one.not_counted]
        findings = desk.untold(tx, since if missed else None)
        urgent = (
            *_case_rows(office, [*unfinished, *_visible(office, register.closed_to_confirm(tx))], today, absent),
            *(_finding_row(office, tx, finding, today) for finding in findings),
            *_mail_rows(office, tx, today),
            *(_to_print(office, tx, number, today) for number in desk.to_print(tx)),
        )
        spam = ledger.ids_since(tx, Disposition.SPAM, since)
        chain = register.chain_head(tx)
        new = [case for case in received if case.opened_at > since]
        figures = _figures(tx, since, len(open_cases), urgent, new, closed)
    by_kind, by_route = counts_of(open_cases)
    facts = DigestFacts(
        day=today,
        urgent=urgent,
        new=tuple(case_row(office, case, today) for case in new),
        clusters=tuple(
            _clusters(case for case in received if case.received_at >= now - CLUSTER_SPAN and not case.not_counted)
        ),
        figures=figures,
        open_by_kind=by_kind,
        open_by_route=by_route,
        open_by_age=_by_age(open_cases, today, office),
        weeks=_weeks(received, closed, today, office),
        spam=tuple(spam),
        chain=chain,
        review_due=today.month == REVIEW_MONTH,
    )
    return facts, [finding.id for finding in findings]


def _visible(office: Runtime, cases: Iterable[Case]) -> list[Case]:
    """Without those that are kept out of the officer's mails."""
    return [case for case in cases if not hidden_from_officer(case, office.policy)]


def _figures(
    tx: Transaction, since: datetime, open_now: int, urgent: Iterable[Row], new: list[Case], closed: list[Case]
) -> tuple[tuple[Figure, int], ...]:
    seen = ledger.counts_since(tx, since)
    return (
        (Figure.OPEN, open_now),
        (Figure.OVERDUE, sum(row.what is What.OVERDUE for row in urgent)),
        (Figure.NEW, len(new)),
        (Figure.CLOSED, sum(case.closing is not None and case.closing.at > since for case in closed)),
        (Figure.SENT, mails.sent_since(tx, since)),
        (Figure.SPAM, seen.get(Disposition.SPAM, 0)),
        (Figure.AUTOMATIC, seen.get(Disposition.AUTOMATIC, 0)),
    )


def _by_age(cases: Iterable[Case], today: date, office: Runtime) -> tuple[tuple[Age, int], ...]:
    """Every band, the empty ones too: what is missing is told as well."""
    counts = Counter(age_of(_days(case, today, office)) for case in cases)
    return tuple((age, counts[age]) for age in Age) if counts else ()


def _weeks(received: Iterable[Case], closed: Iterable[Case], today: date, office: Runtime) -> tuple[Week, ...]:
    """The last four times seven days, the newest last; what was removed without counting is left out."""
    came = [local_day(case.received_at, office.policy) for case in received if not case.not_counted]
    went = [local_day(case.closing.at, office.policy) for case in closed if case.closing is not None]
    found = []
    for back in range(WEEKS - 1, -1, -1):
        last = today - timedelta(days=7 * back)
        first = last - timedelta(days=6)
        found.append(Week(first, last, *(sum(first <= day <= last for day in days) for days in (came, went))))
    return tuple(found) if came or went else ()


def case_row(
    office: Runtime,
    case: Case,
    today: date,
    what: What = What.OTHER,
    due: date | None = None,
    absent: frozenset[str] = NOBODY,
) -> Row:
    """A case as a row: its age, by when it has to be finished, and what settles it; `absent`: who is away."""
    readers = _officers(office)
    leads = in_the_leads_place(readers, case, office.policy, absent, today) if what in _ASKS_THE_LEAD else ()
    return Row(
        what,
        case.number,
        case.kind,
        case.route,
        _days(case, today, office),
        due or _shown_due(office, case),
        flags=case.flags,
        offers=(*leads, *usable(for_digest(what, case, office.policy, today), readers, case, office.policy, absent)),
    )


def open_rows(office: Runtime, cases: Iterable[Case], today: date) -> tuple[Row, ...]:
    """The state of open cases: what is overdue first, then by the day on which each is due."""
    rows = [case_row(office, case, today, *_state_of(office, case, today)) for case in cases]
    return tuple(sorted(rows, key=lambda row: (row.what is not What.OVERDUE, row.due or date.max, row.number)))


def _state_of(office: Runtime, case: Case, today: date) -> tuple[What, date | None]:
    """A forecast moves nothing: what is past its day is overdue by that day."""
    final = _binding(office, case)
    return (What.OVERDUE, final) if final is not None and final < today else (What.OTHER, None)


def _officers(office: Runtime) -> tuple[str, ...]:
    return tuple(person.address.lower() for person in office.policy.directory.officer.people)


def _days(case: Case, today: date, office: Runtime) -> int:
    return max((today - local_day(case.received_at, office.policy)).days, 0)


def _shown_due(office: Runtime, case: Case) -> date | None:
    """What is finished, handed over or thanked has nothing due."""
    if case.status is not Status.OPEN or (case.kind is Kind.PRAISE and case.review is None):
        return None
    return case.forecast or _binding(office, case)


def _of_case(office: Runtime, tx: Transaction, what: What, number: str | None, today: date) -> Row:
    """A row about something of that case; of one that is kept from the officer nothing but the number."""
    loaded = register.load(tx, number) if number else None
    if loaded is None or hidden_from_officer(loaded[0], office.policy):
        return Row(what, number=number or "")
    return case_row(office, loaded[0], today, what)


def _to_print(office: Runtime, tx: Transaction, number: str, today: date) -> Row:
    """Letters of a case to be posted, by when the first of them has to be out."""
    row = _of_case(office, tx, What.TO_PRINT, number, today)
    loaded = register.load(tx, number)
    due = posted_by(loaded[0], office.policy) if loaded is not None else None
    return replace(row, due=due) if due is not None and row.due is not None else row


def _case_rows(office: Runtime, cases: Iterable[Case], today: date, absent: frozenset[str]) -> Iterator[Row]:
    for case in cases:
        for what, due in _reasons(office, case, today):
            yield case_row(office, case, today, what, due, absent)


def _reasons(office: Runtime, case: Case, today: date) -> Iterator[tuple[What, date | None]]:
    final = _binding(office, case)
    if Flag.DANGER in case.flags and case.accepted_at is None and case.status is not Status.CLOSED:
        yield What.DANGER, None
    if final is not None and case.status is Status.OPEN and final < today:
        yield What.OVERDUE, final
    elif final == today and case.status is Status.OPEN:
        yield What.DUE_TODAY, final
    if case.review is not None or case.doubt is not None:
        yield What.REVIEW, None
    if case.notices_held and case.status is Status.OPEN:
        yield What.HELD, None
    if case.status is Status.OPEN and any(not draft.released for draft in case.drafts[-1:]):
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


def _finding_row(office: Runtime, tx: Transaction, finding: FindingRow, today: date) -> Row:
    what = What(finding.what) if finding.what in set(What) else What.OTHER
    row_id = finding.message_row
    if what is What.BEFORE_START:
        row_id = int(finding.detail) if finding.detail.isdigit() else None
    if what in _ABOUT_ANOTHER:
        return _belonging_row(office, tx, finding, what, today)
    why = Refusal(finding.detail) if finding.detail in set(Refusal) else None
    deed = Deed(finding.detail) if what is What.TROUBLE and finding.detail in set(Deed) else None
    row = replace(_of_case(office, tx, what, finding.case_number, today), id=row_id, why=why, deed=deed)
    return _with_hits(row, finding.detail) if what is What.BLOCKED else row


def _with_hits(row: Row, detail: str) -> Row:
    """What `mailing` noted of a mail that the gate kept back: `forward: identifier,iban`."""
    template, _, kinds = detail.partition(": ")
    if template not in set(TemplateName) or not kinds:
        return row
    hits = tuple(dict.fromkeys(found(kind) for kind in kinds.split(",")))
    return replace(row, stopped=TemplateName(template), hits=hits)


_ABOUT_ANOTHER: Final = frozenset({What.PROBABLY_BELONGS, What.MENTIONS})


def _belonging_row(office: Runtime, tx: Transaction, finding: FindingRow, what: What, today: date) -> Row:
    """The row is the new case's; the reply puts it to the one that it seems to belong to."""
    message = ledger.find(tx, finding.message_row) if finding.message_row is not None else None
    number = message.case_number if message is not None else None
    row = _of_case(office, tx, what, number or finding.case_number, today)
    if not number or not finding.case_number or number == finding.case_number:
        return row
    other = file_number(finding.case_number)
    return replace(row, offers=(Reply(verb=term(Verb.MERGE), other=other),))


def _mail_rows(office: Runtime, tx: Transaction, today: date) -> Iterator[Row]:
    states = {
        MailState.BLOCKED: What.BLOCKED,
        MailState.HELD: What.HELD,
        MailState.FAILED: What.FAILED,
    }
    for mail, copy in mails.in_state(tx, tuple(states)):
        if copy.hold_reason != "mode":
            row = _of_case(office, tx, states[MailState(copy.state)], mail.case_number, today)
            yield replace(row, id=mail.id)


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
