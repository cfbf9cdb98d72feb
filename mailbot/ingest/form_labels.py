"""The printed words of the Anlage 1 form and of Service Center tickets, in the spellings people give them.

A label is looked for at the beginning of a line, or behind what sets fields of one line apart (tab, two spaces, bar,
slash); a colon, tab, row of dots or the end of the line closes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from mailbot.ingest.late import Late

FORM_LABELS: Final = {
    "title": r"(?:anl(?:age|\.)\s?1\W{0,4})?(?:vordruck\W{0,4})?aufnahme (?:einer |der |von )?(?:pers(?:önlichen|"
    r"oenlichen|\.)?[ /,]{1,3}"
    r"(?:oder |bzw\.? |u\. |und )?(?:tel(?:efonischen|\.)?)|tel(?:efonischen|\.) (?:oder |/ ?)pers(?:önlichen|\.)|"
    r"(?:persönlichen|telefonischen|mündlichen))?\s?kundenreaktion(?:en)?|anl(?:age|\.)\s?1",
    "recorded_by": r"(?:aufnehmende[rn]?|aufgenommen (?:von|durch)|aufgen\. (?:von|durch)|name (?:der|des)|"
    r"erfasst (?:von|durch))?\s?"
    r"(?:mitarbeiter(?:/in|in|\*in|:in|\(in\)|innen)?|mitarb\.?(?:/in)?|ma|bearbeiter(?:/in|in)?|"
    r"aufgenommen (?:von|durch)|"
    r"aufgen\. (?:von|durch)|erfasst (?:von|durch))",
    "org": r"org(?:anisations)?\.?\s?-?\s?(?:z(?:\.|eichen|ch\.)?|einheit|ez\.?)|orgz\.?|oz|team",
    "contact": r"(?:die )?reaktion (?:erfolgte|kam|ging ein|war)(?: durch| per| auf)?|reaktion|kontakt(?:art|weg)|"
    r"art (?:der reaktion|des kontakts)|eingangsart",
    "group": r"(?:die )?reaktion (?:stammt|kommt)(?: von)?(?: einem/einer| einer/einem| einem|"
    r" einer)?(?: kunden/kundin| kundin/kunden| kunden| kundin)?"
    r"(?: der)?(?: gruppe)?|kunden?-?gruppe|gruppe|personenkreis",
    "statement": r"(?:(?:d(?:er|ie)\s)?(?:kunde|kundin|kd\.?)?(?:\s?/\s?)?(?:d(?:er|ie)\s)?(?:kunde|kundin|"
    r"kdin\.?|in)?\s?äu(?:ß|ss)erte?\s?(?:sich)?(?:\s?wie\sfolgt)?|"
    r"äu(?:ß|ss)erung(?:en)?(?: (?:des|der) (?:kunden|kundin)(?:/(?:der )?kundin)?)?|(?:der |die )?kundenreaktion|"
    r"anliegen|sachverhalt|"
    r"(?:inhalt|schilderung|text|wortlaut)(?: der (?:reaktion|äu(?:ß|ss)erung|beschwerde))?|was wurde ge(?:äu(?:ß|"
    r"ss)ert|sagt))",
    "suggestion": r"(?:(?:d(?:er|ie)\s)?(?:kunde|kundin)(?:\s?/\s?(?:d(?:er|ie)\s)?(?:kunde|kundin|"
    r"in))?\s(?:machte?|macht|hat)(?:\s(?:folgenden?|folg\.))?\s)?"
    r"verbesserungs?-?(?:vorschl(?:ag|äge|\.)|idee)(?:\s(?:des|der)\s(?:kunden|kundin))?(?:\sgemacht)?|"
    r"vorschl(?:ag|äge)(?: des kunden| der kundin)?",
    "remarks": r"(?:sonst(?:ige|iges|\.)?\s)?(?:anm(?:erkung(?:en)?|\.)|hinweise?|"
    r"bemerkung(?:en)?)(?:\s?[/,&]\s?(?:hinweise?|anmerkung(?:en)?|bemerkung(?:en)?)|\sund\shinweise)?"
    r"(?:\s(?:des|der)\s(?:mitarbeiters|mitarbeiterin|ma))?|sonstiges",
    "customer": r"(?:daten|angaben)(?:\s(?:des|der|zum|zur|zu[rm]?)\s(?:kunden|kundin|person|"
    r"kunde)(?:\s?/\s?(?:der\s)?(?:kundin|kunden))?)?|kundendaten|kontaktdaten",
    "name": r"(?:nach)?name,?\s?(?:und |/\s?|\+\s?)?vorname|vor- und (?:nach|zu)name|vorname,?\s?(?:und |"
    r"/\s?)?(?:nach)?name|name(?:\s(?:des|der)\s(?:kunden|kundin))?|"
    r"nachname|familienname|zuname|kund(?:e|in|e/in|e/kundin)|anrufer(?:in|/in)?",
    "forename": r"vorname(?:n)?",
    "address": r"(?:post)?anschrift|adresse|wohnhaft(?: in)?|wohnort|stra(?:ß|ss)e(?:, (?:plz,? ?)?ort)?",
    "number": r"(?:ggfs?\.?,?\s)?(?:kunden?\s?-?(?:nummer|nr\.?|no\.?)|kd\.?\s?-?\s?nr\.?|kdnr\.?|kdn)",
    "phone": r"(?:ggfs?\.?,?\s)?(?:tel(?:efon)?\s?-?\.?\s?(?:nummer|nr\.?)?(?: erreichbar)?|rückruf(?:nummer|"
    r"nr\.?)?|handy(?:nummer|nr\.?)?|mobil(?:nummer|telefon)?|fon|erreichbar(?: unter)?)",
    "date": r"(?:ort,?\s)?datum(?:,?\s?(?:/|und|u\.)?\s?(?:unterschrift|hdz\.?|namenszeichen)(?:\s(?:des|"
    r"der)\s(?:aufnehmenden\s)?(?:mitarbeiters|mitarbeiterin|ma)"
    r"(?:/(?:der )?mitarbeiterin)?)?)?(?:\s(?:der aufnahme|des gesprächs|und uhrzeit))?|aufgenommen am|"
    r"unterschrift|(?:gesprächs)?datum",
    "forward_to": r"zur erfassung und bearbeitung(?: weiterleiten| weitergeleitet)?(?: an)?|"
    r"weiterleitung an(?: 705)?|antwortschreiben abgesandt|z\.?\s?d\.?\s?a\.?|hdz\.?",
}

TICKET_LABELS: Final = {
    "category": r"ticket-?(?:art|typ|kategorie)|kategorie|art(?: des anliegens)?|anliegenart|reaktionsart|typ",
    "statement": r"anliegen|sachverhalt(?: \([^)\n]{1,60}\))?|vortrag|schilderung|beschreibung|inhalt|problem|"
    r"gesprächsnotiz|gesprächsinhalt|kundenanliegen|text|"
    r"äu(?:ß|ss)erung(?:en)?|beschwerde(?:text|inhalt|gegenstand)?|mitteilung|nachricht|details?|anfrage",
    "suggestion": r"verbesserungs?-?vorschl(?:ag|äge)",
    "wish": r"wunsch(?: (?:des|der) (?:kunden|kundin))?|kundenwunsch|erwartung|(?:kunde|kundin) (?:wünscht|"
    r"erwartet|möchte)",
    "remarks": r"bemerkung(?:en)?(?: sc| des sc| des agenten)?|hinweise?(?: sc)?|anmerkung(?:en)?(?: sc)?|"
    r"notiz(?:en)?|ergänzung",
    "name": r"kund(?:e|in|e/in)(?:nname)?|(?:name(?: (?:des|der) kund(?:en|in))?)|name,? vorname|betroffene[rs]?",
    "caller": r"anrufer(?:in|/in)?|kontakt(?:person)?|gesprächspartner(?:in)?",
    "forename": r"vorname",
    "address": FORM_LABELS["address"],
    "number": FORM_LABELS["number"],
    "phone": FORM_LABELS["phone"] + r"|(?:tel\.?|telefonisch) erreichbar",
    "recorded_by": r"aufgenommen (?:von|durch)|erstellt (?:von|durch)|erfasst (?:von|durch)|agent(?:in)?|"
    r"bearbeiter(?:in)?|mitarbeiter(?:in|/in)?|sc-agent(?:in)?|ersteller",
    "date": r"anruf(?:zeit|datum| vom| am)?|datum|erstellt am|eingang(?:sdatum)?|gespräch(?: vom| am)|zeitpunkt|"
    r"uhrzeit",
    "skip": r"ticket(?:-?\s?(?:nr\.?|nummer|id|-nr\.?))?|vorgangs?-?(?:nr\.?|nummer)|priorität|prio|dringlichkeit|"
    r"kanal|eingangskanal|empfänger|an|cc|zielpostfach|"
    r"weitergeleitet an|weiterleitung(?: an)?|bearbeitungsfrist(?: laut sc)?|frist|status|bg(?:-?\s?(?:nr\.?|"
    r"nummer))?|geb(?:\.|oren|urtsdatum)?|team|"
    r"service ?-?center|quelle|von|betreff|iban|bankverbindung|zuständig|produkt|rechtskreis",
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One label found: its meaning, where it begins, where its value begins."""

    key: str
    start: int
    value: int


_TICK_AHEAD: Final = (
    r"(?=[ \t]{0,5}(?:\[[ xX]?\]|\([ xX]?\)|[☐☒☑□✓✔]|_{1,3}[xX]?_|(?<=[ \t])(?:pers(?:ö|oe|\.)|telef|tel\.|"
    r"arbeit(?:nehm|geb))))"
)


def _compiled(labels: dict[str, str], separators: str) -> Late:
    names = "|".join(f"(?P<{key}>{pattern})" for key, pattern in labels.items())
    return Late(
        rf"(?:(?<=\n)|\A|(?<=\t)|(?<=  ){separators})[ \t*_#>•·\-–|]{{0,40}}(?:\d\.\s)?(?:{names})"
        r"(?:[ \t]{0,3}\*{0,2}[ \t]{0,3}[.…_]{0,60}[ \t]{0,3}[:=](?![/\\])\*{0,2}|(?=[ \t]{0,5}(?:\t|\n|\Z))|"
        rf"(?=[ ]{{2,60}}\S)|{_TICK_AHEAD}|[ \t]{{0,3}}[.…_]{{4,60}})",
        re.IGNORECASE,
    )


FORM: Final = _compiled(FORM_LABELS, r"|(?<=[|/] )|(?<= [-–] )")
TICKET: Final = _compiled(TICKET_LABELS, "")


def labels_in(text: str, pattern: Late) -> list[Labelled]:
    """Every label in the text, in order."""
    return [Labelled(match.lastgroup or "", match.start(), match.end()) for match in pattern.finditer(text)]
