"""What the office says of itself in its mails: configuration values that it publishes, and its own labels."""

from __future__ import annotations

from dataclasses import dataclass

from mailbot.privacy.cleared import PublicText


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """The office as its mails show it.

    `labels` pairs the id of a team, or an address of the directory, with what people call it, Org.-Z. included.
    `languages` are those in which the office's own translation follows a notice (`[notices] languages`).
    """

    name: PublicText
    address: tuple[PublicText, ...]
    phone: PublicText
    hours: PublicText
    mailbox: PublicText
    privacy_notice_url: PublicText
    objection_ways: tuple[PublicText, ...]
    signature: PublicText
    krm_org: PublicText
    labels: tuple[tuple[PublicText, PublicText], ...]
    processed_folder: PublicText
    languages: tuple[str, ...] = ()

    def label(self, key: str) -> PublicText | None:
        """What people call the team or address; None where the office gave no label."""
        return next((label for known, label in self.labels if known.lower() == key.lower()), None)
