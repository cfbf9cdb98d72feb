"""Sentences of the domain, sections 2, 9 and 10, that no row of a table holds, on the office at work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from office import MAILBOX, MANAGEMENT, OFFICER, a_mail, at, headers_of, readable
from office_life import OfficeLife, open_life
from steps_office import KARLA, LEAD, TEXT

from mailbot.steps import views
from mailbot.vocabulary import Kind, Purpose

DEEDS = {
    "insult": "Frau Kettler hat mich am Schalter eine faule Schmarotzerin genannt und ausgelacht.",
    "discrimination": "Herr Kettler sagte zu mir, Ausländer wie ich sollen erst einmal Deutsch lernen oder heimgehen.",
    "shouting": "Ihr Mitarbeiter Herr Kettler hat mich im Gespräch lautstark angeschrien.",
    "harassment": "Herr Kettler hat mich im Büro angefasst und mir anzügliche Bemerkungen gemacht.",
    "breach of confidence": "Frau Kettler aus Ihrem Haus hat meiner Nachbarin erzählt, dass ich Bürgergeld bekomme.",
}
MACHINES = {
    "an out-of-office answer": {"Auto_Submitted": "auto-replied", "subject": "Abwesenheitsnotiz: Beschwerde"},
    "a read receipt": {"subject": "Gelesen: Ihre Nachricht", "Auto_Submitted": "auto-replied"},
    "a newsletter": {"List_Unsubscribe": "<mailto:weg@news.example>", "Precedence": "bulk", "subject": "Newsletter"},
}
PRIZE = (
    "Herzlichen Glückwunsch! Sie haben 1.000.000 Euro gewonnen. Klicken Sie hier http://win.example für Ihre Bitcoin."
)


@pytest.fixture
def life() -> Iterator[OfficeLife]:
    life = open_life(at("2026-03-02 09:00"))
    yield life
    life.close()


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_of_an_employee_as_the_grievance_reaches_no_team(life: OfficeLife, deed: str) -> None:
    life.arrives(a_mail("Beschwerde", f"Guten Tag,\n\n{DEEDS[deed]} Das lasse ich mir nicht bieten.", from_=KARLA))
    (number,) = life.numbers()
    case = life.case(number)
    likely = {case.kind, *(case.review.likely if case.review else ())}
    assert Kind.CONDUCT_COMPLAINT in likely
    assert {taken.recipient for taken in life.sender.taken} <= {MANAGEMENT, OFFICER, "datenschutz@jobcenter-ge.example"}


def test_curtness_inside_another_concern_stays_a_complaint(life: OfficeLife) -> None:
    text = f"{TEXT}\n\nAm Telefon war die Mitarbeiterin auch noch kurz angebunden."
    life.arrives(a_mail("Beschwerde", text, from_=KARLA))
    (number,) = life.numbers()
    assert life.case(number).kind is Kind.COMPLAINT
    assert life.count(Purpose.FORWARD, LEAD) == 1


def test_the_address_of_somebody_anonymous_gets_the_notices_and_is_used_for_nothing_else(life: OfficeLife) -> None:
    address = "sturmvogel77@post.example"
    life.arrives(a_mail("Beschwerde", TEXT.replace("Karla M.", ""), from_=address))
    (number,) = life.numbers()
    assert life.case(number).anonymous
    life.pass_to("2026-03-17 12:00")
    mine = [taken for taken in life.sender.taken if taken.recipient == address]
    assert {life.purpose_of(taken) for taken in mine} == {Purpose.ACKNOWLEDGEMENT, Purpose.INTERIM}
    others = [taken for taken in life.sender.taken if taken.recipient != address]
    assert not any("sturmvogel" in readable(taken.raw).casefold() for taken in others)


def test_topics_are_three_at_most_each_on_the_matter_or_on_conduct(life: OfficeLife) -> None:
    assert {topic.aspect for topic in life.office.ruleset.topics.values()} == {"sache", "verhalten"}
    text = (
        "Mein Antrag auf Bürgergeld liegt seit Wochen, die Miete ist nicht gezahlt, am Telefon ist niemand da, "
        "im Warteraum saß ich drei Stunden, meine Unterlagen sind verschwunden und der Ton war unfreundlich."
    )
    life.arrives(a_mail("Beschwerde", f"{text} Ich beschwere mich über alles.", from_=KARLA))
    (number,) = life.numbers()
    assert len(life.case(number).topics) == 3


@pytest.mark.parametrize("name", MACHINES)
def test_what_a_machine_sent_is_recorded_and_nothing_else(life: OfficeLife, name: str) -> None:
    headers = dict(MACHINES[name])
    left = life.without_digest().arrives(a_mail(headers.pop("subject"), "Ich bin bis 20.03. nicht da.", **headers))
    assert left == []
    assert life.numbers() == []
    (row,) = views.inbox(life.office)
    assert (row["disposition"], row["case"]) == ("automatic", None)


def test_spam_opens_no_case_sends_nothing_and_stands_in_the_digest_by_count_and_id(life: OfficeLife) -> None:
    left = life.arrives(a_mail("Gewinn", PRIZE, from_="win@lotto.example"))
    assert [life.purpose_of(taken) for taken in left if life.purpose_of(taken) is not Purpose.DIGEST] == []
    assert life.numbers() == []
    life.pass_to("2026-03-03 07:00")
    digest = headers_of(life.last(Purpose.DIGEST, OFFICER)).get_body(("plain",))
    assert digest is not None
    text = " ".join(str(digest.get_content()).split())
    assert "Spam: 1" in text
    assert "Nummern: 1. FALL mit der Nummer macht daraus einen Fall" in text
    assert "lotto" not in text


def test_without_start_at_it_is_the_first_start(life: OfficeLife) -> None:
    settings = life.office.settings
    box = settings.mailbox.model_copy(update={"start_at": None})
    life.office = replace(life.office, settings=replace(settings, mailbox=box))
    life.mailbox.deliver(a_mail("Beschwerde", TEXT, from_=KARLA), at("2026-03-01 18:00"))
    life.cycle()
    assert life.numbers() == []
    told = [taken for taken in life.sender.taken if taken.recipient == OFFICER]
    assert len(told) == 1
    life.arrives(a_mail("Beschwerde", TEXT, from_=KARLA, message_id="<later@web.example>"))
    assert len(life.numbers()) == 1


@pytest.mark.parametrize("allowed", [True, False])
def test_the_envelope_sender_carries_the_token_where_the_server_takes_it(life: OfficeLife, allowed: bool) -> None:
    settings = life.office.settings
    smtp = settings.smtp.model_copy(update={"plus_addressing": allowed})
    life.office = replace(life.office, settings=replace(settings, smtp=smtp))
    life.arrives(a_mail("Beschwerde", TEXT, from_=KARLA))
    life.pass_to("2026-03-03 08:00")
    notice = life.last(Purpose.ACKNOWLEDGEMENT, KARLA)
    local, _, domain = notice.mail_from.partition("@")
    token = life.row_of(notice).token
    assert notice.mail_from == (MAILBOX.replace("@", f"+{token}@") if allowed else MAILBOX)
    assert len(local) <= 64
    if not allowed:
        return
    bare = "Ihre Nachricht konnte nicht zugestellt werden: Postfach unbekannt."
    sender = f"Mail Delivery System <MAILER-DAEMON@{domain}>"
    life.arrives(a_mail("Undelivered Mail Returned to Sender", bare, from_=sender, to=notice.mail_from))
    (number,) = life.numbers()
    assert life.case(number).notices[0].undeliverable


def test_a_local_part_stays_within_64_octets(life: OfficeLife) -> None:
    settings, long = life.office.settings, "k" * 50 + "@jobcenter-ge.example"
    smtp = settings.smtp.model_copy(update={"plus_addressing": True})
    house = replace(life.office.house, mailbox=long)
    life.office = replace(life.office, settings=replace(settings, smtp=smtp), house=house)
    life.arrives(a_mail("Beschwerde", TEXT, from_=KARLA, to=long))
    assert {taken.mail_from for taken in life.sender.taken} == {long}
