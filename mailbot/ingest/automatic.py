"""Mail that a machine sent: replies in somebody's absence, receipts, newsletters, alarms, confirmations.

RFC 3834 marks it; many programs mark it otherwise or not at all, so wording counts too, but only where the mail
answers one of ours or the sender's address is a machine's.
"""

from __future__ import annotations

import re
from typing import Final

from mailbot.ingest.automatic_wording import (
    ACK_TEXT,
    ACKNOWLEDGES,
    AUTO_SUBJECT,
    AWAY,
    CALENDAR_SUBJECT,
    FORM_MARK,
    MACHINE_ACCOUNT,
    MONITOR_SENDER,
    MONITOR_SUBJECT,
    NEWSLETTER_SENDER,
    NO_REPLY,
    RECEIPT_SUBJECT,
    RECEIPT_TEXT,
    SAYING_SO,
    UNSUBSCRIBE,
)
from mailbot.ingest.signs import Hit, Signs
from mailbot.vocabulary import Disposition

_LONGEST_REPLY: Final = 1_500


def _automatic(rule: str, because: str) -> Hit:
    return Hit(Disposition.AUTOMATIC, rule, because)


def forwards_an_enquiry(signs: Signs) -> bool:
    """A form on the web mails what a person typed: such a mail is a person's, whatever its headers say."""
    if signs.from_web_form:
        return True
    answers_to = next((a.address.lower() for a in signs.message.reply_to), "")
    told_apart = bool(answers_to) and answers_to != signs.sender and not NO_REPLY.search(answers_to.partition("@")[0])
    return told_apart and bool(FORM_MARK.search(f"{signs.subject} {signs.name} {signs.local}"))


def read_receipt(signs: Signs) -> Hit | None:
    """A receipt that a mail of ours was read or deleted (RFC 8098), or one without the form, by its wording."""
    if signs.message.report_type.lower() == "disposition-notification":
        return _automatic("read_receipt", "report-type=disposition-notification")
    if RECEIPT_SUBJECT.match(signs.bare_subject) and (RECEIPT_TEXT.search(signs.text) or len(signs.text.strip()) < 40):
        return _automatic("read_receipt", "subject and wording of a receipt")
    if signs.numbers and len(signs.text) < 700 and RECEIPT_TEXT.search(signs.text):
        return _automatic("read_receipt", "wording of a receipt")
    return None


def calendar_reply(signs: Signs) -> Hit | None:
    """Nothing but a calendar object: an answer to an invitation, without a word of text."""
    types = {signs.message.content_type.lower(), *(a.type.lower() for a in signs.message.attachments)}
    calendar = any("calendar" in kind or kind == "application/ics" for kind in types)
    wordless = not signs.text.strip() or signs.text.lstrip().startswith("begin:vcalendar")
    if calendar and wordless:
        return _automatic("calendar_reply", "a calendar object without text")
    if CALENDAR_SUBJECT.match(signs.bare_subject) and (calendar or wordless) and len(signs.text) < 200:
        return _automatic("calendar_reply", "an answer to an invitation")
    return None


def auto_submitted(signs: Signs) -> Hit | None:
    """Auto-Submitted with any value but "no" (RFC 3834 section 5); comments and parameters do not count."""
    value = signs.header("auto-submitted").partition(";")[0].partition("(")[0].strip()
    if value in ("", "no") or forwards_an_enquiry(signs):
        return None
    return _automatic("auto_submitted", "Auto-Submitted")


def vendor_autoreply(signs: Signs) -> Hit | None:
    """Headers of programs that do not know RFC 3834. X-Auto-Response-Suppress alone stands on people's mail too."""
    if forwards_an_enquiry(signs):
        return None
    for name in (
        "x-autoreply",
        "x-autorespond",
        "x-autoresponder",
        "x-auto-reply",
        "x-mail-autoreply",
        "x-vacation",
        "x-autoreply-from",
    ):
        if signs.header(name) not in ("", "no", "false", "0"):
            return _automatic("vendor_autoreply", name)
    if signs.header("x-fc-machinegenerated") in ("true", "yes", "1"):
        return _automatic("vendor_autoreply", "x-fc-machinegenerated")
    for name in ("precedence", "x-precedence"):
        if signs.header(name).replace("-", "_") in ("auto_reply", "autoreply"):
            return _automatic("vendor_autoreply", name)
    if "autoresponder" in signs.header("delivered-to"):
        return _automatic("vendor_autoreply", "delivered-to")
    return None


def absence_subject(signs: Signs) -> Hit | None:
    """A subject that a mail program writes by itself when its owner is away."""
    if AUTO_SUBJECT.match(signs.bare_subject) and not (
        signs.names_a_matter and not signs.numbers and len(signs.text) > 400
    ):
        return _automatic("absence_subject", "subject of an automatic reply")
    return None


def absence_wording(signs: Signs) -> Hit | None:
    """A reply to one of our mails that says when its owner is back and whom to ask meanwhile."""
    answers = signs.is_reply or bool(signs.numbers) or bool(signs.message.in_reply_to)
    if not answers or signs.is_forward or len(signs.text) > _LONGEST_REPLY or not AWAY[0].search(signs.text):
        return None
    said = sum(bool(pattern.search(signs.text)) for pattern in AWAY)
    if said >= (3 if signs.house.is_internal(signs.sender) or "?" in signs.text else 2) and not _is_upset(signs):
        return _automatic("absence_wording", "wording of an absence note")
    return None


def _is_upset(signs: Signs) -> bool:
    """An absence note does not complain; a person's reply may mention a holiday."""
    return bool(
        re.search(
            r"beschwer(?:e|de)\b(?! n)|immer noch|seit wochen|unverschämt|!!|warte (?:ich|seit)|ich warte", signs.text
        )
    )


def bulk_headers(signs: Signs) -> Hit | None:
    """Mail to many: Precedence bulk/junk/list (RFC 2076), List-Id (RFC 2919), List-Unsubscribe (RFC 2369)."""
    if forwards_an_enquiry(signs):
        return None
    if signs.header("precedence") in ("bulk", "junk", "list") or signs.header("x-precedence") in (
        "bulk",
        "junk",
        "list",
    ):
        return _automatic("bulk_headers", "Precedence")
    inside = signs.house.is_internal(signs.sender)
    if (signs.header("list-id") and not inside) or signs.header("list-unsubscribe"):
        return _automatic("bulk_headers", "List-Id or List-Unsubscribe")
    return None


def newsletter(signs: Signs) -> Hit | None:
    """A newsletter without the headers: a sender of that name, or the subject, together with how to unsubscribe."""
    named = (
        bool(NEWSLETTER_SENDER.search(signs.local))
        or "newsletter" in signs.bare_subject[:60]
        or "rundbrief" in signs.bare_subject[:40]
    )
    if named and UNSUBSCRIBE.search(signs.text):
        return _automatic("newsletter", "wording of a newsletter")
    return None


def monitoring(signs: Signs) -> Hit | None:
    """Alarms and reports of machines: monitoring, cron, backup, printers."""
    told = bool(MONITOR_SUBJECT.search(signs.subject))
    if MONITOR_SENDER.search(signs.local) and (told or not signs.name.strip()):
        return _automatic("monitoring", "sender of a machine")
    if MACHINE_ACCOUNT.search(signs.local) and told:
        return _automatic("monitoring", "sender and subject of a machine")
    if re.match(r"\*\* ?(?:problem|recovery)|cron ?<", signs.subject):
        return _automatic("monitoring", "subject of a machine")
    return None


def machine_confirmation(signs: Signs) -> Hit | None:
    """A confirmation or notification that says of itself that a machine wrote it and nobody reads the answer."""
    if forwards_an_enquiry(signs) or signs.is_forward:
        return None
    no_reply = bool(NO_REPLY.search(signs.local))
    if not no_reply and len(signs.text) >= _LONGEST_REPLY:
        return None
    says_so = any(word in signs.text for word in SAYING_SO) and bool(ACKNOWLEDGES.search(signs.text))
    if not no_reply and not says_so:
        return None
    confirms = bool(ACK_TEXT.search(signs.text)) or bool(ACK_TEXT.search(signs.bare_subject))
    if no_reply and (says_so or confirms):
        return _automatic("machine_confirmation", "a no-reply sender's notification")
    if says_so and confirms and len(signs.text) < _LONGEST_REPLY and not _is_upset(signs):
        return _automatic("machine_confirmation", "says that it was made automatically")
    return None
