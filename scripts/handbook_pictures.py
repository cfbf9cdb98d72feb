"""Makes the pictures of digest and report in `docs/`, from the three weeks that `mailbot demo` plays.

    python scripts/handbook_pictures.py

Writes docs/pictures/digest.png (which the README shows too), digest-phone.png and report.png, each with its further
pieces; the page around them is docs/bilder.html and names them all. Look at them afterwards. Wants Chromium.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from render_pictures import photograph, pieces
from rich.console import Console

from mailbot.demo import html_part, played
from mailbot.outbound.report_period import quarter_of
from mailbot.steps.reporting import send_report
from mailbot.steps.runtime import Runtime
from mailbot.store import mails
from mailbot.vocabulary import Purpose

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SHEET = 1080
"""So many pixels of height fit a printed page."""
MOST = 7
"""A digest of so many points is a normal day, and one page."""


def digest_of(office: Runtime) -> bytes:
    """The last digest of a day on which something needed a hand, yet not too much for a page."""
    with office.store.read() as tx:
        found = [mail for mail, _ in mails.all_copies(tx) if mail.purpose == Purpose.DIGEST]
        normal = [mail for mail in found if _points(mail.subject) in range(2, MOST + 1)]
        return bytes(mails.raw_of(tx, (normal or found)[-1].id))


def _points(subject: str) -> int:
    """How many points the subject of a digest names."""
    first = subject.partition(": ")[2].split(" ")[0]
    return int(first) if first.isdigit() else 0


def report_of(office: Runtime) -> bytes:
    """The report on the quarter of the three weeks, as `BERICHT` sends it."""
    work = office.work()
    send_report(office, work, quarter_of(office.now().date()), office.directory.officer.person.address)
    return bytes(work.outgoing[-1].row.raw)


def main() -> None:
    """See the head of this file."""
    with played(Console(quiet=True)) as (office, _):
        digest, report = digest_of(office), report_of(office)
    with tempfile.TemporaryDirectory() as folder:
        for name, raw, width in (
            ("digest", digest, 760),
            ("digest-phone", digest, 400),
            ("report", report, 760),
        ):
            page = Path(folder) / f"{name}.html"
            page.write_text(html_part(raw), encoding="utf-8")
            for old in PICTURES.glob(f"{name}-[0-9].png"):
                old.unlink()
            for number, (top, height) in enumerate(pieces(page, width, SHEET), 1):
                picture = PICTURES / (f"{name}-{number}.png" if number > 1 else f"{name}.png")
                photograph(page, picture, width, height, top)
                print(picture)


if __name__ == "__main__":
    main()
