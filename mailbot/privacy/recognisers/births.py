"""Birth dates in every notation, also in words; other dates stay."""

from __future__ import annotations

import re
from typing import Final

from mailbot.privacy.recognisers.expressions import caseless, indifferent
from mailbot.privacy.recognisers.pattern import DIGIT, Pattern
from mailbot.privacy.spans import Kind, Span

_MONTHS_BEGIN: Final = (
    "jan", "jän", "jaen", "feb", "mär", "mae", "mrz", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez",
)  # fmt: skip
_MONTH: Final = (
    r"(?:januar|jänner|jan|februar|feber|feb|märz|maerz|mär|mrz|april|apr|mai|juni|juno|jun|juli|julei|jul|august|"
    r"aug|september|sept|sep|oktober|okt|november|nov|dezember|dez)\.?"
)
_SEASON: Final = r"(?:frühjahr|frühling|sommer|herbst|winter|anfang|mitte|ende)"
_ORDINAL: Final = (
    r"(?:erste[rnms]?|zweite[rnms]?|dritte[rnms]?|vierte[rnms]?|fünfte[rnms]?|fuenfte[rnms]?|sechste[rnms]?|"
    r"siebe?n?te[rnms]?|achte[rnms]?|neunte[rnms]?|zehnte[rnms]?|elfte[rnms]?|"
    r"zwölfte[rnms]?|zwoelfte[rnms]?|(?:drei|vier|fünf|fuenf|sech|sieb|acht|neun)zehnte[rnms]?|(?:ein|zwei|"
    r"drei|vier|fünf|fuenf|sechs|sieben|acht|neun)?(?:und)?(?:zwanzig|dreißig|dreissig)ste[rnms]?)"
)
_DAY_BEGINS: Final = (
    *("0", "erst", "zweit", "dritt", "viert", "fünf", "fuenf", "sech", "sieb", "acht", "neun", "zehnt", "elft"),
    *("zwölf", "zwoelf", "drei", "zwei", "vier", "einu", "einz", "eind", "undz", "undd", "zwanz"),
)
"""What a day begins with, in figures or in words."""
_YEAR_WORDS: Final = (
    r"(?:neunzehn(?:hundert)?[a-zäöüß]{4,30}|zwei ?tausend ?(?:und ?)?[a-zäöüß]{0,20}|(?:ein|zwei|drei|vier|fünf|"
    r"sechs|sieben|acht|neun)und(?:vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig)|(?:vierzig|fünfzig|sechzig|"
    r"siebzig|achtzig|neunzig))"
)
_DAY: Final = rf"(?:\d{{1,2}}\.?|{_ORDINAL})"
_YEAR: Final = rf"(?:(?:19|20)\d\d|'?\d\d|{_YEAR_WORDS})"
_DATE: Final = (
    rf"(?:\d{{1,2}}[ \t]?[./\-–][ \t]?\d{{1,2}}[ \t]?[./\-–][ \t]?(?:(?:19|20)\d\d|\d\d)(?!\d)|(?:19|20)"
    rf"\d\d[-./]\d{{1,2}}[-./]\d{{1,2}}|\d{{1,2}}[./ ][ \t]?[IVX]{{1,4}}[./ ][ \t]?(?:19|20)?\d\d(?!\d)|"
    rf"{_DAY}[ \t\n]{{0,2}}{_MONTH}[ \t\n,]{{0,3}}(?:im jahre? )?{_YEAR}(?!\w)|"
    rf"{_DAY}[ \t]{_ORDINAL}[ \t,]{{1,3}}(?:im jahre? )?{_YEAR}(?!\w))"
)
_FOREIGN_MONTH: Final = r"\d{1,2}\.?[ \t][^\W\d_]{3,12}\.?[ \t](?:19|20)\d\d(?!\d)"
"""A date behind a word for birth whose month is written in another language."""
_ODD_DATE: Final = (
    r"['’´`]\d\d[-./]\d{1,2}[-./]\d{1,2}(?!\d)|"
    r"\d(?:[ \t]?\d){0,3}[ \t]?[-./][ \t]?\d(?:[ \t]?\d)?[ \t]?[-./][ \t]?\d(?:[ \t]?\d){1,3}(?![ \t]?\d)"
)
"""A date behind a word for birth that begins with a short year, or whose figures stand apart."""
_BORN: Final = (
    r"(?:geb(?:oren(?:e[rn]?)?|urtsdatum|urtstag|\.?-?datum|\.?-?dat)?|geborn|gebohren|gebooren|born|geburtsdatum|"
    r"geb\.?\s?am|\*|✱|dob|gebdat|geb-datum|geb\.-datum|jahrgang|jg)"
)


_HALF: Final = rf"{_DAY}[ \t]{{0,2}}(?:{_MONTH}|\d{{1,2}}\.(?!\d)|{_ORDINAL})(?:[ \t]?(?:19|20)\d\d)?"
"""A day and a month, the year left out or not."""
_AGE: Final = (
    r"(?:\d{1,2}\b(?![ \t]?(?:uhr|tage|wochen|monate|euro|eur\b|€|%|prozent|seiten|stunden|mal\b|x\b))(?![.,:]\d)|"
    r"[^\W\d_]{0,20}(?:zehn|zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|zwölf|elf)\b|volljährig)"
)
"""An age that somebody comes to."""


def _long_ago(match: re.Match[str]) -> bool:
    """A date before 2013 with two-digit or four-digit year, such as people who write to an office were born on."""
    year = int(match.group("year"))
    if year < 100:
        return 28 <= year <= 99
    return 1915 <= year <= 2011


_ROW_OF_BIRTHS: Final = re.compile(
    r"(?:geburts(?:daten|tage)[^\n\d]{0,40}|geboren[^\n\d]{0,25})"
    r"(?:\d[\d.\-/ ]{4,12}(?:[^\W\d_]{1,12})?[ ,;/&]{1,3}(?:und )?){0,4}\Z",
    re.IGNORECASE,
)


RECOGNISERS: Final = (
    Pattern(
        "born_on",
        Kind.BIRTH,
        caseless(
            rf"(?<!\w){_BORN}[.:]?[ \t\n]{{0,3}}(?:(?:wurde |bin |ist |war |ich |er |sie |also |nämlich |übrigens |"
            rf"am|den|der|vom|:|=|-|–|\(|,)[ \t\n]{{0,2}}){{0,5}}(?P<hit>{_DATE}|{_FOREIGN_MONTH}|{_ODD_DATE})",
            *("geb", "gebor", "born", "*", "✱", "dob", "jahrgang", "jg"),
        ),
        "a date after the word for birth",
        needs=(
            "gebo",
            "geb.",
            "geb ",
            "geb:",
            "geb-",
            "geb\n",
            "geburt",
            "gebd",
            "gebr",
            "*",
            "born",
            "dob",
            "jahrgang",
            "jg",
            "✱",
        ),
    ),
    Pattern(
        "date_born",
        Kind.BIRTH,
        caseless(rf"(?<!\w)(?=[\dadefnsvz])(?P<hit>{_DATE})[ \t,]{{1,3}}(?:geboren|zur welt)", *_DAY_BEGINS),
        "a date before the word for birth",
        needs=("geboren", "zur welt"),
    ),
    Pattern(
        "born_day",
        Kind.BIRTH,
        caseless(
            rf"(?<!\w)(?:geburtstag\w{{0,14}}|geboren|geb\.|(?:jg|jahrgang)\W{{1,2}}\d{{4}})\W{{0,3}}(?:(?:zum|hab|ha"
            rf"be|hat|ist|war|ich|er|sie|am|"
            rf"den|der|immer|im|nächsten|jetzt|nun)\W{{1,3}}){{0,5}}(?P<hit>{_DAY}[ \t]{{0,2}}(?:{_MONTH}|"
            rf"\d{{1,2}}\.)(?:[ \t]\d{{4}})?)",
            *("geburtstag", "geboren", "geb.", "jg", "jahrgang"),
        ),
        "a day after the word for birth",
        needs=("geb", "jg", "jahrgang"),
    ),
    Pattern(
        "day_of_birthday",
        Kind.BIRTH,
        caseless(
            rf"(?<!\w)(?=[\dadefnsvz])(?P<hit>{_DAY}[ \t]{{0,2}}(?:{_MONTH}|\d{{1,2}}\.)(?:[ \t]?\d{{4}})?)"
            rf"[ \t,]{{1,3}}(?:[\wäöüß]+[ \t]){{0,4}}?(?:geboren|geburtstag|zur welt|(?:\d\d|achtzehn|siebzehn|"
            rf"neunzehn|sechzehn|fünfzehn|[a-zäöü]{{2,8}}und(?:zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig)|"
            rf"zwanzig|dreißig|vierzig|fünfzig|sechzig)[ \t.](?:jahre )?(?:alt )?(?:geworden|wurde|werde|wird))\b",
            *_DAY_BEGINS,
        ),
        "a day before the word for birth",
        needs=("gebor", "geburtstag", "zur welt", "geworden", "wurde", "werde", "wird"),
    ),
    Pattern(
        "born_child",
        Kind.BIRTH,
        caseless(
            rf"(?<!\w)(?:(?:kleine[rn]?|baby|kind|sohn|tochter|zwillinge|mädchen|junge|bub|enkel(?:in)?)"
            rf"(?:[ \t][^\W\d_]{{2,20}}){{0,2}}|er|sie)[ \t](?:ist|sind|kam|kamen|wurde|wurden|kommt)[ \t]"
            rf"(?:am|den|vom)?[ \t]?(?P<hit>{_DAY}[ \t]{{0,2}}(?:{_MONTH}|\d{{1,2}}\.)(?:[ \t]?\d{{2,4}})?)[ \t]"
            rf"(?:um \d{{1,2}}[:.]\d\d (?:uhr )?|früh |abends |nachts |morgens |endlich ){{0,2}}(?:gekommen|"
            rf"geboren|da\b|zur|auf die|dazugekommen)",
            *("klein", "baby", "kind", "sohn", "tochter", "zwillinge", "mädchen", "maedchen", "junge", "bub", "enkel"),
            *(f"{who}{blank}{verb}" for who in ("er", "sie") for blank in (" ", "\t") for verb in "iskw"),
        ),
        "the day on which a child came",
        needs=("gekommen", "geboren", " da", "zur welt", "auf die welt"),
    ),
    Pattern(
        "birth_papers",
        Kind.BIRTH,
        caseless(
            rf"(?<!\w)(?:geburtsurkunde|geburtsbescheinigung|mutterpass|entbindung\w*|entbunden)"
            rf"[^\n.]{{0,40}}?(?P<hit>{_DATE})",
            *("geburtsurkunde", "mutterpass", "entbindung"),
        ),
        "a date beside birth papers",
        needs=("geburts", "mutterpass", "entb"),
    ),
    Pattern(
        "becomes_of_age",
        Kind.BIRTH,
        caseless(
            rf"(?<!\w)(?=[\dadefnsvz])(?P<hit>{_DAY}[ \t]{{0,2}}(?:{_MONTH}|\d{{1,2}}\.)(?:[ \t]?\d{{4}})?)"
            rf"[ \t]{{1,2}}(?:werde|"
            rf"wird|wurde|wurd|werd|bin)[ \t](?:ich|er|sie|es|mein \w+|meine \w+|unsere? \w+|[A-ZÄÖÜ]\w+)"
            rf"[ \t](?:jetzt |dann |endlich |schon |erst )?(?:\d{{1,2}}\b|[a-zäöüß]*(?:zehn|zwanzig|dreißig|"
            rf"vierzig|fünfzig|sechzig|siebzig|achtzig|zwölf|elf)\b|volljährig|\w+ jahre)",
            *_DAY_BEGINS,
        ),
        "the day on which somebody comes to an age",
        needs=("werde ", "wird ", "wurde ", "wurd ", "werd ", "bin "),
    ),
    Pattern(
        "comes_of_age_on",
        Kind.BIRTH,
        caseless(
            rf"(?<!\w)(?:werde|wird|werd|wurde|bin|ist)[ \t](?:[^\W\d_]{{2,20}}[ \t]){{0,2}}am[ \t](?P<hit>{_HALF})"
            rf"[ \t]"
            rf"(?:dann |schon |endlich |erst |auch |nun )?{_AGE}",
            *("werd", "wird", "wurde", "bin ", "bin\t", "ist ", "ist\t"),
        ),
        "the day on which somebody comes to an age, behind the verb",
        needs=("werde ", "wird ", "werd ", "wurde ", "bin ", "ist "),
        requires=re.compile(r"am (?<!\wam )(?:\d{1,2}\.|[^\W\d_]{3,24}ten )"),
    ),
    Pattern(
        "feast_of_birth",
        Kind.BIRTH,
        caseless(
            rf"(?<!\w)(?:feier\w{{0,3}}|begeh\w{{0,3}}|hab\w{{0,2}}|hat)[ \t](?:[^\W\d_]{{2,20}}[ \t]){{0,2}}(?:am"
            rf"[ \t])?(?P<hit>{_HALF})"
            rf"[ \t](?:[^\W\d_]{{2,12}}[ \t]){{0,2}}(?:\d{{1,2}}\.(?!\d)|"
            rf"[^\W\d_]{{3,24}}(?:zigsten|ßigsten|ssigsten|zehnten)|geburtstag)",
            *("feier", "begeh", "hab", "hat ", "hat\t"),
        ),
        "the day of a birthday that is kept",
        needs=("feier", "begeh", "geburtstag"),
    ),
    Pattern(
        "feast_on",
        Kind.BIRTH,
        caseless(
            rf"(?<!\w)(?:geburtstag|[^\W\d_]{{3,24}}(?:zigster|ßigster|zehnter)|mein \d\d\.)[ \t](?:ist|war|fällt|fei"
            rf"ern? wir)"
            rf"[ \t](?:auf |am |der |immer |den ){{0,3}}(?P<hit>{_HALF})(?!\w)"
        ),
        "the day of a birthday, told",
        needs=("geburtstag", "igster", "zehnter", "mein "),
        requires=re.compile(r"geburtstag|igster|zehnter|mein \d\d\."),
    ),
    Pattern(
        "date_long_ago",
        Kind.BIRTH,
        caseless(
            r"(?=\d)(?<![\d.\-/])(?<!vom )(?<!seit )(?<!seit dem )(?<!fassung )(?<!ab )(?<!bis )(?<!zum )(?<!von )"
            r"\d{1,2}[./\-](?:[ \t])?(?:\d{1,2}|[ivx]{1,4})[./\-](?:[ \t])?(?P<year>(?:19|20)\d\d|\d\d)"
            r"(?![\d.\-/]*\d)(?!,\d)",
            *("0-", "0.", "0/", "00-", "00.", "00/"),
        ),
        "a date decades ago",
        _long_ago,
    ),
    Pattern(
        "iso_date_long_ago",
        Kind.BIRTH,
        caseless(r"(?=[12])(?<![\d.\-/])(?<!vom )(?P<year>(?:19|20)\d\d)[-./]\d{1,2}[-./]\d{1,2}(?!\d)", "0000"),
        "a date decades ago",
        _long_ago,
    ),
    Pattern(
        "date_in_ordinals",
        Kind.BIRTH,
        caseless(
            rf"(?<!\w){_ORDINAL}[ \t]{{1,2}}(?:des[ \t])?{_ORDINAL}[ \t,]{{1,3}}(?:im jahre? )?"
            rf"(?:{_YEAR_WORDS}|19\d\d|[4-9]\d)(?!\w)",
            *_DAY_BEGINS,
        ),
        "a date in ordinal numbers",
        requires=re.compile(r"te[rnms]?[ \t]{1,2}(?:des[ \t])?[^\W\d]{3,20}te[rnms]?[ \t,]"),
    ),
    Pattern(
        "date_in_birth_line",
        Kind.BIRTH,
        caseless(rf"(?<![\d.])(?=\d)(?P<hit>{_DATE})", "0"),
        "a date in a row of birth dates",
        lambda m: _ROW_OF_BIRTHS.search(m.string, max(0, m.start() - 90), m.start()) is not None,
        needs=("geburtsda", "geburtstage", "geboren"),
        requires=DIGIT,
    ),
    Pattern(
        "month_of_birth",
        Kind.BIRTH,
        caseless(
            rf"(?<!\w)(?:geboren|geb\.)[ \t:]{{1,2}}(?:wurde ich |bin ich )?(?:im jahre? |im |"
            rf"anno )?(?P<hit>(?:(?:{_MONTH}|{_SEASON})[ \t])?(?:19[2-9]\d|20[01]\d))(?!\w)",
            *("geboren", "geb."),
        ),
        "a month or year behind the word for birth",
        needs=("geb",),
    ),
    Pattern(
        "year_before_birth",
        Kind.BIRTH,
        caseless(
            r"(?<![\w.,/-])(?P<hit>(?:19[2-9]\d|20[012]\d)(?:(?:,[ \t]?|[ \t]und[ \t])(?:19[2-9]\d|20[012]\d)){0,5})"
            r"[ \t](?:(?:in|im|als|bei)[ \t](?:[^\W\d_]{2,20}[ \t]){1,2})?(?:geboren|zur welt)(?!\w)",
            "0000",
        ),
        "a year before the word for birth",
        needs=("geboren", "zur welt"),
    ),
    Pattern(
        "month_before_birth",
        Kind.BIRTH,
        caseless(
            rf"(?<!\w)(?P<hit>{_MONTH}[ \t](?:19[2-9]\d|200\d))[ \t]"
            rf"(?:[^\W\d_]{{2,12}}[ \t]){{0,2}}(?:geboren|zur welt)",
            *_MONTHS_BEGIN,
        ),
        "a month before the word for birth",
        needs=("geboren", "zur welt"),
    ),
    Pattern(
        "day_and_age",
        Kind.BIRTH,
        caseless(
            rf"(?<!\w)(?:am|vom|der|den)[ \t](?P<hit>{_HALF})[ \t]{{0,2}},?[ \t]?(?:und |da |dann )"
            rf"(?:werd\w{{0,2}}|wird)[ \t](?:ich |er |sie |dann |schon |jetzt |bald |beide ){{0,2}}{_AGE}",
            *("am ", "am\t", "vom", "der", "den"),
        ),
        "a day, and the age to which somebody comes",
        needs=("werd", "wird "),
    ),
    Pattern(
        "short_date_long_ago",
        Kind.BIRTH,
        caseless(
            rf"(?<!\w)(?=\d)(?<!vom )(?<!seit )(?<!seit dem )\d{{1,2}}\.?[ \t]{{0,2}}{_MONTH}[ \t]{{1,2}}'?"
            rf"(?P<year>[3-9]\d)(?![\w.:,]*\d)(?![ \t]?(?:uhr|euro|eur\b|€|%|mal\b|stunden|minuten|tage|prozent))",
            "0",
        ),
        "a date decades ago, the year short",
        requires=DIGIT,
    ),
    Pattern(
        "worded_date_long_ago",
        Kind.BIRTH,
        caseless(
            rf"(?<!\w)(?=[\dadefnsvz])(?<!vom )(?<!seit )(?<!seit dem ){_DAY}[ \t]{{0,2}}{_MONTH}"
            rf"[ \t\n,]{{0,3}}(?:im jahre? )?(?:(?P<year>(?:19|20)\d\d)|{_YEAR_WORDS})(?!\w)",
            *_DAY_BEGINS,
        ),
        "a date decades ago, month in words",
        lambda m: m.group("year") is None or _long_ago(m),
        needs=_MONTHS_BEGIN,
    ),
)

_AFTER_NAME: Final = indifferent(
    rf"[ \t]{{0,3}}[|,;(*:–\-\t]{{0,3}}[ \t]{{0,12}}(?:geb\.?[ \t]?)?(?P<hit>(?P<iso>(?:19|20)\d\d)-\d{{1,2}}-"
    rf"\d{{1,2}}|"
    rf"\d{{1,2}}[./\-][ \t]?\d{{1,2}}[./"
    rf"\-][ \t]?(?P<year>(?:19|20)\d\d|\d\d)(?!\d)|{_DAY}[ \t]{{0,2}}{_MONTH}[ \t]{{1,2}}(?P<long>(?:19|20)"
    rf"\d\d))"
)


def after_name(text: str, end: int, *, before: int) -> Span | None:
    """A date right behind a name that ends at `end`, if its year lies before `before`: when that person was born."""
    match = _AFTER_NAME.compiled.match(text, end)
    if match is None:
        return None
    year = int(match.group("year") or match.group("long") or match.group("iso"))
    year += 2000 if year <= before % 100 else 1900 if year < 100 else 0
    if year >= before:
        return None
    return Span(match.start("hit"), match.end("hit"), Kind.BIRTH, "date_after_name", "a date right behind a name")
