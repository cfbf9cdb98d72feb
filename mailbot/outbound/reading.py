"""A finished mail as its recipient, and whoever looks at its source, can read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Final
from urllib.parse import unquote, unquote_plus

from mailbot.outbound.drawing import holds_no_words
from mailbot.outbound.office_files import SIGNATURE, office_text

_BLOCKS: Final = frozenset(
    (
        "p", "br", "div", "table", "tr", "td", "th", "li", "ul", "ol", "h1", "h2", "h3", "h4", "caption", "title",
        "head", "body", "html", "meta", "dt", "dd", "dl", "hr", "img", "section",
    )
)  # fmt: skip
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{3,8}\b")


def reading(raw: bytes, *, drawn: frozenset[bytes] = frozenset()) -> str:
    """All that can be read of a mail: headers, bodies, link targets, attachments and their names, decoded.

    `drawn` are the pictures that were drawn for this mail; what they say stands in their alternative texts too.
    Raises ValueError for a part that is neither text nor a DOCX or XLSX nor, byte for byte, one of these pictures.
    """
    message = message_from_bytes(raw, policy=policy.default)
    return "\n".join(piece for part in message.walk() for piece in _pieces(part, drawn)).replace("\r\n", "\n")


def _pieces(part: EmailMessage, drawn: frozenset[bytes]) -> Iterator[str]:
    for name, value in part.items():
        yield f"{name}: {value}"
        yield from _decoded(str(value))
        yield from (str(one) for one in getattr(value, "params", {}).values())
    yield part.get_filename() or ""
    if part.is_multipart():
        outside = (text for text in (part.preamble, part.epilogue) if text)
        yield from (text.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for text in outside)
    else:
        yield _body(part, drawn)


def _decoded(text: str) -> tuple[str, ...]:
    """What the percent signs of a text stand for, where it has any."""
    return (unquote(text), unquote_plus(text)) if "%" in text else ()


def _body(part: EmailMessage, drawn: frozenset[bytes]) -> str:
    if part.get_content_maintype() != "text":
        return "" if _is_drawn(part, drawn) else _attachment(part)
    content = str(part.get_content())
    if part.defects:
        raise ValueError("a part that cannot be read")
    versions = (content, *_guessed(part, content))
    if part.get_content_subtype() == "html":
        return "\n".join(map(_text_of, versions))
    return "\n".join((*versions, *_decoded(content)))


def _guessed(part: EmailMessage, content: str) -> tuple[str, ...]:
    """What a mail program makes of bytes that the named character set does not have."""
    payload = part.get_payload(decode=True)
    if "\ufffd" not in content or not isinstance(payload, bytes):
        return ()
    return payload.decode("utf-8", "replace"), payload.decode("cp1252", "replace")


def _is_drawn(part: EmailMessage, drawn: frozenset[bytes]) -> bool:
    content = part.get_payload(decode=True)
    return part.get_content_type() == "image/png" and content in drawn and holds_no_words(bytes(content))


def _attachment(part: EmailMessage) -> str:
    content = part.get_payload(decode=True)
    if part.defects or not isinstance(content, bytes) or not content.startswith(SIGNATURE):
        raise ValueError("a part that is no text")
    return office_text(content)


class _Reader(HTMLParser):
    """The text of a page, its attributes included; blocks stand apart, inline tags do not part a word."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Blocks begin a line; links, titles and the like are read too."""
        self.pieces.append("\n" if tag in _BLOCKS else "")
        for name, value in attrs:
            if value:
                shown = _COLOUR.sub("", value) if name == "style" else value
                self.attributes += [shown, *_decoded(shown)]

    def handle_endtag(self, tag: str) -> None:
        """Blocks end a line."""
        self.pieces.append("\n" if tag in _BLOCKS else "")

    def handle_data(self, data: str) -> None:
        """Text."""
        self.pieces.append(data)

    def handle_comment(self, data: str) -> None:
        """Comments can be read in the source."""
        self.attributes.append(data)

    def handle_decl(self, decl: str) -> None:
        """So can declarations."""
        self.attributes.append(decl)

    def handle_pi(self, data: str) -> None:
        """And processing instructions."""
        self.attributes.append(data)

    def unknown_decl(self, data: str) -> None:
        """And marked sections."""
        self.attributes.append(data)


def _text_of(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.pieces) + "\n" + "\n".join(dict.fromkeys(reader.attributes))
