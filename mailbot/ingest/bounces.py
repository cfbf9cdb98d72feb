"""Reports that a mail of ours did not arrive. Only the form of a mail makes a bounce, never its subject alone."""

from __future__ import annotations

import re
from typing import Final

from mailbot.ingest.late import Late
from mailbot.ingest.signs import Hit, Signs
from mailbot.vocabulary import Disposition

_DAEMON: Final = re.compile(
    r"^(?:mailer-?daemon|mail-?daemon|postmaster|microsoftexchange[0-9a-f]{8,40}|mdaemon|mail\.?delivery|bounces?|"
    r"maildelivery|mmdf|smtp|mail-?system|delivery)\b"
)
_DAEMON_NAME: Final = re.compile(
    r"mail ?delivery (?:sub)?system|mailer-?daemon|mail administrator|microsoft outlook|postmaster|"
    r"mail system|mailzustell"
)
_WORDING: Final = Late(
    r"undeliver(?:ed|able)|delivery (?:status notification|has failed|failure|failed|incomplete|delayed)|"
    r"returned (?:mail|to sender)|"
    r"could not be delivered|was(?:n't| not) delivered|failure notice|mail delivery failed|"
    r"delivery to the following recipients? failed|"
    r"unzustellbar|nicht zugestellt werden|konnte nicht (?:\w+ )?zugestellt|"
    r"nicht an [^\n]{3,120} zugestellt|fehler bei der (?:nachrichten)?zustellung|zustellung[^\n]{0,60}"
    r"(?:fehlgeschlagen|gescheitert|verzögert|aufgegeben)|nachricht(?:en)?zustellung|"
    r"permanent (?:fatal )?error|"
    r"(?:address|adresse) (?:not found|nicht gefunden)|user unknown|mailbox (?:full|unavailable|disabled)|"
    r"postfach [^\n]{0,40}voll|quota"
)
_STATUS: Final = Late(
    r"\b[45]\.\d{1,3}\.\d{1,3}\b|\b5[0-5]\d[ -](?:5\.\d|[a-z<])|final-recipient:|reporting-mta:|"
    r"action: (?:failed|delayed)|"
    r"diagnostic-code:|remote server returned|x-failed-recipients"
)


def _bounce(rule: str, because: str) -> Hit:
    return Hit(Disposition.BOUNCE, rule, because)


def delivery_report(signs: Signs) -> Hit | None:
    """A delivery status notification: multipart/report with report-type=delivery-status (RFC 3464)."""
    kind = signs.message.report_type.lower()
    if kind == "delivery-status" or signs.header("x-failed-recipients"):
        return _bounce("delivery_report", f"report-type={kind}" if kind else "X-Failed-Recipients")
    if any(part.type.lower() == "message/delivery-status" for part in signs.message.attachments):
        return _bounce("delivery_report", "a message/delivery-status part")
    return None


def plain_bounce(signs: Signs) -> Hit | None:
    """A bounce in plain text: a mail system's address, and the wording; a citizen's address never makes one."""
    system = bool(_DAEMON.search(signs.local)) or (not signs.sender and bool(_DAEMON_NAME.search(signs.name)))
    system = system or (bool(_DAEMON_NAME.search(signs.name)) and _null_path(signs))
    if not system and not _null_path(signs):
        return None
    told = bool(_WORDING.search(signs.subject)) or bool(_WORDING.search(signs.text))
    if system and (told or _STATUS.search(signs.text)):
        return _bounce("plain_bounce", "sender and wording of a mail system")
    if _null_path(signs) and told and _STATUS.search(signs.text):
        return _bounce("plain_bounce", "Return-Path <>, wording and a status code")
    return None


def _null_path(signs: Signs) -> bool:
    """Whether a Return-Path of `<>` stands there; no Return-Path at all says nothing."""
    return signs.header("return-path").replace(" ", "") == "<>"
