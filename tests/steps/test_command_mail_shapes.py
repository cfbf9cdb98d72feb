"""Domain, section 7: a command counts in whatever shape a mail program puts the reply; what is quoted never does.

Each mail goes through the whole intake of an office in memory and gets exactly one answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from email import policy
from email.message import EmailMessage

import pytest
from office import MAILBOX, a_mail, at, headers_of
from office_life import OfficeLife, open_life
from steps_office import KARLA, LEAD, TEXT

from mailbot.cases.case import Case
from mailbot.embedded import Taken
from mailbot.vocabulary import Purpose, Status

DEPUTY, TEAM = "vertretung.leistung@jobcenter-ge.example", "leistung@jobcenter-ge.example"
MOMENT = at("2026-03-02 09:00")
QUOTED = "Guten Tag,\n\nERLEDIGT unberechtigt\nWEITER AN eingangszone\n"
"""What stands in the quoted original and must never act."""
BLOCK = "Von: Kundenreaktionsmanagement\nGesendet: Montag, 2. März 2026 09:00\nAn: Leistung\nBetreff: Neuer Fall\n\n"
HEADER = (
    "<b>Von:</b> Kundenreaktionsmanagement<br><b>Gesendet:</b> Montag, 2. März 2026 09:00<br><b>An:</b> Leistung<br>"
    "<b>Betreff:</b> Neuer Fall"
)


def outlook(lines: str) -> str:
    """An HTML-only reply as Word writes it."""
    new = "".join(f"<p class=MsoNormal>{line or '&nbsp;'}<o:p></o:p></p>" for line in lines.split("\n"))
    old = "".join(f"<p class=MsoNormal>{line or '&nbsp;'}<o:p></o:p></p>" for line in QUOTED.split("\n"))
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>'
        "<style><!-- p.MsoNormal {margin:0cm} --></style></head><body lang=DE><div class=WordSection1>"
        f"{new}<p class=MsoNormal><o:p>&nbsp;</o:p></p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;"
        f"padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>{HEADER}<o:p></o:p></p></div></div>{old}</div></body></html>"
    )


def outlook_on_the_web(lines: str) -> str:
    """An HTML-only reply of Outlook in a browser or on a telephone."""
    new = "".join(f"<div>{line or '<br>'}</div>" for line in lines.split("\n"))
    return (
        f'<html><body dir="ltr">{new}<div id="ms-outlook-mobile-signature"><div><br></div>Outlook für iOS</div>'
        f'<div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr">'
        f"{HEADER}</div><div>{QUOTED.replace(chr(10), '<br>')}</div></body></html>"
    )


def apple(lines: str) -> str:
    """An HTML-only reply with the original in a quoting block."""
    new = lines.replace("\n", "<br>")
    return (
        f"<html><body>{new}<br><div><br><blockquote type='cite'><div>Am 02.03.2026 um 09:00 schrieb KRM:</div>"
        f"<div>{QUOTED.replace(chr(10), '<br>')}</div></blockquote></div></body></html>"
    )


def marked(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())


WROTE = "Am 02.03.2026 um 09:00 schrieb Kundenreaktionsmanagement:\n"
TAKE = "ÜBERNOMMEN"


@dataclass(frozen=True, slots=True)
class Shape:
    """A body, plain or a page, and how it travels."""

    body: str
    subtype: str = "plain"
    charset: str = "utf-8"
    encoding: str = "quoted-printable"


ACCEPTING = {
    "plain, above a quoted original": Shape(f"{TAKE}\n\n{WROTE}{marked(QUOTED)}"),
    "plain, below a quoted original": Shape(f"{WROTE}{marked(QUOTED)}\n\n{TAKE}\n"),
    "plain, between quoted lines": Shape(f"{WROTE}> Guten Tag,\n\n{TAKE}\n\n> ERLEDIGT unberechtigt\n> Ende\n"),
    "plain, above Outlook's header block": Shape(f"{TAKE}\n\n{BLOCK}{QUOTED}"),
    "plain, above Outlook's line": Shape(f"{TAKE}\n\n-----Ursprüngliche Nachricht-----\n{BLOCK}{QUOTED}"),
    "plain, above a line of underscores": Shape(f"{TAKE}\n\n________________________________\n{BLOCK}{QUOTED}"),
    "HTML only, Outlook": Shape(outlook(TAKE), "html"),
    "HTML only, Outlook, with a greeting": Shape(outlook(f"Guten Tag,\n\n{TAKE}\n\nViele Grüße"), "html"),
    "HTML only, Outlook in the browser": Shape(outlook_on_the_web(TAKE), "html"),
    "HTML only, a quoting block": Shape(apple(TAKE), "html"),
    "HTML only, bold": Shape(outlook(f"<b><span style='color:red'>{TAKE}</span></b>"), "html"),
    "HTML only, umlaut as an entity": Shape(outlook("&Uuml;BERNOMMEN"), "html"),
    "after a greeting line": Shape(f"Guten Tag Frau Lambrecht,\n\n{TAKE}\n"),
    "after a greeting, with a closing and a name": Shape(f"Hallo,\n{TAKE}\nMit freundlichen Grüßen\nR. Ellerbrock\n"),
    "with a signature": Shape(f"{TAKE}\n\n-- \nR. Ellerbrock\nTeamleitung Leistung\nTel. 05331 000-11\n"),
    "from a telephone": Shape(f"{TAKE}\n\nVon meinem iPhone gesendet\n\n{WROTE}{marked(QUOTED)}"),
    "in small letters": Shape("übernommen"),
    "without umlauts": Shape("Uebernommen."),
    "with a small slip": Shape("ÜBERNOMEN"),
    "with an exclamation mark": Shape("Übernommen!"),
    "in Latin-1": Shape(TAKE, charset="iso-8859-1"),
    "in base64": Shape(TAKE, encoding="base64"),
    "with a decomposed umlaut": Shape("U\u0308BERNOMMEN"),
    "with a hard space before it": Shape(f"\u00a0{TAKE}\u00a0"),
    "with a statement below": Shape(f"{TAKE}\n\nDie Unterlagen liegen vor. Die Kollegin ist seit Montag krank.\n"),
}
SILENT = {
    "the quoted original alone": Shape(f"{WROTE}{marked(QUOTED)}"),
    "a sentence that begins with the word": Shape(f"Übernommen haben wir hier noch nichts.\n\n{WROTE}{marked(QUOTED)}"),
    "the word in the middle of a sentence": Shape("Den Fall haben wir übernommen und melden uns."),
    "outside text shown with its bar": Shape(f"│ {TAKE}\n│ ERLEDIGT berechtigt\n\nDazu kann ich nichts sagen."),
    "the word in the signature": Shape(f"Danke für die Info.\n\n-- \n{TAKE}\n"),
    "an Outlook page with the word quoted": Shape(outlook("Danke, ich kümmere mich."), "html"),
    "hidden in the page": Shape(outlook(f"Danke.<span style='display:none'>{TAKE}</span>"), "html"),
    "in a comment of the page": Shape(outlook(f"Danke, das sehe ich mir an.<!-- {TAKE} -->"), "html"),
}


@pytest.fixture(scope="module")
def morning() -> Iterator[OfficeLife]:
    """Two cases of the same team came in."""
    life = open_life(at("2026-03-02 06:50"))
    second = TEXT.replace("sechs Wochen", "vier Monaten").replace("Karla M.", "J. H.")
    life.arrives(a_mail("Beschwerde", second, from_="jens.holtkamp@post.example"))
    life.arrives(a_mail("Beschwerde", TEXT, from_=KARLA), after=timedelta(minutes=5))
    life.clock.at = MOMENT
    life.cycle()
    yield life
    life.close()


@pytest.fixture
def life(morning: OfficeLife) -> Iterator[OfficeLife]:
    """That morning, for one mail alone."""
    branch = morning.branch()
    yield branch
    branch.close()


Number = Callable[[int], str]


@pytest.fixture
def number(life: OfficeLife) -> str:
    return life.numbers()[-1]


def forward(life: OfficeLife, number: str) -> Taken:
    """The forward of that case to the lead."""
    return next(t for t in life.all(Purpose.FORWARD, LEAD) if number in str(headers_of(t)["Subject"]))


def reply(answered: Taken, sender: str, shape: Shape) -> bytes:
    original = headers_of(answered)
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, MAILBOX
    mail["Subject"] = f"AW: {original['Subject']}"
    mail["Message-ID"] = f"<{abs(hash((sender, shape)))}@jobcenter-ge.example>"
    mail["In-Reply-To"] = str(original["Message-ID"]).strip()
    mail.set_content(shape.body, subtype=shape.subtype, charset=shape.charset, cte=shape.encoding)
    return mail.as_bytes(policy=policy.SMTP)


def answered(life: OfficeLife, raw: bytes, sender: str) -> str:
    """The subject of the one answer to this mail."""
    already = len(life.all(Purpose.CONFIRMATION, sender))
    life.arrives(raw, after=timedelta(minutes=1))
    (answer,) = life.all(Purpose.CONFIRMATION, sender)[already:]
    return " ".join(str(headers_of(answer)["Subject"]).split())


@pytest.mark.parametrize("name", ACCEPTING)
def test_the_command_acts_and_what_is_quoted_does_not(life: OfficeLife, number: str, name: str) -> None:
    subject = answered(life, reply(forward(life, number), LEAD, ACCEPTING[name]), LEAD)
    case = life.case(number)
    assert case.accepted_at is not None
    assert (case.status, case.route) == (Status.OPEN, "leistung")
    assert "erledigt" in subject
    assert "teilweise" not in subject


@pytest.mark.parametrize("name", SILENT)
def test_nothing_acts_and_the_answer_asks_back(life: OfficeLife, number: str, name: str) -> None:
    before = life.case(number)
    subject = answered(life, reply(forward(life, number), LEAD, SILENT[name]), LEAD)
    after = life.case(number)
    assert (after.accepted_at, after.status, after.route, after.closing) == (None, before.status, before.route, None)
    assert not subject.startswith("erledigt")


def commanded(life: OfficeLife, number: str, text: str, sender: str = LEAD) -> tuple[str, Case]:
    """The answer's subject and the case after this plain reply."""
    subject = answered(life, reply(forward(life, number), sender, Shape(text)), sender)
    return subject, life.case(number)


def test_several_commands_in_one_mail_get_one_answer(life: OfficeLife, number: str) -> None:
    subject, case = commanded(
        life, number, "Guten Tag,\n\nÜBERNOMMEN\nFERTIG BIS 12.03.2026\nNOTIZ Akte ist bestellt\n"
    )
    assert case.accepted_at is not None
    assert case.forecast == date(2026, 3, 12)
    assert "erledigt" in subject


def test_what_is_not_understood_is_said_and_the_rest_is_done_whole(life: OfficeLife, number: str) -> None:
    subject, case = commanded(life, number, "ÜBERNOMMEN\nFERTIG BIS bald\n")
    assert case.accepted_at is not None
    assert case.forecast is None
    assert "teilweise" in subject


def test_one_reply_to_a_list_settles_several_cases(life: OfficeLife) -> None:
    life.pass_to("2026-03-06 07:30")
    listed = life.last(Purpose.REMINDER, LEAD)
    first, second = life.numbers()
    body = f"1 ERLEDIGT berechtigt\n{int(second[-6:])} FERTIG BIS 12.03.2026\n\n{WROTE}{marked(QUOTED)}"
    answered(life, reply(listed, LEAD, Shape(body)), LEAD)
    assert life.case(first).status is Status.CLOSED
    assert life.case(second).status is Status.OPEN
    assert life.case(second).forecast == date(2026, 3, 12)


def test_the_deputy_commands_with_the_leads_token(life: OfficeLife, number: str) -> None:
    _, case = commanded(life, number, "ERLEDIGT berechtigt", sender=DEPUTY)
    assert case.status is Status.CLOSED


def test_an_address_in_capitals_is_the_same_address(life: OfficeLife, number: str) -> None:
    life.arrives(reply(forward(life, number), LEAD.replace("teamleitung", "Teamleitung"), Shape(TAKE)))
    assert life.case(number).accepted_at is not None


def test_the_team_mailbox_takes_over_and_closes_nothing(life: OfficeLife, number: str) -> None:
    subject, case = commanded(life, number, "ÜBERNOMMEN", sender=TEAM)
    assert case.accepted_at is not None
    subject, case = commanded(life, number, "ERLEDIGT berechtigt", sender=TEAM)
    assert case.status is Status.OPEN
    assert "nicht ausgeführt" in subject


def test_zurueck_takes_the_last_command_back(life: OfficeLife, number: str) -> None:
    before = life.case(number)
    _, case = commanded(life, number, "ERLEDIGT berechtigt")
    assert case.status is Status.CLOSED
    subject, case = commanded(life, number, "Das war die falsche Mail, bitte:\n\nZURÜCK")
    assert (case.status, case.evaluation, case.closing) == (Status.OPEN, before.evaluation, None)
    assert "erledigt" in subject


def test_the_same_mail_twice_acts_once(life: OfficeLife, number: str) -> None:
    raw = reply(forward(life, number), LEAD, Shape("WIEDERVORLAGE 12.03.2026"))
    answered(life, raw, LEAD)
    once = life.case(number)
    assert life.arrives(raw) == []
    assert life.case(number).resubmissions == once.resubmissions
