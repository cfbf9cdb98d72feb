"""Each recogniser by itself: for every text it must find, one beside it that it must leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from mailbot.privacy import patterned
from mailbot.privacy.reading import Reading, read
from mailbot.privacy.recognisers import houses, names, orgs, villages
from mailbot.privacy.recognisers.pattern import Pattern

DOCS = Path(__file__).parents[2] / "docs" / "privacy.md"
PATTERNS: dict[str, list[Pattern]] = {}
for one in patterned.PATTERNS:
    PATTERNS.setdefault(one.name, []).append(one)
READERS: dict[str, Callable[[Reading], Iterable[object]]] = {
    **{context.__name__: context for context in names.CONTEXTS},
    "houses": houses.houses,
    "employers": houses.employers,
    "villages": villages.villages,
    "after_heads": orgs.after_heads,
    "after_prepositions": orgs.after_prepositions,
}

PAIRS: dict[str, tuple[tuple[str, str], ...]] = {
    # internet
    "mail_address": (("an ute.k@web.de", "3 Stück @ 5 Euro"),),
    "web_address": (("siehe www.utes-laden.example", "im WWW steht nichts"),),
    "spelt_mail_address": (
        ("ute punkt k ät web punkt de", "das ist ein Punkt für mich"),
        ("ute (at) web (dot) de", "um 8 Uhr (at home) war ich da"),
    ),
    "mail_provider": (("ute77 at gmx", "ich war at home"),),
    "safe_id": (("beA: DE.BRAK.9c4d1e22-7a", "das Recht der Rechtsanwälte (BRAK) in DE."),),
    "bare_domain": (("auf utes-laden.de", "auf jobcenter.digital"),),
    "tagged_handle": (("discord luchs#4417", "Punkt #4417"),),
    "handle": (("ich bin @ute_77", "ute @ home"),),
    "handle_after_network": (("bei Instagram: ute_77", "bei Instagram war nichts"),),
    "login_name": (
        ("Benutzername: ute.k77", "der Login funktioniert nicht"),
        ("mein Login lautet k_ute", "das Benutzerkonto ist gesperrt"),
    ),
    "called_online": (("mein nick im forum ist grummelbär", "mein Spitzname war vergessen"),),
    "letters_and_digits": (("ich heiße lennyb0y", "Team U25 und die B2-Prüfung"),),
    "underscored": (("ute_k", "________"),),
    # numbers
    "iban": (("DE89 3704 0044 0532 0130 00", "der Code DE 89"),),
    "iban_in_pieces": (("IBAN: 3704 0044 0532 0130 00", "die IBAN kommt am 3. Mai"),),
    "petition_number": (("Pet 4-21-11-8150-010441", "Petition vom 4. Mai"),),
    "customer_number": (("317 B 204 418", "317 Briefe"),),
    "customer_number_lengths": (("241FK118822", "241 Tage"),),
    "bg_number": (("31704//0012345", "05334/774120"),),
    "worded_customer_number": (("Kundennummer 31 72 04 41", "Kundennummer fehlt seit 2024"),),
    "pension_number": (("52 110285 D 031", "52 Wochen"),),
    "health_number": (("A 123 456 780", "A 123"),),
    "long_code": (("Zähler 1ESY1160077412", "WEITERBEWILLIGUNG 2026"),),
    "coded_number": (
        ("MV-2024/3391", "Zimmer B-104/105"),
        ("IS-2025-770412", "B2-Kurs 2026"),
        ("RE-2026-00418", "A2/B1"),
    ),
    "court_number": (
        ("S 43 AS 1187/25", "43 AS-Bescheide"),
        ("7 XVII S 204/25", "nach § 7 SGB XII seit 04/25"),
        ("12 Ds 204 Js 5512/25", "12 Dosen 204 Euro 5512/25"),
    ),
    "lawyer_number": (("117/26 U-kr", "117/26 Euro"),),
    "office_sign": (("Unser Zeichen: 32-11/Dim", "Zeichen vom 3.4. und 5.6."),),
    "worded_number": (("Steuer-ID 47 036 892 816", "Rechnung vom 03.02.2026"),),
    "number_of_something": (("Schülernummer A-2231", "Wartenummer A012"), ("Kennzeichen BSAB123", "Anzeichen 2024")),
    "passport": (("Reisepass Nr. C4711K1H3P", "Pass und Ausweis liegen vor"),),
    "identity_card": (("L01X00T47", "LANGSAMER"),),
    "plate": (("WF-DM 1962", "SGB-II 2024"),),
    "plate_spaced": (("das Auto wf dk 314", "das Auto war 314 Tage weg"),),
    # births
    "born_on": (
        ("geb. 3.4.1987", "gebucht am 3.4.2026"),
        ("Geboren bin ich also am ersten fünften zweitausendacht", "Geboren wurde die Idee im Amt"),
        ("geb. ’81-06-02", "Geb. ’81"),
        ("geb. 1 9 5 9 - 1 1 - 2 8", "Seite 1 9 - 1 1 - 2 8"),
        ("geb. 0 3. 0 4. 1 9 8 7", "geb. 1. 2."),
    ),
    "date_born": (("am 3.4.1987 geboren", "am 3.4.2026 gesendet"),),
    "born_day": (("Mein Geburtstag ist der 3. April", "Zum Geburtstag gab es nichts"),),
    "day_of_birthday": (("am 3. April geboren", "am 3. April gesendet"),),
    "born_child": (("Das Baby kam am 3. April zur Welt", "Das Kind war am 3. April krank"),),
    "birth_papers": (("Geburtsurkunde vom 3.4.2026", "Mietvertrag vom 3.4.2026"),),
    "becomes_of_age": (("am 1. Mai werde ich achtzehn", "am 1. Mai werde ich kommen"),),
    "comes_of_age_on": (
        ("Er wird am 3.4. volljährig", "Er wird am 3.4. geprüft"),
        ("ich werde am 1. Mai achtzehn", "Die Frist ist am 3. Juni 14 Tage alt"),
    ),
    "feast_of_birth": (("Ich feiere am 3. Juni meinen 50.", "Wir feiern am 3. Mai ein Fest"),),
    "feast_on": (("Mein Geburtstag ist am 4. März", "Mein Termin ist am 4. März"),),
    "date_long_ago": (("der 03.11.1987", "der 03.11.2025"),),
    "iso_date_long_ago": (("1987-11-03", "2025-11-03"),),
    "worded_date_long_ago": (("3. November 1987", "3. November 2025"),),
    # phones
    "phone_international": (("+49 170 5550122", "+49 Cent"),),
    "phone_after_word": (("Tel. 0170 / 555 01 22", "Tel. um 10 Uhr"),),
    "phone_with_letters": (("O151 2O3O 4O5", "am 06.01.2026 oder danach"),),
    "phone_without_prefix": (("Telefon 88 12 03", "Telefon ab 14 Uhr"),),
    "extension": (("Fax -29", "T-4"),),
    "last_digits": (("die Nummer endet auf -8890", "der Kurs endet 2026"),),
    "phone_national": (("0531 207 13 86", "0,20 Euro je Kilometer"),),
    "phone_in_words": (("null eins sieben sechs vier vier zwei zwei", "null Verständnis"),),
    "phone_half_in_words": (("0176 eins zwei drei 45 67 8", "0176 mal gefragt"),),
    "digits_in_words": (("zwei vier eins fünf fünf acht null", "zwei, drei Tage"),),
    # streets and places
    "street_with_preposition": (("Am Quendelrain 3", "am Montag 3 Stunden"),),
    "street_after_word": (("ich wohne Halberstädter 102", "ich wohne seit 2019 hier"),),
    "street_line": (("Rhene 14", "Seite 14"),),
    "street_before_postcode": (("am rodeland 40 38304 wf", "am montag um 10 uhr"),),
    "street_in_brackets": (("(Rhene 14)", "(Zimmer 14)"),),
    "street_number_in_words": (
        ("Rosenweg elf", "Heimweg um elf Uhr"),
        ("Rosenplatz zwo", "am Rosenplatz zwo Uhr"),
        ("Rosenweg zwölf a", "Heimweg zwölf Uhr"),
    ),
    "street_of_a_day": (("Straße des 17. Juni 135", "die Straße war am 17. Juni gesperrt"),),
    "house_number": (("Hausnummer ist die 27 b", "Hausnummer fehlt"),),
    "street_without_number": (("in der Quendelstraße", "auf der Landstraße"),),
    "street_with_suffix": (("Rosenwinkel 7", "Fragebogen 7"), ("Lindenallee 7", "Kassenzeichen 0811")),
    "postcode": (("38315 Werla", "Ticket 38315"), ("38315 werlaburgdorf", "38315 euro")),
    "worded_place": (("Ortsteil Quendeln", "Ortsteil und Straße"),),
    "prefixed_place": (("in Groß Quendeln", "in großen Mengen"),),
    "place_in_two_words": (("Klein Quendeln", "Klein und fein"),),
    "legal_form": (("Quendel Bau GmbH", "eine GmbH"), ("Meyer & Söhne", "Meine Söhne")),
    "long_digits": (("4471209", "1.204.500 Euro"),),
    "after_heads": (("Spedition Quendel", "Die Spedition zahlt"),),
    "after_prepositions": (("bei Quendel Logistik Nord", "bei einer Firma"),),
    # names
    "salutations": (
        ("Frau Quendel war da", "Eine Frau war da"),
        ("herr weiß sagt nein", "die frau weiß es"),
        ("Herr v. R. schrieb", "Herr der Lage"),
    ),
    "titles": (("Dr. Quendel", "Dr. med."),),
    "introductions": (("ich heiße Quendel", "ich heiße das nicht gut"),),
    "relations": (
        ("mein Sohn Quendel", "mein Sohn ist krank"),
        ("Werkstattleiter Sommer", "Der Werkstattleiter war da"),
    ),
    "greetings": (("Hallo Quendel,", "Hallo zusammen,"),),
    "closings": (("Gruß\nQuendel", "Gruß\nvon uns"),),
    "full_names": (("Anke Quendel", "Rosa Formular"),),
    "strange_names": (("Rojin Kessel kam", "Der Kessel ging"),),
    "before_comma": (("Akte Quendel, Anke", "Akte, Bescheid"),),
    "labelled": (("Akte Quendel", "Akte und Bescheid"),),
    "to_the_hands_of": (("z. Hd. Freitag", "z. Hd. Rechtsabteilung"),),
    "initials": (("K.-P. Quendel", "z. B. Miete"), ("von J. Stamm", "i. A. und i. V.")),
    "initials_alone": (("Gruß\nA. M.", "Gruß\nP.S.\nNoch etwas"), ("Danke\nKDH", "Danke\nMFG")),
    "lines_of_people": (("3) Kuba (11)", "3) Antrag (11)"),),
    "header_names": (("Von: Dinesh Lehrer <d@web.de>", "Von: Poststelle <post@web.de>"),),
    "handled_by": (
        ("von Quendel bearbeitet", "von Hand bearbeitet"),
        ("abgelehnt von Heuer.", "abgelehnt von Amts wegen."),
    ),
    "by_syntax": (
        ("sagte mir Pflaume", "sagte mir jemand"),
        ("Die Jägers von nebenan", "Das Haus des Jägers"),
        ("Zuständig war Kreuz.", "Zuständig war niemand."),
        ("Dorsch (meine Frau) kommt", "Der Dorsch (meine Beilage) war gut"),
        ("den Teufel (der heißt wirklich so)", "den Mann, der heißt mich warten"),
    ),
    "titled_small": (("frau morgen von euch hat das gesagt", "die frau morgen von euch soll anrufen"),),
    "signed_lines": (("Ich warte.\n\nVolkrad Liebe\nTel. folgt", "Ich warte.\n\nVielen Dank\nTel. folgt"),),
    "above_profession": (("Richter\nRechtsanwalt", "Anlage\nMietvertrag"),),
    "aged_in_brackets": (("meine Tochter (Mai, 12)", "zwei Termine (Mai, 12)"),),
    "called_perhaps": (("Sie heißt wohl Blume.", "Es heißt Anhörung."),),
    "on_the_badge": (("mit Namensschild Weber", "auf dem Schild stand Zimmer 12"),),
    "against_grammar": (
        ("Bei der Himmel war ich schon.", "Bei der Bank war ich schon."),
        ("Den Bauer kennt jeder hier.", "Das Problem kennt jeder hier."),
        ("Und die Linde meint das auch.", "Und die Firma meint das auch."),
    ),
    "iban_begun": (
        ("fängt mit DE21 2705 an", "DE 89 und mehr"),
        ("DE 04 1203 0000", "die B2-Prüfung in DE"),
        ("de 21 2705 0000", "el alquiler de 2026"),
    ),
    "customer_number_begun": (("vorne 237D, mehr weiß ich nicht", "Zimmer 237D im Altbau"),),
    "without_article": (
        ("Der Termin mit Vogel fiel aus.", "Der Termin mit Übersetzung fiel aus."),
        ("Das gab ich Lampe am Empfang.", "Das gab ich gestern am Empfang ab."),
        ("Dass Specht nie da ist, weiß jeder.", "Dass Schimmel da ist, weiß jeder."),
        ("Mit Lasse aus dem Kurs rede ich.", "Ich lasse das in Ruhe prüfen."),
        ("Das habe ich Weiß gesagt.", "Das weiß ich von selbst."),
        ("Ich war bei Freitag am Schalter.", "Ich war am Freitag am Schalter."),
        ("von Jäger zu Förster geschickt", "als Jäger und Förster gearbeitet"),
        ("In der Sache Arndt ./. Landgraf schreibe ich.", "Der Landgraf wohnt im Schloss."),
        ("Erst er und nun Sanders-Prüfer.", "Erst das und nun Kosten-Prüfer."),
    ),
    "beside_words": (
        ("Die Maklerin Sonne zeigte die Wohnung.", "Die Maklerin zeigte die Wohnung."),
        ("Müllers Sohn bekam die Lehrstelle.", "Liebes Jobcenter, danke."),
        ("Hier ist die Nici mit Schnulli.", "Hier ist Schluss mit Latein."),
    ),
    "date_in_ordinals": (("am dritten dritten einundachtzig", "zum dritten, vierten und fünften Mal"),),
    "day_and_age": (("sie sind vom 2.2. und werden 5", "der Termin am 2.2. wird 5 Minuten dauern"),),
    "short_date_long_ago": (("am 24. Dez. 65", "am 24. Dez. 65 Euro"),),
    "written_adjectives": (
        ("Ihr Herr Ehrlich und Schlecht waren da.", "Das war ehrlich und schlecht."),
        ("Die Akte hat jetzt Breit.", "Die Akte ist jetzt breit."),
    ),
    "form_fields": (
        ("Aufgenommen durch: Kessel", "Aufgenommen durch: Team Leistung"),
        ("Unterschrift: Wüst", "Unterschrift: ja"),
        ("Ansprechpartner: Storch jun.", "Ansprechpartner: unbekannt"),
    ),
    "rows_of_names": (
        ("Wer ist zuständig, Lamm, Wolf oder Krause?", "Es gab Reis, Brot oder Nudeln."),
        ("die Akte Fuchs/Hahn", "eine Mail/Anruf genügt"),
    ),
    "set_apart": (
        ('Dort steht "Pfeffer".', 'Dort steht "Eingang".'),
        ("Hummel: nicht erreichbar.", "Grund: nicht erreichbar."),
        ("Das hält Grimm nicht ein.", "Im zweiten Stock ist niemand."),
    ),
    "introduced_aside": (
        ("Der Coach, ein Lasse, hat gefragt.", "Der Coach, ein Rentner, hat gefragt."),
        ("Die Beraterin, eine Wolke, lachte.", "Das Haus, eine Ruine, ist kalt."),
    ),
    "houses": (
        ("in der Löwen-Apotheke", "in der Online-Apotheke"),
        ("die Marienschule schließt", "die Berufsschule schließt"),
        ("am Gymnasium im Schloss", "die Schule am Montag"),
        ("im Gasthaus zum Löwen", "Praxis im Urlaub"),
        ("Träger Perspektive & Mensch", "Miete & Heizung"),
    ),
    "employers": (
        ("Ich bin Fahrer bei Nordzucker.", "Ich bin gern bei Kaffee und Kuchen."),
        ("der Minijob bei Bad und Wärme", "der Minijob bei Bedarf"),
    ),
    "date_in_birth_line": (("Geburtsdaten: 01.02.13, 04.05.15", "Bescheide: 01.02.13, 04.05.15"),),
    "month_of_birth": (("geboren im Juni 1959", "gebucht im Juni 1959"), ("geb. 1961", "geb. Meier, seit 2019 hier")),
    "year_before_birth": (("Ich bin 1974 in Lodz geboren", "Ich bin 1974 in Lodz gewesen"),),
    "month_before_birth": (("im Juni 1959 geboren", "im Juni 1959 gebaut"),),
    "villages": (
        ("vorher Helmstedt, jetzt hier", "vorher Arbeit, jetzt keine"),
        ("von Wendessen fährt kein Bus", "von Anfang an"),
        ("eine Praxis in Lehre", "in Höhe von 74 Euro"),
        ("ich komme aus Halle", "aus Holz"),
    ),
    "filed_by_surname": (("Partner: Zimmermann, Dankwart", "Sache: Miete, Heizung"),),
}


def finds(name: str, text: str) -> bool:
    """Whether the recogniser of that name finds something in the text."""
    if name in PATTERNS:
        return any(True for one in PATTERNS[name] for _ in one(text))
    return any(True for _ in READERS[name](read(text)))


@pytest.mark.parametrize(("name", "text"), [(name, hit) for name, pairs in PAIRS.items() for hit, _ in pairs])
def test_found(name: str, text: str) -> None:
    assert finds(name, text)


@pytest.mark.parametrize(("name", "text"), [(name, miss) for name, pairs in PAIRS.items() for _, miss in pairs])
def test_left(name: str, text: str) -> None:
    assert not finds(name, text)


def test_every_recogniser_has_its_pair() -> None:
    assert PATTERNS.keys() | READERS.keys() == PAIRS.keys()


def test_every_recogniser_stands_in_the_documentation() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert [name for name in (*PATTERNS, *READERS) if f"`{name}`" not in text] == []
