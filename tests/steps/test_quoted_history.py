"""What a mail quotes goes along with it: anonymised like the rest, and never read as the concern."""

from __future__ import annotations

import os

import pytest
from office import a_mail

from mailbot.resources import sample_config
from mailbot.steps.follow_up import without_our_mail
from mailbot.steps.inspection import Inspected, inspect_bytes
from mailbot.steps.offices import inspector

INSPECTOR = inspector(sample_config(), os.environ)
HOUSE = INSPECTOR.house
NEWEST = "Guten Tag, auf meine Frage von unten habe ich noch immer keine Antwort. Ich möchte mich beschweren."
QUOTED = """Am 02.03.2026 um 08:15 schrieb Rosalinde Grebenstein <r.grebenstein@web.example>:
> Wann wird meine Miete überwiesen?
> Ihre Rosalinde Grebenstein, Telefon 05331 4711815"""


def inspected() -> Inspected:
    mail = a_mail("Keine Antwort", f"{NEWEST}\n\n{QUOTED}", from_="Rosalinde Grebenstein <r.grebenstein@web.example>")
    return inspect_bytes(mail, INSPECTOR)


def test_the_quoted_words_are_sent_along() -> None:
    shown = str(inspected().anonymised.text)
    assert "keine Antwort" in shown
    assert "Wann wird meine Miete überwiesen?" in shown


def test_who_is_quoted_keeps_the_number_of_the_newest_text() -> None:
    shown = str(inspected().anonymised.text)
    assert "Grebenstein" not in shown
    assert "4711815" not in shown
    assert "[Person 1]" in shown
    assert "[Person 2]" not in shown


def test_the_concern_is_read_from_the_newest_text_alone() -> None:
    assert "Miete" not in inspected().message.text


OURS = """Am 03.03.2026 um 08:00 schrieb Kundenreaktionsmanagement:
> Ihre Nummer bei uns: KRM-2026-000001
> So erreichen Sie uns: Telefon 05331 000-0"""


def test_what_we_wrote_ourselves_is_not_sent_back_to_the_office() -> None:
    text = f"{NEWEST}\n\n-- \nRosalinde Grebenstein\n\n{OURS}"
    assert without_our_mail(text, HOUSE) == f"{NEWEST}\n\n-- \nRosalinde Grebenstein"


@pytest.mark.parametrize(
    "text",
    [
        f"{NEWEST}\n\n{QUOTED}",
        OURS,
        f"{NEWEST} Meine Nummer: KRM-2026-000001",
        f"-----Ursprüngliche Nachricht-----\n{OURS}",
    ],
    ids=["somebody-else", "nothing-beside-it", "no-quotation", "passed-on"],
)
def test_all_else_that_is_quoted_stays(text: str) -> None:
    assert without_our_mail(text, HOUSE) == text
