"""Domain, section 5: a reply that holds names, numbers or attachments is filed and pointed out once, unquoted."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from office import Bench, readable, reply_to
from steps_office import LEAD, complaint, of_purpose, sent_to

pytestmark = pytest.mark.dovecot
POINTED_OUT = "enthielt Namen, Nummern oder Anhänge"
NAMED = "Frau Grebenstein, Kundennummer 241D847163, hat ihr Geld inzwischen bekommen."
SIGNED = "Das Geld ist angewiesen.\n\nMit freundlichen Grüßen\nTeamleitung Leistung\nTelefon 05331 4711-12"


def says(bench: Bench, text: str, hour: int, attached: tuple[str, str] | None = None) -> str:
    """The lead answers the forward; what our one answer says, white space made even."""
    moment = bench.clock.at + timedelta(hours=hour)
    raw = reply_to(
        of_purpose(bench, "forward", LEAD), LEAD, text, message_id=f"<r{moment.timestamp():.0f}@jobcenter-ge.example>"
    )
    if attached:
        mail = message_from_bytes(raw, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        main, sub = attached[1].split("/")
        mail.add_attachment(b"%PDF-1.4 x", maintype=main, subtype=sub, filename=attached[0])
        raw = bytes(mail)
    before = len(sent_to(bench, LEAD))
    bench.imap.deliver(raw, moment)
    bench.tick(moment)
    (answer,) = sent_to(bench, LEAD)[before:]
    return " ".join(readable(answer.raw).split())


def test_names_are_pointed_out_once_and_never_quoted(bench: Bench) -> None:
    complaint(bench)
    first = says(bench, NAMED, 1)
    assert POINTED_OUT in first
    assert "Grebenstein" not in first
    assert "241D847163" not in first
    assert POINTED_OUT not in says(bench, NAMED, 1)


def test_the_own_signature_is_no_personal_data_of_the_case(bench: Bench) -> None:
    complaint(bench)
    assert POINTED_OUT not in says(bench, SIGNED, 1)


@pytest.mark.parametrize(
    ("name", "type_", "told"), [("Brief.pdf", "application/pdf", True), ("l.png", "image/png", False)]
)
def test_an_attached_paper_is_pointed_out_a_picture_of_a_signature_is_not(
    bench: Bench, name: str, type_: str, told: bool
) -> None:
    complaint(bench)
    assert (POINTED_OUT in says(bench, "ÜBERNOMMEN", 1, (name, type_))) is told
