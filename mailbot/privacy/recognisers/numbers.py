"""Numbers that stand for a person: accounts, customer, tax, insurance, court and office numbers, plates.

Check digits are evidence, never a condition: people mistype. Amounts, dates, paragraphs, room, ticket and vacancy
numbers are no such numbers.
"""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import Final

from mailbot.privacy.recognisers.beginnings import MIXED
from mailbot.privacy.recognisers.expressions import caseless, exact
from mailbot.privacy.recognisers.pattern import DIGIT, Pattern
from mailbot.privacy.spans import Kind

_S: Final = r"[ \t\n.\-–/]{0,3}"
_NR: Final = r"(?:[-\s]?(?:nr|nummer|no|num|ziffer|id|code|zeichen|kennzeichen)\b)?\.?"
_SEP: Final = r"\s{0,3}(?:ist|lautet|:|=|-|–|\(|#|\.)?\s{0,3}(?:die |meine |wie folgt)?:?\s{0,2}"
_CODE: Final = r"(?P<hit>(?=[\w/.\-– ]{0,30}\d)[A-ZÄÖÜ0-9](?:[A-Z0-9]|[ /.\-–](?=[A-Z0-9]*\d)){3,28})(?![\w])"

_WORDED: Final = (
    r"kundennummer|kundennr|kunden-?nr|kunden-?nummer|kundenzeichen|kd-?nr|kd\.?-?\s?nr|kdnr|kd|kundennum|kunden-?id|"
    r"bg|bg-?nr|bg-?nummer|bedarfsgemeinschaft(?:s-?(?:nummer|nr))?|bedarfsgem\.?"
)
_OFFICIAL: Final = (
    r"steuer-?(?:id|identifikationsnummer|nummer|nr)|steuerident\w*|idnr|st-?nr|rv-?(?:nr|nummer)?|sv-?(?:nr|"
    r"nummer)|vsnr|"
    r"rentenversicherungs-?(?:nummer|nr)|sozialversicherungs-?(?:nummer|nr)|versicherungs-?(?:nummer|nr)|"
    r"versichertennummer|versicherten-?nr|"
    r"kv-?(?:nr|nummer)?|krankenversicherungs-?(?:nummer|nr)|krankenversichertennummer|mitglieds-?(?:nummer|nr)|"
    r"(?:personal)?ausweis-?(?:nummer|nr)?|perso-?(?:nummer|nr)?|reisepass(?:-?(?:nummer|nr))?|pass-?(?:nummer|"
    r"nr)|aufenthaltstitel|"
    r"führerschein-?(?:nummer|nr)|fuehrerschein-?(?:nummer|nr)|kennzeichen|fahrgestellnummer|fin|"
    r"aktenzeichen|az|geschäftszeichen|gesch\.?-?z|gz|unser zeichen|ihr zeichen|mein zeichen|"
    r"vorgangs-?(?:nummer|nr)|fallnummer|"
    r"beitrags-?(?:nummer|nr)|vertrags-?(?:nummer|nr)|rechnungs-?(?:nummer|nr)|matrikel-?(?:nummer|nr)|"
    r"personal-?(?:nummer|nr)|"
    r"sendungs-?(?:nummer|nr)|einschreiben-?(?:nummer|nr)|zähler(?:-?(?:nummer|nr))?|kassenzeichen|"
    r"mandats-?(?:nummer|nr)|gläubiger-?id|"
    r"betriebs-?(?:nummer|nr)|konto-?(?:nummer|nr)?|kto|ktonr|blz|bankleitzahl|karten-?(?:nummer|nr)|"
    r"kreditkarte|depot-?(?:nummer|nr)|"
    r"eat|azr-?(?:nummer|nr)?|azr|bamf-?(?:az|nr)|kindergeld-?(?:nummer|nr)|wohngeld-?(?:nummer|nr)|"
    r"schwerbehinderten\w*-?(?:nummer|nr)|patienten-?(?:nummer|nr)|"
    r"pet-?id|petitions-?id|petitions-?(?:nummer|nr)|imei|mieter-?(?:nummer|nr)|wohnungs-?(?:nummer|nr)|"
    r"agent(?:in)?|dienst-?(?:nummer|nr)|mitarbeiter-?(?:nummer|nr)|ausländer-?(?:nummer|nr)|asyl-?(?:nummer|"
    r"nr)|"
    r"akte|referenz(?:-?(?:nummer|nr))?|zeichen|id|id-?nr|ident-?(?:nummer|nr)|e-?rezept|gutschein-?(?:nummer|"
    r"nr)?|seriennummer|serien-?nr"
)

_OFFICIAL_BEGINS: Final = (
    *("steuer", "idnr", "stnr", "st-n", "rv", "sv", "vsnr", "rentenv", "sozialv", "versicher", "kv", "krankenv"),
    *("mitglied", "person", "ausweis", "perso", "reisep", "pass", "aufenthalt", "führer", "fuehrer", "kennz", "fahrg"),
    *("fin", "akte", "az", "geschäft", "geschaeft", "gesch", "gz", "unser ", "ihr ", "mein ", "vorgang", "fallnummer"),
    *("beitrag", "vertrag", "rechnung", "matrikel", "sendung", "einschreib", "zähler", "zaehler", "kassenz", "mandat"),
    *("gläubig", "glaeubig", "betrieb", "konto", "kto", "blz", "bankl", "karte", "kredit", "depot", "eat", "bamf"),
    *("kinderg", "wohn", "schwerb", "patient", "pet", "imei", "mieter", "agent", "dienst", "mitarb", "ausländ"),
    *("auslaend", "asyl", "referenz", "zeichen", "id", "e-rez", "erez", "gutschein", "serie"),
)


def _several_digits(match: re.Match[str]) -> bool:
    """At least four digits, and no date or amount."""
    hit = match.group("hit")
    return sum(c.isdigit() for c in hit) >= 4 and not re.fullmatch(
        r"\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{2}|\d{4})?", hit.strip()
    )


_OF_A_YEAR: Final = re.compile(r"(?i:de)[ \t]?(?:19|20)\d\d")
_MANY_DIGITS: Final = 10


def _no_year(match: re.Match[str]) -> bool:
    """Not `de 2026`, as Romance languages write of a year or of an amount."""
    small = match.group()[:2] == "de" and not match.group()[2].isdigit()
    return not _OF_A_YEAR.fullmatch(match.group()) and (
        not small or sum(c.isdigit() for c in match.group()) >= _MANY_DIGITS
    )


def _names_a_file(match: re.Match[str]) -> bool:
    """At least five digits, behind no word for a room, and no law."""
    hit, before = match.group(), match.string[max(0, match.start() - 12) : match.start()].casefold()
    if hit.startswith(("SGB", "EGMR", "BGBl", "EU")) or before.rstrip().endswith(("zimmer", "raum", "büro", "haus")):
        return False
    return sum(c.isdigit() for c in hit) >= 5


_THINGS_COUNTED: Final = re.compile(
    r"(?:haus|ticket|zimmer|raum|seiten?|stellen?|platz|artikel|referenz|warte|lauf|ordnungs?|teil|modell|typen|blatt|"
    r"kapitel|absatz|punkt|versions?|auftrags|angebots|chiffre|wohnungs?|stockwerk|etagen|linien|bus|gleis|schalter|"
    r"telefon|tel|fax|handy|mobil|ruf|notruf|hotline|service|durchwahl|postleit|team|verzeichnis|lfd|laufende|an|aus|vor|"
    r"be|ab|kenn|anlagen?|formular|vordruck|kurs|klassen|raum)[-.]?$"
)


def _of_a_person(match: re.Match[str]) -> bool:
    """At least three digits or a letter and two, behind a word that counts no rooms, pages, vacancies."""
    hit: str = match.group("hit")
    before = match.string[max(0, match.start() - 24) : match.start()]
    digits, letters = sum(c.isdigit() for c in hit), sum(c.isalpha() for c in hit)
    if _THINGS_COUNTED.search(before) and not (match.group().startswith("zeichen") and before.endswith("kenn")):
        return False
    if DATES.fullmatch(hit) or UNIT_AFTER.match(match.string, match.end()) or re.fullmatch(r"20[0-3]\d", hit):
        return False
    return digits >= 4 or (digits >= 2 and 1 <= letters <= 5)


RECOGNISERS: Final = (
    Pattern(
        "iban",
        Kind.IBAN,
        exact(
            r"(?<![A-Za-z0-9])(?:[Dd][Ee]|[A-Z]{2})[ \t]?[0-9Oo]{2}(?:[ \t\n.\-–]{0,12}[0-9A-Z]{1,4})"
            r"{3,8}[0-9](?![0-9])"
        ),
        "country letters, two check digits, groups of digits",
        lambda m: 13 <= sum(c.isdigit() for c in m.group()) <= 32,
    ),
    Pattern(
        "iban_in_pieces",
        Kind.IBAN,
        caseless(
            r"\biban\b[\s:=\-–(]{0,6}(?:ist|lautet|de|nr\.?)?[\s:]{0,4}(?P<hit>(?:[a-z]{2}[ \t]?)"
            r"?\d(?:[\s.\-–/]{0,12}\d){9,31})",
            "iban",
        ),
        "digits after the word IBAN",
        needs=("iban",),
    ),
    Pattern(
        "iban_begun",
        Kind.IBAN,
        exact(r"(?<!\w)[Dd][Ee][ \t]?\d{2}[ \t]?\d{2,4}(?:[ \t]?\d{1,4}){0,5}(?!\w)", "de00", "de 00", "de\t00"),
        "how an IBAN begins",
        _no_year,
    ),
    Pattern(
        "customer_number_begun",
        Kind.CUSTNO,
        caseless(
            r"(?<!\w)(?:vorne|beginnt|anfang|fängt|erst|nummer|kdnr|bg)\b[^\n\d.]{0,25}?"
            r"(?P<hit>\d{3}[ \t]?[A-Z])(?!\w)",
            *("vorne", "beginnt", "anfang", "fängt", "faengt", "erst", "nummer", "kdnr", "bg"),
        ),
        "how a customer number begins",
        requires=DIGIT,
    ),
    Pattern(
        "petition_number",
        Kind.ID,
        caseless(
            r"(?<!\w)pet(?:ition)?[ .\-]{0,2}(?:nr\.?|az\.?|id)?[ .:\-]{0,2}\d{1,3}(?:[-–/ ]{1,3}\d{2,8}){2,6}", "pet"
        ),
        "number of a petition",
        needs=("pet",),
    ),
    Pattern(
        "customer_number",
        Kind.CUSTNO,
        caseless(r"(?<![a-z0-9])\d{3}[ \t\-./]{0,3}[A-Z](?:[ \t\-./]{0,3}\d){6}(?!\d)", "000"),
        "three digits, a letter, six digits",
    ),
    Pattern(
        "customer_number_lengths",
        Kind.CUSTNO,
        caseless(r"(?<![a-z0-9])\d{3}[ \t]?[A-Z]{1,2}[ \t]?\d{5,8}(?!\d)", "000"),
        "three digits, one letter or two, digits",
    ),
    Pattern(
        "bg_number",
        Kind.CUSTNO,
        caseless(
            r"(?<![a-z0-9])[1-9]\d{2}[ \t]?\d{2}[ \t]{0,2}(?:/{1,3}|\\{1,2}|BG|-{1,2}|–|[ \t]/[ \t]/)"
            r"[ \t]{0,2}\d(?:[ \t.]?\d){5,7}(?!\d)",
            *("000", "00\t0", "00 0"),
        ),
        "five digits, slashes or BG, seven digits",
    ),
    Pattern(
        "worded_customer_number",
        Kind.CUSTNO,
        caseless(rf"(?<!\w)(?:{_WORDED}){_NR}{_SEP}{_CODE}", "kunden", "kd", "bg", "bedarfsgem"),
        "digits after the word for a customer number",
        _several_digits,
        requires=DIGIT,
    ),
    Pattern(
        "pension_number",
        Kind.ID,
        caseless(
            r"(?<![\w])\d{2}[ \t./-]{0,2}(?:0[1-9]|[12]\d|3[01]|[4-9]\d)[ \t./-]{0,2}(?:0[1-9]|1[0-2])"
            r"[ \t./-]{0,2}\d{2}[ \t./-]{0,2}[A-Z][ \t./-]{0,2}\d{2,3}[ \t]?\d?(?!\d)",
            "00",
        ),
        "area, birth date, letter, serial: a pension number",
    ),
    Pattern(
        "health_number",
        Kind.ID,
        caseless(
            r"(?<!\w)[A-Z][ \t]?\d{3}[ \t.]?\d{3}[ \t.]?\d{3}(?!\d)",
            *(f"{letter}{digits}" for letter in ascii_lowercase for digits in ("000", " 00", "\t00")),
        ),
        "a letter and nine digits: a health insurance number",
    ),
    Pattern(
        "long_code",
        Kind.ID,
        exact(
            r"(?<![\w./-])(?=[0-9]{0,12}[A-Z])(?=[A-Z]{0,12}[0-9])(?=[A-Z0-9]{0,20}[0-9]{4})[A-Z0-9]{8,24}(?![\w/-])",
            MIXED,
        ),
        "a long row of capitals and digits",
        lambda m: sum(c.isdigit() for c in m.group()) >= 5,
    ),
    Pattern(
        "coded_number",
        Kind.ID,
        exact(
            r"(?<![\w./-])[A-ZÄÖÜ]{1,6}[-/.]?(?=[\d/.-]{0,24}\d[/-])\d{1,8}(?:[-/.]\d{1,8}){1,4}(?:[-/]"
            r"[A-Za-z]{1,5})?(?![\w/])(?![.,]\d)"
        ),
        "letters, digits and strokes that name a file",
        _names_a_file,
        requires=re.compile(r"\d[/-]"),
        longest=60,
    ),
    Pattern(
        "court_number",
        Kind.ID,
        caseless(
            r"(?<!\w)(?:[LSB][ \t])?\d{1,4}[a-z]?[ \t]{1,2}(?:AS|SO|AL|KR|R|P|U|SB|SF|BK|EG|VE|AY|F|C|O|T|M|IN|"
            r"IK|Cs|Ds|Js|Ls|OWi|W|UF|WF|K|L|A|B|E|AR|Gs|II|VI|S|WG|BL|XVI|XVII|"
            r"VII|XIV|X|(?:Cs|Ds|Ls)[ \t]\d{1,4}[ \t]Js|"
            r"(?:X|XIV|XVI|XVII|VI|VII)[ \t][A-Z])"
            r"[ \t]{1,2}\d{1,6}/\d{2,4}(?:[ \t](?:ER|EAGS|EAUG|EA|B|RG|NZB|PKH|KO|AK|WH|D|R))?(?!\w)",
            *("0", "l 0", "l\t0", "s 0", "s\t0", "b 0", "b\t0"),
        ),
        "register sign of a court",
    ),
    Pattern(
        "lawyer_number",
        Kind.ID,
        exact(
            r"(?<![\w.,])\d{1,5}/\d{2,4}[ \t]?[A-Z]{1,3}(?:[ \t]?[-/][ \t]?[A-Za-z]{1,3})?\b(?:-[a-z]{1,3}\b)?",
            *("0/", "00/", "000/", "0000"),
        ),
        "file sign of a lawyer",
        lambda m: not m.group().strip().endswith("EUR"),
    ),
    Pattern(
        "office_sign",
        Kind.ID,
        caseless(
            r"(?:\b(?:az|aktenzeichen|gz|geschäftszeichen|gesch\.?-?z|unser zeichen|ihr zeichen|mein zeichen|"
            r"zeichen)\b\.?(?:[^\S\n]{0,3}(?:bt|bmas|ra))?)[^\S\n]{0,3}[:.]?[^\S\n]{1,4}(?P<hit>(?=[^\n]{0,40}\d)"
            r"\w(?:[\w/\-–( ]|\.(?! [a-zäöü])|\)(?!\.)){2,45}\w)(?=[\s,;).]|$)",
            *("az", "aktenzeichen", "gz", "geschäftszeichen", "geschaeftszeichen", "gesch", "unser ", "ihr ", "mein "),
            "zeichen",
        ),
        "after the word for a file sign",
        lambda m: (
            sum(c.isdigit() for c in m.group("hit")) >= 2
            and len(m.group("hit").split()) <= 6
            and not re.search(r"\b(?:vom|und|ist|wurde|liegt)\b|\)\.", m.group("hit"))
        ),
    ),
    Pattern(
        "worded_number",
        Kind.ID,
        caseless(rf"(?<!\w)(?:{_OFFICIAL}){_NR}{_SEP}{_CODE}", *_OFFICIAL_BEGINS),
        "digits after the word for such a number",
        _several_digits,
        requires=DIGIT,
    ),
    Pattern(
        "number_of_something",
        Kind.ID,
        caseless(
            r"(?<=[a-zäöüß-])(?:nummer|nr|kennung|zeichen)\b\.?[ \t]{0,2}(?:(?:ist|lautet|war)[ \t]|[:=][ \t]{0,4})?"
            r"(?P<hit>(?=[\w/.-]{0,20}\d[\w/.-]{0,12}\d)[a-z0-9][a-z0-9/.-]{2,24}[a-z0-9])(?![\w]|[.,]\d)"
        ),
        "digits behind a compound with -nummer, -nr, -kennzeichen",
        _of_a_person,
        needs=("nummer", "nr", "kennung", "zeichen"),
        requires=DIGIT,
    ),
    Pattern(
        "passport",
        Kind.ID,
        caseless(
            r"\b(?:pass|reisepass|ausweis|personalausweis|perso)\b[^\n\d]{0,25}?(?:nr|nummer)"
            r"\.?[\s:]{0,3}(?P<hit>[a-z0-9](?:[ ]?[a-z0-9]){5,11})\b",
            *("pass", "reisepass", "ausweis", "perso"),
        ),
        "after the word for an identity card",
        lambda m: sum(c.isdigit() for c in m.group("hit")) >= 4,
    ),
    Pattern(
        "identity_card",
        Kind.ID,
        exact(r"(?<!\w)(?=[A-Z0-9]*\d[A-Z0-9]*\d)[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8,9}D?(?!\w)", MIXED),
        "the form of an identity card number",
        lambda m: sum(c.isdigit() for c in m.group()) >= 4,
    ),
    Pattern(
        "plate",
        Kind.ID,
        exact(r"(?<![\w-])[A-ZÄÖÜ]{1,3}[ \t]?[-–:][ \t]?[A-Z]{1,2}[ \t\-–]{0,2}[1-9]\d{0,3}[EH]?(?![\w])"),
        "the form of a number plate",
        lambda m: not re.match(r"(?:KRM|SC|EG|OG|SGB|BG|TL|EN|ISO|DIN|A|B|C)\b", m.group()),
        requires=re.compile(r"[-–:][ \t]?[a-z]{1,2}[ \t\-–]{0,2}[1-9]"),
        longest=20,
    ),
    Pattern(
        "plate_spaced",
        Kind.ID,
        caseless(
            r"\b(?:kennzeichen|auto|wagen|pkw|golf|polo|corsa|transporter|roller)"
            r"\b[^\n]{0,20}?[(:\s](?P<hit>[a-zäöü]{1,3}[ \-]{1,3}[a-z]{1,2}[ \-]{0,3}\d{1,4}[eh]?)\b",
            *("kennzeichen", "auto", "wagen", "pkw", "golf", "polo", "corsa", "transporter", "roller"),
        ),
        "the form of a number plate beside a car",
        requires=DIGIT,
    ),
)

_RUN: Final = exact(r"(?<![\w.,€$§-])\d(?:[ \t./\-–]{0,2}\d){5,24}(?![\w]*[\w])(?!,\d)(?!:\d)", "0")
_HARMLESS_BEFORE: Final = re.compile(
    r"(?i)(?:ticket|stellenangebot|stellen-?id|stelle|referenz-?nr|refnr|chiffre|vermittlungsvorschlag|vv|§|"
    r"art\.?|dezember|zwischen|seiten?)"
    r"(?:-?(?:nr|nummer))?[.:#]?\s{0,3}$"
)
DATES: Final = re.compile(
    r"(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:\d{4}|\d{2})?[ \t./\-–]{0,3}){1,2}|\d{4}-\d{1,2}-\d{1,2}|"
    r"\d{1,2}\.\d{1,2}\.?[ \t]?[-–/][ \t]?\d{1,2}\.\d{1,2}\.?(?:\d{2,4})?|(?:\d{1,3}\.)?\d{3}[.,]\d{2}|"
    r"\d{1,3}(?:\.\d{3})+|(?:19|20)\d\d[ \t]?[/–-][ \t]?(?:19|20)?\d\d|"
    r"\d{1,2}[.:]\d\d[ \t]?[-–][ \t]?\d{1,2}[.:]\d\d|(?:\d{1,2}\.){2,3}[ \t]?\d{1,2}[.:]\d{2}"
)
UNIT_AFTER: Final = re.compile(r"(?i)[ \t]{0,2}(?:euro|eur\b|€|prozent|%|km|kwh|qm|stunden|uhr)")


def _of_unknown_meaning(match: re.Match[str]) -> bool:
    """Whether the digits are no amount, date, ticket or vacancy."""
    text, start, end = match.string, match.start(), match.end()
    if DATES.fullmatch(match.group()) or UNIT_AFTER.match(text, end):
        return False
    return not _HARMLESS_BEFORE.search(text[max(0, start - 30) : start]) and text[end : end + 2] != "-S"


LONG_DIGITS: Final = Pattern("long_digits", Kind.ID, _RUN, "six digits or more of unknown meaning", _of_unknown_meaning)
"""Whatever else has six digits or more."""
