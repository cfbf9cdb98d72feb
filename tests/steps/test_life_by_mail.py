"""The life of a case by mail (domain, sections 1 to 4 and 7): who is told what, and which folder is named to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from office import MANAGEMENT, OBJECTIONS, OFFICER, Bench, a_mail, at, open_bench, readable, reply_to, write_office
from servers import DovecotServer, SmtpSink
from steps_office import (
    KARLA,
    LEAD,
    MONDAY,
    TEXT,
    answers,
    case_of,
    complaint,
    copies,
    log_tells_the_state,
    of_purpose,
    officer_commands,
    purpose_of,
    sent_to,
    subject_of,
    view_of,
)

from mailbot.rules.verdict import Concern
from mailbot.steps import views
from mailbot.steps.arrival import read_arrival
from mailbot.steps.belongs import belonging
from mailbot.steps.follow_up import take_follow_up
from mailbot.steps.poll import poll
from mailbot.store import ledger, register
from mailbot.vocabulary import Kind

pytestmark = pytest.mark.dovecot

PETITION = (
    "Sehr geehrte Damen und Herren, über das BMAS und die Zentrale der BA wurde uns die Petition der Frau Hannelore "
    "Beispiel an den Petitionsausschuss des Deutschen Bundestages zugeleitet. Die Petentin beanstandet die Bearbeitung "
    "ihres Antrags auf Bürgergeld. Wir bitten um Stellungnahme bis zum 27.03.2026. Im Auftrag, Regionaldirektion"
)
CONDUCT = (
    "Dienstaufsichtsbeschwerde\n\nIhr Mitarbeiter hat mich am Montag vor allen Leuten angeschrien und als Schmarotzer "
    "beleidigt. Ich erhebe Dienstaufsichtsbeschwerde gegen ihn. Außerdem ist mein Geld seit Wochen nicht da."
)


def petition(bench: Bench) -> str:
    raw = a_mail("Petition Pet 4-21-11 - Stellungnahme", PETITION, from_="rd@arbeitsagentur.example")
    bench.imap.deliver(raw, MONDAY)
    bench.tick(MONDAY)
    (number,) = [str(row["number"]) for row in views.cases(bench.office)]
    assert case_of(bench, number).kind in {Kind.PETITION, Kind.PETITION_BOARD}
    return number


def in_folders(bench: Bench, number: str) -> list[str]:
    return sorted(name for name in bench.imap.folders() if number in name and bench.imap.messages(name))


# --- ZUARBEIT


def contributing(bench: Bench) -> str:
    number = petition(bench)
    answers(bench, of_purpose(bench, "presentation", MANAGEMENT), MANAGEMENT, "ZUARBEIT leistung BIS 13.03.2026")
    return number


def test_whoever_contributes_gets_the_text_and_no_folder_that_is_closed_to_them(bench: Bench) -> None:
    number = contributing(bench)
    asked = readable(of_purpose(bench, "forward", LEAD).raw)
    assert "beanstandet die Bearbeitung" in asked
    assert "13.03.2026" in asked
    assert f"KRM/management/{number}" not in asked
    assert "Ordner im Postfach" not in asked


def test_a_contribution_is_filed_and_shown_to_management_and_officer_at_once(bench: Bench) -> None:
    number = contributing(bench)
    before = len(sent_to(bench, LEAD))
    confirmation = answers(
        bench, of_purpose(bench, "forward", LEAD), LEAD, "Der Antrag wurde am 20. Februar bewilligt, blaue Bohnen."
    )
    assert subject_of(confirmation).startswith("zur Akte genommen: Zuarbeit")
    assert len(sent_to(bench, LEAD)) == before + 1, "one confirmation and nothing else"
    shown = of_purpose(bench, "presentation", MANAGEMENT)
    assert "blaue Bohnen" in readable(shown.raw)
    assert "blaue Bohnen" in readable(of_purpose(bench, "presentation", OFFICER).raw)
    with bench.office.store.read() as tx:
        assert register.texts(tx, number, "statement")
    assert log_tells_the_state(bench, number)


def test_a_contribution_in_time_is_not_reminded_of(bench: Bench) -> None:
    contributing(bench)
    answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "Der Antrag wurde am 20. Februar bewilligt.")
    bench.tick(at("2026-03-13 07:30"))
    assert not [mail for mail in sent_to(bench, LEAD) if purpose_of(bench, mail) == "reminder"]


def test_whoever_contributes_commands_nothing_and_learns_nothing_more(bench: Bench) -> None:
    contributing(bench)
    refused = answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "ERLEDIGT berechtigt")
    assert subject_of(refused).startswith("nicht ausgeführt")
    assert "Der Fall" not in readable(refused.raw).splitlines()
    assert "27.03.2026" not in readable(refused.raw)


# --- TEILEN, and second concerns: a case without an original of its own


def test_a_part_that_was_cut_out_names_no_folder_that_does_not_exist(bench: Bench) -> None:
    bench.imap.deliver(a_mail("Beschwerde", CONDUCT), MONDAY)
    bench.tick(MONDAY)
    (whole,) = [str(row["number"]) for row in views.cases(bench.office)]
    text = "TEILEN\n\nDas Bürgergeld für Februar ist nicht überwiesen worden. Die Auszahlung fehlt seit drei Wochen."
    answers(bench, of_purpose(bench, "presentation", MANAGEMENT), MANAGEMENT, text)
    (part,) = case_of(bench, whole).linked
    forward = readable(of_purpose(bench, "forward", LEAD).raw)
    assert "Die Auszahlung fehlt" in forward
    assert f"leistung/{part}" not in forward
    assert "Fragen dazu beantwortet die oder der Beauftragte für KRM" in forward
    assert in_folders(bench, part) == []
    assert log_tells_the_state(bench, part)


# --- after twelve months


def test_a_new_case_after_twelve_months_and_the_old_one_name_each_other(bench: Bench) -> None:
    old = complaint(bench)
    answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "ERLEDIGT unberechtigt")
    later = at("2027-03-15 10:00")
    text = "Guten Tag, schon wieder ist mein Geld nicht überwiesen worden. Ich beschwere mich darüber. Karla M."
    bench.imap.deliver(a_mail(f"Zu {old}", text, message_id="<later@web.example>"), later)
    bench.tick(later)
    (new,) = [str(row["number"]) for row in views.cases(bench.office) if row["number"] != old]
    assert view_of(bench, new)["linked"] == [old]
    assert view_of(bench, old)["linked"] == [new]
    assert old in readable(of_purpose(bench, "forward", LEAD).raw)
    with bench.office.store.read() as tx:
        assert [row.type for row in register.events(tx, old)][-1] == "Linked"
        first = next(iter(register.events(tx, new)))
        assert (first.type, first.data["follows"]) == ("Received", old)
    assert log_tells_the_state(bench, old)
    assert log_tells_the_state(bench, new)
    bench.tick(at("2027-03-16 08:00"))
    assert new in subject_of(sent_to(bench, KARLA)[-1]), "it has an acknowledgement of its own"


# --- a doubtful follow-up

DOUBTFUL = "Der Sachbearbeiter hat mich am Telefon sehr kurz abgefertigt. Blaue Bohnen."


def follows_up(bench: Bench) -> str:
    """Karla answers her acknowledgement; the mail is fetched and waits to be taken in."""
    number = complaint(bench)
    bench.tick(at("2026-03-03 08:00"))
    raw = reply_to(sent_to(bench, KARLA)[-1], f"Karla <{KARLA}>", DOUBTFUL, message_id="<doubt@web.example>")
    bench.imap.deliver(raw, at("2026-03-03 09:00"))
    bench.clock.at = at("2026-03-03 09:00")
    bench.mailbox.connect()
    poll(bench.office, bench.mailbox, bench.office.settings.mailbox.folder)
    return number


def doubtful(bench: Bench) -> str:
    """A follow-up comes in of which the rules say that it may be about conduct."""
    number = follows_up(bench)
    _take_in_as(bench, kind=Kind.COMPLAINT, likely=(Kind.COMPLAINT, Kind.CONDUCT_COMPLAINT))
    bench.tick(at("2026-03-03 09:01"))
    assert case_of(bench, number).doubt is not None
    return number


def _take_in_as(bench: Bench, *, kind: Kind, likely: tuple[Kind, ...] = (), also: Concern | None = None) -> None:
    """Take the one waiting follow-up in under this verdict, whatever the rules of today make of its words."""
    office = bench.office
    with office.store.read() as tx:
        (waiting,) = ledger.waiting(tx)
        row = ledger.message(tx, waiting)
    found = read_arrival(office, row)
    verdict = replace(found.verdict, kind=kind, also=also, review=bool(likely), likely=likely)
    arrival = replace(found, verdict=replace(verdict, flags=frozenset(), accused=()))
    with office.store.read() as tx:
        belongs = belonging(tx, arrival.message, office.house)
    work = office.work()
    facts = replace(
        take_follow_up(office, work, arrival, belongs), message_id="<doubt@web.example>", sender=KARLA, identity="first"
    )
    work.after.insert(0, lambda tx: ledger.settle(tx, waiting, arrival.now, facts))
    work.commit(office.store)


def test_a_doubtful_follow_up_lies_with_the_officer_alone_whose_mail_names_that_folder(bench: Bench) -> None:
    number = doubtful(bench)
    asked = of_purpose(bench, "forward", OFFICER)
    assert f"KRM/krm/{number}" in readable(asked.raw)
    assert "Blaue Bohnen" in readable(asked.raw)
    assert not [mail for mail in sent_to(bench, LEAD) if "Blaue Bohnen" in readable(mail.raw)]
    assert any(b"doubt@web.example" in raw for raw in bench.imap.messages(f"KRM/krm/{number}"))


def test_the_digest_names_the_doubtful_follow_up_under_review_with_what_settles_it(bench: Bench) -> None:
    number = doubtful(bench)
    bench.tick(at("2026-03-04 07:05"))
    shown = readable(of_purpose(bench, "digest", OFFICER).raw)
    shown = " ".join(shown.split())
    offered = set(re.findall(rf"{number} (STIMMT|ART|WEITER AN)\b", shown))
    assert offered == {"STIMMT", "ART", "WEITER AN"}
    assert "Blaue Bohnen" not in shown


def test_a_lead_who_passes_the_case_on_does_not_take_the_doubtful_follow_up_along(bench: Bench) -> None:
    number = doubtful(bench)
    answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "WEITER AN eingangszone")
    bench.tick(at("2026-03-03 12:00"))
    assert in_folders(bench, number) == [f"KRM/eingangszone/{number}", f"KRM/krm/{number}"]
    assert [mail for mail in bench.sent if "Blaue Bohnen" in readable(mail.raw)] == [
        of_purpose(bench, "forward", OFFICER)
    ]


def test_the_officers_word_sends_it_and_its_original_to_the_team(bench: Bench) -> None:
    number = doubtful(bench)
    answers(bench, of_purpose(bench, "forward", OFFICER), OFFICER, "WEITER AN leistung")
    assert "Blaue Bohnen" in readable(of_purpose(bench, "forward", LEAD).raw)
    bench.tick(at("2026-03-03 12:00"))
    assert in_folders(bench, number) == [f"KRM/leistung/{number}"]
    assert log_tells_the_state(bench, number)


PART = "Auch die Überweisung der Miete für Februar fehlt, die Zahlung ist seit drei Wochen offen."


def nobody_else_reads(bench: Bench, *readers: str) -> None:
    shown = [mail for mail in bench.sent if "Blaue Bohnen" in readable(mail.raw)]
    assert {recipient for mail in shown for recipient in mail.recipients} <= set(readers)


@pytest.mark.parametrize("word", ["STIMMT", "ART Dienstaufsichtsbeschwerde", "WEITER AN management"])
def test_the_team_reads_its_part_alone_whatever_becomes_of_the_rest(bench: Bench, word: str) -> None:
    """Section 2: the team gets its part when it is cut out with TEILEN; a conduct complaint never reaches it."""
    number = doubtful(bench)
    asked = of_purpose(bench, "forward", OFFICER)
    answers(bench, asked, OFFICER, f"TEILEN\n{PART}")
    assert "Überweisung der Miete" in readable(of_purpose(bench, "forward", LEAD).raw)
    refused = answers(bench, asked, OFFICER, "WEITER AN leistung", after=timedelta(minutes=5))
    assert subject_of(refused).startswith("nicht ausgeführt")
    assert "drei Wege" in " ".join(readable(refused.raw).split())
    answers(bench, asked, OFFICER, word, after=timedelta(minutes=10))
    bench.tick(at("2026-03-03 12:00"))
    officer_commands(bench, f"{number} WEITER AN eingangszone")
    bench.tick(at("2026-03-03 16:00"))
    nobody_else_reads(bench, OFFICER, MANAGEMENT)
    for folder in bench.imap.folders():
        if "/eingangszone/" in folder or "/leistung/" in folder:
            assert not any(b"doubt@web.example" in raw for raw in bench.imap.messages(folder)), folder
    assert f"KRM/eingangszone/{number}" in in_folders(bench, number)
    assert log_tells_the_state(bench, number)


def test_a_doubtful_follow_up_becomes_a_conduct_complaint_of_its_own(bench: Bench) -> None:
    """Section 7: its text goes only where that kind goes; the case stays with its team."""
    number = doubtful(bench)
    told = answers(bench, of_purpose(bench, "forward", OFFICER), OFFICER, "ART Dienstaufsichtsbeschwerde")
    assert "jetzt ein eigener Fall" in " ".join(readable(told.raw).split())
    (linked,) = case_of(bench, number).linked
    assert case_of(bench, linked).kind is Kind.CONDUCT_COMPLAINT
    assert "Blaue Bohnen" in readable(of_purpose(bench, "presentation", MANAGEMENT).raw)
    bench.tick(at("2026-03-03 12:00"))
    assert any(b"doubt@web.example" in raw for raw in bench.imap.messages(f"KRM/management/{linked}"))
    assert in_folders(bench, number) == [f"KRM/leistung/{number}"]
    assert case_of(bench, number).kind is Kind.COMPLAINT
    officer_commands(bench, f"{number} WEITER AN eingangszone")
    nobody_else_reads(bench, OFFICER, MANAGEMENT)
    assert log_tells_the_state(bench, number)
    assert log_tells_the_state(bench, linked)
    bench.tick(at("2026-03-04 08:00"))
    assert [row["state"] for row in copies(bench, linked, "acknowledgement")] == ["sent"]


# --- a grave concern beside an ordinary one in a follow-up


def test_an_objection_beside_more_of_the_complaint_is_handed_over_and_the_team_gets_the_rest(bench: Bench) -> None:
    number = follows_up(bench)
    _take_in_as(bench, kind=Kind.COMPLAINT, also=Concern(Kind.OBJECTION, "objections"))
    bench.tick(at("2026-03-03 09:05"))
    (linked,) = case_of(bench, number).linked
    assert case_of(bench, linked).kind is Kind.OBJECTION
    assert "Blaue Bohnen" in readable(of_purpose(bench, "forward", OBJECTIONS).raw)
    assert f"objections/{linked}" not in readable(of_purpose(bench, "forward", OBJECTIONS).raw)
    assert "Blaue Bohnen" in readable(of_purpose(bench, "forward", LEAD).raw)
    assert [row["state"] for row in copies(bench, linked, "handover")] == ["sent"]
    assert in_folders(bench, number) == [f"KRM/leistung/{number}"]
    assert log_tells_the_state(bench, number)
    assert log_tells_the_state(bench, linked)


def test_a_petition_beside_more_of_the_complaint_takes_the_whole_text_to_management(bench: Bench) -> None:
    number = follows_up(bench)
    _take_in_as(bench, kind=Kind.COMPLAINT, also=Concern(Kind.PETITION, "management"))
    bench.tick(at("2026-03-03 09:05"))
    (linked,) = case_of(bench, number).linked
    assert case_of(bench, linked).kind is Kind.PETITION
    assert not [mail for mail in sent_to(bench, LEAD) if "Blaue Bohnen" in readable(mail.raw)]
    assert in_folders(bench, linked) == [f"KRM/management/{linked}"]


# --- the same grave text again


def test_a_repeated_grave_follow_up_lies_where_the_first_one_lies(bench: Bench) -> None:
    number = follows_up(bench)
    _take_in_as(bench, kind=Kind.CONDUCT_COMPLAINT)
    bench.tick(at("2026-03-03 09:05"))
    (linked,) = case_of(bench, number).linked
    notice = sent_to(bench, KARLA)[-1]
    again = reply_to(notice, f"Karla <{KARLA}>", f"{DOUBTFUL}", message_id="<again@web.example>")
    bench.imap.deliver(again, at("2026-03-03 10:00"))
    bench.tick(at("2026-03-03 10:00"))
    bench.tick(at("2026-03-03 10:01"))
    assert any(b"again@web.example" in raw for raw in bench.imap.messages(f"KRM/management/{linked}"))


# --- GEHÖRT ZU


def test_what_answers_a_merged_case_belongs_to_the_one_it_was_merged_into(bench: Bench) -> None:
    first = complaint(bench)
    second = complaint(bench, text="Guten Tag, ich warte seit Wochen auf meine Miete. Bitte kümmern Sie sich darum.")
    officer_commands(bench, f"{second} GEHÖRT ZU {first}")
    bench.imap.deliver(
        a_mail(f"Zu {second}", "Und noch etwas: Auch die Heizkosten fehlen weiterhin.", message_id="<m@web.example>"),
        at("2026-03-04 10:00"),
    )
    bench.tick(at("2026-03-04 10:00"))
    with bench.office.store.read() as tx:
        filed = [row.case_number for row in ledger.all_messages(tx) if row.message_id == "<m@web.example>"]
    assert filed == [first]


# --- the same text with new attachments


def with_attachment(name: str, identifier: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = f"Karla <{KARLA}>", "krm@jobcenter-ge.example"
    mail["Subject"], mail["Message-ID"] = "Beschwerde", identifier
    mail["Date"] = "Mon, 02 Mar 2026 10:00:00 +0100"
    mail.set_content(TEXT)
    if name:
        mail.add_attachment(name.encode() * 20, maintype="application", subtype="pdf", filename=name)
    return mail.as_bytes(policy=SMTP)


@pytest.mark.parametrize(("attached", "told"), [("bescheid.pdf", True), ("", False)])
def test_a_near_duplicate_with_new_attachments_is_told_to_the_lead(bench: Bench, attached: str, told: bool) -> None:
    number = complaint(bench)
    before = len(copies(bench, number, "forward"))
    bench.imap.deliver(with_attachment(attached, "<again@web.example>"), at("2026-03-02 11:00"))
    bench.tick(at("2026-03-02 11:00"))
    assert [row["number"] for row in views.cases(bench.office)] == [number]
    forwards = copies(bench, number, "forward")[before:]
    assert bool(forwards) is told
    if told:
        assert "Neue Anhänge" in readable(of_purpose(bench, "forward", LEAD).raw)
    bench.tick(at("2026-03-03 08:00"))
    assert len(copies(bench, number, "acknowledgement")) == 1


# --- reminders


def test_a_reminder_names_the_folder_of_its_case(bench: Bench) -> None:
    number = complaint(bench)
    bench.tick(at("2026-03-06 07:30"))
    reminder = of_purpose(bench, "reminder", LEAD)
    assert f"KRM/leistung/{number}" in readable(reminder.raw)


# --- HILFE


def test_hilfe_lists_what_its_reader_may_do(bench: Bench) -> None:
    complaint(bench)
    for_lead = readable(answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "HILFE").raw)
    assert "FERTIG BIS" in for_lead
    assert "ANHALTEN" not in for_lead
    for_officer = readable(officer_commands(bench, "HILFE").raw)
    assert "ANHALTEN" in for_officer
    assert "FREIGABE MAIL" in for_officer


# --- ceilings


@pytest.fixture
def narrow(dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path) -> Iterator[Bench]:
    """An office that lets one automatic mail a day go to an address."""
    folder = write_office(
        tmp_path / "office" / "config", dovecot, smtp_sink, outbound='mode = "live"\nper_customer_day = 1'
    )
    bench = open_bench(folder, dovecot, smtp_sink, MONDAY)
    yield bench
    bench.close()


OTHER = "Guten Tag, am Empfang musste ich gestern drei Stunden warten. Ich beschwere mich über diese Wartezeit."


def test_a_reached_ceiling_is_told_to_the_officer_at_once_and_once(narrow: Bench) -> None:
    complaint(narrow)
    complaint(narrow, text=OTHER)
    narrow.tick(at("2026-03-03 08:00"))
    assert len([row for row in views.outbox(narrow.office) if row["state"] == "held"]) == 1
    (alert,) = [mail for mail in sent_to(narrow, OFFICER) if purpose_of(narrow, mail) == "alert"]
    assert "FREI" in readable(alert.raw)
    narrow.tick(at("2026-03-03 08:05"))
    assert len([mail for mail in sent_to(narrow, OFFICER) if purpose_of(narrow, mail) == "alert"]) == 1
    found = re.search(r"FREI [0-9]+", readable(alert.raw))
    assert found is not None
    answers(narrow, alert, OFFICER, found[0])
    assert not [row for row in views.outbox(narrow.office) if row["state"] == "held"]


@pytest.fixture
def slow(dovecot: DovecotServer, smtp_sink: SmtpSink, tmp_path: Path) -> Iterator[Bench]:
    """An office that lets two mails an hour go."""
    folder = write_office(tmp_path / "office" / "config", dovecot, smtp_sink, outbound='mode = "live"\nper_hour = 2')
    bench = open_bench(folder, dovecot, smtp_sink, MONDAY)
    yield bench
    bench.close()


def test_the_ceiling_of_the_hour_is_told_and_presentations_leave_all_the_same(slow: Bench) -> None:
    complaint(slow)
    slow.imap.deliver(a_mail("Dienstaufsichtsbeschwerde", CONDUCT, message_id="<c@web.example>"), MONDAY)
    slow.tick(at("2026-03-02 09:05"))
    assert len(sent_to(slow, OFFICER, "Obergrenze")) == 1
    assert "presentation" in [purpose_of(slow, mail) for mail in sent_to(slow, MANAGEMENT)]
    waiting = [row for row in views.outbox(slow.office) if row["state"] == "waiting"]
    assert all(row["attempts"] == 0 for row in waiting), "what was not tried is not counted as tried"


# --- out-of-office in answer to a mail that lists cases


def test_an_out_of_office_to_a_list_of_cases_sends_that_list_to_the_deputy(bench: Bench) -> None:
    deputy = bench.office.directory.teams[0].deputy
    assert deputy is not None
    complaint(bench)
    bench.tick(at("2026-03-06 07:30"))
    reminder = of_purpose(bench, "reminder", LEAD)
    away = at("2026-03-06 07:35")
    raw = reply_to(
        reminder, LEAD, "Ich bin bis zum 13.03.2026 nicht im Haus.", message_id="<away@jobcenter-ge.example>"
    )
    bench.imap.deliver(raw.replace(b"Subject: AW:", b"Auto-Submitted: auto-replied\r\nSubject: Abwesend:", 1), away)
    bench.tick(away)
    (copy,) = [mail for mail in sent_to(bench, deputy.address) if purpose_of(bench, mail) == "reminder"]
    assert copy.raw == reminder.raw
    with bench.office.store.read() as tx:
        assert LEAD in bench.office.absent(tx, at("2026-03-13 12:00").date())


# --- TERMIN


def test_the_text_of_a_date_is_told_to_the_lead_without_names(bench: Bench) -> None:
    number = complaint(bench)
    officer_commands(bench, f"{number} TERMIN 12.3.2026 Bitte klären Sie mit Frau Karla Musterfrau die Miete")
    told = readable(of_purpose(bench, "forward", LEAD).raw)
    assert "12.03.2026" in told
    assert "die Miete" in told
    assert "Musterfrau" not in told
    officer_commands(bench, f"{number} TERMIN 13.3.2026")
    assert "die Miete" not in readable(of_purpose(bench, "forward", LEAD).raw)


def test_what_was_noted_for_a_day_stands_in_its_reminder_without_names(bench: Bench) -> None:
    """Section 7, WIEDERVORLAGE [text] and TERMIN [text]: each reader reads the own words, each word once."""
    number = complaint(bench)
    officer_commands(bench, f"{number} WIEDERVORLAGE 12.3.2026 Rückruf Vermieter von Frau Karla Musterfrau")
    officer_commands(bench, f"{number} WIEDERVORLAGE 12.3.2026 Heizkosten prüfen")
    officer_commands(bench, f"{number} TERMIN 12.3.2026 Bitte zur Miete")
    bench.tick(at("2026-03-12 07:30"))
    own = readable(of_purpose(bench, "reminder", OFFICER).raw)
    assert "│ Rückruf Vermieter von Frau [Person " in own
    assert "Musterfrau" not in own
    assert own.count("Heizkosten prüfen") == 1 + 1
    assert own.count("Dazu notiert (anonymisiert):") == 1 + 1, "once in the text, once in the HTML part"
    assert "zur Miete" not in own
    team = readable(of_purpose(bench, "reminder", LEAD).raw)
    assert "│ Bitte zur Miete" in team
    assert "Vermieter" not in team
    assert log_tells_the_state(bench, number)


def test_what_was_noted_and_taken_back_stands_in_no_reminder(bench: Bench) -> None:
    number = complaint(bench)
    officer_commands(bench, f"{number} WIEDERVORLAGE 12.3.2026 Heizkosten prüfen")
    officer_commands(bench, f"{number} ZURÜCK")
    officer_commands(bench, f"{number} WIEDERVORLAGE 12.3.2026")
    bench.tick(at("2026-03-12 07:30"))
    own = readable(of_purpose(bench, "reminder", OFFICER).raw)
    assert number in own
    assert "Heizkosten" not in own


# --- too many overdue notices


def test_overdue_notices_that_wait_for_the_officer_are_told_at_once_and_leave_on_the_reply(bench: Bench) -> None:
    raws = [a_mail("Beschwerde", TEXT, from_=f"k{n}@web.example", message_id=f"<o{n}@x.example>") for n in range(21)]
    bench.imap.deliver_all([(raw, at("2026-02-23 09:00")) for raw in raws])
    bench.tick(at("2026-03-03 09:00"))
    bench.tick(at("2026-03-03 09:05"))
    (alert,) = sent_to(bench, OFFICER, "überfällige Nachrichten")
    assert subject_of(alert).startswith("21 ")
    assert "An eine Adresse" not in readable(alert.raw)
    answers(bench, alert, OFFICER, "WEITERLAUFEN")
    held = [row for row in views.outbox(bench.office) if row["state"] == "held"]
    assert held == []


def test_a_petition_by_correction_takes_the_date_that_its_text_names(bench: Bench) -> None:
    """Section 4: the deadline is read from the text as a proposal, whoever saw that it is a petition."""
    raw = a_mail("Bitte um Stellungnahme", PETITION.replace("Petition", "Sache"), from_="rd@arbeitsagentur.example")
    bench.imap.deliver(raw, MONDAY)
    bench.tick(MONDAY)
    (number,) = [str(row["number"]) for row in views.cases(bench.office)]
    officer_commands(bench, f"{number} ART Petition")
    case = case_of(bench, number)
    assert case.kind is Kind.PETITION
    assert case.deadline is not None
    assert case.deadline.on.isoformat() == "2026-03-27"
    assert not case.deadline.confirmed
