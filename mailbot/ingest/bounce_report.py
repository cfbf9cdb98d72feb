"""Delivery reports: RFC 3464, and as far as they can be read the plain-text bounces of common mail systems."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from mailbot.ingest.late import Late
from mailbot.ingest.message import DeliveryReport

MOST_RECIPIENTS: Final = 50
LONGEST_READ: Final = 60_000
_ADDRESS: Final = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\-]{1,64}@[A-Za-z0-9.\-]{1,190}[A-Za-z0-9]"
_STATUS: Final = Late(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_CODE: Final = Late(r"(?<![\d.])([45])[0-5]\d[ -]")
_FAILED: Final = Late(
    rf"^\s{{0,8}}[<\"']?({_ADDRESS})[>\"']?(?:\s?[:(;,]|\s{{0,3}}$|\s(?:host|smtp|unrouteable|mailbox|user|\.\.\.))|"
    rf"(?:final-recipient|original-recipient):\s?rfc822;\s?<?({_ADDRESS})|(?:rcpt to|to|an|recipient|empfänger|"
    rf"address|adresse)\s?:?\s?<({_ADDRESS})>|"
    rf"(?:zugestellt werden|delivered to|übermittelt werden|message to|nachricht an|mail an)[: ]\s?<?({_ADDRESS})|"
    rf"<({_ADDRESS})>:?\s(?:konnte|could|was|wurde|is)|(?:empfänger|recipient|benutzer|user)\s?<?({_ADDRESS})",
    re.IGNORECASE | re.MULTILINE,
)
_DELAYED: Final = Late(
    r"\bdelay|verzöger|will (?:keep trying|be retried|continue)|will retry|temporär|noch nicht zugestellt|"
    r"not yet been delivered|"
    r"weitere zustellversuche|wird weiter(?:hin)? versucht|still being retried|warning message only",
    re.IGNORECASE,
)
_BOUNCE: Final = Late(
    r"this is the mail system at host|this message was created automatically by mail delivery software|"
    r"hi\. this is the qmail-send program|"
    r"could not be delivered|could not deliver|delivery (?:has|to the following|status)|undeliver|"
    r"konnte nicht (?:an [^\n]{1,100} )?(?:zugestellt|übermittelt)|nicht zugestellt werden|unzustellbar|"
    r"fehler bei der zustellung|"
    r"mail delivery failed|returned to sender|zustellung[^\n]{0,60}(?:fehlgeschlagen|gescheitert)|"
    r"permanent (?:fatal )?error|"
    r"can(?:not|'t|not be) deliver|message not delivered|address not found|adresse nicht gefunden|"
    r"nachricht wurde nicht zugestellt|"
    r"fehler bei der nachrichtenzustellung|has been delayed|verzögert",
    re.IGNORECASE,
)
_ORIGINAL: Final = Late(
    r"^\s{0,5}-{0,10}\s?(?:this is a copy of|below this line is a copy|the (?:following|original) (?:message|"
    r"headers)|original message|"
    r"ursprüngliche nachricht|original(?:nachricht)? ?(?:kopf|header)|ursprüngliche (?:kopf|"
    r"nachrichtenkopf)zeilen|original message headers|"
    r"der header der|kopie der (?:nachricht|e-?mail)|message header)[^\n]{0,100}$",
    re.IGNORECASE | re.MULTILINE,
)
_ID_LINE: Final = Late(r"^\s{0,5}>?\s?message-id:\s?(<[^<>\s]{1,400}>)", re.IGNORECASE | re.MULTILINE)
_SUBJECT_LINE: Final = Late(r"^\s{0,5}>?\s?(?:subject|betreff|thema):\s?([^\n]{1,400})$", re.IGNORECASE | re.MULTILINE)


def report_of_status(fields: Sequence[Mapping[str, str]], original_id: str, original_subject: str) -> DeliveryReport:
    """Read the groups of a message/delivery-status part (RFC 3464, section 2); names are lower case.

    The worst action stands for the whole: failed before delayed before the rest.
    """
    actions = [group.get("action", "").strip().lower().partition(" ")[0] for group in fields]
    recipients: list[str] = []
    statuses: list[str] = []
    for group in fields:
        named = group.get("final-recipient") or group.get("original-recipient") or ""
        if address := named.partition(";")[2].strip(" <>") or named.strip(" <>"):
            recipients.append(address[:320])
        match = _STATUS.search(group.get("status", "")) or _STATUS.search(group.get("diagnostic-code", ""))
        if match:
            statuses.append(match[1])
    status = next((found for digit in "542" for found in statuses if found.startswith(digit)), "")
    action = next(
        (known for known in ("failed", "delayed", "delivered", "relayed", "expanded") if known in actions), ""
    )
    envelope = next((group["original-envelope-id"] for group in fields if group.get("original-envelope-id")), "")
    return DeliveryReport(
        action or _action_of(status),
        status,
        tuple(dict.fromkeys(recipients))[:MOST_RECIPIENTS],
        original_id or (envelope if envelope.startswith("<") else ""),
        original_subject,
    )


def _action_of(status: str) -> str:
    return {"5": "failed", "4": "delayed", "2": "delivered"}.get(status[:1], "")


def report_of_text(text: str, failed_recipients: str = "") -> DeliveryReport | None:
    """Read a bounce that is plain text; None where the wording is no bounce's.

    `failed_recipients` is the value of X-Failed-Recipients, which exim sets.
    """
    text = text[:LONGEST_READ]
    if not failed_recipients and not _BOUNCE.search(text):
        return None
    split = _ORIGINAL.search(text)
    said, original = (text[: split.start()], text[split.start() :]) if split else (text, text)
    recipients = re.findall(_ADDRESS, failed_recipients) or [
        next(group for group in match.groups() if group) for match in _FAILED.finditer(said)
    ]
    status = _STATUS.search(said)
    code = _CODE.search(said)
    number = status[1] if status else f"{code[1]}.0.0" if code else ""
    delayed = bool(_DELAYED.search(said)) and not number.startswith("5")
    ids, subject = _ID_LINE.search(original), _SUBJECT_LINE.search(original)
    return DeliveryReport(
        "delayed" if delayed or number.startswith("4") else "failed",
        number,
        tuple(dict.fromkeys(recipients))[:MOST_RECIPIENTS],
        ids[1] if ids else "",
        subject[1].strip() if subject else "",
    )
