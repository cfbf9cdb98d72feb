"""The papers that a case wants as soon as it lies where it belongs (domain, sections 3, 4 and 8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mailbot.cases.case import Case
from mailbot.cases.effects import Document, Effect, WriteDocument
from mailbot.cases.recipients import with_officer_alone
from mailbot.vocabulary import HANDED_OVER, PETITIONS, Channel, Flag, Kind, Route


def with_papers(case: Case) -> tuple[Case, tuple[Effect, ...]]:
    """The case that remembers what is to be printed, and the papers themselves; nothing while its kind is doubtful."""
    if with_officer_alone(case):
        return case, ()
    until = case.deadline.on if case.deadline else None
    wanted = tuple(_wanted(case))
    case = replace(case, documents=tuple(dict.fromkeys((*case.documents, *wanted))))
    return case, tuple(WriteDocument(document, until) for document in wanted)


def _wanted(case: Case) -> Iterator[Document]:
    if case.kind in PETITIONS:
        yield Document.PETITION_STATEMENT
    if case.kind is Kind.PRAISE and case.review is None and Flag.PROTECTED not in case.flags:
        yield Document.PRAISE_CARD
    on_paper = case.channel is Channel.LETTER and case.route != Route.KRM
    if (case.kind in HANDED_OVER or on_paper) and Flag.PROTECTED not in case.flags:
        yield Document.COVER_LETTER


def record_form(case: Case) -> tuple[Effect, ...]:
    """What was said or handed in is recorded on the form (Anlage 1), for the file; nothing of it is posted.

    At the closing it is written again, with what became of the matter.
    """
    if case.channel in {Channel.LETTER, Channel.FORM} and not case.parent:
        return (WriteDocument(Document.RECORD_FORM),)
    return ()
