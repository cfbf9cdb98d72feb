"""One message on its way through the house, read and judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mailbot.ingest.message import Message
from mailbot.rules.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Arrival:
    """`received_at` is the INTERNALDATE in the office's time zone, `now` the moment of taking in."""

    row_id: int
    message: Message
    verdict: Verdict
    received_at: datetime
    now: datetime
    identity: str
