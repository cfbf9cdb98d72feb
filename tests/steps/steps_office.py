"""Short words for the tests of this folder: who writes, what left, how a case stands."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from office import OFFICER, Bench, a_mail, at, headers_of, reply_to

from mailbot.cases.case import Case
from mailbot.cases.replay import replay
from mailbot.embedded import Taken
from mailbot.steps import views
from mailbot.steps.undo import log_of
from mailbot.store import register

MONDAY = at("2026-03-02 09:00")
LEAD = "teamleitung.leistung@jobcenter-ge.example"
KARLA = "karla.musterfrau@web.example"
TEXT = (
    "Guten Tag,\n\nmein Antrag auf Bürgergeld liegt seit sechs Wochen bei Ihnen und niemand antwortet mir. "
    "Ich beschwere mich über die lange Bearbeitungszeit.\n\nKarla M."
)


def complaint(bench: Bench, at_: datetime | None = None, *, text: str = TEXT, **headers: str) -> str:
    """A complaint comes in and is handed on; the number of its case."""
    moment = at_ or bench.clock.at
    known = {row["number"] for row in views.cases(bench.office)}
    bench.imap.deliver(a_mail("Beschwerde", text, message_id=f"<{len(known)}@web.example>", **headers), moment)
    bench.tick(moment)
    (number,) = {row["number"] for row in views.cases(bench.office)} - known
    return str(number)


def sent_to(bench: Bench, recipient: str, word: str = "") -> list[Taken]:
    """What left for this recipient with that word in the subject, in order."""
    mails = [mail for mail in bench.sent if recipient in mail.recipients]
    return [mail for mail in mails if word in str(headers_of(mail)["Subject"])]


def answers(bench: Bench, caught: Taken, sender: str, text: str, *, after: timedelta = timedelta(hours=1)) -> Taken:
    """The recipient replies to a mail of ours; our own answer to that."""
    moment, before = bench.clock.at + after, len(sent_to(bench, sender))
    message_id = f"<reply-{moment.timestamp():.0f}-{len(text)}@jobcenter-ge.example>"
    bench.imap.deliver(reply_to(caught, sender, text, message_id=message_id), moment)
    bench.tick(moment)
    new = [mail for mail in sent_to(bench, sender)[before:] if purpose_of(bench, mail) == "confirmation"]
    assert len(new) == 1, bench.log.getvalue()[-3000:]
    return new[0]


def purpose_of(bench: Bench, caught: Taken) -> str:
    wanted = str(headers_of(caught)["Message-ID"])
    return next(str(row["purpose"]) for row in views.outbox(bench.office) if row["message_id"] == wanted)


def of_purpose(bench: Bench, purpose: str, recipient: str) -> Taken:
    """The newest mail of that purpose that left for this recipient."""
    return [mail for mail in sent_to(bench, recipient) if purpose_of(bench, mail) == purpose][-1]


def subject_of(caught: Taken) -> str:
    return " ".join(str(headers_of(caught)["Subject"]).split())


def writes(bench: Bench, sender: str, subject: str, text: str, *, after: timedelta = timedelta(hours=1)) -> None:
    """Somebody writes a mail of their own accord."""
    moment = bench.clock.at + after
    message_id = f"<{moment.timestamp():.0f}-{len(text)}@mail.example>"
    bench.imap.deliver(a_mail(subject, text, from_=sender, message_id=message_id), moment)
    bench.tick(moment)


def officer_commands(bench: Bench, text: str) -> Taken:
    """The officer writes a command without any token and confirms it; our answer to that."""
    writes(bench, OFFICER, "KRM", text)
    return answers(bench, of_purpose(bench, "confirmation", OFFICER), OFFICER, "STIMMT")


def case_of(bench: Bench, number: str) -> Case:
    with bench.office.store.read() as tx:
        loaded = register.load(tx, number)
    assert loaded is not None
    return loaded[0]


def view_of(bench: Bench, number: str) -> dict[str, Any]:
    return next(row for row in views.cases(bench.office) if row["number"] == number)


def copies(bench: Bench, number: str, *purposes: str) -> list[dict[str, Any]]:
    """The mails on a case with these purposes, as `outbox --json` shows them."""
    return [r for r in views.outbox(bench.office) if r["case"] == number and (not purposes or r["purpose"] in purposes)]


def log_tells_the_state(bench: Bench, number: str) -> bool:
    """Whether replaying the log of the case gives the case as it stands."""
    return replay(log_of(bench.office, number), bench.office.policy).case == case_of(bench, number)
