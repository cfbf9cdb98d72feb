"""The newest text of a mail, told from what it quotes, passes on and is signed with."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone

import pytest

from mailbot.ingest.html_text import html_to_text
from mailbot.ingest.reply import concern_of, forwarded_header, newest_text

HEAD = (
    "Von: KRM <krm@office.example>\nGesendet: Donnerstag, 12. März 2026 10:15\nAn: Max <max@web.example>\nBetre"
    "ff: Ihre Nachricht"
)
MARKS = {
    "Outlook": HEAD,
    "Outlook with a line": f"{'_' * 32}\n{HEAD}",
    "Outlook bold": "*Von:* KRM <krm@office.example>\n*Gesendet:* Donnerstag, 12. März 2026 10:15\n*An:* Max\n*Bet"
    "reff:* x",
    "Outlook English": "From: KRM <krm@office.example>\nSent: Thursday, March 12, 2026 10:15 AM\nTo: Max\nSubject: x",
    "Outlook wrapped": "Von: KRM <krm@office.example>\nGesendet: Donnerstag, 12. März 2026 10:15\nAn: Max <max@web"
    ".example>;\n Erika <e@web.example>\nCc: X <x@web.example>\nBetreff: x",
    "GMX": 'Gesendet: Donnerstag, 12. März 2026 um 10:15 Uhr\nVon: "KRM" <krm@office.example>\nAn: max@web.exampl'
    "e\nBetreff: x",
    "T-Online": '-----Original-Nachricht-----\nBetreff: x\nDatum: 2026-03-12T10:15:00+0100\nVon: "KRM" <krm@office'
    ".example>\nAn: Max",
    "classic": "-----Ursprüngliche Nachricht-----\nVon: KRM\nGesendet: Don 12 März 2026 10:15\nAn: Max\nBetreff: x",
    "Samsung": "-------- Ursprüngliche Nachricht --------\nVon: KRM <krm@office.example> \nDatum: 12.03.26  10:15 "
    " (GMT+01:00)",
    "Gmail": "Am Do., 12. März 2026 um 10:15 Uhr schrieb KRM Jobcenter <\nkrm@office.example>:\n",
    "Gmail App": "KRM <krm@office.example> schrieb am Do., 12. März 2026, 10:15:\n",
    "Apple": "Am 12.03.2026 um 10:15 schrieb KRM <krm@office.example>:\n",
    "Apple English": "On 12 Mar 2026, at 10:15, KRM <krm@office.example> wrote:\n",
    "Yahoo": "Am Donnerstag, 12. März 2026 um 10:15:00 MEZ hat KRM <krm@office.example> Folgendes geschrieben:\n",
}


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
def test_what_stands_below_a_programs_mark_is_quoted(mark: str) -> None:
    reply = newest_text(f"Guten Tag,\n\ndas stimmt nicht.\n\nMax\n\n{mark}\n\nGuten Tag,\nalter Text")
    assert reply.newest == "Guten Tag,\n\ndas stimmt nicht.\n\nMax"
    assert "alter Text" in reply.quoted


@pytest.mark.parametrize(
    ("text", "newest"),
    [
        ("Am 12.03.26 um 10:15 schrieb KRM:\n> alt\n> alt\n\nMeine Antwort: nein.", "Meine Antwort: nein."),
        (
            "On Thu, Mar 12, 2026 at 10:15 AM KRM <k@x.example> wrote:\n> frage eins?\n\nja\n\n> frage zwei?\n\nnein",
            "ja\n\n\nnein",
        ),
        ("neu\n\n> Am 12.03.2026 um 10:15 schrieb KRM:\n> \n> alt", "neu"),
        ("neu\n> alt\n> alt", "neu"),
        ("KRM <k@x.example> schrieb:\n> alt\nneu", "neu"),
        ("2026/3/12 KRM <k@x.example>\n\n| alt\n| alt\n\nneu", "neu"),
    ],
    ids=["below", "between", "attribution quoted", "no attribution", "no date", "bars"],
)
def test_lines_between_and_below_quotes_are_newest_text(text: str, newest: str) -> None:
    assert newest_text(text).newest == newest


@pytest.mark.parametrize(
    "text",
    [
        "Am 12.03.2026 um 10:15 Uhr schrieb mir Frau Koch folgendes:\nSie bekommen nichts.\n\nDas ist unverschämt.",
        "Ich habe am 3.3. um 10:00 Uhr angerufen.\nFrau Koch sagte:\nkommen Sie morgen.\nDann schrieb sie:\nNein.",
        (
            "Von: Max Muster\nAn: Jobcenter\nDatum: 12.03.2026\nBetreff: Beschwerde\n\nSehr geehrte Damen und Herren"
            ",\nes reicht."
        ),
        "> Ihr Antrag wird abgelehnt.\n\nDas steht in Ihrem Brief, und es ist falsch.",
        "Meine Fragen:\n--\n" + "Ein langer zweiter Teil. " * 90,
        "-- \nMax",
        "Mit freundlichen Grüßen\nMax Muster\nAm Brink 4\nTelefon: 05331 1234",
        "Termin: 12.03.2026 um 10:15\nOrt: Zimmer 5\nVon: Eingangszone",
    ],
    ids=[
        "told",
        "told without a mark",
        "letter head",
        "own quotation",
        "own rule",
        "only a signature",
        "greeting",
        "own labels",
    ],
)
def test_a_mail_that_is_no_reply_loses_nothing(text: str) -> None:
    reply = concern_of(text, "Beschwerde", answers=False)
    assert (reply.newest, reply.quoted, reply.signature) == (text.rstrip(), "", "")


@pytest.mark.parametrize(
    "tail",
    [
        "-- \nMax Muster\nTel. 05331 1234",
        "--\nMax",
        "Von meinem iPhone gesendet",
        "Gesendet mit der Telekom Mail App",
        "Gesendet von Mail für Windows",
        "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
        "Von meinem/meiner Galaxy gesendet",
        "Gesendet mit der mobilen Mail App",
        "Sent from my iPhone",
        "Holen Sie sich Outlook für Android<https://aka.ms/x>",
        "Virenfrei.www.avast.com",
        "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der Adressat sind, löschen Sie sie.",
    ],
)
def test_signatures_advertisements_and_disclaimers_are_cut(tail: str) -> None:
    reply = newest_text(f"Guten Tag,\nbitte um Rückruf.\nMax\n\n{tail}")
    assert reply.newest == "Guten Tag,\nbitte um Rückruf.\nMax"
    assert reply.signature == tail


@pytest.mark.parametrize(
    "tail",
    [
        (
            "Ich habe es von meinem Handy aus geschickt, und trotzdem kam nichts an, obwohl es als gesendet angezeigt "
            "wird!"
        ),
        "Mit der Bitte um Antwort",
    ],
)
def test_a_sentence_that_resembles_an_advertisement_stays(tail: str) -> None:
    assert newest_text(f"Guten Tag.\n{tail}").newest.endswith(tail)


BODY = "Sehr geehrte Damen und Herren,\nich beschwere mich."


@pytest.mark.parametrize(
    ("text", "subject", "answers"),
    [
        (f"Bitte übernehmen.\n\n{HEAD}\n\n{BODY}", "WG: Beschwerde", True),
        (f"Bitte übernehmen.\n\n{HEAD}\n\n{BODY}", "Fwd: AW: Beschwerde", True),
        (f"Bitte übernehmen.\n\n{HEAD}\n\n{BODY}", "Beschwerde", False),
        (f"Bitte übernehmen.\n\n-------- Weitergeleitete Nachricht --------\n{HEAD}\n\n{BODY}", "Beschwerde", True),
        (
            "Bitte übernehmen.\n\n> Anfang der weitergeleiteten Nachricht:\n>\n"
            + "".join(f"> {line}\n" for line in f"{HEAD}\n\n{BODY}".split("\n")),
            "Fwd: x",
            True,
        ),
    ],
    ids=["WG", "Fwd", "no prefix", "mark", "Apple"],
)
def test_what_is_passed_on_is_the_concern(text: str, subject: str, answers: bool) -> None:
    reply = concern_of(text, subject, answers=answers)
    assert reply.forward
    assert reply.newest == f"Bitte übernehmen.\n\n{BODY}"
    assert "krm@office.example" in reply.quoted


@pytest.mark.parametrize(
    ("subject", "answers"), [("AW: Beschwerde", False), ("Re: WG: x", False), ("Beschwerde", True)]
)
def test_what_is_answered_is_not(subject: str, answers: bool) -> None:
    assert concern_of(f"ERLEDIGT\n\n{HEAD}\n\n{BODY}", subject, answers=answers).newest == "ERLEDIGT"


MEZ = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("head", "name", "address", "date"),
    [
        (HEAD, "KRM", "krm@office.example", datetime.fromisoformat("2026-03-12T10:15")),
        (
            "From: Max Muster [mailto:max@web.example]\nSent: Thursday, March 12, 2026 3:15 PM\nTo: x\nSubject: y",
            "Max Muster",
            "max@web.example",
            datetime.fromisoformat("2026-03-12T15:15"),
        ),
        (
            "Betreff: \tx\nDatum: \tThu, 12 Mar 2026 10:15:00 +0100\nVon: \tMax <max@web.example>\nAn: \ty",
            "Max",
            "max@web.example",
            datetime(2026, 3, 12, 10, 15, tzinfo=MEZ),
        ),
        (
            "Von: max@web.example\nDatum: 12.03.2026 10:15\nAn: x\nBetreff: y",
            "",
            "max@web.example",
            datetime.fromisoformat("2026-03-12T10:15"),
        ),
        (
            "Von: Muster, Max\nGesendet: Do 12.03.2026 10:15\nAn: x\nBetreff: y",
            "Muster, Max",
            "",
            datetime.fromisoformat("2026-03-12T10:15"),
        ),
        (
            "Von: Max <max@web.example<mailto:max@web.example>>\nGesendet: 12.3.26 um 9 Uhr\nAn: x\nBetreff: y",
            "Max",
            "max@web.example",
            datetime.fromisoformat("2026-03-12T09:00"),
        ),
    ],
)
def test_the_forwarded_sender_and_date_are_read(head: str, name: str, address: str, date: datetime) -> None:
    found = forwarded_header(f"z. K.\n\n{head}\n\nText")
    assert found is not None
    assert (found.name, found.address, found.date) == (name, address, date)


def test_a_mail_without_a_header_block_has_no_forwarded_sender() -> None:
    assert forwarded_header("Von: Max\nGuten Tag, Betreff: nichts") is None


OUTLOOK = (
    "<div class=WordSection1><p class=MsoNormal>neu<o:p></o:p></p><div><div style='border:none;border-top:solid #E"
    "1E1E1 1.0pt'>"
    "<p class=MsoNormal><b>Von:</b> KRM &lt;krm@office.example&gt; <br><b>Gesendet:</b> Donnerstag, 12. M&auml;rz "
    "2026 10:15<br>"
    "<b>An:</b> Max<br><b>Betreff:</b> x<o:p></o:p></p></div></div><p class=MsoNormal>alt</p></div>"
)
OWA = (
    '<div>neu</div><hr tabindex="-1"><div id="divRplyFwdMsg"><b>Von:</b> KRM &lt;krm@office.example&gt;<br><b>Gese'
    "ndet:</b> Donnerstag, "
    "12. März 2026 10:15<br><b>An:</b> Max<br><b>Betreff:</b> x</div><div>alt</div>"
)
GMAIL = (
    '<div>neu</div><div class="gmail_quote"><div class="gmail_attr">Am Do., 12. März 2026 um 10:15 Uhr schrieb KRM'
    ' &lt;<a href="x">krm@office.example</a>'
    '&gt;:<br></div><blockquote class="gmail_quote" style="border-left:1px #ccc solid"><div>alt</div></blockquote>'
    "</div>"
)
THUNDERBIRD = (
    '<p>neu</p><div class="moz-cite-prefix">Am 12.03.26 um 10:15 schrieb KRM:<br></div><blockquote type="cite" cit'
    'e="mid:x"><p>alt</p></blockquote>'
    '<div class="moz-signature">-- <br>Max</div>'
)


@pytest.mark.parametrize("page", [OUTLOOK, OWA, GMAIL, THUNDERBIRD], ids=["Outlook", "OWA", "Gmail", "Thunderbird"])
def test_html_replies_are_told_apart_by_their_structure(page: str) -> None:
    assert newest_text(html_to_text(page)[0]).newest == "neu"


@pytest.mark.parametrize(
    "text",
    [
        "Am 12.03.2026 um 10:15 " * 20_000,
        "Am 12.03.2026 um 10:15 schrieb x\n" * 20_000,
        "Von: x\n" * 20_000,
        "> \n" * 20_000,
        ("a" * 400 + " " + "@" * 400 + "<\n") * 400,
        "-----" * 50_000,
        "\n" * 50_000,
        (" " * 300 + ":\n") * 1_000,
    ],
)
def test_no_text_makes_it_slow(text: str) -> None:
    began = time.process_time()
    concern_of(text, "WG: x", answers=False)
    assert time.process_time() - began < 2
