"""From a context and an envelope to the bytes of a mail: both parts, the headers of RFC 3834, one boundary.

The headers are written here by hand, so that none can be folded wrongly and none can begin another.
"""

from __future__ import annotations

import base64
import quopri
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.header import Header
from email.utils import format_datetime
from typing import Final

from mailbot.outbound.drawing import draw
from mailbot.outbound.envelope import Envelope
from mailbot.outbound.fields import Context
from mailbot.outbound.html_part import as_html
from mailbot.outbound.markup import Block, Foreign, Picture, parse
from mailbot.outbound.plain_text import as_text, lines_of
from mailbot.outbound.templates import MailFacts, Templates
from mailbot.privacy.cleared import NOTHING, Cleared, subject_tag, token
from mailbot.vocabulary import TO_CUSTOMERS

_ADDRESS: Final = re.compile(r"[^\s<>@,;:\"()\[\]\\\x00-\x1f\x7f]{1,64}@[^\s<>@,;:\"()\[\]\\\x00-\x1f\x7f]{1,255}")
_MESSAGE_ID: Final = re.compile(r"[^\s<>@\x00-\x1f\x7f-\uffff]{1,250}@[^\s<>@\x00-\x1f\x7f-\uffff]{1,250}")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_NOBODY: Final = "undisclosed-recipients:;"
_FOR_CUSTOMERS: Final = frozenset(purpose.value for purpose in TO_CUSTOMERS)
REFERENCES: Final = 10


@dataclass(frozen=True, slots=True)
class Composed:
    """The finished mail, its subject as people read it, the name of its template, and the pictures drawn for it."""

    raw: bytes
    subject: str
    template: str
    pictures: frozenset[bytes] = frozenset()


def compose(context: Context, envelope: Envelope, templates: Templates) -> Composed:
    """Render and build the mail. PermanentError when a template asks for what is not there."""
    mail = MailFacts(tag=_tag(context, envelope), trial_for=_trial(envelope, templates))
    rendered = templates.render(context, mail)
    subject = _CONTROL.sub(" ", rendered.subject).strip()
    blocks = (*parse(rendered.source), *_translations(context, templates))
    heading = " ".join(subject.replace(str(mail.tag), "").split()) if mail.tag else ""
    drawn = _drawn(blocks)
    inline = {_content_id(envelope, place): content for place, content in enumerate(drawn.values(), 1)}
    places = {picture: f"cid:{content_id}" for picture, content_id in zip(drawn, inline, strict=True)}
    html = as_html(blocks, subject, heading=heading, places=places)
    headers = _headers(context, envelope, templates, subject)
    raw = _assemble(headers, as_text(blocks), html, f"=_{envelope.token}", inline)
    return Composed(raw, subject, context.template.value, frozenset(drawn.values()))


def page(context: Context, templates: Templates) -> bytes:
    """What a mail says as one HTML file for a browser, its pictures inside it."""
    rendered = templates.render(context, MailFacts())
    blocks = parse(rendered.source)
    places = {
        picture: f"data:image/png;base64,{base64.b64encode(content).decode('ascii')}"
        for picture, content in _drawn(blocks).items()
    }
    return as_html(blocks, _CONTROL.sub(" ", rendered.subject).strip(), places=places).encode("utf-8")


def _drawn(blocks: tuple[Block, ...]) -> dict[Picture, bytes]:
    return {block: draw(block) for block in blocks if isinstance(block, Picture)}


def _content_id(envelope: Envelope, place: int) -> str:
    """RFC 2392: of the world's own, so that no mail program shows the picture of another mail."""
    return envelope.message_id.replace("@", f".{place}@")


def paragraphs(context: Context, templates: Templates) -> tuple[str, ...]:
    """The words of a notice for a letter, one paragraph each, without what only a mail needs."""
    blocks = parse(templates.render(context, MailFacts()).source)
    return tuple(line for block in blocks for line in lines_of(block))


def _translations(context: Context, templates: Templates) -> tuple[Foreign, ...]:
    """What follows the German text of a notice, in the languages that its writer can read."""
    languages = getattr(context, "languages", ())
    found = templates.translations(context.template, languages)
    return tuple(Foreign(code, tuple(one.strip() for one in text.strip().split("\n\n"))) for code, text in found)


def is_to_customer(context: Context) -> bool:
    """Whether the mail goes to a customer: then no token stands in its subject."""
    return context.template.value in _FOR_CUSTOMERS


def _tag(context: Context, envelope: Envelope) -> Cleared:
    """`[KRM-2026-000123 token]`, in internal mails (domain.md, section 7)."""
    return NOTHING if is_to_customer(context) else subject_tag(context.file_number, token(envelope.token))


def _trial(envelope: Envelope, templates: Templates) -> tuple[Cleared, ...]:
    """Whom the mail would have gone to, by label; an address without a label is not shown."""
    keys = [key.strip() for key in envelope.trial_for.split(",") if key.strip()]
    labels = (templates.trial_label(key) for key in keys)
    return tuple(dict.fromkeys(labels))


def _headers(context: Context, envelope: Envelope, templates: Templates, subject: str) -> list[tuple[str, str]]:
    automatic = "auto-replied" if context.replies_to_mail else "auto-generated"
    headers = [
        ("From", _named(str(templates.facts.name), envelope.sender)),
        ("To", _addresses(envelope.to) or _NOBODY),
        ("Cc", _addresses(envelope.cc)),
        ("Subject", _encoded(subject, len("Subject: "))),
        ("Date", format_datetime(envelope.date)),
        ("Message-ID", f"<{envelope.message_id}>"),
        *_threading(context, envelope),
        ("Auto-Submitted", automatic),
        ("X-Auto-Response-Suppress", "All"),
        ("X-Mailbot-Loop", envelope.sender),
        ("Content-Language", "de"),
        ("MIME-Version", "1.0"),
        ("Content-Type", f'multipart/alternative;\r\n boundary="=_{envelope.token}"'),
    ]
    return [(name, value) for name, value in headers if value]


def _threading(context: Context, envelope: Envelope) -> list[tuple[str, str]]:
    """In-Reply-To and References (RFC 5322, 3.6.4), only towards the customer; a malformed id is left out."""
    if not is_to_customer(context) or not _MESSAGE_ID.fullmatch(envelope.in_reply_to):
        return []
    known = [one for one in (*envelope.references, envelope.in_reply_to) if _MESSAGE_ID.fullmatch(one)]
    references = list(dict.fromkeys(known))[-REFERENCES:]
    return [
        ("In-Reply-To", f"<{envelope.in_reply_to}>"),
        ("References", "\r\n ".join(f"<{one}>" for one in references)),
    ]


def _addresses(addresses: tuple[str, ...]) -> str:
    """The addresses, one a line; one that is no plain address is not shown."""
    return ",\r\n ".join(address for address in addresses if _ADDRESS.fullmatch(address))


def _named(name: str, address: str) -> str:
    clean = _CONTROL.sub(" ", name).replace("\\", "").replace('"', "").strip()
    if clean.isascii():
        return f'"{clean}" <{address}>'
    return f"{_encoded(clean, len('From: '))}\r\n <{address}>"


def _encoded(text: str, taken: int) -> str:
    """A header value, encoded where it must be and folded (RFC 2047)."""
    charset = "us-ascii" if text.isascii() else "utf-8"
    return Header(text, charset, header_name="X" * max(taken - 2, 1)).encode(linesep="\r\n")


def _assemble(
    headers: list[tuple[str, str]], text: str, html: str, boundary: str, pictures: Mapping[str, bytes]
) -> bytes:
    """Both parts; what is drawn stands in one part with the HTML that shows it (RFC 2387)."""
    head = "".join(f"{name}: {value}\r\n" for name, value in headers).encode("utf-8")
    shown = _text_part("html", html)
    if pictures:
        related = f"{boundary}.1"
        kind = f'Content-Type: multipart/related; type="text/html";\r\n boundary="{related}"\r\n\r\n'
        inline = (_picture_part(*one, place) for place, one in enumerate(pictures.items(), 1))
        shown = kind.encode("ascii") + _joined(related, shown, *inline)
    return head + b"\r\n" + _joined(boundary, _text_part("plain", text), shown)


def _joined(boundary: str, *parts: bytes) -> bytes:
    mark = boundary.encode("ascii")
    return b"".join(b"--" + mark + b"\r\n" + part for part in parts) + b"--" + mark + b"--\r\n"


def _text_part(kind: str, body: str) -> bytes:
    """One part, quoted-printable: no line is longer than 76 octets (RFC 2045, 6.7)."""
    head = f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    encoded = quopri.encodestring(body.encode("utf-8"))
    return head.encode("ascii") + encoded.replace(b"\n", b"\r\n") + b"\r\n"


def _picture_part(content_id: str, content: bytes, place: int) -> bytes:
    head = (
        "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-ID: <{content_id}>\r\n"
        f'Content-Disposition: inline; filename="diagramm-{place}.png"\r\n\r\n'
    )
    return head.encode("ascii") + base64.encodebytes(content).replace(b"\n", b"\r\n")
