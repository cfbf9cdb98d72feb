"""What counts as a sign of spam, and for how much: expressions on a text in lower case.

An expression is written as alternatives; each is looked for only where one of its own words stands.
"""

from __future__ import annotations

from typing import Final

POINTS: Final[tuple[tuple[int, str], ...]] = (
    # money out of nothing: crypto, trading, lottery, loans
    (3, r"bitcoin|krypto|crypto|ethereum|blockchain|trading[ -]?(?:bot|plattform|system)|forex|binäre optionen"),
    (3, r"sie wurden ausgewählt|ohne vorkenntnisse,? (?:und )?ohne risiko|verdienen sie ab (?:heute|sofort)"),
    (
        2,
        (
            r"mindesteinlage|investieren sie|rendite|passives? einkommen|passive income|profit|ki-plattform|"
            r"kapitalanlage|ihr investment"
        ),
    ),
    (
        2,
        (
            r"pro (?:woche|tag|monat)(?: -| –)? (?:von zu hause|verdienen|online)|"
            r"verdient? [\d.,]{3,12} ?(?:€|eur|euro|"
            r"dollar)|"
            r"geld verdienen|von zu hause aus? (?:arbeiten|verdienen)|earn \$|make money|"
            r"home ?office[^\n]{0,40}verdien"
        ),
    ),
    (
        2,
        (
            r"nur noch \d{1,3} (?:plätze|stück|stunden|tage)|jetzt starten|jetzt (?:sichern|zugreifen|bestellen|"
            r"anmelden)|"
            r"hier klicken|click here|klicken sie (?:hier|auf (?:den|diesen|folgenden))|act now|limited (?:time|"
            r"offer)|angebot endet"
        ),
    ),
    (
        3,
        (
            r"risk disclaimer|not investment advice|kein anlageberat|risikofrei|100 ?% (?:legal|sicher|garantiert|"
            r"risk)|garantierte? (?:gewinn|rendite)"
        ),
    ),
    (
        4,
        (
            r"sie haben gewonnen|you(?: have|'ve)? won|gewinnbenachrichtigung|lotterie|lottery|jackpot|preisgeld|"
            r"gutschein im wert von"
        ),
    ),
    (
        3,
        (
            r"kredit (?:ohne schufa|von \d|sofort)|sofortkredit|darlehen von \d[^\n]{0,60}zinsen|zinssatz von \d|"
            r"loan offer|ohne bonitätsprüfung|"
            r"angebot[^\n]{0,30}kredit zwischen|kreditangebot"
        ),
    ),
    # advance fee fraud
    (
        4,
        (
            r"million(?:en)? (?:us[- ]?)?(?:dollar|euro|usd|pfund|pounds)|(?:us[- ]?dollar|usd|\$) ?[\d.,]{7,}|"
            r"[\d.,]{8,} ?(?:us[- ]?dollar|usd|us \$)"
        ),
    ),
    (
        3,
        (
            r"erbschaft|next of kin|nächster? verwandter?|verstorbene[nrs]? (?:kunde|mandant|ingenieur|klient)|"
            r"von verstorben|barrister|inheritance|"
            r"nachlass in höhe|spende(?:n)? an sie|donation (?:of|to you)|wohltätige[rn]? zwecke[^\n]{0,60}spend"
        ),
    ),
    (
        2,
        (
            r"lieber freund|dear (?:friend|beneficiary|beloved)|grüße in (?:den|dem) namen|god bless you|"
            r"gott segne sie|meine private e-?mail|vertraulich(?:e|er) (?:vorschlag|geschäft)"
        ),
    ),
    (2, r"ihr(?:e)? voll(?:er|ständiger) name|kopie (?:von|ihres) (?:ausweis|pass)|your full name|bankdaten"),
    # phishing
    (
        3,
        (
            r"push-?tan|phototan|tan-?verfahren|(?:ihr|dein) (?:konto|account|zugang|postfach|"
            r"kundenkonto)[^\n.]{0,60}(?:gesperrt|eingeschränkt|deaktiviert|abläuft|gelöscht|suspend)|"
            r"your (?:account|mailbox|password)[^\n.]{0,60}(?:suspend|locked|expire|limited|verify)"
        ),
    ),
    (
        3,
        (
            r"(?:bestätigen|verifizieren|aktualisieren|überprüfen) sie(?! mir|[^\n.]{0,30}\b(?:mein|"
            r"unser))[^\n.]{0,40}(?:daten|konto|identität|zugang|"
            r"zahlung|informationen)|verify your|confirm your (?:account|identity|password)|"
            r"legitimier\w{0,6} sie|einloggen, um|melden sie sich (?:hier|umgehend) an"
        ),
    ),
    (
        2,
        (
            r"ungewöhnliche (?:aktivität|anmeldung)|unusual (?:activity|sign)|sicherheitswarnung|security alert|"
            r"letzte (?:erinnerung|mahnung|warnung)|"
            r"passwort läuft (?:heute )?ab|speicherplatz (?:ist )?(?:fast )?voll|quota exceeded|"
            r"upgrade your mailbox"
        ),
    ),
    (
        2,
        (
            r"sparkasse|volksbank|commerzbank|postbank|paypal|amazon|netflix|deutsche bank|ing-diba|dkb|klarna|"
            r"microsoft 365|office ?365|elster|bundeszentralamt"
        ),
    ),
    (2, r"bearbeitungsgebühr|zollgebühr|versandgebühr|nachzahlung von \d{1,2}[,.]\d\d ?(?:€|eur)|gebühr von \d"),
    (
        4,
        (
            r"(?:ihr|das|dein) paket[^\n.]{0,60}(?:zugestellt|zurück|warte|zoll|gehalten|hinterlegt)|(?:dhl|ups|"
            r"dpd|hermes|fedex|gls)[^\n]{0,60}(?:sendung|paket|zustell|delivery)|your (?:parcel|package)"
        ),
    ),
    # asked for what nobody asks an office for: one's own PIN, card or account, by link, within hours
    (
        6,
        (
            r"(?:bestätigen|verifizieren|hinterlegen|übermitteln|"
            r"aktualisieren) sie[^\n.]{0,60}\bihre[nr]?[^\n.]{0,24}"
            r"(?:kontodaten|bankdaten|\bpin\b|\btan\b|kreditkarte|kartendaten|zugangsdaten|online-?banking)"
        ),
    ),
    (
        2,
        (
            r"(?:innerhalb|binnen)(?: von)? (?:24|48|72|12) stunden|verfällt ihr|(?:nachzahlung|auszahlung|"
            r"gutschrift|"
            r"rückerstattung|bonus) (?:von|über|in höhe)[^\n]{0,30}(?:wartet|liegt bereit|steht bereit)|"
            r"sehr geehrte[rs]? (?:leistungsempfänger|kunde|nutzer|inhaber)"
        ),
    ),
    (
        6,
        (
            r"(?:müssen|können|sollten|bitte)[^\n.]{0,30}\bsie (?:sich )?[^\n.]{0,60}(?:online-?banking|\btan\b|"
            r"kartendaten|kreditkarte)[^\n.]{0,40}(?:verifizieren|legitimieren|bestätigen|eingeben)"
        ),
    ),
    (
        4,
        (
            r"\d{1,2} (?:kilo|kg|pfund) in \d|ärzte hassen|wunder(?:mittel|pille|kapsel)|"
            r"abnehm-?(?:wunder|trick|kapsel|pille)|diät-?(?:pille|kapsel|drink)|solange der vorrat reicht"
        ),
    ),
    # casinos, bets, cheap credit; a citizen who tells of either shows no second sign
    (
        3,
        (
            r"casino|freispiele|free ?spins|sportwetten|willkommensbonus|spielautomaten|"
            r"kredit bis (?:zu )?[\d.]{4,}|"
            r"ohne[ -]schufa|schufa-?frei|trotz schufa|ohne bearbeitungsgebühr|kredit noch heute|"
            r"kreditzusage|darlehensangebot|blitzkredit|minikredit"
        ),
    ),
    (
        2,
        (
            r"(?:bonus|einzahlung|jackpot|freispiele)[^\n]{0,40}(?:sichern|gratis|kostenlos|geschenkt|heute)|"
            r"(?:jetzt|sofort|heute)[^\n]{0,24}(?:beantragen|anfragen|auszahlung|spielen|einlösen)|"
            r"auszahlung in \d|überweisen in \d{1,2} (?:stunden|minuten)|"
            r"heute (?:noch )?auf ihrem konto|effektiv\w{0,4} jahreszins|ab \d[.,]\d{1,2} ?%"
        ),
    ),
    (4, r"(?:in|per|mit|als) (?:bitcoins?|btc|krypto\w*|paysafe\w*|gutscheinkarten|steam-?karten)"),
    (
        3,
        (
            r"(?:geschenk|tablet|gutschein|prämie) gratis|"
            r"(?:seminar|schulung|workshop|kongress)[^\n]{0,80}(?:statt \d|rabatt|nur noch \d|frühbucher)"
        ),
    ),
    # advertising: search engines, web, leads, addresses
    (
        4,
        (
            r"backlinks?|seo\b|suchmaschinenoptimierung|ranking bei google|google[ -](?:ranking|platz)|"
            r"platz 1 (?:bei|auf)|page rank|more traffic|first page of google|"
            r"auf seite 1 (?:bei|von|der) (?:google|suche)"
        ),
    ),
    (
        2,
        (
            r"social[- ]media[- ]paket|webdesign|lead(?:s|generierung)|growth consultant|webinar|"
            r"unverbindlich(?:es|e|en) (?:telefonat|gespräch|angebot|beratung)|kostenlose (?:analyse|demo|"
            r"beratung|erstberatung)"
        ),
    ),
    (
        2,
        (
            r"auf (?:ihrer|eurer) (?:webseite|website|homepage|internetseite)|your website|unser(?:e)? (?:agentur|"
            r"produkt|software|tool)|für nur \d+|statt \d+[^\n]{0,12}(?:€|eur)|rabatt|sonderpreis|sonderaktion|"
            r"%-aktion|discount"
        ),
    ),
    (
        2,
        (
            r"keine weiteren (?:angebote|e-?mails)|antworten sie mit (?:nein|stop)|"
            r"(?:abmeldung|abmelden) (?:mit|durch) stop|unsubscribe|abmelden|opt[- ]?out"
        ),
    ),
    (
        3,
        (
            r"adressdaten kaufen|e-?mail-?adressen (?:kaufen|liste)|firmenverzeichnis|branchenbuch|"
            r"eintrag(?:ung)? im (?:register|branchenbuch|verzeichnis)|marken(?:register|anmeldung)"
        ),
    ),
    (
        2,
        (
            r"(?:photovoltaik|solaranlage|wärmepumpe|treppenlift|stromanbieter|private krankenversicherung|"
            r"zahnzusatz|handyvertrag)[^\n]{0,60}(?:angebot|vergleich|sparen|jetzt|förder)"
        ),
    ),
    # sales to the office: furniture, software, workers, what colleagues in other houses already use
    (
        3,
        (
            r"behördenrabatt|behördenkonditionen|sonderkonditionen für (?:behörden|kommunen|verwaltungen)|mengenrabatt|"
            r"staffelpreis|produktdemo|demo-?(?:termin|zugang)|(?:live|online)-demo|produktvorstellung|"
            r"kostenlose[sn]? muster|gratis-?muster|leasingangebot|"
            r"damen und herren (?:der|des|im) (?:beschaffung|einkauf)|"
            r"sofort verfügbare (?:[a-zäöüß-]{1,20} )?(?:[a-zäöüß]{0,20}kräfte|mitarbeiter|helfer|personal)"
        ),
    ),
    (
        3,
        (
            r"unsere? (?:ki|ki-[a-zäöüß-]{1,24}|software|plattform|app|lösung|lösungen|produkte|tische|stühle|geräte|"
            r"automaten|reinigungsmittel)[^\n.]{0,60}(?:schafft|spart|sparen|senkt|senken|automatisiert|beschleunigt|"
            r"reduziert|entlastet|übernimmt)|"
            r"(?:ihre kollegen|andere|viele|über \d{1,5})[^\n.]{0,20}(?:behörden|jobcenter|kommunen|verwaltungen|"
            r"häusern)[^\n.]{0,24}(?:sparen|nutzen|setzen|vertrauen)|"
            r"(?:behörden|jobcenter|kommunen|verwaltungen) sparen|(?:sparen|arbeiten) sie mit unsere[rmn]"
        ),
    ),
    (
        2,
        (
            r"minuten (?:zeit )?für (?:eine?n? )?(?:kurze?n? )?(?:demo|vorstellung|austausch|call|präsentation)|"
            r"minütige[nr]? (?:demo|vorstellung|präsentation)"
        ),
    ),
    (
        2,
        (
            r"sales (?:development|director|manager|representative)|gebietsleiter|account[ -]manager|key[ -]account|"
            r"business development|vertriebs(?:leit|mitarbeit|team)"
        ),
    ),
    (
        2,
        (
            r"ihre kollegen in [^\n.]{0,20}(?:häusern|behörden)|provisionsfrei|solange der vorrat|"
            r"\d{1,2} ?(?:%|prozent) (?:günstiger|sparen|zeitersparnis|ersparnis|der zeit)"
        ),
    ),
    # pharma, dating, goods
    (
        5,
        (
            r"viagra|cialis|potenzmittel|levitra|potenz\b|penis|erektion|abnehm(?:pille|kapsel)|ohne rezept|"
            r"online[- ]apotheke|weight loss|cbd[- ]öl"
        ),
    ),
    (
        4,
        (
            r"heiße (?:frauen|singles)|single(?:s| frauen) in (?:deiner|ihrer) nähe|\bsexy (?:frauen|girls|"
            r"singles)|\bdating(?:portal|seite|site|app)|einsame frau|hot (?:girls|singles)|porno|webcam"
        ),
    ),
    (
        3,
        (
            r"(?:replica|rolex|luxus)[ -]?uhren|designer(?:taschen|handbags)|china (?:factory|manufacturer|"
            r"supplier)|we are (?:a )?(?:leading )?(?:manufacturer|supplier|factory)|high quality products"
        ),
    ),
    # threats and malware
    (
        5,
        (
            r"(?:ich|wir|i) (?:habe|haben|have)[^\n.]{0,60}(?:ihre? (?:gerät|computer|kamera|webcam)|"
            r"your (?:device|computer|camera|webcam))|hacked|gehackt[^\n]{0,60}(?:bitcoin|btc|video)|masturb"
        ),
    ),
    (
        3,
        (
            r"rechnung (?:im anhang|anbei|beigefügt)[^\n]{0,60}(?:zip|makro|inhalt aktivieren|passwort)|"
            r"inhalte? aktivieren|aktivieren sie (?:die )?(?:inhalte|makros)|enable content|"
            r"invoice attached|offene rechnung[^\n]{0,80}(?:inkasso|anwalt|"
            r"letzte)"
        ),
    ),
    (
        2,
        (
            r"anhang öffnen|öffnen sie (?:die|den) (?:beigefügten? )?(?:datei|anhang|rechnung)|"
            r"inkasso(?:büro|verfahren)?|mahngebühr"
        ),
    ),
    (
        3,
        (
            r"geschäftsführer[^\n]{0,60}(?:überweisung|gutscheinkarten)|gutscheinkarten|guthabenkarten|gift ?cards?|"
            r"sind sie (?:gerade )?(?:am platz|verfügbar)\?[^\n]{0,40}$"
        ),
    ),
)
