"""Renders every mail with an invented sample to HTML, text and, where Chromium is there, PNG at 1200 and 400 pixels.

    python scripts/render_pictures.py OUT [NAME...]     all mails, or those whose name begins so

The pictures in `docs/` come from `handbook_pictures.py`.
Look at the pictures after each change of templates, markup or charts.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

from mail_samples import mails

WIDTHS = (1200, 400)


def render(out: Path, beginnings: tuple[str, ...]) -> list[Path]:
    """Write `NAME.html` and `NAME.txt` for every wanted sample; returns the HTML files."""
    out.mkdir(parents=True, exist_ok=True)
    pages = []
    for name, (subject, text, html) in mails().items():
        if beginnings and not name.startswith(beginnings):
            continue
        (out / f"{name}.txt").write_text(f"Subject: {subject}\n\n{text}")
        pages.append(out / f"{name}.html")
        pages[-1].write_text(html)
    return pages


CHROMIUM = (
    "/usr/bin/chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip


def photograph(page: Path, picture: Path, width: int, height: int | None) -> None:
    """A picture of a page, cut at `height`; None: as high as it is.

    A phone's width comes from a frame: Chromium's window is never narrower than 500 pixels.
    """
    with tempfile.TemporaryDirectory() as profile:
        high = height or _height(page, width, Path(profile))
        frame = Path(profile) / "frame.html"
        frame.write_text(
            f'<body style="margin:0"><iframe src="{page.resolve().as_uri()}" '
            f'style="border:0;width:{width}px;height:{high}px"></iframe></body>'
        )
        size = f"--window-size={max(width, 500)},{high}"
        _run(Path(profile), f"--screenshot={picture}", size, frame.as_uri())


def _height(page: Path, width: int, profile: Path) -> int:
    """How high the page is at that width, asked of Chromium."""
    asking = profile / "height.html"
    asking.write_text(
        f'<iframe style="border:0;width:{width}px;height:100px" srcdoc="{escape(page.read_text(encoding="utf-8"))}" '
        'onload="document.title = this.contentDocument.documentElement.scrollHeight"></iframe>'
    )
    dumped = _run(profile, "--virtual-time-budget=10000", "--dump-dom", asking.as_uri())
    found = re.search(r"<title>([0-9]+)</title>", dumped)
    return int(found[1]) if found else 1600


def _run(profile: Path, *arguments: str) -> str:
    command = (*CHROMIUM, f"--user-data-dir={profile}/profile", *arguments)
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


def main(arguments: list[str]) -> None:
    """See the head of this file."""
    out = Path(arguments[0])
    for page in render(out, tuple(arguments[1:])):
        for width in WIDTHS if Path(CHROMIUM[0]).exists() else ():
            photograph(page, out / f"{page.stem}-{width}.png", width, 1600)
        print(page)


if __name__ == "__main__":
    main(sys.argv[1:])
