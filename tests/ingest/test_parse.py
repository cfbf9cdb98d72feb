"""A mail's fields: decoded, however they were written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailbot.ingest.message import Address
from mailbot.ingest.parse import parse


def mail(*headers: str, body: str = "Guten Tag.\r\n") -> bytes:
    """A mail of these header lines and body."""
    return ("\r\n".join(headers) + "\r\n\r\n" + body).encode("utf-8")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=?utf-8?Q?Beschwerde_=C3=BCber_den_Bescheid?=", "Beschwerde über den Bescheid"),
        ("=?iso-8859-1?B?QmVzY2h3ZXJkZSD8YmVy?=", "Beschwerde über"),
        # white space between two words goes, and a character may be split over them
        ("=?utf-8?Q?=C3?= =?utf-8?Q?=BCber?=", "über"),
        ("=?utf-8?Q?=C3=BC?=\r\n =?utf-8?Q?ber?=", "über"),
        # raw bytes, double encoding, an unknown charset, a language, a missing end, spaces inside
        ("Beschwerde über", "Beschwerde über"),
        ("=?utf-8?Q?f=C3=83=C2=BCr?=", "für"),
        ("=?x-quatsch?Q?=FCber?=", "über"),
        ("=?utf-8*de?Q?=C3=BCber?=", "über"),
        ("=?utf-8?Q?=C3=BCber", "über"),
        ("=?utf-8?Q?=C3=BCber alles?=", "über alles"),
        ("=?utf-7?Q?Beschwerde_+APw-ber?=", "Beschwerde über"),
        # text around words stays apart from them
        ("AW: =?utf-8?Q?=C3=BCber?= mich", "AW: über mich"),
        # no line end, control or bidi mark leaves a header
        ("=?utf-8?Q?a=0D=0ABcc:_x@y.example?=", "a Bcc: x@y.example"),
        ("a\u202eb\u200bc", "abc"),
    ],
)
def test_a_subject_is_read_as_its_writer_meant_it(written: str, read: str) -> None:
    assert parse(mail("From: a@b.example", f"Subject: {written}")).subject == read


@pytest.mark.parametrize("charset", ["latin-1", "cp1252", "utf-8"])
def test_raw_eight_bit_headers_are_guessed(charset: str) -> None:
    raw = "From: Jürgen Groß <a@b.example>\r\nSubject: Grüße\r\n\r\nx".encode(charset)
    message = parse(raw)
    assert (message.subject, message.sender.name) == ("Grüße", "Jürgen Groß")


@pytest.mark.parametrize(
    ("field", "senders"),
    [
        ("Erika Sommer <e@x.example>", (Address("Erika Sommer", "e@x.example"),)),
        ('"Sommer, Erika" <e@x.example>', (Address("Sommer, Erika", "e@x.example"),)),
        ("e@x.example (Erika Sommer)", (Address("Erika Sommer", "e@x.example"),)),
        ("=?utf-8?Q?J=C3=BCrgen?= <j@x.example>", (Address("Jürgen", "j@x.example"),)),
        ('"=?utf-8?Q?J=C3=BCrgen?=" <j@x.example>', (Address("Jürgen", "j@x.example"),)),
        ("a@x.example, b@x.example", (Address("", "a@x.example"), Address("", "b@x.example"))),
        ("Gruppe: a@x.example, B <b@x.example>;", (Address("", "a@x.example"), Address("B", "b@x.example"))),
        ("Erika Sommer", (Address("Erika Sommer", ""),)),
        ("<>", ()),
    ],
)
def test_a_from_field_gives_its_mailboxes(field: str, senders: tuple[Address, ...]) -> None:
    assert parse(mail(f"From: {field}")).senders == senders


def test_two_from_fields_carry_no_authority() -> None:
    message = parse(mail("From: a@x.example", "From: lead@office.example"))
    assert (message.from_fields, len(message.senders), message.sole_sender) == (2, 2, "")
    assert "several-from-fields" in message.defects


@pytest.mark.parametrize(
    "field",
    [
        # each of these shows the lead's address to a lenient reader
        '(lead@office.example) "lead@office.example>, <"@gmx.example (<lead@office.example>)',
        "lead@office.example@gmx.example",
        "lead@office\x00.example",
        "<lead@office.example",
        "=?utf-8?Q?lead=40office.example?=",
        "a@x.example lead@office.example",
    ],
)
def test_a_from_field_that_had_to_be_mended_carries_no_authority(field: str) -> None:
    assert parse(mail(f"From: {field}")).sole_sender != "lead@office.example"


@pytest.mark.parametrize("field", ["Müller, Anna <a@web.example>", "Müller, Anna,  <a@web.example>"])
def test_a_comma_that_should_be_quoted_is_part_of_the_name(field: str) -> None:
    """Only one address stands there, so that nobody can be meant but its owner."""
    message = parse(mail(f"From: {field}"))
    assert (message.sender.name, message.sole_sender, message.defects) == ("Müller, Anna", "a@web.example", ())


def test_a_second_address_before_the_comma_is_a_second_sender() -> None:
    assert parse(mail("From: lead@office.example, <evil@gmx.example>")).sole_sender == ""


def test_a_display_name_is_no_sender() -> None:
    message = parse(mail('From: "lead@office.example" <evil@gmx.example>', "Sender: lead@office.example"))
    assert message.sole_sender == "evil@gmx.example"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Tue, 17 Mar 2026 09:12:40 +0100", datetime(2026, 3, 17, 8, 12, 40, tzinfo=UTC)),
        ("17 Mar 2026 09:12:40 GMT", datetime(2026, 3, 17, 9, 12, 40, tzinfo=UTC)),
        ("Tue, 17 Mar 2026 09:12:40 -0000", datetime(2026, 3, 17, 9, 12, 40, tzinfo=UTC)),
        ("gestern Abend, 25:61 Uhr", None),
        ("Mon, 00 Foo 0000 99:99:99 -9959", None),
        (f"Tue, 17 Mar {'9' * 400} 09:12:40 +0100", None),
    ],
)
def test_a_date_is_aware_or_none(written: str, read: datetime | None) -> None:
    assert parse(mail("From: a@b.example", f"Date: {written}")).date == read


def test_ids_keep_their_brackets() -> None:
    message = parse(
        mail(
            "Message-ID: <a@x.example> (Kommentar)",
            "In-Reply-To: Ihre Mail <b@x.example>",
            "References: <c@x>\r\n <b@x.example>",
        )
    )
    assert message.message_id == "<a@x.example>"
    assert message.in_reply_to == ("<b@x.example>",)
    assert message.references == ("<c@x>", "<b@x.example>")


def test_headers_are_decoded_in_the_order_of_the_mail() -> None:
    message = parse(mail("Received: eins", "X-A: =?utf-8?Q?=C3=BC?=", "Received: zwei"))
    assert message.headers == (("received", "eins"), ("x-a", "ü"), ("received", "zwei"))


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbfFrom: a@b.example\r\nSubject: x\r\n\r\nText",
        b"\r\nFrom: a@b.example\r\nSubject: x\r\n\r\nText",
        b"From a@b Tue Mar 17 09:12:40 2026\nFrom: a@b.example\nSubject: x\n\nText",
        b"From: a@b.example\rSubject: x\r\rText",
        b"From: a@b.example\nSubject: x\nText",
    ],
)
def test_the_header_is_found_behind_what_programs_put_before_it(raw: bytes) -> None:
    message = parse(raw)
    assert (message.sender.address, message.subject, message.text) == ("a@b.example", "x", "Text")


def test_a_huge_header_is_cut_and_said_so() -> None:
    message = parse(mail("From: a@b.example", f"Subject: Beschwerde {'A' * 1_000_000}", *(["X-Y: z"] * 5_000)))
    assert message.subject.startswith("Beschwerde AAA")
    assert len(message.subject) <= 2_000
    assert {"header-cut", "too-many-headers"} <= set(message.defects)


def test_nothing_at_all_is_a_message_too() -> None:
    message = parse(b"")
    assert message.text == ""
    assert {"no-headers", "no-from", "no-text"} <= set(message.defects)
