"""What would happen to a message file: read, judged, anonymised; nothing is changed and no database is needed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mailbot.ingest.house import House
from mailbot.ingest.message import Message
from mailbot.ingest.parse import parse
from mailbot.privacy.anonymise import Anonymised, anonymise, withheld_whole
from mailbot.privacy.known import known_from
from mailbot.privacy.people import People
from mailbot.rules.directory import Directory
from mailbot.rules.judge import judge
from mailbot.rules.ruleset import RuleSet
from mailbot.rules.verdict import Verdict

LARGEST = 60_000_000
"""Bytes above which a file is no mail for this mailbox."""


@dataclass(frozen=True, slots=True)
class Inspector:
    """Everything `inspect` needs of an office."""

    ruleset: RuleSet
    directory: Directory
    house: House


@dataclass(frozen=True, slots=True)
class Inspected:
    """The three answers about one message."""

    message: Message
    verdict: Verdict
    anonymised: Anonymised


def inspect_bytes(raw: bytes, inspector: Inspector) -> Inspected:
    """Read, judge and anonymise."""
    message = parse(raw)
    verdict = judge(message, inspector.ruleset, inspector.directory, inspector.house)
    known = known_from(message, verdict.form, inspector.directory.names, inspector.house.prefix)
    anonymised = anonymise(message.subject, message.full_text, known, People(), language=verdict.language)
    anonymised = withheld_whole(anonymised) if message.is_encrypted else anonymised
    return Inspected(message, verdict, anonymised)


def inspect_file(path: Path, inspector: Inspector) -> dict[str, Any]:
    """The object of the contract for one file; `error` where it cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            return {"file": str(path), "error": "larger than 60 MB: not a mail for this mailbox"}
        raw = path.read_bytes()
    except OSError as error:
        return {"file": str(path), "error": f"cannot be read: {error.strerror or type(error).__name__}"}
    return {"file": str(path), **as_json(inspect_bytes(raw, inspector))}


def as_json(inspected: Inspected) -> dict[str, Any]:
    """The fields of the contract."""
    message, verdict, anonymised = inspected.message, inspected.verdict, inspected.anonymised
    return {
        "message": {
            "subject": message.subject,
            "from_name": message.sender.name,
            "from_address": message.sender.address,
            "date": message.date.isoformat() if message.date else None,
            "message_id": message.message_id,
            "text": message.text,
            "full_text": message.full_text,
            "attachments": [{"name": a.name, "type": a.type, "size": a.size} for a in message.attachments],
            "defects": list(message.defects),
        },
        "disposition": verdict.disposition,
        "kind": verdict.kind,
        "also": verdict.also.kind if verdict.also else None,
        "topics": list(verdict.topics),
        "route": verdict.route,
        "channel": verdict.channel,
        "anonymous": verdict.anonymous,
        "language": verdict.language,
        "confidence": round(verdict.confidence, 3),
        "review": verdict.review,
        "flags": sorted(verdict.flags),
        "evidence": [{"rule": e.rule, "text": e.text} for e in verdict.evidence],
        "anonymised": {"subject": str(anonymised.subject), "text": str(anonymised.text)},
        "withheld": anonymised.withheld,
        "redactions": dict(Counter(dict(anonymised.redactions))),
    }
