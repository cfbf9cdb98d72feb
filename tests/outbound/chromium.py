"""Headless Chromium, started once for all pages of a test."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from servers import wants_servers

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """Where Chromium is; the test is skipped where it is not, and fails in continuous integration."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        message = "wants Chromium (Debian package chromium)"
        pytest.fail(message) if wants_servers() else pytest.skip(message)
    return str(path)


def run_in_page(pages: dict[str, str], library: str, asked: str, *, width: int = 800) -> dict[str, Any]:
    """What the JavaScript expression `asked` (of `frame`, a window that holds a page and `library`) says of each page.

    One browser, one frame, in which the library is read once: each page is put into it, one after the other; the
    answers are written into the document around it, which Chromium prints.
    """
    script = f"""
    const pages = {_embedded(pages)}, library = {_embedded(library)}, answers = {{}};
    async function empty() {{
      const element = document.createElement("iframe");
      element.style.cssText = "border:0;width:{width}px;height:1200px";
      const loaded = new Promise(done => element.addEventListener("load", done, {{once: true}}));
      element.srcdoc = "<!DOCTYPE html><html></html>";
      document.body.append(element);
      await loaded;
      if (library) element.contentWindow.eval(library);
      return element.contentWindow;
    }}
    function show(frame, html) {{
      const page = new frame.DOMParser().parseFromString(html, "text/html").documentElement;
      frame.document.replaceChild(frame.document.adoptNode(page), frame.document.documentElement);
    }}
    (async () => {{
      const frame = await empty();
      for (const [name, html] of Object.entries(pages)) {{
        show(frame, html);
        try {{ answers[name] = await ({asked}); }} catch (error) {{ answers[name] = "broken: " + error; }}
      }}
      const told = document.createElement("pre");
      told.id = "answers";
      told.textContent = JSON.stringify(answers);
      document.body.append(told);
    }})();
    """
    return _answers(
        f'<!DOCTYPE html><html lang="de"><meta charset="utf-8"><body><script>{script}</script></body></html>'
    )


def _embedded(value: object) -> str:
    """JSON that can stand inside a script element."""
    return json.dumps(value).replace("</", "<\\/").replace("<!--", "<\\!--")


def _answers(page: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="chromium-") as folder:
        path = Path(folder) / "page.html"
        path.write_text(page, encoding="utf-8")
        command = [
            chromium(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
            f"--user-data-dir={folder}/profile", "--window-size=1200,1400", "--virtual-time-budget=600000",
            "--dump-dom", path.as_uri(),
        ]  # fmt: skip
        environment = {**os.environ, "HOME": folder}
        ran = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True, env=environment)
    _, found, rest = ran.stdout.partition('<pre id="answers">')
    assert found, "Chromium gave no answers"
    answers: dict[str, Any] = json.loads(unescape(rest.partition("</pre>")[0]))
    return answers
