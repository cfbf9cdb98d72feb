"""The lists: what needs a hand first comes first, each thing once, and nothing to do is one line."""

from __future__ import annotations

import re
from datetime import date, timedelta
from email import message_from_bytes, policy

import pytest
from outbound_samples import envelope, templates

from mailbot.outbound.bundle import bundle
from mailbot.outbound.compose import compose
from mailbot.outbound.digest import digest
from mailbot.outbound.digest_facts import Age, BundleFacts, Cluster, Deed, DigestFacts, Figure, Row, Week, What
from mailbot.outbound.fields import Context, TemplateName
from mailbot.outbound.gate import Found, found
from mailbot.outbound.report_mail import report
from mailbot.outbound.report_period import Period
from mailbot.outbound.reports import Counted, Figures
from mailbot.vocabulary import Flag, Kind

MONDAY = date(2026, 3, 16)
OURS = templates()


def text_of(one: Context) -> tuple[str, str]:
    """Subject and text part of the mail."""
    mail = message_from_bytes(compose(one, envelope(), OURS).raw, policy=policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    return str(mail["Subject"]), " ".join(str(body.get_content()).split())


def a_row(what: What, number: int, **changes: object) -> Row:
    """A complaint with Leistung, three days old."""
    values: dict[str, object] = {"kind": Kind.COMPLAINT, "route": "leistung", "age": 3, **changes}
    return Row(what, f"KRM-2026-{number:06}", **values)  # type: ignore[arg-type]


def test_nothing_to_do_is_said_in_one_line() -> None:
    one = digest(DigestFacts(MONDAY, figures=((Figure.OPEN, 4),), chain=("0f" * 32, 9)))
    subject, text = text_of(one)
    assert one.nothing
    assert "nichts zu tun" in subject
    assert text.startswith("Heute ist nichts zu tun.")
    assert "0f" * 32 in text


def test_sections_come_in_the_order_of_urgency_whatever_order_the_facts_have() -> None:
    rows = tuple(a_row(what, 100 + i) for i, what in enumerate(reversed(What)))
    one = digest(DigestFacts(MONDAY, urgent=rows))
    assert [str(section.what) for section in one.urgent] == [what.value for what in What]


def test_where_there_is_much_each_section_is_counted_first() -> None:
    overdue = tuple(a_row(What.OVERDUE, number) for number in range(1, 81))
    one = digest(DigestFacts(MONDAY, urgent=(*overdue, a_row(What.RELEASE, 90), Row(What.QUARANTINE, id=7))))
    text = text_of(one)[1]
    assert "Überfällig: 80; Freigabe steht aus: 1; Quarantäne" in text
    assert all(f"KRM-2026-{number:06}" in text for number in range(1, 81)), "and none is left out"
    assert not digest(DigestFacts(MONDAY, urgent=overdue)).many, "one section needs no list of sections"
    assert not digest(DigestFacts(MONDAY, urgent=(*overdue[:3], a_row(What.RELEASE, 90)))).many


def test_a_row_that_was_gathered_twice_stands_once() -> None:
    row = a_row(What.OVERDUE, 7)
    one = digest(DigestFacts(MONDAY, urgent=(row, row)))
    assert str(one.urgent_total) == "1"
    assert one.one_urgent
    assert "ein Punkt braucht Sie" in text_of(one)[0]


@pytest.mark.parametrize("deed", Deed)
def test_what_did_not_succeed_is_named_with_its_case(deed: Deed) -> None:
    _, text = text_of(digest(DigestFacts(MONDAY, urgent=(a_row(What.TROUBLE, 7, deed=deed),))))
    assert f"Was nicht gelungen ist, {OURS.words.word('deed', deed)}" in text.replace("⏎", ", ")
    assert "KRM-2026-000007" in text


def test_within_a_section_what_is_due_first_comes_first() -> None:
    late, soon, never = (
        a_row(What.OVERDUE, 1, due=date(2026, 3, 20)),
        a_row(What.OVERDUE, 2, due=date(2026, 3, 17)),
        a_row(What.OVERDUE, 3),
    )
    section = digest(DigestFacts(MONDAY, urgent=(never, late, soon))).urgent[0]
    assert [str(row.number)[-1] for row in section.rows] == ["2", "1", "3"]


def test_only_new_cases_leave_nothing_urgent() -> None:
    subject, text = text_of(digest(DigestFacts(MONDAY, new=(a_row(What.OTHER, 5),))))
    assert "nichts Dringendes" in subject
    assert "KRM-2026-000005" in text


@pytest.mark.parametrize(
    ("what", "reply"),
    [
        (What.BLOCKED, "FREI 12"),
        (What.HELD, "FREI 12"),
        (What.QUARANTINE, "FALL 12"),
        (What.BEFORE_START, "FALL 12"),
        (What.REVIEW, "STIMMT"),
        (What.TO_PRINT, "VERSANDT"),
    ],
)
def test_a_row_offers_what_settles_it(what: What, reply: str) -> None:
    _, text = text_of(digest(DigestFacts(MONDAY, urgent=(a_row(what, 1, id=12),))))
    assert reply in text


def test_rows_without_a_case_are_shown_by_their_id() -> None:
    _, text = text_of(digest(DigestFacts(MONDAY, urgent=(Row(What.QUARANTINE, id=31),), spam=(41, 42))))
    assert "31" in text
    assert "41, 42" in text


def test_a_heap_names_topic_team_and_cases() -> None:
    cluster = Cluster("zahlung", "leistung", ("KRM-2026-000001", "KRM-2026-000002", "KRM-2026-000003"))
    _, text = text_of(digest(DigestFacts(MONDAY, clusters=(cluster,))))
    assert "Häufung" in text
    assert "Auszahlung und Überweisung" in text
    assert "KRM-2026-000003" in text


def test_a_topic_that_the_rules_have_no_more_leaves_no_hole() -> None:
    heap = Cluster("abgeschafft", "leistung", ("KRM-2026-000001", "KRM-2026-000002", "KRM-2026-000003"))
    assert "früheres Anliegen, " in text_of(digest(DigestFacts(MONDAY, clusters=(heap,))))[1]
    nothing = Figures(Period(2026, 1), 3, 0, 3, by_topic=(Counted("abgeschafft", 3),))
    assert re.search(r"früheres Anliegen\W+3", text_of(report(nothing, evaluations=()))[1])


def test_charts_have_their_figures_beside_them() -> None:
    one = digest(
        DigestFacts(
            MONDAY,
            open_by_kind=((Kind.COMPLAINT, 12), (Kind.PRAISE, 1)),
            open_by_age=((Age.UP_TO_3, 12), (Age.OLDER, 1)),
            weeks=(Week(MONDAY - timedelta(days=6), MONDAY, 7, 5),),
            figures=((Figure.OPEN, 13),),
        )
    )
    mail = message_from_bytes(compose(one, envelope(), OURS).raw, policy=policy.default)
    page = mail.get_body(("html",))
    assert page is not None
    html = str(page.get_content())
    assert ">12<" in html
    assert ">1<" in html
    text = text_of(one)[1]
    assert "Offen nach Art: Beschwerde 12, Lob 1" in text
    assert "bis 3 Tage 12 ####" in text
    assert "Woche bis 16.03.2026 7 ####" in text
    assert "5 ====" in text
    assert "# Eingegangen, = Abgeschlossen" in text


def test_a_team_that_the_office_has_no_more_stays_unnamed_and_stops_no_digest() -> None:
    _, text = text_of(digest(DigestFacts(MONDAY, new=(a_row(What.OTHER, 5, route="grebenstein"),))))
    assert "grebenstein" not in text
    assert "eine Stelle des Hauses" in text


def test_flags_stand_with_their_case() -> None:
    _, text = text_of(digest(DigestFacts(MONDAY, new=(a_row(What.OTHER, 5, flags=frozenset({Flag.DANGER})),))))
    assert "GEFAHR" in text


def test_the_bundle_presents_and_asks_for_a_word() -> None:
    subject, text = text_of(bundle(BundleFacts(MONDAY, presented=(a_row(What.OTHER, 5),))))
    assert subject.startswith("Vorlage 16.03.2026: eine Kundenreaktion")
    assert "GESEHEN" in text
    assert "Stand der offenen Fälle" not in text


def test_once_a_week_the_bundle_shows_all_open_cases() -> None:
    rows = tuple(a_row(What.OTHER, i) for i in range(1, 4))
    _, text = text_of(bundle(BundleFacts(MONDAY, open_cases=rows, weekly=True)))
    assert "Stand der offenen Fälle" in text
    assert "KRM-2026-000003" in text
    assert "Alle Fälle sind abgeschlossen" in text_of(bundle(BundleFacts(MONDAY, weekly=True)))[1]


def test_of_a_mail_that_was_kept_back_number_template_and_kind_of_hit_are_told() -> None:
    row = a_row(What.BLOCKED, 123, stopped=TemplateName.FORWARD, hits=(Found.IDENTIFIER, Found.ACCOUNT))
    _, text = text_of(digest(DigestFacts(MONDAY, urgent=(row,))))
    assert "KRM-2026-000123" in text
    assert "Weiterleitung: Name oder Angabe aus dem Fall, Bankverbindung" in text


@pytest.mark.parametrize(
    ("recogniser", "kind"),
    [
        ("identifier", Found.IDENTIFIER),
        ("iban_in_pieces", Found.ACCOUNT),
        ("spelt_mail_address", Found.MAIL_ADDRESS),
        ("phone_national", Found.PHONE),
        ("customer_number", Found.NUMBER),
        ("born_on", Found.BIRTH),
        ("unreadable", Found.UNREADABLE),
        ("something_new", Found.IDENTIFIER),
    ],
)
def test_each_hit_has_a_kind_that_people_understand(recogniser: str, kind: Found) -> None:
    assert found(recogniser) is kind
