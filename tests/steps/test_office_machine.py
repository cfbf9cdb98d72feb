"""Months in the life of the office at random: mails, commands, outages, absences, summer time and the year's end.

`MAILBOT_LIVES=200 pytest tests/steps/test_office_machine.py` lives more of them, at random, and looks for the shortest
life that fails; without it the same few each time. What must hold stands in `office_life.Watch`.
"""

from __future__ import annotations

import os
from datetime import timedelta

from fakes import BATCH
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from life_texts import AGAIN, CITIZENS, COMMANDS, OFFICER_COMMANDS, REACTIONS, ROBOTS, away, delivery_report
from office import MAILBOX, MANAGEMENT, OFFICER, a_mail, at, headers_of, reply_to
from office_life import NOTICES, Watch, open_life

from mailbot.embedded import Taken
from mailbot.steps.runtime import PAUSED
from mailbot.store import desk
from mailbot.vocabulary import TO_CUSTOMERS, Purpose

LIVES = int(os.environ.get("MAILBOT_LIVES", "0"))
BEGINNINGS = {
    "into the night to summer time": "2026-03-25 10:00",
    "over Easter": "2026-03-31 16:00",
    "into the night to winter time": "2026-10-19 09:00",
    "over the year's end": "2026-12-18 11:00",
}
picks = st.integers(0, 30)


class OfficeMonths(RuleBasedStateMachine):
    """An office in memory with real steps and store; every rule is something that people or machines do to it."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    @initialize(
        beginning=st.sampled_from(sorted(BEGINNINGS)),
        hours=st.lists(st.integers(1, 70), min_size=3, max_size=3),
        names=st.lists(st.sampled_from(sorted(REACTIONS)), min_size=2, max_size=2),
    )
    def begins(self, beginning: str, hours: list[int], names: list[str]) -> None:
        """A complaint and two reactions more within the first days."""
        self.life = open_life(at(BEGINNINGS[beginning]))
        if hours[0] % 3:  # the digest of each day takes a third of the time
            self.life.without_digest()
        self.watch = Watch(self.life, frozenset(ROBOTS))
        for hour, name, who in zip(hours, ["complaint", *names], CITIZENS, strict=True):
            self._pass(timedelta(hours=hour))
            self.somebody_writes(name, who, 0)

    def teardown(self) -> None:
        if hasattr(self, "life"):
            try:
                self.watch.look_back()
            finally:
                self.life.close()

    # -- what happens inside ------------------------------------------------------------------------------------

    def _cycle(self) -> None:
        self.watch.trouble = self._is_in_trouble()
        if not self.life.stopped:
            self.life.cycle()
            self.watch.look()

    def _is_in_trouble(self) -> bool:
        with self.life.office.store.read() as tx:
            paused = desk.setting(tx, PAUSED) is not None
        return paused or self.life.stopped or self.life.sender.down or self.life.mailbox.down

    def _arrives(self, raw: bytes) -> None:
        self.life.clock.at += timedelta(minutes=7)
        self.life.mailbox.deliver(raw, self.life.clock.at)
        self._cycle()

    def _identifier(self) -> str:
        self.count += 1
        return f"<{self.count}@mail.example>"

    def _left(self, *, inside: bool) -> list[Taken]:
        """What left for people of the office, or for customers, in order; lists of the whole office left out."""
        recent = self.life.sender.taken[-BATCH:]
        return [taken for taken in recent if (self.life.purpose_of(taken) not in TO_CUSTOMERS) is inside]

    # -- what people do -----------------------------------------------------------------------------------------

    @rule(name=st.sampled_from(sorted(REACTIONS)), who=st.sampled_from(CITIZENS), robot=st.integers(0, 12))
    def somebody_writes(self, name: str, who: str, robot: int) -> None:
        reaction = REACTIONS[name]
        sender = reaction.sender or (sorted(ROBOTS)[robot % len(ROBOTS)] if robot > 10 else who)
        text = f"{reaction.text}\n\nDas schreibe ich am {self.life.clock.at:%d.%m.}"
        raw = a_mail(reaction.subject, text, from_=sender, message_id=self._identifier(), **dict(reaction.headers))
        self._arrives(raw)

    @precondition(lambda self: self._left(inside=False))
    @rule(pick=picks, name=st.sampled_from(["conduct", *sorted(AGAIN), "conduct"]))
    def a_customer_answers(self, pick: int, name: str) -> None:
        ours = self._left(inside=False)
        mail = ours[-1 - pick % len(ours)]
        self._arrives(reply_to(mail, mail.recipient, AGAIN[name], message_id=self._identifier()))

    @precondition(lambda self: self._left(inside=True))
    @rule(pick=picks, command=st.sampled_from(COMMANDS), days=st.integers(0, 30))
    def somebody_of_the_office_answers(self, pick: int, command: str, days: int) -> None:
        ours = self._left(inside=True)
        mail = ours[-1 - pick % len(ours)]
        self._arrives(reply_to(mail, mail.recipient, self._dated(command, days), message_id=self._identifier()))

    @precondition(lambda self: self.watch.cases)
    @rule(
        pick=picks,
        command=st.sampled_from(OFFICER_COMMANDS),
        days=st.integers(1, 40),
        who=st.sampled_from([OFFICER, OFFICER, MANAGEMENT]),
    )
    def the_officer_decides(self, pick: int, command: str, days: int, who: str) -> None:
        """In answer to a mail on a case, else by the number of one, which has to be confirmed."""
        numbers = sorted(self.watch.cases)
        number = numbers[-1 - pick % len(numbers)]
        ours = [mail for mail in self._left(inside=True) if mail.recipient == who]
        about = [mail for mail in ours if number in str(headers_of(mail)["Subject"])]
        text = self._dated(command, days)
        if about:
            self._arrives(reply_to(about[-1], who, text, message_id=self._identifier()))
            return
        self._arrives(a_mail(f"Zu {number}", text, from_=who, message_id=self._identifier()))
        asked = [mail for mail in self._left(inside=True) if mail.recipient == who]
        if asked:
            self._arrives(reply_to(asked[-1], who, "STIMMT", message_id=self._identifier()))

    def _dated(self, command: str, days: int) -> str:
        day = self.life.clock.at.date() + timedelta(days=days)
        return command.format(day=f"{day:%d.%m.%Y}")

    def _a_stranger_forges(self, pick: int, command: str) -> None:
        """A leaked mail of ours, answered from outside: it does nothing, and no command is answered.

        Where it answers a list of ours it belongs to no case: that is a reaction like any other.
        """
        taken = self.life.sender.taken[-1 - pick % len(self.life.sender.taken)]
        before = {number: watched.case for number, watched in self.watch.cases.items() if watched.case.round == 1}
        raw = reply_to(taken, "fremd@evil.example", self._dated(command, 3), message_id=self._identifier())
        self._arrives(raw)
        told = [mail for mail in self.life.sender.taken if mail.recipient == "fremd@evil.example"]
        assert {self.life.purpose_of(mail) for mail in told} <= NOTICES
        for number, case in before.items():
            now = self.watch.cases[number].case
            assert (now.kind, now.route, now.evaluation) == (case.kind, case.route, case.evaluation)

    # -- what machines do ---------------------------------------------------------------------------------------

    @precondition(lambda self: self.life.sender.taken)
    @rule(what=st.integers(0, 4), pick=picks, days=st.integers(1, 12), command=st.sampled_from(COMMANDS))
    def something_odd_happens(self, what: int, pick: int, days: int, command: str) -> None:
        match what:
            case 0:
                self._a_stranger_forges(pick, command)
            case 1:
                self._an_out_of_office_comes(pick, days)
            case 2:
                self._a_mail_comes_back(pick)
            case 3:
                self._an_address_ends(pick)
            case _:
                self._the_officer_answers_by_hand(pick)

    def _an_out_of_office_comes(self, pick: int, days: int) -> None:
        taken = self.life.sender.taken[-1 - pick % len(self.life.sender.taken)]
        until = self.life.clock.at.date() + timedelta(days=days)
        self._arrives(away(taken, until, self._identifier()))

    def _a_mail_comes_back(self, pick: int) -> None:
        taken = self.life.sender.taken[-1 - pick % len(self.life.sender.taken)]
        self._arrives(delivery_report(taken, self._identifier()))

    @rule(days=st.sampled_from([1, 2, 3, 4, 7, 8, 15, 29]), hours=st.integers(0, 23))
    def days_pass(self, days: int, hours: int) -> None:
        self._pass(timedelta(days=days, hours=hours))

    def _pass(self, span: timedelta) -> None:
        goal = self.life.clock.at + span
        if not self.life.stopped:
            for _ in self.life.moments_until(goal):
                self._cycle()
        self.life.clock.at = goal
        self._cycle()

    @rule(what=st.sampled_from(["stopped", "smtp", "smtp", "imap"]), days=st.integers(1, 9), closing=picks)
    def something_is_down_for_days(self, what: str, days: int, closing: int) -> None:
        """Meanwhile a case is closed, where one of its mails reached somebody who may."""
        self._set(what, down=True)
        self.watch.trouble = True
        for watched in self.watch.cases.values():
            watched.disturbed = True
        before = {number: len(watched.case.notices) for number, watched in self.watch.cases.items()}
        already = len(self.life.sender.taken)
        self._pass(timedelta(days=days, hours=1))
        forwards = [mail for mail in self._left(inside=True) if self.life.purpose_of(mail) is Purpose.FORWARD]
        if forwards:
            mail = forwards[-1 - closing % len(forwards)]
            self._arrives(reply_to(mail, mail.recipient, "ERLEDIGT berechtigt", message_id=self._identifier()))
        self._set(what, down=False)
        if what == "imap":
            return
        self.life.clock.at += timedelta(hours=4)
        self._cycle()
        self._only_the_newest_left(already, before)

    def _only_the_newest_left(self, already: int, before: dict[str, int]) -> None:
        """After an outage at most one notice of each case leaves."""
        left: dict[str, int] = {}
        for taken in self.life.sender.taken[already:]:
            row = self.life.row_of(taken)
            if Purpose(row.purpose) in NOTICES and row.case_number in before:
                left[row.case_number] = left.get(row.case_number, 0) + 1
        assert all(count == 1 for count in left.values()), f"only the newest applicable notice leaves: {left}"

    def _set(self, what: str, *, down: bool) -> None:
        if what == "stopped":
            self.life.stopped = down
        elif what == "smtp":
            self.life.sender.down = down
        else:
            self.life.mailbox.down = down

    def _an_address_ends(self, pick: int) -> None:
        who = CITIZENS[pick % len(CITIZENS)]
        self.life.sender.unknown ^= {who.rpartition("<")[2].rstrip(">")}

    def _the_officer_answers_by_hand(self, pick: int) -> None:
        ours = self._left(inside=False)
        if ours:
            mail = ours[-1 - pick % len(ours)]
            raw = a_mail(
                str(headers_of(mail)["Subject"]),
                "Guten Tag, wir haben das geklärt. Freundliche Grüße",
                from_=MAILBOX,
                to=mail.recipient,
                message_id=self._identifier(),
                In_Reply_To=str(headers_of(mail)["Message-ID"]).strip(),
            )
            self.life.clock.at += timedelta(minutes=5)
            self.life.mailbox.deliver(raw, self.life.clock.at, "Sent")
            self._cycle()


OfficeMonths.TestCase.settings = settings(
    max_examples=LIVES or 8,
    stateful_step_count=14,
    derandomize=not LIVES,
    phases=(Phase.generate, Phase.shrink) if LIVES else (Phase.generate,),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
TestOfficeMonths = OfficeMonths.TestCase
