"""The last look at a finished mail, as its recipient reads it: does any identifier or any form of one stand there?

It fails closed: what cannot be read is a hit. What also stands in the same mail with neutral values, in the
recipients' addresses or in the file number does not count (docs/decisions/0007).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Final
from urllib.parse import unquote

from mailbot.privacy.fold import fold, tidy, without_umlauts
from mailbot.privacy.leaks import PROTECTED, leaks
from mailbot.privacy.mentions import mentions
from mailbot.privacy.spacing import close_spaced_letters

_BLOCKS: Final = frozenset(
    [
        "p",
        "br",
        "div",
        "table",
        "tr",
        "td",
        "th",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "caption",
        "title",
        "head",
        "body",
        "html",
        "meta",
    ]
)
_SEPARATORS: Final = re.compile(r"[\W_]+")
_OWN_MESSAGE_ID: Final = re.compile(r"^Message-ID: <krm\.[a-z2-7]{14}@[a-z0-9.-]{1,255}>$", re.MULTILINE)
_FILE_NUMBER: Final = re.compile(r"\b[A-ZÄÖÜ][A-ZÄÖÜ0-9]{0,9}-[0-9]{4}-[0-9]{6}\b")


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found, by kind alone; the text itself is never repeated."""

    kind: str


def check(raw: bytes, *, neutral: bytes, identifiers: Iterable[str], recipients: Iterable[str]) -> tuple[Hit, ...]:
    """Every kind of hit in the mail; an empty tuple lets it leave. Never raises."""
    try:
        return tuple(_hits(raw, neutral, tuple(identifiers), tuple(recipients)))
    except Exception:  # noqa: BLE001  the gate fails closed, whatever goes wrong in it
        return (Hit("unreadable"),)


def _hits(raw: bytes, neutral: bytes, identifiers: tuple[str, ...], recipients: tuple[str, ...]) -> Iterator[Hit]:
    shown = _closed(_without(reading(raw), recipients))
    named = _mentioned(shown, identifiers)
    forms = [(span.recogniser, shown[span.start : span.end]) for span in leaks(shown)]
    if not named and not forms:
        return
    expected = _closed(_without(reading(neutral), recipients))
    if named - _mentioned(expected, tuple(named)):
        yield Hit("identifier")
    harmless = {expected[span.start : span.end] for span in leaks(expected)}
    yield from (Hit(kind) for kind in sorted({kind for kind, text in forms if text not in harmless}))


def _mentioned(text: str, identifiers: tuple[str, ...]) -> frozenset[str]:
    """The identifiers that the text mentions.

    Each form that `mentions` knows is the same letters and digits with something between them; so an identifier whose
    letters do not stand in the text in a row, whatever is between, need not be looked for. This is 30 times faster.
    """
    letters = _SEPARATORS.sub("", tidy(text))
    rows = (_folded(letters), _folded(_bare(letters)))
    likely = [one for one in identifiers if any(form in row for form in _rows(one) for row in rows)]
    return frozenset(mention.identifier for mention in mentions(text, likely)) if likely else frozenset()


def _rows(identifier: str) -> tuple[str, str]:
    letters = _SEPARATORS.sub("", tidy(identifier))
    return fold(letters), without_umlauts(letters)


def _bare(letters: str) -> str:
    """Without the dots of umlauts, which a writer may have left off."""
    decomposed = unicodedata.normalize("NFD", letters)
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn")


def _folded(letters: str) -> str:
    """As `fold`, without remembering whole mails."""
    return fold.__wrapped__(letters)


def reading(raw: bytes) -> str:
    """All that a recipient can read of a mail: headers, bodies, link targets, attachment names, decoded.

    Raises ValueError for a part that is not text.
    """
    message = message_from_bytes(raw, policy=policy.default)
    pieces: list[str] = []
    for part in message.walk():
        pieces += [f"{name}: {value}" for name, value in part.items()]
        pieces.append(part.get_filename() or "")
        if not part.is_multipart():
            pieces.append(_body(part))
    return "\n".join(pieces)


def _body(part: EmailMessage) -> str:
    if part.get_content_maintype() != "text":
        raise ValueError("a part that is no text")
    content = str(part.get_content())
    if part.defects:
        raise ValueError("a part that cannot be read")
    return _text_of(content) if part.get_content_subtype() == "html" else f"{content}\n{unquote(content)}"


class _Reader(HTMLParser):
    """The text of a page, its attributes included; blocks stand apart, inline tags do not part a word."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Blocks begin a line; links, titles and the like are read too."""
        self.pieces.append("\n" if tag in _BLOCKS else "")
        self.attributes += [unquote(value) for name, value in attrs if value and name != "style"]

    def handle_endtag(self, tag: str) -> None:
        """Blocks end a line."""
        self.pieces.append("\n" if tag in _BLOCKS else "")

    def handle_data(self, data: str) -> None:
        """Text."""
        self.pieces.append(data)

    def handle_comment(self, data: str) -> None:
        """Comments can be read in the source."""
        self.attributes.append(data)


def _text_of(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.pieces) + "\n" + "\n".join(reader.attributes)


def _closed(text: str) -> str:
    """The reading, and once more with words whose letters stood apart put together."""
    closed = close_spaced_letters(text)
    return text if closed == text else f"{text}\n{closed}"


def _without(text: str, recipients: tuple[str, ...]) -> str:
    """The reading without what may stand there.

    That is the recipients' addresses, file numbers, our own Message-ID, and what the anonymiser protects: its
    placeholders (somebody may be called "Ort") and ticket numbers.
    """
    for address in sorted(recipients, key=len, reverse=True):
        if address:
            text = re.sub(rf"(?<![\w.+-]){re.escape(address)}(?![\w-])", " ", text, flags=re.IGNORECASE)
    for harmless in (_OWN_MESSAGE_ID, _FILE_NUMBER, PROTECTED):
        text = harmless.sub(" ", text)
    return text
