"""Mail that a machine sent: replies in somebody's absence, receipts, newsletters, alarms, confirmations.

RFC 3834 marks it; many programs mark it otherwise or not at all, so wording counts too, but only where the mail
answers one of ours or the sender's address is a machine's.
"""

from __future__ import annotations

import re
from typing import Final

from mailbot.ingest.late import Late
from mailbot.ingest.signs import Hit, Signs
from mailbot.vocabulary import Disposition

_AUTO_SUBJECT: Final = re.compile(
    r"(?:\W{0,3})(?:automatische? (?:antwort|e?-?mail)|automatisch generierte|abwesenheit|abwesend\b|"
    r"out of (?:the )?office|ooo\b|"
    r"automatic reply|auto(?:matic)?[ -]?(?:reply|response|responder|antwort)|urlaubsabwesenheit|"
    r"bin (?:im urlaub|nicht im (?:haus|büro))|vacation (?:reply|notice|response)|"
    r"away from (?:my )?(?:desk|mail)|"
    r"r[ée]ponse automatique|absence du bureau|respuesta autom[aá]tica|risposta automatica|"
    r"automatisch antwoord|"
    r"automatyczna odpowied[zź]|autoodpowied[zź]|otomatik (?:yan[iı]t|cevap)|автомат\w{0,12} (?:ответ|"
    r"відповідь|отговор)|"
    r"r[aă]spuns automat|automatick[aá] odpov|autosvar|رد تلقائي|الرد التلقائي)"
)
_RECEIPT_SUBJECT: Final = re.compile(
    r"(?:gelesen|nicht gelesen|ungelesen gelöscht|read|not read|lu|leído|letto|lesebestätigung|"
    r"empfangsbestätigung der lesung|"
    r"read receipt|return receipt|zugestellt|delivered|übermittelt|okundu|"
    r"przeczytano)\b\s?(?:\([\w ]{1,20}\))?\s?[:\-–]"
)
_RECEIPT_TEXT: Final = Late(
    r"wurde am [^\n]{3,120} gelesen|ist eine? (?:lesebestätigung|empfangsbestätigung für)|"
    r"this is a (?:return|read) receipt|"
    r"was read on [^\n]{3,80}|ohne gelesen zu werden gelöscht|was deleted without being read|"
    r"has been (?:displayed|read)|auf dem computer des empfängers angezeigt"
)
_AWAY: Final = (
    Late(
        r"nicht (?:im haus|im hause|im büro|im dienst|erreichbar|am arbeitsplatz|persönlich erreichbar)|"
        r"außer haus|ausser haus|"
        r"abwesend|im urlaub|in elternzeit|im mutterschutz|out of (?:the )?office|on (?:annual |maternity |"
        r"parental |sick )?leave|"
        r"on vacation|on holiday|travell?ing|limited access|away (?:from|until)|"
        r"urlaubs (?:wegen )?geschlossen|"
        r"(?:wegen urlaubs?|betriebsferien|betriebsurlaub) [^\n]{0,20}(?:geschlossen)?|(?:geschlossen|"
        r"dienstreise|fortbildung|krankgeschrieben)"
    ),
    Late(
        r"(?:bis|ab|until|till|wieder|back|zurück|return)[^\n]{0,50}(?:\d{1,2}\.\s?\d{1,2}\.|januar|februar|"
        r"märz|april|mai|juni|juli|"
        r"august|september|oktober|november|dezember|january|february|march|may|june|july|october|december|"
        r"montag|dienstag|mittwoch|donnerstag|freitag|monday|tuesday|wednesday|thursday|friday|"
        r"\d{1,2}/\d{1,2})"
    ),
    Late(
        r"nicht (?:automatisch )?weitergeleitet|nicht (?:gelesen|bearbeitet)|nach meiner rückkehr|"
        r"wird weitergeleitet|"
        r"will not be (?:reading|forwarded|read)|not be checking|respond (?:when|upon|as soon)|"
        r"schnellstmöglich beantworte|"
        r"with limited access|kein(?:en)? zugriff auf (?:meine )?(?:e-?mails?|nachrichten|post)"
    ),
    Late(
        r"in dringenden (?:fällen|angelegenheiten)|bei dringenden|in eiligen|für dringende|meine vertretung|"
        r"vertreten werde ich|"
        r"vertretung übernimmt|(?:for|in) (?:anything |urgent|emergenc)|if (?:it is |this is )?urgent|"
        r"please (?:call|contact|write to)|"
        r"wenden sie sich bitte an|bitte wenden sie sich an"
    ),
)
_ACKNOWLEDGES: Final = Late(
    r"(?:diese|dies ist eine|das ist eine)(?: e-?mail| nachricht| mail)?(?: wurde| wird| ist)?(?: eine)? "
    r"(?:automatisch|vollautomatisch|maschinell)[\w ]{0,12}(?:erstellt|erzeugt|generiert|versandt|"
    r"versendet|gesendet|generierte|erstellte|erzeugte|versandte)|"
    r"(?:this|das) (?:is an|message was|email was|e-mail was)[\w ]{0,12} ?automat\w{0,10} (?:generated|"
    r"sent|created|reply|response|message|e-?mail)|"
    r"bitte antworten sie nicht (?:auf|direkt)|(?:please )?do not reply to this|"
    r"antworten auf diese (?:e-?mail|nachricht) werden nicht"
)
_SAYING_SO: Final = ("automat", "maschinell", "antworten", "reply")
"""Of these words each alternative of `_ACKNOWLEDGES` holds one."""
_ACK_TEXT: Final = Late(
    r"vielen dank für ihre (?:nachricht|e-?mail|anfrage|mitteilung|bestellung|bewerbung|registrierung|"
    r"kontaktaufnahme)|"
    r"(?:ihre|deine) (?:nachricht|e-?mail|anfrage|bestellung|sendung|bewerbung|rechnung|"
    r"lieferung)[\w \-#:./]{0,60}"
    r"(?:eingegangen|erhalten|erfasst|versandt|versendet|unterwegs|bestätigt|registriert)|"
    r"(?:haben|wir) ihre (?:nachricht|e-?mail|anfrage) [\w ]{0,30}(?:erhalten|registriert)|"
    r"ticket(?:nummer|-nr| #|-id)|vorgangsnummer|"
    r"thank you for (?:contacting|your (?:message|e-?mail|order|request))|has been received|"
    r"passwort zurück|bestätigungscode|"
    r"verification code|anmeldung von einem neuen gerät|new sign-?in|ihre sendung|tracking"
)
_NO_REPLY: Final = re.compile(
    r"(?:no|do-?not|nicht|keine?)[._-]?(?:reply|answer|antwort(?:en)?)|noreply|donotreply|(?:notification|"
    r"benachrichtigung)s?$|"
    r"^(?:mailer|notify|automat|autoresponder|system|daemon|bounce)s?$"
)
_MONITOR_SENDER: Final = re.compile(
    r"^(?:icinga|nagios|zabbix|check_?mk|prtg|munin|grafana|alertmanager|alerts?|alarm|monitor(?:ing)?|"
    r"cron(?:daemon)?|backup|"
    r"veeam|logwatch|fail2ban|anacron|smartd|apcupsd|wsus)\b"
)
_MACHINE_ACCOUNT: Final = re.compile(r"^(?:root|www-data|nobody|scanner|kopierer|drucker|mfp|ups|sysadmin)\b")
_MONITOR_SUBJECT: Final = re.compile(
    r"\*\* ?(?:problem|recovery|acknowledgement)|\b(?:service|host) alert\b|cron ?<|anacron job|"
    r"\[(?:backup|alert|firing|resolved|"
    r"warning|critical|monitoring)[^\]]{0,40}\]|backup (?:job|report|fehlgeschlagen|erfolgreich|failed|"
    r"successful)|"
    r"^(?:problem|recovery|critical|warning|resolved)[: ].{0,80}(?:server|service|host|disk|cpu|queue|"
    r"certificate)|"
    r"logwatch for|sicherungs(?:bericht|auftrag)|scan von|scanauftrag|toner|speicherplatz"
)
_NEWSLETTER_SENDER: Final = re.compile(
    r"^(?:newsletter|news|rundbrief|mailing|info-?mail|presse(?:verteiler|stelle)?|marketing|angebote|"
    r"aktuell|kampagne|veranstaltungen)\b|"
    r"newsletter"
)
_UNSUBSCRIBE: Final = Late(
    r"(?:newsletter|rundbrief|mailing|e-?mails?|verteiler|infomail|nachrichten)[^.\n]{0,80}(?:abmelden|"
    r"abbestellen|austragen|abonniert|"
    r"kündigen|unsubscribe)|(?:abmelden|abbestellen|austragen|unsubscribe|opt[ -]?out)[^.\n]{0,80}"
    r"(?:newsletter|rundbrief|mailing|verteiler|link|here|hier|klick)|unsubscribe|im browser (?:ansehen|"
    r"anzeigen|öffnen)|"
    r"view (?:this email )?in (?:your )?browser|sie erhalten diese (?:e-?mail|nachricht)"
)
_FORM_MARK: Final = Late(
    r"kontakt-?formular|web-?formular|online-?formular|formularserver|formmailer|kontaktanfrage|anfrageformular"
)
_LONGEST_REPLY: Final = 1_500
_CALENDAR_SUBJECT: Final = re.compile(
    r"(?:zugesagt|abgelehnt|abgesagt|mit vorbehalt|mit vorbehalt zugesagt|accepted|declined|tentative|"
    r"tentatively accepted|"
    r"cancell?ed|neuer zeitvorschlag|new time proposed)\s?:"
)


def _automatic(rule: str, because: str) -> Hit:
    return Hit(Disposition.AUTOMATIC, rule, because)


def forwards_an_enquiry(signs: Signs) -> bool:
    """A form on the web mails what a person typed: such a mail is a person's, whatever its headers say."""
    if signs.from_web_form:
        return True
    answers_to = next((a.address.lower() for a in signs.message.reply_to), "")
    told_apart = bool(answers_to) and answers_to != signs.sender and not _NO_REPLY.search(answers_to.partition("@")[0])
    return told_apart and bool(_FORM_MARK.search(f"{signs.subject} {signs.name} {signs.local}"))


def read_receipt(signs: Signs) -> Hit | None:
    """A receipt that a mail of ours was read or deleted (RFC 8098), or one without the form, by its wording."""
    if signs.message.report_type.lower() == "disposition-notification":
        return _automatic("read_receipt", "report-type=disposition-notification")
    if _RECEIPT_SUBJECT.match(signs.bare_subject) and (
        _RECEIPT_TEXT.search(signs.text) or len(signs.text.strip()) < 40
    ):
        return _automatic("read_receipt", "subject and wording of a receipt")
    if signs.numbers and len(signs.text) < 700 and _RECEIPT_TEXT.search(signs.text):
        return _automatic("read_receipt", "wording of a receipt")
    return None


def calendar_reply(signs: Signs) -> Hit | None:
    """Nothing but a calendar object: an answer to an invitation, without a word of text."""
    types = {signs.message.content_type.lower(), *(a.type.lower() for a in signs.message.attachments)}
    calendar = any("calendar" in kind or kind == "application/ics" for kind in types)
    wordless = not signs.text.strip() or signs.text.lstrip().startswith("begin:vcalendar")
    if calendar and wordless:
        return _automatic("calendar_reply", "a calendar object without text")
    if _CALENDAR_SUBJECT.match(signs.bare_subject) and (calendar or wordless) and len(signs.text) < 200:
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
    if _AUTO_SUBJECT.match(signs.bare_subject) and not (
        signs.names_a_matter and not signs.numbers and len(signs.text) > 400
    ):
        return _automatic("absence_subject", "subject of an automatic reply")
    return None


def absence_wording(signs: Signs) -> Hit | None:
    """A reply to one of our mails that says when its owner is back and whom to ask meanwhile."""
    answers = signs.is_reply or bool(signs.numbers) or bool(signs.message.in_reply_to)
    if not answers or signs.is_forward or len(signs.text) > _LONGEST_REPLY or not _AWAY[0].search(signs.text):
        return None
    said = sum(bool(pattern.search(signs.text)) for pattern in _AWAY)
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
        bool(_NEWSLETTER_SENDER.search(signs.local))
        or "newsletter" in signs.bare_subject[:60]
        or "rundbrief" in signs.bare_subject[:40]
    )
    if named and _UNSUBSCRIBE.search(signs.text):
        return _automatic("newsletter", "wording of a newsletter")
    return None


def monitoring(signs: Signs) -> Hit | None:
    """Alarms and reports of machines: monitoring, cron, backup, printers."""
    told = bool(_MONITOR_SUBJECT.search(signs.subject))
    if _MONITOR_SENDER.search(signs.local) and (told or not signs.name.strip()):
        return _automatic("monitoring", "sender of a machine")
    if _MACHINE_ACCOUNT.search(signs.local) and told:
        return _automatic("monitoring", "sender and subject of a machine")
    if re.match(r"\*\* ?(?:problem|recovery)|cron ?<", signs.subject):
        return _automatic("monitoring", "subject of a machine")
    return None


def machine_confirmation(signs: Signs) -> Hit | None:
    """A confirmation or notification that says of itself that a machine wrote it and nobody reads the answer."""
    if forwards_an_enquiry(signs) or signs.is_forward:
        return None
    no_reply = bool(_NO_REPLY.search(signs.local))
    if not no_reply and len(signs.text) >= _LONGEST_REPLY:
        return None
    says_so = any(word in signs.text for word in _SAYING_SO) and bool(_ACKNOWLEDGES.search(signs.text))
    if not no_reply and not says_so:
        return None
    confirms = bool(_ACK_TEXT.search(signs.text)) or bool(_ACK_TEXT.search(signs.bare_subject))
    if no_reply and (says_so or confirms):
        return _automatic("machine_confirmation", "a no-reply sender's notification")
    if says_so and confirms and len(signs.text) < _LONGEST_REPLY and not _is_upset(signs):
        return _automatic("machine_confirmation", "says that it was made automatically")
    return None
