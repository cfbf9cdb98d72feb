"""Loop safety: a machine that answers every mail and ours write to each other a few times, then they stop.

And whoever forges a customer's address cannot keep that customer's own acknowledgement from leaving for long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256

import pytest
from office import MAILBOX, a_mail, at, headers_of, readable, reply_to
from office_life import NOTICES, OfficeLife, open_life
from steps_office import KARLA, TEXT

from mailbot.cases.deadlines import acknowledgement_due, local_day
from mailbot.cases.replay import replay
from mailbot.embedded import Taken
from mailbot.steps import views
from mailbot.steps.undo import log_of
from mailbot.vocabulary import Purpose, Status

ROBOT = "auftrag@robot.example"
Answer = Callable[[Taken, int], bytes]


@pytest.fixture
def life() -> Iterator[OfficeLife]:
    life = open_life(at("2026-03-02 09:00")).without_digest()
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


WORDS = [
    "Wartezeit",
    "Miete",
    "Heizkosten",
    "Maßnahme",
    "Öffnungszeiten",
    "Telefon",
    "Formular",
    "Fahrtkosten",
    "Nachweis",
    "Schlange",
    "Eingang",
    "Treppe",
    "Briefkasten",
    "Unterlagen",
    "Überweisung",
    "Kaution",
    "Strom",
    "Umzug",
    "Zeugnis",
    "Bewerbung",
    "Kurs",
    "Aushang",
    "Schalter",
    "Parkplatz",
]


def unlike(seed: str) -> str:
    """Words that no other mail holds in this order: none of them repeats another."""
    return ", ".join(sorted(WORDS, key=lambda word: sha256(f"{seed} {word}".encode()).digest())[:9])


def forged(life: OfficeLife, day: int, count: int = 7) -> None:
    """So many different complaints under the customer's address."""
    for number in range(count):
        text = f"Guten Tag, ich beschwere mich über dies: {unlike(f'{day}-{number}')}. Niemand kümmert sich darum."
        raw = a_mail("Beschwerde", text, from_=KARLA, message_id=f"<{day}-{number}@evil.example>")
        life.clock.at += timedelta(minutes=1)
        life.mailbox.deliver(raw, life.clock.at)
    life.cycle()


def hers(life: OfficeLife, subject: str = "Beschwerde", text: str = TEXT) -> str:
    """Her own mail, which nothing tells from the forged ones; the number of its case."""
    before = set(life.numbers())
    life.arrives(a_mail(subject, text, from_=KARLA, message_id=f"<{len(before)}@web.example>"))
    (number,) = set(life.numbers()) - before
    return number


def heard(life: OfficeLife, number: str) -> list[str]:
    """The notices on that case that left, with the local day of each."""
    records = [record for record in life.case(number).notices if record.sent_at is not None]
    return [f"{record.notice} {local_day(record.sent_at, life.office.policy)}" for record in records if record.sent_at]


def a_day(life: OfficeLife) -> Counter[str]:
    """How many notices left for her, by day."""
    own = [mail for mail in views.outbox(life.office) if mail["recipient"] == KARLA and mail["sent_at"]]
    return Counter(row["sent_at"][:10] for row in own if row["purpose"] in NOTICES)


A_DAY = 50


@pytest.fixture(scope="module")
def flooded() -> Iterator[tuple[OfficeLife, str]]:
    """Fifty mails a day under her address for three days, and one of her own amid the second fifty."""
    life = open_life(at("2026-03-02 09:00")).without_digest()
    forged(life, 2, A_DAY)
    life.pass_to("2026-03-03 10:00")
    forged(life, 3, A_DAY // 2)
    number = hers(life)
    forged(life, 30, A_DAY - A_DAY // 2)
    life.pass_to("2026-03-04 10:00")
    forged(life, 4, A_DAY)
    life.pass_to("2026-03-11 17:00")
    yield life, number
    life.close()


def test_a_flood_of_forged_mails_does_not_delay_her_notices(flooded: tuple[OfficeLife, str]) -> None:
    """Hers of Tuesday 3 March: acknowledged by Friday 6, the interim notice on Tuesday 10 at the latest."""
    life, number = flooded
    acknowledged, *further = heard(life, number)
    assert acknowledged in {"acknowledgement 2026-03-04", "acknowledgement 2026-03-05", "acknowledgement 2026-03-06"}
    assert further in (["interim 2026-03-10"], ["interim 2026-03-11"])


def test_and_the_ceiling_holds_all_the_same(flooded: tuple[OfficeLife, str]) -> None:
    life, _ = flooded
    assert max(a_day(life).values()) <= life.office.settings.outbound.per_customer_day


def test_none_of_the_flood_is_dropped(flooded: tuple[OfficeLife, str]) -> None:
    """Held back, never dropped: each case is acknowledged in time, alone or together with others, and once."""
    life, _ = flooded
    assert len(life.numbers()) == 3 * A_DAY + 1
    for number in life.numbers():
        case = life.case(number)
        told = [one for one in heard(life, number) if one.startswith("acknowledgement")]
        assert len(told) == 1, number
        assert told[0].rpartition(" ")[2] <= acknowledgement_due(case.received_at, life.office.policy).isoformat()
        assert replay(log_of(life.office, number), life.office.policy).case == case


def test_one_mail_names_all_it_stands_for(flooded: tuple[OfficeLife, str]) -> None:
    life, _ = flooded
    together = [mail for mail in life.sender.taken if life.row_of(mail).cause == "gathered"]
    assert together
    text = readable(together[0].raw)
    assert "Diese Mail gilt auch für weitere Nachrichten" in text
    assert len(set(life.office.house.numbers_in(text))) > 5
    assert not any(word in text for word in ("Wartezeit", "Miete", "Beschwerde")), "a notice quotes nothing"


OBJECTION = "Gegen den Bescheid vom 25.02.2026 lege ich Widerspruch ein, das stimmt nicht."


def objected(life: OfficeLife, count: int) -> None:
    """So many different objections under the customer's address."""
    for number in range(count):
        text = f"Gegen den Bescheid lege ich Widerspruch ein. Falsch ist dies: {unlike(str(number))}."
        raw = a_mail("Widerspruch", text, from_=KARLA, message_id=f"<o{number}@evil.example>")
        life.arrives(raw, after=timedelta(minutes=1))


def test_a_flood_of_complaints_does_not_delay_the_handover_of_an_objection(life: OfficeLife) -> None:
    """Domain, section 2: the handover notice leaves at once, at any hour."""
    forged(life, 2, 12)
    life.pass_to("2026-03-03 20:00")
    assert a_day(life)["2026-03-03"] == life.office.settings.outbound.per_customer_day
    number = hers(life, "Widerspruch", OBJECTION)
    assert heard(life, number) == ["handover 2026-03-03"]


def test_nor_does_an_objection_use_up_what_others_may_hear(life: OfficeLife) -> None:
    """The reserve is the handovers' own: the day's other notices stay within the ceiling."""
    forged(life, 2, 12)
    life.pass_to("2026-03-03 07:00")
    objected(life, 3)
    life.pass_to("2026-03-03 20:00")
    sent = [life.purpose_of(mail) for mail in life.sender.taken if mail.recipient == KARLA]
    assert Counter(sent) == {Purpose.HANDOVER: 3, Purpose.ACKNOWLEDGEMENT: 2}


def test_a_flood_of_objections_is_told_of_the_form_together_the_same_night(life: OfficeLife) -> None:
    """By then she has been told the same five times that day."""
    objected(life, 12)
    number = hers(life, "Widerspruch", OBJECTION)
    assert heard(life, number) == []
    assert a_day(life) == {"2026-03-02": life.office.settings.outbound.per_customer_day}
    life.pass_to("2026-03-03 00:30")
    assert heard(life, number) == ["handover 2026-03-03"]
    together = [mail for mail in life.sender.taken if life.row_of(mail).cause == "gathered"]
    assert "reicht eine einfache E-Mail in der Regel nicht aus" in " ".join(readable(together[-1].raw).split())


OBJECTORS: dict[str, Answer] = {
    **{name: ROBOTS[name] for name in WORST},
    "that sends our own text back": ROBOTS["that sends our own text back"],
    "that objects anew each time": lambda mail, n: _said(
        mail, f"Re: {_subject(mail)}", n, f"{OBJECTION} {unlike(str(n))}", In_Reply_To=_identifier(mail)
    ),
}


@pytest.mark.parametrize("name", OBJECTORS)
def test_two_robots_stop_over_an_objection(life: OfficeLife, name: str) -> None:
    """The reserve of the handovers is none for a robot: what it answers belongs to the objection that it began with."""
    life.arrives(a_mail("Widerspruch", OBJECTION, from_=ROBOT))
    assert 0 < len(talk(life, OBJECTORS[name], 12)) <= ALLOWED


def _inside(mail: Taken, n: int, text: str, *, in_thread: bool) -> bytes:
    """What a machine of the office that marks nothing answers to a mail of ours."""
    thread = {"In_Reply_To": _identifier(mail)} if in_thread else {}
    subject = f"AW: {_subject(mail)}" if in_thread else f"Vorgang {n}"
    return a_mail(subject, f"{text} {n}", from_=mail.recipient, message_id=f"<{n}@jobcenter-ge.example>", **thread)


@pytest.mark.parametrize(
    "who",
    [
        "teamleitung.leistung@jobcenter-ge.example",
        "leistung@jobcenter-ge.example",
        "krm.beauftragte@jobcenter-ge.example",
        "ticketsystem@jobcenter-ge.example",
    ],
)
@pytest.mark.parametrize("in_thread", [True, False])
def test_a_machine_inside_that_answers_everything_is_told_a_few_times_a_day(
    life: OfficeLife, who: str, in_thread: bool
) -> None:
    """It commands nothing, so that nobody has to hear of it each time."""
    life.arrives(a_mail("Beschwerde", TEXT, from_=KARLA))
    (number,) = life.numbers()
    first = a_mail(f"AW: {number}", "Ihre Mail ist eingegangen.", from_=who, message_id="<0@jobcenter-ge.example>")
    life.arrives(first)
    answered = 0
    for step in range(1, 40):
        ours = [mail for mail in life.sender.taken if mail.recipient == who]
        ours = [mail for mail in ours if life.purpose_of(mail) is Purpose.CONFIRMATION]
        if len(ours) <= answered:
            break
        text = f"Ihre Mail zu {number} ist eingegangen. Wir kümmern uns."
        life.arrives(_inside(ours[answered], step, text, in_thread=in_thread), after=timedelta(minutes=2))
        answered += 1
    assert answered <= 6
