"""`GEHÖRT ZU` (domain, section 7): into which number, and by whom; and what belongs to a case by its number alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from office import OFFICER, a_mail, at, headers_of
from office_life import OfficeLife, open_life
from steps_office import LEAD
from test_still_wanted import a_case, forward_of, says

from mailbot.cases.replay import replay
from mailbot.embedded import Taken
from mailbot.steps.undo import log_of
from mailbot.store import ledger
from mailbot.vocabulary import Kind, Purpose, Status

CONDUCT = (
    "Hiermit erhebe ich Dienstaufsichtsbeschwerde gegen Herrn Kettler. Er hat mich am Dienstag im Büro angeschrien und "
    "beleidigt."
)
QUEUE = "Guten Tag, ich beschwere mich über die langen Wartezeiten am Empfang. Zwei Stunden stand ich dort an der Tür."
MORE = "Guten Tag, zu meiner Sache noch dies: Auch die Nebenkosten für den Januar sind noch nicht überwiesen worden."


@pytest.fixture
def life() -> Iterator[OfficeLife]:
    life = open_life(at("2026-03-02 09:00")).without_digest()
    yield life
    life.close()


def opened(life: OfficeLife, subject: str, text: str) -> str:
    before = set(life.numbers())
    life.arrives(a_mail(subject, text, from_="andere@web.example", message_id=f"<{len(before)}@web.example>"))
    (number,) = set(life.numbers()) - before
    return number


def answer(life: OfficeLife) -> str:
    return " ".join(str(headers_of(life.last(Purpose.CONFIRMATION, LEAD))["Subject"]).split())


def test_into_another_case_of_the_own_team(life: OfficeLife) -> None:
    first, second = a_case(life), a_case(life, "zweite")
    says(life, forward_of(life, second), f"GEHÖRT ZU {first}")
    assert answer(life).startswith(f"erledigt: GEHÖRT ZU {first}")
    assert life.case(second).status is Status.CLOSED
    assert life.case(second).not_counted


def test_a_number_that_there_is_not_is_refused_and_answered(life: OfficeLife) -> None:
    number = a_case(life)
    says(life, forward_of(life, number), "GEHÖRT ZU KRM-2026-009999")
    assert answer(life).startswith("nicht ausgeführt: GEHÖRT ZU KRM-2026-009999")
    assert life.case(number).status is Status.OPEN


@pytest.mark.parametrize("text", [CONDUCT, QUEUE])
def test_a_lead_merges_into_the_own_teams_cases_only(life: OfficeLife, text: str) -> None:
    """Neither into what is management's alone nor into what is another team's."""
    own, other = a_case(life), opened(life, "Beschwerde", text)
    says(life, forward_of(life, own), f"GEHÖRT ZU {other}")
    assert answer(life).startswith("nicht ausgeführt")
    assert life.case(own).status is Status.OPEN
    with life.office.store.read() as tx:
        assert len(ledger.messages_of(tx, other)) == 1


def test_the_officer_may(life: OfficeLife) -> None:
    own, other = a_case(life), opened(life, "Beschwerde", QUEUE)
    life.arrives(a_mail("KRM", f"{own} GEHÖRT ZU {other}", from_=OFFICER, message_id="<g@jobcenter-ge.example>"))
    says(life, life.last(Purpose.CONFIRMATION, OFFICER), "STIMMT")
    assert life.case(own).merged_into == other


def test_into_what_was_merged_itself_means_the_case_that_lives(life: OfficeLife) -> None:
    first, second, third = a_case(life), a_case(life, "zweite"), a_case(life, "dritte")
    says(life, forward_of(life, second), f"GEHÖRT ZU {first}")
    says(life, forward_of(life, third), f"GEHÖRT ZU {second}")
    assert life.case(third).merged_into == first
    assert replay(log_of(life.office, third), life.office.policy).case == life.case(third)


def written(life: OfficeLife, subject: str, text: str, ours: Taken | None = None) -> list[str]:
    """The customer writes from another address; the numbers of all cases."""
    headers = {"In_Reply_To": str(headers_of(ours)["Message-ID"])} if ours else {}
    mail = a_mail(subject, text, from_="privat@other.example", message_id=f"<{len(text)}@other.example>", **headers)
    life.arrives(mail)
    return life.numbers()


def test_an_address_that_a_further_mail_came_from_is_one_on_the_case(life: OfficeLife) -> None:
    number = a_case(life)
    life.pass_to("2026-03-03 09:00")
    assert written(life, "Re: Ihre Nachricht", MORE, life.last(Purpose.ACKNOWLEDGEMENT, "erste@web.example")) == [
        number
    ]
    assert written(life, f"zu {number}", f"{MORE} Wann wird denn endlich darüber entschieden?") == [number]


def test_an_address_that_never_wrote_on_it_is_none(life: OfficeLife) -> None:
    number = a_case(life)
    life.pass_to("2026-03-03 09:00")
    assert len(written(life, f"zu {number}", MORE)) == 2
    assert life.case(life.numbers()[-1]).kind is not Kind.NONE
