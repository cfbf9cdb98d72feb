"""Notices that a ceiling held leave together: one mail for many messages of one address.

So a flood under a customer's address, forged or not, does not keep any acknowledgement back for long, and the ceiling
holds all the same (domain, section 4). What somebody wrote or asked for leaves by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from mailbot.cases.case import Case
from mailbot.cases.deadlines import final_due
from mailbot.cases.effects import Notice, SendNotice
from mailbot.outbound.letters import context_for
from mailbot.outbound.notice_contexts import AcknowledgementContext, AlsoMeant, NoticeContext
from mailbot.outbound.shown import receipt
from mailbot.privacy.cleared import count, file_number
from mailbot.steps.mailing import Letter, identifiers_of, post
from mailbot.steps.runtime import Runtime
from mailbot.steps.texts import texts_of
from mailbot.steps.work import Work
from mailbot.store import passing, register
from mailbot.store.passing import HeldCopy
from mailbot.vocabulary import Kind, Purpose

GATHERED: Final = "gathered"
MOST: Final = 100
"""So many messages stand in one such mail."""
AUTOMATIC_CAUSES: Final = ("received", "handover", "day7", "day14", "again:")
GROUPS: Final = (
    (Purpose.HANDOVER, frozenset({Purpose.HANDOVER})),
    (Purpose.ACKNOWLEDGEMENT, frozenset({Purpose.ACKNOWLEDGEMENT, Purpose.THANKS})),
    (Purpose.INTERIM, frozenset({Purpose.INTERIM})),
)
"""What one mail can say of several messages; who is thanked may be told that the message has arrived."""


@dataclass(frozen=True, slots=True)
class Together:
    """Copies for one address that one mail can stand for, the longest due first."""

    purpose: Purpose
    copies: tuple[HeldCopy, ...]


def groups_of(copies: Sequence[HeldCopy]) -> tuple[Together, ...]:
    """The groups of two and more among them; handovers first, for a period may be running."""
    found = (
        Together(purpose, tuple(copy for copy in copies if copy.purpose in alike and _is_automatic(copy))[:MOST])
        for purpose, alike in GROUPS
    )
    return tuple(group for group in found if len(group.copies) > 1)


def _is_automatic(copy: HeldCopy) -> bool:
    return copy.number != "" and copy.cause.startswith(AUTOMATIC_CAUSES)


def gather(office: Runtime, group: Together) -> frozenset[int]:
    """One mail instead of these copies; returns those that it stands for: none where fewer than two fit."""
    with office.store.read() as tx:
        loaded = [(copy, register.load(tx, copy.number)) for copy in group.copies]
    cases = {copy.row: found[0] for copy, found in loaded if found is not None and _fits(group.purpose, found[0])}
    copies = [copy for copy in group.copies if copy.row in cases]
    if len(copies) < 2:
        return frozenset()
    work = office.work()
    listed = tuple(cases[copy.row] for copy in copies)
    numbers = [case.number for case in listed]
    letter = Letter(
        group.purpose, (copies[0].recipient,), cause=GATHERED, identifiers=identifiers_of(office, numbers), unbound=True
    )
    post(office, work, _context(office, work, group.purpose, listed), letter)
    row = work.outgoing[-1].row
    work.after.append(lambda tx: passing.put_together(tx, [copy.row for copy in copies], row.id))
    work.commit(office.store)
    return frozenset(copy.row for copy in copies)


def _fits(purpose: Purpose, case: Case) -> bool:
    """A handover to the agency says something else than one to the objections office."""
    return purpose is not Purpose.HANDOVER or case.kind is Kind.OBJECTION


def _context(office: Runtime, work: Work, purpose: Purpose, cases: tuple[Case, ...]) -> NoticeContext:
    """The notice of the oldest, which names the others too; a date it tells holds for all of them."""
    first = cases[0]
    until = max(final_due(case.counting_from, office.policy) for case in cases)
    notice = SendNotice(
        Notice(purpose.value), GATHERED, first.round, until if purpose is Purpose.ACKNOWLEDGEMENT else None
    )
    context = context_for(notice, first, texts_of(office, work, first), office.facts, office.policy)
    if not isinstance(context, NoticeContext):
        raise TypeError(type(context).__name__)
    if isinstance(context, AcknowledgementContext):
        unread = any(case.attachment_unread for case in cases)
        context = replace(context, attachment_unread=unread, one_attachment=False)
    return replace(context, also=tuple(_also(office, case) for case in cases[1:]))


def _also(office: Runtime, case: Case) -> AlsoMeant:
    return AlsoMeant(
        number=file_number(case.number),
        received_at=receipt(case, office.policy),
        attachments=count(case.attachments),
    )
