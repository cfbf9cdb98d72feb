"""What holds of every mail."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import getaddresses

from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.ingest.address_fields import _PLAIN, addresses
from mailbot.ingest.charset import clean, decode, mend_double_encoding
from mailbot.ingest.forms import read_form, read_ticket
from mailbot.ingest.html_text import html_to_text
from mailbot.ingest.message import Message
from mailbot.ingest.parse import parse
from mailbot.ingest.reply import concern_of, forwarded_header, newest_text

FRAGMENTS = st.sampled_from(
    [
        b"From: a@b.example\r\n",
        b"From: ",
        b"Content-Type: multipart/mixed; boundary=q\r\n",
        b"Content-Type: message/rfc822\r\n",
        b"--q\r\n",
        b"--q--\r\n",
        b"Content-Type: text/html; charset=",
        b"utf-7",
        b"=?utf-8?Q?=C3?=",
        b"\r\n\r\n",
        b"\r",
        b"\0",
        b"\xff\xfe",
        b"Content-Transfer-Encoding: base64\r\n",
        b"<table><tr><td>",
        b"<!--",
        b"begin 644 x\n",
        b"> ",
        b"Von: x\n",
        b"Date: ",
        b"99999999",
        b"; filename*0*=",
        b'"',
        b"=\n",
        b"Subject: =?",
        b"?B?",
        b"Content-Type: application/ms-tnef\r\n",
        b"Content-Type: message/delivery-status\r\n",
        b"\x78\x9f\x3e\x22\x01\x00",
        b"Content-Disposition: attachment",
    ]
)
BYTES = st.one_of(
    st.binary(max_size=400), st.lists(st.one_of(FRAGMENTS, st.binary(max_size=12)), max_size=40).map(b"".join)
)
PIECES = st.sampled_from(
    [
        "Am 12.03.2026 um 10:15 schrieb KRM <k@x.example>:\n",
        "> alt\n",
        "Von: KRM <k@x.example>\nGesendet: 12.03.2026 10:15\nAn: y\n",
        "Betreff: z\n",
        "neu\n",
        "-- \n",
        "Max\n",
        "\n",
        "-----Ursprüngliche Nachricht-----\n",
        "Gesendet von meinem iPhone\n",
        "________________________________\n",
        "Mitarbeiter: x\n",
        "Anlage 1\n",
        "Sachverhalt:\n",
        "|",
        "<",
        ":\n",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.one_of(PIECES, st.text(max_size=10)), max_size=25).map("".join))


@settings(max_examples=300, deadline=None)
@given(BYTES)
def test_any_bytes_are_a_message(raw: bytes) -> None:
    message = parse(raw)
    assert isinstance(message, Message)
    assert "unreadable-structure" not in message.defects
    assert "\x00" not in message.text + message.subject + message.full_text
    assert not any(char in value for _, value in message.headers for char in "\r\n\x00")
    assert all(word.isascii() and " " not in word for word in message.defects)
    assert parse(raw) == message


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=20).filter(
    lambda word: mend_double_encoding(word) == word  # what looks like UTF-8 read in the wrong charset is mended
)


@settings(max_examples=100, deadline=None)
@given(
    subject=WORDS,
    words=st.lists(WORDS, min_size=1, max_size=20),
    encoding=st.sampled_from(["8bit", "base64", "quoted-printable"]),
)
def test_what_was_written_is_read(subject: str, words: list[str], encoding: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@b.example", subject
    text = clean("Text " + " ".join(words) + " Ende")
    mail.set_content(text, cte=encoding)
    message = parse(mail.as_bytes())
    assert message.subject == clean(subject)
    assert message.text == text


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_a_reply_has_no_line_that_was_not_written(text: str) -> None:
    reply = newest_text(text)
    lines = set(text.split("\n"))
    for part in (reply.newest, reply.quoted, reply.signature):
        assert all(
            line in lines or any(line == whole.rstrip() for whole in lines) for line in part.split("\n") if line.strip()
        )


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from(["", "AW: x", "WG: x"]), st.booleans())
def test_every_word_of_a_mail_stands_in_one_of_its_parts(text: str, subject: str, answers: bool) -> None:
    reply = concern_of(text, subject, answers=answers)
    forwarded_header(text)
    found = f"{reply.newest} {reply.quoted} {reply.signature}".split()
    assert sorted(found) == sorted(text.split()) or reply.forward


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_no_text_stops_the_reading_of_forms(text: str) -> None:
    message = Message(text=text, subject="Kundenreaktion Ticket")
    for form in (read_form(message), read_ticket(message)):
        assert form is None or form.statement or form.remarks or form.suggestion


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<table>",
        "<td>",
        "<tr>",
        "<",
        ">",
        "<!--",
        "-->",
        "&",
        "<blockquote type=cite>",
        "</blockquote>",
        "x",
        "<style>",
        '<p style="display:none">',
        "\n",
    ]
)
PAGES = st.one_of(st.text(max_size=200), st.lists(TAGS, max_size=40).map("".join))


@settings(max_examples=200, deadline=None)
@given(PAGES)
def test_any_page_is_a_text(page: str) -> None:
    text, _ = html_to_text(page)
    assert not {"\ue000", "\ue001", "\ue002"} & (set(text) - set(page))


CHARSETS = st.sampled_from(["utf-8", "utf-7", "utf-16", "iso-2022-jp", "big5", "hz", "cp932", "base64", "idna"])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.one_of(st.text(max_size=20), CHARSETS))
def test_any_bytes_in_any_charset_are_text(data: bytes, charset: str) -> None:
    text, _ = decode(data, charset)
    clean(text).encode("utf-8")


PIECES = st.sampled_from(
    ["Eva", " ", "<", ">", "a@b.example", "@", ".", "=?utf-8?Q?J=C3=BCrgen?=", "x.y", "-", "_", '"', ",", "(", "1", "?"]
)


@given(st.lists(PIECES, max_size=9).map("".join))
@settings(max_examples=200, deadline=None)
def test_a_field_that_can_be_read_in_one_way_only_is_read_as_the_library_does(value: str) -> None:
    plain = _PLAIN.fullmatch(value)
    if plain:
        assert getaddresses([value]) == [(plain["name"] or "", plain["spec"] or plain["bare"])]
    assert not plain or len(addresses([value])) == 1


@given(st.from_regex(_PLAIN, fullmatch=True))
@settings(max_examples=30, deadline=None)
def test_the_same_of_every_such_field(value: str) -> None:
    plain = _PLAIN.fullmatch(value)
    assert plain
    assert getaddresses([value]) == [(plain["name"] or "", plain["spec"] or plain["bare"])]
