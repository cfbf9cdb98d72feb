"""How a value of a template becomes text that can begin no line of markup, and no command when it is quoted. Pure."""

from __future__ import annotations

import re
from typing import Final

from mailbot.errors import PermanentError
from mailbot.outbound.markup import LINK, RELEASED, TARGET
from mailbot.privacy.cleared import Cleared

_LINE_BREAK: Final = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_LINE_BREAKS: Final = re.compile(r"[\x00-\x08\r\n\v\f\x0e-\x1f\x7f\x85\u2028\u2029]+")
_MARKS_OF_OURS: Final = str.maketrans({LINK: " ", TARGET: " ", RELEASED: " "})


class Lines(str):
    """Text that a filter made ready: it may have several lines."""

    __slots__ = ()


def put_out(value: object) -> str:
    """A value as one line, so that none can begin a line of markup; anything but cleared text is refused."""
    if isinstance(value, Lines):
        return value
    if isinstance(value, Cleared):
        return one_line(str(value))
    if isinstance(value, str):
        return value  # literal text of the template itself
    raise PermanentError("a template put out something that is not cleared text")


def one_line(text: str) -> str:
    """Without line breaks and without what our markup would take for a column."""
    return _LINE_BREAKS.sub(" ", text).replace("|", "/")


def quoted(text: str) -> str:
    """Outside text in an internal mail: each line begins with "│ ", so that no quoted line can act as a command."""
    return "\n".join(f"│ {line}".rstrip() for line in _lines(text))


def plain(text: str) -> str:
    """Text of an answer as it was released: paragraphs without markup."""
    return "\n".join(f"{RELEASED}{line}" if line.strip() else "" for line in _lines(text))


def _lines(text: str) -> list[str]:
    """The lines of a text by every break that a mail program could know, without empty ones at both ends."""
    return _LINE_BREAK.split(text.translate(_MARKS_OF_OURS).strip())
