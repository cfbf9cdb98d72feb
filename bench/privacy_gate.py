"""The gate on generated mails: mails it keeps back though nothing is wrong with them, leaks it still finds, time.

python -m bench privacy_gate        COUNT and SEED by the environment: BENCH_MAILS, BENCH_SEED
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Final

from bench import privacy_foreign as foreign
from bench import privacy_generator as generator
from mailbot.outbound.gate import check
from mailbot.privacy.anonymise import anonymise
from mailbot.privacy.people import Known
from mailbot.privacy.sought import known_identifiers

MAILS: Final = int(os.environ.get("BENCH_MAILS", "400"))
SEED: Final = int(os.environ.get("BENCH_SEED", "7001"))
FOREIGN_MAILS: Final = 25
OWN: Final = "Sehr geehrte Damen und Herren,\n\nzum Fall KRM-2026-000123 ist eine Beschwerde eingegangen.\n\n"


def report() -> Iterator[str]:
    """The lines of the table."""
    rng = random.Random(SEED)  # noqa: S311 - reproducible on purpose
    yield _line("German", [(*generator.compose(rng), "de") for _ in range(MAILS)])
    others = []
    for code in foreign.LANGUAGES:
        rng = random.Random(f"{code}{SEED}")  # noqa: S311
        others += [(*foreign.compose(rng, code), code) for _ in range(FOREIGN_MAILS)]
    yield _line("other languages", others)


def _line(title: str, mails: list[tuple[str, str, bool, str]]) -> str:
    counts: Counter[str] = Counter()
    seconds = 0.0
    for subject, text, known, language in mails:
        outcome, took = _one(subject, text, language, known=known)
        counts[outcome] += 1
        seconds += took
    sent = sum(counts.values()) - counts["withheld"]
    bad = counts["leak"] + counts["leak found"]
    return (
        f"{title}: {sent} mails sent, kept back without need {counts['kept back']}/{sent - bad}, "
        f"of {bad} with a leak {counts['leak found']} found, "
        f"{1000 * seconds / max(1, sent):.0f} ms of CPU a mail"
    )


def _one(subject: str, text: str, language: str, *, known: bool) -> tuple[str, float]:
    names = tuple(m.group(2) for m in generator.MARK.finditer(text) if m.group(1) == "NAME")[-2:] if known else ()
    people = Known(names=names)
    found = anonymise(generator.MARK.sub(r"\2", subject), generator.MARK.sub(r"\2", text), people, language=language)
    if found.withheld:
        return "withheld", 0.0
    begun = time.process_time()
    hits = check(
        _mail(str(found.subject), str(found.text)),
        neutral=_mail("–", "–"),
        identifiers=(*found.identifiers, *known_identifiers(people)),
        recipients=(),
    )
    took = time.process_time() - begun
    bad = leaks(subject, text, f"{found.subject}\n{found.text}")
    return ("leak found" if hits else "leak") if bad else ("kept back" if hits else "let go"), took


def leaks(subject: str, text: str, sent: str) -> bool:
    """Whether a direct identifier is left in what is sent."""
    marked = f"{subject}\n{text}"
    there, harmless = generator.plain(sent), generator.plain(generator.MARK.sub("\x1f", marked))
    return any(
        generator.leaks(kind, generator.plain(original), there, harmless)
        for kind, original in generator.MARK.findall(marked)
        if kind not in generator.QUASI
    )


def _mail(subject: str, text: str) -> bytes:
    mail = EmailMessage()
    mail["Subject"] = f"KRM-2026-000123 {' '.join(subject.split())}"
    mail.set_content(OWN + text)
    mail.add_alternative(f"<p>{OWN}</p><p>{text}</p>", subtype="html")
    return mail.as_bytes()
