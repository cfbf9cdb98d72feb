"""Renders every mail with an invented sample to HTML, text and, where Chromium is there, PNG at 1200 and 400 pixels.

    python scripts/render_pictures.py OUT [NAME...]                  all mails, or those whose name begins so
    python scripts/render_pictures.py OUT --scenarios [SCENARIO...]  every mail that leaves in tests/e2e/test_life_*.py

The second plays the scenarios over real IMAP and SMTP (it wants Dovecot) and writes `sheet-WIDTH-NN.png`, a few mails
on each. The pictures in `docs/` come from `handbook_pictures.py`.
Look at the pictures after each change of templates, markup or charts.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from html import escape
from itertools import pairwise
from pathlib import Path

from mail_samples import mails

WIDTHS = (1200, 400)
LOWEST = 240
"""Chromium draws less than it was asked for in a window that is lower."""
COLUMNS = (2, 4)
"""So many mails stand side by side on a sheet, at each width."""
SCENARIOS = Path(__file__).resolve().parent.parent / "tests" / "e2e"


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


def played(out: Path, scenarios: tuple[str, ...]) -> list[Path]:
    """Play the scenarios of the tests, and leave the HTML part of each mail as `SCENARIO-NN-PURPOSE.html`."""
    out.mkdir(parents=True, exist_ok=True)
    lives = sorted(map(str, SCENARIOS.glob("test_life_*.py")))
    command = (sys.executable, "-m", "pytest", "-n", "0", "-q", *lives)
    subprocess.run(
        command, check=False, env={**os.environ, "MAILBOT_PAGES": str(out.resolve())}, cwd=SCENARIOS.parents[1]
    )
    return sorted(page for page in out.glob("*-[0-9][0-9]-*.html") if page.name.startswith(scenarios or ("",)))


CHROMIUM = (
    "/usr/bin/chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip


def photograph(page: Path, picture: Path, width: int, height: int, top: int = 0) -> None:
    """A picture of a page from `top` on, cut at `height`.

    A phone's width comes from a frame: Chromium's window is never narrower than 500 pixels.
    """
    with tempfile.TemporaryDirectory() as profile:
        frame = Path(profile) / "frame.html"
        frame.write_text(
            f'<body style="margin:0"><iframe src="{page.resolve().as_uri()}" '
            f'style="border:0;width:{width}px;height:{top + height}px;margin-top:-{top}px"></iframe></body>'
        )
        size = f"--window-size={max(width, 500)},{max(height, LOWEST)}"
        _run(Path(profile), f"--screenshot={picture}", size, frame.as_uri())


def sheet(pages: list[Path], heights: list[int], picture: Path, width: int) -> None:
    """A few mails side by side, each in its whole length: a phone's as it is, a screen's at two thirds."""
    zoom = 1 if width < 500 else 2 / 3
    with tempfile.TemporaryDirectory() as profile:
        frames = Path(profile) / "sheet.html"
        frames.write_text('<body style="margin:0;display:flex;gap:8px;align-items:start;background:#ddd">')
        with frames.open("a") as file:
            for page, height in zip(pages, heights, strict=True):
                file.write(
                    f'<div style="zoom:{zoom}"><b style="font:16px sans-serif">{page.stem}</b><br>'
                    f'<iframe src="{page.resolve().as_uri()}" '
                    f'style="border:0;width:{width}px;height:{height}px"></iframe></div>'
                )
        size = f"--window-size={int(len(pages) * (width * zoom + 8))},{int((max(heights) + 30) * zoom)}"
        _run(Path(profile), f"--screenshot={picture}", size, frames.as_uri())


def sheets(pages: list[Path], out: Path, width: int, columns: int) -> None:
    """Sheets of all pages, `columns` on each."""
    heights = heights_of(pages, width)
    for number, start in enumerate(range(0, len(pages), columns), 1):
        some = slice(start, start + columns)
        sheet(pages[some], heights[some], out / f"sheet-{width}-{number:02d}.png", width)


def heights_of(pages: list[Path], width: int) -> list[int]:
    """How high each page is at this width."""
    with tempfile.TemporaryDirectory() as profile:
        asking = Path(profile) / "heights.html"
        frames = "".join(
            f'<iframe style="border:0;width:{width}px;height:100px" '
            f'srcdoc="{escape(page.read_text("utf-8"))}"></iframe>'
            for page in pages
        )
        asking.write_text(
            f"<title></title>{frames}<script>onload = () => document.title = [...document.querySelectorAll('iframe')]"
            ".map(one => one.contentDocument.documentElement.scrollHeight).join(' ')</script>"
        )
        dumped = _run(Path(profile), "--virtual-time-budget=10000", "--dump-dom", asking.as_uri())
    found = re.search(r"<title>([0-9 ]+)</title>", dumped)
    return [int(height) for height in found[1].split()] if found else [1600] * len(pages)


def pieces(page: Path, width: int, most: int) -> list[tuple[int, int]]:
    """Top and height of pieces of a page, none higher than `most` where a heading allows it."""
    with tempfile.TemporaryDirectory() as profile:
        asking = Path(profile) / "places.html"
        asking.write_text(
            f'<iframe style="border:0;width:{width}px;height:100px" srcdoc="{escape(page.read_text("utf-8"))}" '
            "onload=\"const it = this.contentDocument; document.title = [...it.querySelectorAll('h2')]"
            ".map(one => Math.floor(one.getBoundingClientRect().top) - 8)"
            ".concat(it.documentElement.scrollHeight).join(' ')\"></iframe>"
        )
        dumped = _run(Path(profile), "--virtual-time-budget=10000", "--dump-dom", asking.as_uri())
    found = re.search(r"<title>([0-9 ]+)</title>", dumped)
    places = sorted(map(int, found[1].split())) if found else [most]
    cuts = [0]
    while cuts[-1] < places[-1]:
        fitting = [place for place in places if cuts[-1] < place <= cuts[-1] + most]
        cuts.append(max(fitting) if fitting else min(place for place in places if place > cuts[-1]))
    return list(zip(cuts, [after - before for before, after in pairwise(cuts)], strict=False))


def _run(profile: Path, *arguments: str) -> str:
    command = (*CHROMIUM, f"--user-data-dir={profile}/profile", *arguments)
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


def main(arguments: list[str]) -> None:
    """See the head of this file."""
    out, *names = Path(arguments[0]), *arguments[1:]
    scenarios = names[:1] == ["--scenarios"]
    pages = played(out, tuple(names[1:])) if scenarios else render(out, tuple(names))
    for page in pages:
        print(page)
    if not Path(CHROMIUM[0]).exists():
        return
    for width, columns in zip(WIDTHS, COLUMNS, strict=True):
        if scenarios:
            sheets(pages, out, width, columns)
        for page in () if scenarios else pages:
            photograph(page, out / f"{page.stem}-{width}.png", width, 1600)


if __name__ == "__main__":
    main(sys.argv[1:])
