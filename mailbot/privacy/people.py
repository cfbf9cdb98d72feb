"""Who is meant in a case: what is known beforehand, and the table that gives each person one number."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """What the case knows before its text is read; every item is from outside or a name of the staff.

    `names`: display names, form names, names in attachment names and in the local part of addresses.
    `addresses`: mail addresses. `numbers`: customer numbers. `phones`: phone numbers. `places`: streets and villages
    from forms. `staff`: names of employees from the directory. `prefix`: what the office's own file numbers begin with.
    """

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    prefix: str = "KRM"
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class People:
    """The case's table of persons: (folded form of a name, number of the person), kept through all its mails."""

    table: tuple[tuple[str, int], ...] = ()

    def number_of(self, form: str) -> int | None:
        """The person to whom this folded form belongs, or None."""
        return next((number for key, number in self.table if key == form), None)
