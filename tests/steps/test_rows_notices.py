"""Domain, section 4: when notices leave, to whom never, and what holds them back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from office import MAILBOX, OFFICER, Bench, a_mail, at, readable, reply_to
from servers import DovecotServer, free_port
from steps_office import KARLA, LEAD, MONDAY, TEXT, answers, complaint, copies, of_purpose, sent_to, subject_of

from mailbot.errors import TemporaryError
from mailbot.outbound.smtp import SmtpSender
from mailbot.steps import views

pytestmark = pytest.mark.dovecot
NOTICES = ("acknowledgement", "interim", "thanks", "handover")


def pass_to(bench: Bench, moment: str) -> None:
    """Cycles at 07:00, 07:30, 08:00 and 12:00 of each day up to that moment; a server that is away is said."""
    goal, day = at(moment), bench.clock.at
    while day.date() <= goal.date():
        for time in ("07:00", "07:30", "08:00", "12:00"):
            due = at(f"{day.date()} {time}")
            if bench.clock.at < due <= goal:
                with suppress(TemporaryError):
                    bench.tick(due)
        day += timedelta(days=1)
    if bench.clock.at < goal:
        with suppress(TemporaryError):
            bench.tick(goal)


def left(bench: Bench, number: str, purpose: str) -> list[str]:
    """When the notices of that purpose left, local time."""
    zone = bench.office.zone
    times = [row["sent_at"] for row in copies(bench, number, purpose) if row["state"] == "sent"]
    return [f"{datetime.fromisoformat(str(time)).astimezone(zone):%a %Y-%m-%d %H:%M}" for time in times]


ACKNOWLEDGED = {
    "Monday: at 08:00 on Tuesday": ("2026-03-02 09:00", "Tue 2026-03-03 08:00"),
    "Monday at night: at 08:00 on Tuesday": ("2026-03-02 23:59", "Tue 2026-03-03 08:00"),
    "Friday: at 08:00 on Monday": ("2026-03-06 16:00", "Mon 2026-03-09 08:00"),
    "Saturday: at 08:00 on Monday": ("2026-03-07 10:00", "Mon 2026-03-09 08:00"),
    "Maundy Thursday: at 08:00 on Tuesday after Easter": ("2026-04-02 10:00", "Tue 2026-04-07 08:00"),
}


@pytest.mark.parametrize("name", ACKNOWLEDGED)
def test_the_acknowledgement_leaves_at_eight_on_the_first_working_day(bench: Bench, name: str) -> None:
    received, expected = ACKNOWLEDGED[name]
    bench.tick(at("2026-03-02 08:00"))
    number = complaint(bench, at(received))
    pass_to(bench, f"{at(received).date() + timedelta(days=5)} 08:00")
    assert left(bench, number, "acknowledgement") == [expected]


INTERIM = {
    "day 7 is a Monday: that day": ("2026-03-02 09:00", "Mon 2026-03-09 08:00"),
    "day 7 is a Saturday: the Friday before": ("2026-03-07 09:00", "Fri 2026-03-13 08:00"),
    "day 7 is Easter Monday: the Thursday before Good Friday": ("2026-03-30 09:00", "Thu 2026-04-02 08:00"),
}


@pytest.mark.parametrize("name", INTERIM)
def test_the_interim_notice_leaves_on_day_seven_or_the_working_day_before(bench: Bench, name: str) -> None:
    received, expected = INTERIM[name]
    bench.tick(at("2026-03-02 08:00"))
    number = complaint(bench, at(received))
    pass_to(bench, f"{at(received).date() + timedelta(days=8)} 12:00")
    assert left(bench, number, "interim") == [expected]


def test_the_lead_is_told_the_working_day_before_with_ready_replies(bench: Bench) -> None:
    complaint(bench, at("2026-03-04 09:00"))
    pass_to(bench, "2026-03-10 12:00")
    reminder = of_purpose(bench, "reminder", LEAD)
    assert "Morgen 8 Uhr geht die Zwischennachricht hinaus" in readable(reminder.raw)
    assert "FERTIG BIS 18.03.2026" in readable(reminder.raw)


def test_over_a_weekend_the_lead_is_told_on_friday_and_not_of_tomorrow(bench: Bench) -> None:
    complaint(bench)
    pass_to(bench, "2026-03-06 12:00")
    reminder = readable(of_purpose(bench, "reminder", LEAD).raw)
    assert "Am nächsten Arbeitstag um 8 Uhr geht die Zwischennachricht hinaus" in reminder


def test_no_interim_notice_when_the_lead_forecasts_completion_within_the_fourteen_days(bench: Bench) -> None:
    number = complaint(bench)
    answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "FERTIG BIS 13.03.2026")
    pass_to(bench, "2026-03-13 12:00")
    assert left(bench, number, "interim") == []
    pass_to(bench, "2026-03-16 12:00")
    assert left(bench, number, "interim") == ["Mon 2026-03-16 08:00"], "not kept: at 08:00 on the next working day"


def test_the_interim_notice_leaves_at_once_when_the_lead_asks_but_in_the_window(bench: Bench) -> None:
    number = complaint(bench)
    forward = of_purpose(bench, "forward", LEAD)
    bench.imap.deliver(reply_to(forward, LEAD, "ZWISCHENNACHRICHT"), at("2026-03-02 21:00"))
    bench.tick(at("2026-03-02 21:00"))
    assert left(bench, number, "interim") == [], "the window is closed at night"
    pass_to(bench, "2026-03-03 12:00")
    assert left(bench, number, "interim") == ["Tue 2026-03-03 07:00"]
    assert left(bench, number, "acknowledgement") == [], "an interim notice that leaves before replaces it"


def test_closed_before_it_is_due_nothing_leaves(bench: Bench) -> None:
    number = complaint(bench)
    answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "ERLEDIGT unberechtigt")
    pass_to(bench, "2026-03-20 12:00")
    assert copies(bench, number, *NOTICES) == []


def test_after_five_days_without_smtp_only_the_newest_notice_leaves_and_a_closed_case_sends_nothing(
    bench: Bench,
) -> None:
    number = complaint(bench)
    closed = complaint(bench, text=SECOND)
    answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "NOTIZ Anruf")
    online, bench.sender = bench.sender, SmtpSender(replace(bench.smtp.account, port=free_port()))
    pass_to(bench, "2026-03-04 10:00")
    forward = sent_to(bench, LEAD, closed)[0]
    bench.imap.deliver(reply_to(forward, LEAD, "ERLEDIGT unberechtigt"), at("2026-03-04 11:00"))
    pass_to(bench, "2026-03-09 12:00")
    bench.sender = online
    pass_to(bench, "2026-03-10 12:00")
    assert left(bench, number, "acknowledgement") == []
    assert len(left(bench, number, "interim")) == 1
    assert left(bench, closed, "acknowledgement") == left(bench, closed, "interim") == []


FORBIDDEN = {
    "an automatic sender": {"from_": KARLA, "Auto_Submitted": "auto-generated"},
    "a no-reply address": {"from_": "noreply@web.example"},
    "our own address": {"from_": MAILBOX},
    "a list": {"from_": KARLA, "List_Id": "<liste.web.example>", "Precedence": "list"},
    "no address": {"from_": "Karla Musterfrau <>"},
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_no_notice_goes_to(bench: Bench, dovecot: DovecotServer, name: str) -> None:
    dovecot.deliver(a_mail("Beschwerde", TEXT, **FORBIDDEN[name]), MONDAY)
    pass_to(bench, "2026-03-10 08:00")
    assert [row for row in views.outbox(bench.office) if row["purpose"] in NOTICES] == []


def test_five_automatic_mails_to_a_customer_a_day_the_sixth_is_held_and_the_officer_sees_it(bench: Bench) -> None:
    texts = [f"Guten Tag, ich beschwere mich über {what}. Karla M." for what in SIX_THINGS]
    raws = [a_mail(f"Beschwerde {n}", text, message_id=f"<c{n}@x.example>") for n, text in enumerate(texts)]
    bench.imap.deliver_all([(raw, MONDAY) for raw in raws])
    bench.tick(MONDAY)
    assert len(list(views.cases(bench.office))) == 6
    bench.tick(at("2026-03-03 08:00"))
    states = sorted(str(row["state"]) for row in views.outbox(bench.office) if row["purpose"] == "acknowledgement")
    assert states == ["held"] + ["sent"] * 5
    bench.tick(at("2026-03-04 07:00"))
    digests = [readable(mail.raw) for mail in sent_to(bench, OFFICER, "Tagesübersicht")]
    assert any("Obergrenze erreicht" in digest for digest in digests)
    states = {str(row["state"]) for row in views.outbox(bench.office) if row["purpose"] == "acknowledgement"}
    assert states == {"sent"}, "held, not dropped: the next day has room again"


SECOND = (
    "Guten Tag, ich beschwere mich, weil meine Miete im Februar nicht überwiesen wurde. Bitte prüfen Sie das. K. M."
)
SIX_THINGS = (
    "die lange Wartezeit am Empfang im Erdgeschoss",
    "die Berechnung meiner Miete, die seit Januar falsch ist",
    "den verlorenen Antrag auf Erstausstattung für mein Kind",
    "die Vermittlung in eine Maßnahme, die nichts bringt",
    "die Öffnungszeiten, die für Berufstätige nicht passen",
    "die fehlende Überweisung des Bürgergeldes für diesen Monat",
)


def test_sixty_answers_to_a_staff_address_a_day_the_next_is_held(bench: Bench) -> None:
    number = complaint(bench)
    forward = of_purpose(bench, "forward", LEAD)
    raws = [
        reply_to(forward, LEAD, f"NOTIZ Anruf {count}", message_id=f"<n{count}@jobcenter-ge.example>")
        for count in range(61)
    ]
    moment = at("2026-03-02 10:00")
    bench.imap.deliver_all([(raw, moment) for raw in raws])
    bench.tick(moment)
    states = [str(row["state"]) for row in copies(bench, number, "confirmation")]
    assert states.count("sent") == 60
    assert states.count("held") == 1


def test_more_than_twenty_overdue_notices_wait_for_the_officer(bench: Bench) -> None:
    raws = [a_mail("Beschwerde", TEXT, from_=f"k{n}@web.example", message_id=f"<o{n}@x.example>") for n in range(21)]
    bench.imap.deliver_all([(raw, at("2026-02-23 09:00")) for raw in raws])
    bench.tick(at("2026-03-03 09:00"))
    states = {str(row["state"]) for row in views.outbox(bench.office) if row["purpose"] in NOTICES}
    assert states == {"held"}
    bench.tick(at("2026-03-04 07:00"))
    digest = sent_to(bench, OFFICER, "Tagesübersicht")[-1]
    assert "Angehalten" in readable(digest.raw)
    answers(bench, digest, OFFICER, "WEITERLAUFEN")
    bench.tick(at("2026-03-04 09:00"))
    states = {str(row["state"]) for row in views.outbox(bench.office) if row["purpose"] in NOTICES}
    assert states == {"sent"}, subject_of(sent_to(bench, OFFICER)[-1])


def test_twenty_overdue_notices_leave_at_once(bench: Bench) -> None:
    raws = [a_mail("Beschwerde", TEXT, from_=f"k{n}@web.example", message_id=f"<o{n}@x.example>") for n in range(20)]
    bench.imap.deliver_all([(raw, at("2026-02-23 09:00")) for raw in raws])
    bench.tick(at("2026-03-03 09:00"))
    states = [str(row["state"]) for row in views.outbox(bench.office) if row["purpose"] in NOTICES]
    assert states == ["sent"] * 20
