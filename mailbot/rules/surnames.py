"""Surnames say nothing: Frau Süß is not nice, Herr Sorge worries nobody, and Herr Freund signs his mail."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mailbot.rules.words import Reading, fold

UNREAD: Final = "…"
"""Stands in a reading for a word that no pattern may be found in."""
_TITLES: Final = frozenset({"frau", "herr", "herrn", "hr", "fr", "familie", "fam", "mr", "mrs", "ms"})
_ROLES: Final = (
    *("mitarbeit", "sachbearb", "bearbeit", "vermittl", "arbeitsverm", "berat", "fallmanag", "teamleit", "leiter"),
    *("kolleg", "doktor", "chef", "direktor", "geschaeftsf", "buergermeist", "minister", "vorsitz", "praesident"),
    *(
        "angestellt",
        "beamt",
        "bundes",
        "staatssekr",
        "abgeordn",
        "landrat",
        "landraet",
        "betreu",
        "pfoertner",
        "abteilung",
        "jobcenter",
        "nachbar",
        "vermieter",
    ),
)
_SHORT: Final = frozenset({"hr", "fr", "fam"})
"""Titles written with a dot, which looks like the end of a sentence."""
_SIGNED_WITHIN: Final = 20


def without_surnames(reading: Reading, sender_name: str) -> Reading:
    """The reading with `UNREAD` for the word after Frau or Herr, and for the writer's own name below the text."""
    names = _called(reading) | _signed(reading, frozenset(fold(sender_name.replace("-", " ")).split()))
    if not names:
        return reading
    words = list(reading.words)
    for at in names:
        words[at] = UNREAD
    return replace(reading, words=tuple(words))


def _called(reading: Reading) -> set[int]:
    words, shown, place = reading.words, reading.shown, reading.place
    after = [at + 1 for at, word in enumerate(words[:-1]) if word in _TITLES]
    return {
        at
        for at in after
        if shown[at][0].isupper()
        and (place[at] - place[at - 1] == 1 or words[at - 1] in _SHORT)
        and not words[at].startswith(_ROLES)
    }


def _signed(reading: Reading, own: frozenset[str]) -> set[int]:
    begin = max(0, len(reading.words) - _SIGNED_WITHIN)
    below = enumerate(reading.words[begin:], begin)
    return {at for at, word in below if word in own and reading.shown[at][0].isupper()}
