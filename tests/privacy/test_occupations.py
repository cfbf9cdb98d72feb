"""What people do for a living is no name, and who does it is one."""

from __future__ import annotations

import pytest

from mailbot.privacy.anonymise import anonymise
from mailbot.privacy.people import Known


def shown(text: str) -> str:
    return str(anonymise("", text, Known()).text)


@pytest.mark.parametrize(
    "text",
    [
        "Mein Sohn will Metallbauer werden und wird in eine Maßnahme für Büroberufe gesteckt.",
        "Ich bin Fliesenleger, mein Mann ist Trockenbauer, meine Tochter lernt Mediengestalterin.",
        "Im Wartebereich täte ein Wasserspender gut, gerade im Sommer.",
        "Sie pflegt ihre Mutter (Pflegestufe 3) und kann keine Vollzeitmaßnahme besuchen.",
    ],
)
def test_stays(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Der Trockenbauer Herr Koch war da.", "Koch"),
        ("Ich heiße Anna Fischer.", "Fischer"),
        ("Ich wohne jetzt bei meiner Mutter (Bergblick 7) in Remlingen.", "Bergblick"),
        ("Gestern kam Dorsch (mein Mann) zu Ihnen.", "Dorsch"),
        ("Wir arbeiten auf Gut Wendessen.", "Wendessen"),
    ],
)
def test_goes(text: str, gone: str) -> None:
    assert gone not in shown(text)
