"""The gate reads a finished mail as its recipient would, and lets no identifier pass in whatever form or place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outbound_samples import CUSTOMER, LEAD, MAILBOX, a_case, context, envelope, samples, templates, texts

from mailbot.cases.effects import Forward, Notice, SendNotice
from mailbot.errors import PermanentError
from mailbot.outbound.compose import compose
from mailbot.outbound.contexts import bare_context, neutral_context
from mailbot.outbound.fields import Context, Part, Source, sources
from mailbot.outbound.gate import Hit, check
from mailbot.outbound.reading import reading
from mailbot.privacy.cleared import Cleared, _clear

OFFICE = "krm@jobcenter-ge.example"
TEAM = "leistung@jobcenter-ge.example"
OWN_WORDS = "Eingang: 12.03.2026\nDie Beschwerde liegt seit Montag im Ordner KRM/leistung/KRM-2026-000123.\n"
FOUND = (Hit("identifier"),)
ALL = samples()
OURS = templates()


def a_mail(text: str, *, html: str = "", subject: str = "Vorgang KRM-2026-000123", file: str = "") -> bytes:
    """A finished mail with this text behind the words of its template."""
    mail = EmailMessage()
    mail["From"] = f"Jobcenter <{OFFICE}>"
    mail["To"] = TEAM
    mail["Subject"] = subject
    mail.set_content(OWN_WORDS + text)
    mail.add_alternative(f"<html lang='de'><body><p>{OWN_WORDS}</p><p>{html}</p></body></html>", subtype="html")
    if file:
        mail.add_attachment(text, subtype="csv", filename=file)
    return mail.as_bytes()


NEUTRAL = a_mail("–")


def found(raw: bytes, *identifiers: str) -> tuple[Hit, ...]:
    """What the gate finds in a mail beside the same one with neutral values."""
    return check(raw, neutral=NEUTRAL, identifiers=identifiers, recipients=(OFFICE, TEAM))


@pytest.mark.parametrize(
    "text",
    [
        "Frau Öztürk-Lindemann war da",
        "öztürk lindemann",
        "OEZTUERK-LINDEMANN",
        "ozturk-lindemann",
        "Ö z t ü r k L i n d e m a n n",
        "Öz\u00adtürk-Linde\u200bmann",
        "Öztürk-\nLindemann",
        "│ Öztürk-\n│ Lindemann",
        "Öz\u00adtürk-\u00ad\n\u00adLinde\u00admann",
        "Öztürk-Lindemanns Bescheid",
    ],
)
def test_a_name_is_found_in_every_form(text: str) -> None:
    assert found(a_mail(text), "Öztürk-Lindemann") == FOUND


@pytest.mark.parametrize("text", ["731D123456", "731 D 123 456", "731-D-123456", "731d123456"])
def test_a_number_is_found_with_every_separator(text: str) -> None:
    assert FOUND[0] in found(a_mail(text), "731D123456")


@pytest.mark.parametrize(
    "html",
    [
        "Grebenstein",
        "Greben<b>stein</b>",
        "Gr&#101;benstein",
        '<a href="mailto:x?body=Greben%73tein">x</a>',
        '<img alt="Grebenstein" src="x">',
        "<!-- Grebenstein -->",
        "<style>.grebenstein { }</style>",
        "</p></body></html>Grebenstein",
    ],
)
def test_nothing_hides_in_a_page(html: str) -> None:
    assert found(a_mail("–", html=html), "Grebenstein") == FOUND


@pytest.mark.parametrize("subject", ["Vorgang Grebenstein", "Schreiben von Müßig Grebenstein"])
def test_headers_are_read_decoded(subject: str) -> None:
    assert found(a_mail("–", subject=subject), "Grebenstein") == FOUND


def test_a_long_subject_is_unfolded_before_it_is_read() -> None:
    raw = a_mail("–").replace(b"Subject: Vorgang", b"Subject: =?utf-8?q?M=C3=BC?=\r\n =?utf-8?q?ller?= Vorgang")
    assert found(raw, "Müller") == FOUND


def test_attachment_names_and_texts_are_read() -> None:
    assert found(a_mail("–", file="Bescheid_Grebenstein.csv"), "Grebenstein") == FOUND
    assert found(a_mail("Grebenstein", file="liste.csv"), "Grebenstein") == FOUND


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bitte an r.grebenstein@web.example", "mail_address"),
        ("Ruf an: 0170 1234567", "phone_national"),
        ("Ruf an: +49 170 1234567", "phone_international"),
        ("DE02 1203 0000 0000 2020 51", "iban"),
        ("Kundennummer 731D123456", "customer_number"),
        ("BG 73104//0012345", "bg_number"),
        ("geb. am 03.05.1981", "born_on"),
    ],
)
def test_what_looks_like_an_identifier_is_found_though_nobody_knows_it(text: str, kind: str) -> None:
    assert Hit(kind) in found(a_mail(text))


@pytest.mark.parametrize(
    "text",
    ["Wir zahlen 1.234,56 Euro am 26.03.2026.", "§ 44 SGB X, 12 Wochen", "Zimmer 1.104", "[Telefon] [E-Mail] [IBAN]"],
)
def test_dates_amounts_and_placeholders_are_nothing(text: str) -> None:
    assert found(a_mail(text)) == ()


@pytest.mark.parametrize("name", ["Beschwerde", "Sie", "Montag", "Eingang", "Jobcenter", "Ordner", "KRM-2026-000123"])
def test_what_the_template_says_anyway_does_not_count(name: str) -> None:
    assert found(NEUTRAL, name) == ()


@pytest.mark.parametrize("name", ["Ort", "Anschrift", "Person"])
def test_a_placeholder_is_nobody_s_name(name: str) -> None:
    assert found(a_mail("[Person 2] wohnt in [Ort], [Anschrift]"), name) == ()
    assert found(a_mail(f"[Person 2] heißt {name}"), name) == FOUND


def test_the_address_of_a_recipient_does_not_count_and_hides_nothing() -> None:
    mail = a_mail(f"an {TEAM}")
    assert found(mail, TEAM, "leistung@jobcenter-ge.example") == ()
    named = EmailMessage()
    named["To"] = "a.meise@web.example"
    named.set_content("Guten Tag, Frau Meise")
    neutral = EmailMessage()
    neutral["To"] = "a.meise@web.example"
    neutral.set_content("Guten Tag, –")
    hits = check(
        named.as_bytes(), neutral=neutral.as_bytes(), identifiers=("Meise",), recipients=("a.meise@web.example",)
    )
    assert hits == FOUND


@pytest.mark.parametrize(
    "raw",
    [
        b"Content-Type: text/plain; charset=no-such-charset\r\n\r\n\xff\xfe",
        b"Content-Type: application/pdf\r\n\r\nPK",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--y\r\n",
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%",
    ],
)
def test_what_cannot_be_read_does_not_leave(raw: bytes) -> None:
    assert found(raw) == (Hit("unreadable"),)


@given(st.binary(max_size=300))
def test_no_bytes_make_the_gate_fall_over(raw: bytes) -> None:
    assert isinstance(found(raw, "Grebenstein"), tuple)


# ------------------------------------------------------------------------------------------ with our own templates


def gate(one: Context, *identifiers: str, to: str = LEAD) -> tuple[Hit, ...]:
    """What the gate says of the mail that our templates make of this context."""
    way = envelope(to=(to,))
    mail, neutral = compose(one, way, OURS), compose(neutral_context(one), way, OURS)
    drawn = mail.pictures | neutral.pictures
    return check(mail.raw, neutral=neutral.raw, identifiers=identifiers, recipients=(to, MAILBOX), drawn=drawn)


@pytest.mark.parametrize("name", ALL)
def test_every_full_mail_passes(name: str) -> None:
    """Nobody's name is known: no word, date, number or link of ours looks like an identifier."""
    assert gate(ALL[name]) == ()


WORDS_OF_OURS = ("Beschwerde", "Sie", "Montag", "Eingang", "Nachricht", "Wolfenbüttel", "Vielen Dank", "Lob", "Frist")


@pytest.mark.parametrize("name", WORDS_OF_OURS)
@pytest.mark.parametrize("notice", Notice)
def test_no_display_name_can_stop_a_notice(name: str, notice: Notice) -> None:
    one = context(SendNotice(notice, "x", 1))
    assert gate(one, name, CUSTOMER, to=CUSTOMER) == ()
    assert gate(bare_context(one), name, CUSTOMER, to=CUSTOMER) == ()


@given(st.text(min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_no_display_name_at_all_can_stop_a_bare_acknowledgement(name: str) -> None:
    one = bare_context(context(SendNotice(Notice.ACKNOWLEDGEMENT, "received", 1)))
    assert gate(one, name, CUSTOMER, to=CUSTOMER) == ()


def test_a_name_in_a_forwarded_text_stops_it() -> None:
    one = context(Forward((LEAD,)), a_case(), texts("Ich heiße Rosalinde Grebenstein."))
    assert gate(one, "Grebenstein") == FOUND


def holes(part: Part, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Source]]:
    """Every place of a context that holds cleared text, as a path of names and indices, with its source."""
    known = sources(type(part))
    for field in fields(part):
        value = getattr(part, field.name)
        here = (*path, field.name)
        if isinstance(value, Part):
            yield from holes(value, here)
        elif isinstance(value, tuple):
            for index, one in enumerate(value):
                if isinstance(one, Part):
                    yield from holes(one, (*here, index))
                elif isinstance(one, Cleared):
                    yield (*here, index), known[field.name]
        elif isinstance(value, Cleared):
            yield here, known[field.name]


def filled(part: Any, path: tuple[Any, ...], value: Cleared) -> Any:
    """The same context with this value in that place."""
    if not path:
        return value
    name, *rest = path
    if isinstance(name, int):
        return (*part[:name], filled(part[name], tuple(rest), value), *part[name + 1 :])
    return replace(part, **{name: filled(getattr(part, name), tuple(rest), value)})


HOLES = [(name, path, source) for name, one in ALL.items() for path, source in holes(one)]
OPEN_HOLES = [(name, path) for name, path, source in HOLES if source in {Source.OUTSIDE, Source.CHOICE}]
CLOSED_HOLES = [(name, path) for name, path, source in HOLES if source not in {Source.OUTSIDE, Source.CHOICE}]
IDENTIFIERS = st.sampled_from(
    [
        "Grebenstein", "Öztürk-Lindemann", "Rosalinde Grebenstein", "r.grebenstein@web.example", "731D123456",
        "0170 1234567", "Am Eichengrund 12", "DE02120300000000202051", "O'Hara", "Nguyễn", "S 12 AS 345/25",
    ]
)  # fmt: skip


@pytest.mark.parametrize(("name", "path"), OPEN_HOLES)
@pytest.mark.parametrize("identifier", ["Grebenstein", "Öztürk-Lindemann", "r.grebenstein@web.example"])
def test_an_identifier_in_any_open_place_is_found(name: str, path: tuple[Any, ...], identifier: str) -> None:
    one = filled(ALL[name], path, _clear(f"Ich, {identifier}, schreibe."))
    assert FOUND[0] in gate(one, identifier) or not is_shown(one, identifier)


def is_shown(one: Context, identifier: str) -> bool:
    """Whether the mail shows it at all: not every field of a part stands in every mail."""
    mail = compose(one, envelope(), OURS)
    return identifier.casefold() in reading(mail.raw, drawn=mail.pictures).casefold()


@given(hole=st.sampled_from(CLOSED_HOLES), identifier=IDENTIFIERS)
@settings(max_examples=150, deadline=None)
def test_an_identifier_in_any_closed_place_is_refused_or_found_or_not_shown(
    hole: tuple[str, tuple[Any, ...]], identifier: str
) -> None:
    """Where dates, numbers and words of closed sets belong, a name makes no context, or no mail, or a hit."""
    name, path = hole
    try:
        one = filled(ALL[name], path, _clear(identifier))
        shown = is_shown(one, identifier)
    except PermanentError:
        return
    assert not shown or gate(one, identifier)


def test_the_open_places_are_those_where_texts_and_reasons_stand() -> None:
    shown = {(name, str(path[-1])) for name, path in OPEN_HOLES}
    assert {("forward", "text"), ("forward", "subject"), ("forward", "follow_up"), ("answer", "text")} <= shown
    assert {("interim", "reason"), ("interim", "text"), ("alert", "draft"), ("presentation", "text")} <= shown
    assert not {name for name, _ in shown} & {"acknowledgement", "thanks", "handover", "staff"}
