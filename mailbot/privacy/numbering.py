"""One number per person, whatever form the name takes, through subject, text and later mails of a case."""

from __future__ import annotations

from mailbot.privacy.fold import fold
from mailbot.privacy.people import People


class Numbering:
    """The growing table of persons of one case."""

    def __init__(self, people: People) -> None:
        """Begin with what earlier mails of the case gave."""
        self._table = dict(people.table)

    def number(self, words: tuple[str, ...]) -> int:
        """The number of the person whom these words name, a new one where nobody is known."""
        keys = [self._base(fold(word)) for word in words if word]
        whole = " ".join(sorted(keys))
        known = self._table.get(whole) or self._by_parts(keys)
        number = known or max(self._table.values(), default=0) + 1
        self._table.setdefault(whole, number)
        for key in keys:
            if len(key) > 1:
                self._table.setdefault(key, number)
        return number

    def _base(self, key: str) -> str:
        """The form with or without the s of genitive and plural that is known already."""
        if key in self._table:
            return key
        short = key.rstrip("'").removesuffix("s").rstrip("'")
        return next((form for form in (short, f"{key}s", f"{key}'s") if form in self._table), key)

    def _by_parts(self, keys: list[str]) -> int | None:
        """The person of an initial with surname, or of a single part; two full given names are two persons."""
        full = [key for key in keys if len(key) > 1]
        if len(full) == 1:
            return self._table.get(full[0])
        wholes = {k: n for k, n in self._table.items() if " " in k}
        for whole, number in wholes.items():
            if set(keys) >= set(whole.split()) or set(keys) <= set(whole.split()):
                return number
        lone = [self._table[key] for key in full if key in self._table and not any(key in w.split() for w in wholes)]
        return lone[0] if lone else None

    @property
    def people(self) -> People:
        """The table as a value."""
        return People(tuple(self._table.items()))
