"""Loop safety: a machine that answers every mail and ours write to each other a few times, then they stop.

And whoever forges a customer's address cannot keep that customer's own acknowledgement from leaving for long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from office import MAILBOX, a_mail, at, headers_of, reply_to
from office_life import NOTICES, OfficeLife, open_life
from steps_office import KARLA, TEXT

from mailbot.embedded import Taken
from mailbot.vocabulary import Purpose, Status

ROBOT = "auftrag@robot.example"
Answer = Callable[[Taken, int], bytes]


@pytest.fixture
def life() -> Iterator[OfficeLife]:
    life = open_life(at("2026-03-02 09:00"))
    yield life
    life.close()


def _said(taken: Taken, subject: str, count: int, text: str, **headers: str) -> bytes:
    return a_mail(subject, text, from_=ROBOT, message_id=f"<{count}@robot.example>", **headers)


def _subject(taken: Taken) -> str:
    return " ".join(str(headers_of(taken)["Subject"]).split())


def _identifier(taken: Taken) -> str:
    return str(headers_of(taken)["Message-ID"]).strip()


THANKS = "Vielen Dank für Ihre Nachricht. Wir haben sie erhalten und melden uns so bald wie möglich bei Ihnen."
TICKET = "Ihr Vorgang hat die Nummer {n}. Bitte geben Sie diese bei Rückfragen an. Wir beschweren uns über nichts."
ROBOTS: dict[str, Answer] = {
    "marked as automatic (RFC 3834)": lambda mail, n: _said(
        mail, f"Re: {_subject(mail)}", n, THANKS, Auto_Submitted="auto-replied", In_Reply_To=_identifier(mail)
    ),
    "marked the old way": lambda mail, n: _said(mail, "Eingangsbestätigung", n, THANKS, Precedence="bulk"),
    "without a mark, in our thread": lambda mail, n: _said(
        mail, f"Re: {_subject(mail)}", n, THANKS, In_Reply_To=_identifier(mail)
    ),
    "without a mark, by our subject": lambda mail, n: _said(mail, f"AW: {_subject(mail)}", n, THANKS),
    "without a mark or a thread": lambda mail, n: _said(mail, "Ihre Anfrage", n, THANKS),
    "with a new ticket number each time": lambda mail, n: _said(
        mail, f"[Ticket#{4711 + n}] Ihre Anfrage", n, TICKET.format(n=4711 + n)
    ),
    "that sends our own text back": lambda mail, n: _said(mail, f"Re: {_subject(mail)}", n, _text_of(mail)),
    "that complains anew each time": lambda mail, n: _said(
        mail, f"Re: {_subject(mail)}", n, f"{TEXT}\n\nDas ist Mahnung {n}.", In_Reply_To=_identifier(mail)
    ),
}
WORST = ("without a mark, in our thread", "with a new ticket number each time", "that complains anew each time")
ALLOWED = 4
"""Acknowledgement and interim notice for the mail that began it, and once more where the first answer of the robot is a
reaction of its own.
"""


def _text_of(taken: Taken) -> str:
    body = headers_of(taken).get_body(("plain",))
    return str(body.get_content()) if body is not None else ""


def talk(life: OfficeLife, answer: Answer, days: int) -> list[Taken]:
    """The robot answers each mail of ours within minutes; what we sent it in these days."""
    goal = life.clock.at + timedelta(days=days)
    seen = 0
    for step in range(400):
        ours = [mail for mail in life.sender.taken if mail.recipient == ROBOT]
        if len(ours) > seen:
            life.arrives(answer(ours[seen], step), after=timedelta(minutes=2))
            seen += 1
            continue
        moment = next(life.moments_until(goal), None)
        if moment is None:
            return ours
        life.cycle()
    raise AssertionError("they do not stop")


@pytest.mark.parametrize("name", ROBOTS)
def test_two_robots_exchange_a_few_mails_and_stop(life: OfficeLife, name: str) -> None:
    life.arrives(a_mail("Beschwerde", TEXT, from_=ROBOT))
    ours = talk(life, ROBOTS[name], 12)
    assert len(ours) <= ALLOWED
    assert {life.purpose_of(mail) for mail in ours} <= NOTICES


@pytest.mark.parametrize("name", WORST)
def test_a_robot_that_writes_first_gets_no_more(life: OfficeLife, name: str) -> None:
    """It begins with what it answers to everything."""
    first = a_mail("Newsletter", "Hallo", from_=MAILBOX, to=ROBOT, message_id="<n@jobcenter-ge.example>")
    life.arrives(ROBOTS[name](Taken(MAILBOX, (ROBOT,), first), 0))
    assert len(talk(life, ROBOTS[name], 12)) <= ALLOWED


@pytest.mark.parametrize("name", WORST)
def test_even_after_the_case_is_closed(life: OfficeLife, name: str) -> None:
    """What answers the last notice of a closed case may reopen it once or twice, not for ever."""
    life.arrives(a_mail("Beschwerde", TEXT, from_=ROBOT))
    already = 0
    for _ in range(3):
        already = len(talk(life, ROBOTS[name], 3))
        close_all(life)
    assert len(talk(life, ROBOTS[name], 10)) <= already + ALLOWED
    assert already <= 2 * ALLOWED


def close_all(life: OfficeLife) -> None:
    """The lead closes what is open."""

    for number in life.numbers():
        forwards = [
            mail
            for mail in life.sender.taken
            if life.purpose_of(mail) is Purpose.FORWARD and number in _subject(mail) and "teamleitung" in mail.recipient
        ]
        if forwards and life.case(number).status is Status.OPEN:
            identifier = f"<close-{len(life.sender.taken)}@jobcenter-ge.example>"
            life.arrives(reply_to(forwards[-1], forwards[-1].recipient, "ERLEDIGT", message_id=identifier))


SUBJECTS = (
    "die Wartezeit",
    "die Miete",
    "den Antrag",
    "die Maßnahme",
    "die Öffnungszeiten",
    "die Heizkosten",
    "das Amt",
)


MATTERS = (
    "die Wartezeit",
    "die Miete",
    "den Antrag",
    "die Maßnahme",
    "die Öffnungszeiten",
    "die Heizkosten",
    "das Amt",
)


def forged(life: OfficeLife, day: int) -> None:
    """Seven different complaints under the customer's address."""
    for count, what in enumerate(MATTERS):
        text = f"Guten Tag, ich beschwere mich heute ({day}) über {what} und über die Bearbeitung {count * 7 + day}."
        life.arrives(
            a_mail(f"Beschwerde {what}", text, from_=KARLA, message_id=f"<{day}-{count}@evil.example>"),
            after=timedelta(minutes=1),
        )


def test_a_forged_sender_does_not_use_up_the_acknowledgement_of_another_for_long(life: OfficeLife) -> None:
    """More mails come under her address than the ceiling lets be answered, day after day; hers is in time."""
    forged(life, 2)
    before = set(life.numbers())
    life.arrives(a_mail("Beschwerde", TEXT, from_=KARLA, message_id="<hers@web.example>"))
    (hers,) = set(life.numbers()) - before
    for day in (3, 4, 5):
        life.pass_to(f"2026-03-{day:02d} 09:00")
        forged(life, day)
    life.pass_to("2026-03-05 17:59")
    heard = [record for record in life.case(hers).notices if record.sent_at is not None]
    assert heard, "within three working days"
