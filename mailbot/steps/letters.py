"""`ERFASSEN`: the officer records a letter, a fax or a note handed in; it becomes a case like any other."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mailbot.cases.case import Case
from mailbot.cases.effects import Refusal
from mailbot.ingest.message import Address, Message
from mailbot.rules.judge import judge
from mailbot.steps.arrival import Arrival
from mailbot.steps.new_case import open_case
from mailbot.steps.paper_mail import read_paper_mail
from mailbot.steps.runtime import Runtime
from mailbot.steps.work import Work
from mailbot.vocabulary import Channel, Disposition

WRITER: Final = "x@brief.invalid"
"""Stands for the writer's mail address while the text is judged; nothing is ever sent there (RFC 2606)."""


def record_letter(office: Runtime, work: Work, arrival: Arrival, text: str) -> Case | Refusal:
    """Open the case inside `work`; its deadlines run from `Eingang`, its notices are letters (section 3, `letter`)."""
    paper = read_paper_mail(text, arrival.now.date())
    if isinstance(paper, Refusal):
        return paper
    writer = Address(paper.name, WRITER)
    message = Message(senders=(writer,), from_fields=1, text=paper.concern, full_text=paper.concern)
    verdict = replace(
        judge(message, office.ruleset, office.directory, office.house, paper.received_on),
        disposition=Disposition.CASE,
        channel=Channel.LETTER,
        anonymous=not paper.name,
        form=paper.form,
    )
    return open_case(office, work, replace(arrival, message=message, verdict=verdict), verdict)
