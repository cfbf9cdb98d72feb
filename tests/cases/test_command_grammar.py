"""Domain, section 7: forgiving in form, strict in meaning. A line acts only when the whole line fits."""

from __future__ import annotations

from datetime import date

import pytest
from case_office import POLICY, day
from hypothesis import given
from hypothesis import strategies as st

from mailbot.cases.commands import Reading, read_commands
from mailbot.cases.effects import Refusal
from mailbot.cases.events import Verb
from mailbot.vocabulary import CustomerGroup, Kind

TODAY = date(2026, 3, 2)  # a Monday


def read(text: str) -> Reading:
    return read_commands(text, TODAY, POLICY)


@pytest.mark.parametrize(
    ("line", "verb"),
    [
        ("ÜBERNOMMEN", Verb.ACCEPT),
        ("UEBERNOMMEN", Verb.ACCEPT),
        ("übernommen", Verb.ACCEPT),
        ("Übernommen.", Verb.ACCEPT),
        ("Übernommen!", Verb.ACCEPT),
        ("uebernomen", Verb.ACCEPT),
        ("Übernomen", Verb.ACCEPT),
        ("U\u0308BERNOMMEN", Verb.ACCEPT),  # a decomposed umlaut, as some phones write it
        ("- ÜBERNOMMEN", Verb.ACCEPT),
        ("* ÜBERNOMMEN", Verb.ACCEPT),
        ("**ÜBERNOMMEN**", Verb.ACCEPT),
        ("„ÜBERNOMMEN“", Verb.ACCEPT),
        ("  ÜBERNOMMEN  ", Verb.ACCEPT),
        ("Übernommen, danke", Verb.ACCEPT),
        ("ERLEDIGT", Verb.CLOSE),
        ("erledigt berechtigt", Verb.CLOSE),
        ("Erledgit", Verb.CLOSE),
        ("STIMMT", Verb.CONFIRM),
        ("FREIGABE", Verb.RELEASE),
        ("Freigabe Mail", Verb.RELEASE),
        ("ZWISCHENNACHRICHT", Verb.INTERIM),
        ("Zwischennachrict", Verb.INTERIM),
        ("Zwischenachricht", Verb.INTERIM),
        ("ÖFFNEN", Verb.REOPEN),
        ("OEFFNEN", Verb.REOPEN),
        ("GESEHEN", Verb.SEEN),
        ("VERSANDT", Verb.POSTED),
        ("ZURÜCK", Verb.UNDO),
        ("ANHALTEN", Verb.PAUSE),
        ("WEITERLAUFEN", Verb.RESUME),
        ("STATUS", Verb.STATUS),
        ("Status?", Verb.STATUS),
        ("Status bitte", Verb.STATUS),
        ("ZWISCHENNACHRICHT, bitte", Verb.INTERIM),
        ("HILFE", Verb.HELP),
        ("ABWESEND BIS 12.6.", Verb.AWAY),
        ("abwesend bis einschließlich 12.06.", Verb.AWAY),
        ("SPERRE BIS 31.12.2028", Verb.RETAIN),
    ],
)
def test_form_is_forgiven(line: str, verb: Verb) -> None:
    reading = read(line)
    assert [command.verb for command in reading.commands] == [verb]
    assert not reading.misread


NATURAL = [
    "Erledigt ist hier noch gar nichts",
    "Erledigt habe ich das leider noch nicht, da die Akte fehlt.",
    "Erledigt werden kann das erst nach dem Gespräch am 12.6.",
    "Erledigt?",
    "Ist erledigt, aber der Kunde war trotzdem unzufrieden",
    "Übernommen hat den Fall damals Frau Kern aus der 702",
    "Übernommen wurde der Antrag noch nicht",
    "Übernommen?",
    "Weiter an wen soll das gehen?",
    "Weiter an die zuständige Stelle kann ich das nicht geben",
    "Weiter an den Unterlagen arbeiten wir morgen",
    "Fertig bis Freitag wird das wohl kaum",
    "Fertig bis 12.6. schaffen wir das nicht",
    "Fertig bis 12.6.?",
    "Fertig bis wann soll das sein?",
    "Zwischennachricht ist meines Wissens schon raus",
    "Zwischennachricht bitte noch nicht versenden",
    "Antwort folgt in den nächsten Tagen",
    "Antwort haben wir dem Kunden schon gegeben",
    "Freigabe kann ich noch nicht erteilen",
    "Freigabe durch die Geschäftsführung fehlt noch",
    "Stimmt nicht",
    "Stimmt so leider nicht, der Kunde hat recht",
    "Stimmt, das hätten wir anders machen sollen",
    "Art und Weise der Ansprache waren nicht in Ordnung",
    "Art der Beschwerde ist mir nicht klar",
    "Teilen Sie dem Kunden bitte mit, dass wir uns melden",
    "Teilen kann man diesen Vorgang eigentlich nicht",
    "Gehört zu den Altfällen aus dem letzten Jahr",
    "Gehört zu uns nicht, bitte an die 702",
    "Öffnen konnte ich den Anhang leider nicht",
    "Kein Fall für uns, bitte trotzdem prüfen",
    "Kein Fall ist so eindeutig wie dieser",
    "Fall bitte nochmal ansehen",
    "Fall 12 von letzter Woche war ähnlich",
    "Frist wurde vom Kunden selbst versäumt",
    "Frist 12.6. wurde eingehalten",
    "Fristverlängerung hat der Kunde nicht beantragt",
    "Termin war am Montag, der Kunde kam nicht",
    "Termin 12.6. hat der Kunde abgesagt",
    "Zuarbeit der Kollegen aus der 702 fehlt noch",
    "Wiedervorlage ist nicht nötig",
    "Notiz liegt in der Akte",
    "Notiz dazu habe ich bereits im Fachverfahren hinterlegt",
    "Abwesend bis auf Weiteres ist Herr Kern",
    "Abwesend war an dem Tag die ganze Theke",
    "Erfassen können wir das erst morgen",
    "Versandt haben wir den Bescheid am 1.3.",
    "Sperre bis zum Ablauf der Frist ist nicht eingetragen",
    "Bericht habe ich heute früh geschickt",
    "Zurück kam der Brief mit dem Vermerk unbekannt",
    "Frei sind am Montag noch drei Termine",
    "Anhalten möchte ich dazu, dass alle pünktlich antworten",
    "Weiterlaufen sollen die Zahlungen auf jeden Fall",
    "Gesehen habe ich den Kunden an dem Tag nicht",
    "Status der Akte ist mir nicht bekannt",
    "Hilfe bekommt der Kunde bei der Schuldnerberatung",
    "123 Erledigte Fälle liegen noch hier",
    "Erledigt bitte",
    "1. ERLEDIGT",  # a list of points numbers no cases
    "2) ÜBERNOMMEN",
    "Erledigt\nist hier noch gar nichts, denn die Akte fehlt.",
    "Die Sache ist aus unserer Sicht damit\nerledigt.",
    "Wir haben mit dem Kunden gesprochen und alles ist\nübernommen",
]


@pytest.mark.parametrize("sentence", NATURAL)
def test_a_sentence_that_begins_with_a_command_word_acts_on_nothing(sentence: str) -> None:
    reading = read(sentence)
    assert reading.commands == ()
    assert reading.statement


@pytest.mark.parametrize(
    "quote", ["│ ERLEDIGT berechtigt", "> ERLEDIGT", ">> ÜBERNOMMEN", "  > ERLEDIGT", "| ERLEDIGT"]
)
def test_no_quoted_line_can_act(quote: str) -> None:
    assert read(quote) == Reading()
    assert [command.verb for command in read(f"{quote}\n\nÜBERNOMMEN").commands] == [Verb.ACCEPT]


@pytest.mark.parametrize(
    "header",
    [
        "-----Ursprüngliche Nachricht-----",
        "________________________________",
        "Von: KRM <krm@jobcenter.example>",
        "Am 02.03.2026 um 10:00 schrieb KRM:",
    ],
)
def test_nothing_below_a_quoted_original_acts(header: str) -> None:
    assert read(f"Danke für die Info.\n\n{header}\n\nERLEDIGT berechtigt").commands == ()


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("12.6.", "2026-06-12"),
        ("12.06.", "2026-06-12"),
        ("12.6", "2026-06-12"),
        ("12. Juni", "2026-06-12"),
        ("12.Juni", "2026-06-12"),
        ("12. juni 2027", "2027-06-12"),
        ("12.6.26", "2026-06-12"),
        ("12.06.2026", "2026-06-12"),
        ("2026-06-12", "2026-06-12"),
        ("zum 12.6.", "2026-06-12"),
        ("Freitag, den 12.6.", "2026-06-12"),
        ("Fr. 12.6.", "2026-06-12"),
        ("12. März", "2026-03-12"),
        ("2.3.", "2026-03-02"),  # today counts
        ("1.3.", "2027-03-01"),  # without a year: the next such day
        ("29.2.", "2028-02-29"),  # the next leap year
        ("1.3.2026", "2026-03-01"),  # a past date is kept; the workflow refuses it
        ("12.6. danke", "2026-06-12"),
    ],
)
def test_german_dates(text: str, on: str) -> None:
    assert [command.on for command in read(f"FERTIG BIS {text}").commands] == [day(on)]


@pytest.mark.parametrize("text", ["bald", "morgen", "31.2.2026", "12.13.", "", "nächste Woche", "KW 12"])
def test_what_is_no_date_is_asked_back(text: str) -> None:
    reading = read(f"FERTIG BIS {text}")
    assert reading.commands == ()
    assert [misread.refusal for misread in reading.misread] == [Refusal.DATE_MISSING]


@pytest.mark.parametrize(
    ("target", "route"),
    [
        ("leistung", "leistung"),
        ("Leistung", "leistung"),
        ("die Leistung", "leistung"),
        ("Team Leistung", "leistung"),
        ("701", "leistung"),
        ("vermittlung-u25", "vermittlung-u25"),
        ("Vermittlung Ü25", "vermittlung-ue25"),
        ("Eingangszoen", ""),
        ("Eingangszonne", "eingangszone"),
        ("Arbeitgeberservice", "arbeitgeber"),
        ("management", "management"),
        ("Geschäftsführung", "management"),
        ("die GF", "management"),
        ("Widerspruchsstelle", "objections"),
        ("KRM", "krm"),
    ],
)
def test_targets_by_id_name_or_organisation(target: str, route: str) -> None:
    assert [command.target for command in read(f"WEITER AN {target}").commands] == ([route] if route else [])


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("WEITER AN foo", Refusal.UNKNOWN_TARGET),
        ("WEITER AN", Refusal.UNKNOWN_TARGET),
        ("FERTIG BIS bald", Refusal.DATE_MISSING),
        ("ART Unsinn", Refusal.UNKNOWN_KIND),
        ("ERLEDIGT super", Refusal.UNKNOWN_EVALUATION),
        ("GEHÖRT ZU Meier", Refusal.UNKNOWN_NUMBER),
        ("KEIN FALL", Refusal.TEXT_MISSING),
        ("NOTIZ", Refusal.TEXT_MISSING),
        ("ZUARBEIT leistung", Refusal.DATE_MISSING),
        ("ZUARBEIT foo BIS 12.6.", Refusal.UNKNOWN_TARGET),
        ("STIMMT nicht", Refusal.NOT_UNDERSTOOD),
        ("BERICHT Frühling", Refusal.UNKNOWN_PERIOD),
        ("BERICHT", Refusal.UNKNOWN_PERIOD),
        ("BERICHT 2026Q5", Refusal.UNKNOWN_PERIOD),
        ("BERICHT 12.03.2026", Refusal.UNKNOWN_PERIOD),
    ],
)
def test_what_looks_like_a_failed_command_is_asked_back(line: str, refusal: Refusal) -> None:
    reading = read(line)
    assert reading.commands == ()
    assert [misread.refusal for misread in reading.misread] == [refusal]


def test_closing_with_everything() -> None:
    command = read("ERLEDIGT teilweise berechtigt Maßnahme: Schulung am Telefon Antwort: 1.3., Brief").commands[0]
    assert command.evaluation == "teilweise berechtigt"
    assert command.measure == "Schulung am Telefon"
    assert command.answered_on == day("2026-03-01")
    assert command.answered_by == "Brief"


def test_closing_over_several_lines() -> None:
    command = read("Erledigt: unberechtigt\nMaßnahme: keine\nAntwort: 27.02.2026, Telefon").commands[0]
    assert (command.evaluation, command.measure) == ("unberechtigt", "keine")
    assert (command.answered_on, command.answered_by) == (day("2026-02-27"), "Telefon")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("berechtigt", "berechtigt"),
        ("Teilweise Berechtigt", "teilweise berechtigt"),
        ("teilw. berechtigt", "teilweise berechtigt"),
        ("nicht berechtigt", "unberechtigt"),
        ("unberechtigt.", "unberechtigt"),
        ("unberechtgit", "unberechtigt"),
        ("nicht aufgegriffen", "nicht aufgegriffen"),
    ],
)
def test_evaluations(words: str, value: str) -> None:
    assert [command.evaluation for command in read(f"ERLEDIGT {words}").commands] == [value]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Dienstaufsichtsbeschwerde", Kind.CONDUCT_COMPLAINT),
        ("dab", Kind.CONDUCT_COMPLAINT),
        ("Dienstaufsichtbeschwerde", Kind.CONDUCT_COMPLAINT),
        ("Lob", Kind.PRAISE),
        ("Beschwerde", Kind.COMPLAINT),
        ("sonstiges Anliegen", Kind.REQUEST),
        ("Petition", Kind.PETITION),
        ("Petition Trägerversammlung", Kind.PETITION_BOARD),
        ("Eingabe", Kind.SUBMISSION),
        ("Widerspruch", Kind.OBJECTION),
        ("Service-Center", Kind.SERVICE_CENTRE),
    ],
)
def test_kinds_by_their_german_names(word: str, kind: Kind) -> None:
    assert [command.kind for command in read(f"ART {word}").commands] == [kind]


@pytest.mark.parametrize(
    ("typed", "group"),
    [
        ("ART Kundengruppe Arbeitgeber", CustomerGroup.EMPLOYER),
        ("ART Kundengruppe: Arbeitnehmer", CustomerGroup.EMPLOYEE),
        ("Art: Kundengruppe Sonstige", CustomerGroup.OTHER),
        ("ART Kundengruppe Arbeitgber", CustomerGroup.EMPLOYER),
        ("ART Arbeitgeber", CustomerGroup.EMPLOYER),
        ("ART Sonstiges", None),
        ("ART Kundengruppe", None),
        ("ART Kundengruppe Beschwerde", None),
    ],
)
def test_art_names_the_group_of_the_customer_too(typed: str, group: CustomerGroup | None) -> None:
    reading = read(typed)
    assert [command.group for command in reading.commands] == ([group] if group or "Sonstiges" in typed else [])


def test_several_commands_and_several_cases_in_one_mail() -> None:
    reading = read(
        "123 ERLEDIGT berechtigt\nKRM-2025-000124: ERLEDIGT unberechtigt\n125 FERTIG BIS 12.6.\n"
        "Nr. 126 ÜBERNOMMEN\n#127 - STATUS\n"
    )
    assert [command.number for command in reading.commands] == ["123", "KRM-2025-000124", "125", "126", "127"]
    assert [command.verb for command in reading.commands] == [
        Verb.CLOSE,
        Verb.CLOSE,
        Verb.FORECAST,
        Verb.ACCEPT,
        Verb.STATUS,
    ]


def test_after_a_greeting_line_and_with_a_statement_below() -> None:
    reading = read("Hallo Frau Muster,\n\nÜBERNOMMEN\nFERTIG BIS 12.6.\n\nIch habe den Kunden angerufen.\n")
    assert [command.verb for command in reading.commands] == [Verb.ACCEPT, Verb.FORECAST]
    assert reading.statement == "Ich habe den Kunden angerufen."
    assert not reading.misread


def test_polite_closing_is_neither_statement_nor_misread() -> None:
    assert read("ERLEDIGT berechtigt\n\nMit freundlichen Grüßen\nK. Muster\n").statement == ""
    assert len(read("ERLEDIGT berechtigt\nmfg\nMuster").commands) == 1


def test_a_command_in_a_paragraph_of_its_own_below_a_sentence_acts() -> None:
    reading = read("Ich habe mit dem Kunden gesprochen.\n\nERLEDIGT berechtigt\n")
    assert [command.verb for command in reading.commands] == [Verb.CLOSE]
    assert reading.statement == "Ich habe mit dem Kunden gesprochen."


def test_draft_answer_takes_the_rest_of_the_text() -> None:
    command = read("ANTWORT\nGuten Tag,\n\nwir haben die Sache geprüft.\nERLEDIGT").commands[0]
    assert command.text == "Guten Tag,\n\nwir haben die Sache geprüft.\nERLEDIGT"


def test_recording_a_letter() -> None:
    command = read("ERFASSEN\nEingang: 1.3.2026\nName: Muster\nAnliegen: Der Bescheid fehlt.").commands[0]
    assert command.verb is Verb.RECORD
    assert "Anliegen: Der Bescheid fehlt." in command.text


def test_deadlines_of_petitions() -> None:
    assert read("FRIST 12.6. AUSSCHUSS").commands[0].committee
    assert read("FRIST bis zum 12.6.").commands[0].on == day("2026-06-12")
    extension = read("FRISTVERLÄNGERUNG 12.6. Auskunft des Vermieters steht aus").commands[0]
    assert (extension.on, extension.text) == (day("2026-06-12"), "Auskunft des Vermieters steht aus")


def test_dates_with_text() -> None:
    assert read("TERMIN 12.6. Stellungnahme zur Miete").commands[0].text == "Stellungnahme zur Miete"
    assert read("Wiedervorlage 12.6.: Akte ziehen").commands[0].text == "Akte ziehen"
    assert read("wiedervorlage 12.6.").commands[0].on == day("2026-06-12")
    contribution = read("ZUARBEIT Vermittlung U25 BIS 12.6.").commands[0]
    assert (contribution.target, contribution.on) == ("vermittlung-u25", day("2026-06-12"))


def test_interim_reasons_are_configured_or_free() -> None:
    assert read("Zwischennachricht aktenanforderung").commands[0].text == "Aktenanforderung"
    assert read("ZWISCHENNACHRICHT wir warten auf den Träger").commands[0].text == "wir warten auf den Träger"


@pytest.mark.parametrize(
    "period",
    ["2026Q1", "2026 q1", "Q1 2026", "Q1/2026", "1. Quartal 2026", "Quartal 1/2026", "Quartal 1 2026", "1/2026"],
)
def test_report_of_a_quarter(period: str) -> None:
    assert read(f"BERICHT {period}").commands[0].target == "2026Q1"
    assert read(f"bericht {period}").commands[0].target == "2026Q1"


@pytest.mark.parametrize("period", ["2026", "Jahr 2026", "2026."])
def test_report_of_a_year(period: str) -> None:
    assert read(f"BERICHT {period}").commands[0].target == "2026"


def test_numbers_of_other_things() -> None:
    assert read("GEHÖRT ZU 17").commands[0].target == "KRM-2026-000017"
    assert read("FALL 12").commands[0].target == "12"
    assert read("FREI 12").commands[0].target == "12"


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    read(text)


@given(st.lists(st.sampled_from(["ERLEDIGT", "│ ERLEDIGT", "", "Hallo", "123", "ANTWORT", "│", "> x", "ÜBERNOMMEN"])))
def test_lines_in_any_order_never_take_commands_from_quotes(lines: list[str]) -> None:
    own = sum(line in {"ERLEDIGT", "ÜBERNOMMEN", "ANTWORT"} for line in lines)
    assert len(read("\n".join(lines)).commands) <= own


@pytest.mark.parametrize(
    "text", ["ERLEDIGT " + "a" * 100_000, "1" * 100_000, "FERTIG BIS " + "den " * 30_000, "\n" * 99_999]
)
def test_long_text_is_read_in_no_time(text: str) -> None:
    assert read(text).commands == ()
