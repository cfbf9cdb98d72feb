"""Sentences of the domain's sections 4 and 7 that no table holds: each with the life that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from office import MANAGEMENT, OFFICER, a_mail, at, headers_of, readable, reply_to
from office_life import OfficeLife, open_life
from steps_office import LEAD
from test_rows_channels import FORM, SLOW
from test_still_wanted import a_case, forward_of, says

from mailbot.cases.deadlines import final_due
from mailbot.store import mails
from mailbot.store.database import Transaction
from mailbot.store.schema import MailRow
from mailbot.vocabulary import Channel, Flag, Kind, MailState, Purpose, Status

CUSTOMER = "erste@web.example"
CLERK = "behnken@jobcenter-ge.example"


@pytest.fixture
def life() -> Iterator[OfficeLife]:
    life = open_life(at("2026-03-02 09:00")).without_digest()
    yield life
    life.close()


def subject(life: OfficeLife, who: str) -> str:
    return " ".join(str(headers_of(life.last(Purpose.CONFIRMATION, who))["Subject"]).split())


# --- section 4


def test_the_date_on_a_form_is_the_receipt(life: OfficeLife) -> None:
    """The form came on Monday 2 March and says Friday 27 February."""
    text = FORM.format(clerk="Behnken", statement=SLOW)
    life.arrives(a_mail("Kundenreaktion", text, from_=CLERK, message_id="<f@jobcenter-ge.example>"))
    case = life.case(life.numbers()[0])
    assert case.channel is Channel.FORM
    assert case.received_at == at("2026-02-27 00:00")
    assert final_due(case.counting_from, life.office.policy) == at("2026-03-13 00:00").date()


def test_alerts_and_what_leaves_at_once_go_first_then_notices_then_the_rest(life: OfficeLife) -> None:
    order = (Purpose.CONFIRMATION, Purpose.INTERIM, Purpose.FORWARD, Purpose.HANDOVER, Purpose.ALERT)
    with life.office.store.write() as tx:
        for index, purpose in enumerate(order):
            mails.add_mail(tx, a_row(purpose, index, life), (f"{purpose}@x.example",), MailState.WAITING)
    with life.office.store.read() as tx:
        ready = [purpose_of(tx, row) for row in mails.ready(tx, life.clock.at + timedelta(days=1))]
    assert ready[:3] == [Purpose.HANDOVER, Purpose.ALERT, Purpose.INTERIM]
    assert set(ready[3:]) == {Purpose.CONFIRMATION, Purpose.FORWARD}


def purpose_of(tx: Transaction, outbox_id: int) -> Purpose:
    return Purpose(tx.get_one(MailRow, mails.mail_of(tx, outbox_id)).purpose)


def a_row(purpose: Purpose, index: int, life: OfficeLife) -> MailRow:
    return MailRow(
        message_id=f"m{index}@x.example",
        token=f"{'a' * 13}{'bcdef'[index]}",
        purpose=purpose,
        cause="test",
        subject="x",
        to=[],
        cc=[],
        raw=b"x",
        created_at=life.clock.at,
        token_expires_at=life.clock.at,
    )


# --- section 7


GRAVE = {
    "application": (
        "Guten Tag, ich stelle hiermit einen Antrag auf Weiterbewilligung von Bürgergeld ab April.",
        Flag.APPLICATION,
    ),
    "privacy": (
        "Sie haben meine Daten an meinen Vermieter weitergegeben. Ich verlange Auskunft über meine Daten.",
        Flag.PRIVACY,
    ),
    "danger": (
        "Ich habe nichts mehr zu essen für meine Kinder und morgen wird der Strom abgestellt. Ich weiß nicht weiter.",
        Flag.DANGER,
    ),
}


@pytest.mark.parametrize("name", GRAVE)
def test_a_follow_up_with_an_application_a_privacy_matter_or_danger_opens_a_linked_case(
    life: OfficeLife, name: str
) -> None:
    text, flag = GRAVE[name]
    number = a_case(life)
    life.pass_to("2026-03-03 09:00")
    ours = str(headers_of(life.last(Purpose.ACKNOWLEDGEMENT, CUSTOMER))["Message-ID"]).strip()
    life.arrives(a_mail("Re: Ihre Nachricht", text, from_=CUSTOMER, In_Reply_To=ours, message_id="<g@web.example>"))
    (linked,) = set(life.numbers()) - {number}
    assert life.case(linked).parent == number
    assert flag in life.case(linked).flags
    assert flag not in life.case(number).flags
    assert linked in life.case(number).linked


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ich habe mich mit einer Petition an den Deutschen Bundestag gewandt, hier ist die Petition.", Kind.PETITION),
        ("Ich mache hiermit eine Eingabe an das Bundesministerium für Arbeit und Soziales.", Kind.SUBMISSION),
    ],
)
def test_a_follow_up_with_a_petition_or_submission_goes_only_where_that_goes(
    life: OfficeLife, text: str, kind: Kind
) -> None:
    number = a_case(life)
    life.pass_to("2026-03-03 09:00")
    ours = str(headers_of(life.last(Purpose.ACKNOWLEDGEMENT, CUSTOMER))["Message-ID"]).strip()
    before = len(life.sender.taken)
    life.arrives(a_mail("Re: Ihre Nachricht", text, from_=CUSTOMER, In_Reply_To=ours, message_id="<g@web.example>"))
    (linked,) = set(life.numbers()) - {number}
    assert life.case(linked).kind is kind
    told = {mail.recipient for mail in life.sender.taken[before:]}
    assert told == {MANAGEMENT, OFFICER}


def test_one_mail_settles_cases_of_its_own_and_refuses_those_of_others_one_by_one(life: OfficeLife) -> None:
    """Several commands for several cases in one mail: each is done whole or refused whole, and one answer says it."""
    first, second = a_case(life), a_case(life, "zweite")
    queue = "Guten Tag, ich beschwere mich über die Wartezeiten am Empfang. Zwei Stunden stand ich dort an der Tür."
    life.arrives(a_mail("Beschwerde", queue, from_="dritte@web.example", message_id="<q@web.example>"))
    (other,) = set(life.numbers()) - {first, second}
    life.pass_to("2026-03-09 07:30")
    before = life.count(Purpose.CONFIRMATION, LEAD)
    text = (
        f"Guten Morgen,\n\n{first} FERTIG BIS 13.3.\n{second}: ERLEDIGT berechtigt Maßnahme: Aushang\n"
        f"{other} ERLEDIGT\nKRM-2026-000999 ÜBERNOMMEN\n{second} FERTIG BIS 1.3.2026\n\nViele Grüße\nR. Ellerbrock\n"
    )
    life.arrives(reply_to(life.last(Purpose.REMINDER, LEAD), LEAD, text, message_id="<m@jobcenter-ge.example>"))
    assert life.count(Purpose.CONFIRMATION, LEAD) == before + 1
    assert life.case(first).forecast == at("2026-03-13 00:00").date()
    assert life.case(second).status is Status.CLOSED
    assert life.case(other).status is Status.OPEN
    said = " ".join(readable(life.last(Purpose.CONFIRMATION, LEAD).raw).split())
    for number in (first, second, other, "KRM-2026-000999"):
        assert number in said


def test_other_internal_staff_is_filed_as_a_statement_and_told_who_may_command(life: OfficeLife) -> None:
    number = a_case(life)
    life.arrives(
        a_mail(f"AW: {number}", "ERLEDIGT berechtigt", from_="kollege@jobcenter-ge.example", message_id="<k@j.example>")
    )
    assert life.case(number).status is Status.OPEN
    told = readable(life.last(Purpose.CONFIRMATION, "kollege@jobcenter-ge.example").raw)
    assert "nur von der Teamleitung" in " ".join(told.split())


def test_a_command_is_answered_once_with_the_result_in_the_subject(life: OfficeLife) -> None:
    number = a_case(life)
    says(life, forward_of(life, number), "ÜBERNOMMEN")
    assert subject(life, LEAD).startswith("erledigt: ")
    says(life, forward_of(life, number), "FERTIG BIS 1.1.2020")
    assert subject(life, LEAD).startswith("nicht ausgeführt: ")
    assert life.count(Purpose.CONFIRMATION, LEAD) == 2


def test_a_bare_number_from_staff_without_a_token_does_nothing_but_ask(life: OfficeLife) -> None:
    number = a_case(life)
    before = len(life.sender.taken)
    life.arrives(a_mail(f"zu {number}", "ERLEDIGT", from_=LEAD, message_id="<l@jobcenter-ge.example>"))
    (asked,) = life.sender.taken[before:]
    assert asked.recipient == LEAD
    assert "Bitte bestätigen" in subject(life, LEAD)
    assert life.case(number).status is Status.OPEN
    says(life, asked, "STIMMT")
    assert life.case(number).status is Status.CLOSED
