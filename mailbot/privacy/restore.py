"""Stored text that was anonymised comes back as `Cleared`, after being looked at again.

What lies in the database could have been changed; nothing becomes cleared by having been stored.
"""

from __future__ import annotations

from mailbot.errors import PermanentError
from mailbot.privacy.cleared import Cleared, _clear
from mailbot.privacy.leaks import suspicious
from mailbot.privacy.mentions import mentions


def restore(text: str, identifiers: tuple[str, ...]) -> Cleared:
    """The text, cleared. PermanentError, without the text, when an identifier or the form of one stands in it."""
    if mentions(text, identifiers) or suspicious(text):
        raise PermanentError("a stored text is not anonymous: it stays in the case file")
    return _clear(text)
