"""The digest as it leaves: what waits stands in it with replies that settle it, and the replies do."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes, policy
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from office import OFFICER, Bench, a_mail, at
from steps_office import KARLA, LEAD, answers, case_of, complaint, of_purpose, sent_to, subject_of

from mailbot.embedded import Taken
from mailbot.vocabulary import Status


def parts(caught: Taken) -> tuple[str, str]:
    """Text part and HTML part."""
    mail = message_from_bytes(caught.raw, policy=policy.default)
    text, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    return text.get_content().replace("\r\n", "\n"), html.get_content()


def digest_on(bench: Bench, day: str) -> Taken:
    """The digest of that day."""
    bench.tick(at(f"{day} 07:05"))
    return of_purpose(bench, "digest", OFFICER)


def ready_replies(caught: Taken) -> dict[str, tuple[str, str]]:
    """Subject and body that a click on each reply puts into a mail, by the command without number."""
    found = {}
    for link in re.findall(r'href="(mailto:[^"]+)"', parts(caught)[1]):
        asked = parse_qs(urlsplit(unescape(link)).query)
        body = asked["body"][0].strip()
        found[re.sub(r"^KRM-\S+ ", "", body)] = (asked["subject"][0], body)
    return found


def clicks(bench: Bench, subject: str, body: str) -> str:
    """The officer sends the ready mail; the subject of our answer."""
    moment, before = bench.clock.at + timedelta(hours=1), len(sent_to(bench, OFFICER))
    bench.imap.deliver(a_mail(subject, body, from_=OFFICER, message_id=f"<{moment.timestamp()}@x.example>"), moment)
    bench.tick(moment)
    (answer,) = sent_to(bench, OFFICER)[before:]
    return subject_of(answer)


def test_a_case_that_is_overdue_stands_first_with_what_settles_it(bench: Bench) -> None:
    number = complaint(bench, at("2026-03-02 09:00"))
    caught = digest_on(bench, "2026-03-18")
    text, _ = parts(caught)
    due = r"· Überfällig, fällig 16\.03\.2026"
    line = rf"{due} {number}, Beschwerde, (?:Antrag, )?(?:Team )?Leistung \(Org.-Z. 701\), 16 Tage alt"
    assert re.search(line, " ".join(text.split()))
    assert f"» {number} ERLEDIGT berechtigt".replace("» ", "»\u00a0") in text
    replies = ready_replies(caught)
    assert {"ERLEDIGT berechtigt", "ZWISCHENNACHRICHT", "TERMIN 19.03.2026"} <= replies.keys()
    clicks(bench, *replies["TERMIN 19.03.2026"])
    assert [entry.on for entry in case_of(bench, number).resubmissions] == [at("2026-03-19 00:00").date()]
    clicks(bench, *replies["ERLEDIGT berechtigt"])
    assert case_of(bench, number).status is Status.CLOSED
    assert number not in parts(digest_on(bench, "2026-03-19"))[0].partition("Neu")[0]


def test_what_a_lead_closed_waits_to_be_confirmed_until_it_is(bench: Bench) -> None:
    numbers = []
    for day in ("02", "03"):
        numbers.append(
            complaint(bench, at(f"2026-03-{day} 09:00"), from_=f"{day}{KARLA}", text=f"Beschwerde {day}: " * 9)
        )
        answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "ERLEDIGT berechtigt")
    caught = digest_on(bench, "2026-03-04")
    text = parts(caught)[0]
    assert text.count("Bestätigung steht aus") >= 2
    assert all(number in text for number in numbers)
    assert "STIMMT ALLE" in ready_replies(caught)
    clicks(bench, *ready_replies(caught)["STIMMT ALLE"])
    assert not any(case_of(bench, number).evaluation.proposed for number in numbers)  # type: ignore[union-attr]
    assert "Bestätigung steht aus" not in parts(digest_on(bench, "2026-03-05"))[0]


def test_lines_for_several_cases_work_as_reply_to_the_digest(bench: Bench) -> None:
    one = complaint(bench, at("2026-03-02 09:00"))
    other = complaint(
        bench, at("2026-03-03 09:00"), from_="jemand@web.example", text="Warten ohne Ende am Empfang. " * 9
    )
    caught = digest_on(bench, "2026-03-18")
    short = [number.rpartition("-")[2].lstrip("0") for number in (one, other)]
    answers(bench, caught, OFFICER, f"{short[0]} ERLEDIGT berechtigt\n{short[1]} ERLEDIGT unberechtigt")
    assert [case_of(bench, number).evaluation.value for number in (one, other)] == ["berechtigt", "unberechtigt"]  # type: ignore[union-attr]


def test_it_comes_once_on_a_working_day_also_when_there_is_nothing_and_is_made_up(bench: Bench) -> None:
    def digests() -> int:
        return len(sent_to(bench, OFFICER, "Tagesübersicht"))

    bench.tick(at("2026-03-06 07:05"))  # Friday
    assert digests() == 1
    bench.tick(at("2026-03-06 12:00"))
    bench.tick(at("2026-03-07 09:00"))
    assert digests() == 1
    bench.tick(at("2026-03-09 15:00"))  # Monday, the morning was missed
    assert digests() == 2
    assert "nichts zu tun" in subject_of(sent_to(bench, OFFICER, "Tagesübersicht")[-1])


def test_counts_and_charts_tell_four_weeks(bench: Bench) -> None:
    number = complaint(bench, at("2026-03-02 09:00"))
    answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "ERLEDIGT berechtigt")
    text = parts(digest_on(bench, "2026-03-03"))[0]
    assert number in text
    assert "Erledigt seit der letzten Übersicht: 1" in " ".join(text.split())
    assert re.search(r"Woche bis 03\.03\.2026 +1  #+\n +1  =+", text)


def test_a_measure_comes_back_to_lead_and_officer_and_the_answer_is_recorded(bench: Bench) -> None:
    number = complaint(bench, at("2026-03-02 09:00"))
    answers(bench, of_purpose(bench, "forward", LEAD), LEAD, "ERLEDIGT berechtigt Maßnahme: Schulung am Empfang")
    bench.tick(at("2026-06-01 07:35"))
    assert not sent_to(bench, LEAD, "Erinnerung")
    bench.tick(at("2026-06-02 07:35"))
    caught = of_purpose(bench, "reminder", LEAD)
    text = parts(caught)[0]
    assert "Ist die zugesagte Maßnahme umgesetzt?" in text
    assert f"{number} UMGESETZT NEIN" in text
    assert sent_to(bench, OFFICER, "Erinnerung")
    answers(bench, caught, LEAD, f"{number} UMGESETZT")
    answer = case_of(bench, number).measure_answer
    assert answer is not None
    assert answer.done


@pytest.mark.parametrize("month", ["2026-12-01", "2026-11-30"])
def test_in_december_the_instruction_is_due_for_its_review(bench: Bench, month: str) -> None:
    text = parts(digest_on(bench, month))[0]
    assert ("Die Geschäftsanweisung ist bis zum 31.12." in " ".join(text.split())) is month.startswith("2026-12")
