"""Closed classes of German words, folded: what can and cannot stand beside a name."""

from __future__ import annotations

from typing import Final

from mailbot.privacy.fold import fold


def _set(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split())


ARTICLES: Final = _set("der die das den dem des ein eine einen einem einer eines")
NOUN_MARKERS: Final = _set(
    "ein eine einen einem einer eines kein keine keinen keinem keiner keines als zum zur im am beim vom ins ans aufs ums fürs "
    "dieser diese dieses diesem diesen jener jene jenes jenem jenen jeder jede jedes jedem jeden mancher welcher welche welches "
    "welchem welchen mein meine meinen meinem meiner meines dein deine sein seine seinen seinem seiner seines ihr ihre ihren ihrem ihrer "
    "ihres unser unsere unseren unserem unserer euer eure letzten letzte letzter letztes nächsten nächste nächster nächstes ganzen "
    "ganze ganzer guten gute guter gutes neuen neue neuer neues alten alte alter altes großen große kleinen kleine ersten erste "
    "zweiten zweite dritten dritte vielen viel viele wenig wenige mehr etwas nichts kommenden vergangenen vorigen heißen kalten warmen "
    "roten grünen blauen schwarzen weißen jungen dicken bis ab seit übers hinterm unterm wegen trotz ohne pro je zwei drei vier fünf sechs sieben "
    "acht neun zehn elf zwölf beide beiden aller alle allen alles sämtliche einzige einzigen eigene eigenen eigener besten beste "
    "bester schönen schöner schönes sehr so zu zwecks mangels laut samt nebst per mehrere mehreren einige einigen"
)
TIME_WORDS: Final = _set(
    "montag dienstag mittwoch donnerstag freitag samstag sonntag sommer winter herbst frühling januar februar märz april mai juni juli "
    "august oktober dezember morgen abend ostern"
)
TIME_MARKERS: Final = NOUN_MARKERS | _set(
    "den der dem des und oder heute gestern nur immer auch mo di mi do fr sa so anfang mitte ende in über vor nach"
)
FUNCTION: Final = _set(
    "der die das den dem des ein eine einen einem einer eines und oder aber denn sondern doch weil dass daß ob wenn als wie wo was wer "
    "wen wem wessen warum wieso weshalb wann woher wohin womit wofür wozu worüber ich du er sie es wir ihr mich mir dich dir ihn ihm uns euch ihnen sich "
    "man mein meine meinen meinem meiner meines dein deine deinen deinem deiner sein seine seinen seinem seiner seines unser unsere unseren "
    "unserem unserer euer eure euren eurem ihre ihren ihrem ihrer ihres dieser diese dieses diesem diesen jener jene jenes jenem jenen "
    "welcher welche welches welchem welchen jeder jede jedes jedem jeden alle allen aller alles kein keine keinen keinem keiner keines "
    "niemand jemand etwas nichts selber selbst in im an am auf aus bei beim mit nach von vom vor zu zum zur über unter hinter neben "
    "zwischen für gegen ohne um durch bis seit wegen trotz während statt anstatt ab außer innerhalb außerhalb entlang laut gegenüber "
    "bezüglich betreffend hinsichtlich gemäß nicht auch noch nur schon sehr so dann da dort hier heute gestern morgen jetzt nun immer nie niemals oft mal "
    "wieder bereits erst dabei dafür dagegen damit danach daran darauf daraus darin darüber darum davon davor dazu deshalb deswegen "
    "trotzdem jedoch allerdings außerdem zudem sonst sogar etwa circa ca bitte danke ja nein okay ok vielleicht leider natürlich eigentlich eben halt einfach wirklich "
    "überhaupt irgendwie irgendwann irgendwo ziemlich ganz gar mehr weniger viel viele vielen wenig genug fast kaum bald später früher "
    "vorher nachher zuerst zuletzt endlich plötzlich sofort gleich weiter weiterhin bisher seitdem inzwischen mittlerweile manchmal meistens "
    "ist sind bin bist seid war waren warst wart sei wäre wären gewesen habe hab hat haben hast habt hatte hatten hätte hätten gehabt "
    "wird werden werde wirst wurde wurden würde würden worden geworden kann können kannst konnte konnten könnte könnten muss muß müssen musste mußte müsste "
    "musst soll sollen sollte sollten will wollen wollte wollten darf dürfen durfte dürfte mag möchte möchten mochte lässt lassen ließ "
    "sagt sagte sagen gesagt meint meinte meinen gemeint schreibt schrieb schreiben erklärt erklärte erzählt erzählte fragt fragte antwortet antwortete behauptet "
    "behauptete ruft rief anrufen kommt kam kommen geht ging gehen macht machte machen tut tat steht stand stehen liegt lag sitzt saß gibt gab geben nimmt nahm "
    "bekommt bekam bekommen kriegt kriegte findet fand weiß wusste wissen heißt hieß heißen wohnt wohnte arbeitet arbeitete braucht "
    "brauchte bringt brachte hilft half zeigt zeigte lacht lachte schickt schickte schrie legt legte hört sieht spricht sprach wartet wartete kennt kannte glaubt "
    "usw bzw etc evtl ggf wg sowie zwar denen deren dessen daher somit also ohnehin sowieso echt total voll richtig "
    "meldet meldete verlangt verlangte unterschrieb verweigert verweigerte verspricht versprach hätt wär würd hatt nich nix mal ma is war's ist's "
    "telefonisch persönlich schriftlich mündlich täglich ständig dauernd dort drüben oben unten vorne hinten links rechts rein raus rum hin her weg los zurück "
    "zuständig einmal zweimal dreimal viermal fünfmal zigmal mehrmals bittet droht fehlt wendet wohnhaft geboren geborene meldet unterschreibt bezieht krank nett freundlich unfreundlich böse zufrieden unmöglich hallo hi moin lieber liebe liebes sehr geehrte geehrter geehrten guten tag herr herrn frau hr fr familie "
    "ins ans aufs wegen'm dr prof u o a i v b z"
)
SALUTATIONS: Final = _set(
    "herr herrn hr frau fr frl fräulein familie fam eheleute eheleuten ehepaar geschwister gebrüder mister mr mrs ms madame monsieur pani pan bay hanım herren frauen sgf sghr"
)
TITLES: Final = _set(
    "dr prof professor doktor med phil jur rer nat ing dipl mag ra rain rechtsanwalt rechtsanwältin frau herr herrn hc habil ph mba msc bsc univ pd dent vet oec pol"
)
PARTICLES: Final = _set(
    "von van der den de del della di da dos du la le el al as ten ter zu zur zum vom und bin ibn abu ben ould mc mac st ap af auf v d"
)
KIN: Final = _set(
    "sohn söhne söhnen sohnes tochter töchter töchtern kind kinder kindern kindes bruder brüder bruders schwester schwestern mutter mutti mama mami mutters vater vati papa papi vaters eltern oma omi "
    "opa opi onkel tante cousin cousine kusine vetter neffe neffen nichte schwager schwägerin schwiegermutter schwiegervater schwiegersohn "
    "schwiegertochter enkel enkelin enkelkind enkelsohn enkeltochter ehemann ehefrau ehemannes mann mannes gatte gatten gattin gemahl gemahlin freund freundin freundes freundinnen "
    "lebensgefährte lebensgefährten lebensgefährtin partner partnerin partners verlobte verlobter verlobten ex exmann exfrau exfreund expartner baby babys säugling zwillinge "
    "zwillingen drillinge junge mädchen mädel jungs kumpel kumpels stiefsohn stieftochter stiefvater stiefmutter stiefbruder pflegekind pflegesohn pflegetochter halbbruder halbschwester "
    "großmutter großvater oma's patenkind schatz kleine kleiner kleinen große großer großen jüngste jüngster jüngsten älteste ältester ältesten "
    "mitbewohner mitbewohnerin wg-mitbewohner nachbar nachbarn nachbarin bekannte bekannter bekannten hund katze kater"
)
ROLES: Final = _set(
    "kollege kollegen kollegin kolleginnen sachbearbeiter sachbearbeiters sachbearbeiterin sachbearb sb vermittler vermittlers vermittlerin arbeitsvermittler arbeitsvermittlerin "
    "berater beraterin teamleiter teamleiterin tl abteilungsleiter abteilungsleiterin fallmanager fallmanagerin mitarbeiter mitarbeiters mitarbeiterin betreuer betreuers betreuerin "
    "berufsbetreuer berufsbetreuerin chef chefin vermieter vermieters vermieterin hausverwalter hausmeister anwalt anwältin rechtsanwalt rechtsanwältin ra rain "
    "dolmetscher dolmetscherin übersetzer übersetzerin kunde kunden kundin antragsteller antragstellerin petent petenten petentin mandant mandanten mandantin zeuge zeugen zeugin "
    "arzt ärztin hausarzt hausärztin zahnarzt kinderarzt kinderärztin frauenarzt therapeut therapeutin psychologe psychologin orthopäde neurologe "
    "lehrer lehrerin klassenlehrer klassenlehrerin erzieherin erzieher pfarrer pfarrerin pastor pastorin sozialarbeiter sozialarbeiterin sozialpädagoge sozialpädagogin "
    "steuerberater steuerberaterin ausbilder ausbilderin meister dozent dozentin coach trainer trainerin jobcoach geschäftsführer geschäftsführerin inhaber inhaberin leiter leiterin leitung "
    "ansprechpartner ansprechpartnerin unterzeichner unterzeichnerin wachmann pförtner praktikant praktikantin azubi vertretung vertreter vertreterin "
    "arbeitgeber arbeitgebers vormieter vormieterin nachmieter untermieter mieter mieterin bewerber bewerberin anrufer anruferin beschwerdeführer beschwerdeführerin schwester pfleger pflegerin "
    "hebamme schuldner schuldnerin gläubiger gläubigerin betreuter betreute betreuten genosse bearbeiter bearbeiterin agent agentin absender absenderin ansprechperson "
    "vorgesetzter vorgesetzte vorgesetzten kundenberater kundenberaterin personalchef personalchefin personalerin vorarbeiter"
)
INTRODUCERS: Final = _set(
    "namens genannt heiße heisse heiß heißt heisst hieß hiess heißen heissen hießen geborene geborener geb verwitwete unterzeichnet gezeichnet gez ppa"
)
GREETINGS: Final = _set(
    "hallo hi hey heyy huhu moin servus liebe lieber liebes lieben geehrte geehrter geehrten werte werter sg tach salut selam merhaba guude gude ciao"
)
SAYING: Final = _set(
    "sagt sagte meint meinte hat hatte ist war will wollte kann konnte soll sollte schreibt schrieb erklärt erklärte erzählt erzählte fragt fragte antwortet "
    "antwortete behauptet behauptete ruft rief kommt kam geht ging macht machte tut tat steht stand sitzt saß gibt gab nimmt nahm weiß wusste "
    "lacht lachte schickt schickte schrie legt legte hört sieht spricht sprach lügt log verspricht versprach bestätigt bestätigte weigert weigerte "
    "muss musste darf durfte wird wurde hätte wäre könnte möchte wohnt heißt liegt vor bearbeitet zuständig arbeitet"
)
TEAM_NOUNS: Final = _set(
    "zimmer schalter team raum etage stock seite punkt nummer absatz paragraph anlage woche tag jahr jahre kapitel zeile formular block gleis abschnitt "
    "artikel alter umfang monat quartal ziffer platz tresen gespräch termin telefon fall stelle gruppe stufe klasse kasse bus linie buslinie uhr version "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai juni juli august september oktober november dezember "
    "blatt bescheid antrag ticket nr satz haus aufgang eingang abs art sgb windows office iphone u25 ü25 kw frage option variante pflegegrad gdb "
    "jahrgang position teil schritt nachtrag mail kindern kinder personen tagen wochen monaten stunden anruf anrufe versuch grad fassung prozent bewerbungen"
)
ORG_HEADS: Final = _set(
    "spedition autohaus pizzeria bäckerei landbäckerei metallbau tischlerei schreinerei gärtnerei baumschule elektro kita kindergarten kindertagesstätte krippe klinikum klinik krankenhaus praxis "
    "hausverwaltung wohnbau wohnungsbau wohnungsgesellschaft wohnungsbaugesellschaft wohnungsgenossenschaft baugenossenschaft immobilien friseursalon salon friseur restaurant gaststätte gasthof gasthaus hotel imbiss cafe firma fa haus altenheim "
    "seniorenheim seniorenzentrum seniorenresidenz pflegeheim pflegedienst altenpflegeheim sozialstation schule grundschule realschule hauptschule oberschule gesamtschule gymnasium akademie fahrschule tsv sv fc tus vfl vfb bildungsträger "
    "kanzlei rechtsanwaltskanzlei apotheke zahnarztpraxis hausarztpraxis hebammenpraxis gemeinschaftspraxis logistikzentrum logistik malerbetrieb maler dachdeckerei sanitär heizungsbau bau bauunternehmen fliesen "
    "gebäudereinigung reinigung reinigungsfirma zeitarbeit zeitarbeitsfirma personalservice steuerbüro steuerkanzlei werkstatt kfz-werkstatt fleischerei metzgerei supermarkt "
    "edeka-markt rewe-markt tankstelle taxi bildungszentrum bildungswerk lernhof mehrgenerationenhaus wohngruppe wohnheim frauenhaus jugendzentrum stiftung verein verlag druckerei brauerei "
    "molkerei landhandel baumarkt möbelhaus modehaus eiscafe bistro kiosk bar café discothek fitnessstudio reiterhof hof gut biohof weingut kirchengemeinde autowerkstatt autoservice ambulante ambulanten tagespflege "
    "haarstudio haarwerkstatt nagelstudio kosmetikstudio blumenladen zimmerei schlosserei malermeister dachdecker gartenbau transporte umzüge kurierdienst sicherheitsdienst werk fabrik"
)
