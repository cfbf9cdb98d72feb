"""Renders every mail with an invented sample to HTML, text and, where Chromium is there, PNG at 1200 and 400 pixels.

    python scripts/render_pictures.py OUT [NAME...]     all mails, or those whose name begins so
    python scripts/render_pictures.py --docs            docs/pictures/digest.png, which the README shows

Look at the pictures after each change of templates, markup or charts.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from mail_samples import ROOT, mails

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


def photograph(page: Path, picture: Path, width: int, height: int) -> None:
    """A picture of a page, cut at `height`. A phone's width comes from a frame: Chromium's window is never narrower."""
    with tempfile.TemporaryDirectory() as profile:
        frame = Path(profile) / "frame.html"
        frame.write_text(
            f'<body style="margin:0"><iframe src="{page.resolve().as_uri()}" '
            f'style="border:0;width:{width}px;height:{height}px"></iframe></body>'
        )
        command = [
            "/usr/bin/chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
            f"--user-data-dir={profile}/profile", f"--screenshot={picture}",
            f"--window-size={max(width, 500)},{height}", frame.as_uri(),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=60)


def main(arguments: list[str]) -> None:
    """See the head of this file."""
    if arguments == ["--docs"]:
        with tempfile.TemporaryDirectory() as folder:
            (page,) = (one for one in render(Path(folder), ("digest",)) if one.stem == "digest")
            photograph(page, ROOT / "docs" / "pictures" / "digest.png", 760, 1445)
        return
    out = Path(arguments[0])
    for page in render(out, tuple(arguments[1:])):
        for width in WIDTHS if Path("/usr/bin/chromium").exists() else ():
            photograph(page, out / f"{page.stem}-{width}.png", width, 1600)
        print(page)


if __name__ == "__main__":
    main(sys.argv[1:])
