"""Whether what waits in the outbox is still wanted: asked anew before each attempt (domain, section 4).

An outage may last for days. Meanwhile cases are closed, come to others, hear something newer.
"""

from __future__ import annotations

from datetime import date

from mailbot.cases.authority import actor_of, is_contributor, roles_on
from mailbot.cases.case import Case
from mailbot.cases.effects import Notice, ReminderReason
from mailbot.cases.measures import promised
from mailbot.cases.policy import Policy
from mailbot.vocabulary import Purpose, Status


def notice_wanted(case: Case, purpose: Purpose, cause: str, round_: int) -> bool:
    """Whether this notice, decided in that round for that cause, may still leave.

    A closed case sends nothing, save the thanks with which praise closes itself; of several only the newest leaves.
    """
    if case.status is Status.CLOSED:
        return purpose is Purpose.THANKS and case.closing is not None and case.closing.by is None
    if round_ != case.round:
        return False
    return purpose is Purpose.HANDOVER or not _overtaken(case, purpose, cause)


def _overtaken(case: Case, purpose: Purpose, cause: str) -> bool:
    """Whether a notice was decided in this round after that one; the handover is one of another sort."""
    decided = [one for one in case.notices if one.round == case.round and one.notice is not Notice.HANDOVER]
    mine = [index for index, one in enumerate(decided) if (one.notice.value, one.cause) == (purpose.value, cause)]
    return bool(mine) and mine[-1] < len(decided) - 1


def line_wanted(
    case: Case, reason: ReminderReason, due: date | None, *, reader: str, today: date, policy: Policy
) -> bool:
    """Whether this line of a reminder still says something to its reader, who may have lost the case meanwhile."""
    actor = actor_of(reader, policy.directory)
    if not roles_on(actor, case, policy) and not is_contributor(case, actor):
        return False
    match reason:
        case ReminderReason.MEASURE:
            return promised(case, policy) and not (case.measure_answer is not None and case.measure_answer.done)
        case ReminderReason.OBJECTION:
            return case.status is Status.HANDED_OVER and case.accepted_at is None
        case ReminderReason.INTERIM_TOMORROW:
            return case.status is Status.OPEN and due is not None and today < due
        case _:
            return case.status is not Status.CLOSED
