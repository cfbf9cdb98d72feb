"""What people write in the lives of `test_office_machine`: reactions, second mails, commands, machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage

from office import MAILBOX, headers_of

from mailbot.embedded import Taken

CITIZENS = (
    "Karla Musterfrau <karla.musterfrau@web.example>",
    "Jens Holtkamp <jens.holtkamp@post.example>",
    "Swea Tiedemann <swea.tiedemann@netz.example>",
)
ROBOTS = ("noreply@shop.example", "no-reply@amt.example")
RD = "petitionen.rd-nsb@arbeitsagentur.example"


@dataclass(frozen=True, slots=True)
class Reaction:
    """A first mail; `sender` where only that one writes it."""

    subject: str
    text: str
    sender: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


REACTIONS: Mapping[str, Reaction] = {
    "complaint": Reaction(
        "Beschwerde über die Bearbeitung",
        "Guten Tag, seit acht Wochen wird mein Antrag auf Bürgergeld nicht bearbeitet. Ich warte auf das Geld für die "
        "Miete und beschwere mich über die lange Bearbeitungszeit.",
    ),
    "suggestion": Reaction(
        "Verbesserungsvorschlag",
        "Guten Tag, ich habe einen Vorschlag: Bitte hängen Sie im Wartebereich eine Anzeige auf, die zeigt, wie lange "
        "man am Empfang noch wartet.",
    ),
    "praise": Reaction(
        "Lob",
        "Guten Tag, ich möchte mich herzlich bei der Dame am Empfang bedanken. Sie war sehr freundlich und hat mir "
        "geduldig geholfen. Ein großes Lob!",
    ),
    "conduct": Reaction(
        "Dienstaufsichtsbeschwerde",
        "Hiermit erhebe ich Dienstaufsichtsbeschwerde gegen Herrn Kettler. Er hat mich am Dienstag im Büro "
        "angeschrien und beleidigt.",
    ),
    "conduct and money": Reaction(
        "Beschwerde",
        "Am Dienstag hatte ich einen Termin bei Herrn Kettler. Er hat mich vor meinem Kind angeschrien und beleidigt. "
        "Außerdem fehlt seit Januar die Zahlung der Heizkosten. Bitte kümmern Sie sich um die Miete.",
    ),
    "doubtful": Reaction(
        "Ihr Haus",
        "So geht man nicht mit Menschen um. Ich wurde angeschrien, glaube ich, oder es war nur laut. Keine Ahnung, an "
        "wen ich mich da wenden soll.",
    ),
    "objection": Reaction(
        "Widerspruch",
        "Sehr geehrte Damen und Herren, gegen Ihren Bescheid vom 16.02.2026 lege ich hiermit Widerspruch ein. Das "
        "Einkommen ist falsch berechnet.",
    ),
    "danger": Reaction(
        "Strom wird abgestellt",
        "Guten Tag, morgen wird uns der Strom abgestellt, weil das Geld seit zwei Monaten nicht gezahlt wird. Ich habe "
        "zwei kleine Kinder und nichts mehr zu essen im Haus.",
    ),
    "application": Reaction(
        "Antrag",
        "Guten Tag, hiermit beantrage ich die Weiterbewilligung meiner Leistungen. Außerdem beschwere ich mich, dass "
        "niemand ans Telefon geht.",
    ),
    "service centre": Reaction(
        "Beschwerde über das Service Center",
        "Guten Tag, ich beschwere mich über die Hotline des Service Centers. Die Mitarbeiterin im Callcenter der "
        "Agentur hat mich dreimal falsch verbunden und dann aufgelegt.",
    ),
    "petition of an authority": Reaction(
        "Petition Pet 4-20-11-81503-001234 - Stellungnahme binnen vier Wochen",
        "Sehr geehrte Damen und Herren, über das BMAS und die Zentrale der BA wurde uns die Petition der Frau "
        "Zwingmann an den Petitionsausschuss des Deutschen Bundestages übersandt. Wir bitten um Stellungnahme binnen "
        "vier Wochen. Im Auftrag, Regionaldirektion",
        sender=RD,
    ),
    "automatic": Reaction(
        "Automatische Antwort",
        "Ich bin nicht im Haus und beschwere mich über nichts.",
        headers={"Auto_Submitted": "auto-replied"},
    ),
    "forwarded by a colleague": Reaction(
        "WG: Beschwerde",
        "Hallo, das gehört zu euch.\n\n-----Ursprüngliche Nachricht-----\n"
        "Von: Jana Petersen <jana.petersen@web.example>\nGesendet: Montag, 5. Januar 2026 18:05\n"
        "An: Harmsen, Frauke <frauke.harmsen@jobcenter-ge.example>\nBetreff: Beschwerde\n\n"
        "Guten Tag, meine Miete wurde im Januar nicht überwiesen. Ich beschwere mich darüber.\n",
        sender="frauke.harmsen@jobcenter-ge.example",
    ),
}
AGAIN: Mapping[str, str] = {
    "more": "Guten Tag, zu meiner Sache noch dies: Auch die Nebenkosten für den Januar sind noch nicht überwiesen.",
    "thanks": "Vielen Dank für die schnelle Hilfe!",
    "conduct": "Und noch etwas: Herr Kettler hat mich heute am Empfang angeschrien und beleidigt. Ich erhebe "
    "Dienstaufsichtsbeschwerde.",
    "objection": "Gegen den Bescheid vom 20.02.2026 lege ich Widerspruch ein.",
    "application": "Hiermit beantrage ich auch die Erstausstattung für mein Kind.",
    "a robot": "Ihre Nachricht ist eingegangen. Wir melden uns.",
}
COMMANDS = (
    "ÜBERNOMMEN",
    "ERLEDIGT berechtigt",
    "ERLEDIGT",
    "FERTIG BIS {day}",
    "FERTIG BIS {day}",
    "ZWISCHENNACHRICHT",
    "ZWISCHENNACHRICHT Uns fehlt noch eine Auskunft.",
    "ANTWORT\nGuten Tag,\n\nwir haben Ihre Unterlagen jetzt bearbeitet.\n\nFreundliche Grüße",
    "WEITER AN eingangszone",
    "WEITER AN management",
    "NOTIZ Anruf",
    "STATUS",
    "HILFE",
    "ZURÜCK",
    "ABWESEND BIS {day}",
    "WIEDERVORLAGE {day} nachsehen",
    "ÖFFNEN",
    "GESEHEN",
    "Erledigt ist hier noch gar nichts.",
    "ÜBERNOMMEN\nFERTIG BIS {day}\nDie Kundin wurde angerufen.",
)
OFFICER_COMMANDS = (
    *COMMANDS,
    "STIMMT",
    "STIMMT",
    "ART Beschwerde",
    "ART Dienstaufsichtsbeschwerde",
    "ART Widerspruch",
    "ART Lob",
    "ART Petition",
    "WEITER AN leistung",
    "WEITER AN KRM",
    "FREIGABE",
    "FREIGABE MAIL",
    "TEILEN\nDie Miete fehlt seit Januar.",
    "KEIN FALL Irrläufer",
    "FRIST {day}",
    "FRIST {day} AUSSCHUSS",
    "FRISTVERLÄNGERUNG {day} Auskunft fehlt",
    "TERMIN {day} Bericht",
    "ZUARBEIT leistung BIS {day}",
    "SPERRE BIS {day}",
    "ANHALTEN",
    "WEITERLAUFEN",
    "FREI",
)


def away(taken: Taken, until: date, message_id: str) -> bytes:
    """The out-of-office answer of whoever got this mail."""
    original = headers_of(taken)
    mail = EmailMessage()
    mail["From"], mail["To"] = taken.recipient, MAILBOX
    mail["Subject"] = f"Automatische Antwort: {original['Subject']}"
    mail["Message-ID"] = message_id
    mail["In-Reply-To"] = str(original["Message-ID"]).strip()
    mail["Auto-Submitted"] = "auto-replied"
    mail.set_content(f"Ich bin bis zum {until:%d.%m.%Y} nicht im Haus.")
    return mail.as_bytes(policy=policy.SMTP)


def delivery_report(taken: Taken, message_id: str) -> bytes:
    """What the next server sends back when the address does not exist (RFC 3464)."""
    original = message_from_bytes(taken.raw, policy=policy.default)
    headers = "".join(f"{name}: {original[name]}\r\n" for name in ("From", "To", "Subject", "Message-ID"))
    return (
        f"From: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nTo: {MAILBOX}\r\n"
        f"Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: {message_id}\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="grenze"\r\n\r\n'
        "--grenze\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nYour message could not be delivered.\r\n\r\n"
        "--grenze\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {taken.recipient}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--grenze\r\nContent-Type: text/rfc822-headers\r\n\r\n{headers}\r\n--grenze--\r\n"
    ).encode()
