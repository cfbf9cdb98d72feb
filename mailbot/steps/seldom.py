"""Answers that say no more than "filed": a few a day for each address, so that no two machines thank each other.

Whoever commands something is answered each time (domain, section 7). A mail that commands nothing needs no answer; one
is given all the same, for its writer may have meant a command. A machine that answers everything never stops by itself.
"""

from __future__ import annotations

from typing import Final

from mailbot.outbound.fields import Context
from mailbot.steps.mailing import Letter, midnight, post
from mailbot.steps.runtime import Runtime
from mailbot.steps.work import Work
from mailbot.store import passing
from mailbot.vocabulary import Purpose

FILED: Final = "filed"
"""The cause of a confirmation of something that commanded nothing."""
A_DAY: Final = 5


def post_seldom(office: Runtime, work: Work, context: Context, letter: Letter) -> None:
    """Post it, unless it says only that something was filed and its reader was told that often enough today."""
    if letter.cause == FILED and _told(office, letter.to[0]) >= A_DAY:
        return
    post(office, work, context, letter)


def _told(office: Runtime, address: str) -> int:
    with office.store.read() as tx:
        return passing.made_since(tx, address, Purpose.CONFIRMATION, FILED, midnight(office.now()))
