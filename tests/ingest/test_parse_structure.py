"""Which parts of a mail are its text, which are attachments."""

from __future__ import annotations

import base64
import time
import zipfile
from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from io import BytesIO

import pytest

from mailbot.ingest.parse import parse


def part(kind: str, body: str | bytes, *headers: str) -> bytes:
    """One part with its header."""
    content = body if isinstance(body, bytes) else body.encode("utf-8")
    return "\r\n".join([f"Content-Type: {kind}", *headers]).encode() + b"\r\n\r\n" + content


def multi(kind: str, *parts: bytes) -> bytes:
    """A mail of these parts."""
    inner = b"".join(b"--q\r\n" + each + b"\r\n" for each in parts)
    return f'From: a@b.example\r\nContent-Type: multipart/{kind}; boundary="q"\r\n\r\n'.encode() + inner + b"--q--\r\n"


PLAIN = part("text/plain; charset=utf-8", "Mein Antrag liegt seit Wochen.")
HTML = part("text/html; charset=utf-8", "<p>Mein <b>Antrag</b> liegt seit Wochen.</p>")


def test_the_plain_alternative_is_read() -> None:
    assert (
        parse(multi("alternative", PLAIN, part("text/html", "<p>anderes</p>"))).text == "Mein Antrag liegt seit Wochen."
    )


@pytest.mark.parametrize(
    "stub",
    [
        "",
        " \r\n",
        "Diese Nachricht enthält HTML. Ihr Mailprogramm kann kein HTML anzeigen.",
        "This is an HTML message.",
    ],
)
def test_the_html_alternative_is_read_where_the_plain_one_is_a_stub(stub: str) -> None:
    assert parse(multi("alternative", part("text/plain", stub), HTML)).text == "Mein Antrag liegt seit Wochen."


def test_an_attachment_is_listed_with_name_type_size_and_text() -> None:
    attached = part(
        "text/plain; charset=utf-8", "Anlage ü", "Content-Disposition: attachment; filename*=utf-8''Anlage%20%C3%BC.txt"
    )
    message = parse(multi("mixed", PLAIN, attached))
    (only,) = message.attachments
    assert (only.name, only.type, only.size, only.text) == ("Anlage ü.txt", "text/plain", 9, "Anlage ü")
    assert message.text == "Mein Antrag liegt seit Wochen."


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('filename="../../../../etc/cron.d/boese"', "boese"),
        ('filename="C:\\\\Dokumente\\\\Bescheid.pdf"', "Bescheid.pdf"),
        ('filename*0="Bes"; filename*1="cheid.pdf"', "Bescheid.pdf"),
        ("filename*0*=utf-8''Gr%C3; filename*1*=%BC%C3%9Fe.pdf", "Grüße.pdf"),
        ('filename="=?utf-8?Q?Gr=C3=BC=C3=9Fe.pdf?="', "Grüße.pdf"),
        ("filename=Mein Bescheid.pdf", "Mein Bescheid.pdf"),
        ("filename*=utf-8''a%0D%0AX-Evil:%20ja.txt", "a X-Evil: ja.txt"),
        ('filename="CON"', "_CON"),
        ('filename=""', ""),
    ],
)
def test_a_file_name_is_decoded_and_leads_nowhere(disposition: str, name: str) -> None:
    attached = part("application/octet-stream", "x", f"Content-Disposition: attachment; {disposition}")
    assert parse(multi("mixed", PLAIN, attached)).attachments[0].name == name


def test_a_forwarded_mail_is_an_attachment_whose_head_and_text_can_be_read() -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "Halina Nowak <h@x.example>", "Beschwerde über"
    inner.set_content("Ich warte seit Wochen.")
    outer = MIMEMultipart()
    outer["From"] = "kollegin@office.example"
    outer.attach(MIMEText("zur Kenntnis"))
    outer.attach(MIMEMessage(inner))
    message = parse(outer.as_bytes())
    (only,) = message.attachments
    assert message.text == "zur Kenntnis"
    assert only.type == "message/rfc822"
    assert "Betreff: Beschwerde über" in only.text
    assert "Ich warte seit Wochen." in only.text


def test_a_forwarded_mail_in_base64_is_read_too() -> None:
    inner = base64.encodebytes(b"From: h@x.example\r\nSubject: Innen\r\n\r\nIch warte.")
    message = parse(multi("mixed", PLAIN, part("message/rfc822", inner, "Content-Transfer-Encoding: base64")))
    assert "Ich warte." in message.attachments[0].text


def test_fifty_forwards_in_one_another_keep_their_innermost_text_within_reach() -> None:
    raw = b"From: h@x.example\r\nSubject: Innen\r\n\r\nIch warte."
    for level in range(20):
        raw = f"From: w{level}@x.example\r\nContent-Type: message/rfc822\r\n\r\n".encode() + raw
    message = parse(raw)
    assert message.sender.address == "w19@x.example"
    assert "Ich warte." in message.attachments[0].text


def test_parts_nested_a_thousand_deep_give_their_text_at_once() -> None:
    opening = b"".join(b'Content-Type: multipart/mixed; boundary="n%d"\r\n\r\n--n%d\r\n' % (i, i) for i in range(1000))
    raw = (
        b"From: a@b.example\r\nSubject: tief\r\n"
        + opening
        + PLAIN
        + b"".join(b"\r\n--n%d--" % i for i in range(999, -1, -1))
    )
    began = time.process_time()
    message = parse(raw)
    assert time.process_time() - began < 2
    assert (message.subject, "nested-too-deep" in message.defects) == ("tief", True)
    assert "Mein Antrag liegt seit Wochen." in message.text


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a@b.example\r\nContent-Type: multipart/mixed\r\n\r\n--x\r\n" + PLAIN,
        b'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="nie"\r\n\r\n--x\r\n' + PLAIN,
        b'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n' + PLAIN,
    ],
)
def test_a_boundary_that_is_missing_or_never_closed_loses_no_text(raw: bytes) -> None:
    assert parse(raw).text == "Mein Antrag liegt seit Wochen."


def test_text_outside_of_the_parts_is_none() -> None:
    raw = multi("mixed", PLAIN).replace(b"\r\n\r\n--q\r\n", b"\r\n\r\nVorspann\r\n--q\r\n", 1) + b"\r\nNachspann\r\n"
    assert parse(raw).full_text == "Mein Antrag liegt seit Wochen."


def test_what_is_signed_is_read_and_what_is_encrypted_is_said_to_be() -> None:
    signature = part("application/pgp-signature", "-----BEGIN PGP SIGNATURE-----")
    signed = parse(multi("signed; protocol=x", PLAIN, signature))
    assert (signed.text, signed.attachments, signed.defects) == ("Mein Antrag liegt seit Wochen.", (), ())
    encrypted = parse(multi("encrypted", part("application/pgp-encrypted", "Version: 1")))
    assert "encrypted" in encrypted.defects
    inline = parse(b"From: a@b.example\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nabc\r\n-----END PGP MESSAGE-----\r\n")
    assert (inline.text, "encrypted" in inline.defects) == ("", True)


def der(tag: int, *content: bytes) -> bytes:
    """One DER element."""
    body = b"".join(content)
    size = bytes([len(body)]) if len(body) < 128 else b"\x82" + len(body).to_bytes(2, "big")
    return bytes([tag]) + size + body


def test_a_text_signed_within_smime_is_read() -> None:
    octets = der(0x24, der(0x04, PLAIN[:20]), der(0x04, PLAIN[20:]))
    data = der(0x06, bytes.fromhex("2a864886f70d010701"))
    signed = der(0x30, der(0x02, b"\x01"), der(0x31), der(0x30, data, der(0xA0, octets)), der(0x31))
    cms = der(0x30, der(0x06, bytes.fromhex("2a864886f70d010702")), der(0xA0, signed))
    raw = part(
        "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m",
        base64.encodebytes(cms),
        "Content-Transfer-Encoding: base64",
    )
    assert parse(b"From: a@b.example\r\n" + raw).text == "Mein Antrag liegt seit Wochen."
    assert "encrypted" in parse(b"From: a@b.example\r\n" + raw.replace(b"signed-data", b"enveloped-data")).defects


def test_a_uuencoded_file_is_an_attachment_and_no_text() -> None:
    message = parse(b"From: a@b.example\r\n\r\nAnbei.\r\nbegin 644 liste.txt\r\n#0V%T\r\n`\r\nend\r\nGruss\r\n")
    assert message.text == "Anbei.\nGruss"
    assert [(a.name, a.size) for a in message.attachments] == [("liste.txt", 3)]


def tnef(*attributes: tuple[int, bytes]) -> bytes:
    """An Outlook container of these attributes."""
    head = (0x223E9F78).to_bytes(4, "little") + b"\x01\x00"
    return head + b"".join(
        b"\x01" + ident.to_bytes(4, "little") + len(data).to_bytes(4, "little") + data + b"\0\0"
        for ident, data in attributes
    )


def test_winmail_dat_is_opened() -> None:
    data = tnef((0x0002800C, b"Mein Antrag liegt.\0"), (0x00018010, b"konto.txt\0"), (0x0006800F, b"12345"))
    raw = multi("mixed", part("text/plain", "\r\n"), part('application/ms-tnef; name="winmail.dat"', data))
    message = parse(raw)
    assert message.text == "Mein Antrag liegt."
    assert [a.name for a in message.attachments] == ["winmail.dat", "konto.txt"]
    assert "tnef" in message.defects


def test_a_word_document_gives_its_text_and_a_bomb_does_not() -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = (
        f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>Mitarbeiter:</w:t><w:tab/><w:t>Kessler</w:t></w:r>'
        "</w:p></w:body></w:document>"
    )
    for content, text in ((xml.encode(), "Mitarbeiter:\tKessler"), (b"<a>" + b" " * 6_000_000, "")):
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", content)
        attached = part(
            "application/octet-stream",
            base64.encodebytes(buffer.getvalue()),
            "Content-Transfer-Encoding: base64",
            'Content-Disposition: attachment; filename="form.docx"',
        )
        assert parse(multi("mixed", PLAIN, attached)).attachments[0].text == text


def test_a_calendar_alone_has_no_text_and_says_what_it_is_about() -> None:
    message = parse(
        b"From: a@b.example\r\n"
        + part("text/calendar; method=REPLY", "BEGIN:VCALENDAR\r\nSUMMARY:Gespr\r\n =\r\nEND:VCALENDAR\r\n")
    )
    assert (message.text, message.content_type) == ("", "text/calendar")
    assert message.attachments[0].type == "text/calendar"


@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
def test_the_digest_does_not_change_with_the_transfer_encoding(encoding: str) -> None:
    import quopri

    text = "Mein Antrag über 100 € liegt seit Wochen.\r\nGruß\r\n".encode()
    body = {"8bit": text, "base64": base64.encodebytes(text), "quoted-printable": quopri.encodestring(text)}[encoding]
    raw = b"From: a@b.example\r\n" + part("text/plain; charset=utf-8", body, f"Content-Transfer-Encoding: {encoding}")
    plain = b"From: x@y.example\r\n" + part("text/plain; charset=utf-8", text)
    assert parse(raw).content_digest == parse(plain).content_digest


def test_the_digest_changes_with_an_attachment() -> None:
    one, other = (part("application/pdf", data, "Content-Disposition: attachment") for data in ("a", "b"))
    assert parse(multi("mixed", PLAIN, one)).content_digest != parse(multi("mixed", PLAIN, other)).content_digest
