"""Folder names: the configuration writes Archiv/2026, each server has its own delimiter and prefix."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.ingest.imap_connection import FolderNames

SLASH = FolderNames("/", "")
DOTS = FolderNames(".", "INBOX.")
DOTS_BARE = FolderNames(".", "")
PREFIXED = FolderNames("/", "mail/")


@pytest.mark.parametrize(
    ("names", "configured", "on_server"),
    [
        (SLASH, "INBOX", "INBOX"),
        (DOTS, "inbox", "INBOX"),
        (PREFIXED, "INBOX", "INBOX"),
        (SLASH, "KRM/leistung/KRM-2026-000001", "KRM/leistung/KRM-2026-000001"),
        (DOTS, "KRM/leistung/KRM-2026-000001", "INBOX.KRM.leistung.KRM-2026-000001"),
        (DOTS_BARE, "KRM/leistung", "KRM.leistung"),
        (PREFIXED, "KRM/leistung", "mail/KRM/leistung"),
        # written the server's way already
        (DOTS, "INBOX.Junk", "INBOX.Junk"),
        (DOTS, "INBOX/Junk", "INBOX.Junk"),
        (PREFIXED, "mail/Junk", "mail/Junk"),
        # a delimiter inside a name would make two levels of one
        (DOTS, "Team Nr. 5", "INBOX.Team Nr_ 5"),
        (SLASH, "/KRM/", "KRM"),
    ],
)
def test_names_become_the_servers_own(names: FolderNames, configured: str, on_server: str) -> None:
    assert names.on_server(configured) == on_server


@given(st.lists(st.text(st.characters(exclude_characters="./", exclude_categories=["C"]), min_size=1), min_size=1))
def test_a_name_survives_the_way_there_and_back(levels: list[str]) -> None:
    configured = "/".join(levels)
    if configured.upper() == "INBOX" or levels[0].upper() in {"INBOX", "MAIL"}:
        return
    for names in (SLASH, DOTS, DOTS_BARE, PREFIXED):
        assert names.in_configuration(names.on_server(configured)) == configured
