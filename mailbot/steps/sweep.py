"""The sweep: every case that wants to be looked at by now gets a `Tick`. Its cost grows with what is due."""

from __future__ import annotations

from datetime import datetime

import structlog

from mailbot.cases.deadlines import acknowledgement_due, interim_due
from mailbot.cases.effects import Effect, Notice, SendNotice
from mailbot.cases.events import Tick
from mailbot.cases.workflow import decide
from mailbot.outbound.digest_facts import Deed
from mailbot.steps.advance import advance
from mailbot.steps.failing import tell_failed
from mailbot.steps.runtime import Runtime
from mailbot.store import register

log = structlog.get_logger()

OVERDUE = "overdue"
"""Why notices are held: more are overdue in one sweep than the office lets go without the officer's word."""


def sweep(office: Runtime) -> int:
    """Tick every due case once; returns how many. A case whose step fails does not hold up the others."""
    now = office.now()
    with office.store.read() as tx:
        numbers = register.due(tx, now, limit=100_000)
    if not numbers:
        return 0
    hold = OVERDUE if _overdue_notices(office, numbers, now) > office.settings.outbound.overdue_hold else ""
    for number in numbers:
        try:
            decision = advance(office, number, lambda absent: Tick(now=now, absent=absent), hold=hold)
        except Exception:  # one case must not stop the others
            log.exception("case_step_failed", case=number)
            tell_failed(office, Deed.SWEEP, number)
            continue
        if decision.effects:
            log.info("case_ticked", case=number, effects=len(decision.effects))
    return len(numbers)


def _overdue_notices(office: Runtime, numbers: list[str], now: datetime) -> int:
    """How many notices this sweep would send that should have left on an earlier day."""
    overdue = 0
    for number in numbers:
        with office.store.read() as tx:
            loaded = register.load(tx, number)
            absent = office.absent(tx, now.date())
        if loaded is None:
            continue
        effects = decide(loaded[0], Tick(now=now, absent=absent), office.policy).effects
        overdue += sum(1 for effect in effects if _is_overdue(effect, office, loaded[0].counting_from, now))
    return overdue


def _is_overdue(effect: Effect, office: Runtime, received_at: datetime, now: datetime) -> bool:
    if not isinstance(effect, SendNotice):
        return False
    due = acknowledgement_due if effect.notice in {Notice.ACKNOWLEDGEMENT, Notice.THANKS} else interim_due
    return now.astimezone(office.zone).date() > due(received_at, office.policy)
