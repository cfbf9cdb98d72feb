"""Mails of about 4 kB for measuring speed: seeded, in the charsets, encodings and shapes that a mailbox meets.

The texts are sentences of the invented mails of the tests, strung together: they tell how quick a thing is, not how
right. There are thousands of them, so that no cache knows the words of the next mail beforehand. Four in ten tell a
name, a number or an address beside the signature; a quarter have an HTML part as well, one in twenty a file of 100 kB.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from html import escape
from typing import Final

from bench import privacy_generator as lists
from bench.rules_mails import DATA

MAILBOX: Final = "Jobcenter-Wolfenbuettel.Kundenreaktionsmanagement@jobcenter-ge.example"
SIZE: Final = 4000
WITH_HTML: Final = 0.25
WITH_FILE: Final = 0.05
FILE_SIZE: Final = 100_000
_HEAD: Final = 700
"""Bytes of the header that stand beside the text."""
_CHARSETS: Final = ("utf-8", "utf-8", "utf-8", "iso-8859-1", "cp1252")
_ENCODINGS: Final = ("quoted-printable", "quoted-printable", "base64")
_TELLING: Final = 0.4
_GREETINGS: Final = ("Sehr geehrte Damen und Herren,", "Guten Tag,", "Hallo,", "Sehr geehrtes Jobcenter,")
_END: Final = re.compile(r"(?<=[.!?])\s+")
_FIRST: Final = datetime(2026, 3, 2, 6, tzinfo=UTC)


def mails(count: int, seed: int, *, size: int = SIZE) -> Iterator[bytes]:
    """As many mails as wanted, as bytes; the same seed gives the same ones. Files come on top of the size."""
    for number in range(count):
        yield one(random.Random(f"{seed}/{number}"), f"load.{seed}.{number}", number, size)  # noqa: S311  on purpose


def one(rng: random.Random, name: str, number: int, size: int) -> bytes:
    """A mail of about this size."""
    given, family = rng.choice(lists.GIVEN), rng.choice(lists.FAMILY)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"{given} {family} <kunde{number}@web.example>"
    mail["To"] = MAILBOX
    mail["Date"] = format_datetime(_FIRST + timedelta(seconds=37 * number))
    mail["Subject"] = rng.choice(
        ("Beschwerde", "Bescheid vom 03.02.2026", "Frage zur Miete", "Keine Antwort seit Wochen")
    )
    mail["Message-ID"] = f"<{name}@web.example>"
    with_html = rng.random() < WITH_HTML
    text = letter(rng, f"{given} {family}", (size - _HEAD) // (2 if with_html else 1))
    _fill(mail, text, rng, html=with_html)
    if rng.random() < WITH_FILE:
        mail.add_attachment(rng.randbytes(FILE_SIZE), maintype="application", subtype="pdf", filename="Bescheid.pdf")
    for depth, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"=_{name}_{depth}")
    return mail.as_bytes()


@cache
def sentences() -> tuple[str, ...]:
    """The sentences that the letters are made of."""
    texts = [
        mail["text"]
        for path in sorted((DATA / "rules").glob("*.toml"))
        for mail in tomllib.loads(path.read_text(encoding="utf-8"))["mail"]
    ]
    found = dict.fromkeys(part.strip() for text in texts for part in _END.split(" ".join(text.split())))
    return tuple(part for part in found if 20 < len(part) < 300)


def letter(rng: random.Random, name: str, size: int) -> str:
    """A letter of about as many characters, signed with the name."""
    parts, telling = [rng.choice(_GREETINGS)], rng.random() < _TELLING
    while sum(map(len, parts)) < size - 200:
        paragraph = rng.choices(sentences(), k=rng.randint(2, 5))
        if telling and rng.random() < 0.5:
            paragraph.append(_told(rng))
        parts.append(" ".join(paragraph))
    return "\n\n".join([*parts, f"Mit freundlichen Grüßen\n{name}"]) + "\n"


def _told(rng: random.Random) -> str:
    """A sentence with something that identifies."""
    clerk, street = rng.choice(lists.FAMILY), f"{rng.choice(lists.STREETS)} {rng.randint(1, 90)}"
    return rng.choice(
        (
            f"Frau {clerk} hat das zugesagt.",
            f"Meine Kundennummer ist 241A{rng.randint(0, 999_999):06}.",
            f"Sie erreichen mich unter 05331 {rng.randint(100_000, 999_999)}.",
            f"Ich wohne {street} in Wolfenbüttel.",
        )
    )


def _fill(mail: EmailMessage, text: str, rng: random.Random, *, html: bool) -> None:
    """Put the text in, in a charset that can hold it."""
    charset, encoding = rng.choice(_CHARSETS), rng.choice(_ENCODINGS)
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        charset = "utf-8"
    mail.set_content(text, charset=charset, cte=encoding)
    if html:
        paragraphs = "".join(f"<p>{escape(part)}</p>\n" for part in text.strip().split("\n\n"))
        mail.add_alternative(f"<html><body>{paragraphs}</body></html>\n", subtype="html", charset=charset, cte=encoding)
