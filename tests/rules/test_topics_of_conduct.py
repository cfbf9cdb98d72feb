"""What an employee is said to have done is a topic only where nobody else is said to have done it."""

from __future__ import annotations

import os

import pytest
from office import a_mail

from mailbot.resources import sample_config
from mailbot.steps.inspection import inspect_bytes
from mailbot.steps.offices import inspector
from mailbot.vocabulary import Flag

INSPECTOR = inspector(sample_config(), os.environ)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Meine Vermieterin Frau Kleinschmidt droht mir, weil die Miete nicht überwiesen ist.", False),
        ("Frau Kleinschmidt am Empfang hat mich angeschrien und mir gedroht.", True),
    ],
    ids=["the-landlady", "an-employee"],
)
def test_conduct_is_a_topic_of_employees_alone(text: str, *, told: bool) -> None:
    verdict = inspect_bytes(a_mail("Beschwerde", text), INSPECTOR).verdict
    assert ("fehlverhalten" in verdict.topics) is told


def test_an_address_that_the_office_told_the_husband_is_a_matter_of_data_protection() -> None:
    text = "Ich lebe im Frauenhaus. Trotzdem wurde meine neue Anschrift in einem Brief an meinen Mann genannt."
    verdict = inspect_bytes(a_mail("Beschwerde", text), INSPECTOR).verdict
    assert {Flag.PRIVACY, Flag.PROTECTED} <= verdict.flags
