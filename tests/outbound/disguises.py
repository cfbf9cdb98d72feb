"""Invented identifiers, the forms in which people write them, and the places of a mail where they can stand."""

from __future__ import annotations

import base64
import io
import quopri
import re
import unicodedata
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from functools import partial
from typing import Any
from urllib.parse import quote, quote_plus

import docx
import xlsxwriter
from hypothesis import strategies as st

NAMES = (
    "Grebenstein", "Öztürk", "Lüdenscheidt", "Wiśniewska", "Thränhardt", "Schönfelder", "Quandtmeier", "Nwachukwu",
    "Đorđević", "Ihlenburg", "Großkreutz", "Çelikkol", "Haykuhi", "Zarghuna", "Plöger-Tietjen",
)  # fmt: skip
WHOLE_NAMES = ("Rosalinde Grebenstein", "Tilo Quandtmeier", "Zarghuna Öztürk", "Jorin Bräunlich", "Jule Großkreutz")
WORDS_AND_NAMES = ("Koch", "Sommer", "Müller", "Klein", "Richter")
PHONES = ("0170 1234567", "05331/987654", "+49 5331 987 654", "(05331) 98 76 54")
NUMBERS = ("731D123456", "DE02 1203 0000 0000 2020 51", "73104//0012345", "S 12 AS 345/25", "65 170839 J 003")
BIRTHS = ("03.05.1981", "3. Mai 1981", "1981-05-03", "3.5.81")
ADDRESSES = ("r.grebenstein@web.example", "swea_ploeger77@post.example")

SOFT, ZERO, JOINER = "\u00ad", "\u200b", "\u2060"


def without_dots(name: str) -> str:
    """`Muller`: what remains without umlauts and accents."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if unicodedata.category(c) != "Mn")


def with_two_letters(name: str) -> str:
    """`Mueller`."""
    for one, two in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue"), ("ß", "ss")):
        name = name.replace(one, two)
    return name


def core(phone: str) -> str:
    """The digits behind the country's code or the first nought."""
    return "".join(c for c in phone if c.isdigit()).removeprefix("49").removeprefix("0")


def spoken(digit: str) -> str:
    """The digit's German word."""
    return ("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")[int(digit)]


def _instead(text: str, _identifier: str) -> str:
    return text


def wide(text: str) -> str:
    """Full-width letters and digits."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def in_letters(sign: str) -> Callable[[str], str]:
    """Every letter apart."""
    return sign.join


NAME_FORMS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "lower case": str.lower,
    "capitals": str.upper,
    "genitive": lambda name: f"{name}s Bescheid",
    "genitive with an apostrophe": lambda name: f"{name}' Bescheid",
    "plural": lambda name: f"die {name}s",
    "feminine": lambda name: f"die {name}in",
    "adjective": lambda name: f"die {name}sche Akte",
    "compound": lambda name: f"die {name}-Akte",
    "compound in one": lambda name: f"die {name.split('-')[-1]}akte",
    "no dots": without_dots,
    "two letters": with_two_letters,
    "spaced": in_letters(" "),
    "spaced capitals": lambda name: " ".join(name.upper()),
    "dotted": in_letters("."),
    "underscores": in_letters("_"),
    "stars": in_letters(" * "),
    "soft hyphens": in_letters(SOFT),
    "zero width": in_letters(ZERO),
    "word joiners": in_letters(JOINER),
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "full width": wide,
    "at the end of a line": lambda name: f"{name[:3]}-\n{name[3:]}",
    "in a quotation": lambda name: f"{name[:3]}-\n> {name[3:]}",
    "curly apostrophe": lambda name: f"{name}’s",
    "in an address": lambda name: f"{with_two_letters(name)}.x(at)web.de",
    "as a file": lambda name: f"Bescheid_{name}_2025.pdf",
}  # fmt: skip
WHOLE_FORMS: dict[str, Callable[[str], str]] = {
    "family name": lambda name: name.split()[1],
    "given name": lambda name: name.split()[0],
    "turned round": lambda name: ", ".join(reversed(name.split())),
    "initial": lambda name: f"{name[0]}. {name.split()[1]}",
    "initials": lambda name: f"{name[0]}. {name.split()[1][0]}.",
    "initials together": lambda name: f"{name[0]}.{name.split()[1][0]}.",
    "over two lines": lambda name: name.replace(" ", "\n"),
    "as an address": lambda name: ".".join(name.lower().split()),
}
NUMBER_FORMS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "lower case": str.lower,
    "no separators": lambda number: "".join(c for c in number if c.isalnum()),
    "in chunks": lambda number: " ".join("".join(c for c in number if c.isalnum())),
    "hyphens": lambda number: "-".join(c for c in number if c.isalnum()),
    "over lines": lambda number: number[:5] + "\n│ " + number[5:],
    "zero width": in_letters(ZERO),
    "full width": wide,
}
PHONE_FORMS: dict[str, Callable[[str], str]] = {
    **NUMBER_FORMS,
    "country code": lambda phone: f"+49 (0) {core(phone)}",
    "country code with noughts": lambda phone: f"0049{core(phone)}",
    "without nought": core,
    "slash": lambda phone: f"0{core(phone)[:4]} / {core(phone)[4:]}",
    "in words": lambda phone: " ".join(spoken(digit) for digit in f"0{core(phone)}"),
    "arabic digits": lambda phone: "".join(chr(0x660 + int(digit)) for digit in f"0{core(phone)}"),
}
BIRTH_FORMS: dict[str, Callable[[str], str]] = {
    name: partial(_instead, text)
    for name, text in {
        "long": "3. Mai 1981", "noughts": "03.05.1981", "short": "3.5.81", "iso": "1981-05-03", "slashes": "03/05/1981",
        "apart": "3 . 5 . 1981", "run": "03051981", "run backwards": "19810503", "spaced": "03 05 1981",
    }.items()
}  # fmt: skip
ADDRESS_FORMS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "capitals": str.upper,
    "at in brackets": lambda address: address.replace("@", " (at) "),
    "spoken": lambda address: address.replace("@", " ät ").replace(".", " punkt ").replace("_", " unterstrich "),
    "spaced": lambda address: address.replace("@", " @ ").replace(".", " . "),
    "link": lambda address: f"mailto:{address}",
}


@st.composite
def misspelt(draw: st.DrawFn, name: str) -> str:
    """The name with one typing error: a letter lost, doubled, changed, or two changed round."""
    at = draw(st.integers(min_value=1, max_value=len(name) - 2))
    kind = draw(st.sampled_from(["lost", "doubled", "other", "round"]))
    if kind == "lost":
        return name[:at] + name[at + 1 :]
    if kind == "doubled":
        return name[: at + 1] + name[at:]
    if kind == "other":
        return name[:at] + draw(st.sampled_from("aeioubdfgklmnprst")) + name[at + 1 :]
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


Pair = tuple[str, str]
"""An identifier that is known, and how it stands in the mail."""


def pairs() -> st.SearchStrategy[Pair]:
    """Every identifier in every form, and names with a typing error."""
    tables = (
        (NAMES, NAME_FORMS), (WHOLE_NAMES, WHOLE_FORMS), (PHONES, PHONE_FORMS), (NUMBERS, NUMBER_FORMS),
        (BIRTHS, BIRTH_FORMS), (ADDRESSES, ADDRESS_FORMS),
    )  # fmt: skip
    formed = [(one, form(one)) for identifiers, forms in tables for one in identifiers for form in forms.values()]
    typos = st.sampled_from([name for name in NAMES if "-" not in name]).flatmap(
        lambda name: st.tuples(st.just(name), misspelt(name))
    )
    return st.one_of(st.sampled_from(formed), typos)


# --------------------------------------------------------------------------------------------------------- places


def _mail(body: bytes, *headers: str, kind: str = "text/plain; charset=utf-8", encoding: str = "8bit") -> bytes:
    head = ("From: Jobcenter <krm@jobcenter-ge.example>", "To: leistung@jobcenter-ge.example", *headers)
    own = ("MIME-Version: 1.0", f"Content-Type: {kind}", f"Content-Transfer-Encoding: {encoding}")
    return "\r\n".join((*head, *own)).encode() + b"\r\n\r\n" + body


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _word(text: str, how: str) -> str:
    """An encoded word (RFC 2047)."""
    raw = re.sub(r"\s", " ", text).encode()
    if how == "b":
        return f"=?utf-8?b?{base64.b64encode(raw).decode()}?="
    return "=?utf-8?q?" + "".join(f"={byte:02X}" for byte in raw) + "?="


def _html(inner: str) -> bytes:
    return _mail(f"<html lang=de><body><p>{inner}</p></body></html>".encode(), kind="text/html; charset=utf-8")


def _escaped(text: str) -> str:
    return "".join(f"&#{ord(c)};" for c in text)


def _attached(content: bytes, kind: str, name: str) -> bytes:
    mail = EmailMessage()
    mail.set_content("Siehe Anlage.")
    mail.add_attachment(content, maintype=kind.partition("/")[0], subtype=kind.partition("/")[2], filename=name)
    return mail.as_bytes(policy=SMTP)


def _thumbnail(document: Any) -> str:
    """The relation of the picture that python-docx puts into each document; the gate reads no pictures."""
    rels = document.part.package.rels.items()
    return str(next(key for key, one in rels if one.reltype.endswith("thumbnail")))


def _docx(text: str, **properties: str) -> bytes:
    document: Any = docx.Document()
    middle = len(text) // 2
    paragraph = document.add_paragraph("Vermerk: ")
    paragraph.add_run(text[:middle]).bold = True
    paragraph.add_run(text[middle:])
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    document.part.package.rels.pop(_thumbnail(document))
    buffer = io.BytesIO()
    document.save(buffer)
    return _attached(
        buffer.getvalue(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "vermerk.docx"
    )


def _xlsx(cell: str, *, author: str = "", sheet: str = "Zahlen", comment: str = "") -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    page = book.add_worksheet(sheet)
    page.write_string(0, 0, cell)
    if comment:
        page.write_comment(0, 1, comment)
    book.set_properties({"author": author})
    book.close()
    return _attached(
        buffer.getvalue(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "zahlen.xlsx"
    )


def _nested(text: str) -> bytes:
    mail = EmailMessage()
    mail.set_content("Anbei.")
    inner = EmailMessage()
    inner.set_content(text)
    mail.add_attachment(inner)
    return mail.as_bytes(policy=SMTP)


def _preamble(text: str) -> bytes:
    body = f"{_one_line(text)}\r\n--x\r\nContent-Type: text/plain\r\n\r\nNichts.\r\n--x--\r\n".encode()
    return _mail(body, kind="multipart/mixed; boundary=x")


def _file_name(text: str, *, encoded: str) -> bytes:
    name = _one_line(text).replace("/", "-")
    value = f"filename*=utf-8''{quote(name, safe='')}" if encoded == "2231" else f'filename="{_word(name, "q")}"'
    return _mail(b"a;b\r\n", f"Content-Disposition: attachment; {value}", kind="text/csv; charset=utf-8")


def _type_name(text: str) -> bytes:
    return _mail(b"a;b\r\n", kind=f"text/csv; name*=utf-8''{quote(_one_line(text), safe='')}")


PLACES: dict[str, Callable[[str], bytes]] = {
    "text": lambda text: _mail(f"Guten Tag, {text} war da.".encode()),
    "text, quoted-printable": lambda text: _mail(quopri.encodestring(text.encode()), encoding="quoted-printable"),
    "text, base64": lambda text: _mail(base64.encodebytes(text.encode()), encoding="base64"),
    "text, utf-16": lambda text: _mail(
        base64.encodebytes(text.encode("utf-16")), kind="text/plain; charset=utf-16", encoding="base64"
    ),
    "text, percent signs": lambda text: _mail(f"mailto:x?body={quote(text)}".encode()),
    "page": _html,
    "page, entities": lambda text: _html(_escaped(text)),
    "page, tags inside": lambda text: _html(f"{text[:3]}<b>{text[3:5]}</b><i></i>{text[5:]}"),
    "page, soft hyphens": lambda text: _html("&shy;".join(text)),
    "page, comment": lambda text: _html(f"<!-- {text.replace('--', '-')} -->"),
    "page, link": lambda text: _html(f'<a href="mailto:x?subject=a&body={quote(text)}">x</a>'),
    "page, link with plus": lambda text: _html(f'<a href="https://x.example/?q={quote_plus(text)}">x</a>'),
    "page, title of a picture": lambda text: _html(f'<img alt="{_escaped(text)}" src="x">'),
    "page, style": lambda text: _html(f"<span style=\"font-family: '{_one_line(text)}'\">x</span>"),
    "subject": lambda text: _mail(b"x", f"Subject: {_word(text, 'q')}"),
    "subject, base64": lambda text: _mail(b"x", f"Subject: {_word(text, 'b')}"),
    "subject, folded": lambda text: _mail(b"x", f"Subject: {_word(text[:3], 'q')}\r\n {_word(text[3:], 'b')}"),
    "another header": lambda text: _mail(b"x", f"X-Note: {_word(text, 'b')}"),
    "sender's name": lambda text: _mail(b"x", f"Reply-To: {_word(text, 'q')} <a@jobcenter-ge.example>"),
    "file name, RFC 2231": lambda text: _file_name(text, encoded="2231"),
    "file name, RFC 2047": lambda text: _file_name(text, encoded="2047"),
    "name of a type": _type_name,
    "text file": lambda text: _attached(text.encode(), "text/csv", "liste.csv"),
    "mail inside": _nested,
    "preamble": _preamble,
    "document": _docx,
    "document's title": lambda text: _docx("Vermerk", title=_one_line(text)),
    "document's author": lambda text: _docx("Vermerk", author=_one_line(text)),
    "sheet": _xlsx,
    "sheet's author": lambda text: _xlsx("Zahl", author=_one_line(text)),
    "sheet's comment": lambda text: _xlsx("Zahl", comment=text),
}  # fmt: skip
