"""Closed classes of German words, folded: what can and cannot stand beside a name."""

from __future__ import annotations

from typing import Final

from mailbot.privacy.classes import words

ARTICLES: Final = words("articles")
NOUN_MARKERS: Final = words("noun markers")
TIME_WORDS: Final = words("time words")
TIME_MARKERS: Final = NOUN_MARKERS | words("time markers")
FUNCTION: Final = words("function")
SALUTATIONS: Final = words("salutations")
TITLES: Final = words("titles")
PARTICLES: Final = words("particles")
KIN: Final = words("kin")
ROLES: Final = words("roles")
INTRODUCERS: Final = words("introducers")
GREETINGS: Final = words("greetings")
SAYING: Final = words("saying")
TEAM_NOUNS: Final = words("team nouns")
ORG_HEADS: Final = words("org heads")
LEADS: Final = ARTICLES | NOUN_MARKERS
"""What a noun follows."""
NO_NAMES: Final = FUNCTION | KIN | ROLES
"""Words that stand where names do and are none."""
