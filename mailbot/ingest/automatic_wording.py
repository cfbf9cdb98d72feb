"""How mail begins, reads and is sent that a machine wrote: what `automatic` looks for, in lower case."""

from __future__ import annotations

import re
from typing import Final

from mailbot.ingest.late import Late

AUTO_SUBJECT: Final = re.compile(
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
RECEIPT_SUBJECT: Final = re.compile(
    r"(?:gelesen|nicht gelesen|ungelesen gelöscht|read|not read|lu|leído|letto|lesebestätigung|"
    r"empfangsbestätigung der lesung|"
    r"read receipt|return receipt|zugestellt|delivered|übermittelt|okundu|"
    r"przeczytano)\b\s?(?:\([\w ]{1,20}\))?\s?[:\-–]"
)
RECEIPT_TEXT: Final = Late(
    r"wurde am [^\n]{3,120} gelesen|ist eine? (?:lesebestätigung|empfangsbestätigung für)|"
    r"this is a (?:return|read) receipt|"
    r"was read on [^\n]{3,80}|ohne gelesen zu werden gelöscht|was deleted without being read|"
    r"has been (?:displayed|read)|auf dem computer des empfängers angezeigt"
)
AWAY: Final = (
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
ACKNOWLEDGES: Final = Late(
    r"(?:diese|dies ist eine|das ist eine)(?: e-?mail| nachricht| mail)?(?: wurde| wird| ist)?(?: eine)? "
    r"(?:automatisch|vollautomatisch|maschinell)[\w ]{0,12}(?:erstellt|erzeugt|generiert|versandt|"
    r"versendet|gesendet|generierte|erstellte|erzeugte|versandte)|"
    r"(?:this|das) (?:is an|message was|email was|e-mail was)[\w ]{0,12} ?automat\w{0,10} (?:generated|"
    r"sent|created|reply|response|message|e-?mail)|"
    r"bitte antworten sie nicht (?:auf|direkt)|(?:please )?do not reply to this|"
    r"antworten auf diese (?:e-?mail|nachricht) werden nicht"
)
SAYING_SO: Final = ("automat", "maschinell", "antworten", "reply")
"""Of these words each alternative of `ACKNOWLEDGES` holds one."""
ACK_TEXT: Final = Late(
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
NO_REPLY: Final = re.compile(
    r"(?:no|do-?not|nicht|keine?)[._-]?(?:reply|answer|antwort(?:en)?)|noreply|donotreply|(?:notification|"
    r"benachrichtigung)s?$|"
    r"^(?:mailer|notify|automat|autoresponder|system|daemon|bounce)s?$"
)
MONITOR_SENDER: Final = re.compile(
    r"^(?:icinga|nagios|zabbix|check_?mk|prtg|munin|grafana|alertmanager|alerts?|alarm|monitor(?:ing)?|"
    r"cron(?:daemon)?|backup|"
    r"veeam|logwatch|fail2ban|anacron|smartd|apcupsd|wsus)\b"
)
MACHINE_ACCOUNT: Final = re.compile(r"^(?:root|www-data|nobody|scanner|kopierer|drucker|mfp|ups|sysadmin)\b")
MONITOR_SUBJECT: Final = re.compile(
    r"\*\* ?(?:problem|recovery|acknowledgement)|\b(?:service|host) alert\b|cron ?<|anacron job|"
    r"\[(?:backup|alert|firing|resolved|"
    r"warning|critical|monitoring)[^\]]{0,40}\]|backup (?:job|report|fehlgeschlagen|erfolgreich|failed|"
    r"successful)|"
    r"^(?:problem|recovery|critical|warning|resolved)[: ].{0,80}(?:server|service|host|disk|cpu|queue|"
    r"certificate)|"
    r"logwatch for|sicherungs(?:bericht|auftrag)|scan von|scanauftrag|toner|speicherplatz"
)
NEWSLETTER_SENDER: Final = re.compile(
    r"^(?:newsletter|news|rundbrief|mailing|info-?mail|presse(?:verteiler|stelle)?|marketing|angebote|"
    r"aktuell|kampagne|veranstaltungen)\b|"
    r"newsletter"
)
UNSUBSCRIBE: Final = Late(
    r"(?:newsletter|rundbrief|mailing|e-?mails?|verteiler|infomail|nachrichten)[^.\n]{0,80}(?:abmelden|"
    r"abbestellen|austragen|abonniert|"
    r"kündigen|unsubscribe)|(?:abmelden|abbestellen|austragen|unsubscribe|opt[ -]?out)[^.\n]{0,80}"
    r"(?:newsletter|rundbrief|mailing|verteiler|link|here|hier|klick)|unsubscribe|im browser (?:ansehen|"
    r"anzeigen|öffnen)|"
    r"view (?:this email )?in (?:your )?browser|sie erhalten diese (?:e-?mail|nachricht)"
)
FORM_MARK: Final = Late(
    r"kontakt-?formular|web-?formular|online-?formular|formularserver|formmailer|kontaktanfrage|anfrageformular"
)
CALENDAR_SUBJECT: Final = re.compile(
    r"(?:zugesagt|abgelehnt|abgesagt|mit vorbehalt|mit vorbehalt zugesagt|accepted|declined|tentative|"
    r"tentatively accepted|"
    r"cancell?ed|neuer zeitvorschlag|new time proposed)\s?:"
)
