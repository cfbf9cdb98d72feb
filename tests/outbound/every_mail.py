"""Every mail there is, as it leaves, from the samples that the pictures are made of."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

SCRIPTS = Path(__file__).parent.parent.parent / "scripts"


@cache
def every_mail() -> dict[str, tuple[str, str, str]]:
    """Subject, text part and HTML part by name."""
    sys.path.insert(0, str(SCRIPTS))
    try:
        import mail_samples
    finally:
        sys.path.remove(str(SCRIPTS))
    found: dict[str, tuple[str, str, str]] = mail_samples.mails()
    return found


def every_page() -> dict[str, str]:
    """The HTML part by name."""
    return {name: html for name, (_, _, html) in every_mail().items()}
