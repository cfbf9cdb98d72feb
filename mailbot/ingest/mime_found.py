"""What a walk through the parts of a mail collects."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from mailbot.ingest.message import Attachment


@dataclass(slots=True)
class Found:
    """What a walk through the parts collects."""

    attachments: list[Attachment] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    status_groups: list[dict[str, str]] = field(default_factory=list)
    original_id: str = ""
    original_subject: str = ""
    parts: int = 0
    charset: str = ""
    has_text: bool = False
    beside_plain: bool = False
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    def add(self, defect: str) -> None:
        """Note a defect once."""
        if defect and defect not in self.defects:
            self.defects.append(defect)

    def mark(self, kind: str, content: bytes) -> None:
        """Take one decoded leaf into the digest, its length first so that parts cannot run together."""
        self.digest.update(f"{kind} {len(content)}\n".encode("utf-8", "replace"))
        self.digest.update(content)


@dataclass(frozen=True, slots=True)
class Body:
    """Readable text and whether any of it was HTML."""

    text: str = ""
    is_html: bool = False
