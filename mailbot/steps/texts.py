"""The cleared texts of a case, for the mails on it: what this very step filed, else what the store holds."""

from __future__ import annotations

from datetime import date

import structlog

from mailbot.cases.case import Case
from mailbot.cases.effects import ReminderReason
from mailbot.cases.recipients import deputy_of
from mailbot.errors import PermanentError
from mailbot.outbound.letters import CaseTexts
from mailbot.privacy.cleared import NOTHING, Cleared
from mailbot.privacy.restore import restore
from mailbot.steps.runtime import Runtime
from mailbot.steps.work import Work
from mailbot.store import register
from mailbot.store.ledger import DOUBTFUL
from mailbot.store.schema import CaseTextRow
from mailbot.vocabulary import Flag

log = structlog.get_logger()

ANONYMISED = "anonymised"
FOLLOW_UP = "follow_up"
"""A customer's further message."""
WORD = "word"
"""What the officer writes to the team beside a date; it goes into the mail of that step and into the reminder."""
RESUBMISSION = "resubmission"
"""What somebody noted for the day of a reminder of their own (`WIEDERVORLAGE`)."""
NOTED = {ReminderReason.RESUBMISSION: RESUBMISSION, ReminderReason.INTERNAL_DATE: WORD}


def texts_of(office: Runtime, work: Work, case: Case) -> CaseTexts:
    """The original and the newest of each other sort, each looked at again on its way in."""
    original = newest_text(office, work, case.number, "original")
    if original is None and case.parent:
        original = newest_text(office, work, case.parent, "original")
    follow_up = newest_text(office, work, case.number, FOLLOW_UP)
    draft = newest_text(office, work, case.number, "draft")
    shown = office.settings.privacy.forward_text == ANONYMISED
    fresh = [row for row in work.texts if (row.case_number, row.kind) == (case.number, WORD)]
    subject, text = _cleared(original, "subject", shown=shown), _cleared(original, "body", shown=shown)
    withheld = original is None or original.withheld or not shown or subject is None or text is None
    return CaseTexts(
        subject=subject or NOTHING,
        text=text or NOTHING,
        withheld=withheld,
        follow_up=_cleared(follow_up, "body", shown=shown),
        draft=_cleared(draft, "body", shown=True),
        doubtful=_cleared(newest_text(office, work, case.number, DOUBTFUL), "body", shown=shown),
        word=_cleared(fresh[-1] if fresh else None, "body", shown=shown),
        statement=_cleared(newest_text(office, work, case.number, "statement"), "body", shown=shown),
    )


def words_noted(
    office: Runtime, case: Case, reader: str, reason: ReminderReason, on: date | None
) -> tuple[Cleared, ...]:
    """What was noted for this reader and that day, looked at again; nothing of a protected case."""
    shown = office.settings.privacy.forward_text == ANONYMISED and Flag.PROTECTED not in case.flags
    if reason not in NOTED or not shown:
        return ()
    with office.store.read() as tx:
        stored = {(row.version, row.at): row for row in register.texts(tx, case.number, NOTED[reason])}
    wanted = [
        stored.get((version, entry.noted_at))
        for version, entry in enumerate(case.resubmissions, start=1)
        if entry.noted_at is not None and (entry.reason, entry.on) == (reason, on) and _is_for(office, entry.to, reader)
    ]
    cleared = (_cleared(row, "body") for row in wanted)
    return tuple(one for one in cleared if one is not None)


def _is_for(office: Runtime, address: str, reader: str) -> bool:
    """A date for the team is read by the deputy too."""
    return reader in {address, deputy_of(address, office.policy)}


def _cleared(row: CaseTextRow | None, part: str, *, shown: bool = True) -> Cleared | None:
    """The stored text, or None where there is none to show or it does not stand a second look."""
    if row is None or not shown or (row.withheld and row.kind in NOTED.values()):
        return None
    try:
        return restore(str(getattr(row, part)), ())
    except PermanentError:
        log.exception("text_not_restored", case=row.case_number)
        return None


def newest_text(office: Runtime, work: Work, number: str, kind: str) -> CaseTextRow | None:
    """The newest text of that kind, the one of this step first."""
    fresh = [row for row in work.texts if row.case_number == number and row.kind == kind]
    if fresh:
        return fresh[-1]
    with office.store.read() as tx:
        stored = register.texts(tx, number, kind)
    return stored[-1] if stored else None
