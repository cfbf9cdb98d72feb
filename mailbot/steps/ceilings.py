"""A ceiling that is reached is told to the officer at once: mails are held back, none is dropped (domain, 4).

What was held leaves on the next days as far as the ceiling of that day lets it: the longest due first, and together
in one mail where they are more. So a forged sender does not use up another's acknowledgement for long.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Final

from mailbot.cases.deadlines import in_window
from mailbot.outbound.case_contexts import CeilingContext
from mailbot.steps.gathered import gather, groups_of
from mailbot.steps.mailing import WINDOW_PURPOSES, Letter, counted_with, post, room_for
from mailbot.steps.runtime import Runtime
from mailbot.steps.sweep import OVERDUE
from mailbot.store import desk, mails, passing
from mailbot.store.passing import HeldCopy
from mailbot.vocabulary import MailState, Purpose

CEILING: Final = "ceiling"
TOLD_UP_TO: Final = "ceiling_told_up_to"
"""The last mail that was looked at here: no alert speaks of one before it."""
HOURLY_TOLD: Final = "ceiling_of_the_hour_told"
OVERDUE_TOLD: Final = "overdue_told_up_to"
MOST_SHOWN: Final = 20


def let_go_held(office: Runtime) -> int:
    """Let go what the ceilings of earlier days held and that of today lets pass; returns how many copies."""
    now, by_address = office.now(), defaultdict[tuple[bool, str, tuple[Purpose, ...]], list[HeldCopy]](list)
    with office.store.read() as tx:
        for copy in passing.held_oldest_first(tx, CEILING):
            others = copy.purpose is not Purpose.HANDOVER
            by_address[others, copy.recipient.lower(), counted_with(copy.purpose)].append(copy)
    return sum(_let_go(office, by_address[key], now) for key in sorted(by_address))


def _let_go(office: Runtime, copies: list[HeldCopy], now: datetime) -> int:
    """Of one address: each by itself where the day has room for all, else what can be said together in one mail.

    Handovers come first, and have a room of their own.
    """
    room, gone = room_for(office, copies[0].recipient, copies[0].purpose, now), 0
    if room < len(copies):
        copies, room, gone = _together(office, copies, room, now)
    leaving = copies[: max(room, 0)]
    with office.store.write() as tx:
        for copy in leaving:
            passing.let_go(tx, copy.row, now)
    return gone + len(leaving)


def _together(office: Runtime, copies: list[HeldCopy], room: int, now: datetime) -> tuple[list[HeldCopy], int, int]:
    """What is left to leave by itself now, the room left for it, and for how many copies mails were made."""
    open_now, gone = in_window(now, office.policy), 0
    for group in groups_of(copies):
        if room > 0 and (open_now or group.purpose is Purpose.HANDOVER):
            gathered = gather(office, group)
            copies = [copy for copy in copies if copy.row not in gathered]
            room, gone = room - bool(gathered), gone + len(gathered)
    if not open_now:  # so that they can still be put together when the window opens
        copies = [copy for copy in copies if copy.purpose not in WINDOW_PURPOSES]
    return copies, room, gone


def tell_held(office: Runtime) -> None:
    """One alert for the mails that a ceiling has held since the last look, unless their address is known already."""
    now = office.now()
    with office.store.read() as tx:
        done = int(desk.setting(tx, TOLD_UP_TO) or 0)
        held = [(m, c) for m, c in mails.in_state(tx, (MailState.HELD,)) if c.hold_reason == CEILING]
    today = [(mail, copy) for mail, copy in held if mail.created_at.astimezone(office.zone).date() == now.date()]
    known = {copy.recipient.lower() for mail, copy in today if mail.id <= done}
    new = [(mail.id, copy.recipient.lower()) for mail, copy in held if mail.id > done]
    if not new:
        return
    work = office.work()
    if any(address not in known for _, address in new):
        rows = tuple(dict.fromkeys(mail_id for mail_id, _ in new))[:MOST_SHOWN]
        post(office, work, CeilingContext.of_held(rows), _letter(office))
    newest = max(mail_id for mail_id, _ in new)
    work.after.append(lambda tx: desk.remember(tx, TOLD_UP_TO, str(newest)))
    work.commit(office.store)


def tell_overdue(office: Runtime) -> None:
    """One alert when a sweep held more overdue notices than leave without the officer's word."""
    with office.store.read() as tx:
        done = int(desk.setting(tx, OVERDUE_TOLD) or 0)
        held = [mail.id for mail, copy in mails.in_state(tx, (MailState.HELD,)) if copy.hold_reason == OVERDUE]
    if not held or max(held) <= done:
        return
    work = office.work()
    post(office, work, CeilingContext.of_overdue(len(held)), _letter(office))
    work.after.append(lambda tx: desk.remember(tx, OVERDUE_TOLD, str(max(held))))
    work.commit(office.store)


def tell_hourly(office: Runtime) -> None:
    """The ceiling of all mails in an hour is reached: told once a day, for what waits leaves by itself."""
    now = office.now()
    with office.store.read() as tx:
        told = desk.setting(tx, HOURLY_TOLD)
    if told == now.date().isoformat():
        return
    work = office.work()
    post(office, work, CeilingContext.of_hour(office.settings.outbound.per_hour), _letter(office))
    work.after.append(lambda tx: desk.remember(tx, HOURLY_TOLD, now.date().isoformat()))
    work.commit(office.store)


def _letter(office: Runtime) -> Letter:
    return Letter(Purpose.ALERT, (office.acting(office.directory.officer),), cause=CEILING)
