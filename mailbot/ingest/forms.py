"""The office's own form (Anlage 1) and the Service Center's tickets, read from a message's text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from mailbot.ingest.customer_line import NOTHING, loose_address, loose_name, loose_phone, number_in
from mailbot.ingest.form_labels import FORM, TICKET, Labelled, labels_in
from mailbot.ingest.late import Late
from mailbot.ingest.message import Message
from mailbot.ingest.spoken_dates import spoken_date
from mailbot.ingest.ticks import ticked


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of an Anlage 1 form or a Service Center ticket, "" where not given. All from outside."""

    recorded_by: str = ""
    org: str = ""
    contact: str = ""
    customer_group: str = ""
    statement: str = ""
    suggestion: str = ""
    remarks: str = ""
    customer_name: str = ""
    customer_address: str = ""
    customer_number: str = ""
    customer_phone: str = ""
    recorded_on: date | None = None


LONGEST_READ: Final = 60_000
_CONTACT: Final = Late(
    r"(?P<persönlich>pers(?:önl(?:ich)?|oenlich|\.)|vor ort|vorsprache|am schalter)|"
    r"(?P<telefonisch>tel(?:efonisch|ef\.|\.)|telefon|anruf)",
    re.IGNORECASE,
)
_GROUP: Final = Late(
    r"(?P<Arbeitnehmer>arbeitnehmer|\bAN\b)|(?P<Arbeitgeber>arbeitgeber|\bAG\b|betrieb)|"
    r"(?P<Sonstige>sonstige[rs]?)",
    re.IGNORECASE,
)
_DATE: Final = Late(r"(?<!\d)\d{1,2}\.\s?(?:\d{1,2}\.\s?(?:\d{4}|\d{2})|[A-Za-zä]{3,9}\.? \d{4})(?!\d)")
_ESSENTIAL: Final = frozenset(
    {"recorded_by", "org", "contact", "group", "statement", "suggestion", "remarks", "customer", "number", "date"}
)
_ENOUGH_WITH_TITLE: Final = 3
_ENOUGH: Final = 6
_SUBJECT: Final = re.compile(r"kundenreaktion|vordruck|formular|anl(?:age|\.)\s?1\b", re.IGNORECASE)
_CENTRE: Final = re.compile(
    r"service[ ._-]?center|servicecenter|(?:^|[.@_-])sc[._-]?(?:ticket|team|agent)|(?:^|"
    r"[._-])sc(?:[._-]|\d|@)|\bSC\b[ -]",
    re.IGNORECASE,
)
_TICKET: Final = re.compile(r"(?:\bSC-?)?ticket", re.IGNORECASE)
_BOILERPLATE: Final = Late(
    r"(?:[-–\s]{0,5}(?:diese (?:nachricht|e-?mail) wurde|automatisch erzeugt)[^\n]{0,160}|"
    r"[^\n]{0,60}abschließende klärung[^\n]{0,160}|bitte (?:das )?ticket nach erledigung[^\n]{0,80}|"
    r"(?:guten (?:morgen|tag)|hallo|sehr geehrte|liebe kolleg)[^\n]{0,60},?|ticket(?: /[^\n]{0,60})?|"
    r"(?:mit )?(?:freundlichen?|viele|beste) grü(?:ß|ss)en?[^\n]{0,60})",
    re.IGNORECASE,
)


def read_form(message: Message) -> Form | None:
    """The Anlage 1 form a message holds in its text or an attached document, None where it holds none.

    An empty form is none: somebody asks for it or sends it out. Source: Geschäftsanweisung, Anlage 1.
    """
    for text in (message.text, *(part.text for part in message.attachments if part.text)):
        if text and (form := _form_in(text[:LONGEST_READ], titled=bool(_SUBJECT.search(message.subject[:300])))):
            return form
    return None


def read_ticket(message: Message) -> Form | None:
    """The Service Center's ticket a message is, None where it is none.

    The sender must be the Service Center by address or name and write of a ticket, or the text must have a ticket's
    fields; whoever merely complains about the Service Center writes neither.
    """
    from_centre = bool(_CENTRE.search(message.sender.name) or _CENTRE.search(message.sender.address))
    if not from_centre and not _TICKET.search(message.subject):
        return None
    text = message.text[:LONGEST_READ]
    found = labels_in(text, TICKET)
    keys = {label.key for label in found}
    says_ticket = bool(_TICKET.search(message.subject)) or bool(_TICKET.search(text[:400])) or "category" in keys
    fields = len(keys - {"skip", "statement"}) >= 3 and "statement" in keys
    if not (from_centre and (says_ticket or len(keys) >= 4)) and not (
        fields and says_ticket and _TICKET.search(message.subject)
    ):
        return None
    return _ticket(text, found)


def _form_in(text: str, *, titled: bool) -> Form | None:
    found = labels_in(text, FORM)
    keys = {label.key for label in found}
    has_title = "title" in keys
    needed = _ENOUGH_WITH_TITLE if has_title else _ENOUGH - 2 if titled else _ENOUGH
    if len(keys & _ESSENTIAL) < needed:
        return None
    values = _values(text, found)
    form = _form(values, text)
    return form if form.statement or form.suggestion or form.remarks else None


def _values(text: str, found: list[Labelled]) -> dict[str, str]:
    """Label to value, the first value of each; a field's value runs to the next label."""
    values: dict[str, str] = {}
    ends = [*(label.start for label in found[1:]), len(text)][: len(found)]
    for label, end in zip(found, ends, strict=True):
        value = _tidy(text[label.value : end])
        if value and not values.get(label.key):
            values[label.key] = value
        elif value and label.key in {"statement", "remarks"}:
            values[label.key] = f"{values[label.key]}\n{value}"
    return values


def _tidy(value: str) -> str:
    lines = [line.strip(" \t|*") for line in value.split("\n")]
    lines = ["" if re.fullmatch(r"[-–_=*.]{3,200}", line) else line for line in lines]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(" \n\t:-–/") if any(lines) else ""


def _form(values: dict[str, str], text: str) -> Form:
    loose = values.get("customer", "")
    return Form(
        recorded_by=_line(values.get("recorded_by", "")),
        org=_line(values.get("org", "")),
        contact=ticked(values.get("contact", ""), _CONTACT),
        customer_group=ticked(values.get("group", ""), _GROUP),
        statement=_said(values.get("statement", "")),
        suggestion=_said(values.get("suggestion", "")),
        remarks=_said(values.get("remarks", "")),
        customer_name=_name(values) or loose_name(loose),
        customer_address=_line(values.get("address", ""), most=3) or loose_address(loose),
        customer_number=number_in(values.get("number", "")) or number_in(loose),
        customer_phone=_line(values.get("phone", "")) or loose_phone(loose),
        recorded_on=_recorded_on(values, text),
    )


def _said(value: str) -> str:
    """What was said; "-" and "keine" say nothing."""
    return "" if NOTHING.fullmatch(value) else value


def _line(value: str, most: int = 1) -> str:
    lines = [line.strip() for line in value.split("\n") if line.strip()][:most]
    joined = ", ".join(lines).strip(" ,")
    return "" if NOTHING.fullmatch(joined) or joined.startswith(("keine ", "./.")) else joined[:300]


def _name(values: dict[str, str]) -> str:
    name, forename = _line(values.get("name", "")), _line(values.get("forename", ""))
    return f"{name}, {forename}" if name and forename else name or forename


def _recorded_on(values: dict[str, str], text: str) -> date | None:
    """The date beside the signature, else one that begins the last lines."""
    if day := _day(values.get("date", "")):
        return day
    for line in reversed([line.strip() for line in text.split("\n") if line.strip()][-6:]):
        if (match := _DATE.match(line)) and len(line) < 60:
            return _day(match[0])
    return None


def _day(value: str) -> date | None:
    match = _DATE.search(value)
    found = spoken_date(match[0] if match else value[:60])
    return found.date() if found else None


def _ticket(text: str, found: list[Labelled]) -> Form:
    values = _values(text, found)
    rest = _beyond_fields(text, found)
    said = "\n\n".join(part for part in (values.get("statement", ""), values.get("wish", "")) if part)
    statement = _without_boilerplate("\n\n".join(part for part in (said, rest) if part))
    category = re.sub(r"\([^)\n]{0,60}\)", "", _line(values.get("category", ""))).strip()
    remarks = "\n".join(part for part in (category, _said(values.get("remarks", ""))) if part)
    return Form(
        recorded_by=_line(values.get("recorded_by", "")),
        contact="telefonisch",
        statement=statement,
        suggestion=_said(values.get("suggestion", "")),
        remarks=_without_boilerplate(remarks),
        customer_name=_ticket_name(values, text),
        customer_address=_line(values.get("address", "")),
        customer_number=number_in(values.get("number", "")) or number_in(text),
        customer_phone=_line(values.get("phone", "")),
        recorded_on=_day(values.get("date", "")) if "date" in values else None,
    )


_SHORT_FIELDS: Final = frozenset(
    {"category", "name", "caller", "forename", "address", "number", "phone", "recorded_by", "date", "skip"}
)


def _beyond_fields(text: str, found: list[Labelled]) -> str:
    """What stands before the fields and below the one-line ones: an agent writes on without a label."""
    pieces = [text[: found[0].start]] if found else [text]
    ends = [*(label.start for label in found[1:]), len(text)][: len(found)]
    for label, end in zip(found, ends, strict=True):
        if label.key in _SHORT_FIELDS:
            first, _, below = text[label.value : end].lstrip("\n").partition("\n")
            pieces.append(below if first.strip() else "")
    return "\n".join(piece.strip() for piece in pieces if piece.strip())


def _without_boilerplate(text: str) -> str:
    kept = [line for line in text.split("\n") if not _BOILERPLATE.fullmatch(line.strip())]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


_CALL_OF: Final = Late(
    r"\b(?:anruf|gespräch|vorsprache) (?:von|mit|der|des) (?:(?:herrn?|frau|hr\.|fr\.|"
    r"kund(?:e|in|en)) )?([A-ZÄÖÜÇ][^\W\d_]{1,30}(?:[ -][A-ZÄÖÜÇ][^\W\d_]{1,30}){0,2})",
    re.IGNORECASE,
)


_CUSTOMER_NAMED: Final = Late(
    r"\b[Kk]und(?:e|in)(?: [Hh]err| [Ff]rau)? ([A-ZÄÖÜÇ][^\W\d_]{1,30}(?:[ -][A-ZÄÖÜÇ][^\W\d_]{1,30}){1,2})(?=,| \()"
)


def _ticket_name(values: dict[str, str], text: str) -> str:
    """The customer's name; the caller's where no other is named; who rang, as far as the text begins with it."""
    name = _name(values) or _line(values.get("caller", ""))
    if not name:
        match = _CALL_OF.search(text[:2_000]) or _CUSTOMER_NAMED.search(text[:2_000])
        return match[1] if match else ""
    name = re.split(r",? (?:geb(?:oren|\.)|wohnhaft|tel\b)", re.sub(r"\s?\([^)\n]{0,80}\)", "", name), maxsplit=1)[0]
    pieces = name.split(",")
    return ",".join(pieces[:2] if len(pieces) > 2 and any(char.isdigit() for char in name) else pieces).strip(" ,")
