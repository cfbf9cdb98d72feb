"""On a phone no mail is wider than the screen: nothing is cut, and nobody scrolls sideways."""

from __future__ import annotations

from chromium import run_in_page
from every_mail import every_page

PHONE = 400


def widths(pages: dict[str, str], width: int) -> dict[str, int]:
    """How wide each page becomes in a window of that width."""
    return run_in_page(pages, "", "frame.document.documentElement.scrollWidth", width=width)


def test_every_mail_fits_a_phone() -> None:
    assert {name: wide for name, wide in widths(every_page(), PHONE).items() if wide > PHONE} == {}


def test_the_instrument_sees_what_is_too_wide() -> None:
    page = f"<!DOCTYPE html><html><body><p>{'Wort' * 40}</p></body></html>"
    assert widths({"wide": page}, PHONE)["wide"] > PHONE
