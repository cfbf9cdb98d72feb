"""Out-of-office of a lead (domain, section 7): that mail to the deputy, the following ones to both until the date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from email import policy
from email.message import EmailMessage

import pytest
from office import MAILBOX, at, headers_of
from office_life import OfficeLife, open_life
from steps_office import LEAD
from test_still_wanted import a_case, forward_of

from mailbot.embedded import Taken
from mailbot.store import desk
from mailbot.vocabulary import Purpose

DEPUTY = "vertretung.leistung@jobcenter-ge.example"


@pytest.fixture
def life() -> Iterator[OfficeLife]:
    life = open_life(at("2026-03-02 09:00")).without_digest()
    yield life
    life.close()


def answers_by_itself(life: OfficeLife, mail: Taken, text: str, subject: str) -> list[Taken]:
    """The recipient's mail program answers; what leaves because of that."""
    answer = EmailMessage()
    answer["From"], answer["To"], answer["Subject"] = mail.recipient, MAILBOX, subject
    answer["Message-ID"] = "<away@jobcenter-ge.example>"
    answer["In-Reply-To"] = str(headers_of(mail)["Message-ID"])
    answer["Auto-Submitted"] = "auto-replied"
    answer.set_content(text)
    return life.arrives(answer.as_bytes(policy=policy.SMTP))


TEXTS = {
    "bis einschließlich": ("Ich bin bis einschließlich 13.03.2026 nicht im Büro.", date(2026, 3, 13)),
    "von ... bis": ("Ich bin vom 02.03. bis 13.03. im Urlaub. Dringendes bitte an Frau Kern.", date(2026, 3, 13)),
    "the day after it": ("Ich bin zurzeit nicht im Haus und ab dem 16.03.2026 wieder erreichbar.", date(2026, 3, 15)),
    "the day after it, short": ("Ich bin am 16. März wieder für Sie da.", date(2026, 3, 15)),
    "the day after it, with a weekday": ("Ab Montag, den 16.03., bin ich wieder im Haus.", date(2026, 3, 15)),
    "zurück": ("Ich bin unterwegs und am 16.3. zurück.", date(2026, 3, 15)),
    "English": ("I am out of office until March 13, 2026.", date(2026, 3, 13)),
    "English, the day first": ("I am on leave until 13 March.", date(2026, 3, 13)),
    "English, the day after it": ("I will be back on 16 March 2026.", date(2026, 3, 15)),
    "no date: five working days": ("Ich bin erkrankt.", date(2026, 3, 9)),
    "a date long past": ("Ich war bis 13.02.2026 im Urlaub und bin nun krank.", date(2026, 3, 9)),
    "a date that cannot be": ("Abwesend bis 31.02.2026.", date(2026, 3, 9)),
    "a date too far away": ("Ich bin bis 31.12.2027 abwesend.", date(2026, 3, 9)),
}


@pytest.mark.parametrize("name", TEXTS)
def test_the_mail_goes_to_the_deputy_within_the_hour_and_the_absence_lasts_until(life: OfficeLife, name: str) -> None:
    text, until = TEXTS[name]
    left = answers_by_itself(life, forward_of(life, a_case(life)), text, "Automatische Antwort: Beschwerde")
    assert [(life.purpose_of(mail), mail.recipient) for mail in left] == [(Purpose.FORWARD, DEPUTY)]
    with life.office.store.read() as tx:
        assert desk.absence_until(tx, LEAD, date(2026, 3, 2)) == until


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Automatische Antwort: Beschwerde", "Vielen Dank für Ihre Nachricht. Sie wird bearbeitet."),
        ("Gelesen: Beschwerde", "Ihre Nachricht wurde am Montag, 2. März 2026 09:14 gelesen."),
    ],
)
def test_an_automatic_answer_that_tells_of_no_absence_changes_nothing(
    life: OfficeLife, subject: str, text: str
) -> None:
    assert answers_by_itself(life, forward_of(life, a_case(life)), text, subject) == []
    with life.office.store.read() as tx:
        assert desk.absence_until(tx, LEAD, date(2026, 3, 2)) is None


def test_the_following_mails_go_to_both_until_that_date(life: OfficeLife) -> None:
    text = "Ich bin ab dem 05.03.2026 wieder erreichbar."
    answers_by_itself(life, forward_of(life, a_case(life)), text, "Abwesenheitsnotiz")
    for moment, name, deputies in (("2026-03-04 10:00", "zweite", 1), ("2026-03-05 10:00", "dritte", 0)):
        life.pass_to(moment)
        before = len(life.sender.taken)
        a_case(life, name)
        left = [mail.recipient for mail in life.sender.taken[before:] if life.purpose_of(mail) is Purpose.FORWARD]
        assert left.count(LEAD) == 1
        assert left.count(DEPUTY) == deputies
