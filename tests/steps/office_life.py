"""A whole office in memory that lives through months: real steps and store, servers of `fakes`, and what is written.

`Watch` looks at the office after each cycle and knows what must hold whatever happened.
"""

from __future__ import annotations

import io
import logging
import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from fakes import MemoryMailbox, MemorySender
from office import HandClock, at, readable, write_office
from sqlalchemy import func, select

from mailbot.cases.case import Case, NoticeRecord, Review
from mailbot.cases.deadlines import (
    acknowledgement_due,
    coming_reminder_time,
    final_due,
    in_window,
    interim_due,
    local_day,
)
from mailbot.cases.effects import Notice, Remind
from mailbot.cases.events import Commanded, Event, FollowedUp, NoticeWay, Undone, Verb
from mailbot.cases.handing import OWN_ROUTE
from mailbot.cases.policy import Policy
from mailbot.cases.replay import Logged, replay
from mailbot.cases.workflow import decide
from mailbot.config import is_inside
from mailbot.embedded import Taken
from mailbot.errors import TemporaryError
from mailbot.logs import configure
from mailbot.steps.ceilings import let_go_held, tell_held
from mailbot.steps.cycle import intake_cycle
from mailbot.steps.delivery import deliver
from mailbot.steps.execute import MailEffect, purpose_of
from mailbot.steps.gathered import GATHERED
from mailbot.steps.intake import take_in_waiting
from mailbot.steps.jobs import DIGEST, run_due_jobs
from mailbot.steps.opening import open_office
from mailbot.steps.runtime import PAUSED, Runtime
from mailbot.steps.sweep import sweep
from mailbot.store import desk, mails, passing, register
from mailbot.store.codec import is_event
from mailbot.store.database import Store, open_store
from mailbot.store.schema import CaseRow, EventRow, MailRow, MessageRow, OutboxRow, ReminderRow
from mailbot.vocabulary import TO_CUSTOMERS, Channel, Kind, MailState, Purpose, Status

FIRST_DAY = at("2026-01-05 06:00")
NOTICES = frozenset({Purpose.ACKNOWLEDGEMENT, Purpose.THANKS, Purpose.INTERIM, Purpose.HANDOVER})
NOT_OF_A_CASE = frozenset({Purpose.DIGEST, Purpose.BUNDLE, Purpose.REPORT, Purpose.REMINDER})
OF_DECISIONS = frozenset(Purpose) - NOT_OF_A_CASE - {Purpose.CONFIRMATION}
REROUTING = frozenset({Verb.KIND, Verb.REROUTE, Verb.CONFIRM, Verb.SPLIT, Verb.MERGE, Verb.REOPEN})
"""The commands with which somebody decides where a case or a part of it goes."""
_IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108  whole months are written there
_MESSAGE_ID = re.compile(rb"(?im)^message-id:\s*<([^>]+)>")
CONDUCT_WORDS = ("angeschrien", "beleidigt")
"""Words that stand in the conduct complaints of these lives and in nothing else."""


@cache
def _prepared(trust: str) -> tuple[Runtime, Path]:
    """An office that is opened once, and its empty database to be copied."""
    configure(io.StringIO(), level=logging.CRITICAL)
    folder = Path(tempfile.mkdtemp(prefix="office-life-", dir=_IN_MEMORY))
    config = write_office(folder / "config", _Nowhere(), _Nowhere(), trust=trust)  # type: ignore[arg-type]
    office = open_office(config, os.environ, HandClock(FIRST_DAY))
    office.store.close()
    return office, folder / "mailbot.db"


@dataclass(frozen=True, slots=True)
class _Nowhere:
    """No server listens; the configuration wants a port all the same."""

    port: int = 9


@dataclass
class OfficeLife:
    """The office at work: somebody writes, time passes, servers fail."""

    office: Runtime
    clock: HandClock
    mailbox: MemoryMailbox
    sender: MemorySender
    database: Path
    stopped: bool = False
    rows: dict[str, MailRow] = field(default_factory=dict)

    def without_digest(self) -> OfficeLife:
        """The officer's daily digest counts as sent: these days are about something else."""
        with self.office.store.write() as tx:
            desk.mark_job(tx, DIGEST, date.max)
        return self

    def arrives(self, raw: bytes, *, after: timedelta = timedelta(minutes=7)) -> list[Taken]:
        """A mail arrives and a cycle runs; what left in it."""
        already = len(self.sender.taken)
        self.clock.at += after
        self.mailbox.deliver(raw, self.clock.at)
        self.cycle()
        return self.sender.taken[already:]

    def pass_to(self, moment: str) -> None:
        """Let time go by up to that local time, with a cycle whenever the office wants one."""
        for _ in self.moments_until(at(moment)):
            self.cycle()
        self.clock.at = at(moment)
        self.cycle()

    def last(self, purpose: Purpose, recipient: str) -> Taken:
        """The newest mail of this purpose that left for this address."""
        return self.all(purpose, recipient)[-1]

    def all(self, purpose: Purpose, recipient: str) -> list[Taken]:
        """The mails of this purpose that left for this address, in order."""
        mine = [taken for taken in self.sender.taken if taken.recipient.lower() == recipient.lower()]
        return [taken for taken in mine if self.purpose_of(taken) is purpose]

    def count(self, purpose: Purpose, recipient: str) -> int:
        """How many mails of this purpose left for this address."""
        return len(self.all(purpose, recipient))

    def purpose_of(self, taken: Taken) -> Purpose:
        """Why this mail left."""
        return Purpose(self.row_of(taken).purpose)

    def row_of(self, taken: Taken) -> MailRow:
        """The mail in the store that these bytes are."""
        found = _MESSAGE_ID.search(taken.raw)
        assert found is not None
        identifier = found[1].decode()
        if identifier not in self.rows:
            with self.office.store.read() as tx:
                row = mails.by_message_id(tx, (identifier,))
            assert row is not None, "nothing leaves that is not in the outbox"
            self.rows[identifier] = row
        return self.rows[identifier]

    def case(self, number: str) -> Case:
        """The case as the register holds it."""
        with self.office.store.read() as tx:
            loaded = register.load(tx, number)
        assert loaded is not None
        return loaded[0]

    def numbers(self) -> list[str]:
        """The numbers of all cases."""
        with self.office.store.read() as tx:
            return sorted(tx.scalars(select(CaseRow.number)))

    def cycle(self) -> None:
        """One full cycle of the daemon, without the projection onto the disk."""
        try:
            self.mailbox.connect()
            intake_cycle(self.office, self.mailbox)
        except TemporaryError:
            take_in_waiting(self.office)
        let_go_held(self.office)
        sweep(self.office)
        run_due_jobs(self.office)
        tell_held(self.office)
        deliver(self.office, self.sender)

    def moments_until(self, goal: datetime) -> Iterator[datetime]:
        """The moments up to `goal` at which the office wants to do something, as they come up."""
        while True:
            wanted = [moment for moment in self._wanted() if moment is not None]
            moment = max(min(wanted, default=goal), self.clock.at + timedelta(minutes=1))
            if moment >= goal:
                return
            self.clock.at = moment
            yield moment

    def _wanted(self) -> tuple[datetime | None, ...]:
        now, policy = self.clock.at, self.office.policy
        with self.office.store.read() as tx:
            due = tx.scalar(select(func.min(CaseRow.next_due_at)))
            retry = None
            if not self.sender.down and desk.setting(tx, PAUSED) is None:
                waiting = select(func.min(OutboxRow.next_attempt_at)).where(OutboxRow.state == MailState.WAITING)
                retry = tx.scalar(waiting)
            lines = tx.scalar(select(func.count()).select_from(ReminderRow).where(ReminderRow.mail_id.is_(None)))
            unseen = tx.scalar(select(func.count()).select_from(CaseRow).where(CaseRow.presented_at.is_(None)))
        morning = coming_reminder_time(now, policy)
        return due, retry, morning if lines or unseen else None

    def branch(self) -> OfficeLife:
        """The same office as it stands now, to go on with by itself."""
        self.office.store.close()
        life = _opened(self.office, self.database, self.clock.at)
        life.mailbox.take_over(self.mailbox)
        life.sender.taken += self.sender.taken
        return life

    def close(self) -> None:
        """Leave the database."""
        self.office.store.close()
        shutil.rmtree(self.database.parent, ignore_errors=True)


def open_life(moment: datetime, *, trust: str = "") -> OfficeLife:
    """A new office with an empty database at that time; `trust` are the lines of that section."""
    return _opened(*_prepared(trust), moment)


def _opened(office: Runtime, database: Path, moment: datetime) -> OfficeLife:
    copy = Path(tempfile.mkdtemp(prefix="office-life-", dir=_IN_MEMORY)) / "mailbot.db"
    shutil.copyfile(database, copy)
    clock = HandClock(moment)
    store: Store = open_store(f"sqlite:///{copy}")
    return OfficeLife(replace(office, store=store, clock=clock), clock, MemoryMailbox(), MemorySender(), copy)


@dataclass
class Watched:
    """One case as its log tells it. `disturbed`: the daemon could not work, or people changed what the case is."""

    case: Case
    log: list[Logged] = field(default_factory=list)
    disturbed: bool = False
    judged_by_people: bool = False
    undone: int = 0


@dataclass
class Watch:
    """Looks at what the office did since the last look, and raises where it must not have."""

    life: OfficeLife
    robots: frozenset[str]
    trouble: bool = False
    cases: dict[str, Watched] = field(default_factory=dict)
    decided: set[tuple[str, str, str, int, int]] = field(default_factory=set)
    lines: set[tuple[str, str]] = field(default_factory=set)
    seen_event: int = 0
    seen_mail: int = 0
    seen_taken: int = 0

    def look(self) -> None:
        """All that must hold after a cycle."""
        before = {number: watched.case.status for number, watched in self.cases.items()}
        effects = self._follow_the_log()
        self._each_mail_has_its_cause(effects)
        for taken in self.life.sender.taken[self.seen_taken :]:
            self._may_leave(taken, before)
        self.seen_taken = len(self.life.sender.taken)
        for number, watched in self.cases.items():
            watched.disturbed |= self.trouble
            self._in_time(number, watched)

    def look_back(self) -> None:
        """At the end of a life: the chain holds, and each log tells its case."""
        with self.life.office.store.read() as tx:
            assert register.broken_links(tx) == []
        for number, watched in self.cases.items():
            with self.life.office.store.read() as tx:
                loaded = register.load(tx, number)
            assert loaded is not None
            told = replay(watched.log, self.life.office.policy).case
            assert told == loaded[0], f"{number}: the log tells another case than the register"

    def _follow_the_log(self) -> Counter[tuple[str, Purpose]]:
        """Take in the new events; what they decided, by case and purpose."""
        effects: Counter[tuple[str, Purpose]] = Counter()
        with self.life.office.store.read() as tx:
            rows = list(tx.scalars(select(EventRow).where(EventRow.seq > self.seen_event).order_by(EventRow.seq)))
            for row in rows:
                self.seen_event = row.seq
                if row.case_number and is_event(row.type):
                    self._happened(row.case_number, Logged(row.seq, register.event_of(row)), effects)
            stored = {row.case_number: register.load(tx, row.case_number) for row in rows if row.case_number}
        for number, loaded in stored.items():
            if number and number in self.cases:
                assert loaded is not None
                assert self.cases[number].case == loaded[0], f"{number}: the register holds another state than the log"
        return effects

    def _happened(self, number: str, entry: Logged, effects: Counter[tuple[str, Purpose]]) -> None:
        policy, event = self.life.office.policy, entry.event
        known = self.cases.get(number)
        decision = decide(known.case if known else None, event, policy)
        if known is None:
            known = self.cases[number] = Watched(decision.case, disturbed=self.trouble)
        known.log.append(entry)
        if isinstance(event, Undone):
            taken_back = replay(known.log, policy).case
            assert taken_back is not None
            known.case, known.undone, known.disturbed = taken_back, known.undone + 1, True
            effects[number, Purpose.FORWARD] += 2
            return
        doubt, known.case = known.case.doubt, decision.case
        self._who_disturbs(known, event)
        if isinstance(event, Commanded) and event.command.verb in REROUTING and not _keeps_from_teams(event, doubt):
            known.judged_by_people = True
        for effect in decision.effects:
            if isinstance(effect, Remind):
                self.lines |= {(number, address) for address in effect.to}
            elif isinstance(effect, MailEffect):
                effects[number, purpose_of(effect)] += 1

    @staticmethod
    def _who_disturbs(known: Watched, event: Event) -> None:
        if isinstance(event, Commanded) and event.command.verb in REROUTING:
            known.disturbed = True
        if isinstance(event, Commanded) and event.command.verb is Verb.FREE:
            known.disturbed = True
        if isinstance(event, FollowedUp) and known.case.round > 1:
            known.disturbed |= known.case.round_received_at != event.received_at

    def _each_mail_has_its_cause(self, effects: Counter[tuple[str, Purpose]]) -> None:
        with self.life.office.store.read() as tx:
            rows = mails.mails_after(tx, self.seen_mail)
            at_this_moment = MessageRow.taken_in_at == self.life.office.now()
            taken_in = tx.scalar(select(func.count()).select_from(MessageRow).where(at_this_moment))
        made: Counter[tuple[str, Purpose]] = Counter()
        for row in rows:
            self.seen_mail = row.id
            purpose, number = Purpose(row.purpose), row.case_number or ""
            if purpose in NOTICES and row.cause != GATHERED:
                self._decided_once(row)
            if number and purpose in OF_DECISIONS and row.cause != "by_hand":
                made[number, purpose] += 1
            if purpose is Purpose.CONFIRMATION:
                assert taken_in, "an answer answers a mail of this very moment"
        for (number, purpose), count in made.items():
            caused = effects[number, purpose]
            assert count <= caused, f"{number}: {count} mails of {purpose}, but the log holds {caused} causes"

    def _decided_once(self, row: MailRow) -> None:
        number = row.case_number or ""
        key = (number, row.purpose, row.cause, row.round, self.cases[number].undone)
        assert row.cause, "a notice names its cause"
        assert key not in self.decided, f"decided twice: {key}"
        self.decided.add(key)

    def _may_leave(self, taken: Taken, before: dict[str, Status]) -> None:
        row = self.life.row_of(taken)
        with self.life.office.store.read() as tx:
            customer = register.customer(tx, row.case_number) if row.case_number else None
        purpose, number, recipient = Purpose(row.purpose), row.case_number or "", taken.recipient.lower()
        if row.cause == GATHERED:
            self._stands_for_notices(row, recipient)
            return
        if purpose in TO_CUSTOMERS:
            assert customer is not None
            assert recipient == customer.address.lower(), "to the sender of the reaction and to nobody else"
            assert recipient not in self.robots
            self._notice_may_leave(number, purpose)
            return
        assert is_inside(self.life.office.settings, recipient)
        if purpose is Purpose.REMINDER:
            self._reminds_of_open_cases(taken, before)
        self._conduct_stays_with_management(number, taken)

    def _stands_for_notices(self, row: MailRow, recipient: str) -> None:
        """One mail for several messages: each was decided, and all of them are of its recipient."""
        with self.life.office.store.read() as tx:
            meant = passing.stands_for(tx, row.id)
            customers = [register.customer(tx, number) for number, _ in meant]
        assert len(meant) > 1
        assert {customer.address.lower() for customer in customers if customer} == {recipient}
        for number, purpose in meant:
            case = self.cases[number].case
            assert any(record.notice.value == purpose for record in case.notices)
            assert purpose is Purpose.THANKS or case.status is not Status.CLOSED, f"{number} is closed"

    def _notice_may_leave(self, number: str, purpose: Purpose) -> None:
        case = self.cases[number].case
        assert case.notice_way is NoticeWay.MAIL
        assert case.channel not in {Channel.FORM, Channel.SERVICE_CENTRE_TICKET}
        assert not case.from_authority
        assert not case.notices_held
        if purpose not in {Purpose.HANDOVER, Purpose.ANSWER}:
            assert in_window(self.life.clock.at, self.life.office.policy)
        if purpose in {Purpose.ACKNOWLEDGEMENT, Purpose.INTERIM, Purpose.HANDOVER}:
            assert case.status is not Status.CLOSED, f"{number} is closed and sends {purpose}"

    def _reminds_of_open_cases(self, taken: Taken, before: dict[str, Status]) -> None:
        for number in self.life.office.house.numbers_in(readable(taken.raw)):
            if number in self.cases:
                closed = self.cases[number].case.status is Status.CLOSED and before.get(number) is Status.CLOSED
                assert not closed, f"{number} is closed and its lead is reminded"
                assert any(about == number for about, _ in self.lines)

    def _conduct_stays_with_management(self, number: str, taken: Taken) -> None:
        teams = {
            a for team in self.life.office.directory.teams for a in (team.mailbox, *(p.address for p in team.heads))
        }
        if taken.recipient.lower() not in {address.lower() for address in teams}:
            return
        watched = self.cases.get(number)
        decided = watched is not None and self._judged(number)
        if watched is not None and watched.case.kind is Kind.CONDUCT_COMPLAINT and not decided:
            raise AssertionError(f"{number}: a mail on a conduct complaint reaches a team")
        text = readable(taken.raw).lower()
        if any(word in text for word in CONDUCT_WORDS):
            assert decided, f"{number or taken.recipient}: the text of a conduct complaint reaches a team"

    def _judged(self, number: str) -> bool:
        family = {number, self.cases[number].case.parent, *self.cases[number].case.linked}
        return any(self.cases[one].judged_by_people for one in family if one in self.cases)

    def _in_time(self, number: str, watched: Watched) -> None:
        """None late while the daemon runs."""
        case, policy = watched.case, self.life.office.policy
        if watched.disturbed or not _has_notices(case) or case.counting_from < case.opened_at - timedelta(hours=1):
            return
        today = local_day(self.life.clock.at, policy)
        heard = [record for record in case.notices if record.round == case.round]
        first_due, second_due = acknowledgement_due(case.counting_from, policy), interim_due(case.counting_from, policy)
        if today > first_due and case.own_acknowledgement:
            assert _on_time(heard, first_due, policy), f"{number}: not acknowledged by {first_due}"
        spared = case.forecast is not None and case.forecast <= final_due(case.counting_from, policy)
        if today > second_due and case.status is Status.OPEN and not spared:
            interims = [record for record in heard if record.notice is Notice.INTERIM]
            assert _on_time(interims, second_due, policy), f"{number}: no interim notice by {second_due}"


def _keeps_from_teams(event: Commanded, doubt: Review | None) -> bool:
    """Whether the officer decided on a doubtful follow-up that a team reads none of it, or its own part alone."""
    if doubt is None:
        return False
    return doubt.parted or event.command.verb is Verb.SPLIT or event.command.kind in OWN_ROUTE


def _has_notices(case: Case) -> bool:
    sends = case.notice_way is NoticeWay.MAIL and not case.notices_held and not case.from_authority
    return sends and case.status is not Status.CLOSED


def _on_time(records: list[NoticeRecord], due: date, policy: Policy) -> bool:
    """Whether one of them left by the end of that day; one that came back counts by the day it was tried."""
    return any(
        local_day(record.sent_at or record.decided_at, policy) <= due
        for record in records
        if record.sent_at is not None or record.undeliverable
    )
