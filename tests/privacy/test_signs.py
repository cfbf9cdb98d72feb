"""Names that small signs tell, each beside a text that has the sign and no name."""

from __future__ import annotations

import pytest

from mailbot.privacy.anonymise import anonymise
from mailbot.privacy.people import Known


def sent(text: str) -> str:
    return str(anonymise("", text, Known()).text)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("frau morgen von euch hat ihm gesagt wo ich jetzt wohne und das wollte ich nicht", "morgen"),
        ("der zettel vom arzt dr kalt liegt bei euch und ich habe ihn schon zweimal geschickt", "kalt"),
        ("Ich warte seit Mai.\n\nJo Stark\nTel. 05331 223344", "Jo"),
        ("Ich warte seit Mai.\n\nGruß\nVolkrad Liebe\nHauptstraße 8", "Liebe"),
        ("Der Widerspruch wird begründet.\n\nRichter\nRechtsanwalt", "Richter\n"),
        ("Ihre Tochter (Mai, 12) hat übersetzt.", "Mai"),
        ("Die Mitarbeiterin heißt wohl Blume oder Bluhm.", "Blume"),
        ("Ein Mann mit Namensschild Weber stand in der Tür.", "Weber"),
        ("Auf dem Schild stand Weber, glaube ich.", "Weber"),
        ("Bei der Himmel war ich schon zweimal.", "Himmel"),
        ("Den Bauer kennt jeder im Haus.", "Bauer"),
        ("Die Linde meint, ich hätte den Termin versäumt.", "Linde"),
        ("Herr Kuhn war nett.\nPartner: Zimmermann, Dankwart\n", "Dankwart"),
        ("AN DIE LEITUNG IN DER SACHE SELIG, SUHRAB, WOHNHAFT IN PEINE. NIEMAND HAT SICH GEKÜMMERT.", "SELIG"),
        ("Am Telefon sagte Frau Lange-Nacht, das sei kein Notfall.", "Nacht"),
        ("Ich warte.\n\nOnno ten Doornkaat\nTel. 05331 223344", "ten"),
        ("Ich heiße Pjotr Quendt.\n3/XI/1969", "1969"),
        ("Von Berklingen fährt der Bus um acht.", "Berklingen"),
    ],
)
def test_what_a_sign_tells_goes(text: str, gone: str) -> None:
    assert gone not in sent(text)


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("die frau morgen von der leitung soll mich bitte anrufen, ich bin ab neun zu hause", "frau morgen"),
        ("Ich warte seit Mai.\n\nVielen Dank\nFreundliche Grüße", "Freundliche Grüße"),
        ("Der Bescheid kam.\n\nAnlage\nMietvertrag", "Anlage\nMietvertrag"),
        ("Es gibt zwei Termine (Mai, 12 Uhr).", "(Mai, 12"),
        ("Das Verfahren heißt wohl Anhörung.", "Anhörung"),
        ("Auf dem Schild stand Zimmer 12.", "Zimmer 12"),
        ("Bei der Behörde war ich schon zweimal.", "Behörde"),
        ("Das Problem kennt jeder im Haus.", "Problem"),
        ("Die Firma meint, ich hätte den Termin versäumt.", "Firma"),
        ("Der Brief ist vom 3.11.2025.", "3.11.2025"),
        ("In den Sitzungen ging es um die Wohnungen.", "Sitzungen"),
    ],
)
def test_the_same_sign_without_a_name_leaves_the_text(text: str, stays: str) -> None:
    assert stays in sent(text)
